// SPDX-License-Identifier: Apache-2.0
#include "model/setting.h"

#include <doctest/doctest.h>

#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fabriclint {
namespace {

Setting setting(std::string path, std::string_view text) {
  Setting made;
  made.path = std::move(path);
  made.value = Value::known(TracedText::made(text));
  return made;
}

}  // namespace

TEST_CASE("a value is absent, known or unknown, and only a known one has a text") {
  CHECK(Value().state == State::absent);
  CHECK(Value().text().empty());
  CHECK(Value::known(TracedText::made("a")).text() == "a");
  CHECK(Value::known(TracedText()).is_known());
  CHECK(Value::unknown("a Secret").state == State::unknown);
  CHECK(Value::unknown("a Secret").why == "a Secret");
  CHECK(Value::unknown("a Secret").text().empty());
}

TEST_CASE("a list is known with its elements, even without any") {
  const Value list = Value::list({TracedText::made("a"), TracedText(), TracedText::made("b")});
  CHECK(list.is_list);
  CHECK(list.text() == "a, , b");
  CHECK(Value::list({}).is_known());
  CHECK(Value::list({}).text().empty());
}

TEST_CASE("a list may be known in part; without a known element it is unknown, without a reason it is whole") {
  const Value open = Value::open_list({TracedText::made("a")}, "more");
  CHECK(open.is_known());
  CHECK(open.is_open());
  CHECK(open.text() == "a");
  CHECK(Value::open_list({}, "more").state == State::unknown);
  CHECK_FALSE(Value::open_list({TracedText::made("a")}, "").is_open());
  CHECK_FALSE(Value::unknown("x").is_open());
}

TEST_CASE("put lays a setting on top and keeps what it overrides, nearest first") {
  Settings settings;
  for (const std::string_view text : {"1", "2", "3"}) settings.put(setting("env.A", text));
  const Setting* top = settings.find("env.A");
  REQUIRE(top != nullptr);
  CHECK(top->value.text() == "3");
  REQUIRE(top->overridden.size() == 2);
  CHECK(top->overridden[0].value.text() == "2");
  CHECK(top->overridden[1].value.text() == "1");
  CHECK(top->overridden[0].overridden.empty());
}

TEST_CASE("a setting that brings its own overridden ones keeps them nearer than what stood there") {
  Settings settings;
  settings.put(setting("a", "below"));
  Setting above = setting("a", "top");
  above.overridden.push_back(setting("a", "middle"));
  settings.put(std::move(above));
  REQUIRE(settings.find("a")->overridden.size() == 2);
  CHECK(settings.find("a")->overridden[0].value.text() == "middle");
  CHECK(settings.find("a")->overridden[1].value.text() == "below");
}

TEST_CASE("a name repeated twenty thousand times costs neither time nor memory") {
  Settings settings;
  for (int n = 0; n < 20000; ++n) settings.put(setting("a", std::to_string(n)));
  CHECK(settings.find("a")->value.text() == "19999");
  CHECK(settings.find("a")->overridden.size() == 32);
  CHECK(settings.find("a")->overridden[0].value.text() == "19998");
}

TEST_CASE("put_default only fills gaps") {
  Settings settings;
  settings.put_default(setting("a", "1"));
  settings.put_default(setting("a", "2"));
  CHECK(settings.find("a")->value.text() == "1");
  CHECK(settings.find("a")->overridden.empty());
}

TEST_CASE("put_all puts every setting on top, and leaves the addresses of the others") {
  Settings below;
  below.put(setting("a", "1"));
  below.put(setting("b", "2"));
  const Setting* other = below.find("b");
  Settings above;
  above.put(setting("a", "3"));
  above.put(setting("c", "4"));
  below.put_all(std::move(above));
  CHECK(below.find("a")->value.text() == "3");
  REQUIRE(below.find("a")->overridden.size() == 1);
  CHECK(below.find("a")->overridden.front().value.text() == "1");
  CHECK(below.find("b") == other);
  CHECK(below.find("c")->value.text() == "4");
  CHECK(below.size() == 3);
}

TEST_CASE("erase removes a setting with all it overrode") {
  Settings settings;
  CHECK(settings.empty());
  settings.put(setting("a", "1"));
  settings.put(setting("a", "2"));
  settings.erase("a");
  settings.erase("never");
  CHECK(settings.find("a") == nullptr);
  CHECK(settings.empty());
}

TEST_CASE("with_prefix yields exactly the paths that begin so, in byte order") {
  Settings settings;
  for (const char* path : {"env.B", "env.A", "env", "env.", "enw", "arg.x"}) settings.put(setting(path, "1"));
  std::string found;
  for (const Setting& each : settings.with_prefix("env.")) found += each.path + " ";
  CHECK(found == "env. env.A env.B ");
  const Settings::Range all = settings.with_prefix("");
  CHECK(std::ranges::distance(all.begin(), all.end()) == 6);
  CHECK(settings.with_prefix("f").empty());
  CHECK(settings.with_prefix("env.C").empty());
  CHECK(settings.with_prefix("a").begin()->path == "arg.x");
}

TEST_CASE("every path is found by itself and by each of its beginnings, also after settings were merged") {
  const std::vector<std::string> paths = {"env.A",
                                          "env.UCX_TLS",
                                          "env.UCX_NET_DEVICES",
                                          "env.NCCL_DEBUG",
                                          "container.image",
                                          "container.image-tag",
                                          "resource.rdma/ib",
                                          "limit.nvidia.com/gpu",
                                          "x",
                                          "arg.",
                                          "env.\xC3\xA9"};
  Settings settings;
  Settings later;
  for (std::size_t n = 0; n < paths.size(); ++n) (n % 2 == 0 ? settings : later).put(setting(paths[n], "v"));
  settings.put_all(std::move(later));
  for (const std::string& path : paths) {
    REQUIRE(settings.find(path) != nullptr);
    CHECK(settings.find(path + "_") == nullptr);
    for (std::size_t size = 0; size <= path.size(); ++size) {
      const std::string prefix = path.substr(0, size);
      std::size_t expected = 0;
      for (const std::string& other : paths) expected += other.starts_with(prefix) ? 1 : 0;
      const Settings::Range range = settings.with_prefix(prefix);
      CHECK(static_cast<std::size_t>(std::ranges::distance(range.begin(), range.end())) == expected);
    }
    CHECK(settings.with_prefix(path + "_").empty());
  }
}

}  // namespace fabriclint
