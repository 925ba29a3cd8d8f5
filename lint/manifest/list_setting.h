// SPDX-License-Identifier: Apache-2.0
// Settings that list what a reader noticed on its way ("env-unquoted"): the elements stand in different places, each keeps its own.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "manifest/reading.h"

namespace fabriclint::manifest {

// Puts the list `path`, at its first element; nothing when it is empty.
inline void put_list(Settings& settings, std::string_view path, std::vector<TracedText> items, std::string_view layer) {
  if (items.empty()) return;
  const Span at = items.front().span();
  settings.put(make_setting(std::string(path), Value::list(std::move(items)), layer, at, at));
}

}  // namespace fabriclint::manifest
