// SPDX-License-Identifier: Apache-2.0
#include "baseline/file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <utility>

#include "text/printable.h"
#include "text/suggest.h"
#include "text/utf8.h"
#include "yaml/parse.h"

namespace fabriclint {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kKind = "fabriclint-baseline";
constexpr std::string_view kVersion = "1";
constexpr std::string_view kAnew = "Write it anew: fabriclint baseline write";
constexpr std::size_t kMostCount = 1'000'000;
constexpr std::size_t kMostProblems = 20;
constexpr std::size_t kShown = 60;

constexpr std::array<std::string_view, 4> kFileKeys = {"$schema", "kind", "version", "findings"};
constexpr std::array<std::string_view, 8> kEntryKeys = {"rule",      "path",    "deployment", "component",
                                                        "container", "setting", "count",      "message"};

std::string_view name_of(const yaml::Node& node) {
  if (node.kind == yaml::Kind::mapping) return "an object";
  if (node.kind == yaml::Kind::sequence) return "an array";
  if (node.kind == yaml::Kind::alias) return "an alias";
  return node.style == yaml::Style::double_quoted ? "a string" : "no string";
}

class Reader {
 public:
  LoadedBaseline read(const yaml::Stream& stream, SourceId id) {
    if (stream.broken() || !stream.problems.empty()) {
      for (const yaml::Problem& one : stream.problems)
        fail(one.at, fmt::format("This is no baseline that can be read: {}.", one.message), std::string(kAnew));
    } else if (stream.documents.size() != 1 || stream.documents.front().root == nullptr) {
      fail({id, 0, 0}, "This is no baseline: it is not one JSON object.");
    } else {
      read_file(*stream.documents.front().root);
    }
    return std::move(loaded_);
  }

 private:
  void fail(Span at, std::string message, std::string help = {}) {
    if (loaded_.problems.size() >= kMostProblems) return;
    Finding finding;
    finding.rule = "baseline";
    finding.level = Level::error;
    finding.at = at;
    finding.message = std::move(message);
    finding.help = std::move(help);
    loaded_.problems.push_back(std::move(finding));
  }

  // The values of an object in the order of `keys`; null for those that are missing.
  template <std::size_t kCount>
  std::optional<std::array<const yaml::Node*, kCount>> fields(const yaml::Node& node, std::string_view what,
                                                              const std::array<std::string_view, kCount>& keys) {
    if (node.kind != yaml::Kind::mapping) {
      fail(node.span, fmt::format("{} must be an object, not {}.", what, name_of(node)));
      return std::nullopt;
    }
    std::array<const yaml::Node*, kCount> values{};
    for (const yaml::Entry& entry : node.entries) {
      const std::string_view key = entry.key->kind == yaml::Kind::scalar ? entry.key->value : std::string_view();
      const auto known = std::find(keys.begin(), keys.end(), key);
      if (known != keys.end()) {
        values[static_cast<std::size_t>(known - keys.begin())] = entry.value;
        continue;
      }
      const auto nearest = suggest(key, keys);
      fail(entry.key->span, fmt::format("Unknown key: '{}'.", printable(key, kShown)),
           nearest ? fmt::format("Did you mean '{}'?", *nearest) : "");
    }
    return values;
  }

  // A string that is not empty.
  std::string text(const yaml::Node* value, std::string_view key, Span owner, bool required) {
    if (value == nullptr) {
      if (required) fail(owner, fmt::format("'{}' is missing.", key));
      return {};
    }
    const bool is_string = value->kind == yaml::Kind::scalar && value->style == yaml::Style::double_quoted;
    if (!is_string) {
      fail(value->span, fmt::format("'{}' must be a string, not {}.", key, name_of(*value)));
    } else if (value->value.empty()) {
      fail(value->span, fmt::format("'{}' is empty.", key));
    }
    return is_string ? std::string(value->value) : std::string();
  }

  std::size_t count(const yaml::Node* value, Span owner) {
    if (value == nullptr) {
      fail(owner, "'count' is missing.");
      return 0;
    }
    std::size_t number = 0;
    const char* end = value->value.data() + value->value.size();
    const bool plain = value->kind == yaml::Kind::scalar && value->style == yaml::Style::plain;
    const auto read = std::from_chars(value->value.data(), end, number);
    if (!plain || read.ec != std::errc() || read.ptr != end || number == 0 || number > kMostCount) {
      fail(value->span, fmt::format("'count' must be a whole number from 1 to {}.", kMostCount));
    }
    return number;
  }

