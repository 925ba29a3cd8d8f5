// SPDX-License-Identifier: Apache-2.0
// What most files include from the rules upwards, compiled once for each of their libraries. Each file still includes what it uses:
// `./dev verify` builds without this one.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "rule/judge.h"
#include "rule/ruleset.h"
#include "yaml/node.h"
