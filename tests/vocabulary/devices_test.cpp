// SPDX-License-Identifier: Apache-2.0
#include "vocabulary/devices.h"

#include <doctest/doctest.h>

#include <random>

#include "sample.h"

namespace fabriclint {
namespace {

DeviceFamilies families(const std::string& text, std::string* problem = nullptr) {
  SourceSet sources;
  const SourceId id = sources.add("devices.toml", text);
  const toml::Parsed parsed = toml::parse(sources[id], id);
  toml::Diagnostics diagnostics;
  DeviceFamilies families;
  const toml::Node* tables = parsed.root.find("device");
  REQUIRE(tables != nullptr);
  for (const toml::Member& member : tables->members) families.emplace(member.key, read_device_family(member, diagnostics));
  if (problem != nullptr && !diagnostics.findings().empty()) *problem = diagnostics.findings().front().message;
  return families;
}

const DeviceFamilies& shipped_families() {
  static const DeviceFamilies kFamilies = families(shipped("rules/catalogue/devices.toml"));
  return kFamilies;
}

std::string right(const std::string& name) {
  return respelt_device(shipped_families(), name).value_or("-");
}

// "element(instead)@begin-end ..."
std::string misspelt(const std::string& text) {
  Vocabulary vocabulary;
  vocabulary.devices = shipped_families();
  const auto size = static_cast<std::uint32_t>(text.size());
  const Decoded decoded = decoder_named("device-misspelt")->decode(TracedText::verbatim(text, {SourceId{1}, 0, size}), vocabulary);
  if (decoded.state == Decoded::State::unknown) return "unknown";
  std::string all;
  for (const DecodedItem& item : decoded.items) {
    const Span at = item.from.span();
    all += (all.empty() ? "" : " ") + item.text + "(" + item.instead + ")@" + std::to_string(at.begin) + "-" + std::to_string(at.end);
  }
  return all;
}

TEST_CASE("a name fits a shape by its letters and numbers, and so does the beginning of one") {
  for (const char* name : {"mlx5_0", "mlx5_12", "mlx5_", "mlx5", "m", ""}) CHECK_MESSAGE(fits_shape("mlx5_#", name, true), name);
  for (const char* name : {"mlx5_", "mlx5", "m", ""}) CHECK_FALSE_MESSAGE(fits_shape("mlx5_#", name), name);
  CHECK(fits_shape("mlx5_#", "mlx5_12"));
  for (const char* name : {"mlx5_0x", "mlx_5", "MLX5_0", "mlx5_x", "mlx5-0", "x"}) {
    CHECK_FALSE_MESSAGE(fits_shape("mlx5_#", name, true), name);
  }
  CHECK(fits_shape("rdmap#s#", "rdmap16s27"));
  CHECK(fits_shape("rdmap#s#", "rdmap16", true));
  CHECK_FALSE(fits_shape("rdmap#s#", "rdmap16"));
  CHECK_FALSE(fits_shape("rdmap#s#", "rdmaps27"));
}

TEST_CASE("one letter wrong, missing, too much or swapped is a slip, and the right name is told") {
  CHECK(right("m1x5_0") == "mlx5_0");
  CHECK(right("mlx_5") == "mlx5_5");
  CHECK(right("mlx5-0") == "mlx5_0");
  CHECK(right("mlxl5_7") == "mlx5_7");
  CHECK(right("mxl5_10") == "mlx5_10");
  CHECK(right("mlx50") == "mlx5_0");
  CHECK(right("mlx510") == "mlx5_10");
  CHECK(right("mlx5__3") == "mlx5_3");
  CHECK(right("MLX5_0") == "mlx5_0");
  CHECK(right("mlx5_O") == "mlx5_0");
  CHECK(right("mlx5_1O") == "mlx5_10");
  CHECK(right("mlx5_bond0") == "mlx5_bond_0");
  CHECK(right("bnxt_er0") == "bnxt_re0");
  CHECK(right("bnx_re3") == "bnxt_re3");
  CHECK(right("rdmap16-27") == "rdmap16s27");
  CHECK(right("rmdap16s27") == "rdmap16s27");
  CHECK(right("efa-0") == "efa_0");
  CHECK(right("rocpe3s0") == "rocep3s0");
}

TEST_CASE("names of any known family, names that somebody may have given, and what would be a guess are left alone") {
  for (const char* name :
       {"mlx5_0",     "mlx5_ib0", "mlx5_an0", "mlx5_bond_0", "mlx4_0", "mlx5",      "mlx5_",       "bnxt_re0", "bnxt",
        "rdmap0s31",  "rdmap",    "efa_0",    "efa0",        "irdma0", "rdma0",     "roceo1",      "roce0",    "rocep23s0",
        "roceP2p1s0", "ib0",      "ibs1",     "ibp12s0",     "eth0",   "ens5",      "enp1s0f0np0", "bond0",    "net1",
        "hsn0",       "lo",       "mlx5_r0",  "mlx5_0x",     "mlx5_x", "gpu0rdma0", "nic0",        "cx7_0",    "",
        "_",          "mlx",      "storage",  "mlx5_[0-3]",  "mlx5_*", "all"}) {
    CHECK_MESSAGE(right(name) == "-", name);
  }
}

TEST_CASE("no shipped shape is a slip of another, so that a right name is never respelt") {
  std::mt19937 random(20240701);
  for (const auto& [key, family] : shipped_families()) {
    for (const std::string& shape : family.shapes) {
      std::string name;
      for (const char c : shape) name += c == '#' ? std::to_string(random() % 200) : std::string(1, c);
      CHECK_MESSAGE(right(name) == "-", name);
    }
  }
}

TEST_CASE("a slip among the letters of a name is always found, and mended to that name") {
  std::mt19937 random(20240715);
  const auto pick = [&](std::size_t count) { return static_cast<std::size_t>(random() % count); };
  for (const char* shape : {"mlx5_#", "mlx5_bond_#", "bnxt_re#", "rdmap#s#", "rocep#s#f#", "irdma#"}) {
    for (int round = 0; round < 2'000; ++round) {
      std::string name;
      std::vector<std::size_t> letters;  // not beside a number
      for (const char* c = shape; *c != '\0'; ++c) {
        if (*c != '#' && c[1] != '#' && (c == shape || c[-1] != '#')) letters.push_back(name.size());
        name += *c == '#' ? std::to_string(random() % 100) : std::string(1, *c);
      }
      const std::size_t at = letters[pick(letters.size())];
      std::string slip = name;
      switch (pick(4)) {
        case 0:
          slip.erase(at, 1);
          break;
        case 1:
          slip[at] = 'q';
          break;
        case 2:
          slip.insert(at, 1, 'q');
          break;
        default:
          slip[at] = static_cast<char>(slip[at] >= 'a' ? slip[at] - 'a' + 'A' : '-');
          break;
      }
      CAPTURE(slip);
      if (!fits_shape(shape, slip, true)) REQUIRE(respelt(shape, slip).value_or("-") == name);
    }
  }
}

TEST_CASE("the shipped table is in order") {
  std::string problem;
  (void)families(shipped("rules/catalogue/devices.toml"), &problem);
  CHECK(problem.empty());
  (void)families("[device.x]\nsummary='x'\nshapes=['a##']\n", &problem);
  CHECK(problem == "'a##' is no shape of a name: at most 64 letters, and no two numbers in a row.");
}

TEST_CASE("lists of UCX, NCCL and SGLang are taken apart alike") {
  CHECK(misspelt("mlx5_0:1,m1x5_1:1") == "m1x5_1(mlx5_1)@9-15");
  CHECK(misspelt("^=mlx5_0,mlxl5_7:1:0") == "mlxl5_7(mlx5_7)@9-16");
  CHECK(misspelt("mlx5_0, mlx_5 ,mlx5-2") == "mlx_5(mlx5_5)@8-13 mlx5-2(mlx5_2)@15-21");
  CHECK(misspelt("=mlx5").empty());
  CHECK(misspelt("mlx5_0:1,^mlx5_1:1, ^mlx5_2").empty());
  CHECK(misspelt("").empty());
  CHECK(misspelt("^").empty());
  CHECK(misspelt(":1,,: ,").empty());
  CHECK(misspelt("{\"0\": \"m1x5_0\"}").empty());
  CHECK(misspelt("/etc/devices/m1x5_0").empty());
}

TEST_CASE("a device is RDMA or an interface by its family, and other without one or with one of both") {
  const auto kinds = [](const std::string& text) {
    Vocabulary vocabulary;
    vocabulary.devices = shipped_families();
    return decode("device-kinds", text, vocabulary);
  };
  CHECK(kinds("mlx5_0:1,rdmap16s27,bnxt_re0:1") == "rdma rdma rdma");
  CHECK(kinds("eth0,ens5,bond0,enp1s0f0np0") == "interface interface interface interface");
  CHECK(kinds("ib0,rdma0,mlx5,storage, mlx5_0,mlx5_[0-3],m1x5_0,") == "other other other other other other other other");
  CHECK(kinds("mlx5_0:1 mlx5_1:1,mlx5_0:,mlx5_0:12") == "other rdma rdma");
  CHECK(kinds("^mlx5_0").empty());
  CHECK(kinds("all").empty());
  CHECK(kinds("").empty());
}

TEST_CASE("a list without end is not compared") {
  std::string text = "m1x5_0";
  for (int i = 0; i < 300; ++i) text += ",m1x5_0";
  CHECK(misspelt(text) == "unknown");
  CHECK(misspelt(std::string(60'000, 'm')).empty());
}

}  // namespace
}  // namespace fabriclint
