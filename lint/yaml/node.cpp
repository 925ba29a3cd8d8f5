// SPDX-License-Identifier: Apache-2.0
#include "yaml/node.h"

#include <algorithm>
#include <array>

namespace fabriclint::yaml {

namespace {

constexpr std::string_view kNullTag = "tag:yaml.org,2002:null";

}  // namespace

bool is_null(const Node& node) {
  if (node.kind != Kind::scalar) return false;
  if (!node.tag.empty()) return node.tag == kNullTag;
  if (node.style != Style::plain) return false;
  const std::string_view value = node.value;
  return value.empty() || value == "~" || value == "null" || value == "Null" || value == "NULL";
}

bool is_boolean(std::string_view plain) {
  constexpr std::array<std::string_view, 18> kWords = {"true", "True", "TRUE", "false", "False", "FALSE", "yes", "Yes", "YES",
                                                       "no",   "No",   "NO",   "on",    "On",    "ON",    "off", "Off", "OFF"};
  return std::find(kWords.begin(), kWords.end(), plain) != kWords.end();
}

std::vector<const Node*> items_of(const Node* node) {
  std::vector<const Node*> items;
  node = resolve(node);
  if (node == nullptr || node->kind != Kind::sequence) return items;
  items.reserve(node->items.size());
  for (const Node* item : node->items) items.push_back(resolve(item));
  return items;
}

bool is_text(const Node* node) {
  node = resolve(node);
  return node != nullptr && node->kind == Kind::scalar && !is_null(*node);
}

Stream::Stream() : arena_(std::make_unique<std::pmr::monotonic_buffer_resource>()) {}

const Problem* Stream::fatal() const {
  const auto found = std::find_if(problems.begin(), problems.end(), [](const Problem& problem) {
    return problem.kind == ProblemKind::syntax || problem.kind == ProblemKind::encoding || problem.kind == ProblemKind::limit;
  });
  return found == problems.end() ? nullptr : &*found;
}

}  // namespace fabriclint::yaml
