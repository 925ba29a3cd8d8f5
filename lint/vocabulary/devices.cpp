// SPDX-License-Identifier: Apache-2.0
#include "vocabulary/devices.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "toml/fields.h"

namespace fabriclint {
namespace {

constexpr char kNumber = '#';
constexpr std::size_t kLongest = 64;
constexpr std::uint8_t kMostSlips = 1;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

char lowered(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// The digit that a letter is easily taken for; 0 for none.
char digit_like(char c) {
  if (c == 'O' || c == 'o') return '0';
  if (c == 'l' || c == 'I') return '1';
  return 0;
}

// One step of a comparison: how much of the name and of the shape it takes, and what it costs.
struct Step {
  std::uint8_t slips = kMostSlips + 1;  // up to here; more than allowed: there is no way
  std::uint8_t of_name = 0;
  std::uint8_t of_shape = 0;
  std::array<char, 2> right = {};  // what a right name has there
};

class Comparison {
 public:
  Comparison(std::string_view shape, std::string_view name) : shape_(shape), name_(name) {
    table_.front().front().slips = 0;
    for (std::size_t i = 0; i <= name.size(); ++i) {
      for (std::size_t j = 0; j <= shape.size(); ++j) fill(i, j);
    }
  }

  [[nodiscard]] std::optional<std::string> right() const {
    std::size_t i = name_.size();
    std::size_t j = shape_.size();
    if (table_[i][j].slips > kMostSlips) return std::nullopt;
    std::string reversed;
    while (i > 0 || j > 0) {
      const Step& step = table_[i][j];
      for (const char c : {step.right[1], step.right[0]}) {
        if (c != '\0') reversed += c;
      }
      i -= step.of_name;
      j -= step.of_shape;
    }
    return std::string(reversed.rbegin(), reversed.rend());
  }

 private:
  void offer(std::size_t i, std::size_t j, Step step, std::uint8_t cost) {
    const std::uint8_t before = table_[i - step.of_name][j - step.of_shape].slips;
    step.slips = static_cast<std::uint8_t>(before + cost);
    if (step.slips < table_[i][j].slips) table_[i][j] = step;
  }

  void fill(std::size_t i, std::size_t j) {
    const char have = i > 0 ? name_[i - 1] : '\0';
    const char want = j > 0 ? shape_[j - 1] : '\0';
    const bool after_number = want == kNumber;
    const bool before_number = j < shape_.size() && shape_[j] == kNumber;
    if (i > 0 && j > 0 && want == kNumber) {
      if (is_digit(have)) {
        offer(i, j, {.of_name = 1, .of_shape = 1, .right = {have}}, 0);
        offer(i, j, {.of_name = 1, .of_shape = 0, .right = {have}}, 0);
      } else if (const char digit = digit_like(have); digit != '\0') {
        offer(i, j, {.of_name = 1, .of_shape = 1, .right = {digit}}, 1);
        offer(i, j, {.of_name = 1, .of_shape = 0, .right = {digit}}, 1);
      }
    }
    if (i > 0 && j > 0 && want != kNumber) {
      offer(i, j, {.of_name = 1, .of_shape = 1, .right = {want}}, lowered(have) == lowered(want) ? 0 : 1);
    }
    if (j > 0 && want != kNumber) offer(i, j, {.of_name = 0, .of_shape = 1, .right = {want}}, 1);
    if (i > 0 && !(is_letter(have) && (after_number || before_number))) offer(i, j, {.of_name = 1, .of_shape = 0, .right = {}}, 1);
    if (i > 1 && j > 1 && want != kNumber && shape_[j - 2] != kNumber && lowered(have) == lowered(shape_[j - 2]) &&
        lowered(name_[i - 2]) == lowered(want)) {
      offer(i, j, {.of_name = 2, .of_shape = 2, .right = {shape_[j - 2], want}}, 1);
    }
  }

  std::string_view shape_;
  std::string_view name_;
  std::array<std::array<Step, kLongest + 1>, kLongest + 1> table_ = {};
};

bool fits_one(const DeviceFamily& family, std::string_view name, bool open) {
  return std::any_of(family.shapes.begin(), family.shapes.end(), [&](const std::string& shape) { return fits_shape(shape, name, open); });
}

}  // namespace

bool fits_shape(std::string_view shape, std::string_view name, bool open) {
  std::size_t at = 0;
  for (const char want : shape) {
    if (at == name.size()) return open;
    if (want == kNumber ? !is_digit(name[at]) : want != name[at]) return false;
    ++at;
    while (want == kNumber && at < name.size() && is_digit(name[at])) ++at;
  }
  return at == name.size();
}

std::optional<std::string> respelt(std::string_view shape, std::string_view name) {
  if (shape.size() > kLongest || name.size() > kLongest || fits_shape(shape, name, true)) return std::nullopt;
  return Comparison(shape, name).right();
}

std::optional<std::string> respelt_device(const DeviceFamilies& families, std::string_view name) {
  const auto fits = [&](const auto& family) { return fits_one(family.second, name, true); };
  if (name.empty() || std::any_of(families.begin(), families.end(), fits)) return std::nullopt;
  for (const auto& [key, family] : families) {
    if (!family.respell) continue;
    for (const std::string& shape : family.shapes) {
      if (auto right = respelt(shape, name)) return right;
    }
  }
  return std::nullopt;
}

std::string_view kind_of_device(const DeviceFamilies& families, std::string_view name) {
  const auto found =
      std::find_if(families.begin(), families.end(), [&](const auto& family) { return fits_one(family.second, name, false); });
  return found == families.end() || found->second.kind.empty() ? "other" : std::string_view(found->second.kind);
}

DeviceFamily read_device_family(const toml::Member& definition, toml::Diagnostics& diagnostics) {
  toml::Fields fields(definition.value, fmt::format("the device family '{}'", definition.key), diagnostics);
  DeviceFamily family;
  if (const auto summary = fields.required_text("summary")) family.summary = summary->text;
  if (const auto kind = fields.text("kind")) {
    static const std::vector<std::string> kKinds = {"rdma", "interface"};
    family.kind = kind->text;
    if (std::find(kKinds.begin(), kKinds.end(), kind->text) == kKinds.end()) diagnostics.unknown(kind->span, "kind of device", kind->text, kKinds);
  }
  fields.require("shapes");
  for (toml::Text& shape : fields.texts("shapes")) {
    if (shape.text.empty() || shape.text.size() > kLongest || shape.text.find("##") != std::string::npos) {
      diagnostics.add(shape.span, fmt::format("'{}' is no shape of a name: at most {} letters, and no two numbers in a row.", shape.text, kLongest));
    }
    family.shapes.push_back(std::move(shape.text));
  }
  family.respell = fields.boolean("respell").value_or(false);
  fields.done();
  return family;
}

}  // namespace fabriclint
