"""What a group of mentions is called, and what kind of actor it is."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from recoupe.extract.actors import ledger
from recoupe.extract.actors import lexicon as x
from recoupe.lang.letters import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recoupe.extract.actors.mention import Mention
    from recoupe.extract.actors.view import View
    from recoupe.model import ActorType


class Group(NamedTuple):
    """Mentions (indices, ascending) of one actor.

    name as the article has it, `who` in the ledger's language; gender m, f or ""; nouns that describe it.
    """

    kind: ActorType
    name: str
    who: str
    members: tuple[int, ...]
    gender: str = ""
    country: str = ""
    role: str = ""
    nouns: frozenset[str] = frozenset()
    ages: frozenset[str] = frozenset()


Parts = tuple[str, ...]
Fullness = tuple[int, bool, bool, tuple[bool, bool, int], int, int, int]
_SURE: dict[str, ActorType] = {
    "person": "person",
    "organisation": "organisation",
    "country": "country",
    "place": "place",
    "government": "government",
    "seat": "government",
}
_BY_RANK: tuple[ActorType, ...] = ("country", "organisation", "place")


def acts(v: View, m: Mention) -> bool:
    """Whether a capital stands for its government: no preposition of place before it, not part of an address."""
    if not m.bare or (v.initial[m.first] and m.last < len(v.low) and v.low[m.last] in {",", "(", "-", "–", "—"}):
        return False
    return m.last >= len(v.low) or v.low[m.last] not in {"-", "–"}


def group(v: View, found: Sequence[Mention], parts: list[Parts], members: tuple[int, ...]) -> Group:
    """The Group of the mentions `members`."""
    mine = [found[i] for i in members]
    kind = _kind(v, mine)
    best = members[0]
    if len(members) > 1:
        spelled = Counter([v.text(m.first, m.last) for m in mine])
        best = max(members, key=lambda i: _fullness(v, found[i], parts[i], spelled))
    name = _name(v, found[best], mine, parts[best], kind)
    gender = _commonest([m.gender for m in mine if m.gender])
    title = next((m.title for m in mine if m.title), "")
    if kind != "person":
        who = _who(v, [(found[i], parts[i]) for i in members], kind, name)
    elif len(parts[best]) == 1 and title and _kept(v, title):
        who = f"{title} {_person_who(v, _untitled(v, name))}"
    else:
        who = _person_who(v, name)
    return Group(
        kind=kind,
        name=name,
        who=who,
        members=members,
        gender=gender,
        country=next((m.country for m in mine if m.country), ""),
        role=next((m.role for m in mine if m.role), ""),
        nouns=frozenset().union(*(m.nouns for m in mine)),
        ages=frozenset().union(*(m.ages for m in mine)),
    )


def _commonest(told: Sequence[str]) -> str:
    """What most tell, the first of equals; "" where none does."""
    return Counter(told).most_common(1)[0][0] if len(told) > 1 else told[0] if told else ""


def _person_who(v: View, name: str) -> str:
    """A person's name as the ledger spells it."""
    return " ".join(v.lex.names.spellings.get(x.plain(word), word) for word in name.split(" "))


def _who(v: View, mine: Sequence[tuple[Mention, Parts]], kind: ActorType, name: str) -> str:
    """The name in the ledger's language: the lists' name of a body; of a country or capital the article's, if in it."""
    known = [(m, p) for m, p in mine if m.entity is not None]
    canonical = ledger.is_ledgers(v.doc.lang)
    if not known:
        other = "" if canonical or kind != "government" else ledger.government(mine[0][0].country)
        return other or name
    spelled = Counter([v.text(m.first, m.last) for m, _ in known])
    best = known[0] if len(known) == 1 else max(known, key=lambda mp: _fullness(v, mp[0], mp[1], spelled))
    entity = best[0].entity
    assert entity is not None
    if canonical and entity.kind != "known" and entity.name not in spelled:
        return spelled.most_common(1)[0][0]
    return entity.name


def _fullness(v: View, m: Mention, parts: Parts, spelled: Counter[str]) -> Fullness:
    """What makes one spelling the name of the group: its words, no capitals throughout, how often, its length."""
    text = v.text(m.first, m.last)
    shouted = text.isupper() and len(parts) > 1
    definite = bool(v.flags[m.first] & x.DEFINITE)
    return len(parts), not shouted, definite, _nominative(v, m), spelled[text], len(text), -m.first


