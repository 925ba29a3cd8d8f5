// SPDX-License-Identifier: Apache-2.0
// A folder of a test's own. It goes when the test ends, and the working directory is again what it was.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

namespace fabriclint {

class TemporaryFolder {
 public:
  TemporaryFolder() : before_(std::filesystem::current_path()) {
    std::string name = (std::filesystem::temp_directory_path() / "fabriclint-test-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::filesystem::current_path(before_);
    std::filesystem::remove_all(path_);
  }

  // Makes the folders on the way, too.
  void write(const std::filesystem::path& name, const std::string& text) const {
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << text;
  }
  void remove(const std::filesystem::path& name) const { std::filesystem::remove_all(path_ / name); }
  void enter(const std::filesystem::path& name = {}) const { std::filesystem::current_path(path_ / name); }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::string operator/(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path before_;
  std::filesystem::path path_;
};

// One that the test works in.
class WorkingFolder : public TemporaryFolder {
 public:
  WorkingFolder() { enter(); }
};

}  // namespace fabriclint
