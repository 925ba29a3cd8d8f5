#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every finding can be suppressed where it is reported, and nothing else goes with it: suppress_test.py FABRICLINT [--alone] FOLDER...

Of each file below the folders, for each finding:
  * a comment behind the reported line silences exactly this finding;
  * a comment on a line of its own above it silences it, and of the others at most some of the same rule that lie deeper;
  * where the line is inside of a block scalar, and so can carry no comment, the second holds above the entry that the scalar belongs to;
    inside of a plain scalar of several lines the first holds behind the last one.
Then all of them together leave nothing to report. With --alone each file is looked at without the others of its folder, which is faster."""

import collections
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

FINDING = re.compile(r"^(.*?):(\d+):(\d+): (\w+)\[([\w-]+)\] (.*)$")
HEADER = re.compile(rb"(^|[:\-] +)(?:[&!]\S+ +)*[|>][-+0-9]*[ \t]*(#.*)?$")
REASON = "accepted in this test"


def run(program, path, root):
    """The findings of a file as (line, column, rule, message), and the number of suppressed ones."""
    shell = [program, "check", "--no-config", "--allow-empty", "--exit-zero", "--format", "text", "--output", "concise=/dev/stderr", path]
    done = subprocess.run(shell, capture_output=True, cwd=root)
    assert done.returncode == 0, (path, done)
    found = []
    for line in done.stderr.decode().splitlines():
        match = FINDING.match(line)
        if match:
            found.append((int(match[2]), int(match[3]), match[5], match[6]))
    suppressed = re.search(r"; (\d+) suppressed", done.stdout.decode())
    return collections.Counter(found), int(suppressed[1]) if suppressed else 0


def block_header(lines, number):
    """The line of the header of the block scalar that the 1-based line lies in; None when it lies in none."""
    for above in range(number - 1, 0, -1):
        text = lines[above - 1].rstrip(b"\r")
        if not HEADER.search(text) or text.lstrip().startswith(b"#"):
            continue
        dashes = re.match(rb" *(?:- +)*", text)[0]
        rest = text[len(dashes):]
        # The content is deeper than the key, or than the last dash.
        column = len(dashes) if not re.match(rb"[|>]", rest) else dashes.rstrip(b" ").rfind(b"-")
        between = [line for line in lines[above:number] if line.strip()]
        if all(len(line) - len(line.lstrip(b" ")) > column for line in between):
            return above
    return None


def comment(rule):
    return f"# fabriclint: ignore[{rule}] {REASON}".encode()


def behind(lines, number, rule):
    changed = list(lines)
    end = b"\r" if changed[number - 1].endswith(b"\r") else b""
    changed[number - 1] = changed[number - 1].removesuffix(b"\r") + b"  " + comment(rule) + end
    return changed


def above(lines, number, rule):
    indentation = re.match(rb" *", lines[number - 1])[0]
    return lines[:number - 1] + [indentation + comment(rule)] + lines[number - 1:]


def shifted(found, number):
    return collections.Counter({(line + (line >= number), *rest): count for (line, *rest), count in found.items()})


class File:
    def __init__(self, program, path, fixed):
        self.program, self.path, self.fixed = program, path, fixed
        self.lines = path.read_bytes().split(b"\n")
        self.found, _ = self.check(self.lines)

    def check(self, lines):
        self.path.write_bytes(b"\n".join(lines))
        return run(self.program, self.path.name, self.path.parent)

    def try_behind(self, finding, number=None):
        found, suppressed = self.check(behind(self.lines, number or finding[0], finding[2]))
        # A column of the message may be that of another place on the line, never behind its end: nothing moves.
        return found == self.found - collections.Counter([finding]) and suppressed == 1

    def try_behind_last(self, finding):
        """Behind the last line of the plain scalar of several lines that holds the finding: behind another one a comment would end it."""
        found, _ = self.check(behind(self.lines, finding[0], finding[2]))
        broken = any(rule == "yaml-syntax" for _, _, rule, _ in found) or not found
        return broken and any(self.try_behind(finding, line) for line in range(finding[0] + 1, min(finding[0] + 20, len(self.lines)) + 1))

    def try_above(self, finding, number):
        """The comment above `number` silences the finding, nothing of other rules, and nothing appears."""
        found, suppressed = self.check(above(self.lines, number, finding[2]))
        before = shifted(self.found, number)
        gone = before - found
        shifted_finding = (finding[0] + 1, *finding[1:])
        return not found - before and gone[shifted_finding] == 1 and all(f[2] == finding[2] for f in gone) and suppressed == gone.total()

    def silence_all(self):
        """Comments above every reported line (for a block scalar above its entry): from the last to the first, so that numbers hold."""
        wanted = {(block_header(self.lines, line) or line, rule) for line, _, rule, _ in self.found if rule not in self.fixed}
        lines = self.lines
        for number, rule in sorted(wanted, reverse=True):
            lines = above(lines, number, rule)
        found, suppressed = self.check(lines)
        return [f for f in found if f[2] not in self.fixed], suppressed

    def restore(self):
        self.path.write_bytes(b"\n".join(self.lines))


def examine(program, folder, alone, fixed, totals, complaints):
    with tempfile.TemporaryDirectory() as temporary:
        copy = pathlib.Path(temporary) / "copy"
        shutil.copytree(folder, copy)
        for path in sorted(p for p in copy.rglob("*") if p.suffix in (".yaml", ".yml") and p.is_file() and not p.is_symlink()):
            if alone:
                path = path.rename(pathlib.Path(tempfile.mkdtemp(dir=temporary)) / path.name)
            file = File(program, path, fixed)
            name = path.name if alone else str(path.relative_to(copy))
            for finding in file.found:
                if finding[2] in fixed:
                    totals["not suppressible"] += 1
                    continue
                header = block_header(file.lines, finding[0])
                if header is not None:
                    totals["in a block scalar"] += 1
                    good = file.try_above(finding, header)
                else:
                    totals["behind the line"] += 1
                    good = file.try_behind(finding)
                    if not good:
                        good = file.try_behind_last(finding)
                        totals["behind the last line of a scalar"] += good
                    if not file.try_above(finding, finding[0]):
                        totals["not above the line"] += 1
                        complaints.append(("above", name, finding))
                if not good:
                    totals["failed"] += 1
                    complaints.append(("block" if header else "behind", name, finding))
            if file.found:
                left, _ = file.silence_all()
                totals["files"] += 1
                if left:
                    totals["files not silenced"] += 1
                    complaints.append(("all", name, left))
            file.restore()


def ends(program):
    """The day on which a suppression ends is that of SOURCE_DATE_EPOCH; midnight is that of UTC."""
    with tempfile.TemporaryDirectory() as temporary:
        file = pathlib.Path(temporary) / "a.yaml"
        file.write_text("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers: [{name: c, image: i}]\n"
                        "# fabriclint: ignore-file[yaml-duplicate-key] for a while (until 2027-01-31)\nspec:\n  containers: [{name: c, image: i}]\n")
        # 2027-01-31T23:59:59Z and one second later.
        for epoch, status in (("1801439999", 0), ("1801440000", 1), ("0", 0), ("", None), ("soon", 2), ("-1", 2), ("1e9", 2), ("9" * 30, 2)):
            done = subprocess.run([program, "check", "--no-config", str(file)], capture_output=True, text=True,
                                  env={"SOURCE_DATE_EPOCH": epoch, "TZ": "Pacific/Kiritimati"})
            assert status is None or done.returncode == status, (epoch, done)
            assert status != 1 or "suppression-expired" in done.stdout, done
            assert status != 2 or "SOURCE_DATE_EPOCH" in done.stderr, done


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    rules = pathlib.Path(__file__).resolve().parents[2] / "rules"
    fixed = {path.stem for path in rules.rglob("*.toml") if "suppressible = false" in path.read_text()}
    ends(program)
    assert fixed >= {"yaml-syntax", "suppression-unused"}, fixed
    totals, complaints = collections.Counter(), []
    folders = sys.argv[2:]
    alone = folders[0] == "--alone"
    for folder in folders[alone:]:
        examine(program, pathlib.Path(folder), alone, fixed, totals, complaints)
    for complaint in complaints:
        print(*complaint, sep=": ")
    print(dict(totals))
    assert totals["behind the line"] > 50 and totals["in a block scalar"] > 5, "too little was tried"
    sys.exit(1 if complaints else 0)


main()
