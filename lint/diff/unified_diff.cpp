// SPDX-License-Identifier: Apache-2.0
#include "diff/unified_diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include "diff/diff_names.h"

namespace fabriclint {
namespace {

constexpr std::uint32_t kMaxLine = 1'000'000'000;

// The lines of a text with their numbers.
struct Lines {
  std::string_view text;
  std::size_t begin = 0;
  std::uint32_t number = 1;

  [[nodiscard]] bool done() const { return begin >= text.size(); }
  [[nodiscard]] std::size_t end() const { return std::min(text.find('\n', begin), text.size()); }
  [[nodiscard]] std::string_view current() const { return text.substr(begin, end() - begin); }
  // A header: a carriage return at its end is of the transport, since git quotes names that hold one.
  [[nodiscard]] std::string_view header() const {
    std::string_view line = current();
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
  }
  void next() {
    begin = end() + 1;
    ++number;
  }
};

// "-12,3": takes it from the front of the text.
bool take_range(std::string_view& text, char sign, std::uint32_t& begin, std::uint32_t& count) {
  const auto take_number = [&](std::uint32_t& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || number > kMaxLine) return false;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return true;
  };
  if (!text.starts_with(sign)) return false;
  text.remove_prefix(1);
  count = 1;
  if (!take_number(begin)) return false;
  if (text.starts_with(',')) {
    text.remove_prefix(1);
    if (!take_number(count)) return false;
  }
  return begin > 0 || count == 0;
}

std::optional<Hunk> hunk_header(std::string_view line) {
  Hunk hunk;
  if (!line.starts_with("@@ ")) return std::nullopt;
  line.remove_prefix(3);
  if (!take_range(line, '-', hunk.old_begin, hunk.old_count) || !line.starts_with(' ')) return std::nullopt;
  line.remove_prefix(1);
  if (!take_range(line, '+', hunk.new_begin, hunk.new_count) || !line.starts_with(" @@")) return std::nullopt;
  return hunk;
}

// What the lines before the first hunk of a file say.
struct Header {
  std::optional<DiffNames> git;     // with prefixes
  std::optional<std::string> from;  // renamed or copied, without prefixes
  std::optional<std::string> to;
  bool created = false;
  bool deleted = false;
  bool copied = false;
};

class Parser {
 public:
  explicit Parser(std::string_view text) : lines_{text} {}

  std::optional<DiffProblem> parse(std::vector<FileDiff>& files) {
    while (!lines_.done() && !problem_) step();
    finish_file();
    if (!problem_) refuse_series();
    if (!problem_ && files_.empty() && lines_.text.find_first_not_of(" \t\r\n") != std::string_view::npos)
      fail(1, "this is no unified diff");
    files = std::move(files_);
    return std::move(problem_);
  }

 private:
  enum class Place : std::uint8_t { between, header, hunks };

  void fail(std::uint32_t line, std::string message) {
    if (!problem_) problem_ = DiffProblem{line, std::move(message)};
  }

  void step() {
    const std::string_view line = lines_.header();
    if (line.starts_with("diff --git ")) {
      begin_file();
      header_.git = names_of_git_line(line.substr(11));
    } else if (line.starts_with("diff --cc ") || line.starts_with("diff --combined ") || line.starts_with("@@@ ")) {
      return fail(lines_.number, "a combined diff of a merge cannot be used; make one against a single commit, as in git diff MAIN...HEAD");
    } else if (line.starts_with("--- ") && names_follow()) {
      return read_names(line.substr(4));
    } else if (line.starts_with("@@ -")) {
      return read_hunk(line);
    } else if (place_ == Place::header) {
      read_header(line);
    } else if (place_ == Place::hunks) {
      check_end_of_hunks(line);
    }
    lines_.next();
  }

  void begin_file() {
    finish_file();
    header_ = Header();
    file_ = FileDiff();
    place_ = Place::header;
    first_line_ = lines_.number;
    old_next_ = new_next_ = 1;
  }

  [[nodiscard]] bool names_follow() const {
    Lines next = lines_;
    next.next();
    return !next.done() && next.header().starts_with("+++ ");
  }

  // "--- a/x" and "+++ b/x": of the git header that is being read, else the start of a file of a plain diff.
  void read_names(std::string_view rest) {
    const bool of_git = place_ == Place::header && !named_;
    if (!of_git) begin_file();
    std::optional<std::string> before = name_of_line(rest);
    if (!before) return fail(lines_.number, "a file name with broken quotes");
    lines_.next();
    std::optional<std::string> after = name_of_line(lines_.header().substr(4));
    if (!after) return fail(lines_.number, "a file name with broken quotes");
    if (before->empty() || after->empty()) return fail(lines_.number, "a file without a name");
    header_.created = header_.created || *before == kNoFile;
    header_.deleted = header_.deleted || *after == kNoFile;
    sides_ = DiffNames{*std::move(before), *std::move(after)};
    named_ = true;
    lines_.next();
  }

