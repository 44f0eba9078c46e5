"""Disputes of a story, known again in other languages by their two speakers: one says it, the other denies it."""

from __future__ import annotations

import itertools
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from recoupe.link.claims.evidence import Known
    from recoupe.link.claims.groups import Group

_SOME = 16  # statements of a claim that are looked at
Two = tuple[str, frozenset[str], frozenset[str]]
"""A story, and the consonants of the names of who says something and of who denies it."""


class Disputes:
    """The disputes that are in memory, by their two speakers and language; two of the same two are told by neither."""

    def __init__(self) -> None:
        self._told: dict[Two, dict[str, str | None]] = {}
        self._of: dict[str, list[Two]] = defaultdict(list)

    def find(self, group: Group, known: Mapping[str, Known]) -> tuple[str, str] | None:
        """A statement of the one dispute that the two speakers of `group` have in other languages, and its like."""
        for two, mine in _two(group, group.sides, known):
            told = self._told.get(two, {})
            lang = known[mine].said.lang
            others = {s for other, s in told.items() if other != lang}
            if told.get(lang, mine) and len(others) == 1 and (first := others.pop()) is not None:
                return first, mine
        return None

    def note(self, new: Iterable[str], known: Mapping[str, Known], groups: Mapping[str, Group]) -> None:
        """Have the group of the statements `new`, those of one article, be found; `groups` are those of all."""
        some = list(itertools.islice(new, _SOME))
        group = groups[some[0]]
        for two, mine in dict(_two(group, dict.fromkeys([*some, *group.telling]), known)).items():
            lang = known[mine].said.lang
            told = self._told.setdefault(two, {})
            first = told.setdefault(lang, mine)
            self._of[mine].append(two)
            if first is not None and groups.get(first) is not groups[mine]:
                told[lang] = None

    def forget(self, gone: Known) -> None:
        """Let go of a statement."""
        for two in self._of.pop(gone.said.id, ()):
            told = self._told.get(two, {})
            if told.get(gone.said.lang) in {gone.said.id, None}:
                told.pop(gone.said.lang, None)
            if not told:
                self._told.pop(two, None)


def _two(group: Group, some: Iterable[str], known: Mapping[str, Known]) -> Iterator[tuple[Two, str]]:
    """The two speakers of a dispute in one language among `some` of a group, with the statement of who denies not."""
    sided = (s for s in some if s in known and s not in group.open)
    told = [(known[s], group.sides[s]) for s in itertools.islice(sided, _SOME)]
    for (one, here), (other, there) in itertools.permutations(told, 2):
        apart = here != there and other.denies and not one.denies and one.said.lang == other.said.lang
        if apart and one.said.story and one.speaker and other.speaker and not one.speaker & other.speaker:
            yield (one.said.story, one.speaker, other.speaker), one.said.id
