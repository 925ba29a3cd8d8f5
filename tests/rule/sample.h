// SPDX-License-Identifier: Apache-2.0
// Deployments written by hand, with places in a made-up file, and rulesets written in a few lines.
#pragma once

#include <doctest/doctest.h>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/deployment.h"
#include "rule/judge.h"
#include "rule/ruleset.h"
#include "text/source.h"

namespace fabriclint {

// The file that settings are written in: one line "path = value" for each.
class Written {
 public:
  Setting known(const std::string& path, const std::string& value) {
    Setting setting = begin(path);
    setting.origin.value = write(value);
    setting.value = Value::known(TracedText::verbatim(value, setting.origin.value));
    text_ += "\n";
    return setting;
  }
  Setting list(const std::string& path, const std::vector<std::string>& values) {
    Setting setting = begin(path);
    std::vector<TracedText> items;
    const auto first = static_cast<std::uint32_t>(text_.size());
    for (const std::string& value : values) {
      if (!items.empty()) text_ += " ";
      items.push_back(TracedText::verbatim(value, write(value)));
    }
    setting.origin.value = {kSource, first, static_cast<std::uint32_t>(text_.size())};
    setting.value = Value::list(std::move(items));
    text_ += "\n";
    return setting;
  }
  Setting unknown(const std::string& path, const std::string& why) {
    Setting setting = begin(path);
    setting.value = Value::unknown(why);
    text_ += "?\n";
    return setting;
  }
  Span write(std::string_view words) {
    const auto at = static_cast<std::uint32_t>(text_.size());
    text_ += words;
    return {kSource, at, static_cast<std::uint32_t>(text_.size())};
  }
  [[nodiscard]] std::string text(Span span) const { return text_.substr(span.begin, span.size()); }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  static constexpr SourceId kSource{7};
  Setting begin(const std::string& path) {
    Setting setting;
    setting.path = path;
    setting.origin.key = write(path.substr(path.find('.') + 1));
    text_ += " = ";
    return setting;
  }
  std::string text_;
};

using Pairs = std::initializer_list<std::pair<std::string, std::string>>;

// A deployment that is built part by part; settings go to the part that was added last on their level.
class Graph {
 public:
  Graph() {
    graph_.name = "graph";
    graph_.span = written.write("graph\n");
  }
  Graph& component(const std::string& name, Pairs settings = {}) {
    Component component;
    component.name = name;
    component.span = written.write(name);
    written.write(":\n");
    component.settings.put(written.known("component.name", name));
    graph_.components.push_back(std::move(component));
    return container("main", settings);
  }
  Graph& container(const std::string& name, Pairs settings = {}) {
    Container container;
    container.name = name;
    container.span = written.write(name);
    written.write(":\n");
    graph_.components.back().containers.push_back(std::move(container));
    for (const auto& [path, value] : settings) set(written.known(path, value));
    return *this;
  }
  Graph& connector(Pairs settings = {}) {
    Connector connector;
    connector.name = "connector";
    connector.span = written.write("connector\n");
    last().connectors.push_back(std::move(connector));
    for (const auto& [path, value] : settings) set(written.known(path, value));
    return *this;
  }
  Graph& set(Setting setting) {
    Settings& settings = part_of(setting.path).settings;
    settings.put(std::move(setting));
    return *this;
  }
  Graph& gap(const std::string& prefix, const std::string& why = "a gap") {
    last().gaps.push_back({prefix, why});
    return *this;
  }
  Container& last() { return graph_.components.back().containers.back(); }
  Component& last_component() { return graph_.components.back(); }
  Deployment& deployment() { return graph_; }
  [[nodiscard]] const Deployment& deployment() const { return graph_; }
  Written written;

