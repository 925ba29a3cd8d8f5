// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "rule/load.h"

namespace fabriclint {
namespace {

using PartKind = Message::Part::Kind;

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("._-@*/").find(c) != std::string_view::npos;
}

// The name in the braces at `brace`; empty when the brace is a plain character. `closed` is false when a name is there, but no brace ends
// it.
std::string_view placeholder_at(std::string_view text, std::size_t brace, bool& closed) {
  const std::size_t begin = brace + 1;
  std::size_t end = begin;
  while (end < text.size() && is_word(text[end])) ++end;
  if (end > begin && text[end - 1] == '.' && text.substr(end).starts_with(kSettingName)) end += kSettingName.size();
  const std::string_view name = text.substr(begin, end - begin);
  closed = end < text.size() && text[end] == '}';
  const bool plain = name.empty() || name[0] < 'a' || name[0] > 'z' || (brace > 0 && text[brace - 1] == '$');
  // "{limits: ..." is YAML; "{at.name is" has lost its brace.
  return plain || (!closed && name.find('.') == std::string_view::npos) ? std::string_view() : name;
}

// `{role.because}`: the name of the fact; empty for anything else.
std::string_view reason_of(std::string_view name, const Loading& loading) {
  constexpr std::string_view kBecause = ".because";
  if (!name.ends_with(kBecause)) return {};
  name.remove_suffix(kBecause.size());
  return fact_named(name, loading.ruleset) ? name : std::string_view();
}

// What `{name}` stands for; nothing when it stands for nothing.
std::optional<Message::Part> load_placeholder(std::string_view name, Span span, const Context& context, Loading& loading) {
  Message::Part part;
  if (name == "at.name") part.kind = PartKind::at_name;
  if (name == "at.value") part.kind = PartKind::at_value;
  if (name == "at.item") part.kind = PartKind::at_item;
  if (name == "at.instead") part.kind = PartKind::at_instead;
  if (name == "problem" && context.problem) part.kind = PartKind::problem;
  if (part.kind != PartKind::text) return part;
  if (name.starts_with("at.")) {
    const std::vector<std::string> known = {"at.name", "at.value", "at.item", "at.instead"};
    loading.diagnostics.unknown(span, "placeholder", name, known);
    return std::nullopt;
  }
  if (context.between != nullptr) {
    for (std::size_t end = 0; end < context.between->size() && end < 2; ++end) {
      const std::string& role = (*context.between)[end];
      if (!name.starts_with(role) || name.size() <= role.size() || name[role.size()] != '.') continue;
      part.end = static_cast<std::uint8_t>(end);
      name.remove_prefix(role.size() + 1);
      break;
    }
  }
  const std::string_view fact = reason_of(name, loading);
  part.kind = fact.empty() ? PartKind::value : PartKind::because;
  auto path = load_path({std::string(fact.empty() ? name : fact), span}, context, {}, loading);
  if (!path) return std::nullopt;
  part.path = *std::move(path);
  return part;
}

void append_text(Message& message, std::string_view text) {
  if (text.empty()) return;
  if (message.parts.empty() || message.parts.back().kind != PartKind::text) message.parts.emplace_back();
  message.parts.back().text += text;
}

}  // namespace

Message load_message(const toml::Text& text, const Context& context, Loading& loading) {
  Message message;
  const std::string_view all = text.text;
  constexpr std::size_t kUsual = 8;  // and no more at once, since most braces of a hostile text are none
  message.parts.reserve(std::min(kUsual, 1 + 2 * static_cast<std::size_t>(std::count(all.begin(), all.end(), '{'))));
  std::size_t plain = 0;
  for (std::size_t brace = all.find('{'); brace != std::string_view::npos; brace = all.find('{', brace + 1)) {
    bool closed = false;
    const std::string_view name = placeholder_at(all, brace, closed);
    if (name.empty()) continue;
    const std::size_t end = brace + 1 + name.size();
    const Span span = part_of(loading.sources, text.span, all.substr(brace, end - brace + (closed ? 1 : 0)));
    if (!closed) {
      loading.diagnostics.add(span, fmt::format("The placeholder '{{{}' is not closed.", name));
      continue;
    }
    append_text(message, all.substr(plain, brace - plain));
    if (auto part = load_placeholder(name, span, context, loading)) message.parts.push_back(*std::move(part));
    plain = end + 1;
    brace = end;
  }
  append_text(message, all.substr(plain));
  return message;
}

Wording load_wording(const std::vector<toml::Text>& texts, const Context& context, Loading& loading) {
  Wording wording;
  wording.reserve(texts.size());
  for (const toml::Text& text : texts) wording.push_back(load_message(text, context, loading));
  return wording;
}

}  // namespace fabriclint
