// SPDX-License-Identifier: Apache-2.0
#include "vocabulary/value_type.h"

#include <doctest/doctest.h>

#include <initializer_list>
#include <string>

#include "vocabulary/catalogue.h"

namespace fabriclint {
namespace {

Variable variable_of(const std::string& type, std::vector<std::string> values = {}) {
  Variable variable;
  variable.type = value_type_named(type);
  REQUIRE(variable.type != nullptr);
  variable.values = std::move(values);
  return variable;
}

// "kind: clause -> instead [wrong element]", or nothing for a legal value.
std::string wrong(const Variable& variable, const std::string& text) {
  const auto mistake = judge_value(TracedText::made(text), variable);
  if (!mistake) return "";
  return mistake->kind + ": " + mistake->clause + (mistake->instead.empty() ? "" : " -> " + mistake->instead) +
         (mistake->element ? " [" + mistake->element->text() + "]" : "");
}

void check_legal(const Variable& variable, std::initializer_list<const char*> texts) {
  for (const char* text : texts) {
    CAPTURE(text);
    CHECK(wrong(variable, text).empty());
  }
}
void check_wrong(const Variable& variable, std::initializer_list<const char*> texts) {
  for (const char* text : texts) {
    CAPTURE(text);
    CHECK_FALSE(wrong(variable, text).empty());
  }
}

TEST_CASE("types are found by name, stand in order, and each has a summary and a judge") {
  std::string_view before;
  for (const ValueType& type : value_types()) {
    CHECK(type.name > before);
    CHECK_FALSE(type.summary.empty());
    CHECK((type.judge != nullptr));
    CHECK(value_type_named(type.name) == &type);
    before = type.name;
  }
  CHECK(value_type_named("txt") == nullptr);
}

TEST_CASE("an integer is what strtoll finds at the beginning") {
  Variable timeout = variable_of("integer");
  timeout.min = 1;
  timeout.max = 31;
  check_legal(timeout, {"1", "31", " 20", "+7", "0x1F", "010", "20 # s", "20s", "", "  "});
  CHECK(wrong(timeout, "32") == "range: 32 is more than 31");
  CHECK(wrong(timeout, "0x20") == "range: 32 is more than 31");
  CHECK(wrong(timeout, "-1") == "range: -1 is less than 1");
  CHECK(wrong(timeout, "auto") == "integer: 'auto' is no number");
  CHECK(wrong(timeout, "True") == "boolean: 'True' is no number -> 1");
  CHECK(wrong(variable_of("boolean-integer"), "off") == "boolean: 'off' is no number -> 0");
  check_legal(variable_of("boolean-integer"), {"0", "1", "2", "-1", ""});
  CHECK(expects_of(timeout) == "an integer from 1 to 31");
  Variable threads = variable_of("integer");
  threads.multiple_of = 32;
  check_legal(threads, {"32", "256", "0x40", "0", "-2", ""});
  CHECK(wrong(threads, "100") == "range: 100 is no multiple of 32");
  CHECK(expects_of(threads) == "an integer, a multiple of 32");
}

TEST_CASE("strtoll leaves out units of size and groups of digits, which is told where a wrong number is taken") {
  check_legal(variable_of("integer"), {"8M", "1,024"});
  Variable size = variable_of("integer");
  size.invalid = "misread";
  CHECK(wrong(size, "8M") == "size: '8M' is read as 8, since what follows the digits is left out -> 8388608");
  CHECK(wrong(size, "512 KiB") == "size: '512 KiB' is read as 512, since what follows the digits is left out -> 524288");
  CHECK(wrong(size, "1gb") == "size: '1gb' is read as 1, since what follows the digits is left out -> 1073741824");
  CHECK(wrong(size, "1.5G") == "size: '1.5G' is read as 1, since what follows the digits is left out");
  CHECK(wrong(size, "08k") == "size: '08k' is read as 0, since what follows the digits is left out");
  CHECK(wrong(size, "8,388,608") == "size: '8,388,608' is read as 8, since what follows the digits is left out -> 8388608");
  check_legal(size, {"8", "22s", "1 # x", "0x10", "1,2", "1,0000", "8 ", "1 minute", "-1", "4 k,"});
}

TEST_CASE("a number may have a fraction") {
  check_legal(variable_of("number"), {"1", "-1.5", ".5", "1e3", "", " 2"});
  check_wrong(variable_of("number"), {"a", "-", ".", "true"});
}

TEST_CASE("words are compared as their reader compares them") {
  Variable exact = variable_of("enum", {"IB", "Socket"});
  check_legal(exact, {"IB", "Socket"});
  CHECK(wrong(exact, "socket") == "enum: 'socket' is none of IB, Socket -> Socket");
  CHECK(wrong(exact, "") == "enum: an empty value is none of IB, Socket");
  Variable shaped = variable_of("enum", {"AUTO", "MAX:#"});
  check_legal(shaped, {"AUTO", "MAX:3", "MAX:16"});
  CHECK(wrong(shaped, "MIN:3") == "enum: 'MIN:3' is none of AUTO, MAX:#");
  check_wrong(shaped, {"MAX:", "MAX:all", "MAX:3x"});
  CHECK(expects_of(shaped) == "AUTO, MAX:# (# is a number)");
  exact.ignore_case = true;
  check_legal(exact, {"ib", "SOCKET"});
  check_legal(variable_of("ucx-enum", {"auto", "get_zcopy"}), {"AUTO", "Get_Zcopy"});
  CHECK(wrong(variable_of("ucx-enum", {"auto", "get_zcopy"}), "get_zopy") == "enum: 'get_zopy' is none of auto, get_zcopy -> get_zcopy");
  const Variable list = variable_of("enum-list", {"a", "bb"});
  check_legal(list, {"a", "a,bb", "^a,bb", "", "a,"});
  CHECK(wrong(list, "^a,bc") == "list: 'bc' is none of a, bb -> bb [bc]");
  CHECK(wrong(variable_of("strict-boolean", {"y", "yes", "n", "no"}), "ja") == "boolean: 'ja' is none of y, yes, n, no");
}

// The answers of libucs 1.13.1, less what later releases take (on and off in lower case for all switches).
TEST_CASE("UCX's switches take their words only") {
  const auto each = {"ucx-boolean", "ucx-ternary", "ucx-ternary-auto", "ucx-on-off-auto"};
  for (const char* type : each) {
    CAPTURE(type);
    check_legal(variable_of(type), {"y", "YES", "Yes", "n", "No", "1", "0", "on", "off"});
    check_wrong(variable_of(type), {"true", "False", "enable", "2", "", " y", "y ", "t"});
    CHECK(wrong(variable_of(type), "True").ends_with("-> y"));
  }
  check_wrong(variable_of("ucx-boolean"), {"try", "maybe", "auto", "ON", "Off"});
  check_legal(variable_of("ucx-ternary"), {"try", "Maybe"});
  check_wrong(variable_of("ucx-ternary"), {"auto", "ON"});
  check_legal(variable_of("ucx-ternary-auto"), {"try", "AUTO"});
  check_wrong(variable_of("ucx-ternary-auto"), {"ON"});
  check_legal(variable_of("ucx-on-off-auto"), {"auto", "ON", "Off", "try"});
  CHECK(wrong(variable_of("ucx-boolean"), "perhaps") == "boolean: 'perhaps' is none of y, yes, n, no, on, off, 1, 0");
}

TEST_CASE("UCX's sizes") {
  const Variable size = variable_of("ucx-memunits");
  check_legal(size, {"0", "8192", "-1", "+1", " 8", "1k", "8K", "8KB", "8Kb", "8kbz", "5b", "5bb", "8M", "8T", "8p", "inf", "INF", "Auto"});
  check_wrong(size, {"", "abc", "8 K", "8KiB", "1.5k", "0x10", "8z", "8bz", "8 ", "1e3x", "infinity"});
  CHECK(wrong(size, "8 K") == "size: '8 K' is no size -> 8K");
  CHECK(wrong(size, "64KiB") == "size: '64KiB' is no size -> 64K");
  CHECK(wrong(size, "big") == "size: 'big' is no size");
}

TEST_CASE("UCX's sizes for each key") {
  const Variable keyed = variable_of("ucx-memunits-keyed", {"intra", "inter"});
  check_legal(keyed, {"8k", "inf", "intra:1k,inter:0", "8k,inter:0", "inter:auto,8k"});
  CHECK(wrong(keyed, "intra:1k,far:0") == "list: the key 'far' is none of intra, inter [far:0]");
  CHECK(wrong(keyed, "intra:1k,inter:2 k") == "size: '2 k' is no size -> 2K [2 k]");
  CHECK(wrong(keyed, "1,2") == "list: '2' is a second value without a key [2]");
  CHECK(wrong(keyed, "intra:1") == "list: the key 'inter' is left without a value");
  CHECK(wrong(keyed, "intra:1,intra:2") == "list: the key 'intra' stands there twice [intra:2]");
  CHECK(wrong(keyed, "intra:,8k") == "size: 'intra:' is no size [intra:]");
}

TEST_CASE("UCX's plain numbers ignore what follows, and know inf and auto where it does") {
  check_legal(variable_of("ucx-uint"), {"1", "-1", " 8", "8 ", "0x10", "1.5", "8KiB", "inf", "INF"});
  check_wrong(variable_of("ucx-uint"), {"", "abc", "auto", "true"});
  check_legal(variable_of("ucx-ulunits"), {"3", "auto", "Auto", "inf"});
  check_wrong(variable_of("ucx-ulunits"), {"", "any"});
  check_legal(variable_of("ucx-double"), {"1", "-1.5", ".5", "1e3", "inf", "auto"});
  check_wrong(variable_of("ucx-double"), {"", "much"});
  check_legal(variable_of("ucx-time"), {"1", "1s", "1.5ms", "10.00us", "1ns", "1m", "inf", "auto"});
  check_wrong(variable_of("ucx-time"), {"", "1 s", "1sec", "1h", "1min", "soon"});
  check_legal(variable_of("ucx-time-auto"), {"20s", "inf", "auto"});
  check_wrong(variable_of("ucx-time-auto"), {"never", "1 s"});
  check_legal(variable_of("ucx-int"), {"16", "-1", "0x10"});
  CHECK(wrong(variable_of("ucx-int"), "inf") == "integer: 'inf' is not an integer");
}

TEST_CASE("UCX's partition keys are hexadecimal, its ports a number or two") {
  check_legal(variable_of("ucx-hex"), {"0x7fff", "0X8001", "auto", "AUTO"});
  CHECK(wrong(variable_of("ucx-hex"), "7fff") == "number: '7fff' is not a hexadecimal number after 0x, or auto -> 0x7fff");
  CHECK(wrong(variable_of("ucx-hex"), "8001") == "number: '8001' is not a hexadecimal number after 0x, or auto");
  check_wrong(variable_of("ucx-hex"), {"", "0x", "default"});
  check_legal(variable_of("ucx-range"), {"0", "9000-9999", " 1 - 2"});
  check_wrong(variable_of("ucx-range"), {"", "any", "9000-", "-9999"});
}

TEST_CASE("UCX's bandwidths have a unit") {
  check_legal(variable_of("ucx-bandwidth"), {"auto", "10GBs", "2200.00MBps", "100Gb/s", "1e3 MBs", "8000Bs", "10000MBs,h2d:8300MBs"});
  check_wrong(variable_of("ucx-bandwidth"), {"", "fast", "8000", "10G", "much"});
}

TEST_CASE("UCX's words in lists have any case and no exclusion") {
  const Variable modes = variable_of("ucx-enum-list", {"bt", "freeze", "debug", "none"});
  check_legal(modes, {"bt", "BT,Freeze", "", "bt,,debug"});
  CHECK(wrong(modes, "bt,feeze") == "list: 'feeze' is none of bt, freeze, debug, none -> freeze [feeze]");
  check_wrong(modes, {"^bt", "bt, debug", "backtrace"});
}

TEST_CASE("NCCL's levels are upper case or old digits") {
  const Variable level = variable_of("nccl-level", {"LOC", "PIX", "SYS"});
  check_legal(level, {"LOC", "SYS", "0", "5", "9", ""});
  CHECK(wrong(level, "pix") == "enum: 'pix' is none of LOC, PIX, SYS -> PIX");
  check_wrong(level, {"Sys", " PIX", "-1"});
}

TEST_CASE("NCCL's algorithms stand in lists, for all functions or for each") {
  const Variable algo = variable_of("nccl-algo", {"Tree", "Ring", "allreduce:", "broadcast:"});
  check_legal(algo,
              {"Ring", "ring,TREE", "^ring", "ring,^tree", "tree;allreduce:ring", "AllReduce:tree,ring;broadcast:^tree", "", "tree,"});
  CHECK(wrong(algo, "ring,auto") == "list: 'auto' is none of Tree, Ring [auto]");
  CHECK(wrong(algo, "allredcue:tree") == "name: 'allredcue' is none of allreduce, broadcast -> allreduce [allredcue]");
  check_legal(variable_of("nccl-algo", {"Tree"}), {"anything:tree"});
  CHECK(wrong(algo, "ring, tree") == "list: the blank in ' tree' is part of the word -> tree [ tree]");
  CHECK(wrong(algo, "ring;tree") == "list: 'tree' behind ';' names no function; ',' separates words [tree]");
  check_legal(algo, {"ring;", "allreduce:ring;"});
}

TEST_CASE("NCCL's names keep their blanks") {
  const Variable names = variable_of("nccl-name-list");
  check_legal(names, {"mlx5_0", "^mlx5_0,mlx5_1", "=mlx5_0:1", "^=mlx5_0", "", "^"});
  CHECK(wrong(names, "mlx5_0, mlx5_1") == "list: the blank in ' mlx5_1' is part of the name -> mlx5_1 [ mlx5_1]");
  CHECK(wrong(names, "=^eth0") == "list: '=^' is read as an exact name that begins with '^' -> ^=eth0 [=^]");
}

TEST_CASE("in NCCL's lists '^' and '=' stand in front of the whole list only") {
  const Variable names = variable_of("nccl-name-list");
  CHECK(wrong(names, "^lo,^docker0") == "list: '^' counts only in front of the whole list, so '^docker0' is a name -> docker0 [^docker0]");
  CHECK(wrong(names, "=mlx5_0,=mlx5_1") == "list: '=' counts only in front of the whole list, so '=mlx5_1' is a name -> mlx5_1 [=mlx5_1]");
  CHECK(wrong(names, "^lo, ^docker0") == "list: the blank in ' ^docker0' is part of the name -> docker0 [ ^docker0]");
}

TEST_CASE("NCCL's lists know no patterns and one separator") {
  const Variable names = variable_of("nccl-name-list");
  CHECK(wrong(names, "eth*") == "list: 'eth*' is taken letter by letter as what a name begins with -> eth [eth*]");
  CHECK(wrong(names, "a,^b") != "");
  CHECK(wrong(names, "mlx5_[0-2]:1") ==
        "list: 'mlx5_[0-2]:1' is taken letter by letter as what a name begins with -> "
        "mlx5_0:1,mlx5_1:1,mlx5_2:1 [mlx5_[0-2]:1]");
  CHECK(wrong(names, "=mlx5_[0-2]") == "list: '=mlx5_[0-2]' is taken letter by letter as what a name begins with [=mlx5_[0-2]]");
  CHECK(wrong(names, "e?h0") == "list: 'e?h0' is taken letter by letter as what a name begins with [e?h0]");
  CHECK(wrong(names, "mlx5_0;mlx5_1") == "list: ';' separates nothing, so 'mlx5_0;mlx5_1' is one name -> mlx5_0,mlx5_1 [mlx5_0;mlx5_1]");
}

TEST_CASE("Gloo takes plain names, one or several") {
  const Variable name = variable_of("interface-name");
  check_legal(name, {"eth0", "bond0.100", "eth0,eth1", "", "^"});
  CHECK(wrong(name, "^lo,docker0") == "name: '^lo' is no plain name of an interface [^lo]");
  check_wrong(name, {"^lo", "=eth0", "eth0, eth1", "eth0,^lo", "eth 0"});
}

TEST_CASE("a JSON object stands in braces") {
  check_legal(variable_of("json-object"), {"{}", " {\"a\": 1}\n", ""});
  check_wrong(variable_of("json-object"), {"a", "[1]", "{\"a\": 1"});
}

TEST_CASE("what the catalogue says to write comes first") {
  Variable variable = variable_of("boolean-integer");
  variable.instead = {{"true", "2"}};
  CHECK(wrong(variable, "true") == "boolean: 'true' is no number -> 2");
  CHECK(wrong(variable, "TRUE") == "boolean: 'TRUE' is no number -> 2");
  CHECK(wrong(variable, "yes") == "boolean: 'yes' is no number -> 1");
}

TEST_CASE("an empty value is no mistake where its reader keeps the default") {
  Variable variable = variable_of("enum", {"WARN", "INFO"});
  variable.invalid = "default";
  check_legal(variable, {""});
  check_wrong(variable, {"warning"});
  variable.invalid = "ignored";
  check_legal(variable, {""});
  variable.invalid = "fatal";
  CHECK(wrong(variable, "") == "enum: an empty value is none of WARN, INFO");
}

TEST_CASE("no judge crashes on hostile text") {
  std::string all;
  for (int c = 0; c < 256; ++c) all += static_cast<char>(c);
  for (const ValueType& type : value_types()) {
    const Variable variable = variable_of(std::string(type.name), {"a", "b:"});
    for (const std::string& text :
         {std::string(), all, std::string(60'000, ','), std::string(60'000, ':'), std::string("^"), std::string("="), std::string("="),
          std::string(1, '\0'), std::string(60'000, '9'), std::string("-"), std::string(60'000, ';')}) {
      (void)judge_value(TracedText::made(text), variable);
    }
  }
}

}  // namespace
}  // namespace fabriclint
