// SPDX-License-Identifier: Apache-2.0
#include "vocabulary/value_type.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "vocabulary/value_judges.h"
#include "vocabulary/words.h"

namespace fabriclint {

std::span<const ValueType> value_types() {
  static constexpr std::array kTypes = {
      ValueType{"address", "A host name, an address or a URL.", false, false, "", judge_nothing},
      ValueType{"boolean-integer", "On or off as a number, which C's strtoll reads: words such as 'true' are 0.", false, true, "1 or 0",
                judge_integer},
      ValueType{"enum", "One of the words listed.", true, false, "", judge_enum},
      ValueType{"enum-list", "Words of the ones listed, separated by commas; a leading '^' excludes them.", true, false, "",
                judge_enum_list},
      ValueType{"integer", "An integer as C's strtoll reads it, in base 10, 8 or 16; an empty value keeps the default.", false, true,
                "an integer", judge_integer},
      ValueType{"interface-name", "Names of network interfaces, separated by commas.", false, false,
                "the plain name of an interface, or several separated by commas", judge_interface_name},
      ValueType{"json-object", "A JSON object.", false, false, "a JSON object", judge_json_object},
      ValueType{"list", "Words separated by commas, without blanks.", false, false, "", judge_nothing},
      ValueType{"nccl-algo", "Words of the ones listed, separated by commas, for all functions or as 'function:words;...'.", true, false,
                "", judge_nccl_algo},
      ValueType{"nccl-level", "A level by its name in upper case, or an old one by its digit.", true, false, "", judge_nccl_level},
      ValueType{"nccl-name-list",
                "Names that devices begin with, separated by commas; '^' excludes them, '=' (or '^=') takes them exactly.", false, false,
                "names separated by commas, without blanks, after an optional '^', '=' or '^='", judge_nccl_name_list},
      ValueType{"number", "A number.", false, true, "a number", judge_number},
      ValueType{"path", "A path of the container's file system.", false, false, "", judge_nothing},
      ValueType{"strict-boolean", "One of the words listed for on and off; anything else is refused.", true, false, "",
                judge_strict_boolean},
      ValueType{"text", "Any text.", false, false, "", judge_nothing},
      ValueType{"ucx-bandwidth", "A bandwidth: a number with a unit, such as 10GBs or 100Gbps, or 'auto'.", false, false,
                "a number with an optional K, M, G or T, then B (bytes) or b (bits), then s, ps or /s; auto", judge_ucx_bandwidth},
      ValueType{"ucx-boolean", "UCX's switch; 'true' and 'false' are no words of it.", false, false, "y, yes, n, no, on, off, 1, 0",
                judge_ucx_boolean},
      ValueType{"ucx-double", "A number, or 'inf'.", false, false, "a number or inf", judge_ucx_double},
      ValueType{"ucx-enum", "One of the words listed, in any case.", true, false, "", judge_enum},
      ValueType{"ucx-enum-list", "Words of the ones listed, in any case, separated by commas without blanks.", true, false, "",
                judge_ucx_enum_list},
      ValueType{"ucx-hex", "A hexadecimal number after '0x', or 'auto'.", false, false, "a hexadecimal number after 0x, or auto",
                judge_ucx_hex},
      ValueType{"ucx-int", "An integer.", false, false, "an integer", judge_ucx_int},
      ValueType{"ucx-list", "Names separated by commas, without blanks; a leading '^' excludes them.", false, false, "", judge_nothing},
      ValueType{"ucx-memunits", "A size: an integer with an optional K, M, G, T or P, 'inf' or 'auto'.", false, false,
                "an integer with an optional K, M, G, T or P, inf, auto", judge_ucx_memunits},
      ValueType{"ucx-memunits-keyed", "A size, or one for each key: 'key:size,key:size'.", true, false,
                "an integer with an optional K, M, G, T or P, inf, auto, or one for each key (key:size,key:size)",
                judge_ucx_memunits_keyed},
      ValueType{"ucx-on-off-auto", "UCX's switch with 'on', 'off', 'try' and 'auto'.", false, false,
                "on, off, y, yes, n, no, 1, 0, try, maybe, auto", judge_ucx_on_off_auto},
      ValueType{"ucx-range", "A number, or two with '-' between them.", false, false, "a number, or two with '-' between them",
                judge_ucx_range},
      ValueType{"ucx-ternary", "UCX's switch with 'try': on where it works.", false, false, "y, yes, n, no, on, off, 1, 0, try, maybe",
                judge_ucx_ternary},
      ValueType{"ucx-ternary-auto", "UCX's switch with 'try' and 'auto'.", false, false, "y, yes, n, no, on, off, 1, 0, try, maybe, auto",
                judge_ucx_ternary_auto},
      ValueType{"ucx-time", "A time: a number with an optional s, ms, us, ns or m, or 'inf'.", false, false,
                "a number with an optional s, ms, us, ns or m, inf", judge_ucx_time},
      ValueType{"ucx-time-auto", "A time: a number with an optional s, ms, us, ns or m, 'inf' or 'auto'.", false, false,
                "a number with an optional s, ms, us, ns or m, inf, auto", judge_ucx_time},
      ValueType{"ucx-uint", "An integer, or 'inf'.", false, false, "an integer or inf", judge_ucx_uint},
      ValueType{"ucx-ulunits", "An integer, 'inf' or 'auto'.", false, false, "an integer, inf or auto", judge_ucx_ulunits},
  };
  return kTypes;
}

bool ValueType::judges() const {
  return judge != judge_nothing;
}

const ValueType* value_type_named(std::string_view name) {
  const std::span<const ValueType> types = value_types();
  const auto found = std::find_if(types.begin(), types.end(), [&](const ValueType& type) { return type.name == name; });
  return found == types.end() ? nullptr : &*found;
}

std::optional<Mistake> judge_value(const TracedText& value, const Variable& variable) {
  if (variable.type == nullptr) return std::nullopt;
  // An empty value is how manifests take back what an image or a base sets; it gets what it asks for.
  if (value.empty() && (variable.invalid == "default" || variable.invalid == "ignored")) return std::nullopt;
  std::optional<Mistake> mistake = variable.type->judge(value, variable);
  if (!mistake) return mistake;
  auto instead = variable.instead.find(value.text());
  if (instead == variable.instead.end()) instead = variable.instead.find(lower(value.text()));
  if (instead != variable.instead.end()) mistake->instead = instead->second;
  return mistake;
}

std::string expects_of(const Variable& variable) {
  if (variable.type == nullptr) return {};
  if (variable.multiple_of) return fmt::format("{}, a multiple of {}", variable.type->expects, *variable.multiple_of);
  if (!variable.type->expects.empty() && variable.type->has_range && (variable.min || variable.max)) {
    if (!variable.max) return fmt::format("{} from {}", variable.type->expects, *variable.min);
    if (!variable.min) return fmt::format("{} up to {}", variable.type->expects, *variable.max);
    return fmt::format("{} from {} to {}", variable.type->expects, *variable.min, *variable.max);
  }
  if (!variable.type->expects.empty()) return std::string(variable.type->expects);
  // What ends in ':' is no word, but a function that words may be for.
  std::vector<std::string> words = variable.values;
  const auto functions = std::stable_partition(words.begin(), words.end(), [](const std::string& word) { return !word.ends_with(':'); });
  const std::vector<std::string> prefixes(functions, words.end());
  words.erase(functions, words.end());
  const std::string plain = joined(words);
  if (!prefixes.empty()) return fmt::format("{}, for one function behind {}", plain, joined(prefixes));
  return plain.find('#') == std::string::npos ? plain : plain + " (# is a number)";
}

std::string joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

std::string none_of(std::string_view value, std::string_view words) {
  if (value.empty()) return fmt::format("an empty value is none of {}", words);
  return fmt::format("'{}' is none of {}", value, words);
}

std::optional<bool> said(std::string_view word) {
  constexpr std::array<std::string_view, 7> kYes = {"true", "yes", "on", "y", "t", "enable", "enabled"};
  constexpr std::array<std::string_view, 8> kNo = {"false", "no", "off", "n", "f", "disable", "disabled", "none"};
  const std::string lowered = lower(word);
  if (std::find(kYes.begin(), kYes.end(), lowered) != kYes.end()) return true;
  if (std::find(kNo.begin(), kNo.end(), lowered) != kNo.end()) return false;
  return std::nullopt;
}

}  // namespace fabriclint
