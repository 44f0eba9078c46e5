"""Which fact checks are about which statements, whichever of the two came first.

For a new fact check the ledger's statements are searched by its words; for new statements the fact checks that the
ledger has are kept in memory. Either way the same score decides, so that the order of coming makes no difference to
what is linked, but for statements in other languages and scripts: those are found by names and numbers alone when they
were there before.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import combinations
from math import log
from typing import TYPE_CHECKING, NamedTuple

from recoupe.lang import primary
from recoupe.link import factchecks
from recoupe.link.factchecks import Checked, Index
from recoupe.model import ClaimReview
from recoupe.store import folding

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from recoupe.ledger import Entry, Ledger, Said
    from recoupe.model import Article, Link, Reading

_KNOWN = 50_000  # fact checks that are held in memory, the latest
_COMMON = 500  # statements with a word, from which it finds none alone
_WORDS = 24  # of a claim that are looked up
_PAIRS = 6  # common words that are looked up two by two
_LOOKED_AT = 60  # statements that are compared with a claim
_LEAST = 0.15  # score from which a fact check is compared with a statement
_CHECKS = 8  # fact checks that are compared with a statement
_STEM = 4  # letters of a word that are left at least
_NAMED = {"person", "organisation", "country", "place"}
_ABOUT = 20  # statements that a fact check may be about


class Checking:
    """Links fact checks, batch by batch; `words` are what the ledger is to find those of the last batch by."""

    def __init__(self, ledger: Ledger, maker: str) -> None:
        self._ledger = ledger
        self._maker = maker
        self._known: _Known | None = None
        self.words: dict[str, bytes] = {}

    def add(self, readings: Sequence[Reading], now: dt.datetime) -> Iterator[Link]:
        """The links of new fact checks and of new statements; those that hold no longer, withdrawn at `now`."""
        self.words = {}
        if self._known is None:
            self._known = _Known(self._ledger)
        for reading in readings:
            links = {(k.a, k.b): k for k in self._of_statements(reading)}
            if reading.article.factchecks:
                links |= {(k.a, k.b): k for k in self._of_checks(reading)}
                claims = {r.claim for r in reading.article.factchecks}
                before = self._ledger.links("check", of=[reading.article.id], maker=self._maker)
                yield from (replace(k, withdrawn=now) for k in before if factchecks.checked(k) not in claims)
            yield from links.values()
        self._learn([r.article for r in readings if r.article.factchecks])

    def _of_checks(self, reading: Reading) -> Iterator[Link]:
        """What the fact checks of `reading` are about, among all statements of the ledger."""
        article = reading.article
        for review in article.factchecks:
            lang = language(review, article)
            found = [s for s in candidates(self._ledger, review.claim) if s.entry.id != article.id]
            index = statements(found)
            yield from factchecks.links(
                article.id,
                [replace(review, lang=lang)],
                index,
                maker=self._maker,
                most=_ABOUT,
                names=_names(reading),
            )

    def _of_statements(self, reading: Reading) -> Iterator[Link]:
        """The known fact checks that are about statements of `reading`."""
        if not self._known:
            return
        article, lang = reading.article, reading.article.lang or ""
        for s in reading.statements:
            words = " ".join(article.text[a:b] for a, b in s.content)
            one = Index.of([Checked(s.id, words, lang)], fixed=True)
            for check in self._known.like(words, lang):
                if check.article != article.id:
                    yield from factchecks.links(
                        check.article, [check.review], one, maker=self._maker, names=_names(reading)
                    )

    def _learn(self, articles: Sequence[Article]) -> None:
        """Have the fact checks of `articles` found from now on."""
        if self._known is None or not articles:
            return
        for found in self._ledger.factchecks_of(articles=[a.id for a in articles]):
            lang = language(found.review, found.entry)
            checked = Checked(found.id, found.review.claim, lang, found.review.title or "")
            self.words[found.id] = words = factchecks.packed(checked)
            self._known.add(checked, found.entry.id, words)


class _Check(NamedTuple):
    """A known fact check: its article, what of it is compared."""

    article: str
    review: ClaimReview


class _Known:
    """The fact checks of a ledger in memory."""

    def __init__(self, ledger: Ledger) -> None:
        rows = [(w, w.words) for w in ledger.worded(limit=_KNOWN) if w.words is not None]
        self._index = Index.of_packed((Checked(w.id, w.claim, w.lang, w.title), words) for w, words in rows)
        self._articles = {w.id: w.article for w, _ in rows}

    def __bool__(self) -> bool:
        return len(self._index) > 0

    def add(self, checked: Checked, article: str, words: bytes) -> None:
        """Let a fact check be found from now on."""
        if checked.id not in self._articles:
            self._index.add(checked, words)
        self._articles[checked.id] = article

    def like(self, text: str, lang: str) -> Iterator[_Check]:
        """The fact checks that `text` may be about."""
        for match in factchecks.check(text, self._index, lang=lang, most=_CHECKS, least=_LEAST):
            claim = match.claim
            yield _Check(self._articles[claim.id], ClaimReview(claim.text, lang=claim.lang, title=claim.title or None))


def language(review: ClaimReview, page: Article | Entry) -> str:
    """The language of a fact check: as it says, else that of its page."""
    return primary(review.lang or page.lang)


def statements(found: Iterable[Said]) -> Index:
    """An index of statements by their ids."""
    return Index.of((Checked(s.statement.id, s.words, s.entry.lang or "") for s in found), fixed=True)


def candidates(ledger: Ledger, text: str) -> list[Said]:
    """The statements of a ledger that share most words with `text`, rare ones first.

    A word is looked up by its beginning. One that many statements have counts only where another such stands beside it.
    """
    votes: dict[str, float] = defaultdict(float)
    common: list[tuple[int, str]] = []
    for word in _looked_up(text):
        found = ledger.having([word], most=_COMMON + 1)
        if len(found) > _COMMON:
            common.append((-len(word), word))
            continue
        for id_ in found:
            votes[id_] += log(1 + 100 * _COMMON / len(found))
    for pair in combinations([word for _, word in sorted(common)[:_PAIRS]], 2):
        for id_ in ledger.having(pair, most=_COMMON + 1)[:_COMMON]:
            votes[id_] += 1.0
    best = sorted(votes, key=lambda id_: (-votes[id_], id_))[:_LOOKED_AT]
    said = (s for s in ledger.statements_of(best) if s.entry.later is None)
    return sorted(said, key=lambda s: s.statement.id)


def _looked_up(text: str) -> list[str]:
    """The words of `text` as the ledger's search knows them, their endings cut off."""
    words = dict.fromkeys(folding.words(factchecks.plain(text)))
    return [w if len(w) <= _STEM or w[0].isdigit() else f"{w[: max(_STEM, len(w) - 3)]}*" for w in words if len(w) > 1][
        :_WORDS
    ]


def _names(reading: Reading) -> set[str]:
    """The words of names that an article has; of those that have a capital only they."""
    words = {w for a in reading.actors if a.type in _NAMED for w in a.name.split()}
    return {w.lower() for w in words if w[:1].isupper() or not (w[:1].islower())}
