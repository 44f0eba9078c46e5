"""Who speaks: the words of each statement's source resolved to an actor of the article or a describing phrase."""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import TYPE_CHECKING, NamedTuple

from recoupe.extract.actors import antecedents as a
from recoupe.extract.actors import ledger, silent
from recoupe.extract.actors import lexicon as x
from recoupe.extract.actors.called import abbreviated, name_like, unheard
from recoupe.extract.actors.phrases import Phrase, phrase
from recoupe.lang import claiming, load
from recoupe.lang.speech import Speech

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from recoupe.extract.actors.antecedents import Place
    from recoupe.extract.actors.survey import Survey
    from recoupe.model import Span, Spans, SpeakerKind, Statement

_PLAIN = -35.0  # salience that lets a bare noun ("the minister") mean the one spoken of
_ENOUGH = -40.0  # salience below which a pronoun means nobody in the article
_NEAR = 4.0  # salience that lets a description without shared words mean the person spoken of
_ALONE = 0.0  # salience that makes somebody the speaker of a quotation that nothing attributes
_RECENT = 16  # statements in which the one looked at may stand
_BACK = 2000  # tokens that somebody brought in without a name is remembered
_POINTING = frozenset({"references", "pronouns", "pointers", "pleas", "anything", "stresses"})
_BODIES = frozenset({"person", "organisation", "government"})
_LEAD = 4  # tokens between a noun and its article


class Speaker(NamedTuple):
    """kind, the name or phrase, the Actor's id; `group` is its index in the Survey, -1 if none or several: `groups`."""

    kind: SpeakerKind
    who: str | None = None
    actor: str | None = None
    group: int = -1
    groups: tuple[int, ...] = ()


class _Told(NamedTuple):
    """What is known while going through the statements: places of actors and speakers, the last speaker.

    `said` is the statement before; `barred` the group that does not say the one looked at.
    """

    places: list[Place]
    last: Speaker
    spans: list[tuple[Spans, Speaker]]
    unnamed: dict[str, Speaker]
    group: Speaker | None
    said: Statement | None = None
    barred: int = -1


NOBODY = Speaker("none")


def speakers(
    s: Survey, statements: Sequence[Statement], *, continues: Mapping[int, int] | None = None
) -> tuple[Speaker, ...]:
    """The Speaker of each of `statements` (in text order).

    `continues` gives, for a statement without a source of its own, the index of the one whose speaker it shares; by
    default it is found from the statements around.
    """
    shared = dict(silent.models(s.view, statements) if continues is None else continues)
    found: dict[int, Speaker] = {}
    told = _Told(a.places(s, a.hearers(s, statements)), NOBODY, [], {}, None)
    for i, statement in enumerate(statements):
        if i in shared and not statement.source:
            continue
        told = told._replace(barred=_answered(s, statement, told))
        speaker = _speaker(s, statement, told)
        if speaker.kind != "named" and told.barred >= 0:
            speaker = _speaker(s, statement, told._replace(barred=-1))
        found[i] = speaker
        told = _remember(s, told, statement, speaker)._replace(said=statement)
    return tuple(found.get(_first(i, shared, found), NOBODY) for i in range(len(statements)))


def _first(i: int, shared: dict[int, int], found: dict[int, Speaker]) -> int:
    """The statement whose source says who speaks in statement `i`."""
    seen = {i}
    while i not in found and i in shared and shared[i] not in seen:
        i = shared[i]
        seen.add(i)
    return i


def _answered(s: Survey, statement: Statement, told: _Told) -> int:
    """The group whose words a denial of no more than "it" or "the accusation" answers, not its own; -1 if none."""
    said = told.said
    if said is None or said.stance != "asserts" or statement.stance != "denies" or not said.source:
        return -1
    v = s.view
    near = v.sentence[v.tokens(statement.content[0])[0]] - v.sentence[v.tokens(said.content[-1])[0]]
    lexicon = claiming.lexicon(v.doc.lang)
    words = [lexicon.word(v.doc.text[a:b]) for x in statement.content for a, b in _spans(s, x)]
    points = all(not w.tells or not _POINTING.isdisjoint(w.sets) for w in words)
    return told.last.group if near in {0, 1} and points and _names_another(s, said, told.last.group) else -1


