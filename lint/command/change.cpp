// SPDX-License-Identifier: Apache-2.0
#include "command/change.h"

#include <fmt/format.h>

#include <iterator>
#include <optional>
#include <utility>

#include "command/files.h"
#include "diff/git.h"
#include "text/printable.h"

namespace fabriclint {
namespace {

std::string read_all(const std::string& path, std::istream& in, std::string& text) {
  if (path != "-") {
    std::optional<std::string> read = read_file(path, kMaxDiffBytes);
    if (!read) return "cannot be read";
    text = *std::move(read);
    return {};
  }
  text.assign(std::istreambuf_iterator<char>(in), {});
  return {};
}

}  // namespace

Change read_change(const ChangeOptions& options, const std::string& prefix, std::istream& in) {
  Change change;
  std::string text;
  if (!options.base.empty()) {
    GitChange git = change_since(options.base);
    change.name = "the diff of git";
    change.lenient = true;
    change.prefix = std::move(git.prefix);
    change.untracked = std::move(git.untracked);
    if (!git.problem.empty()) {
      change.problem = "--diff-base: " + printable(git.problem);
      return change;
    }
    text = std::move(git.diff);
  } else {
    change.name = options.path == "-" ? "<stdin>" : options.path;
    change.prefix = prefix;
    if (const std::string problem = read_all(options.path, in, text); !problem.empty()) {
      change.problem = "--diff: " + printable(change.name) + ": " + problem;
      return change;
    }
  }
  ParsedDiff parsed = parse_diff(std::move(text));
  if (parsed.problem) {
    const std::string line = parsed.problem->line == 0 ? "" : fmt::format(":{}", parsed.problem->line);
    change.problem = printable(change.name) + line + ": " + printable(parsed.problem->message);
  }
  change.diff = std::move(parsed.diff);
  return change;
}

}  // namespace fabriclint
