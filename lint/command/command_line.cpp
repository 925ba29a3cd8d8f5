// SPDX-License-Identifier: Apache-2.0
// The only file that includes CLI11, which takes seconds to compile.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "command/options.h"
#include "command/reference.h"
#include "command/version.h"
#include "report/formats.h"
#include "text/printable.h"
#include "text/suggest.h"

namespace fabriclint {
namespace {

constexpr std::string_view kAbout =
    R"(Reads the Kubernetes manifests of a disaggregated LLM deployment and says, before anything is scheduled, whether the KV cache
and the collectives will travel over the fabric they were meant for.)";

constexpr std::string_view kFooter = R"(
Examples:
  fabriclint check recipes/                     every manifest below recipes/
  fabriclint check --output sarif=lint.sarif .  text here, SARIF for code scanning
  fabriclint baseline write .                   report only what is new from now on: check --baseline FILE
  fabriclint check --diff-base origin/main .    only what this branch touches
  kubectl get pods -o yaml | fabriclint check - what was really deployed
  kubectl get nodes -o json | fabriclint facts - >> fabriclint.toml
                                                what the nodes offer, for rules that need to know
  fabriclint explain ucx-tls-no-rdma            what a rule means and what to write
  fabriclint model recipes/deploy.yaml          what will run, setting by setting

Exit status: 0 nothing found, 1 findings, 2 wrong command line, project file or ruleset, 3 an input could not be read or there was nothing to check, 4 internal error.)";

const std::map<std::string, Level> kFailLevels = {{"error", Level::error}, {"warning", Level::warning}};
const std::map<std::string, Level> kLevels = {{"error", Level::error}, {"warning", Level::warning}, {"note", Level::note}};
const std::map<std::string, Color> kColors = {{"auto", Color::automatic}, {"always", Color::always}, {"never", Color::never}};

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const Format& format : formats()) names.emplace_back(format.name);
  return names;
}

std::string format_help() {
  std::string help = "How to write findings:";
  for (const Format& format : formats()) help += "\n  " + std::string(format.name) + ": " + std::string(format.summary);
  return help;
}

std::string nearest_of(const std::string& word, const std::vector<std::string>& names) {
  const auto nearest = suggest(word, names);
  return nearest ? "; did you mean '" + *nearest + "'?" : "";
}

// Refuses a word that is not among the names, and says which is near.
CLI::Validator one_of(std::vector<std::string> names) {
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : ",") + name;
  return {[names = std::move(names), all](const std::string& word) {
            if (std::find(names.begin(), names.end(), word) != names.end()) return std::string();
            return "'" + word + "' is none of " + all + nearest_of(word, names);
          },
          ""};
}

// The words that options take, for shells that complete them.
using Offers = std::map<const CLI::Option*, std::vector<std::string>>;

// Lets an option take one of the names only.
CLI::Option* offer(Offers& offers, CLI::Option* option, const std::vector<std::string>& names) {
  offers[option] = names;
  return option->check(one_of(names));
}

// An option that takes one of the names.
template <typename Target, typename Value>
void choice(Offers& offers, CLI::App* app, const std::string& option, Target& target, const std::map<std::string, Value>& names,
            const std::string& help) {
  std::vector<std::string> words;
  std::string text;
  for (const auto& [word, value] : names) {
    words.push_back(word);
    text += (text.empty() ? "" : "|") + word;
  }
  CLI::Option* added = app->add_option_function<std::string>(
      option, [&target, &names](const std::string& word) { target = names.at(word); }, help);
  offer(offers, added, words)->option_text(text);
}

// CLI11 only says that a command is missing when the first word is none.
std::string unknown_command(const CLI::App& app, const std::vector<std::string>& arguments) {
  if (arguments.empty() || arguments.front().starts_with('-')) return {};
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
  if (std::find(names.begin(), names.end(), arguments.front()) != names.end()) return {};
  return "fabriclint: there is no command '" + printable(arguments.front()) + "'" + nearest_of(arguments.front(), names) +
         "\n'fabriclint --help' lists the commands.\n";
}