 private:
  Part& part_of(const std::string& path) {
    if (path.starts_with("deployment.") || path.starts_with("cluster.")) return graph_;
    if (path.starts_with("component.") || path.starts_with("pod.") || path.starts_with("node.")) return graph_.components.back();
    if (path.starts_with("connector.")) return last().connectors.back();
    return last();
  }
  Deployment graph_;
};

// A ruleset from TOML. `problems` as "LINE:COLUMN text-at-place: message help".
struct Loaded {
  SourceSet sources;
  LoadedRuleset loaded;

  explicit Loaded(const std::string& text) { loaded = load_ruleset(sources, {{sources.add("rules/sample/rules.toml", text)}}); }
  explicit Loaded(const std::vector<std::string>& layers) {
    std::vector<std::vector<SourceId>> files;
    files.reserve(layers.size());
    for (const std::string& text : layers) files.push_back({sources.add("rules/sample/" + std::to_string(files.size()) + ".toml", text)});
    loaded = load_ruleset(sources, files);
  }
  [[nodiscard]] std::string problem(std::size_t n) const {
    if (n >= loaded.problems.size()) return "";
    const Finding& finding = loaded.problems[n];
    const Position position = sources[finding.at.source].position(finding.at.begin);
    return std::to_string(position.line) + ":" + std::to_string(position.column) + " " + std::string(sources.text(finding.at)) + " | " +
           finding.message + (finding.help.empty() ? "" : " | " + finding.help);
  }
  [[nodiscard]] std::string problems() const {
    std::string all;
    for (std::size_t n = 0; n < loaded.problems.size(); ++n) all += (n > 0 ? "\n" : "") + problem(n);
    return all;
  }
  [[nodiscard]] const Ruleset& ruleset() const { return *loaded.ruleset; }
};

// A few transports, sets and facts that the tests use.
inline const std::string kPrelude = R"(
[ucx.transport]
tcp = {summary = "x"}
rc_m = {summary = "x"}
cuda_copy = {summary = "x"}
[ucx.alias]
rc = {expands = ["rc_m"]}
[set.transport.rdma]
members = ["rc_m"]
[set.resource.rdma]
members = ["rdma/*", "hostdev"]
[set.text.locks]
members = ["IPC_LOCK", "ALL*"]
[set.text.knobs]
members = ["KNOB_*"]
[fact.worker]
summary = "x"
each = "container"
values = "boolean"
otherwise = false
is = [{ value = true, where = { "launch.engine" = { exists = true } }, at = "launch.engine", because = "the command starts '{launch.engine}'" }]
[fact.role]
summary = "x"
each = "container"
values = ["prefill", "decode"]
is = [{ value = { path = "arg.role" }, where = { "arg.role" = ["prefill", "decode"] }, at = "arg.role", because = "'--role {arg.role}'" }]
)";

inline const std::string kExamples = R"(
[[rule.r.example]]
title = "fires"
manifest = '''
x  # expect: r
'''
[[rule.r.example]]
title = "silent"
manifest = '''
x
'''
)";

// A rule `r` with what every rule needs; `body` holds the rest of its keys.
inline std::string rule_text(const std::string& body, const std::string& each = "container") {
  return "[rule.r]\nsummary = 's'\nlevel = 'warning'\neach = '" + each + "'\nwhy = 'w'\nreferences = []\nsince = '0.1'\n" + body + "\n" +
         kExamples;
}

inline Judgement judged(const Loaded& rules, const Graph& graph) {
  CHECK(rules.problems() == "");
  return judge(rules.ruleset(), std::span(&graph.deployment(), 1));
}

// '+' when the condition holds for the graph's only part of that kind, '-' when it does not, '?' when that is not known.
inline char truth_of(const std::string& condition, const Graph& graph, const std::string& each = "container",
                     const std::string& more = "") {
  CAPTURE(condition);
  const Loaded rules(kPrelude + rule_text(more + "\nmessage = 'm'\nforbid = " + condition, each));
  const Judgement judgement = judged(rules, graph);
  REQUIRE(judgement.findings.size() + judgement.undecided.size() <= 1);
  return !judgement.findings.empty() ? '+' : !judgement.undecided.empty() ? '?' : '-';
}

}  // namespace fabriclint
