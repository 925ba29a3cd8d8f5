// SPDX-License-Identifier: Apache-2.0
// What each stage costs over a folder of manifests, as a multiple of libyaml's bare events over the same bytes, all in one run on one
// thread:
//
//   meson test -C build --benchmark --verbose        over fixtures/
//   build/tests/whole_path FOLDER                    over any other
#include <yaml.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <functional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "command/pipeline.h"
#include "command/rulesets.h"
#include "yaml/parse.h"

namespace fabriclint {
namespace {

std::size_t bare_events(std::string_view text) {
  yaml_parser_t parser;
  yaml_event_t event;
  std::size_t events = 0;
  if (yaml_parser_initialize(&parser) == 0) return 0;
  yaml_parser_set_input_string(&parser, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  for (bool more = true; more; ++events) {
    more = yaml_parser_parse(&parser, &event) != 0 && event.type != YAML_STREAM_END_EVENT;
    yaml_event_delete(&event);
  }
  yaml_parser_delete(&parser);
  return events;
}

// The median of some passes, in milliseconds.
double median_ms(const std::function<void()>& pass) {
  std::array<double, 15> times{};
  for (double& time : times) {
    const auto begin = std::chrono::steady_clock::now();
    pass();
    time = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
  }
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

int bench(const std::string& folder) {
  std::istringstream no_input;
  const Manifests manifests = read_manifests({folder}, "", no_input);
  const SourceSet& sources = manifests.sources;
  if (manifests.recipes.empty()) {
    std::fprintf(stderr, "no manifest below %s\n", folder.c_str());
    return 1;
  }
  std::size_t bytes = 0;
  for (std::uint32_t index = 0; index < sources.size(); ++index) bytes += sources[SourceId{index}].text().size();

  const double load = median_ms([] { (void)load_rules({}); });
  const RulesetRun rules = load_rules({});
  const ReadOptions options = read_options(*rules.loaded.ruleset);
  const auto over_all = [&](const auto& visit) {
    return median_ms([&] {
      for (std::uint32_t index = 0; index < sources.size(); ++index) visit(SourceId{index});
    });
  };
  const double events = over_all([&](SourceId id) { (void)bare_events(sources[id].text()); });
  const double trees = over_all([&](SourceId id) { (void)yaml::parse(sources[id], id); });
  const double models = median_ms([&] {
    for (const RecipeFiles& recipe : manifests.recipes) (void)model_of(sources, recipe, options);
  });
  const double all = median_ms([&] { (void)inspect(manifests, *rules.loaded.ruleset, options, {.jobs = 1}); });

  std::printf("%u files, %zu bytes; loading the ruleset %.2f ms\n", sources.size(), bytes, load);
  std::printf("%-16s %10s %10s\n", "up to", "ms", "x events");
  for (const auto& [name, time] : {std::pair{"bare events", events}, {"tree", trees}, {"model", models}, {"findings", all}}) {
    std::printf("%-16s %10.2f %10.2f\n", name, time, time / events);
  }
  return 0;
}

}  // namespace
}  // namespace fabriclint

int main(int count, char** words) {
  return fabriclint::bench(count > 1 ? words[1] : "fixtures");
}
