// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>

#include "launch/sample.h"

namespace fabriclint {
namespace {

using sample::CommandLine;

// What the last engine of a script finds in the file: "content", "? why", "absent".
std::string file(const std::string& script, const std::string& path = "/tmp/x") {
  const Launch launch = CommandLine().script(script);
  REQUIRE(!launch.engines.empty());
  const Files& files = launch.engines.back().files;
  const auto found = files.find(path);
  if (found == files.end()) return "absent";
  return found->second.is_known() ? found->second.text.text() : "? " + found->second.unknown;
}

const std::string kWrite = "cat > /tmp/x <<'EOF'\na: 1\n  b: $c\nEOF\n";

}  // namespace

TEST_CASE("a quoted here-document is the content of the file that cat or tee writes") {
  CHECK(file(kWrite + "alpha run") == "a: 1\n  b: $c\n");
  CHECK(file("mkdir -p /tmp && cat << \"EOF\" > /tmp/x\na\nEOF\nalpha run") == "a\n");
  CHECK(file("tee /tmp/x <<\\EOF\na\nEOF\nalpha run") == "a\n");
  CHECK(file("cat >/tmp/x <<-'EOF'\n\t\ta\n\tb\n\tEOF\nalpha run") == "a\nb\n");
  CHECK(file("D=/tmp\ncat > \"$D/x\" <<'EOF'\na\nEOF\nalpha run") == "a\n");
  CHECK(file("cat >/tmp/x <<'A' && cat >/tmp/y <<'B'\n1\nA\n2\nB\nalpha run") == "1\n");
}

TEST_CASE("a here-document without quotes is known when there is nothing to expand in it") {
  CHECK(file("cat > /tmp/x <<EOF\na: 1\nEOF\nalpha run") == "a: 1\n");
  for (const std::string line : {"a: $V", "a: `b`", "a: $(b)", "a \\"}) {
    CAPTURE(line);
    CHECK(file("cat > /tmp/x <<EOF\n" + line + "\nEOF\nalpha run").starts_with("? "));
  }
}

TEST_CASE("a file that is not written for certain, or changed later, is unknown") {
  const std::string unknown = "? the script writes it when it runs";
  CHECK(file("if a; then\n" + kWrite + "fi\nalpha run") == unknown);
  CHECK(file("for i in 1 2; do\n" + kWrite + "done\nalpha run") == unknown);
  CHECK(file("f() {\n" + kWrite + "}\nalpha run") == unknown);
  CHECK(file(kWrite + "sed -i s/a/b/ /tmp/x\nalpha run") == unknown);
  CHECK(file(kWrite + "echo more >> /tmp/x\nalpha run") == unknown);
  CHECK(file("generate > /tmp/x\nalpha run") == unknown);
  CHECK(file("cat >> /tmp/x <<'EOF'\na\nEOF\nalpha run") == unknown);
  CHECK(file(kWrite + "{ date; } >> /tmp/x\nalpha run").starts_with("? "));
}

TEST_CASE("reading a file changes nothing, and writing it anew does") {
  CHECK(file(kWrite + "cat /tmp/x; ls -l /tmp/x\nalpha run") == "a: 1\n  b: $c\n");
  CHECK(file(kWrite + "cat > /tmp/x <<'EOF'\nnew\nEOF\nalpha run") == "new\n");
  CHECK(file("alpha run\n" + kWrite) == "absent");
}

TEST_CASE("the content of a here-document has its place in the script") {
  CommandLine line;
  const Launch launch = line.script(kWrite + "alpha run");
  REQUIRE(launch.engines.size() == 1);
  const Word& content = launch.engines[0].files.at("/tmp/x");
  CHECK(line.at(content.text.slice(5, 10).span()) == "  b: ");
}

TEST_CASE("a script that writes thousands of files is read in bounds") {
  std::string script;
  for (int n = 0; n < 2000; ++n) script += "cat > /tmp/" + std::to_string(n) + " <<'E'\na\nE\n";
  const Launch launch = CommandLine().script(script + "alpha run");
  REQUIRE(launch.engines.size() == 1);
  CHECK(launch.engines[0].files.size() <= 16);
}

}  // namespace fabriclint
