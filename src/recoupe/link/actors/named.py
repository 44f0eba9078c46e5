"""An actor of a reading as the linker sees it, and the keys that it is found by."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoupe.link import names

if TYPE_CHECKING:
    import datetime as dt

    from recoupe.model import ActorType

ONE_HOLDER = frozenset(
    {
        "president", "vice_president", "prime_minister", "chancellor", "foreign_minister", "defence_minister",
        "interior_minister", "finance_minister", "justice_minister", "health_minister", "energy_minister",
        "trade_minister", "education_minister", "security_adviser", "monarch", "crown_prince", "supreme_leader",
        "pope", "first_minister", "parliament_speaker", "chief_of_staff",
    }
)  # fmt: skip
"""Roles that one person of a country has at a time."""
STATES = frozenset({"government", "country"})
LINKED = STATES | {"person", "organisation", "place"}


@dataclass(frozen=True, slots=True)
class Named:
    """An actor of a reading: `id` is its own, `story` that of its article's story, `day` that of publication.

    `group` is the id of the ledger's actor that it belongs to already, its own before it is linked.
    """

    id: str
    name: str
    type: ActorType
    lang: str | None = None
    country: str | None = None
    role: str | None = None
    day: dt.date | None = None
    story: str = ""
    group: str = ""

    @property
    def seat(self) -> str:
        """Role and country where only one person holds it at a time, "" else."""
        return f"{self.role}:{self.country}" if self.role in ONE_HOLDER and self.country else ""

    @property
    def lone(self) -> bool:
        """Whether the name is one word: a surname tells nobody apart."""
        return len(self.name.split()) < 2  # noqa: PLR2004


def keys(a: Named) -> tuple[str, ...]:
    """The keys of `a`: two actors that may be one share at least one; of what is never linked, none.

    The first key is that of the very same name.
    """
    if a.type not in LINKED:
        return ()
    if a.type in STATES and a.country:
        return (f"{a.type}={a.country}",)
    letter = a.type[0]
    own = _spelling(letter, a.name, a.lang)
    return (*own, f"{letter}@{a.seat}") if a.seat else own


@functools.lru_cache(maxsize=20_000)
def _spelling(letter: str, name: str, lang: str | None) -> tuple[str, ...]:
    return (f"{letter}={name.casefold()}", *(f"{letter}~{k}" for k in names.keys(name, lang)))