  void read_header(std::string_view line) {
    const auto value = [&](std::string_view key) -> std::optional<std::string> {
      if (!line.starts_with(key)) return std::nullopt;
      std::optional<std::string> name = name_of_line(line.substr(key.size()));
      if (!name) fail(lines_.number, "a file name with broken quotes");
      return name;
    };
    if (line.starts_with("new file mode")) {
      header_.created = true;
    } else if (line.starts_with("deleted file mode")) {
      header_.deleted = true;
    } else if (line.starts_with("Binary files ") || line.starts_with("GIT binary patch")) {
      file_->binary = true;
    } else if (auto from = value("rename from ")) {
      header_.from = std::move(from);
    } else if (auto to = value("rename to ")) {
      header_.to = std::move(to);
    } else if (auto copy = value("copy to ")) {
      header_.to = std::move(copy);
      header_.copied = true;
    }
  }

  void read_hunk(std::string_view line) {
    std::optional<Hunk> hunk = hunk_header(line);
    if (!hunk) return fail(lines_.number, "a hunk header that cannot be read");
    if (place_ == Place::between || (!named_ && !header_.to)) return fail(lines_.number, "a hunk of no file");
    const std::uint32_t old_first = hunk->old_begin + (hunk->old_count == 0 ? 1 : 0);
    const std::uint32_t new_first = hunk->new_begin + (hunk->new_count == 0 ? 1 : 0);
    if (old_first < old_next_ || new_first < new_next_) return fail(lines_.number, "hunks that overlap or are out of order");
    old_next_ = old_first + hunk->old_count;
    new_next_ = new_first + hunk->new_count;
    const std::uint32_t header_line = lines_.number;
    lines_.next();
    hunk->line = lines_.number;
    read_body(*hunk, header_line);
    file_->hunks.push_back(*hunk);
    place_ = Place::hunks;
  }

  void read_body(Hunk& hunk, std::uint32_t header_line) {
    std::uint32_t old_left = hunk.old_count;
    std::uint32_t new_left = hunk.new_count;
    const std::size_t begin = std::min(lines_.begin, lines_.text.size());
    const auto take = [](std::uint32_t& left) { return left > 0 && left-- > 0; };
    while (old_left > 0 || new_left > 0) {
      if (lines_.done()) {
        return fail(header_line, fmt::format("the diff ends inside this hunk: {} old and {} new lines are missing", old_left, new_left));
      }
      const std::string_view line = lines_.current();
      const char kind = line.empty() || line == "\r" ? ' ' : line.front();
      const bool fits = kind == ' '    ? take(old_left) && take(new_left)
                        : kind == '-'  ? take(old_left)
                        : kind == '+'  ? take(new_left)
                        : kind == '\\' ? lines_.begin > begin
                                       : false;
      if (!fits) return fail(lines_.number, fmt::format("the hunk of line {} has other lines than its header says", header_line));
      lines_.next();
    }
    if (!lines_.done() && lines_.current().starts_with('\\')) lines_.next();
    hunk.body = lines_.text.substr(begin, std::min(lines_.begin, lines_.text.size()) - begin);
  }

  // A line of content here means that a hunk holds more than its header says. "-- " begins the signature of a mailed patch.
  void check_end_of_hunks(std::string_view line) {
    const bool content = !line.empty() && (line.front() == ' ' || line.front() == '+' || line.front() == '-');
    if (content && line != "-- ")
      return fail(lines_.number, "a line that belongs to no hunk: the one before has more lines than its header says");
    place_ = Place::between;
  }

  void finish_file() {
    if (file_ && !problem_) {
      DiffNames names;
      if (header_.to) {
        names = {header_.from.value_or(""), *header_.to};
      } else if (header_.git) {
        names = without_prefixes(*header_.git);
      } else if (named_) {
        names = without_prefixes(sides_);
      }
      file_->old_path = header_.created || header_.copied ? "" : std::move(names.before);
      file_->new_path = header_.deleted ? "" : std::move(names.after);
      if (header_.created && header_.deleted) fail(first_line_, "a file that is both new and deleted");
      // Without any name nothing in it changed but its mode.
      if (!file_->old_path.empty() || !file_->new_path.empty()) add_file();
    }
    file_.reset();
    named_ = false;
    place_ = Place::between;
  }

  void add_file() {
    if (files_.size() == kMaxDiffFiles) return fail(first_line_, fmt::format("more than {} files", kMaxDiffFiles));
    files_.push_back(*std::move(file_));
    begin_of_.push_back(first_line_);
  }

