# SPDX-License-Identifier: Apache-2.0
"""`check --diff` and `check --diff-base` on small changes of the kinds that real recipes have seen: every finding that a change makes is
reported, in every way to give the change, and what it did not touch is not.

change_test.py FABRICLINT; exit status 77 (skipped) without git."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from repository import RDMA, RULES, Repository, config_map, recipe, rules_of, worker

if shutil.which("git") is None:
    print("skipped: git is not installed")
    sys.exit(77)

PROGRAM = sys.argv[1]
GOOD = recipe(worker("prefill"), worker("decode"))
# Faults that were there before, in both workers.
OLD = recipe(worker("prefill", extra="            - name: NIXL_BACKEND\n              value: x\n"), worker("decode"))
BROKEN = recipe(worker("prefill", ucx="tcp,cuda_copy"), worker("decode"))

# title -> before, after, rules that must be reported, rules that must not
PAIRS = {
    "a value becomes wrong": ({"r/d.yaml": GOOD}, {"r/d.yaml": GOOD.replace(RDMA, "tcp,cuda_copy", 1)}, ["sample-transport"], []),
    "a value becomes wrong beside an old fault": (
        {"r/d.yaml": OLD},
        {"r/d.yaml": OLD.replace(RDMA, "tcp,cuda_copy").replace("tcp,cuda_copy", RDMA, 1)},
        ["sample-transport"],
        ["sample-unread"],
    ),
    "the device is removed": (
        {"r/d.yaml": GOOD},
        {"r/d.yaml": recipe(worker("prefill"), worker("decode", rdma=False))},
        ["sample-device", "sample-nic"],
        [],
    ),
    "the connector is removed from one role": (
        {"r/d.yaml": GOOD},
        {"r/d.yaml": GOOD[: GOOD.rindex("            - --kv-transfer-config")] + GOOD[GOOD.rindex("          env:") :]},
        ["sample-connector"],
        [],
    ),
    "the other file of the recipe changes": (
        {"r/d.yaml": recipe(worker("prefill"), worker("decode", reference=True)), "r/m.yaml": config_map(RDMA)},
        {"r/d.yaml": recipe(worker("prefill"), worker("decode", reference=True)), "r/m.yaml": config_map("tcp,cuda_copy")},
        ["sample-transport"],
        [],
    ),
    "the deployment changes, the fault shows in the other file": (
        {"r/d.yaml": recipe(worker("prefill"), worker("decode", reference=True)), "r/m.yaml": config_map(RDMA)},
        {"r/d.yaml": recipe(worker("prefill"), worker("decode", reference=True, rdma=False)), "r/m.yaml": config_map(RDMA)},
        ["sample-device"],
        [],
    ),
    "another recipe of the repository is broken already": (
        {"r/d.yaml": GOOD, "s/d.yaml": BROKEN},
        {"r/d.yaml": GOOD.replace("1.3.0", "1.3.1"), "s/d.yaml": BROKEN},
        [],
        ["sample-transport"],
    ),
    "only a comment changes": ({"r/d.yaml": OLD}, {"r/d.yaml": "# a comment\n" + OLD}, [], ["sample-unread"]),
    "an old fault in a block of which another line changes": (
        {"r/d.yaml": recipe(worker("prefill", rdma=False, ucx="tcp,cuda_copy"), worker("decode"))},
        {"r/d.yaml": recipe(worker("prefill", rdma=False, ucx="tcp,cuda_copy"), worker("decode")).replace("80Gi", "90Gi", 1)},
        [],
        ["sample-transport"],
    ),
    "a file comes": ({"r/d.yaml": GOOD}, {"r/d.yaml": GOOD, "s/d.yaml": BROKEN}, ["sample-transport"], []),
    "a file goes": ({"r/d.yaml": BROKEN, "s/d.yaml": BROKEN}, {"r/d.yaml": BROKEN}, [], ["sample-transport"]),
    "a file moves": ({"r/d.yaml": BROKEN}, {"s/e.yaml": BROKEN}, [], ["sample-transport"]),
    "a file moves and becomes worse": (
        {"r/d.yaml": OLD},
        {"s/e.yaml": OLD.replace(RDMA, "tcp,cuda_copy", 1)},
        ["sample-transport"],
        [],
    ),
    "YAML breaks": ({"r/d.yaml": GOOD}, {"r/d.yaml": GOOD.replace("args:\n            - --model\n", "args:\n            - [--model\n", 1)}, ["yaml-syntax"], []),
    "a file that is broken YAML changes elsewhere": (
        {"r/d.yaml": GOOD + "x: [\n"},
        {"r/d.yaml": "# a comment\n" + GOOD + "x: [\n"},
        ["yaml-syntax"],
        [],
    ),
    "Windows line ends": (
        {"r/d.yaml": GOOD.replace("\n", "\r\n")},
        {"r/d.yaml": GOOD.replace(RDMA, "tcp,cuda_copy", 1).replace("\n", "\r\n")},
        ["sample-transport"],
        [],
    ),
    "a byte order mark, no line break at the end": (
        {"r/d.yaml": "\ufeff" + GOOD.rstrip("\n")},
        {"r/d.yaml": "\ufeff" + GOOD.rstrip("\n").replace(RDMA, "tcp,cuda_copy", 2)},
        ["sample-transport"],
        [],
    ),
    "the last line loses its break only": ({"r/d.yaml": OLD}, {"r/d.yaml": OLD.rstrip("\n")}, [], ["sample-unread"]),
}
for name in ["with blank.yaml", "-dash.yaml", "é 你.yaml", 'q"uote\\.yaml', "tab\there.yaml", "a => b.yaml", "bad\udcffbyte.yaml"]:
    PAIRS[f"a file called {ascii(name)}"] = ({f"r/{name}": GOOD}, {f"r/{name}": GOOD.replace(RDMA, "tcp,cuda_copy", 1)}, ["sample-transport"], [])

passed = 0
FAULT = "sample-transport"  # of BROKEN


def check(title, condition, details=""):
    global passed
    assert condition, f"{title}: {details}"
    passed += 1


def plain_diff(before, after, folder):
    """What diff -u makes of two folders."""
    for side, files in (("a", before), ("b", after)):
        (folder / side).mkdir(parents=True)
        for name, text in files.items():
            path = folder / side / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
    return subprocess.run(["diff", "-ruN", "a", "b"], cwd=folder, capture_output=True, check=False).stdout


def check_pair(title, before, after, wanted, unwanted, work):
    repository = Repository(work / "repository", PROGRAM)
    repository.write(before)
    repository.commit()
    old = repository.findings()
    repository.write(after)
    new = {key: line for key, line in repository.findings().items() if key not in old}
    repository.commit()

    changes = {"--diff-base": ["--diff-base", "HEAD~1"]}
    diffs = {f"git diff {' '.join(words)}": repository.git("diff", *words, "HEAD~1", "HEAD") for words in (["-U0"], ["-U3"], ["-U20", "--no-renames"])}
    if not any("\udcff" in name or '"' in name or "\t" in name for name in {*before, *after}):
        diffs["diff -u"] = plain_diff(before, after, work / "plain")
    for name, text in diffs.items():
        path = repository.home / f"{len(changes)}.diff"
        path.write_bytes(text)
        changes[name] = ["--diff", str(path)]
    moved = set(before) != set(after)
    for name, words in changes.items():
        reported = repository.findings(*words)
        where = f"{title} ({name})"
        check(where, set(reported) <= set(repository.findings()), "more is reported than there is")
        lost = set(new) - set(reported)
        check(where, moved or not lost, f"lost {sorted(lost)}")
        check(where, set(wanted) <= set(rules_of(reported)), f"reported {sorted(reported)}")
        # Without renames, and for diff -u, a file that moved is new.
        if not (moved and name in ("diff -u", "git diff -U20 --no-renames")):
            check(where, not set(unwanted) & set(rules_of(reported)), f"reported {sorted(reported)}")


def check_status(work):
    repository = Repository(work / "status", PROGRAM)
    repository.write({"r/d.yaml": BROKEN, "s/d.yaml": GOOD})
    base = repository.commit()
    repository.add({"s/d.yaml": GOOD.replace("80Gi", "90Gi")})
    repository.run("check", *RULES, ".", status=1)
    _, out, _ = repository.run("check", *RULES, "--diff-base", "HEAD", ".", status=0)
    check("the exit status follows what is reported", b"outside the change" in out, out)
    _, out, _ = repository.run("check", "--diff-base", "HEAD", "r", status=0)
    check("files that did not change are told", b"none of the files is part of the change" in out, out)
    repository.add({"s/d.yaml": BROKEN})
    check("what is not committed counts", FAULT in rules_of(repository.findings("--diff-base", "HEAD")))
    repository.git("add", "-A")
    check("what is staged counts", FAULT in rules_of(repository.findings("--diff-base", "HEAD")))
    repository.add({"t/d.yaml": BROKEN, "ignored/d.yaml": BROKEN, ".gitignore": "ignored\n"})
    files = {path for rule, _, path in repository.findings("--diff-base", "HEAD") if rule == FAULT}
    check("files that git does not know yet count, ignored ones do not", files == {"s/d.yaml", "t/d.yaml"}, files)

    inside = repository.folder / "s"
    check("paths fit from any folder", FAULT in rules_of(repository.findings("--diff-base", "HEAD", cwd=inside)))
    check("and upward", {p for rule, _, p in repository.findings("--diff-base", "HEAD", cwd=inside, paths=("../t", ".")) if rule == FAULT} == files)
    absolute = [str(repository.folder / "s/d.yaml")]
    check("and absolute", FAULT in rules_of(repository.findings("--diff-base", "HEAD", paths=absolute)))
    diff = repository.git("diff", base, "--", "s")
    check("a diff is read from standard input", FAULT in rules_of(repository.findings("--diff", "-", stdin=diff)))
    check("also in a folder below", FAULT in rules_of(repository.findings("--diff", "-", stdin=diff, cwd=inside)))
    words = ["--diff-base", "HEAD", "--stdin-filename", "s/d.yaml"]
    check("standard input has a name", FAULT in rules_of(repository.findings(*words, stdin=BROKEN.encode(), paths=("-",))))
    repository.git("config", "diff.mnemonicPrefix", "true")
    check("mnemonic prefixes", FAULT in rules_of(repository.findings("--diff", "-", stdin=repository.git("diff", "HEAD"))))
    repository.git("config", "diff.noprefix", "true")
    check("no prefixes", FAULT in rules_of(repository.findings("--diff", "-", stdin=repository.git("diff", "HEAD"))))
    check("no prefixes, git asked", FAULT in rules_of(repository.findings("--diff-base", "HEAD")))


def check_refusals(work):
    repository = Repository(work / "refusals", PROGRAM)
    repository.write({"r/d.yaml": GOOD})
    repository.commit()
    repository.git("checkout", "-q", "-b", "topic")
    repository.write({"r/d.yaml": GOOD.replace(RDMA, "tcp,cuda_copy", 1)})
    repository.commit()
    diff = repository.git("diff", "main", "topic")

    def refused(title, words, message, **more):
        _, out, err = repository.run("check", *words, ".", status=2, **more)
        check(title, message in err and not out, err)
        check(title, all(c.isprintable() or c == "\n" for c in err), ascii(err))

    refused("an option as a commit", ["--diff-base=--output=/tmp/x"], "is no name of a commit")
    refused("an unknown commit", ["--diff-base", "nope"], "git knows no commit 'nope'")
    refused("control characters", ["--diff-base", "x\x1b[2J"], "is no name of a commit")
    refused("an empty base", ["--diff-base", ""], "a value is missing")
    refused("an empty diff name", ["--diff", ""], "a value is missing")
    refused("both", ["--diff-base", "main", "--diff", "x"], "exclude each other")
    refused("standard input twice", ["--diff", "-", "-"], "cannot be the diff and a manifest")
    refused("a missing diff", ["--diff", "nope.diff"], "cannot be read")
    refused("no diff", ["--diff", "-"], "<stdin>:1: this is no unified diff", stdin=b"hello\n")
    refused("a truncated diff", ["--diff", "-"], "the diff ends inside this hunk", stdin=diff[:-20].rsplit(b"\n", 2)[0] + b"\n")
    refused("a review without a change", ["--format", "github-review"], "give it --diff FILE or --diff-base REF")
    refused("a review file without a change", ["--output", "github-review=x.json"], "give it --diff FILE or --diff-base REF")
    refused("a commit without a review", ["--diff-base", "main", "--commit", "a" * 40], "are for the format github-review")
    refused("half a commit", ["--diff-base", "main", "--format", "github-review", "--commit", "abc123"], "takes the full SHA")

    repository.git("checkout", "-q", "main")
    refused("a diff of another state", ["--diff", "-"], "the diff does not fit line", stdin=diff)
    repository.write({"r/d.yaml": "# the base went on\n" + GOOD})
    repository.commit()
    repository.git("merge", "-q", "--no-edit", "topic")
    refused("a merge commit instead of the head", ["--diff", "-"], "the diff does not fit line", stdin=diff)
    repository.git("checkout", "-q", "topic")
    repository.write({"r/d.yaml": GOOD + "\n# one\n"})
    combined = b"diff --cc r/d.yaml\nindex 1,2..3\n--- a/r/d.yaml\n+++ b/r/d.yaml\n@@@ -1,1 -1,1 +1,1 @@@\n++x\n"
    refused("a combined diff", ["--diff", "-"], "a combined diff of a merge cannot be used", stdin=combined)

    outside = work / "outside"
    outside.mkdir()
    (outside / "d.yaml").write_text(GOOD)
    refused("no repository", ["--diff-base", "main"], "not a git repository", cwd=outside)
    empty = Repository(work / "empty", PROGRAM)
    _, _, err = empty.run("check", "--diff-base", "HEAD", ".", status=2)
    check("no commit", "git knows no commit" in err, err)
    without_git = {**repository.environment, "PATH": "/nonexistent"}
    refused("no git", ["--diff-base", "main"], "git cannot be run", environment=without_git)

    repository.git("add", "-A")
    repository.git("commit", "-q", "-m", "more")
    shallow = work / "shallow"
    subprocess.run(["git", "clone", "-q", "--depth", "1", "--no-single-branch", f"file://{repository.folder}", str(shallow)], env=repository.environment, check=True)
    _, _, err = repository.run("check", "--diff-base", "origin/main", ".", cwd=shallow, status=2)
    check("a shallow clone is told what to do", "fetch-depth: 0" in err and "shallow" in err, err)
    repository.git("checkout", "-q", "--orphan", "island")
    repository.commit()
    _, _, err = repository.run("check", "--diff-base", "main", ".", status=2)
    check("no common ancestor", "have no common ancestor" in err, err)


def check_no_code_runs(work):
    """A repository that would like to run something at every step of a diff."""
    repository = Repository(work / "trap", PROGRAM)
    repository.write({"r/d.yaml": GOOD})
    repository.commit()
    repository.write({"r/d.yaml": GOOD.replace(RDMA, "tcp,cuda_copy", 1), ".gitattributes": "*.yaml diff=trap filter=trap\n"})
    sprung = repository.folder / ".git" / "sprung"
    trap = f"sh -c 'echo $0 >>{sprung}; cat'"
    settings = {
        "diff.external": trap,
        "diff.trap.command": trap,
        "diff.trap.textconv": trap,
        "filter.trap.clean": trap,
        "filter.trap.smudge": trap,
        "filter.trap.process": trap,
        "filter.trap.required": "true",
        "core.fsmonitor": trap,
        "core.pager": trap,
        "pager.diff": trap,
        "core.hooksPath": str(repository.folder / ".git" / "hooks"),
        "diff.orderFile": "/nonexistent",
        "color.ui": "always",
        "diff.context": "0",
        "diff.interHunkContext": "9",
        "diff.relative": "true",
        "diff.submodule": "log",
        "core.quotePath": "false",
    }
    for key, value in settings.items():
        repository.git("config", key, value)
    for hook in ("post-index-change", "fsmonitor-watchman", "pre-auto-gc"):
        path = repository.folder / ".git" / "hooks" / hook
        path.write_text(f"#!/bin/sh\necho {hook} >>{sprung}\n")
        path.chmod(0o755)
    environment = {**repository.environment, "GIT_EXTERNAL_DIFF": trap, "GIT_PAGER": trap, "PAGER": trap, "GIT_DIFF_OPTS": "-u0", "GIT_TRACE": str(sprung)}
    for cwd in (repository.folder, repository.folder / "r"):
        _, out, _ = repository.run("check", *RULES, "--diff-base", "HEAD", "--format", "concise", ".", status=1, cwd=cwd, environment=environment)
        check("a trap does not change the answer", b"sample-transport" in out, out)
    check("no trap is sprung", not sprung.exists(), sprung.exists() and sprung.read_text())
    subprocess.run(["git", "diff", "HEAD"], cwd=repository.folder, env=repository.environment, capture_output=True, check=False)
    check("and the trap works", sprung.exists())


def main():
    with tempfile.TemporaryDirectory() as name:
        work = pathlib.Path(os.path.realpath(name))
        for number, (title, pair) in enumerate(PAIRS.items()):
            check_pair(title, *pair, work / str(number))
        check_status(work)
        check_refusals(work)
        check_no_code_runs(work)
    print(f"{passed} checks passed")


main()
