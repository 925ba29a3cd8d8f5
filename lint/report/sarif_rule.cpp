// SPDX-License-Identifier: Apache-2.0
#include "report/sarif_rule.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "report/echo.h"
#include "report/sentence.h"
#include "text/utf8.h"

namespace fabriclint {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxDescription = 1024;  // characters GitHub takes in shortDescription and fullDescription
constexpr std::size_t kMaxHelp = 30'000;       // bytes; ours, so that a run of many rules stays far below the 10 MB of an upload

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

std::string_view first_paragraph(std::string_view text) {
  text = trimmed(text);
  return text.substr(0, text.find("\n\n"));
}

// Keeps line breaks, which Markdown needs, and escapes all other control characters.
std::string kept_lines(std::string_view text) {
  std::string out;
  text = trimmed(text);
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    out += echoed(line, kMaxHelp) + '\n';
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  if (!out.empty()) out.pop_back();
  if (out.size() > kMaxHelp) {
    std::size_t cut = kMaxHelp;
    while (cut > 0 && utf8::is_continuation(out[cut])) --cut;
    out.resize(cut);
    out += "...";
  }
  return out;
}

std::string description(std::string_view text) {
  std::string sentence = plain_sentence(on_one_line(text));
  // Bytes instead of characters: never too long, and counting cannot disagree with GitHub's.
  if (sentence.size() > kMaxDescription) {
    std::size_t cut = kMaxDescription - 3;
    while (cut > 0 && utf8::is_continuation(sentence[cut])) --cut;
    sentence.resize(cut);
    sentence += "...";
  }
  return sentence;
}

// The most general advice.
std::string advice(const Rule& rule) {
  return on_one_line(rule.voice->words.help.empty() ? rule.help : template_of(rule.voice->words.help.back()));
}

std::string help_text(const Rule& rule) {
  std::string out = kept_lines(rule.why.empty() ? rule.summary : rule.why);
  if (!rule.help.empty()) out += "\n\nWhat to do: " + plain_sentence(advice(rule));
  if (!rule.references.empty()) out += "\n\nReferences:";
  for (const std::string& reference : rule.references) out += "\n- " + echoed(on_one_line(reference));
  return out + "\n\nRead on with: fabriclint explain " + echoed(rule.id);
}

std::string help_markdown(const Rule& rule) {
  std::string out = kept_lines(rule.why.empty() ? rule.summary : rule.why);
  if (!rule.help.empty()) out += "\n\n**What to do:** " + markdown_sentence(advice(rule));
  if (!rule.references.empty()) out += "\n\n**References**\n";
  for (const std::string& reference : rule.references) out += "\n- " + echoed(on_one_line(reference));
  return out + fmt::format("\n\nRead on with `fabriclint explain {}`.", echoed(rule.id));
}

std::string_view problem_severity(Level level) {
  return level == Level::error ? "error" : level == Level::warning ? "warning" : "recommendation";
}

}  // namespace

std::string pascal_case(std::string_view id) {
  std::string name;
  bool upper = true;
  for (const char c : id) {
    const bool lower = c >= 'a' && c <= 'z';
    const bool kept = lower || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (kept) name += lower && upper ? static_cast<char>(c - 'a' + 'A') : c;
    upper = !kept;
  }
  const auto same = [](char a, char b) { return a == b || (a ^ b) == 0x20; };
  if (std::equal(name.begin(), name.end(), id.begin(), id.end(), same)) name += "Rule";
  return name;
}

Json sarif_rule(const Rule& rule) {
  const std::string_view paragraph = first_paragraph(rule.why);
  Json properties = Json::object();
  if (!rule.subject.empty()) properties["tags"] = Json::array({echoed(rule.subject)});
  // A rule speaks only when every value it needs is known, so its findings are seldom wrong.
  properties["precision"] = "high";
  properties["problem.severity"] = problem_severity(rule.level);

  Json out;
  out["id"] = echoed(rule.id);
  out["name"] = pascal_case(rule.id);
  out["shortDescription"]["text"] = description(rule.summary);
  out["fullDescription"]["text"] = description(paragraph.empty() ? std::string_view(rule.summary) : paragraph);
  out["help"]["text"] = help_text(rule);
  out["help"]["markdown"] = help_markdown(rule);
  out["defaultConfiguration"]["level"] = name_of(rule.level);
  out["properties"] = std::move(properties);
  return out;
}

}  // namespace fabriclint
