"""What a source's words are: a pronoun, a name, a description, a document, several of these."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Literal, NamedTuple

from recoupe.extract.actors import lexicon as x
from recoupe.extract.actors.around import country_at, role_of
from recoupe.extract.actors.scan import named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoupe.extract.actors.mention import Mention
    from recoupe.extract.actors.view import View


_TOWNS = frozenset({"place", "capital", "country"})
_PERSONAL = frozenset({"masculine", "feminine", "plural", "plural_feminine", "self", "selves", "hearer"})
_BODY = x.PEOPLE | x.CROWD | x.ORGANISATION | x.HEAD | x.MEDIUM


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
    if parts and all(_named_whole(found, p) or _whole(v, p) for p in parts) and not _one_person(found, parts):
        return Phrase(first, last, "several", parts=parts)
    end = core_end(v, found, inside, first, last)
    mention = _named(v, found, inside, first, end, last)
    if mention >= 0:
        return Phrase(first, last, "name", mention=mention, determiner=v.flags[first] & x.DETERMINER)
    return _description(v, first, end, last)


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
    while last > first and (
        not (v.low[last - 1][-1].isalnum() or v.low[last - 1][-1] in ".%") or v.flags[last - 1] & x.GENITIVE
    ):
        last -= 1
    if (
        last - first > 1
        and "masculine" in (reflexive := v.lex.pronouns.get(v.low[last - 1], frozenset())) | reflexive
        and v.words[last - 2].cap
    ):
        last -= 1
    if last - first > 1 and v.flags[first] & x.PREPOSITION and not v.flags[first] & x.DETERMINER:
        first += 1
    return first, last


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
    """The parts of a coordination, cut at "and" and at commas before it; one part if there is no "and" outside names."""
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
    return [(a + 1, b) for a, b in zip(edges, edges[1:], strict=False) if b > a + 1]


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


def _whole(v: View, p: Phrase) -> bool:
    """Whether a part of a coordination is a noun phrase of its own."""
    return p.form == "description" and bool(p.determiner & x.DEFINITE) and p.head >= 0


def core_end(v: View, found: Sequence[Mention], inside: list[int], first: int, last: int) -> int:
    """Where the core of the noun phrase ends: before a complement, a relative clause, an apposition."""
    k = first
    spans = {found[i].first: found[i].last for i in inside}
    towns = {
        found[i].last
        for i in inside
        if found[i].kind in _TOWNS or (found[i].last - found[i].first == 1 and not found[i].kind)
    }
    stop = x.RELATIVE if v.lex.heads_first else x.RELATIVE | x.PREPOSITION
    while k < last:
        if k in spans:
            k = _attribute_end(v, spans[k], last) if spans[k] in towns else spans[k]
            continue
        role = x.match(v.lex.roles, v.folds, k, last) if k > first else None
        if role is not None:
            k += role[0]
            continue
        f = v.flags[k]
        if v.low[k] in {",", "(", "–", "—", ";"} or (k > first and f & stop and not f & x.NOUN):
            return k
        k += 1
    return k


def _attribute_end(v: View, k: int, last: int) -> int:
    """The end of an address in front of a noun: "Troy, Mich. police", "the Washington, D.C. newspaper"; else `k`."""
    if v.lex.heads_first or k + 2 >= last or v.low[k] != "," or not v.words[k + 1].cap:
        return k
    end = k + 1
    while end < last and (v.words[end].cap or v.low[end] in {",", "."}):
        end += 1
    return end if end < last and v.flags[end] & _BODY else k


def _titled(v: View, m: Mention, end: int) -> bool:
    """Whether nouns behind the name tell only what it is: "Die Zeit newspaper", "Interfax news agency"."""
    if v.lex.heads_first or m.last >= end or m.kind in {"place", "capital", "country", "person"}:
        return False
    behind = range(m.last, end)
    return bool(v.flags[end - 1] & x.MEDIUM) and all(
        not v.words[k].cap and v.flags[k] & (x.ORGANISATION | x.HEAD | x.MEDIUM) for k in behind
    )


def _named(v: View, found: Sequence[Mention], inside: list[int], first: int, end: int, last: int) -> int:
    """The mention that the phrase is, -1 if it only speaks of one."""
    start = first
    while start < end and v.flags[start] & (x.DETERMINER | x.FORMER):
        if start > first and v.flags[start] & x.PREPOSITION:
            break
        start += 1
    person = bool(v.flags[max(head_of(v, first, end), 0)] & (x.PERSON | x.PEOPLE))
    if inside and _named_last(v, found[inside[-1]], first, end, last):
        return inside[-1]
    for i in reversed(inside):
        m = found[i]
        if person and (m.label or m.kind not in {"person", ""}) and m.first > start:
            continue
        if (m.last == end or _titled(v, m, end)) and (
            m.first <= start or m.start <= start or not _governed(v, m.start, first)
        ):
            return i
        if m.first <= start and v.lex.heads_first and m.first < end:
            return i
    document = _documentary(v, first, end)
    if document:
        made = [i for i in inside if found[i].last <= end and _makes(v, found[i], first)]
        if made:
            return made[-1]
    if document or _apposable(v, first, end):
        for i in inside:
            if found[i].first >= end and _follows(v, end, found[i].first, document=document):
                return i
    if document:
        return next((i for i in inside if _makes(v, found[i], first)), -1)
    return -1


def _makes(v: View, m: Mention, first: int) -> bool:
    """Whether the name is that of who made the document that the phrase from `first` is: "a poll by X", "X's poll"."""
    if m.kind not in {"organisation", "person", "", "government"}:
        return False
    k = m.start
    while k > first and not v.flags[k - 1] & (x.FROM_MARK | x.PREPOSITION):
        k -= 1
    if k <= first:
        return True
    return bool(v.flags[k - 1] & x.FROM_MARK) and not (k - 1 > first and v.flags[k - 2] & x.PREPOSITION)


def _named_last(v: View, m: Mention, first: int, end: int, last: int) -> bool:
    """Whether a role with a complement is followed by who holds it: "minister of education Ann Lee"."""
    head = head_of(v, first, end)
    if v.lex.heads_first or end >= m.first or m.last != last or head < 0 or not v.flags[head] & x.PERSON:
        return False
    if v.flags[first] & (x.INDEFINITE | x.POSSESSIVE | x.PLURAL) or m.kind not in {"person", ""}:
        return False
    return bool(m.title) or (v.words[m.first - 1].cap and v.flags[m.first - 1] & x.DETERMINER == 0)


def _governed(v: View, start: int, first: int) -> bool:
    """Whether a preposition before `start` makes the name a complement of the head."""
    k = start
    while k > first and v.flags[k - 1] & x.DETERMINER:
        if v.flags[k - 1] & x.PREPOSITION:
            return True
        k -= 1
    return k > first and bool(v.flags[k - 1] & x.PREPOSITION)


def _documentary(v: View, first: int, end: int) -> bool:
    """Whether the head is a document."""
    head = head_of(v, first, end)
    return head >= 0 and bool(v.flags[head] & x.DOCUMENT)


def _apposable(v: View, first: int, end: int) -> bool:
    """Whether a name can stand behind in apposition: the phrase is a definite or bare description."""
    head = head_of(v, first, end)
    return head >= 0 and not (v.flags[first] | v.flags[head]) & x.PLURAL


def _follows(v: View, end: int, start: int, *, document: bool) -> bool:
    """Whether the name at `start` is set beside the core that ends at `end` by a comma, or made the document."""
    between = range(end, start)
    if any(v.low[k] in {",", "–", "—"} for k in between):
        last_mark = max(k for k in between if v.low[k] in {",", "–", "—"})
        return not document and all(
            v.flags[k] & (x.DETERMINER | x.FORMER | x.PERSON | x.TITLE | x.ADJECTIVE)
            for k in range(last_mark + 1, start)
        )
    return (
        document and v.flags[end] & x.FROM_MARK > 0 and all(v.flags[k] & (x.DETERMINER | x.FROM_MARK) for k in between)
    )


def head_of(v: View, first: int, end: int) -> int:
    """The token of the head noun of the core, -1 if there is none."""
    words = [k for k in range(first, end) if v.low[k][0].isalnum() and not v.flags[k] & x.DETERMINER]
    if not words:
        return -1
    if not v.lex.heads_first:
        return words[-1]
    nouns = [k for k in words if v.flags[k] & (x.NOUN | x.AGENT | x.HEAD) and not v.flags[k] & x.FORMER]
    plain = [k for k in words if not v.flags[k] & (x.FORMER | x.ADJECTIVE | x.COMMON)]
    return min(nouns[:1] + plain[:1], default=words[0])


def _description(v: View, first: int, end: int, last: int) -> Phrase:
    """The phrase as a description of somebody or something."""
    head = head_of(v, first, end)
    determiner = v.flags[first] & x.DETERMINER
    words = range(first, end)
    kept = frozenset(
        v.low[k]
        for k in words
        if v.low[k][0].isalpha() and not v.flags[k] & (x.DETERMINER | x.COMMON | x.PREPOSITION | x.FORMER | x.ADJECTIVE)
    )
    role, country = role_of(v, list(range(first, last)))
    country = country or next((c for k in words if (c := country_at(v, k))), "")
    ages = frozenset(v.low[k][:2] for k in words if v.low[k][:2].isdecimal() and _age(v, k))
    return Phrase(
        first,
        last,
        "description",
        head=head,
        determiner=determiner | (x.PLURAL if head >= 0 and v.flags[head] & x.PLURAL else 0),
        nouns=kept,
        role=role,
        country=country,
        ages=ages,
        plain=not any(not v.words[k].cap and v.low[k] in kept for k in words if k != head),
    )


def _age(v: View, k: int) -> bool:
    words = v.lex.names.people.age
    return any(w in v.low[k] for w in words) or (k + 1 < len(v.low) and v.low[k + 1] in words)


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
    return v.pos(words[-1]) in {"", "PROPN", "X"}
