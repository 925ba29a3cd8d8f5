# SPDX-License-Identifier: Apache-2.0
"""A rule file can be deleted, and only its own tests fail: no other test, no other rule and no page that a test compares names a built-in rule.

alone_test.py ROOT. What may name which, and why, is in ALLOWED; a file with the id of a rule in its name is that rule's own. Of the tests in C++ only
those in `command` and `rules` are looked at: the others link nothing that holds rules, and what looks like one there is made by hand."""
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1]).resolve()

# Their findings are made in C++, by the reader of YAML and by suppressions: the tests of those are theirs.
MADE_IN_CPP = {file.stem for folder in ("yaml", "suppression") for file in (root / "rules" / folder).glob("*.toml")}
# Which rules a file names, and why it may.
ALLOWED = {
    "tests/golden/usage.txt": ({"ucx-tls-no-rdma"}, "the text of --help names one as an example"),
    "tests/rules/alone_test.py": (None, "this list"),
    "tests/rules/metamorphic_test.cpp": ({"script-folded"}, "leaves it out, and does not miss it"),
    # Pages for people show real findings, of few rules.
    "README.md": ({"env-boolean-misparsed", "nccl-ib-disabled", "nccl-value-invalid", "ucx-tls-no-rdma"}, "what one variable leaves undecided"),
    "docs/model.md": ({"env-boolean-misparsed", "nccl-ib-disabled", "nccl-value-invalid"}, "the same"),
    "docs/check.svg": ({"disagg-no-rdma-resource", "role-asymmetry", "ucx-tls-no-rdma"}, "a deployment that all three are about"),
    "docs/guide.md": ({"ucx-tls-no-rdma"}, "the mistake that the guide makes and mends"),
}
SUFFIXES = {".cpp", ".h", ".py", ".sh", ".toml", ".yaml", ".json", ".txt", ".diff", ".md"}


def tests():
    for file in sorted((root / "tests").rglob("*")):
        parts = file.relative_to(root / "tests").parts
        in_cpp = file.suffix in (".cpp", ".h")
        if file.suffix in SUFFIXES and file.is_file() and "node_modules" not in parts and (not in_cpp or parts[0] in ("command", "rules")):
            yield file, file.read_text(encoding="utf-8", errors="replace")


def examples():
    """What an example expects of other rules, and suppresses of them; both are mistakes once those are gone."""
    for file in sorted((root / "rules").glob("*/*.toml")):
        yield file, "\n".join(re.findall(r"# expect[-a-z0-9]*: .*|ignore(?:-file)?\[.*?\]", file.read_text(encoding="utf-8")))


def pages():
    for name in ("README.md", "docs/model.md", "docs/write-your-own-rule.md", "docs/guide.md", "docs/check.svg"):
        yield root / name, (root / name).read_text(encoding="utf-8")


ids = {file.stem for file in (root / "rules").glob("*/*.toml") if file.parent.name != "catalogue"}
assert len(ids) > 50 and len(MADE_IN_CPP) > 5, ids
word = re.compile(r"(?<![\w-])(" + "|".join(sorted(ids - MADE_IN_CPP, key=len, reverse=True)) + r")(?![\w-])")
failed = looked_at = 0
for file, text in [*tests(), *examples(), *pages()]:
    looked_at += 1
    name = file.relative_to(root).as_posix()
    allowed = ALLOWED.get(name, (set(), ""))[0]
    own = {rule for rule in ids if rule in file.name}
    for rule in sorted(set(word.findall(text)) - own - (ids if allowed is None else allowed)):
        failed += 1
        print(f"{name} names the built-in rule {rule}: it would fail without it. Take one of tests/ruleset, or say in tests/rules/alone_test.py why not")
print(f"{looked_at} files name no built-in rule but what they may" if not failed else f"{failed} failed")
sys.exit(1 if failed else 0)
