#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Follows docs/guide.md to the letter: guide_test.py FABRICLINT ROOT.

Every block fenced as ```console holds commands ("$ ", continued by "> ") and what they print. All of them run in order, in one bash, in an
empty home. A command that the page shows output for must print just that ("..." stands for any lines); one that it shows none for must end
well. The first folder is the checkout, as it is for a reader who begins there; the page then makes folders of its own.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77
MARK = "--guide-test--"


def commands_of(page):
    """(command, shown output or None) for every command of the page."""
    out = []
    for block in re.findall(r"^```console\n(.*?)^```$", page, re.M | re.S):
        for line in block.splitlines():
            if line.startswith("$ "):
                out.append([line[2:], None])
            elif line.startswith("> ") and out and out[-1][1] is None:
                out[-1][0] += "\n" + line[2:]
            elif line == ">" and out and out[-1][1] is None:
                out[-1][0] += "\n"
            else:
                out[-1][1] = (out[-1][1] or "") + line + "\n"
    return out


def matches(shown, printed):
    pattern = "".join("(?:.*\n)*?" if line == "..." else re.escape(line) + "\n" for line in shown.splitlines())
    return re.fullmatch(pattern, printed) is not None


def main():
    program, root = (pathlib.Path(word).resolve() for word in sys.argv[1:3])
    missing = [name for name in ("git", "pre-commit") if shutil.which(name) is None]
    if missing:
        print(f"skipped: the guide needs {', '.join(missing)}")
        return SKIPPED
    commands = commands_of((root / "docs/guide.md").read_text(encoding="utf-8"))
    if len(commands) < 10:
        print(f"the guide holds {len(commands)} commands, which cannot be")
        return 1

    with tempfile.TemporaryDirectory() as folder:
        home = pathlib.Path(folder)
        # The guide builds and installs the program; the one under test takes its place, whatever sanitizers it has.
        (home / "checkout/build/lint").mkdir(parents=True)
        shutil.copy2(program, home / "checkout/build/lint/fabriclint")
        for name in ("docs", "fixtures", ".pre-commit-hooks.yaml", "README.md"):
            source = root / name
            (shutil.copytree if source.is_dir() else shutil.copy2)(source, home / "checkout" / name)
        dev = home / "checkout/dev"
        dev.write_text('#!/bin/sh\n[ "$*" = build ]\n', encoding="utf-8")
        dev.chmod(0o755)
        (home / "bin").mkdir()

        script = "".join(f"{command}\nprintf '\\n{MARK} %s\\n' $?\n" for command, _ in commands)
        environment = {**os.environ, "HOME": folder, "PATH": f"{folder}/bin:{os.environ['PATH']}", "LC_ALL": "C.UTF-8",
                       "GIT_CONFIG_GLOBAL": f"{folder}/.gitconfig", "GIT_CONFIG_NOSYSTEM": "1", "PRE_COMMIT_HOME": f"{folder}/.cache",
                       "SOURCE_DATE_EPOCH": "1790000000"}
        run = subprocess.run(["bash", "--norc", "-s"], input=script, cwd=home / "checkout", env=environment, capture_output=False,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=100, check=False)
    results = re.split(rf"\n{MARK} (\d+)\n", run.stdout)
    failed = 0
    for number, (command, shown) in enumerate(commands):
        printed, status = (results[2 * number], results[2 * number + 1]) if 2 * number + 1 < len(results) else ("", "never ran")
        printed = printed + "\n" if printed and not printed.endswith("\n") else printed
        good = status == "0" if shown is None else matches(shown, printed)
        if not good:
            failed += 1
            print(f"--- not as the guide says:\n$ {command}\n{printed}--- exit status {status}; the guide shows:\n{shown or '(nothing, status 0)'}")
    print(f"{len(commands) - failed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
