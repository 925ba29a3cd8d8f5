# SPDX-License-Identifier: Apache-2.0
"""Writes the rules of this folder as C++, in the place of the built-in ones: embed.py EMBED OUTPUT DEPFILE STAGE ROOT. STAGE becomes a checkout in
miniature for EMBED (lint/command/embed.py): facts, sets, catalogues and schemas are those of ROOT, and so are the rules that report for the YAML
reader and for suppressions, whose checks are C++. All other rules are those of this folder."""
import pathlib
import shutil
import subprocess
import sys

embed, output, depfile, stage, root = sys.argv[1:]
stage, root = pathlib.Path(stage), pathlib.Path(root).resolve()
shutil.rmtree(stage, ignore_errors=True)
(stage / "rules").mkdir(parents=True)
for link, target in {
    "schemas": "schemas",
    "rules/catalogue": "rules/catalogue",
    "rules/facts.toml": "rules/facts.toml",
    "rules/sets.toml": "rules/sets.toml",
    "rules/suppression": "rules/suppression",
    "rules/yaml": "rules/yaml",
    "rules/sample": "tests/ruleset",
}.items():
    (stage / link).symlink_to(root / target)
sys.exit(subprocess.run([sys.executable, embed, output, depfile, stage]).returncode)
