// SPDX-License-Identifier: Apache-2.0
// Prints what is in force: the project file as it is after all that it extends, each value with its place, and the defaults of what it
// leaves out. The text is a project file again. Levels that rules have by themselves are listed by `fabriclint rules`.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "command/commands.h"
#include "command/configuration.h"
#include "text/printable.h"
#include "toml/write.h"

namespace fabriclint {
namespace {

using Json = nlohmann::ordered_json;

// The source of what no file says.
constexpr SourceId kNowhere{std::numeric_limits<std::uint32_t>::max()};

// Takes the places from a value that is a default.
toml::Node by_default(toml::Node node) {
  node.span = {kNowhere, 0, 0};
  for (toml::Node& item : node.items) item.span = node.span;
  return node;
}

toml::Node word(std::string text, toml::Kind kind) {
  toml::Node node;
  node.kind = kind;
  node.text = std::move(text);
  return by_default(std::move(node));
}

toml::Node parameters_of(const Ruleset& ruleset) {
  toml::Node rules;
  for (const Rule& rule : ruleset.rules) {
    if (rule.parameters.empty()) continue;
    toml::Node values;
    for (const Parameter& parameter : rule.parameters) {
      values.members.push_back({parameter.name, {}, parameter.chosen ? *parameter.chosen : by_default(parameter.preset)});
    }
    rules.members.push_back({rule.id, {}, std::move(values)});
  }
  return rules;
}

// What is in force, single values first, as TOML needs them.
toml::Node in_force(const Configuration& configuration) {
  const toml::Node& said = configuration.files.tree;
  toml::Node tree;
  const auto add = [&](std::string_view key, const toml::Node& otherwise) {
    const toml::Node* value = said.find(key);
    tree.members.push_back({std::string(key), {}, value == nullptr ? otherwise : *value});
  };
  add("fail-on", word("warning", toml::Kind::string));
  add("min-level", word("note", toml::Kind::string));
  for (const std::string_view list : {"rules", "enable", "exclude"}) {
    if (said.find(list) != nullptr) add(list, {});
  }
  add("force-exclude", word("false", toml::Kind::boolean));
  for (const toml::Member& member : said.members) {
    if (member.key != "extends" && member.key != "parameters" && tree.find(member.key) == nullptr) tree.members.push_back(member);
  }
  if (toml::Node rules = parameters_of(configuration.ruleset()); !rules.members.empty()) {
    tree.members.push_back({"parameters", {}, std::move(rules)});
  }
  return tree;
}

bool holds_tables(const toml::Node& node) {
  return node.is_array() && !node.items.empty() && node.items.front().is_table();
}

class TextWriter {
 public:
  explicit TextWriter(const SourceSet& sources) : sources_(sources) {}

  // NOLINTNEXTLINE(misc-no-recursion): the reader of TOML limits how deep a file nests
  void write(const toml::Node& table, const std::string& path) {
    for (const toml::Member& member : table.members) {
      if (member.value.is_table() || holds_tables(member.value)) continue;
      const std::string key = toml_key(member.key);
      if (path.empty() && member.value.is_array()) {  // its members may be of several files
        lines_.emplace_back(key + " = [", "");
        for (const toml::Node& item : member.value.items) add("  " + toml_value(item) + ",", item.span);
        lines_.emplace_back("]", "");
      } else {
        add(key + " = " + toml_value(member.value), member.value.span);
      }
    }
    for (const toml::Member& member : table.members) {
      const std::string inner = (path.empty() ? "" : path + ".") + toml_key(member.key);
      if (member.value.is_table()) {
        if (!only_tables(member.value)) head("[" + inner + "]");
        write(member.value, inner);
      }
      if (!holds_tables(member.value)) continue;
      for (const toml::Node& item : member.value.items) {
        head("[[" + inner + "]]");
        write(item, inner);
      }
    }
  }

