// SPDX-License-Identifier: Apache-2.0
#include "baseline/baseline.h"

#include <algorithm>
#include <utility>

namespace fabriclint {
namespace {

bool may_be_known(const Finding& finding, const Ruleset& ruleset) {
  const Rule* rule = ruleset.find(finding.rule);
  return rule != nullptr && rule->suppressible;
}

// One for each thing that the finding is about.
std::vector<BaselineKey> keys_of(const Finding& finding, const FindingPlaces& places) {
  BaselineKey key{uri_in(places.repository, places.sources[finding.at.source].name()), finding.rule, {}};
  std::vector<BaselineKey> keys;
  for (const Subject& subject : finding.subjects) {
    key.subject = subject;
    keys.push_back(key);
  }
  if (keys.empty()) keys.push_back(std::move(key));
  return keys;
}

}  // namespace

Baseline baseline_of(std::span<const Finding> findings, const Ruleset& ruleset, const FindingPlaces& places) {
  Baseline baseline;
  for (const Finding& finding : findings) {
    if (!may_be_known(finding, ruleset)) continue;
    for (BaselineKey& key : keys_of(finding, places)) {
      BaselineEntry& entry = baseline[std::move(key)];
      if (entry.count++ == 0) entry.message = finding.message;
    }
  }
  return baseline;
}

Remainder remainder_of(const Baseline& baseline, std::vector<Finding> findings, const Ruleset& ruleset, const FindingPlaces& places,
                       const std::function<bool(const std::string& path)>& is_checked) {
  Remainder result;
  std::map<BaselineKey, std::size_t> found;
  for (Finding& finding : findings) {
    bool known = may_be_known(finding, ruleset);
    if (known) {
      for (BaselineKey& key : keys_of(finding, places)) {
        const auto entry = baseline.find(key);
        const std::size_t count = ++found[std::move(key)];
        known = known && entry != baseline.end() && count <= entry->second.count;
      }
    }
    if (known) {
      ++result.known;
    } else {
      result.fresh.push_back(std::move(finding));
    }
  }
  for (const auto& [key, entry] : baseline) {
    const auto seen = found.find(key);
    const std::size_t count = seen == found.end() ? 0 : seen->second;
    if (count >= entry.count || !is_checked(key.path)) continue;
    if (std::binary_search(ruleset.off.begin(), ruleset.off.end(), key.rule)) continue;
    result.stale.push_back({key, entry.count, count, entry.at});
  }
  return result;
}

}  // namespace fabriclint
