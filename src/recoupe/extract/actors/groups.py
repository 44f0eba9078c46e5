"""Mentions of one article grouped into actors: surnames to full names, acronyms to organisations, capitals to countries."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from recoupe.extract.actors import lexicon as x
from recoupe.extract.actors.similar import same_name

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


def groups(v: View, found: Sequence[Mention]) -> tuple[Group, ...]:
    """The Groups of the mentions `found` of `v`, by first mention."""
    parts = [_parts(v, m) for m in found]
    owner = list(range(len(found)))
    _people(v, found, parts, owner)
    _organisations(v, found, parts, owner)
    _entities(v, found, owner)
    members: dict[int, list[int]] = {}
    for i, o in enumerate(owner):
        members.setdefault(o, []).append(i)
    return tuple(_group(v, found, parts, tuple(m)) for m in members.values())


def _parts(v: View, m: Mention) -> Parts:
    """The words of a name, plain and without accents, suffixes and a leading article left out."""
    out = [
        v.folds[k].rstrip(".") for k in range(m.first, m.last) if v.low[k][0].isalnum() and not v.flags[k] & x.SUFFIX
    ]
    if len(out) > 1 and v.flags[m.first] & x.DEFINITE:
        out = out[1:]
    return tuple(out) or (v.folds[m.first],)


def _people(v: View, found: Sequence[Mention], parts: list[Parts], owner: list[int]) -> None:
    """Join the mentions of each person: full names first, then the short ones to the nearest full one before."""
    open_ = [i for i, m in enumerate(found) if _may_be_person(m)]
    full = sorted((i for i in open_ if len(parts[i]) > 1), key=lambda i: (-len(parts[i]), i))
    heads: list[int] = []
    for i in full:
        head = next((h for h in heads if _same_full(parts[h], parts[i]) and _fits(found[h], found[i])), None)
        if head is None:
            heads.append(i)
        else:
            owner[i] = head
    by_part: dict[str, list[int]] = {}
    for h in heads:
        for p in parts[h]:
            by_part.setdefault(p, []).append(h)
    for h in heads:
        for p in {q for q in parts[h][-1].split("-") if len(q) > 2} - by_part.keys():  # noqa: PLR2004
            by_part.setdefault(p, []).append(h)
    for i in open_:
        if len(parts[i]) == 1:
            head = _holder(v, found, parts, owner, i, by_part)
            if head is not None:
                owner[i] = head
            elif found[i].entity is None:
                owner[i] = _namesake(found, parts, owner, i)


def _may_be_person(m: Mention) -> bool:
    """Whether the mention is a person's or not known to be something else."""
    if m.entity is not None:
        return m.kind in {"country", "place", "capital"} and m.bare and m.last - m.first == 1
    return m.kind in {"person", ""}


def _same_full(long: Parts, short: Parts) -> bool:
    """Whether two full names are one: the shorter's words stand in the longer in order, or they sound alike."""
    if long == short:
        return True
    rest = iter(long)
    if len(short) > 1 and short[-1] == long[-1] and all(any(_word(p, q) for q in rest) for p in short):
        return True
    return same_name(long, short)


def _word(short: str, long: str) -> bool:
    """Whether `short` is `long` or its initial."""
    return short == long or (len(short) == 1 and long.startswith(short)) or (len(long) == 1 and short.startswith(long))


def _fits(a: Mention, b: Mention) -> bool:
    """Whether the genders of two mentions agree."""
    return not a.gender or not b.gender or a.gender == b.gender


