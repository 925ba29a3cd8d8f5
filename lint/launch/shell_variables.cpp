// SPDX-License-Identifier: Apache-2.0
#include "launch/shell_variables.h"

#include <algorithm>
#include <utility>

#include "launch/shell_names.h"
#include "launch/shell_syntax.h"

namespace fabriclint::shell {
namespace {

// `set -a` is kept as if it were a variable, so that branches, subshells and functions treat it alike; no variable can have this name.
constexpr const char* kExportAll = "-a";

constexpr const char* kAnyCall = "the script sets it, and calls the function at a time that is not followed";
constexpr const char* kPerhapsExported = "only some ways through the script export it";

bool same_text(const HoledText& a, const HoledText& b) {
  return a.is_known() && b.is_known() && a.text.text() == b.text.text();
}

}  // namespace

bool Variable::same_value(const Variable& other) const {
  if (set != other.set || exported != other.exported || array != other.array) return false;
  return array ? std::equal(elements.begin(), elements.end(), other.elements.begin(), other.elements.end(), same_text)
               : same_text(value, other.value);
}

bool Variables::hidden(const std::string& name, std::uint64_t order) const {
  return hidden_names_ != nullptr && order <= hidden_before_ && hidden_names_->contains(name);
}

const Variable* Variables::find(const std::string& name) {
  const auto own = own_.find(name);
  const std::uint64_t order = own == own_.end() ? 0 : own->second.order;
  if (!hidden(name, order)) {
    if (own != own_.end()) return own->second.set ? &own->second : nullptr;
    const auto found = environment_->find(name);
    if (found == environment_->end() || found->second.value.state == State::absent) return nullptr;
    scratch_ = {};
    scratch_.exported = Export::yes;
    scratch_.value = holed(found->second.value, found->second.origin.value);
    scratch_.value_span = found->second.origin.value;
    return &scratch_;
  }
  const Export exported = exported_now(name);
  const Span where = own == own_.end() ? Span{} : own->second.value_span;
  scratch_ = {};
  scratch_.exported = exported;
  scratch_.value.append_hole(kAnyCall, false, where);
  scratch_.value_span = where;
  return &scratch_;
}

const std::string* Variables::gap(std::string_view name) const {
  const std::string path = "env." + std::string(name);
  for (const Gap& gap : *gaps_) {
    if (path.starts_with(gap.prefix)) return &gap.why;
  }
  return nullptr;
}

void Variables::write(const std::string& name, std::optional<Variable> variable) {
  Change change{name, std::nullopt};
  const auto own = own_.find(name);
  if (own != own_.end()) change.before = std::move(own->second);
  journal_.push_back(std::move(change));
  if (!variable) {
    if (own != own_.end()) own_.erase(own);
    return;
  }
  variable->order = ++order_;
  if (own != own_.end()) {
    own->second = std::move(*variable);
  } else {
    own_.emplace(name, std::move(*variable));
  }
}

bool Variables::in_environment(const std::string& name) const {
  const auto found = environment_->find(name);
  return found != environment_->end() && found->second.value.state != State::absent;
}

// In a function: by a command outside it.
bool Variables::may_be_exported_elsewhere(const std::string& name) const {
  return hidden_names_ != nullptr &&
         (in_environment(name) || hidden_names_->contains(exported_mark(name)) || hidden_names_->contains(kExportAll));
}

Export Variables::exported_now(const std::string& name) const {
  const auto own = own_.find(name);
  const Export exported = own != own_.end() ? own->second.exported : in_environment(name) ? Export::yes : Export::no;
  const std::uint64_t order = own == own_.end() ? 0 : own->second.order;
  if (order > hidden_before_ || !may_be_exported_elsewhere(name)) return exported;
  if (exported == Export::yes && !hidden_names_->contains(unset_mark(name))) return exported;
  return Export::perhaps;
}

Export Variables::exported_when_set(const std::string& name) {
  const Export exported = exported_now(name);
  const Variable* all = find(kExportAll);
  if (exported == Export::yes || all == nullptr || (all->value.is_known() && all->value.text.empty())) return exported;
  return all->value.is_known() ? Export::yes : Export::perhaps;
}

void Variables::set(const std::string& name, Variable variable) {
  variable.exported = exported_when_set(name);
  write(name, std::move(variable));
}

void Variables::set_exported(const std::string& name, Variable variable) {
  variable.exported = Export::yes;
  write(name, std::move(variable));
}

void Variables::forget_perhaps_exported(const std::string& name, const std::string& why, Span where, bool unset) {
  Variable variable;
  variable.value.append_hole(why, false, where);
  variable.name_span = where;
  variable.value_span = where;
  variable.exported = !unset && exported_when_set(name) == Export::yes ? Export::yes : Export::perhaps;
  write(name, std::move(variable));
}

void Variables::forget_export(const std::string& name, const std::string& why) {
  if (exported_now(name) != Export::yes) forget_perhaps_exported(name, why, {});
}

void Variables::unset(const std::string& name, Span name_span, Span where) {
  Variable variable;
  variable.set = false;
  variable.name_span = name_span;
  variable.value_span = where;
  write(name, std::move(variable));  // what it is set to later is not exported
}

void Variables::export_all(bool on) {
  Variable variable;
  if (on) variable.value = HoledText(TracedText::made("on"));
  write(kExportAll, std::move(variable));
}

void Variables::forget(const std::string& name, const std::string& why, Span where) {
  Variable variable;
  variable.value.append_hole(why, false, where);
  variable.name_span = where;
  variable.value_span = where;
  set(name, std::move(variable));
}

Variable Variables::as_it_is(const std::string& name) {
  if (const Variable* now = find(name)) return *now;
  Variable none;
  none.set = false;
  return none;
}

void Variables::export_name(const std::string& name, Span name_span) {
  if (exported_now(name) == Export::yes) return;
  Variable variable = as_it_is(name);
  variable.exported = Export::yes;
  if (variable.name_span.empty()) variable.name_span = name_span;
  write(name, std::move(variable));
}

void Variables::unexport(const std::string& name, Span name_span) {
  if (exported_now(name) == Export::no) return;
  Variable variable = as_it_is(name);
  variable.exported = Export::no;
  variable.name_span = name_span;
  write(name, std::move(variable));
}

Variables::Changes Variables::take_back(std::size_t mark) {
  Changes changes;
  while (journal_.size() > mark) {
    Change change = std::move(journal_.back());
    journal_.pop_back();
    const auto own = own_.find(change.name);
    std::optional<Variable> now;
    if (own != own_.end()) now = std::move(own->second);
    changes.try_emplace(change.name, std::move(now));
    if (change.before) {
      if (own != own_.end()) {
        own->second = std::move(*change.before);
      } else {
        own_.emplace(change.name, std::move(*change.before));
      }
    } else if (own != own_.end()) {
      own_.erase(own);
    }
  }
  return changes;
}

void Variables::one_of(std::size_t ways, bool complete, const std::function<void(std::size_t)>& way, const std::string& why) {
  struct Outcome {
    std::optional<Variable> value;
    std::size_t count = 0;
    bool agreed = true;
    std::optional<Export> exported;  // when all ways agree on it so far, or `perhaps`
  };
  const auto join = [](std::optional<Export>& joined, Export exported) {
    if (!joined) joined = exported;
    if (*joined != exported) joined = Export::perhaps;
  };
  std::map<std::string, Outcome> outcomes;
  for (std::size_t n = 0; n < ways; ++n) {
    const std::size_t mark = journal_.size();
    way(n);
    for (auto& [name, value] : take_back(mark)) {
      Outcome& outcome = outcomes[name];
      if (value) join(outcome.exported, value->exported);
      if (outcome.count++ == 0) {
        outcome.value = std::move(value);
      } else if (outcome.agreed) {
        outcome.agreed = value && outcome.value && value->same_value(*outcome.value);
      }
    }
  }
  for (auto& [name, outcome] : outcomes) {
    if (outcome.count < ways || !complete) {  // some ways leave it as it was
      join(outcome.exported, exported_now(name));
      const Variable* before = find(name);
      outcome.agreed = outcome.agreed && before != nullptr && outcome.value && before->same_value(*outcome.value);
    }
    if (outcome.agreed) {
      write(name, std::move(outcome.value));
      continue;
    }
    Variable unknown;
    unknown.exported = outcome.exported.value_or(Export::perhaps);
    if (outcome.value) {
      unknown.name_span = outcome.value->name_span;
      unknown.value_span = outcome.value->value_span;
    }
    unknown.value.append_hole(why, false, unknown.value_span);
    write(name, std::move(unknown));
  }
}

void Variables::perhaps(const std::function<void()>& way, const std::string& why) {
  one_of(
      1, false, [&](std::size_t) { way(); }, why);
}

void Variables::aside(const std::function<void()>& way) {
  const std::size_t mark = journal_.size();
  way();
  take_back(mark);
}

void Variables::in_function(const std::set<std::string>& anywhere, const std::function<void()>& body) {
  const std::set<std::string>* outer_names = std::exchange(hidden_names_, &anywhere);
  const std::uint64_t outer_before = std::exchange(hidden_before_, order_);
  perhaps(body, "it is set in a function");
  hidden_names_ = outer_names;
  hidden_before_ = outer_before;
}

std::vector<Assignment> Variables::exported() {
  std::vector<std::pair<std::uint64_t, Assignment>> ordered;
  for (const auto& [name, variable] : own_) {
    const Export exported = exported_now(name);
    const bool gone = !variable.set || exported == Export::no || variable.array;
    const bool is_hidden = hidden(name, variable.order);
    if (gone && !in_environment(name) && !(is_hidden && exported != Export::no)) continue;
    Assignment assignment;
    assignment.name = name;
    assignment.name_span = variable.name_span;
    assignment.exported = true;
    if (is_hidden) {
      const Variable* unknown = find(name);
      assignment.value = unknown->value.to_word(unknown->value_span);
    } else if (gone) {
      assignment.unset = true;
      assignment.value.span = variable.value_span;
    } else if (exported == Export::perhaps) {
      HoledText unknown;
      unknown.append_hole(kPerhapsExported, false, variable.value_span);
      assignment.value = unknown.to_word(variable.value_span);
    } else {
      assignment.value = variable.value.to_word(variable.value_span);
    }
    ordered.emplace_back(variable.order, std::move(assignment));
  }
  add_hidden(ordered);
  std::sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Assignment> assignments;
  assignments.reserve(ordered.size());
  for (auto& entry : ordered) assignments.push_back(std::move(entry.second));
  return assignments;
}

// In a function: what the script sets and exports elsewhere, perhaps before it calls this.
void Variables::add_hidden(std::vector<std::pair<std::uint64_t, Assignment>>& ordered) {
  if (hidden_names_ == nullptr) return;
  for (const std::string& name : *hidden_names_) {
    if (!is_name(name) || own_.contains(name) || !may_be_exported_elsewhere(name)) continue;
    Assignment assignment;
    assignment.name = name;
    assignment.exported = true;
    const Variable* unknown = find(name);
    assignment.value = unknown->value.to_word(unknown->value_span);
    ordered.emplace_back(0, std::move(assignment));
  }
}

Variables Variables::child() const {
  Variables inner(*environment_, *gaps_);
  inner.order_ = order_;
  for (const auto& [name, variable] : own_) {
    const Export exported = exported_now(name);
    Variable passed = variable;
    if (!variable.set || exported == Export::no || variable.array) {
      if (!in_environment(name)) continue;
      passed = {};
      passed.set = false;
      passed.order = variable.order;
      passed.name_span = variable.name_span;
      passed.value_span = variable.value_span;
    } else if (exported == Export::perhaps) {
      passed.value = {};
      passed.value.append_hole(kPerhapsExported, false, variable.value_span);
    }
    // Its value may be none, and then the child has no such variable.
    if (!passed.value.is_known()) passed.exported = Export::perhaps;
    inner.own_.emplace(name, std::move(passed));
  }
  inner.hidden_names_ = hidden_names_;
  inner.hidden_before_ = hidden_before_;
  return inner;
}

}  // namespace fabriclint::shell
