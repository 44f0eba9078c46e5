"""How quick this machine is just now: rounds of a fixed work a second, by the clock, in two processes at once.

Floors of seconds and rates were pinned on one machine; the gate runs on others, which may be half as quick or have
other work. A floor of time is therefore asked for in proportion to this pace. Two processes, since jobs of servers and
of workers need two; each round exchanges, counts and sorts words, as reading and linking do.
"""

from __future__ import annotations

import collections
import json
import re
import statistics
import subprocess
import sys
import time

from bench import shared

SECONDS, AT_ONCE = 0.6, 2
USUAL = 400.0  # of the machine on which floors of time were pinned
_WORDS = re.compile(r"\w+")
_TEXT = " ".join(f"the town of {n % 97} heard {n * 7919 % 1009} people in {n % 53} streets" for n in range(400))


def now() -> float:
    """Rounds a second of one of two processes, the mean; `CalledProcessError` where one failed."""
    command = [sys.executable, "-m", "bench.pace"]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, cwd=shared.ROOT) for _ in range(AT_ONCE)]
    told = [one.communicate()[0] for one in both]
    for one in both:
        if one.returncode:
            raise subprocess.CalledProcessError(one.returncode, command)
    return round(statistics.mean(map(float, told)), 1)


def rounds() -> float:
    """Rounds a second of this process."""
    begun, done = time.perf_counter(), 0
    while (seconds := time.perf_counter() - begun) < SECONDS:
        counted = collections.Counter(_WORDS.findall(_TEXT.replace("town", f"city{done % 3}")))
        json.loads(json.dumps(sorted(counted.items(), key=lambda pair: (pair[1], pair[0]))))
        done += 1
    return done / seconds


if __name__ == "__main__":
    print(rounds())
