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

#include "report/fingerprint.h"
#include "report/line_edit.h"
#include "report/posted.h"
#include "report/review.h"
#include "report/review_comment.h"
#include "report/uri.h"
#include "text/utf8.h"

namespace fabriclint {
namespace {

using Json = nlohmann::ordered_json;

struct Item {
  const Finding* finding = nullptr;
  const std::string* fingerprint = nullptr;
};

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

Json comment(const Item& item, const Place& place, const Report& report) {
  Json json;
  json["path"] = place.file->path;
  if (place.lines.first < place.lines.last) {
    json["start_line"] = place.lines.first;
    json["start_side"] = "RIGHT";
  }
  json["line"] = place.lines.last;
  json["side"] = "RIGHT";
  std::string body = comment_text(*item.finding, report);
  if (!place.suggestion.empty()) body += "\n\n" + place.suggestion;
  json["body"] = body + "\n\n" + marker({item.fingerprint, 1}, kMaxReviewBody);
  return json;
}

// Of a report that knows of no change: nothing has a line to stand at.
Review review_without_change(const Report& report) {
  Review review;
  Fingerprints fingerprints;
  for (const Finding& finding : report.findings) {
    const SourceId id = finding.at.source;
    const std::string uri = id.index < report.sources.size() ? relative_uri(report.prefix, report.sources[id].name()) : std::string();
    review.fingerprints.push_back(fingerprints.next(finding, uri));
  }
  return review;
}

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

// "2 errors, 1 warning".
std::string by_level(const std::vector<Item>& items) {
  std::string text;
  for (const Level level : {Level::error, Level::warning, Level::note}) {
    const auto count = std::count_if(items.begin(), items.end(), [&](const Item& item) { return item.finding->level == level; });
    if (count > 0) text += (text.empty() ? "" : ", ") + counted(static_cast<std::size_t>(count), name_of(level));
  }
  return text;
}

// `fresh`: everything that is new; `rest`: those of them without a comment.
std::string body_text(const std::vector<Item>& fresh, const std::vector<Item>& rest, std::size_t posted, const Report& report) {
  std::string text = fmt::format("fabriclint: {} in what this change touches", by_level(fresh));
  if (posted > 0) text += fmt::format(", beside {} of earlier reviews", posted);
  text += '.';
  if (rest.empty()) return text;
  text += rest.size() == fresh.size() ? "\n\nThey have no line in the diff, or cannot be shown there:\n"
                                      : fmt::format("\n\n{} of them without a comment of their own:\n", rest.size());
  for (std::size_t i = 0; i < rest.size() && i < kMaxListed; ++i) text += '\n' + list_entry(*rest[i].finding, report);
  if (rest.size() > kMaxListed) text += fmt::format("\n- and {} more", rest.size() - kMaxListed);
  std::vector<std::string> fingerprints;
  fingerprints.reserve(rest.size());
  for (const Item& item : rest) fingerprints.push_back(*item.fingerprint);
  text += "\n\n";
  return text + marker(fingerprints, kMaxReviewBody - std::min(text.size(), kMaxReviewBody));
}

void write_review(std::ostream& out, const Report& report) {
  std::vector<Item> fresh;
  for (std::size_t i = 0; i < report.findings.size(); ++i) {
    if (!report.review->posted.contains(report.review->fingerprints[i]))
      fresh.push_back({&report.findings[i], &report.review->fingerprints[i]});
  }
  const std::size_t posted = report.findings.size() - fresh.size();
  std::stable_sort(fresh.begin(), fresh.end(), [](const Item& a, const Item& b) { return a.finding->level > b.finding->level; });

  Json comments = Json::array();
  std::vector<Item> rest;
  for (const Item& item : fresh) {
    const std::optional<Place> place = comments.size() < kMaxComments ? place_of(*item.finding, report) : std::nullopt;
    if (place) {
      comments.push_back(comment(item, *place, report));
    } else {
      rest.push_back(item);
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
  const Review review = review_without_change(report);
  Report with_review = report;
  with_review.review = &review;
  write_review(out, with_review);
}

}  // namespace fabriclint
