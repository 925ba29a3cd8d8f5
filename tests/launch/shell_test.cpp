// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "launch/sample.h"

namespace fabriclint {
namespace {

using sample::CommandLine;

std::string arguments(std::string_view script) {
  return CommandLine().arguments(script);
}
std::string changes(std::string_view script) {
  return CommandLine().changes(script);
}

}  // namespace

TEST_CASE("words are split at blanks, and quotes and backslashes keep them together") {
  CHECK(arguments("alpha run a  b\tc") == "[a][b][c]");
  CHECK(arguments("alpha run 'a b' \"c d\" e\\ f") == "[a b][c d][e f]");
  CHECK(arguments("alpha run '' \"\" x") == "[][][x]");
  CHECK(arguments(R"(alpha run --x='{"a": 1}')") == R"([--x={"a": 1}])");
  CHECK(arguments(R"(alpha run "{\"a\":\"b\"}")") == R"([{"a":"b"}])");
  CHECK(arguments(R"(alpha run "a\b\\c\$d")") == R"([a\b\c$d])");
  CHECK(arguments(R"(alpha run 'a\b' a'b'"c"d)") == R"([a\b][abcd])");
  CHECK(arguments("alpha run a#b #c d") == "[a#b]");
}

TEST_CASE("a backslash at the end of a line joins lines, inside words and double quotes too") {
  CHECK(arguments("exec alpha run \\\n  --x 1 \\\n  --y 2\n") == "[--x][1][--y][2]");
  CHECK(arguments("alpha run ab\\\ncd \"e\\\nf\" 'g\\\nh'") == "[abcd][ef][g\\\nh]");
  CHECK(arguments("alpha run --x \\\n\nalpha-tool run y") == "[--x]");
}

TEST_CASE("an escaped blank of a folded script becomes a part of the next word, as in the shell") {
  CHECK(arguments("alpha run \\ --x 1 \\ --y 2") == "[ --x][1][ --y][2]");
}

TEST_CASE("a command ends at ; & | && || line breaks and parentheses") {
  for (const std::string end : {";", " ;x", "&", " & wait", "|tee log", " |& tee", "&& x", "|| x", "\nx y", "\n"}) {
    CAPTURE(end);
    CHECK(arguments("alpha run --x 1" + end) == "[--x][1]");
  }
  CHECK(arguments("( alpha run --x 1 )") == "[--x][1]");
  CHECK(arguments("{ alpha run --x 1; }") == "[--x][1]");
}

TEST_CASE("redirections are no arguments") {
  CHECK(arguments("alpha run a 2>&1 b >log c < in d >>log 2> err &> all >| f e<&-") == "[a][b][c][d][e]");
  CHECK(arguments("alpha run a <<<word b") == "[a][b]");
  CHECK(arguments("> log alpha run a") == "[a]");
  CHECK(arguments("alpha run a2>log 3") == "[a2][3]");
}

TEST_CASE("here-documents are data") {
  CHECK(arguments("cat > f <<EOF\nbeta-serve --y\nexport A=1\nEOF\nalpha run --x") == "[--x]");
  CHECK(changes("cat <<-'E O' <<F\nexport A=1\n\tE O\nexport B=1\nF\nalpha run") == "");
  CHECK(arguments("alpha run --x\ncat <<EOF\nnever closed 'quote\n") == "[--x]");
}

TEST_CASE("variables come from the container and from the script, and the later one wins") {
  CommandLine line;
  line.set("M", "base");
  line.set("EMPTY", "");
  CHECK(line.arguments("alpha run $M ${M} \"$M/x\" '$M' \\$M") == "[base][base][base/x][$M][$M]");
  CHECK(line.arguments("M=new; alpha run $M") == "[new]");
  CHECK(line.arguments("M=\"$M-2\"\nalpha run $M") == "[base-2]");
  CHECK(line.arguments("alpha run $EMPTY \"$EMPTY\" x$EMPTY") == "[][x]");
  CHECK(line.arguments("alpha run $ $% \"$\"") == "[$][$%][$]");
}

TEST_CASE("an unquoted value is split into words and a quoted one is not") {
  CommandLine line;
  line.set("A", " --x 1\n--y ");
  CHECK(line.arguments("alpha run $A z") == "[--x][1][--y][z]");
  CHECK(line.arguments("alpha run \"$A\"") == "[ --x 1\n--y ]");
  CHECK(line.arguments("alpha run a$A'b'") == "[a][--x][1][--y][b]");
  CHECK(line.arguments("B=$A; alpha run \"$B\"") == "[ --x 1\n--y ]");
}

TEST_CASE("default and alternative values follow whether the variable is set") {
  CommandLine line;
  line.set("SET", "v");
  line.set("EMPTY", "");
  CHECK(line.arguments("alpha run ${SET:-d} ${EMPTY:-d} ${NONE:-d}") == "[v][d][d]");
  CHECK(line.arguments("alpha run ${SET-d} \"${EMPTY-d}\" ${NONE-d}") == "[v][][d]");
  CHECK(line.arguments("alpha run ${SET:+a} ${EMPTY:+a} \"${EMPTY+a}\" ${NONE:+a}") == "[a][a]");
  CHECK(line.arguments("alpha run ${NONE:-a b} \"${NONE:-a b}\" ${NONE:-'a b'} ${NONE:-\"c d\"}") == "[a][b][a b][a b][c d]");
  CHECK(line.arguments("alpha run ${NONE:-${OTHER:-$SET}} ${NONE:=x} ${SET:?must}") == "[v][x][v]");
}

TEST_CASE("whether an absent variable has its default is unknown where the environment has a gap") {
  CommandLine line;
  line.gaps.push_back({"env.", "a Secret sets it"});
  CHECK(line.arguments("alpha run --x=${NONE:-d} ${NONE:+a}") == "[--x=?*][?*]");
}

TEST_CASE("what only the running shell knows is unknown, and the words around it are not") {
  CHECK(arguments("alpha run --x=$(hostname) --y `date` \"a$((1+2))b\" z") == "[--x=?*][--y][?*][a?][z]");
  CHECK(arguments("alpha run ${X%/*} ${#X} ${!X} ${X//a/b} ${X^^} $? ~/x $'a\\n'") == "[?*][?*][?*][?*][?*][?*][?][?]");
  CHECK(arguments("alpha run $NOWHERE \"$NOWHERE\"") == "[?*][?]");
  CHECK(arguments("alpha run ${HOSTNAME:-x}") == "[?*]");
  const Launch launch = CommandLine().script("alpha run --x=$NOWHERE");
  CHECK(launch.engines.at(0).words.at(0).unknown == "the variable 'NOWHERE' is set nowhere in the manifest");
}

TEST_CASE("an unknown variable keeps its reason") {
  CommandLine line;
  line.set_unknown("S", "it comes from the Secret 'x'");
  const Launch launch = line.script("T=$S-1; alpha run --x \"$S\" --y=$T ${S:-d}");
  REQUIRE(launch.engines.size() == 1);
  CHECK(sample::show(launch.engines[0].words) == "[--x][?][--y=?*][?*]");
  CHECK(launch.engines[0].words[1].unknown == "the variable 'S' is not known: it comes from the Secret 'x'");
}

TEST_CASE("nested quotes and parentheses inside a command substitution do not end it") {
  CHECK(arguments("X=$(echo \"a)\" ')' $(echo \\) ) `echo )`) ; alpha run ok") == "[ok]");
  CHECK(arguments("X=\"$(awk '{print \"}\"}' | sed \"s/'//\")\" ; alpha run ok") == "[ok]");
  CHECK(arguments("X=${A:-\"}\"}; alpha run ${B:-$(x })}") == "[?*]");
}

TEST_CASE("export, prefix assignments and env change the engine's environment") {
  CHECK(changes("export A=1 B='2 3'\nalpha run") == "A=1 B=2 3");
  CHECK(changes("A=1 B=$X alpha run") == "A=1 B=?");
  CHECK(changes("env A=1 B=2 alpha run") == "A=1 B=2");
  CHECK(changes("env -u C -i A=1 exec alpha run") == "-C A=1");
  CHECK(changes("exec env A=1 python3 -m serve.beta") == "A=1");
  CHECK(changes("A=1; export A\nalpha run") == "A=1");
  CHECK(changes("export A; A=1; export A; alpha run") == "A=1");
  CHECK(changes("declare -x A=1; readonly B=2; typeset -x C=3; alpha run") == "A=1 C=3");
  CHECK(changes("export \"A=$((1))\" 'B=x y'; alpha run") == "A=? B=x y");
  CHECK(changes("set -a; A=1; alpha run") == "A=1");
  CHECK(changes("set -o pipefail -e; A=1; alpha run") == "");
  CHECK(changes("export A=1; export A=2; A=3; alpha run") == "A=3");
  CHECK(changes("export A=1; A+=2; alpha run") == "A=12");
  CHECK(changes("mpirun -np 2 -x A=1 -x B python3 -m serve.alpha") == "A=1");
  CHECK(changes("export A=1; A=2 alpha run") == "A=2");
  CHECK(changes("export A=1; export -n A; alpha run") == "");
  CHECK(changes("export A=1 B=2; export -n A; A=3; export B; alpha run") == "B=2");
  CHECK(changes("export A=1; export -n A=2; alpha run") == "");
  CHECK(changes("export A=1; declare +x A; export A; alpha run") == "A=1");
  CHECK(changes("export A=1; for i in 1 2; do export -n A; done; alpha run") == "A=?");
  CHECK(changes("export A=1; if true; then export -n A; fi; alpha run") == "A=?");
}

TEST_CASE("a plain assignment reaches the engine only if the container's environment has the variable") {
  CommandLine line;
  line.set("OLD", "x");
  CHECK(line.changes("OLD=1; NEW=2; alpha run") == "OLD=1");
}

TEST_CASE("unset removes a variable") {
  CommandLine line;
  line.set("OLD", "x");
  CHECK(line.changes("unset OLD NEW; alpha run ${OLD:-gone}") == "-OLD");
  CHECK(line.arguments("unset OLD; alpha run ${OLD:-gone}") == "[gone]");
}

TEST_CASE("assignments and flags in the data of other commands are none") {
  CHECK(changes("echo \"A=1\"\necho export A=1\nprintf '%s' A=1\nalpha run") == "");
  CHECK(arguments("echo alpha run --x\nprintf '%q ' python3 -m serve.beta --y > f\ngrep alpha run\nalpha run --z") == "[--z]");
  CHECK(changes("# export A=1\n: export A=1\ntrap 'export A=1' EXIT\nalpha run") == "");
}

TEST_CASE("only the variables of the same shell count") {
  CHECK(changes("(export A=1); alpha run") == "");
  CHECK(changes("(export A=1; alpha run)") == "A=1");
  CHECK(changes("export A=1 | cat; alpha run") == "");
  CHECK(changes("export A=1 & alpha run") == "");
  CHECK(changes("{ export A=1; }; alpha run") == "A=1");
}

TEST_CASE("what only some branches set is unknown after them, what all set alike is known") {
  CHECK(changes("if x; then export A=1; fi; alpha run") == "A=?");
  CHECK(changes("if x; then export A=1; else export A=2; fi; alpha run") == "A=?");
  CHECK(changes("if x; then export A=1; elif y; then export A=1; else export A=1; fi; alpha run") == "A=1");
  CHECK(changes("export A=1; if x; then export A=1; fi; alpha run") == "A=1");
  CHECK(changes("case $X in a|b) export A=1;; *) export A=1 ;; esac; alpha run") == "A=1");
  CHECK(changes("case $X in (a) export A=1;; esac; alpha run") == "A=?");
  CHECK(changes("if x; then export A=1; alpha run; fi") == "A=1");
  CHECK(changes("if x; then unset A; fi; export A=2; alpha run") == "A=2");
  CHECK(changes("if x; then :; elif export A=1; then :; else alpha run; fi") == "A=1");
  CHECK(changes("if x; then :; elif export A=1; then :; fi; alpha run") == "A=?");
}

TEST_CASE("an assigned default is a variable from then on, exported if its name is") {
  CHECK(changes(": \"${A:=d}\"; export A; alpha run") == "A=d");
  CHECK(arguments("alpha run ${A:='x y'} \"$A\"") == "[x][y][x y]");
  CommandLine line;
  line.set("EMPTY", "");
  CHECK(line.changes(": ${EMPTY:=d}; alpha run") == "EMPTY=d");
  CHECK(line.changes(": ${EMPTY=d}; alpha run") == "");
  CHECK(changes("case ${A:=d} in x) ;; esac; export A; alpha run") == "A=d");
  CHECK(changes("for i in ${A:=d}; do :; done; export A; alpha run") == "A=d");
  line.gaps.push_back({"env.", "a Secret sets it"});
  CHECK(line.changes(": ${A:=d}; export A; alpha run") == "A=?");
}

TEST_CASE("whether a variable is exported follows export, unset and set -a in their order") {
  CHECK(changes("export A; A=1; alpha run") == "A=1");
  CHECK(changes("set -a; A=1; set +a; B=2; alpha run") == "A=1");
  CHECK(changes("set -o allexport; A=1; set +o allexport; B=2; alpha run") == "A=1");
  CHECK(changes("(set -a); A=1; alpha run") == "");
  CHECK(changes("if x; then set -a; fi; A=1; alpha run") == "A=?");
  CHECK(changes("A=1; if x; then export A; fi; A=2; alpha run") == "A=?");
  CommandLine line;
  line.set("OLD", "x");
  CHECK(line.changes("unset OLD; OLD=1; alpha run") == "-OLD");
  CHECK(line.changes("unset OLD; export OLD=1; alpha run") == "OLD=1");
  CHECK(line.changes("for i in 1 2; do OLD=2; alpha run; unset OLD; done") == "OLD=?");
}

TEST_CASE("export expands all its words before it sets one") {
  CommandLine line;
  line.set("A", "old");
  CHECK(line.changes("export A=1 B=$A; alpha run") == "A=1 B=old");
}

TEST_CASE("$1 and its like are unknown after a branch or a loop that moves them, and a subshell leaves them alone") {
  CHECK(arguments("if x; then set -- a; else set -- b; fi; alpha run \"$@\"") == "[?]");
  CHECK(arguments("set -- a b; for i in 1 2; do alpha run $1; shift; done") == "[?*]");
  CHECK(arguments("set -- a; (set -- b); alpha run $1") == "[a]");
  CHECK(arguments("set -- a; x && set -- b; alpha run $1") == "[?*]");
  CHECK(arguments("eval 'set -- a'; alpha run $1") == "[a]");
}

TEST_CASE("a changed IFS makes unquoted values unknown") {
  CommandLine line;
  line.set("A", "1,2");
  CHECK(line.arguments("IFS=,; alpha run $A \"$A\" ${B:-x y} \"$*\"") == "[?*][1,2][?*][?]");
  CHECK(line.arguments("IFS=,; unset IFS; alpha run $A") == "[1,2]");
  CHECK(line.arguments("IFS=, read B < f; alpha run $A") == "[1,2]");
}

TEST_CASE("a function sees what its caller sets for it, and exports that come before the call") {
  CommandLine line;
  line.set("A", "old");
  CHECK(line.arguments("f() { alpha run \"$A\"; }; A=1 f") == "[?]");
  CHECK(line.changes("f() { alpha run; }; export B=1; f") == "B=?");
  CHECK(line.changes("f() { B=1; alpha run; }; export B; f") == "B=?");
  CHECK(line.changes("f() { A=1; alpha run; }; A=2; f") == "A=1");
}

TEST_CASE("an assignment of a command's output may fail, and then && stops") {
  CHECK(changes("A=$(x) && export B=1; alpha run") == "B=?");
  CHECK(changes("A=$((1)) && export B=1; alpha run") == "B=1");
  CHECK(changes("! true && export B=1; alpha run") == "B=?");
}

TEST_CASE("loops and functions make what they set unknown") {
  CHECK(changes("for i in 1 2; do export A=$i; done; alpha run") == "A=?");
  CHECK(changes("while x; do export A=1; done; alpha run") == "A=?");
  CHECK(changes("export P=1; for i in 1 2; do alpha run; P=2; done") == "P=?");
  CHECK(changes("for ((i=0;i<2;i++)); do export A=1; alpha run; done") == "A=1");
  CHECK(changes("f() { export A=1; }; f; alpha run") == "A=?");
  CHECK(changes("M=a; f() { export A=$M; alpha run; }; M=b; f") == "A=?");
  CHECK(changes("function f { export A=1\nalpha run; }\nf") == "A=1");
  CHECK(changes("export N=1; ((N++)); read B; export B; alpha run") == "N=? B=?");
}

TEST_CASE("what follows && is certain only after commands that do not fail") {
  CHECK(changes("cd /x && export A=1; alpha run") == "A=1");
  CHECK(changes("cd /x && export A=1 && alpha run") == "A=1");
  CHECK(changes("[ -e f ] && export A=1; alpha run") == "A=?");
  CHECK(changes("[ -e f ] && export A=1 && alpha run") == "A=1");
  CHECK(changes("[ -e f ] || export A=1\nalpha run") == "A=?");
  CHECK(changes("[ -e f ] || export A=1 && alpha run") == "A=?");
}

TEST_CASE("engines in branches, loops and functions are found") {
  CommandLine line;
  const Launch launch = line.script(
      "if [[ \"$R\" == a && ! ( -z $X ) ]]; then\n  exec alpha run --a\nelse\n  beta-serve --b &\nfi\n"
      "for i in 0 1; do alpha run --c $i & done\nwait\nstart () {\n alpha run --d \"$@\"\n}\nstart\ncase x in x) alpha run --e;; esac\n");
  REQUIRE(launch.engines.size() == 5);
  CHECK(sample::show(launch.engines[0].words) == "[--a]");
  CHECK(launch.engines[1].engine == "beta");
  CHECK(sample::show(launch.engines[2].words) == "[--c][?*]");
  CHECK(sample::show(launch.engines[3].words) == "[--d][?]");
  CHECK(sample::show(launch.engines[4].words) == "[--e]");
}

TEST_CASE("arrays keep their words") {
  CHECK(arguments("A=(\n  --x 'a b' # why\n  --y\n)\nA+=(z)\nexec alpha run \"${A[@]}\"") == "[--x][a b][--y][z]");
  CHECK(arguments("A=(); alpha run \"${A[@]}\" x") == "[x]");
  CHECK(arguments("A=(a b); alpha run pre\"${A[@]}\"post \"${A[*]}\" $A") == "[prea][bpost][a b][a]");
  CHECK(arguments("A=(a); if x; then A+=(b); fi; alpha run \"${A[@]}\"") == "[?]");
  CHECK(changes("export A=(a b); B=1 alpha run") == "B=1");
}

TEST_CASE("the words of `sh -c script name ...` are the script's arguments") {
  CommandLine line;
  const Launch launch = line.launch({"/bin/bash", "-lc", "exec alpha run \"$@\" $2"}, {"name", "--x", "a b"});
  REQUIRE(launch.engines.size() == 1);
  CHECK(sample::show(launch.engines[0].words) == "[--x][a b][a][b]");
  CHECK(line.arguments("set -- --y 1; alpha run \"$@\"") == "[--y][1]");
  CHECK(line.arguments("shift; alpha run \"$@\"") == "[?]");
  CHECK(line.arguments("alpha run \"$@\" $3 \"$*\"") == "[]");
}

TEST_CASE("nested shells and eval are followed with their own quoting") {
  CHECK(arguments("bash -c 'alpha run --x \"a b\"'") == "[--x][a b]");
  CHECK(arguments("A=1; export B=2; sh -c 'alpha run ${A:-no} $B'") == "[no][2]");
  CHECK(arguments("mpirun -n 2 bash -euo pipefail -c \"cd /x && bash -c 'alpha run --x '\\''y z'\\'\"") == "[--x][y z]");
  CHECK(changes("A=1 bash -c 'B=2 alpha run'") == "A=1 B=2");
  CHECK(arguments("eval \"exec alpha run \\\n --x '1 2' $NOWHERE\"") == "[--x][1 2][?*]");
  CHECK(changes("eval 'export A=1'; alpha run") == "A=1");
  CHECK(changes("bash -c 'export A=1'; alpha run") == "");
}

TEST_CASE("activating a virtual environment leaves no gap") {
  for (const std::string script : {"source /opt/dynamo/venv/bin/activate\nalpha run --a", ". ./venv/bin/activate && alpha run --a"}) {
    CommandLine line;
    const Launch launch = line.script(script);
    REQUIRE(launch.engines.size() == 1);
    CHECK(launch.engines[0].gaps.empty());
  }
}

TEST_CASE("a file read into the shell leaves a gap over the environment") {
  CommandLine line;
  const Launch launch = line.script("alpha run --a\n. /etc/site.sh\nalpha run --b");
  REQUIRE(launch.engines.size() == 2);
  CHECK(launch.engines[0].gaps.empty());
  REQUIRE(launch.engines[1].gaps.size() == 1);
  CHECK(launch.engines[1].gaps[0].prefix == "env.");
  CHECK(launch.engines[1].gaps[0].why == "the script reads the file '/etc/site.sh' into its shell");
}

TEST_CASE("Kubernetes expands a script before the shell reads it") {
  CommandLine line;
  line.set("V", "--x 1");
  line.set_unknown("S", "a Secret");
  CHECK(line.arguments("alpha run $(V) '$(V)' $(date)") == "[--x][1][--x 1][?*]");
  CHECK(line.arguments("alpha run --y=$(S) '$(S)' \"a$(S)\"") == "[--y=?*][?][a?]");
  CHECK(line.changes("export A=$(V); alpha run") == "A=--x");
}

TEST_CASE("words and values point at their places") {
  CommandLine line;
  line.set("V", "val1 val2");
  const Launch launch = line.script("export A='x y'  B=$V\nalpha run --k=\"a b\" --m $V \\\n  'q' \"\"\n");
  REQUIRE(launch.engines.size() == 1);
  const std::vector<Word>& words = launch.engines[0].words;
  REQUIRE(words.size() == 6);
  CHECK(line.at(words[0].text.slice(4).span()) == "a b");
  CHECK(line.at(words[0].span) == "--k=\"a b\"");
  CHECK(line.at(words[2].text.span()) == "val1");
  CHECK(line.at(words[3].text.span()) == "val2");
  CHECK(line.at(words[3].span) == "$V");
  CHECK(line.at(words[4].text.span()) == "q");
  CHECK(line.at(words[4].span) == "'q'");
  CHECK(line.at(words[5].span) == "\"\"");
  const std::vector<Assignment>& assignments = launch.engines[0].assignments;
  REQUIRE(assignments.size() == 2);
  CHECK(line.at(assignments[0].name_span) == "A");
  CHECK(line.at(assignments[0].value.span) == "x y");
  CHECK(line.at(assignments[1].name_span) == "B");
  CHECK(line.at(assignments[1].value.span) == "val1 val2");
}

TEST_CASE("a script that cannot be read keeps the commands before the place") {
  CHECK(arguments("alpha run --x\necho 'open") == "[--x]");
  CHECK(arguments("alpha run --x\nif true; then") == "[--x]");
  for (const std::string bad : {"alpha run 'x", "alpha run \"x", "alpha run $(x", "alpha run ${x", "alpha run `x", "alpha run )",
                                "( alpha run", "if x; then alpha run", "for i in x; do alpha run", "case x in a) alpha run", "{ alpha run",
                                "done", "a ( b", "[[ a", "alpha run >"}) {
    CAPTURE(bad);
    const Launch launch = CommandLine().script(bad);
    CHECK((launch.engines.empty() || bad == "alpha run )"));
    if (launch.engines.empty()) CHECK(launch.unknown.starts_with("of the script, "));
  }
}

}  // namespace fabriclint
