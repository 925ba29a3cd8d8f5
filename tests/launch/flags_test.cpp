// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "launch/sample.h"

namespace fabriclint {
namespace {

using sample::CommandLine;

Flags flags_of(CommandLine& line, std::string_view arguments) {
  const Launch launch = line.script("alpha run " + std::string(arguments));
  REQUIRE(launch.engines.size() == 1);
  return read_flags(launch.engines[0].words);
}

// "path=value" of all settings; unknown ones as "?", lists in brackets; then the gaps.
std::string show(const Flags& flags) {
  std::string shown;
  for (const Setting& setting : flags.settings) {
    if (!shown.empty()) shown += ' ';
    shown += setting.path + "=";
    if (setting.value.state == State::unknown) shown += "?";
    shown += setting.value.is_list ? "[" + setting.value.text() + "]" : setting.value.text();
  }
  for (const Gap& gap : flags.gaps) shown += " gap:" + gap.prefix;
  return shown;
}

std::string read(std::string_view arguments) {
  CommandLine line;
  line.set_unknown("S", "a Secret");
  return show(flags_of(line, arguments));
}

}  // namespace

TEST_CASE("a flag takes its value from behind '=' or from the next word") {
  CHECK(read("--a 1 --b=2 --c= --d '' --e") == "arg.a=1 arg.b=2 arg.c= arg.d= arg.e=");
  CHECK(read("--a=b=c --d '--e f'") == "arg.a=b=c arg.d= arg.e f=");
  CHECK(read("model --a 1") == "arg.a=1");
  CHECK(read("") == "");
}

TEST_CASE("flags with one dash are flags, negative numbers are values") {
  CHECK(read("-tp 8 -O3 -x=1") == "arg.O3= arg.tp=8 arg.x=1");
  CHECK(read("--a -1 --b -0.5 --c -.5 --d - --e --f") == "arg.a=-1 arg.b=-0.5 arg.c=-.5 arg.d=- arg.e= arg.f=");
}

TEST_CASE("underscores in names are dashes, but not in the keys behind a dot") {
  CHECK(read("--max_model_len 1 --kv_x.kv_y 2 --no_z") == "arg.kv-x.kv_y=2 arg.max-model-len=1 arg.no-z=");
}

TEST_CASE("the last of repeated flags wins and overrides the earlier") {
  CommandLine line;
  const Flags flags = flags_of(line, "--a 1 --b x --a=2 --a 3");
  CHECK(show(flags) == "arg.a=3 arg.b=x");
  REQUIRE(flags.settings.find("arg.a")->overridden.size() == 2);
  CHECK(flags.settings.find("arg.a")->overridden[0].value.text() == "2");
}

TEST_CASE("several values make a list, and so does a name with '+'") {
  CHECK(read("--a 1 2 4 --b 1") == "arg.a=[1, 2, 4] arg.b=1");
  CHECK(read("--a.b+ x --c 1 --a.b+ y --a.b+=z") == "arg.a.b+=[x, y, z] arg.c=1");
  CHECK(read("--a+ x --a+ \"$S\"") == "arg.a+=?");
}

TEST_CASE("an unknown value makes its flag unknown and nothing else") {
  CHECK(read("--a=$S --b \"$S\" --c x\"$S\" --d 1") == "arg.a=? arg.b=? arg.c=? arg.d=1");
  CHECK(read("--a 1 \"x$S\"") == "arg.a=?");
}

TEST_CASE("an unknown word of its own may be further flags") {
  CHECK(read("--a 1 $S --b 2") == "arg.a=1 arg.b=2 gap:arg.");
  CHECK(read("--a 1 \"$S\"") == "arg.a=1 gap:arg.");
  CHECK(read("--a $S --b 2") == "arg.a=? arg.b=2 gap:arg.");
  CHECK(read("--a=1 --b$S --c") == "arg.a=1 arg.c= gap:arg.");
  CHECK(read("-$S") == " gap:arg.");
  CHECK(read("$S") == " gap:arg.");
}

TEST_CASE("words behind -- and words that begin with a blank are no flags") {
  CHECK(read("--a 1 -- --b 2") == "arg.a=1");
  CHECK(read("--a 1 \\ --b 2") == "arg.a=[1,  --b, 2]");
}

TEST_CASE("a flag's origin is its name and its value, each where it is written") {
  CommandLine line;
  line.set("V", "8");
  const Flags flags = flags_of(line, "--some_flag \"a b\" --eq=$V --empty '' --none --l 1 2");
  const auto origin = [&](std::string_view path) { return flags.settings.find(path)->origin; };
  CHECK(line.at(origin("arg.some-flag").key) == "--some_flag");
  CHECK(line.at(origin("arg.some-flag").value) == "a b");
  CHECK(line.at(origin("arg.eq").key) == "--eq");
  CHECK(line.at(origin("arg.eq").value) == "8");
  CHECK(line.at(origin("arg.empty").value) == "''");
  CHECK(line.at(origin("arg.none").key) == "--none");
  CHECK(origin("arg.none").value.empty());
  CHECK(line.at(origin("arg.l").value) == "1 2");
  CHECK(origin("arg.l").layer == "args");
}

}  // namespace fabriclint
