// SPDX-License-Identifier: Apache-2.0
#include "report/model_view.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace fabriclint {
namespace {

std::string_view group_name(const Setting& setting) {
  const std::string_view path = setting.path;
  return path.substr(0, path.find('.'));
}

// What moves the data first; groups that are not named here come last.
std::size_t rank(std::string_view group) {
  constexpr std::array<std::string_view, 10> kOrder = {"launch",  "arg",       "env", "resource",  "limit",
                                                       "request", "container", "pod", "component", "deployment"};
  return static_cast<std::size_t>(std::find(kOrder.begin(), kOrder.end(), group) - kOrder.begin());
}

// Whether a heading says it.
bool is_heading(const Setting& setting) {
  constexpr std::array<std::string_view, 7> kSaid = {"deployment.name", "deployment.kind", "deployment.api-version", "component.name",
                                                     "container.name",  "connector.name",  "connector.depth"};
  return std::find(kSaid.begin(), kSaid.end(), setting.path) != kSaid.end();
}

bool is_equal(const Value& a, const Value& b) {
  const auto same_text = [](const TracedText& one, const TracedText& other) { return one.text() == other.text(); };
  return a.state == b.state && a.is_list == b.is_list && a.why == b.why &&
         std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), same_text);
}

// Whether a limit or a request says what the resource of that name says, the tag what the image says, and the like.
bool is_echo(const Setting& setting, const Part& part) {
  if (setting.path.starts_with("container.image-")) {
    const Setting* image = part.settings.find("container.image");
    return image != nullptr && setting.value.is_known() && image->value.text().find(setting.value.text()) != std::string::npos;
  }
  if (setting.path == "container.capabilities-added") {
    const Setting* effective = part.settings.find("container.capabilities");
    return effective != nullptr && is_equal(effective->value, setting.value);
  }
  const std::string_view group = group_name(setting);
  if (group != "limit" && group != "request") return false;
  const Setting* resource = part.settings.find("resource" + setting.path.substr(group.size()));
  return resource != nullptr && is_equal(resource->value, setting.value) && setting.overridden.empty();
}

// Whether something outside the files sets it, to what they do not say: that it exists matters to references only.
bool is_foreign(const Setting& setting) {
  return setting.value.state == State::unknown && setting.origin.key.empty() && setting.origin.value.empty() && setting.overridden.empty();
}

bool is_truth(const FactValue& fact) {
  const std::string text = fact.value.text();
  return text == "true" || text == "false";
}

// Takes out of `facts` what more than one of them is not known for.
std::vector<OpenFacts> gather_open(std::vector<const FactValue*>& facts) {
  std::map<std::string_view, std::size_t> uses;
  for (const FactValue* fact : facts) {
    if (fact->value.state == State::unknown) ++uses[fact->value.why];
  }
  std::vector<OpenFacts> open;
  std::erase_if(facts, [&](const FactValue* fact) {
    if (fact->value.state != State::unknown || uses[fact->value.why] < 2) return false;
    auto known = std::find_if(open.begin(), open.end(), [&](const OpenFacts& other) { return other.why == fact->value.why; });
    if (known == open.end()) known = open.insert(known, {fact->value.why, {}});
    known->names += (known->names.empty() ? "" : ", ") + fact->name;
    return true;
  });
  return open;
}

}  // namespace

std::vector<Group> groups_of(const std::vector<const Setting*>& settings) {
  std::vector<Group> groups;
  for (const Setting* setting : settings) {
    const std::string_view name = group_name(*setting);
    if (groups.empty() || groups.back().name != name) groups.push_back({name, {}});
    groups.back().settings.push_back(setting);
  }
  std::stable_sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) { return rank(a.name) < rank(b.name); });
  return groups;
}

std::vector<const Setting*> shown_settings(const Part& part, bool all) {
  std::vector<const Setting*> settings;
  for (const Setting& setting : part.settings) {
    if (all || (!is_heading(setting) && !is_echo(setting, part) && !is_foreign(setting))) settings.push_back(&setting);
  }
  return settings;
}

