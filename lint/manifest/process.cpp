// SPDX-License-Identifier: Apache-2.0
#include "manifest/process.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "launch/kv_transfer_config.h"
#include "launch/launch.h"
#include "text/glob.h"

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

// The name in [registry[:port]/]name[:tag][@digest].
std::string_view image_name(std::string_view image) {
  image = image.substr(0, image.find('@'));
  const std::size_t colon = image.rfind(':');
  return colon == std::string_view::npos || image.find('/', colon) != std::string_view::npos ? image : image.substr(0, colon);
}

// The program that a well-known image starts with the container's arguments, which stand there without a command; its words are placed at
// the image. Nothing when the image is another one, or when the first argument is no flag: then it may be a program itself.
std::vector<TracedText> entrypoint(const Engines& engines, const Container& container, const Words& command, const Words& args) {
  const Setting* image = container.settings.find("container.image");
  const bool flags = command.texts.empty() && command.unknown.empty() && !args.texts.empty() && args.texts.front().text().starts_with('-');
  if (!flags || image == nullptr || !image->value.is_known()) return {};
  const TracedText& written = image->value.items.front();
  const std::string_view name = image_name(written.text());
  std::vector<TracedText> words;
  for (const Engine& engine : engines) {
    const bool known =
        std::any_of(engine.images.begin(), engine.images.end(), [&](const std::string& pattern) { return glob_matches(pattern, name); });
    if (!known || engine.programs.empty()) continue;
    std::string_view rest = engine.programs.front();
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      words.push_back(TracedText::decoded(std::string(rest.substr(0, end)), written.span()));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    break;
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

bool has_single_connector(const Engines& engines, const std::vector<EngineProcess>& processes) {
  return std::any_of(processes.begin(), processes.end(), [&](const EngineProcess& process) {
    const auto engine = std::find_if(engines.begin(), engines.end(), [&](const Engine& one) { return one.name == process.engine; });
    return engine != engines.end() && engine->single_connector;
  });
}

}  // namespace

void read_process(Reading& reading, const ContainerSource& source, const ContainerEnvironment& environment, Container& container) {
  Words command = read_words(reading, source.node, "command");
  const Words args = read_words(reading, source.node, "args");
  const Span place = !args.key.empty() ? args.key : !command.key.empty() ? command.key : source.place;
  for (const std::string_view prefix : {"arg.", "launch."}) container.anchors.push_back({std::string(prefix), place});

  std::vector<TracedText> by_image = entrypoint(reading.options.engines, container, command, args);
  const bool image_decides = !by_image.empty();
  if (image_decides) command.texts = std::move(by_image);
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
  if (image_decides) {
    // Nobody wrote a module, so there is none to point at.
    container.settings.erase("launch.module");
    const Setting& image = *container.settings.find("container.image");
    Setting engine = *container.settings.find("launch.engine");
    engine.origin = image.origin;
    container.settings.erase("launch.engine");
    container.settings.put(std::move(engine));
  }
  container.connectors = read_kv_transfer_config(process.settings);
  if (container.connectors.empty() && has_single_connector(reading.options.engines, launch.engines)) {
    Connector connector;
    connector.span = launch.engines.front().module.span();
    container.connectors.push_back(std::move(connector));
  }
}

}  // namespace fabriclint::manifest
