"""Cues: the words that may do the attributing, before it is decided whether they do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from recoupe.extract.statements.phrases import SOMEBODY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoupe.extract.statements.lexicon import Verb
    from recoupe.extract.statements.view import Unit, View

CueKind = Literal["verb", "noun", "preposition", "adverb", "conditional", "colon"]
_REACH = 5  # words between an auxiliary and its verb
_FIELD = 25  # the same where the verb closes its clause; and words between a verb and those that close its clause
_MARKED = 8  # words between the mark of an object and its verb
_LED = 3  # words between a noun for a saying and its clause
_STOPS = frozenset({".", ";", ":", "?", "!"})
_COMMA = frozenset({",", "–", "—"})
_SUBORDINATE = frozenset({"complementisers", "interrogatives", "subordinators", "relative_pronouns"})
_LEADING = _SUBORDINATE | {"coordinators", "infinitive_marks"}
_ANSWERING = frozenset({"confirm", "deny", "doubt"})
_CLAUSE = frozenset({"prepositions"})
_NO_PREPOSITION = frozenset({"ADJ", "NUM"})  # "um segundo navio"
_LED_ON = frozenset({"DET", "ADP"})  # tags of what is no relative pronoun: "nach Angaben der Stadt", "bis 4 Uhr"
_NO_USE: frozenset[str] = frozenset()
_TELLING = 4  # tokens of a verb with its auxiliaries behind a preposition
_PARTS = frozenset({"ADP", "ADV", "PART", "ADJ", "VERB", "NOUN", "AUX", "SCONJ", "X", "PROPN", ""})


@dataclass(frozen=True, slots=True)
class Cue:
    """A possible cue in `unit`: the group is tokens `first` to `last` (exclusive), its chief word is `head`.

    `marked` are the tokens of the cue as it is shown (`first`, `last` exclusive): contiguous, without adverbs.
    """

    kind: CueKind
    unit: Unit
    first: int
    head: int
    last: int
    marked: tuple[int, int]
    lemma: str
    classes: frozenset[str]
    uses: frozenset[str] = frozenset()
    auxiliary: bool = False
    passive: bool = False
    negated: bool = False
    modal: bool = False
    refused: bool = False
    inverted: bool = False
    tail: tuple[int, int] | None = None  # words that close the clause of the verb ("teilte ... mit")
    field: int = 0  # where what lies between an auxiliary and a verb that closes its clause begins, 0 if nowhere
    object: tuple[int, int] | None = None  # an object before the verb, up to the mark behind it

    @property
    def told(self) -> bool:
        """Whether it is a preposition with a verb of saying behind it ("según informó X")."""
        return self.kind == "preposition" and self.marked[0] > self.first

    @property
    def end(self) -> int:
        """Where the verb ends with what closes its clause, where that stands right behind it."""
        return self.tail[1] if self.tail is not None and self.tail[0] == self.last else self.last


def find(v: View) -> Iterator[Cue]:
    """Every possible cue of every unit; a token outside quotations belongs to one unit, inside to its innermost."""
    for unit in v.units:
        i = unit.first
        while i < unit.last:
            if v.inner[i] != unit.quote or v.low[i] not in v.lex.cue_words:
                i += 1
                continue
            found = list(_at(v, unit, i))
            yield from found
            i = max([i + 1, *(c.last for c in found if c.kind == "preposition")])
        yield from _colon(v, unit)


def _at(v: View, unit: Unit, i: int) -> Iterator[Cue]:
    low, lex = v.low, v.lex
    if cue := _preposition(v, unit, i):
        yield cue
        return
    if n := lex.phrase("adverbs", low, i):
        yield _simple("adverb", v, unit, (i, i + n), "adverb")
    noun = low[i] in lex.nouns and (v.pos[i] in {"NOUN", "", "X", "PROPN"} or _is_misread(v, unit, i))
    if noun and not _names_body(v, unit, i):
        yield _simple("noun", v, unit, (i, i + 1), lex.nouns[low[i]])
    if (
        low[i] in lex.verbs
        and (v.pos[i] not in {"DET", "PRON", "ADP", "CCONJ", "SCONJ", "PROPN", "NUM"} or _loose(v, i))
        and not (noun and v.pos[i] == "VERB")
        and not _is_noun(v, unit, i)
    ):
        verb = _verb(v, unit, i)
        if verb is not None:
            yield _group(v, unit, i, verb)
    if lex.speech.hearsay_conditional and _conditional(v, i):
        yield _simple("conditional", v, unit, (i, i + 1), "conditional")


def _preposition(v: View, unit: Unit, i: int) -> Cue | None:
    """The preposition at `i` that hands words to somebody."""
    low, lex = v.low, v.lex
    if (n := lex.phrase("clause_prepositions", low, i)) and (told := _told_by(v, unit, i + n)):
        return replace(told, kind="preposition", first=i, lemma=" ".join(low[i : i + n]), classes=_CLAUSE, uses=_NO_USE)
    for key in ("prepositions", "weak_prepositions", "postpositions"):
        listed = lex.listed(key, low, i)
        n = len(listed)
        relative = i + n < len(low) and lex.has("relative_pronouns", low[i + n]) and v.pos[i + n] not in _LED_ON
        if lex.speech.clause_commas and relative:
            continue  # "согласно которому"
        if n and lex.phrase("noun_links", low, i) > n and i > unit.first and low[i - 1] in lex.nouns:
            continue  # "l'affirmation selon laquelle"
        if n and n >= lex.phrase("adverbs", low, i) and not (n == 1 and v.pos[i] in _NO_PREPOSITION):
            lemma = " ".join(w.lstrip("*") for w in listed if w != "*")  # one lemma for all that `*` stands for
            return replace(_simple("preposition", v, unit, (i, i + n), key), lemma=lemma)
    if (n := lex.phrase("closing_prepositions", low, i)) and _closing(v, unit, i, i + n):
        return _simple("preposition", v, unit, (i, i + n), "prepositions")
    return None


def _told_by(v: View, unit: Unit, i: int) -> Cue | None:
    """The active verb of saying that begins at `i`, its auxiliaries and pronouns with it ("según ha informado")."""
    for j in range(i, min(unit.last, i + _TELLING)):
        if v.inner[j] != unit.quote:
            return None
        if v.low[j] in v.lex.verbs and v.pos[j] in {"VERB", ""}:
            verb = _verb(v, unit, j)
            cue = _group(v, unit, j, verb) if verb is not None else None
            told = cue is not None and cue.classes & {"say", "tell"} and (cue.auxiliary or "finite" in cue.uses)
            return cue if told and cue is not None and not cue.passive and cue.first == i else None
        if v.low[j] not in v.lex.words["auxiliaries"]:
            return None
    return None


def _is_noun(v: View, unit: Unit, i: int) -> bool:
    """Whether token `i`, tagged as a noun, is no verb.

    It is none behind an article or a preposition where it names a saying too ("of the report"), nor with a capital in
    a language whose verb stands second.
    """
    if v.pos[i] != "NOUN" or i <= unit.first:
        return False
    if v.lex.nouns.get(v.low[i]) and v.pos[i - 1] in {"DET", "ADP", "PART"} and v.inner[i - 1] == v.inner[i]:
        return True
    return bool(v.lex.speech.inverted_subjects) and v.upper(i)


def _names_body(v: View, unit: Unit, i: int) -> bool:
    """Whether the noun at `i`, with its article, is part of what a body is called: "وكالة | الأنباء"."""
    first = i - (i > unit.first and v.low[i - 1] in v.lex.articles)
    definite = first < i or v.low[i].startswith(v.lex.articles)
    if not v.lex.speech.verb_first or not definite or first <= unit.first:
        return False
    return v.lex.speakers.get(v.low[first - 1]) in SOMEBODY and not v.low[first - 1].startswith(v.lex.articles)


def _is_misread(v: View, unit: Unit, i: int) -> bool:
    """Whether a noun was taken for a verb that an infinitive's mark cannot lead to: "in answer to | claims"."""
    led = v.pos[i] == "VERB" and i > unit.first and v.lex.has("infinitive_marks", v.low[i - 1])
    return led and not any("infinitive" in verb.uses for verb in v.lex.verbs.get(v.low[i], ()))


