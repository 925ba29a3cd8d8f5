// SPDX-License-Identifier: Apache-2.0
// The variables of a shell while its script is read: on top of the container's environment, with a journal that can take back what a
// branch, a loop, a subshell or a function has set. What depends on which way the script went is unknown afterwards, unless all ways agree.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "launch/holed_text.h"
#include "launch/launch.h"

namespace fabriclint::shell {

// Whether processes get a variable. `perhaps`: that depends on the way taken.
enum class Export : std::uint8_t { no, perhaps, yes };

struct Variable {
  bool set = true;  // false: removed by `unset`, or `export`ed before it has a value
  Export exported = Export::no;
  bool array = false;
  HoledText value;                  // unless array
  std::vector<HoledText> elements;  // of an array
  Span name_span;
  Span value_span;          // where the value is written
  std::uint64_t order = 0;  // counts up with every assignment

  [[nodiscard]] bool same_value(const Variable& other) const;
};

class Variables {
 public:
  Variables(const Environment& environment, const std::vector<Gap>& gaps) : environment_(&environment), gaps_(&gaps) {}

  // What the script knows of a name: its own variable, else one made from the environment. Nothing: not set.
  [[nodiscard]] const Variable* find(const std::string& name);
  // Why a name that find() does not know may be set all the same; null when it certainly is not.
  [[nodiscard]] const std::string* gap(std::string_view name) const;

  void set(const std::string& name, Variable variable);
  void forget(const std::string& name, const std::string& why, Span where);
  // As set(), and processes get it.
  void set_exported(const std::string& name, Variable variable);
  // As forget(), where it is not known either whether the name is exported. `unset`: even if it is now.
  void forget_perhaps_exported(const std::string& name, const std::string& why, Span where, bool unset = false);
  // Perhaps `export NAME` has been executed; its value stays.
  void forget_export(const std::string& name, const std::string& why);
  // `set -a`, `set +a`.
  void export_all(bool on);
  void export_name(const std::string& name, Span name_span);
  // `export -n`: the value stays, and processes no longer get it.
  void unexport(const std::string& name, Span name_span);
  // `unset`.
  void unset(const std::string& name, Span name_span, Span where);

  // Executes `way` as something that perhaps happens: variables that it changes are unknown afterwards, for the reason `why`.
  void perhaps(const std::function<void()>& way, const std::string& why);
  // Executes one of several ways.
  void one_of(std::size_t ways, bool complete, const std::function<void(std::size_t)>& way, const std::string& why);
  // Executes `way` and takes back what it has set.
  void aside(const std::function<void()>& way);
  // Executes the body of a function: what `anywhere` in the script sets is unknown in it unless the body sets it itself, because nobody
  // knows when it is called.
  void in_function(const std::set<std::string>& anywhere, const std::function<void()>& body);

  // What a process started now finds changed in its environment, in the order of assignment.
  [[nodiscard]] std::vector<Assignment> exported();
  // The shell of a process started now: exported variables only.
  [[nodiscard]] Variables child() const;

 private:
  struct Change {
    std::string name;
    std::optional<Variable> before;
  };
  using Changes = std::map<std::string, std::optional<Variable>>;

  Changes take_back(std::size_t mark);
  void write(const std::string& name, std::optional<Variable> variable);
  [[nodiscard]] bool hidden(const std::string& name, std::uint64_t order) const;
  [[nodiscard]] bool in_environment(const std::string& name) const;
  // A copy of the variable, to be written with another mark; one that is not set when there is none.
  [[nodiscard]] Variable as_it_is(const std::string& name);
  // Whether the value that a name has now is exported, and whether the next one it gets would be.
  [[nodiscard]] Export exported_now(const std::string& name) const;
  [[nodiscard]] Export exported_when_set(const std::string& name);
  [[nodiscard]] bool may_be_exported_elsewhere(const std::string& name) const;
  void add_hidden(std::vector<std::pair<std::uint64_t, Assignment>>& ordered);

  const Environment* environment_;
  const std::vector<Gap>* gaps_;
  std::map<std::string, Variable> own_;
  std::vector<Change> journal_;
  std::uint64_t order_ = 0;
  const std::set<std::string>* hidden_names_ = nullptr;  // in a function: variables older than `hidden_before_` are not known
  std::uint64_t hidden_before_ = 0;
  Variable scratch_;  // what find() answers for names that are not the script's own
};

}  // namespace fabriclint::shell
