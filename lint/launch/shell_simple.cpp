// SPDX-License-Identifier: Apache-2.0
#include "launch/shell_simple.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

namespace fabriclint::shell {
// The line break at the cursor and the here-documents that begin after it.
void SimpleReader::line_break() {
  std::size_t next = at() + 1;
  for (const Awaited& awaited : awaited_) {
    HereDocument& document = here_documents[awaited.document];
    document.begin = offset(std::min(next, text().size()));
    document.end = offset(text().size());
    while (next < text().size()) {
      const std::size_t end = std::min(text().find('\n', next), text().size());
      std::string_view line = text().substr(next, end - next);
      if (document.strips_tabs) line.remove_prefix(std::min(line.find_first_not_of('\t'), line.size()));
      if (line == awaited.end) document.end = offset(next);
      next = std::min(end + 1, text().size());
      if (line == awaited.end) break;
    }
  }
  awaited_.clear();
  move_to(next);
}

void SimpleReader::skip_line_breaks() {
  for (skip_blanks(); peek() == '\n' && !at_end(); skip_blanks()) line_break();
}

void SimpleReader::skip_separators() {
  skip_line_breaks();
  while (peek() == ';' && peek(1) != ';' && peek(1) != '&' && !at_end()) {
    move_to(at() + 1);
    skip_line_breaks();
  }
}

void SimpleReader::close_parenthesis() {
  skip_separators();
  if (failed()) return;
  if (peek() != ')') return fail("a ')' is missing in it", at());
  move_to(at() + 1);
}

Command SimpleReader::simple() {
  Command read;
  while (!at_end()) {
    skip_blanks();
    if (redirection(read.redirections)) continue;
    if (peek() == '(' && read.arguments.size() == 1 && read.assignments.empty()) {
      move_to(at() + 1);
      close_parenthesis();
      const WordSyntax& name = read.arguments.front().word;
      Command function;
      function.kind = Command::Kind::function;
      function.variable = text().substr(name.begin, name.end - name.begin);
      return function;
    }
    if (peek() == '(') {
      fail("it cannot be read as a shell script", at());
      break;
    }
    Argument argument;
    AssignmentSyntax assignment;
    if (assigns(assignment)) {
      argument.word.begin = assignment.name_begin;
      if (!value_of(assignment, argument.word)) break;
      if (read.arguments.empty()) {
        read.assignments.push_back(std::move(assignment));
        continue;
      }
      argument.assignment.push_back(std::move(assignment));
    } else if (!word(argument.word)) {
      break;
    }
    read.arguments.push_back(std::move(argument));
  }
  return read;
}

// NAME= or NAME+= at the cursor.
bool SimpleReader::assigns(AssignmentSyntax& assignment) const {
  const std::size_t begin = at();
  std::size_t end = begin;
  while (end < text().size() && is_name_part(text()[end])) ++end;
  if (!is_name(text().substr(begin, end - begin))) return false;
  assignment.name_begin = offset(begin);
  assignment.name_end = offset(end);
  assignment.append = end < text().size() && text()[end] == '+';
  if (assignment.append) ++end;
  return end < text().size() && text()[end] == '=';
}

// The value behind the name at the cursor, and the whole as a word.
bool SimpleReader::value_of(AssignmentSyntax& assignment, WordSyntax& whole) {
  move_to(assignment.name_end + (assignment.append ? 2U : 1U));
  const std::size_t begin = at();
  if (peek() == '(') {
    move_to(begin + 1);
    assignment.array = true;
    for (skip_line_breaks(); !at_end() && peek() != ')'; skip_line_breaks()) {
      WordSyntax element;
      if (!word(element)) break;
      assignment.values.push_back(std::move(element));
    }
    close_parenthesis();
    whole.end = offset(at());
    return !failed();
  }
  WordSyntax value;
  word(value);
  value.begin = offset(begin);
  value.end = offset(at());
  whole.end = value.end;
  Part name;
  name.begin = assignment.name_begin;
  name.end = offset(begin);
  whole.parts.push_back(std::move(name));
  whole.parts.insert(whole.parts.end(), value.parts.begin(), value.parts.end());
  assignment.values.push_back(std::move(value));
  return !failed();
}

void SimpleReader::redirections() {
  for (skip_blanks(); redirection(compound); skip_blanks()) {
  }
}

// `2>&1`, `>> file`, `<<EOF`, `&> file`: leads neither to a word nor to an assignment.
bool SimpleReader::redirection(std::vector<Redirection>& kept) {
  const std::size_t begin = at();
  std::size_t next = begin;
  while (next < text().size() && text()[next] >= '0' && text()[next] <= '9') ++next;
  if (next == begin && next + 1 < text().size() && text()[next] == '&' && text()[next + 1] == '>') ++next;
  if (next >= text().size() || (text()[next] != '<' && text()[next] != '>')) return false;
  const std::string_view rest = text().substr(next);
  if ((rest.starts_with("<(") || rest.starts_with(">(")) && next == begin) return false;
  const char second = rest.size() > 1 ? rest[1] : '\0';
  std::optional<Redirection> redirection;
  HereDocument document;
  if (rest.starts_with("<<<")) {
    next += 3;
  } else if (rest.starts_with("<<")) {
    redirection = Redirection{.kind = Redirection::Kind::here, .target = {}};
    document.strips_tabs = rest.starts_with("<<-");
    next += document.strips_tabs ? 3 : 2;
  } else {
    if (rest[0] == '>' || second == '>') {  // `>`, `>|`, `&>`, `>&`; `<>` leaves what stands there
      redirection = Redirection{.kind = second == '>' ? Redirection::Kind::appends : Redirection::Kind::writes, .target = {}};
    }
    next += second == '>' || second == '&' || second == '|' ? 2 : 1;
  }
  move_to(next);
  skip_blanks();
  WordSyntax target;
  if (!word(target)) {
    fail("a redirection in it leads nowhere", begin);
    return false;
  }
  if (!redirection) return true;
  if (redirection->kind == Redirection::Kind::here) {
    document.literal = text().substr(target.begin, target.end - target.begin).find_first_of("\\'\"") != std::string_view::npos;
    redirection->here_document = offset(here_documents.size());
    awaited_.push_back({unquoted(target), redirection->here_document});
    here_documents.push_back(document);
  }
  redirection->target = std::move(target);
  kept.push_back(*std::move(redirection));
  return true;
}

// The literal text of the word that ends a here-document; expansions in it are text.
std::string SimpleReader::unquoted(const WordSyntax& word) const {
  std::string plain;
  for (const Part& part : word.parts) plain += text().substr(part.begin, part.end - part.begin);
  return plain;
}

}  // namespace fabriclint::shell
