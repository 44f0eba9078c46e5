"""Noun phrases of a unit: the stretches that can be speakers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from recoupe.extract.statements.view import Unit, View

NOMINAL = frozenset({"NOUN", "PROPN"})
_INSIDE = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "X", "SYM"})
_MODIFIERS = frozenset({"DET", "ADJ", "NUM"})
_BEGINS = _INSIDE | {"DET"}
_NEVER = frozenset({"SCONJ", "CCONJ", "VERB", "AUX", "ADV"})
_DOUBTFUL = frozenset({"VERB", "ADJ", "X", "INTJ"})  # tags that names are given by mistake
_STOPS = frozenset({".", "?", "!", "…", ":", "–", "—", "-", "•"})
_LONGEST = 30


class Phrase(NamedTuple):
    """Tokens `first` to `last` (exclusive); `head` is the chief word; `kind` is name, common or pronoun."""

    first: int
    last: int
    head: int
    kind: str


def phrases(v: View, unit: Unit) -> list[Phrase]:
    """The noun phrases of `unit` in order, prepositional tails and role-comma-name joined."""
    out: list[Phrase] = []
    i, low, pos, openers = unit.first, v.low, v.pos, v.lex.np_openers
    while i < unit.last:
        begins = v.inner[i] == unit.quote and (pos[i] in _BEGINS or low[i] in openers or _named(v, i))
        found = _one(v, i, unit.last) if begins else None
        if found is None:
            i += 1
            continue
        found = _tail(v, found, unit.last)
        out.append(found)
        i = found.last
    return _joined(v, out)


def _one(v: View, i: int, end: int) -> Phrase | None:
    """A base phrase that starts at `i`: a pronoun; or determiners, adjectives and numbers, then nouns and names."""
    n = v.lex.phrase("subject_pronouns", v.low, i)
    return Phrase(i, i + n, i, "pronoun") if n > 1 or (n and _is_pronoun(v, i, end)) else _nominal(v, i, end)


def _is_pronoun(v: View, i: int, end: int) -> bool:
    """Whether the word at `i`, which may be a pronoun, is no noun, verb or determiner."""
    if v.pos[i] in {"NOUN", "PROPN", "VERB", "SCONJ"}:
        return False
    return not (i + 1 < end and v.low[i] in v.lex.words["determiners"] and v.pos[i + 1] in _INSIDE)


def _nominal(v: View, i: int, end: int) -> Phrase | None:
    pos, inner, layer = v.pos, v.inner, v.inner[i]
    end_of_it, j, head = min(end, i + _LONGEST), i, -1
    while j < end_of_it and inner[j] == layer and (pos[j] in _MODIFIERS or _before_head(v, j)):
        j += 1
    while j < end_of_it and inner[j] == layer and (pos[j] in _INSIDE or _in_head(v, j, end)):
        if pos[j] in NOMINAL or (not pos[j] and v.words[j]) or _named(v, j):
            head = j if head < 0 or pos[head] != "PROPN" or pos[j] == "PROPN" else head
        j += 1
    if head < 0:
        return _bare(v, i, j) if j > i else None
    while j - 1 > head and not v.words[j - 1]:
        j -= 1
    return Phrase(i, j, head, "name" if "PROPN" in pos[i:j] else "common")


def _bare(v: View, i: int, end: int) -> Phrase | None:
    """A phrase without a noun: "the 31-year-old", "les deux", "38 %"."""
    head = next((j for j in range(end - 1, i - 1, -1) if v.pos[j] in {"NUM", "ADJ"}), -1)
    return Phrase(i, end, head, "common") if head >= 0 and (end - i > 1 or v.pos[head] == "NUM") else None


def _before_head(v: View, j: int) -> bool:
    """Whether token `j`, whose tag is none of a modifier, is one all the same."""
    return v.pos[j] not in _NEVER and (v.low[j] in v.lex.words["determiners"] or v.low[j] in v.lex.words["possessives"])


def _in_head(v: View, j: int, end: int) -> bool:
    """Whether token `j`, whose tag does not go on a phrase, does: names, initials, 's before a noun."""
    if _named(v, j):
        return True
    if v.low[j] == "'s" or v.doc.tokens[j].text in {"-", "&", "/", "."}:
        return j + 1 < end and v.pos[j + 1] in _INSIDE and v.inner[j + 1] == v.inner[j]
    return (
        v.low[j] in v.lex.words["np_links"]
        and v.upper(j - 1)
        and j + 1 < end
        and v.pos[j - 1] == v.pos[j + 1] == "PROPN"
    )


def _named(v: View, j: int) -> bool:
    """Whether a capital makes token `j` a name that the tagger took for something else."""
    if v.pos[j] not in _DOUBTFUL or not v.upper(j) or v.low[j] in v.lex.categories:
        return False
    opens = j == 0 or v.low[j - 1] in _STOPS or v.is_mark(j - 1)
    return v.speaks[j + 1] if opens and j + 1 < len(v.low) else not opens


def _tail(v: View, p: Phrase, end: int) -> Phrase:
    """`p` with the prepositional phrases that belong to it."""
    if p.kind == "pronoun":
        return p
    last, low = p.last, v.low
    while last + 1 < end and last - p.first < _LONGEST and low[last] in v.lex.words["np_links"]:
        if low[last] in v.lex.words["coordinators"] or v.inner[last + 1] != v.inner[p.first]:
            break
        following = _one(v, last, end) if low[last] == "'s" else _one(v, last + 1, end)
        if following is None or following.kind == "pronoun" or following.first > last + 1:
            break
        last = following.last
    coordinated = last + 1 < end and low[last] in v.lex.words["coordinators"] and v.pos[last] == "CCONJ"
    if coordinated and v.inner[last + 1] == v.inner[p.first]:
        following = _one(v, last + 1, end)
        if following is not None and following.kind == p.kind and following.kind != "pronoun":
            last = following.last
    return p if last == p.last else p._replace(last=last)


def _joined(v: View, found: list[Phrase]) -> list[Phrase]:
    """Join "the chairman of the society, John Smith" (role, comma, name) into one phrase."""
    out: list[Phrase] = []
    for p in found:
        before = out[-1] if out else None
        if (
            before is not None
            and p.first == before.last + 1
            and v.low[before.last] == ","
            and p.kind == "name"
            and v.pos[p.first] == "PROPN"
            and v.pos[before.head] == "NOUN"
            and v.low[before.first] in v.lex.words["determiners"]
        ):
            out[-1] = Phrase(before.first, p.last, p.head, "name")
        out.append(p)
    return out
