"""bench/floors.toml: what has been reached, less a margin for noise, and the check against it."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from bench import pace, shared
from bench.measures import CLOCKED, MEASURES

if TYPE_CHECKING:
    from pathlib import Path

    from bench.measures import Measure
    from bench.run import Results

FLOORS = shared.ROOT / "bench" / "floors.toml"
MARGIN = {"F1": 1.0, "%": 1.5, "count": 0.0}
SLOWEST = 0.4  # of the usual pace
TIMES = {"ratio": 0.8, "1/s": 0.4, "s": 1.6, "MB": 1.1, "ms": 2.0}
HEAD = f"""\
# What recoupe reaches: `python bench/gate.py` fails below (seconds: above) one of these.
# Written by `python -m bench --pin`: the figure of that day less a margin, so that a change which trades
# a little here for more there need not touch this file, and none slips far unseen.
# Margins: F1 {MARGIN["F1"]:g} point, per cent {MARGIN["%"]:g} points, counts none, or the `noise` of
# the measure: what two trainings differ by, or one pair of a small set;
# for another machine's noise ratios x {TIMES["ratio"]:g}, rates x {TIMES["1/s"]:g}, seconds x {TIMES["s"]:g}.
# On a machine that is slower just now (bench/pace.py) less is asked of rates and seconds, in proportion.
"""

Floors = dict[str, float]


def pin(results: Results) -> Floors:
    """Give the floor of every measured figure."""
    values = [(m, value) for m in MEASURES if (value := figure(m, results)) is not None]
    return {m.key: floor(m, at_usual_pace(m, value, results)) for m, value in values}


def at_usual_pace(m: Measure, value: float, results: Results) -> float:
    """`value`, or what it would have been on a machine of the usual pace."""
    share = _share(results[m.job].pace)
    return value if m.unit not in CLOCKED else value / share if m.unit == "1/s" else value * share


def floor(m: Measure, value: float) -> float:
    """`value` less its noise; without one less the margin of its unit, but not under the floor where that is reached.

    What moves a figure with nothing worse cannot be held nearer; docs/quality.md says whether the floor is reached.
    """
    if m.unit in TIMES and m.noise is not None:
        return round(value + (m.noise if m.better == "lower" else -m.noise), 2)
    if m.unit == "ratio" and m.better == "lower":
        return round(value / TIMES[m.unit], 2)
    if m.unit in TIMES:
        return round(value * TIMES[m.unit], 2)
    margin = MARGIN[m.unit] if m.noise is None else m.noise
    found = round(value + (margin if m.better == "lower" else -margin), 1)
    if m.floor is None or m.noise is not None or not m.meets(value, m.floor):
        return found
    return min(found, m.floor) if m.better == "lower" else max(found, m.floor)


def figure(m: Measure, results: Results) -> float | None:
    """Give the measured figure, None where its job gave none."""
    return results[m.job].figures.get(m.figure) if m.job in results else None


def asked(m: Measure, bound: float, speed: float | None) -> float:
    """`bound`, or less in proportion where it is one of time and the machine's pace, `speed`, was below the usual."""
    if m.unit not in CLOCKED:
        return bound
    return bound * _share(speed) if m.unit == "1/s" else bound / _share(speed)


def _share(speed: float | None) -> float:
    """How quick a machine is beside the usual one, at most 1; below `SLOWEST` nothing more is let off."""
    return max(SLOWEST, min(1.0, speed / pace.USUAL)) if speed else 1.0


def failing(floors: Floors, results: Results) -> list[Measure]:
    """The measures of the jobs that ran whose figure is missing or on the wrong side of its floor."""
    wanted = (m for m in MEASURES if m.job in results and m.key in floors)
    return [m for m in wanted if not _holds(m, floors, results)]


def _holds(m: Measure, floors: Floors, results: Results) -> bool:
    value = figure(m, results)
    return value is not None and m.meets(value, asked(m, floors[m.key], results[m.job].pace))


def failures(floors: Floors, results: Results) -> list[str]:
    """One sentence for each of them."""
    out = []
    for m in failing(floors, results):
        value, speed = figure(m, results), results[m.job].pace
        bound = asked(m, floors[m.key], speed)
        at = f" (pinned {floors[m.key]:g}, asked at a pace of {speed:g})" if bound != floors[m.key] else ""
        out.append(f"{m.label} [{m.key}]: {'no figure' if value is None else f'{value:g}'}, floor {bound:g}{at}")
    return out


def load(path: Path = FLOORS) -> Floors:
    """Give the pinned floors."""
    return dict(tomllib.loads(path.read_text(encoding="utf-8"))["floors"])


def save(floors: Floors, path: Path = FLOORS) -> None:
    """Write the floors, one a line."""
    lines = "".join(f'"{key}" = {value:g}\n' for key, value in floors.items())
    path.write_text(f"{HEAD}\n[floors]\n{lines}", encoding="utf-8")
