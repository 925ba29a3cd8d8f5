// SPDX-License-Identifier: Apache-2.0
// From the paths of a command line to sources. Folders are walked for files of given extensions, hidden folders and symbolic links left
// out; a file that is named is read whatever it is called. Pipes and devices are refused: they could hang. Order and names are
// deterministic.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <istream>
#include <optional>
#include <ostream>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "report/repository.h"
#include "text/source.h"

namespace fabriclint {

struct ReadError {
  std::string path;
  std::string reason;
};

struct Inputs {
  SourceSet sources;
  std::vector<SourceId> ids;
  std::vector<ReadError> errors;
  std::set<std::string> whole;  // folders of which all files of the extensions are among them
  bool excluded = false;        // something was left out because of `excludes`
  bool named_excluded = false;  // and it was named
};

struct ReadRequest {
  std::span<const std::string> paths;            // "-" is standard input
  std::span<const std::string_view> extensions;  // ".yaml", ...: what a folder is searched for
  std::size_t max_bytes = 0;                     // no more than this and one byte is read of any file
  std::string_view stdin_name = "<stdin>";
  std::function<bool(std::string_view name)> excludes = {};  // files and folders that a walk leaves out
  bool excludes_named = false;                               // and those that are named, or standard input
};

// Each file once, in byte order of the names. A name is the path as given, normalised ("a//b/../c" is "a/c"), relative to the working
// directory where it lies below it.
[[nodiscard]] Inputs read_inputs(const ReadRequest& request, std::istream& in);

// A path as sources are named, see above.
[[nodiscard]] std::string shown_name(const std::filesystem::path& path);

// The files of one folder, not of those below it, that a walk would read, in byte order of their names; nothing when they number more than
// `most` or hold more than `most_bytes` together.
[[nodiscard]] std::vector<std::string> files_in(const std::string& folder, std::span<const std::string_view> extensions, std::size_t most,
                                                std::uintmax_t most_bytes);
// The text of a file, or its first `max_bytes` and one; nothing when it cannot be read.
[[nodiscard]] std::optional<std::string> read_file(const std::string& name, std::size_t max_bytes);

// The name of the source that a file of that path was read from; null when none was. Writing there would destroy an input.
[[nodiscard]] const std::string* input_at(const SourceSet& sources, const std::string& path);
// Whether all of it was written.
[[nodiscard]] bool write_file(const std::string& path, const std::string& text);

// One line for each, as the program writes its own messages.
void tell(const std::vector<ReadError>& errors, std::ostream& err);

// The repository that the working directory lies in. `root` overrides the search for `.git`.
[[nodiscard]] Repository repository_at(const std::string& root);

}  // namespace fabriclint