def _loose(v: View, i: int) -> bool:
    """Whether a tag that says name or pronoun may be wrong: a lower-case form, and no word that is a pronoun."""
    if v.pos[i] == "PRON":
        return v.low[i] not in v.lex.categories and v.pos[i - 1] == "PUNCT"
    return v.pos[i] == "PROPN" and not v.upper(i) and not v.named(i)


def _closing(v: View, unit: Unit, first: int, last: int) -> bool:
    """Whether a comma or a mark stands before a preposition and a name or noun phrase behind it."""
    if first <= unit.first + 1 or v.category[first - 1] not in {",", "mark"} or last >= unit.last:
        return False
    return v.pos[last] in {"DET", "PROPN", "NOUN", "ADJ", "PRON"} and v.low[last] not in v.lex.words["complementisers"]


def _conditional(v: View, i: int) -> bool:
    words = v.lex.words
    if v.low[i] not in words["hearsay_auxiliaries"]:
        return False
    if not words["hearsay_ends"]:
        return True
    stop = next((j for j in range(i + 1, min(len(v.low), i + 2 * _FIELD)) if v.low[j] in _STOPS), i)
    ends = (j + 1 for j in range(i + 1, stop) if v.low[j] in words["hearsay_ends"])
    return any(_ends_clause(v, j) or (v.pos[j] == "VERB" and _ends_clause(v, j + 1)) for j in ends)


