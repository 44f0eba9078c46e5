"""Whether a page says itself that it was corrected: a paragraph, new in it, in the words that such notes have."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from recoupe.lang import alternatives, load
from recoupe.lang.corrections import Corrections

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
        line = " ".join(raw[:_LONGEST].casefold().replace("’", "'").split())
        if _note().search(line):
            yield line


@functools.cache
def _note() -> re.Pattern[str]:
    """A note, in any language: a site tells in its own. A sign follows a head, or a day: "Correction, 3 May:"."""
    data = load(Corrections, "shared")
    assert data is not None
    heads, phrases = alternatives(data.heads), alternatives(data.phrases)
    follows = r"\W*$|\s*[:：(\[–—-]|[,\s]+(?:\w+[.,]?\s+){0,3}\d[^:：]{0,40}[:：]"
    return re.compile(rf"^\W*(?:{heads})(?:{follows})|(?<!\w)(?:{phrases})")
