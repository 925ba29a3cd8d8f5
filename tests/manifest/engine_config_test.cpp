// SPDX-License-Identifier: Apache-2.0
// Two engines are invented: the keys of one's files are flags, those of the other's are settings of their own.
#include <doctest/doctest.h>

#include <string>

#include "manifest/recipe_of.h"

namespace fabriclint {
namespace {

using testing::is_unknown;
using testing::RecipeOf;
using testing::show;

ReadOptions engines() {
  ReadOptions options;
  Engine flags;
  flags.name = "flags";
  flags.modules = {"flags"};
  flags.config = {.files = {"config"}, .overrides = {}, .dotted = {}, .keys_are_flags = true};
  flags.connector_flag = {.flag = "connector",
                          .names = {{"nixl", "NixlConnector"}, {"none", ""}},
                          .otherwise = "nixl",
                          .images = {"*/flags"},
                          .versions = {"0.5.*"}};
  Engine keys;
  keys.name = "keys";
  keys.modules = {"keys"};
  keys.single_connector = true;
  keys.config = {.files = {"extra-args"}, .overrides = {"override-args"}, .dotted = "k.", .keys_are_flags = false};
  options.engines = {flags, keys};
  return options;
}

// A pod that runs `script`, with the ConfigMap 'made' mounted at /etc/made; `file` is its key 'a.yaml'.
std::string pod(const std::string& script, const std::string& file, const std::string& volume = "configMap: {name: made}",
                const std::string& mount = "mountPath: /etc/made") {
  std::string text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: made}\ndata:\n  a.yaml: |\n";
  for (std::size_t at = 0; at < file.size();) {
    const std::size_t end = std::min(file.find('\n', at), file.size());
    text += "    " + file.substr(at, end - at) + "\n";
    at = end + 1;
  }
  text += "---\napiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n    - name: c\n      image: r/flags:1.0.0\n";
  text += "      command: [sh, -c]\n      args:\n        - |\n";
  for (std::size_t at = 0; at < script.size();) {
    const std::size_t end = std::min(script.find('\n', at), script.size());
    text += "          " + script.substr(at, end - at) + "\n";
    at = end + 1;
  }
  text += "      volumeMounts:\n        - {name: v, " + mount + "}\n  volumes:\n    - name: v\n      " + volume + "\n";
  return text;
}

const std::string kFlags = "python -m flags --config /etc/made/a.yaml ";
const std::string kKeys = "python -m keys --extra-args /etc/made/a.yaml ";

std::string setting(const std::string& text, std::string_view path) {
  const RecipeOf of(text, engines());
  return is_unknown(of.main("p"), path) ? "?" : show(of.main("p"), path);
}

}  // namespace

TEST_CASE("the keys of a mounted file are flags beneath those of the command line") {
  const std::string file = "max_model-len: 8\ntp: 4\nquiet: true\nloud: no\nnames: [a, b]\nnothing: null\n";
  const RecipeOf of(pod(kFlags + "--tp 2", file), engines());
  const Container& main = of.main("p");
  CHECK(show(main, "arg.max-model-len") == "known: 8");
  CHECK(show(main, "arg.tp") == "known: 2");
  CHECK(main.settings.find("arg.tp")->overridden.at(0).value.text() == "4");
  CHECK(show(main, "arg.quiet") == "known: ");
  CHECK(show(main, "arg.loud") == "absent");
  CHECK(show(main, "arg.names") == "list: a, b");
  CHECK(show(main, "arg.nothing") == "absent");
  CHECK_FALSE(is_unknown(main, "arg.other"));
  CHECK(of.sources.text(main.settings.find("arg.max-model-len")->origin.value) == "8");
  CHECK(of.sources.text(main.settings.find("arg.max-model-len")->origin.key) == "max_model-len");
  CHECK(of.line(main.settings.find("arg.names")->origin.key) == 10);
}

