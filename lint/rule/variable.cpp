// SPDX-License-Identifier: Apache-2.0
#include "rule/variable.h"

#include <array>
#include <string>
#include <utility>

#include "rule/match.h"
#include "rule/path.h"

namespace fabriclint {
namespace {

using Property = VariableProperty;

Value absent_if_empty(const std::string& text) {
  return text.empty() ? Value{} : Value::known(TracedText::made(text));
}

const Value& yes_or_no(bool value) {
  static const Value kYes = Value::known(TracedText::made("true"));
  static const Value kNo = Value::known(TracedText::made("false"));
  return value ? kYes : kNo;
}

}  // namespace

std::span<const VariablePropertyName> variable_properties() {
  static constexpr std::array<VariablePropertyName, 17> kProperties = {{
      {"known", Property::known, "true when the catalogue lists it, else false"},
      {"library", Property::library, "the library that lists it; of an unlisted one, the library whose prefix its name has"},
      {"type", Property::type, "the grammar of its value"},
      {"problem", Property::problem, "what is wrong with the value, as a clause; absent when it is legal"},
      {"problem-kind", Property::problem_kind,
       "boolean, integer, range, enum, list, size, number, time, name, json; absent when it is legal"},
      {"expects", Property::expects, "the legal values in words"},
      {"instead", Property::instead, "what to write instead of an illegal value, where that is certain"},
      {"invalid", Property::invalid, "what its reader does with an illegal value: fatal, default, ignored, misread"},
      {"default", Property::otherwise, "its default"},
      {"summary", Property::summary, "what it is for"},
      {"dead", Property::dead, "why it has no effect"},
      {"replaced-by", Property::replaced_by, "the variable to use now"},
      {"since", Property::since, "the first release that reads it"},
      {"until", Property::until, "the first release that does not read it any more"},
      {"critical", Property::critical, "true when it decides whether the fabric is used, else false; absent when it is not listed"},
      {"read-by", Property::read_by, "who reads it"},
      {"similar", Property::similar,
       "of an unlisted name: the nearest listed one, at most two letters apart, of a library that is complete"},
  }};
  return kProperties;
}

std::string_view variable_of(std::string_view path) {
  constexpr std::string_view kNamespace = "env.";
  return path.starts_with(kNamespace) ? path.substr(kNamespace.size()) : std::string_view();
}

VariableView::VariableView(const Setting& setting, const Vocabulary& vocabulary) : setting_(setting), vocabulary_(vocabulary) {
  name_ = variable_of(setting.path);
  if (!name_.empty()) entry_ = vocabulary.catalogue.find(name_);
}

const Value& VariableView::ask(VariableProperty property) {
  static const Value kAbsent;
  if (property == Property::known) return yes_or_no(entry_ != nullptr);
  if (property == Property::critical && entry_ != nullptr) return yes_or_no(entry_->critical);
  if (const auto value = values_.find(property); value != values_.end()) return value->second;
  Value value = compute(property);
  // Most are absent, and computing that again is cheap, but for the names that are compared.
  if (value.state == State::absent && property != Property::similar) return kAbsent;
  return values_.emplace(property, std::move(value)).first->second;
}

const std::shared_ptr<const DecodedItem>& VariableView::culprit() {
  return judged().culprit;
}

const VariableView::Judged& VariableView::judged() {
  if (judged_ == nullptr) judged_ = std::make_unique<const Judged>(judge());
  return *judged_;
}

VariableView::Judged VariableView::judge() const {
  Judged result;
  if (entry_ == nullptr || !setting_.value.is_known() || setting_.value.items.size() != 1) return result;
  const TracedText& text = setting_.value.items.front();
  if (text.size() > kLongestJudged) return result;
  result.mistake = judge_value(text, *entry_);
  if (result.mistake && result.mistake->element) {
    const Mistake& mistake = *result.mistake;
    result.culprit = std::make_shared<const DecodedItem>(DecodedItem{mistake.element->text(), *mistake.element, mistake.instead});
  }
  return result;
}

Value VariableView::compute(VariableProperty property) {
  if (property == Property::similar) return absent_if_empty(vocabulary_.catalogue.similar(name_).value_or(""));
  if (property == Property::library) {
    if (entry_ != nullptr) return absent_if_empty(entry_->library);
    const auto* library = vocabulary_.catalogue.library_of(name_);
    return library == nullptr ? Value{} : absent_if_empty(library->first);
  }
  if (entry_ == nullptr) return {};
  switch (property) {
    case Property::problem:
    case Property::problem_kind:
    case Property::instead: {
      if (entry_->type == nullptr || !entry_->type->judges()) return {};
      if (setting_.value.state == State::unknown) return setting_.value;
      const std::optional<Mistake>& mistake = judged().mistake;
      if (!mistake) return {};
      return absent_if_empty(property == Property::problem   ? mistake->clause
                             : property == Property::instead ? mistake->instead
                                                             : mistake->kind);
    }
    case Property::type:
      return absent_if_empty(entry_->type == nullptr ? "" : std::string(entry_->type->name));
    case Property::expects:
      return absent_if_empty(expects_of(*entry_));
    case Property::invalid:
      return absent_if_empty(entry_->invalid);
    case Property::otherwise:
      return absent_if_empty(entry_->otherwise);
    case Property::summary:
      return absent_if_empty(entry_->summary);
    case Property::dead:
      return absent_if_empty(entry_->dead);
    case Property::replaced_by:
      return absent_if_empty(entry_->replaced_by);
    case Property::since:
      return absent_if_empty(entry_->since);
    case Property::until:
      return absent_if_empty(entry_->until);
    case Property::read_by:
      return absent_if_empty(entry_->read_by);
    case Property::known:
    case Property::critical:
    case Property::library:
    case Property::similar:
      break;
  }
  return {};
}

}  // namespace fabriclint
