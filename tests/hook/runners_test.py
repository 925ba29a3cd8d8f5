#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the hook under the other runners that people use, prek and lefthook: runners_test.py FABRICLINT ROOT. Their npm packages are named in
package.json beside this file; without them it skips. To have them, in this folder: npm install --no-package-lock --ignore-scripts
(lefthook would install itself in this repository, and neither can be locked for all systems)."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77
HERE = pathlib.Path(__file__).resolve().parent
BIN = HERE / "node_modules/.bin"
POD = """apiVersion: v1
kind: Pod
metadata: {{name: worker}}
spec:
  containers:
    - name: "{name}"
      image: registry.example.com/vllm-runtime:1.3.0
      command: [python3, -m, dynamo.vllm, --model, m]
      env: [{{name: GREETING, value: "{greeting}"}}, {{name: {variable}, value: "1"}}]
"""
CLEAN = POD.format(name="main", greeting="hello", variable="NOTHING")
BROKEN = POD.format(name="main", greeting="hello", variable="SAMPLE_SWITCH")
WIDE = POD.format(name="main", greeting="é 你 😀", variable="SAMPLE_SWITCH")
LOCAL = """repos:
  - repo: local
    hooks:
      - id: fabriclint
        name: fabriclint
        entry: fabriclint check --color=never --allow-empty
        language: system
        types: [yaml]
        require_serial: true
"""


class Repository:
    def __init__(self, folder, program, root, runner):
        self.folder = pathlib.Path(folder, "repository")
        (self.folder / "recipes").mkdir(parents=True)
        path = pathlib.Path(folder, "bin")
        path.mkdir()
        (path / "fabriclint").symlink_to(program)
        self.environment = {**os.environ, "HOME": folder, "PATH": f"{path}:{BIN}:{os.environ['PATH']}", "GIT_CONFIG_NOSYSTEM": "1",
                            "GIT_CONFIG_GLOBAL": f"{folder}/gitconfig", "LC_ALL": "C.UTF-8", "PREK_HOME": f"{folder}/prek", "CI": "1"}
        for key in ("NO_COLOR", "SKIP"):
            self.environment.pop(key, None)
        self.run("git", "init", "-q", "-b", "main")
        self.run("git", "config", "user.name", "T")
        self.run("git", "config", "user.email", "t@example.invalid")
        if runner == "prek":
            (self.folder / ".pre-commit-config.yaml").write_text(LOCAL, encoding="utf-8")
        else:
            shutil.copy2(root / "docs/examples/lefthook.yml", self.folder)
        # A rule of its own, which is broken below.
        (self.folder / "policies").mkdir()
        shutil.copy2(root / "tests/ruleset/sample-unread.toml", self.folder / "policies")
        (self.folder / "fabriclint.toml").write_text('rules = ["policies"]\n', encoding="utf-8")
        self.run("git", "add", ".")
        self.run("git", "commit", "-q", "-m", "configuration")
        installed = self.run(runner, "install")
        assert installed.returncode == 0, installed.stdout

    def run(self, *words):
        return subprocess.run(words, cwd=self.folder, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              timeout=60, check=False)

    def write(self, name, text):
        (self.folder / "recipes" / name).write_text(text, encoding="utf-8")

    def commit(self):
        self.run("git", "add", ".")
        return self.run("git", "commit", "-q", "-m", "change")


def cases(runner, make):
    def blocks():
        repository = make()
        repository.write("deploy.yaml", BROKEN)
        commit = repository.commit()
        assert commit.returncode != 0 and "sample-unread" in commit.stdout, commit.stdout
        repository.write("deploy.yaml", CLEAN)
        commit = repository.commit()
        assert commit.returncode == 0, commit.stdout

    def passes_what_is_no_manifest():
        repository = make()
        repository.write("values.yaml", "a: 1\n")
        repository.write("notes.txt", "SAMPLE_SWITCH\n")
        commit = repository.commit()
        assert commit.returncode == 0, commit.stdout

    def takes_any_name():
        repository = make()
        repository.write("-- a 'b' $(touch x) é.yaml", BROKEN)
        commit = repository.commit()
        assert commit.returncode != 0 and "sample-unread" in commit.stdout, commit.stdout
        assert not (repository.folder / "x").exists()

    def points_behind_wide_text():
        repository = make()
        repository.write("deploy.yaml", WIDE)
        commit = repository.commit()
        line = WIDE.splitlines().index(next(line for line in WIDE.splitlines() if "GREETING" in line)) + 1
        column = WIDE.splitlines()[line - 1].index("SAMPLE_SWITCH") + 1
        assert f"deploy.yaml:{line}:{column}" in commit.stdout, commit.stdout

    return {"a finding blocks the commit and its repair lets it pass": blocks, "what is no manifest passes": passes_what_is_no_manifest,
            "a hostile file name is only a name": takes_any_name, "text beyond ASCII moves no column": points_behind_wide_text}


def main():
    program, root = (pathlib.Path(word).resolve() for word in sys.argv[1:3])
    missing = [runner for runner in ("prek", "lefthook") if not (BIN / runner).exists()]
    if missing or shutil.which("git") is None:
        print(f"skipped: {', '.join(missing) or 'git'} is not installed (npm install --no-package-lock --ignore-scripts in tests/hook)")
        return SKIPPED
    passed = failed = 0
    for runner in ("prek", "lefthook"):
        folders = []

        def make(runner=runner, folders=folders):
            folders.append(tempfile.TemporaryDirectory())
            return Repository(folders[-1].name, program, root, runner)

        for title, case in cases(runner, make).items():
            try:
                case()
                passed += 1
            except (AssertionError, subprocess.SubprocessError) as error:
                failed += 1
                print(f"NOT OK: {runner}: {title}\n{error}")
        for folder in folders:
            folder.cleanup()
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
