// SPDX-License-Identifier: Apache-2.0
// The kubelet's expansion of $(NAME), byte for byte (kubernetes/kubernetes: third_party/forked/golang/expansion/expand.go): after '$', a
// second '$' is one literal '$'; '(' up to the next ')' is a reference; an unclosed '(' and any other byte stay as they are written. Values
// are put in as they are and not expanded again.
#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

#include "launch/holed_text.h"
#include "launch/launch.h"

namespace fabriclint {

HoledText expand_references(const TracedText& text, const Environment& visible, std::size_t limit) {
  const std::string_view raw = text.text();
  if (raw.find('$') == std::string_view::npos) return HoledText(text);
  HoledText expanded;
  std::size_t done = 0;   // bytes before this are in `expanded`
  bool unclosed = false;  // no ')' follows: remembered, or many '$(' would each search to the end
  for (std::size_t at = raw.find('$'); at != std::string_view::npos && at + 1 < raw.size(); at = raw.find('$', at)) {
    if (raw[at + 1] == '$') {
      expanded.append(HoledText(text.slice(done, at + 1)));
      at += 2;
      done = at;
      continue;
    }
    if (raw[at + 1] != '(') {
      at += 2;  // the kubelet takes the byte after '$' with it
      continue;
    }
    const std::size_t close = unclosed ? std::string_view::npos : raw.find(')', at + 2);
    if (close == std::string_view::npos) {
      unclosed = true;
      at += 2;
      continue;
    }
    const std::string_view name = raw.substr(at + 2, close - at - 2);
    const auto found = visible.find(name);
    if (found == visible.end() || found->second.value.state == State::absent) {
      at = close + 1;
      continue;
    }
    expanded.append(HoledText(text.slice(done, at)));
    at = close + 1;
    done = at;
    const Value& value = found->second.value;
    if (expanded.weight() + (value.items.empty() ? 0 : value.items.front().size()) > limit) {
      HoledText too_long;
      too_long.append_hole("its variables expand to too long a text", false, text.span());
      return too_long;
    }
    if (value.state == State::unknown) {
      expanded.append_hole("the variable " + quoted_name(name) + " is not known: " + value.why, false, text.span(at - name.size() - 3, at));
    } else {
      expanded.append(holed(value, {}));
    }
  }
  expanded.append(HoledText(text.slice(done)));
  return expanded;
}

Word expand_kubernetes(const TracedText& text, const Environment& visible, std::size_t limit) {
  return expand_references(text, visible, limit).to_word(text.span());
}

}  // namespace fabriclint
