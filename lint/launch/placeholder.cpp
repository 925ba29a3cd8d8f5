// SPDX-License-Identifier: Apache-2.0
#include "launch/placeholder.h"

#include <cstddef>
#include <string_view>

namespace fabriclint {

HoledText with_holes(HoledText text, Placeholder kind) {
  const bool is_template = kind == Placeholder::template_expression;
  const std::string_view opening = is_template ? "{{" : "${";
  const std::string_view closing = is_template ? "}}" : "}";
  const std::string_view raw = text.text.text();
  std::size_t open = raw.find(opening);
  if (open == std::string_view::npos) return text;
  HoledText filled;
  std::size_t done = 0;
  while (open != std::string_view::npos) {
    const std::size_t close = raw.find(closing, open + opening.size());
    if (close == std::string_view::npos) break;
    filled.append(text.slice(done, open));
    done = close + closing.size();
    filled.append_hole(is_template ? "it is a template expression" : "it is a placeholder", false, text.text.span(open, done));
    open = raw.find(opening, done);
  }
  filled.append(text.slice(done, raw.size()));
  return filled;
}

}  // namespace fabriclint
