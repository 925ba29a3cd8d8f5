// SPDX-License-Identifier: Apache-2.0
// Settings that list what a reader noticed on its way ("env-unquoted"): the elements stand in different places, each keeps its own.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "manifest/reading.h"

namespace fabriclint::manifest {

// Puts the list `path`, at its first element; nothing when it is empty.
inline void put_list(Settings& settings, std::string path, std::vector<TracedText> items, std::string layer) {
  if (items.empty()) return;
  const Span at = items.front().span();
  settings.put(make_setting(std::move(path), Value::list(std::move(items)), std::move(layer), at, at));
}

}  // namespace fabriclint::manifest
