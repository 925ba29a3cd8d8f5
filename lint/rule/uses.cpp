// SPDX-License-Identifier: Apache-2.0
#include "rule/uses.h"

#include <algorithm>

#include "text/glob.h"
#include "vocabulary/decoder.h"

namespace fabriclint {
namespace {

bool leads_to(const Path& path, std::string_view asked) {
  if (path.kind == Path::Kind::setting) return path.text == asked;
  if (path.kind != Path::Kind::pattern || !asked.starts_with(path.prefix)) return false;
  const std::string_view name = asked.substr(path.stem);
  return std::any_of(path.globs->begin(), path.globs->end(), [&](const std::string& glob) { return glob_matches(glob, name); });
}

struct Search {
  std::string_view path;
  bool about = false;  // the rule is about the setting, so `setting.value` is its value
  bool found = false;
  bool transports = false;

  void look_into(const Condition& condition) {
    if (const auto* test = std::get_if<Test>(&condition.what)) {
      const bool hit = leads_to(test->path, path) || (about && test->path.kind == Path::Kind::bound_value);
      const Decoder* decoder = test->matcher.decoder;
      found = found || hit;
      transports = transports || (hit && decoder != nullptr && decoder->members == Decoder::Members::transport);
    } else if (const auto* several = std::get_if<Combination>(&condition.what)) {
      for (const Condition& part : several->parts) look_into(part);
    } else {
      for (const Condition& part : std::get<Quantifier>(condition.what).of) look_into(part);
    }
  }
};

}  // namespace

std::vector<Use> uses_of(const Ruleset& ruleset, std::string_view path) {
  std::vector<Use> uses;
  for (const Rule& rule : ruleset.rules) {
    Search search{.path = path};
    const Terms& terms = *rule.terms;
    search.about = std::any_of(terms.settings.begin(), terms.settings.end(), [&](const Path& setting) { return leads_to(setting, path); });
    search.found = search.about;
    for (const std::optional<Condition>* condition : {&terms.when, &terms.where, &terms.require, &terms.forbid}) {
      if (*condition) search.look_into(**condition);
    }
    for (const Variant& variant : terms.variants) search.look_into(variant.where);
    for (const Agreement& agreement : terms.same) {
      search.found = search.found || leads_to(agreement.path, path);
      if (agreement.where) search.look_into(*agreement.where);
    }
    if (search.found) uses.push_back({&rule, search.transports});
  }
  return uses;
}

bool asks_of_setting(const Condition& condition) {  // NOLINT(misc-no-recursion): as deep as the TOML, which is limited
  const auto is_about = [](const Path& path) { return path.is_bound() || path.kind == Path::Kind::named; };
  if (const auto* test = std::get_if<Test>(&condition.what)) {
    const Matcher& matcher = test->matcher;
    return is_about(test->path) ||
           std::any_of(matcher.comparisons.begin(), matcher.comparisons.end(),
                       [&](const Comparison& comparison) { return comparison.path && is_about(*comparison.path); }) ||
           std::any_of(matcher.lists.begin(), matcher.lists.end(), [](const ListTest& list) { return list.setting_name; });
  }
  const auto* several = std::get_if<Combination>(&condition.what);
  const std::vector<Condition>& parts = several != nullptr ? several->parts : std::get<Quantifier>(condition.what).of;
  return std::any_of(parts.begin(), parts.end(), asks_of_setting);
}

}  // namespace fabriclint
