// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "report/glyph.h"
#include "report/model_report.h"
#include "report/model_table.h"

using namespace fabriclint;

namespace {

// A report whose settings are all written in one made-up file, each on a line of its own.
struct Page {
  SourceSet sources;
  std::vector<Deployment> deployments;
  std::vector<DeploymentFacts> facts;
  std::vector<std::optional<DeploymentVerdict>> verdicts;
  SourceId file = sources.add("deploy.yaml", std::string(2000, '\n'));

  [[nodiscard]] Span line(std::uint32_t number) const { return {file, number - 1, number}; }
  [[nodiscard]] Setting setting(const std::string& path, Value value, const std::string& layer, std::uint32_t number) const {
    return {
        .path = path, .value = std::move(value), .origin = {.layer = layer, .key = line(number), .value = line(number)}, .overridden = {}};
  }
  [[nodiscard]] Setting known(const std::string& path, const std::string& value, const std::string& layer = "env",
                              std::uint32_t number = 9) const {
    return setting(path, Value::known(TracedText::made(value)), layer, number);
  }
  Deployment& deployment(const std::string& name = "graph") {
    Deployment& added = deployments.emplace_back();
    added.name = name;
    added.kind = "Graph";
    added.api_version = "v1";
    added.span = line(3);
    facts.emplace_back();
    verdicts.emplace_back();
    return added;
  }
  Container& component(const std::string& name, bool engine = true) {
    Component& added = deployments.back().components.emplace_back();
    added.name = name;
    added.span = line(5);
    facts.back().components.push_back({ContainerFacts{}});
    added.containers.emplace_back().name = "main";
    if (engine) added.containers[0].settings.put(known("launch.engine", "vllm", "command line", 7));
    return added.containers[0];
  }
  [[nodiscard]] std::string text(const ModelStyle& style = {}) const {
    std::ostringstream out;
    write_model_text(out, {sources, deployments, facts, verdicts}, style);
    return out.str();
  }
};

// Where, in columns, `word` begins on the first line that holds it.
std::size_t column_of(const std::string& text, const std::string& word) {
  const std::size_t at = text.find(word);
  REQUIRE_MESSAGE(at != std::string::npos, text);
  const std::size_t begin = text.rfind('\n', at) + 1;
  std::size_t column = 0;
  for (std::size_t i = begin; i < at;) {
    const Glyph glyph = glyph_at(text, i);
    column += glyph.width;
    i += glyph.length;
  }
  return column;
}

std::string rows(const std::vector<Row>& all, const ModelStyle& style = {}) {
  std::ostringstream out;
  write_rows(out, all, style);
  return out.str();
}

Row row(const std::string& name, const std::string& value, const std::string& origin = "env", const std::string& place = ":1") {
  return {.indent = 2, .name = name, .value = value, .origin = origin, .place = place};
}

}  // namespace

TEST_CASE("columns align behind wide and combining characters") {
  const std::string out =
      rows({row("A", "one"), row("WIDE", "\xE6\xBC\xA2\xE5\xAD\x97", "wide layer", ":2"), row("MARK", "e\xCC\x81", "mark layer", ":3")});
  CHECK(column_of(out, "env") == column_of(out, "wide layer"));
  CHECK(column_of(out, "env") == column_of(out, "mark layer"));
  CHECK(column_of(out, ":1") == column_of(out, ":2"));
  CHECK(column_of(out, ":1") == column_of(out, ":3"));
}

TEST_CASE("a long value moves only its own line") {
  const std::string out = rows({row("A", "one", "env", ":1"), row("B", std::string(60, 'x'), "env", ":2"), row("C", "two", "env", ":3")});
  CHECK(column_of(out, ":1") == column_of(out, ":3"));
  CHECK(column_of(out, ":2") > column_of(out, ":3"));
}

TEST_CASE("a value is cut to the width, between two characters, and its place stays") {
  std::string value;
  for (int i = 0; i < 100; ++i) value += "\xE6\xBC\xA2\x1b";
  for (std::size_t width = 60; width < 70; ++width) {
    const std::string out = rows({row("A", value)}, {.width = width});
    CHECK(column_of(out, "\n") <= width);
    CHECK(out.ends_with("...  env  :1\n"));
    const std::string kept = out.substr(0, out.find("..."));
    CHECK((kept.ends_with("\\x1b") || kept.ends_with("\xE6\xBC\xA2")));
  }
}

TEST_CASE("all shows the whole value on as many lines as it takes, each marked") {
  const std::string value = std::string(100, 'a') + std::string(100, 'b') + "end";
  const std::string out = rows({row("A", value)}, {.width = 80, .all = true});
  CHECK(out.find("...") == std::string::npos);
  std::string joined;
  std::istringstream lines(out);
  for (std::string line; std::getline(lines, line);) {
    for (const char c : line) {
      if (c == 'a' || c == 'b') joined += c;
    }
    CHECK((line.starts_with("  A  a") || line.starts_with("   | ")));
  }
  CHECK(joined == std::string(100, 'a') + std::string(100, 'b'));
  CHECK(out.find("end\n") != std::string::npos);
}

