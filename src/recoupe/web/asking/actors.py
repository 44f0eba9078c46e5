"""An actor: what he says, what others say of him, his names and why they are one, his roles, where he changed sides."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from recoupe.errors import QueryError
from recoupe.ledger import Query
from recoupe.web.asking import sides

if TYPE_CHECKING:
    import datetime as dt

    from recoupe.ledger import Known, Listed
    from recoupe.store.store import Store
    from recoupe.web.asking.sides import Line

MOST = 500  # statements that are shown
_MEMBERS = 2_000  # actors of readings that are looked at
_OTHERS = 30  # statements of others


class Role(NamedTuple):
    """A role (and country) that articles give him, from the first day to the last, in how many."""

    role: str
    country: str | None
    first: dt.date | None
    last: dt.date | None
    articles: int


class Alias(NamedTuple):
    """A name: how many articles have it, languages, and the reasons why it was joined."""

    name: str
    articles: int
    langs: tuple[str, ...]
    reasons: tuple[str, ...]


class Turn(NamedTuple):
    """A claim of which he was on both sides: what he said on each, the earliest first."""

    claim: str
    told: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Actor:
    """All that is shown of an actor."""

    listed: Listed
    told: tuple[Line, ...]
    others: tuple[Line, ...]
    aliases: tuple[Alias, ...]
    roles: tuple[Role, ...]
    turns: tuple[Turn, ...]


def actor(there: Store, group_id: str) -> Actor | None:
    """The actor with this id, or that it led to; None if there is none."""
    listed = there.listed(group_id)
    if listed is None or listed.group.kind != "actor":
        return None
    members = [m.id for m in islice(there.members(listed.group.id), _MEMBERS)]
    known = list(there.known(actors=members))
    told = sides.lines(there, islice(there.statements(group=listed.group.id), MOST))
    return Actor(
        listed=listed,
        told=tuple(told),
        others=tuple(_others(there, listed)),
        aliases=tuple(_aliases(there, listed, known)),
        roles=tuple(_roles(known)),
        turns=tuple(_turns(told)),
    )


def _others(there: Store, listed: Listed) -> list[Line]:
    """Statements of others that have one of his names."""
    found: dict[str, Line] = {}
    for name in listed.names[:5]:
        words = f'"{name.replace(chr(34), " ")}"'
        try:
            told = list(there.statements(Query(words=words, limit=2 * _OTHERS)))
        except QueryError:  # a name without a letter
            continue
        found |= {x.id: x for x in map(sides.line, told) if x.actor != listed.group.id}
    return sorted(found.values(), key=lambda x: x.entry.published or "", reverse=True)[:_OTHERS]


def _aliases(there: Store, listed: Listed, known: list[Known]) -> list[Alias]:
    """His names, the most frequent first, with what joined those who bear each to others."""
    reasons: dict[str, Counter[str]] = defaultdict(Counter)
    named = {k.actor.id: k.actor.name for k in known}
    for link in there.links("actor", of=sorted(named)):
        for end in (link.a, link.b):
            if end in named:
                reasons[named[end]].update(link.reasons)
    count = Counter(k.actor.name for k in known)
    langs: dict[str, set[str]] = defaultdict(set)
    for k in known:
        langs[k.actor.name] |= {k.lang} if k.lang else set()
    return [
        Alias(name, count[name], tuple(sorted(langs[name])), tuple(r for r, _ in reasons[name].most_common(3)))
        for name in listed.names
        if name in count
    ]


def _roles(known: list[Known]) -> list[Role]:
    """What articles call him, by the first day."""
    found: dict[tuple[str, str | None], Role] = {}
    for k in known:
        key = (k.actor.role or "", k.actor.country)
        if not k.actor.role:
            continue
        role = found.get(key) or Role(k.actor.role, k.actor.country, k.day, k.day, 0)
        days = [d for d in (role.first, role.last, k.day) if d]
        found[key] = _longer(role, days)
    return sorted(found.values(), key=lambda r: (r.first is None, str(r.first), r.role))


def _longer(role: Role, days: list[dt.date]) -> Role:
    """The role in an article more, over these days."""
    first, last = min(days, default=None), max(days, default=None)
    return role._replace(first=first, last=last, articles=role.articles + 1)


def _turns(told: list[Line]) -> list[Turn]:
    """The claims that he was for and against."""
    of: dict[str, list[Line]] = defaultdict(list)
    for x in told:
        if x.claim and x.side in {"for", "against"}:
            of[x.claim].append(x)
    both = {claim: some for claim, some in of.items() if {x.side for x in some} == {"for", "against"}}
    return [Turn(claim, tuple(sorted(some, key=sides.order))) for claim, some in both.items()]