def _names_another(s: Survey, said: Statement, group: int) -> bool:
    """Whether the sentence of `said` names somebody, or some body, but `group`: "accused Norvel of P"."""
    first, last = s.view.bounds(s.view.tokens(said.content[0])[0])
    inside = range(bisect_left(s.mentions, (first,)), bisect_left(s.mentions, (last,)))
    return any(s.group_of[i] != group and s.groups[s.group_of[i]].kind in _BODIES for i in inside)


def _spans(s: Survey, span: Span) -> list[Span]:
    """The tokens of the characters `span`."""
    return [(t.start, t.end) for t in s.view.doc.tokens[slice(*s.view.tokens(span))]]


def _remember(s: Survey, told: _Told, statement: Statement, speaker: Speaker) -> _Told:
    """`told` with this speaker."""
    if speaker.kind == "none":
        return told
    if speaker.group >= 0 and statement.source:
        token = s.view.tokens(statement.source[0])[0]
        place = a.spoke(token, speaker.group, s.view.quote[token] if token < len(s.view.quote) else -1)
        insort(told.places, place)
    told.spans.append((statement.content, speaker))
    return told._replace(last=speaker, group=speaker if _is_group(s, statement, speaker) else told.group)


def _is_group(s: Survey, statement: Statement, speaker: Speaker) -> bool:
    """Whether the speaker is several whom nobody names."""
    if speaker.kind != "unnamed" or not statement.source:
        return False
    p = phrase(s.view, s.mentions, *s.view.tokens(statement.source[0]))
    return p.form == "several" or bool(
        p.determiner & x.PLURAL or s.view.flags[p.head] & (x.PLURAL | x.PEOPLE | x.CROWD)
    )


def _speaker(s: Survey, statement: Statement, told: _Told) -> Speaker:
    if not statement.source:
        if silent.silent(statement):
            return _of_quotation(s, statement, told)
        return _of_dropped(s, statement, told) if statement.rule.startswith("verb:") else NOBODY
    first, last = s.view.tokens(statement.source[0])
    if first >= last:
        return NOBODY
    p = phrase(s.view, s.mentions, first, last)
    speaker = _of_phrase(s, p, statement, told)
    other = _before_and(s, p) if p.form == "name" else -1
    if other >= 0 and other != speaker.group:
        return _together([s.groups[other].who, speaker.who or ""], [other, speaker.group])
    if speaker.kind == "unnamed" and p.head >= 0 and not s.view.flags[p.head] & (x.PLURAL | x.PEOPLE):
        told.unnamed[s.view.low[p.head]] = speaker
    return speaker


def _of_dropped(s: Survey, statement: Statement, told: _Told) -> Speaker:
    """Who spoke last, of a verb that needs no subject; nobody where the cue is impersonal ("se informó")."""
    speech = load(Speech, s.view.doc.lang)
    first, last = s.view.tokens(statement.cue[0])
    if speech is None or not speech.pro_drop or any(w in speech.impersonal for w in s.view.low[first:last]):
        return NOBODY
    return told.last if told.last.kind == "named" else NOBODY


def _of_quotation(s: Survey, statement: Statement, told: _Told) -> Speaker:
    """The person spoken of right before a quotation that nothing attributes; nobody if none is near."""
    at = s.view.tokens(statement.content[0])[0]
    if statement.form != "direct" or at >= len(s.view.quote):
        return NOBODY
    g, value = _best(
        s, at, statement, told._replace(last=NOBODY), lambda g: 0.0 if s.groups[g].kind == "person" else None
    )
    return _of_group(s, g) if g >= 0 and value > _ALONE else NOBODY


def _of_phrase(s: Survey, p: Phrase, statement: Statement, told: _Told) -> Speaker:
    if p.form == "name":
        return _of_group(s, s.group_of[p.mention])
    if p.form == "pronoun":
        return _of_pronoun(s, p, statement, told)
    if p.form == "several":
        return _of_several(s, p, statement, told)
    return _of_description(s, p, statement, told)


def _of_group(s: Survey, g: int) -> Speaker:
    return Speaker("named", s.groups[g].who, s.actors[g].id, g)


