// SPDX-License-Identifier: Apache-2.0
#include "report/github_review.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "report/line_edit.h"
#include "report/posted.h"
#include "report/review.h"
#include "report/review_comment.h"
#include "text/counted.h"
#include "text/utf8.h"

namespace fabriclint {
namespace {

using Json = nlohmann::ordered_json;

// Where the comment of a finding stands.
struct Place {
  const ReviewFile* file = nullptr;
  LineRange lines;
  std::string suggestion;  // the block; empty: none
};

bool in_one_hunk(const ReviewFile& file, LineRange lines) {
  return std::any_of(file.hunks.begin(), file.hunks.end(),
                     [&](const LineRange& hunk) { return hunk.first <= lines.first && lines.last <= hunk.last; });
}

std::optional<Place> place_of(const Finding& finding, const Report& report) {
  const std::vector<std::optional<ReviewFile>>& files = report.review->files;
  const std::uint32_t index = finding.at.source.index;
  // JSON holds UTF-8, so a path of other bytes cannot be told to GitHub.
  if (index >= files.size() || !files[index] || utf8::first_invalid(files[index]->path) != files[index]->path.size()) return std::nullopt;
  const ReviewFile& file = *files[index];
  const Source& source = report.sources[finding.at.source];
  if (std::optional<LineEdit> edit = suggestion_of(finding, report.sources); edit && in_one_hunk(file, {edit->first, edit->last})) {
    return Place{&file, {edit->first, edit->last}, suggestion_block(edit->text)};
  }
  const std::uint32_t line = line_of(source, finding.at.begin);
  if (!in_one_hunk(file, {line, line})) return std::nullopt;
  return Place{&file, {line, line}, {}};
}

Json comment(const Finding* finding, const Place& place, const Report& report) {
  Json json;
  json["path"] = place.file->path;
  if (place.lines.first < place.lines.last) {
    json["start_line"] = place.lines.first;
    json["start_side"] = "RIGHT";
  }
  json["line"] = place.lines.last;
  json["side"] = "RIGHT";
  std::string body = comment_text(*finding, report);
  if (!place.suggestion.empty()) body += "\n\n" + place.suggestion;
  json["body"] = body + "\n\n" + marker({&finding->fingerprint, 1}, kMaxReviewBody);
  return json;
}

// "2 errors, 1 warning".
std::string by_level(const std::vector<const Finding*>& findings) {
  std::string text;
  for (const Level level : {Level::error, Level::warning, Level::note}) {
    const auto count = std::count_if(findings.begin(), findings.end(), [&](const Finding* finding) { return finding->level == level; });
    if (count > 0) text += (text.empty() ? "" : ", ") + counted(static_cast<std::size_t>(count), name_of(level));
  }
  return text;
}

// `fresh`: everything that is new; `rest`: those of them without a comment.
std::string body_text(const std::vector<const Finding*>& fresh, const std::vector<const Finding*>& rest, std::size_t posted,
                      const Report& report) {
  std::string text = fmt::format("fabriclint: {} in what this change touches", by_level(fresh));
  if (posted > 0) text += fmt::format(", beside {} of earlier reviews", posted);
  text += '.';
  if (rest.empty()) return text;
  text += rest.size() == fresh.size() ? "\n\nThey have no line in the diff, or cannot be shown there:\n"
                                      : fmt::format("\n\n{} of them without a comment of their own:\n", rest.size());
  for (std::size_t i = 0; i < rest.size() && i < kMaxListed; ++i) text += '\n' + list_entry(*rest[i], report);
  if (rest.size() > kMaxListed) text += fmt::format("\n- and {} more", rest.size() - kMaxListed);
  std::vector<std::string> fingerprints;
  fingerprints.reserve(rest.size());
  for (const Finding* finding : rest) fingerprints.push_back(finding->fingerprint);
  text += "\n\n";
  return text + marker(fingerprints, kMaxReviewBody - std::min(text.size(), kMaxReviewBody));
}

void write_review(std::ostream& out, const Report& report) {
  std::vector<const Finding*> fresh;
  for (const Finding& finding : report.findings) {
    if (!report.review->posted.contains(finding.fingerprint)) fresh.push_back(&finding);
  }
  const std::size_t posted = report.findings.size() - fresh.size();
  std::stable_sort(fresh.begin(), fresh.end(), [](const Finding* a, const Finding* b) { return a->level > b->level; });

  Json comments = Json::array();
  std::vector<const Finding*> rest;
  for (const Finding* finding : fresh) {
    const std::optional<Place> place = comments.size() < kMaxComments ? place_of(*finding, report) : std::nullopt;
    if (place) {
      comments.push_back(comment(finding, *place, report));
    } else {
      rest.push_back(finding);
    }
  }
  Json json;
  if (!report.review->commit.empty()) json["commit_id"] = report.review->commit;
  json["event"] = "COMMENT";
  json["body"] = fresh.empty() ? std::string() : body_text(fresh, rest, posted, report);
  json["comments"] = std::move(comments);
  // Escaped, so that no log or terminal takes part of it for a command.
  out << json.dump(2, ' ', true, Json::error_handler_t::replace) << '\n';
}

}  // namespace

void write_github_review(std::ostream& out, const Report& report, const Style& /*style*/) {
  if (report.review != nullptr) return write_review(out, report);
  const Review nothing_changed;  // so nothing has a line to stand at
  Report with_review = report;
  with_review.review = &nothing_changed;
  write_review(out, with_review);
}

}  // namespace fabriclint
