// SPDX-License-Identifier: Apache-2.0
#include "manifest/process.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include "launch/json.h"
#include "launch/kv_transfer_config.h"
#include "launch/launch.h"
#include "manifest/engine_config.h"
#include "manifest/list_setting.h"
#include "manifest/reference.h"
#include "text/glob.h"

namespace fabriclint::manifest {

namespace {

constexpr std::string_view kDisagreement = "several engine processes in this container set it differently";

using Words = WrittenLaunch::Words;

Words read_words(Reading& reading, const yaml::Node* container, std::string_view key) {
  Words words;
  const Section written = list_at(container, key);
  words.unknown = written.opaque;
  words.key = written.place(Span());
  for (const yaml::Node* item : yaml::items_of(written.node)) {
    if (item != nullptr && yaml::is_null(*item)) {
      words.texts.emplace_back();  // null is the empty text, as for every string of the API
      continue;
    }
    std::optional<TracedText> text = reading.text(item);
    if (!text) {
      const bool is_text = item != nullptr && item->kind == yaml::Kind::scalar;
      words.unknown = is_text ? kTooMuchReason : "not every element of the command line is a text";
      break;
    }
    words.texts.push_back(std::move(*text));
  }
  return words;
}

// The program that a well-known image starts with the container's arguments, which stand there without a command; its words are placed at
// the image. Nothing when the image is another one, or when the first argument is no flag: then it may be a program itself.
std::vector<TracedText> entrypoint(const Engines& engines, const Container& container, const Words& command, const Words& args) {
  const Setting* image = container.settings.find("container.image-name");
  const bool flags = command.texts.empty() && command.unknown.empty() && !args.texts.empty() && args.texts.front().text().starts_with('-');
  if (!flags || image == nullptr || !image->value.is_known()) return {};
  const TracedText& written = image->value.items.front();
  std::vector<TracedText> words;
  for (const Engine& engine : engines) {
    const bool known = std::any_of(engine.images.begin(), engine.images.end(),
                                   [&](const std::string& pattern) { return glob_matches(pattern, written.text()); });
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
std::vector<Setting> undefined_in(const std::vector<TracedText>& words, const ContainerEnvironment& environment) {
  std::vector<Setting> undefined;
  for (const TracedText& text : words) {
    for (const std::string_view name : kubernetes_references(text.text())) {
      if (!is_variable_name(name)) continue;
      const auto found = environment.variables.find(name);
      if (found == environment.variables.end() ? !environment.open : !is_of_image(found->second)) continue;
      Setting setting;
      setting.path = fmt::format("env.{}", name);
      setting.value = Value::unknown(fmt::format("$({}) is not defined in these files", name));
      undefined.push_back(std::move(setting));
    }
  }
  return undefined;
}

Value as_value(const Word& word) {
  return word.is_known() ? Value::known(word.text) : Value::unknown(word.unknown);
}

// All that one process decides; a variable that its script unsets is there as an absent one.
struct Process {
  const Engine* engine = nullptr;
  Settings settings;
  std::vector<Gap> gaps;
  std::optional<json::Node> connectors;  // of a configuration file
};

// Where a process runs.
struct Around {
  Reading& reading;
  const ContainerSource& source;
  const PodSource& pod;
};

const Engine* engine_named(const Engines& engines, std::string_view name) {
  const auto engine = std::find_if(engines.begin(), engines.end(), [&](const Engine& one) { return one.name == name; });
  return engine == engines.end() ? nullptr : &*engine;
}

// The flags lie over what a configuration file sets.
void read_flags_and_files(const Around& around, const EngineProcess& engine, Process& process) {
  Flags flags = read_flags(engine.words);
  if (process.engine != nullptr) {
    EngineSettings config = read_engine_config(around.reading, around.source, around.pod, *process.engine, engine, flags);
    process.settings = std::move(config.settings);
    process.gaps = std::move(config.gaps);
    if (flags.settings.find(kConnectorsFlag) == nullptr) process.connectors = std::move(config.connectors);
  }
  process.settings.put_all(std::move(flags.settings));
  process.gaps.insert(process.gaps.end(), flags.gaps.begin(), flags.gaps.end());
}

Process settings_of(const Around& around, const EngineProcess& engine) {
  Process process;
  process.engine = engine_named(around.reading.options.engines, engine.engine);
  read_flags_and_files(around, engine, process);
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
    for (const Setting& setting : process.settings) {
      const auto [entry, first] = seen.try_emplace(setting.path, &setting, 1);
      if (!first && same(*entry->second.first, setting)) ++entry->second.second;
    }
  }
  Process common;
  common.engine = processes.front().engine;
  common.connectors = processes.front().connectors;
  for (const Process& process : processes) {
    if (process.engine != nullptr && process.engine->single_connector) common.engine = process.engine;
  }
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

// The engine that a folded script leaves among the arguments of another command: between the two YAML has put a blank for a line's end.
std::vector<TracedText> swallowed_engine(const Launch& launch, const Words& command, const Words& args) {
  if (!launch.engines.empty() || !launch.unknown.empty() || launch.swallowed.empty() || !launch.swallowed.has_place()) return {};
  const Span engine = launch.swallowed.span();
  for (const Words* words : {&command, &args}) {
    for (const TracedText& text : words->texts) {
      for (std::size_t at = text.text().find(' '); at != std::string::npos; at = text.text().find(' ', at + 1)) {
        const TracedText::Place blank = text.place(at);
        const bool between =
            blank.where.source == engine.source && launch.swallowed_by.begin < blank.where.begin && blank.where.begin < engine.begin;
        if (blank.placed && !blank.exact && between) return {launch.swallowed};
      }
    }
  }
  return {};
}

// Why some flag that is not known here may give the process KV connectors; null when none can.
const std::string* open_connectors(const Process& process) {
  const auto gap =
      std::find_if(process.gaps.begin(), process.gaps.end(), [](const Gap& one) { return kConnectorsFlag.starts_with(one.prefix); });
  return gap == process.gaps.end() ? nullptr : &gap->why;
}

bool matches_one(const std::vector<std::string>& patterns, const Setting* setting) {
  return setting != nullptr && setting->value.is_known() && std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
           return glob_matches(pattern, setting->value.text());
         });
}

// The connectors that a launcher's short flag names, or that its release has by default.
void add_named_connectors(const ConnectorFlag& flag, const Process& process, Span module, Container& container) {
  const Setting* given = flag.flag.empty() ? nullptr : container.settings.find("arg." + flag.flag);
  std::vector<TracedText> words;
  if (given != nullptr && given->value.is_known()) {
    words = given->value.items;
  } else if (given != nullptr) {
    container.gaps.push_back({"connector.", given->value.why});
  } else if (process.gaps.empty() && matches_one(flag.images, container.settings.find("container.image-name")) &&
             matches_one(flag.versions, container.settings.find("container.image-version"))) {
    words.push_back(TracedText::made(flag.otherwise));
  }
  for (const TracedText& word : words) {
    const auto name = flag.names.find(word.text());
    if (name == flag.names.end()) {
      container.gaps.push_back({"connector.", fmt::format("'{}' is no connector that is known here", word.text())});
    } else if (!name->second.empty()) {
      Connector connector;
      connector.name = name->second;
      connector.span = word.has_place() ? word.span() : module;
      connector.anchors.push_back({"", connector.span});
      connector.settings.put(make_setting("connector.name", Value::known(TracedText::decoded(name->second, connector.span)),
                                          given == nullptr ? "default" : "--" + flag.flag, given == nullptr ? module : given->origin.key,
                                          connector.span));
      container.connectors.push_back(std::move(connector));
    }
  }
}

// The settings of the process are the container's by now.
void read_connectors(const Process& process, Container& container) {
  const Setting* flag = container.settings.find(kConnectorsFlag);
  const Setting* module = container.settings.find("launch.module");
  const Span place = module == nullptr ? container.span : module->origin.value;
  if (process.connectors && flag != nullptr && flag->value.is_known() &&
      container.settings.with_prefix(std::string(kConnectorsFlag) + ".").empty()) {
    container.connectors = read_kv_transfer_config(*process.connectors, flag->origin.key);
  } else {
    container.connectors = read_kv_transfer_config(container.settings);
  }
  if (!container.connectors.empty() || process.engine == nullptr) return;
  if (process.engine->single_connector) {
    Connector connector;
    connector.span = place;
    container.connectors.push_back(std::move(connector));
    return;
  }
  if (const std::string* why = open_connectors(process)) container.gaps.push_back({"connector.", *why});
  add_named_connectors(process.engine->connector_flag, process, place, container);
}

}  // namespace

WrittenLaunch read_written_launch(Reading& reading, const ContainerSource& source, const ContainerEnvironment& environment,
                                  const Container& container) {
  WrittenLaunch written;
  written.command = read_words(reading, source.node, "command");
  written.args = read_words(reading, source.node, "args");
  std::vector<TracedText> by_image = entrypoint(reading.options.engines, container, written.command, written.args);
  written.image_decides = !by_image.empty();
  if (written.image_decides) written.command.texts = std::move(by_image);
  const std::vector<TracedText>& command = written.command.texts;
  const std::vector<TracedText>& args = written.args.texts;
  written.launch.unknown = written.command.unknown.empty() ? written.args.unknown : written.command.unknown;
  if (!written.launch.unknown.empty()) return written;
  // A script is read word by word, and run: many times what other text costs.
  constexpr std::size_t kCostOfByte = 16;
  std::size_t size = 0;
  for (const auto* texts : {&command, &args}) {
    for (const TracedText& text : *texts) size += text.size();
  }
  if (!reading.spend(kCostOfByte * size)) {
    written.launch.unknown = kTooMuchReason;
    return written;
  }
  std::vector<Setting> undefined = undefined_in(command, environment);
  std::vector<Setting> in_args = undefined_in(args, environment);
  std::move(in_args.begin(), in_args.end(), std::back_inserter(undefined));
  if (undefined.empty()) {
    written.launch = read_launch(command, args, environment.variables, reading.options.engines, environment.gaps);
    return written;
  }
  Environment variables = environment.variables;
  for (Setting& setting : undefined) {
    std::string name = setting.path.substr(std::string_view("env.").size());
    variables.insert_or_assign(std::move(name), std::move(setting));
  }
  written.launch = read_launch(command, args, variables, reading.options.engines, environment.gaps);
  return written;
}

void read_process(Reading& reading, const ContainerSource& source, const PodSource& pod, const WrittenLaunch& written,
                  Container& container) {
  const auto& [command, args, image_decides, launch] = written;
  const Span place = !args.key.empty() ? args.key : !command.key.empty() ? command.key : source.place;
  for (const std::string_view prefix : {"arg.", "config.", "launch."}) container.anchors.push_back({std::string(prefix), place});
  if (!launch.unknown.empty()) {
    for (const std::string_view prefix : {"launch.", "arg.", "config."}) container.gaps.push_back({std::string(prefix), launch.unknown});
  }
  put_list(container.settings, "launch.folded", swallowed_engine(launch, command, args), "command line");
  if (launch.engines.empty()) return;
  put_list(container.settings, "launch.folded", folded_arguments(reading, launch.engines, command, args), "command line");

  std::vector<Process> processes;
  processes.reserve(launch.engines.size());
  const Around around{reading, source, pod};
  for (const EngineProcess& engine : launch.engines) processes.push_back(settings_of(around, engine));
  Process process = processes.size() == 1 ? std::move(processes.front()) : agreement(processes, container.settings);
  container.gaps.insert(container.gaps.end(), process.gaps.begin(), process.gaps.end());
  std::vector<std::string> unset;
  for (const Setting& setting : process.settings) {
    if (setting.value.state == State::absent) unset.push_back(setting.path);
  }
  for (const std::string& path : unset) {
    container.settings.erase(path);
    process.settings.erase(path);
  }
  container.settings.put_all(std::move(process.settings));
  if (image_decides) {
    // Nobody wrote a module, so there is none to point at.
    container.settings.erase("launch.module");
    const Setting& image = *container.settings.find("container.image");
    Setting engine = *container.settings.find("launch.engine");
    engine.origin = image.origin;
    container.settings.erase("launch.engine");
    container.settings.put(std::move(engine));
  }
  read_connectors(process, container);
}

}  // namespace fabriclint::manifest
