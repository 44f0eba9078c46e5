"""Noun phrases of a unit: the stretches that can be speakers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recoupe.lang.letters import caseless

if TYPE_CHECKING:
    from recoupe.extract.statements.view import Unit, View

NOMINAL = frozenset({"NOUN", "PROPN"})
_INSIDE = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "X", "SYM"})
_BEGINS = _INSIDE | {"DET", ""}  # tags of what can begin a phrase, whatever the word; "" where nothing is tagged
_JOINTS = frozenset({"-", "&", "/", "."})
_NEVER = frozenset({"SCONJ", "CCONJ", "VERB", "AUX", "ADV"})
_DOUBTFUL = frozenset({"VERB", "ADJ", "X", "INTJ"})  # tags that names are given by mistake
_FUNCTIONS = frozenset({"subordinators", "complementisers", "interrogatives", "coordinators"})
_STOPS = frozenset({".", "?", "!", "…", ":", "–", "—", "-", "•"})
_LONGEST = 30
SOMEBODY = frozenset({"person", "persons", "organisation", "organisations", "crowd", "crowds"})
_ANSWERING = frozenset({"confirm", "deny"})
_PREPOSITION = 4  # words of a preposition


class Phrase(NamedTuple):
    """Tokens `first` to `last` (exclusive); `head` is the chief word; `kind` is name, common or pronoun."""

    first: int
    last: int
    head: int
    kind: str


def phrases(v: View, unit: Unit) -> list[Phrase]:
    """The noun phrases of `unit` in order, prepositional tails and role-comma-name joined."""
    out: list[Phrase] = []
    i, low, pos, openers = unit.first, v.low, v.pos, v.lex.phrase_openers
    while i < unit.last:
        begins = v.inner[i] == unit.quote and (pos[i] in _BEGINS or low[i] in openers or _goes_on(v, i, unit.last))
        begins = begins and not _reports(v, i)
        found = one(v, i, unit.last) if begins else None
        if found is None:
            i += 1
            continue
        found = whole(v, found, unit.last)
        out.append(found)
        i = found.last
    return _joined(v, out)


def one(v: View, i: int, end: int) -> Phrase | None:
    """A base phrase that starts at `i`: a pronoun; or determiners, adjectives and numbers, then nouns and names."""
    led = v.lex.phrase("determiners", v.low, i) if v.lex.speech.noun_first else 0
    n = v.lex.phrase("subject_pronouns", v.low, i)
    if n > 1 or (n and led <= 1 and _is_pronoun(v, i, end)):
        return Phrase(i, i + n, i, "pronoun")
    return _nominal(v, i, end, i + led if led > 1 else i)


def _is_pronoun(v: View, i: int, end: int) -> bool:
    """Whether the word at `i`, which may be a pronoun, is no noun, verb or determiner."""
    if v.pos[i] in {"NOUN", "PROPN", "VERB", "SCONJ"}:
        return False
    return not (i + 1 < end and v.low[i] in v.lex.words["determiners"] and v.pos[i + 1] in _INSIDE)


def _nominal(v: View, i: int, end: int, j: int) -> Phrase | None:
    """The phrase from `i` on, of which all before `j` stands before its chief word."""
    pos, inner, layer = v.pos, v.inner, v.inner[i]
    most, head = min(end, i + _LONGEST), -1
    declined, noun_first = bool(v.lex.speech.oblique_endings), v.lex.speech.noun_first
    while j < most and inner[j] == layer and (_before_head(v, j) or _joins_adjectives(v, j, most)):
        j += 1
    while j < most and inner[j] == layer and _in_head(v, j, end):
        if j > i and ((declined and _meets(v, i, j)) or (noun_first and v.time[j] != v.time[j - 1])):
            break
        if head >= 0 and (_counts(v, j, end) or _is_another(v, i, head, j)):
            break
        if pos[j] in NOMINAL or (not pos[j] and v.is_word(j)) or _named(v, j):
            head = j if head < 0 or _is_chief(v, j, head) else head
        j += 1
    if head < 0:
        return _bare(v, i, j) if j > i else None
    while j - 1 > head and not v.is_word(j - 1):
        j -= 1
    return Phrase(i, j, head, "name" if "PROPN" in pos[i:j] else "common")


def _joins_adjectives(v: View, j: int, end: int) -> bool:
    """Whether token `j` joins an adjective to what goes on the phrase: "chinesische | und | US-Experten"."""
    if v.pos[j] != "CCONJ" or v.low[j] not in v.lex.words["coordinators"] or j == 0 or v.pos[j - 1] != "ADJ":
        return False
    behind = v.pos[j + 1] if j + 1 < end else ""
    return behind == "ADJ" or (behind in NOMINAL and "-" in v.low[j + 1])


def _counts(v: View, j: int, end: int) -> bool:
    """Whether a numeral at `j`, written out, begins another phrase behind a noun: "laut der Behörde | vier Boote"."""
    written = v.pos[j] == "NUM" and v.low[j].isalpha() and not v.upper(j)
    return written and j + 1 < end and v.pos[j + 1] in {"NOUN", "NUM", "ADJ"}


def _is_object(v: View, j: int) -> bool:
    """Whether the noun at `j` is what somebody does or tells, no part of who does: "رفض المتحدث | تأكيد النبأ".

    Behind a noun with its article it is not in the genitive; one known place does not name another either.
    """
    low, lex = v.low, v.lex
    if low[j] in lex.places and low[j - 1] in lex.places:
        return True
    if j + 1 < len(low) and lex.phrase("anonymity", low, j + 1):
        return True  # "مسؤول | طلب عدم الكشف عن هويته"
    done = any(x.uses == {"infinitive"} and not _ANSWERING.isdisjoint(x.classes) for x in lex.verbs.get(low[j], ()))
    said = lex.has("verbal_nouns", low[j]) or any(
        low[j].startswith(a) and low[j][len(a) :] in lex.nouns for a in v.lex.articles
    )
    return done or (said and _is_definite(v, j - 1))


def _is_another(v: View, i: int, head: int, j: int) -> bool:
    """Whether the noun at `j` belongs no more to the phrase from `i` on with the chief word `head`, a speaker.

    Something is told him ("заявила Браун | журналистам"), or he tells or answers it ("وزیر خارجه | گزارش‌ها").
    """
    speech, low = v.lex.speech, v.low
    if speech.oblique_endings and i > 0 and v.speaks[i - 1] and v.lex.has("hearer_marks", low[j]):
        return True
    if speech.noun_first and v.lex.phrase("before_denial", low, j):
        return True  # "سخنگو | حاضر نشد"
    if speech.noun_first and v.pos[j] == "NOUN":
        return low[j] in v.lex.nouns and low[head] in v.lex.speakers
    return speech.verb_first and (_is_object(v, j) or _is_second(v, j))


def _is_second(v: View, j: int) -> bool:
    """Whether another noun with its article opens at `j`, behind one with its own: "دعت النقابة | الحكومة إلى"."""
    articles = v.lex.articles
    noun = j + (v.low[j] in articles)
    if j < 2 or noun >= len(v.low) or not (noun > j or v.low[j].startswith(articles)):  # noqa: PLR2004
        return False
    both = v.pos[j - 1] == v.pos[noun] == "NOUN" and _is_definite(v, j - 1)
    bare = next((v.low[noun][len(a) :] for a in articles if noun == j and v.low[noun].startswith(a)), v.low[noun])
    known = bare in v.lex.speakers or bare in v.lex.nouns
    led = noun + 1 < len(v.low) and v.category[noun + 1] in {"complementisers", "mark"}
    return both and known and not led and not v.low[noun].endswith(v.lex.speech.adjective_endings)


def _is_definite(v: View, j: int) -> bool:
    """Whether the noun at `j` is a name or has its article, before it or as its beginning."""
    articles = v.lex.articles
    named = v.pos[j] == "PROPN" and v.low[j] not in v.lex.speakers  # "وكالة", the agency, was taken for a name
    return named or v.low[j - 1] in articles or v.low[j].startswith(articles)


def _is_chief(v: View, j: int, head: int) -> bool:
    """Whether the noun at `j` is the chief word rather than the one at `head` before it."""
    speech, pos = v.lex.speech, v.pos
    if speech.noun_first or (speech.oblique_endings and pos[j] == "NOUN"):
        return False
    return pos[head] != "PROPN" or pos[j] == "PROPN"


def _meets(v: View, i: int, j: int) -> bool:
    """Whether behind the phrase that begins at `i` another does at `j`, with no article to tell.

    That is so behind a time, and where what may be a subject follows a noun in another case or behind a preposition.
    """
    if v.time[j] != v.time[j - 1]:
        return True
    if v.pos[j - 1] != "NOUN" or v.oblique(j):
        return False
    other = v.oblique(j - 1)
    if i > 0 and v.pos[i - 1] == "ADP" and v.pos[j] == "ADJ":
        return True
    governed = other or (i > 0 and v.pos[i - 1] == "ADP")
    return (governed and v.low[j] in v.lex.speakers) or (other and v.upper(j) and v.low[j][-1] != v.low[j - 1][-1])


def _bare(v: View, i: int, end: int) -> Phrase | None:
    """A phrase without a noun: "the 31-year-old", "les deux", "38 %"."""
    head = next((j for j in range(end - 1, i - 1, -1) if v.pos[j] in {"NUM", "ADJ"}), -1)
    return Phrase(i, end, head, "common") if head >= 0 and (end - i > 1 or v.pos[head] == "NUM") else None


def _before_head(v: View, j: int) -> bool:
    """Whether token `j` can stand before the nouns of a phrase."""
    pos = v.pos[j]
    if pos in {"DET", "ADJ", "NUM"}:
        return True
    return pos not in _NEVER and (v.low[j] in v.lex.words["determiners"] or v.low[j] in v.lex.words["possessives"])


def _in_head(v: View, j: int, end: int) -> bool:
    """Whether token `j` can go on a phrase: nouns, names, adjectives, initials, 's before a noun."""
    if _reports(v, j):
        return False
    if v.lex.speech.noun_first:
        low = v.low[j]
        if v.lex.categories.get(low) in _FUNCTIONS or low in v.lex.words["adverbs_between"]:
            return False
    return v.pos[j] in _INSIDE or _goes_on(v, j, end)


