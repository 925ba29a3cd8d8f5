// SPDX-License-Identifier: Apache-2.0
#include "launch/shell_expand.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <utility>

namespace fabriclint::shell {
namespace {

constexpr std::string_view kBlanks = " \t\n";

// Variables that a shell or a container runtime always sets: that the manifest does not name them does not make them unset.
constexpr std::array<std::string_view, 17> kAlwaysSet = {"BASHPID", "BASH_VERSION", "EUID", "HOME", "HOSTNAME", "IFS",
                                                         "LINENO",  "OLDPWD",       "PATH", "PPID", "PWD",      "RANDOM",
                                                         "SHELL",   "SHLVL",        "TERM", "UID",  "USER"};

}  // namespace

// Takes pieces of text and makes words of them.
struct Expansion::Sink {
  std::vector<Field>* fields = nullptr;  // null: everything becomes `current`
  Span span;
  HoledText current;
  bool begun = false;

  void finish() {
    if (begun && fields != nullptr) fields->push_back({std::exchange(current, {}), span});
    if (fields != nullptr) begun = false;
  }
  void add(const HoledText& text, bool quoted) {
    if (quoted || fields == nullptr) {
      current.append(text);
      begun = true;
      return;
    }
    const std::string_view raw = text.text.text();
    std::size_t at = 0;
    while (at < raw.size()) {
      const std::size_t end = std::min(raw.find_first_of(kBlanks, at), raw.size());
      if (end > at) {
        HoledText piece = text.slice(at, end);
        for (Hole& hole : piece.holes) hole.splits = true;
        current.append(piece);
        begun = true;
      }
      if (end < raw.size()) finish();
      at = end + 1;
    }
  }
};

bool Expansion::afford(std::size_t bytes) {
  if (bytes > budget_) {
    budget_ = 0;
    return false;
  }
  budget_ -= bytes;
  return true;
}

void Expansion::put_unknown(const Part& part, std::string why, Sink& sink) const {
  sink.current.append_hole(std::move(why), !part.quoted, span(part.begin, part.end));
  sink.begun = true;
}

void Expansion::put_elements(const Part& part, const std::vector<HoledText>& elements, Sink& sink) {
  for (const HoledText& element : elements) {
    if (&element != &elements.front()) {
      if (part.use == Part::Use::all || !part.quoted) {
        sink.finish();
      }
      if (sink.fields == nullptr || (part.use == Part::Use::joined && part.quoted)) sink.add(HoledText(TracedText::made(" ")), true);
    }
    if (!afford(element.weight() + 64)) return put_unknown(part, "its variables expand to too long a text", sink);
    sink.add(element, part.quoted);
  }
}

void Expansion::put_variable(const Part& part, Sink& sink) {
  const std::string& name = part.name;
  if (part.quoted && part.use != Part::Use::all) sink.begun = true;  // an empty word is a word
  if (!afford(1)) return put_unknown(part, "its variables expand to too long a text", sink);
  std::vector<HoledText> elements;
  const Variable* variable = nullptr;
  Variable of_position;
  if (is_name(name)) {
    variable = variables_.find(name);
  } else if (name == "@" || name == "*" || (name.front() >= '0' && name.front() <= '9')) {
    if (!positional_.unknown.empty()) return put_unknown(part, positional_.unknown, sink);
    std::size_t number = 0;
    std::from_chars(name.data(), name.data() + name.size(), number);
    if (name == "@" || name == "*") {
      of_position.array = true;
      for (std::size_t n = 1; n < positional_.words.size(); ++n) of_position.elements.push_back(positional_.words[n].text);
      variable = &of_position;
    } else if (number < positional_.words.size()) {
      of_position.value = positional_.words[number].text;
      variable = &of_position;
    }
  } else {
    return put_unknown(part, "'$" + name + "' is known only when the script runs", sink);
  }

  if (variable == nullptr) {
    const std::string* why = is_name(name) ? variables_.gap(name) : nullptr;
    if (std::find(kAlwaysSet.begin(), kAlwaysSet.end(), name) != kAlwaysSet.end()) {
      return put_unknown(part, "the variable " + quoted_name(name) + " is set by the container's system", sink);
    }
    if (part.use == Part::Use::unless || part.use == Part::Use::if_set) {
      if (why != nullptr) return put_unknown(part, "the variable " + quoted_name(name) + " is not known: " + *why, sink);
      if (part.use == Part::Use::unless) put(part.operand, sink);
      return;
    }
    if (!is_name(name) || part.use == Part::Use::all) return;  // no such argument: nothing
    return put_unknown(part, "the variable " + quoted_name(name) + " is set nowhere in the manifest", sink);
  }

  if (variable->array && (part.use == Part::Use::all || part.use == Part::Use::joined)) {
    elements = variable->elements;
    return put_elements(part, elements, sink);
  }
  HoledText value = variable->value;
  if (variable->array) value = variable->elements.empty() ? HoledText() : variable->elements.front();
  if (!afford(value.weight())) return put_unknown(part, "its variables expand to too long a text", sink);
  if (!value.is_known() && (part.use != Part::Use::value || value.text.size() == 1)) {
    const std::string why = value.holes.front().why;
    return put_unknown(part, is_name(name) ? "the variable " + quoted_name(name) + " is not known: " + why : why, sink);
  }
  const bool none = value.text.empty() && part.colon;
  if (part.use == Part::Use::if_set) {
    if (!none) put(part.operand, sink);
  } else if (part.use == Part::Use::unless && none) {
    put(part.operand, sink);
  } else {
    sink.add(value, part.quoted);
  }
}

void Expansion::put(const std::vector<Part>& parts, Sink& sink) {
  for (const Part& part : parts) {
    switch (part.kind) {
      case Part::Kind::literal: {
        HoledText literal = script_.slice(part.begin, part.end);
        for (Hole& hole : literal.holes) hole.splits = !part.quoted;
        sink.add(literal, part.quoted);
        break;
      }
      case Part::Kind::variable:
        put_variable(part, sink);
        break;
      case Part::Kind::unreadable:
        put_unknown(part, part.why, sink);
        break;
    }
  }
}

void Expansion::fields(const WordSyntax& word, std::vector<Field>& fields) {
  Sink sink;
  sink.fields = &fields;
  sink.span = span(word.begin, word.end);
  put(word.parts, sink);
  sink.finish();
}

HoledText Expansion::text(const WordSyntax& word) {
  Sink sink;
  put(word.parts, sink);
  return std::move(sink.current);
}

}  // namespace fabriclint::shell
