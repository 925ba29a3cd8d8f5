#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks SARIF with the validators that other people wrote.

  validate.py schema    --samples EXE [FILE.sarif ...]   the official JSON schema (python3-jsonschema), and URI formats (ajv)
  validate.py multitool --samples EXE [FILE.sarif ...]   Microsoft's SARIF multitool with GitHub's rules

EXE is the program write_samples of tests/report. The schema and the tools come from node_modules beside this file and are not part of the
repository: run `npm ci` here once. Without them the status is 77, which meson counts as skipped. Each validator must first refuse a broken
report, so that a validator that checks nothing is noticed.
"""

import argparse
import copy
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
PACKAGE = HERE / "node_modules" / "@microsoft" / "sarif-multitool-linux"
SKIPPED = 77
# SARIF2005 asks for an informationUri; the project has no page yet.
ACCEPTED_WARNINGS = {"SARIF2005"}


def skip(reason):
    print(f"skipped: {reason}; `npm ci` in {HERE} installs the validators")
    sys.exit(SKIPPED)


def broken(log, folder):
    """Copies of a good report, each with one mistake that one of the validators must see."""

    def written(name, change):
        copied = copy.deepcopy(log)
        change(copied["runs"][0]["results"][0])
        path = folder / f"broken_{name}.json"
        path.write_text(json.dumps(copied))
        return path

    changes = {
        "schema": lambda result: result.update(level="info"),
        "format": lambda result: result["locations"][0]["physicalLocation"]["artifactLocation"].update(uri="a b.yaml"),
        "multitool": lambda result: result.update(locations=[]),
    }
    return {name: written(name, change) for name, change in changes.items()}


def schema_problems(path, validator):
    log = json.loads(path.read_text(encoding="utf-8"))
    return [f"{path.name}: /{'/'.join(map(str, e.absolute_path))}: {e.message}" for e in validator.iter_errors(log)]


def ajv_problems(path, folder):
    as_json = folder / (path.stem + ".json")  # ajv-cli loads other extensions as JavaScript
    if as_json != path:
        shutil.copy(path, as_json)
    ajv = subprocess.run(
        [HERE / "node_modules" / ".bin" / "ajv", "validate", "--spec=draft2020", "-c", "ajv-formats", "--strict=false",
         "-s", PACKAGE / "sarif-2.1.0.json", "-d", as_json],
        cwd=HERE, capture_output=True, text=True, check=False)
    return [] if ajv.returncode == 0 else [f"{path.name}: ajv: {ajv.stdout}{ajv.stderr}"]


def check_schema(files, bad, folder):
    try:
        from jsonschema import Draft202012Validator
    except ImportError:
        skip("python3-jsonschema is not installed")
    schema = PACKAGE / "sarif-2.1.0.json"
    if not schema.exists():
        skip("the SARIF schema is not installed")
    validator = Draft202012Validator(json.loads(schema.read_text(encoding="utf-8-sig")))
    problems = [p for file in files for p in schema_problems(file, validator)]
    if not schema_problems(bad["schema"], validator):
        problems.append("the schema accepts a report with an unknown level")
    if shutil.which("node"):
        problems += [p for file in files for p in ajv_problems(file, folder)]
        if not ajv_problems(bad["format"], folder):
            problems.append("ajv accepts a blank in a URI")
    else:
        print("node is not installed: URI formats were not checked")
    return problems


def multitool_results(path, folder):
    report = folder / (path.stem + ".report.json")
    environment = dict(os.environ, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT="1")
    run = subprocess.run(
        [PACKAGE / "Sarif.Multitool", "validate", path, "--rule-kind", "Sarif;Ghas", "--config", HERE / "multitool.xml",
         "-o", report, "--log", "ForceOverwrite", "--quiet", "true"],
        capture_output=True, text=True, env=environment, check=False)
    if not report.exists():
        return [("error", "multitool", f"{run.stdout}{run.stderr}")]
    out = []
    # Its exit status is 0 whatever it finds, so its own report is read; that begins with a byte order mark.
    for found in json.loads(report.read_text(encoding="utf-8-sig"))["runs"]:
        rules = found["tool"]["driver"].get("rules", [])
        for result in found["results"]:
            rule = rules[result["ruleIndex"]] if "ruleIndex" in result else {}
            level = result.get("level") or rule.get("defaultConfiguration", {}).get("level", "warning")
            out.append((level, result.get("ruleId") or rule.get("id"), ", ".join(result["message"].get("arguments", []))))
    return out


def check_multitool(files, bad, folder):
    tool = PACKAGE / "Sarif.Multitool"
    if not tool.exists():
        skip("the SARIF multitool is not installed")
    if not os.access(tool, os.X_OK):
        tool.chmod(tool.stat().st_mode | 0o100)
    problems = []
    for file in files:
        for level, rule, text in multitool_results(file, folder):
            if level == "error" or (level == "warning" and rule not in ACCEPTED_WARNINGS):
                problems.append(f"{file.name}: {level} {rule}: {text}")
    if not any(level == "error" and rule.startswith("GH1001") for level, rule, _ in multitool_results(bad["multitool"], folder)):
        problems.append("the multitool accepts a result without a location")
    return problems


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("validator", choices=["schema", "multitool"])
    parser.add_argument("--samples", type=pathlib.Path, required=True, help="the program write_samples")
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    options = parser.parse_intermixed_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        subprocess.run([options.samples.resolve(), folder], check=True)
        files = sorted(folder.glob("*.sarif")) + options.files
        bad = broken(json.loads((folder / "labelled.sarif").read_text(encoding="utf-8")), folder)
        check = check_schema if options.validator == "schema" else check_multitool
        problems = check(files, bad, folder)
    print("\n".join(problems) or f"{len(files)} reports are fine")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
