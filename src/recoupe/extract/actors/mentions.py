"""Names with what stands around them: titles, roles, descriptions, what kind of actor they may be."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from recoupe.extract.actors import lexicon as x
from recoupe.extract.actors.around import (
    apposed,
    apposed_person,
    apposition,
    article_before,
    country_at,
    description_left,
    gender_of,
    labelled,
    preposition_at,
    role_of,
)
from recoupe.extract.actors.institutions import governments, institutions
from recoupe.extract.actors.mention import Mention
from recoupe.extract.actors.scan import Run, runs
from recoupe.lang import datelines
from recoupe.lang.letters import caseless

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoupe.extract.actors.view import View

_ACRONYM = 6
_FULL = 2  # words of a full name
_TITLE = 4  # words of a name in quotation marks


def mentions(v: View) -> tuple[Mention, ...]:
    """The Mentions of `v`, ascending."""
    out: list[Mention] = []
    for run in runs(v):
        if run.entity is not None:
            out += _known(v, run)
        elif not _is_title_of_work(v, run):
            out += _unknown(v, run)
    out += governments(v)
    bodies = sorted([*institutions(v), *_bodies_in_marks(v)], key=lambda m: (m.first, m.last))
    kept = [
        m
        for m in out
        if not _part(m, bodies) and (m.entity is not None or m.kind == "person" or not _in_dateline(v, m))
    ]
    ruling = {(m.first, m.last) for m in kept if m.kind == "government"}
    kept += [m for m in bodies if (m.first, m.last) not in ruling]
    return tuple(sorted(kept, key=lambda m: (m.first, m.last, m.start, m.kind)))


def _in_dateline(v: View, m: Mention) -> bool:
    """Whether a name that is not known stands in a dateline: a place, or who sent the news."""
    return datelines.is_one(v.doc.tokens, *v.bounds(m.first))


def _part(m: Mention, bodies: list[Mention]) -> bool:
    """Whether the name is only a word of an institution's: "Défense", not the country in "embassy of Spain"."""
    if m.entity is not None and m.kind != "organisation":
        return False
    before = bisect_right(bodies, m.first, key=lambda b: b.first) - 1
    inside = before >= 0 and m.last <= bodies[before].last
    return inside and not (m.kind == "government" and bodies[before].first == m.first)


def _bodies_in_marks(v: View) -> Iterator[Mention]:
    """The names in quotation marks behind a noun for a body: "компания «Норд»"."""
    for quotation in v.doc.quotations:
        first, last = v.tokens(quotation.inner)
        k = first - 2  # before the opening mark
        f = v.flags[k] if k >= 0 else 0
        body = f & (x.ORGANISATION | x.HEAD) and not f & (x.PERSON | x.DOCUMENT)
        if body and 0 < last - first <= _TITLE and v.words[first].cap and v.pos(first) not in {"ADV", "VERB", "AUX"}:
            yield _organisation(v, first, last)


def _is_title_of_work(v: View, run: Run) -> bool:
    """Whether quotation marks stand right around the name."""
    q = v.quote[run.first]
    if q < 0:
        return False
    inner = v.doc.quotations[q].inner
    return inner[0] >= v.starts[run.first] - 1 and inner[1] <= v.doc.tokens[run.last - 1].end + 1


def _known(v: View, run: Run) -> Iterator[Mention]:
    """The Mention of a known thing."""
    entity = run.entity
    assert entity is not None
    article, before = article_before(v, run.first)
    kind = {"known": "organisation", "place": "place"}.get(entity.kind, entity.kind)
    yield Mention(
        run.first,
        run.last,
        run.first,
        kind=kind,
        entity=entity,
        country=entity.country,
        bare=not preposition_at(v, before),
        article=article,
    )


def _unknown(v: View, run: Run) -> Iterator[Mention]:
    """The Mention of a run that is not known: its title and role cut off, its kind guessed."""
    first, last = _trim(v, run.first, run.last)
    if _describes(v, first, last) or first >= last:
        return
    sort = _sort(v, first, last)
    if sort & x.EVENT:
        return
    medium = (v.flags[first - 1] if first else 0) | v.flags[first]  # "le site Quai Info", "Radio Coast"
    if sort & x.GROUND and not medium & x.MEDIUM:
        yield _place(v, first, last)
        return
    cut = _name_start(v, first, last)
    if cut >= last:
        if last - first < 2 or not v.flags[last - 1] & x.HEAD:  # noqa: PLR2004
            return
        cut = first
    if cut == first and _is_organisation(v, first, last):
        yield _organisation(v, first, last)
        return
    if cut == first and last - first == 1 and v.flags[first] & x.ADJECTIVE:
        return
    yield _person(v, first, cut, last)


def _describes(v: View, first: int, last: int) -> bool:
    """Whether a run is a description in capitals: "the Los Angeles Democrat"."""
    f = v.flags[last - 1] if last - first > 1 else 0
    if not f & x.PERSON or f & (x.GIVEN | x.PAPER) or not first or not v.flags[first - 1] & x.DEFINITE:
        return False
    found = x.match(v.lex.phrases, v.folds, first, last)
    return found is not None and found[0] == last - first - 1


