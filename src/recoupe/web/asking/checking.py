"""A text that somebody gives: what is said in it, and what of that the ledger or a fact check knows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from recoupe import batch, pipeline
from recoupe.config import Config
from recoupe.errors import InputError
from recoupe.export.html import ledger as sheets
from recoupe.export.html.sheet import Sheet
from recoupe.ledger import Query
from recoupe.link import factchecks
from recoupe.link.factchecks import SHOWN, Checked, Index
from recoupe.linking import checks
from recoupe.web.asking import claims

if TYPE_CHECKING:
    from recoupe.ledger import FactCheck, Ledger, Said
    from recoupe.model import Page, Reading

LONGEST = 200_000
"""Characters of a text, bytes of a page."""
_KNOWN = 50_000  # fact checks that are looked at
_LOOKED_UP = 25  # statements of a text
_MOST = 3  # of each kind, for one statement
_LEAST = 0.2  # score from which a fact check is shown
_SECONDS = 8.0


@dataclass(frozen=True, slots=True)
class Matched:
    """A statement of the text, with claims and statements of the ledger and fact checks that say the same."""

    number: int
    words: str
    who: str | None
    claims: tuple[tuple[float, claims.Sided], ...]
    said: tuple[tuple[float, Said], ...]
    checks: tuple[tuple[float, FactCheck], ...]


@dataclass(frozen=True, slots=True)
class CheckView:
    """A text's ledger. `text` is HTML, escaped; `unknown`: statements that nothing is known of."""

    title: str | None
    lang: str | None
    text: str
    statements: int
    matched: tuple[Matched, ...]
    unknown: int


def read(page: Page) -> Reading:
    """Read a page in a process of its own, which is ended when its time is over. Raises InputError."""
    config = Config(timeout=_SECONDS, max_bytes=LONGEST * 10)
    for answer in batch.run(partial(pipeline.read, config=config), [page], timeout=_SECONDS):
        if isinstance(answer, InputError):
            raise answer
        return answer
    raise InputError(page.ref, "could not be read")


def view(ledger: Ledger, reading: Reading) -> CheckView:
    """What is known of what is said in a reading."""
    sheet = Sheet.of(reading)
    text, lang = reading.article.text, reading.article.lang or ""
    index = _index(ledger)
    told = [(n, " … ".join(text[a:b] for a, b in s.content), s.who) for n, s in sheet.numbered]
    asked = told[:_LOOKED_UP] or [(0, " ".join(text.split())[:1_000], None)]
    found = [_matched(ledger, index, one, lang) for one in asked]
    matched = tuple(m for m in found if m.claims or m.said or m.checks)
    return CheckView(
        title=reading.article.title,
        lang=reading.article.lang,
        text=sheets.text(sheet),
        statements=len(told),
        matched=matched,
        unknown=len(asked) - len(matched),
    )


def _index(ledger: Ledger) -> Index:
    """The ledger's fact checks."""
    rows = ((Checked(w.id, w.claim, w.lang, w.title), w.words) for w in ledger.worded(limit=_KNOWN))
    return Index.of_packed((c, words if words is not None else factchecks.packed(c)) for c, words in rows)


def _matched(ledger: Ledger, index: Index, told: tuple[int, str, str | None], lang: str) -> Matched:
    number, words, who = told
    found = {s.statement.id: s for s in checks.candidates(ledger, words)}
    alike = factchecks.check(words, checks.statements(found.values()), lang=lang, most=10 * _MOST, least=SHOWN)
    in_claims: dict[str, float] = {}
    alone: list[tuple[float, Said]] = []
    for match in alike:
        said = found[match.claim.id]
        if match.content and said.claim:
            in_claims.setdefault(said.claim, match.score)
        elif match.content:
            alone.append((match.score, said))
    sided = (
        (score, claims.one(name, list(ledger.statements(Query(limit=200), group=name))))
        for name, score in list(in_claims.items())[:_MOST]
    )
    known = factchecks.check(words, index, lang=lang, most=_MOST, least=_LEAST)
    declared = {c.id: c for c in ledger.factchecks_of([m.claim.id for m in known])}
    checked = tuple((m.score, declared[m.claim.id]) for m in known if m.claim.id in declared)
    return Matched(number, words, who, tuple(sided), tuple(alone[:_MOST]), checked)
