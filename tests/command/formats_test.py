# SPDX-License-Identifier: Apache-2.0
"""Every format over a repository with hostile file names: formats_test.py FABRICLINT ROOT

The bytes of the formats for machines do not depend on the working directory, the number of threads or the run; the exit status does not
depend on the format; each report has the structure that its reader demands, and all tell the same findings at the same places. reviewdog and
GitLab publish no schema that could be installed, so the structures of rdjson and gitlab are checked here by hand."""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

fabriclint, root = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
MACHINES = ["json", "sarif", "github", "rdjson", "gitlab", "junit"]
FORMATS = ["text", "concise", *MACHINES]
LEVELS = {"error": ("error", "ERROR", "critical"), "warning": ("warning", "WARNING", "major"), "note": ("notice", "INFO", "info")}

RULES = root / "tests/ruleset"  # beside the built-in ones

# One prefill worker whose list of transports is the finding, behind text that is not ASCII, on one line.
GRAPH = """apiVersion: nvidia.com/v1beta1
kind: DynamoGraphDeployment
metadata: {name: g}
spec:
  components:
    - name: worker
      type: prefill
      podTemplate:
        spec:
          containers:
            - name: main
              image: registry.example.com/vllm-runtime:1.3.0
              command: [python3, -m, dynamo.vllm]
              args: [--model, m, --disaggregation-mode, prefill]
              env: [{name: OWNER, value: "\u00e9 \u4f60 \U0001f600"}, {name: UCX_TLS, value: tcp}]
              resources: {limits: {nvidia.com/gpu: 1, rdma/ib: 1}}
"""

NAMES = [
    b"plain/deploy.yaml",
    b"line\nbreak/x\n::error::owned.yaml",
    b"::warning file=a,line=1::b/c.yaml",
    b"-rf/--output=json.yaml",
    b"quotes/a'b\"c`d<e>&f.yaml",
    b"esc/\x1b[31mred\x07\r.yaml",
    b"percent/a%20b%0A,c:d.yaml",
    b"\xc3\xa9/\xe4\xbd\xa0 \xf0\x9f\x98\x80.yaml",
    b"bytes/\xff\xfe.yaml",
]


