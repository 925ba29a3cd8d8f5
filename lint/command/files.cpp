// SPDX-License-Identifier: Apache-2.0
#include "command/files.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <system_error>
#include <utility>

#include "text/printable.h"

namespace fabriclint {
namespace {

namespace fs = std::filesystem;

std::string read_stream(std::istream& in, std::size_t max_bytes) {
  std::string text;
  std::array<char, std::size_t{1} << 16U> chunk;  // NOLINT(cppcoreguidelines-pro-type-member-init): read() fills what is used
  while (in && text.size() <= max_bytes) {
    in.read(chunk.data(), static_cast<std::streamsize>(std::min(chunk.size(), max_bytes + 1 - text.size())));
    text.append(chunk.data(), static_cast<std::size_t>(in.gcount()));
  }
  text.shrink_to_fit();
  return text;
}

// The last name of what a folder lists.
std::string_view name_of(const fs::directory_entry& entry) {
  const std::string_view path = entry.path().native();
  return path.substr(path.rfind('/') + 1);
}

bool is_wanted(const fs::directory_entry& entry, std::span<const std::string_view> extensions) {
  std::error_code ignored;
  const std::string_view name = name_of(entry);
  const std::size_t dot = name.rfind('.');
  return dot != std::string_view::npos && dot > 0 &&
         std::find(extensions.begin(), extensions.end(), name.substr(dot)) != extensions.end() && !entry.is_symlink(ignored) &&
         entry.is_regular_file(ignored);
}

// A relative path without empty names, "." and "..": it is shown as it is written.
bool is_plain(std::string_view path) {
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view name = path.substr(begin, end - begin);
    if (name.empty() || name == "." || name == "..") return false;
    begin = end + 1;
  }
  return true;
}

// What a walk finds below a folder whose own name was made to be shown.
std::string name_below(const fs::path& path) {
  return path.is_absolute() ? path.native() : shown_name(path);
}

// One folder; its folders are added to `open`. What cannot be read is an error and ends nothing else.
void list_folder(const fs::path& folder, const ReadRequest& request, std::vector<fs::path>& open, std::set<std::string>& names,
                 Inputs& inputs) {
  std::error_code error;
  bool whole = true;
  const auto excluded = [&](const fs::path& path) {
    const bool left_out = request.excludes && request.excludes(name_below(path));
    inputs.excluded = inputs.excluded || left_out;
    return left_out;
  };
  for (fs::directory_iterator entries(folder, error); !error && entries != fs::directory_iterator(); entries.increment(error)) {
    std::error_code ignored;
    if (entries->is_directory(ignored)) {
      const bool hidden = name_of(*entries).starts_with('.');
      if (!hidden && !entries->is_symlink(ignored) && !excluded(entries->path())) open.push_back(entries->path());
    } else if (is_wanted(*entries, request.extensions)) {
      if (excluded(entries->path())) {
        whole = false;
      } else {
        names.insert(name_below(entries->path()));
      }
    }
  }
  if (whole && !error) inputs.whole.insert(name_below(folder));
  if (error) inputs.errors.push_back({name_below(folder), error.message()});
}

void walk(const fs::path& folder, const ReadRequest& request, std::set<std::string>& names, Inputs& inputs) {
  std::string name = shown_name(folder);
  if (name.size() > 1 && name.ends_with('/')) name.pop_back();
  std::vector<fs::path> open = {std::move(name)};
  while (!open.empty()) {
    const fs::path next = std::move(open.back());
    open.pop_back();
    list_folder(next, request, open, names, inputs);
  }
}

}  // namespace

std::string shown_name(const fs::path& path) {
  if (is_plain(path.native())) return path.native();
  std::error_code error;
  fs::path normal = path.lexically_normal();
  if (normal.is_absolute()) {
    const fs::path relative = normal.lexically_relative(fs::current_path(error));
    if (!error && !relative.empty() && *relative.begin() != "..") normal = relative;
  }
  return normal.generic_string();
}

