// SPDX-License-Identifier: Apache-2.0
#include "launch/shell_expand.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <utility>

#include "text/byte_set.h"

namespace fabriclint::shell {
namespace {

constexpr ByteSet kBlanks(" \t\n");
constexpr const char* kTooLong = "its variables expand to too long a text";

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
  void add(HoledText text, bool quoted) {
    const std::string_view raw = text.text.text();
    const bool splits = !quoted && fields != nullptr;
    if (!splits || (!raw.empty() && kBlanks.first_in(raw, 0) == raw.size())) {
      if (splits) text.split_holes();
      current.append(std::move(text));
      begun = true;
      return;
    }
    std::size_t at = 0;
    while (at < raw.size()) {
      const std::size_t end = kBlanks.first_in(raw, at);
      if (end > at) {
        HoledText piece = text.slice(at, end);
        piece.split_holes();
        current.append(std::move(piece));
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
    if (!afford(element.weight() + 64)) return put_unknown(part, kTooLong, sink);
    sink.add(element, part.quoted);
  }
}

// $0, $1, $@, $*: null where there is no such argument.
const Variable* Expansion::positional(const std::string& name, Variable& made) const {
  if (name == "@" || name == "*") {
    made.array = true;
    for (std::size_t n = 1; n < positional_.words.size(); ++n) made.elements.push_back(positional_.words[n].text);
    return &made;
  }
  std::size_t number = 0;
  std::from_chars(name.data(), name.data() + name.size(), number);
  if (number >= positional_.words.size()) return nullptr;
  made.value = positional_.words[number].text;
  return &made;
}

void Expansion::put_variable(const Part& part, Sink& sink) {
  const std::string& name = part.name;
  if (part.quoted && part.use != Part::Use::all) sink.begun = true;  // an empty word is a word
  if (!afford(1)) return put_unknown(part, kTooLong, sink);
  Variable of_position;
  const Variable* variable = nullptr;
  if (is_name(name)) {
    variable = variables_.find(name);
  } else if (name == "@" || name == "*" || (name.front() >= '0' && name.front() <= '9')) {
    if (!positional_.unknown.empty()) return put_unknown(part, positional_.unknown, sink);
    variable = positional(name, of_position);
  } else {
    return put_unknown(part, "'$" + name + "' is known only when the script runs", sink);
  }
  if (const char* why = split_otherwise(part, sink); why != nullptr) {
    if (part.assigns) variables_.forget_perhaps_exported(name, why, span(part.begin, part.end));
    return put_unknown(part, why, sink);
  }
  if (variable == nullptr) return put_absent(part, sink);
  if (!variable->array) return put_value(part, variable->value, sink);
  const std::vector<HoledText> elements = variable->elements;
  if (part.use == Part::Use::all || part.use == Part::Use::joined) return put_elements(part, elements, sink);
  put_value(part, elements.empty() ? HoledText() : elements.front(), sink);
}

// Fields are split at the bytes of IFS, and "$*" is joined with the first of them.
const char* Expansion::split_otherwise(const Part& part, const Sink& sink) {
  const bool splits = !part.quoted && sink.fields != nullptr;
  if (!splits && part.use != Part::Use::joined) return nullptr;
  if (variables_.find("IFS") == nullptr) return nullptr;
  return "the script changes IFS, which says where words end";
}

// ${X:-word}, and ${X:=word}, of which the value is what X has become.
void Expansion::put_default(const Part& part, Sink& sink) {
  if (!part.assigns || !is_name(part.name)) return put(part.operand, sink);
  Sink inner;
  put(part.operand, inner);
  Variable variable;
  variable.name_span = span(part.begin, part.end);
  variable.value_span = inner.current.text.has_place() ? inner.current.text.span() : variable.name_span;
  variable.value = inner.current;
  variables_.set(part.name, std::move(variable));
  sink.add(inner.current, part.quoted);
}

void Expansion::put_value(const Part& part, HoledText value, Sink& sink) {
  if (!afford(value.weight())) return put_unknown(part, kTooLong, sink);
  if (!value.is_known() && (part.use != Part::Use::value || value.text.size() == 1)) {
    const std::string why = value.holes.front().why;
    if (part.assigns && is_name(part.name)) variables_.forget_perhaps_exported(part.name, why, span(part.begin, part.end));
    return put_unknown(part, is_name(part.name) ? "the variable " + quoted_name(part.name) + " is not known: " + why : why, sink);
  }
  const bool none = value.text.empty() && part.colon;
  if (part.use == Part::Use::if_set) {
    if (!none) put(part.operand, sink);
  } else if (part.use == Part::Use::unless && none) {
    put_default(part, sink);
  } else {
    sink.add(std::move(value), part.quoted);
  }
}

// A variable that neither the manifest nor the script sets.
void Expansion::put_absent(const Part& part, Sink& sink) {
  const std::string& name = part.name;
  if (!is_name(name) && part.use != Part::Use::unless) return;
  if (std::find(kAlwaysSet.begin(), kAlwaysSet.end(), name) != kAlwaysSet.end()) {
    return put_unknown(part, "the variable " + quoted_name(name) + " is set by the container's system", sink);
  }
  if (part.use == Part::Use::all) return;
  if (part.use != Part::Use::unless && part.use != Part::Use::if_set) {
    return put_unknown(part, "the variable " + quoted_name(name) + " is set nowhere in the manifest", sink);
  }
  const std::string* why = is_name(name) ? variables_.gap(name) : nullptr;
  if (why != nullptr) {
    if (part.assigns) variables_.forget_perhaps_exported(name, *why, span(part.begin, part.end));
    return put_unknown(part, "the variable " + quoted_name(name) + " is not known: " + *why, sink);
  }
  if (part.use == Part::Use::unless) put_default(part, sink);
}

void Expansion::put(const std::vector<Part>& parts, Sink& sink) {
  for (const Part& part : parts) {
    switch (part.kind) {
      case Part::Kind::literal: {
        HoledText literal = script_.slice(part.begin, part.end);
        for (Hole& hole : literal.holes) hole.splits = !part.quoted;
        sink.add(std::move(literal), part.quoted);
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
