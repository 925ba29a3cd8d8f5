// SPDX-License-Identifier: Apache-2.0
// What is true of a pod because nothing is written: what the operator and the container runtime give it. Such a setting has no place in a
// file, and a layer of its own, so that it can be taken back where "nothing is written" turns out not to be certain: in a patch, whose base
// may write it, and in a part that could not be read.
#pragma once

#include <string_view>

#include "manifest/description.h"
#include "model/deployment.h"

namespace fabriclint::manifest {

inline constexpr std::string_view kOperatorLayer = "the operator";
inline constexpr std::string_view kOperatorDefault = "the operator's default";
inline constexpr std::string_view kRuntimeDefault = "the container runtime's default";

// A setting that no file holds; `value` is its text, or one that is not known.
[[nodiscard]] Setting default_setting(std::string path, std::string_view value, std::string_view layer);
[[nodiscard]] Setting default_setting(std::string path, Value value, std::string_view layer);

// Puts the labels of the operator below those that the manifest writes.
void put_operator_labels(const ReadOptions& options, Component& component);

// Takes back whatever rests on something not being written.
void forget_conclusions(Part& part);

}  // namespace fabriclint::manifest
