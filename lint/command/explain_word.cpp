// SPDX-License-Identifier: Apache-2.0
#include "command/explain_word.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "rule/uses.h"
#include "text/glob.h"
#include "vocabulary/devices.h"
#include "vocabulary/instance.h"
#include "vocabulary/words.h"

namespace fabriclint {
namespace {

bool is_part_of_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '/';
}

// Whether a text in lower case holds the word, which is in lower case too, between other characters.
bool holds(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || !is_part_of_word(text[at - 1])) && (end == text.size() || !is_part_of_word(text[end]))) return true;
  }
  return false;
}

// A sentence ends with a full stop before a blank, a paragraph with an empty line.
std::vector<std::string> sentences(std::string_view text) {
  std::vector<std::string> all(1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool blank = text[i] == ' ' || text[i] == '\n';
    std::string& last = all.back();
    if (!blank) {
      last += text[i];
    } else if (last.ends_with('.') || (text[i] == '\n' && i + 1 < text.size() && text[i + 1] == '\n')) {
      all.emplace_back();
    } else if (!last.empty()) {
      last += ' ';
    }
  }
  return all;
}

// The first sentence of a rule that holds the word: of its reasons, its help or its summary.
std::string said_of(const Rule& rule, std::string_view word) {
  for (const std::string* text : {&rule.why, &rule.help, &rule.summary}) {
    for (const std::string& sentence : sentences(*text)) {
      if (holds(lower(sentence), word)) return sentence;
    }
  }
  return {};
}

// The sets that list the word, and those of resources with a pattern for it.
std::vector<std::string> sets_with(const Ruleset& ruleset, std::string_view word) {
  std::set<std::string> names;
  for (const auto& [kind, sets] : ruleset.sets) {
    const bool patterns = kind == "resource";
    const auto holds_word = [&](const std::string& member) { return member == word || (patterns && glob_matches(member, word)); };
    for (const auto& [name, members] : sets) {
      if (std::any_of(members->begin(), members->end(), holds_word)) names.insert("@" + name);
    }
  }
  return {names.begin(), names.end()};
}

std::vector<std::string> amounts_of(const Instance& instance) {
  std::vector<std::string> lines;
  for (const auto& [resource, amount] : instance.allocatable) lines.push_back(fmt::format("{:<24} {}", resource, amount));
  return lines;
}

}  // namespace

bool explain_instance(const Ruleset& ruleset, std::string_view name, std::ostream& out) {
  const Instance* instance = instance_named(ruleset.instances, name);
  if (instance == nullptr) return false;
  out << fmt::format("{} (an instance type)\n\nA node of it offers, of the resources that were looked up:\n    {}\n", instance->name,
                     fmt::join(amounts_of(*instance), "\n    "));
  if (!instance->also.empty()) out << fmt::format("\nOther names: {}\n", fmt::join(instance->also, ", "));
  return true;
}

bool explain_device(const Ruleset& ruleset, std::string_view name, std::ostream& out) {
  bool found = false;
  for (const auto& [key, family] : ruleset.vocabulary.devices) {
    const bool fits =
        std::any_of(family.shapes.begin(), family.shapes.end(), [&](const std::string& shape) { return fits_shape(shape, name); });
    if (key != name && !fits) continue;
    const std::string_view kind = family.kind == "rdma"        ? "an RDMA device"
                                  : family.kind == "interface" ? "a network interface"
                                                               : "an RDMA device or a network interface";
    out << fmt::format("{} ({})\n\n{}\n\nNames (# is a number): {}\n", name, kind, family.summary, fmt::join(family.shapes, ", "));
    found = true;
  }
  return found;
}

bool explain_mistaken_transport(const Ruleset& ruleset, std::string_view name, std::ostream& out) {
  const auto& mistakes = ruleset.vocabulary.transports.mistakes;
  const auto found = mistakes.find(name);
  if (found == mistakes.end()) return false;
  out << fmt::format(
      "{0} (no transport, though often written for one)\n\nIn a list of transports, '{1}' is what people mean by it: fabriclint explain "
      "{1}\n",
      name, found->second);
  return true;
}

bool explain_word(const Ruleset& ruleset, std::string_view word, std::ostream& out) {
  constexpr std::size_t kShortest = 3;
  if (word.size() < kShortest) return false;
  const std::vector<std::string> sets = sets_with(ruleset, word);
  const std::vector<Use> uses = uses_of(ruleset, "resource." + std::string(word));
  std::string said;
  for (const Rule& rule : ruleset.rules) {
    const std::string sentence = said_of(rule, lower(word));
    if (!sentence.empty()) said += fmt::format("    {}\n        {}\n", rule.id, sentence);
  }
  if (said.empty() && uses.empty() && sets.empty()) return false;
  out << fmt::format("{} (a word of the rules)\n", word);
  if (!sets.empty()) out << fmt::format("\nA member of {}.\n", fmt::join(sets, ", "));
  if (!uses.empty()) out << "\nRules that look at the resource of this name:\n";
  for (const Use& use : uses) out << fmt::format("    {}  {}\n", use.rule->id, use.rule->summary);
  if (!said.empty()) out << "\nWhat rules say of it:\n" << said;
  return true;
}

}  // namespace fabriclint
