// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sample.h"

namespace fabriclint {
namespace {

const Vocabulary& table() {
  static const Vocabulary kTable = [] {
    toml::Diagnostics diagnostics;
    return read_vocabulary(R"(
[ucx.transport]
tcp = {summary = "x"}
self = {summary = "x"}
rc_v = {summary = "x"}
rc_m = {summary = "x"}
ud_v = {summary = "x"}
cuda_copy = {summary = "x"}
cuda_ipc = {summary = "x"}
[ucx.alias]
rc = {expands = ["rc_m", "ud_v:aux", "rc_v"]}
ud = {expands = ["ud_v"]}
ib = {expands = ["rc_v", "ud_v", "rc_m", "ud_v:aux"]}
cuda = {expands = ["cuda_copy", "cuda_ipc"]}
[ucx.mistake]
quick = {write = "cuda"}
)",
                           diagnostics);
  }();
  return kTable;
}

std::string admitted(const std::string& text) {
  return decode("ucx-tls", text, table());
}
std::string listed(const std::string& text) {
  return decode("ucx-tls-listed", text, table());
}

constexpr const char* kEverything = "cuda_copy cuda_ipc rc_m rc_v self tcp ud_v";

TEST_CASE("an allow list admits what it names, aliases followed, auxiliaries left out") {
  CHECK(admitted("tcp") == "tcp");
  CHECK(admitted("rc,tcp") == "rc_m rc_v tcp");
  CHECK(admitted("ib") == "rc_v ud_v rc_m");
  CHECK(admitted("rc,ib") == "rc_m rc_v ud_v");
  CHECK(admitted("tcp,tcp") == "tcp");
}

TEST_CASE("a leading ^ denies the whole list, any other ^ is part of a name") {
  CHECK(admitted("^cuda") == "rc_m rc_v self tcp ud_v");
  CHECK(admitted("^cuda,tcp") == "rc_m rc_v self ud_v");
  CHECK(admitted("^ib") == "cuda_copy cuda_ipc self tcp");
  CHECK(admitted("^rc") == "cuda_copy cuda_ipc self tcp ud_v");
  CHECK(admitted("tcp,^cuda_ipc") == "tcp");
  CHECK(admitted("^cuda_ipc,^tcp") == "cuda_copy rc_m rc_v self tcp ud_v");
  CHECK(admitted("^nothing") == kEverything);
}

TEST_CASE("all stands alone") {
  CHECK(admitted("all") == kEverything);
  CHECK(admitted("^all") == kEverything);
  CHECK(admitted("all,tcp") == "unknown");
  CHECK(admitted("^all,tcp") == "unknown");
  CHECK(admitted("tcp,all") == "tcp");
  CHECK(listed("all,tcp") == "unknown");
}

TEST_CASE("blanks are not trimmed and case matters") {
  CHECK(admitted("tcp, rc") == "tcp");
  CHECK(admitted(" tcp") == "");
  CHECK(admitted("TCP,rc") == "rc_m rc_v");
  CHECK(admitted("All") == "");
  CHECK(admitted("tcp ") == "");
}

TEST_CASE("a backslash turns aliases off") {
  CHECK(admitted("\\rc") == "");
  CHECK(admitted("\\rc_m") == "rc_m");
  CHECK(admitted("^\\rc_m") == "cuda_copy cuda_ipc rc_v self tcp ud_v");
}

TEST_CASE("an auxiliary carries no data, and denying one takes none away") {
  CHECK(admitted("ud:aux,tcp") == "tcp");
  CHECK(admitted("ud:aux,ud") == "ud_v");
  CHECK(admitted("^ud,ud:aux") == "cuda_copy cuda_ipc rc_m rc_v self tcp");
  CHECK(admitted("^ud:aux") == kEverything);
}

TEST_CASE("an empty list admits nothing, an empty element is ignored") {
  CHECK(admitted("") == "");
  CHECK(admitted("^") == "");
  CHECK(admitted("tcp,,rc_m") == "tcp rc_m");
  CHECK(admitted(",") == "");
}

TEST_CASE("more elements than UCX holds are not read") {
  std::string list = "tcp";
  for (int i = 0; i < 127; ++i) list += ",x";
  CHECK(admitted(list) == "tcp");
  CHECK(admitted(list + ",x") == "unknown");
}

TEST_CASE("only an allow list lists") {
  CHECK(listed("rc,tcp") == "rc_m rc_v tcp");
  CHECK(listed("^tcp") == "");
  CHECK(listed("all") == "");
  CHECK(listed("tcp,all") == "tcp");
  CHECK(listed("") == "");
}

TEST_CASE("each transport comes from the element that named it") {
  const TracedText text = TracedText::verbatim("tcp,rc", {SourceId{2}, 50, 56});
  const Decoded decoded = decoder_named("ucx-tls")->decode(text, table());
  REQUIRE(decoded.items.size() == 3);
  CHECK(decoded.items[0].from.span() == Span{SourceId{2}, 50, 53});
  CHECK(decoded.items[1].from.text() == "rc");
  CHECK(decoded.items[1].from.span() == Span{SourceId{2}, 54, 56});
  const Decoded denied = decoder_named("ucx-tls")->decode(TracedText::verbatim("^rc", {SourceId{2}, 0, 3}), table());
  CHECK(denied.items.at(0).from.span() == Span{SourceId{2}, 0, 3});
}

// The reference: domain.md 1.2 once more, slow and without a thought for structure.
std::string reference(const std::string& text) {
  const std::map<std::string, std::vector<std::string>> aliases = {
      {"rc", {"rc_m", "rc_v"}}, {"ud", {"ud_v"}}, {"ib", {"rc_v", "ud_v", "rc_m"}}, {"cuda", {"cuda_copy", "cuda_ipc"}}};
  const std::vector<std::string> transports = {"cuda_copy", "cuda_ipc", "rc_m", "rc_v", "self", "tcp", "ud_v"};
  const bool negated = !text.empty() && text[0] == '^';
  const std::string names = negated ? text.substr(1) : text;
  std::vector<std::string> tokens;
  if (!names.empty()) {
    tokens.emplace_back();
    for (const char c : names) {
      if (c == ',') {
        tokens.emplace_back();
      } else {
        tokens.back() += c;
      }
    }
  }
  if (tokens.empty()) return "";
  if (tokens.size() > 128) return "unknown";
  const bool everything = tokens[0] == "all";
  if (everything && tokens.size() > 1) return "unknown";
  std::string result;
  for (const std::string& transport : transports) {
    bool named = false;
    for (const std::string& token : tokens) {
      named = named || token == transport || token == "\\" + transport;
      const auto alias = aliases.find(token);
      if (alias == aliases.end()) continue;
      for (const std::string& member : alias->second) named = named || member == transport;
    }
    if (everything || named != negated) result += (result.empty() ? "" : " ") + transport;
  }
  return result;
}

std::string sorted(const std::string& words) {
  if (words == "unknown") return words;
  std::set<std::string> all;
  std::string word;
  for (const char c : words + " ") {
    if (c != ' ') {
      word += c;
    } else if (!word.empty()) {
      all.insert(std::exchange(word, {}));
    }
  }
  std::string joined;
  for (const std::string& one : all) joined += (joined.empty() ? "" : " ") + one;
  return joined;
}

TEST_CASE("the decoder agrees with a slow reference on twenty thousand lists") {
  const std::vector<std::string> pieces = {"rc", "ud", "ib", "cuda", "tcp", "self", "rc_m", "rc_v", "ud_v", "cuda_copy", "cuda_ipc", "all",
                                           "^",  ",",  ",",  ",",    "\\",  ":aux", " ",    "RC",   "x",    "ud:aux",    "\\rc"};
  std::mt19937 random(20240607);
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    const std::size_t count = random() % 9;
    for (std::size_t i = 0; i < count; ++i) text += pieces[random() % pieces.size()];
    CAPTURE(text);
    REQUIRE(sorted(admitted(text)) == reference(text));
    if (!text.starts_with('^') && text != "all") REQUIRE(listed(text) == admitted(text));
  }
}

