"""Whether two actors of readings are one: spelling, weighed by what role, country and story say."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

from recoupe.link import names
from recoupe.link.actors.named import STATES

if TYPE_CHECKING:
    from recoupe.link.actors.named import Named

_SURE = 0.8
"""What two full names must reach on spelling alone, anywhere in the ledger."""
_MATES = 0.5
"""What they must reach in one story, where hardly two people have like names."""
_BODIES = 0.9
"""What the names of two organisations or places must reach."""
_LONE_BODIES = 0.97
"""What they must reach where one of them is a lone word or letters."""
_FAR = 0.93
"""What they must reach where their countries differ."""
_SEATED = 0.25
"""What any word of the names must reach where only one person can hold the role: a poor spelling suffices."""
_WORD = 0.75
"""What a lone word must reach against a word of the fuller name, in one story."""
_TERM = 400
"""Days within which a role is taken to be the same person's."""


class Judgement(NamedTuple):
    """How surely two are one, 0 to 1, and why; the linker links from LINKS on."""

    score: float
    reasons: tuple[str, ...]


LINKS = 0.5
NO = Judgement(0.0, ())


def judge(a: Named, b: Named) -> Judgement:
    """How surely `a` and `b` are one; the same whichever comes first."""
    if a.type in STATES and b.type in STATES:
        same = a.type == b.type and a.country == b.country and a.country is not None
        return Judgement(1.0, (f"the {a.type} of {a.country}",)) if same else NO
    if a.type != b.type:
        return NO
    return _person(a, b) if a.type == "person" else _other(a, b)


def _other(a: Named, b: Named) -> Judgement:
    """Organisations and places: on spelling alone, unless their countries differ."""
    if a.country and b.country and a.country != b.country:
        return NO
    found = _compared(a, b)
    least = _LONE_BODIES if a.lone or b.lone else _BODIES
    return Judgement(found.value, found.reasons) if found.value >= least else NO


def _person(a: Named, b: Named) -> Judgement:
    mates, seat = _mates(a, b), _one_seat(a, b)
    if a.lone or b.lone:
        return _lone(a, b, mates=mates, seat=seat)
    found = _compared(a, b)
    value = found.value
    if seat and value >= _SEATED:
        return Judgement(max(value, 0.9), (*found.reasons, seat))
    if a.country and b.country and a.country != b.country and value < _FAR:
        return NO
    if value >= (_MATES if mates else _SURE):
        return Judgement(value, (*found.reasons, "one story") if mates else found.reasons)
    return NO


def _lone(a: Named, b: Named, *, mates: bool, seat: str) -> Judgement:
    """A lone name never links on spelling alone: role and country, or the story, must tell."""
    if not mates and not seat:
        return NO
    value, reason = max(_words(a, b))
    if seat and value >= _SEATED:
        return Judgement(0.85, (reason, seat))
    if value >= _WORD:
        return Judgement(0.9 * value, (reason, "one story"))
    return NO


def _words(a: Named, b: Named) -> list[tuple[float, str]]:
    """How alike each word of one is to each of the other, where one of them is a lone word."""
    out = []
    for x in a.name.split():
        for y in b.name.split():
            found = names.compare_names(x, y, lang_a=a.lang, lang_b=b.lang)
            out.append((found.value, f"{x} ~ {y}" if x != y else f"{x} = {y}"))
    return out or [(0.0, "")]


def _mates(a: Named, b: Named) -> bool:
    return bool(a.story) and a.story == b.story


def _one_seat(a: Named, b: Named) -> str:
    """What says that both held a role that one person holds at a time, "" if nothing does."""
    if not a.seat or a.seat != b.seat:
        return ""
    if a.day is not None and b.day is not None and abs((a.day - b.day).days) > _TERM:
        return ""
    return f"both {(a.role or '').replace('_', ' ')} of {a.country}"


def _compared(a: Named, b: Named) -> names.Score:
    kind = "person" if a.type == "person" else "other"
    first, second = sorted(((a.name, a.lang), (b.name, b.lang)), key=lambda n: (n[0], n[1] or ""))
    return _remembered(*first, *second, kind)


@functools.lru_cache(maxsize=20_000)
def _remembered(a: str, lang_a: str | None, b: str, lang_b: str | None, kind: str) -> names.Score:
    return names.compare_names(a, b, lang_a=lang_a, lang_b=lang_b, kind="person" if kind == "person" else "other")
