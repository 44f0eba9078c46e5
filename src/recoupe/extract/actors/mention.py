"""The thing that this package passes round: a name with what stands around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from recoupe.extract.actors.lexicon import Entity


class Mention(NamedTuple):
    """A name at tokens `first` to `last` (exclusive), with title and role from `start` on.

    kind: person, organisation, or "" where nothing tells; for an `entity` see its kind. gender: m, f or "".
    nouns: plain words that describe it. role, country: concept and ISO code. bare: no preposition before it.
    article: the determiner before it, its flags; 0 if none. ages: numbers that stand as its age. label: the noun before
    it says that it is an organisation.
    """

    first: int
    last: int
    start: int
    kind: str = ""
    entity: Entity | None = None
    title: str = ""
    gender: str = ""
    nouns: frozenset[str] = frozenset()
    role: str = ""
    country: str = ""
    bare: bool = True
    article: int = 0
    ages: frozenset[str] = frozenset()
    label: bool = False
