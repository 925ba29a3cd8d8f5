# SPDX-License-Identifier: Apache-2.0
"""Hand-made reviews meet the schema that GitHub publishes for POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews.

openapi_test.py WRITE_REVIEWS [FILE.json ...]; exit status 77 (skipped) without python3-jsonschema or node_modules (README.md)."""

import copy
import json
import pathlib
import subprocess
import sys
import tempfile

DESCRIPTION = pathlib.Path(__file__).resolve().parent / "node_modules/@octokit/openapi/generated/api.github.com.json"
REVIEWS = "/repos/{owner}/{repo}/pulls/{pull_number}/reviews"


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(77)


try:
    import jsonschema
except ImportError:
    skip("python3-jsonschema is not installed")
if not DESCRIPTION.exists():
    skip(f"`npm ci` in {DESCRIPTION.parents[3].parent} installs GitHub's OpenAPI description")


def resolved(node, whole, depth=0):
    """The schema without references, and without room for misspelt fields."""
    assert depth < 50, "a schema that contains itself"
    if isinstance(node, list):
        return [resolved(item, whole, depth + 1) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        target = whole
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part.replace("~1", "/").replace("~0", "~")]
        return resolved(target, whole, depth + 1)
    node = {key: resolved(value, whole, depth + 1) for key, value in node.items()}
    if node.get("type") == "object" and "properties" in node:
        node["additionalProperties"] = False
    return node


whole = json.loads(DESCRIPTION.read_bytes())
operation = whole["paths"][REVIEWS]["post"]
schema = resolved(operation["requestBody"]["content"]["application/json"]["schema"], whole)
validator = jsonschema.Draft7Validator(schema)
for path in (REVIEWS, REVIEWS.replace("/reviews", "/comments")):
    # The lists that --posted reads.
    items = resolved(whole["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]["items"], whole)
    assert items["properties"]["body"]["type"] == "string" and "body" in items["required"], path

with tempfile.TemporaryDirectory() as folder:
    subprocess.run([sys.argv[1], folder], check=True)
    files = sorted(pathlib.Path(folder).glob("*.json")) + [pathlib.Path(word) for word in sys.argv[2:]]
    assert len(files) >= 4
    reviews = {file.stem: json.loads(file.read_bytes()) for file in files}

problems = [f"{name}: /{'/'.join(map(str, e.absolute_path))}: {e.message}" for name, review in reviews.items() for e in validator.iter_errors(review)]
# A validator that refuses nothing is none.
for change in (
    lambda review: review.update(event="SHOUT"),
    lambda review: review["comments"][0].update(line="5"),
    lambda review: review["comments"][0].pop("path"),
    lambda review: review["comments"][0].update(startLine=1),
):
    broken = copy.deepcopy(reviews["suggestions"])
    change(broken)
    if validator.is_valid(broken):
        problems.append("a broken review passes the schema")
print("\n".join(problems) or f"{len(reviews)} reviews meet GitHub's schema")
sys.exit(1 if problems else 0)
