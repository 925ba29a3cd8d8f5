#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Hostile inputs through the real command line: hostile_test.py FABRICLINT

Each input must end within seconds and 300 MB, with a sensible exit status, a line that says what is wrong, a SARIF report that is valid or absent, and
without a single control character in what is printed. FABRICLINT_TEST_SECONDS and FABRICLINT_TEST_MEGABYTES widen the limits for sanitizer builds.
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading

from hostile_manifests import MANIFESTS, TCP, TCP_FOUND, graph
from hostile_rulesets import RULE, RULESETS

SECONDS = float(os.environ.get("FABRICLINT_TEST_SECONDS", "5"))
MEGABYTES = float(os.environ.get("FABRICLINT_TEST_MEGABYTES", "300"))

# What a terminal, a log viewer or a reader's eye would obey instead of show. A line feed is the only one that belongs in a report.
INVISIBLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")

CHECK = ["check", "--rules", str(pathlib.Path(__file__).resolve().parent.parent / "ruleset")]


class Run:
    """One run of the program: exit status, text, seconds are bounded by `SECONDS`, memory is measured."""

    def __init__(self, program, arguments, stdin=b"", cwd=None):
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, tempfile.TemporaryFile() as given:
            given.write(stdin)
            given.seek(0)
            process = subprocess.Popen([program, *arguments], stdin=given, stdout=out, stderr=err, cwd=cwd)
            self.late = False

            def kill():
                self.late = True
                process.kill()

            timer = threading.Timer(SECONDS, kill)
            timer.start()
            _, status, usage = os.wait4(process.pid, 0)
            timer.cancel()
            process.returncode = self.status = os.waitstatus_to_exitcode(status)
            self.megabytes = usage.ru_maxrss / 1024
            out.seek(0)
            err.seek(0)
            self.out, self.err = out.read(), err.read()

    def faults(self, statuses, needle, printable=True):
        found = []
        if self.late:
            return ["not done after %g s" % SECONDS]
        if self.megabytes > MEGABYTES:
            found.append("%.0f MB" % self.megabytes)
        if self.status not in statuses:
            found.append("exit status %d" % self.status)
        try:
            text = (self.out + self.err).decode()
        except UnicodeDecodeError as error:
            return found + ["prints what is not UTF-8: %s" % error]
        if needle not in text:
            found.append("does not say %r but %r" % (needle, text[:200]))
        if printable and (invisible := INVISIBLE.search(text)):
            found.append("prints %r" % invisible.group())
        if any(line.lstrip().startswith("::") for line in text.split("\n")):
            found.append("prints a workflow command")
        return found


def sarif_faults(path):
    """A report is whole or absent."""
    if not os.path.exists(path):
        return []
    try:
        with open(path, "rb") as file:
            log = json.loads(file.read().decode())
    except (ValueError, UnicodeDecodeError) as error:
        return ["SARIF: %s" % error]
    found = []
    if log.get("version") != "2.1.0" or len(log.get("runs", [])) != 1:
        return ["SARIF: no run of 2.1.0"]
    run = log["runs"][0]
    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]
        region = place["region"]
        if result["ruleId"] not in rules or result["level"] not in ("error", "warning", "note") or not result["message"]["text"]:
            found.append("SARIF: a result without rule, level or text")
        if not all(isinstance(region[key], int) and region[key] >= 1 for key in ("startLine", "startColumn", "endLine", "endColumn")):
            found.append("SARIF: a region without its four fields")
        if not re.fullmatch(r"[A-Za-z0-9._~/%-]+", place["artifactLocation"]["uri"]):
            found.append("SARIF: the URI %r" % place["artifactLocation"]["uri"])
        if INVISIBLE.search(result["message"]["text"]):
            found.append("SARIF: control characters in a message")
    return found[:3]


class Tally:
    def __init__(self):
        self.passed = self.failed = 0

    def note(self, name, faults):
        if faults:
            self.failed += 1
            print(("%s: %s" % (name, "; ".join(faults))).encode("unicode_escape").decode())
        else:
            self.passed += 1


def write(path, content):
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())


def manifests(program, tally):
    for name, content, status, needle in MANIFESTS:
        write("x.yaml", content)
        statuses = status if isinstance(status, tuple) else (status,)
        faults = Run(program, [*CHECK, "--color", "never", "x.yaml"]).faults(statuses, needle)
        # Concise repeats neither the summary nor what is undecided, so only findings are asked of it.
        faults += Run(program, [*CHECK, "--format", "concise", "--output", "sarif=x.sarif", "x.yaml"]).faults(statuses, needle if needle.startswith("[") else "")
        if not os.path.exists("x.sarif"):
            faults.append("no SARIF")
        faults += sarif_faults("x.sarif")
        os.path.exists("x.sarif") and os.unlink("x.sarif")
        modelled = Run(program, ["model", "--format", "json", "x.yaml"])
        faults += ["model: " + fault for fault in modelled.faults((0, 3), "")]
        try:
            json.loads(modelled.out.decode())
        except ValueError as error:
            faults.append("model: %s" % error)
        tally.note(name, faults)