TEST_CASE("a sentence is wrapped between words and loses none") {
  Row why = row("A", "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen", "");
  why.sentence = true;
  why.mark = "? ";
  const std::string out = rows({why}, {.width = 60});
  for (const char* word : {"? one ", "seven", "eleven", "sixteen"}) CHECK_MESSAGE(out.find(word) != std::string::npos, out);
  CHECK(std::count(out.begin(), out.end(), '\n') > 1);
}

TEST_CASE("nothing of a value or a name becomes a control character or a workflow command") {
  for (const bool all : {false, true}) {
    const std::string nasty = "::error::\x1b]0;x\x07 ##[add-mask]y \n::set-env " + std::string(50, 'z') + " ::warning::w\xE2\x80\xAE";
    Page page;
    page.deployment(nasty).api_version = nasty;
    Container& container = page.component(nasty);
    container.settings.put(page.known("env." + nasty, nasty, nasty));
    container.settings.put(page.setting("env.U", Value::unknown(nasty), nasty, 4));
    container.gaps.push_back({"env.", nasty});
    page.facts[0].components[0][0].facts.push_back({"fact", Value::known(TracedText::made(nasty)), nasty, page.line(2)});
    container.connectors.emplace_back().name = nasty;
    page.facts[0].components[0][0].connectors.emplace_back();
    std::istringstream lines(page.text({.width = 60, .all = all}));
    for (std::string line; std::getline(lines, line);) {
      CHECK_MESSAGE(std::all_of(line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x20; }), line);
      CHECK_MESSAGE(line.find("##[") == std::string::npos, line);
      CHECK_MESSAGE(line.find("\xE2\x80\xAE") == std::string::npos, line);
      const std::size_t begin = line.find_first_not_of(' ');
      CHECK_MESSAGE((begin == std::string::npos || line.compare(begin, 2, "::") != 0), line);
    }
  }
}

TEST_CASE("without colour there is no escape sequence, and colour changes nothing else") {
  Page page;
  page.deployment();
  Container& container = page.component("prefill");
  container.settings.put(page.known("env.A", "lost", "spec.env", 8));
  container.settings.put(page.known("env.A", "won", "env", 9));
  container.settings.put(page.setting("env.U", Value::unknown("it is a secret"), "env", 10));
  page.verdicts[0] =
      DeploymentVerdict{.deployment = "graph", .at = {}, .readiness = Readiness::ready, .reasons = {}, .next_step = "here:\nrun"};
  const std::string plain = page.text();
  CHECK(plain.find('\x1b') == std::string::npos);
  std::string colored = page.text({.color = true});
  CHECK(colored.find("\x1b[2;9mlost\x1b[0m") != std::string::npos);
  for (std::size_t at = colored.find('\x1b'); at != std::string::npos; at = colored.find('\x1b'))
    colored.erase(at, colored.find('m', at) - at + 1);
  CHECK(colored == plain);
}

TEST_CASE("a setting shows its value, its layer and its line, and what it overrode below it, nearest first") {
  Page page;
  page.deployment();
  Container& container = page.component("prefill");
  container.settings.put(page.known("env.A", "low", "spec.env", 8));
  container.settings.put(page.known("env.A", "middle", "env", 9));
  container.settings.put(page.known("env.A", "high", "export", 10));
  CHECK(page.text().find("      A       high    export        :10\n"
                         "        was   middle  env           :9\n"
                         "        was   low     spec.env      :8\n") != std::string::npos);
}

TEST_CASE("values that could be taken for something else stand in quotes") {
  CHECK(quoted_if_needed("") == "\"\"");
  CHECK(quoted_if_needed("? who knows") == "\"? who knows\"");
  CHECK(quoted_if_needed("\"x\"") == "\"\"x\"\"");
  CHECK(quoted_if_needed(" x") == "\" x\"");
  CHECK(quoted_if_needed("x y") == "x y");
  CHECK(name_on_a_line("UCX_TLS") == "UCX_TLS");
  CHECK(name_on_a_line("::error::") == "\"::error::\"");
}

TEST_CASE("a place in another file is named by the file") {
  Page page;
  page.deployment();
  const SourceId other = page.sources.add("config.yaml", "a\nb\n");
  Setting setting = page.known("env.A", "x");
  setting.origin.value = {other, 2, 3};
  page.component("prefill").settings.put(setting);
  CHECK(page.text().find("config.yaml:2\n") != std::string::npos);
}

