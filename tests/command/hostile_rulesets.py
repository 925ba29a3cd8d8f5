# SPDX-License-Identifier: Apache-2.0
"""Rulesets made to break the program: what each holds, where the mistake is and what is said about it."""

from hostile_manifests import noise

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
