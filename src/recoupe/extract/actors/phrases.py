"""What a source's words are: a pronoun, a name, a description, a document, several of these."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from typing import TYPE_CHECKING, Literal, NamedTuple

from recoupe.extract.actors import lexicon as x
from recoupe.extract.actors.around import country_at, role_of
from recoupe.extract.actors.cores import beside, core, head_of, mention_of
from recoupe.lang.letters import caseless

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoupe.extract.actors.cores import Core
    from recoupe.extract.actors.mention import Mention
    from recoupe.extract.actors.view import View


_NONE: frozenset[str] = frozenset()
_REFLEXIVE = frozenset({"masculine", "feminine", "neuter"})
_BESIDES = frozenset({"VERB", "AUX", "ADV", "PART"})
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ"})
_OFFICES = frozenset({"president", "chancellor", "monarch", "crown_prince", "supreme_leader", "pope"})  # one's alone
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
    mention = -1 if _one_of(v, first, last) else _mention_of(v, found, c)
    if mention >= 0:
        return Phrase(first, last, "name", mention=mention, determiner=v.flags[first] & x.DETERMINER)
    return _description(v, c)


def _mention_of(v: View, found: Sequence[Mention], c: Core) -> int:
    """The mention that the phrase is, that a comma sets beside it, or that only a verb stands by; -1 if none."""
    mention = mention_of(v, found, c)
    if mention < 0:
        mention = beside(v, found, c)
    if mention < 0 and len(c.inside) == 1 and _stray(v, found[c.inside[0]], c.first, c.last):
        return c.inside[0]
    return mention


def _stray(v: View, m: Mention, first: int, last: int) -> bool:
    """Whether all that stands beside the name is a verb or an adverb: "beschwerte sich West"."""
    rest = [k for k in range(first, last) if not m.first <= k < m.last]
    return m.kind in {"person", "organisation"} and all(v.pos(k) in _BESIDES and not v.flags[k] & x.NOUN for k in rest)


def _one_of(v: View, first: int, last: int) -> bool:
    """Whether the phrase is somebody out of several, and no comma sets a name beside: "یکی از منابع حزب"."""
    if last - first <= 2 or "," in v.low[first:last]:  # noqa: PLR2004
        return False
    f, following = v.flags[first], v.flags[first + 1]
    return bool(f & x.INDEFINITE and following & x.FROM_MARK and following & x.PREPOSITION)


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
    if determiner & x.DEFINITE and c.first + 1 < c.end:
        determiner |= v.flags[c.first + 1] & x.POSSESSIVE  # "i suoi consulenti"
    determiner = determiner or _annexed(v, c, head)
    words = range(c.first, c.end)
    kept = frozenset(
        v.low[k]
        for k in words
        if v.low[k][0].isalpha() and not v.flags[k] & (x.DETERMINER | x.COMMON | x.PREPOSITION | x.FORMER | x.ADJECTIVE)
    )
    role, country = role_of(v, list(range(c.first, c.last)))
    country = country or next((iso for k in words if (iso := country_at(v, k))), "")
    alone = role in _OFFICES or role.endswith("minister")
    if alone and not determiner and v.lex.heads_first and caseless(v.low[c.first]):
        determiner = x.DEFINITE  # "ראש הממשלה"
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


def _annexed(v: View, c: Core, head: int) -> int:
    """The article of the noun right behind the head, which makes both definite: "مغني الراب", "בנקאי ההשקעות"."""
    k = head + 1
    if head != c.first or k >= c.end or not caseless(v.low[head]) or not v.lex.heads_first:
        return 0
    articles = (w for w in v.lex.names.articles.either if len(w) > 1)
    joined = v.pos(k) in _NOMINAL and any(v.low[k].startswith(w) and v.low[k] != w for w in articles)
    return x.DEFINITE if joined or (v.flags[k] & x.DEFINITE and not v.flags[k] & x.PREPOSITION) else 0


def _plural(v: View, head: int, determiner: int) -> bool:
    """Whether the noun is plural; one that is the same in both numbers is, behind an article of the other gender."""
    f = v.flags[head]
    clash = f & x.MASCULINE and determiner & x.FEMININE and not (f & x.FEMININE or determiner & x.MASCULINE)
    return bool(f & x.PLURAL or (clash and v.lex.either_number(v.low[head])))


def _age(v: View, k: int) -> bool:
    words = v.lex.names.people.age
    return any(w in v.low[k] for w in words) or (k + 1 < len(v.low) and v.low[k + 1] in words)