def _ends_clause(v: View, i: int) -> bool:
    """Whether a clause can end before token `i`: a mark, a conjunction, the edge of the text or of a quotation."""
    if i >= len(v.low) or not v.is_word(i) or v.inner[i] != v.inner[i - 1]:
        return True
    return v.category[i] in _LEADING


def _simple(kind: CueKind, v: View, unit: Unit, place: tuple[int, int], name: str) -> Cue:
    first, last = place
    lemma = " ".join(v.low[first:last])
    return Cue(kind, unit, first, last - 1, last, (first, last), lemma, frozenset({name}))


def _verb(v: View, unit: Unit, i: int) -> Verb | None:
    """The reading of the form at `i` with the longest tail that stands there, of such as are as long the nearest."""
    best = None
    for verb in v.lex.verbs[v.low[i]]:
        if verb.rest and tuple(v.low[i + 1 : i + 1 + len(verb.rest)]) != verb.rest:
            continue
        if i + 1 + len(verb.rest) > unit.last:
            continue
        if verb.lead and tuple(v.low[max(unit.first, i - len(verb.lead)) : i]) != verb.lead:
            continue
        if verb.tail and _tail(v, unit, i, verb.tail) is None:
            continue
        if best is None or verb.size > best.size:
            best = verb
        elif verb.size == best.size and verb.tail == best.tail:
            best = best._replace(classes=best.classes | verb.classes, uses=best.uses | verb.uses)
        elif verb.size == best.size and _nearer(v, unit, i, verb, best):
            best = verb
    return best


def _nearer(v: View, unit: Unit, i: int, one: Verb, other: Verb) -> bool:
    """Whether the words that close the clause of the verb at `i` stand nearer in the reading `one` than in `other`."""
    near = _tail(v, unit, i, one.tail) if one.tail else None
    far = _tail(v, unit, i, other.tail) if other.tail else None
    return near is not None and far is not None and near < far


def _tail(v: View, unit: Unit, i: int, words: tuple[str, ...]) -> tuple[int, int] | None:
    """Where `words` close the clause of the verb at `i`."""
    n = len(words)
    for j in range(i + 1, min(unit.last, i + _FIELD) - n + 1):
        if v.low[j] in _STOPS and not v.time[j] and v.inner[j] == v.inner[i]:
            return None
        there = v.inner[j] == v.inner[i] and tuple(v.low[j : j + n]) == words and v.pos[j] in _PARTS
        if there and _ends_clause(v, j + n):
            return j, j + n
    return None


def auxiliary_before(v: View, unit: Unit, i: int) -> int:
    """The auxiliary before the verb at `i` whose clause that verb closes, or -1."""
    words = v.lex.words
    for j in range(i - 1, max(unit.first, i - _FIELD) - 1, -1):
        if v.inner[j] != v.inner[i]:
            continue
        if v.low[j] in words["auxiliaries"] and v.pos[j] in {"AUX", "VERB", ""}:
            return j
        stops = v.low[j] in _STOPS and not v.time[j]
        if stops or v.low[j] in _COMMA or v.pos[j] in {"VERB", "AUX"} or v.category[j] in _SUBORDINATE:
            return -1
    return -1


def _closes(v: View, verb: Verb, last: int) -> bool:
    """Whether the verb that ends before token `last` closes its clause, in a language where verbs do."""
    return v.lex.speech.verb_final and bool(verb.uses & {"past", "infinitive"}) and _ends_clause(v, last)


