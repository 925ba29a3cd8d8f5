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
PAIR = HEAD.replace('"container"', '"pair"') + """
between = ["prefill", "decode"]
alike = ["launch.engine"]
[[rule.x.same]]
path = "env.A"
[[rule.x.same]]
path = "env.UCX_TLS"
as = "ucx-tls"
share = ["@rdma"]
where = { worker = true }
absent = "default"
level = "error"
message = ["'{prefill.env.UCX_TLS}'.", "Other."]
help = "H."
"""
PAIR_EXAMPLES = """
[[rule.x.example]]
title = "Fires"
manifest = '''
apiVersion: v1
kind: Pod
metadata: {name: p}   # expect: x
'''
[[rule.x.example]]
title = "Silent"
assume = "[assume]"
manifest = "a: b"
"""
PARAMETER = '[rule.x.parameter.p]\ndefault = "1"\nsummary = "P."\n'
USED = 'forbid = { "env.A" = "{parameter.p}" }\n'
GOOD |= {
    "a pair": PAIR + PAIR_EXAMPLES,
    "an optional rule that cannot be suppressed": HEAD + 'ruleset = "house-style"\nsuppressible = false\n' + FORBID + EXAMPLES,
    "parameters of each type": HEAD + 'absent = "{parameter.word}"\n'
    'require = { "env.A" = { only = "{parameter.list}" }, "env.B" = { exists = "{parameter.flag}" }, "env.C" = { ge = "{parameter.number}" }, '
    '"node.kernel" = { since = "{parameter.release}" }, "env.D" = { as = "{parameter.decoder}", equals = "{parameter.number}" } }\n' + EXAMPLES +
    "".join(f'[rule.x.parameter.{name}]\ndefault = {value}\nsummary = "P."\n' for name, value in {
        "word": '"violates"', "list": '["1", "2"]', "flag": "false", "number": "2", "release": '"6.8"', "decoder": '"c-integer"'}.items()),
    "every matcher": HEAD + """forbid = { any = [
    { "env.A" = ["1", "2"] }, { "env.A" = { as = "upper", equals = ["A", 1, true] } }, { "env.A" = { known = true, matches = "a+" } },
    { "env.A" = { as = "quantity", lt = 1, le = "8Gi", gt = { path = "env.B" }, ge = 0.5 } }, { "node.kernel" = { since = "6.8", before = "7.0" } },
    { "env.A" = { as = "csv", has-any = "a", has-all = ["b"], has-none = ["c*"], only = ["a", "b"] } },
    { all = [{ not = { worker = true } }, { every.container = { "env.A" = { exists = false } } }, { some.neighbour = { disaggregated = true } }] },
] }
""" + EXAMPLES,
    "a family of devices": '[device.d]\nsummary = "D."\nkind = "rdma"\nshapes = ["d_#"]\nrespell = true\n[device.e]\nsummary = "E."\nshapes = "e#"\n',
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
    "a release that is one number": HEAD + 'forbid = { "node.kernel" = { before = "7" } }\n' + EXAMPLES,
    "an unknown kind of part behind some": HEAD + 'forbid = { some.pod = { "env.A" = "1" } }\n' + EXAMPLES,
    "a variant without a condition": HEAD + FORBID + EXAMPLES + '[[rule.x.variant]]\nlevel = "error"\n',
    "a label without a text": HEAD + FORBID + EXAMPLES + '[[rule.x.label]]\nat = "env.A"\n',
    "an example without a manifest": HEAD + FORBID + EXAMPLES + '[[rule.x.example]]\ntitle = "T"\n',
    "a name with capitals": (HEAD + FORBID + EXAMPLES).replace("rule.x", "rule.X").replace("expect: x", "expect: X"),
    "a fact without values": '[fact.f]\nsummary = "S."\neach = "container"\n[[fact.f.is]]\nvalue = true\nbecause = "b"\n',
    "a variable of no type": '[library.l]\nsummary = "L."\nprefixes = "L_"\n[variable.L_A]\nlibrary = "l"\nsummary = "A."\ntype = "int"\n',
    "an unknown key of what must be the same": PAIR + PAIR_EXAMPLES.replace("[[rule", "lable = 'a'\n[[rule", 1),
    "a wrong meaning of an absent end": PAIR.replace('"default"', '"defaults"') + PAIR_EXAMPLES,
    "an entry of same without a path": PAIR.replace('path = "env.A"\n', "") + PAIR_EXAMPLES,
    "absent = default of a rule": PAIR.replace("alike", 'absent = "default"\nalike') + PAIR_EXAMPLES,
    "alike without a pair": HEAD + 'alike = ["launch.engine"]\n' + FORBID + EXAMPLES,
    "a ruleset with capitals": HEAD + 'ruleset = "House"\n' + FORBID + EXAMPLES,
    "suppressible as a string": HEAD + 'suppressible = "no"\n' + FORBID + EXAMPLES,
    "a parameter without a default": HEAD + USED + EXAMPLES + PARAMETER.replace('default = "1"\n', ""),
    "a parameter without a summary": HEAD + USED + EXAMPLES + PARAMETER.replace('summary = "P."\n', ""),
    "a parameter of mixed types": HEAD + USED + EXAMPLES + PARAMETER.replace('"1"', '["1", 2]'),
    "a parameter that is a table": HEAD + USED + EXAMPLES + PARAMETER.replace('"1"', '{ a = "1" }'),
    "a parameter with capitals": HEAD + USED.replace(".p}", ".P}") + EXAMPLES + PARAMETER.replace(".p]", ".P]"),
    "a matcher that compares with a boolean": HEAD + 'forbid = { "env.A" = { lt = true } }\n' + EXAMPLES,
    "a matcher that names nothing": HEAD + 'forbid = { "env.A" = { has-any = [] } }\n' + EXAMPLES,
    "a family of devices of no kind": '[device.d]\nsummary = "D."\nkind = "nic"\nshapes = ["d_#"]\n',
    "a family of devices without names": '[device.d]\nsummary = "D."\n',
    "a shape with two numbers in a row": '[device.d]\nsummary = "D."\nshapes = ["d##"]\n',
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

# A misspelt key in any table of fixed keys of the built-in rules. In conditions keys are paths and facts, in the others names.
FREE = ("when", "where", "require", "forbid", "names", "instead", "joined", "allocatable", "fields", "elsewhere")


def entries(ruleset):
    """Each definition as a ruleset of its own, and itself."""
    for kind, group in ruleset.items():
        if kind in ("set", "ucx", "operator"):
            for inner, names in group.items():
                yield from (({kind: {inner: {name: entry}}}, entry) for name, entry in names.items())
        else:
            yield from (({kind: {name: entry}}, entry) for name, entry in group.items())


def tables(node, key=""):
    if isinstance(node, list):
        for item in node:
            yield from tables(item, key)
    elif isinstance(node, dict):
        if key != "parameter":
            yield key, node
        for inner, item in node.items():
            if inner not in FREE:
                yield from tables(item, "" if key == "parameter" else inner)


tried = set()
for path in built_in:
    for alone, entry in entries(tomllib.loads(path.read_text())):
        for key, table in tables(entry):
            kind = (*alone, key, *table)
            if kind in tried:
                continue
            tried.add(kind)
            table["misspelt-key"] = "x"
            assert not validator.is_valid(alone), f"{path}: the schema accepts an unknown key in {key or 'the table'} of {alone}"
            del table["misspelt-key"]
assert len(tried) > 100

printed = subprocess.run([fabriclint, "schema", "ruleset"], check=True, capture_output=True, text=True).stdout
assert printed == (root / "schemas/ruleset.schema.json").read_text(), "'fabriclint schema ruleset' prints another schema"

# Words that the program knows by heart.
page = subprocess.run([fabriclint, "explain"], check=True, capture_output=True, text=True).stdout
for heading, definition in {"Decoders": "decoder", "Types of values": "value-type", "Checks": "check"}.items():
    words = page.split(f"{heading}:\n")[1].split("\n\n")[0].split()
    known = schema["definitions"][definition]
    listed = (known if "enum" in known else known["anyOf"][0])["enum"]
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
print(f"{len(built_in)} files of the tree and {len(GOOD)} rulesets accepted, {len(BAD)} mistakes refused by both, {len(tried)} misspelt keys by the schema")