def _before_and(s: Survey, p: Phrase) -> int:
    """The group that begins the sentence before "and" and this name, cut off from it; -1 if there is none."""
    v, k = s.view, p.first - 1
    before = bisect_left(s.mentions, (p.first,)) - 1
    if k < 1 or before < 0 or not v.flags[k] & x.COORDINATOR or s.mentions[before].last != k:
        return -1
    m, first = s.mentions[before], v.bounds(p.first)[0]
    opened = all(v.flags[j] & x.DETERMINER or not v.low[j][0].isalnum() for j in range(first, m.start))
    return s.group_of[before] if m.start >= first and opened else -1


def _of_several(s: Survey, p: Phrase, statement: Statement, told: _Told) -> Speaker:
    """All the names of a coordination, or its words where one of them is unnamed."""
    parts = [_of_phrase(s, part, statement, told) for part in p.parts]
    if any(part.kind != "named" for part in parts):
        return _unnamed(s, p)
    return _together([part.who or "" for part in parts], [part.group for part in parts if part.group >= 0])


def _together(names: Sequence[str], groups: Sequence[int]) -> Speaker:
    """Several speakers of one statement as one, joined as the ledger's language joins."""
    who = ", ".join(names[:-1]) + f" {ledger.conjunction()} " + names[-1]
    return Speaker("named", who, groups=tuple(groups))


def _unnamed(s: Survey, p: Phrase) -> Speaker:
    """The phrase itself, its first word without the capital of a sentence."""
    if p.first >= p.last:
        return NOBODY
    text = s.view.text(p.first, p.last)
    owned = any(f & x.GENITIVE for f in s.view.flags[p.first : p.last])
    named = owned and s.view.words[p.first + 1].cap and not s.view.flags[p.first] & x.DETERMINER
    common = s.view.flags[p.first] & (x.DETERMINER | x.COMMON | x.NOUN | x.PLURAL)
    if common and not named and not text[1:2].isupper():  # "President Reed's lawyer" keeps its capital
        text = text[:1].lower() + text[1:]
    return Speaker("unnamed", text)


def _excluded(s: Survey, statement: Statement) -> tuple[tuple[int, int], ...]:
    """Token ranges whose names cannot be the speaker: the content, and what stands between cue and speaker."""
    return tuple(s.view.tokens(span) for span in statement.content)


def _best(
    s: Survey, at: int, statement: Statement, told: _Told, fits: Callable[[int], float | None]
) -> tuple[int, float]:
    ranges = _excluded(s, statement)
    around = _enclosing(s, statement, told)
    return a.best(
        s,
        told.places,
        at,
        fits=lambda g: None if g == told.barred else fits(g),
        excluded=lambda token: any(p <= token < q for p, q in ranges),
        last_speaker=told.last.group,
        inside=lambda token: any(p <= token < q for p, q in around),
    )


def _enclosing(s: Survey, statement: Statement, told: _Told) -> list[tuple[int, int]]:
    """The token ranges of earlier contents in which the source of `statement` stands."""
    at = (statement.source or statement.content)[0][0]
    return [s.view.tokens(span) for content, _ in told.spans[-_RECENT:] for span in content if span[0] <= at < span[1]]


def _of_pronoun(s: Survey, p: Phrase, statement: Statement, told: _Told) -> Speaker:
    if p.kinds & {"self", "selves"}:
        around = _around(statement, told) if s.view.quote[p.first] >= 0 else None
        return Speaker("unnamed", s.view.text(p.first, p.last)) if around is None else around
    if p.kinds & {"masculine", "feminine", "person", "neuter"}:
        return _of_third_person(s, p, statement, told)
    before = _before_relative(s, p)
    if before >= 0:
        return _of_group(s, s.group_of[before])
    if p.kinds & {"plural", "plural_feminine"} and told.last == told.group:
        return told.last
    return NOBODY if "empty" in p.kinds else _unnamed(s, p)


def _of_third_person(s: Survey, p: Phrase, statement: Statement, told: _Told) -> Speaker:
    """The most salient actor before "he", "she", "it"; at the beginning of an article the person named next."""
    g, value = _best(s, p.first, statement, told, a.pronoun_fits(s, p.kinds))
    if told.last.kind == "named" and told.last.group < 0 and not told.last.groups and "neuter" not in p.kinds:
        return told.last  # a name that is no mention
    if (g < 0 or value <= _ENOUGH or not (s.groups[g].gender or s.is_thing[g])) and _means_last(s, p, told):
        return told.last
    if g < 0 or value <= _ENOUGH:
        g = _after(s, p)
    return _of_group(s, g) if g >= 0 else _unnamed(s, p)


