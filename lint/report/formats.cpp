// SPDX-License-Identifier: Apache-2.0
#include "report/formats.h"

#include <array>

#include "report/concise.h"
#include "report/github.h"
#include "report/github_review.h"
#include "report/gitlab.h"
#include "report/json.h"
#include "report/junit.h"
#include "report/rdjson.h"
#include "report/sarif.h"
#include "report/text.h"

namespace fabriclint {
namespace {

constexpr std::array kFormats = {
    Format{"text", "source lines with the exact words underlined, and a summary", write_text},
    Format{"concise", "one line per finding: file:line:column: level[rule] message", write_concise},
    Format{"json", "everything a run knows, for scripts; docs/formats.md says what stays", write_json},
    Format{"sarif", "SARIF 2.1.0, for GitHub code scanning and other viewers", write_sarif},
    Format{"github", "workflow commands, for annotations in GitHub Actions", write_github},
    Format{"github-review", "a pull request review with comments, for GitHub's API; with --diff or --diff-base", write_github_review, true},
    Format{"rdjson", "Reviewdog Diagnostic Format, for review comments with suggestions", write_rdjson},
    Format{"gitlab", "a Code Quality report, for GitLab merge requests", write_gitlab},
    Format{"junit", "JUnit XML, for the test pages of CI servers", write_junit},
};

}  // namespace

std::span<const Format> formats() {
  return kFormats;
}

const Format* format_named(std::string_view name) {
  for (const Format& format : kFormats) {
    if (format.name == name) return &format;
  }
  return nullptr;
}

}  // namespace fabriclint
