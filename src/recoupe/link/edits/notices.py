"""Whether a page says itself that it was corrected: a paragraph, new in it, in the words that such notes have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.lang import corrections

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoupe.model import Article

_LONGEST = 1_500  # characters of a paragraph that are looked at


def announced(before: Article, after: Article) -> bool:
    """Whether `after` has a note of correction that `before` has not. Where none is, the change was silent."""
    notes = set(_notes(after))
    return bool(notes) and bool(notes.difference(_notes(before)))


def _notes(article: Article) -> Iterator[str]:
    """The paragraphs, the headline among them, that are notes of correction."""
    for raw in (article.title or "", *article.text.splitlines()):
        line = corrections.plain(raw[:_LONGEST])
        if corrections.note().search(line):
            yield line
