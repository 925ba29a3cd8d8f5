// SPDX-License-Identifier: Apache-2.0
// What a manifest says does not depend on how it is written: every fixture is read by yaml-cpp and written anew in many ways (block, flow,
// other quotes, other order of keys, comments, keys that nobody reads, documents in files of their own or in one List), and the findings
// stay: the same rules on the same settings of the same containers, pointing at the same words.
#include <doctest/doctest.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

#include "command/pipeline.h"
#include "command/recipes.h"
#include "command/rulesets.h"

namespace fabriclint {
namespace {

namespace fs = std::filesystem;

struct Style {
  bool flow = false;
  bool shuffle = false;
  bool requote = false;
  bool comments = false;
  bool mix = false;  // flow here, block there
};

// Whether a text would be no string, or another one, without quotes. Cautious: a text that only looks odd keeps its quotes.
bool needs_quotes(const std::string& text) {
  if (text.empty() || text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_/") != std::string::npos) return true;
  std::string lower = text;
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  static const std::set<std::string> kWords = {"true", "false", "yes", "no", "on", "off", "null", "y", "n"};
  return kWords.contains(lower);
}

class Writer {
 public:
  Writer(Style style, std::uint32_t seed) : style_(style), random_(seed) {}

  std::string document(const YAML::Node& root) { return block(root, 0) + "\n"; }

 private:
  std::size_t pick(std::size_t n) { return random_() % n; }

  static std::string double_quoted(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
      if (c == '"' || c == '\\') {
        out += {'\\', c};
      } else if (c == '\n') {
        out += "\\n";
      } else if (c == '\t') {
        out += "\\t";
      } else {
        out += c;
      }
    }
    return out + "\"";
  }
  static std::string single_quoted(const std::string& text) {
    std::string out = "'";
    for (const char c : text) out += c == '\'' ? std::string("''") : std::string(1, c);
    return out + "'";
  }

  // A plain scalar may be a number or a truth value and stays plain; only what is a string either way changes its quotes.
  std::string scalar(const YAML::Node& node) {
    if (node.IsNull()) return "null";
    const std::string& text = node.Scalar();
    const bool plain = node.Tag() != "!";
    if (plain && (needs_quotes(text) || !style_.requote)) return !style_.flow && !style_.mix ? text : in_flow(text);
    if (text.find_first_of("\n\t") != std::string::npos) return double_quoted(text);
    if (!style_.requote) return double_quoted(text);
    const std::size_t way = pick(needs_quotes(text) ? 2 : 3);
    return way == 0 ? double_quoted(text) : way == 1 ? single_quoted(text) : text;
  }
  // Plain in block style, perhaps not in flow style; with such bytes it is a string anyway.
  static std::string in_flow(const std::string& text) {
    return text.find_first_of(",[]{}") == std::string::npos ? text : double_quoted(text);
  }

  std::vector<std::pair<YAML::Node, YAML::Node>> entries(const YAML::Node& map) {
    std::vector<std::pair<YAML::Node, YAML::Node>> all;
    // Every entry goes to its place at once: to assign to a YAML::Node is to change the tree that it stands in.
    for (const auto& entry : map) {
      const std::size_t at = style_.shuffle ? pick(all.size() + 1) : all.size();
      std::vector<std::pair<YAML::Node, YAML::Node>> more(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(at));
      more.emplace_back(entry.first, entry.second);
      more.insert(more.end(), all.begin() + static_cast<std::ptrdiff_t>(at), all.end());
      all.swap(more);
    }
    return all;
  }

  std::string noise(std::size_t indent) {
    if (!style_.comments) return "";
    const std::string margin(indent, ' ');
    switch (pick(4)) {
      case 0:
        return "\n";
      case 1:
        return margin + "# UCX_TLS: tcp 'open\n";
      case 2:
        return "# {no indentation\n   \n";
      default:
        return "";
    }
  }
  std::string tail() { return style_.comments && pick(3) == 0 ? "  # - \"value: x" : ""; }

  // Entries on lines of their own: findings of one line are joined.
  std::string flow(const YAML::Node& node, std::size_t indent) {
    const std::string margin(indent + 1, ' ');
    std::string out;
    if (node.IsMap()) {
      for (const auto& [key, value] : entries(node))
        out += (out.empty() ? "" : ",\n" + margin) + scalar(key) + ": " + flow(value, indent + 2);
      return "{" + out + "}";
    }
    if (!node.IsSequence()) return scalar(node);
    for (const auto& item : node) out += (out.empty() ? "" : ",\n" + margin) + flow(item, indent + 2);
    return "[" + out + "]";
  }

  std::string block(const YAML::Node& node, std::size_t indent) {
    const bool here = style_.flow || (style_.mix && indent > 0 && pick(5) == 0);
    if (here || (!node.IsMap() && !node.IsSequence()) || node.size() == 0) return flow(node, indent);
    const std::string margin(indent, ' ');
    std::string out;
    const auto child = [&](const YAML::Node& value) {
      const std::string text = block(value, indent + 2);
      const bool collection = (value.IsMap() || value.IsSequence()) && value.size() > 0 && text[0] == '\n';
      return (collection ? "" : " ") + text + (collection ? "" : tail());
    };
    if (node.IsMap()) {
      for (const auto& [key, value] : entries(node)) out += "\n" + noise(indent) + margin + scalar(key) + ":" + child(value);
    } else {
      for (const auto& item : node) out += "\n" + noise(indent) + margin + "-" + child(item);
    }
    return out;
  }

  Style style_;
  std::mt19937 random_;
};

using Documents = std::vector<YAML::Node>;
using Files = std::vector<std::string>;

std::string joined(const Documents& documents, Style style, std::uint32_t seed) {
  std::string text;
  Writer writer(style, seed);
  for (const YAML::Node& document : documents) text += "---" + std::string(style.flow ? " " : "") + writer.document(document);
  return text;
}

Files split(const Documents& documents) {
  Files files;
  for (const YAML::Node& document : documents) files.push_back(joined({document}, {}, 1));
  return files;
}

// `kind: List`, as `kubectl get -o yaml` writes it.
Files as_list(const Documents& documents) {
  YAML::Node list;
  list["apiVersion"] = "v1";
  list["kind"] = "List";
  for (const YAML::Node& document : documents) list["items"].push_back(document);
  return {joined({list}, {}, 1)};
}

Files with_unrelated_keys(const Documents& documents) {
  Documents changed;
  for (const YAML::Node& document : documents) {
    YAML::Node copy = YAML::Clone(document);
    if (copy.IsMap() && copy["metadata"]) {
      copy["metadata"]["annotations"]["example.com/unrelated"] = "text";
      copy["metadata"]["generation"] = "7";
    }
    changed.push_back(copy);
  }
  return {joined(changed, {}, 1)};
}

Files without_labels(const Documents& documents) {
  Documents changed;
  for (const YAML::Node& document : documents) {
    YAML::Node copy = YAML::Clone(document);
    if (copy.IsMap() && copy["kind"].Scalar().find("Dynamo") == 0) {
      for (const char* key : {"labels", "annotations"}) copy["metadata"].remove(key);
    }
    changed.push_back(copy);
  }
  return {joined(changed, {}, 1)};
}

// What a finding points at, as far as every style writes it: no quotes, brackets, blanks or escapes, and keys in any order.
std::string pointed(std::string_view text) {
  std::string kept;
  for (const char c : text) {
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z' && c != 'n') || (c >= 'A' && c <= 'Z')) kept += c;
  }
  std::sort(kept.begin(), kept.end());
  return kept;
}

struct Said {
  std::multiset<std::string> words;  // with what is pointed at
  std::set<std::string> subjects;    // without: a style with several entries on one line has joined findings
};

// The one rule about how YAML is written.
constexpr const char* kAboutStyle = "script-folded";

class Checker {
 public:
  Checker() : rules_(load_rules({})) {
    std::string folder = (fs::temp_directory_path() / "fabriclint-metamorphic-XXXXXX").string();
    REQUIRE(::mkdtemp(folder.data()) != nullptr);
    folder_ = folder;
    REQUIRE(rules_.usable());
  }
  Checker(const Checker&) = delete;
  Checker& operator=(const Checker&) = delete;
  ~Checker() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  Said said(const Files& files) {
    for (const fs::directory_entry& entry : fs::directory_iterator(folder_)) fs::remove(entry.path());
    for (std::size_t n = 0; n < files.size(); ++n) std::ofstream(folder_ / ("file" + std::to_string(n) + ".yaml")) << files[n];
    std::istringstream none;
    const Manifests manifests = read_manifests({folder_.string()}, "", none);
    Said said;
    for (const Finding& finding : inspect(manifests, *rules_.loaded.ruleset, read_options(*rules_.loaded.ruleset), {.jobs = 1}).findings) {
      if (finding.rule == kAboutStyle) continue;
      std::string all = finding.rule;
      if (finding.subjects.empty()) said.subjects.insert(finding.rule + ": " + finding.message);
      for (const Subject& subject : finding.subjects) {
        const std::string one = subject.deployment + "/" + subject.component + "/" + subject.container + "/" + subject.path;
        said.subjects.insert(finding.rule + ": " + one);
        all += " " + one;
      }
      said.words.insert(all + " at " + pointed(manifests.sources.text(finding.at)));
    }
    return said;
  }

