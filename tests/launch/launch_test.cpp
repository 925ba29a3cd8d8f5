// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "launch/sample.h"

namespace fabriclint {
namespace {

using sample::CommandLine;
using Texts = std::vector<std::string>;

// "engine module [arguments]" of every engine, or the reason why none is known.
std::string show(const Launch& launch) {
  std::string shown;
  for (const EngineProcess& process : launch.engines) {
    if (!shown.empty()) shown += "; ";
    shown += process.engine + " " + process.module.text() + " " + sample::show(process.words);
  }
  return launch.unknown.empty() ? shown : shown + "unknown: " + launch.unknown;
}

std::string launched(const Texts& command, const Texts& args = {}) {
  return show(CommandLine().launch(command, args));
}

}  // namespace

TEST_CASE("an engine is found in a command list, in args, and in both together") {
  CHECK(launched({"python3", "-m", "serve.alpha"}, {"--x", "a b"}) == "alpha serve.alpha [--x][a b]");
  CHECK(launched({"python3", "-m", "serve.alpha", "--x"}) == "alpha serve.alpha [--x]");
  CHECK(launched({"python3"}, {"-m", "serve.alpha", "--x"}) == "alpha serve.alpha [--x]");
  CHECK(launched({}, {"python3", "-m", "serve.beta", "--x"}) == "beta serve.beta [--x]");
  CHECK(launched({"alpha", "run"}, {"m", "--x"}) == "alpha alpha [m][--x]");
  CHECK(launched({"alpha"}, {"run", "m"}) == "alpha alpha [m]");
  CHECK(launched({"/usr/bin/beta-serve"}) == "beta /usr/bin/beta-serve ");
}

TEST_CASE("python's spellings of -m are known") {
  for (const Texts& command : {Texts{"python", "-m"}, Texts{"/opt/v/bin/python3.12", "-u", "-m"}, Texts{"python3", "-um"},
                               Texts{"python3", "-X", "dev", "-m"}, Texts{"python3", "-W", "ignore", "-Om"}}) {
    Texts whole = command;
    whole.insert(whole.end(), {"serve.alpha.main", "-m", "serve.beta"});
    CHECK(launched(whole) == "alpha serve.alpha.main [-m][serve.beta]");
  }
}

TEST_CASE("modules match as a whole unless the table says otherwise") {
  CHECK(launched({"python3", "-m", "serve.beta.x"}) == "");
  CHECK(launched({"python3", "-m", "serve.alphabet"}) == "");
  CHECK(launched({"python3", "-m", "serve.frontend", "--x", "beta-serve"}) == "");
  CHECK(launched({"alpha", "bench"}) == "");
  CHECK(launched({"alpha"}) == "");
}

TEST_CASE("an engine is found behind whatever starts it") {
  for (const std::string prefix :
       {"exec ", "numactl --interleave=all ", "mpirun -np 2 --allow-run-as-root ", "some-launch ", "uv run ", "nohup nice -n 5 ", "time ",
        "! ", "env A=1 ", "timeout 60 ", "tini -- ", "/opt/x/launch --y z -- ", "A=1 B=2 exec ", "sudo -E "}) {
    CAPTURE(prefix);
    CHECK(show(CommandLine().script(prefix + "python3 -m serve.alpha --x")) == "alpha serve.alpha [--x]");
    CHECK(show(CommandLine().script(prefix + "alpha run --x")) == "alpha alpha [--x]");
  }
  CHECK(launched({"torchrun", "--nproc", "8", "-m", "serve.alpha"}, {"--x"}) == "alpha serve.alpha [--x]");
  CHECK(launched({"python3", "-m", "torch.distributed.run", "--module", "serve.alpha", "--x"}) == "alpha serve.alpha [--x]");
}

TEST_CASE("unknown words before an engine do not hide it") {
  CHECK(show(CommandLine().script("$WRAP $OPTS python3 -m serve.alpha --x")) == "alpha serve.alpha [--x]");
  CHECK(show(CommandLine().script("\"$PY\" -m serve.alpha --x")) == "alpha serve.alpha [--x]");
}

TEST_CASE("a shell's script is found behind its options, in the command or in the args") {
  const std::string script = "exec alpha run --x";
  for (const Texts& command :
       {Texts{"sh", "-c"}, Texts{"/bin/bash", "-lc"}, Texts{"bash", "-l", "-c"}, Texts{"bash", "-euxo", "pipefail", "-c"},
        Texts{"bash", "-ec", "--"}, Texts{"bash", "-o", "pipefail", "-c"}, Texts{"/bin/dash", "-c", "-e"}, Texts{"bash", "--norc", "-c"},
        Texts{"tini", "--", "sh", "-c"}, Texts{"env", "A=1", "sh", "-c"}}) {
    CHECK(launched(command, {script}) == "alpha alpha [--x]");
    Texts whole = command;
    whole.push_back(script);
    CHECK(launched(whole) == "alpha alpha [--x]");
  }
  CHECK(launched({"bash"}, {"-c", script}) == "alpha alpha [--x]");
  CHECK(launched({}, {"bash", "-c", script}) == "alpha alpha [--x]");
}

TEST_CASE("a command line written as one string is read as one") {
  CHECK(launched({"python3 -m serve.alpha --x 1"}, {"--y"}) == "alpha serve.alpha [--x][1][--y]");
  CHECK(launched({}, {"python3 -m serve.alpha --x 1"}) == "alpha serve.alpha [--x][1]");
}

TEST_CASE("a known command that starts no engine is known to start none") {
  CHECK(launched({"python3", "-m", "serve.frontend"}, {"--x"}) == "");
  CHECK(launched({"sh", "-c", "sleep infinity"}) == "");
  CHECK(launched({"sh", "-c", "echo alpha run"}) == "");
  CHECK(launched({"sh", "-c", ""}) == "");
  CHECK(launched({"sleep"}, {"10"}) == "");
}

TEST_CASE("what may start an engine out of sight is unknown, with the reason") {
  CHECK(launched({}, {}) == "unknown: the image's entrypoint decides what runs");
  CHECK(launched({}, {"--model", "x"}) == "unknown: the image's entrypoint decides what runs");
  CHECK(launched({"sh", "-c", "exec $CMD --x"}) == "unknown: the variable 'CMD' is set nowhere in the manifest");
  CHECK(launched({"sh", "-c", "shift; exec \"$@\""}) == "unknown: `shift` moves it");
  CHECK(launched({"sh", "/opt/start.sh", "x"}) == "unknown: it executes the file '/opt/start.sh'");
  CHECK(launched({"sh", "-c", "./start.sh --x"}) == "unknown: it executes the file './start.sh'");
  CHECK(launched({"python3", "-m", "$(MODULE)"}) == "");
  CHECK(launched({"sh", "-c", "python3 -m \"$MODULE\""}) == "unknown: the variable 'MODULE' is set nowhere in the manifest");
  CHECK(launched({"sh", "-c", "$CMD; alpha run"}) == "alpha alpha ");
  CommandLine line;
  line.set_unknown("SCRIPT", "a Secret holds it");
  CHECK(show(line.launch({"sh", "-c", "$(SCRIPT)"}, {})) == "unknown: the variable 'SCRIPT' is not known: a Secret holds it");
  CHECK(show(line.launch({"$(SCRIPT)"}, {"x"})) == "unknown: the variable 'SCRIPT' is not known: a Secret holds it");
}

TEST_CASE("Kubernetes expands the words of a list, and the shell does not") {
  CommandLine line;
  line.set("V", "a b");
  line.set_unknown("S", "a Secret holds it");
  CHECK(show(line.launch({"alpha", "run"}, {"$(V)", "$V", "$$(V)", "--x=$(S)", "$(S)", "$(NONE)"})) ==
        "alpha alpha [a b][$V][$(V)][--x=?][?][$(NONE)]");
}

TEST_CASE("what a tool fills in before Kubernetes sees it is unknown") {
  CommandLine line;
  CHECK(show(line.launch({"alpha", "run"}, {"--x={{ .Values.x }}/y", "--z", "${Z}", "--n=$Z", "{{ .More }}", "${", "{{"})) ==
        "alpha alpha [--x=?][--z][?][--n=$Z][?][${][{{]");
  CHECK(line.arguments("alpha run --x {{ .X }} '{{- .Y }}' ${Z:-z}") == "[--x][?*][?][z]");
  CHECK(launched({"{{ .Command }}"}) == "unknown: it is a template expression");
  CHECK(launched({"${COMMAND}", "--x"}) == "unknown: it is a placeholder");
}

TEST_CASE("the launch points at the command, and without one at the args") {
  CommandLine line;
  const TracedText command = line.text("python3");
  const TracedText args = line.text("-m serve.alpha");
  CHECK(line.at(read_launch({command}, {args}, {}, sample::engines()).span) == "python3");
  CHECK(line.at(read_launch({}, {args}, {}, sample::engines()).span) == "-m serve.alpha");
  CHECK(line.at(line.launch({"alpha", "run"}, {}).engines.at(0).module.span()) == "alpha");
  CHECK(read_launch({}, {}, {}, sample::engines()).span.empty());
}

}  // namespace fabriclint
