// SPDX-License-Identifier: Apache-2.0
#include "vocabulary/devices.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <utility>

#include "text/ascii.h"
#include "toml/fields.h"

namespace fabriclint {
namespace {

constexpr char kNumber = '#';
constexpr std::size_t kLongest = 64;

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

// How far a name has been compared with a shape, and what a right name has up to there.
struct Progress {
  std::size_t of_name = 0;
  std::size_t of_shape = 0;
  std::string right;
};

class Comparison {
 public:
  Comparison(std::string_view shape, std::string_view name) : shape_(shape), name_(name) {}

  // One slip at most: it can be taken at the first letter that differs, and the rest must fit.
  [[nodiscard]] std::optional<std::string> right() const {
    Progress same;
    advance(same);
    if (is_done(same)) return same.right;
    // A letter is sooner left out than a digit written for it: `mlx510` is mlx5_10, not mlx5_0.
    for (const auto slip : {&Comparison::insert, &Comparison::replace, &Comparison::drop, &Comparison::swap}) {
      Progress next = same;
      if (!(this->*slip)(next)) continue;
      advance(next);
      if (is_done(next)) return next.right;
    }
    return std::nullopt;
  }

 private:
  [[nodiscard]] char have(const Progress& at, std::size_t ahead = 0) const {
    return at.of_name + ahead < name_.size() ? name_[at.of_name + ahead] : '\0';
  }
  [[nodiscard]] char want(const Progress& at, std::size_t ahead = 0) const {
    return at.of_shape + ahead < shape_.size() ? shape_[at.of_shape + ahead] : '\0';
  }
  [[nodiscard]] bool is_behind_number(const Progress& at) const { return at.of_shape > 0 && shape_[at.of_shape - 1] == kNumber; }
  [[nodiscard]] bool is_done(const Progress& at) const { return at.of_name == name_.size() && at.of_shape == shape_.size(); }

  void advance(Progress& at) const {
    while (at.of_name < name_.size()) {
      if (is_digit(have(at)) && is_behind_number(at)) {
        at.right += name_[at.of_name++];
      } else if (want(at) == kNumber ? is_digit(have(at)) : lowered(have(at)) == lowered(want(at))) {
        at.right += want(at) == kNumber ? have(at) : want(at);
        ++at.of_name;
        ++at.of_shape;
      } else {
        return;
      }
    }
  }

  bool replace(Progress& at) const {
    const char digit = digit_like(have(at));
    if (digit != '\0' && (want(at) == kNumber || is_behind_number(at))) {
      at.right += digit;
      at.of_shape += want(at) == kNumber ? 1 : 0;
    } else if (have(at) != '\0' && want(at) != '\0' && want(at) != kNumber) {
      at.right += want(at);
      ++at.of_shape;
    } else {
      return false;
    }
    ++at.of_name;
    return true;
  }

  bool insert(Progress& at) const {
    if (want(at) == '\0' || want(at) == kNumber) return false;
    at.right += want(at);
    ++at.of_shape;
    return true;
  }

  bool drop(Progress& at) const {
    if (is_letter(have(at)) && (want(at) == kNumber || is_behind_number(at))) return false;
    ++at.of_name;
    return at.of_name <= name_.size();
  }

  bool swap(Progress& at) const {
    if (want(at) == '\0' || lowered(have(at)) != lowered(want(at, 1)) || lowered(have(at, 1)) != lowered(want(at))) return false;
    at.right += want(at);
    at.right += want(at, 1);
    at.of_name += 2;
    at.of_shape += 2;
    return true;
  }

  std::string_view shape_;
  std::string_view name_;
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
  toml::Fields fields(definition.value, "the device family", definition.key, diagnostics);
  DeviceFamily family;
  if (const auto summary = fields.required_text("summary")) family.summary = summary->text;
  if (const auto kind = fields.text("kind")) {
    static const std::vector<std::string> kKinds = {"rdma", "interface"};
    family.kind = kind->text;
    if (std::find(kKinds.begin(), kKinds.end(), kind->text) == kKinds.end())
      diagnostics.unknown(kind->span, "kind of device", kind->text, kKinds);
  }
  fields.require("shapes");
  for (toml::Text& shape : fields.texts("shapes")) {
    if (shape.text.empty() || shape.text.size() > kLongest || shape.text.find("##") != std::string::npos) {
      diagnostics.add(shape.span,
                      fmt::format("'{}' is no shape of a name: at most {} letters, and no two numbers in a row.", shape.text, kLongest));
    }
    family.shapes.push_back(std::move(shape.text));
  }
  family.respell = fields.boolean("respell").value_or(false);
  fields.done();
  return family;
}

}  // namespace fabriclint
