#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A baseline over pairs of before and after: baseline_test.py FABRICLINT FIXTURES [MORE_FOLDERS...]

For each file and each kind of edit: what the baseline knows and what is reported add up to what a check without it reports; what is new is
what the edit brought; every entry of which fewer are left is reported as stale, and no other; an edit that only moves lines changes nothing.
What is known is worked out here from two baselines, the one of before and the one of after. Then the files that must not be written, and
files that are no baseline. With python3-jsonschema every baseline is held against schemas/baseline.schema.json."""

import collections
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

try:
    import jsonschema
except ImportError:
    jsonschema = None

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
ROOT = pathlib.Path(__file__).resolve().parents[2]
FINDING = re.compile(r"^.*?:\d+:\d+: \w+\[([\w-]+)\] ", re.M)
STALE = re.compile(r"^fabriclint: .*: stale: '(.*?)' in '(.*?)': (\d+) known, (\d+) found$", re.M)
SCHEMA = json.loads((ROOT / "schemas/baseline.schema.json").read_text())


def run(folder, *arguments, **more):
    return subprocess.run([PROGRAM, *arguments], cwd=folder, capture_output=True, text=True, **more)


def check(folder, *arguments):
    """The findings that are reported, how many are known, which entries are stale, and how many more of these."""
    done = run(folder, "check", "--no-config", "--exit-zero", "--allow-empty", "--format", "text", "--output", "concise=out.txt", *arguments, ".")
    assert done.returncode == 0, done
    report = (folder / "out.txt").read_text()
    (folder / "out.txt").unlink()
    known = re.search(r"; (\d+) in the baseline", done.stdout)
    stale = collections.Counter()
    for rule, path, allowed, found in STALE.findall(done.stderr):
        stale[(rule, path, int(allowed), int(found))] += 1
    hidden = re.search(r": stale: and (\d+) more", done.stderr)
    return FINDING.findall(report), int(known[1]) if known else 0, stale, int(hidden[1]) if hidden else 0


def write(folder, name):
    done = run(folder, "baseline", "write", "--no-config", "--output", name, ".")
    if done.returncode == 3 and "no manifest among the files" in done.stderr:
        return collections.Counter(), ""
    assert done.returncode == 0, done
    text = (folder / name).read_text()
    if jsonschema:
        jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(text))
    entries = collections.Counter()
    for entry in json.loads(text)["findings"]:
        entries[tuple(entry.get(key, "") for key in ("rule", "path", "deployment", "component", "container", "setting"))] += entry["count"]
    keys = [(entry["path"], entry["rule"]) for entry in json.loads(text)["findings"]]
    assert keys == sorted(keys), "not sorted"
    return entries, text


def edits(lines, generator):
    """Kinds of edits, each with the lines after it."""
    yield "nothing", lines
    yield "moved", ["# a comment"] * 7 + lines
    yield "spread", [part for line in lines for part in ((line, "") if re.match(r" *- name:", line) else (line,))]
    renamed = [line.replace("name: ", "name: new-", 1) if re.match(r"  name: \w", line) else line for line in lines]
    yield "renamed", renamed
    for number in generator.sample(range(len(lines)), min(2, len(lines))):
        yield f"without line {number + 1}", lines[:number] + lines[number + 1:]
    for number in generator.sample(range(len(lines)), min(1, len(lines))):
        yield f"value of line {number + 1}", lines[:number] + [re.sub(r"(: *)[\w,]+ *$", r"\1tcp", lines[number])] + lines[number + 1:]
    yield "twice", lines + ["---"] + lines


def pairs(source):
    generator = random.Random(source.name)
    counts = collections.Counter()
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        (folder / ".git").mkdir()
        target = folder / "recipe.yaml"
        lines = source.read_text().split("\n")
        target.write_text("\n".join(lines))
        before, text = write(folder, "before.json")
        assert write(folder, "again.json")[1] == text
        for kind, after_lines in edits(lines, generator):
            target.write_text("\n".join(after_lines))
            all_now = check(folder)[0]
            new, known, stale, hidden = check(folder, "--baseline", "before.json")
            assert len(new) + known == len(all_now), (source, kind, new, known, all_now)
            counts["pairs"] += 1
            # Where the file cannot be read any more nothing is settled.
            if {"yaml-syntax", "yaml-encoding", "yaml-limit"} & set(all_now):
                assert not stale, (source, kind, stale)
                counts["unreadable"] += 1
                continue
            after, _ = write(folder, "after.json")
            expected = collections.Counter()
            for key, count in before.items():
                if after[key] < count:
                    expected[(key[0], key[1], count, after[key])] += 1
            assert stale.total() + hidden == expected.total() and not stale - expected, (source, kind, stale, expected)
            fresh = any(count > before[key] for key, count in after.items())
            assert fresh == bool(new), (source, kind, new)
            if kind in ("nothing", "moved", "spread"):
                assert not new and not stale and known == len(all_now), (source, kind, new, stale)
            counts["known"] += known
            counts["new"] += len(new)
            counts["stale"] += expected.total()
    return counts


def refusals(fixtures):
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        shutil.copytree(fixtures / "broken", folder / "recipes")
        manifest = sorted((folder / "recipes").iterdir())[0]
        text = manifest.read_bytes()
        for output in (manifest, "recipes/../recipes/" + manifest.name):
            done = run(folder, "baseline", "write", "recipes", "--output", str(output))
            assert done.returncode == 2 and "this is an input" in done.stderr, done
        # A manifest of the folder that was not named is context.
        other = sorted((folder / "recipes").iterdir())[1]
        done = run(folder, "baseline", "write", str(manifest.relative_to(folder)), "--output", str(other.relative_to(folder)))
        assert done.returncode == 2 and "this is an input" in done.stderr, done
        (folder / "notes.txt").write_text("dear diary")
        done = run(folder, "baseline", "write", "recipes", "--output", "notes.txt")
        assert done.returncode == 2 and "is no baseline" in done.stderr, done
        assert (folder / "notes.txt").read_text() == "dear diary" and manifest.read_bytes() == text
        done = run(folder, "baseline", "write", "recipes", "nowhere.yaml")
        assert done.returncode == 3 and not (folder / "fabriclint-baseline.json").exists(), done
        done = run(folder, "baseline", "write", "notes.txt")
        assert done.returncode == 3 and not (folder / "fabriclint-baseline.json").exists(), done
        # A baseline, even one that a merge has broken, is replaced.
        (folder / "fabriclint-baseline.json").write_text('<<<<<<< HEAD\n{"kind": "fabriclint-baseline"')
        done = run(folder, "baseline", "write", "recipes")
        assert done.returncode == 0 and re.fullmatch(r"fabriclint-baseline.json: \d+ findings known from now on\n", done.stdout), done
        done = run(folder, "check", "--baseline", "fabriclint-baseline.json", "recipes")
        assert done.returncode == 0 and done.stdout.count("error[") == 0, done
        # Elsewhere in the repository the same file says the same.
        (folder / ".git").mkdir()
        done = run(folder, "baseline", "write", "recipes")
        inside = run(folder / "recipes", "check", "--baseline", "../fabriclint-baseline.json", ".")
        assert inside.returncode == 0 and inside.stderr == "", inside
        with tempfile.TemporaryDirectory() as away:
            outside = run(away, "check", "--root", str(folder), "--baseline", str(folder / "fabriclint-baseline.json"), str(folder / "recipes"))
            assert outside.returncode == 0 and outside.stderr == "", outside
        # A file that is gone leaves its entries behind; one that is not looked at does not.
        with_stale = run(folder, "check", "--allow-empty", "--baseline", "fabriclint-baseline.json", str(manifest.relative_to(folder)))
        assert with_stale.stderr == "", with_stale
        manifest.unlink()
        with_stale = run(folder, "check", "--baseline", "fabriclint-baseline.json", "recipes")
        assert with_stale.returncode == 0 and f"in 'recipes/{manifest.name}'" in with_stale.stderr, with_stale
        for bad in ("", "[]", '{"kind": "fabriclint-baseline", "version": 1, "findings": [{"rule": "x"}]}', "\0", "{" * 100_000):
            (folder / "bad.json").write_text(bad)
            done = run(folder, "check", "--baseline", "bad.json", "recipes")
            assert done.returncode == 2 and done.stdout == "" and "bad.json:1:" in done.stderr, (bad[:20], done)
        for missing in ("none.json", "recipes"):
            done = run(folder, "check", "--baseline", missing, "recipes")
            assert done.returncode == 2 and missing in done.stderr, done


def unreadable():
    """What cannot be suppressed is in no baseline: the check goes on to fail."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        (folder / "a.yaml").write_text("kind: [\n")
        done = run(folder, "baseline", "write", ".")
        assert done.returncode == 0 and "0 findings" in done.stdout and "yaml-syntax" in done.stderr, done
        assert run(folder, "check", "--baseline", "fabriclint-baseline.json", ".").returncode == 1


fixtures = pathlib.Path(sys.argv[2])
total = collections.Counter()
for folder in [fixtures / "broken", *map(pathlib.Path, sys.argv[3:])]:
    for path in sorted(p for p in folder.rglob("*") if p.suffix in (".yaml", ".yml") and p.is_file()):
        total += pairs(path)
refusals(fixtures)
unreadable()
print(dict(total), "schema checked" if jsonschema else "no jsonschema: schema not checked")
assert total["known"] > 500 and total["new"] > 20 and total["stale"] > 50, "too little was tried"
