# SPDX-License-Identifier: Apache-2.0
"""schemas/ruleset.schema.json and the program agree about rulesets: every built-in file is valid, both refuse the same mistakes.

ruleset_schema_test.py FABRICLINT ROOT; exit status 77 (skipped) without python3-jsonschema or a TOML reader. The program knows more than a
schema can say (paths, facts, circles); what the schema refuses, the program must refuse."""
import json
import pathlib
import subprocess
import sys
import tempfile

try:
    import jsonschema
    try:
        import tomllib
    except ImportError:
        import tomli as tomllib
except ImportError as missing:
    print(f"skipped: {missing.name} is not installed")
    sys.exit(77)

fabriclint, root = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
schema = json.loads((root / "schemas/ruleset.schema.json").read_text())
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)

HEAD = """
[rule.x]
summary = "S."
level = "note"
each = "container"
message = "M."
why = "W."
references = ["R"]
since = "1"
"""
FORBID = 'forbid = { "env.A" = "1" }\n'
EXAMPLES = """
[[rule.x.example]]
title = "Fires"
manifest = '''
apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers:
    - name: c
      image: i
      env:
        - {name: A, value: "1"}   # expect: x
'''
[[rule.x.example]]
title = "Silent"
manifest = '''
apiVersion: v1
kind: Pod
metadata: {name: p}
spec: {containers: [{name: c, image: i}]}
'''
"""
GOOD = {
    "a rule": HEAD + 'at = "env.A"\n' + FORBID + EXAMPLES,
    "an optional table of each kind": HEAD + 'at = ["env.A"]\n' + FORBID + EXAMPLES +
    '[set.text.words]\nmembers = "a"\n[library.l]\nsummary = "L."\nprefixes = "L_"\n'
    '[variable.L_A]\nlibrary = "l"\nsummary = "A."\ntype = "integer"\nmin = 1\n[instance.t]\nallocatable = { "rdma/ib" = 8 }\n',
}
BAD = {
    "an unknown table": HEAD + FORBID + EXAMPLES + "[rules.y]\n",
    "an unknown key": HEAD + 'levle = "note"\n' + FORBID + EXAMPLES,
    "a wrong level": HEAD.replace('"note"', '"fatal"') + FORBID + EXAMPLES,
    "a wrong kind of part": HEAD.replace('"container"', '"pod"') + FORBID + EXAMPLES,
    "no message": HEAD.replace('message = "M."\n', "") + FORBID + EXAMPLES,
    "no reason": HEAD.replace('why = "W."\n', "") + FORBID + EXAMPLES,
    "neither require nor forbid": HEAD + EXAMPLES,
    "require and forbid both": HEAD + FORBID + 'require = { "env.B" = { exists = true } }\n' + EXAMPLES,
    "no example": HEAD + FORBID,
    "absent beside forbid": HEAD + 'absent = "satisfies"\n' + FORBID + EXAMPLES,
    "a pair without roles": HEAD.replace('"container"', '"pair"') + EXAMPLES,
    "same without a pair": HEAD + 'same = [{ path = "env.A" }]\n' + FORBID + EXAMPLES,
    "setting without settings": HEAD.replace('"container"', '"setting"') + FORBID + EXAMPLES,
    "a check that does not exist": HEAD + 'check = "yaml.limits"\n' + EXAMPLES,
    "an unknown matcher": HEAD + 'forbid = { "env.A" = { equal = "1" } }\n' + EXAMPLES,
    "an unknown decoder": HEAD + 'forbid = { "env.A" = { as = "ucx-tsl", has-any = ["tcp"] } }\n' + EXAMPLES,
    "an empty condition": HEAD + "forbid = {}\n" + EXAMPLES,
    "a release that is a number": HEAD + 'forbid = { "node.kernel" = { since = 6.10 } }\n' + EXAMPLES,
    "an unknown kind of part behind some": HEAD + 'forbid = { some.pod = { "env.A" = "1" } }\n' + EXAMPLES,
    "a variant without a condition": HEAD + FORBID + EXAMPLES + '[[rule.x.variant]]\nlevel = "error"\n',
    "a label without a text": HEAD + FORBID + EXAMPLES + '[[rule.x.label]]\nat = "env.A"\n',
    "an example without a manifest": HEAD + FORBID + EXAMPLES + '[[rule.x.example]]\ntitle = "T"\n',
    "a name with capitals": (HEAD + FORBID + EXAMPLES).replace("rule.x", "rule.X").replace("expect: x", "expect: X"),
    "a fact without values": '[fact.f]\nsummary = "S."\neach = "container"\n[[fact.f.is]]\nvalue = true\nbecause = "b"\n',
    "a variable of no type": '[library.l]\nsummary = "L."\nprefixes = "L_"\n[variable.L_A]\nlibrary = "l"\nsummary = "A."\ntype = "int"\n',
    "a set of no kind": '[set.words]\nmembers = ["a"]\n',
    "a transport without a summary": "[ucx.transport.t]\n",
    "an engine with an unknown key": '[engine.e]\nmodule = "a"\n',
}


def accepted(text):
    with tempfile.NamedTemporaryFile("w", suffix=".toml") as file:
        file.write(text)
        file.flush()
        return subprocess.run([fabriclint, "rules", "--rules", file.name], capture_output=True).returncode == 0


def problems(text):
    return [f"/{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in validator.iter_errors(tomllib.loads(text))]


built_in = sorted((root / "rules").rglob("*.toml")) + [root / "schemas/dynamo-fields.toml"] + sorted((root / "docs/examples").rglob("*.toml"))
assert len(built_in) > 30
for path in built_in:
    assert not problems(path.read_text()), f"{path}: {problems(path.read_text())}"
for name, text in GOOD.items():
    assert not problems(text), f"{name}: {problems(text)}"
    assert accepted(text), f"the program refuses {name}"
for name, text in BAD.items():
    assert problems(text), f"the schema accepts {name}"
    assert not accepted(text), f"the program accepts {name}"

# Words that the program knows by heart.
page = subprocess.run([fabriclint, "explain"], check=True, capture_output=True, text=True).stdout
for heading, definition in {"Decoders": "decoder", "Types of values": "value-type", "Checks": "check"}.items():
    words = page.split(f"{heading}:\n")[1].split("\n\n")[0].split()
    listed = schema["definitions"][definition]["enum"]
    assert sorted(words) == sorted(listed), f"schemas/ruleset.schema.json, {definition}: {sorted(set(words) ^ set(listed))}"


def undescribed(node, place):
    if isinstance(node, list):
        return [found for i, item in enumerate(node) for found in undescribed(item, f"{place}/{i}")]
    if not isinstance(node, dict):
        return []
    # Inside `if` and `not` keys are only tested.
    inner = [found for key, item in node.items() if key not in ("if", "not") for found in undescribed(item, f"{place}/{key}")]
    return inner + [f"{place}/{key}" for key, item in node.get("properties", {}).items() if "description" not in item]


assert not undescribed(schema, ""), undescribed(schema, "")
print(f"{len(built_in)} files of the tree and {len(GOOD)} rulesets accepted, {len(BAD)} mistakes refused by both")
