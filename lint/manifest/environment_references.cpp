// SPDX-License-Identifier: Apache-2.0
#include "manifest/environment_references.h"

#include <cstddef>
#include <optional>

#include "manifest/reference.h"

namespace fabriclint::manifest {

namespace {

constexpr std::string_view kEnv = "env.";

// The place of `$(NAME)`, whose name is a part of the text.
Span reference_to(std::string_view name, const TracedText& text) {
  const auto at = static_cast<std::size_t>(name.data() - text.text().data()) - 2;
  return text.span(at, at + name.size() + 3);
}

// Whether a place is in the value of a setting: no later entry replaced what stands there.
bool is_written_in(Span at, const Setting& setting) {
  const Span written = setting.origin.value;
  return at.source == written.source && written.begin <= at.begin && at.end <= written.end;
}

}  // namespace

void EnvironmentReferences::note_in_value(std::string_view variable, const yaml::Node* value) {
  if (value == nullptr || value->kind != yaml::Kind::scalar || value->value.find('$') == std::string::npos) return;
  const std::vector<ShellReference> references = shell_references(value->value);
  if (references.empty()) return;
  const std::optional<TracedText> text = reading_.text(value);
  if (!text || text->text() != value->value) return;
  for (const ShellReference& reference : references) {
    if (!reading_.spend(variable.size() + reference.name.size())) return;
    const auto at = static_cast<std::size_t>(reference.written.data() - value->value.data());
    const Span place = text->span(at, at + reference.written.size());
    const bool whole = reference.written.size() == value->value.size();
    if (variable == reference.name && whole) continue;
    as_in_shell_.emplace_back(reference.name, TracedText::decoded(variable, place));
  }
}

void EnvironmentReferences::note_in_config_map(std::string_view variable, const yaml::Node* value) {
  note_in_value(variable, value);
  if (value == nullptr || value->kind != yaml::Kind::scalar || value->value.find("$(") == std::string::npos) return;
  const std::optional<TracedText> text = reading_.text(value);
  if (!text || text->text() != value->value) return;
  for (const std::string_view name : kubernetes_references(text->text())) {
    if (!is_variable_name(name) || !reading_.spend(variable.size())) continue;
    in_config_map_.push_back(TracedText::decoded(variable, reference_to(name, *text)));
  }
}

void EnvironmentReferences::note_undefined(const Setting& setting, std::string_view reference) {
  const TracedText& text = setting.value.items.front();
  if (!reading_.spend(setting.path.size())) return;
  const std::string_view name = std::string_view(setting.path).substr(kEnv.size());
  undefined_.emplace_back(reference, TracedText::decoded(name, reference_to(reference, text)));
}

std::vector<TracedText> EnvironmentReferences::unresolved_in(const Environment& variables) const {
  std::vector<TracedText> unresolved;
  for (const auto& [reference, entry] : undefined_) {
    const auto own = variables.find(entry.text());
    const bool counts = own != variables.end() && is_written_in(entry.span(), own->second);
    if (counts && variables.contains(reference)) unresolved.push_back(entry);
  }
  return unresolved;
}

std::vector<TracedText> EnvironmentReferences::literal_in(const Environment& variables) const {
  std::vector<TracedText> literal;
  for (const TracedText& entry : in_config_map_) {
    const auto own = variables.find(entry.text());
    if (own != variables.end() && is_written_in(entry.span(), own->second)) literal.push_back(entry);
  }
  for (const auto& [reference, entry] : as_in_shell_) {
    const auto own = variables.find(entry.text());
    if (own == variables.end() || !is_written_in(entry.span(), own->second)) continue;
    const auto meant = variables.find(reference);
    if (meant == variables.end() && reference != entry.text()) continue;
    const bool filled_in = meant != own && meant != variables.end() && meant->second.value.why == kPlaceholderReason;
    if (!filled_in) literal.push_back(entry);
  }
  return literal;
}

}  // namespace fabriclint::manifest