def _reports(v: View, j: int) -> bool:
    """Whether a word without vowel signs, tagged as a noun, is a verb of speech or opens an attribution."""
    if not v.lex.caseless:
        return False
    low = v.low[j]
    noun = j > 0 and ((v.pos[j] == "NOUN" and v.pos[j - 1] == "DET") or _belongs(v, j) or v.named(j))  # "השר"
    if not caseless(low) or low in v.lex.nouns or noun:
        return False
    verb = any("finite" in verb.uses and not verb.rest for verb in v.lex.verbs.get(low, ()))
    return verb or v.lex.phrase("prepositions", v.low, j) > 0


def _belongs(v: View, j: int) -> bool:
    """Whether the noun at `j`, which may be a verb, stands behind one for who can speak: "ראש | העיר | אמר"."""
    definite = j > 1 and v.low[j - 2] in v.lex.articles
    if v.lex.speech.verb_first or definite or v.low[j] in v.lex.phrases["before_denial"]:
        return False  # "השר | סירב"
    return v.pos[j - 1] == v.pos[j] == "NOUN" and v.low[j - 1] in v.lex.speakers


def _goes_on(v: View, j: int, end: int) -> bool:
    """The same of a token whose tag does not tell."""
    low = v.low[j]
    if low == "'s" or low in _JOINTS or (low == "'" and v.pos[j] == "PART"):
        return _named(v, j) or (j + 1 < end and v.pos[j + 1] in _INSIDE and v.inner[j + 1] == v.inner[j])
    if low in v.lex.words["np_links"] and j + 1 < end and v.pos[j - 1] == v.pos[j + 1] == "PROPN" and v.upper(j - 1):
        return True
    return _named(v, j)


