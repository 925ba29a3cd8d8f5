// SPDX-License-Identifier: Apache-2.0
#include "rule/spot.h"

#include <algorithm>

#include "text/utf8.h"

namespace fabriclint {
namespace {

std::string text_of(const Found& found) {
  if (found.state == State::absent) return "not set";
  if (found.state == State::unknown) return "not known";
  return clipped(found.value->text());
}

// The last witness counts: conditions are evaluated in the order applies, then violated, and what is violated is what the finding is about.
template <typename Fits>
const Witness* last_witness(const std::vector<Witness>& witnesses, bool with_item, Fits fits) {
  const auto found = std::find_if(witnesses.rbegin(), witnesses.rend(),
                                  [&](const Witness& witness) { return fits(witness) && (!with_item || witness.item); });
  return found == witnesses.rend() ? nullptr : &*found;
}

const Witness* witness_of(const std::vector<Witness>& witnesses, const Setting* setting, bool with_item) {
  return last_witness(witnesses, with_item, [&](const Witness& witness) { return witness.setting == setting; });
}

const Witness* witness_of(const std::vector<Witness>& witnesses, const Path& path, bool with_item) {
  return last_witness(witnesses, with_item, [&](const Witness& witness) { return witness.path->text == path.text; });
}

void narrow(Spot& spot, const Witness* witness) {
  spot.item = spot.value;
  if (witness == nullptr || !witness->item) return;
  const TracedText& from = witness->item->from;
  spot.item = clipped(from.text());
  spot.instead = clipped(witness->item->instead);
  if (from.has_place()) spot.at = from.span();
}

Spot spot_at(const Setting& setting, const Witness* witness) {
  Spot spot;
  spot.at = place_of(setting);
  spot.path = setting.path;
  spot.name = last_part(setting.path);
  spot.value = setting.value.is_known() ? clipped(setting.value.text()) : "not known";
  const Span place = spot.at;
  narrow(spot, witness);
  const ModelPath* known = model_path_of(setting.path);
  if (known != nullptr && known->at_name) spot.at = place;
  return spot;
}

// The setting that a path or pattern leads to; null when there is none.
const Setting* setting_for(const Path& path, const std::vector<Witness>& witnesses, const Ground& ground, Evaluator& evaluator) {
  const std::vector<const Setting*> settings = evaluator.settings_at(path, ground);
  if (settings.empty()) return nullptr;
  if (path.kind == Path::Kind::pattern) {
    const Witness* witness = witness_of(witnesses, path, false);
    for (const Setting* setting : settings) {
      if (witness != nullptr && witness->setting == setting) return setting;
    }
  }
  return settings.front();
}

Spot anchor_of(const Path& path, const Ground& ground) {
  Spot spot;
  const Part* part = ground.part(path.scope);
  if (part == nullptr) part = &ground.own();
  const bool nowhere = path.kind == Path::Kind::fact || path.is_bound();
  const std::string where = path.kind == Path::Kind::pattern ? path.prefix : path.kind == Path::Kind::anchor ? path.text + "." : path.text;
  spot.at = nowhere ? ground.own().span : part->anchor(where);
  spot.path = path.text;
  spot.name = path.kind == Path::Kind::anchor ? path.text : std::string(last_part(path.text));
  spot.value = spot.item = "not set";
  spot.exists = false;
  return spot;
}

}  // namespace

Span place_of(const Setting& setting) {
  const ModelPath* known = model_path_of(setting.path);
  if (known != nullptr && known->at_name && !setting.origin.key.empty()) return setting.origin.key;
  // A value that came through a reference is mended where it is written, not where it is referred to.
  const std::vector<TracedText>& items = setting.value.items;
  if (items.size() == 1 && items.front().has_place()) return items.front().span();
  if (!setting.origin.value.empty()) return setting.origin.value;
  return setting.origin.key;
}

std::string clipped(std::string_view text) {
  constexpr std::size_t kMost = 200;
  if (text.size() <= kMost) return std::string(text);
  std::size_t end = kMost;
  while (end > 0 && utf8::is_continuation(text[end])) --end;
  return std::string(text.substr(0, end)) + "...";
}

Spot find_spot(const std::vector<Path>& paths, const std::vector<Witness>& witnesses, const Ground& ground, Evaluator& evaluator) {
  for (const Path& path : paths) {
    if (path.kind == Path::Kind::anchor) return anchor_of(path, ground);
    if (path.kind == Path::Kind::fact) {
      const FactReason& reason = evaluator.reason(path.fact, ground);
      if (reason.at.empty()) continue;
      const std::string value = clipped(evaluator.fact(path.fact, ground).value->text());
      Spot spot{.at = reason.at, .path = reason.path, .name = reason.name, .value = value, .item = {}};
      narrow(spot, witness_of(witnesses, path, true));
      return spot;
    }
    const Setting* setting = setting_for(path, witnesses, ground, evaluator);
    if (setting == nullptr) continue;
    Spot spot = spot_at(*setting, witness_of(witnesses, setting, true));
    if (path.kind == Path::Kind::bound_name && !setting->origin.key.empty()) spot.at = setting->origin.key;
    if (spot.at == Span()) spot.at = anchor_of(path, ground).at;  // a default: no file holds it
    return spot;
  }
  if (paths.empty()) {
    Spot spot;
    spot.at = ground.own().span;
    spot.name = ground.own().name;
    return spot;
  }
  return anchor_of(paths.front(), ground);
}

std::string render(const Message& message, const Speech& speech, Evaluator& evaluator) {
  using Kind = Message::Part::Kind;
  static const std::vector<Witness> kNone;
  const std::vector<Witness>& witnesses = speech.witnesses == nullptr ? kNone : *speech.witnesses;
  std::string text;
  for (const Message::Part& part : message.parts) {
    const Ground* end = part.end < speech.ends.size() ? speech.ends[part.end] : nullptr;
    const Ground& ground = end != nullptr ? *end : speech.ground;
    switch (part.kind) {
      case Kind::text:
        text += part.text;
        break;
      case Kind::at_name:
        text += speech.spot->name;
        break;
      case Kind::at_value:
        text += speech.spot->value;
        break;
      case Kind::at_item:
        text += speech.spot->item;
        break;
      case Kind::at_instead:
        text += speech.spot->instead;
        break;
      case Kind::problem:
        text += speech.problem;
        break;
      case Kind::because:
        text += evaluator.reason(part.path.fact, ground).because;
        break;
      case Kind::value:
        if (part.path.kind == Path::Kind::bound_name) {
          text += ground.bound == nullptr ? std::string_view() : last_part(ground.bound->path);
        } else if (part.path.kind == Path::Kind::pattern) {
          const Setting* setting = setting_for(part.path, witnesses, ground, evaluator);
          text += setting == nullptr ? "not set" : spot_at(*setting, nullptr).value;
        } else {
          text += text_of(evaluator.look_up(part.path, ground));
        }
        break;
    }
  }
  return text;
}

std::string render(const Wording& wording, const Speech& speech, Evaluator& evaluator) {
  using Kind = Message::Part::Kind;
  const auto stands = [&](const Message::Part& part) {
    if (part.kind == Kind::at_instead) return !speech.spot->instead.empty();
    if (part.kind != Kind::value || part.path.kind != Path::Kind::variable) return true;
    return evaluator.look_up(part.path, speech.ground).state == State::known;
  };
  const auto chosen = std::find_if(wording.begin(), wording.end(),
                                   [&](const Message& message) { return std::all_of(message.parts.begin(), message.parts.end(), stands); });
  return chosen == wording.end() ? std::string() : render(*chosen, speech, evaluator);
}

}  // namespace fabriclint
