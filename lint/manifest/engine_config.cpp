// SPDX-License-Identifier: Apache-2.0
#include "manifest/engine_config.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "manifest/data_tree.h"
#include "manifest/mounted_file.h"

namespace fabriclint::manifest {

namespace {

using json::Kind;
using json::Node;

bool is_scalar(const Node& node) {
  return node.kind == Kind::string || node.kind == Kind::number || node.kind == Kind::boolean;
}

Value text_value(const TracedText& text) {
  return has_placeholder(text.text()) ? Value::unknown(kPlaceholderReason) : Value::known(text);
}

Value list_value(const Node& list) {
  std::vector<TracedText> items;
  for (const Node& item : list.items) {
    if (!is_scalar(item)) return Value::unknown("it is a list of more than texts");
    if (has_placeholder(item.text.text())) return Value::unknown(kPlaceholderReason);
    items.push_back(item.text);
  }
  return Value::list(std::move(items));
}

// Of the booleans of YAML 1.1.
bool is_true(std::string_view boolean) {
  const char first = boolean.empty() ? '\0' : boolean.front();
  return first == 'y' || first == 'Y' || first == 't' || first == 'T' || boolean == "on" || boolean == "On" || boolean == "ON";
}

bool writes_placeholder(const Node& node) {
  return has_placeholder(node.text.text()) || std::any_of(node.items.begin(), node.items.end(), writes_placeholder) ||
         std::any_of(node.members.begin(), node.members.end(), [](const json::Member& member) { return writes_placeholder(member.value); });
}

// As read_flags() names flags: dashes up to the first '.'.
std::string flag_path(std::string_view key) {
  std::string name(key);
  std::replace(name.begin(), name.begin() + static_cast<std::ptrdiff_t>(std::min(name.find('.'), name.size())), '_', '-');
  return "arg." + name;
}

class Config {
 public:
  Config(Reading& reading, const ContainerSource& source, const PodSource& pod, const Engine& engine, const EngineProcess& process,
         const Flags& flags)
      : reading_(reading), source_(source), pod_(pod), config_(engine.config), process_(process), flags_(flags) {}

  EngineSettings read() {
    if (config_.files.empty() && config_.overrides.empty() && config_.dotted.empty()) return {};
    read_file();
    const std::size_t gaps = result_.gaps.size();  // of the file: what is merged over it holds all the same
    for (const std::string& name : config_.overrides) read_override("arg." + name);
    if (!config_.keys_are_flags) {
      for (const Gap& gap : flags_.gaps) leave_gap(gap.why);
    }
    if (result_.gaps.size() > gaps) result_.settings = {};
    if (!config_.dotted.empty()) read_dotted();
    return std::move(result_);
  }

 private:
  void leave_gap(std::string why) { result_.gaps.push_back({config_.keys_are_flags ? "arg." : "config.", std::move(why)}); }

  // The one text of a flag; nothing when it is not given or empty.
  const TracedText* only_text(std::string_view path) {
    const Setting* flag = flags_.settings.find(path);
    if (flag == nullptr) return nullptr;
    if (!flag->value.is_known() || flag->value.is_list) {
      leave_gap(flag->value.is_known() ? fmt::format("'--{}' is more than one word", path.substr(4)) : flag->value.why);
      return nullptr;
    }
    const TracedText& text = flag->value.items.front();
    return text.empty() ? nullptr : &text;
  }

  void read_file() {
    const TracedText* path = nullptr;
    for (const std::string& name : config_.files) {
      const TracedText* other = only_text("arg." + name);
      if (other == nullptr) continue;
      if (path != nullptr) return leave_gap("the command line names two configuration files");
      path = other;
    }
    if (path == nullptr) return;
    const FileText file = find(path->text());
    if (!file.unknown.empty()) return leave_gap(file.unknown);
    DataTree tree = read_yaml(reading_, file.text);
    if (!tree.root) return leave_gap(fmt::format("of the file '{}', {}", path->text(), tree.unknown));
    if (config_.keys_are_flags) {
      for (const json::Member& member : tree.root->members) put_flag(member, file.layer);
    } else {
      merge(*tree.root, "config", file.layer, 0);
    }
  }