def make_repository(repository):
    os.makedirs(os.path.join(repository, b".git"))
    for name in NAMES:
        path = os.path.join(repository, b"recipes", name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(GRAPH.encode())
    for folder in (b"clean", b"other/deep", b"empty"):
        os.makedirs(os.path.join(repository, folder))
    with open(os.path.join(repository, b"clean/a.yaml"), "wb") as file:
        file.write((root / "fixtures/clean/ib-vllm-v1beta1.yaml").read_bytes())
    # A second folder with a finding, so that the order of "recipes" and "other" is not that of the names as they are seen from "recipes".
    with open(os.path.join(repository, b"other/deep/a.yaml"), "wb") as file:
        file.write(GRAPH.encode())


def check(folder, paths, *options):
    return subprocess.run([fabriclint, "check", "--no-config", "--rules", RULES, *options, *paths], cwd=folder, capture_output=True, check=False)


def reports(folder, paths, *options):
    """All formats of one run, by --output, and its status."""
    with tempfile.TemporaryDirectory() as out:
        outputs = [word for name in FORMATS for word in ("--output", f"{name}={out}/{name}")]
        run = check(folder, paths, *outputs, *options)
        return {name: pathlib.Path(out, name).read_bytes() for name in FORMATS}, run


def same_everywhere(repository):
    expected, run = reports(repository, ["recipes", "other"], "--jobs", "1")
    assert run.returncode == 1, run
    absolute = [os.path.join(repository, b"recipes"), os.path.join(repository, b"other")]
    runs = [
        ("again", repository, ["recipes", "other"], ["--jobs", "1"]),
        ("8 threads", repository, ["recipes", "other"], ["--jobs", "8"]),
        ("other order", repository, ["./other", "recipes/"], ["--jobs", "8"]),
        ("from a folder", os.path.join(repository, b"recipes"), [".", "../other"], ["--jobs", "1"]),
        ("from a folder, 8 threads", os.path.join(repository, b"recipes"), ["../other", "."], ["--jobs", "8"]),
        ("from a deep folder", os.path.join(repository, b"other/deep"), ["..", "../../recipes"], ["--jobs", "8"]),
        ("from an empty folder", os.path.join(repository, b"empty"), ["../recipes", "../other"], ["--jobs", "1"]),
        ("absolute", os.path.join(repository, b"empty"), absolute, ["--jobs", "8"]),
        ("from outside", b"/", absolute, ["--jobs", "8", "--root", repository]),
    ]
    for name, folder, paths, options in runs:
        found, run = reports(folder, paths, *options)
        assert run.returncode == 1, (name, run)
        for machine in MACHINES:
            assert found[machine] == expected[machine], f"{name}: {machine} differs:\n{found[machine][:3000]}\n{expected[machine][:3000]}"
    # What --output writes is what --format prints.
    for name in FORMATS:
        assert check(repository, ["recipes", "other"], "--format", name).stdout == expected[name], name
    return expected


def printable_ascii(data):
    return all(byte == 0x0A or 0x20 <= byte < 0x7F for byte in data)


def expect_keys(what, value, required, optional=()):
    assert isinstance(value, dict), (what, value)
    assert set(required) <= set(value) <= set(required) | set(optional), (what, sorted(value))


def check_json(data, repository):
    assert printable_ascii(data)
    findings = json.loads(data)["findings"]
    expected = {os.path.join(b"recipes", name).decode(errors="replace") for name in NAMES} | {"other/deep/a.yaml"}
    # In bytes that are not UTF-8, each becomes one replacement character.
    assert {finding["place"]["path"] for finding in findings} == expected, findings
    for finding in findings:
        path = os.path.join(repository, finding["place"]["path"].encode())
        assert "\ufffd" in finding["place"]["path"] or os.path.isfile(path), path
    behind = [f["place"] for f in findings if f["rule"] == "sample-transport"]
    line = next(line for line in GRAPH.split("\n") if "UCX_TLS" in line)
    assert len(behind) >= len(NAMES), findings
    for place in behind:
        assert place["start"]["line"] == GRAPH.split("\n").index(line) + 1, place
        marked = line[place["start"]["column"] - 1 : place["end"]["column"] - 1]
        in_bytes = line.encode()[place["start"]["byte_column"] - 1 : place["end"]["byte_column"] - 1]
        assert marked in ("tcp", "UCX_TLS", "{name: UCX_TLS, value: tcp}") and in_bytes.decode() == marked, place
        assert place["start"]["byte_column"] == place["start"]["column"] + 6, place  # 2, 3 and 4 bytes instead of 3 characters
    return findings


def check_sarif(data, findings):
    results = json.loads(data)["runs"][0]["results"]
    assert len(results) == len(findings)
    for result, finding in zip(results, findings):
        physical = result["locations"][0]["physicalLocation"]
        assert physical["artifactLocation"]["uri"] == finding["place"]["uri"]
        assert physical["region"]["startColumn"] == finding["place"]["start"]["column"]
        assert result["partialFingerprints"]["fabriclint/v1"] == finding["fingerprint"]


def unescaped(text, more=()):
    for code, character in (*more, ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(code, character)
    return text


def check_github(data, findings):
    """Reads the log as the runner does: each line that begins with "::" after blanks is a command, as is "##[" anywhere."""
    text = data.decode()
    assert text.endswith("\n") and not re.search("[\x00-\x09\x0b-\x1f\x7f]", text), text
    left = [(LEVELS[f["level"]][0], f["place"]["path"], f["place"]["start"]["line"], f["place"]["start"]["column"]) for f in findings]
    levels = []
    for line in text.split("\n")[:-1]:
        assert "##[" not in line, line
        match = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        if match is None:
            assert line.startswith("fabriclint: ") and "::" not in line, line
            continue
        properties = dict(part.split("=", 1) for part in match[2].split(","))
        more = (("%2C", ","), ("%3A", ":"))
        assert set(properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}, line
        assert ("col" in properties) == (properties["line"] == properties["endLine"]), line
        path = unescaped(properties["file"], more)
        if "\\x" in path:  # what no property can carry is shown as an escape
            path = re.sub(r"\\x(..)", lambda m: chr(int(m[1], 16)), path)
        left.remove((match[1], path, int(properties["line"]), int(properties["col"])))
        levels.append(["error", "warning", "notice"].index(match[1]))
    assert not left, left
    assert levels == sorted(levels), "the strongest come first"


def check_position(position):
    expect_keys("position", position, ["line", "column"])
    assert position["line"] >= 1 and position["column"] >= 1


def check_range(value):
    expect_keys("range", value, ["start", "end"])
    check_position(value["start"])
    check_position(value["end"])
    assert (value["start"]["line"], value["start"]["column"]) <= (value["end"]["line"], value["end"]["column"])


def check_rdjson(data, findings):
    assert printable_ascii(data)
    log = json.loads(data)
    expect_keys("result", log, ["source", "diagnostics"], ["severity"])
    expect_keys("source", log["source"], ["name"], ["url"])
    assert len(log["diagnostics"]) == len(findings)
    for diagnostic, finding in zip(log["diagnostics"], findings):
        expect_keys("diagnostic", diagnostic, ["message", "location", "severity"], ["code", "suggestions", "related_locations"])
        expect_keys("location", diagnostic["location"], ["path", "range"])
        check_range(diagnostic["location"]["range"])
        start = diagnostic["location"]["range"]["start"]
        assert diagnostic["severity"] == LEVELS[finding["level"]][1]
        assert diagnostic["code"] == {"value": finding["rule"]}
        assert diagnostic["location"]["path"] == finding["place"]["path"]
        assert (start["line"], start["column"]) == (finding["place"]["start"]["line"], finding["place"]["start"]["byte_column"])
        for related in diagnostic.get("related_locations", []):
            expect_keys("related location", related, ["message", "location"])
            check_range(related["location"]["range"])
        for suggestion in diagnostic.get("suggestions", []):
            expect_keys("suggestion", suggestion, ["range", "text"])
            check_range(suggestion["range"])


def check_gitlab(data, findings):
    assert printable_ascii(data)
    issues = json.loads(data)
    assert isinstance(issues, list) and len(issues) == len(findings)
    for issue, finding in zip(issues, findings):
        expect_keys("issue", issue, ["description", "check_name", "fingerprint", "severity", "location"])
        expect_keys("location", issue["location"], ["path", "lines"])
        expect_keys("lines", issue["location"]["lines"], ["begin", "end"])
        assert issue["description"].startswith(issue["check_name"] + ": ")
        assert issue["check_name"] == finding["rule"]
        assert issue["fingerprint"] == finding["fingerprint"]
        assert issue["severity"] == LEVELS[finding["level"]][2]
        assert issue["location"]["path"] == finding["place"]["path"]
        assert issue["location"]["lines"]["begin"] == finding["place"]["start"]["line"]
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def check_junit(data, findings):
    suites = ElementTree.fromstring(data)
    assert suites.tag == "testsuites" and int(suites.get("tests")) == max(len(findings), 1)
    assert len(suites.findall("testsuite/testcase")) == max(len(findings), 1)
    failures = [f for f in findings if f["level"] != "note"]
    assert len(suites.findall("testsuite/testcase/failure")) == len(failures) == int(suites.get("failures"))
    if findings:
        assert len(suites.findall("testsuite")) == len({f["place"]["path"] for f in findings})


def check_empty(found):
    assert json.loads(found["json"])["findings"] == []
    assert found["github"] == b"" and found["concise"] == b"" and found["gitlab"] == b"[]\n"
    check_sarif(found["sarif"], [])
    check_rdjson(found["rdjson"], [])
    check_junit(found["junit"], [])


def same_status(repository):
    """The status is that of the findings, in each format and with all of them as files."""
    cases = [
        ("findings", ["recipes"], [], 1),
        ("findings, but none so strong", ["recipes"], ["--exit-zero"], 0),
        ("clean", ["clean"], [], 0),
        ("unreadable", ["recipes", "no such file"], [], 3),
        ("nothing to check", ["empty"], [], 3),
        ("nothing to check, allowed", ["empty"], ["--allow-empty"], 0),
    ]
    for name, paths, options, status in cases:
        assert reports(repository, paths, *options)[1].returncode == status, name
        for machine in FORMATS:
            run = check(repository, paths, "--format", machine, *options)
            assert run.returncode == status, (name, machine, run)
    unknown = check(repository, ["clean"], "--format", "rdjsn")
    assert unknown.returncode == 2 and b"did you mean 'rdjson'?" in unknown.stderr, unknown
    lost = check(repository, ["clean"], "--output", "gitlab=no/such/folder/x")
    assert lost.returncode == 2 and lost.stdout == b"", lost


with tempfile.TemporaryDirectory() as folder:
    where = os.path.join(os.fsencode(os.path.realpath(folder)), b"repository")
    make_repository(where)
    written = same_everywhere(where)
    all_findings = check_json(written["json"], where)
    check_sarif(written["sarif"], all_findings)
    check_github(written["github"], all_findings)
    check_rdjson(written["rdjson"], all_findings)
    check_gitlab(written["gitlab"], all_findings)
    check_junit(written["junit"], all_findings)
    clean, status = reports(where, ["clean"])
    assert status.returncode == 0, status
    check_empty(clean)
    same_status(where)
print(f"{len(all_findings)} findings are the same in {len(FORMATS)} formats")
