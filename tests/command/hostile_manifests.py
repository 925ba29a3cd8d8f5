# SPDX-License-Identifier: Apache-2.0
"""Manifests made to break the program: what each holds, how a check of it ends and what it says."""

import json
import random

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
    ("broken, with placeholders that never end", "a: [\nb: " + "${" * 400000 + "\n", 1, "[yaml-syntax]"),
    ("broken, with many placeholders", "b: [1, 2\n" + "a: ${A} ${B:-${C}}\n" * 30000, 1, "[yaml-syntax]"),
    ("lists 80 deep", "kind: List\napiVersion: v1\nitems:\n" + "".join("  " * i + "- kind: List\n" + "  " * i + "  items:\n" for i in range(80)), 1, "128 levels"),
]