TEST_CASE("the keys of the other kind of file are settings of their own, nested ones joined by dots") {
  const RecipeOf of(pod(kKeys, "a:\n  b: {c: x}\n  list: [1, 2]\n  rows: [{d: 1}]\ne: 'it''s'\n"), engines());
  const Container& main = of.main("p");
  CHECK(show(main, "config.a.b.c") == "known: x");
  CHECK(show(main, "config.a.list") == "list: 1, 2");
  CHECK(is_unknown(main, "config.a.rows"));
  CHECK(show(main, "config.e") == "known: it's");
  CHECK_FALSE(is_unknown(main, "config.f"));
  CHECK(of.sources.text(main.settings.find("config.e")->origin.value) == "it''s");
  CHECK(of.line(main.settings.find("config.a.b.c")->origin.value) == 7);
}

TEST_CASE("JSON of the command line and dotted flags lie over the file") {
  const std::string file = "a:\n  b: 1\n  c: 2\nd:\n  e: 3\nf: 4\n";
  const std::string text = pod(kKeys + R"(--override-args '{"a": {"b": 9}, "d": null, "f": {"g": 5}}' --k.a.h 6)", file);
  CHECK(setting(text, "config.a.b") == "known: 9");
  CHECK(setting(text, "config.a.c") == "known: 2");
  CHECK(setting(text, "config.d.e") == "absent");
  CHECK(setting(text, "config.f") == "absent");
  CHECK(setting(text, "config.f.g") == "known: 5");
  CHECK(setting(text, "config.a.h") == "known: 6");
}

TEST_CASE("what a file that is not at hand might set is unknown, never absent") {
  CHECK(setting(pod("python -m flags --config /elsewhere/a.yaml --tp 2", "b: 1"), "arg.b") == "?");
  CHECK(setting(pod("python -m flags --config /elsewhere/a.yaml --tp 2", "b: 1"), "arg.tp") == "known: 2");
  CHECK(setting(pod("python -m flags --config a.yaml", "b: 1"), "arg.b") == "?");
  CHECK(setting(pod("python -m flags --config \"$FILE\"", "b: 1"), "arg.b") == "?");
  CHECK(setting(pod("python -m keys --extra-args /elsewhere/a.yaml", "b: 1"), "config.b") == "?");
  CHECK(setting(pod("python -m keys", "b: 1"), "config.b") == "absent");
  CHECK(setting(pod(kKeys, "b: 1", "configMap: {name: other}"), "config.b") == "?");
  CHECK(setting(pod(kKeys, "b: 1", "secret: {secretName: made}"), "config.b") == "?");
  CHECK(setting(pod(kKeys, "b: [1"), "config.b") == "?");
  CHECK(setting(pod(kKeys, "- b"), "config.b") == "?");
  CHECK(setting(pod(kKeys, "b: ${B}"), "config.b") == "?");
  CHECK(setting(pod(kKeys + "--override-args \"$J\"", "b: 1"), "config.b") == "?");
  CHECK(setting(pod(kKeys + "--override-args '{'", "b: 1"), "config.b") == "?");
  CHECK(setting(pod(kKeys + "$MORE", "b: 1"), "config.b") == "?");
  const RecipeOf of(pod("python -m flags --config /elsewhere/a.yaml", "b: 1"), engines());
  CHECK(*of.main("p").gap("arg.b") == "the file '/elsewhere/a.yaml' is not in these files");
}

TEST_CASE("an override is known even where the file beneath it is not") {
  const std::string text = pod(R"(python -m keys --extra-args /elsewhere/a --override-args '{"b": 1}')", "");
  CHECK(setting(text, "config.b") == "known: 1");
  CHECK(setting(text, "config.c") == "?");
}