// One value of --output.
std::string split_output(const std::string& word, std::vector<std::pair<std::string, std::string>>& outputs) {
  const std::size_t equals = word.find('=');
  if (equals == std::string::npos || equals + 1 == word.size())
    return "--output takes FORMAT=PATH, as in sarif=lint.sarif; got '" + word + "'";
  const std::string format = word.substr(0, equals);
  if (format_named(format) == nullptr) {
    return "--output: there is no format '" + format + "'" + nearest_of(format, format_names());
  }
  outputs.emplace_back(format, word.substr(equals + 1));
  return {};
}

// An option that a script left empty must not mean that there is none.
CLI::Validator not_empty() {
  return {[](const std::string& word) { return word.empty() ? std::string("a value is missing") : std::string(); }, ""};
}

void add_change_options(CLI::App* app, ChangeOptions& change) {
  app->add_option("--diff-base", change.base,
                  "Report only what changed since the branch left REF, a commit or branch: what is committed, and what is not yet")
      ->option_text("REF")
      ->check(not_empty());
  app->add_option("--diff", change.path,
                  "Report only what this unified diff touches ('-': standard input), as git diff REF...HEAD writes it")
      ->option_text("FILE")
      ->check(not_empty());
  app->add_option("--commit", change.commit, "github-review: the commit that the comments are about, its full SHA")->option_text("SHA");
  app->add_option("--posted", change.posted, "github-review: comments that exist, as JSON of GitHub's API; what they say is not said again")
      ->option_text("FILE");
}

// What is wrong with the options about a change; empty when nothing is.
std::string misused_change(const CheckOptions& check) {
  const ChangeOptions& change = check.change;
  if (!change.path.empty() && !change.base.empty()) return "--diff and --diff-base exclude each other";
  if (change.path == "-" && std::find(check.paths.begin(), check.paths.end(), "-") != check.paths.end())
    return "standard input cannot be the diff and a manifest";
  std::vector<std::string> used = {check.format};
  for (const auto& [format, path] : check.outputs) used.push_back(format);
  const auto about_change =
      std::find_if(used.begin(), used.end(), [](const std::string& name) { return format_named(name)->needs_change; });
  if (about_change != used.end() && !change.given())
    return "the format '" + *about_change + "' is about a change: give it --diff FILE or --diff-base REF";
  if (about_change == used.end() && (!change.commit.empty() || !change.posted.empty()))
    return "--commit and --posted are for the format github-review";
  const bool full = (change.commit.size() == 40 || change.commit.size() == 64) &&
                    change.commit.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!change.commit.empty() && !full) return "--commit takes the full SHA of a commit, 40 or 64 hexadecimal digits in lower case";
  return {};
}

void add_rules_option(CLI::App* app, std::vector<std::string>& rules) {
  app->add_option("--rules", rules, "A file or folder with more rules; what has the name of a built-in one replaces it. Repeatable")
      ->option_text("PATH")
      ->allow_extra_args(false);
}

void add_page_format(Offers& offers, CLI::App* app, std::string& format, const std::string& help) {
  offer(offers, app->add_option("--format", format, help), {"text", "markdown"})->option_text("FORMAT");
}

void add_project_options(CLI::App* app, ProjectOptions& project) {
  app->add_option("--config", project.path, "The project file (default: the nearest fabriclint.toml upward, inside the repository)")
      ->option_text("PATH");
  app->add_flag("--no-config", project.ignored, "Use no project file");
}

// The grammar of the command line, with what a parse leaves in it.
struct Grammar {
  Grammar();

