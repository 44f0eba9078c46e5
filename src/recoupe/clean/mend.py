"""What extractors get wrong: the standfirst they miss, the lines that lead elsewhere, the headline said again."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from recoupe.clean import standfirsts, words
from recoupe.clean.elements import content
from recoupe.clean.words import key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

    from recoupe.clean.facts import Facts

_SHORT = 160  # characters of a line that can be no more than a button, a teaser's headline, an appeal
_TEASER = 60  # of one that "read more" begins and that looks like a sentence
_LINKS = 5_000  # links that are looked at
_CAPTION = 15  # letters of a caption that is told by its words alone
_HEAD = 6  # lines among which headline, byline and time may stand
_KICKER = 0.5  # share that the headline has of a line with a kicker before it
_DIGITS = 0.35  # share of digits in the letters and digits of a line that gives a time
_TIME = 50  # characters of such a line
_RIGHTS = re.compile(r"\W{0,3}(?:[©ⓒ]|\(c\)|copyright\b)|.*\ball rights reserved\b", re.IGNORECASE)


class Around(NamedTuple):
    """What a page shows around its text: links and captions, as `key` makes them, and its standfirsts."""

    elsewhere: set[str]
    standfirsts: dict[str, str]


def around(root: HtmlElement, facts: Facts, titles: Iterable[str]) -> Around:
    """Look for what stands around the text; the headline may be said as one of `titles`."""
    return Around(_links(root) | _captions(root), standfirsts.shown(root, facts, {key(t) for t in titles if t}))


def mended(text: str, beside: Around, titles: Iterable[str], names: Iterable[str]) -> str:
    """`text` with its standfirst and without lines that are not its own.

    titles: what the headline may be said as; names: authors.
    """
    lines = [line for raw in text.splitlines() if (line := raw.strip())]
    wanted = {key(t) for t in titles if t}
    byline = {key(n) for n in names}
    head = [line for line in lines[:_HEAD] if not (_headline(line, wanted) or _byline(line, byline))]
    kept = [line for line in (*head, *lines[_HEAD:]) if not _stray(line, beside.elsewhere)]
    while kept and len(kept[-1]) < _SHORT and _RIGHTS.match(kept[-1]):
        kept.pop()
    found = standfirsts.missing("\n".join(kept), beside.standfirsts)
    return "\n".join([found, *kept] if found else kept)


def _headline(line: str, titles: set[str]) -> bool:
    """Whether `line` is the headline again, with or without a kicker before it."""
    said = key(line)
    return any(said == t or (said.endswith(t) and len(t) > _KICKER * len(said)) for t in titles if t)


def _byline(line: str, names: set[str]) -> bool:
    """Whether `line` is a byline or a time."""
    if len(line) <= _TIME:
        told = [c for c in line if c.isalnum()]
        if sum(map(str.isdigit, told)) >= _DIGITS * len(told):
            return True
    if not names or len(line) >= _SHORT:
        return False
    signed = words.BY.sub("", line)
    first = words.AND.split(signed)[0]
    return key(signed) in names or (signed != line and key(first) in names)


def _stray(line: str, elsewhere: set[str]) -> bool:
    """Whether `line` is a button, a link, a caption, an appeal to the reader, or leads to another article."""
    if key(line) in elsewhere:
        return True
    if len(line) > 2 * _SHORT:
        return False
    if words.SHARE.fullmatch(line) or words.APPEAL.match(line):
        return True
    leads = len(line) < _SHORT and words.MORE.match(line)
    return bool(leads) and (line[-1] not in ".!?»”" or len(line) < _TEASER)


def _links(root: HtmlElement) -> set[str]:
    """Texts of elements that hold a link and nothing else."""
    found = set()
    for link in islice(root.iter("a"), _LINKS):
        parent = link.getparent()
        alone = link.getnext() is None and link.getprevious() is None
        if parent is None or not alone or (parent.text or "").strip() or (link.tail or "").strip():
            continue
        found.add(key(content(link)[:500]))
    return found - {""}


def _captions(root: HtmlElement) -> set[str]:
    """Texts of pictures."""
    found = {key(content(e)[:1000]) for e in root.iter("figcaption")}
    return {c for c in found if len(c) > _CAPTION}
