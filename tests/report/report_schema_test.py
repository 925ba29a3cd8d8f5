# SPDX-License-Identifier: Apache-2.0
"""`--format json` meets schemas/report.schema.json, over the fixtures and over hand-made reports; reports that differ from it are refused.

report_schema_test.py FABRICLINT WRITE_SAMPLES ROOT; exit status 77 (skipped) without python3-jsonschema."""
import copy
import json
import pathlib
import subprocess
import sys
import tempfile

try:
    import jsonschema
except ImportError:
    print("skipped: python3-jsonschema is not installed")
    sys.exit(77)

fabriclint, write_samples, root = (pathlib.Path(argument).resolve() for argument in sys.argv[1:4])
schema = json.loads((root / "schemas/report.schema.json").read_text())
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)

run = subprocess.run([fabriclint, "check", "--format", "json", "fixtures"], cwd=root, capture_output=True)
assert run.returncode == 1, run.stderr
reports = {"fixtures": json.loads(run.stdout)}
with tempfile.TemporaryDirectory() as folder:
    subprocess.run([write_samples, folder], check=True)
    for path in pathlib.Path(folder).glob("*.json"):
        reports[path.stem] = json.loads(path.read_text(encoding="ascii"))
for name, report in reports.items():
    for problem in validator.iter_errors(report):
        sys.exit(f"{name}: /{'/'.join(map(str, problem.absolute_path))}: {problem.message}")

# What only real runs have, and what only hand-made reports have.
fixtures = reports["fixtures"]
assert fixtures["findings"] and fixtures["summary"]["verdicts"] and fixtures["summary"]["undecided"], "the fixtures show too little"
assert any("next_step" in verdict for verdict in fixtures["summary"]["verdicts"])
assert any("fix" in finding for finding in reports["mended"]["findings"])
for report in reports.values():
    count = report["summary"]["findings"]
    assert sum(count.values()) == len(report["findings"])
    assert len({finding["fingerprint"] for finding in report["findings"]}) == len(report["findings"])

# Offsets, lines and both columns name the same bytes.
for finding in fixtures["findings"]:
    data = (root / finding["place"]["path"]).read_bytes()
    for end in ("start", "end"):
        at = finding["place"][end]
        before = data[: at["offset"]]
        line = before[before.rfind(b"\n") + 1 :]
        assert at["line"] == before.count(b"\n") + 1, finding
        assert at["byte_column"] == len(line) + 1, finding
        assert at["column"] == len(line.decode()) + 1, finding


def mutant(change):
    report = copy.deepcopy(reports["mended"])
    change(report)
    return report


MUTANTS = {
    "an unknown member of the report": lambda r: r.update(more=1),
    "an unknown member of a finding": lambda r: r["findings"][0].update(more=1),
    "an unknown member of a place": lambda r: r["findings"][0]["place"].update(more=1),
    "an unknown member of the summary": lambda r: r["summary"].update(more=1),
    "another layout": lambda r: r.update(schema="fabriclint-report/2"),
    "an unknown level": lambda r: r["findings"][0].update(level="info"),
    "a line of zero": lambda r: r["findings"][0]["place"]["start"].update(line=0),
    "a message of two lines": lambda r: r["findings"][0].update(message="a\nb"),
    "a blank in a URI": lambda r: r["findings"][0]["place"].update(uri="a b"),
    "a fingerprint without its number": lambda r: r["findings"][0].update(fingerprint="0123456789abcdef"),
    "a fix without edits": lambda r: r["findings"][0]["fix"].update(edits=[]),
    "a missing message": lambda r: r["findings"][0].pop("message"),
    "missing verdicts": lambda r: r["summary"].pop("verdicts"),
}
accepted = [name for name, change in MUTANTS.items() if validator.is_valid(mutant(change))]
assert not accepted, f"the schema accepts {accepted}"
print(f"{len(reports)} reports meet the schema, {len(MUTANTS)} mutants do not")
