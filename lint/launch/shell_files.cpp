// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <optional>

#include "launch/shell_names.h"
#include "launch/shell_script.h"

namespace fabriclint::shell {
namespace {

// Commands that change no file that they name.
constexpr std::array<std::string_view, 9> kInspectors = {"[", "[[", "cat", "chmod", "echo", "head", "ls", "printf", "test"};
constexpr std::size_t kMostFiles = 16;

}  // namespace

Word ScriptRun::content_of(const HereDocument& document) {
  const std::string_view lines = text_.substr(document.begin, document.end - document.begin);
  Word word;
  word.span = expansion().span(document.begin, document.end);
  if (!document.literal && lines.find_first_of("$`\\") != std::string_view::npos) {
    word.unknown = "the script writes it with variables in it";
    return word;
  }
  if (!document.strips_tabs) return script_.slice(document.begin, document.end).to_word(word.span);
  HoledText stripped;
  for (std::size_t at = document.begin; at < document.end;) {
    const std::size_t end = std::min<std::size_t>(text_.find('\n', at), document.end - 1) + 1;
    stripped.append(script_.slice(std::min(text_.find_first_not_of('\t', at), end), end));
    at = end;
  }
  return stripped.to_word(word.span);
}

void ScriptRun::write_files(const Command& command, const std::vector<Field>& words) {
  const std::string_view name = command_name(command, text_);
  const HereDocument* document = nullptr;
  std::optional<std::string> path;
  bool writes = name == "tee" && words.size() == 2;
  if (writes && words[1].text.is_known()) path = words[1].text.text.text();
  for (const Redirection& redirection : command.redirections) {
    if (redirection.kind == Redirection::Kind::here) {
      document = &parsed_->here_documents[redirection.here_document];
      continue;
    }
    const HoledText target = expansion().text(redirection.target);
    if (!target.is_known()) continue;
    forget_file(target.text.text());
    if (name != "cat" || words.size() != 1 || redirection.kind != Redirection::Kind::writes) continue;
    path = target.text.text();
    writes = true;
  }
  if (writes && path && document != nullptr && doubts_ == 0 && line_.files_.size() < kMostFiles && !written_by_compound(*path)) {
    line_.files_.insert_or_assign(*path, content_of(*document));
  } else if (std::find(kInspectors.begin(), kInspectors.end(), name) == kInspectors.end()) {
    for (const Field& word : words) {
      for (auto& [known, content] : line_.files_) {
        if (word.text.text.text().find(known) != std::string::npos) content = changed_file(content.span);
      }
    }
  }
}

bool ScriptRun::written_by_compound(const std::string& path) const {
  return std::any_of(parsed_->compound.begin(), parsed_->compound.end(), [&](const Redirection& redirection) {
    const WordSyntax& target = redirection.target;
    return text_.substr(target.begin, target.end - target.begin).find(path) != std::string_view::npos;
  });
}

void ScriptRun::forget_file(const std::string& path) {
  const auto file = line_.files_.find(path);
  if (file != line_.files_.end()) {
    file->second = changed_file(file->second.span);
  } else if (line_.files_.size() < kMostFiles) {
    line_.files_.emplace(path, changed_file({}));
  }
}

Word ScriptRun::changed_file(Span span) {
  Word word;
  word.unknown = "the script writes it when it runs";
  word.span = span;
  return word;
}

}  // namespace fabriclint::shell
