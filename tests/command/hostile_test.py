#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Hostile inputs through the real command line: hostile_test.py FABRICLINT

Each input must end within seconds and 300 MB, with a sensible exit status, a line that says what is wrong, a SARIF report that is valid or absent, and
without a single control character in what is printed. FABRICLINT_TEST_SECONDS and FABRICLINT_TEST_MEGABYTES widen the limits for sanitizer builds.
"""

import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import threading

SECONDS = float(os.environ.get("FABRICLINT_TEST_SECONDS", "5"))
MEGABYTES = float(os.environ.get("FABRICLINT_TEST_MEGABYTES", "300"))

# What a terminal, a log viewer or a reader's eye would obey instead of show. A line feed is the only one that belongs in a report.
INVISIBLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")

ESCAPES = "x\x1b[31mred\x07\n::error::pwned\r\u202e\u2066\u200b\x7f\x9b31m"
NIXL = '{"kv_connector":"NixlConnector","kv_role":"kv_both"}'


def graph(env=(), script=None, arguments=(), resources="nvidia.com/gpu: 1", name="worker", more=""):
    """One prefill worker; `env` are pairs, `script` replaces the argument list by `sh -c`."""
    lines = [
        "apiVersion: nvidia.com/v1beta1",
        "kind: DynamoGraphDeployment",
        "metadata: {name: g}",
        "spec:",
        "  components:",
        "    - name: " + json.dumps(name),
        "      type: prefill",
        "      podTemplate:",
        "        spec:",
        "          containers:",
        "            - name: main",
        "              image: registry.example.com/vllm-runtime:1.3.0",
    ]
    if script is None:
        words = ["--model", "m", "--disaggregation-mode", "prefill", *arguments]
        lines += ["              command: [python3, -m, dynamo.vllm]", "              args: " + json.dumps(words)]
    else:
        lines += ["              command: [/bin/sh, -c]", "              args:", "                - |"]
        lines += ["                  " + line for line in script.split("\n")]
    if env:
        lines.append("              env:")
        lines += ["                - {name: %s, value: %s}" % (json.dumps(key), json.dumps(value)) for key, value in env]
    lines.append("              resources: {limits: {%s}}" % resources)
    return "\n".join(lines) + "\n" + more


TCP = [("UCX_TLS", "tcp")]
RUN = "exec python3 -m dynamo.vllm --disaggregation-mode prefill"
# Rules for these tests beside the built-in ones: of a list that is decoded, of a connector that is not there, of a resource.
CHECK = ["check", "--rules", str(pathlib.Path(__file__).resolve().parent.parent / "ruleset")]
TCP_FOUND = "[sample-transport]"
NO_CONNECTOR = "[sample-connector]"
NO_MEMLOCK = "[sample-memlock]"
NO_MANIFEST = "nothing to check"


def laughs():
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    levels += ["a%d: &a%d [%s]" % (i, i, ", ".join(["*a%d" % (i - 1)] * 9)) for i in range(1, 10)]
    return "\n".join(levels) + "\n"


def merges():
    levels = ["b0: &b0 {k: v}"]
    levels += ["b%d: &b%d {<<: [%s], k%d: 1}" % (i, i, ", ".join(["*b%d" % (i - 1)] * 9), i) for i in range(1, 10)]
    return "\n".join(levels) + "\n"


def doubling(count):
    return [("A00", "xx")] + [("A%02d" % i, "$(A%02d)$(A%02d)" % (i - 1, i - 1)) for i in range(1, count)]


def nested_connectors(depth):
    head = '{"kv_connector":"MultiConnector","kv_connector_extra_config":{"connectors":['
    return head * depth + NIXL + "]}}" * depth


def efa_graph(config):
    return graph(arguments=["--kv-transfer-config", config], resources="nvidia.com/gpu: 1, vpc.amazonaws.com/efa: 4")


def shared_lists(containers, elements):
    """Containers that share one environment, with lists that many rules read."""
    words = ",".join(["tcp", "xx", "^sm"] * (elements // 3))
    lines = ["apiVersion: v1", "kind: Pod", "metadata: {name: p}", "spec:", "  containers:"]
    for n in range(containers):
        mode = "decode" if n % 2 == 0 else "prefill"
        lines += ["  - name: c%d" % n, "    image: registry.example.com/vllm-runtime:1.3.0"]
        lines += ["    command: [python3, -m, dynamo.vllm, --disaggregation-mode, %s]" % mode]
        if n > 0:
            lines.append("    env: *e")
        else:
            lines += ["    env: &e"] + ["    - {name: %s, value: '%s'}" % (name, words) for name in ("UCX_TLS", "UCX_NET_DEVICES", "NCCL_IB_HCA")]
    return "\n".join(lines) + "\n"


def shared_script(containers, script):
    lines = ["apiVersion: v1", "kind: Pod", "metadata: {name: p}", "spec:", "  containers:"]
    for n in range(containers):
        lines += ["  - name: c%d" % n, "    image: registry.example.com/vllm-runtime:1.3.0", "    resources: {limits: {nvidia.com/gpu: 1}}"]
        lines.append("    command: *c" if n > 0 else "    command: &c [sh, -c, %s]" % json.dumps(script + RUN))
    return "\n".join(lines) + "\n"


def noise(size):
    return bytes(random.Random(7).randrange(256) for _ in range(size))


def broken_types(spec):
    return "apiVersion: nvidia.com/v1beta1\nkind: DynamoGraphDeployment\nmetadata: {name: g}\n" + spec + "\n"


# name, content, exit status of check, what its text says
MANIFESTS = [
    ("a lone comma", ",", 1, "[yaml-syntax]"),
    ("a lone percent sign", "%", 1, "[yaml-syntax]"),
    ("an open quote", '"', 1, "[yaml-syntax]"),
    ("an open quote of 100 000 lines", 'a: "' + "x\n" * 100000, 1, "[yaml-syntax]"),
    ("an open bracket 200 000 deep", "a: " + "[" * 200000, 1, "128 levels"),
    ("mappings 50 000 deep", "{a: " * 50000 + "1" + "}" * 50000, 1, "128 levels"),
    ("block sequences 20 000 deep", "- " * 20000 + "x", 1, "128 levels"),
    ("complex keys 20 000 deep", "? " * 20000 + "x", 1, "128 levels"),
    ("an alias bomb", laughs() + graph(TCP), 1, "[yaml-limit]"),
    ("an alias bomb of merge keys", merges() + graph(TCP), 1, "[yaml-limit]"),
    ("100 000 merged aliases", "b: &b {k: v}\nx:\n  <<: [" + ",".join(["*b"] * 100001) + "]\n", 1, "[yaml-limit]"),
    ("an anchor that contains itself", "a: &a [*a]\nspec: x\n", (1, 3), "inside the very node"),
    ("a merge of itself", "a: &a\n  <<: *a\n  b: 1\n", (1, 3), "inside the very node"),
    ("an environment that is its own pod", "apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: &s\n  containers:\n  - name: a\n    env: *s\n    args: *s\n", 1,
     "inside the very node"),
    ("an alias of nothing", "a: *nope\n", (1, 3), "[yaml-undefined-alias]"),
    ("200 000 directives", "%FOO bar\n" * 200000 + "---\na: 1\n", 1, "lines begin with '%'"),
    ("a tag prefix of 100 kB used 5000 times", "%TAG !a! " + "z" * 100000 + "\n---\n" + "- !a!b x\n" * 5000, (1, 3), ""),
    ("binary noise", noise(100000), 1, "[yaml-encoding]"),
    ("NUL bytes", b"\0" * 100000, 1, "U+0000"),
    ("a NUL inside a value", graph(TCP).replace("tcp", "tc\0p"), 1, "U+0000"),
    ("UTF-16", graph(TCP).encode("utf-16"), 1, "UTF-16"),
    ("Latin-1", graph(TCP).encode() + b"# caf\xe9\n", 1, "not UTF-8"),
    ("an overlong UTF-8 sequence", graph(TCP).encode() + b"# \xc0\xaf\n", 1, "not UTF-8"),
    ("a UTF-8 surrogate", graph(TCP).encode() + b"# \xed\xa0\x80\n", 1, "not UTF-8"),
    ("a byte order mark", b"\xef\xbb\xbf" + graph(TCP).encode(), 1, TCP_FOUND),
    ("CRLF", graph(TCP).replace("\n", "\r\n"), 1, TCP_FOUND),
    ("CRLF in a script", graph(script="export UCX_TLS=tcp\n" + RUN).replace("\n", "\r\n"), 1, TCP_FOUND),
    ("lone CR", graph(TCP).replace("\n", "\r"), 1, TCP_FOUND),
    ("nothing", "", 3, NO_MANIFEST),
    ("only comments", "# x\n" * 1000, 3, NO_MANIFEST),
    ("100 000 document marks", "---\n" * 100000, 1, "10000 documents"),
    ("100 000 documents", "a: 1\n---\n" * 100000, 1, "10000 documents"),
    ("a value of 1 MB", graph([("UCX_TLS", "tcp," * 250000)]), 1, NO_CONNECTOR),
    ("a line of 200 kB", graph([("A", "y" * 200000)] + TCP), 1, TCP_FOUND),
    ("a name of 100 kB", graph(TCP, name="n" * 100000), 1, TCP_FOUND),
    ("100 000 keys", graph(TCP) + "x:\n" + "".join("  k%d: 1\n" % i for i in range(100000)), 1, TCP_FOUND),
    ("100 000 times the same key", graph(TCP) + "x:\n" + "  k: 1\n" * 100000, 1, "[yaml-duplicate-key]"),
    ("20 000 variables", graph([("V%d" % i, "x") for i in range(20000)] + TCP), 1, TCP_FOUND),
    ("one variable 20 000 times", graph(TCP * 20000), 1, TCP_FOUND),
    ("500 containers that share lists of 600 elements", shared_lists(500, 600), 1, NO_CONNECTOR),
    ("5000 names close to UCX's", graph([("UCX_RNDV_%d_SCHEMO" % i, "x") for i in range(5000)] + TCP), 1, TCP_FOUND),
    ("500 containers that share a script of 100 kB", shared_script(500, "echo hello world\n" * 6000), 0, "undecided"),
    ("variables in a circle", graph([("A", "$(B)"), ("B", "$(C)"), ("C", "$(A)"), ("UCX_TLS", "$(A)")]), 1, NO_CONNECTOR),
    ("a variable of itself", graph([("UCX_TLS", "$(UCX_TLS),tcp")]), 1, TCP_FOUND),
    ("variables that double 40 times", graph(doubling(40) + [("UCX_TLS", "$(A39)")]), 1, NO_CONNECTOR),
    ("shell variables in a circle", graph(script="A=$B\nB=$A\nexport UCX_TLS=$A$B\n" + RUN), 1, NO_CONNECTOR),
    ("shell variables that double 60 times", graph(script="A=xx\n" + "A=$A$A\n" * 60 + "export UCX_TLS=$A\n" + RUN), 1, NO_CONNECTOR),
    ("defaults 5000 deep", graph(script="export UCX_TLS=" + "${A:-" * 5000 + "tcp" + "}" * 5000 + "\n" + RUN), 1, NO_CONNECTOR),
    ("substitutions 20 000 deep", graph(script="x=" + "$(" * 20000), 0, "undecided"),
    ("open braces", graph(script="x=" + "${a" * 20000), 0, "undecided"),
    ("quotes", graph(script='"' * 9999 + "'" * 9999), 0, "undecided"),
    ("a script of 1 MB", graph(script="export UCX_TLS=tcp\n" * 50000 + RUN), 0, "undecided"),
    ("conditions 5000 deep", graph(script="if a; then\n" * 5000 + "export UCX_TLS=tcp\n" + "fi\n" * 5000), 0, "undecided"),
    ("parentheses 20 000 deep", graph(script="(" * 20000 + "python3 -m dynamo.vllm" + ")" * 20000), 0, ""),
    ("8000 here documents", graph(script="".join("cat <<E%d\n" % i for i in range(8000))), 0, ""),
    ("a fork bomb", graph(script=":(){ :|:& };:"), 0, ""),
    ("connectors 10 000 deep", efa_graph(nested_connectors(10000)), 1, NO_MEMLOCK),
    ("brackets 200 000 deep in JSON", efa_graph("[" * 200000), 1, NO_MEMLOCK),
    ("JSON of 1 MB", efa_graph('{"kv_connector":"NixlConnector","x":"' + "y" * 1000000 + '"}'), 1, NO_MEMLOCK),
    ("20 000 connectors", efa_graph('{"kv_connector":"MultiConnector","kv_connector_extra_config":{"connectors":[' + ",".join([NIXL] * 20000) + "]}}"), 1,
     NO_MEMLOCK),
    ("JSON that stops", efa_graph('{"kv_connector":'), 1, NO_MEMLOCK),
    ("a component's name full of controls", graph(TCP, name=ESCAPES), 1, r"\x1b[31mred\x07\n::error::pwned\r\u202e"),
    ("a value full of controls", graph([("UCX_TLS", ESCAPES)]), 1, r"\u202e\u2066"),
    ("a variable's name full of controls", graph([("FI_EFA_" + ESCAPES, "1"), ("SAMPLE_" + ESCAPES, "1 2")]), 1, r"'SAMPLE_x\x1b"),
    ("a resource's name full of controls", graph(TCP, resources=json.dumps("rdma/" + ESCAPES) + ": 1"), 1, r"\x1b"),
    ("a key full of controls, twice", graph(TCP, more='"a\\e[31m\\n::error::": 1\n"a\\e[31m\\n::error::": 2\n'), 1, r"\x1b[31m\n::error::"),
    ("bidirectional controls in a comment", graph(TCP).replace('"tcp"}', '"tcp"} # \u202e\u2066\u200b ::error::'), 1, r"\u202e"),
    ("a raw escape in an invalid file", 'a: "\x1b[31m\n', 1, "U+001B"),
    ("environment of every wrong type", broken_types(
        "spec: {env: [1, null, [], {name: [a]}, {name: {}}, {name: X, value: [1]}, {name: Y, valueFrom: 1}], components: [null, 1, {name: a, podTemplate: {spec: "
        "{containers: [{name: main, command: {a: 1}, args: [1, null, [x]], env: x, envFrom: [1, {secretRef: 1}], securityContext: [], resources: {limits: [1], "
        "claims: {a: 1}}}, null], volumes: [1, null], resourceClaims: [1, null, {}]}}}]}"), 1, "[sample-fields]"),
    ("quantities without sense", graph(TCP, resources="nvidia.com/gpu: 1" + "0" * 400 + ", rdma/ib: -1, a/b: .inf, memory: 99999999999999999999E"), 1, TCP_FOUND),
    ("100 000 suppressions", graph(TCP) + "# fabriclint: ignore[a-rule] why\n" * 100000, 1, "more than 1000 suppressions"),
    ("a suppression of 100 000 rules", graph(TCP) + "# fabriclint: ignore[" + "x," * 100000 + "] why\n", 1, "more than 1000 suppressions"),
    ("a suppression of 1 MB without end", graph(TCP) + "# fabriclint: ignore[" + "x" * 1000000 + "\n", 1, "']' is missing"),
    ("1000 suppressions of 20 000 findings", "# fabriclint: ignore-file[sample-transport] why\n" * 1000 + graph(TCP * 20000), 1, NO_CONNECTOR),
    ("a suppression full of controls", graph(TCP) + "# fabriclint: ignore[\u202e\u2066] why (until \u202e)\n# fabriclint: \u200b\n", 1, r"\u202e"),
    ("lists 80 deep", "kind: List\napiVersion: v1\nitems:\n" + "".join("  " * i + "- kind: List\n" + "  " * i + "  items:\n" for i in range(80)), 1, "128 levels"),
]

RULE = """[rule.my-rule]
summary = "S."
level = "warning"
each = "container"
when = { worker = true }
at = "env.UCX_TLS"
forbid = { "env.UCX_TLS" = { as = "ucx-tls", has-any = ["tcp"] } }
message = "'{component.name}' uses TCP."
why = "w"
references = ["https://example.com"]
since = "1"
[[rule.my-rule.example]]
title = "fires"
manifest = '''
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
    - name: web
      image: x
      command: [python3, -m, dynamo.vllm]
      env:
        - {name: UCX_TLS, value: tcp}   # expect: my-rule
'''
[[rule.my-rule.example]]
title = "silent"
manifest = '''
apiVersion: v1
kind: Pod
metadata: {name: web}
spec: {containers: [{name: web, image: x}]}
'''
"""

CIRCLE = "".join("""[fact.%s]
summary = "x"
each = "container"
values = "boolean"
otherwise = false
[[fact.%s.is]]
value = true
where = { %s = true }
because = "x"
""" % (a, a, b) for a, b in (("a", "b"), ("b", "a")))

DEEP_CONDITION = "{ not = " * 5000 + "{ worker = true }" + " }" * 5000


def edited(old, new):
    assert old in RULE, old
    return RULE.replace(old, new)


# name, content, line:column, what the text says
RULESETS = [
    ("a misspelt key", edited("summary", "sumary"), "2:1", "Did you mean 'summary'?"),
    ("a misspelt path", edited('at = "env.', 'at = "evn.'), "6:6", "Did you mean 'env.UCX_TLS'?"),
    ("a misspelt decoder", edited('"ucx-tls"', '"ucx-tsl"'), "7:35", "Did you mean 'ucx-tls'?"),
    ("a misspelt transport", edited('["tcp"]', '["tpc"]'), "7:57", "Did you mean 'tcp'?"),
    ("a misspelt set", edited('["tcp"]', '["@rmda"]'), "7:57", "Did you mean '@rdma'?"),
    ("a misspelt fact's value", edited("worker = true", 'fabric = "infinband"'), "5:19", "Did you mean 'infiniband'?"),
    ("a misspelt placeholder", edited("{component.name}", "{componnt.name}"), "8:13", "Did you mean 'component.name'?"),
    ("a broken regex", edited('as = "ucx-tls", has-any = ["tcp"]', 'matches = "(a"'), "7:41", "Not a regular expression"),
    ("a regex of a million branches", edited('as = "ucx-tls", has-any = ["tcp"]', 'matches = "' + "a|" * 400000 + 'b"'), "7:40", "too large"),
    ("a level of the wrong type", edited('"warning"', "3"), "3:9", "must be a string"),
    ("a condition of the wrong type", edited("{ worker = true }", '"worker"'), "5:8", "must be a table"),
    ("facts in a circle", CIRCLE, "1:7", "in a circle"),
    ("two rules of one name", RULE + RULE, "34:", "redefine"),
    ("tables 5000 deep", edited('{ "env.UCX_TLS" = { as = "ucx-tls", has-any = ["tcp"] } }', DEEP_CONDITION), "7:", "nested more than"),
    ("arrays 100 000 deep", "a = " + "[" * 100000 + "]" * 100000 + "\n", "1:", "nested more than"),
    ("10 MB", "# " + "x" * 10000000 + "\n", "1:1", "more than"),
    ("binary noise", noise(50000), "1:", "not UTF-8"),
    ("a raw escape", '[rule.x]\n"\x1b[31m" = 1\n', "2:2", "control characters"),
]


class Run:
    """One run of the program: exit status, text, seconds are bounded by `SECONDS`, memory is measured."""

    def __init__(self, program, arguments, stdin=b"", cwd=None):
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, tempfile.TemporaryFile() as given:
            given.write(stdin)
            given.seek(0)
            process = subprocess.Popen([program, *arguments], stdin=given, stdout=out, stderr=err, cwd=cwd)
            self.late = False

            def kill():
                self.late = True
                process.kill()

            timer = threading.Timer(SECONDS, kill)
            timer.start()
            _, status, usage = os.wait4(process.pid, 0)
            timer.cancel()
            process.returncode = self.status = os.waitstatus_to_exitcode(status)
            self.megabytes = usage.ru_maxrss / 1024
            out.seek(0)
            err.seek(0)
            self.out, self.err = out.read(), err.read()

    def faults(self, statuses, needle, printable=True):
        found = []
        if self.late:
            return ["not done after %g s" % SECONDS]
        if self.megabytes > MEGABYTES:
            found.append("%.0f MB" % self.megabytes)
        if self.status not in statuses:
            found.append("exit status %d" % self.status)
        try:
            text = (self.out + self.err).decode()
        except UnicodeDecodeError as error:
            return found + ["prints what is not UTF-8: %s" % error]
        if needle not in text:
            found.append("does not say %r but %r" % (needle, text[:200]))
        if printable and (invisible := INVISIBLE.search(text)):
            found.append("prints %r" % invisible.group())
        if any(line.lstrip().startswith("::") for line in text.split("\n")):
            found.append("prints a workflow command")
        return found


def sarif_faults(path):
    """A report is whole or absent."""
    if not os.path.exists(path):
        return []
    try:
        with open(path, "rb") as file:
            log = json.loads(file.read().decode())
    except (ValueError, UnicodeDecodeError) as error:
        return ["SARIF: %s" % error]
    found = []
    if log.get("version") != "2.1.0" or len(log.get("runs", [])) != 1:
        return ["SARIF: no run of 2.1.0"]
    run = log["runs"][0]
    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]
        region = place["region"]
        if result["ruleId"] not in rules or result["level"] not in ("error", "warning", "note") or not result["message"]["text"]:
            found.append("SARIF: a result without rule, level or text")
        if not all(isinstance(region[key], int) and region[key] >= 1 for key in ("startLine", "startColumn", "endLine", "endColumn")):
            found.append("SARIF: a region without its four fields")
        if not re.fullmatch(r"[A-Za-z0-9._~/%-]+", place["artifactLocation"]["uri"]):
            found.append("SARIF: the URI %r" % place["artifactLocation"]["uri"])
        if INVISIBLE.search(result["message"]["text"]):
            found.append("SARIF: control characters in a message")
    return found[:3]


class Tally:
    def __init__(self):
        self.passed = self.failed = 0

    def note(self, name, faults):
        if faults:
            self.failed += 1
            print(("%s: %s" % (name, "; ".join(faults))).encode("unicode_escape").decode())
        else:
            self.passed += 1


def write(path, content):
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())


def manifests(program, tally):
    for name, content, status, needle in MANIFESTS:
        write("x.yaml", content)
        statuses = status if isinstance(status, tuple) else (status,)
        faults = Run(program, [*CHECK, "--color", "never", "x.yaml"]).faults(statuses, needle)
        # Concise repeats neither the summary nor what is undecided, so only findings are asked of it.
        faults += Run(program, [*CHECK, "--format", "concise", "--output", "sarif=x.sarif", "x.yaml"]).faults(statuses, needle if needle.startswith("[") else "")
        if not os.path.exists("x.sarif"):
            faults.append("no SARIF")
        faults += sarif_faults("x.sarif")
        os.path.exists("x.sarif") and os.unlink("x.sarif")
        modelled = Run(program, ["model", "--format", "json", "x.yaml"])
        faults += ["model: " + fault for fault in modelled.faults((0, 3), "")]
        try:
            json.loads(modelled.out.decode())
        except ValueError as error:
            faults.append("model: %s" % error)
        tally.note(name, faults)


def rulesets(program, tally):
    write("good.yaml", graph(TCP))
    write("r.toml", RULE)
    tally.note("a good ruleset", Run(program, ["test", "r.toml"]).faults((0,), "2 examples, 0 mismatches"))
    for name, content, place, needle in RULESETS:
        write("r.toml", content)
        faults = Run(program, ["test", "--color", "never", "r.toml"]).faults((2,), needle)
        checked = Run(program, ["check", "--color", "never", "--rules", "r.toml", "--output", "sarif=r.sarif", "good.yaml"])
        faults += checked.faults((2,), "r.toml:" + place)
        if os.path.exists("r.sarif"):
            faults.append("a report in spite of it")
            os.unlink("r.sarif")
        tally.note("ruleset: " + name, faults)


def files(program, tally):
    def expect(name, arguments, statuses, needle, **more):
        run = Run(program, arguments, **more)
        tally.note(name, run.faults(statuses, needle))
        return run

    write("good.yaml", graph(TCP))
    with open("big.yaml", "wb") as file:
        file.write(graph(TCP).encode())
        for _ in range(60):
            file.write(b"# " + b"x" * 1000000 + b"\n")
    expect("60 MB", [*CHECK, "big.yaml"], (1,), "[yaml-limit]")
    os.unlink("big.yaml")
    expect("a missing file", [*CHECK, "nope.yaml"], (3,), "nope.yaml: no such file")
    expect("a missing file beside a good one", [*CHECK, "nope.yaml", "good.yaml"], (3,), TCP_FOUND)
    expect("a missing file with a hostile name", [*CHECK, "a\x1b[31m\n::error::b.yaml"], (3,), r"a\x1b[31m\n::error::b.yaml")
    os.mkfifo("pipe.yaml")
    expect("a FIFO", [*CHECK, "pipe.yaml"], (3,), "not a regular file")
    expect("/dev/zero", [*CHECK, "/dev/zero"], (3,), "not a regular file")
    expect("endless standard input cut at its limit", [*CHECK, "-"], (1,), "[yaml-limit]", stdin=b"a: 1\n" * 1000000)
    expect("standard input", [*CHECK, "-", "--stdin-filename", "in\n::error::.yaml"], (1,), r"in\n::error::.yaml", stdin=graph(TCP).encode())
    os.symlink("self.yaml", "self.yaml")
    expect("a link to itself", [*CHECK, "self.yaml"], (3,), "self.yaml")
    write("-", graph(TCP))
    expect("a file named -", [*CHECK, "./-"], (1,), TCP_FOUND)
    twice = expect("the same file twice", [*CHECK, "--format", "concise", "good.yaml", "./good.yaml"], (1,), TCP_FOUND)
    tally.note("the same file twice is reported once", [] if twice.out.count(TCP_FOUND.encode()) == 1 else ["reported twice"])

    os.makedirs("tree/dir.yaml")
    os.symlink("..", "tree/up")
    write("tree/dir.yaml/x.yaml", graph(TCP))
    looped = expect("a folder with a loop of links, named like a file", [*CHECK, "--format", "concise", "tree"], (1,), TCP_FOUND)
    tally.note("the loop is not followed", [] if looped.out.count(TCP_FOUND.encode()) == 1 else ["reported several times"])

    strange = "s p%20#?\x1b[31m\n::error::\u202e.yaml"
    write(strange, graph(TCP))
    expect("a hostile file name", [*CHECK, "--output", "sarif=s.sarif", strange], (1,), r"\x1b[31m\n::error::\u202e.yaml")
    tally.note("SARIF of a hostile file name", sarif_faults("s.sarif"))
    os.rename(strange, b"b\xff\xfe.yaml")
    expect("a file name that is not UTF-8", [*CHECK, "--output", "sarif=s.sarif", b"b\xff\xfe.yaml"], (1,), r"b\xff\xfe.yaml")
    tally.note("SARIF of a file name that is not UTF-8", sarif_faults("s.sarif"))

    os.mkdir("many")
    for i in range(3000):
        write("many/%d.yaml" % i, graph(TCP))
    crowd = expect("3000 files", [*CHECK, "--format", "concise", "many"], (1,), TCP_FOUND)
    tally.note("all of 3000 files are reported", [] if crowd.out.count(TCP_FOUND.encode()) == 3000 else ["%d" % crowd.out.count(TCP_FOUND.encode())])

    expect("a report into a missing folder", [*CHECK, "--output", "sarif=no/x.sarif", "good.yaml"], (2,), "no/x.sarif")
    expect("a report onto a full disk", [*CHECK, "--output", "sarif=/dev/full", "good.yaml"], (2,), "/dev/full")
    expect("a report into a folder", [*CHECK, "--output", "sarif=many", "good.yaml"], (2,), "many")
    Run(program, [*CHECK, "--output", "sarif=good.yaml", "good.yaml"])
    with open("good.yaml", encoding="utf-8") as file:
        tally.note("a report over its own input", [] if file.read() == graph(TCP) else ["the manifest was overwritten"])

    write("good.yaml", graph(TCP))
    with open("/dev/full", "wb") as full:
        status = subprocess.run([program, *CHECK, "good.yaml"], stdout=full, stderr=subprocess.DEVNULL, timeout=SECONDS, check=False).returncode
    tally.note("standard output that is full", [] if status == 3 else ["exit status %d" % status])


def main():
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    program = os.path.abspath(sys.argv[1])
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        manifests(program, tally)
        rulesets(program, tally)
        files(program, tally)
        os.chdir("/")
    print("%d passed, %d failed" % (tally.passed, tally.failed))
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())
