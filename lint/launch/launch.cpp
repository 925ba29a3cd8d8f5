// SPDX-License-Identifier: Apache-2.0
#include "launch/launch.h"

#include <utility>

#include "launch/holed_text.h"
#include "launch/placeholder.h"
#include "launch/shell_run.h"

namespace fabriclint {
namespace {

// Kubernetes expands every element; this is what all elements of one container may come to.
constexpr std::size_t kLongestElement = std::size_t{1} << 20U;
constexpr std::size_t kLongestLine = std::size_t{4} << 20U;

std::vector<shell::Field> expand_all(const std::vector<TracedText>& texts, const Environment& environment, std::size_t& budget) {
  std::vector<shell::Field> words;
  words.reserve(texts.size());
  for (const TracedText& text : texts) {
    HoledText expanded = expand_references(text, environment, std::min(kLongestElement, budget));
    expanded = with_holes(std::move(expanded), Placeholder::template_expression);
    budget -= std::min(budget, expanded.weight());
    words.push_back({std::move(expanded), text.span()});
  }
  return words;
}

// A whole command line written as one string, as people do who think of a shell.
bool is_command_line(const shell::Field& word) {
  return word.text.text.text().find_first_of(" \t\n") != std::string::npos;
}

Span all_of(const std::vector<TracedText>& texts) {
  Span whole;
  for (const TracedText& text : texts) {
    const Span span = text.span();
    if (whole.empty()) {
      whole = span;
    } else if (span.source == whole.source && span.begin >= whole.end) {
      whole.end = span.end;
    }
  }
  return whole;
}

}  // namespace

Launch read_launch(const std::vector<TracedText>& command, const std::vector<TracedText>& args, const Environment& environment,
                   const Engines& engines, const std::vector<Gap>& gaps) {
  Launch launch;
  launch.span = all_of(command.empty() ? args : command);
  std::size_t budget = kLongestLine;
  std::vector<shell::Field> words = expand_all(command, environment, budget);
  std::vector<shell::Field> arguments = expand_all(args, environment, budget);
  shell::CommandLine line(environment, gaps, engines);
  if (words.size() == 1 && is_command_line(words.front())) {
    line.run(words.front().text, {});
    for (EngineProcess& process : line.engines) {
      for (const shell::Field& argument : arguments) process.words.push_back(argument.text.to_word(argument.span));
    }
  } else if (words.empty()) {
    line.start(arguments);
    if (line.engines.empty() && arguments.size() == 1 && is_command_line(arguments.front())) line.run(arguments.front().text, {});
    line.unknown = "the image's entrypoint decides what runs";
  } else {
    words.insert(words.end(), std::make_move_iterator(arguments.begin()), std::make_move_iterator(arguments.end()));
    line.start(words);
  }
  launch.engines = std::move(line.engines);
  if (!launch.engines.empty()) return launch;
  launch.unknown = std::move(line.unknown);
  launch.swallowed = std::move(line.swallowed);
  launch.swallowed_by = line.swallowed_by;
  return launch;
}

}  // namespace fabriclint
