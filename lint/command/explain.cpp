// SPDX-License-Identifier: Apache-2.0
// Everything that has a name in a ruleset has a page here: one function per kind of name.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "command/commands.h"
#include "command/configuration.h"
#include "command/explain_variable.h"
#include "command/explain_word.h"
#include "command/run_example.h"
#include "command/version.h"
#include "report/formats.h"
#include "report/rule_page.h"
#include "rule/check.h"
#include "rule/example.h"
#include "text/printable.h"
#include "text/suggest.h"
#include "toml/write.h"
#include "vocabulary/decoder.h"
#include "vocabulary/value_type.h"

namespace fabriclint {
namespace {

std::string indented(std::string_view text) {
  std::string out = "    ";
  for (const char c : text) {
    out += c;
    if (c == '\n') out += "    ";
  }
  out.erase(out.find_last_not_of(" \n") + 1);
  return out + "\n";
}

// Paragraphs and items of lists filled to a width that terminals have; tables and code keep their lines.
std::string filled(std::string_view text) {
  constexpr std::size_t kWidth = 100;
  std::string out;
  std::string_view indent;
  std::size_t column = 0;
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) {
    const bool item = line.starts_with("* ") || line.starts_with("- ");
    const bool of_item = column > 0 && !indent.empty() && line.starts_with("  ");
    const bool kept = line.empty() || line.starts_with('|') || (line.starts_with(' ') && !of_item);
    if (column > 0 && (item || kept)) {
      out += '\n';
      column = 0;
    }
    if (item || !of_item) indent = item ? "  " : "";
    if (kept) {
      out += line + "\n";
      continue;
    }
    std::istringstream words(line);
    for (std::string word; words >> word;) {
      if (column > 0 && column + 1 + word.size() > kWidth) {
        out += fmt::format("\n{}", indent);
        column = indent.size();
        out += word;
      } else {
        out += (column > 0 ? " " : "") + word;
        column += column > 0 ? 1 : 0;
      }
      column += word.size();
    }
  }
  out.erase(out.find_last_not_of('\n') + 1);
  return out + "\n";
}

std::string word_for(const std::optional<Level>& level) {
  return level ? std::string(name_of(*level)) : "off";
}

// What the project file says about the rule, and what it could say.
void explain_configuration(const Rule& rule, const Configuration& configuration, std::ostream& out) {
  const Project& project = configuration.project();
  const SourceSet& sources = configuration.rules.sources;
  if (const RuleLevel* set = set_level(rule, project)) {
    out << fmt::format("\nThe project sets its level to '{}' ({}).\n", word_for(set->level), place_of(sources, set->at));
  }
  for (const PathLevels& path : project.paths) {
    for (const RuleLevel& level : path.levels) {
      if (level.rule != rule.id) continue;
      out << fmt::format("\nIn files that match '{}' its level is '{}' ({}).\n",
                         printable(fmt::format("{}", fmt::join(path.match, "', '"))), word_for(level.level), place_of(sources, level.at));
    }
  }
  if (!rule.parameters.empty()) out << "\nParameters, which a project file may set:\n";
  for (const Parameter& parameter : rule.parameters) {
    out << fmt::format("    {} = {}\n        {}", parameter.name, printable(toml_value(parameter.value())), parameter.summary);
    if (parameter.chosen) {
      out << fmt::format(" ({}; by default {})", place_of(sources, parameter.chosen->span), toml_value(parameter.preset));
    }
    out << '\n';
  }
}

bool explain_rule(const Configuration& configuration, std::string_view name, std::ostream& out) {
  const Rule* rule = configuration.ruleset().find(name);
  if (rule == nullptr) return false;
  out << fmt::format("{} ({}, since {})\n\n{}\n\n{}", rule->id, name_of(levels_of(*rule)), rule->since, rule->summary, filled(rule->why));
  if (!rule->ruleset.empty()) {
    out << fmt::format("\nIt belongs to the ruleset '{0}' and is off by default: fabriclint check --enable {0}\n", rule->ruleset);
  }
  const std::vector<std::string> advice = advice_of(*rule);
  if (!advice.empty()) out << "\nWhat to write:\n";
  for (const std::string& one : advice) out << filled(advice.size() > 1 ? "* " + one : one);
  explain_configuration(*rule, configuration, out);
  if (rule->check != nullptr) out << "\nDecided by the check '" << rule->check->name << "'.\n";
  if (!rule->suppressible) out << "\nIt cannot be suppressed.\n";
  for (const Example& example : rule->examples) {
    out << fmt::format("\nExample: {}\n\n", example.title) << indented(example.manifest);
    if (!example.assume.empty()) out << "\n    with fabriclint.toml:\n\n" << indented(example.assume);
  }
  if (!rule->references.empty()) out << "\nReferences:\n";
  for (const std::string& reference : rule->references) out << "    " << reference << "\n";
  return true;
}

// The first example that fires, as `check` reports it: what this rule says of it.
void add_report(const Ruleset& ruleset, RulePage& page) {
  for (const Example& example : page.rule.examples) {
    const ExampleRun ran = run_example(ruleset, example, without_expectations(example.manifest));
    std::vector<Finding> findings = ran.outcome.findings;
    std::erase_if(findings, [&](const Finding& finding) { return finding.rule != page.rule.id; });
    if (findings.empty()) continue;
    std::ostringstream out;
    const Summary summary;
    format_named("text")->write(out, Report{ran.manifests.sources, ruleset.rules, findings, summary, kVersion}, {.summary = false});
    page.example = &example;
    page.report = std::move(out).str();
    return;
  }
}

bool explain_rule_in_markdown(const Configuration& configuration, std::string_view name, std::ostream& out) {
  const RulesetRun& run = configuration.rules;
  const Rule* rule = configuration.ruleset().find(name);
  if (rule == nullptr) return false;
  const std::string& file = run.sources[rule->span.source].name();
  const bool builtin = std::find(run.added.begin(), run.added.end(), rule->span.source) == run.added.end();
  const std::string link = builtin ? "../../" + file : "";  // from docs/rules
  RulePage page{.rule = *rule, .file = file, .link = link, .report = {}};
  add_report(configuration.ruleset(), page);
  write_rule_page(out, page);
  return true;
}

bool explain_fact(const Ruleset& ruleset, std::string_view name, std::ostream& out) {
  const Fact* fact = ruleset.find_fact(name);
  if (fact == nullptr) return false;
  out << fmt::format("{} (a fact of every {})\n\n{}\n", fact->name, name_of(fact->each), fact->summary);
  if (!fact->listed.empty()) out << fmt::format("\nValues: {}\n", fmt::join(fact->listed, ", "));
  out << "\nThe first of these that holds:\n";
  for (const Alternative& alternative : *fact->alternatives) {
    const std::string value = alternative.copied ? "the value of " + alternative.copied->text : "'" + alternative.value.text() + "'";
    out << fmt::format("    {}, because {}\n", value, template_of(alternative.because));
  }
  if (fact->otherwise) out << fmt::format("    '{}' otherwise\n", fact->otherwise->text());
  return true;
}

bool explain_set(const Ruleset& ruleset, std::string_view name, std::ostream& out) {
  if (name.starts_with('@')) name.remove_prefix(1);
  bool found = false;
  for (const auto& [kind, sets] : ruleset.sets) {
    const auto set = sets.find(name);
    if (set == sets.end()) continue;
    found = true;
    out << fmt::format("@{} (a set, in rules about '{}')\n\n    {}\n", name, kind, fmt::join(*set->second, "\n    "));
  }
  return found;
}

bool explain_transport(const Ruleset& ruleset, std::string_view name, std::ostream& out) {
  const Transports& transports = ruleset.vocabulary.transports;
  if (const auto found = transports.by_name.find(name); found != transports.by_name.end()) {
    const Transport& transport = found->second;
    out << fmt::format("{} (a transport{})\n\n{}\n", name, transport.since.empty() ? "" : ", since " + transport.since, transport.summary);
    return true;
  }
  const auto found = transports.aliases.find(name);
  if (found == transports.aliases.end()) return false;
  out << fmt::format("{} (an alias of transports)\n\n", name);
  if (!found->second.summary.empty()) out << found->second.summary << "\n\n";
  out << "Stands for:\n";
  for (const AliasMember& member : found->second.expands) {
    out << fmt::format("    {}{}{}\n", member.transport, member.auxiliary ? " (to connect only)" : "",
                       member.since.empty() ? "" : " since " + member.since);
  }
  return true;
}

bool explain_decoder(std::string_view name, std::ostream& out) {
  const Decoder* decoder = decoder_named(name);
  if (decoder == nullptr) return false;
  out << fmt::format("{} (a decoder: `as = \"{}\"` in a rule)\n\n{}\n", name, name, decoder->summary);
  return true;
}

bool explain_check(std::string_view name, std::ostream& out) {
  const Check* found = check_named(name);
  if (found == nullptr) return false;
  out << fmt::format("{} (a check: `check = \"{}\"` in a rule)\n\n{}\n", name, name, found->summary);
  return true;
}

std::vector<std::string> names_of(const Ruleset& ruleset) {
  std::vector<std::string> names;
  for (const Rule& rule : ruleset.rules) names.push_back(rule.id);
  for (const Fact& fact : ruleset.facts) names.push_back(fact.name);
  for (const auto& [name, transport] : ruleset.vocabulary.transports.by_name) names.push_back(name);
  for (const auto& [name, alias] : ruleset.vocabulary.transports.aliases) names.push_back(name);
  for (const Decoder& decoder : decoders()) names.emplace_back(decoder.name);
  for (const Check& one : checks()) names.emplace_back(one.name);
  for (const ValueType& type : value_types()) names.emplace_back(type.name);
  for (const auto& [name, library] : ruleset.vocabulary.catalogue.libraries) names.push_back(name);
  for (const CatalogueEntry& entry : ruleset.vocabulary.catalogue.variables) names.emplace_back(entry.name());
  for (const Instance& instance : ruleset.instances) names.push_back(instance.name);
  return names;
}

void list(std::string_view heading, const std::vector<std::string>& names, std::ostream& out) {
  if (!names.empty()) out << fmt::format("{}:\n{}\n", heading, indented(filled(fmt::format("{}", fmt::join(names, " ")))));
}

// What has a page, for a reader who does not know any name yet. Variables are many: their libraries list them.
void list_all(const Ruleset& ruleset, std::ostream& out) {
  const auto keys = [](const auto& table) {
    std::vector<std::string> names;
    names.reserve(table.size());
    for (const auto& [name, value] : table) names.push_back(name);
    return names;
  };
  const auto names = [](const auto& table, auto member) {
    std::vector<std::string> all;
    all.reserve(table.size());
    for (const auto& entry : table) all.emplace_back(entry.*member);
    return all;
  };
  const Vocabulary& vocabulary = ruleset.vocabulary;
  out << "Everything with a name here has a page, and so has every word of the rules: fabriclint explain NAME\n\n";
  list("Rules", names(ruleset.rules, &Rule::id), out);
  list("Facts", names(ruleset.facts, &Fact::name), out);
  std::vector<std::string> sets;
  for (const auto& [kind, of_kind] : ruleset.sets) {
    for (const auto& [name, members] : of_kind) sets.push_back("@" + name);
  }
  std::sort(sets.begin(), sets.end());
  sets.erase(std::unique(sets.begin(), sets.end()), sets.end());
  list("Sets", sets, out);
  list("Libraries, which list their variables", keys(vocabulary.catalogue.libraries), out);
  list("Transports of UCX", keys(vocabulary.transports.by_name), out);
  list("Aliases of transports", keys(vocabulary.transports.aliases), out);
  list("Instance types", names(ruleset.instances, &Instance::name), out);
  list("Families of network devices", keys(vocabulary.devices), out);
  list("Decoders", names(decoders(), &Decoder::name), out);
  list("Types of values", names(value_types(), &ValueType::name), out);
  list("Checks", names(checks(), &Check::name), out);
}

}  // namespace

