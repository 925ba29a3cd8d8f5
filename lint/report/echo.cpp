// SPDX-License-Identifier: Apache-2.0
#include "report/echo.h"

#include "text/printable.h"

namespace fabriclint {

std::string echoed(std::string_view text, std::size_t limit) {
  std::string out = printable(text, limit);
  for (std::size_t at = out.find("##["); at != std::string::npos; at = out.find("##[", at)) out.replace(at + 2, 1, "\\x5b");
  return out;
}

std::string echoed_path(std::string_view path) {
  const auto plain = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' || c == '/';
  };
  const bool doubtful = !path.empty() && !plain(path.front()) && path.find("::") != std::string_view::npos;
  return (doubtful ? "./" : "") + echoed(path);
}

std::string on_one_line(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  std::string out;
  while (true) {
    const std::size_t begin = text.find_first_not_of(kBlank);
    if (begin == std::string_view::npos) return out;
    text.remove_prefix(begin);
    // Blanks inside a line stay as they were written.
    const std::size_t end = text.find_first_of("\r\n");
    std::string_view line = text.substr(0, end);
    line = line.substr(0, line.find_last_not_of(kBlank) + 1);
    if (!out.empty()) out += ' ';
    out += line;
    if (end == std::string_view::npos) return out;
    text.remove_prefix(end);
  }
}

std::string heading(Level level, std::string_view rule) {
  std::string out(name_of(level));
  if (!rule.empty()) out += '[' + echoed(rule) + ']';
  return out;
}

}  // namespace fabriclint