  void read_entry(const yaml::Node& node) {
    const auto values = fields(node, "An entry of 'findings'", kEntryKeys);
    if (!values) return;
    const auto& [rule, path, deployment, component, container, setting, number, message] = *values;
    // The whole of an entry may be long; its beginning says where it is.
    const Span here{node.span.source, node.span.begin, node.span.begin + 1};
    BaselineKey key;
    key.rule = text(rule, "rule", here, true);
    key.path = text(path, "path", here, true);
    key.subject = {text(deployment, "deployment", here, false), text(component, "component", here, false),
                   text(container, "container", here, false), text(setting, "setting", here, false)};
    if (key.path.starts_with('/') || ("/" + key.path + "/").find("/../") != std::string::npos) {
      fail(path->span, "'path' must lead from the root of the repository to a file in it.");
    }
    BaselineEntry& entry = loaded_.baseline[std::move(key)];
    // A merge may have doubled an entry; what is too many of it is stale.
    entry.count += count(number, here);
    entry.message = text(message, "message", here, false);
    entry.at = here;
  }

  void read_file(const yaml::Node& root) {
    const auto values = fields(root, "A baseline", kFileKeys);
    if (!values) return;
    const Span here{root.span.source, root.span.begin, root.span.begin + 1};
    const auto& [schema, kind, version, findings] = *values;
    if (const std::string name = text(kind, "kind", here, true); kind != nullptr && name != kKind && loaded_.problems.empty()) {
      fail(kind->span, fmt::format("'kind' is not '{}'.", kKind));
    }
    if (version == nullptr) {
      fail(here, "'version' is missing.");
    } else if (version->kind != yaml::Kind::scalar || version->value != kVersion) {
      fail(version->span, fmt::format("This fabriclint reads version {} of the baseline.", kVersion), std::string(kAnew));
    }
    if (findings == nullptr) {
      fail(here, "'findings' is missing.");
    } else if (findings->kind != yaml::Kind::sequence) {
      fail(findings->span, fmt::format("'findings' must be an array, not {}.", name_of(*findings)));
    } else {
      for (const yaml::Node* item : findings->items) read_entry(*item);
    }
  }

  LoadedBaseline loaded_;
};

// JSON with what nobody sees, and what the reader takes for a line break or refuses, written as an escape. Characters beyond the first
// 65536 stay: their escape would be a pair that YAML does not know.
std::string visible(std::string_view json) {
  constexpr char32_t kLastShort = 0xFFFF;
  std::string out;
  for (std::size_t at = 0; at < json.size();) {
    const utf8::Step step = utf8::decode(json, at);
    const std::string_view character = json.substr(at, step.size);
    const bool plain = character.size() == 1 && character[0] != '\x7F';
    const bool escaped =
        !plain && step.code_point <= kLastShort && (step.code_point >= kLastShort - 1 || printable(character) != character);
    out += escaped ? fmt::format("\\u{:04x}", static_cast<std::uint32_t>(step.code_point)) : std::string(character);
    at += step.size;
  }
  return out;
}

}  // namespace

std::string written(const Baseline& baseline) {
  Json findings = Json::array();
  for (const auto& [key, entry] : baseline) {
    Json item = {{"rule", key.rule}, {"path", key.path}};
    const Subject& subject = key.subject;
    for (const auto& [name, value] : {std::pair{"deployment", &subject.deployment}, std::pair{"component", &subject.component},
                                      std::pair{"container", &subject.container}, std::pair{"setting", &subject.path}}) {
      if (!value->empty()) item[name] = *value;
    }
    item["count"] = entry.count;
    if (!entry.message.empty()) item["message"] = entry.message;
    findings.push_back(std::move(item));
  }
  const Json file = {{"kind", kKind}, {"version", 1}, {"findings", std::move(findings)}};
  return visible(file.dump(2, ' ', false, Json::error_handler_t::replace)) + "\n";
}

LoadedBaseline load_baseline(const SourceSet& sources, SourceId id) {
  constexpr yaml::Limits kLimits = {.bytes = kMostBaselineBytes, .depth = 8, .nodes = 4'000'000};
  const yaml::Stream stream = yaml::parse(sources[id], id, kLimits);
  return Reader().read(stream, id);
}

bool looks_like_baseline(std::string_view text) {
  constexpr std::size_t kHead = 1024;
  return text.substr(0, kHead).find(kKind) != std::string_view::npos;
}

}  // namespace fabriclint
