// SPDX-License-Identifier: Apache-2.0
// One finding in Markdown, for a review on GitHub. Values of the manifest and file names come from strangers who would like the bot to
// speak for them: all of it is code or escaped (sentence.h), and cut, so that no comment comes near GitHub's limit.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "finding/finding.h"
#include "report/line_edit.h"
#include "report/report.h"
#include "text/source.h"

namespace fabriclint {

// What is said at the line itself: what is wrong, what to write, what shows it.
[[nodiscard]] std::string comment_text(const Finding& finding, const Report& report);

// One line of a list: with the place, shorter.
[[nodiscard]] std::string list_entry(const Finding& finding, const Report& report);

// The fix of a finding as one replacement of whole lines, those between its edits included: what GitHub offers to commit. Nothing when
// there is no fix, or a reader could not see what it does.
[[nodiscard]] std::optional<LineEdit> suggestion_of(const Finding& finding, const SourceSet& sources);

// The fenced block whose content GitHub puts in the place of the commented lines.
[[nodiscard]] std::string suggestion_block(std::string_view lines);

}  // namespace fabriclint
