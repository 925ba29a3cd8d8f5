// SPDX-License-Identifier: Apache-2.0
// Scripts written to hurt. Each of these takes seconds or more if anything in launch/ is quadratic, recursive without a limit, or
// multiplies.
#include <doctest/doctest.h>

#include <ctime>
#include <random>

#include "launch/kv_transfer_config.h"
#include "launch/sample.h"

namespace fabriclint {
namespace {

using sample::CommandLine;

std::string repeat(std::string_view what, std::size_t times) {
  std::string all;
  all.reserve(what.size() * times);
  while (times-- > 0) all += what;
  return all;
}

void read_whole(CommandLine& line, const std::string& script) {
  const Launch launch = line.script(script);
  for (const EngineProcess& process : launch.engines) (void)read_kv_transfer_config(read_flags(process.words).settings);
}

}  // namespace

TEST_CASE("no script takes long") {
  constexpr std::size_t kMost = 131000;  // a script may have 128 KiB
  for (const std::string_view unit : {"$(",
                                      "${",
                                      "${x:-",
                                      "\"${x:-",
                                      "\"",
                                      "'",
                                      "`",
                                      "\\",
                                      "\\\n",
                                      "(",
                                      "((",
                                      "{ ",
                                      "$((",
                                      "<(",
                                      "<<a ",
                                      "<<a\n",
                                      "a;",
                                      "a&",
                                      "a|",
                                      "a&&",
                                      "&",
                                      "\n",
                                      " ",
                                      "#",
                                      "if a; then ",
                                      "if a;then b;fi;",
                                      "for i in ",
                                      "for i in a; do ",
                                      "while ",
                                      "case x in a) ",
                                      "case x in a) b;; esac;",
                                      "f(){ ",
                                      "f(){ a;};",
                                      "[[ ",
                                      "[[ a ]];",
                                      "[[ a ",
                                      "A=(",
                                      "A+=a ",
                                      "A=$A$A;",
                                      R"(A=("${A[@]}" "${A[@]}" x);)",
                                      "export A=$A$A;",
                                      "A=${A:-${A}x};",
                                      "alpha run $A;",
                                      "export A=1;alpha run;",
                                      "export B$A=1;",
                                      "unset A;",
                                      "bash -c '",
                                      "bash -c 'a';",
                                      "bash -c \"",
                                      "eval ",
                                      "eval 'A=$A$A';",
                                      "eval 'eval ",
                                      "set -- $@ $@ a;",
                                      "python3 -m ",
                                      "env A=1 ",
                                      "bash ",
                                      "-m x ",
                                      "$A ",
                                      "\"$@\" ",
                                      "if a;then A=1;fi;",
                                      "&& A=1 || A=2 ",
                                      "f(){ A=1;alpha run;};",
                                      "\x01\x80\xff",
                                      "alpha run --a+ b ",
                                      "--a b ",
                                      "~",
                                      "$'",
                                      "((A=1));",
                                      "for A in x;do A=1;done;",
                                      "case x in a) A=1;; *) A=2;; esac;"}) {
    CAPTURE(unit);
    for (const std::string_view head : {"", "alpha run --kv-transfer-config "}) {
      CommandLine line;
      line.set("A", std::string(1000, 'x') + " ");
      const std::clock_t begin = std::clock();
      read_whole(line, std::string(head) + repeat(unit, (kMost - head.size()) / unit.size()));
      const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
      CHECK(seconds < 5.0);  // measured: below 0.2, and below 2 with sanitizers
    }
  }
}

TEST_CASE("distinct names in many branches, loops and functions take linear time") {
  std::string branches = "case x in ";
  std::string loops;
  std::string functions;
  std::string exports;
  for (int n = 0; branches.size() < 120000; ++n) branches += std::to_string(n) + ")A" + std::to_string(n) + "=1;;";
  branches += "esac\nalpha run";
  for (int n = 0; loops.size() < 120000; ++n) loops += "for A" + std::to_string(n) + " in x;do B" + std::to_string(n) + "=1;done;";
  for (int n = 0; functions.size() < 120000; ++n) functions += "f(){ A" + std::to_string(n) + "=1;};";
  for (int n = 0; exports.size() < 120000; ++n) exports += "export A" + std::to_string(n) + "=1;alpha run;sh -c a;";
  for (const std::string& script : {branches, loops, functions, exports}) {
    CommandLine line;
    const std::clock_t begin = std::clock();
    read_whole(line, script);
    const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    CHECK(seconds < 6.0);
  }
}

TEST_CASE("what a limit cuts off is unknown, not guessed") {
  CommandLine line;
  CHECK(line.arguments(repeat("A=$A$A$A$A$A$A$A$A;", 1) + "A=0123456789;" + repeat("A=$A$A$A$A;", 12) + "alpha run --x=\"$A\" --y=1") ==
        "[--x=?][--y=1]");
  CHECK(line.script(repeat("x", 140000) + "\nalpha run").unknown ==
        "of the script, it is longer than 128 KiB, which Linux does not take as one argument");
  CHECK(line.script(repeat("{ ", 100) + "alpha run" + repeat("; }", 100)).unknown == "of the script, its commands are nested too deeply");
  CHECK(line.arguments(repeat("{ ", 50) + "alpha run x" + repeat("; }", 50)) == "[x]");
  CHECK(line.script(repeat("eval ", 12) + "alpha run").unknown == "it starts too many shells, or nests them too deeply");
}

TEST_CASE("huge command lines of lists take linear time") {
  CommandLine line;
  line.set("A", std::string(100000, 'x'));
  std::vector<std::string> args;
  args.reserve(20000);
  for (int n = 0; n < 20000; ++n) args.emplace_back(n % 2 == 0 ? "--a" : "$(A)");
  const Launch launch = line.launch({"alpha", "run"}, args);
  REQUIRE(launch.engines.size() == 1);
  CHECK(launch.engines[0].words.size() == 20000);
  CHECK(read_flags(launch.engines[0].words).settings.find("arg.a") != nullptr);
}

TEST_CASE("eight thousand damaged scripts are read without harm") {
  const std::string script =
      "set -euo pipefail\nexport A=1 B=\"${A:-x}\"\nif [ -n \"$C\" ]; then\n  A=$(x 'y' | z); D+=(\"$A\")\nelse unset B; fi\n"
      "for i in 1 2; do E=$i bash -c \"alpha run --x '$B' ${D[@]}\" & done\ncase $A in a|b) f() { alpha run \"$@\"; };; *) eval \"$B\";; "
      "esac\n"
      "cat <<EOF >f\n$A 'b\nEOF\n. x && exec python3 -m serve.alpha --kv-transfer-config "
      "'{\"kv_connector\":\"N\",\"k\":[1,{\"a\":\"\\u00e9\"}]}' \\\n"
      "  --kv-transfer-config.x+ \"a,b\" $B 2>&1 | tee log\n";
  const std::string alphabet = "$(){}[]\"'`\\\n ;&|<>#=+-:ax1\xff\x01";
  std::mt19937 random(77);  // NOLINT(cert-msc51-cpp): the same every time
  std::size_t found = 0;
  for (int round = 0; round < 8000; ++round) {
    std::string damaged = script;
    for (int n = 1 + round % 6; n > 0; --n) {
      const std::size_t at = random() % damaged.size();
      const char c = alphabet[random() % alphabet.size()];
      switch (random() % 4) {
        case 0:
          damaged[at] = c;
          break;
        case 1:
          damaged.insert(at, 1, c);
          break;
        case 2:
          damaged.erase(at, 1 + random() % 5);
          break;
        default:
          damaged.insert(at, damaged.substr(random() % damaged.size(), random() % 40));
      }
    }
    CommandLine line;
    line.set_unknown("C", "x");
    const Launch launch = line.script(damaged);
    for (const EngineProcess& process : launch.engines) (void)read_kv_transfer_config(read_flags(process.words).settings);
    found += launch.engines.size();
  }
  CHECK(found > 8000);
}

}  // namespace fabriclint
