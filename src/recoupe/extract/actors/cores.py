"""Whether the words for a speaker are a name: alone, behind a role, beside a description, as maker of a document."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from recoupe.extract.actors import lexicon as x

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoupe.extract.actors.mention import Mention
    from recoupe.extract.actors.view import View

_TOWNS = frozenset({"place", "capital", "country"})
_BODY = x.PEOPLE | x.CROWD | x.ORGANISATION | x.HEAD | x.MEDIUM
_MAKERS = frozenset({"organisation", "person", "", "government"})
_BESIDE = frozenset({"ADJ", "ADV", "NUM"})  # tags of what stands beside a chief noun
_COMMAS = frozenset({",", "–", "—"})


class Core(NamedTuple):
    """A phrase at tokens `first` to `last` (exclusive), the end of its core, and the mentions (indices) inside it."""

    first: int
    end: int
    last: int
    inside: list[int]


def core(v: View, found: Sequence[Mention], inside: list[int], first: int, last: int) -> Core:
    """The phrase with its core: before a complement, a relative clause, an apposition."""
    k = first
    spans = {found[i].first: i for i in inside}
    stop = x.RELATIVE if v.lex.heads_first else x.RELATIVE | x.PREPOSITION
    while k < last:
        if k in spans:
            k = _attribute_end(v, found[spans[k]], last)
            continue
        role = x.match(v.lex.roles, v.folds, k, last) if k > first else None
        if role is not None:
            k += role[0]
            continue
        f = v.flags[k]
        if v.low[k] in {",", "(", "–", "—", ";"} or (k > first and f & stop and not f & x.NOUN):
            break
        k += 1
    while k > first + 1 and v.quote[k - 2] >= 0 > v.quote[k - 1] and not v.low[k - 1][0].isalnum():
        k -= 1  # the mark behind a name in quotation marks
    return Core(first, k, last, inside)


def _attribute_end(v: View, m: Mention, last: int) -> int:
    """The end of an address before a noun: "Troy, Mich. police", "the Washington, D.C. newspaper"; else the name's."""
    k = m.last
    town = m.kind in _TOWNS or (m.last - m.first == 1 and not m.kind)
    if not town or v.lex.heads_first or k + 2 >= last or v.low[k] != "," or not v.words[k + 1].cap:
        return k
    end = k + 1
    while end < last and (v.words[end].cap or v.low[end] in {",", "."}):
        end += 1
    return end if end < last and v.flags[end] & _BODY else k


def mention_of(v: View, found: Sequence[Mention], c: Core) -> int:
    """The mention that the phrase is, -1 if it only speaks of one."""
    if c.inside and _named_last(v, found[c.inside[-1]], c):
        return c.inside[-1]
    whole = _whole(v, found, c)
    if whole >= 0:
        return whole
    document = _documentary(v, c)
    if document:
        made = [i for i in c.inside if found[i].last <= c.end and _makes(v, found[i], c.first)]
        if made:
            return made[-1]
    if document or _apposable(v, c):
        for i in c.inside:
            if found[i].first >= c.end and _follows(v, c.end, found[i].first, document=document):
                return i
    return next((i for i in c.inside if document and _makes(v, found[i], c.first)), -1)


def _whole(v: View, found: Sequence[Mention], c: Core) -> int:
    """The mention that the core is, its article, role and label included; -1 if none."""
    start = c.first
    while start < c.end and v.flags[start] & (x.DETERMINER | x.FORMER):
        if start > c.first and v.flags[start] & x.PREPOSITION:
            break
        start += 1
    if len(c.inside) > 1 and found[c.inside[0]].first == start:
        leads, ends = found[c.inside[0]], found[c.inside[-1]]  # "Ann Lee minister of Norway"
        if leads.kind == "person" and v.lex.heads_first and ends.kind in _TOWNS:
            return c.inside[0]
    head = v.flags[max(head_of(v, c), 0)]
    person = bool(head & (x.PERSON | x.PEOPLE)) and not head & x.ORGANISATION
    for i in reversed(c.inside):
        m = found[i]
        if person and (m.label or m.kind not in {"person", ""}) and m.first > start:
            continue
        opens = m.start if m.kind == "person" else m.first
        if opens <= start and v.lex.heads_first and m.first < c.end:
            return i
        if (m.last == c.end or _titled(v, m, c.end)) and (m.start <= start or not _governed(v, m.start, c.first)):
            return i
    return -1


