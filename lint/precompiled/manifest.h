// SPDX-License-Identifier: Apache-2.0
// What most files of manifest/ include; see rules.h.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "manifest/description.h"
#include "manifest/reading.h"
