// SPDX-License-Identifier: Apache-2.0
#include "report/closing.h"

#include <doctest/doctest.h>

#include <sstream>
#include <string>
#include <vector>

#include "report/text.h"
#include "sample.h"

using namespace fabriclint;

namespace {

using Outcome = Reason::Outcome;

Reason reason(Outcome outcome, const std::string& rule, std::size_t places = 1, const std::string& why = "") {
  return {.outcome = outcome, .rule = rule, .places = places, .why = why, .at = {}};
}

DeploymentVerdict verdict(const std::string& name, Readiness readiness, std::vector<Reason> reasons = {}, const std::string& next = "") {
  return {.deployment = name, .at = {}, .readiness = readiness, .reasons = std::move(reasons), .next_step = next};
}

std::string closing(const std::vector<DeploymentVerdict>& verdicts) {
  std::ostringstream out;
  write_verdicts(out, verdicts, SourceSet{}, false);
  write_next_steps(out, verdicts, false);
  return out.str();
}

}  // namespace

TEST_CASE("a blocked deployment names its errors and nothing less") {
  const SourceSet none;
  CHECK(verdict_sentence(verdict("d", Readiness::blocked, {reason(Outcome::error, "a"), reason(Outcome::warning, "b")}), none) ==
        "blocked by 1 error: a");
  const std::vector<Reason> many = {reason(Outcome::error, "a", 2), reason(Outcome::error, "b"), reason(Outcome::error, "c"),
                                    reason(Outcome::error, "d"), reason(Outcome::error, "e")};
  CHECK(verdict_sentence(verdict("d", Readiness::blocked, many), none) == "blocked by 6 errors: a, b, c and 2 more");
}

TEST_CASE("gaps tell the warnings, the rules that could not be decided and where the first of them lacked what") {
  SourceSet sources;
  const SourceId deploy = sources.add("deploy.yaml", "one\ntwo\nthree\n");
  const SourceId other = sources.add("other.yaml", "one\n");
  DeploymentVerdict gaps =
      verdict("d", Readiness::gaps, {reason(Outcome::warning, "a", 2), reason(Outcome::undecided, "b", 5, "a\x1b Secret")});
  gaps.at = {deploy, 0, 3};
  CHECK(verdict_sentence(gaps, sources) == "gaps by 2 warnings: a; by 1 undecided rule: b (not known: a\\x1b Secret)");
  gaps.reasons[1].at = {deploy, 8, 13};
  CHECK(verdict_sentence(gaps, sources) == "gaps by 2 warnings: a; by 1 undecided rule: b (line 3: a\\x1b Secret)");
  gaps.reasons[1].at = {other, 0, 3};
  CHECK(verdict_sentence(gaps, sources) == "gaps by 2 warnings: a; by 1 undecided rule: b (other.yaml:1: a\\x1b Secret)");
  gaps.reasons.erase(gaps.reasons.begin());
  CHECK(verdict_sentence(gaps, sources) == "gaps by 1 undecided rule: b (other.yaml:1: a\\x1b Secret)");
}

TEST_CASE("blocked deployments come first, then gaps, and the ready ones are counted") {
  CHECK(closing({verdict("r1", Readiness::ready), verdict("g", Readiness::gaps, {reason(Outcome::warning, "w")}),
                 verdict("b", Readiness::blocked, {reason(Outcome::error, "e")}), verdict("r2", Readiness::ready)}) ==
        "b: blocked by 1 error: e\ng: gaps by 1 warning: w\n2 disaggregated deployments are ready.\n");
}

TEST_CASE("a single ready deployment is named, with its place") {
  SourceSet sources;
  DeploymentVerdict ready = verdict("graph", Readiness::ready);
  ready.at = {sources.add("deploy.yaml", "a\nb\n"), 2, 3};
  std::ostringstream out;
  write_verdicts(out, std::vector{ready}, sources, false);
  CHECK(out.str() == "graph (deploy.yaml:2): ready\n");
}

TEST_CASE("no more verdicts than the limit are listed, the rest is counted") {
  std::vector<DeploymentVerdict> many(kMostVerdictLines + 2, verdict("g", Readiness::gaps, {reason(Outcome::warning, "w")}));
  const std::string out = closing(many);
  CHECK(std::count(out.begin(), out.end(), '\n') == static_cast<std::ptrdiff_t>(kMostVerdictLines + 1));
  CHECK(out.ends_with("and 2 more deployments are not ready.\n"));
  many.pop_back();
  CHECK(closing(many).ends_with("and 1 more deployment is not ready.\n"));
}

TEST_CASE("the next step is told once for each command, below the place where it is run, and not for what is blocked") {
  CHECK(closing({verdict("r", Readiness::ready, {}, "in a pod:\nbench a\nbench b"),
                 verdict("r", Readiness::ready, {}, "in a pod:\nbench a\nbench b"), verdict("r", Readiness::ready, {}, "on a node:\nlook"),
                 verdict("r", Readiness::ready, {}, "in a pod:\nbench c"),
                 verdict("b", Readiness::blocked, {reason(Outcome::error, "e")}, "nowhere:\nnothing")})
            .ends_with("To prove it on the cluster, in a pod:\n    bench a\n    bench b\n    bench c\n"
                       "To prove it on the cluster, on a node:\n    look\n"));
  CHECK(closing({verdict("b", Readiness::blocked, {reason(Outcome::error, "e")}, "nowhere:\nnothing")}).find("cluster") ==
        std::string::npos);
}

TEST_CASE("a hostile name or step cannot write control characters or begin a workflow command") {
  const std::string out = closing({verdict("::error::\x1b[2J\n", Readiness::ready, {}, "w\x1b\n##[error]\x07")});
  CHECK(out == "./::error::\\x1b[2J\\n: ready\nTo prove it on the cluster, w\\x1b\n    ##\\x5berror]\\x07\n");
}

TEST_CASE("verdicts stand between the findings and the counts, and go with the counts") {
  sample::Sample s = sample::clean();
  s.summary.verdicts = {verdict("graph", Readiness::ready)};
  std::ostringstream out;
  write_text(out, s.report(), {});
  CHECK(out.str() == "graph: ready\n\nNo findings in 1 file (1 deployment checked with 1 rule).\n");
  std::ostringstream bare;
  write_text(bare, s.report(), {.summary = false});
  CHECK(bare.str().empty());
}