def beside(v: View, found: Sequence[Mention], c: Core) -> int:
    """The person whose name a comma sets beside the phrase, where the phrase was cut short; -1 if none.

    Behind it: "the minister (, Ann Lee)"; before it, where it has no article: "(Ann Lee,) head of the agency".
    """
    head = head_of(v, c)
    if head < 0 or not v.flags[head] & x.PERSON or v.flags[c.first] & (x.INDEFINITE | x.POSSESSIVE | x.PLURAL):
        return -1
    behind = bisect_left(found, (c.last + 1,))
    if c.last < len(v.low) and v.low[c.last] == "," and behind < len(found):
        m = found[behind]
        closed = m.last < len(v.low) and v.low[m.last] == "," and v.sentence[m.last] == v.sentence[c.first]
        if (
            c.last + 1 in {m.first, m.start}
            and closed
            and (m.kind == "person" or (not m.kind and m.last - m.first > 1))
        ):
            return behind
    before = bisect_left(found, (c.first,)) - 1
    if c.first < 2 or before < 0 or v.low[c.first - 1] != "," or v.flags[c.first] & x.DETERMINER:  # noqa: PLR2004
        return -1
    m = found[before]
    closed = c.last < len(v.low) and v.low[c.last] == ","
    return before if closed and m.last == c.first - 1 and m.kind == "person" else -1


def _titled(v: View, m: Mention, end: int) -> bool:
    """Whether nouns behind the name tell only what it is: "Die Zeit newspaper", "Interfax news agency"."""
    if v.lex.heads_first or m.last >= end or m.kind in {"place", "capital", "country", "person"}:
        return False
    behind = range(m.last, end)
    return bool(v.flags[end - 1] & x.MEDIUM) and all(
        not v.words[k].cap and v.flags[k] & (x.ORGANISATION | x.HEAD | x.MEDIUM) for k in behind
    )


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


def _named_last(v: View, m: Mention, c: Core) -> bool:
    """Whether a role with a complement is followed by who holds it: "minister of education Ann Lee"."""
    head = head_of(v, c)
    if v.lex.heads_first or c.end >= m.first or m.last != c.last or head < 0 or not v.flags[head] & x.PERSON:
        return False
    if v.flags[c.first] & (x.INDEFINITE | x.POSSESSIVE | x.PLURAL) or m.kind not in {"person", ""}:
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


def _documentary(v: View, c: Core) -> bool:
    """Whether the head is a document."""
    head = head_of(v, c)
    return head >= 0 and bool(v.flags[head] & x.DOCUMENT)


def _apposable(v: View, c: Core) -> bool:
    """Whether a name can stand behind in apposition: the phrase is a definite or bare description."""
    head = head_of(v, c)
    return head >= 0 and not (v.flags[c.first] | v.flags[head]) & x.PLURAL


def _follows(v: View, end: int, start: int, *, document: bool) -> bool:
    """Whether the name at `start` is set beside the core that ends at `end` by a comma, or made the document."""
    between = range(end, start)
    if any(v.low[k] in _COMMAS for k in between):
        last_mark = max(k for k in between if v.low[k] in _COMMAS)
        return not document and all(
            v.flags[k] & (x.DETERMINER | x.FORMER | x.PERSON | x.TITLE | x.ADJECTIVE)
            for k in range(last_mark + 1, start)
        )
    return (
        document and v.flags[end] & x.FROM_MARK > 0 and all(v.flags[k] & (x.DETERMINER | x.FROM_MARK) for k in between)
    )


def head_of(v: View, c: Core) -> int:
    """The token of the head noun of the core, -1 if there is none."""
    words = [k for k in range(c.first, c.end) if v.low[k][0].isalnum() and not v.flags[k] & x.DETERMINER]
    if not words:
        return -1
    if not v.lex.heads_first:
        return words[-1]
    nouns = [k for k in words if v.flags[k] & (x.NOUN | x.AGENT | x.HEAD) and not v.flags[k] & x.FORMER]
    plain = [k for k in words if not v.flags[k] & (x.FORMER | x.ADJECTIVE | x.COMMON) and v.pos(k) not in _BESIDE]
    return min(nouns[:1] + plain[:1], default=words[0])
