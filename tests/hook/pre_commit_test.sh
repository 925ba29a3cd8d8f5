#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs the shipped hook the way its users do: Debian's pre-commit, a tool repository made of this checkout's .pre-commit-hooks.yaml, a repository of
# recipes, and the built program on PATH. Nothing leaves the machine (git may use local files only), nothing of the caller's configuration is read.
#
#   tests/hook/pre_commit_test.sh build/lint/fabriclint
#
# Exits with 77 (skipped) when pre-commit or git is missing. The last line counts the cases.
# shellcheck disable=SC2016,SC2034 # the checks of a case are strings, evaluated when their turn comes
set -uo pipefail

program=$(realpath -- "${1:?usage: pre_commit_test.sh PROGRAM}")
source_root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)
for tool in pre-commit git; do
  command -v "$tool" >/dev/null || {
    echo "skipped: $tool is not installed"
    exit 77
  }
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset "${!GIT_@}" "${!PRE_COMMIT@}" SKIP NO_COLOR FORCE_COLOR CLICOLOR_FORCE
export HOME=$work/home XDG_CACHE_HOME=$work/home/cache XDG_CONFIG_HOME=$work/home/config PRE_COMMIT_HOME=$work/home/pre-commit
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=$work/home/gitconfig GIT_ALLOW_PROTOCOL=file LC_ALL=C.UTF-8
export PATH=$work/bin:$PATH
mkdir -p "$HOME" "$work/bin"
git config --global user.name Tester
git config --global user.email tester@example.invalid
git config --global init.defaultBranch main

# The program as the hook calls it; what it was called with is kept, one line for each process.
cat >"$work/bin/fabriclint" <<END
#!/bin/sh
echo "\$*" >>'$work/calls'
exec '$program' "\$@"
END
chmod +x "$work/bin/fabriclint"

passed=0 failed=0 skipped=0
# case_of TITLE COMMAND...: the command decides; what it printed is shown when it fails.
case_of() {
  local title=$1
  shift
  if "$@" >"$work/seen" 2>&1; then
    passed=$((passed + 1))
    echo "ok: $title"
  else
    failed=$((failed + 1))
    echo "NOT OK: $title"
    sed 's/^/    /' "$work/seen" "$work/output"
  fi
}
output=$work/output
: >"$output"
run() { "$@" >"$output" 2>&1; }
refused() { ! run "$@"; }
all() { # all 'CHECK' 'CHECK'...: every one holds, the first that does not is named
  local check
  for check; do eval "$check" || { echo "does not hold: $check" && return 1; }; done
}
shows() { grep -q -e "$1" "$output"; }

# A disaggregated deployment whose workers hold an RDMA device and may use the given transports.
recipe() {
  local role
  printf 'apiVersion: nvidia.com/v1alpha1\nkind: DynamoGraphDeployment\nmetadata:\n  name: hook\nspec:\n  services:\n'
  for role in prefill decode; do
    cat <<END
    $role:
      componentType: worker
      subComponentType: $role
      resources:
        limits: {gpu: "1", custom: {rdma/ib: "1"}}
      extraPodSpec:
        mainContainer:
          image: registry.example.com/vllm-runtime:1.3.0
          securityContext: {runAsUser: 0, capabilities: {add: [IPC_LOCK]}}
          command: [python3, -m, dynamo.vllm]
          args: [--model, m, --disaggregation-mode, $role, --kv-transfer-config, '{"kv_connector":"NixlConnector","kv_role":"kv_both"}']
          env:
            - name: UCX_TLS
              value: "$1"
END
  done
}
good() { recipe rc,cuda_copy,cuda_ipc; }
bad() { recipe tcp,cuda_copy; }
head_of() { git rev-parse --verify -q HEAD || echo none; }
commit() { git add -A && git commit -m "$1"; }

