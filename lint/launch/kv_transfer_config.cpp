// SPDX-License-Identifier: Apache-2.0
// vLLM makes one JSON object of all dotted flags and puts it behind the other arguments, so that it replaces a --kv-transfer-config given
// as JSON as a whole (vllm-project/vllm: vllm/utils/argparse_utils.py, FlexibleArgumentParser.parse_args). A dotted value that is JSON is
// taken as JSON, anything else as a string; `key+` appends its values, split at commas, to a list.
#include "launch/kv_transfer_config.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "launch/json.h"

namespace fabriclint {
namespace {

constexpr std::string_view kFlag = "arg.kv-transfer-config";
constexpr const char* kConnectorLayer = "--kv-transfer-config";
constexpr std::size_t kDeepestDottedName = 16;

using json::Kind;
using json::Member;
using json::Node;

// What a member says, where it says it. Null is absent.
const Member* present(const Node& object, std::string_view key) {
  const Member* member = object.kind == Kind::object ? object.member(key) : nullptr;
  return member == nullptr || member->value.kind == Kind::null ? nullptr : member;
}

Span place_of(const TracedText& text, Span otherwise) {
  return text.has_place() ? text.span() : otherwise;
}

bool is_scalar(const Node& node) {
  return node.kind == Kind::string || node.kind == Kind::number || node.kind == Kind::boolean;
}

class Reader {
 public:
  explicit Reader(Span flag) : flag_(flag) {}

  void read(const Node& config, int depth) {
    if (config.kind != Kind::object) {
      unknown("an element of its connectors is no JSON object", place_of(config.text, flag_), "a connector is a JSON object");
      return;
    }
    Connector connector;
    const Member* name = present(config, "kv_connector");
    connector.span = name == nullptr ? flag_ : place_of(name->value.text, place_of(name->key, flag_));
    if (name != nullptr) connector.name = name->value.text.text();
    connector.anchors.push_back({"", connector.span});
    put(connector, "connector.name", name);
    put(connector, "connector.role", present(config, "kv_role"));
    put(connector, "connector.buffer-device", present(config, "kv_buffer_device"));
    put(connector, "connector.module-path", present(config, "kv_connector_module_path"));
    put_made(connector, "connector.depth", std::to_string(depth));
    const Member* extra = present(config, "kv_connector_extra_config");
    const Node* nested = nullptr;
    if (extra != nullptr && extra->value.kind == Kind::object) nested = read_extra(connector, extra->value);
    if (extra != nullptr) {
      const Span key = place_of(extra->key, connector.span);
      connector.anchors.push_back({"connector.backends", key});
      connector.anchors.push_back({"connector.extra.", key});
    }
    if (nested != nullptr) put_made(connector, "connector.wraps", "true");
    connectors.push_back(std::move(connector));
    if (nested == nullptr) return;
    for (const Node& inner : nested->items) read(inner, depth + 1);
  }

  // One connector of which nothing is known, but perhaps what is wrong with it.
  void unknown(std::string why, Span where, std::string_view problem = {}) {
    Connector connector;
    if (!problem.empty()) put_problem(connector, problem, where);
    connector.span = where;
    connector.anchors.push_back({"", where});
    connector.gaps.push_back({"", std::move(why)});
    connectors.push_back(std::move(connector));
  }

  std::vector<Connector> connectors;

 private:
  void put(Connector& connector, std::string_view path, const Member* member) const {
    if (member == nullptr) return;
    Setting setting;
    setting.path = path;
    setting.value = Value::known(member->value.text);
    setting.origin = {kConnectorLayer, place_of(member->key, flag_), place_of(member->value.text, place_of(member->key, flag_))};
    connector.settings.put(std::move(setting));
  }

  static void put_problem(Connector& connector, std::string_view what, Span where) {
    Setting setting;
    setting.path = "connector.problem";
    setting.value = Value::known(TracedText::made(what));
    setting.origin = {kConnectorLayer, where, where};
    connector.settings.put_default(std::move(setting));
  }

  void put_made(Connector& connector, std::string_view path, std::string_view text) const {
    Setting setting;
    setting.path = path;
    setting.value = Value::known(TracedText::made(text));
    setting.origin = {kConnectorLayer, connector.span, connector.span};
    connector.settings.put(std::move(setting));
  }

  // The nested connectors, if there are any.
  const Node* read_extra(Connector& connector, const Node& extra) const {
    for (const Member& member : extra.members) {
      const std::string& key = member.key.text();
      if (is_scalar(member.value) && key != "backends") put(connector, "connector.extra." + key, &member);
    }
    const Member* backends = present(extra, "backends");
    if (backends != nullptr && backends->value.kind == Kind::array) {
      std::vector<TracedText> names;
      for (const Node& item : backends->value.items) names.push_back(item.text);
      Setting setting;
      setting.path = "connector.backends";
      setting.value = Value::list(std::move(names));
      setting.origin = {kConnectorLayer, place_of(backends->key, flag_), place_of(backends->value.text, flag_)};
      connector.settings.put(std::move(setting));
    } else {
      put(connector, "connector.backends", backends);
      // vllm-project/vllm: nixl/base_worker.py goes through it element by element, which are the letters of a string.
      if (backends != nullptr && backends->value.kind == Kind::string) {
        put_problem(connector, "'backends' is a list, and a text is read letter by letter", place_of(backends->value.text, flag_));
      }
    }
    const Member* nested = present(extra, "connectors");
    return nested != nullptr && nested->value.kind == Kind::array ? &nested->value : nullptr;
  }