Inputs read_inputs(const ReadRequest& request, std::istream& in) {
  Inputs inputs;
  std::set<std::string> names;
  bool from_stdin = false;
  for (const std::string& path : request.paths) {
    const bool is_stdin = path == "-";
    if (request.excludes_named && request.excludes && request.excludes(is_stdin ? std::string(request.stdin_name) : shown_name(path))) {
      inputs.excluded = inputs.named_excluded = true;
      continue;
    }
    if (is_stdin) {
      from_stdin = true;
      continue;
    }
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (status.type() == fs::file_type::not_found) {
      inputs.errors.push_back({path, "no such file or folder"});
    } else if (error) {
      inputs.errors.push_back({path, error.message()});
    } else if (fs::is_directory(status)) {
      walk(path, request, names, inputs);
    } else if (!fs::is_regular_file(status)) {
      inputs.errors.push_back({path, "not a regular file; write '-' to read standard input"});
    } else {
      names.insert(shown_name(path));
    }
  }
  if (from_stdin) inputs.ids.push_back(inputs.sources.add(std::string(request.stdin_name), read_stream(in, request.max_bytes)));
  std::sort(inputs.errors.begin(), inputs.errors.end(), [](const ReadError& a, const ReadError& b) { return a.path < b.path; });
  for (const std::string& name : names) {
    std::optional<std::string> text = read_file(name, request.max_bytes);
    if (!text) {
      inputs.errors.push_back({name, "cannot be read"});
      continue;
    }
    inputs.ids.push_back(inputs.sources.add(name, *std::move(text)));
  }
  return inputs;
}

std::optional<std::string> read_file(const std::string& name, std::size_t max_bytes) {
  std::ifstream file(name, std::ios::binary);
  if (!file) return std::nullopt;
  std::string text = read_stream(file, max_bytes);
  if (!file.eof() && text.size() <= max_bytes) return std::nullopt;
  return text;
}

std::vector<std::string> files_in(const std::string& folder, std::span<const std::string_view> extensions, std::size_t most,
                                  std::uintmax_t most_bytes) {
  std::vector<std::string> names;
  std::uintmax_t bytes = 0;
  std::error_code error;
  for (fs::directory_iterator entries(folder, error); !error && entries != fs::directory_iterator(); entries.increment(error)) {
    if (!is_wanted(*entries, extensions)) continue;
    std::error_code ignored;
    const std::uintmax_t size = entries->file_size(ignored);
    bytes += ignored ? 0 : std::min(size, most_bytes + 1);
    names.push_back(shown_name(entries->path()));
    if (names.size() > most || bytes > most_bytes) return {};
  }
  std::sort(names.begin(), names.end());
  return names;
}

const std::string* input_at(const SourceSet& sources, const std::string& path) {
  for (std::uint32_t index = 0; index < sources.size(); ++index) {
    const std::string& name = sources[SourceId{index}].name();
    std::error_code error;
    if (fs::equivalent(path, name, error) && !error) return &name;
  }
  return nullptr;
}

bool write_file(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  return !file.fail();
}

void tell(const std::vector<ReadError>& errors, std::ostream& err) {
  for (const ReadError& error : errors) err << "fabriclint: " << printable(error.path) << ": " << error.reason << "\n";
}

Repository repository_at(const std::string& root) {
  std::error_code error;
  const fs::path here = fs::current_path(error);
  if (error) return {};
  fs::path top = root.empty() ? here : fs::absolute(root, error).lexically_normal();
  if (root.empty()) {
    while (!fs::exists(top / ".git", error)) {
      if (top == top.root_path()) return {};
      top = top.parent_path();
    }
  }
  const auto folder = [](const std::string& path) { return path.ends_with('/') ? path : path + '/'; };
  Repository repository{folder(top.generic_string()), {}};
  const std::string below = here.lexically_relative(repository.root).generic_string();
  if (below == ".") return repository;
  repository.prefix = folder(below.empty() || below.starts_with("..") ? here.generic_string() : below);
  return repository;
}

}  // namespace fabriclint