# The tool's repository, as far as pre-commit looks at it.
git init -q "$work/tool"
cp "$source_root/.pre-commit-hooks.yaml" "$work/tool/"
git -C "$work/tool" add -A
git -C "$work/tool" commit -q -m 'The hook'
git -C "$work/tool" tag v0.1.0

# The recipes' repository has a rule of its own, which is broken below; the built-in ones may have their say about it too.
git init -q "$work/recipes-repo"
cd "$work/recipes-repo" || exit 1
mkdir policies
cp "$source_root/tests/ruleset/sample-transport.toml" policies/
echo 'rules = ["policies"]' >fabriclint.toml

case_of "the hook manifest is valid" run pre-commit validate-manifest "$source_root/.pre-commit-hooks.yaml"

mkdir -p deploy
bad >deploy/chat.yaml
git add -A
case_of "try-repo shows the finding" all \
  'refused pre-commit try-repo ../tool fabriclint --all-files' 'shows sample-transport' 'shows deploy/chat.yaml:20'

cat >.pre-commit-config.yaml <<END
repos:
  - repo: file://$work/tool
    rev: v0.1.0
    hooks:
      - id: fabriclint
END
case_of "the hook installs without a network" run pre-commit install --install-hooks

case_of "a commit with a finding is blocked" all \
  'refused commit "A broken recipe"' 'shows sample-transport' 'shows deploy/chat.yaml:20' '[ "$(head_of)" = none ]'
# With --color=always pre-commit gives the program a terminal; some containers have none to give.
if python3 -c 'import pty; pty.openpty()' 2>/dev/null; then
  case_of "the findings carry no colour" all 'refused pre-commit run --color=always --all-files' 'shows sample-transport' \
    '! grep -F sample-transport "$output" | grep -q "$(printf "\033")"'
else
  skipped=$((skipped + 1))
  echo "skipped: the findings carry no colour (no pseudo terminal can be opened here)"
fi

good >deploy/chat.yaml
case_of "the mended recipe is committed" all 'run commit "A recipe"' '[ "$(head_of)" != none ]' 'shows "fabriclint.*Passed"'

bad >deploy/chat.yaml
git add -A
good >deploy/chat.yaml
before=$(head_of)
case_of "what is staged counts: broken there, mended only in the folder, is blocked" all \
  'refused git commit -m "Staged broken"' 'shows sample-transport' '[ "$(head_of)" = "$before" ]'

{ good && echo '# another comment'; } >deploy/chat.yaml
git add -A
bad >deploy/chat.yaml
case_of "what is staged counts: mended there, broken only in the folder, is committed" all \
  'run git commit -m "Staged mended"' '[ "$(head_of)" != "$before" ]' 'bad | cmp -s - deploy/chat.yaml'
git checkout -q -- .

echo 'replicas: 3' >values.yaml
printf '{{- if .Values.image }}\nimage: {{ .Values.image }}\n{{- end }}\n' >template.yaml
case_of "YAML that is no manifest does not stop a commit" all 'run commit "No manifest"' 'shows "fabriclint.*Passed"'

echo text >README
case_of "a commit without YAML does not start the program" all \
  ': >"$work/calls"' 'run commit "No YAML"' 'shows "fabriclint.*Skipped"' '[ ! -s "$work/calls" ]'

mkdir -p many
for number in $(seq 40); do good >"many/recipe $number.yaml"; done
case_of "many files are given to one process" all \
  ': >"$work/calls"' 'run commit "Many recipes"' '[ "$(wc -l <"$work/calls")" = 1 ]' '[ "$(grep -o "many/recipe" "$work/calls" | wc -l)" = 40 ]'

bad >"a recipe of a team.yml"
git add -A
git commit -q --no-verify -m 'Past the hook'
case_of "CI finds what went past the hook, in any folder, and only in what changed" all \
  'refused pre-commit run --from-ref HEAD~1 --to-ref HEAD' 'shows "a recipe of a team.yml:20"' '! shows many/'

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
