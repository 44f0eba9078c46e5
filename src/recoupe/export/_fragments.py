"""Links to a passage of a page: text fragments (WICG, "Text Fragments": `#:~:text=[prefix-,]start[,end][,-suffix]`).

A long passage is named by its first and last words. One that the text has more than once gets the words before it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from recoupe.model import Span

LONGEST = 120  # characters of a passage that is named in full
_ENDS = 4  # words by which the ends of a longer one are named
_BEFORE = 32  # characters before a passage that has a double
_LONG_WORD = 24  # characters beyond which a script is taken to part no words
_WORD = re.compile(r"\S+")


def url(page: str | None, text: str, span: Span) -> str | None:
    """The address of the passage `span` of `text` on the page at `page`; None where there is no address."""
    passage = _line(text[slice(*span)])
    if not page or not passage:
        return None
    return f"{page.partition('#')[0]}#:~:text={_prefix(text, span)}{_named(passage)}"


def context(text: str, span: Span) -> tuple[str, str]:
    """What stands just before and after the passage `span`: only where the text has the same words twice, else "", "".

    So no more of a text is given away than is needed to find the passage.
    """
    start, end = span
    if text.find(text[start:end]) == start and text.find(text[start:end], start + 1) < 0:
        return "", ""
    return text[max(0, start - _BEFORE) : start], text[end : end + _BEFORE]


def _prefix(text: str, span: Span) -> str:
    words = _WORD.findall(context(text, span)[0].rpartition("\n")[2])[-_ENDS:]
    return f"{_quoted(' '.join(words))}-," if words else ""


def _named(passage: str) -> str:
    if len(passage) <= LONGEST:
        return _quoted(passage)
    words = passage.split(" ")
    first, last = " ".join(words[:_ENDS]), " ".join(words[-_ENDS:])
    if len(words) <= 2 * _ENDS or max(map(len, words)) > _LONG_WORD:
        first, last = passage[:_LONG_WORD], passage[-_LONG_WORD:]
    return f"{_quoted(first)},{_quoted(last)}"


def _line(passage: str) -> str:
    """The passage as one line; a fragment cannot cross from one block of a page into the next in one piece."""
    return " ".join(passage.encode("utf-8", "replace").decode().split())


def _quoted(words: str) -> str:
    """Percent-encoded, also what parts the pieces of a fragment."""
    return quote(words.encode("utf-8", "replace"), safe="").replace("-", "%2D")