def _holder(
    v: View, found: Sequence[Mention], parts: list[Parts], owner: list[int], i: int, by_part: dict[str, list[int]]
) -> int | None:
    """The full name that the one word of mention `i` belongs to: as surname, then as given name; the nearest before."""
    m, part = found[i], parts[i][0]
    fits = [h for h in by_part.get(part, ()) if _fits(found[h], m)]
    if m.entity is not None:
        fits = [h for h in fits if parts[h][-1] == part and found[h].kind == "person"]
    elif not fits and len(part) > 4:  # noqa: PLR2004
        fits = [
            h
            for p, hs in by_part.items()
            if same_name((p,), (part,))
            for h in hs
            if p == parts[h][-1] and _fits(found[h], m)
        ]
    if not fits:
        return None
    surname = [h for h in fits if parts[h][-1] == part or "-" in parts[h][-1]] or [
        h for h in fits if parts[h][0] != part or m.entity is None
    ]
    if len(surname) < 2:  # noqa: PLR2004
        return surname[0] if surname else None
    return min(surname, key=lambda h: _claim(parts, owner, h, i))


def _claim(parts: list[Parts], owner: list[int], head: int, i: int) -> tuple[bool, int, int]:
    """How well the person of `head` holds a bare surname: called by it before, else named first before mention `i`."""
    mine = [k for k in range(i) if owner[k] == head]
    bare = sum(len(parts[k]) == 1 for k in mine)
    return (not mine, -bare, mine[0] if mine else head)


def _namesake(found: Sequence[Mention], parts: list[Parts], owner: list[int], i: int) -> int:
    """An earlier mention of the same one word, else `i` itself."""
    for k in range(i):
        if parts[k] == parts[i] and owner[k] == k and found[k].kind in {"person", ""} and _fits(found[k], found[i]):
            return k
    return i


def _organisations(v: View, found: Sequence[Mention], parts: list[Parts], owner: list[int]) -> None:
    """Join organisations by name, acronym and short form; a name of unknown kind joins one that is spelled alike."""
    full = [i for i, m in enumerate(found) if m.entity is None and m.kind != "person" and owner[i] == i]
    heads: dict[Parts, int] = {}
    for i in full:
        head = heads.setdefault(parts[i], i)
        owner[i] = head
    _acronyms(v, found, parts, owner, list(heads.values()))
    names = {parts[h]: h for h in range(len(found)) if owner[h] == h and found[h].entity is None}
    for short, i in heads.items():
        if owner[i] == i:
            longer = [
                h for long, h in names.items() if len(long) > len(short) and _short_form(v, found, i, h, long, short)
            ]
            if len(longer) == 1 or (longer and len(short) > 1):
                owner[i] = longer[0]
    _settle(owner)


def _short_form(v: View, found: Sequence[Mention], i: int, h: int, long: Parts, short: Parts) -> bool:
    """Whether mention `i`, `short`, is the name `h`, `long`, without a part: "Toyota" for "Toyota UK", "the Lakers"."""
    n, longer = len(short), found[h]
    if longer.kind == "person" or found[i].kind == "government":
        return False
    if long[:n] == short:
        if short[0] in v.lex.phrases or v.flags[longer.first] & x.ADJECTIVE:
            return False
        extra = range(longer.last - (len(long) - n), longer.last)
        return all(v.flags[k] & (x.HEAD | x.ADJECTIVE | x.ORGANISATION) or v.folds[k] in v.lex.phrases for k in extra)
    if long[-n:] != short:
        return False
    if (
        v.flags[longer.first] & x.ADJECTIVE
        or long[0] in v.lex.phrases
        or (n == 1 and v.flags[longer.last - 1] & x.HEAD)
    ):
        return True
    return n == 1 and h < i and not v.lex.heads_first and short[0] not in v.lex.phrases


def _acronyms(v: View, found: Sequence[Mention], parts: list[Parts], owner: list[int], heads: list[int]) -> None:
    """Join an acronym to the name that it stands for: in brackets behind it, or of the same initials."""
    for i in heads:
        text = v.doc.tokens[found[i].first].text.replace(".", "")
        if len(parts[i]) != 1 or not text.isupper() or len(text) < 2:  # noqa: PLR2004
            continue
        for h in [*heads, *(k for k, m in enumerate(found) if m.kind == "person" and owner[k] == k)]:
            if (
                h != i
                and len(parts[h]) > 1
                and (_bracketed(v, found[h], found[i]) or _initials(v, found[h], text.lower()))
            ):
                owner[i] = h
                break


