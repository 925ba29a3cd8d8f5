// SPDX-License-Identifier: Apache-2.0
#include "rule/message.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace fabriclint {
namespace {

// What stands for a value, to those who read the rule and have no finding. The last part of a path says it, but for these.
std::string word_for(const Path& path) {
  using Entry = std::pair<std::string_view, std::string_view>;
  constexpr std::array<Entry, 5> kWords = {{{"variable.expects", "legal values"},
                                            {"variable.instead", "what is meant"},
                                            {"variable.similar", "similar name"},
                                            {"variable.replaced-by", "its successor"},
                                            {"node.allocatable.", "what the node has"}}};
  const auto* const known = std::find_if(kWords.begin(), kWords.end(), [&](const Entry& entry) {
    return entry.first.ends_with('.') ? path.text.starts_with(entry.first) : path.text == entry.first;
  });
  if (known != kWords.end()) return std::string(known->second);
  const ModelPath* model = model_path_of(path.text);
  std::string word(last_part(path.text));
  if (model == nullptr || !model->is_open()) std::replace(word.begin(), word.end(), '-', ' ');
  return word;
}

std::string word_for(const Message::Part& part) {
  switch (part.kind) {
    case Message::Part::Kind::text:
      break;
    case Message::Part::Kind::value:
      return word_for(part.path);
    case Message::Part::Kind::because:
      return fmt::format("the reason for {}", part.path.text);
    case Message::Part::Kind::at_name:
      return "name";
    case Message::Part::Kind::at_value:
    case Message::Part::Kind::at_item:
      return "value";
    case Message::Part::Kind::at_instead:
      return "what is meant";
    case Message::Part::Kind::problem:
      return "problem";
  }
  return {};
}

}  // namespace

std::string template_of(const Message& message) {
  std::string out;
  for (const Message::Part& part : message.parts) {
    out += part.kind == Message::Part::Kind::text ? part.text : fmt::format("<{}>", word_for(part));
  }
  return out;
}

}  // namespace fabriclint
