// SPDX-License-Identifier: Apache-2.0
// Flags among words, without a table of the engine's flags. That a word is the value of the flag before it is decided by its look, as
// argparse does for options that take a value (python/cpython: Lib/argparse.py, _negative_number_matcher).
#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "launch/launch.h"

namespace fabriclint {
namespace {

constexpr const char* kArgsLayer = "args";

bool is_flag(std::string_view text) {
  if (text.size() < 2 || text[0] != '-' || text == "--") return false;
  return !(text[1] >= '0' && text[1] <= '9') && !(text[1] == '.' && text.size() > 2);
}

// "--Max_Model_len.a_b" -> "Max-Model-len.a_b".
std::string flag_name(std::string_view written) {
  written.remove_prefix(std::min(written.find_first_not_of('-'), written.size()));
  std::string name(written);
  std::replace(name.begin(), name.begin() + static_cast<std::ptrdiff_t>(std::min(name.find('.'), name.size())), '_', '-');
  return name;
}

// The flag that is being read: its values are still to come.
struct Pending {
  Setting setting;
  bool appends = false;
};

class FlagReader {
 public:
  void read(const std::vector<Word>& words) {
    for (const Word& word : words) {
      const std::string& text = word.text.text();
      if (text == "--" && word.is_known()) {
        finish();
        rest_is_positional_ = true;
      } else if (rest_is_positional_) {
        continue;
      } else if (is_flag(text)) {
        flag(word);
      } else if (!word.is_known() && (text.empty() || text == "-")) {
        may_be_flags(word);
      } else {
        value(word, word.text);
      }
    }
    finish();
    for (auto& [path, setting] : appended_) flags.settings.put(std::move(setting));
  }

  Flags flags;

 private:
  void finish() {
    if (!reading_) return;
    reading_ = false;
    Setting& setting = pending_.setting;
    if (setting.value.state == State::known && setting.value.items.empty()) setting.value.items.emplace_back();
    setting.value.is_list = setting.value.is_known() && (pending_.appends || setting.value.items.size() > 1);
    if (pending_.appends) {
      append(std::move(setting));
    } else {
      flags.settings.put(std::move(setting));
    }
  }

  // Several `--flag+ x` are one list.
  void append(Setting setting) {
    const auto [place, first] = appended_.try_emplace(setting.path, std::move(setting));
    if (first || !place->second.value.is_known()) return;
    if (!setting.value.is_known()) {
      place->second.value = std::move(setting.value);
      return;
    }
    std::vector<TracedText>& items = place->second.value.items;
    items.insert(items.end(), setting.value.items.begin(), setting.value.items.end());
  }

  void flag(const Word& word) {
    finish();
    const std::string_view text = word.text.text();
    const std::size_t equals = text.find('=');
    if (!word.is_known() && equals == std::string_view::npos) {
      gap(word);
      return;
    }
    reading_ = true;
    pending_ = {};
    const std::size_t name_end = std::min(equals, text.size());
    std::string name = flag_name(text.substr(0, name_end));
    pending_.appends = name.ends_with('+');
    pending_.setting.path = "arg." + std::move(name);
    pending_.setting.origin.layer = kArgsLayer;
    pending_.setting.origin.key = word.text.span(0, name_end);
    if (pending_.setting.origin.key.empty()) pending_.setting.origin.key = word.span;
    pending_.setting.value.state = State::known;
    if (equals != std::string_view::npos) {
      value(word, word.text.slice(equals + 1));
      finish();
    }
  }

  void value(const Word& word, const TracedText& text) {
    if (!reading_) return;  // positional
    Setting& setting = pending_.setting;
    const Span place = text.has_place() ? text.span() : word.span;
    if (setting.origin.value.empty()) {
      setting.origin.value = place;
    } else if (place.source == setting.origin.value.source && place.begin >= setting.origin.value.end) {
      setting.origin.value.end = place.end;
    }
    if (!word.is_known()) {
      setting.value = Value::unknown(word.unknown);
    } else if (setting.value.is_known()) {
      setting.value.items.push_back(text);
    }
  }

  // A word of which nothing is known: the value of the flag before it, or flags of its own, or both.
  void may_be_flags(const Word& word) {
    const bool is_value = reading_ && pending_.setting.value.is_known() && pending_.setting.value.items.empty();
    if (!is_value || word.open) gap(word);
    if (is_value) {
      value(word, word.text);
    } else {
      finish();
    }
  }

  void gap(const Word& word) {
    if (flags.gaps.empty()) flags.gaps.push_back({"arg.", word.unknown});
  }

  bool reading_ = false;
  bool rest_is_positional_ = false;
  Pending pending_;
  std::map<std::string, Setting> appended_;
};

}  // namespace

Flags read_flags(const std::vector<Word>& words) {
  FlagReader reader;
  reader.read(words);
  return std::move(reader.flags);
}

}  // namespace fabriclint
