"""What many languages cost: memory with all of them loaded, and the slowest one's throughput beside English.

`python -m bench.languages` prints the figures as JSON: one process reads the same articles in every language (the
translations of ntrex); memory is its largest resident set, when each language is loaded by one article and after all
of them; rates are of CPU time.
"""

from __future__ import annotations

import json
import subprocess
import sys

from bench import shared, speed

REPEATS = 5


def figures() -> dict[str, float]:
    """Measure in a fresh process and give its figures."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.languages"], stdout=subprocess.PIPE, check=True, cwd=shared.ROOT
    )
    return dict(json.loads(done.stdout))


def texts() -> dict[str, list[shared.Row]]:
    """Give the articles that every language has, by language."""
    rows = {code: shared.read_rows(shared.gold(f"statements/ntrex.{code}")) for code in shared.CODES}
    common = set.intersection(*({r["doc_id"] for r in found} for found in rows.values()))
    return {code: [r for r in found if r["doc_id"] in common] for code, found in rows.items()}


def measure() -> dict[str, float]:
    """Megabytes, and documents per CPU second of the slowest language over those of English."""
    rows = texts()
    for found in rows.values():
        speed.recoupe(found[0])
    loaded = shared.memory()
    for found in rows.values():
        speed.rate(speed.recoupe, found)
    after = shared.memory()
    rounds = [{code: speed.rate(speed.recoupe, found) for code, found in rows.items()} for _ in range(REPEATS)]
    rates = {code: max(r[code] for r in rounds) for code in rows}  # what a busy machine adds is no part of it
    ratios = {f"{code} beside en": round(rate / rates["en"], 2) for code, rate in rates.items()}
    return {"memory": loaded, "memory after all": after, "slowest": min(ratios.values()), **ratios}


if __name__ == "__main__":
    print(json.dumps(measure()))
