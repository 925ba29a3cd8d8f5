// SPDX-License-Identifier: Apache-2.0
// What will run: deployment -> component -> container -> connector, each with its settings. This is the effective state, as the operator
// and the shell will make it, not the text of the manifest. It knows neither rules nor facts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/setting.h"
#include "text/span.h"

namespace fabriclint {

// Why a setting that is not there may still exist in what runs. Prefixes are of paths: "env." or "" for everything.
struct Gap {
  std::string prefix;
  std::string why;
};

// Where to point when a setting is missing: the nearest thing that exists. The longest matching prefix wins; "" is the part itself.
struct Anchor {
  std::string prefix;
  Span at;
};

// What every level of the model has.
struct Part {
  std::string name;
  Span span;  // the name where it is written, else the nearest key
  Settings settings;
  std::vector<Gap> gaps;
  std::vector<Anchor> anchors;

  // The reason why the absence of `path` proves nothing; null when absence is certain.
  [[nodiscard]] const std::string* gap(std::string_view path) const;
  // The place for a finding about the absence of `path`.
  [[nodiscard]] Span anchor(std::string_view path) const;
};

// One element of vLLM's --kv-transfer-config that moves KV blocks, at any nesting depth; or the one connector that an engine without such
// nesting has. Settings: connector.name, .role, .backends, .buffer-device, .module-path, .wraps, .depth, .problem,
// connector.extra.KEY.
struct Connector : Part {};

// Settings: container.*, env.*, arg.*, config.*, launch.*, resource.*, request.*, limit.*.
struct Container : Part {
  std::vector<Connector> connectors;
};

// One pod template. Settings: component.*, pod.*.
struct Component : Part {
  std::vector<Container> containers;
  std::size_t main = 0;  // the container that the component is about: paths of a container asked of the component mean this one
};

// One document that deploys something. Settings: deployment.*. The file it stands in is that of its span.
struct Deployment : Part {
  std::string kind;
  std::string api_version;
  std::uint32_t document = 0;
  bool context = false;  // read for what it says about others: it is not judged itself
  std::vector<Component> components;
};

}  // namespace fabriclint
