// SPDX-License-Identifier: Apache-2.0
// Writes the SARIF of each sample into a folder, for the validators of tests/sarif.
#include <array>
#include <cstdio>
#include <fstream>
#include <string>
#include <utility>

#include "report/sarif.h"
#include "sample.h"

int main(int argc, char** argv) {
  using namespace fabriclint;
  if (argc != 2) {
    std::fputs("usage: write_samples FOLDER\n", stderr);
    return 2;
  }
  const std::array samples = {
      std::pair{"labelled", sample::labelled()},
      std::pair{"clean", sample::clean()},
      std::pair{"hostile", sample::hostile()},
      std::pair{"non_ascii", sample::non_ascii()},
  };
  for (const auto& [name, sample] : samples) {
    std::ofstream file(std::string(argv[1]) + "/" + name + ".sarif", std::ios::binary);
    write_sarif(file, sample.report(), {});
    if (!file.flush()) return 1;
  }
  return 0;
}
