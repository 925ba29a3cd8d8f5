// SPDX-License-Identifier: Apache-2.0
#include "launch/kv_transfer_config.h"

#include <doctest/doctest.h>

#include "launch/sample.h"

namespace fabriclint {
namespace {

using sample::CommandLine;

std::vector<Connector> connectors_of(const Launch& launch) {
  REQUIRE(launch.engines.size() == 1);
  return read_kv_transfer_config(read_flags(launch.engines[0].words).settings);
}

std::vector<Connector> read(CommandLine& line, std::string_view arguments) {
  return connectors_of(line.script("alpha run --model m " + std::string(arguments) + " --port 1"));
}

// "name{path=value ...}" for each connector, without what every one has; gaps as "?".
std::string show(const std::vector<Connector>& connectors) {
  std::string shown;
  for (const Connector& connector : connectors) {
    shown += connector.name + "{";
    std::string sep;
    for (const Setting& setting : connector.settings) {
      if (setting.path == "connector.name") continue;
      const std::string text = setting.value.is_list ? "[" + setting.value.text() + "]" : setting.value.text();
      shown += std::exchange(sep, " ") + setting.path.substr(10) + "=" + text;
    }
    shown += "}";
    for (const Gap& gap : connector.gaps) shown += "?" + gap.prefix;
  }
  return shown;
}

constexpr std::string_view kPlain = R"({"kv_connector":"AConnector","kv_role":"kv_both"})";

}  // namespace

TEST_CASE("no flag, no connectors") {
  CommandLine line;
  CHECK(read(line, "").empty());
  CHECK(read(line, "--kv-transfer-config-x '{}'").empty());
}

TEST_CASE("every spelling of the JSON gives the same connector") {
  const std::string expected = "AConnector{depth=0 role=kv_both}";
  CommandLine line;
  line.set("CONFIG", kPlain);
  line.set("ARGS", "--kv-transfer-config " + std::string(kPlain));
  const std::string quoted = "'" + std::string(kPlain) + "'";
  CHECK(show(read(line, "--kv-transfer-config " + quoted)) == expected);
  CHECK(show(read(line, "--kv-transfer-config=" + quoted)) == expected);
  CHECK(show(read(line, "--kv_transfer_config " + quoted)) == expected);
  CHECK(show(read(line, R"(--kv-transfer-config "{\"kv_connector\":\"AConnector\",\"kv_role\":\"kv_both\"}")")) == expected);
  CHECK(show(read(line, "--kv-transfer-config \"$CONFIG\"")) == expected);
  CHECK(show(read(line, "--kv-transfer-config ${CONFIG}")) == expected);
  CHECK(show(read(line, "--kv-transfer-config=\"${CONFIG}\"")) == expected);
  CHECK(show(read(line, "--kv-transfer-config '$(CONFIG)'")) == expected);
  CHECK(show(read(line, "$ARGS")) == expected);
  CHECK(show(read(line, "--kv-transfer-config '{\n  \"kv_connector\": \"AConnector\",\n  \"kv_role\": \"kv_both\"\n}'")) == expected);
  CHECK(show(connectors_of(line.script("KV=" + quoted + "\nalpha run --kv-transfer-config \"$KV\""))) == expected);
  CHECK(show(connectors_of(line.launch({"alpha", "run"}, {"--kv-transfer-config", std::string(kPlain)}))) == expected);
  CHECK(show(connectors_of(line.launch({"alpha", "run"}, {"--kv-transfer-config=" + std::string(kPlain)}))) == expected);
  CHECK(show(connectors_of(line.launch({"alpha", "run"}, {"--kv-transfer-config=$(CONFIG)"}))) == expected);
  CHECK(show(read(line, "--kv-transfer-config.kv_connector AConnector --kv-transfer-config.kv_role=kv_both")) == expected);
}

TEST_CASE("all members of a connector are settings, null is absent") {
  CommandLine line;
  CHECK(show(read(
            line,
            R"(--kv-transfer-config '{"kv_connector":"C","kv_buffer_device":"cpu","kv_connector_module_path":"a.b",)"
            R"("kv_role":null,"kv_connector_extra_config":{"backends":["P","Q"],"num_threads":4,"on":true,"n":null,"o":{},"l":[]}}')")) ==
        "C{backends=[P, Q] buffer-device=cpu depth=0 extra.num_threads=4 extra.on=true module-path=a.b}");
  CHECK(show(read(line, "--kv-transfer-config '{}'")) == "{depth=0}");
  CHECK(show(read(line, R"(--kv-transfer-config '{"kv_connector":"C","kv_connector_extra_config":null}')")) == "C{depth=0}");
}

TEST_CASE("backends that are no list are known and no list") {
  CommandLine line;
  CHECK(show(read(line, R"(--kv-transfer-config '{"kv_connector":"C","kv_connector_extra_config":{"backends":"PQ"}}')")) ==
        "C{backends=PQ depth=0 problem='backends' is a list, and a text is read letter by letter}");
  CHECK(show(read(line, R"(--kv-transfer-config '{"kv_connector":"C","kv_connector_extra_config":{"backends":[]}}')")) ==
        "C{backends=[] depth=0}");
}

TEST_CASE("nested connectors are connectors of their own, each with its own extra config") {
  CommandLine line;
  CHECK(show(read(line, R"(--kv-transfer-config '{"kv_connector":"M","kv_role":"kv_both","kv_connector_extra_config":{"x":1,"connectors":[)"
                        R"({"kv_connector":"A","kv_connector_extra_config":{"backends":["P"]}},)"
                        R"({"kv_connector":"N","kv_connector_extra_config":{"connectors":[{"kv_connector":"B","kv_role":"r"}]}},3]}}')")) ==
        "M{depth=0 extra.x=1 role=kv_both wraps=true}A{backends=[P] depth=1}N{depth=1 wraps=true}B{depth=2 role=r}{problem=a connector is "
        "a JSON object}?");
}

TEST_CASE("of duplicate keys and repeated flags the last counts") {
  CommandLine line;
  CHECK(show(read(line, R"(--kv-transfer-config '{"kv_connector":"A","kv_connector":"B"}')")) == "B{depth=0}");
  CHECK(show(read(line, R"(--kv-transfer-config '{"kv_connector":"A"}' --kv-transfer-config '{"kv_role":"r"}')")) == "{depth=0 role=r}");
}

TEST_CASE("dotted flags make one object, append to lists and replace the JSON as a whole") {
  CommandLine line;
  CHECK(show(read(line,
                  "--kv-transfer-config.kv_connector C --kv-transfer-config.kv_connector_extra_config.backends+ P,Q "
                  "--kv-transfer-config.kv_connector_extra_config.backends+=R --kv-transfer-config.kv_connector_extra_config.n 4")) ==
        "C{backends=[P, Q, R] depth=0 extra.n=4}");
  CHECK(show(read(line, R"(--kv-transfer-config '{"kv_connector":"A","kv_role":"r"}' --kv-transfer-config.kv_connector C)")) ==
        "C{depth=0}");
  CHECK(show(read(line, R"(--kv-transfer-config.kv_connector_extra_config '{"backends":["P"]}' --kv-transfer-config.kv_connector C)")) ==
        "C{backends=[P] depth=0}");
  CHECK(show(read(line, "--kv-transfer-config.kv_connector \"$NOWHERE\"")) == "{}?");
  CHECK(show(read(line, "--kv-transfer-config..x 1")) == "{}?");
}

TEST_CASE("a value that is unknown or no JSON object is one connector of which nothing is known") {
  CommandLine line;
  line.set_unknown("S", "a ConfigMap elsewhere");
  for (const std::string arguments :
       {R"(--kv-transfer-config "$S")", "--kv-transfer-config=$(S)", R"(--kv-transfer-config '{"kv_connector":')",
        "--kv-transfer-config '[]'", R"(--kv-transfer-config {"a": 1})", R"(--kv-transfer-config '{"kv_connector":"A"} x')",
        R"(--kv-transfer-config '"A"')"}) {
    CAPTURE(arguments);
    const std::vector<Connector> connectors = read(line, arguments);
    CHECK(show(connectors).starts_with("{"));
    CHECK(show(connectors).ends_with("}?"));
    REQUIRE(connectors.size() == 1);
    CHECK_FALSE(connectors[0].gaps[0].why.empty());
    CHECK_FALSE(line.at(connectors[0].span).empty());
  }
  CHECK(read(line, "--kv-transfer-config \"$S\"")[0].gaps[0].why == "the variable 'S' is not known: a ConfigMap elsewhere");
}

TEST_CASE("an empty value and None are no connector") {
  CommandLine line;
  CHECK(read(line, "--kv-transfer-config ''").empty());
  CHECK(read(line, "--kv-transfer-config None").empty());
  CHECK(read(line, "--kv-transfer-config").empty());
}

TEST_CASE("keys, values and list items point into the JSON, wherever it is written") {
  CommandLine line;
  line.set("KV", R"({"kv_connector":"C","kv_connector_extra_config":{"backends":["P", "Q"]}})");
  const std::vector<Connector> connectors = read(line, "--kv-transfer-config \"${KV}\"");
  REQUIRE(connectors.size() == 1);
  const Connector& connector = connectors[0];
  CHECK(line.at(connector.span) == "C");
  CHECK(line.at(connector.settings.find("connector.name")->origin.key) == "kv_connector");
  CHECK(line.at(connector.settings.find("connector.name")->origin.value) == "C");
  const Setting* backends = connector.settings.find("connector.backends");
  CHECK(line.at(backends->origin.key) == "backends");
  CHECK(line.at(backends->origin.value) == R"(["P", "Q"])");
  CHECK(line.at(backends->value.items.at(1).span()) == "Q");
  CHECK(line.at(connector.anchor("connector.backends")) == "kv_connector_extra_config");
  CHECK(line.at(connector.anchor("connector.role")) == "C");
  CHECK(line.at(read(line, "--kv-transfer-config '{}'")[0].span) == "--kv-transfer-config");
}

TEST_CASE("dotted flags point at their flags and values") {
  CommandLine line;
  const std::vector<Connector> connectors =
      read(line, "--kv-transfer-config.kv_connector CC --kv-transfer-config.kv_connector_extra_config.backends+ P,Q");
  REQUIRE(connectors.size() == 1);
  CHECK(line.at(connectors[0].span) == "CC");
  CHECK(line.at(connectors[0].settings.find("connector.name")->origin.key) == "--kv-transfer-config.kv_connector");
  CHECK(line.at(connectors[0].settings.find("connector.backends")->value.items.at(1).span()) == "Q");
}

}  // namespace fabriclint
