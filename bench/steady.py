"""CPU seconds of this process as an undisturbed machine takes them: each stretch by how slow it was just then.

Processors that share caches and cores with others take up to twice the seconds for the same work, and that changes
from moment to moment. So a fixed work of a hundredth of a second is timed every half CPU second, wherever the process
stands; a stretch counts in proportion to the quickest tenth of these times. It looks up words in a table larger than
the caches, as linking does, and counts and sorts some.
"""

from __future__ import annotations

import collections
import functools
import random
import signal
import time
from typing import TYPE_CHECKING, NamedTuple, Self

if TYPE_CHECKING:
    from types import FrameType

EVERY = 0.5  # CPU seconds
_ENTRIES, _ASKED, _WORDS = 200_000, 12_000, 4_000
_QUICK = 10  # the quickest of so many is what an undisturbed machine takes


class Stretch(NamedTuple):
    """CPU seconds of a stretch of work, and of the fixed work behind it."""

    seconds: float
    fixed: float


class Clock:
    """Times what is done while it is entered; only the main thread can. Only one can be entered at a time."""

    def __init__(self) -> None:
        self.stretches: list[Stretch] = []
        self._begun = 0.0
        _fixed()

    def __enter__(self) -> Self:
        """Go on."""
        signal.signal(signal.SIGPROF, self._look)
        signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
        self._begun = time.process_time()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop."""
        signal.setitimer(signal.ITIMER_PROF, 0)
        self._look()

    @property
    def seconds(self) -> float:
        """CPU seconds so far, without the fixed work."""
        return sum(s.seconds for s in self.stretches)

    @property
    def steady(self) -> float:
        """The same as an undisturbed machine would have taken."""
        quick = sorted(s.fixed for s in self.stretches)[len(self.stretches) // _QUICK]
        return sum(s.seconds * min(quick / s.fixed, 1.0) for s in self.stretches)

    def _look(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        """End a stretch; the fixed work is of none."""
        now = time.process_time()
        self.stretches.append(Stretch(now - self._begun, _fixed()))
        self._begun = time.process_time()


@functools.cache
def _given() -> tuple[dict[str, int], list[str], list[str]]:
    """What the fixed work looks up, in what, and what it counts."""
    chance = random.Random(7)
    table = {str(n * 7919): n for n in range(_ENTRIES)}
    keys = list(table)
    asked = [keys[chance.randrange(_ENTRIES)] for _ in range(_ASKED)]
    return table, asked, [chance.choice(keys)[:4] for _ in range(_WORDS)]


def _fixed() -> float:
    """Seconds of the fixed work, of this thread: those of a process are told in ticks while a timer runs."""
    table, asked, words = _given()
    begun = time.thread_time()
    total = sum([table[key] for key in asked])
    sorted(collections.Counter(words).items(), key=lambda pair: (pair[1], pair[0], total))
    return time.thread_time() - begun
