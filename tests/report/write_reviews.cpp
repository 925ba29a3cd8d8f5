// SPDX-License-Identifier: Apache-2.0
// Writes the hand-made reviews, each with its diff, to a folder, for validators that are not written in C++.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <utility>

#include "report/github_review.h"
#include "review_sample.h"

int main(int count, char** words) {
  using namespace fabriclint;
  if (count != 2) {
    std::cerr << "usage: write_reviews FOLDER\n";
    return 2;
  }
  const std::filesystem::path folder = words[1];
  for (const auto& [name, sample] : {std::pair("suggestions", sample::suggestions()), std::pair("many", sample::many(200)),
                                     std::pair("hostile", sample::hostile_change()), std::pair("none", sample::many(0))}) {
    std::ofstream review(folder / (std::string(name) + ".json"), std::ios::binary);
    write_github_review(review, sample.report(), {});
    std::ofstream(folder / (std::string(name) + ".diff"), std::ios::binary) << sample.diff;
  }
  return 0;
}
