// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "rule/load.h"
#include "text/suggest.h"

namespace fabriclint {
namespace {

std::vector<std::string> names_of(const std::vector<Fact>& facts) {
  std::vector<std::string> names;
  names.reserve(facts.size());
  for (const Fact& fact : facts) names.push_back(fact.name);
  return names;
}

void report_unknown_path(const toml::Text& text, Loading& loading) {
  const std::size_t dot = text.text.find('.');
  const std::string first = text.text.substr(0, dot);
  const std::vector<std::string> words = path_namespaces();
  if (std::find(words.begin(), words.end(), first) == words.end()) {
    std::string help;
    const std::vector<std::string> facts = names_of(loading.ruleset.facts);
    const auto shares_word = [&](const std::string& fact) { return fact.starts_with(first + "."); };
    if (std::any_of(facts.begin(), facts.end(), shares_word)) return loading.diagnostics.unknown(text.span, "fact", text.text, facts);
    if (const auto near = suggest(first, words)) help = fmt::format("Did you mean '{}{}'?", *near, text.text.substr(dot));
    loading.diagnostics.add(text.span, fmt::format("Unknown path '{}': no path begins with '{}'.", text.text, first), std::move(help));
    return;
  }
  std::vector<std::string> candidates;
  for (const ModelPath& known : model_paths()) {
    if (known.path.substr(0, known.path.find('.')) != first) continue;
    // An open path is suggested with the name that stands behind the last dot.
    candidates.push_back(known.is_open() ? std::string(known.path) + text.text.substr(text.text.rfind('.') + 1) : std::string(known.path));
  }
  loading.diagnostics.unknown(text.span, "path", text.text, candidates);
}

// The part of a path that may be asked of a part at `context`: settings of the part itself and of those around it, and the main container's
// of a component.
bool in_reach(Scope wanted, Scope from) {
  return wanted <= from || (from == Scope::component && wanted == Scope::container);
}

bool check_reach(const toml::Text& text, Scope wanted, const Context& context, Loading& loading) {
  if (in_reach(wanted, context.scope)) return true;
  loading.diagnostics.add(text.span,
                          fmt::format("'{}' is of a {}, and this is asked of a {}.", text.text, name_of(wanted), name_of(context.scope)),
                          fmt::format("Ask 'some.{0}' or 'every.{0}'.", name_of(wanted)));
  return false;
}

// Fills in the globs of `resource.@rdma` and `env.FI_EFA_*`.
bool load_pattern(const toml::Text& text, const ModelPath& known, Path& path, Loading& loading) {
  const std::string_view rest = std::string_view(text.text).substr(known.path.size());
  if (rest.starts_with('@')) {
    const bool resources = known.path == "resource." || known.path == "limit." || known.path == "request.";
    const std::string_view kind = resources ? "resource" : "text";
    const std::string_view name = rest.substr(1);
    Globs members = set_members(loading.ruleset, kind, name);
    if (members == nullptr) {
      loading.diagnostics.unknown(text.span, resources ? "set of resources" : "set of names", name, names_of_sets(loading.ruleset, kind));
      return false;
    }
    path.kind = Path::Kind::pattern;
    path.prefix = known.path;
    path.stem = known.path.size();
    path.globs = std::move(members);
  } else if (const std::size_t star = text.text.find('*'); star != std::string::npos) {
    path.kind = Path::Kind::pattern;
    path.prefix = text.text.substr(0, star);
    path.stem = known.path.size();
    path.globs = std::make_shared<const std::vector<std::string>>(1, std::string(rest));
  }
  return true;
}

// `node.allocatable.{setting.name}`: only the name is open, so the path is checked as it would be with any.
std::optional<Path> load_named(const toml::Text& text, const Context& context, Loading& loading) {
  Path path;
  path.text = text.text;
  path.span = text.span;
  path.kind = Path::Kind::named;
  path.prefix = text.text.substr(0, text.text.size() - kSettingName.size());
  const ModelPath* known = model_path_of(path.prefix + "x");
  if (known == nullptr || known->path != path.prefix) {
    loading.diagnostics.add(text.span, fmt::format("'{}' cannot end in any name: there are no paths '{}*'.", text.text, path.prefix));
    return std::nullopt;
  }
  if (!context.bound) {
    loading.diagnostics.add(text.span,
                            "'{setting.name}' only means something in a rule with each = \"setting\", outside 'some' and 'every'.");
    return std::nullopt;
  }
  path.scope = known->scope;
  if (!check_reach(text, path.scope, context, loading)) return std::nullopt;
  return path;
}

std::optional<Path> load_fact_path(const toml::Text& text, const Context& context, PathUse use, Loading& loading) {
  const std::optional<std::size_t> fact = fact_named(text.text, loading.ruleset);
  if (!use.fact || !fact) {
    const std::vector<std::string> names = use.fact ? names_of(loading.ruleset.facts) : path_namespaces();
    loading.diagnostics.unknown(text.span, use.fact ? "fact or path" : "path", text.text, names);
    return std::nullopt;
  }
  Path path;
  path.text = text.text;
  path.span = text.span;
  path.kind = Path::Kind::fact;
  path.fact = *fact;
  path.scope = loading.ruleset.facts[path.fact].each;
  loading.facts_used.push_back(path.fact);
  if (!check_reach(text, path.scope, context, loading)) return std::nullopt;
  return path;
}

constexpr std::string_view kVariable = "variable.";

std::optional<Path> load_variable_path(const toml::Text& text, const Context& context, Loading& loading) {
  for (const VariablePropertyName& known : variable_properties()) {
    if (std::string_view(text.text).substr(kVariable.size()) != known.name) continue;
    if (!context.bound) {
      loading.diagnostics.add(
          text.span, fmt::format("'{}' only means something in a rule with each = \"setting\", outside 'some' and 'every'.", text.text));
      return std::nullopt;
    }
    Path path;
    path.text = text.text;
    path.span = text.span;
    path.kind = Path::Kind::variable;
    path.property = known.property;
    return path;
  }
  std::vector<std::string> names;
  for (const VariablePropertyName& known : variable_properties()) names.push_back(std::string(kVariable) + std::string(known.name));
  loading.diagnostics.unknown(text.span, "path", text.text, names);
  return std::nullopt;
}

}  // namespace

bool is_name(std::string_view name) {
  const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  return !name.empty() && name[0] >= 'a' && name[0] <= 'z' && std::all_of(name.begin(), name.end(), fits);
}

std::optional<std::size_t> fact_named(std::string_view name, const Ruleset& ruleset) {
  const Fact* fact = ruleset.find_fact(name);
  if (fact == nullptr) return std::nullopt;
  return static_cast<std::size_t>(fact - ruleset.facts.data());
}

std::optional<Path> load_path(const toml::Text& text, const Context& context, PathUse use, Loading& loading) {
  Path path;
  path.text = text.text;
  path.span = text.span;
  if (text.text == "setting.name" || text.text == "setting.value") {
    path.kind = text.text == "setting.name" ? Path::Kind::bound_name : Path::Kind::bound_value;
    if (context.bound) return path;
    loading.diagnostics.add(
        text.span, fmt::format("'{}' only means something in a rule with each = \"setting\", outside 'some' and 'every'.", text.text));
    return std::nullopt;
  }
  if (text.text.starts_with(kVariable)) return load_variable_path(text, context, loading);
  if (text.text.ends_with(kSettingName)) return load_named(text, context, loading);
  const bool dotted = text.text.find('.') != std::string::npos;
  if ((!dotted && model_path_of(text.text) == nullptr) || fact_named(text.text, loading.ruleset)) {
    if (use.anchor && !dotted) {
      for (const ModelPath& known : model_paths()) {
        if (known.path.substr(0, known.path.find('.')) != text.text) continue;
        path.kind = Path::Kind::anchor;
        path.scope = known.scope;
        if (!check_reach(text, path.scope, context, loading)) return std::nullopt;
        return path;
      }
    }
    return load_fact_path(text, context, use, loading);
  }
  const ModelPath* known = model_path_of(text.text);
  if (known == nullptr) {
    report_unknown_path(text, loading);
    return std::nullopt;
  }
  path.scope = known->scope;
  if (!check_reach(text, path.scope, context, loading)) return std::nullopt;
  if (known->is_open() && !load_pattern(text, *known, path, loading)) return std::nullopt;
  return path;
}

std::vector<Path> load_paths(const std::vector<toml::Text>& texts, const Context& context, PathUse use, Loading& loading) {
  std::vector<Path> paths;
  for (const toml::Text& text : texts) {
    if (auto path = load_path(text, context, use, loading)) paths.push_back(*std::move(path));
  }
  return paths;
}

Span part_of(const SourceSet& sources, Span whole, std::string_view part) {
  if (whole.empty()) return whole;
  const std::size_t at = sources.text(whole).find(part);
  if (part.empty() || at == std::string_view::npos) return whole;
  const auto begin = static_cast<std::uint32_t>(whole.begin + at);
  return {whole.source, begin, begin + static_cast<std::uint32_t>(part.size())};
}

}  // namespace fabriclint