  CLI::App app{std::string(kAbout), "fabriclint"};
  Offers offers;
  CheckOptions check;
  std::vector<std::string> outputs;  // of check, as written
  CheckOptions new_baseline;
  ExplainOptions explain;
  RulesOptions rules;
  ConfigOptions config;
  SchemaOptions schema;
  ModelOptions model;
  FactsOptions facts;
  TestOptions test;
  CompletionOptions completion;
  CLI::App* check_app = nullptr;
  CLI::App* baseline_app = nullptr;
  CLI::App* write_app = nullptr;
  CLI::App* explain_app = nullptr;
  CLI::App* rules_app = nullptr;
  CLI::App* config_app = nullptr;
  CLI::App* schema_app = nullptr;
  CLI::App* model_app = nullptr;
  CLI::App* facts_app = nullptr;
  CLI::App* test_app = nullptr;
  CLI::App* completion_app = nullptr;
  CLI::App* manual_app = nullptr;

 private:
  void add_check();
  void add_new_baseline();
  void add_explain();
  void add_rules();
  void add_config();
  void add_schema();
  void add_model();
  void add_facts();
  void add_test();
  void add_completion();
};

Grammar::Grammar() {
  app.set_version_flag("--version", "fabriclint " + std::string(kVersion));
  app.require_subcommand(1);
  app.failure_message([](const CLI::App*, const CLI::Error& error) {
    return "fabriclint: " + std::string(error.what()) + "\nAdd --help to see what is understood.\n";
  });
  app.get_formatter()->column_width(34);
  add_check();
  add_new_baseline();
  add_explain();
  add_rules();
  add_config();
  add_schema();
  add_model();
  add_facts();
  add_test();
  add_completion();
  app.footer(std::string(kFooter));  // here, or every command would inherit it
}

void Grammar::add_check() {
  check_app = app.add_subcommand("check", "Check manifests and report what is wrong");
  check_app->add_option("PATH", check.paths, "Files, folders (searched for *.yaml and *.yml), or '-' for standard input")->required();
  offer(offers, check_app->add_option("--format", check.format, format_help()), format_names())->option_text("FORMAT");
  check_app->add_option("--output", outputs, "Also write findings in FORMAT to a file. Repeatable")
      ->option_text("FORMAT=PATH")
      ->allow_extra_args(false);
  add_rules_option(check_app, check.rules);
  check_app->add_option("--enable", check.enabled, "Also apply a ruleset that is off by default, such as 'tuning'. Repeatable")
      ->option_text("RULESET")
      ->allow_extra_args(false);
  add_project_options(check_app, check.project);
  add_change_options(check_app, check.change);
  choice(offers, check_app, "--fail-on", check.fail_on, kFailLevels,
         "The level from which findings make the exit status 1 (default warning)");
  choice(offers, check_app, "--min-level", check.min_level, kLevels, "The lowest level to report (default note)");
  check_app->add_flag("--exit-zero", check.exit_zero, "Exit 0 when there are findings");
  check_app->add_flag("--allow-empty", check.allow_empty, "Exit 0 when there is no manifest among the files");
  check_app->add_flag("--show-undecided", check.show_undecided, "List what could not be decided, and why");
  check_app->add_flag("--statistics", check.statistics, "text and concise: count the findings of each rule instead of listing them");
  choice(offers, check_app, "--color", check.color, kColors, "Colour in text (default auto: on a terminal, unless NO_COLOR is set)");
  check_app->add_option("--stdin-filename", check.stdin_name, "The name to report for standard input")->option_text("NAME");
  check_app
      ->add_option(
          "--root", check.root,
          "The root of the repository, from which machine formats count paths (default: the nearest folder upward that holds .git)")
      ->option_text("FOLDER");
  check_app->add_option("--jobs", check.jobs, "Threads (default: one per processor)")->option_text("N")->check(CLI::Range(1, 256));

  check_app->add_option("--baseline", check.baseline, "Leave out the findings that a file of 'baseline write' holds")->option_text("FILE");
}

