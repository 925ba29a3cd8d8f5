#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What shells and man make of the command line: completion_test.py FABRICLINT. Runs bash's completion as bash would; reads the others."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

program = pathlib.Path(sys.argv[1]).resolve()
passed = failed = 0


def said(*words):
    run = subprocess.run([program, *words], capture_output=True, text=True, check=False)
    assert run.returncode == 0, (words, run.stderr)
    return run.stdout


def case(title, good, seen=""):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print(f"NOT OK: {title}\n{seen}")


def completed(*words):
    """What bash offers after `fabriclint words...`, in a folder that holds deploy.yaml."""
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "deploy.yaml").touch()
        script = said("completions", "bash") + 'COMP_WORDS=(fabriclint "$@"); COMP_CWORD=$#; _fabriclint; printf "%s\\n" "${COMPREPLY[@]}"\n'
        environment = {**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}"}
        run = subprocess.run(["bash", "--norc", "-c", script, "bash", *words], cwd=folder, env=environment, capture_output=True, text=True,
                             check=False)
        assert not run.stderr, run.stderr
        return run.stdout.split()


help_text = said("--help")
commands = re.findall(r"^  (\w+) +\S", help_text.split("Subcommands:")[1].split("Examples:")[0], re.M)
case("every command is offered", set(commands) <= set(completed("")), completed(""))
case("a command is completed", completed("mod") == ["model"], completed("mod"))
case("an option is completed", completed("check", "--diff-b") == ["--diff-base"], completed("check", "--diff-b"))
case("formats are offered after --format", "sarif" in completed("check", "--format", ""), completed("check", "--format", ""))
case("only what fits is offered", completed("check", "--fail-on", "e") == ["error"], completed("check", "--fail-on", "e"))
case("files are offered elsewhere", completed("check", "dep") == ["deploy.yaml"], completed("check", "dep"))
first = said("rules").split()[0]
case("rules are offered to explain", first in completed("explain", first[:4]), completed("explain", first[:4]))
case("a second word is offered", "write" in completed("baseline", "w"), completed("baseline", "w"))

for shell in ("zsh", "fish"):
    text = said("completions", shell)
    case(f"{shell} knows every command", all(re.search(rf"\b{name}\b", text) for name in commands), text)
manual = said("manual")
for name in commands:
    words = [name, "write"] if name == "baseline" else [name]
    for option in set(re.findall(r"^  (?:-\w,)?(--[\w-]+)", said(*words, "--help"), re.M)):
        case(f"the manual has {name} {option}", option.replace("-", "\\-") in manual)
        fish = said("completions", "fish")
        case(f"fish has {name} {option}", re.search(rf"from {name}'.* -l {option[2:]}\b", fish), fish)
case("no line of the manual is a request by accident", not re.findall(r"^[.'](?!TH|SH|TP|B |br|nf|fi)", manual, re.M), manual)
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
