// SPDX-License-Identifier: Apache-2.0
#include "command/project.h"

#include <cstddef>
#include <filesystem>
#include <sstream>
#include <system_error>
#include <utility>

#include "command/version.h"
#include "report/formats.h"
#include "report/report.h"

namespace fabriclint {
namespace {

namespace fs = std::filesystem;

// The project file that belongs to the working directory; empty when there is none. Outside of a repository no folder above is looked at:
// it may be anybody's.
std::string nearest_project_file() {
  std::error_code error;
  const fs::path here = fs::current_path(error);
  if (error) return {};
  fs::path top = here;
  while (!fs::exists(top / ".git", error) && top != top.root_path()) top = top.parent_path();
  if (!fs::exists(top / ".git", error)) top = here;
  for (fs::path folder = here;; folder = folder.parent_path()) {
    if (fs::exists(folder / kProjectFile, error)) return (folder / kProjectFile).string();
    if (folder == top) return {};
  }
}

// What the fact `fabric` may be, but for its word for not knowing.
ProjectWords words_of(const Ruleset& ruleset) {
  ProjectWords words;
  if (const Fact* fabric = ruleset.find_fact("fabric")) words.fabrics = fabric->listed;
  std::erase(words.fabrics, "unknown");
  return words;
}

}  // namespace

ProjectRun find_project(const ProjectOptions& options, const Ruleset& ruleset) {
  ProjectRun run;
  if (options.ignored) return run;
  const std::string path = options.path.empty() ? nearest_project_file() : options.path;
  if (path.empty()) return run;
  constexpr std::size_t kMaxBytes = std::size_t{1} << 20U;
  std::error_code error;
  if (fs::is_directory(path, error)) {
    run.errors.push_back({path, "a folder, not a project file"});
    return run;
  }
  const std::vector<std::string> paths = {path};
  std::istringstream no_input;
  Inputs inputs = read_inputs({paths, {}, kMaxBytes, "<stdin>"}, no_input);
  run.errors = std::move(inputs.errors);
  if (run.errors.empty() && !inputs.ids.empty()) {
    run.sources = std::move(inputs.sources);
    run.loaded = load_project(run.sources, inputs.ids.front(), words_of(ruleset));
  }
  return run;
}

ProjectRun project_from(std::string_view name, std::string_view text, const Ruleset& ruleset) {
  ProjectRun run;
  const SourceId id = run.sources.add(std::string(name), std::string(text));
  run.loaded = load_project(run.sources, id, words_of(ruleset));
  return run;
}

void explain_unusable(const ProjectRun& run, bool color, std::ostream& err) {
  tell(run.errors, err);
  const Summary summary;
  if (!run.loaded.problems.empty()) {
    format_named("text")->write(err, Report{run.sources, {}, run.loaded.problems, summary, kVersion, ""},
                                {.color = color, .summary = false});
  }
  err << "fabriclint: the project file cannot be used\n";
}

}  // namespace fabriclint