def _means_last(s: Survey, p: Phrase, told: _Told) -> bool:
    """Whether a pronoun may stand for the latest speaker, whom nobody names: "she" for "the director"."""
    head = next((w for w, speaker in told.unnamed.items() if speaker == told.last), None)
    return head is not None and told.last.kind == "unnamed" and a.agrees(s, p.kinds, head, told.last.who or "")


def _before_relative(s: Survey, p: Phrase) -> int:
    """The name that a relative pronoun stands behind, -1 if none."""
    if "relative" not in p.kinds:
        return -1
    before = bisect_left(s.mentions, (p.first,)) - 1
    near = before >= 0 and p.first - _LEAD <= s.mentions[before].last <= p.first
    return before if near else -1


def _around(statement: Statement, told: _Told) -> Speaker | None:
    """The speaker of the statement in whose content this one stands."""
    at = statement.source[0][0]
    for content, speaker in reversed(told.spans[-_RECENT:]):
        if any(p <= at < q for p, q in content):
            return speaker
    return told.last if told.last.kind != "none" else None


def _after(s: Survey, p: Phrase) -> int:
    """The person that a pronoun before any name looks forward to, -1 if none stands in this or the next sentence."""
    v = s.view
    fits = a.pronoun_fits(s, p.kinds)
    for i in range(bisect_left(s.mentions, (p.last,)), len(s.mentions)):
        m, g = s.mentions[i], s.group_of[i]
        if v.sentence[m.first] - v.sentence[p.first] > 1:
            break
        if s.groups[g].kind == "person" and fits(g) is not None and v.quote[m.first] < 0:
            return g
    return -1


def _of_description(s: Survey, p: Phrase, statement: Statement, told: _Told) -> Speaker:
    """The actor that a description means, else the description."""
    v = s.view
    if name_like(v, p) or unheard(v, p) or abbreviated(v, p):
        return _spelled(s, p) or Speaker("named", v.text(p.first, p.last))
    f = v.flags[p.head] if p.head >= 0 else 0
    if f & x.PAIR and not p.determiner & x.INDEFINITE:
        return _of_pair(s, p)
    vague = p.determiner & (x.INDEFINITE | x.PLURAL) or not p.determiner or f & (x.CROWD | x.PEOPLE | x.PLURAL)
    if p.head >= 0 and vague:
        return _by_surname(s, p) or _headline(s, p) or _spelled(s, p) or _local(s, p) or _unnamed(s, p)
    person = bool(f & (x.PERSON | x.AGENT) or p.ages or p.role)
    thing = bool(f & (x.ORGANISATION | x.HEAD | x.GOVERNMENT)) and not f & x.PERSON
    if p.head < 0 or f & x.DOCUMENT or p.determiner & x.POSSESSIVE or not (person or thing):
        return _unnamed(s, p)
    return _definite(s, p, statement, told, thing=thing)


def _definite(s: Survey, p: Phrase, statement: Statement, told: _Told, *, thing: bool) -> Speaker:
    """The actor whose known words a definite description shares, else the one spoken of if it only names a kind."""
    again = told.unnamed.get(s.view.low[p.head])
    if again is not None and again == told.last:
        return again
    part = bool(s.view.flags[p.head] & x.GOVERNMENT) and not p.plain and not p.country  # "the Scottish government"
    g = -1 if part else a.matching(s, p, thing=thing, barred=told.barred)
    if g >= 0:
        return _of_group(s, g)
    again = again or _once_unnamed(s, p)
    if again is not None:
        return again
    plain = p.plain or bool(s.view.flags[p.head] & x.BUSINESS)
    if thing and ((not plain and not p.country) or not s.view.flags[p.head] & (x.ORGANISATION | x.GOVERNMENT)):
        return _unnamed(s, p)
    g, value = _best(s, p.first, statement, told, a.description_fits(s, p, thing=thing))
    if g < 0:
        g, value = a.introduced(s, p, thing=thing), 0.0
    return _of_group(s, g) if g >= 0 and value > (_PLAIN if plain else _NEAR) else _unnamed(s, p)