def _named(v: View, j: int) -> bool:
    """Whether a capital makes token `j` a name that the tagger took for something else."""
    doubtful = v.pos[j] in _DOUBTFUL or (v.pos[j] in {"ADV", "PART"} and _foreign(v, j))
    if not doubtful or v.low[j] in v.lex.categories:
        return False
    text = v.doc.tokens[j].text
    if not text[0].isupper():
        return caseless(text) and _named_by_verb(v, j)
    opens = j == 0 or v.low[j - 1] in _STOPS or v.is_mark(j - 1)
    return v.speaks[j + 1] if opens and j + 1 < len(v.low) else not opens


def _foreign(v: View, j: int) -> bool:
    """Whether a name that has no cases may have been taken for an adverb."""
    return bool(v.lex.speech.oblique_endings) and not v.time[j] and v.low[j] not in v.lex.words["adverbs_between"]


def _named_by_verb(v: View, j: int) -> bool:
    """The same in a script without capitals: what a verb of speech stands beside, and the data do not know."""
    if v.pos[j] not in _DOUBTFUL or v.low[j] in v.lex.categories or v.low[j] in v.lex.cue_words:
        return False
    opens = j == 0 or v.low[j - 1] in _STOPS or v.is_mark(j - 1)
    return (j > 0 and v.speaks[j - 1]) or (opens and j + 1 < len(v.low) and v.speaks[j + 1])


