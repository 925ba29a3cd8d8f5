// SPDX-License-Identifier: Apache-2.0
#include "report/fingerprint.h"

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace fabriclint {
namespace {

// FNV-1a, 64 bits: stable over platforms and versions, which std::hash is not.
std::uint64_t fnv1a(std::string_view text, std::uint64_t hash) {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  return (hash ^ 0xFFU) * 0x100000001B3U;  // ends a part: no UTF-8 text holds the byte FF
}

std::uint64_t identity(const Finding& finding, std::string_view uri) {
  std::uint64_t hash = fnv1a(uri, fnv1a(finding.rule, 0xCBF29CE484222325U));
  for (const Subject& subject : finding.subjects) {
    for (const std::string* part : {&subject.deployment, &subject.component, &subject.container, &subject.path}) hash = fnv1a(*part, hash);
  }
  return hash;
}

}  // namespace

void give_fingerprints(std::span<Finding> findings, const SourceSet& sources, const Repository& repository) {
  std::map<std::uint64_t, std::size_t> seen;
  for (Finding& finding : findings) {
    const SourceId id = finding.at.source;
    const std::uint64_t base = identity(finding, id.index < sources.size() ? uri_in(repository, sources[id].name()) : std::string());
    finding.fingerprint = fmt::format("{:016x}:{}", base, ++seen[base]);
  }
}

}  // namespace fabriclint
