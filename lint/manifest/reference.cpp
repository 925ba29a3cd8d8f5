// SPDX-License-Identifier: Apache-2.0
#include "manifest/reference.h"

#include <algorithm>
#include <cstddef>

#include "launch/shell_words.h"

namespace fabriclint::manifest {

std::vector<std::string_view> kubernetes_references(std::string_view text) {
  std::vector<std::string_view> names;
  for (std::size_t at = text.find('$'); at != std::string_view::npos && at + 1 < text.size(); at = text.find('$', at)) {
    if (text[at + 1] == '$') {
      at += 2;
    } else if (text[at + 1] == '(') {
      const std::size_t end = text.find(')', at);
      if (end == std::string_view::npos) break;
      names.push_back(text.substr(at + 2, end - at - 2));
      at = end + 1;
    } else {
      ++at;
    }
  }
  return names;
}

bool is_variable_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) { return shell::is_name_part(c) || c == '-' || c == '.'; });
}

std::vector<ShellReference> shell_references(std::string_view text) {
  std::vector<ShellReference> references;
  bool unclosed = false;  // no '}' follows: remembered, or many "${" would each search to the end
  for (std::size_t at = text.find('$'); at != std::string_view::npos && at + 1 < text.size(); at = text.find('$', at)) {
    const bool braced = text[at + 1] == '{';
    const std::size_t begin = at + (braced ? 2 : 1);
    const auto end = static_cast<std::size_t>(
        std::find_if_not(text.begin() + static_cast<std::ptrdiff_t>(begin), text.end(), shell::is_name_part) - text.begin());
    if (end == begin || (text[begin] >= '0' && text[begin] <= '9')) {
      at += 2;  // `$$` and whatever is no name
      continue;
    }
    const std::size_t close = !braced ? end : unclosed ? std::string_view::npos : text.find('}', end);
    if (close == std::string_view::npos)
      unclosed = true;
    else
      references.push_back({text.substr(begin, end - begin), text.substr(at, close - at + (braced ? 1 : 0))});
    at = end;
  }
  return references;
}

}  // namespace fabriclint::manifest