def _cluster(v: View, unit: Unit, last: int, verb: Verb) -> int:
    """The end of the verb that ends before `last` with the auxiliaries right behind it ("gefragt wurde")."""
    while last < unit.last and v.lex.has("final_auxiliaries", v.low[last]) and v.inner[last] == v.inner[last - 1]:
        last += 1
    if v.lex.speech.verb_final and verb.uses & {"past", "infinitive"}:
        while last < unit.last and v.low[last] in v.lex.words["auxiliaries"] and v.pos[last] == "AUX":
            last += 1
    return last


def _group(v: View, unit: Unit, i: int, verb: Verb) -> Cue:
    """The verb at `i` with the auxiliaries, negations and adverbs around it."""
    lex, low = v.lex, v.low
    first = contiguous = start = i - len(verb.lead)
    auxiliary = passive = negated = modal = inverted = False
    j = start - 1
    while j >= unit.first and start - j <= _REACH and v.inner[j] == v.inner[i]:
        w = low[j]
        if lex.speech.verb_final and verb.uses == {"finite"} and w in lex.words["auxiliaries"]:
            break  # the verb of another clause ("als sie gewählt worden war, sagte")
        if w in lex.words["auxiliaries"]:
            auxiliary = True
            passive |= w in lex.words["passive_auxiliaries"] and v.pos[j] != "PART"
            modal |= w in lex.words["modals"]
        elif w in lex.words["negations"] and not _is_object_of(v, unit, j):
            negated = True
        elif w.startswith("-") and len(w) > 1:
            inverted = True
        elif w in lex.words["adverbs_between"] or v.pos[j] == "ADV":
            j -= 1
            continue
        else:
            break
        if contiguous == j + 1:
            contiguous = j
        first = j
        j -= 1
    last = behind = _cluster(v, unit, i + 1 + len(verb.rest), verb)
    far = auxiliary_before(v, unit, first) if not auxiliary and _closes(v, verb, last) else -1
    final = low[i + 1 + len(verb.rest) : last] + low[far:first][:1] * (far >= 0)
    auxiliary |= bool(final)
    passive |= "past" in verb.uses and not lex.words["passive_auxiliaries"].isdisjoint(final)
    modal |= not lex.words["modals"].isdisjoint(final)
    negated |= far >= 0 and not lex.words["negations"].isdisjoint(low[far:first])
    first = far if far >= 0 else first
    while last < unit.last and low[last].startswith("-") and len(low[last]) > 1:
        inverted |= not lex.speech.pro_drop or low[last] in lex.words["subject_pronouns"]
        last += 1
    passive = passive and "past" in verb.uses and (first == unit.first or low[first - 1] not in lex.words["reflexives"])
    if "passive" in verb.uses and not ("finite" in verb.uses and _has_subject(v, unit, last)):
        verb = verb._replace(uses=verb.uses - {"passive"} | {"past"})
        auxiliary = passive = True
    passive |= _is_reflexive(v, verb, first, last)
    negated |= any(low[k] in lex.words["negations"] for k in range(last, min(last + 2, unit.last)))
    tail = low[max(unit.first, first - _REACH) : start]
    ends = [k for k in range(len(tail)) if _ends(tail, k, lex.phrases["before_denial"])]
    refused = bool(ends) or (bool(verb.classes & _ANSWERING) and _is_withheld(v, unit, start))
    first -= len(tail) - ends[0] if ends and lex.speech.noun_first and first == start else 0
    return Cue(
        "verb", unit, first, i, last, (contiguous, behind), verb.lemma, verb.classes, verb.uses,
        auxiliary, passive, negated, modal, refused, inverted,
        _tail(v, unit, i, verb.tail) if verb.tail else None, far + 1, _object(v, unit, first),
    )  # fmt: skip


def _has_subject(v: View, unit: Unit, i: int) -> bool:
    """Whether a noun stands right behind a verb that ends before `i`, one that print does not tell from its passive."""
    return v.lex.speech.verb_first and i < unit.last and v.pos[i] in {"NOUN", "PROPN", "DET"}


def _is_object_of(v: View, unit: Unit, i: int) -> bool:
    """Whether a word that may negate is a relative pronoun behind another here: "وهو ما تنفيه"."""
    behind = i > unit.first and v.lex.has("subject_pronouns", v.low[i - 1])
    return behind and v.lex.has("clause_relatives", v.low[i])


