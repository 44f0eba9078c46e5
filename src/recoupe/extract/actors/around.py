"""What stands around a name: articles, prepositions, the description before it and the apposition behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.extract.actors import lexicon as x

if TYPE_CHECKING:
    from recoupe.extract.actors.view import View

_LEFT, _RIGHT = 9, 14  # tokens looked at beside a name
_BETWEEN = 2  # adjectives between a label and a name


def labelled(v: View, start: int) -> bool:
    """Whether the noun right before the name says that it is an organisation: "le groupe Durand", "insurer Aviva"."""
    k = start - 1
    low = max(start - 1 - _BETWEEN, 0) if v.lex.heads_first else k
    while k > low and not v.flags[k] & (x.NOUN | x.COMMON | x.DETERMINER | x.PREPOSITION):
        k -= 1
    f = v.flags[k] if k >= 0 else 0
    return bool(f & (x.ORGANISATION | x.HEAD)) and not f & (x.PERSON | x.PREPOSITION) and not v.words[k].cap


def description_left(v: View, start: int, cut: int, last: int) -> int:
    """The first token of the description before the name: "agency spokesman", "le ministre russe de l'énergie"."""
    lo = max(v.bounds(start)[0], start - _LEFT) if start < len(v.flags) else start
    i, best = start, start
    while i > lo:
        k = i - 1
        f, w = v.flags[k], v.low[k]
        if not (w[0].isalnum() or w[0] == "-"):
            if w in {",", "–"} and i == start and best == start and k > lo:
                i = k
                continue
            break
        governed = k > lo and v.flags[k - 1] & x.PREPOSITION
        if f & x.DETERMINER and not f & (x.LINK | x.PARTICLE | x.PERSON) and not governed:
            break
        if (f & x.PERSON and not f & x.TITLE) or x.match(v.lex.roles, v.folds, k, start):
            best = k
        elif (
            (f & (x.COMMON | x.RELATIVE) and not f & (x.ADJECTIVE | x.FORMER | x.LINK))
            or (f & x.COORDINATOR and not (v.lex.heads_first and v.flags[i] & x.PREPOSITION))
            or (f & x.PREPOSITION and not v.lex.heads_first)
        ):
            break
        i = k
    if best == start or _separated(v, best, start) or (cut + 1 == last and labelled(v, start)):
        return start
    while best > lo and (
        v.flags[best - 1] & (x.ADJECTIVE | x.FORMER) or (country_at(v, best - 1) and not v.lex.heads_first)
    ):
        best -= 1
    return best


def _separated(v: View, best: int, start: int) -> bool:
    """Whether the noun at `best` governs the name by a preposition right before it: "porte-parole de Jean"."""
    if not v.lex.heads_first:
        return any(v.flags[k] & x.PREPOSITION for k in range(best, start))
    return bool(v.flags[start - 1] & (x.PREPOSITION | x.DETERMINER | x.COORDINATOR)) and start - 1 > best


def apposition(v: View, last: int) -> range:
    """The tokens of a description behind the name: ", a Bolivian diplomat," or ", 41," or "is a nurse"."""
    n = len(v.low)
    if last >= n:
        return range(0)
    end = min(v.bounds(last - 1)[1], last + _RIGHT)
    i = last
    if i < end and v.low[i] == "(":
        i = next((k + 1 for k in range(i, end) if v.low[k] == ")"), end)
    if i >= end or v.low[i] not in {",", "–", "—"}:
        kinds = x.DETERMINER if i < end and v.flags[i] & x.GENITIVE else x.DETERMINER | x.PERSON  # "Reed's lawyer"
        if i + 1 < end and v.flags[i] & x.COPULA and v.flags[i + 1] & kinds:
            j = next((k for k in range(i + 1, end) if v.low[k] in {",", ".", ";"} or v.flags[k] & x.RELATIVE), end)
            return range(i + 1, j)
        return range(0)
    if i + 2 < end and v.flags[i + 1] & x.COPULA and v.flags[i + 2] & x.DETERMINER:
        i += 1  # "the second bank, Aurel, is a lender"
    j = next(
        (k for k in range(i + 1, end) if v.low[k] in {",", ".", ";", "–", "—", "»", "”"} or v.flags[k] & x.RELATIVE),
        end,
    )
    return range(i + 1, j)


def apposed(v: View, last: int, noun: int = x.NOUN | x.AGENT) -> tuple[frozenset[str], frozenset[str]]:
    """Describing words and ages behind the name."""
    span = apposition(v, last)
    if not len(span):
        return frozenset(), frozenset()
    ages = frozenset(v.low[k][:2] for k in span if v.low[k][:2].isdecimal() and (len(span) == 1 or _age_word(v, k)))
    first = span[0]
    head = next((k for k in span if v.flags[k] & (noun | x.PREPOSITION)), first)
    if not (v.flags[first] & (x.DETERMINER | x.FORMER | x.ADJECTIVE | x.NOUN) and v.flags[head] & noun):
        return frozenset(), ages
    return frozenset(
        v.low[k] for k in span if v.low[k].isalpha() and not v.flags[k] & (x.COMMON | x.DETERMINER | x.PREPOSITION)
    ), ages


def _age_word(v: View, k: int) -> bool:
    words = v.lex.names.people.age
    return any(w in v.low[k] for w in words) or (
        k + 1 < len(v.low) and any(v.low[k + 1].startswith(w.split()[0]) for w in words)
    )


def apposed_person(v: View, last: int) -> bool:
    """Whether the description behind the name is a person's."""
    span = apposition(v, last)
    if not len(span) or not v.flags[span[0]] & (x.DETERMINER | x.FORMER | x.ADJECTIVE | x.PERSON):
        return False
    head = next((k for k in span if v.flags[k] & x.PREPOSITION), span[-1] + 1)
    return any(v.flags[k] & x.PERSON and not v.words[k].cap for k in range(span[0], head))


