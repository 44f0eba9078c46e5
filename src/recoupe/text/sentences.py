"""Sentences inside a paragraph, from its tokens and the roles of its quotation marks."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

from recoupe.lang import datelines
from recoupe.model import Sentence, Token
from recoupe.text.tokens import cased, normal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from recoupe.lang.language import Language

_ENDS = frozenset(".!?…。！？؟۔।")
_CLOSERS = frozenset(")]}")
_OPENERS = frozenset("([{¿¡-–—•*")
_ORDINAL = 2  # digits of a number with a full stop that is an ordinal: days, months, centuries
_GO_ON = frozenset(",;:.!?…)]}/%،؛")


class Rules(NamedTuple):
    """What a language says of full stops, compiled."""

    abbreviations: frozenset[str]
    titles: frozenset[str]
    starters: frozenset[str]
    ordinal_dot: bool


@functools.cache
def rules(language: Language) -> Rules:
    """Compile what `language` says of full stops."""
    short = cased(language.abbreviations), cased(language.titles + language.numbered)
    return Rules(*short, frozenset(language.starters), language.ordinal_dot)


def sentences(
    tokens: Sequence[Token], first: int, last: int, r: Rules, *, opening: Collection[int], closing: Collection[int]
) -> Iterator[Sentence]:
    """Split the paragraph `tokens[first:last]`; `opening` and `closing` are the offsets of quotation marks."""
    begin = i = datelines.end(tokens, first, last)
    if begin > first:
        yield Sentence(tokens[first].start, tokens[begin - 1].end, first, begin)
    for stop in [k for k, token in enumerate(tokens[first:last], first) if token[2][-1] in _ENDS]:
        if stop < i:
            continue
        i = stop + 1
        while i < last and (tokens[i].start in closing or tokens[i].text in _CLOSERS or tokens[i].text[0] in _ENDS):
            i += 1
        if i < last and _breaks(tokens, i, last, opening) and not _abbreviated(tokens, i, first, r):
            yield Sentence(tokens[begin].start, tokens[i - 1].end, begin, i)
            begin = i
    if begin < last:
        yield Sentence(tokens[begin].start, tokens[last - 1].end, begin, last)


def _breaks(tokens: Sequence[Token], i: int, last: int, opening: Collection[int]) -> bool:
    """Whether the token at `i`, after a full stop, can begin a sentence."""
    while i < last - 1 and (tokens[i].start in opening or tokens[i].text in _OPENERS):
        i += 1
    head = tokens[i].text[0]
    return not head.islower() and head not in _GO_ON


def _abbreviated(tokens: Sequence[Token], i: int, first: int, r: Rules) -> bool:
    """Whether the full stop right before `i` belongs to an abbreviation and ends no sentence."""
    stop = tokens[i - 1].text
    if stop == ".":
        return (
            r.ordinal_dot and i - 2 >= first and tokens[i - 2].text.isdecimal() and len(tokens[i - 2].text) <= _ORDINAL
        )
    if stop[0] in _ENDS or stop[-1] != ".":
        return False
    if stop in r.titles:
        return True
    following = normal(tokens[i].text)
    return following not in r.starters