def _bracketed(v: View, name: Mention, short: Mention) -> bool:
    return short.first == name.last + 1 and v.low[name.last] == "("


def _initials(v: View, m: Mention, text: str) -> bool:
    """Whether the letters are the initials of the name, links left out or not."""
    words = [k for k in range(m.first, m.last) if v.low[k][0].isalnum()]
    whole = "".join(v.folds[k][0] for k in words)
    main = "".join(v.folds[k][0] for k in words if not v.flags[k] & (x.LINK | x.DETERMINER | x.PREPOSITION))
    return len(text) > 2 and text in {whole, main}  # noqa: PLR2004


def _entities(v: View, found: Sequence[Mention], owner: list[int]) -> None:
    """Join mentions of one known thing; a capital that acts joins its country."""
    first: dict[tuple[str, str], int] = {}
    for i, m in enumerate(found):
        if owner[i] != i:
            continue
        if m.entity is not None:
            owner[i] = first.setdefault(_key(v, m), i)
        elif m.kind == "government":
            owner[i] = first.setdefault(("government", m.country), i)
    for i, m in enumerate(found):  # an acronym of the article joins the thing it stands for
        if m.entity is not None and m.kind == "organisation":
            near = i + 1
            if near < len(found) and found[near].entity is None and _bracketed(v, m, found[near]):
                owner[near] = owner[i]
    _settle(owner)


def _key(v: View, m: Mention) -> tuple[str, str]:
    assert m.entity is not None
    if m.kind == "capital":
        return ("government", m.country) if acts(v, m) else ("place", m.entity.name)
    if m.kind == "country":
        return ("country", m.country)
    return (m.kind, m.entity.name)


def acts(v: View, m: Mention) -> bool:
    """Whether a capital stands for its government: no preposition of place before it, not part of an address."""
    if not m.bare or (v.initial[m.first] and m.last < len(v.low) and v.low[m.last] in {",", "(", "-", "–", "—"}):
        return False
    return m.last >= len(v.low) or v.low[m.last] not in {"-", "–"}


def _settle(owner: list[int]) -> None:
    """Let every mention point at the head of its group."""
    for i, o in enumerate(owner):
        seen = o
        while owner[seen] != seen:
            seen = owner[seen]
        owner[i] = seen


def _group(v: View, found: Sequence[Mention], parts: list[Parts], members: tuple[int, ...]) -> Group:
    """The Group of the mentions `members`."""
    mine = [found[i] for i in members]
    kind = _kind(v, mine)
    spelled = Counter(v.text(found[i].first, found[i].last) for i in members)
    best = max(members, key=lambda i: _fullness(v, found[i], parts[i], spelled))
    name = _name(v, found[best], mine, parts[best], kind)
    gender = Counter(m.gender for m in mine if m.gender).most_common(1)
    title = next((m.title for m in mine if m.title), "")
    who = _who(v, found, members, parts, kind, name)
    if kind == "person" and len(parts[best]) == 1 and title and _kept(v, title):
        who = f"{title} {name.rpartition(' ')[2]}"
    return Group(
        kind=kind,
        name=name,
        who=who,
        members=members,
        gender=gender[0][0] if gender else "",
        country=next((m.country for m in mine if m.country), ""),
        role=next((m.role for m in mine if m.role), ""),
        nouns=frozenset().union(*(m.nouns for m in mine)),
        ages=frozenset().union(*(m.ages for m in mine)),
    )