  [[nodiscard]] FileText find(const std::string& path) const {
    const auto written = process_.files.find(path);
    if (written == process_.files.end()) return mounted_file(reading_, source_, pod_, path);
    const Word& content = written->second;
    if (!content.is_known()) return {.text = {}, .layer = {}, .unknown = fmt::format("of the file '{}', {}", path, content.unknown)};
    return {.text = content.text, .layer = fmt::format("here-document '{}'", path), .unknown = {}};
  }

  void put_flag(const json::Member& member, const std::string& layer) {
    const Node& written = member.value;
    if (member.key.empty() || has_placeholder(member.key.text())) return leave_gap(std::string(kPlaceholderReason));
    Value value;
    if (written.kind == Kind::boolean) {
      if (!is_true(written.text.text())) return;
      value = Value::known(TracedText());
    } else if (written.kind == Kind::null) {
      return;
    } else if (written.kind == Kind::array) {
      value = list_value(written);
      if (value.is_known() && value.items.empty()) return;
      if (value.is_known() && value.items.size() == 1) value = Value::known(value.items.front());
    } else {
      value = written.kind == Kind::object && writes_placeholder(written) ? Value::unknown(kPlaceholderReason) : text_value(written.text);
    }
    const std::string path = flag_path(member.key.text());
    const Span at = written.text.has_place() ? written.text.span() : member.key.span();
    if (path == kConnectorsFlag && written.kind == Kind::object && value.is_known()) result_.connectors = written;
    result_.settings.put(make_setting(path, std::move(value), layer, member.key.span(), at));
  }

  void read_override(const std::string& path) {
    const TracedText* text = only_text(path);
    if (text == nullptr) return;
    const json::Parsed parsed = json::parse(*text);
    if (!parsed.root || parsed.root->kind != Kind::object) {
      return leave_gap(parsed.root ? fmt::format("of '--{}', it is no JSON object", path.substr(4))
                                   : fmt::format("of '--{}', {}", path.substr(4), parsed.message));
    }
    merge(*parsed.root, "config", "--" + path.substr(4), 0);
  }

  void read_dotted() {
    const std::string prefix = "arg." + config_.dotted;
    for (const Setting& flag : flags_.settings.with_prefix(prefix)) {
      Setting setting = flag;
      setting.path = "config." + flag.path.substr(prefix.size());
      setting.overridden.clear();
      put(std::move(setting));
    }
  }

  // Nested objects are merged key by key, anything else is replaced (ai-dynamo/dynamo: components/src/dynamo/trtllm, deep_update).
  void merge(const Node& node, const std::string& path, const std::string& layer, int depth) {
    for (const json::Member& member : node.members) {
      if (member.key.empty() || has_placeholder(member.key.text())) {
        leave_gap(std::string(kPlaceholderReason));
        continue;
      }
      const std::string below = fmt::format("{}.{}", path, member.key.text());
      if (!reading_.spend(below.size())) return leave_gap(kTooMuchReason);
      const Node& written = member.value;
      if (written.kind == Kind::object) {
        result_.settings.erase(below);
        merge(written, below, layer, depth + 1);
        continue;
      }
      const Span at = written.text.has_place() ? written.text.span() : member.key.span();
      Value value;
      if (written.kind == Kind::array) value = list_value(written);
      if (is_scalar(written)) value = text_value(written.text);
      put(make_setting(below, std::move(value), layer, member.key.span(), at));
    }
  }

  // An absent value takes away what stands there.
  void put(Setting setting) {
    std::vector<std::string> nested;
    for (const Setting& other : result_.settings.with_prefix(setting.path + ".")) nested.push_back(other.path);
    for (const std::string& path : nested) result_.settings.erase(path);
    if (setting.value.state == State::absent) {
      result_.settings.erase(setting.path);
    } else {
      result_.settings.put(std::move(setting));
    }
  }

  Reading& reading_;
  const ContainerSource& source_;
  const PodSource& pod_;
  const EngineConfig& config_;
  const EngineProcess& process_;
  const Flags& flags_;
  EngineSettings result_;
};

}  // namespace

EngineSettings read_engine_config(Reading& reading, const ContainerSource& source, const PodSource& pod, const Engine& engine,
                                  const EngineProcess& process, const Flags& flags) {
  return Config(reading, source, pod, engine, process, flags).read();
}

}  // namespace fabriclint::manifest
