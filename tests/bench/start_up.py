# SPDX-License-Identifier: Apache-2.0
"""What a process of fabriclint costs beside one that does nothing: start_up.py FABRICLINT FIXTURES. Commands take turns, so that a busy machine
slows all of them alike; of each the best and the median are told, in milliseconds and as differences from the empty process."""
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = 100
program, fixtures = sys.argv[1], pathlib.Path(sys.argv[2])
alone = tempfile.TemporaryDirectory()  # what lies beside a file is read for context
shutil.copy(fixtures / "clean" / "every-layer.yaml", alone.name)
COMMANDS = {
    "an empty process": ["/bin/true"],
    "--version": [program, "--version"],
    "the ruleset": [program, "check", "--no-config", "--allow-empty", str(fixtures / "no-such-file")],
    "one recipe": [program, "check", "--no-config", "--exit-zero", alone.name],
    "among others": [program, "check", "--no-config", "--exit-zero", str(fixtures / "clean" / "every-layer.yaml")],
}

times = {name: [] for name in COMMANDS}
for _ in range(ROUNDS):
    for name, command in COMMANDS.items():
        begin = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        times[name].append(1000 * (time.perf_counter() - begin))

empty_best, empty_median = min(times["an empty process"]), statistics.median(times["an empty process"])
for name, taken in times.items():
    best, median = min(taken), statistics.median(taken)
    print(f"{name:18} best {best:6.2f} ms (+{best - empty_best:.2f})   median {median:6.2f} ms (+{median - empty_median:.2f})")
