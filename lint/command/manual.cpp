// SPDX-License-Identifier: Apache-2.0
// A manual page in the macros of man(7).
#include <fmt/format.h>

#include <sstream>
#include <string>
#include <string_view>

#include "command/commands.h"
#include "command/reference.h"
#include "command/version.h"

namespace fabriclint {
namespace {

// Text of a page: a line that begins with '.' or an apostrophe would be a request, a backslash an escape, and '-' a hyphen.
std::string escaped(std::string_view text) {
  std::string out;
  bool line_begins = true;
  for (const char c : text) {
    if (line_begins && (c == '.' || c == '\'')) out += "\\&";
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else {
      out += c;
    }
    line_begins = c == '\n';
  }
  return out;
}

void write_option(std::ostream& out, const OptionEntry& option) {
  out << ".TP\n";
  std::string separator;
  for (const std::string& name : option.names) {
    out << separator << "\\fB" << escaped(name) << "\\fR";
    separator = ", ";
  }
  if (!option.value.empty()) out << " \\fI" << escaped(option.value) << "\\fR";
  out << '\n';
  std::istringstream lines(option.summary);
  bool first = true;
  for (std::string line; std::getline(lines, line); first = false) out << (first ? "" : ".br\n") << escaped(line) << '\n';
  if (!option.choices.empty() && option.value.find('|') == std::string::npos) {
    out << ".br\n" << escaped(fmt::format("One of {}.", fmt::join(option.choices, ", "))) << '\n';
  }
}

}  // namespace

Exit print_manual(const ManualOptions& /*options*/, Streams& streams) {
  write_manual(streams.out, command_reference(), std::string(kVersion));
  return Exit::clean;
}

void write_manual(std::ostream& out, const Reference& reference, const std::string& version) {
  out << fmt::format(R"(.TH FABRICLINT 1 "" "fabriclint {}" "User Commands")", version) << '\n'
      << ".SH NAME\nfabriclint \\- checks the interconnect settings of disaggregated LLM deployments\n"
      << ".SH SYNOPSIS\n";
  for (const CommandEntry& command : reference.commands) {
    out << ".B fabriclint " << command.name << "\n[\\fIoptions\\fR]";
    if (!command.arguments.empty()) out << " \\fI" << escaped(command.arguments) << "\\fR";
    out << "\n.br\n";
  }
  out << ".SH DESCRIPTION\n" << escaped(reference.about) << '\n';
  for (const CommandEntry& command : reference.commands) {
    out << ".SH \"fabriclint " << command.name << "\"\n" << escaped(command.summary) << ".\n";
    if (!command.arguments.empty()) {
      out << ".TP\n\\fI" << escaped(command.arguments) << "\\fR\n" << escaped(command.about_argument) << '\n';
    }
    for (const OptionEntry& option : command.options) write_option(out, option);
  }
  out << ".SH \"EXAMPLES AND EXIT STATUS\"\n.nf\n" << escaped(reference.footer) << "\n.fi\n";
}

}  // namespace fabriclint
