// SPDX-License-Identifier: Apache-2.0
// The text of a POSIX shell script (and of the common parts of bash: arrays, [[ ]], (( )), $'', <<<) as a tree of commands and words. It is
// read, never executed: what a word becomes is decided in shell_run.h. All offsets are bytes of the script. What no tree can follow (the
// output of a command, arithmetic, pattern operators) is an unreadable part of a word that remembers why.
// Limits: 128 KiB of script, which is what Linux takes as one argument (MAX_ARG_STRLEN, include/uapi/linux/binfmts.h); 64 levels of
// commands, 16 of ${}. Reading is linear.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fabriclint::shell {

// An offset in a script, as its tree keeps it.
[[nodiscard]] constexpr std::uint32_t offset(std::size_t at) {
  return static_cast<std::uint32_t>(at);
}

// A part of a word.
struct Part {
  enum class Kind : std::uint8_t { literal, variable, unreadable };
  // `value`: $X. `unless`: ${X:-word}, ${X:=word}. `if_set`: ${X:+word}. `all`: $@, ${X[@]}: every element a word of its own; `joined`: $*.
  enum class Use : std::uint8_t { value, unless, if_set, all, joined };

  Kind kind = Kind::literal;
  Use use = Use::value;
  bool quoted = false;
  bool colon = false;       // ":-" rather than "-": an empty value counts as none
  bool assigns = false;     // ":="
  std::uint32_t begin = 0;  // literal: its bytes; else the whole expansion as written
  std::uint32_t end = 0;
  std::string name;           // variable
  std::vector<Part> operand;  // unless, if_set
  const char* why = "";       // unreadable
};

struct WordSyntax {
  std::uint32_t begin = 0;  // as written, quotes included
  std::uint32_t end = 0;
  std::vector<Part> parts;
};

// NAME=word, NAME+=word, NAME=(word ...). As an argument of `export` and the like, too.
struct AssignmentSyntax {
  std::uint32_t name_begin = 0;
  std::uint32_t name_end = 0;
  bool append = false;
  bool array = false;
  std::vector<WordSyntax> values;  // one, or the elements of an array
};

// A word of a simple command; one that looks like an assignment is kept in both shapes, since only `export` and its like read it as one.
struct Argument {
  WordSyntax word;
  std::vector<AssignmentSyntax> assignment;  // none or one
};

// What leads into a file or out of a here-document; other redirections are not kept.
struct Redirection {
  enum class Kind : std::uint8_t { writes, appends, here };
  Kind kind = Kind::writes;
  WordSyntax target;                // the file, or the word that ends the here-document
  std::uint32_t here_document = 0;  // index in Script::here_documents
};

// The lines of a here-document, without the one that ends it. `literal`: the shell expands nothing in them.
struct HereDocument {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool strips_tabs = false;
  bool literal = false;
};

struct Command {
  enum class Kind : std::uint8_t {
    simple,      // assignments and arguments
    list,        // children one after the other
    and_or,      // children joined by && and ||
    pipeline,    // children at the same time, each in a subshell
    background,  // one child, in a subshell
    subshell,    // one child
    choice,      // one of the children is executed (if, case); `complete`: none of them is no choice
    loop,        // the children any number of times; `variable` is set by each turn
    function,    // one child, executed wherever `variable` is called
    words,       // arguments that are expanded and no more: the subject of a `case`, the items of a `for`
    arithmetic   // (( )): begin..end as written
  };
  Kind kind = Kind::simple;
  bool complete = false;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::vector<AssignmentSyntax> assignments;
  std::vector<Argument> arguments;
  std::vector<Command> children;
  std::vector<Redirection> redirections;  // of simple commands
  std::vector<bool> after_or;             // and_or: whether the n-th child follows `||`
  std::string variable;
};

struct Script {
  Command body;  // a list: everything that could be read before an error
  std::vector<HereDocument> here_documents;
  std::vector<Redirection> compound;  // redirections of whole lists, loops, branches
  std::string error;                  // why the rest could not: an ending of "not known: ..."
  std::size_t error_at = 0;
};

[[nodiscard]] Script parse(std::string_view text);

[[nodiscard]] bool is_name(std::string_view text);

}  // namespace fabriclint::shell