bool is_same(const Setting& a, const Setting& b) {
  return a.path == b.path && a.origin.key == b.origin.key && a.origin.value == b.origin.value && a.origin.layer == b.origin.layer &&
         a.overridden.size() == b.overridden.size() && is_equal(a.value, b.value);
}

std::vector<const Setting*> shared_settings(const Deployment& deployment) {
  std::vector<const Container*> mains;
  for (const Component& component : deployment.components) {
    if (component.main >= component.containers.size()) return {};
    mains.push_back(&component.containers[component.main]);
  }
  if (mains.size() < 2) return {};
  // The smallest one leads, so that looking up costs no more than there are settings.
  const Container* least =
      *std::min_element(mains.begin(), mains.end(), [](auto* a, auto* b) { return a->settings.size() < b->settings.size(); });
  std::vector<const Setting*> shared;
  for (const Setting* setting : shown_settings(*least, false)) {
    const bool everywhere = std::all_of(mains.begin(), mains.end(), [&](const Container* container) {
      const Setting* other = container->settings.find(setting->path);
      return other != nullptr && is_same(*setting, *other);
    });
    if (everywhere) shared.push_back(setting);
  }
  return shared;
}

bool starts_no_engine(const Component& component) {
  constexpr std::string_view kEngine = "launch.engine";
  if (component.containers.empty() || component.gap(kEngine) != nullptr) return false;
  return std::all_of(component.containers.begin(), component.containers.end(), [&](const Container& container) {
    return container.settings.find(kEngine) == nullptr && container.gap(kEngine) == nullptr;
  });
}

std::size_t count_settings(const Component& component) {
  std::size_t sum = component.settings.size();
  for (const Container& container : component.containers) {
    sum += container.settings.size();
    for (const Connector& connector : container.connectors) sum += connector.settings.size();
  }
  return sum;
}

ShownFacts shown_facts(const std::vector<FactValue>& facts, bool all) {
  ShownFacts shown;
  std::map<std::tuple<std::string, std::string, Span>, std::size_t> said;  // by value, reason and evidence
  for (const FactValue& fact : facts) {
    if (fact.name == "next-step") continue;  // it is told with the verdict
    if (fact.value.state == State::absent && !all) continue;
    if (fact.value.is_known() && fact.because.empty()) {
      shown.defaults.push_back(&fact);
      continue;
    }
    const auto [place, added] = said.try_emplace({fact.value.text() + fact.value.why, fact.because, fact.at}, shown.evident.size());
    if (added || all) {
      shown.evident.push_back(&fact);
    } else if (const FactValue*& other = shown.evident[place->second]; fact.name.size() < other->name.size()) {
      other = &fact;
    }
  }
  if (!all) shown.open = gather_open(shown.evident);
  std::stable_sort(shown.evident.begin(), shown.evident.end(),
                   [](const FactValue* a, const FactValue* b) { return is_truth(*a) < is_truth(*b); });
  return shown;
}

// What an inventory of the cluster would say is not missing from the files.
constexpr std::string_view kNodes = "node.";

std::vector<OpenPaths> own_gaps(const Part& part, const std::vector<const Part*>& around) {
  std::set<std::pair<std::string_view, std::string_view>> said;
  for (const Part* outer : around) {
    for (const Gap& gap : outer->gaps) said.emplace(gap.prefix, gap.why);
  }
  std::vector<OpenPaths> open;
  std::map<std::string_view, std::size_t> places;  // by the reason
  for (const Gap& gap : part.gaps) {
    if (!said.emplace(gap.prefix, gap.why).second || gap.prefix == kNodes) continue;
    const std::size_t place = places.try_emplace(gap.why, open.size()).first->second;
    if (place == open.size()) open.push_back({gap.why, {}});
    std::string& paths = open[place].paths;
    paths += (paths.empty() ? "" : ", ") + (gap.prefix.empty() ? "all else" : gap.prefix + (gap.prefix.ends_with('.') ? "*" : ""));
  }
  return open;
}

}  // namespace fabriclint
