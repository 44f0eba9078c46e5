"""Quotations of a language without speech data: who speaks is not to be known, that somebody does is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recoupe import ids
from recoupe.model import Statement

if TYPE_CHECKING:
    from recoupe.model import Doc, Span

_WORD = re.compile(r"\w+")
_UNSPACED = re.compile("[\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u9fff]{8}")  # without blanks
_FEWEST = 4  # words; fewer are a title, a name or a scare quote as often as speech
_AROUND = " \t\n,.،。"


def find(doc: Doc) -> tuple[Statement, ...]:
    """The outermost quotations of `doc` that are long enough to be speech, without speaker and cue."""
    spans = (_trimmed(doc.text, q.inner) for q in doc.quotations if q.depth == 0)
    return tuple(
        Statement(
            id=ids.make("s", doc.article.id, (span,), (), ()),
            content=(span,),
            form="direct",
            stance="asserts",
            rule="quotation/bare",
            confidence=0.3,
        )
        for span in spans
        if _long(doc.text, span)
    )


def _trimmed(text: str, span: Span) -> Span:
    """`span` without blanks and the comma or full stop at its end."""
    start, end = span
    while start < end and text[end - 1] in _AROUND:
        end -= 1
    while start < end and text[start] in _AROUND:
        start += 1
    return start, end


def _long(text: str, span: Span) -> bool:
    """Whether it has enough words."""
    return len(_WORD.findall(text, *span)) >= _FEWEST or bool(_UNSPACED.search(text, *span))
