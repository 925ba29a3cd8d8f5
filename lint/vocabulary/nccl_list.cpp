// SPDX-License-Identifier: Apache-2.0
#include "vocabulary/nccl_list.h"

#include <utility>

#include "vocabulary/words.h"

namespace fabriclint {

Decoded decode_nccl_elements(const TracedText& text, const Vocabulary& /*vocabulary*/) {
  std::size_t begin = text.text().starts_with('^') ? 1 : 0;
  if (begin < text.size() && text.text()[begin] == '=') ++begin;
  std::vector<DecodedItem> items;
  for (TracedText& name : split(text.slice(begin), ',')) {
    if (name.empty()) continue;
    std::string word = name.text();
    items.push_back({std::move(word), std::move(name)});
  }
  return Decoded::list(std::move(items));
}

}  // namespace fabriclint