  Span flag_;
};

// A dotted value: JSON if it is, else a string.
Node value_of(const TracedText& text) {
  json::Parsed parsed = json::parse(text);
  if (parsed.root) return std::move(*parsed.root);
  Node node;
  node.kind = Kind::string;
  node.text = text;
  return node;
}

Node list_of(const std::vector<TracedText>& texts) {
  Node list;
  list.kind = Kind::array;
  for (const TracedText& text : texts) {
    for (std::size_t begin = 0; begin <= text.size();) {
      const std::size_t end = std::min(text.text().find(',', begin), text.size());
      if (end > begin) {
        Node item;
        item.kind = Kind::string;
        item.text = text.slice(begin, end);
        list.items.push_back(std::move(item));
      }
      begin = end + 1;
    }
  }
  return list;
}

// Puts `value` under the dotted name into `object`; false when the name is no such name.
bool insert(Node& object, std::string_view name, Span flag, Node value) {
  Node* at = &object;
  for (std::size_t depth = 0; depth < kDeepestDottedName; ++depth) {
    const std::size_t dot = std::min(name.find('.'), name.size());
    const std::string_view key = name.substr(0, dot);
    if (key.empty()) return false;
    if (at->kind != Kind::object) *at = Node{Kind::object, {}, {}, {}};
    auto found = std::find_if(at->members.begin(), at->members.end(), [&](const Member& member) { return member.key.text() == key; });
    if (found == at->members.end()) {
      at->members.push_back({TracedText::decoded(key, flag), Node{Kind::object, {}, {}, {}}});
      found = at->members.end() - 1;
    }
    at = &found->value;
    if (dot == name.size()) {
      if (at->kind == Kind::array && value.kind == Kind::array) {
        std::move(value.items.begin(), value.items.end(), std::back_inserter(at->items));
      } else {
        *at = std::move(value);
      }
      return true;
    }
    name.remove_prefix(dot + 1);
  }
  return false;
}

std::vector<Connector> read_dotted(const Settings::Range& flags) {
  Reader reader(flags.begin()->origin.key);
  Node config;
  config.kind = Kind::object;
  for (const Setting& flag : flags) {
    std::string_view name = std::string_view(flag.path).substr(kFlag.size() + 1);
    const bool appends = name.ends_with('+');
    if (appends) name.remove_suffix(1);
    if (!flag.value.is_known()) {
      reader.unknown(flag.value.why, flag.origin.value);
      return std::move(reader.connectors);
    }
    const bool is_several = flag.value.is_list && !appends;
    if (is_several || !insert(config, name, flag.origin.key, appends ? list_of(flag.value.items) : value_of(flag.value.items.front()))) {
      reader.unknown("it is no setting of the connector", flag.origin.key);
      return std::move(reader.connectors);
    }
  }
  reader.read(config, 0);
  return std::move(reader.connectors);
}

}  // namespace

std::vector<Connector> read_kv_transfer_config(const json::Node& config, Span key) {
  Reader reader(key);
  reader.read(config, 0);
  return std::move(reader.connectors);
}

std::vector<Connector> read_kv_transfer_config(const Settings& arguments) {
  const Settings::Range dotted = arguments.with_prefix(std::string(kFlag) + ".");
  if (!dotted.empty()) return read_dotted(dotted);
  const Setting* flag = arguments.find(kFlag);
  if (flag == nullptr || flag->value.state == State::absent) return {};
  // vllm-project/vllm: vllm/engine/arg_utils.py optional_type: these two words mean that the flag is not given.
  if (flag->value.is_known() && !flag->value.is_list && (flag->value.text().empty() || flag->value.text() == "None")) {
    return {};
  }
  Reader reader(flag->origin.key);
  if (!flag->value.is_known()) {
    reader.unknown(flag->value.why, flag->origin.value);
  } else if (flag->value.is_list) {
    reader.unknown("it is more than one word", flag->origin.value);
  } else {
    const json::Parsed parsed = json::parse(flag->value.items.front());
    const Span value = flag->origin.value.empty() ? flag->origin.key : flag->origin.value;
    const std::string& text = flag->value.items.front().text();
    // Python's json also reads these words as numbers.
    const bool is_python = text.find("NaN") != std::string::npos || text.find("Infinity") != std::string::npos;
    if (!parsed.root) {
      const bool certain = !parsed.is_limit && !is_python;
      reader.unknown(parsed.message, place_of(parsed.at, value), certain ? std::string_view(parsed.message) : std::string_view());
    } else if (parsed.root->kind != Kind::object) {
      reader.unknown("it is no JSON object", value, "it is no JSON object");
    } else {
      reader.read(*parsed.root, 0);
    }
  }
  return std::move(reader.connectors);
}

}  // namespace fabriclint
