// SPDX-License-Identifier: Apache-2.0
// Writes each sample in each format into a folder, as NAME.FORMAT, for the validators.
#include <array>
#include <cstdio>
#include <fstream>
#include <string>
#include <utility>

#include "report/formats.h"
#include "sample.h"

int main(int argc, char** argv) {
  using namespace fabriclint;
  if (argc != 2) {
    std::fputs("usage: write_samples FOLDER\n", stderr);
    return 2;
  }
  const std::array samples = {
      std::pair{"labelled", sample::labelled()},   std::pair{"clean", sample::clean()},   std::pair{"hostile", sample::hostile()},
      std::pair{"non_ascii", sample::non_ascii()}, std::pair{"mended", sample::mended()},
  };
  for (const auto& [name, sample] : samples) {
    for (const Format& format : formats()) {
      std::ofstream file(std::string(argv[1]) + "/" + name + "." + std::string(format.name), std::ios::binary);
      format.write(file, sample.report(), {});
      if (!file.flush()) return 1;
    }
  }
  return 0;
}
