"""A story as text, to be kept by a store, and back."""

from __future__ import annotations

import base64
import functools
import json
from typing import TYPE_CHECKING, Any

import numpy as np

from recoupe.link.stories.story import Lead, Story, between
from recoupe.link.stories.vectors import Apart, Vector, packed
from recoupe.link.stories.views import View

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

_VERSION = 3
_TERMS, _WEIGHTS, _COUNTS = "<i4", "<f4", "<f2"  # how numbers are packed


def frozen(story: Story) -> str:
    """`story` as JSON."""
    return json.dumps({"version": _VERSION, "leads": [_lead(lead) for lead in story.leads], "days": story.days})


class Glimpse:
    """What of a kept story tells how well an article fits it, as a Story has it, without making one."""

    __slots__ = ("bridge", "bridges", "days", "leads", "natives", "text")

    def __init__(self, text: str, found: dict[str, Any]) -> None:
        self.text = text
        self.leads: tuple[Lead, ...] = ()
        self.natives: dict[str, Apart] = {}
        self.bridges: dict[str, Apart] = {}
        self.bridge = Apart()
        self.days: tuple[int | None, int | None] = tuple(found["days"])
        for lead in found["leads"]:
            self.natives.setdefault(lead["lang"], Apart()).vectors.append(_vector(lead["native"]))
            bridge = _vector(lead["bridge"])
            self.bridges.setdefault(lead["lang"], Apart()).vectors.append(bridge)
            self.bridge.vectors.append(bridge)

    def away(self, day: int | None) -> int:
        """Days between `day` and the days of the story."""
        return between(*self.days, day)


@functools.lru_cache(128)
def glimpse(text: str) -> Glimpse | None:
    """What the story that was kept as `text` is met by; None where another version wrote it.

    The latest are remembered: what comes back from the shelf is mostly asked for again soon.
    """
    found = json.loads(text)
    return Glimpse(text, found) if found.get("version") == _VERSION else None


def thawed(text: str) -> Story | None:
    """The story that was kept as `text`; None where another version wrote it."""
    found = json.loads(text)
    if found.get("version") != _VERSION:
        return None
    story = Story()
    for lead in found["leads"]:
        story.add(_back(lead))
    for day in found["days"]:
        story.seen(day)
    return story


def _lead(lead: Lead) -> dict[str, Any]:
    return {
        "id": lead.id,
        "lang": lead.lang,
        "day": lead.day,
        "native": [_packed(lead.native.terms, _TERMS), _packed(lead.native.weights, _WEIGHTS)],
        "bridge": [_packed(lead.bridge.terms, _TERMS), _packed(lead.bridge.weights, _WEIGHTS)],
        "views": [[_packed(view.terms, _TERMS), _packed(view.counts, _COUNTS)] for view in lead.views],
        "meaning": None if lead.meaning is None else _packed(lead.meaning, _WEIGHTS),
        "followers": lead.followers,
    }


def _packed(numbers: ArrayLike, kind: str) -> str:
    """Numbers in base 64: a story has thousands, and is kept and looked at often."""
    return base64.b64encode(np.asarray(numbers, kind).tobytes()).decode("ascii")


def _unpacked(text: str, kind: str) -> NDArray[Any]:
    return np.frombuffer(base64.b64decode(text), kind)


def _back(kept: dict[str, Any]) -> Lead:
    return Lead(
        id=kept["id"],
        lang=kept["lang"],
        day=kept["day"],
        native=_vector(kept["native"]),
        bridge=_vector(kept["bridge"]),
        views=tuple(View(_unpacked(t, _TERMS), _unpacked(c, _COUNTS)) for t, c in kept["views"]),
        meaning=None if kept["meaning"] is None else _unpacked(kept["meaning"], _WEIGHTS),
        followers=list(kept["followers"]),
    )


def _vector(kept: list[str]) -> Vector:
    terms, weights = kept
    return packed(_unpacked(terms, _TERMS), _unpacked(weights, _WEIGHTS))