TEST_CASE("a file is found by the deepest mount, its subPath, items and projected sources") {
  CHECK(setting(pod(kKeys, "b: 1", "configMap: {name: made}", "mountPath: /etc/made/"), "config.b") == "known: 1");
  CHECK(setting(pod(kKeys, "b: 1", "configMap: {name: made}", "mountPath: /etc/made/a.yaml, subPath: a.yaml"), "config.b") == "known: 1");
  CHECK(setting(pod(kKeys, "b: 1", "configMap: {name: made}", "mountPath: /etc/ma"), "config.b") == "?");
  CHECK(setting(pod(kKeys, "b: 1", "configMap: {name: made, items: [{key: a.yaml, path: a.yaml}]}"), "config.b") == "known: 1");
  CHECK(setting(pod(kKeys, "b: 1", "configMap: {name: made, items: [{key: a.yaml, path: b.yaml}]}"), "config.b") == "?");
  CHECK(setting(pod("python -m keys --extra-args /etc/made/x/b.yaml", "b: 1",
                    "configMap: {name: made, items: [{key: a.yaml, path: x/b.yaml}]}"),
                "config.b") == "known: 1");
  CHECK(setting(pod(kKeys, "b: 1", "projected: {sources: [{secret: {name: s}}, {configMap: {name: made}}]}"), "config.b") == "known: 1");
  CHECK(setting(pod("python -m keys --extra-args /etc/made/../made/a.yaml", "b: 1"), "config.b") == "?");
}

TEST_CASE("a file that the script writes from a here-document is read") {
  const std::string write = "cat > /tmp/a.yaml <<'EOF'\nb:\n  c: 7\nEOF\n";
  const RecipeOf of(pod(write + "python -m keys --extra-args /tmp/a.yaml", ""), engines());
  CHECK(show(of.main("p"), "config.b.c") == "known: 7");
  CHECK(of.sources.text(of.main("p").settings.find("config.b.c")->origin.value) == "7");
  CHECK(setting(pod("make > /tmp/a.yaml\npython -m keys --extra-args /tmp/a.yaml", ""), "config.b.c") == "?");
}

TEST_CASE("connectors of a file are read as a mapping or as JSON, and the command line replaces them as a whole") {
  const std::string mapping =
      "kv_transfer_config:\n  kv_connector: NixlConnector\n  kv_role: kv_both\n  kv_connector_extra_config:\n    backends: [LIBFABRIC]\n";
  const RecipeOf of(pod(kFlags, mapping), engines());
  const Container& main = of.main("p");
  REQUIRE(main.connectors.size() == 1);
  CHECK(show(main.connectors[0], "connector.name") == "known: NixlConnector");
  CHECK(show(main.connectors[0], "connector.backends") == "list: LIBFABRIC");
  CHECK(of.sources.text(main.connectors[0].span) == "NixlConnector");
  CHECK(of.line(main.connectors[0].settings.find("connector.backends")->origin.value) == 10);

  const RecipeOf json(pod(kFlags, "kv-transfer-config: '{\"kv_connector\": \"A\"}'"), engines());
  REQUIRE(json.main("p").connectors.size() == 1);
  CHECK(show(json.main("p").connectors[0], "connector.name") == "known: A");

  const RecipeOf flag(pod(kFlags + "--kv-transfer-config '{\"kv_connector\": \"B\"}'", mapping), engines());
  REQUIRE(flag.main("p").connectors.size() == 1);
  CHECK(show(flag.main("p").connectors[0], "connector.name") == "known: B");
  CHECK(show(flag.main("p").connectors[0], "connector.backends") == "absent");
}

TEST_CASE("a file that is not at hand may bring connectors, unless the command line has its own") {
  const RecipeOf open(pod("python -m flags --config /elsewhere/a", ""), engines());
  CHECK(open.main("p").gap("connector.name") != nullptr);
  const RecipeOf own(pod("python -m flags --config /elsewhere/a --kv-transfer-config '{\"kv_connector\": \"B\"}'", ""), engines());
  REQUIRE(own.main("p").connectors.size() == 1);
  CHECK(own.main("p").gap("connector.name") == nullptr);
}

