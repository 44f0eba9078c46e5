"""Small articles and what is said of their structure, for the tests of this folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.model import Article
from recoupe.text import parse

if TYPE_CHECKING:
    from recoupe.model import Doc


def doc(text: str, lang: str = "en", *, tag: bool = False) -> Doc:
    """The Doc of an article with this text."""
    return parse(Article(ref="t", id="t", text=text, lang=lang), tag=tag)


def tokens(text: str, lang: str = "en") -> list[str]:
    """The tokens' texts."""
    return [t.text for t in doc(text, lang).tokens]


def sentences(text: str, lang: str = "en") -> list[str]:
    """The sentences' texts."""
    return [text[s.start : s.end] for s in doc(text, lang).sentences]


def said(text: str, lang: str = "en") -> list[str]:
    """What stands between the marks of each quotation."""
    return [text[q.inner[0] : q.inner[1]] for q in doc(text, lang).quotations]


def tags(text: str, lang: str = "en") -> str:
    """The tokens' tags, blank between."""
    return " ".join(t.pos for t in doc(text, lang, tag=True).tokens)
