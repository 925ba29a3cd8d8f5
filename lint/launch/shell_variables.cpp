// SPDX-License-Identifier: Apache-2.0
#include "launch/shell_variables.h"

#include <algorithm>
#include <utility>

namespace fabriclint::shell {
namespace {

constexpr const char* kAnyCall = "the script sets it, and calls the function at a time that is not followed";

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
    scratch_.exported = true;
    scratch_.value = holed(found->second.value, found->second.origin.value);
    scratch_.value_span = found->second.origin.value;
    return &scratch_;
  }
  const bool exported = (own != own_.end() && own->second.exported) || environment_->contains(name);
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

void Variables::set(const std::string& name, Variable variable) {
  const auto own = own_.find(name);
  const bool was_exported = own != own_.end() ? own->second.exported : environment_->contains(name);
  variable.exported = variable.exported || was_exported || exports_all_;
  write(name, std::move(variable));
}

void Variables::forget(const std::string& name, const std::string& why, Span where) {
  Variable variable;
  variable.value.append_hole(why, false, where);
  variable.name_span = where;
  variable.value_span = where;
  set(name, std::move(variable));
}

void Variables::export_name(const std::string& name, Span name_span) {
  const auto own = own_.find(name);
  if (own == own_.end() || own->second.exported) return;  // what the environment has is exported already
  Variable variable = own->second;
  variable.exported = true;
  if (variable.name_span.empty()) variable.name_span = name_span;
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
    bool exported = false;
  };
  std::map<std::string, Outcome> outcomes;
  for (std::size_t n = 0; n < ways; ++n) {
    const std::size_t mark = journal_.size();
    way(n);
    for (auto& [name, value] : take_back(mark)) {
      Outcome& outcome = outcomes[name];
      outcome.exported = outcome.exported || (value && value->exported);
      if (outcome.count++ == 0) {
        outcome.value = std::move(value);
      } else if (outcome.agreed) {
        outcome.agreed = value && outcome.value && value->same_value(*outcome.value);
      }
    }
  }
  for (auto& [name, outcome] : outcomes) {
    if (outcome.agreed && (outcome.count < ways || !complete)) {  // some ways leave it as it was
      const Variable* before = find(name);
      outcome.agreed = before != nullptr && outcome.value && before->same_value(*outcome.value);
    }
    if (outcome.agreed) {
      write(name, std::move(outcome.value));
      continue;
    }
    Variable unknown;
    unknown.exported = outcome.exported;
    if (outcome.value) {
      unknown.name_span = outcome.value->name_span;
      unknown.value_span = outcome.value->value_span;
    }
    unknown.value.append_hole(why, false, unknown.value_span);
    set(name, std::move(unknown));
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
    if (!variable.exported || variable.array) continue;
    Assignment assignment;
    assignment.name = name;
    assignment.name_span = variable.name_span;
    assignment.exported = true;
    if (hidden(name, variable.order)) {
      const Variable* unknown = find(name);
      assignment.value = unknown->value.to_word(unknown->value_span);
    } else if (variable.set) {
      assignment.value = variable.value.to_word(variable.value_span);
    } else {
      assignment.unset = true;
      assignment.value.span = variable.value_span;
    }
    ordered.emplace_back(variable.order, std::move(assignment));
  }
  std::sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Assignment> assignments;
  assignments.reserve(ordered.size());
  for (auto& entry : ordered) assignments.push_back(std::move(entry.second));
  return assignments;
}

Variables Variables::child() const {
  Variables inner(*environment_, *gaps_);
  inner.order_ = order_;
  for (const auto& [name, variable] : own_) {
    if (variable.exported && !variable.array) inner.own_.emplace(name, variable);
  }
  inner.hidden_names_ = hidden_names_;
  inner.hidden_before_ = hidden_before_;
  return inner;
}

}  // namespace fabriclint::shell