TEST_CASE("the shipped table expands its aliases as UCX does") {
  toml::Diagnostics diagnostics;
  const Vocabulary shipped_table = read_vocabulary(shipped("rules/catalogue/ucx.toml"), diagnostics);
  CHECK(diagnostics.findings().empty());
  const auto with = [&](const std::string& text) { return decode("ucx-tls", text, shipped_table); };
  CHECK(with("rc") == "rc_mlx5 rc_verbs");
  CHECK(with("rc_x") == "rc_mlx5");
  CHECK(with("ib") == "rc_verbs ud_verbs rc_mlx5 ud_mlx5 dc_mlx5 gga_mlx5 srd rc_gda");
  CHECK(with("cuda") == "cuda_copy cuda_ipc gdr_copy");
  CHECK(with("shm") == with("sm"));
  CHECK(with("dc") == "dc_mlx5");
  CHECK(with("ib_verbs,rdma,roce,efa,nvlink") == "");
  CHECK(with("^ib").find("mlx5") == std::string::npos);
  CHECK(with("^cuda_ipc").find("rc_mlx5") != std::string::npos);
}

// "element(instead)@begin-end ..."
std::string items(const std::string& decoder, const std::string& text) {
  const auto size = static_cast<std::uint32_t>(text.size());
  const Decoded decoded = decoder_named(decoder)->decode(TracedText::verbatim(text, {SourceId{1}, 0, size}), table());
  REQUIRE(decoded.state == Decoded::State::known);
  std::string all;
  for (const DecodedItem& item : decoded.items) {
    const Span at = item.from.span();
    all += (all.empty() ? "" : " ") + ("'" + item.text + "'") + (item.instead.empty() ? "" : "(" + item.instead + ")") + "@" +
           std::to_string(at.begin) + "-" + std::to_string(at.end);
  }
  return all;
}