def rulesets(program, tally):
    write("good.yaml", graph(TCP))
    write("r.toml", RULE)
    tally.note("a good ruleset", Run(program, ["test", "r.toml"]).faults((0,), "2 examples, 0 mismatches"))
    for name, content, place, needle in RULESETS:
        write("r.toml", content)
        faults = Run(program, ["test", "--color", "never", "r.toml"]).faults((2,), needle)
        checked = Run(program, ["check", "--color", "never", "--rules", "r.toml", "--output", "sarif=r.sarif", "good.yaml"])
        faults += checked.faults((2,), "r.toml:" + place)
        if os.path.exists("r.sarif"):
            faults.append("a report in spite of it")
            os.unlink("r.sarif")
        tally.note("ruleset: " + name, faults)


def files(program, tally):
    def expect(name, arguments, statuses, needle, **more):
        run = Run(program, arguments, **more)
        tally.note(name, run.faults(statuses, needle))
        return run

    write("good.yaml", graph(TCP))
    with open("big.yaml", "wb") as file:
        file.write(graph(TCP).encode())
        for _ in range(60):
            file.write(b"# " + b"x" * 1000000 + b"\n")
    expect("60 MB", [*CHECK, "big.yaml"], (1,), "[yaml-limit]")
    os.unlink("big.yaml")
    expect("a missing file", [*CHECK, "nope.yaml"], (3,), "nope.yaml: no such file")
    expect("a missing file beside a good one", [*CHECK, "nope.yaml", "good.yaml"], (3,), TCP_FOUND)
    expect("a missing file with a hostile name", [*CHECK, "a\x1b[31m\n::error::b.yaml"], (3,), r"a\x1b[31m\n::error::b.yaml")
    os.mkfifo("pipe.yaml")
    expect("a FIFO", [*CHECK, "pipe.yaml"], (3,), "not a regular file")
    expect("/dev/zero", [*CHECK, "/dev/zero"], (3,), "not a regular file")
    expect("endless standard input cut at its limit", [*CHECK, "-"], (1,), "[yaml-limit]", stdin=b"a: 1\n" * 1000000)
    expect("standard input", [*CHECK, "-", "--stdin-filename", "in\n::error::.yaml"], (1,), r"in\n::error::.yaml", stdin=graph(TCP).encode())
    os.symlink("self.yaml", "self.yaml")
    expect("a link to itself", [*CHECK, "self.yaml"], (3,), "self.yaml")
    write("-", graph(TCP))
    expect("a file named -", [*CHECK, "./-"], (1,), TCP_FOUND)
    twice = expect("the same file twice", [*CHECK, "--format", "concise", "good.yaml", "./good.yaml"], (1,), TCP_FOUND)
    tally.note("the same file twice is reported once", [] if twice.out.count(TCP_FOUND.encode()) == 1 else ["reported twice"])

    os.makedirs("tree/dir.yaml")
    os.symlink("..", "tree/up")
    write("tree/dir.yaml/x.yaml", graph(TCP))
    looped = expect("a folder with a loop of links, named like a file", [*CHECK, "--format", "concise", "tree"], (1,), TCP_FOUND)
    tally.note("the loop is not followed", [] if looped.out.count(TCP_FOUND.encode()) == 1 else ["reported several times"])

    strange = "s p%20#?\x1b[31m\n::error::\u202e.yaml"
    write(strange, graph(TCP))
    expect("a hostile file name", [*CHECK, "--output", "sarif=s.sarif", strange], (1,), r"\x1b[31m\n::error::\u202e.yaml")
    tally.note("SARIF of a hostile file name", sarif_faults("s.sarif"))
    os.rename(strange, b"b\xff\xfe.yaml")
    expect("a file name that is not UTF-8", [*CHECK, "--output", "sarif=s.sarif", b"b\xff\xfe.yaml"], (1,), r"b\xff\xfe.yaml")
    tally.note("SARIF of a file name that is not UTF-8", sarif_faults("s.sarif"))

    os.mkdir("many")
    for i in range(3000):
        write("many/%d.yaml" % i, graph(TCP))
    crowd = expect("3000 files", [*CHECK, "--format", "concise", "many"], (1,), TCP_FOUND)
    tally.note("all of 3000 files are reported", [] if crowd.out.count(TCP_FOUND.encode()) == 3000 else ["%d" % crowd.out.count(TCP_FOUND.encode())])

    expect("a report into a missing folder", [*CHECK, "--output", "sarif=no/x.sarif", "good.yaml"], (2,), "no/x.sarif")
    expect("a report onto a full disk", [*CHECK, "--output", "sarif=/dev/full", "good.yaml"], (2,), "/dev/full")
    expect("a report into a folder", [*CHECK, "--output", "sarif=many", "good.yaml"], (2,), "many")
    Run(program, [*CHECK, "--output", "sarif=good.yaml", "good.yaml"])
    with open("good.yaml", encoding="utf-8") as file:
        tally.note("a report over its own input", [] if file.read() == graph(TCP) else ["the manifest was overwritten"])

    write("good.yaml", graph(TCP))
    with open("/dev/full", "wb") as full:
        status = subprocess.run([program, *CHECK, "good.yaml"], stdout=full, stderr=subprocess.DEVNULL, timeout=SECONDS, check=False).returncode
    tally.note("standard output that is full", [] if status == 3 else ["exit status %d" % status])


def main():
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    program = os.path.abspath(sys.argv[1])
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        manifests(program, tally)
        rulesets(program, tally)
        files(program, tally)
        os.chdir("/")
    print("%d passed, %d failed" % (tally.passed, tally.failed))
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())
