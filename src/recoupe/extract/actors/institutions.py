"""Bodies of a state that need no capital: "the Syrian regime", "le ministère iranien de la Défense"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.extract.actors import ledger
from recoupe.extract.actors import lexicon as x
from recoupe.extract.actors.around import article_before, country_at, preposition_at
from recoupe.extract.actors.mention import Mention
from recoupe.extract.actors.scan import with_complement
from recoupe.lang.letters import caseless

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoupe.extract.actors.lexicon import Entity
    from recoupe.extract.actors.view import View

_LONGEST = 12  # tokens of a name
_USUAL = 2  # nouns of the list that are the plainest
_TIES = 3  # small words between a government's noun and its country
_WORDS = 2  # words between an institution's country and its noun


def governments(v: View) -> Iterator[Mention]:
    """Governments named by their country: "the Syrian regime", "le gouvernement chinois", "el gobierno de Perú"."""
    for i, f in enumerate(v.flags):
        capital = v.words[i].cap and not v.initial[i] and not caseless(v.low[i])
        if not f & x.GOVERNMENT or f & x.PLURAL or capital:
            continue
        country, last = _of_country(v, i)
        if country:
            yield _mention(v, i, last, "government", country, nouns=frozenset({v.low[i]}))
            continue
        k = i + 1 if v.lex.heads_first else i - 1
        if not 0 <= k < len(v.flags) or v.sentence[k] != v.sentence[i]:
            continue
        country = country_at(v, k) if v.flags[k] & x.ADJECTIVE else ""
        if country:
            yield _mention(v, min(i, k), max(i, k) + 1, "government", country, nouns=frozenset({v.low[i]}))


def _of_country(v: View, i: int) -> tuple[str, int]:
    """The country behind the noun at `i` that says whose government it is, and where its name ends; "" if none.

    Small words tie it to the noun, or its case, or its place in a script without capitals ("دولت ایران").
    """
    if not any(v.low[i].startswith(w[:-1]) for w in v.lex.names.things.governments[:_USUAL]):
        return "", 0  # no "state of Georgia"
    end = v.bounds(i)[1]
    k = i + 1 + (v.lex.heads_first and i + 1 < end and v.pos(i + 1) == "ADJ" and not v.words[i + 1].cap)
    j = k
    while (
        j < min(end, k + _TIES)
        and v.flags[j] & (x.LINK | x.FROM_MARK | x.DETERMINER)
        and not v.flags[j] & x.COORDINATOR
    ):
        j += 1
    tied = v.flags[k] & (x.FROM_MARK | x.DEFINITE) if k < j else v.lex.names.case_endings or caseless(v.low[i])
    if j >= end or not tied or not v.words[j].cap:
        return "", 0
    found = x.match(v.lex.phrases, v.folds, j, end)
    if found is None or found[1].kind != "country" or not found[1].country:
        return "", 0
    return found[1].country, j + found[0]


def institutions(v: View) -> Iterator[Mention]:
    """Ministries, embassies, courts in lower case that a country or a capitalised complement makes one of a kind."""
    for i, f in enumerate(v.flags):
        if not f & x.INSTITUTION or v.words[i].cap:
            continue
        entity, last = _known(v, i) if v.lex.heads_first else (None, 0)
        first = i
        if not last:
            first, last = _with_complement(v, i) if v.lex.heads_first else _with_country(v, i)
        if last:
            country = next((c for k in range(first, last) if (c := country_at(v, k))), "")
            yield _mention(v, first, last, "organisation", country, nouns=frozenset({v.low[i]}), entity=entity)


def _with_complement(v: View, i: int) -> tuple[int, int]:
    """The tokens of the institution whose noun stands first; (0, 0) where nothing makes it one of a kind."""
    determiner, _ = article_before(v, i)
    if not determiner & x.DEFINITE or determiner & x.PLURAL:
        return 0, 0
    last = with_complement(v, i + 1, v.bounds(i)[1])
    words = range(i + 1, last)
    named = any(v.words[k].cap or (v.flags[k] & x.ADJECTIVE and country_at(v, k)) for k in words)
    of_person = any(v.flags[k] & (x.PERSON | x.TITLE | x.GIVEN) and not v.flags[k] & x.ADJECTIVE for k in words)
    return (i, last) if named and not of_person else (0, 0)


def _with_country(v: View, i: int) -> tuple[int, int]:
    """The tokens of the institution whose noun stands last: "the Iranian foreign ministry", "Spain's embassy"."""
    low = max(v.bounds(i)[0], i - _WORDS - 2)
    for k in range(i - 1, low - 1, -1):
        if v.flags[k] & x.GENITIVE:
            return (k - 1, i + 1) if k > low and country_at(v, k - 1) else (0, 0)
        if country_at(v, k):
            return (0, 0) if article_before(v, k)[0] & x.INDEFINITE else (k, i + 1)
        if v.flags[k] & (x.DETERMINER | x.PREPOSITION | x.COORDINATOR) or not v.low[k][0].isalpha():
            break
    return 0, 0


def _known(v: View, i: int) -> tuple[Entity | None, int]:
    """The institution at `i` by its name in the ledger's language, its country's adjective in front; its last token.

    (None, 0) where the lists do not know it.
    """
    end = v.bounds(i)[1]
    k = i + 1
    while k < end and v.flags[k] & x.ADJECTIVE and not v.words[k].cap:
        k += 1
    words = [v.folds[i], *v.folds[k : min(k + _LONGEST, end)]]
    found = x.match(v.lex.phrases, words, 0, len(words))
    if found is None or found[1].kind != "known" or found[0] < 2:  # noqa: PLR2004
        return None, 0
    country = next((c for j in range(i + 1, k) if (c := country_at(v, j))), "")
    name = f"{ledger.adjective(country)} {found[1].name}".strip()
    return found[1]._replace(name=name, country=country), k + found[0] - 1


def _mention(
    v: View, first: int, last: int, kind: str, country: str, *, nouns: frozenset[str], entity: Entity | None = None
) -> Mention:
    article, before = article_before(v, first)
    bare = not preposition_at(v, before)
    return Mention(
        first, last, first, kind=kind, entity=entity, country=country, bare=bare, article=article, nouns=nouns
    )
