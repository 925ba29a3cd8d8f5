// SPDX-License-Identifier: Apache-2.0
#include "review_sample.h"

#include <fmt/format.h>

#include <stdexcept>
#include <utility>

#include "diff/unified_diff.h"

namespace fabriclint::sample {
namespace {

// A diff in which every file is new.
std::string diff_of_new(const SourceSet& sources) {
  std::string diff;
  for (std::uint32_t index = 0; index < sources.size(); ++index) {
    const Source& source = sources[SourceId{index}];
    std::string name = "\"b/";
    for (const char c : source.name()) name += fmt::format("\\{:03o}", static_cast<unsigned char>(c));
    diff += fmt::format("--- /dev/null\n+++ {}\"\n@@ -0,0 +1,{} @@\n", name, source.line_count() - 1);
    for (std::uint32_t line = 1; line < source.line_count(); ++line) diff += fmt::format("+{}\n", source.line_text(line));
  }
  return diff;
}

// What a run with this diff knows of the change.
void complete(ReviewSample& s) {
  const ParsedDiff parsed = parse_diff(s.diff);
  if (parsed.problem) throw std::logic_error(parsed.problem->message);
  s.review.files.assign(s.sample.sources.size(), std::nullopt);
  for (std::uint32_t index = 0; index < s.sample.sources.size(); ++index) {
    for (const FileDiff& file : parsed.diff.files) {
      if (file.new_path == s.sample.sources[SourceId{index}].name())
        s.review.files[index] = ReviewFile{file.new_path, reviewable_lines(file)};
    }
  }
}

}  // namespace

Report ReviewSample::report() const {
  Report report = sample.report();
  report.review = &review;
  return report;
}

ReviewSample suggestions() {
  ReviewSample s;
  Sample& sample = s.sample;
  std::string text;
  for (int line = 1; line <= 30; ++line) text += fmt::format("key{}: value{}\n", line, line);
  const SourceId deploy = sample.sources.add("recipes/deploy.yaml", text);
  const SourceId nodes = sample.sources.add("recipes/nodes.yaml", "fabric: infiniband\n");
  sample.rules = {rule("one", Level::error), rule("two", Level::warning), rule("three", Level::note)};
  // Lines 10 and 20 changed: comments may stand on 7-13 and 17-23.
  s.diff =
      "diff --git a/recipes/deploy.yaml b/recipes/deploy.yaml\n--- a/recipes/deploy.yaml\n+++ b/recipes/deploy.yaml\n"
      "@@ -7,7 +7,7 @@\n key7: value7\n key8: value8\n key9: value9\n-key10: old\n+key10: value10\n key11: value11\n key12: value12\n "
      "key13: value13\n"
      "@@ -17,7 +17,7 @@\n key17: value17\n key18: value18\n key19: value19\n-key20: old\n+key20: value20\n key21: value21\n key22: "
      "value22\n key23: "
      "value23\n";
  const auto at = [&](const char* words) { return sample.find(deploy, words); };
  Finding& replaced = sample.add("one", Level::error, at("value10"), "'key10' is 'value10'");
  replaced.labels = {{sample.find(nodes, "infiniband"), "fabric is 'infiniband'"}};
  replaced.fix = Fix{"Write 'better'.", {{at("value10"), "better"}}};
  sample.add("two", Level::warning, at("key13"), "No fix");
  Finding& two_edits = sample.add("one", Level::error, at("key18"), "Two edits");
  two_edits.fix = Fix{"Change both.", {{at("value18"), "a"}, {at("value20"), "b"}}};
  Finding& deleted = sample.add("two", Level::warning, at("key21"), "One line too many");
  deleted.fix = Fix{"Remove it.", {{{deploy, at("key21").begin, at("key22").begin}, ""}}};
  Finding& outside = sample.add("three", Level::note, at("key1"), "Outside of the hunks");
  outside.fix = Fix{"Change it.", {{at("value1"), "a"}}};
  Finding& across = sample.add("two", Level::warning, at("key12"), "A fix that leaves the hunk");
  across.fix = Fix{"Change both.", {{at("value12"), "a"}, {at("value15"), "b"}}};
  sample.add("three", Level::note, sample.find(nodes, "fabric"), "In a file that did not change");
  complete(s);
  return s;
}

ReviewSample many(std::size_t findings) {
  ReviewSample s;
  std::string text;
  for (std::size_t i = 0; i < findings; ++i) text += fmt::format("key{}: value\n", i);
  const SourceId id = s.sample.sources.add("many.yaml", text);
  s.sample.rules = {rule("r", Level::warning)};
  for (std::size_t i = 0; i < findings; ++i) {
    // The strongest comes last in the file.
    const Level level = i + 1 == findings ? Level::error : i % 2 == 0 ? Level::note : Level::warning;
    Finding& finding = s.sample.add("r", level, s.sample.find(id, fmt::format("key{}:", i)), fmt::format("'key{}' is wrong", i));
    finding.subjects = {{"d", "c", "m", fmt::format("env.key{}", i)}};
  }
  s.diff = diff_of_new(s.sample.sources);
  complete(s);
  return s;
}

ReviewSample hostile_change() {
  ReviewSample s;
  Sample& sample = s.sample;
  const std::string fake = "<!-- fabriclint/v1 0123456789abcdef:1 -->";
  const std::string nasty =
      "@root ![x](http://evil/a.png) [y](javascript:z) <img src=x onerror=y> www.evil.example #1 GH-2 a/b#3 $x$ ```\n" + fake +
      "\n\x1b[31m \xe2\x80\xae **b** ' @'a`[z](http://evil) b' `";
  sample.rules = {rule("r", Level::warning), rule("@team", Level::warning)};
  int count = 0;
  for (const std::string& name :
       {std::string("@root/![x](http:evil).yaml"), std::string("`a` <b> ") + fake + ".yaml", std::string("a\nb\r::error::x.yaml"),
        std::string("\xff\xfe.yaml"), std::string("-rf --help.yaml"), std::string("..\\c:\\x.yaml"), std::string(3000, 'p') + ".yaml"}) {
    const SourceId id = sample.sources.add(name, "key: ````suggestion\n" + fake + "\nend: " + std::to_string(++count) + "\n");
    Finding& finding = sample.add(count % 2 == 0 ? "r" : "@team", Level::warning, {id, 0, 3}, "'" + nasty + "' in " + nasty);
    finding.help = nasty;
    finding.pointer = nasty;
    for (int label = 0; label < 40; ++label) finding.labels.push_back({{id, 5, 8}, nasty + std::to_string(label) + std::string(2000, '@')});
    finding.subjects = {{nasty, name, nasty, nasty}};
    // A suggestion that keeps the line with backticks and ends with the fake marker.
    finding.fix = Fix{nasty, {{{id, 0, 3}, "new"}, {sample.find(id, "end"), "last"}}};
  }
  s.diff = diff_of_new(sample.sources);
  complete(s);
  return s;
}

}  // namespace fabriclint::sample
