"""Claims as people see them: who is for, who against, each with where and when it was first published."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from recoupe.export import _fragments, _view

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recoupe.ledger import Entry, Said
    from recoupe.store.store import Store

SIDES = ("for", "against", "open")


@dataclass(frozen=True, slots=True)
class Line:
    """A statement as a line of the ledger: who said what, when, where; `passage` opens the page at the words."""

    id: str
    who: str
    words: str
    stance: str
    form: str
    side: str
    entry: Entry
    actor: str | None
    claim: str | None
    disputed: bool
    unsourced: bool
    said_from: str | None
    said_to: str | None
    passage: str | None


class Voice(NamedTuple):
    """The same words of the same speaker on one side: the first publication, and those that had it after."""

    first: Line
    others: tuple[Line, ...]


@dataclass(slots=True)
class Sided:
    """A claim with its sides; `words` are those of its first statement that is for it."""

    id: str
    words: str
    lang: str | None
    disputed: bool
    sides: dict[str, list[Voice]] = field(default_factory=lambda: {side: [] for side in SIDES})
    lines: int = 0


def lines(there: Store, said: Iterable[Said]) -> list[Line]:
    """Statements as lines, with links into the pages that they stand on."""
    found = list(said)
    articles = {s.entry.id for s in found if s.entry.url}
    texts = {r.article.id: r.article.text for r in there.readings(sorted(articles))}
    return [line(s, texts.get(s.entry.id)) for s in found]


def line(s: Said, text: str | None = None) -> Line:
    """A statement as a line; `text` is that of its article, if the line is to link to its words."""
    told, days = s.statement, s.statement.said_on
    source = _view.words(text, told.source) if text else ""
    return Line(
        id=told.id,
        who=_view.line(told.who or "") or source,
        words=_view.line(s.words),
        stance=told.stance,
        form=told.form,
        side=s.polarity or "",
        entry=s.entry,
        actor=s.actor,
        claim=s.claim,
        disputed=s.disputed,
        unsourced=_view.unsourced(told),
        said_from=days.first.isoformat() if days and days.first else None,
        said_to=days.last.isoformat() if days and days.last else None,
        passage=_fragments.url(s.entry.url, text, told.content[0]) if text and told.content else None,
    )


def order(one: Line) -> tuple[bool, str, str]:
    """What puts lines in the order of their publication; those without a time come last."""
    return (not one.entry.published, one.entry.published or "", one.id)


def claims(found: Iterable[Line]) -> list[Sided]:
    """The claims of lines: disputed ones first, then those that most speak of."""
    made: dict[str, Sided] = {}
    for one in sorted(found, key=order):
        if one.claim is None:
            continue
        claim = made.setdefault(one.claim, Sided(one.claim, one.words, one.entry.lang, one.disputed))
        claim.lines += 1
        _voice(claim.sides[one.side if one.side in SIDES else "open"], one)
    for claim in made.values():
        if claim.sides["for"]:
            claim.words, claim.lang = claim.sides["for"][0].first.words, claim.sides["for"][0].first.entry.lang
    return sorted(made.values(), key=lambda c: (not c.disputed, -c.lines, c.id))


def _voice(side: list[Voice], one: Line) -> None:
    """Put a line beside those with the same words of the same speaker, or by itself."""
    key = (one.actor or one.who, one.words.casefold())
    for n, voice in enumerate(side):
        if (voice.first.actor or voice.first.who, voice.first.words.casefold()) == key:
            side[n] = Voice(voice.first, (*voice.others, one))
            return
    side.append(Voice(one, ()))
