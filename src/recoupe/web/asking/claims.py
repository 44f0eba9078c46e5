"""Claims with their sides: who says so, who denies it, who says it without a source."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoupe.export import passage
from recoupe.ledger import Query
from recoupe.link import factchecks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recoupe.ledger import FactCheck, Ledger, Listed, Said

_STORED = 200  # statements whose stored pages are looked for
MOST = 2_000
"""Statements of one story or claim that are looked at."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody saying one thing: where it was published first, and where the same words stand again."""

    first: Said
    again: tuple[Said, ...] = ()

    @property
    def every(self) -> tuple[Said, ...]:
        """All of it."""
        return (self.first, *self.again)

    @property
    def sites(self) -> tuple[str, ...]:
        """The outlets, the first one first."""
        return tuple(dict.fromkeys(s.entry.site or s.entry.ref for s in self.every))


@dataclass(frozen=True, slots=True)
class Sided:
    """A claim: its words, its sides, each by first publication; `loose` are those who name no source."""

    id: str
    words: str
    lang: str | None
    disputed: bool
    pro: tuple[Voice, ...]
    contra: tuple[Voice, ...]
    open: tuple[Voice, ...]
    loose: tuple[Voice, ...]
    first: Said

    @property
    def count(self) -> int:
        """How many statements it has."""
        return sum(len(v.every) for side in (self.pro, self.contra, self.open, self.loose) for v in side)


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim's page."""

    listed: Listed
    sided: Sided
    checks: tuple[FactCheck, ...]
    course: tuple[Said, ...]
    """Every statement, the earliest first."""
    stored: frozenset[str] = frozenset()
    """The articles of which what was answered is kept."""


def moment(s: Said) -> tuple[str, str]:
    """What puts statements in the order of their publication, by edits too; those without a day come last."""
    return s.came.isoformat() if s.came else s.entry.published or "~", s.statement.id


def sided(statements: Iterable[Said]) -> list[Sided]:
    """The claims that statements are in, disputed ones first, then those of most outlets."""
    of: dict[str, list[Said]] = defaultdict(list)
    for s in statements:
        if s.claim:
            of[s.claim].append(s)
    made = [one(name, some) for name, some in of.items()]
    return sorted(made, key=lambda c: (not c.disputed, -len({s.entry.site for s in of[c.id]}), moment(c.first)))


def one(name: str, statements: Sequence[Said]) -> Sided:
    """A claim of its statements."""
    some = sorted(statements, key=moment)
    told = [s for s in some if not unsourced(s)]
    sides = {p: voices(s for s in told if (s.polarity or "open") == p) for p in ("for", "against", "open")}
    head = next((s for s in some if s.polarity == "for"), some[0])
    return Sided(
        id=name,
        words=head.words,
        lang=head.entry.lang,
        disputed=any(s.disputed for s in some),
        pro=sides["for"],
        contra=sides["against"],
        open=sides["open"],
        loose=voices(s for s in some if unsourced(s)),
        first=some[0],
    )


def unsourced(s: Said) -> bool:
    """Whether a statement says nothing of whence it comes."""
    return not s.statement.who and not s.statement.source


def voices(statements: Iterable[Said]) -> tuple[Voice, ...]:
    """Statements, those of one speaker in the same words together, by first publication."""
    same: dict[tuple[str, str, str], list[Said]] = {}
    for s in statements:
        who = s.actor or (s.statement.who or "").casefold()
        same.setdefault((who, s.statement.stance, _spelled(s.words)), []).append(s)
    return tuple(Voice(some[0], tuple(some[1:])) for some in same.values())


def _spelled(words: str) -> str:
    return "".join(c for c in words.casefold() if c.isalnum())


def view(ledger: Ledger, name: str) -> ClaimView | None:
    """A claim's page; None where there is no such claim."""
    of = ledger.group_of("claim", name)  # where it is a statement
    listed = ledger.listed(of.id if of else name, hidden=False)
    if listed is None or listed.group.kind != "claim":
        return None
    found = sorted(ledger.statements(limited(), group=listed.group.id), key=moment)
    if not found:
        return None
    articles = {s.entry.id for s in found[:_STORED]}
    stored = frozenset(
        a for a in articles if any(f.record for f in ledger.fetches(article=a)) and not ledger.blotted(a)
    )
    return ClaimView(listed, one(listed.group.id, found), tuple(checks(ledger, found)), tuple(found), stored)


def left(ledger: Ledger, name: str) -> Said | None:
    """The statement that is left of a claim that is none any more."""
    found = ledger.left_of(name)
    return next(ledger.statements_of([found]), None) if found else None


def limited() -> Query:
    """As many statements as a page looks at."""
    return Query(limit=MOST)


def checks(ledger: Ledger, statements: Sequence[Said]) -> list[FactCheck]:
    """Fact checks that were linked with statements."""
    of = {s.statement.id for s in statements}
    links = [k for k in ledger.links("check", of=of) if k.b in of]
    if not links:
        return []
    decided = {(r.a, r.b): r.verdict for r in ledger.reviews(of=[k.a for k in links]) if r.kind == "check"}
    kept = [k for k in links if decided.get((k.a, k.b), "confirm" if k.certain else "reject") == "confirm"]
    about = {(k.a, factchecks.checked(k)) for k in kept}
    found = ledger.factchecks_of(articles=sorted({k.a for k in kept}))
    return [c for c in found if (c.entry.id, c.review.claim) in about]


def original(s: Said) -> str | None:
    """The address of the page at the words of a statement; None where it has none."""
    words = s.words.partition(" … ")[0]
    return passage(s.entry.url, words, (0, len(words)))