def _nominative(v: View, m: Mention) -> tuple[bool, bool, int]:
    """What speaks for the nominative, where the language has cases: no preposition, a given name's form, no ending."""
    names = v.lex.names
    if not names.case_endings:
        return False, False, 0
    governed = m.first > 0 and bool(v.flags[m.first - 1] & x.PREPOSITION)
    given = v.low[m.first] in names.given_masculine or v.low[m.first] in names.given_feminine
    return not governed, given, -len(v.text(m.first, m.last))


def _untitled(v: View, name: str) -> str:
    """A surname without the title before it, its particles kept."""
    first, _, rest = name.partition(" ")
    return rest if rest and folded(first.lower()) in v.lex.titles else name


def _kept(v: View, title: str) -> bool:
    return v.lex.names.titles[title].kept


def _kind(v: View, mine: Sequence[Mention]) -> ActorType:
    """The type of actor by what most mentions tell."""
    if len(mine) == 1 and mine[0].kind in _SURE:
        return _SURE[mine[0].kind]
    kinds = Counter(m.kind for m in mine if m.kind)
    if kinds["person"] >= max(1, kinds["organisation"]):
        return "person"
    acting = kinds["government"] or kinds["seat"] or any(m.kind == "capital" and acts(v, m) for m in mine)
    if acting and not kinds["country"]:
        return "government"
    for kind in _BY_RANK:
        if kinds[kind]:
            return kind
    return "place" if kinds["capital"] else _guess(v, mine)


def _guess(v: View, mine: Sequence[Mention]) -> ActorType:
    """The type of a name that nothing describes."""
    if sum(m.label for m in mine) * 2 > len(mine):
        return "organisation"
    articles = sum(bool(m.article & x.DEFINITE) for m in mine)
    if not articles and all(is_surname(v, m) for m in mine):
        return "person"
    if articles * 2 >= len(mine) and not (v.lex.heads_first and all(m.article & x.PREPOSITION for m in mine)):
        return "organisation"
    placed = sum(not m.bare and bool(v.flags[m.first - 1] & x.PLACE_MARK) for m in mine if m.first)
    if placed * 2 >= max(len(mine), 1):
        return "place"
    if any(m.last - m.first in {2, 3} for m in mine) or all(v.flags[m.first] & x.GIVEN for m in mine):
        return "person"
    return "organisation"


def is_surname(v: View, m: Mention) -> bool:
    """Whether a name of one word is a common surname or ends like one."""
    word = v.low[m.first]
    listed = v.lex.names.surnames
    return m.last - m.first == 1 and (word in listed or any(s[0] == "-" and word.endswith(s[1:]) for s in listed))


def _name(v: View, best: Mention, mine: Sequence[Mention], parts: Parts, kind: ActorType) -> str:
    """The fullest name in the article, with a title only where nothing but a surname is known."""
    if best.entity is not None and kind != "person":
        preferred = next((m for m in mine if m.kind == "country"), best)
        if preferred.entity is not None and preferred.entity.spelled:
            return preferred.entity.spelled
        return v.text(preferred.first, preferred.last)
    text = v.text(best.first, best.last)
    if kind != "person" and best.last - best.first == 1 and v.flags[best.first] & x.PAPER:
        behind = next((m.first for m in mine if m.first and v.flags[m.first - 1] & x.DEFINITE), 0)
        return v.text(behind - 1, behind).capitalize() + " " + text if behind else text
    if kind == "person" and len(parts) == 1:
        titled = next((m for m in mine if m.title and _kept(v, m.title)), None)
        if titled is not None:
            start = titled.first - 1
            return v.text(start, titled.last) if v.flags[start] & x.TITLE else text
    return text


def gender_of_things(mine: Iterable[Mention]) -> str:
    """Grammatical gender that articles tell: m, f or ""."""
    found = ["m" if m.article & x.MASCULINE else "f" for m in mine if m.article & (x.MASCULINE | x.FEMININE)]
    return _commonest(found)
