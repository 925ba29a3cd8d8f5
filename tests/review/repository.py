# SPDX-License-Identifier: Apache-2.0
"""Repositories of recipes for the tests of changes and reviews: real git, nothing of the caller's configuration, no network."""

import json
import os
import pathlib
import shutil
import subprocess

RDMA = "rc,cuda_copy,cuda_ipc"
BOT = "fabriclint/v1"
RULESET = pathlib.Path(__file__).resolve().parent.parent / "ruleset"
RULES = ["--rules", str(RULESET)]  # the tests ask for findings of these; the built-in ones may have their say about it too


def worker(role, ucx=RDMA, rdma=True, reference=False, extra=""):
    """One service of a graph, as recipes write it."""
    device = '\n          custom:\n            rdma/ib: "1"' if rdma else ""
    value = "valueFrom:\n                configMapKeyRef: {name: fabric, key: transports}" if reference else f"value: {ucx}"
    return f"""    {role}:
      componentType: worker
      subComponentType: {role}
      resources:
        limits:
          gpu: "1"
          memory: 80Gi{device}
      extraPodSpec:
        mainContainer:
          image: registry.example.com/vllm-runtime:1.3.0
          securityContext: {{runAsUser: 0, capabilities: {{add: [IPC_LOCK]}}}}
          command: [python3, -m, dynamo.vllm]
          args:
            - --model
            - m
            - --disaggregation-mode
            - {role}
            - --kv-transfer-config
            - '{{"kv_connector":"NixlConnector","kv_role":"kv_both"}}'
          env:
            - name: UCX_TLS
              {value}
{extra}"""


def recipe(*workers, name="chat"):
    head = f"apiVersion: nvidia.com/v1alpha1\nkind: DynamoGraphDeployment\nmetadata:\n  name: {name}\nspec:\n  services:\n"
    return head + "".join(workers)


def config_map(transports):
    return f"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: fabric\ndata:\n  transports: {transports}\n"


class Repository:
    def __init__(self, folder, program):
        self.folder = pathlib.Path(folder)
        self.program = str(pathlib.Path(program).resolve())
        self.home = self.folder.parent / (self.folder.name + "-home")
        self.folder.mkdir(parents=True)
        self.home.mkdir()
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "XDG_")) and key != "NO_COLOR"}
        self.environment = kept | {
            "HOME": str(self.home),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_ALLOW_PROTOCOL": "file",
            "LC_ALL": "C.UTF-8",
        }
        self.git("init", "-q", "-b", "main")
        for key, value in {"user.name": "Tester", "user.email": "tester@example.invalid", "commit.gpgsign": "false"}.items():
            self.git("config", key, value)

    def git(self, *words, status=0, cwd=None):
        run = subprocess.run(["git", *words], cwd=cwd or self.folder, env=self.environment, capture_output=True)
        assert run.returncode == status, (words, run.returncode, run.stderr)
        return run.stdout

    def write(self, files):
        """Makes the working tree hold these files and no others; bytes or text by path."""
        for path in self.folder.iterdir():
            if path.name == ".git":
                continue
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        self.add(files)

    def add(self, files):
        for name, text in files.items():
            path = os.path.join(os.fsencode(self.folder), os.fsencode(name))
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(text if isinstance(text, bytes) else text.encode())

    def commit(self, message="change"):
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD").decode().strip()

    def run(self, *words, status=None, cwd=None, stdin=b"", environment=None):
        """The program with these words; (status, standard output, standard error)."""
        run = subprocess.run(
            [self.program, *words], cwd=cwd or self.folder, env=environment or self.environment, input=stdin, capture_output=True
        )
        assert status is None or run.returncode == status, (words, run.returncode, run.stdout[-2000:], run.stderr)
        return run.returncode, run.stdout, run.stderr.decode(errors="replace")

    def findings(self, *words, cwd=None, stdin=b"", paths=(".",)):
        """What is reported, as (rule, subjects, file) -> line."""
        status, out, err = self.run(
            "check", "--no-config", *RULES, "--allow-empty", "--exit-zero", "--format", "sarif", *words, *paths, cwd=cwd, stdin=stdin
        )
        assert status == 0, (words, status, err)
        found = {}
        for result in json.loads(out)["runs"][0]["results"]:
            location = result["locations"][0]
            subjects = tuple(sorted(one["fullyQualifiedName"] for one in location.get("logicalLocations", [])))
            place = location["physicalLocation"]
            found[result["ruleId"], subjects, place["artifactLocation"]["uri"]] = place["region"]["startLine"]
        return found


def rules_of(findings):
    return sorted({rule for rule, _, _ in findings})
