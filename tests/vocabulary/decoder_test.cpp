// SPDX-License-Identifier: Apache-2.0
#include "vocabulary/decoder.h"

#include <doctest/doctest.h>

#include <initializer_list>
#include <string>

#include "sample.h"
#include "vocabulary/quantity.h"

namespace fabriclint {
namespace {

struct Case {
  const char* text;
  const char* expected;
};

TEST_CASE("decoders are found by name, stand in order, and each has a summary") {
  std::string_view before;
  for (const Decoder& decoder : decoders()) {
    CHECK(decoder.name > before);
    CHECK_FALSE(decoder.summary.empty());
    CHECK(decoder_named(decoder.name) == &decoder);
    before = decoder.name;
  }
  CHECK(decoder_named("ucx-tsl") == nullptr);
}

TEST_CASE("c-integer reads as strtoll with base 0") {
  for (const Case& one : std::initializer_list<Case>{{"1", "1"},
                                                     {"0", "0"},
                                                     {"-1", "-1"},
                                                     {"+7", "7"},
                                                     {"0x1F", "31"},
                                                     {"0X10", "16"},
                                                     {"010", "8"},
                                                     {"08", "0"},
                                                     {" \t42", "42"},
                                                     {"1 # comment", "1"},
                                                     {"12abc", "12"},
                                                     {"0x", "0"},
                                                     {"0xg", "0"},
                                                     {"1.9", "1"},
                                                     {"-", "0"},
                                                     {"--1", "0"},
                                                     {"true", "0"},
                                                     {"yes", "0"},
                                                     {"on", "0"},
                                                     {" ", "0"},
                                                     {"9223372036854775807", "9223372036854775807"},
                                                     {"9223372036854775808", "9223372036854775807"},
                                                     {"-9223372036854775808", "-9223372036854775808"},
                                                     {"-9223372036854775809", "-9223372036854775808"},
                                                     {"99999999999999999999999", "9223372036854775807"}}) {
    CAPTURE(one.text);
    CHECK(decode("c-integer", one.text) == one.expected);
  }
  CHECK(decode("c-integer", "") == "absent");
}

TEST_CASE("c-integer agrees with the C library on every short text") {
  const std::string alphabet = "019axX-+ f";
  std::string text;
  for (const char a : alphabet) {
    for (const char b : alphabet) {
      for (const char c : alphabet) {
        for (const char d : alphabet) {
          text = {a, b, c, d};
          CAPTURE(text);
          CHECK(decode("c-integer", text) == std::to_string(std::strtoll(text.c_str(), nullptr, 0)));
        }
      }
    }
  }
}

TEST_CASE("csv trims blanks and leaves empty elements out") {
  CHECK(decode("csv", "a, b ,,\tc") == "a b c");
  CHECK(decode("csv", "") == "");
  CHECK(decode("csv", " , ") == "");
  CHECK(decode("csv", "one") == "one");
}

TEST_CASE("nccl-elements takes the signs in front off and keeps blanks") {
  CHECK(decode("nccl-elements", "mlx5_0,mlx5_1") == "mlx5_0 mlx5_1");
  CHECK(decode("nccl-elements", "^=mlx5_0") == "mlx5_0");
  CHECK(decode("nccl-elements", "=mlx5_0:1, mlx5_1") == "mlx5_0:1  mlx5_1");
  CHECK(decode("nccl-elements", "=^eth0") == "^eth0");
  CHECK(decode("nccl-elements", "^") == "");
}

TEST_CASE("lower changes ASCII only") {
  CHECK(decode("lower", "SocKET-É_1") == "socket-É_1");
  CHECK(decode("upper", "ipc_Lock-é1") == "IPC_LOCK-é1");
}

TEST_CASE("quantities are read as Kubernetes reads them") {
  for (const Case& one : std::initializer_list<Case>{{"1", "1"},
                                                     {"500m", "0.5"},
                                                     {"8Gi", "8589934592"},
                                                     {"1k", "1000"},
                                                     {"1Ki", "1024"},
                                                     {"1.5G", "1500000000"},
                                                     {"1e3", "1000"},
                                                     {"1E3", "1000"},
                                                     {"12E-1", "1.2"},
                                                     {"2E", "2e+18"},
                                                     {"-1", "-1"},
                                                     {"+2", "2"},
                                                     {".5", "0.5"},
                                                     {"1.", "1"},
                                                     {"0", "0"},
                                                     {"100u", "0.0001"},
                                                     {"8Ei", "9.223372036854775808e+18"}}) {
    CAPTURE(one.text);
    CHECK(std::stod(decode("quantity", one.text)) == doctest::Approx(std::stod(one.expected)));
  }
  CHECK(decode("quantity", "8Gi") == "8589934592");
  CHECK(decode("quantity", "500m") == "0.5");
  for (const char* text :
       {"", " ", "a", "1K", "1KiB", "1 Gi", "1gi", "0x10", "1.2.3", "+-1", "--1", "1e", "1e+", "e3", ".", "-", "1,5", "nan", "1e999"}) {
    CAPTURE(text);
    CHECK(decode("quantity", text) == "unknown");
  }
  CHECK_FALSE(to_quantity(std::string(100'000, '1')));
}

TEST_CASE("ucx-memunits reads one size in bytes") {
  for (const Case& one : std::initializer_list<Case>{{"0", "0"},
                                                     {"8192", "8192"},
                                                     {"8k", "8192"},
                                                     {"8K", "8192"},
                                                     {"8KB", "8192"},
                                                     {"8kb", "8192"},
                                                     {"1M", "1048576"},
                                                     {"2g", "2147483648"},
                                                     {"1T", "1099511627776"},
                                                     {"1P", "1125899906842624"},
                                                     {"5b", "5"},
                                                     {"0k", "0"},
                                                     {"inf", "inf"},
                                                     {"INF", "inf"},
                                                     {"auto", "auto"},
                                                     {"Auto", "auto"}}) {
    CAPTURE(one.text);
    CHECK(decode("ucx-memunits", one.text) == one.expected);
  }
  for (const char* text :
       {"", "8 K", "8KiB", "8Kb ", "-1", "1.5k", "k", "8E", "8bb", "infinite", "18446744073709551616", "18446744073709551615k", "0x10"}) {
    CAPTURE(text);
    CHECK(decode("ucx-memunits", text) == "unknown");
  }
}

TEST_CASE("ucx-memunits reads a size for each reach, with the element as its place") {
  CHECK(decode("ucx-memunits", "intra:1k,inter:0") == "1024 0");
  CHECK(decode("ucx-memunits", "inter:0,intra:inf") == "0 inf");
  CHECK(decode("ucx-memunits", "8k,inter:0") == "8192 0");
  CHECK(decode("ucx-memunits", "intra:1,8k,inter:2") == "1 2");
  for (const char* text :
       {"intra:1", "inter:1", "intra:1,intra:2", "far:1,8k", "intra:,inter:1", "1,2", "intra:1,inter:2,", ":1,2", "intra:1,inter:x"}) {
    CAPTURE(text);
    CHECK(decode("ucx-memunits", text) == "unknown");
  }
  const Decoded decoded = decoder_named("ucx-memunits")->decode(TracedText::verbatim("intra:1k,inter:0", {SourceId{3}, 10, 26}), {});
  CHECK(decoded.items.at(1).from.span() == Span{SourceId{3}, 19, 26});
  CHECK(decoded.is_list);
}

TEST_CASE("ucx-ternary knows the words that UCX knows") {
  for (const Case& one : std::initializer_list<Case>{{"y", "yes"},
                                                     {"YES", "yes"},
                                                     {"Y", "yes"},
                                                     {"on", "yes"},
                                                     {"1", "yes"},
                                                     {"n", "no"},
                                                     {"No", "no"},
                                                     {"off", "no"},
                                                     {"0", "no"},
                                                     {"try", "try"},
                                                     {"Maybe", "try"},
                                                     {"auto", "auto"}}) {
    CAPTURE(one.text);
    CHECK(decode("ucx-ternary", one.text) == one.expected);
  }
  for (const char* text : {"true", "false", "True", "ON", "Off", "enable", "", " y", "2"}) {
    CAPTURE(text);
    CHECK(decode("ucx-ternary", text) == "unknown");
  }
}

TEST_CASE("a decoded text keeps its place") {
  const TracedText text = TracedText::verbatim("a, bc", {SourceId{1}, 100, 105});
  CHECK(decoder_named("csv")->decode(text, {}).items.at(1).from.span() == Span{SourceId{1}, 103, 105});
  CHECK(decoder_named("lower")->decode(text, {}).items.at(0).from.span() == Span{SourceId{1}, 100, 105});
}

TEST_CASE("no decoder crashes on hostile text") {
  std::string all;
  for (int c = 0; c < 256; ++c) all += static_cast<char>(c);
  const std::string commas(100'000, ',');
  for (const Decoder& decoder : decoders()) {
    for (const std::string& text :
         {std::string(), all, commas, std::string("^"), std::string("\\"), std::string(":aux"), std::string(1, '\0'), "^" + commas}) {
      (void)decoder.decode(TracedText::made(text), {});
    }
  }
}

}  // namespace
}  // namespace fabriclint