  [[nodiscard]] std::string text() const {
    constexpr std::size_t kWidest = 60;
    std::size_t width = 0;
    for (const auto& [text, from] : lines_) {
      if (!from.empty() && text.size() <= kWidest) width = std::max(width, text.size());
    }
    std::string all;
    for (const auto& [text, from] : lines_) all += from.empty() ? text + "\n" : fmt::format("{:{}}  # {}\n", text, width, from);
    return all;
  }

 private:
  static bool only_tables(const toml::Node& table) {
    return !table.members.empty() && std::all_of(table.members.begin(), table.members.end(), [](const toml::Member& member) {
      return member.value.is_table() || holds_tables(member.value);
    });
  }
  void head(std::string text) {
    lines_.emplace_back("", "");
    lines_.emplace_back(std::move(text), "");
  }
  void add(std::string text, Span from) {
    lines_.emplace_back(std::move(text), from.source == kNowhere ? "default" : place_of(sources_, from));
  }

  const SourceSet& sources_;
  std::vector<std::pair<std::string, std::string>> lines_;  // and where it is from
};

Json json_of(const toml::Node& node) {
  if (node.kind == toml::Kind::integer) return node.integer;
  if (node.kind == toml::Kind::number) return node.number;
  if (node.kind == toml::Kind::boolean) return node.text == "true";
  if (!node.is_array()) return node.text;
  Json items = Json::array();
  for (const toml::Node& item : node.items) items.push_back(item.is_table() ? Json::object() : json_of(item));
  return items;
}

// NOLINTNEXTLINE(misc-no-recursion): the reader of TOML limits how deep a file nests
void flatten(const toml::Node& node, const Json& key, const SourceSet& sources, Json& values) {
  const bool list = node.is_array() && !node.items.empty() && (key.size() == 1 || holds_tables(node));
  for (const toml::Member& member : node.members) {
    Json inner = key;
    inner.push_back(member.key);
    flatten(member.value, inner, sources, values);
  }
  for (std::size_t i = 0; list && i < node.items.size(); ++i) {
    Json inner = key;
    inner.push_back(i);
    flatten(node.items[i], inner, sources, values);
  }
  if (list || node.is_table()) return;
  Json value = {{"key", key}, {"value", json_of(node)}, {"file", nullptr}, {"line", nullptr}};
  if (node.span.source != kNowhere) {
    const Source& source = sources[node.span.source];
    value["file"] = source.name();
    value["line"] = line_of(source, node.span.begin);
  }
  values.push_back(std::move(value));
}

std::string as_json(const Configuration& configuration) {
  const SourceSet& sources = configuration.rules.sources;
  Json report = {{"version", 1}, {"files", Json::array()}, {"values", Json::array()}};
  for (const ProjectTree::File& file : configuration.files.files) report["files"].push_back(sources[file.id].name());
  flatten(in_force(configuration), Json::array(), sources, report["values"]);
  return report.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";  // a file's name may be any bytes
}

std::string as_text(const Configuration& configuration) {
  const SourceSet& sources = configuration.rules.sources;
  const std::vector<ProjectTree::File>& files = configuration.files.files;
  std::string text = files.empty() ? "# There is no project file.\n" : "";
  for (auto file = files.rbegin(); file != files.rend(); ++file) {
    text += fmt::format("# {}{}\n", file == files.rbegin() ? "" : "extends ", printable(sources[file->id].name()));
  }
  TextWriter writer(sources);
  writer.write(in_force(configuration), "");
  return text + writer.text();
}

}  // namespace

Exit print_config(const ConfigOptions& options, Streams& streams) {
  const Configuration configuration = configure(options.project, options.rules);
  if (!configuration.usable()) {
    explain_unusable(configuration, false, streams.err);
    return Exit::usage;
  }
  streams.out << (options.format == "json" ? as_json(configuration) : as_text(configuration));
  return Exit::clean;
}

}  // namespace fabriclint
