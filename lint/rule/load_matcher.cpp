// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "rule/load.h"
#include "text/glob.h"
#include "vocabulary/quantity.h"

namespace fabriclint {
namespace {

bool is_scalar(const toml::Node& node) {
  using toml::Kind;
  return node.kind == Kind::string || node.kind == Kind::integer || node.kind == Kind::number || node.kind == Kind::boolean;
}

// A literal that a fact can never be is a mistake in the rule.
void check_fact_value(const toml::Node& node, const Path& path, Loading& loading) {
  if (path.kind != Path::Kind::fact) return;
  const Fact& fact = loading.ruleset.facts[path.fact];
  if (fact.values == Fact::Values::boolean && node.kind != toml::Kind::boolean) {
    loading.diagnostics.add(node.span, fmt::format("The fact '{}' is true or false, never {}.", fact.name, toml::name_of(node.kind)));
  } else if (fact.values == Fact::Values::listed && !fact.may_be(node.text)) {
    loading.diagnostics.unknown(node.span, fmt::format("value of the fact '{}':", fact.name), node.text, fact.listed);
  }
}

void load_equals(const toml::Node& node, const Path& path, Matcher& matcher, Loading& loading) {
  if (node.is_array()) {
    if (node.items.empty()) loading.diagnostics.add(node.span, "An empty array equals nothing.");
    for (const toml::Node& item : node.items) {
      if (item.is_array()) {
        loading.diagnostics.add(item.span, "An array of values cannot hold an array.");
      } else {
        load_equals(item, path, matcher, loading);
      }
    }
    return;
  }
  if (!is_scalar(node)) {
    loading.diagnostics.add(node.span, fmt::format("A value must be a string, a number or a boolean, not {}.", toml::name_of(node.kind)));
    return;
  }
  if (matcher.decoder == nullptr) check_fact_value(node, path, loading);
  Literal literal{.text = node.text, .number = {}};
  if (node.kind == toml::Kind::integer || node.kind == toml::Kind::number) literal.number = node.number;
  matcher.equals.push_back(std::move(literal));
}

// That of a packed rule is known to be one.
void load_expression(const toml::Text& text, bool packed, Matcher& matcher, Loading& loading) {
  auto expression = std::make_shared<const Expression>(text.text);
  if (packed || expression->compiled().ok()) {
    matcher.matches = std::move(expression);
  } else {
    const re2::RE2& wrong = expression->compiled();
    loading.diagnostics.add(part_of(loading.sources, text.span, wrong.error_arg()),
                            fmt::format("Not a regular expression: {}.", wrong.error()));
  }
}

void load_comparison(const toml::Node& node, Comparison::Operator how, const Context& context, Matcher& matcher, Loading& loading) {
  Comparison comparison;
  comparison.how = how;
  if (node.kind == toml::Kind::integer || node.kind == toml::Kind::number) {
    comparison.number = node.number;
  } else if (node.is_table()) {
    toml::Fields fields(node, "a comparison", loading.diagnostics);
    const auto text = fields.required_text("path");
    fields.done();
    if (!text) return;
    comparison.path = load_path(*text, context, {}, loading);
    if (!comparison.path) return;
    if (comparison.path->kind == Path::Kind::pattern) {
      loading.diagnostics.add(text->span, "A comparison needs one setting or fact, not a pattern.");
      return;
    }
  } else if (const auto quantity = node.is_string() ? to_quantity(node.text) : std::nullopt) {
    comparison.number = *quantity;
  } else {
    loading.diagnostics.add(node.span, R"(A comparison needs a number, a quantity such as "8Gi", or { path = "..." }.)");
    return;
  }
  matcher.comparisons.push_back(std::move(comparison));
}

void load_release(const toml::Node& node, bool before, Matcher& matcher, Loading& loading) {
  // 6.10 as a number is 6.1.
  std::optional<Version> version = node.is_string() ? to_version(node.text) : std::nullopt;
  if (version) {
    matcher.releases.push_back({before, *std::move(version)});
  } else {
    loading.diagnostics.add(node.span, "A release is written as a string of numbers with dots between them: \"6.8\".");
  }
}

void report_unknown_transport(const toml::Text& text, Loading& loading) {
  const Transports& transports = loading.ruleset.vocabulary.transports;
  if (const auto alias = transports.aliases.find(text.text); alias != transports.aliases.end()) {
    std::string names;
    for (const AliasMember& member : alias->second.expands) {
      if (!member.auxiliary) names += (names.empty() ? "'" : ", '") + member.transport + "'";
    }
    loading.diagnostics.add(text.span, fmt::format("'{}' is an alias, and the decoder yields transports.", text.text),
                            fmt::format("It stands for {}.", names));
    return;
  }
  std::vector<std::string> names;
  for (const auto& [name, transport] : transports.by_name) names.push_back(name);
  loading.diagnostics.unknown(text.span, "transport", text.text, names);
}

}  // namespace

bool names_transport(std::string_view word, const Transports& transports) {
  if (transports.by_name.contains(word)) return true;
  return word.find('*') != std::string_view::npos && std::any_of(transports.by_name.begin(), transports.by_name.end(),
                                                                 [&](const auto& entry) { return glob_matches(word, entry.first); });
}

Globs load_member(const toml::Text& text, const Path& path, const Decoder* decoder, Loading& loading) {
  const bool transports = decoder != nullptr && decoder->members == Decoder::Members::transport;
  if (text.text.starts_with('@')) {
    const std::string_view kind = transports ? "transport" : "text";
    if (Globs members = set_members(loading.ruleset, kind, std::string_view(text.text).substr(1))) return members;
    std::vector<std::string> names;
    for (const std::string& name : names_of_sets(loading.ruleset, kind)) names.push_back("@" + name);
    loading.diagnostics.unknown(text.span, transports ? "set of transports" : "set of texts", text.text, names);
    return std::make_shared<const std::vector<std::string>>();
  }
  if (transports && !names_transport(text.text, loading.ruleset.vocabulary.transports)) {
    report_unknown_transport(text, loading);
  }
  if (path.kind == Path::Kind::fact && decoder == nullptr) {
    const Fact& fact = loading.ruleset.facts[path.fact];
    const bool possible =
        fact.values != Fact::Values::listed ||
        std::any_of(fact.listed.begin(), fact.listed.end(), [&](const std::string& value) { return glob_matches(text.text, value); });
    if (!possible) loading.diagnostics.unknown(text.span, fmt::format("value of the fact '{}':", fact.name), text.text, fact.listed);
  }
  return std::make_shared<const std::vector<std::string>>(1, text.text);
}

const Decoder* load_decoder(const toml::Text& name, Loading& loading) {
  const Decoder* decoder = decoder_named(name.text);
  if (decoder != nullptr) return decoder;
  std::vector<std::string> names;
  for (const Decoder& known : decoders()) names.emplace_back(known.name);
  loading.diagnostics.unknown(name.span, "decoder", name.text, names);
  return nullptr;
}

Matcher load_matcher(const toml::Node& node, const Path& path, const Context& context, Loading& loading) {
  using Operator = Comparison::Operator;
  using How = ListTest::How;
  constexpr std::array<std::pair<std::string_view, Operator>, 4> kComparisons = {
      {{"lt", Operator::lt}, {"le", Operator::le}, {"gt", Operator::gt}, {"ge", Operator::ge}}};
  constexpr std::array<std::pair<std::string_view, How>, 4> kListTests = {
      {{"has-any", How::has_any}, {"has-all", How::has_all}, {"has-none", How::has_none}, {"only", How::only}}};

  Matcher matcher;
  if (!node.is_table()) {
    load_equals(node, path, matcher, loading);
    return matcher;
  }
  const std::size_t before = loading.diagnostics.findings().size();
  toml::Fields fields(node, "what is asked of", path.text, loading.diagnostics);
  if (const auto name = fields.text("as")) matcher.decoder = load_decoder(*name, loading);
  if (const toml::Node* equals = fields.any("equals")) load_equals(*equals, path, matcher, loading);
  matcher.exists = fields.boolean("exists");
  matcher.known = fields.boolean("known");
  if (const auto text = fields.text("matches")) load_expression(*text, fields.any("matches")->packed, matcher, loading);
  for (const auto& [key, how] : kComparisons) {
    if (const toml::Node* right = fields.any(key)) load_comparison(*right, how, context, matcher, loading);
  }
  if (const toml::Node* right = fields.any("since")) load_release(*right, false, matcher, loading);
  if (const toml::Node* right = fields.any("before")) load_release(*right, true, matcher, loading);
  for (const auto& [key, how] : kListTests) {
    const std::vector<toml::Text> members = fields.texts(key);
    if (members.empty()) {
      const toml::Node* named = node.find(key);
      if (named != nullptr && named->is_array() && named->items.empty()) {
        loading.diagnostics.add(named->span, fmt::format("'{}' names nothing.", key));
      }
      continue;
    }
    ListTest test;
    test.how = how;
    for (const toml::Text& member : members) {
      if (member.text != kSettingName) {
        test.members.push_back(load_member(member, path, matcher.decoder, loading));
      } else if (context.bound) {
        test.setting_name = true;
      } else {
        loading.diagnostics.add(member.span,
                                "'{setting.name}' only means something in a rule with each = \"setting\", outside 'some' and 'every'.");
      }
    }
    matcher.lists.push_back(std::move(test));
  }
  fields.done();
  if (matcher.known && path.kind == Path::Kind::pattern)
    loading.diagnostics.add(fields.key_span("known"), "'known' is asked of one setting, not of a pattern.");
  if (matcher.known == false && node.members.size() > 1) loading.diagnostics.add(fields.key_span("known"), "'known = false' stands alone.");
  if (!matcher.asks_value() && !matcher.exists && !matcher.known && loading.diagnostics.findings().size() == before) {
    loading.diagnostics.add(node.span, fmt::format("Nothing is asked of '{}'.", path.text),
                            "Write a value, 'exists', 'matches', 'has-any', ...");
  }
  return matcher;
}

}  // namespace fabriclint