def gender_of(v: View, words: list[int]) -> str:
    """Gender that describing words tell: "actress", "la ministre"."""
    for k in words:
        if v.flags[k] & x.PERSON and v.flags[k] & (x.MASCULINE | x.FEMININE) and not v.flags[k] & x.GIVEN:
            if v.lex.heads_first and v.flags[k] & x.MASCULINE:
                continue  # a masculine noun may be the generic one
            return "f" if v.flags[k] & x.FEMININE else "m"
    return ""


def country_at(v: View, k: int) -> str:
    """ISO code of the country that token `k` names or that its adjective belongs to."""
    if v.flags[k] & x.ADJECTIVE and (v.words[k].shouted or v.low[k] not in v.lex.shouts):
        return v.lex.adjectives[v.low[k]]
    if not v.words[k].cap:
        return ""
    found = x.match(v.lex.phrases, v.folds, k, len(v.folds))
    if found is None or (found[1].shout and not v.doc.tokens[k].text.isupper()):
        return ""
    return found[1].country


def role_of(v: View, words: list[int]) -> tuple[str, str]:
    """The role concept and country of the description made of tokens `words`."""
    if not words:
        return "", ""
    country = next((c for k in words if (c := country_at(v, k))), "")
    kept = [k for k in words if not (v.flags[k] & x.ADJECTIVE and country_at(v, k)) and v.low[k] not in {"-", "."}]
    folds = [v.folds[k] for k in kept]
    best = (0, "")
    for i in range(len(folds)):
        found = x.match(v.lex.roles, folds, i, len(folds))
        if found is not None and found[0] > best[0]:
            best = (found[0], found[1].name)
    return best[1], country


def article_before(v: View, i: int) -> tuple[int, int]:
    """Flags of the determiner before token `i` (adjectives between them skipped) and the first token of the phrase."""
    k = i
    first = v.bounds(i)[0] if i < len(v.flags) else i
    while k > first and i - k < 4:  # noqa: PLR2004
        f = v.flags[k - 1]
        if f & x.DETERMINER:
            return f, k - 1
        if (
            f & (x.COMMON | x.PREPOSITION | x.RELATIVE)
            or not v.low[k - 1][0].isalnum()
            or not f & (x.ADJECTIVE | x.FORMER | x.NOUN)
        ):
            break
        k -= 1
    return 0, k


def preposition_at(v: View, i: int) -> bool:
    """Whether a preposition stands before the phrase that begins at token `i` or melts into its article."""
    if i < len(v.flags) and v.flags[i] & x.PREPOSITION and v.flags[i] & x.DETERMINER:
        return True
    return i > 0 and bool(v.flags[i - 1] & x.PREPOSITION) and v.sentence[i - 1] == v.sentence[i]