void Grammar::add_new_baseline() {
  new_baseline.new_baseline = kBaselineFile;
  baseline_app = app.add_subcommand("baseline", "Keep what is found now from being reported again");
  baseline_app->require_subcommand(1);
  write_app = baseline_app->add_subcommand("write", "Write all that is found now to a file for 'check --baseline'");
  write_app->add_option("PATH", new_baseline.paths, "Files and folders, as for 'check'")->required();
  write_app->add_option("--output", new_baseline.new_baseline, "Where to (default " + std::string(kBaselineFile) + ")")
      ->option_text("FILE");
  add_rules_option(write_app, new_baseline.rules);
  write_app->add_option("--enable", new_baseline.enabled, "Also apply a ruleset that is off by default. Repeatable")
      ->option_text("RULESET")
      ->allow_extra_args(false);
  add_project_options(write_app, new_baseline.project);
  write_app->add_option("--root", new_baseline.root, "The root of the repository, from which paths count (default: as for 'check')")
      ->option_text("FOLDER");
  write_app->add_option("--jobs", new_baseline.jobs, "Threads (default: one per processor)")->option_text("N")->check(CLI::Range(1, 256));
}

void Grammar::add_explain() {
  explain_app = app.add_subcommand("explain", "Explain a rule, a fact, a variable, a transport ...; without a name, list them");
  explain_app->add_option("NAME", explain.name, "For example ucx-tls-no-rdma, fabric, rc, a variable");
  add_page_format(offers, explain_app, explain.format, "text, or markdown: the page of a rule, as in docs/rules");
  add_rules_option(explain_app, explain.rules);
  add_project_options(explain_app, explain.project);
}

void Grammar::add_rules() {
  rules_app = app.add_subcommand("rules", "List the rules");
  add_page_format(offers, rules_app, rules.format, "text, or markdown: an index of the pages that 'explain --format markdown' writes");
  add_rules_option(rules_app, rules.rules);
  add_project_options(rules_app, rules.project);
}

void Grammar::add_config() {
  config_app = app.add_subcommand("config", "Print what the project file makes of the defaults, and where it says so");
  offer(offers, config_app->add_option("--format", config.format, "text or json (default text)"), {"text", "json"})->option_text("FORMAT");
  add_rules_option(config_app, config.rules);
  add_project_options(config_app, config.project);
}

void Grammar::add_schema() {
  schema_app = app.add_subcommand("schema", "Print a JSON schema of what is read or written; without a name, list them");
  schema_app->add_option("NAME", schema.name, "For example project: fabriclint.toml, for editors");
}

void Grammar::add_model() {
  model_app = app.add_subcommand("model", "Print what will run: every setting with its value and origin, and the facts");
  model_app->add_option("PATH", model.paths, "Files, folders, or '-' for standard input")->required();
  offer(offers, model_app->add_option("--format", model.format, "text, yaml or json (default text)"), {"text", "yaml", "json"})
      ->option_text("FORMAT");
  model_app->add_option("--component", model.components, "Only components of this name. Repeatable")
      ->option_text("NAME")
      ->allow_extra_args(false);
  model_app->add_flag("--all", model.all, "Text: leave nothing out and cut nothing");
  choice(offers, model_app, "--color", model.color, kColors, "Colour in text (default auto: on a terminal, unless NO_COLOR is set)");
  model_app->add_option("--stdin-filename", model.stdin_name, "The name to show for standard input")->option_text("NAME");
  add_rules_option(model_app, model.rules);
  add_project_options(model_app, model.project);
}

void Grammar::add_facts() {
  facts_app = app.add_subcommand("facts", "Turn 'kubectl get nodes -o json' into what a project file states about the nodes");
  facts_app->add_option("NODES", facts.path, "A file with the nodes, or '-' for standard input")->required();
  facts_app->add_option("--stdin-filename", facts.stdin_name, "The name to show for standard input")->option_text("NAME");
  add_rules_option(facts_app, facts.rules);
}

void Grammar::add_test() {
  test_app = app.add_subcommand("test", "Check rules and run their examples");
  test_app->add_option("PATH", test.paths, "Files or folders with rules (default: the built-in ones)");
  choice(offers, test_app, "--color", test.color, kColors, "Colour (default auto)");
}

