// SPDX-License-Identifier: Apache-2.0
// Names of network devices, as families of shapes: `mlx5_#` is mlx5_ and a number. The tables are data (rules/catalogue/devices.toml). A
// name that fits no family proves nothing, because udev and administrators rename devices; one that is a single slip away from a family of
// HCAs does. One comparison is linear in the name, and names of more than 64 bytes are not looked at.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fabriclint {

namespace toml {
class Diagnostics;
struct Member;
}  // namespace toml

struct DeviceFamily {
  std::string summary;
  std::string kind;                 // "rdma" or "interface"; empty where the name is used for both
  std::vector<std::string> shapes;  // `#` stands for a number
  bool respell = false;             // what is one slip away from a shape is meant to be of this family
};

using DeviceFamilies = std::map<std::string, DeviceFamily, std::less<>>;

// Whether a name has the shape, letter by letter. `open`: or begins one that has, as NCCL's lists may name the beginning of several
// devices.
[[nodiscard]] bool fits_shape(std::string_view shape, std::string_view name, bool open = false);

// The name as the shape wants it, when its case, or one letter that is wrong, missing, too much or swapped with its neighbour, is all that
// is wrong with it. Nothing when a number would have to be guessed, or when the letter too much stands beside a number: `mlx5_r0` may be a
// name that somebody gave.
[[nodiscard]] std::optional<std::string> respelt(std::string_view shape, std::string_view name);

// What to write instead of a name that is a slip; nothing for one that fits a family, or resembles none.
[[nodiscard]] std::optional<std::string> respelt_device(const DeviceFamilies& families, std::string_view name);

// "rdma" or "interface" for a name of such a family, else "other".
[[nodiscard]] std::string_view kind_of_device(const DeviceFamilies& families, std::string_view name);

// Reads one `[device.NAME]`.
[[nodiscard]] DeviceFamily read_device_family(const toml::Member& definition, toml::Diagnostics& diagnostics);

}  // namespace fabriclint
