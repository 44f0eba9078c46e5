"""A story while it is active: the articles that stand for it, those that follow them, and the sums they are met by."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recoupe.link.stories.vectors import Total

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from recoupe.link.stories.vectors import Sum, Vector
    from recoupe.link.stories.views import View

MOST = 64
POWER = 0.8


@dataclass(slots=True)
class Lead:
    """An article that stands for its story, with the ids of those that are nearly the same or came when it was full."""

    id: str
    lang: str
    day: int | None
    native: Vector
    bridge: Vector
    views: tuple[View, ...]
    meaning: NDArray[np.float32] | None = None
    followers: list[str] = field(default_factory=list)


class Story:
    """At most 64 leads with the sums of their vectors by language and across languages.

    `checked` is how many leads it had when it was last asked whether it is two, `met` when whether
    others are the same.
    """

    __slots__ = ("bridge", "bridges", "checked", "first", "last", "leads", "met", "natives")

    def __init__(self) -> None:
        self.leads: list[Lead] = []
        self.natives: dict[str, Total] = {}
        self.bridge = Total()
        self.bridges: dict[str, Total] = {}
        self.first: int | None = None
        self.last: int | None = None
        self.checked = self.met = 0

    @property
    def full(self) -> bool:
        """Whether no more articles may stand for it: what comes now follows one that does."""
        return len(self.leads) >= MOST

    @property
    def members(self) -> Iterator[str]:
        """The ids of all its articles."""
        for lead in self.leads:
            yield lead.id
            yield from lead.followers

    @property
    def days(self) -> tuple[int | None, int | None]:
        """The days of its first and last article."""
        return self.first, self.last

    @property
    def name(self) -> str:
        """The smallest id of its articles."""
        return min(self.members)

    def add(self, lead: Lead) -> None:
        """Let `lead` stand for the story."""
        self.leads.append(lead)
        self.natives.setdefault(lead.lang, Total()).add(lead.native)
        self.bridge.add(lead.bridge)
        self.bridges.setdefault(lead.lang, Total()).add(lead.bridge)
        self.seen(lead.day)

    def seen(self, day: int | None) -> None:
        """Know that an article of the story is of `day`."""
        if day is not None:
            self.first = day if self.first is None else min(self.first, day)
            self.last = day if self.last is None else max(self.last, day)

    def away(self, day: int | None) -> int:
        """Days between `day` and the days of the story; 0 within them or where one is unknown."""
        return between(self.first, self.last, day)


def between(first: int | None, last: int | None, day: int | None) -> int:
    """Days between `day` and the days from `first` to `last`; 0 within them or where one is unknown."""
    if day is None or first is None or last is None:
        return 0
    return max(first - day, day - last, 0)


def mean(total: Sum, vector: Vector) -> float:
    """The average product with those summed in `total`, a little more for many: n products divided by n^0.8."""
    return float(total.product(vector) / total.count**POWER)