def whole(v: View, p: Phrase, end: int) -> Phrase:
    """`p` with the prepositional phrases that belong to it."""
    if p.kind == "pronoun":
        return p
    last, low = p.last, v.low
    while last + 1 < end and last - p.first < _LONGEST and low[last] in v.lex.words["np_links"]:
        if low[last] in v.lex.words["coordinators"] or v.inner[last + 1] != v.inner[p.first]:
            break
        following = one(v, last, end) if low[last] == "'s" else one(v, last + 1, end)
        if following is None or following.kind == "pronoun" or following.first > last + 1:
            break
        if _is_told(v, p, last, following) or _is_other(v, last, following):
            break
        last = following.last
    coordinated = last + 1 < end and low[last] in v.lex.words["coordinators"] and v.pos[last] == "CCONJ"
    if coordinated and v.inner[last + 1] == v.inner[p.first]:
        following = one(v, last + 1, end)
        if following is not None and following.kind == p.kind and following.kind != "pronoun":
            last = following.last
        elif following is None and v.pos[last - 1] == v.pos[last + 1] == "ADJ":
            last += 2  # "los expertos chinos y estadounidenses"
    return p if last == p.last else p._replace(last=last)


def _is_other(v: View, i: int, following: Phrase) -> bool:
    """Whether, where the verb stands first, what `following` names is no part of the subject that ends at `i`."""
    if not v.lex.speech.verb_first:
        return False
    said = v.low[following.head] in v.lex.nouns and _is_definite(v, i - 1)  # "وصف الرئيس | الاتهامات بأنها …"
    return said or _is_second(v, i)


def _is_told(v: View, p: Phrase, i: int, following: Phrase) -> bool:
    """Whether the mark at `i` behind a speaker leads to whom he tells: "dijo Ruiz | a los periodistas"."""
    told = v.low[following.head] in v.lex.hearers and v.lex.has("hearer_marks", v.low[i])
    return told and p.first > 0 and v.speaks[p.first - 1]


def _attributed(v: View, i: int) -> bool:
    """Whether an attributing preposition stands before `i`: "selon nos informations, Caux Ferries ferme"."""
    return v.lex.ends("prepositions", v.low, i, _PREPOSITION)


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
            and (v.lex.speakers.get(v.low[before.head]) in SOMEBODY or not _attributed(v, before.first))
        ):
            out[-1] = Phrase(before.first, p.last, p.head, "name")
        out.append(p)
    return out
