#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Counts test cases, for the last line of `./dev test`.

Usage: count_cases.py TESTLOG.json [LABEL]. Meson counts programs; this counts what they ran: a doctest program's cases (from its summary), the
cases of a script that ends with "N passed, N failed[, N skipped]", and any other program as one case. A program that failed although all its cases
passed (a crash at exit, a leak, a timeout) adds one failed case, so that the line is never greener than meson's verdict. Exits with 1 when a case
failed or nothing ran.
"""
import json
import re
import sys

DOCTEST = re.compile(r"^\[doctest\] test cases: *\d+ *\| *(\d+) passed *\| *(\d+) failed *\| *(\d+) skipped", re.M)
SCRIPT = re.compile(r"^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$", re.M)
SKIPPED = "SKIP"
GOOD = ("OK", "EXPECTEDFAIL")


def cases_of(test):
    """(passed, failed, skipped) of one line of meson's log."""
    if test["result"] == SKIPPED:
        return 0, 0, 1
    good = test["result"] in GOOD
    found = DOCTEST.findall(test.get("stdout", "")) or SCRIPT.findall(test.get("stdout", ""))
    if not found:
        return (1, 0, 0) if good else (0, 1, 0)
    passed, failed, skipped = (int(number or 0) for number in found[-1])
    return passed, failed if good or failed else 1, skipped


def main():
    log, label = sys.argv[1], (sys.argv[2:] or [""])[0]
    try:
        with open(log, encoding="utf-8", errors="replace") as lines:
            tests = [json.loads(line) for line in lines]
    except OSError as error:
        print(f"no test ran: {error}", file=sys.stderr)
        return 1
    passed, failed, skipped = (sum(column) for column in zip(*map(cases_of, tests), strict=True)) if tests else (0, 0, 0)
    print(f"{label}{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