void Grammar::add_completion() {
  completion_app = app.add_subcommand("completions", "Print what a shell needs to complete command lines");
  offer(offers, completion_app->add_option("SHELL", completion.shell, "bash, zsh or fish"), {"bash", "zsh", "fish"})->required();
  manual_app = app.add_subcommand("manual", "Print the manual page: fabriclint manual | man -l -");
}

OptionEntry entry_of(const CLI::Option& option, const Offers& offers) {
  OptionEntry entry;
  for (const std::string& name : option.get_snames()) entry.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) entry.names.push_back("--" + name);
  entry.value = option.get_option_text();
  if (const auto offered = offers.find(&option); offered != offers.end()) entry.choices = offered->second;
  entry.summary = option.get_description();
  return entry;
}

CommandEntry entry_of(const CLI::App& command, const std::string& name, const Offers& offers) {
  CommandEntry entry;
  entry.name = name;
  entry.summary = command.get_description();
  for (const CLI::Option* option : command.get_options()) {
    if (!option->get_positional()) {
      entry.options.push_back(entry_of(*option, offers));
      continue;
    }
    entry.arguments = option->get_name(true) + (option->get_items_expected_max() > 1 ? "..." : "");
    entry.about_argument = option->get_description();
  }
  return entry;
}

}  // namespace

Reference command_reference() {
  const Grammar grammar;
  Reference reference{std::string(kAbout), std::string(kFooter.substr(1)), {}};
  for (const CLI::App* command : grammar.app.get_subcommands({})) {
    const std::vector<const CLI::App*> inner = command->get_subcommands({});
    if (inner.empty()) reference.commands.push_back(entry_of(*command, command->get_name(), grammar.offers));
    for (const CLI::App* one : inner) {
      reference.commands.push_back(entry_of(*one, command->get_name() + " " + one->get_name(), grammar.offers));
    }
  }
  return reference;
}

CommandLine read_command_line(const std::vector<std::string>& arguments) {
  Grammar grammar;
  CheckOptions& check = grammar.check;
  if (std::string problem = unknown_command(grammar.app, arguments); !problem.empty()) return {std::nullopt, std::move(problem), true};
  try {
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    grammar.app.parse(reversed);
  } catch (const CLI::ParseError& error) {
    std::ostringstream out;
    std::ostringstream err;
    const bool wrong = grammar.app.exit(error, out, err) != 0;
    return {std::nullopt, wrong ? err.str() : out.str(), wrong};
  }
  for (const std::string& output : grammar.outputs) {
    if (const std::string problem = split_output(output, check.outputs); !problem.empty())
      return {std::nullopt, "fabriclint: " + problem + "\n", true};
  }
  if (const std::string problem = misused_change(check); grammar.check_app->parsed() && !problem.empty())
    return {std::nullopt, "fabriclint: " + problem + "\n", true};
  for (const ProjectOptions* project : {&check.project, &grammar.new_baseline.project, &grammar.model.project, &grammar.explain.project,
                                        &grammar.rules.project, &grammar.config.project}) {
    if (project->ignored && !project->path.empty())
      return {std::nullopt, "fabriclint: --config and --no-config exclude each other\n", true};
  }
  if (grammar.check_app->parsed()) return {check, "", false};
  if (grammar.write_app->parsed() && grammar.new_baseline.new_baseline.empty())
    return {std::nullopt, "fabriclint: --output needs a file\n", true};
  if (grammar.write_app->parsed()) return {grammar.new_baseline, "", false};
  if (grammar.explain_app->parsed()) return {grammar.explain, "", false};
  if (grammar.rules_app->parsed()) return {grammar.rules, "", false};
  if (grammar.config_app->parsed()) return {grammar.config, "", false};
  if (grammar.schema_app->parsed()) return {grammar.schema, "", false};
  if (grammar.model_app->parsed()) return {grammar.model, "", false};
  if (grammar.facts_app->parsed()) return {grammar.facts, "", false};
  if (grammar.completion_app->parsed()) return {grammar.completion, "", false};
  if (grammar.manual_app->parsed()) return {ManualOptions{}, "", false};
  return {grammar.test, "", false};
}

}  // namespace fabriclint
