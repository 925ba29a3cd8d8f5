# SPDX-License-Identifier: Apache-2.0
"""taplo, which editors use for TOML, understands schemas/ruleset.schema.json: it accepts the built-in rules and names a mistyped key.

taplo_test.py ROOT; exit status 77 (skipped) without taplo in node_modules beside this file (README.md)."""
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
root = pathlib.Path(sys.argv[1]).resolve()
taplo = HERE / "node_modules/.bin/taplo"
if not taplo.exists():
    print(f"skipped: taplo is not installed; `npm ci` in {HERE} installs it")
    sys.exit(77)
schema = (root / "schemas/ruleset.schema.json").as_uri()


def lint(*files):
    return subprocess.run([taplo, "lint", "--schema", schema, *files], capture_output=True, text=True)


files = sorted((root / "rules").rglob("*.toml")) + sorted((root / "docs/examples").rglob("*.toml")) + sorted((root / "tests/ruleset").glob("*.toml"))
result = lint(*files)
assert result.returncode == 0, result.stderr[-4000:]

rule = root / "tests/ruleset/sample-memlock.toml"
text = rule.read_text()
broken = text.replace("level ", "levle ", 1)
assert broken != text
with tempfile.NamedTemporaryFile("w", suffix=".toml") as file:
    file.write(broken)
    file.flush()
    result = lint(file.name)
assert result.returncode != 0
assert "'levle' was unexpected" in result.stderr and '"level" is a required property' in result.stderr, result.stderr[-4000:]
print(f"taplo accepts {len(files)} files and names a mistyped key")