  // One state before, one after: a file that comes twice stands for a series of patches. Git writes a file that becomes something else (a
  // link) as a deletion and a new file.
  void refuse_series() {
    std::map<std::string_view, std::size_t> seen;
    for (std::size_t i = 0; i < files_.size(); ++i) {
      if (files_[i].new_path.empty()) continue;
      if (!seen.emplace(files_[i].new_path, i).second) {
        return fail(begin_of_[i], "this file comes a second time; a series of patches cannot be used, make one diff of the whole change");
      }
    }
  }

  Lines lines_;
  Place place_ = Place::between;
  Header header_;
  DiffNames sides_;
  bool named_ = false;
  std::optional<FileDiff> file_;
  std::uint32_t first_line_ = 0;
  std::uint32_t old_next_ = 1;
  std::uint32_t new_next_ = 1;
  std::vector<FileDiff> files_;
  std::vector<std::uint32_t> begin_of_;
  std::optional<DiffProblem> problem_;
};

// Lines that came where others went, or only one of both.
struct Change {
  std::uint32_t at = 0;  // the first line that came; when none did, the line behind the place
  std::uint32_t added = 0;
  std::uint32_t removed = 0;
};

std::vector<Change> changes_of(const Hunk& hunk) {
  std::vector<Change> changes;
  std::uint32_t next = hunk.new_begin + (hunk.new_count == 0 ? 1 : 0);
  bool open = false;
  std::string_view body = hunk.body;
  std::uint32_t number = hunk.line;
  while (const std::optional<DiffLine> line = take_line(body, number)) {
    if (line->kind == DiffLine::Kind::context) {
      open = false;
      ++next;
      continue;
    }
    if (!open) changes.push_back({next, 0, 0});
    open = true;
    if (line->kind == DiffLine::Kind::added) {
      ++changes.back().added;
      ++next;
    } else {
      ++changes.back().removed;
    }
  }
  return changes;
}

// Ranges come in order of their first lines.
void add_range(std::vector<LineRange>& ranges, LineRange range) {
  range.first = std::max(range.first, 1U);
  if (range.last < range.first) return;
  if (!ranges.empty() && range.first <= ranges.back().last + 1) {
    ranges.back().last = std::max(ranges.back().last, range.last);
  } else {
    ranges.push_back(range);
  }
}

}  // namespace

std::optional<DiffLine> take_line(std::string_view& body, std::uint32_t& number) {
  if (body.empty()) return std::nullopt;
  const auto take = [&] {
    const std::size_t end = std::min(body.find('\n'), body.size());
    const std::string_view line = body.substr(0, end);
    body.remove_prefix(std::min(end + 1, body.size()));
    return line;
  };
  DiffLine line;
  line.number = number++;
  const std::string_view whole = take();
  if (whole.starts_with('-')) line.kind = DiffLine::Kind::removed;
  if (whole.starts_with('+')) line.kind = DiffLine::Kind::added;
  const bool marked = !whole.empty() && whole != "\r";
  line.text = marked ? whole.substr(1) : whole;
  while (body.starts_with('\\')) {
    take();
    ++number;
    line.ends = false;
  }
  return line;
}

ParsedDiff parse_diff(std::string text) {
  ParsedDiff parsed;
  if (text.size() > kMaxDiffBytes) {
    parsed.problem = DiffProblem{0, fmt::format("larger than {} MiB", kMaxDiffBytes >> 20U)};
    return parsed;
  }
  parsed.diff.text = std::make_shared<const std::string>(std::move(text));
  parsed.problem = Parser(*parsed.diff.text).parse(parsed.diff.files);
  return parsed;
}

std::vector<LineRange> touched_lines(const FileDiff& file) {
  std::vector<LineRange> ranges;
  for (const Hunk& hunk : file.hunks) {
    for (const Change& change : changes_of(hunk)) {
      const std::uint32_t around = change.removed > change.added ? 1 : 0;
      add_range(ranges, {change.at - around, change.at + change.added + around - 1});
    }
  }
  return ranges;
}

std::vector<LineRange> reviewable_lines(const FileDiff& file) {
  constexpr std::uint32_t kContext = 3;
  std::vector<LineRange> all;
  for (const Hunk& hunk : file.hunks) {
    if (hunk.new_count == 0) continue;
    std::vector<LineRange> ranges;
    for (const Change& change : changes_of(hunk)) {
      const LineRange wide{change.at > kContext ? change.at - kContext : 1, change.at + change.added + kContext - 1};
      add_range(ranges, {std::max(wide.first, hunk.new_begin), std::min(wide.last, hunk.new_begin + hunk.new_count - 1)});
    }
    all.insert(all.end(), ranges.begin(), ranges.end());
  }
  return all;
}

}  // namespace fabriclint