TEST_CASE("a launcher's short names are connectors, by default only in the releases that had the default") {
  const auto named = [](const std::string& image, const std::string& flag) {
    const RecipeOf of("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n    - {name: c, image: " + image +
                          ", command: [python, -m, flags" + flag + "]}\n",
                      engines());
    std::string names;
    for (const Connector& connector : of.main("p").connectors) names += connector.name + " ";
    return names + (of.main("p").gap("connector.name") == nullptr ? "" : "?");
  };
  CHECK(named("r/flags:0.5.1", "") == "NixlConnector ");
  CHECK(named("r/flags:0.7.0", "").empty());
  CHECK(named("r/flags:my-tag", "").empty());
  CHECK(named("r/other:0.5.1", "").empty());
  CHECK(named("r/flags:0.5.1", ", --connector, none").empty());
  CHECK(named("r/flags:0.7.0", ", --connector, nixl") == "NixlConnector ");
  CHECK(named("r/flags:0.7.0", ", --connector, else") == "?");
  CHECK(named("r/flags:0.5.1", ", --config, /elsewhere") == "?");
}

TEST_CASE("processes that read different files have only what these agree in") {
  const std::string text = pod(kKeys + "&\npython -m keys --override-args '{\"b\": 1}'", "b: 1\nc: 2");
  CHECK(setting(text, "config.b") == "known: 1");
  CHECK(setting(text, "config.c") == "?");
}

TEST_CASE("a configuration file of aliases, or of any depth and length, is read in bounds") {
  std::string aliases = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
  for (int n = 1; n < 9; ++n) {
    const std::string below = "*a" + std::to_string(n - 1);
    aliases += "a" + std::to_string(n) + ": &a" + std::to_string(n) + " [";
    for (int i = 0; i < 9; ++i) aliases += below + ", ";
    aliases += "x]\n";
  }
  CHECK(setting(pod(kKeys, aliases), "config.b") == "?");
  CHECK(setting(pod(kKeys, "b: " + std::string(100, '[') + std::string(100, ']')), "config.c") == "?");
  CHECK(setting(pod(kKeys, "b: " + std::string(300'000, 'x')), "config.b") == "?");
  CHECK(setting(pod(kKeys, "b: *nothing"), "config.b") == "?");
}

TEST_CASE("thousands of containers that look through thousands of volumes are read in bounds") {
  constexpr std::size_t kMany = 6000;
  std::string text = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  volumes:\n";
  for (std::size_t n = 0; n < kMany; ++n) text += "    - {name: v" + std::to_string(n) + ", configMap: {name: made}}\n";
  text += "  containers:\n";
  for (std::size_t n = 0; n < kMany; ++n) {
    text += "    - {name: c, command: [python, -m, keys, --extra-args, /m/a], volumeMounts: [{name: none, mountPath: /m}]}\n";
  }
  const RecipeOf of(text, engines());
  REQUIRE(of.component("p").containers.size() == kMany);
  CHECK(is_unknown(of.component("p").containers.front(), "config.b"));
  CHECK(is_unknown(of.component("p").containers.back(), "config.b"));
}

TEST_CASE("the reason why a command line cannot be read is the true one") {
  const auto why = [](const std::string& args) {
    const RecipeOf of(
        "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n    - {name: c, image: i, args: " + args + "}\n", engines());
    const std::string* gap = of.main("p").gap("arg.x");
    return gap == nullptr ? std::string() : *gap;
  };
  CHECK(why("[{a: b}]") == "not every element of the command line is a text");
  CHECK(why("8080") == "what is written is no list");
  CHECK(why("[python, -m, flags, --x, 8080]").empty());
  CHECK(why("[python, -m, flags, --x, ~]").empty());
  std::string many = "[&a " + std::string(3'000'000, 'x');
  for (int n = 0; n < 30; ++n) many += ", *a";
  CHECK(why(many + "]") == "the file describes more than is read");
}

}  // namespace fabriclint
