"""What a source's words are: a pronoun, a name, a description, a document, several of these."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from typing import TYPE_CHECKING, Literal, NamedTuple

from recoupe.extract.actors import lexicon as x
from recoupe.extract.actors.around import country_at, role_of
from recoupe.extract.actors.cores import beside, core, head_of, mention_of
from recoupe.extract.actors.scan import named
from recoupe.lang.letters import caseless

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoupe.extract.actors.cores import Core
    from recoupe.extract.actors.mention import Mention
    from recoupe.extract.actors.view import View


_NONE: frozenset[str] = frozenset()
_REFLEXIVE = frozenset({"masculine", "feminine", "neuter"})
_UNHEARD = 3  # words of a name that nothing tells for one
_UNTOLD = frozenset({"PROPN", "X", "VERB", "INTJ"})  # tags that the tagger gives to names which it has never met
_KNOWN = frozenset({"DET", "PRON", "ADP", "NUM", "SCONJ", "CCONJ", "AUX", "PART"})  # tags of words of a closed class
_APART = 8  # tokens between the words for a body and its letters in brackets
_PARTING = frozenset({"VERB", "AUX", "PUNCT"})  # tags of what parts them
_PERSONAL = frozenset({"masculine", "feminine", "plural", "plural_feminine", "self", "selves", "hearer"})


class Phrase(NamedTuple):
    """The tokens `first` to `last` (exclusive) of a source and what they are.

    mention: index of the name that it is, -1 if none. kinds: what a pronoun can stand for. head: the noun's token.
    determiner: flags of the determiner. nouns: describing words. parts: of a coordination.
    """

    first: int
    last: int
    form: Literal["pronoun", "name", "description", "several"]
    mention: int = -1
    kinds: frozenset[str] = frozenset()
    head: int = -1
    determiner: int = 0
    nouns: frozenset[str] = frozenset()
    role: str = ""
    country: str = ""
    ages: frozenset[str] = frozenset()
    plain: bool = False
    parts: tuple[Phrase, ...] = ()


def phrase(v: View, found: Sequence[Mention], first: int, last: int) -> Phrase:
    """Read the tokens `first` to `last` as the words for a speaker."""
    first, last = _strip(v, first, last)
    if first >= last:
        return Phrase(first, last, "description")
    first = _second(v, first, last)
    kinds = v.lex.pronouns.get(" ".join(v.low[first:last]))
    if kinds is not None and not (
        v.words[first].cap and not v.initial[first] and last - first == 1 and len(v.low[first]) > 1
    ):
        return Phrase(first, last, "pronoun", kinds=kinds)
    if _begins_with_pronoun(v, first, last):
        return Phrase(first, last, "pronoun", kinds=v.lex.pronouns[v.low[first]])
    inside = _inside(found, first, last)
    cuts = _split(v, found, inside, first, last)
    parts = tuple(phrase(v, found, a, b) for a, b in cuts) if len(cuts) > 1 else ()
    if parts and all(_named_whole(found, p) or _noun_phrase(p) for p in parts) and not _one_person(found, parts):
        return Phrase(first, last, "several", parts=parts)
    c = core(v, found, inside, first, last)
    mention = mention_of(v, found, c)
    if mention < 0:
        mention = beside(v, found, c)
    if mention >= 0:
        return Phrase(first, last, "name", mention=mention, determiner=v.flags[first] & x.DETERMINER)
    return _description(v, c)


def _begins_with_pronoun(v: View, first: int, last: int) -> bool:
    """Whether a personal pronoun stands in front of words that add nobody: "they all", "she, who was there"."""
    kinds = v.lex.pronouns.get(v.low[first])
    if not kinds or not kinds & _PERSONAL or v.flags[first] & (x.DETERMINER | x.PREPOSITION) or last - first < 2:  # noqa: PLR2004
        return False
    if v.words[first].cap and not v.initial[first] and len(v.low[first]) > 1:
        return False
    return not any(v.flags[k] & x.COORDINATOR for k in range(first, last)) and not v.words[first + 1].cap


def _strip(v: View, first: int, last: int) -> tuple[int, int]:
    """Without marks, a preposition in front and a genitive behind."""
    while first < last and not (v.low[first][0].isalnum() or v.low[first][0] in "-@#"):
        first += 1
    while last > first and (_mark(v.low[last - 1]) or v.flags[last - 1] & x.GENITIVE):
        last -= 1
    last = _without_day(v, first, last)
    if last - first > 1 and v.words[last - 2].cap and v.lex.pronouns.get(v.low[last - 1], _NONE) & _REFLEXIVE:
        last -= 1
    if last - first > 1 and v.flags[first] & x.PREPOSITION and not v.flags[first] & x.DETERMINER:
        first += 1
    return first, last


def _second(v: View, first: int, last: int) -> int:
    """Where the speaker begins behind another complement of the verb: "(a dit à) la barre le premier témoin"."""
    if not v.lex.heads_first or not v.flags[first] & x.DETERMINER:
        return first
    for k in range(first + 1, last):
        f = v.flags[k - 1]
        if f & (x.NOUN | x.AGENT | x.RELATIVE | x.COORDINATOR) or v.words[k].cap or not v.low[k][0].isalpha():
            return first
        if v.flags[k] & x.DEFINITE and not v.flags[k] & x.PREPOSITION and not f & (x.DETERMINER | x.PREPOSITION):
            return k
    return first


def _mark(low: str) -> bool:
    """Whether a token has no letter, digit or sign of its own at its ends."""
    return not (low[0].isalnum() or low[-1].isalnum() or low[-1] in ".%")


def _without_day(v: View, first: int, last: int) -> int:
    """The end of the phrase without a day behind it: "M. Durand samedi", "Mr. Reed last Wednesday"."""
    k = last
    while k - first > 1 and v.flags[k - 1] & x.UNNAMED and not (v.flags[k - 1] & x.GIVEN or v.words[k - 1].shouted):
        k -= 1
    if k == last:
        return last
    while k - first > 1 and v.flags[k - 1] & (x.COMMON | x.PREPOSITION) and not v.words[k - 1].cap:
        k -= 1
    return k if v.words[k - 1].cap else last


def _inside(found: Sequence[Mention], first: int, last: int) -> list[int]:
    """Indices of the mentions whose name lies in the tokens."""
    i = bisect_left(found, (first,))
    out = []
    while i < len(found) and found[i].first < last:
        if found[i].last <= last:
            out.append(i)
        i += 1
    return out


def _split(v: View, found: Sequence[Mention], inside: list[int], first: int, last: int) -> list[tuple[int, int]]:
    """The parts of a coordination, cut at "and" and commas before it; one part if there is no "and" outside names."""
    taken = {k for i in inside for k in range(found[i].first, found[i].last)}
    cuts = [k for k in range(first, last) if k not in taken and v.flags[k] & x.COORDINATOR]
    commas = [k for k in range(first, last) if v.low[k] == ","]
    if (
        not cuts
        and commas
        and len(inside) > 1
        and all(_name_only(found, inside, a, b) for a, b in _between(first, commas, last))
    ):
        cuts = commas
    elif cuts:
        cuts = sorted({*cuts, *(k for k in commas if k < cuts[0])})
    return _between(first, cuts, last)


def _between(first: int, cuts: Sequence[int], last: int) -> list[tuple[int, int]]:
    edges = [first - 1, *cuts, last]
    return [(a + 1, b) for a, b in itertools.pairwise(edges) if b > a + 1]


def _name_only(found: Sequence[Mention], inside: list[int], a: int, b: int) -> bool:
    return any(found[i].first <= a + 1 and found[i].last == b for i in inside)


def _named_whole(found: Sequence[Mention], p: Phrase) -> bool:
    """Whether a part of a coordination is a name, alone or with its own determiner."""
    return p.form == "name" and (bool(p.determiner) or found[p.mention].start <= p.first)


def _one_person(found: Sequence[Mention], parts: Sequence[Phrase]) -> bool:
    """Whether the parts are descriptions of one person: "l'investisseur et expert Luc Petit"."""
    last = parts[-1]
    described = last.form == "name" and not last.determiner and found[last.mention].start < found[last.mention].first
    return described and all(p.form == "description" for p in parts[:-1])


def _noun_phrase(p: Phrase) -> bool:
    """Whether a part of a coordination is a noun phrase of its own."""
    return p.form == "description" and bool(p.determiner & x.DEFINITE) and p.head >= 0


def _description(v: View, c: Core) -> Phrase:
    """The phrase as a description of somebody or something."""
    head = head_of(v, c)
    determiner = v.flags[c.first] & x.DETERMINER or (x.DEFINITE if v.lex.names.articles.bare else 0)
    words = range(c.first, c.end)
    kept = frozenset(
        v.low[k]
        for k in words
        if v.low[k][0].isalpha() and not v.flags[k] & (x.DETERMINER | x.COMMON | x.PREPOSITION | x.FORMER | x.ADJECTIVE)
    )
    role, country = role_of(v, list(range(c.first, c.last)))
    country = country or next((iso for k in words if (iso := country_at(v, k))), "")
    ages = frozenset(v.low[k][:2] for k in words if v.low[k][:2].isdecimal() and _age(v, k))
    return Phrase(
        c.first,
        c.last,
        "description",
        head=head,
        determiner=determiner | (x.PLURAL if head >= 0 and _plural(v, head, determiner) else 0),
        nouns=kept,
        role=role,
        country=country,
        ages=ages,
        plain=not any(not v.words[k].cap and v.low[k] in kept for k in words if k != head),
    )


def _plural(v: View, head: int, determiner: int) -> bool:
    """Whether the noun is plural; one that is the same in both numbers is, behind an article of the other gender."""
    f = v.flags[head]
    clash = f & x.MASCULINE and determiner & x.FEMININE and not (f & x.FEMININE or determiner & x.MASCULINE)
    return bool(f & x.PLURAL or (clash and v.lex.either_number(v.low[head])))


def _age(v: View, k: int) -> bool:
    words = v.lex.names.people.age
    return any(w in v.low[k] for w in words) or (k + 1 < len(v.low) and v.low[k + 1] in words)


def unheard(v: View, p: Phrase) -> bool:
    """Whether a speaker in a script without capitals is a few words that neither list nor tagger knows.

    A noun for a company or a medium may stand before them.
    """
    words = [k for k in range(p.first, p.last) if v.low[k][0].isalnum()]
    called = len(words) > 1 and v.lex.heads_first and v.flags[words[0]] & (x.BUSINESS | x.MEDIUM)
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
    if not words or not all(v.words[k].cap for k in words):
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