Exit explain(const ExplainOptions& options, Streams& streams) {
  const Configuration configuration = configure(options.project, options.rules, Examples::with);
  if (!configuration.usable()) {
    explain_unusable(configuration, false, streams.err);
    return Exit::usage;
  }
  const Ruleset& ruleset = configuration.ruleset();
  if (options.name.empty() && options.format == "text") {
    list_all(ruleset, streams.out);
    return Exit::clean;
  }
  if (options.format == "markdown") {
    if (explain_rule_in_markdown(configuration, options.name, streams.out)) return Exit::clean;
    streams.err << (options.name.empty()
                        ? "fabriclint: --format markdown needs the name of a rule\n"
                        : fmt::format("fabriclint: '{}' is no rule, and only rules have a page in Markdown\n", printable(options.name)));
    return Exit::usage;
  }
  // Not short-circuited: one name can mean several things.
  bool found = explain_rule(configuration, options.name, streams.out);
  found |= explain_fact(ruleset, options.name, streams.out);
  found |= explain_set(ruleset, options.name, streams.out);
  found |= explain_transport(ruleset, options.name, streams.out);
  found |= explain_mistaken_transport(ruleset, options.name, streams.out);
  found |= explain_device(ruleset, options.name, streams.out);
  found |= explain_instance(ruleset, options.name, streams.out);
  found |= explain_variable(ruleset, options.name, streams.out);
  found |= explain_library(ruleset, options.name, streams.out);
  found |= explain_decoder(options.name, streams.out);
  found |= explain_value_type(options.name, streams.out);
  found |= explain_check(options.name, streams.out);
  if (found || explain_word(ruleset, options.name, streams.out)) return Exit::clean;
  const auto nearest = suggest(options.name, names_of(ruleset));
  streams.err << fmt::format("fabriclint: nothing is called '{}'{}\nAll names are listed by 'fabriclint explain'.\n",
                             printable(options.name), nearest ? "; did you mean '" + *nearest + "'?" : "");
  return Exit::usage;
}

}  // namespace fabriclint
