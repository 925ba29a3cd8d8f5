// SPDX-License-Identifier: Apache-2.0
#include "rule/message.h"

namespace fabriclint {

std::string template_of(const Message& message) {
  std::string out;
  for (const Message::Part& part : message.parts) {
    switch (part.kind) {
      case Message::Part::Kind::text:
        out += part.text;
        break;
      case Message::Part::Kind::value:
        out += "{" + part.path.text + "}";
        break;
      case Message::Part::Kind::because:
        out += "{" + part.path.text + ".because}";
        break;
      case Message::Part::Kind::at_name:
        out += "{name}";
        break;
      case Message::Part::Kind::at_value:
      case Message::Part::Kind::at_item:
        out += "{value}";
        break;
      case Message::Part::Kind::at_instead:
        out += "{instead}";
        break;
      case Message::Part::Kind::problem:
        out += "{problem}";
        break;
    }
  }
  return out;
}

}  // namespace fabriclint
