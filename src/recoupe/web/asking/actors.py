"""One actor: what they say, what others say of them, all of their names, and positions that changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoupe.errors import QueryError
from recoupe.ledger import Query
from recoupe.web import graphs
from recoupe.web.asking import claims, cursors

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from recoupe.ledger import Known, Ledger, Listed, Said

SIZE = 40
_MEMBERS = 2_000  # mentions that are looked at
_COURSE = 1_000  # statements in which positions are looked for
_OTHERS = 20
_DISPUTED, _ANSWERING = 50, 12


@dataclass(frozen=True, slots=True)
class Alias:
    """A name: how many articles have it, in which languages, since when."""

    name: str
    articles: int
    langs: tuple[str, ...]
    first: dt.date | None


@dataclass(frozen=True, slots=True)
class Held:
    """A role, with the days of the first and the last article that say so."""

    role: str
    first: dt.date | None
    last: dt.date | None
    articles: int


@dataclass(frozen=True, slots=True)
class Position:
    """A claim on whose both sides an actor has been, by time."""

    claim: str
    words: str
    statements: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class ActorView:
    """An actor's page."""

    listed: Listed
    statements: tuple[Said, ...]
    more: str
    others: tuple[Said, ...]
    aliases: tuple[Alias, ...]
    why: tuple[tuple[str, int], ...]
    """Why names were joined, with how often."""
    roles: tuple[Held, ...]
    positions: tuple[Position, ...]
    answering: tuple[tuple[str, str, int], ...]
    """(id, name, how often) of those who take the other side."""
    ring: graphs.Ring | None
    """Who answers whom, drawn."""
    stances: tuple[tuple[str, int], ...]
    days: tuple[dt.date, ...]
    earlier: bool = False
    """Whether no page that stands names them: all is of earlier versions."""


def view(ledger: Ledger, name: str, *, cursor: str = "") -> ActorView | None:
    """An actor's page; None where there is nobody of that id. Raises QueryError for a cursor that is none."""
    standing = ledger.listed(name, hidden=False)
    listed = standing or ledger.listed(name, hidden=False, earlier=True)
    if listed is None or listed.group.kind != "actor":
        return None
    earlier = standing is None
    at = cursors.leaf(cursor, SIZE, cursors.STATEMENTS)
    group = listed.group.id
    found, more = cursors.split(_said(ledger, group, SIZE + 1, earlier=earlier, past=at.past), at)
    course = sorted(_said(ledger, group, _COURSE, earlier=earlier), key=claims.moment)
    members = sorted(m.actor.id for m in ledger.actors(Query(limit=_MEMBERS, earlier=earlier), group=group))
    known = list(ledger.known(actors=members))
    answers = _answers(ledger, course)
    return ActorView(
        listed=listed,
        statements=tuple(found),
        more=more,
        others=tuple(_others(ledger, listed)),
        aliases=tuple(_aliases(known)),
        why=tuple(_why(ledger, members)),
        roles=tuple(_roles(known)),
        positions=tuple(_positions(course)),
        answering=tuple(answers.others(group)),
        ring=answers.ring(group, listed.name),
        stances=tuple(Counter(s.statement.stance for s in course).most_common()),
        days=tuple(s.entry.day for s in course if s.entry.day),
        earlier=earlier,
    )


def _said(ledger: Ledger, group: str, limit: int, *, earlier: bool, past: tuple[str, ...] = ()) -> Iterator[Said]:
    return ledger.statements(Query(past=past, limit=limit, earlier=earlier), group=group)


def _others(ledger: Ledger, listed: Listed) -> Iterable[Said]:
    """What others say with one of an actor's names in it."""
    seen: set[str] = set()
    for name in [n for n in listed.names if len(n) > 3][:4]:  # noqa: PLR2004
        words = name.replace('"', " ")
        try:
            found = list(ledger.statements(Query(words=f'"{words}"', limit=2 * _OTHERS)))
        except QueryError:
            continue
        for s in found:
            if s.actor != listed.group.id and s.statement.id not in seen and len(seen) < _OTHERS:
                seen.add(s.statement.id)
                yield s


def _aliases(known: Sequence[Known]) -> Iterable[Alias]:
    of: dict[str, list[Known]] = defaultdict(list)
    for k in known:
        of[k.actor.name].append(k)
    for name, some in sorted(of.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        langs = tuple(sorted({k.lang for k in some if k.lang}))
        yield Alias(name, len(some), langs, min((k.day for k in some if k.day), default=None))


def _why(ledger: Ledger, members: Sequence[str]) -> Iterable[tuple[str, int]]:
    """The first reason of each link, those that come most often first."""
    inside = set(members)
    links = (k for k in ledger.links("actor", of=members) if k.certain and k.a in inside and k.b in inside)
    return Counter(k.reasons[0] for k in links if k.reasons).most_common(12)


def _roles(known: Sequence[Known]) -> Iterable[Held]:
    of: dict[str, list[Known]] = defaultdict(list)
    for k in known:
        if k.actor.role:
            of[k.actor.role].append(k)
    made = []
    for role, some in of.items():
        days = sorted(k.day for k in some if k.day)
        made.append(Held(role, days[0] if days else None, days[-1] if days else None, len(some)))
    return sorted(made, key=lambda h: (str(h.first or "~"), h.role))


def _positions(course: Sequence[Said]) -> Iterable[Position]:
    """Claims that somebody has been for and against."""
    of: dict[str, list[Said]] = defaultdict(list)
    for s in course:
        if s.claim:
            of[s.claim].append(s)
    for claim, some in of.items():
        if {"for", "against"} <= {s.polarity for s in some}:
            yield Position(claim, some[0].words, tuple(some))


@dataclass(frozen=True, slots=True)
class _Answers:
    """How often two actors took opposite sides, and what those are called."""

    count: Counter[tuple[str, str]]
    names: dict[str, str]

    def others(self, actor: str) -> list[tuple[str, str, int]]:
        """(id, name, how often) of those who stand on the other side of an actor, those who do so most often first."""
        with_me = Counter({b if a == actor else a: n for (a, b), n in self.count.items() if actor in (a, b)})
        return [(one, self.names[one], n) for one, n in with_me.most_common(_ANSWERING)]

    def ring(self, actor: str, name: str) -> graphs.Ring | None:
        """The same as a drawing, with what those others are to each other."""
        shown = [(actor, name), *((one, words) for one, words, _ in self.others(actor))]
        names = dict(shown)
        ties = [
            graphs.Tied(a, b, n, certain=True, words=f"{names[a]} – {names[b]}: {n}")
            for (a, b), n in self.count.items()
            if a in names and b in names
        ]
        return graphs.ring(shown, ties, middle=actor)


def _answers(ledger: Ledger, course: Sequence[Said]) -> _Answers:
    """Who stands against whom in the disputed claims that an actor spoke in: each pair once for a claim."""
    count: Counter[tuple[str, str]] = Counter()
    names: dict[str, str] = {}
    disputed = list(dict.fromkeys(s.claim for s in course if s.claim and s.disputed))
    for claim in disputed[:_DISPUTED]:
        sides: dict[str | None, set[str]] = defaultdict(set)
        for s in ledger.statements(Query(limit=200), group=claim):
            if s.actor:
                sides[s.polarity].add(s.actor)
                names.setdefault(s.actor, s.statement.who or s.actor)
        for a in sides["for"]:
            for b in sides["against"] - {a}:
                count[min(a, b), max(a, b)] += 1
    return _Answers(count, names)