def _sort(v: View, first: int, last: int) -> int:
    """Whether the head word of the name is that of an event or of a place: its flags, 0 for what may be an actor."""
    if _given(v, first) or (first and v.flags[first - 1] & x.TITLE):
        return 0
    f = v.flags[first if v.lex.heads_first else last - 1]
    if f & (x.HEAD | x.GIVEN | x.PERSON) or (last - first == 1 and not f & x.EVENT):
        return 0
    return f & (x.EVENT | x.GROUND)


def _place(v: View, first: int, last: int) -> Mention:
    article, before = article_before(v, first)
    return Mention(first, last, first, kind="place", bare=not preposition_at(v, before), article=article)


def _trim(v: View, first: int, last: int) -> tuple[int, int]:
    """Without a capitalised article, pronoun or adverb at the beginning of the sentence."""
    while first < last and v.initial[first] and v.flags[first] & (x.COMMON | x.DETERMINER):
        if v.flags[first] & (x.TITLE | x.PERSON | x.HEAD) or v.doc.tokens[first].text in v.proper:
            break
        first += 1
    first = _behind_speaker(v, first, last)
    while last - first > _FULL and v.flags[first] & x.GIVEN and _trailing(v, last - 1):
        last -= 1
    return first, last


def _behind_speaker(v: View, first: int, last: int) -> int:
    """Where the body begins for which a person speaks, in a script without capitals: "متحدث باسم (حزب العمال)"."""
    if not v.lex.heads_first or not caseless(v.low[first]) or not v.flags[first] & x.PERSON or last - first <= _FULL:
        return first
    tied = range(first + 2, last)
    return next((k for k in tied if v.flags[k] & x.HEAD and v.flags[k - 1] & x.PREPOSITION), first)


def _trailing(v: View, k: int) -> bool:
    """Whether a title in capitals stands behind a name: "Ann Lee MP"."""
    return bool(v.flags[k] & x.PERSON) and v.doc.tokens[k].text.isupper()


def _name_start(v: View, first: int, last: int) -> int:
    """Where the name proper begins: behind the last word of a title or role, and of a country before it."""
    cut = i = first
    while i < last:
        if _is_surname(v, first, i, last):
            break
        role = x.match(v.lex.roles, v.folds, i, last)
        if role is not None:
            i += role[0]
            cut = i
            continue
        if v.flags[i] & (x.PERSON | x.PEOPLE | x.TITLE) and not v.flags[i] & x.GIVEN and _introduces(v, first, i, last):
            cut = i + 1
        i += 1
    if last - first > 2 and cut < last - 1 and not _given(v, cut) and governed_by_role(v, first):  # noqa: PLR2004
        behind = _behind_complement(v, first, last)
        if behind > first:
            return max(cut, behind)
    if cut > first and cut < last and any(v.flags[k] & x.HEAD for k in range(cut, last)) and not _given(v, cut):
        return first
    if cut == first and last - first > 1 and not _given(v, first):
        cut = next((k for k in range(first + 1, last - 1) if _given(v, k) and _before_person(v, k - 1)), first)
    return cut


def _is_surname(v: View, first: int, i: int, last: int) -> bool:
    """Whether a noun for a person closes a name behind a given name, and nothing tells of what: "Mary King"."""
    if i != last - 1 or i <= first or not _given(v, i - 1) or not v.words[i].cap:
        return False
    return last >= len(v.flags) or not v.flags[last] & x.LINK


def governed_by_role(v: View, first: int) -> bool:
    """Whether a noun for a person and a preposition stand before the run: "Minister of Education Ann Lee"."""
    if v.lex.heads_first:
        return False
    k = first - 1
    while k > 0 and v.flags[k] & x.DETERMINER:
        k -= 1
    return (
        k > 0
        and v.low[k] in v.lex.names.grammar.links
        and bool(v.flags[k - 1] & x.PERSON)
        and v.sentence[k - 1] == v.sentence[first]
    )


def _behind_complement(v: View, first: int, last: int) -> int:
    """Where the person's name begins behind the complement of a role; `first` if it is not to be told."""
    given = next((k for k in range(first + 1, last - 1) if _given(v, k)), first)
    if given > first:
        return given
    return last - 2 if last - first > 2 and v.flags[last - 3] & x.HEAD else first  # noqa: PLR2004


def _introduces(v: View, first: int, i: int, last: int) -> bool:
    """Whether the noun at `i` describes the name behind it: no middle of a longer name ("Global Citizen Festival")."""
    rest = last - i - 1
    return i == first or rest != 1 or bool(v.flags[i] & x.TITLE) or _given(v, i + 1)