 private:
  RulesetRun rules_;
  fs::path folder_;
};

std::string shown(const std::multiset<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}
std::string shown(const std::set<std::string>& lines) {
  return shown(std::multiset<std::string>(lines.begin(), lines.end()));
}

}  // namespace

TEST_CASE("the findings of every fixture do not depend on how its YAML is written") {
  const char* root = std::getenv("FABRICLINT_SOURCE_ROOT");
  REQUIRE(root != nullptr);
  Checker checker;
  std::size_t findings = 0;
  std::size_t fixtures = 0;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(fs::path(root) / "fixtures")) {
    if (entry.path().extension() != ".yaml") continue;
    CAPTURE(entry.path().filename().string());
    ++fixtures;
    std::ifstream file(entry.path());
    const std::string original((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    const Documents documents = YAML::LoadAll(original);
    const Files canonical = {joined(documents, {}, 1)};
    const Said expected = checker.said(canonical);
    findings += expected.words.size();
    CHECK(shown(checker.said({original}).subjects) == shown(expected.subjects));
    const std::vector<std::pair<const char*, Files>> variants = {
        {"flow", {joined(documents, {.flow = true}, 1)}},
        {"flow and block", {joined(documents, {.requote = true, .mix = true}, 2)}},
        {"order of keys", {joined(documents, {.shuffle = true}, 3)}},
        {"quotes", {joined(documents, {.requote = true}, 4)}},
        {"comments", {joined(documents, {.comments = true}, 5)}},
        {"all at once", {joined(documents, {.shuffle = true, .requote = true, .comments = true, .mix = true}, 6)}},
        {"a file for each document", split(documents)},
        {"a List", as_list(documents)},
        {"unrelated keys", with_unrelated_keys(documents)},
        {"no labels", without_labels(documents)},
    };
    for (const auto& variant : variants) {
      const std::string style = variant.first;
      const Files& files = variant.second;
      CAPTURE(style);
      CAPTURE(files.front());
      const Said said = checker.said(files);
      CHECK(shown(said.subjects) == shown(expected.subjects));
      CHECK(shown(said.words) == shown(expected.words));
    }
  }
  CHECK(fixtures >= 30);
  CHECK(findings >= 40);
}

}  // namespace fabriclint