TEST_CASE("what every component has from one place is shown once, what only looks the same is not") {
  Page page;
  page.deployment();
  for (const char* name : {"prefill", "decode"}) {
    Container& container = page.component(name);
    container.settings.put(page.known("env.SHARED", "x", "spec.env", 20));
    container.settings.put(page.known("env.OWN", "x", "env", static_cast<std::uint32_t>(30 + page.deployments[0].components.size())));
  }
  const std::string out = page.text();
  CHECK(out.find("in every component") < out.find("component prefill"));
  CHECK(out.find("SHARED", out.find("SHARED") + 1) == std::string::npos);
  CHECK(out.find("OWN", out.find("OWN") + 1) != std::string::npos);
  CHECK(out.find(":31") != std::string::npos);
  CHECK(out.find(":32") != std::string::npos);
  const std::string all = page.text({.all = true});
  CHECK(all.find("SHARED", all.find("SHARED") + 1) != std::string::npos);
  CHECK(all.find("in every component") == std::string::npos);
}

TEST_CASE("a component that certainly starts no engine is one line beside one that does, and whole when it is alone or all is asked for") {
  Page page;
  page.deployment();
  page.component("frontend", false).settings.put(page.known("env.DETAIL", "x"));
  CHECK(page.text().find("DETAIL") != std::string::npos);
  page.component("worker");
  CHECK(page.text().find("DETAIL") == std::string::npos);
  CHECK(page.text().find("component frontend  :5  starts no engine; --all shows its settings (1)\n") != std::string::npos);
  CHECK(page.text({.all = true}).find("DETAIL") != std::string::npos);
  page.deployments[0].components[0].containers[0].gaps.push_back({"launch.", "the command is not known"});
  CHECK(page.text().find("DETAIL") != std::string::npos);
}

TEST_CASE("limits and requests stand only where they differ from the resource") {
  Page page;
  page.deployment();
  Container& container = page.component("worker");
  container.settings.put(page.known("resource.gpu", "8", "resources.limits"));
  container.settings.put(page.known("limit.gpu", "8", "resources.limits"));
  container.settings.put(page.known("request.gpu", "4", "resources.requests"));
  const std::string out = page.text();
  CHECK(out.find("    limit\n") == std::string::npos);
  CHECK(out.find("    request\n") != std::string::npos);
  CHECK(page.text({.all = true}).find("    limit\n") != std::string::npos);
}

TEST_CASE("gaps are told in whole, those of the deployment not again for its parts") {
  Page page;
  page.deployment().gaps.push_back({"", "it is a patch"});
  Container& container = page.component("worker");
  container.gaps.push_back({"", "it is a patch"});
  container.gaps.push_back({"env.", "a Secret is taken whole"});
  container.gaps.push_back({"arg.", "a Secret is taken whole"});
  const std::string out = page.text();
  CHECK(out.find("it is a patch", out.find("it is a patch") + 1) == std::string::npos);
  CHECK(out.find("  all else  ? it is a patch\n") != std::string::npos);
  CHECK(out.find("    env.*, arg.*  ? a Secret is taken whole\n") != std::string::npos);
}

TEST_CASE("facts show their evidence; those without any are one line, and so is what is not known for one reason") {
  Page page;
  page.deployment();
  page.component("worker");
  page.facts[0].components[0][0].facts = {
      {"copied-role", Value::known(TracedText::made("prefill")), "the flag says so", page.line(12)},
      {"device", Value::known(TracedText::made("false")), "", {}},
      {"role", Value::known(TracedText::made("prefill")), "the flag says so", page.line(12)},
      {"silent", Value{}, "", {}},
      {"x", Value::unknown("a template"), "", page.line(13)},
      {"y", Value::unknown("a template"), "", page.line(14)},
  };
  const std::string out = page.text();
  CHECK(out.find("    role       prefill       the flag says so  :12\n") != std::string::npos);
  CHECK(out.find("copied-role") == std::string::npos);
  CHECK(out.find("silent") == std::string::npos);
  CHECK(out.find("    not known  ? a template  x, y\n") != std::string::npos);
  CHECK(out.find("    otherwise                device false\n") != std::string::npos);
  const std::string all = page.text({.all = true});
  CHECK(all.find("copied-role") != std::string::npos);
  CHECK(all.find("silent") != std::string::npos);
}

TEST_CASE("wrapped connectors stand below the one that wraps them") {
  Page page;
  page.deployment();
  Container& container = page.component("worker");
  for (const auto& [name, depth] : {std::pair("Outer", "0"), std::pair("Inner", "1")}) {
    Connector& connector = container.connectors.emplace_back();
    connector.name = name;
    connector.span = page.line(40);
    connector.settings.put(page.known("connector.depth", depth));
    page.facts[0].components[0][0].connectors.emplace_back();
  }
  const std::string out = page.text();
  CHECK(column_of(out, "Inner") == column_of(out, "Outer") + 2);
}
