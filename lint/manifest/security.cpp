// SPDX-License-Identifier: Apache-2.0
#include "manifest/security.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>

#include "manifest/defaults.h"
#include "manifest/list_setting.h"

namespace fabriclint::manifest {

namespace {

TracedText upper_case(const TracedText& text) {
  std::string upper = text.text();
  std::transform(upper.begin(), upper.end(), upper.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  const Span place = text.span();
  if (!text.has_place()) return TracedText::made(upper);
  return place.size() == upper.size() ? TracedText::verbatim(upper, place) : TracedText::decoded(upper, place);
}

// A list of names as it is written.
void put_written(Part& part, const std::string& path, const std::string& layer, const Section& section, const Value& value) {
  if (section.node == nullptr) return;
  part.settings.put(make_setting(path, value, layer, section.key->span, section.node->span));
}

// containerd applies `drop: [ALL]` first, then `add`, then the other drops (containerd/containerd: internal/cri/opts/spec_opts.go). It puts
// CAP_ before every name, so a name that already has the prefix grants nothing and stays as it is written.
void put_capabilities(Reading& reading, const yaml::Node* security, const std::string& layer, Container& container) {
  const Section written = mapping_at(security, "capabilities");
  if (!written.opaque.empty()) container.gaps.push_back({"container.capabilities", written.opaque});
  if (written.node == nullptr) return;
  const Section add = list_at(written.node, "add");
  const Section drop = list_at(written.node, "drop");
  Value added = add.node == nullptr ? Value::list({}) : reading.list(*add.node);
  const Value dropped = drop.node == nullptr ? Value::list({}) : reading.list(*drop.node);
  const std::string why = !add.opaque.empty()    ? add.opaque
                          : !drop.opaque.empty() ? drop.opaque
                          : !added.why.empty()   ? added.why
                                                 : dropped.why;
  const Span at = add.node == nullptr ? written.node->span : add.node->span;
  put_written(container, "container.capabilities-added", layer + ".capabilities.add", add, added);
  put_written(container, "container.capabilities-dropped", layer + ".capabilities.drop", drop, dropped);
  if (!why.empty()) {
    added = Value::unknown(why);
  } else {
    std::map<std::string, TracedText> drops;
    for (const TracedText& item : dropped.items) {
      TracedText name = upper_case(item);
      drops.insert_or_assign(name.text(), std::move(name));
    }
    bool all = false;
    std::vector<TracedText> granted;
    std::vector<TracedText> lost;
    for (const TracedText& item : added.items) {
      TracedText name = upper_case(item);
      const auto cancelled = name.text() == "ALL" ? drops.end() : drops.find(name.text());
      all = all || name.text() == "ALL";
      if (cancelled != drops.end()) {
        lost.push_back(cancelled->second);
      } else {
        granted.push_back(std::move(name));
      }
    }
    // What is left of ALL cannot be listed; what is missing from it can.
    if (all) {
      for (const auto& [text, name] : drops) {
        if (text == "ALL") continue;
        TracedText missing = TracedText::decoded("-", name.span());
        missing.append(name);
        granted.push_back(std::move(missing));
      }
    }
    added = Value::list(std::move(granted));
    put_list(container.settings, "container.capabilities-cancelled", std::move(lost), layer + ".capabilities.drop");
  }
  container.settings.put(make_setting("container.capabilities", std::move(added), layer + ".capabilities", written.place(at), at));
}

}  // namespace

void read_pod_security(Reading& reading, const PodSource& pod, bool by_operator, Component& component) {
  const Section security = mapping_at(pod.section.node, "securityContext");
  const std::string layer = pod.prefix + "securityContext";
  for (const std::string_view path : {"pod.capabilities", "pod.fs-group"}) {
    if (security.key != nullptr) component.anchors.push_back({std::string(path), security.key->span});
    if (!security.opaque.empty()) component.gaps.push_back({std::string(path), security.opaque});
  }
  // Without any security context of the user, and only then.
  if (by_operator && security.node == nullptr && security.opaque.empty() && pod.section.opaque.empty()) {
    component.settings.put(default_setting("pod.fs-group", "1000", kOperatorDefault));
  }
  put_scalar(reading, component.settings, "pod.fs-group", security.node, "fsGroup", layer);
  const Section capabilities = mapping_at(security.node, "capabilities");
  const Section add = list_at(capabilities.node, "add");
  if (!capabilities.opaque.empty()) component.gaps.push_back({"pod.capabilities", capabilities.opaque});
  if (!add.opaque.empty()) component.gaps.push_back({"pod.capabilities", add.opaque});
  if (add.node != nullptr) put_written(component, "pod.capabilities", layer + ".capabilities.add", add, reading.list(*add.node));
}

void read_security(Reading& reading, const ContainerSource& source, const PodSource& pod, Container& container) {
  constexpr std::array<std::string_view, 4> kPaths = {"container.capabilities", "container.privileged", "container.run-as-user",
                                                      "container.allow-privilege-escalation"};
  const Section written = mapping_at(source.node, "securityContext");
  const Section of_pod = mapping_at(pod.section.node, "securityContext");
  const std::string layer = source.prefix + "securityContext";
  const std::string pod_layer = pod.prefix + "securityContext";
  if (!of_pod.opaque.empty()) container.gaps.push_back({"container.run-as-user", of_pod.opaque});
  put_scalar(reading, container.settings, "container.run-as-user", of_pod.node, "runAsUser", pod_layer);
  if (!written.opaque.empty()) {
    for (const std::string_view path : kPaths) {
      container.settings.erase(path);
      container.gaps.push_back({std::string(path), written.opaque});
    }
  }
  if (written.key != nullptr) {
    for (const std::string_view path : kPaths) {
      container.anchors.push_back({std::string(path), written.key->span});
    }
  }
  put_scalar(reading, container.settings, "container.run-as-user", written.node, "runAsUser", layer);
  put_scalar(reading, container.settings, "container.privileged", written.node, "privileged", layer);
  put_scalar(reading, container.settings, "container.allow-privilege-escalation", written.node, "allowPrivilegeEscalation", layer);
  put_capabilities(reading, written.node, layer, container);
}

}  // namespace fabriclint::manifest