def _is_reflexive(v: View, verb: Verb, first: int, last: int) -> bool:
    """Whether a pronoun among tokens `first` to `last` makes the verb a passive one ("se informó")."""
    words = v.lex.words
    if verb.lemma in words["impersonal_verbs"] and first > 0 and v.low[first - 1] in words["impersonal"]:
        return v.low[first] in words["reflexives"]
    return verb.lemma not in words["reflexive_verbs"] and not words["passive_reflexives"].isdisjoint(v.low[first:last])


def _object(v: View, unit: Unit, first: int) -> tuple[int, int] | None:
    """The object that a mark before the verb at `first` closes: from a determiner or a noun for a saying on."""
    words = v.lex.words
    last = first - 1
    while words["object_marks"] and last > unit.first and first - last <= _MARKED:
        if v.low[last] in words["object_marks"]:
            return _objected(v, unit, last), last
        if v.low[last] in _STOPS or v.pos[last] == "VERB" or v.category[last] in _SUBORDINATE:
            break
        last -= 1
    for i in range(first - 1, max(unit.first, first - _FIELD), -1) if words["object_marks"] else ():
        if v.low[i] in _STOPS:
            break
        if v.low[i] in words["complementisers"] and v.low[i - 1] in words["object_marks"]:
            return i + 1, first
    return None


def _objected(v: View, unit: Unit, last: int) -> int:
    """Where the object that ends before token `last` begins; `last` where nothing tells."""
    words = v.lex.words
    clause = unit.first
    for i in range(last, unit.first, -1):
        if v.category[i] in _SUBORDINATE:
            clause = max(clause, i)
            near = v.low[max(unit.first, i - _LED) : i]
            told = any(w in v.lex.nouns or w in words["determiners"] for w in near)
            if told and v.low[i] in words["complementisers"]:
                return i + 1
    for i in range(last - 1, clause, -1):
        if v.low[i] in _STOPS | _COMMA:
            break
        if v.low[i] in v.lex.nouns or v.low[i] in words["determiners"]:
            led = v.low[i] in v.lex.nouns and i > unit.first and v.low[i - 1] in words["determiners"]
            return i - led
    return last


def _is_withheld(v: View, unit: Unit, i: int) -> bool:
    """Whether an object parts the verb at `i` from one that withholds it ("weigerte sich, den Bericht zu bestätigen").

    The marks that end a phrase of such a verb ("weigerte sich *zu*") stand right before `i`, the rest before the
    object, with no other verb between.
    """
    words = v.lex.words
    phrases = v.lex.phrases["before_denial"]
    marks = i
    while marks > unit.first and v.low[marks - 1] in words["infinitive_marks"]:
        marks -= 1
    nearest = max(unit.first, i - _FIELD)
    for k in range(marks - 1, nearest - 1, -1):
        if v.inner[k] != v.inner[i] or v.low[k] in _STOPS or v.category[k] in _SUBORDINATE:
            return False
        if v.pos[k] in {"VERB", "AUX"}:
            starts = range(max(nearest, k - _LED), k + 1)
            near = ((n, p) for n in starts for p in phrases.get(v.low[n], ()) if n + len(p) > k)
            return any(_parted(v, p, n, (marks, i)) for n, p in near)
    return False


def _parted(v: View, phrase: tuple[str, ...], k: int, marks: tuple[int, int]) -> bool:
    """Whether `phrase` starts at `k` and ends before the object, or with all of its `marks` behind it."""
    size = next((n for n in range(len(phrase), 0, -1) if phrase[n - 1] not in v.lex.words["infinitive_marks"]), 0)
    return size > 0 and tuple(v.low[k : k + size]) == phrase[:size] and phrase[size:] == tuple(v.low[slice(*marks)])


def _ends(tail: list[str], k: int, phrases: dict[str, tuple[tuple[str, ...], ...]]) -> bool:
    """Whether one of `phrases` starts at `k` of `tail` and ends with it."""
    return any(tuple(tail[k:]) == p for p in phrases.get(tail[k], ()))


def _colon(v: View, unit: Unit) -> Iterator[Cue]:
    """A colon near the start of a unit or before a quotation, that may stand for a verb."""
    for i in range(unit.first + 1, unit.last - 1):
        if v.low[i] == ":" and v.inner[i] == unit.quote:
            yield Cue("colon", unit, i, i, i + 1, (i, i), ":", frozenset({"colon"}))
            return