def _once_unnamed(s: Survey, p: Phrase) -> Speaker | None:
    """Somebody whom the article brought in as "a spokeswoman" before it says "the spokeswoman"."""
    v, head = s.view, s.view.low[p.head]
    if not v.flags[p.head] & x.PERSON:
        return None
    for k in range(p.first - 1, max(0, p.first - _BACK), -1):
        if v.low[k] == head:
            first = next(
                (j for j in range(k - 1, max(k - _LEAD, v.bounds(k)[0]) - 1, -1) if v.flags[j] & x.DETERMINER), -1
            )
            if first >= 0 and v.flags[first] & x.INDEFINITE and not v.flags[first] & x.PLURAL:
                text = v.text(first, k + 1)
                return Speaker("unnamed", text[:1].lower() + text[1:])
    return None


def _spelled(s: Survey, p: Phrase) -> Speaker | None:
    """The actor whose name the words spell, capitals apart."""
    v = s.view
    words = [v.folds[k] for k in range(p.first, p.last) if not v.flags[k] & x.DETERMINER]
    if not any(v.words[k].cap for k in range(p.first, p.last)):
        return None
    for g, group in enumerate(s.groups):
        for i in group.members:
            m = s.mentions[i]
            if m.last - m.first == len(words) and v.folds[m.first : m.last] == words:
                return _of_group(s, g)
    return None


def _by_surname(s: Survey, p: Phrase) -> Speaker | None:
    """The person whose surname is the one word of the phrase, though it is a noun too: "King" of "Mary King"."""
    v = s.view
    if p.last - p.first != 1 or not v.words[p.first].cap:
        return None
    for g, group in enumerate(s.groups):
        full = (s.mentions[i] for i in group.members if s.mentions[i].last - s.mentions[i].first > 1)
        if group.kind == "person" and any(v.folds[m.last - 1] == v.folds[p.first] for m in full):
            return _of_group(s, g)
    return None


def _local(s: Survey, p: Phrase) -> Speaker | None:
    """The body whose name has all words of the phrase and fewest others: "police in Ash", Ash Police Department."""
    v, skipped = s.view, x.DETERMINER | x.PREPOSITION | x.LINK
    if p.determiner & x.INDEFINITE or not v.flags[p.head] & (x.HEAD | x.CROWD):
        return None
    words = [k for k in range(p.first, p.last) if v.low[k][0].isalnum() and not v.flags[k] & skipped]
    if len(words) < 2 or not all(v.words[k].cap or k == p.head for k in words):  # noqa: PLR2004
        return None
    wanted = {v.folds[k] for k in words}
    fits = [
        (m.last - m.first, i)
        for i, m in enumerate(s.mentions)
        if m.kind == "organisation" and wanted <= set(v.folds[m.first : m.last])
    ]
    return _of_group(s, s.group_of[min(fits)[1]]) if fits else None


def _headline(s: Survey, p: Phrase) -> Speaker | None:
    """The person that a bare or indefinite role in the headline means: the one in the article whom its words fit."""
    v = s.view
    end = v.doc.paragraphs[0][1] if v.doc.paragraphs else 0
    if v.starts[p.first] >= end or p.determiner & x.PLURAL or v.flags[p.head] & (x.PLURAL | x.CROWD):
        return None
    if v.doc.text[end - 1 : end] in ".!?" or len(v.doc.paragraphs) < 2:  # noqa: PLR2004
        return None
    g = a.matching(s, p, thing=False)
    return _of_group(s, g) if g >= 0 else None


def _of_pair(s: Survey, p: Phrase) -> Speaker:
    """The two persons of one surname, else the two named last before "the couple"."""
    people = [g for g, group in enumerate(s.groups) if group.kind == "person" and s.is_person[g]]
    surnames = {g: set(s.view.folds[s.mentions[s.groups[g].members[0]].last - 1].split("-")) for g in people}
    kin = [(g, h) for i, g in enumerate(people) for h in people[i + 1 :] if surnames[g] & surnames[h]]
    before = [g for g in people if s.mentions[s.groups[g].members[0]].first < p.first]
    pair = kin[0] if len(kin) == 1 else tuple(before[-2:])
    if len(pair) < 2:  # noqa: PLR2004
        return _unnamed(s, p)
    return _together([s.groups[g].who for g in pair], pair)
