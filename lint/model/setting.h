// SPDX-License-Identifier: Apache-2.0
// A setting is one thing that will be true of what runs: a path ("env.UCX_TLS"), a value and the place that decided it, with what it
// overrode. The paths are the language of the project: rules ask for them, `fabriclint model` prints them. docs/model.md lists the
// namespaces.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/hash_marks.h"
#include "text/span.h"
#include "text/traced.h"

namespace fabriclint {

// known: the files decide it. absent: the files decide that nothing sets it. unknown: something sets it, or may set it, that the files do
// not show (a Secret, an unresolved variable, a template expression, the base of a Kustomize patch). Unknown is never turned into a guess.
enum class State : std::uint8_t { absent, known, unknown };

struct Value {
  State state = State::absent;
  bool is_list = false;
  std::vector<TracedText> items;  // known: the elements of a list, or the one text
  std::string why;                // unknown: the reason, as an ending of "not known: ..."; a known list: why it may have more elements

  static Value known(TracedText text);
  static Value list(std::vector<TracedText> items);
  static Value unknown(std::string_view why);
  // A list of which these elements are certain and others may exist, for the reason `why`; unknown when none is certain, and an ordinary
  // list when there is no reason.
  static Value open_list(std::vector<TracedText> items, std::string why);

  [[nodiscard]] bool is_known() const { return state == State::known; }
  // True for a list that is known only in part.
  [[nodiscard]] bool is_open() const { return is_known() && !why.empty(); }
  // The text of a known scalar; the elements of a list joined by ", "; empty otherwise.
  [[nodiscard]] std::string text() const;
};

// Which layer of the manifest decided a value, and where. Spans are empty when no file holds the value.
struct Origin {
  std::string layer;  // in words the author knows: "spec.envs", "envs", "mainContainer.env", "export", "resources.limits.custom"
  Span key;           // the name of the variable, the key, the flag
  Span value;         // the value; equals the traced span of the text for scalars
};

struct Setting {
  std::string path;
  Value value;
  Origin origin;
  std::vector<Setting> overridden;  // nearest first
};

// Settings by path. Iteration is in byte order of the paths, so that everything printed from them is stable. A setting keeps its address
// until it is erased.
class Settings {
  struct ByPath {
    using is_transparent = void;
    bool operator()(const Setting& a, const Setting& b) const { return a.path < b.path; }
    bool operator()(const Setting& a, std::string_view b) const { return a.path < b; }
    bool operator()(std::string_view a, const Setting& b) const { return a < b.path; }
  };
  using Set = std::set<Setting, ByPath>;

 public:
  // Neighbouring settings of one Settings, as long as none of them is erased.
  class Range {
   public:
    // Behind the last one that begins like the first: where that is shows when a loop gets there.
    struct End {
      Set::const_iterator last;
      std::string_view prefix;
      friend bool operator==(const Set::const_iterator& at, const End& end) {
        return at == end.last || !std::string_view(at->path).starts_with(end.prefix);
      }
    };
    Range(Set::const_iterator begin, const End& end) : begin_(begin), end_(end) {}
    [[nodiscard]] Set::const_iterator begin() const { return begin_; }
    [[nodiscard]] const End& end() const { return end_; }
    [[nodiscard]] bool empty() const { return begin_ == end_; }

   private:
    Set::const_iterator begin_;
    End end_;
  };

  [[nodiscard]] const Setting* find(std::string_view path) const;
  // Puts a setting on top: what stood there becomes the nearest of its overridden ones.
  void put(Setting setting);
  // Puts all of them on top.
  void put_all(Settings settings);
  // Puts a setting only where none stands.
  void put_default(Setting setting);
  void erase(std::string_view path);
  [[nodiscard]] bool empty() const { return set_.empty(); }
  [[nodiscard]] std::size_t size() const { return set_.size(); }
  [[nodiscard]] Set::const_iterator begin() const { return set_.begin(); }
  [[nodiscard]] Set::const_iterator end() const { return set_.end(); }
  // The settings whose path begins with `prefix`.
  [[nodiscard]] Range with_prefix(std::string_view prefix) const;

 private:
  void mark(std::string_view path);

  Set set_;
  // What was ever put: most of what rules ask for is not there.
  HashMarks<8> paths_;
  HashMarks<2> heads_;  // the first letters of paths
};

}  // namespace fabriclint
