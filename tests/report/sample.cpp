// SPDX-License-Identifier: Apache-2.0
#include "sample.h"

#include <cstdint>
#include <stdexcept>
#include <utility>

#include "report/fingerprint.h"

namespace fabriclint::sample {

Span Sample::find(SourceId source, std::string_view text, int n) const {
  const std::string_view all = sources[source].text();
  std::size_t at = all.find(text);
  for (; n > 0 && at != std::string_view::npos; --n) at = all.find(text, at + 1);
  if (at == std::string_view::npos) throw std::logic_error("the sample does not hold: " + std::string(text));
  return {source, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + text.size())};
}

Finding& Sample::add(std::string rule_id, Level level, Span at, std::string message) {
  Finding finding;
  finding.rule = std::move(rule_id);
  finding.level = level;
  finding.at = at;
  finding.message = std::move(message);
  findings.push_back(std::move(finding));
  return findings.back();
}

Report Sample::report(const Repository& repository) const {
  give_fingerprints(findings, sources, repository);
  return {sources, rules, findings, summary, "1.2.3", repository};
}

Rule rule(std::string id, Level level) {
  Rule out;
  out.id = std::move(id);
  out.subject = "ucx";
  out.level = level;
  out.summary = "The transport list names no RDMA transport";
  out.why = "The cache crosses `tcp`.\nIt is slow.\n\nA second paragraph with JSON: `{\"a\": {}}`.\n";
  out.help = "Add 'rc' to 'UCX_TLS'";
  out.references = {"https://example.org/docs", "project/file.c"};
  return out;
}

Sample labelled() {
  Sample s;
  const SourceId deploy = s.sources.add("recipes/one/deploy.yaml",
                                        "kind: Graph\n"
                                        "env:\n"
                                        "  - name: UCX_TLS\n"
                                        "    value: \"tcp,self\"\n"
                                        "mode: x\n"
                                        "limits:\n"
                                        "  rdma/ib: \"8\"\n");
  const SourceId nodes = s.sources.add("recipes/one/nodes.yaml", "fabric: infiniband\n");
  s.rules = {rule("ucx-tls-no-rdma", Level::error), rule("nccl-off", Level::note)};
  Finding& finding = s.add("ucx-tls-no-rdma", Level::error, s.find(deploy, "\"tcp,self\""), "'UCX_TLS' of 'decode' is 'tcp,self': no RDMA");
  finding.pointer = "no RDMA transport in this list";
  finding.help = "write rc,cuda_copy";
  finding.labels = {{s.find(deploy, "rdma/ib"), "fabric is infiniband: it requests 'rdma/ib'"},
                    {s.find(nodes, "infiniband"), "said here [too]"}};
  finding.subjects = {{"graph", "decode", "main", "env.UCX_TLS"}};
  s.summary.files = 2;
  s.summary.deployments = 1;
  s.summary.rules = 2;
  s.summary.skipped = {{"without a workload", 5}, {"templated", 3}};
  s.summary.undecided = {
      {"nccl-off", {"graph", "decode", "main", "env.NCCL_IB_DISABLE"}, "'X' comes from a secret", s.find(deploy, "mode")}};
  return s;
}

Sample clean() {
  Sample s;
  s.rules = {rule("ucx-tls-no-rdma", Level::error)};
  s.summary.files = 1;
  s.summary.deployments = 1;
  s.summary.rules = 1;
  return s;
}

Sample hostile() {
  using namespace std::string_literals;
  Sample s;
  const std::string nasty = "a\x1b[2J\n::error::owned\r\n##[error]x\xff\xe2\x80\xae `{{ x }}` {0} [y](http://z) <b> @root \0 'q"s;
  s.rules = {rule("r", Level::warning), rule("with\nbreak", Level::warning)};
  for (const std::string& name : {std::string("-rf"), std::string("::error::x/a b%c:d.yaml"), std::string("c:/\xc3\xa9/\xe4\xbd\xa0.yaml"),
                                  std::string("\x1b[31m\n::add-mask::y"), std::string("bad\xff\xc3utf8"), std::string("../../up/x.yaml"),
                                  std::string("/etc/passwd"), std::string("")}) {
    const SourceId id = s.sources.add(name, "key: " + nasty + "\nnext: \x1b[0m\n");
    Finding& finding = s.add("r", Level::warning, {id, 0, 3}, "'" + nasty + "' in '" + name + "'");
    finding.pointer = nasty;
    finding.help = nasty;
    finding.labels = {{{id, 5, 400}, nasty}, {{id, 4'000'000'000U, 4'000'000'001U}, "behind the end"}, {{{99}, 0, 1}, "nowhere"}};
    finding.subjects = {{nasty, name, nasty, nasty}, {"g", "c", "", ""}};
  }
  s.add("unknown-rule", Level::error, {{0}, 2, 1}, "");
  s.add("", Level::note, {{99}, 0, 0}, "Without a place");
  s.add("with\nbreak", Level::note, {{1}, 0, 0}, "x");
  s.summary.skipped = {{nasty, 1}};
  s.summary.undecided = {{"r", {nasty, nasty, "", ""}, nasty, {{99}, 0, 0}}, {"r", {}, "why", {{3}, 4, 5}}};
  return s;
}

Sample non_ascii() {
  Sample s;
  const SourceId id = s.sources.add("recipes/\xe4\xbd\xa0 \xe5\xa5\xbd.yaml",
                                    "\xef\xbb\xbf"
                                    "k\xc3\xa9y: \"\xe4\xbd\xa0\xe5\xa5\xbd \xf0\x9f\x98\x80\" # e\xcc\x81 end\n"
                                    "next: \xf0\x9f\x98\x80 x\r\n");
  s.rules = {rule("r", Level::warning)};
  s.add("r", Level::warning, s.find(id, "\"\xe4\xbd\xa0\xe5\xa5\xbd \xf0\x9f\x98\x80\""), "'\xe4\xbd\xa0\xe5\xa5\xbd' is wrong");
  s.add("r", Level::warning, s.find(id, "x\r"), "'x' is wrong");
  return s;
}

Sample mended() {
  Sample s;
  const SourceId a = s.sources.add("recipes/a.yaml",
                                   "args: [\xc3\xa9 \xe4\xbd\xa0 \xf0\x9f\x98\x80, --tp, \"8\"]\n"
                                   "env:\n"
                                   "  - name: UCX_TLS\n"
                                   "    value: tcp\n"
                                   "last: 1\n");
  const SourceId b = s.sources.add("recipes/b.yaml", "x: 1\r\ny: 2\r\n");
  s.rules = {rule("r", Level::warning), rule("drop", Level::error), rule("bad", Level::note)};
  s.add("r", Level::warning, s.find(a, "\"8\""), "'8' is too many").fix = Fix{"Ask for 4.", {{s.find(a, "8"), "4"}}};
  s.add("drop", Level::error, s.find(a, "UCX_TLS"), "Nobody reads it").fix =
      Fix{"Remove the variable.", {{s.find(a, "  - name: UCX_TLS\n    value: tcp\n"), ""}}};
  s.add("r", Level::warning, s.find(b, "x"), "'x' needs a friend").fix = Fix{"Add 'w'.", {{{b, 0, 0}, "w: 0\n"}, {s.find(b, "2"), "3"}}};
  s.add("bad", Level::note, s.find(b, "y"), "Its fix reaches out of the file").fix = Fix{"Wrong.", {{{b, 0, 99}, ""}}};
  s.summary.files = 2;
  s.summary.rules = 3;
  return s;
}

}  // namespace fabriclint::sample
