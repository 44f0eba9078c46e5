"""Mentions of one article grouped: surnames to full names, acronyms to organisations, capitals to countries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.extract.actors import lexicon as x
from recoupe.extract.actors.naming import Parts, acts, group
from recoupe.extract.actors.similar import same_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoupe.extract.actors.mention import Mention
    from recoupe.extract.actors.naming import Group
    from recoupe.extract.actors.view import View


_MANY = 150  # different names: a list, in which only equal surnames are compared
_SURNAME = 5  # letters of a surname that may be misspelt
_ACRONYM = 3  # letters
_PART = 3  # letters of a part of a hyphenated surname


def groups(v: View, found: Sequence[Mention]) -> tuple[Group, ...]:
    """The Groups of the mentions `found` of `v`, by first mention."""
    parts = [_parts(v, m) for m in found]
    owner = list(range(len(found)))
    _people(found, parts, owner)
    _organisations(v, found, parts, owner)
    _entities(v, found, owner)
    members: dict[int, list[int]] = {}
    for i, o in enumerate(owner):
        members.setdefault(o, []).append(i)
    return tuple(group(v, found, parts, tuple(m)) for m in members.values())


def _parts(v: View, m: Mention) -> Parts:
    """The words of a name, plain and without accents and cases, suffixes and a leading article left out."""
    rows = v.lex.names.case_endings
    out = [
        x.stem(v.folds[k].rstrip("."), rows)
        for k in range(m.first, m.last)
        if v.low[k][0].isalnum() and not v.flags[k] & x.SUFFIX
    ]
    if len(out) > 1 and v.flags[m.first] & x.DEFINITE:
        out = out[1:]
    return tuple(out) or (v.folds[m.first],)


def _people(found: Sequence[Mention], parts: list[Parts], owner: list[int]) -> None:
    """Join the mentions of each person: full names first, then the short ones to the nearest full one before."""
    open_ = [i for i, m in enumerate(found) if _may_be_person(m)]
    full = sorted((i for i in open_ if len(parts[i]) > 1), key=lambda i: (-len(parts[i]), i))
    heads: list[int] = []
    by_last: dict[str, list[int]] = {}
    for i in full:
        near = heads if len(heads) < _MANY else by_last.get(parts[i][-1], [])
        head = next((h for h in near if _same_full(parts[h], parts[i]) and _fits(found[h], found[i])), None)
        if head is None:
            heads.append(i)
            by_last.setdefault(parts[i][-1], []).append(i)
        else:
            owner[i] = head
    by_part = _by_part(parts, heads)
    alone: dict[str, list[int]] = {}
    for i in (i for i in open_ if len(parts[i]) == 1):
        head = _holder(found, parts, owner, by_part, i)
        if head is not None:
            owner[i] = head
        elif found[i].entity is None:
            same = alone.setdefault(parts[i][0], [])
            owner[i] = next((k for k in same if _fits(found[k], found[i])), i)
            if owner[i] == i:
                same.append(i)


def _by_part(parts: list[Parts], heads: list[int]) -> dict[str, list[int]]:
    """The full names by each of their words, and by the parts of a hyphenated surname that are no word of another."""
    out: dict[str, list[int]] = {}
    for h in heads:
        for p in parts[h]:
            out.setdefault(p, []).append(h)
    for h in heads:
        for p in {q for q in parts[h][-1].split("-") if len(q) >= _PART} - out.keys():
            out.setdefault(p, []).append(h)
    return out


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
    found: Sequence[Mention], parts: list[Parts], owner: list[int], by_part: dict[str, list[int]], i: int
) -> int | None:
    """The full name that the one word of mention `i` belongs to: as surname, then as given name; the nearest before."""
    m, part = found[i], parts[i][0]
    fits = [h for h in by_part.get(part, ()) if _fits(found[h], m)]
    if m.entity is not None:
        fits = [h for h in fits if parts[h][-1] == part and found[h].kind == "person"]
    elif not fits and len(part) >= _SURNAME and len(by_part) < _MANY:
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


def _organisations(v: View, found: Sequence[Mention], parts: list[Parts], owner: list[int]) -> None:
    """Join organisations by name, acronym and short form; a name of unknown kind joins one that is spelled alike."""
    full = [i for i, m in enumerate(found) if m.entity is None and m.kind != "person" and owner[i] == i]
    heads: dict[Parts, int] = {}
    for i in full:
        head = heads.setdefault(parts[i], i)
        owner[i] = head
    _acronyms(v, found, parts, owner, list(heads.values()))
    longer_names = _by_edges(found, parts, owner)
    for short, i in heads.items():
        if owner[i] == i:
            longer = [h for h in longer_names.get(short, ()) if _short_form(v, found, parts, i, h)]
            if len(longer) == 1 or (longer and len(short) > 1):
                owner[i] = longer[0]
    _settle(owner)


def _by_edges(found: Sequence[Mention], parts: list[Parts], owner: list[int]) -> dict[Parts, list[int]]:
    """The last mention of each name that heads a group, by all words that it begins or ends with."""
    names = {parts[h]: h for h in range(len(found)) if owner[h] == h and found[h].entity is None}
    out: dict[Parts, list[int]] = {}
    for long, h in names.items():
        for edge in {e for n in range(1, len(long)) for e in (long[:n], long[-n:])}:
            out.setdefault(edge, []).append(h)
    return out


def _short_form(v: View, found: Sequence[Mention], parts: list[Parts], i: int, h: int) -> bool:
    """Whether mention `i` is the name `h` without a part: "Toyota" for "Toyota UK", "the Lakers"."""
    long, short, longer = parts[h], parts[i], found[h]
    n = len(short)
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
    people = [k for k, m in enumerate(found) if m.kind == "person" and owner[k] == k]
    named: dict[str, int] = {}
    ending: dict[int, int] = {}
    for h in (h for h in [*heads, *people] if len(parts[h]) > 1):
        ending.setdefault(found[h].last, h)
        for letters in _initials(v, found[h]):
            named.setdefault(letters, h)
    for i in heads:
        text = v.doc.tokens[found[i].first].text.replace(".", "")
        if len(parts[i]) == 1 and text.isupper() and len(text) > 1:
            before = found[i].first - 1
            bracketed = ending.get(before) if before >= 0 and v.low[before] == "(" else None
            head = bracketed if bracketed is not None else named.get(text.lower())
            if head is not None and head != i:
                owner[i] = head


def _bracketed(v: View, name: Mention, short: Mention) -> bool:
    return short.first == name.last + 1 and v.low[name.last] == "("


def _initials(v: View, m: Mention) -> set[str]:
    """The initials of the name, links left out or not, where there are three or more."""
    words = [k for k in range(m.first, m.last) if v.low[k][0].isalnum()]
    whole = "".join(v.folds[k][0] for k in words)
    main = "".join(v.folds[k][0] for k in words if not v.flags[k] & (x.LINK | x.DETERMINER | x.PREPOSITION))
    return {letters for letters in (whole, main) if len(letters) >= _ACRONYM}


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


def _settle(owner: list[int]) -> None:
    """Let every mention point at the head of its group."""
    for i, o in enumerate(owner):
        seen = o
        while owner[seen] != seen:
            seen = owner[seen]
        owner[i] = seen
