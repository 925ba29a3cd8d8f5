// SPDX-License-Identifier: Apache-2.0
#include "launch/sample.h"

#include <doctest/doctest.h>

namespace fabriclint::sample {

Engines engines() {
  return {{"alpha", {"serve.alpha", "serve.alpha.*"}, {"alpha run"}}, {"beta", {"serve.beta"}, {"beta-serve"}}};
}

TracedText CommandLine::text(std::string_view content) {
  // Nothing in a result may point at the frame around the text.
  const std::string frame = "####";
  const SourceId id = sources_.add("file" + std::to_string(next_++), frame + std::string(content) + frame);
  const auto begin = static_cast<std::uint32_t>(frame.size());
  return TracedText::verbatim(content, {id, begin, begin + static_cast<std::uint32_t>(content.size())});
}

void CommandLine::set(const std::string& name, std::string_view value) {
  Setting setting;
  setting.path = "env." + name;
  setting.value = Value::known(text(value));
  setting.origin.value = setting.value.items.front().span();
  environment[name] = setting;
}

void CommandLine::set_unknown(const std::string& name, const std::string& why) {
  Setting setting;
  setting.path = "env." + name;
  setting.value = Value::unknown(why);
  environment[name] = setting;
}

Launch CommandLine::launch(const std::vector<std::string>& command, const std::vector<std::string>& args) {
  std::vector<TracedText> command_texts;
  std::vector<TracedText> arg_texts;
  command_texts.reserve(command.size());
  arg_texts.reserve(args.size());
  for (const std::string& word : command) command_texts.push_back(text(word));
  for (const std::string& word : args) arg_texts.push_back(text(word));
  return read_launch(command_texts, arg_texts, environment, engines(), gaps);
}

std::string CommandLine::arguments(std::string_view content) {
  const Launch launch = script(content);
  if (launch.engines.size() != 1) return std::to_string(launch.engines.size()) + " engines; " + launch.unknown;
  return show(launch.engines.front().words);
}

std::string CommandLine::changes(std::string_view content) {
  const Launch launch = script(content);
  return launch.engines.empty() ? "no engine; " + launch.unknown : show(launch.engines.back().assignments);
}

std::string show(const std::vector<Word>& words) {
  std::string shown;
  for (const Word& word : words) {
    shown += "[" + word.text.text() + (word.is_known() ? "" : word.open ? "?*" : "?") + "]";
  }
  return shown;
}

std::string show(const std::vector<Assignment>& assignments) {
  std::string shown;
  for (const Assignment& assignment : assignments) {
    if (!shown.empty()) shown += ' ';
    if (assignment.unset) {
      shown += "-" + assignment.name;
    } else {
      shown += assignment.name + "=" + assignment.value.text.text() + (assignment.value.is_known() ? "" : "?");
    }
  }
  return shown;
}

}  // namespace fabriclint::sample
