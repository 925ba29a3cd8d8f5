// SPDX-License-Identifier: Apache-2.0
#include "rule/report_finding.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace fabriclint {
namespace {

void add_label(Finding& finding, Span at, std::string text) {
  if (at.empty() || text.empty() || at == finding.at) return;
  const Label label{at, std::move(text)};
  if (std::find(finding.labels.begin(), finding.labels.end(), label) == finding.labels.end()) finding.labels.push_back(label);
}

// "fabric is 'efa': it requests 'vpc.amazonaws.com/efa'", "multinode: 'nodeCount' is '2'".
std::string because(const Fact& fact, const Value& result, const FactReason& reason) {
  const std::string value = clipped(result.text());
  if (fact.values == Fact::Values::boolean) return fmt::format("{}{}: {}", value == "true" ? "" : "not ", fact.name, reason.because);
  return fmt::format("{} is '{}': {}", fact.name, value, reason.because);
}

}  // namespace

Choice choose(const Rule& rule, const Ground& ground, Evaluator& evaluator, std::vector<Witness>& witnesses) {
  Choice choice{&rule.voice->words, rule.level};
  std::optional<Level> weakest;
  const std::vector<Variant>& variants = rule.terms->variants;
  for (std::size_t number = 0; number < variants.size(); ++number) {
    const Variant& variant = variants[number];
    const Verdict verdict = evaluator.evaluate(variant.where, ground);
    if (verdict.truth == Truth::maybe) weakest = std::min(weakest.value_or(variant.level), variant.level);
    if (verdict.truth != Truth::yes) continue;
    if (!weakest) witnesses.insert(witnesses.begin(), verdict.witnesses.begin(), verdict.witnesses.end());
    choice = {&rule.voice->variants[number], variant.level};
    break;
  }
  // What a variant says may not be true; that the level may be lower is.
  if (weakest) choice.level = std::min(choice.level, *weakest);
  return choice;
}

Subject subject_of(const Ground& ground, std::string path) {
  Subject subject;
  subject.deployment = ground.deployment->name;
  if (ground.component != nullptr) subject.component = ground.component->name;
  if (ground.scope >= Scope::container && ground.container != nullptr) subject.container = ground.container->name;
  subject.path = std::move(path);
  return subject;
}

Undecided undecided(const Rule& rule, const Ground& ground, const Verdict& verdict, Level level) {
  const Doubt doubt = verdict.doubt.value_or(Doubt{});
  return {rule.id, subject_of(ground, ground.bound == nullptr ? std::string() : ground.bound->path), std::string(doubt.why), doubt.at,
          level};
}

Finding finding_at(const Rule& rule, const Choice& choice, const Speech& speech, Evaluator& evaluator) {
  const Words& words = *choice.words;
  Finding finding;
  finding.rule = rule.id;
  finding.level = choice.level;
  finding.at = speech.spot->at;
  finding.message = render(words.message, speech, evaluator);
  if (finding.message.empty() && !words.message.empty()) finding.message = render(words.message.back(), speech, evaluator);
  finding.pointer = render(words.pointer, speech, evaluator);
  finding.help = render(words.help, speech, evaluator);
  for (const LabelTemplate& label : rule.voice->labels) {
    const std::vector<Path> at = {label.at};
    if (label.at.kind == Path::Kind::fact) {
      add_label(finding, evaluator.reason(label.at.fact, speech.ground).at, render(label.text, speech, evaluator));
    } else if (!evaluator.settings_at(label.at, speech.ground).empty()) {
      const Spot spot = find_spot(at, *speech.witnesses, speech.ground, evaluator);
      Speech there = speech;
      there.spot = &spot;
      add_label(finding, spot.at, render(label.text, there, evaluator));
    }
  }
  for (const Path& path : words.because) {
    const FactReason& reason = evaluator.reason(path.fact, speech.ground);
    if (reason.because.empty()) continue;
    const Value& value = *evaluator.fact(path.fact, speech.ground).value;
    add_label(finding, reason.at, because(evaluator.ruleset().facts[path.fact], value, reason));
  }
  finding.subjects.push_back(subject_of(speech.ground, speech.spot->path));
  return finding;
}

Finding finding_of(const Rule& rule, const Ground& ground, const Verdict& verdict, Evaluator& evaluator) {
  std::vector<Witness> witnesses = verdict.witnesses;
  const Choice choice = choose(rule, ground, evaluator, witnesses);
  Spot spot;
  if (choice.words->at.empty() && ground.bound != nullptr) {
    Path bound;
    bound.kind = Path::Kind::bound_value;
    bound.text = "setting.value";
    spot = find_spot({bound}, witnesses, ground, evaluator);
  } else {
    spot = find_spot(choice.words->at, witnesses, ground, evaluator);
  }
  return finding_at(rule, choice, {.ground = ground, .spot = &spot, .witnesses = &witnesses}, evaluator);
}

}  // namespace fabriclint
