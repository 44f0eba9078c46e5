"""A text that somebody pastes: its own ledger, and what this ledger and its fact checks know of what it says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from recoupe import pipeline
from recoupe.export import _view
from recoupe.export.html import ledger as texts
from recoupe.export.html.sheet import Sheet
from recoupe.linking import alike
from recoupe.model import Page
from recoupe.web.asking import sides

if TYPE_CHECKING:
    from recoupe.ledger import FactCheck
    from recoupe.store.store import Store
    from recoupe.web.asking.sides import Line

LONGEST = 20_000  # characters of a text
_STATEMENTS = 12  # that are looked up
_EACH = 3  # statements and fact checks that are shown of each


@dataclass(frozen=True, slots=True)
class Known:
    """What is said in the text, and what is known of it: lines of the ledger and fact checks, each with a score."""

    who: str
    words: str
    stance: str
    lines: tuple[tuple[Line, float], ...]
    checks: tuple[tuple[FactCheck, float], ...]


@dataclass(frozen=True, slots=True)
class Tested:
    """The text read, and its statements one by one; where it has none, the whole of it is looked up."""

    lang: str | None
    text: Markup
    known: tuple[Known, ...]
    statements: int


def test(there: Store, text: str) -> Tested:
    """Read `text` and look up what it says. Nothing of it is kept."""
    reading = pipeline.read(Page("pasted text", text, "text/plain"))
    article = reading.article
    said = [
        (_view.shown_speaker(reading, s), _view.words(article.text, s.content), s.stance)
        for s in reading.statements[:_STATEMENTS]
    ] or [("", " ".join(article.text.split())[:1_000], "asserts")]
    known = tuple(_known(there, *each, lang=article.lang or "") for each in said if any(map(str.isalnum, each[1])))
    shown = Markup(texts.text(Sheet.of(reading)))
    return Tested(article.lang, shown, known, len(reading.statements))


def _known(there: Store, who: str, words: str, stance: str, *, lang: str) -> Known:
    lines = tuple((sides.line(s), m.score) for s, m in alike.said(there, words, lang=lang, most=_EACH))
    checks = tuple((c, m.score) for c, m in alike.factchecked(there, words, lang=lang, most=_EACH))
    return Known(who, words, stance, lines, checks)