def _before_person(v: View, k: int) -> bool:
    """Whether the capitalised word at `k` can stand right before a person's name without being part of it."""
    w = v.words[k]
    if w.flags & (x.ADJECTIVE | x.HEAD | x.ORGANISATION | x.FORMER) or w.low in v.lower:
        return True
    return (v.doc.tokens[k].text.isupper() and len(w.low) > 2) or (len(w.low) > 4 and w.low.endswith(v.lex.endings))  # noqa: PLR2004


def _given(v: View, i: int) -> bool:
    return i < len(v.flags) and bool(v.flags[i] & x.GIVEN)


def _is_organisation(v: View, first: int, last: int) -> bool:
    """Whether the words of the name itself are those of an organisation."""
    text = v.doc.tokens[first].text
    if last - first == 1:
        letters = text.replace(".", "")
        return letters.isupper() and 1 < len(letters) <= _ACRONYM and not v.titled[first]
    if _known_word(v, last - 1):
        return not _given(v, first) and not apposed_person(v, last)
    heads = [k for k in range(first, last) if v.flags[k] & x.HEAD]
    if not v.lex.heads_first and not any(k == last - 1 or v.flags[k + 1] & x.LINK for k in heads):
        return len(heads) > 0 and last - first > 2  # noqa: PLR2004
    short = last - first == 2 or bool(v.flags[first + 1] & x.PARTICLE)  # noqa: PLR2004
    return bool(heads) and not (_given(v, first) and short and not v.flags[last - 1] & x.HEAD)


def _known_word(v: View, k: int) -> bool:
    """Whether the word alone names a known thing."""
    return any(
        not rest and (not e.shout or v.doc.tokens[k].text.isupper()) for rest, e in v.lex.phrases.get(v.folds[k], ())
    )


def _organisation(v: View, first: int, last: int) -> Mention:
    article, before = article_before(v, first)
    country = next((c for k in range(first, last) if (c := country_at(v, k))), "")
    nouns = frozenset(v.low[k] for k in range(first, last) if v.flags[k] & (x.HEAD | x.ORGANISATION))
    return Mention(
        first,
        last,
        first,
        kind="organisation",
        nouns=nouns | apposed(v, last, x.ORGANISATION)[0],
        country=country,
        bare=not preposition_at(v, before),
        article=article,
    )


def _person(v: View, first: int, cut: int, last: int) -> Mention:
    """A Mention whose title and role stand from `first` to `cut` and may begin further left."""
    title, gender, start = "", "", first
    for k in range(first, cut):
        if v.low[k] in v.lex.titles and v.flags[k] & x.TITLE:
            title, gender, _ = v.lex.titles[v.low[k]]
            gender = gender[:1]
    if start > 0 and not title and v.flags[start - 1] & x.TITLE and v.starts[start] - v.doc.tokens[start - 1].end <= 1:
        title, gender, _ = v.lex.titles[v.low[start - 1]]
        gender, start = gender[:1], start - 1
    left = description_left(v, start, cut, last)
    nouns, ages = apposed(v, last)
    before = min(start, left)
    article, edge = article_before(v, before)
    role, country = role_of(v, list(range(left, cut)))
    right_role, right_country = ("", "") if role or not nouns else role_of(v, list(apposition(v, last)))
    nouns |= {v.low[k] for k in range(left, cut) if v.low[k].isalpha() and not v.flags[k] & (x.COMMON | x.DETERMINER)}
    gender = gender or (_given_gender(v, cut) if last - cut > 1 else "") or gender_of(v, [*range(left, cut)])
    person = bool(title or role or (cut > left and any(v.flags[k] & x.PERSON for k in range(left, cut))))
    person = person or _looks_person(v, cut, last, article, apposed=bool(ages) or apposed_person(v, last))
    kind = "person" if person else ""
    return Mention(
        cut,
        last,
        left,
        kind=kind,
        title=title,
        gender=gender,
        nouns=frozenset(nouns),
        role=role or right_role,
        country=country or right_country,
        bare=not preposition_at(v, edge),
        article=article,
        ages=ages,
        label=not person and ((left == start and labelled(v, start)) or _called_body(v, nouns)),
    )


def _called_body(v: View, nouns: frozenset[str]) -> bool:
    """Whether the description behind a name calls it a company or the like, and nobody a person."""
    flags = [v.lex.flags.get(n, 0) for n in nouns]
    return any(f & x.BUSINESS for f in flags) and not any(f & (x.PERSON | x.PEOPLE) for f in flags)


def _given_gender(v: View, i: int) -> str:
    """The usual gender of the given name at token `i`."""
    f = v.flags[i]
    return "" if not f & x.GIVEN else "m" if f & x.MASCULINE else "f" if f & x.FEMININE else ""


def _looks_person(v: View, cut: int, last: int, article: int, *, apposed: bool) -> bool:
    """Whether a name without title looks like a person's: given name first, or described after a comma."""
    if apposed and not article:
        return True
    return last - cut > 1 and _given(v, cut) and not article & x.DEFINITE
