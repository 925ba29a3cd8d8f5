// SPDX-License-Identifier: Apache-2.0
#include "report/rule_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <sstream>
#include <vector>

#include "report/echo.h"
#include "report/markdown.h"
#include "rule/example.h"
#include "text/printable.h"
#include "toml/write.h"

namespace fabriclint {
namespace {

std::string line_of_text(std::string_view text) {
  return markdown_text(printable(on_one_line(text)));
}

// An item of a list. What begins it must not begin a list or a heading inside it.
void write_item(std::ostream& out, std::string_view text) {
  const std::string line = line_of_text(text);
  const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
  const std::size_t at = digits < line.size() && std::string_view(".)-+=").find(line[digits]) != std::string_view::npos ? digits : 0;
  const bool begins_block = at > 0 || (!line.empty() && std::string_view("-+=").find(line[0]) != std::string_view::npos);
  out << "* " << line.substr(0, at) << (begins_block ? "\\" : "") << line.substr(at) << '\n';
}

// A reference that is a page is a link.
void write_reference(std::ostream& out, std::string_view reference) {
  const std::string line = printable(on_one_line(reference));
  const std::string_view url = std::string_view(line).substr(0, line.find(' '));
  if (!url.starts_with("https://") || url.find_first_of("<>\\") != std::string_view::npos) return write_item(out, line);
  out << "* <" << url << '>' << markdown_text(std::string_view(line).substr(url.size())) << '\n';
}

std::string printable_lines(std::string_view text) {
  std::string out;
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) out += printable(line) + '\n';
  return out;
}

// Markdown of the rule's author. A fence left open would swallow what follows.
void write_why(std::ostream& out, std::string_view why) {
  bool fenced = false;
  std::istringstream lines(printable_lines(why));
  for (std::string line; std::getline(lines, line);) {
    fenced = fenced != line.starts_with("```");
    out << line << '\n';
  }
  if (fenced) out << "```\n";
}

bool fires(const Rule& rule, const Example& example) {
  const std::vector<Expectation> expectations = expectations_of(example.manifest);
  return std::any_of(expectations.begin(), expectations.end(), [&](const Expectation& one) { return one.rule == rule.id; });
}

void write_titles(std::ostream& out, std::string_view heading, const std::vector<const Example*>& examples) {
  if (examples.empty()) return;
  out << '\n' << heading << "\n\n";
  for (const Example* example : examples) write_item(out, example->title);
}

void write_examples(std::ostream& out, const RulePage& page) {
  if (page.rule.examples.empty()) return;
  std::vector<const Example*> reported;
  std::vector<const Example*> silent;
  for (const Example& example : page.rule.examples) {
    if (&example != page.example) (fires(page.rule, example) ? reported : silent).push_back(&example);
  }
  out << "\n## Examples\n";
  if (page.example != nullptr) {
    out << "\nReported: " << line_of_text(page.example->title) << "\n\n" << markdown_block("text", page.report);
    if (!page.example->assume.empty()) {
      out << "\nwith this `fabriclint.toml`:\n\n" << markdown_block("toml", printable_lines(page.example->assume));
    }
  }
  write_titles(out, page.example != nullptr ? "Also reported:" : "Reported:", reported);
  write_titles(out, "Not reported:", silent);
}

void write_advice(std::ostream& out, const Rule& rule) {
  const std::vector<std::string> advice = advice_of(rule);
  if (advice.empty()) return;
  out << "\n## What to write instead\n\n";
  if (advice.size() > 1) out << "As the case may be:\n\n";
  for (const std::string& one : advice) write_item(out, one);
}

std::string value_in_code(const toml::Node& value) {
  return markdown_text('\'' + printable(toml_value(value)) + '\'');
}

void write_parameters(std::ostream& out, const Rule& rule) {
  if (rule.parameters.empty()) return;
  out << fmt::format("\n## Parameters\n\nA project file may set these in `[parameters.{}]`:\n\n", rule.id);
  for (const Parameter& parameter : rule.parameters) {
    out << fmt::format("* `{}` = {}", parameter.name, value_in_code(parameter.value()));
    if (parameter.chosen) out << fmt::format(" (by default {})", value_in_code(parameter.preset));
    out << ": " << line_of_text(parameter.summary) << '\n';
  }
}

std::string link_to(const Rule& rule) {
  return fmt::format("[`{0}`]({0}.md)", rule.id);
}

}  // namespace

std::vector<std::string> advice_of(const Rule& rule) {
  std::vector<std::string> advice;
  const auto add = [&](const Wording& wording) {
    for (const Message& message : wording) {
      std::string text = template_of(message);
      if (std::find(advice.begin(), advice.end(), text) == advice.end()) advice.push_back(std::move(text));
    }
  };
  add(rule.voice->words.help);
  for (const Words& words : rule.voice->variants) add(words.help);
  for (const std::optional<Words>& words : rule.voice->same) {
    if (words) add(words->help);
  }
  return advice;
}

void write_rule_page(std::ostream& out, const RulePage& page) {
  const Rule& rule = page.rule;
  const std::string file = markdown_text('\'' + printable(page.file) + '\'');
  out << "<!-- Written by fabriclint explain --format markdown; change the TOML instead. -->\n"
      << fmt::format("# {}\n\n{}\n\n", rule.id, line_of_text(rule.summary))
      << fmt::format("Level: {}. Since {}. Written in {}.\n", name_of(levels_of(rule)), line_of_text(rule.since),
                     page.link.empty() ? file : fmt::format("[{}]({})", file, page.link));
  if (!rule.ruleset.empty()) {
    out << fmt::format("\nIt is off by default: it belongs to the ruleset `{0}`, and `fabriclint check --enable {0}` applies it.\n",
                       rule.ruleset);
  }
  if (!rule.suppressible) out << "\nNo comment, project file or baseline can suppress it.\n";
  out << "\n## Why\n\n";
  write_why(out, rule.why);
  write_examples(out, page);
  write_advice(out, rule);
  write_parameters(out, rule);
  if (!rule.references.empty()) out << "\n## References\n\n";
  for (const std::string& reference : rule.references) write_reference(out, reference);
}

void write_rule_index(std::ostream& out, std::span<const Rule> rules) {
  std::map<std::string_view, std::vector<const Rule*>> subjects;
  std::map<Level, std::vector<const Rule*>, std::greater<>> levels;
  for (const Rule& rule : rules) {
    subjects[rule.subject].push_back(&rule);
    levels[levels_of(rule).strongest].push_back(&rule);
  }
  out << "<!-- Written by fabriclint rules --format markdown; change the TOML instead. -->\n"
      << fmt::format("# {} rules\n\n## By subject\n", rules.size());
  for (const auto& [subject, of_subject] : subjects) {
    out << fmt::format("\n### {}\n\n", subject.empty() ? "other" : line_of_text(subject));
    for (const Rule* rule : of_subject) {
      const std::string off = rule->ruleset.empty() ? "" : fmt::format(", off without `--enable {}`", rule->ruleset);
      out << fmt::format("* {} ({}{}): {}\n", link_to(*rule), name_of(levels_of(*rule)), off, line_of_text(rule->summary));
    }
  }
  out << "\n## By level\n\nA rule whose findings differ in level stands under the strongest.\n";
  for (const auto& [level, of_level] : levels) {
    out << fmt::format("\n### {}\n\n", name_of(level));
    for (const Rule* rule : of_level) out << "* " << link_to(*rule) << '\n';
  }
}

}  // namespace fabriclint
