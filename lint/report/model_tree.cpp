// SPDX-License-Identifier: Apache-2.0
#include "report/model_tree.h"

#include <fmt/format.h>

#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace fabriclint {
namespace {

using Json = nlohmann::ordered_json;

std::string place(const SourceSet& sources, const Span& span) {
  const Position position = sources[span.source].position(span.begin);
  return fmt::format("{}:{}:{}", sources[span.source].name(), position.line, position.column);
}

// A known value as it is, an unknown one by its reason.
void put_value(Json& into, const Value& value) {
  if (value.state == State::unknown) {
    into["state"] = "unknown";
    into["why"] = value.why;
  } else if (value.state == State::absent) {
    into["state"] = "absent";
  } else if (value.is_list) {
    into["state"] = "known";
    Json items = Json::array();
    for (const TracedText& item : value.items) items.push_back(item.text());
    into["value"] = std::move(items);
    if (value.is_open()) into["more"] = value.why;
  } else {
    into["state"] = "known";
    into["value"] = value.text();
  }
}

void put_origin(Json& into, const SourceSet& sources, const Origin& origin) {
  if (!origin.layer.empty()) into["from"] = origin.layer;
  if (origin.value != Span{}) {
    into["at"] = place(sources, origin.value);
  } else if (origin.key != Span{}) {
    into["at"] = place(sources, origin.key);
  }
}

Json setting_tree(const SourceSet& sources, const Setting& setting) {
  Json tree = Json::object();
  put_value(tree, setting.value);
  put_origin(tree, sources, setting.origin);
  for (const Setting& old : setting.overridden) {
    Json lost = Json::object();
    put_value(lost, old.value);
    put_origin(lost, sources, old.origin);
    tree["overrides"].push_back(std::move(lost));
  }
  return tree;
}

void put_part(Json& into, const SourceSet& sources, const Part& part, const std::vector<FactValue>& facts) {
  into["facts"] = Json::object();
  for (const FactValue& fact : facts) {
    Json tree = Json::object();
    put_value(tree, fact.value);
    if (!fact.because.empty()) tree["because"] = fact.because;
    if (fact.at != Span{}) tree["at"] = place(sources, fact.at);
    into["facts"][fact.name] = std::move(tree);
  }
  // Appended as they come: [] would look through all of them for each path.
  Json::object_t settings;
  settings.reserve(part.settings.size());
  for (const Setting& setting : part.settings) settings.push_back({setting.path, setting_tree(sources, setting)});
  into["settings"] = std::move(settings);
  for (const Gap& gap : part.gaps) into["not-known"].push_back({{"paths", gap.prefix + "*"}, {"why", gap.why}});
}

Json container_tree(const SourceSet& sources, const Container& container, const ContainerFacts& facts) {
  Json tree = {{"name", container.name}};
  put_part(tree, sources, container, facts.facts);
  tree["connectors"] = Json::array();
  for (std::size_t i = 0; i < container.connectors.size(); ++i) {
    Json connector = Json::object();
    put_part(connector, sources, container.connectors[i], facts.connectors[i]);
    tree["connectors"].push_back(std::move(connector));
  }
  return tree;
}

Json verdict_tree(const SourceSet& sources, const DeploymentVerdict& verdict) {
  Json tree = {{"state", name_of(verdict.readiness)}, {"reasons", Json::array()}};
  for (const Reason& reason : verdict.reasons) {
    Json one = {{"rule", reason.rule}, {"outcome", name_of(reason.outcome)}};
    if (!reason.why.empty()) one["why"] = reason.why;
    if (reason.at != Span{}) one["at"] = place(sources, reason.at);
    tree["reasons"].push_back(std::move(one));
  }
  return tree;
}

Json deployment_tree(const SourceSet& sources, const Deployment& deployment, const DeploymentFacts& facts,
                     const std::optional<DeploymentVerdict>& verdict) {
  Json tree = {{"kind", deployment.kind}, {"name", deployment.name}, {"at", place(sources, deployment.span)}};
  if (verdict) tree["verdict"] = verdict_tree(sources, *verdict);
  put_part(tree, sources, deployment, facts.facts);
  tree["components"] = Json::array();
  for (std::size_t i = 0; i < deployment.components.size(); ++i) {
    const Component& component = deployment.components[i];
    Json branch = {{"name", component.name}};
    put_part(branch, sources, component, {});
    branch.erase("facts");
    branch["containers"] = Json::array();
    for (std::size_t j = 0; j < component.containers.size(); ++j) {
      branch["containers"].push_back(container_tree(sources, component.containers[j], facts.components[i][j]));
    }
    tree["components"].push_back(std::move(branch));
  }
  return tree;
}

}  // namespace

Json model_tree(const ModelReport& report) {
  Json tree = {{"schema", "fabriclint-model/1"}, {"deployments", Json::array()}};
  for (std::size_t i = 0; i < report.deployments.size(); ++i) {
    tree["deployments"].push_back(deployment_tree(report.sources, report.deployments[i], report.facts[i], report.verdicts[i]));
  }
  return tree;
}

}  // namespace fabriclint
