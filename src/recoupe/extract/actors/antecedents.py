"""Whom a pronoun or description means: agreement first, then how near, how prominent, who spoke last.

Method: salience of Lappin and Leass (1994) cut down to what quotation attribution needs (Muzny et al. 2017).
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from recoupe.extract.actors import lexicon as x
from recoupe.extract.actors.naming import gender_of_things, is_surname
from recoupe.lang import load
from recoupe.lang.speech import Speech

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from recoupe.extract.actors.phrases import Phrase
    from recoupe.extract.actors.survey import Survey
    from recoupe.model import Statement

_REACH = 14  # sentences back
_FAR = 9.0  # a sentence
_BARE, _SUBJECT, _SPOKE, _JUST, _QUOTED = 10.0, 10.0, 14.0, 12.0, 25.0
_INSIDE = 16.0  # the subject of a reported clause goes before the one who reports it
_UNSURE, _THING, _OFTEN, _CENTRAL = 18.0, 12.0, 1.5, 2.0
_SHARED = 20.0  # likeness that words in common give
_SAME_KIND = 20.0  # likeness of a company by any word and one by another
_AFTER = 400  # tokens that a later mention counts as farther


class Place(NamedTuple):
    """A place where a group is spoken of: token, group, and what that place adds to its salience."""

    token: int
    group: int
    weight: float
    quote: int


def places(s: Survey, hearers: frozenset[int] = frozenset()) -> list[Place]:
    """The places of all groups of `s`, ascending; a body at one of the tokens `hearers` is spoken to, not of."""
    phrases = _hearer_phrases(s)
    out = []
    seen: set[tuple[int, bool]] = set()
    for i, m in enumerate(s.mentions):
        if not m.bare and m.first and s.view.flags[m.first - 1] & x.PLACE_MARK:
            continue  # "in Oslo" is where, not who
        if s.groups[s.group_of[i]].kind != "person" or not s.is_person[s.group_of[i]]:
            last = m.first - bool(m.first and s.view.flags[m.first - 1] & x.DETERMINER)
            if m.first in hearers or any(
                tuple(s.view.low[max(0, end - n) : end]) in phrases for n in (2, 3) for end in (last, m.first)
            ):
                continue  # "spoke to the Northern Echo"
        weight = 0.0
        if m.bare:
            weight += _BARE
            clause = (s.view.sentence[m.first], s.groups[s.group_of[i]].kind == "person")
            if clause not in seen and s.view.quote[m.first] < 0:
                seen.add(clause)
                weight += _SUBJECT
        out.append(Place(m.first, s.group_of[i], weight, s.view.quote[m.first]))
    return out


def hearers(s: Survey, statements: Sequence[Statement]) -> frozenset[int]:
    """The tokens that name to whom something was said."""
    out: set[int] = set()
    for statement in statements:
        if statement.to and statement.cue:
            at = statement.cue[0][0]
            starts = (s.view.doc.text.find(statement.to, at), s.view.doc.text.rfind(statement.to, 0, at))
            start = min((p for p in starts if p >= 0), key=lambda p: abs(p - at), default=-1)
            out.update(range(*s.view.tokens((start, start + len(statement.to)))) if start >= 0 else ())
    return frozenset(out)


def agrees(s: Survey, kinds: frozenset[str], head: str, who: str) -> bool:
    """Whether a pronoun of `kinds` can stand for `who`, a description with the noun `head`."""
    flags = s.view.lex.flags.get(head, 0)
    if "neuter" in kinds:
        return bool(flags & (x.ORGANISATION | x.HEAD | x.CROWD)) and not flags & x.PERSON
    if flags & x.PERSON:
        gender = flags & (x.MASCULINE | x.FEMININE)
    elif s.view.lex.names.pronouns.things_have_gender:
        gender = s.view.lex.flags.get(who.partition(" ")[0].lower(), 0) & (x.MASCULINE | x.FEMININE)
    else:
        return False
    wanted = x.FEMININE if "feminine" in kinds else x.MASCULINE
    return bool(gender & wanted) or (not gender and bool(flags & x.PERSON))


def _hearer_phrases(s: Survey) -> frozenset[tuple[str, ...]]:
    """What leads to whom somebody spoke ("an interview with")."""
    speech = load(Speech, s.view.doc.lang)
    return frozenset(tuple(p.split()) for p in speech.hearer_phrases) if speech is not None else frozenset()


def best(
    s: Survey,
    known: list[Place],
    at: int,
    *,
    fits: Callable[[int], float | None],
    excluded: Callable[[int], bool],
    last_speaker: int,
    inside: Callable[[int], bool],
) -> tuple[int, float]:
    """The most salient group before token `at` and its salience; (-1, 0) if none.

    `fits` gives what a group's agreement adds, None if it does not agree; `excluded` places do not count;
    `inside` ones stand in the same reported clause as token `at`.
    """
    v = s.view
    here, quote = v.sentence[at], v.quote[at]
    found: dict[int, float] = {}
    for i in range(bisect_left(known, (at,)) - 1, -1, -1):
        p = known[i]
        if excluded(p.token):
            continue
        far = here - v.sentence[p.token]
        if far > _REACH:
            break
        value = p.weight - _FAR * far - (_QUOTED if p.quote >= 0 and p.quote != quote else 0.0)
        if inside(p.token):
            value += _INSIDE
        if value > found.get(p.group, -1e9):
            found[p.group] = value
    out, top = -1, -1e9
    for g, value in found.items():
        agreement = fits(g)
        if agreement is None:
            continue
        total = value + agreement + min(_OFTEN * len(s.groups[g].members), 6.0) + (_JUST if g == last_speaker else 0.0)
        if total > top:
            out, top = g, total
    return out, top


def spoke(token: int, group: int, quote: int) -> Place:
    """The place of a speaker already found."""
    return Place(token, group, _BARE + _SPOKE, quote)


def pronoun_fits(s: Survey, kinds: frozenset[str]) -> Callable[[int], float | None]:
    """Agreement of groups with a pronoun."""

    def fits(g: int) -> float | None:
        group = s.groups[g]
        if group.kind == "person" and "neuter" in kinds:
            return None if s.is_person[g] else -_UNSURE
        if group.kind == "person":
            sure = 0.0 if s.is_person[g] else -_UNSURE
            if "masculine" in kinds or "feminine" in kinds:
                wanted = {k[0] for k in kinds & {"masculine", "feminine"}}
                return sure if not group.gender or group.gender in wanted else None
            return sure if "person" in kinds else None
        return _thing_fits(s, g, kinds)

    return fits


def _thing_fits(s: Survey, g: int, kinds: frozenset[str]) -> float | None:
    group = s.groups[g]
    if group.kind not in {"organisation", "country", "government", "document"}:
        return None
    if "neuter" in kinds:
        return 0.0 if s.is_thing[g] else -_UNSURE
    if s.view.lex.names.pronouns.things_have_gender and kinds & {"masculine", "feminine"}:
        gender = gender_of_things(s.mentions[i] for i in group.members)
        return -_THING if gender and gender in {k[0] for k in kinds} else None
    return None


def description_fits(s: Survey, p: Phrase, *, thing: bool) -> Callable[[int], float | None]:
    """Agreement of groups with a description that shares no word with them: kind, gender, country, how often named."""
    flags = s.view.flags[p.head]
    gender = _gender(flags) or _gender(p.determiner)
    strict = bool(_gender(flags))

    def fits(g: int) -> float | None:
        group = s.groups[g]
        if not _kind_fits(s, p, g, thing=thing):
            return None
        if (
            strict
            and not thing
            and group.gender
            and group.gender != gender
            and not (gender == "m" and s.view.lex.heads_first)
        ):
            return None
        value = likeness(s, p, g)
        sure = 0.0 if (s.is_thing[g] if thing else s.is_person[g]) else -_UNSURE
        return None if value is None else value + sure + min(_CENTRAL * len(group.members), 24.0)

    return fits


def _gender(flags: int) -> str:
    return {x.MASCULINE: "m", x.FEMININE: "f"}.get(flags & (x.MASCULINE | x.FEMININE), "")


def _kind_fits(s: Survey, p: Phrase, g: int, *, thing: bool) -> bool:
    """Whether a group is of the kind that the noun of `p` means."""
    group, flags = s.groups[g], s.view.flags[p.head]
    if not thing:
        return group.kind == "person"
    if flags & x.GOVERNMENT:
        return group.kind == "government"
    if group.kind != "organisation" and (group.kind != "person" or s.is_person[g]):
        return False
    if group.kind == "person" and all(is_surname(s.view, s.mentions[i]) for i in group.members):
        return False
    other = all(_common(s, i) and s.view.low[s.mentions[i].first] != s.view.low[p.head] for i in group.members)
    if other or _is_other_body(s, p, g):
        return False
    return not flags & x.BUSINESS or all(s.mentions[i].entity is None for i in group.members)


def _is_other_body(s: Survey, p: Phrase, g: int) -> bool:
    """Whether a name tells that its bearer is another kind of body: "Lorne Council" is not "the union"."""
    flags, group = s.view.flags[p.head], s.groups[g]
    if flags & x.BUSINESS or not flags & x.HEAD or s.view.low[p.head] in group.nouns:
        return False
    return any(s.view.flags[k] & x.HEAD for i in group.members for k in _tokens(s, i))


def _common(s: Survey, i: int) -> bool:
    """Whether the name is but a noun for such a body: "Congress", which nobody calls the agency."""
    m = s.mentions[i]
    return m.last - m.first == 1 and bool(s.view.flags[m.first] & x.ORGANISATION)


def likeness(s: Survey, p: Phrase, g: int) -> float | None:
    """How well description `p` fits what is known of group `g`; None where they contradict."""
    group = s.groups[g]
    head = s.view.low[p.head]
    value = 0.0
    if p.ages and group.ages:
        return 60.0 if p.ages & group.ages else None
    if head in group.nouns:
        value += 25.0
    if p.role and p.role == group.role:
        value += 30.0
    elif p.role and group.role and group.kind == "person" and head not in group.nouns:
        value -= 25.0
    if p.country and group.country:
        value += 15.0 if p.country == group.country else -25.0 if group.kind == "person" else 0.0
    value += 8.0 * min(len((p.nouns - {head}) & group.nouns), 3)
    if group.kind == "person":
        return value
    if head not in group.nouns and any(head == s.view.low[k] for i in group.members for k in _tokens(s, i)):
        value += 30.0
    elif s.view.flags[p.head] & x.BUSINESS and any(
        s.view.lex.flags.get(n, 0) & x.BUSINESS for n in group.nouns - {head}
    ):
        value += _SAME_KIND
    return value


def _tokens(s: Survey, i: int) -> range:
    return range(s.mentions[i].first, s.mentions[i].last)


def matching(s: Survey, p: Phrase, *, thing: bool, barred: int = -1) -> int:
    """The group but `barred` whose known words the description shares best; the nearest of equals; or -1."""
    found = []
    for g, group in enumerate(s.groups):
        if g != barred and _kind_fits(s, p, g, thing=thing):
            value = likeness(s, p, g)
            if value is not None and value >= _SHARED:
                near = min(
                    abs(p.first - s.mentions[i].first) + (_AFTER if s.mentions[i].first > p.first else 0)
                    for i in group.members
                )
                found.append((-value, near, g))
    return min(found)[2] if found else -1


def introduced(s: Survey, p: Phrase, *, thing: bool) -> int:
    """Whom the next sentence names after a description at the beginning of the article, -1 if none.

    After the lead, which stands alone, it is the first sentence of the next paragraph, if it begins with a person.
    """
    v = s.view
    fits = description_fits(s, p, thing=thing)
    if not thing and (opener := _opener(s, p)) >= 0 and fits(s.group_of[opener]) is not None:
        return s.group_of[opener]
    for i in range(bisect_left(s.mentions, (p.last,)), len(s.mentions)):
        m, g = s.mentions[i], s.group_of[i]
        if v.sentence[m.first] - v.sentence[p.first] > 1:
            break
        if (thing or s.is_person[g]) and fits(g) is not None:
            return g if m.bare and v.sentence[m.first] - v.sentence[p.first] == 1 else -1
    return -1


def _opener(s: Survey, p: Phrase) -> int:
    """The person whose name opens the paragraph behind the one of `p`, where nobody is named before; -1 if none."""
    v, paragraphs = s.view, s.view.doc.paragraphs
    behind = next((after[0] for here, after in pairwise(paragraphs) if here[0] <= v.starts[p.first] < here[1]), -1)
    first = next((i for i in range(len(s.mentions)) if s.is_person[s.group_of[i]]), -1)
    return first if first >= 0 and v.starts[s.mentions[first].start] == behind else -1
