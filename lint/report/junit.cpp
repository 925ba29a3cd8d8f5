// SPDX-License-Identifier: Apache-2.0
#include "report/junit.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "report/echo.h"
#include "report/placed.h"
#include "text/counted.h"
#include "text/utf8.h"

namespace fabriclint {
namespace {

// Text and attribute values of XML 1.0, which has no way at all to write most control characters and two others (Char, 2.2).
std::string xml(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const utf8::Step step = utf8::decode(text, i);
    const char32_t c = step.code_point;
    const bool legal = step.valid && (c == '\n' || c == '\t' || (c >= 0x20 && c != 0xFFFE && c != 0xFFFF));
    if (!legal) {
      out += "\xEF\xBF\xBD";
    } else if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '"') {
      out += "&quot;";
    } else {
      out += text.substr(i, step.size);
    }
    i += step.size;
  }
  return out;
}

std::string subject_of(const Finding& finding) {
  if (finding.subjects.empty()) return {};
  const Subject& subject = finding.subjects.front();
  std::string out;
  for (const std::string* part : {&subject.deployment, &subject.component, &subject.container, &subject.path}) {
    if (!part->empty()) out += (out.empty() ? "" : "/") + echoed(*part, 200);
  }
  return out;
}

bool fails(const Finding& finding) {
  return finding.level != Level::note;
}

// Servers group by class and compare test cases by class and name from run to run, so both live without line numbers; of two that agree
// in both, some show one only.
class Names {
 public:
  std::string next(const Placed& placed, const std::string& class_name) {
    std::string name = placed.path.empty() ? "no file" : echoed(placed.path);
    if (const std::string subject = subject_of(*placed.finding); !subject.empty()) name += ": " + subject;
    const std::size_t count = ++seen_[{class_name, name}];
    return count == 1 ? name : fmt::format("{} ({})", name, count);
  }

 private:
  std::map<std::pair<std::string, std::string>, std::size_t> seen_;
};

// What a person reads after a click on the failed test.
std::string details(const Report& report, const Placed& placed) {
  const Finding& finding = *placed.finding;
  std::string out;
  const auto where = [&](const Span& span) {
    const Source& source = report.sources[span.source];
    const Position at = source.position(span.begin);
    return fmt::format("{}:{}:{}: ", echoed(path_in(report.repository, source.name())), at.line, at.column);
  };
  if (has_place(report, finding.at)) out += where(finding.at);
  out += heading(finding.level, finding.rule) + ' ' + echoed(finding.message) + '\n';
  for (const Label& label : finding.labels) {
    if (has_place(report, label.at)) out += where(label.at) + echoed(label.text) + '\n';
  }
  if (!finding.help.empty()) out += "help: " + echoed(on_one_line(finding.help)) + '\n';
  return out;
}

void write_case(std::ostream& out, const Report& report, const Placed& placed, Names& names) {
  const Finding& finding = *placed.finding;
  const std::string class_name = finding.rule.empty() ? "fabriclint" : "fabriclint." + echoed(finding.rule);
  out << fmt::format("    <testcase classname=\"{}\" name=\"{}\">\n", xml(class_name), xml(names.next(placed, class_name)));
  const std::string text = xml(details(report, placed));
  if (fails(finding)) {
    out << fmt::format("      <failure type=\"{}\" message=\"{}\">{}</failure>\n", name_of(finding.level), xml(echoed(finding.message)),
                       text);
  } else {
    out << fmt::format("      <system-out>{}</system-out>\n", text);
  }
  out << "    </testcase>\n";
}

std::size_t failures(std::span<const Placed> findings) {
  return static_cast<std::size_t>(std::count_if(findings.begin(), findings.end(), [](const Placed& p) { return fails(*p.finding); }));
}

void write_clean(std::ostream& out, const Summary& summary) {
  out << "<testsuites name=\"fabriclint\" tests=\"1\" failures=\"0\" errors=\"0\">\n"
         "  <testsuite name=\"fabriclint\" tests=\"1\" failures=\"0\" errors=\"0\">\n"
         "    <testcase classname=\"fabriclint\" name=\"no findings\">\n"
      << fmt::format("      <system-out>{} checked, no findings</system-out>\n", counted(summary.files, "file"))
      << "    </testcase>\n"
         "  </testsuite>\n"
         "</testsuites>\n";
}

}  // namespace

void write_junit(std::ostream& out, const Report& report, const Style& /*style*/) {
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  const std::vector<Placed> findings = placed(report);
  if (findings.empty()) {
    write_clean(out, report.summary);
    return;
  }
  const std::span<const Placed> all(findings);
  out << fmt::format("<testsuites name=\"fabriclint\" tests=\"{}\" failures=\"{}\" errors=\"0\">\n", all.size(), failures(all));
  Names names;
  for (std::size_t begin = 0; begin < all.size();) {
    std::size_t end = begin;
    while (end < all.size() && all[end].path == all[begin].path) ++end;
    const std::span<const Placed> suite = all.subspan(begin, end - begin);
    const std::string& path = suite.front().path;
    out << fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\">\n",
                       xml(path.empty() ? "no file" : echoed(path)), suite.size(), failures(suite));
    for (const Placed& one : suite) write_case(out, report, one, names);
    out << "  </testsuite>\n";
    begin = end;
  }
  out << "</testsuites>\n";
}

}  // namespace fabriclint
