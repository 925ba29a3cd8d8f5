# SPDX-License-Identifier: Apache-2.0
"""schemas/fabriclint.schema.json and the program agree about project files: both accept the same ones and refuse the same mistakes.

project_schema_test.py FABRICLINT ROOT; exit status 77 (skipped) without python3-jsonschema or a TOML reader."""
import json
import pathlib
import shutil
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
schema = json.loads((root / "schemas/fabriclint.schema.json").read_text())
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: x}]}\n"

# Of the rules of tests/ruleset, which are the project's own.
GOOD = {
    "empty": "",
    "the cluster fixture": (root / "fixtures/cluster/fabriclint.toml").read_text(),
    "everything": """
extends = []
rules = ["policies"]
enable = "tuning"
exclude = ["**/generated/**", "/dist", "*.tmp.yaml"]
force-exclude = true
fail-on = "error"
min-level = "note"
[levels]
sample-transport = "error"
sample-log = "off"
[parameters.sample-memory]
least = "2Gi"
[parameters.sample-log]
levels = ["trace"]
[parameters.sample-advice]
channels = 4
[[path]]
match = "examples/**"
levels = { sample-transport = "note" }
[[path]]
match = ["a", "b/*"]
levels = {}
[[suppress]]
path = "rendered/**"
rule = ["sample-switch", "sample-log"]
reason = "no InfiniBand"
until = 2999-01-31
[assume]
fabric = "infiniband"
kernel = "6.8"
[assume.image-env."registry.example.com/*:*"]
UCX_TLS = "rc,cuda_copy"
EMPTY = ""
[[assume.nodes]]
name = "p5-48xlarge-1"
count = 4
kernel = "6.8.0-1021-aws"
os-image = "Ubuntu 24.04.3 LTS"
instance-type = "p5.48xlarge"
gpu-product = "NVIDIA-H100-80GB-HBM3"
labels = { "node-role.kubernetes.io/worker" = "" }
allocatable = { "nvidia.com/gpu" = 8, "hugepages-2Mi" = "10Gi" }
""",
}
BAD = {
    "a misspelt table": "[asume]\n",
    "a misspelt key": "[assume]\nfabrik = 'roce'\n",
    "a misspelt key of a group": "[[assume.nodes]]\nname = 'a'\nalocatable = {}\n",
    "an unknown fabric": "[assume]\nfabric = 'infinband'\n",
    "a kernel as a number": "[assume]\nkernel = 6.8\n",
    "an empty kernel": "[assume]\nkernel = ''\n",
    "a group without a name": "[[assume.nodes]]\ncount = 1\n",
    "an empty group": "[[assume.nodes]]\nname = 'a'\ncount = 0\n",
    "a label that is no string": "[[assume.nodes]]\nname = 'a'\nlabels = { a = 1 }\n",
    "an amount that is none": "[[assume.nodes]]\nname = 'a'\nallocatable = { 'rdma/ib' = 'many' }\n",
    "a negative amount": "[[assume.nodes]]\nname = 'a'\nallocatable = { 'rdma/ib' = -1 }\n",
    "a variable that is no string": "[assume.image-env.'*']\nA = 1\n",
    "an unknown level": "[levels]\nsample-transport = 'fatal'\n",
    "a level that is no string": "[levels]\nsample-transport = true\n",
    "a rule that cannot be": "[levels]\nUCX_TLS = 'off'\n",
    "a path without levels": "[[path]]\nmatch = 'a'\n",
    "levels without a path": "[[path]]\nlevels = {}\n",
    "a path as a table": "[path]\nmatch = 'a'\nlevels = {}\n",
    "a pattern that leaves the folder": "exclude = ['a', '../b']\n",
    "a pattern that leaves the folder later": "exclude = 'a/../../b'\n",
    "an empty pattern": "exclude = ['']\n",
    "a pattern of dots": "exclude = './'\n",
    "a pattern that takes back": "exclude = ['!a']\n",
    "a number to exclude": "exclude = [1]\n",
    "an empty path of rules": "rules = ''\n",
    "a table of rules": "[rules]\n",
    "a misspelt switch": "force-exclud = true\n",
    "a switch as a word": "force-exclude = 'yes'\n",
    "failing on notes": "fail-on = 'note'\n",
    "no level": "min-level = 'off'\n",
    "parameters of a rule as a value": "[parameters]\nsample-memory = 1\n",
    "a parameter as a table": "[parameters.sample-memory.least]\na = 1\n",
    "a parameter with tables": "[parameters.sample-memory]\nleast = [{}]\n",
    "a suppression without a reason": "[[suppress]]\npath = 'a'\nrule = 'sample-log'\n",
    "a suppression with an empty reason": "[[suppress]]\npath = 'a'\nrule = 'sample-log'\nreason = ' '\n",
    "a suppression without a rule": "[[suppress]]\npath = 'a'\nreason = 'r'\n",
    "a suppression of no rule": "[[suppress]]\npath = 'a'\nrule = []\nreason = 'r'\n",
    "a suppression without a path": "[[suppress]]\nrule = 'sample-log'\nreason = 'r'\n",
    "a suppression until a word": "[[suppress]]\npath = 'a'\nrule = 'sample-log'\nreason = 'r'\nuntil = 'soon'\n",
    "a suppression until a number": "[[suppress]]\npath = 'a'\nrule = 'sample-log'\nreason = 'r'\nuntil = 2027\n",
    "a suppression until a moment": "[[suppress]]\npath = 'a'\nrule = 'sample-log'\nreason = 'r'\nuntil = 2027-01-31T00:00:00Z\n",
    "variables without a pattern": "[assume.image-env]\nA = 'x'\n",
}


def status(text):
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(root / "tests/ruleset", pathlib.Path(folder, "policies"))
        file = pathlib.Path(folder, "fabriclint.toml")
        file.write_text(text)
        return subprocess.run([fabriclint, "check", "--config", file, "-"], input=pod.encode(), capture_output=True).returncode


def tree(text):
    """As editors see it: a date is a string."""
    return json.loads(json.dumps(tomllib.loads(text), default=lambda date: date.isoformat()))


for name, text in GOOD.items():
    errors = [error.message for error in validator.iter_errors(tree(text))]
    assert not errors, f"{name}: {errors}"
    assert status(text) == 0, name
for name, text in BAD.items():
    text = text if "rules" in text else 'rules = "policies"\n' + text  # the rules that are spoken of exist
    assert not validator.is_valid(tree(text)), f"the schema accepts {name}"
    assert status(text) == 2, f"the program accepts {name}"

# The fabrics of the schema are those of the fact.
explained = subprocess.run([fabriclint, "explain", "fabric"], check=True, capture_output=True, text=True).stdout
values = next(line for line in explained.splitlines() if line.startswith("Values: "))[len("Values: "):].split(", ")
assert set(schema["$defs"]["assume"]["properties"]["fabric"]["enum"]) == set(values) - {"unknown"}, values
print(f"{len(GOOD)} project files accepted, {len(BAD)} refused by both")
