# SPDX-License-Identifier: Apache-2.0
"""What GitHub's API does with reviews of a pull request, as far as a review bot depends on it, on localhost. A review is refused as a whole, with
422, for one bad comment: a line outside of the hunks of the pull request, a range over two hunks or that does not ascend, an empty or oversized text.
Posting a finding twice is refused too, which GitHub would not do."""

import http.server
import json
import re
import threading
import urllib.parse

BOT = "github-actions[bot]"
PER_PAGE = 2  # small, so that every list has several pages
MOST = 65536


def hunks(diff):
    """The lines that each hunk of one file's diff shows of the new file."""
    ranges = []
    for match in re.finditer(rb"^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@", diff, re.MULTILINE):
        begin, count = int(match[1]), int(match[2] or 1)
        ranges.append(range(begin, begin + count))
    return ranges


def hunks_of_change(repository, base, head):
    """path -> hunks, as GitHub shows a pull request."""
    names = repository.git("diff", "--name-only", "-z", f"{base}...{head}").split(b"\0")[:-1]
    return {
        name.decode(errors="replace"): hunks(repository.git("diff", "-U3", "--no-ext-diff", f"{base}...{head}", "--", b":(literal)" + name))
        for name in names
    }


class PullRequest:
    def __init__(self, number, head, files, base=None):
        self.number, self.head, self.files, self.base = number, head, files, base
        self.state = "open"
        self.comments, self.reviews = [], []

    def problem_of(self, review):
        """Why GitHub answers 422; None when it does not."""
        if set(review) - {"commit_id", "event", "body", "comments"}:
            return "unknown fields"
        if review.get("event") != "COMMENT":
            return "an event other than a comment"
        if review.get("commit_id", self.head) != self.head:
            return "a commit that is not the head"
        if not review.get("body"):
            return "a comment needs a body"
        if len(review["body"]) > MOST:
            return "the body is too long"
        for comment in review.get("comments", []):
            problem = self.problem_of_comment(comment)
            if problem:
                return f"{problem}: {comment}"
        told = [line for text in [review["body"], *(c["body"] for c in review["comments"])] for line in text.splitlines()[-1:]]
        known = {line for text in [c["body"] for c in self.comments + self.reviews if c["user"]["login"] == BOT] for line in text.splitlines()[-1:]}
        marks = [fingerprint for line in told for fingerprint in marks_of(line)]
        if len(set(marks)) < len(marks) or set(marks) & {fingerprint for line in known for fingerprint in marks_of(line)}:
            return "a finding is posted twice"
        return None

    def problem_of_comment(self, comment):
        if set(comment) - {"path", "line", "side", "start_line", "start_side", "body"}:
            return "unknown fields"
        if comment["path"] not in self.files:
            return "a path that is not part of the change"
        first, last = comment.get("start_line", comment["line"]), comment["line"]
        if "start_line" in comment and not first < last:
            return "start_line must be before line"
        if comment.get("side") != "RIGHT" or ("start_line" in comment) != ("start_side" in comment):
            return "a wrong side"
        if not any(first in hunk and last in hunk for hunk in self.files[comment["path"]]):
            return "line must be part of the diff"
        if not 0 < len(comment["body"]) <= MOST:
            return "a wrong size"
        return None

    def post(self, review):
        problem = self.problem_of(review)
        if problem:
            return 422, {"message": "Unprocessable Entity", "errors": [problem]}
        identity = len(self.reviews) + len(self.comments) + 1
        self.reviews.append({"id": identity, "user": {"login": BOT}, "body": review["body"], "state": "COMMENTED"})
        for comment in review.get("comments", []):
            identity += 1
            self.comments.append({**comment, "id": identity, "user": {"login": BOT}, "diff_hunk": "@@", "commit_id": self.head})
        return 200, self.reviews[-1]


def marks_of(line):
    match = re.fullmatch(r"<!-- fabriclint/v1((?: [0-9a-f]{16}:[0-9]+)+) -->", line)
    return match[1].split() if match else []


class Stub:
    """Serves one pull request of octo/recipes while the block runs."""

    def __init__(self, pull_request):
        stub = self
        self.pull_request = pull_request
        self.posts = 0

        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def answer(self, status, value, link=None):
                text = json.dumps(value).encode()
                self.send_response(status)
                if link:
                    self.send_header("Link", link)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def do_GET(self):
                pull, url = stub.pull_request, urllib.parse.urlparse(self.path)
                top = f"/repos/octo/recipes/pulls/{pull.number}"
                if url.path == top:
                    return self.answer(200, {"number": pull.number, "state": pull.state, "head": {"sha": pull.head}})
                if url.path not in (f"{top}/comments", f"{top}/reviews"):
                    return self.answer(404, {"message": "Not Found"})
                every = pull.comments if url.path.endswith("comments") else pull.reviews
                page = int(urllib.parse.parse_qs(url.query).get("page", ["1"])[0])
                more = f'<{stub.address}{url.path}?page={page + 1}>; rel="next"' if len(every) > page * PER_PAGE else None
                return self.answer(200, every[(page - 1) * PER_PAGE : page * PER_PAGE], more)

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if self.path != f"/repos/octo/recipes/pulls/{stub.pull_request.number}/reviews":
                    return self.answer(404, {"message": "Not Found"})
                stub.posts += 1
                return self.answer(*stub.pull_request.post(json.loads(body)))

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


# The part of the command `gh api` that the example workflows use, for a folder on PATH.
GH = '''#!/usr/bin/env python3
import os, re, subprocess, sys, urllib.error, urllib.request
words, path, options = sys.argv[1:], None, {}
assert words.pop(0) == "api", sys.argv
while words:
    word = words.pop(0)
    if word in ("--paginate", "--silent"): options[word] = True
    elif word in ("--jq", "--method", "--input"): options[word] = words.pop(0)
    else:
        assert path is None and not word.startswith("-"), sys.argv
        path = word
url = os.environ["STUB"] + "/" + path
data = open(options["--input"], "rb").read() if "--input" in options else None
while url:
    try:
        request = urllib.request.Request(url, data=data, method=options.get("--method", "GET"))
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request) as answer:
            text, link = answer.read(), answer.headers.get("Link")
    except urllib.error.HTTPError as error:
        sys.stderr.write(error.read().decode() + "\\n")
        sys.exit(1)
    if "--jq" in options:
        text = subprocess.run(["jq", "-rc", options["--jq"]], input=text, capture_output=True, check=True).stdout
    if "--silent" not in options:
        sys.stdout.write(text.decode())
        sys.stdout.flush()
    url = link and "--paginate" in options and re.match("<(.*)>", link)[1]
'''
