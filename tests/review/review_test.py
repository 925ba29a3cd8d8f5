# SPDX-License-Identifier: Apache-2.0
"""The life of a review bot against a stub of GitHub's API (github_stub.py): reviews are accepted, nothing is posted twice, a push that adds a finding
posts that one. The scripts that talk to the API are those of the example workflows, taken from their files.

review_test.py FABRICLINT WRITE_REVIEWS ROOT; exit status 77 (skipped) without git, jq or python3-yaml."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from github_stub import GH, PullRequest, Stub, hunks, hunks_of_change
from repository import RDMA, RULESET, Repository, recipe, worker

try:
    import yaml
except ImportError:
    yaml = None
for missing in [tool for tool in ("git", "jq", "bash") if shutil.which(tool) is None] + ([] if yaml else ["python3-yaml"]):
    print(f"skipped: {missing} is not installed")
    sys.exit(77)

PROGRAM, WRITE_REVIEWS, ROOT = (pathlib.Path(word).resolve() for word in sys.argv[1:4])
passed = 0
FAULT = "`sample-transport`"  # of the project's own rules; the built-in ones may have their say about it too


def check(title, condition, details=""):
    global passed
    assert condition, f"{title}: {details}"
    passed += 1


def unquoted(name):
    return re.sub(rb"\\([0-7]{3})", lambda match: bytes([int(match[1], 8)]), name.strip(b'"'))[2:].decode(errors="replace")


def check_samples(work):
    """Hand-made reviews, with suggestions and with everything that tries to break out, are accepted whole."""
    subprocess.run([WRITE_REVIEWS, work], check=True)
    wanted = {"suggestions": 5, "many": 30, "hostile": 6, "none": 0}
    for name, comments in wanted.items():
        review = json.loads((work / f"{name}.json").read_bytes())
        diff = (work / f"{name}.diff").read_bytes()
        parts = re.split(rb"^\+\+\+ (.*)\n", diff, flags=re.MULTILINE)
        files = {unquoted(path): hunks(part) for path, part in zip(parts[1::2], parts[2::2])}
        check(name, len(review["comments"]) == comments, len(review["comments"]))
        pull = PullRequest(1, "a" * 40, files)
        if comments == 0:
            check(name, review["body"] == "")
            continue
        check(f"{name} is accepted", pull.post(review)[0] == 200, pull.problem_of(review))
        check(f"{name} is accepted once", pull.post(review)[0] == 422)

        # What the program must never do is noticed.
        def refused(change, review=review, files=files):
            copy = json.loads(json.dumps(review))
            change(copy["comments"][-1])
            return PullRequest(1, "a" * 40, files).post(copy)[0] == 422

        check("a line outside is refused", refused(lambda c: c.update(line=4000)))
        check("an empty range is refused", refused(lambda c: c.update(start_line=c["line"], start_side="RIGHT")))
        check("an unknown path is refused", refused(lambda c: c.update(path="x")))
        check("a large text is refused", refused(lambda c: c.update(body="x" * 65537)))


class Workflow:
    """The steps of the example workflows, with stand-ins for what GitHub provides."""

    def __init__(self, repository, stub, work):
        self.repository, self.stub, self.work = repository, stub, work
        self.steps = {}
        for name in ("review", "review-post"):
            tree = yaml.safe_load((ROOT / f"docs/examples/workflows/{name}.yml").read_text())
            for job in tree["jobs"].values():
                self.steps |= {step["name"]: step for step in job["steps"]}
        tools = work / "tools"
        tools.mkdir()
        (tools / "gh").write_text(GH)
        (tools / "gh").chmod(0o755)
        self.environment = {**repository.environment, "PATH": f"{tools}:{os.environ['PATH']}", "STUB": stub.address}
        built = repository.folder / ".fabriclint/build/lint"
        built.mkdir(parents=True)
        (built / "fabriclint").symlink_to(PROGRAM)

    def step(self, name, temp, number=None, fails=False):
        pull = self.stub.pull_request
        context = {
            "github.token": "secret",
            "github.repository": "octo/recipes",
            "github.event.pull_request.number": str(number or pull.number),
            "github.event.pull_request.base.sha": pull.base,
            "github.event.pull_request.head.sha": self.repository.git("rev-parse", "HEAD").decode().strip(),
            "github.event.workflow_run.head_sha": self.repository.git("rev-parse", "HEAD").decode().strip(),
        }
        step = self.steps[name]
        variables = {key: re.sub(r"\$\{\{ (.*?) \}\}", lambda match: context[match[1]], value) for key, value in step.get("env", {}).items()}
        environment = {**self.environment, **variables, "RUNNER_TEMP": str(temp), "GITHUB_WORKSPACE": str(self.repository.folder)}
        run = subprocess.run(["bash", "-e", "-c", step["run"]], cwd=self.repository.folder, env=environment, capture_output=True, text=True)
        check(f"step {name}", (run.returncode != 0) == fails, run.stdout + run.stderr)
        return run.stdout

    def make(self, number=None):
        """The first half; the folder of the artifact."""
        temp = pathlib.Path(tempfile.mkdtemp(dir=self.work))
        self.step("List what was posted before", temp)
        self.step("Write the review", temp, number)
        return temp

    def run(self, word=""):
        """Both halves; the comments that came and hold the word."""
        before = len(self.stub.pull_request.comments)
        self.step("Post it", self.make())
        return [comment for comment in self.stub.pull_request.comments[before:] if word in comment["body"]]


def play(work):
    repository = Repository(work / "play", PROGRAM)
    good = {"recipes/a/d.yaml": recipe(worker("prefill"), worker("decode")), "recipes/b/d.yaml": recipe(worker("prefill", ucx="tcp,cuda_copy"), worker("decode"))}
    rules = {f"policies/{file.name}": file.read_text() for file in RULESET.glob("*.toml")}
    repository.write({**good, **rules, "fabriclint.toml": 'rules = ["policies"]\n'})
    base = repository.commit("base")
    repository.git("checkout", "-q", "-b", "topic")
    bad = good["recipes/a/d.yaml"].replace(RDMA, "tcp,cuda_copy", 1)

    def push(files):
        repository.add(files)
        repository.git("add", "recipes")
        repository.git("commit", "-q", "--allow-empty", "-m", "push")
        pull.head = repository.git("rev-parse", "HEAD").decode().strip()
        pull.files = hunks_of_change(repository, "main", "HEAD")

    pull = PullRequest(7, base, {}, base)
    with Stub(pull) as stub:
        workflow = Workflow(repository, stub, work)
        push({"recipes/a/d.yaml": good["recipes/a/d.yaml"].replace("80Gi", "90Gi")})
        check("a change without a finding posts nothing", not workflow.run() and stub.posts == 0)

        push({"recipes/a/d.yaml": bad})
        told = workflow.run(FAULT)
        check("a finding is posted", len(told) == 1, pull.comments)
        comment = told[0]
        line = bad.splitlines().index("              value: tcp,cuda_copy") + 1
        check("at its line", (comment["path"], comment["line"]) == ("recipes/a/d.yaml", line), comment)
        check("with its words", "**error** `sample-transport`: `UCX_TLS` of `prefill` is `tcp,cuda_copy`" in comment["body"], comment["body"])
        posts = stub.posts
        check("a second run posts nothing", not workflow.run() and stub.posts == posts)

        push({"recipes/a/d.yaml": "# moved by a line\n" + bad})
        check("a finding that moved is not posted again", not workflow.run() and stub.posts == posts)

        worse = bad.replace(RDMA, "tcp,cuda_copy", 1)
        push({"recipes/a/d.yaml": "# moved by a line\n" + worse})
        told = workflow.run(FAULT)
        check("a push that adds a finding posts that one", len(told) == 1 and "`UCX_TLS` of `decode`" in told[0]["body"], told)

        # Far from any changed line: the review's text tells it, once.
        fault = "            - name: NIXL_BACKEND\n              value: x\n"
        push({"recipes/c/d.yaml": recipe(*[worker(f"w{i}", extra=fault) for i in range(40)])})
        check("no more than thirty comments", len(workflow.run()) == 30)
        check("the others are told in the text", "without a comment of their own" in pull.reviews[-1]["body"], pull.reviews[-1]["body"])
        posts = stub.posts
        check("and not again", not workflow.run() and stub.posts == posts)

        lost = [comment for comment in pull.comments if "recipes/a/d.yaml" == comment["path"] and FAULT in comment["body"]]
        lost[0]["body"] = "edited by a stranger"
        lost[1]["user"]["login"] = "stranger"
        check("what the bot has not said, it says", len(workflow.run()) == len(lost) == 2)

        check_post_distrusts(workflow, pull, stub)
        for name in ["recipes/@root ![x](y).yaml", "recipes/<b>`x`.yaml", "recipes/é 你.yaml", "recipes/a\nb.yaml", "recipes/-c.yaml"]:
            push({name: bad})
            told = workflow.run(FAULT)
            check(f"a file called {ascii(name)}", [comment["path"] for comment in told] == [name], told)


def check_post_distrusts(workflow, pull, stub):
    """The second half against a first half that lies."""
    posts, temp = stub.posts, workflow.make()
    review = temp / "review"
    good = {"event": "COMMENT", "body": "x", "comments": [], "commit_id": pull.head}

    def post(number=str(pull.number), fails=True, **changes):
        (review / "number").write_text(number)
        (review / "review.json").write_text(json.dumps({**good, **changes}))
        return workflow.step("Post it", temp, fails=fails)

    for number in ["", "0", "7/../8", "$(touch x)", "-1", "7 8", "9" * 30]:
        post(number)
    post(comments=[{"path": "a", "line": 1, "body": "x"}] * 31)
    post(comments=[{"path": "a", "line": "1; x", "body": "x"}])
    post(comments=[{"path": "a", "line": 1.5, "body": "x"}])
    post(comments=[{"path": ["a"], "line": 1, "body": "x"}])
    post(body={"a": 1})
    post(body="x" * 65537)
    (review / "review.json").write_text("x" * 2_000_001)
    workflow.step("Post it", temp, fails=True)
    head, pull.head = pull.head, "b" * 40
    check("a stale review is dropped", "not its head any more" in post(fails=False))
    pull.head, pull.state = head, "closed"
    check("so is one of a closed pull request", "is closed" in post(fails=False))
    pull.state = "open"
    check("nothing of that was posted", stub.posts == posts)
    post(fails=False, event="APPROVE", commit_id="c" * 40, extra="field", comments=[])
    check("an approval becomes a comment", pull.reviews[-1]["state"] == "COMMENTED" and stub.posts == posts + 1)


def main():
    with tempfile.TemporaryDirectory() as name:
        work = pathlib.Path(os.path.realpath(name))
        (work / "samples").mkdir()
        check_samples(work / "samples")
        play(work)
    print(f"{passed} checks passed")


main()