def _who(
    v: View, found: Sequence[Mention], members: tuple[int, ...], parts: list[Parts], kind: ActorType, name: str
) -> str:
    """The name in the ledger's language: the lists' name of a body; of a country or capital, in an
    article of that language, the fullest one there."""
    if kind == "person":
        return " ".join(v.lex.names.spellings.get(x.plain(word), word) for word in name.split(" "))
    known = [i for i in members if found[i].entity is not None]
    canonical = x.is_canonical(v.doc.lang)
    if not known:
        other = "" if canonical or kind != "government" else x.canonical_government(found[members[0]].country)
        return other or name
    spelled = Counter(v.text(found[i].first, found[i].last) for i in known)
    best = max(known, key=lambda i: _fullness(v, found[i], parts[i], spelled))
    entity = found[best].entity
    assert entity is not None
    if canonical and entity.kind != "known" and entity.name not in spelled:
        return spelled.most_common(1)[0][0]
    return entity.name


def _fullness(v: View, m: Mention, parts: Parts, spelled: Counter[str]) -> tuple[int, bool, bool, int, int, int]:
    """What makes one spelling the name of the group: its words, no capitals throughout, how often, its length."""
    text = v.text(m.first, m.last)
    shouted = text.isupper() and len(parts) > 1
    return len(parts), not shouted, bool(v.flags[m.first] & x.DEFINITE), spelled[text], len(text), -m.first


def _kept(v: View, title: str) -> bool:
    return v.lex.names.titles[title].kept


def _kind(v: View, mine: Sequence[Mention]) -> ActorType:
    """The type of actor by what most mentions tell."""
    kinds = Counter(m.kind for m in mine if m.kind)
    if kinds["person"] >= max(1, kinds["organisation"]):
        return "person"
    if kinds["country"]:
        return "country"
    if kinds["government"] or kinds["seat"]:
        return "government"
    if kinds["capital"]:
        return "government" if any(acts(v, m) for m in mine) else "place"
    if kinds["organisation"]:
        return "organisation"
    if kinds["place"]:
        return "place"
    return _guess(v, mine)


def _guess(v: View, mine: Sequence[Mention]) -> ActorType:
    """The type of a name that nothing describes."""
    if sum(m.label for m in mine) * 2 > len(mine):
        return "organisation"
    articles = sum(bool(m.article & x.DEFINITE) for m in mine)
    if articles * 2 >= len(mine) and not (v.lex.heads_first and all(m.article & x.PREPOSITION for m in mine)):
        return "organisation"
    placed = sum(not m.bare and bool(v.flags[m.first - 1] & x.PLACE_MARK) for m in mine if m.first)
    if placed * 2 > len(mine):
        return "place"
    if any(m.last - m.first in {2, 3} for m in mine) or all(v.flags[m.first] & x.GIVEN for m in mine):
        return "person"
    return "organisation"


def _name(v: View, best: Mention, mine: Sequence[Mention], parts: Parts, kind: ActorType) -> str:
    """The fullest name in the article, with a title only where nothing but a surname is known."""
    if best.entity is not None and kind != "person":
        preferred = next((m for m in mine if m.kind == "country"), best)
        return v.text(preferred.first, preferred.last)
    text = v.text(best.first, best.last)
    if kind != "person" and len(parts) == 1 and v.flags[best.last - 1] & x.PAPER:
        behind = next((m.first for m in mine if m.first and v.flags[m.first - 1] & x.DEFINITE), 0)
        return v.text(behind - 1, behind).capitalize() + " " + text if behind else text
    if kind == "person" and len(parts) == 1:
        titled = next((m for m in mine if m.title and _kept(v, m.title)), None)
        if titled is not None:
            start = titled.first - 1
            return v.text(start, titled.last) if v.flags[start] & x.TITLE else text
    return text


def gender_of_things(v: View, mine: Iterable[Mention]) -> str:
    """Grammatical gender that articles tell: m, f or ""."""
    found = Counter("m" if m.article & x.MASCULINE else "f" for m in mine if m.article & (x.MASCULINE | x.FEMININE))
    return found.most_common(1)[0][0] if found else ""
