"""Whether words for a speaker that are no known name are one all the same: by capitals, or as known to nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.extract.actors import lexicon as x
from recoupe.extract.actors.scan import named
from recoupe.lang.letters import caseless

if TYPE_CHECKING:
    from recoupe.extract.actors.phrases import Phrase
    from recoupe.extract.actors.view import View

_UNHEARD = 3  # words of a name that nothing tells for one
_UNTOLD = frozenset({"PROPN", "X", "VERB", "INTJ"})  # tags that the tagger gives to names which it has never met
_KNOWN = frozenset({"DET", "PRON", "ADP", "NUM", "SCONJ", "CCONJ", "AUX", "PART"})  # tags of words of a closed class
_CALLED = x.BUSINESS | x.MEDIUM | x.HEAD  # nouns that a name may stand behind
_APART = 8  # tokens between the words for a body and its letters in brackets
_PARTING = frozenset({"VERB", "AUX", "PUNCT"})  # tags of what parts them


def unheard(v: View, p: Phrase) -> bool:
    """Whether a speaker in a script without capitals is a few words that neither list nor tagger knows.

    A noun for a company or a medium may stand before them.
    """
    words = [k for k in range(p.first, p.last) if v.low[k][0].isalnum()]
    called = len(words) > 1 and v.lex.heads_first and v.flags[words[0]] & _CALLED
    rest = words[1:] if called else words
    return 0 < len(rest) <= _UNHEARD and all(_unknown(v, k) for k in rest)


def _unknown(v: View, k: int) -> bool:
    """Whether token `k` is a word of a script without capitals that neither list nor tagger knows for a common one."""
    strange = v.pos(k) in _UNTOLD or (v.pos(k) not in _KNOWN and v.doc.tokens[k].text in v.doc.unheard)
    return caseless(v.low[k]) and not v.flags[k] and len(v.low[k]) > 1 and strange


def abbreviated(v: View, p: Phrase) -> bool:
    """Whether a body's name is told for one by its letters in brackets: "the Agency for Ports (AFP)"."""
    if p.head < 0 or not v.flags[p.head] & (x.HEAD | x.ORGANISATION) or p.determiner & (x.INDEFINITE | x.PLURAL):
        return False
    k = next((k for k in range(p.last, min(p.last + _APART, len(v.low))) if v.low[k] == "("), len(v.low))
    same = k + 2 < len(v.low) and v.sentence[k] == v.sentence[p.first] and v.low[k + 2] == ")"
    return same and v.words[k + 1].shouted and not any(v.pos(i) in _PARTING for i in range(p.last, k))


def name_like(v: View, p: Phrase) -> bool:
    """Whether the words look like a name that was not found: all with capitals, no common noun."""
    words = [k for k in range(p.first, p.last) if v.low[k][0].isalnum() and not v.flags[k] & x.DETERMINER]
    if not words or not all(v.words[k].cap for k in words) or _describes(v, p):
        return False
    last = v.flags[words[-1]]
    if p.role and last & x.PERSON:
        return False
    if p.determiner & x.DEFINITE and last & x.PERSON and not last & (x.GIVEN | x.PAPER):
        return False
    if (
        len(words) == 1
        and v.initial[words[0]]
        and (v.flags[words[0]] & (x.COMMON | x.NOUN | x.PLURAL | x.ADJECTIVE) or v.low[words[0]] in v.lower)
    ):
        return False
    if v.flags[words[-1]] & (x.PERSON | x.PEOPLE | x.CROWD) and not named(v, words[-1]):
        return False
    again = all(v.doc.tokens[k].text in v.proper for k in words)
    sure = again or (not v.initial[words[0]] and not v.titled[words[0]])
    return sure or v.pos(words[-1]) in {"", "PROPN", "X"}


def _describes(v: View, p: Phrase) -> bool:
    """Whether, in a script without capitals, a noun for a person stands first: "متحدث باسم حزب الغد"."""
    f = v.flags[p.head] if p.head >= 0 and v.lex.heads_first and caseless(v.low[p.head]) else 0
    return bool(f & (x.PERSON | x.PEOPLE | x.CROWD)) and not f & x.GIVEN