TEST_CASE("elements stand as they are written; an empty one has the commas for a place") {
  CHECK(items("ucx-elements", "rc, tcp") == "'rc'@0-2 ' tcp'(tcp)@3-7");
  CHECK(items("ucx-elements", "^rc,^tcp") == "'rc'@1-3 '^tcp'(^rc,tcp)@4-8");
  CHECK(items("ucx-elements", "^^rc") == "'^rc'(^rc)@1-4");
  CHECK(items("ucx-elements", "a,,b") == "'a'@0-1 ''@1-3 'b'@3-4");
  CHECK(items("ucx-elements", "a,") == "'a'@0-1 ''@1-2");
  CHECK(items("ucx-elements", ",a") == "''@0-1 'a'@1-2");
  CHECK(items("ucx-elements", "").empty());
  CHECK(items("ucx-elements", "^").empty());
  CHECK(items("ucx-elements", "all,rc") == "'all'@0-3 'rc'@4-6");
}

TEST_CASE("an element with a blank or a ^ of its own says what to write, of one list once") {
  CHECK(items("ucx-elements", " ^tcp") == "' ^tcp'(^tcp)@0-5");
  CHECK(items("ucx-elements", "rc,ud,^tcp") == "'rc'@0-2 'ud'@3-5 '^tcp'(rc,ud)@6-10");
  CHECK(items("ucx-elements", "all,^tcp") == "'all'@0-3 '^tcp'(^tcp)@4-8");
  CHECK(items("ucx-elements", "all,rc,^tcp") == "'all'@0-3 'rc'@4-6 '^tcp'@7-11");
  CHECK(items("ucx-elements", "a:1, b:1, b:1,") == "'a:1'@0-3 ' b:1'(a:1,b:1)@4-8 ' b:1'(a:1,b:1)@9-13 ''@13-14");
  CHECK(items("ucx-elements", "a:1 b:1") == "'a:1 b:1'(a:1,b:1)@0-7");
  CHECK(items("ucx-elements", "^ ") == "' '@1-2");
  CHECK(items("ucx-elements", ",^").find('(') == std::string::npos);
}

