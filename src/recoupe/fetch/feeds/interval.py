"""How long to wait until a feed is polled again: a pure function of how often it changed.

Source: Cho and Garcia-Molina, Estimating frequency of change, ACM TOIT 3(3), 2003: the rate of changes is estimated by
-log((n - X + 0.5) / (n + 0.5)) for X changes seen at n polls, which is not fooled by polls that saw several changes
as one. Older polls count less, so that a feed that falls asleep is noticed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

_FORGET = 0.9  # what a poll still counts for after the next one
_CHANCE = 0.5  # of a change at a poll, which the interval aims at
_START = 3_600.0


@dataclass(frozen=True, slots=True)
class Bounds:
    """Seconds between two polls, at least and at most."""

    least: float = 300.0
    most: float = 3 * 3_600.0


@dataclass(frozen=True, slots=True)
class Pace:
    """What is known of how often a feed changes: polls, those that saw something new, seconds between them.

    All are weighted by age; a new feed has none.
    """

    polls: float = 0.0
    changes: float = 0.0
    seconds: float = 0.0

    def after(self, elapsed: float, *, changed: bool) -> Pace:
        """The pace after one more poll, `elapsed` seconds after the one before."""
        return Pace(
            self.polls * _FORGET + 1.0,
            self.changes * _FORGET + changed,
            self.seconds * _FORGET + max(0.0, elapsed),
        )

    def interval(self, *, ttl: float = 0.0, bounds: Bounds | None = None) -> float:
        """Seconds to wait; `ttl`, in seconds, is how long feed or server ask to keep it, which is kept to."""
        limits = bounds or Bounds()
        wanted = _START if not self.polls or not self.seconds else math.log(1 / (1 - _CHANCE)) / self._rate()
        return min(max(wanted, limits.least, ttl), limits.most)

    def _rate(self) -> float:
        """Changes a second; never zero, since half a change is granted."""
        share = (self.polls - self.changes + 0.5) / (self.polls + 0.5)
        unseen = 0.5 / (self.polls + 0.5)
        return max(-math.log(share), unseen) / (self.seconds / self.polls)
