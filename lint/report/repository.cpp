// SPDX-License-Identifier: Apache-2.0
#include "report/repository.h"

#include <filesystem>

#include "report/uri.h"

namespace fabriclint {
namespace {

std::string from_root(const Repository& repository, std::string_view name) {
  std::string full = name.starts_with('/') ? std::string() : repository.prefix;
  full += name;
  if (repository.root.empty() || !full.starts_with('/')) return full;
  const std::string normal = std::filesystem::path(full).lexically_normal().generic_string();
  return normal.starts_with(repository.root) ? normal.substr(repository.root.size()) : std::string(name);
}

}  // namespace

std::string path_in(const Repository& repository, std::string_view name) {
  return relative_path(from_root(repository, name));
}

std::string uri_in(const Repository& repository, std::string_view name) {
  return relative_uri(from_root(repository, name));
}

}  // namespace fabriclint
