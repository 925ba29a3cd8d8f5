// SPDX-License-Identifier: Apache-2.0
#include "manifest/process.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>

#include "launch/kv_transfer_config.h"
#include "launch/launch.h"
#include "manifest/list_setting.h"

namespace fabriclint::manifest {

namespace {

constexpr std::string_view kDisagreement = "several engine processes in this container set it differently";

struct Words {
  std::vector<TracedText> texts;
  std::string unknown;  // why they cannot be read
  Span key;             // empty when nothing is written
};

Words read_words(Reading& reading, const yaml::Node* container, std::string_view key) {
  Words words;
  const Section written = list_at(container, key);
  words.unknown = written.opaque;
  words.key = written.place(Span());
  for (const yaml::Node* item : yaml::items_of(written.node)) {
    std::optional<TracedText> text = reading.text(item);
    if (!text) {
      words.unknown = "not every element of the command line is a text";
      break;
    }
    words.texts.push_back(std::move(*text));
  }
  return words;
}

bool is_of_image(const Setting& setting) {
  return setting.origin.layer == kImageLayer;
}

// Where a name may be defined outside the files, $(NAME) is not known instead of literal; nor is that of a variable of the image, which
// Kubernetes does not see and a script does.
void add_undefined(const Words& words, bool open, Environment& variables) {
  for (const TracedText& text : words.texts) {
    for (const std::string_view name : kubernetes_references(text.text())) {
      const auto found = variables.find(name);
      if (found == variables.end() ? !open : !is_of_image(found->second)) continue;
      if (found != variables.end()) variables.erase(found);
      Setting setting;
      setting.path = fmt::format("env.{}", name);
      setting.value = Value::unknown(fmt::format("$({}) is not defined in these files", name));
      variables.emplace(std::string(name), std::move(setting));
    }
  }
}

Value as_value(const Word& word) {
  return word.is_known() ? Value::known(word.text) : Value::unknown(word.unknown);
}

// All that one process decides; a variable that its script unsets is there as an absent one.
struct Process {
  Settings settings;
  std::vector<Gap> gaps;
};

Process settings_of(const EngineProcess& engine) {
  Flags flags = read_flags(engine.words);
  Process process{std::move(flags.settings), std::move(flags.gaps)};
  process.gaps.insert(process.gaps.end(), engine.gaps.begin(), engine.gaps.end());
  const Span module = engine.module.span();
  process.settings.put(
      make_setting("launch.engine", Value::known(TracedText::decoded(engine.engine, module)), "command line", module, module));
  process.settings.put(make_setting("launch.module", Value::known(engine.module), "command line", module, module));
  for (const Assignment& assignment : engine.assignments) {
    process.settings.put(make_setting(fmt::format("env.{}", assignment.name), assignment.unset ? Value() : as_value(assignment.value),
                                      assignment.exported ? "export" : "before the command", assignment.name_span, assignment.value.span));
  }
  return process;
}

bool same(const Setting& left, const Setting& right) {
  return left.value.state == right.value.state && left.value.state != State::unknown && left.value.text() == right.value.text();
}

// What all processes set alike, and as unknown what they do not. A process that does not set a variable has the container's.
Process agreement(const std::vector<Process>& processes, const Settings& container) {
  std::map<std::string_view, std::pair<const Setting*, std::size_t>> seen;  // how many processes agree with the first
  for (const Process& process : processes) {
    for (const auto& [path, setting] : process.settings) {
      const auto [entry, first] = seen.try_emplace(path, &setting, 1);
      if (!first && same(*entry->second.first, setting)) ++entry->second.second;
    }
  }
  Process common;
  for (const auto& [path, entry] : seen) {
    std::size_t agreeing = entry.second;
    const Setting* inherited = container.find(path);
    if (inherited != nullptr && same(*entry.first, *inherited)) {
      for (const Process& process : processes) agreeing += process.settings.find(path) == nullptr ? 1 : 0;
    }
    Setting setting = *entry.first;
    if (agreeing != processes.size()) setting.value = Value::unknown(std::string(kDisagreement));
    common.settings.put(std::move(setting));
  }
  for (const Process& process : processes) common.gaps.insert(common.gaps.end(), process.gaps.begin(), process.gaps.end());
  return common;
}

// Where YAML folds a line that ends in a backslash, the backslash comes before the blank that stands for the line's end: by the place of
// that blank, the backslash.
std::map<std::uint32_t, Span> folded_backslashes(const Words& words) {
  std::map<std::uint32_t, Span> found;
  for (const TracedText& text : words.texts) {
    constexpr std::string_view kEscapedBlank = "\\ ";
    for (std::size_t at = text.text().find(kEscapedBlank); at != std::string::npos; at = text.text().find(kEscapedBlank, at + 1)) {
      const TracedText::Place blank = text.place(at + 1);
      const TracedText::Place backslash = text.place(at);
      if (blank.placed && !blank.exact && backslash.exact) found.emplace(blank.where.begin, backslash.where);
    }
  }
  return found;
}

// The arguments in which such a blank is left, each at its backslash. Where the backslash is left as well, quotes kept both.
std::vector<TracedText> folded_arguments(Reading& reading, const std::vector<EngineProcess>& engines, const Words& command,
                                         const Words& args) {
  std::map<std::uint32_t, Span> backslashes = folded_backslashes(command);
  backslashes.merge(folded_backslashes(args));
  std::vector<TracedText> folded;
  if (backslashes.empty()) return folded;
  for (const EngineProcess& engine : engines) {
    for (const Word& word : engine.words) {
      const std::string& text = word.text.text();
      for (std::size_t at = text.find(' '); at != std::string::npos; at = text.find(' ', at + 1)) {
        const TracedText::Place blank = word.text.place(at);
        if (!blank.placed || blank.exact || (at > 0 && text[at - 1] == '\\')) continue;
        const auto backslash = backslashes.find(blank.where.begin);
        if (backslash == backslashes.end() || backslash->second.source != blank.where.source || !reading.spend(text.size())) continue;
        folded.push_back(TracedText::decoded(text, backslash->second));
        break;
      }
    }
  }
  return folded;
}

bool has_single_connector(const Engines& engines, const std::vector<EngineProcess>& processes) {
  return std::any_of(processes.begin(), processes.end(), [&](const EngineProcess& process) {
    const auto engine = std::find_if(engines.begin(), engines.end(), [&](const Engine& one) { return one.name == process.engine; });
    return engine != engines.end() && engine->single_connector;
  });
}

}  // namespace

void read_process(Reading& reading, const ContainerSource& source, const ContainerEnvironment& environment, Container& container) {
  const Words command = read_words(reading, source.node, "command");
  const Words args = read_words(reading, source.node, "args");
  const Span place = !args.key.empty() ? args.key : !command.key.empty() ? command.key : source.place;
  for (const std::string_view prefix : {"arg.", "launch."}) container.anchors.push_back({std::string(prefix), place});

  Launch launch;
  launch.unknown = command.unknown.empty() ? args.unknown : command.unknown;
  if (launch.unknown.empty()) {
    const bool of_image = std::any_of(environment.variables.begin(), environment.variables.end(),
                                      [](const auto& variable) { return is_of_image(variable.second); });
    if (environment.open || of_image) {
      Environment variables = environment.variables;
      add_undefined(command, environment.open, variables);
      add_undefined(args, environment.open, variables);
      launch = read_launch(command.texts, args.texts, variables, reading.options.engines, environment.gaps);
    } else {
      launch = read_launch(command.texts, args.texts, environment.variables, reading.options.engines, environment.gaps);
    }
  }
  if (!launch.unknown.empty()) {
    for (const std::string_view prefix : {"launch.", "arg."}) container.gaps.push_back({std::string(prefix), launch.unknown});
  }
  if (launch.engines.empty()) return;
  put_list(container.settings, "launch.folded", folded_arguments(reading, launch.engines, command, args), "command line");

  std::vector<Process> processes;
  processes.reserve(launch.engines.size());
  for (const EngineProcess& engine : launch.engines) processes.push_back(settings_of(engine));
  Process process = processes.size() == 1 ? std::move(processes.front()) : agreement(processes, container.settings);
  container.gaps.insert(container.gaps.end(), process.gaps.begin(), process.gaps.end());
  for (const auto& [path, setting] : process.settings) {
    if (setting.value.state == State::absent) {
      container.settings.erase(path);  // `unset`
    } else {
      container.settings.put(setting);
    }
  }
  container.connectors = read_kv_transfer_config(process.settings);
  if (container.connectors.empty() && has_single_connector(reading.options.engines, launch.engines)) {
    Connector connector;
    connector.span = launch.engines.front().module.span();
    container.connectors.push_back(std::move(connector));
  }
}

}  // namespace fabriclint::manifest
