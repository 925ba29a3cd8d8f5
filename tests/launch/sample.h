// SPDX-License-Identifier: Apache-2.0
// Command lines for the tests of launch/: texts with places, two invented engines, and results as one line of text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "launch/launch.h"
#include "text/source.h"

namespace fabriclint::sample {

// "alpha" (python -m serve.alpha, `alpha run`) and "beta" (python -m serve.beta, `beta-serve`).
[[nodiscard]] Engines engines();

class CommandLine {
 public:
  // A text that stands in a file of its own.
  TracedText text(std::string_view content);
  void set(const std::string& name, std::string_view value);
  void set_unknown(const std::string& name, const std::string& why);

  // As `command: [...]`, `args: [...]`.
  [[nodiscard]] Launch launch(const std::vector<std::string>& command, const std::vector<std::string>& args);
  // As `command: [bash, -c]`, `args: [script]`.
  [[nodiscard]] Launch script(std::string_view content) { return launch({"bash", "-c"}, {std::string(content)}); }
  // The arguments of the only engine of a script, as show() writes them.
  [[nodiscard]] std::string arguments(std::string_view content);
  // The variables that a script changes for its last engine: "A=1 B=? -C".
  [[nodiscard]] std::string changes(std::string_view content);

  // What the file holds at a span.
  [[nodiscard]] std::string at(const Span& span) const { return std::string(sources_.text(span)); }

  Environment environment;
  std::vector<Gap> gaps;

 private:
  SourceSet sources_;
  std::uint32_t next_ = 0;
};

// Words in brackets; an unknown one as its known beginning and "?", with "*" when it may be several words.
[[nodiscard]] std::string show(const std::vector<Word>& words);
[[nodiscard]] std::string show(const std::vector<Assignment>& assignments);

}  // namespace fabriclint::sample
