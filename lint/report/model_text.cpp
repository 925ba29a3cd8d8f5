// SPDX-License-Identifier: Apache-2.0
// The model as people read it: a heading for each deployment and component, then aligned rows. A place in the file of the deployment is
// shown by its line alone (":27"); what was overridden stands below what replaced it, as "was" and, in colour, struck out.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "report/closing.h"
#include "report/echo.h"
#include "report/model_report.h"
#include "report/model_table.h"
#include "report/model_view.h"
#include "report/paint.h"

namespace fabriclint {
namespace {

constexpr std::string_view kUnknown = "33";
constexpr std::string_view kLost = "2;9";
constexpr std::string_view kGroup = "1;34";
constexpr std::size_t kStep = 2;
constexpr std::size_t kDeepest = 16;

// What everything below one deployment is written with.
struct ModelPage {
  std::ostream& out;
  const SourceSet& sources;
  const ModelStyle& style;
  SourceId file{};  // of the deployment
};

// ":27" in the file of the deployment, "other.yaml:27" elsewhere, nothing for what no file holds.
std::string place_of(const ModelPage& page, const Span& at) {
  if (at == Span{} || at.source.index >= page.sources.size()) return {};
  const Source& source = page.sources[at.source];
  return fmt::format("{}:{}", at.source == page.file ? "" : source.name(), line_of(source, at.begin));
}

// The path without its first word: "UCX_TLS" of "env.UCX_TLS".
std::string_view rest_of(std::string_view path) {
  return path.substr(std::min(path.find('.') + 1, path.size()));
}

void put_value(Row& row, const Value& value) {
  if (value.state == State::unknown) {
    row.mark = "? ";
    row.value = value.why.empty() ? "not known" : value.why;
    row.sentence = true;
    row.value_paint = kUnknown;
  } else if (value.state == State::absent) {
    row.mark = "not set";
  } else if (value.is_list && value.items.empty()) {
    row.mark = "(none)";
  } else {
    row.value = quoted_if_needed(value.text());
  }
}

void put_origin(Row& row, const ModelPage& page, const Origin& origin) {
  row.origin = origin.layer;
  row.place = place_of(page, origin.value != Span{} ? origin.value : origin.key);
}

void add_setting(std::vector<Row>& rows, const ModelPage& page, const Setting& setting, std::size_t indent) {
  Row row{.indent = indent, .name = name_on_a_line(rest_of(setting.path)), .value = {}, .origin = {}, .place = {}};
  put_value(row, setting.value);
  put_origin(row, page, setting.origin);
  rows.push_back(std::move(row));
  for (const Setting& old : setting.overridden) {
    Row was{.indent = indent + kStep, .name = "was", .value = {}, .origin = {}, .place = {}, .name_paint = "2"};
    put_value(was, old.value);
    put_origin(was, page, old.origin);
    was.value_paint = kLost;
    rows.push_back(std::move(was));
  }
}

void add_facts(std::vector<Row>& rows, const ModelPage& page, const std::vector<FactValue>& facts, std::size_t indent) {
  const ShownFacts shown = shown_facts(facts, page.style.all);
  for (const OpenFacts& open : shown.open) {
    Row row{.indent = indent, .name = "not known", .value = {}, .origin = open.names, .place = {}};
    put_value(row, Value::unknown(std::string(open.why)));
    rows.push_back(std::move(row));
  }
  for (const FactValue* fact : shown.evident) {
    Row row{.indent = indent, .name = fact->name, .value = {}, .origin = fact->because, .place = place_of(page, fact->at)};
    put_value(row, fact->value);
    rows.push_back(std::move(row));
  }
  std::string defaults;
  for (const FactValue* fact : shown.defaults) defaults += (defaults.empty() ? "" : ", ") + fact->name + " " + fact->value.text();
  if (!defaults.empty()) rows.push_back({.indent = indent, .name = "otherwise", .value = {}, .origin = std::move(defaults), .place = {}});
}

// Gaps are told whole: everything that a rule does not dare to say follows from them.
void add_gaps(std::vector<Row>& rows, const std::vector<OpenPaths>& gaps, std::size_t indent) {
  for (const OpenPaths& gap : gaps) {
    Row row{.indent = indent, .name = gap.paths, .value = {}, .origin = {}, .place = {}};
    put_value(row, Value::unknown(std::string(gap.why)));
    rows.push_back(std::move(row));
  }
}

void write_gaps(const ModelPage& page, const std::vector<OpenPaths>& gaps, std::size_t indent) {
  std::vector<Row> rows;
  add_gaps(rows, gaps, indent);
  write_rows(page.out, rows, page.style);
}

void add_groups(std::vector<Row>& rows, const ModelPage& page, const std::vector<const Setting*>& settings, std::size_t indent) {
  for (const Group& group : groups_of(settings)) {
    rows.push_back({.indent = indent, .name = std::string(group.name), .value = {}, .origin = {}, .place = {}, .name_paint = kGroup});
    for (const Setting* setting : group.settings) add_setting(rows, page, *setting, indent + kStep);
  }
}

std::size_t depth_of(const Connector& connector) {
  const Setting* depth = connector.settings.find("connector.depth");
  const std::string text = depth == nullptr ? std::string() : depth->value.text();
  return text.size() == 1 || text.size() == 2 ? std::min(kDeepest, static_cast<std::size_t>(std::atoi(text.c_str()))) : 0;
}

// Wrapped connectors below the one that wraps them.
void write_connectors(const ModelPage& page, const Container& container, const ContainerFacts& facts, std::size_t indent) {
  if (container.connectors.empty()) return;
  std::vector<Row> rows = {{.indent = indent, .name = "connector", .value = {}, .origin = {}, .place = {}, .name_paint = kGroup}};
  for (std::size_t i = 0; i < container.connectors.size(); ++i) {
    const Connector& connector = container.connectors[i];
    const std::size_t at = indent + kStep + kStep * depth_of(connector);
    const Setting* name = connector.settings.find("connector.name");
    Row title{.indent = at,
              .name = name_on_a_line(connector.name.empty() ? "the engine's own" : connector.name),
              .value = {},
              .origin = {},
              .place = place_of(page, connector.span),
              .name_paint = kBold};
    if (name != nullptr) {
      put_origin(title, page, name->origin);
      if (name->value.state != State::known) put_value(title, name->value);
    }
    rows.push_back(std::move(title));
    add_facts(rows, page, facts.connectors[i], at + kStep);
    for (const Setting* setting : shown_settings(connector, page.style.all)) add_setting(rows, page, *setting, at + kStep);
    add_gaps(rows, own_gaps(connector, {&container}), at + kStep);
  }
  write_rows(page.out, rows, page.style);
}

void write_heading(const ModelPage& page, std::size_t indent, std::string_view kind, std::string_view name, std::string_view rest) {
  page.out << std::string(indent, ' ') << kind << ' ' << painted(page.style.color, kBold, echoed(quoted_if_needed(name))) << rest << '\n';
}

struct Shared {
  std::set<std::string_view> paths;  // shown for the deployment
};

void write_component(const ModelPage& page, const Deployment& deployment, const Component& component,
                     const std::vector<ContainerFacts>& facts, const Shared& shared, bool brief) {
  constexpr std::size_t kIndent = kStep;
  const std::string place = place_of(page, component.span);
  if (brief) {
    write_heading(page, kIndent, "component", component.name,
                  fmt::format("  {}  starts no engine; --all shows its settings ({})", echoed(place), count_settings(component)));
    return;
  }
  page.out << '\n';
  write_heading(page, kIndent, "component", component.name, place.empty() ? "" : "  " + echoed(place));
  const std::size_t inner = kIndent + kStep;

  const Container* main = component.main < component.containers.size() ? &component.containers[component.main] : nullptr;
  if (main != nullptr) {
    std::vector<Row> rows;
    add_facts(rows, page, facts[component.main].facts, inner);
    write_rows(page.out, rows, page.style);
  }
  write_gaps(page, own_gaps(component, {&deployment}), inner);
  if (main != nullptr) write_gaps(page, own_gaps(*main, {&deployment, &component}), inner);

  std::vector<const Setting*> settings;
  std::size_t above = 0;
  if (main != nullptr) {
    for (const Setting* setting : shown_settings(*main, page.style.all)) {
      shared.paths.contains(setting->path) ? ++above : (settings.push_back(setting), 0);
    }
  }
  for (const Setting* setting : shown_settings(component, page.style.all)) settings.push_back(setting);
  std::vector<Row> rows;
  add_groups(rows, page, settings, inner);
  write_rows(page.out, rows, page.style);
  if (above > 0) page.out << std::string(inner, ' ') << fmt::format("and {} of every component, above\n", above);
  if (main != nullptr) write_connectors(page, *main, facts[component.main], inner);

  for (std::size_t i = 0; i < component.containers.size(); ++i) {
    if (i == component.main) continue;
    const Container& container = component.containers[i];
    write_heading(page, inner, "container", container.name, "  " + echoed(place_of(page, container.span)));
    std::vector<Row> inside;
    add_facts(inside, page, facts[i].facts, inner + kStep);
    write_rows(page.out, inside, page.style);
    write_gaps(page, own_gaps(container, {&deployment, &component}), inner + kStep);
    inside.clear();
    add_groups(inside, page, shown_settings(container, page.style.all), inner + kStep);
    write_rows(page.out, inside, page.style);
    write_connectors(page, container, facts[i], inner + kStep);
  }
}

void write_deployment(const ModelPage& page, const Deployment& deployment, const DeploymentFacts& facts,
                      const std::optional<DeploymentVerdict>& verdict) {
  const Source* source = page.file.index < page.sources.size() ? &page.sources[page.file] : nullptr;
  const std::string place =
      source == nullptr ? "" : fmt::format("  {}:{}", echoed(source->name()), line_of(*source, deployment.span.begin));
  write_heading(page, 0, "deployment", deployment.name,
                fmt::format("  {} {}{}", echoed(deployment.kind), echoed(deployment.api_version), place));
  if (verdict) {
    const std::string sentence = verdict_sentence(*verdict, page.sources);
    const std::size_t word = name_of(verdict->readiness).size();
    page.out << "  " << painted(page.style.color, paint_of(verdict->readiness), sentence.substr(0, word)) << sentence.substr(word) << '\n';
  }
  std::vector<Row> rows;
  add_facts(rows, page, facts.facts, kStep);
  write_rows(page.out, rows, page.style);
  write_gaps(page, own_gaps(deployment, {}), kStep);
  rows.clear();
  add_groups(rows, page, shown_settings(deployment, page.style.all), kStep);
  write_rows(page.out, rows, page.style);

  Shared shared;
  if (!page.style.all) {
    const std::vector<const Setting*> settings = shared_settings(deployment);
    for (const Setting* setting : settings) shared.paths.insert(setting->path);
    if (!settings.empty()) page.out << "\n  in every component\n";
    rows.clear();
    add_groups(rows, page, settings, 2 * kStep);
    write_rows(page.out, rows, page.style);
  }
  const bool some_engine = !std::all_of(deployment.components.begin(), deployment.components.end(), starts_no_engine);
  bool after_brief = false;
  for (std::size_t i = 0; i < deployment.components.size(); ++i) {
    const Component& component = deployment.components[i];
    const bool brief = !page.style.all && some_engine && starts_no_engine(component);
    if (brief && !after_brief) page.out << '\n';
    after_brief = brief;
    write_component(page, deployment, component, facts.components[i], shared, brief);
  }
}

}  // namespace

void write_model_text(std::ostream& out, const ModelReport& report, const ModelStyle& style) {
  std::vector<DeploymentVerdict> verdicts;
  for (std::size_t i = 0; i < report.deployments.size(); ++i) {
    if (i > 0) out << '\n';
    const Deployment& deployment = report.deployments[i];
    write_deployment({out, report.sources, style, deployment.span.source}, deployment, report.facts[i], report.verdicts[i]);
    if (report.verdicts[i]) verdicts.push_back(*report.verdicts[i]);
  }
  if (std::any_of(verdicts.begin(), verdicts.end(), [](const DeploymentVerdict& verdict) { return !verdict.next_step.empty(); }))
    out << '\n';
  write_next_steps(out, verdicts, style.color);
}

}  // namespace fabriclint
