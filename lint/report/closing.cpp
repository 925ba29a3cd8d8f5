// SPDX-License-Identifier: Apache-2.0
#include "report/closing.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "report/echo.h"
#include "report/paint.h"
#include "text/counted.h"

namespace fabriclint {
namespace {

constexpr std::size_t kMostNames = 200;  // of a deployment, in code points
constexpr std::size_t kMostSteps = 3;

// What one outcome adds to a verdict.
struct Share {
  std::size_t rules = 0;
  std::size_t places = 0;
  std::string named;              // "a, b, c and 2 more"
  const Reason* first = nullptr;  // that says why
};

Share share_of(const DeploymentVerdict& verdict, Reason::Outcome outcome) {
  constexpr std::size_t kMostNamed = 3;
  Share share;
  for (const Reason& reason : verdict.reasons) {
    if (reason.outcome != outcome) continue;
    share.places += reason.places;
    if (++share.rules <= kMostNamed) share.named += (share.named.empty() ? "" : ", ") + echoed(reason.rule);
    if (share.first == nullptr && !reason.why.empty()) share.first = &reason;
  }
  if (share.rules > kMostNamed) share.named += fmt::format(" and {} more", share.rules - kMostNamed);
  return share;
}

std::string place_of(const DeploymentVerdict& verdict, const SourceSet& sources) {
  if (verdict.at.source.index >= sources.size()) return {};
  const Source& source = sources[verdict.at.source];
  return fmt::format(" ({}:{})", echoed(source.name()), line_of(source, verdict.at.begin));
}

// "line 41", with the name of the file when it is not that of the deployment.
std::string doubt_place(const Span& doubt, const Span& deployment, const SourceSet& sources) {
  if (doubt.empty() || doubt.source.index >= sources.size()) return "not known";
  const Source& source = sources[doubt.source];
  const std::uint32_t line = line_of(source, doubt.begin);
  return doubt.source == deployment.source ? fmt::format("line {}", line) : fmt::format("{}:{}", echoed(source.name()), line);
}

void write_verdict(std::ostream& out, const DeploymentVerdict& verdict, const SourceSet& sources, bool color) {
  const std::string sentence = verdict_sentence(verdict, sources);
  const std::size_t word = name_of(verdict.readiness).size();
  out << painted(color, kBold, echoed_path(verdict.deployment.substr(0, kMostNames))) << place_of(verdict, sources) << ": "
      << painted(color, paint_of(verdict.readiness), sentence.substr(0, word)) << sentence.substr(word) << '\n';
}

// What a next step says.
struct Step {
  std::string_view where;
  std::string_view command;
};

Step split_step(std::string_view step) {
  const std::size_t end = std::min(step.find('\n'), step.size());
  return {step.substr(0, end), step.substr(std::min(end + 1, step.size()))};
}

}  // namespace

std::string_view paint_of(Readiness readiness) {
  return readiness == Readiness::blocked ? "1;31" : readiness == Readiness::gaps ? "1;33" : "1;32";
}

std::string verdict_sentence(const DeploymentVerdict& verdict, const SourceSet& sources) {
  std::string sentence(name_of(verdict.readiness));
  if (verdict.readiness == Readiness::blocked) {
    const Share errors = share_of(verdict, Reason::Outcome::error);
    return sentence + fmt::format(" by {}: {}", counted(errors.places, "error"), errors.named);
  }
  const Share warnings = share_of(verdict, Reason::Outcome::warning);
  if (warnings.rules > 0) {
    sentence += fmt::format(" by {}: {}", counted(warnings.places, "warning"), warnings.named);
  }
  const Share open = share_of(verdict, Reason::Outcome::undecided);
  if (open.rules > 0) {
    sentence += fmt::format("{} by {}: {}", warnings.rules > 0 ? ";" : "", counted(open.rules, "undecided rule"), open.named);
    if (open.first != nullptr)
      sentence += fmt::format(" ({}: {})", doubt_place(open.first->at, verdict.at, sources), echoed(open.first->why, kMostNames));
  }
  return sentence;
}

void write_verdicts(std::ostream& out, std::span<const DeploymentVerdict> verdicts, const SourceSet& sources, bool color) {
  std::size_t listed = 0;
  std::size_t more = 0;
  for (const Readiness readiness : {Readiness::blocked, Readiness::gaps}) {
    for (const DeploymentVerdict& verdict : verdicts) {
      if (verdict.readiness != readiness) continue;
      if (listed < kMostVerdictLines) {
        write_verdict(out, verdict, sources, color);
        ++listed;
      } else {
        ++more;
      }
    }
  }
  if (more > 0) out << fmt::format("and {} more {} not ready.\n", more, more == 1 ? "deployment is" : "deployments are");

  const auto is_ready = [](const DeploymentVerdict& verdict) { return verdict.readiness == Readiness::ready; };
  const auto ready = std::count_if(verdicts.begin(), verdicts.end(), is_ready);
  if (ready == 1) write_verdict(out, *std::find_if(verdicts.begin(), verdicts.end(), is_ready), sources, color);
  if (ready > 1) out << fmt::format("{} disaggregated deployments are {}.\n", ready, painted(color, paint_of(Readiness::ready), "ready"));
}

void write_next_steps(std::ostream& out, std::span<const DeploymentVerdict> verdicts, bool color) {
  std::vector<std::pair<std::string_view, std::vector<std::string_view>>> places;  // where, and the commands that are run there
  std::size_t steps = 0;
  for (const DeploymentVerdict& verdict : verdicts) {
    if (verdict.readiness == Readiness::blocked || verdict.next_step.empty()) continue;
    const Step step = split_step(verdict.next_step);
    auto place = std::find_if(places.begin(), places.end(), [&](const auto& known) { return known.first == step.where; });
    const bool said = place != places.end() && std::find(place->second.begin(), place->second.end(), step.command) != place->second.end();
    if (said || steps++ >= kMostSteps) continue;
    if (place == places.end()) place = places.insert(place, {step.where, {}});
    place->second.push_back(step.command);
  }
  for (const auto& [where, commands] : places) {
    out << painted(color, kBold, "To prove it on the cluster") << ", " << echoed(where) << '\n';
    for (std::string_view command : commands) {
      while (!command.empty()) {
        const std::size_t end = std::min(command.find('\n'), command.size());
        out << "    " << echoed(command.substr(0, end)) << '\n';
        command.remove_prefix(std::min(end + 1, command.size()));
      }
    }
  }
}

}  // namespace fabriclint
