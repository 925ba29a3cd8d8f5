// SPDX-License-Identifier: Apache-2.0
#include "toml/fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <utility>

#include "text/suggest.h"

namespace fabriclint::toml {

void Diagnostics::add(Span at, std::string message, std::string help) {
  Finding finding;
  finding.rule = rule_;
  finding.level = Level::error;
  finding.at = at;
  finding.message = std::move(message);
  finding.help = std::move(help);
  findings_.push_back(std::move(finding));
}

void Diagnostics::unknown(Span at, std::string_view what, std::string_view word, std::span<const std::string> candidates) {
  constexpr std::size_t kFew = 12;
  constexpr std::size_t kMostHelped = 200;  // a ruleset with more mistakes is no ruleset, and looking for near words is slow
  std::string help;
  if (findings_.size() >= kMostHelped) {
    // no help
  } else if (const auto near = suggest(word, candidates)) {
    help = fmt::format("Did you mean '{}'?", *near);
  } else if (!candidates.empty() && candidates.size() <= kFew) {
    std::string list;
    for (const std::string& candidate : candidates) list += (list.empty() ? "'" : ", '") + candidate + "'";
    help = fmt::format("There {} {}.", candidates.size() == 1 ? "is only" : "are", list);
  }
  add(at, fmt::format("Unknown {} '{}'.", what, word), std::move(help));
}

namespace {

std::uint64_t bit_of(std::string_view key) {
  if (key.empty()) return 1;
  const auto byte = [](char c) -> std::size_t { return static_cast<unsigned char>(c); };
  return std::uint64_t{1} << ((key.size() * 7U + byte(key.front()) + byte(key.back()) * 5U) % 64U);
}

std::uint64_t bits_of(const Node& table) {
  std::uint64_t bits = 0;
  for (const Member& member : table.members) bits |= bit_of(member.key);
  return bits;
}

}  // namespace

Fields::Fields(const Node& table, std::string what, Diagnostics& diagnostics)
    : table_(table), whole_(std::move(what)), diagnostics_(diagnostics), present_(bits_of(table)) {}

Fields::Fields(const Node& table, const char* what, std::string_view name, Diagnostics& diagnostics)
    : table_(table), what_(what), name_(name), diagnostics_(diagnostics), present_(bits_of(table)) {}

std::string Fields::what() const {
  return whole_.empty() ? fmt::format("{} '{}'", what_, name_) : whole_;
}

const Node* Fields::any(std::string_view key) {
  if (!table_.packed && std::find(asked_.begin(), asked_.end(), key) == asked_.end()) asked_.emplace_back(key);
  return (present_ & bit_of(key)) == 0 ? nullptr : table_.find(key);
}

const Node* Fields::expect(std::string_view key, Kind kind) {
  const Node* node = any(key);
  if (node == nullptr || node->kind == kind) return node;
  diagnostics_.add(node->span, fmt::format("'{}' of {} must be {}, not {}.", key, what(), name_of(kind), name_of(node->kind)));
  return nullptr;
}

const Node* Fields::table(std::string_view key) {
  return expect(key, Kind::table);
}

std::optional<Text> Fields::text(std::string_view key) {
  const Node* node = expect(key, Kind::string);
  if (node == nullptr) return std::nullopt;
  return Text{node->text, node->span};
}

std::vector<Text> Fields::texts(std::string_view key) {
  const Node* node = any(key);
  std::vector<Text> texts;
  if (node == nullptr) return texts;
  if (node->is_string()) {
    texts.push_back({node->text, node->span});
    return texts;
  }
  if (node->is_array()) {
    texts.reserve(node->items.size());
    for (const Node& item : node->items) {
      if (item.is_string()) {
        texts.push_back({item.text, item.span});
      } else {
        diagnostics_.add(item.span, fmt::format("'{}' of {} holds strings, not {}.", key, what(), name_of(item.kind)));
      }
    }
    return texts;
  }
  diagnostics_.add(node->span,
                   fmt::format("'{}' of {} must be a string or an array of strings, not {}.", key, what(), name_of(node->kind)));
  return {};
}

std::optional<bool> Fields::boolean(std::string_view key) {
  const Node* node = expect(key, Kind::boolean);
  if (node == nullptr) return std::nullopt;
  return node->boolean;
}

std::vector<const Node*> Fields::tables(std::string_view key) {
  const Node* array = expect(key, Kind::array);
  std::vector<const Node*> tables;
  if (array == nullptr) return tables;
  for (const Node& item : array->items) {
    if (item.is_table()) {
      tables.push_back(&item);
    } else {
      diagnostics_.add(item.span, fmt::format("'{}' of {} holds tables, not {}.", key, what(), name_of(item.kind)));
    }
  }
  return tables;
}

void Fields::require(std::string_view key) {
  if (!table_.packed && any(key) == nullptr) diagnostics_.add(table_.span, fmt::format("'{}' is missing in {}.", key, what()));
}

std::optional<Text> Fields::required_text(std::string_view key) {
  require(key);
  return text(key);
}

Span Fields::key_span(std::string_view key) const {
  const Member* member = table_.member(key);
  return member == nullptr ? table_.span : member->key_span;
}

void Fields::done() {
  if (table_.packed) return;
  std::vector<std::string> unused;
  for (const std::string& key : asked_) {
    if (table_.find(key) == nullptr) unused.push_back(key);
  }
  for (const Member& member : table_.members) {
    if (std::find(asked_.begin(), asked_.end(), member.key) != asked_.end()) continue;
    diagnostics_.unknown(member.key_span, fmt::format("key in {}:", what()), member.key, unused);
  }
}

}  // namespace fabriclint::toml
