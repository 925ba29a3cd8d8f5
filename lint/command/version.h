// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace fabriclint {

// As meson.build states it.
inline constexpr std::string_view kVersion = FABRICLINT_VERSION;

}  // namespace fabriclint
