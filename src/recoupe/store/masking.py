"""A name blotted out of a reading: every letter of it becomes █, so that all else keeps its place."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from recoupe.store import folding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from recoupe.model import Actor, Article, ClaimReview, Reading, Span

BLOT = "█"
_WORD = re.compile(r"\w[\w'’״׳-]*")


def masked(reading: Reading, names: Collection[str]) -> Reading:
    """`reading` without the actors whose folded name is among `names`, and without what they said.

    Their mentions that hold a word of the name, and every place where the whole name stands, are blotted out of the
    text, the headline and what others are called.
    """
    gone = [a for a in reading.actors if folding.folded(a.name) in names]
    wanted = {a.id for a in gone}
    article = _article(reading.article, gone, names)
    article = replace(article, factchecks=tuple(_factchecks(article.factchecks, names)))
    kept = tuple(
        replace(s, who=s.who and blotted(s.who, names), to=s.to and blotted(s.to, names))
        for s in reading.statements
        if s.actor not in wanted and folding.folded(s.who or "") not in names
    )
    there = {s.id for s in kept}
    return replace(
        reading,
        article=article,
        statements=kept,
        actors=tuple(replace(a, name=blotted(a.name, names)) for a in reading.actors if a.id not in wanted),
        claims=tuple(c for c in reading.claims if {m.statement for m in c.members} <= there),
    )


def _factchecks(checks: Iterable[ClaimReview], names: Collection[str]) -> Iterator[ClaimReview]:
    """Fact checks of what others said, the names blotted out of them."""
    for check in checks:
        if folding.folded(check.claimant or "") not in names:
            told = {f.name: x for f in fields(check) if isinstance(x := getattr(check, f.name), str)}
            blind: dict[str, Any] = {key: blotted(value, names) for key, value in told.items()}
            yield replace(check, **blind)


def _article(article: Article, gone: Iterable[Actor], names: Collection[str]) -> Article:
    parts = {w for name in names for w in name.split()}
    spans = [span for a in gone for span in a.mentions if parts & set(folding.words(article.text[slice(*span)]))]
    text = _blot(blotted(article.text, names), spans)
    return replace(
        article,
        text=text,
        title=article.title and blotted(article.title, names),
        authors=tuple(blotted(a, names) for a in article.authors),
    )


def blotted(text: str, names: Collection[str]) -> str:
    """`text` with each of the folded `names` blotted out wherever its words stand in a row."""
    words = [(m.span(), folding.folded(m[0])) for m in _WORD.finditer(text)]
    folded = [w for _, w in words]
    spans: list[Span] = []
    for name in names:
        row = name.split()
        for i in range(len(folded)):
            end = _ends(folded, i, name)
            if row and end:
                spans.append((words[i][0][0], words[end - 1][0][1]))
    return _blot(text, spans)


def _ends(folded: list[str], start: int, name: str) -> int:
    """Where the words of `name` that begin at `start` end, exclusive; 0 where they do not stand there."""
    said = ""
    for end in range(start, len(folded)):
        said = f"{said} {folded[end]}".strip()
        if said == name:
            return end + 1
        if not name.startswith(f"{said} "):
            return 0
    return 0


def _blot(text: str, spans: Iterable[Span]) -> str:
    letters = list(text)
    for start, end in spans:
        letters[start:end] = [BLOT if not c.isspace() else c for c in letters[start:end]]
    return "".join(letters)