TEST_CASE("unknown elements are those that no spelling makes known, with what is meant") {
  CHECK(items("ucx-unknown", "rc,tpc") == "'tpc'(tcp)@3-6");
  CHECK(items("ucx-unknown", "tcp,fast") == "'fast'@4-8");
  CHECK(items("ucx-unknown", "Fast") == "'Fast'@0-4");
  CHECK(items("ucx-unknown", "quick,tcp") == "'quick'(cuda)@0-5");
  CHECK(items("ucx-unknown", "\\tpc:aux") == "'tpc'(tcp)@0-8");
  CHECK(items("ucx-unknown", "^tpc") == "'tpc'(tcp)@1-4");
  CHECK(items("ucx-unknown", "tpc,RC,quick") == "'tpc'(tcp,rc,cuda)@0-3 'quick'(tcp,rc,cuda)@7-12");
  CHECK(items("ucx-unknown", "tpc,fast") == "'tpc'(tcp)@0-3 'fast'@4-8");
  CHECK(items("ucx-unknown", "rc,TCP, ud,all,,ud:aux,\\rc_m,rc,^tcp, ^ud,RC UD").empty());
}

TEST_CASE("miscased elements are those that case and blanks alone keep from being known") {
  CHECK(items("ucx-miscased", "rc, tcp") == "' tcp'(tcp)@3-7");
  CHECK(items("ucx-miscased", "RC,Ud:AUX") == "'RC'(rc,ud:aux)@0-2 'Ud:AUX'(rc,ud:aux)@3-9");
  CHECK(items("ucx-miscased", "rc ud") == "'rc ud'(rc,ud)@0-5");
  CHECK(items("ucx-miscased", "ALL") == "'ALL'(all)@0-3");
  CHECK(items("ucx-miscased", "rc,tpc, TPC,^TCP,,all").empty());
}

TEST_CASE("repeated elements are found where they stand again") {
  CHECK(items("ucx-repeated", "rc,tcp,rc,rc") == "'rc'@7-9 'rc'@10-12");
  CHECK(items("ucx-repeated", "^a:1,b,a:1") == "'a:1'@7-10");
  CHECK(items("ucx-repeated", "a,,b,,").empty());
  CHECK(items("ucx-repeated", "a:1,a,a:2, a").empty());
  CHECK(items("ucx-repeated", "").empty());
}

TEST_CASE("what is meant is what the right spelling admits") {
  const auto meant = [](const std::string& text) { return decode("ucx-tls-meant", text, table()); };
  const auto real = [](const std::string& text) { return decode("ucx-tls", text, table()); };
  CHECK(meant("RC, tcp") == real("rc,tcp"));
  CHECK(meant("tpc") == real("tcp"));
  CHECK(meant("^TCP") == real("^tcp"));
  CHECK(meant("fast,rc") == real("rc"));
  CHECK(meant("RC UD") == real("rc,ud"));
  CHECK(meant(" ^tcp") == real("^tcp"));
  for (const char* text : {"rc,tcp", "^ib", "all", "^", "", "all,rc", "rc,^tcp", "\\rc_m", "ud:aux", "rc,,tcp"}) {
    CHECK_MESSAGE(meant(text) == real(text), text);
  }
}

TEST_CASE("a mistake names a transport or an alias, and is none itself") {
  const auto problem = [](const std::string& text) {
    toml::Diagnostics diagnostics;
    (void)read_vocabulary("[ucx.transport.tcp]\nsummary='x'\n" + text, diagnostics);
    return diagnostics.findings().empty() ? "" : diagnostics.findings().front().message;
  };
  CHECK(problem("[ucx.mistake.net]\nwrite='tcp'\n").empty());
  CHECK(problem("[ucx.mistake.net]\nwrite=''\n").empty());
  CHECK(problem("[ucx.mistake.net]\nwrite='tpc'\n") == "Unknown transport or alias 'tpc'.");
  CHECK(problem("[ucx.mistake.tcp]\nwrite='tcp'\n") == "'tcp' is the name of a transport or alias and no mistake.");
  CHECK(problem("[ucx.mistake.net]\n") == "'write' is missing in the mistake 'net'.");
}

}  // namespace
}  // namespace fabriclint
