"""The words of attribution of one language, indexed by their forms."""

from __future__ import annotations

import functools
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, NamedTuple

from recoupe.lang import load
from recoupe.lang.letters import caseless, folded, spelled
from recoupe.lang.names import Names
from recoupe.lang.sets import shared
from recoupe.lang.speech import Paradigm, Speech, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

_CUES = ("clause_prepositions", "prepositions", "weak_prepositions", "postpositions", "closing_prepositions", "adverbs")
_BOUNDARIES = ("prepositions", "coordinators", "subordinators")
_OPENERS = ("determiners", "possessives", "subject_pronouns")
_CATEGORIES = (
    "complementisers", "interrogatives", "infinitive_marks", "of_marks", "as_marks", "for_marks", "hearer_marks",
    "by_marks",
    "subject_pronouns", "determiners", "relative_pronouns", "subordinators", "coordinators", "auxiliaries",
)  # fmt: skip

_ARTICLE = 2  # letters
_ENDING = 2  # letters of an ending that tells a form
_PART = 4  # letters of a part of a compound


class Verb(NamedTuple):
    """A verb as one form of it shows: its lemma, the classes it may have, the uses of this form, words that follow.

    `tail` are words that close its clause ("teilte ... mit"), `lead` such as stand right before the form.
    """

    lemma: str
    classes: frozenset[str]
    uses: frozenset[str]
    rest: Words
    tail: Words = ()
    lead: Words = ()

    @property
    def size(self) -> int:
        """How many words beside the form it has."""
        return len(self.rest) + len(self.tail) + len(self.lead)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`Speech` ready for look-up: forms to verbs, nouns to stances, phrases by first word, sets of words.

    `categories` gives the kind of a function word, the first in `_CATEGORIES` that lists it. `speakers` gives the kind
    of nouns that can speak, `voices` pronouns of the first and second person, as "self", "selves", "hearer". A cue
    begins with one of `cue_words`, what may end a content with one of `boundary_words`, a noun phrase whose first tag
    does not tell with one of `phrase_openers`. `caseless`: verbs or prepositions are written without capitals.
    """

    speech: Speech
    verbs: dict[str, tuple[Verb, ...]]
    nouns: dict[str, str]
    phrases: dict[str, dict[str, tuple[Words, ...]]]
    words: dict[str, frozenset[str]]
    categories: dict[str, str]
    speakers: dict[str, str]
    voices: dict[str, str]
    given: frozenset[str]
    articles: tuple[str, ...]
    indefinite: frozenset[str]
    hearers: frozenset[str]
    places: frozenset[str]
    open: frozenset[Words]
    infinite: tuple[str, ...]
    cue_words: frozenset[str]
    boundary_words: frozenset[str]
    phrase_openers: frozenset[str]
    caseless: bool

    def noun(self, word: str) -> str:
        """The stance of a noun for a saying, or of the last part of a compound of one; "" of another word."""
        if word in self.nouns or not self.speech.verb_final:
            return self.nouns.get(word, "")
        parts = (word[i:] for i in range(_PART, len(word) - _PART))
        return next((found for part in parts if (found := self.nouns.get(part)) == "asserts"), "")

    def has(self, key: str, word: str) -> bool:
        """Whether `word` is one of the single words listed under `key`."""
        return word in self.words[key]

    def phrase(self, key: str, low: list[str], i: int) -> int:
        """Length in tokens of the longest phrase of `key` that starts at token `i`, 0 if none."""
        return len(self.listed(key, low, i))

    def ends(self, key: str, low: list[str], i: int, most: int) -> bool:
        """Whether a phrase of `key` of at most `most` tokens ends before token `i`."""
        return any(self.phrase(key, low, i - n) == n for n in range(1, min(i, most) + 1))

    def listed(self, key: str, low: list[str], i: int) -> Words:
        """That phrase as it is listed: `*` in it stands for a word, or for the beginning of one."""
        for words in self.phrases[key].get(low[i], ()):
            here = tuple(low[i : i + len(words)])
            if here == words or (words in self.open and _fits(here, words)):
                return words
        return ()


def _fits(here: Words, words: Words) -> bool:
    """Whether words in a text are those of a phrase with `*`."""
    return len(here) == len(words) and all(
        w == p or (p[0] == "*" and w.endswith(p[1:]) and w[0].isalpha()) for w, p in zip(here, words, strict=True)
    )


@functools.lru_cache(maxsize=50_000)
def plain(word: str) -> str:
    """Lower case with the straight apostrophe, as language files write words."""
    return folded(word.lower().replace("’", "'").replace("ʼ", "'"))


@functools.cache
def lexicon(code: str) -> Lexicon | None:
    """The lexicon of language `code`, or None where speech is not covered."""
    speech = spelled(load(Speech, code))
    if speech is None:
        return None
    names = spelled(load(Names, code))
    listed = [f.name for f in fields(Speech) if isinstance(getattr(speech, f.name), tuple)]
    words = {k: frozenset(w for w in getattr(speech, k) if " " not in w) for k in listed}
    words["complementisers"] |= words["kept_complementisers"]
    verbs = _verbs(speech)
    nouns = {w: f.name for f in fields(speech.nouns) for w in getattr(speech.nouns, f.name)}
    articles = tuple(d for d in words["determiners"] if len(d) <= _ARTICLE)
    nouns |= _definite(nouns, articles)
    speakers = _speakers(names)
    speakers |= _definite(speakers, articles)
    phrases = {k: _by_first(getattr(speech, k)) for k in listed}
    return Lexicon(
        speech=speech,
        verbs=verbs,
        nouns=nouns,
        phrases=phrases,
        words=words,
        categories={w: k for k in reversed(_CATEGORIES) for w in words[k]},
        speakers=speakers,
        open=frozenset(w for k in listed for some in phrases[k].values() for w in some if any("*" in p for p in w)),
        infinite=_infinite(speech),
        given=_given(names),
        articles=articles,
        indefinite=_indefinite(names),
        hearers=_hearers(names),
        places=_places(names),
        voices=_voices(names),
        cue_words=frozenset().union(verbs, nouns, words["hearsay_auxiliaries"], *(phrases[k] for k in _CUES)),
        boundary_words=frozenset().union(*(phrases[k] for k in _BOUNDARIES)),
        phrase_openers=frozenset().union(*(phrases[k] for k in _OPENERS)),
        caseless=any(map(caseless, (*verbs, *phrases["prepositions"]))),
    )


def _definite(nouns: dict[str, str], articles: Words) -> dict[str, str]:
    """`nouns` of a script without capitals with the articles that may be written on to them."""
    return {a + w: kind for w, kind in nouns.items() if caseless(w) for a in articles if a + w not in nouns}


def _infinite(speech: Speech) -> tuple[str, ...]:
    """The endings of infinitives and gerunds that no finite form has."""
    forms = speech.paradigms.values()
    finite = {f for p in forms for f in p.finite}
    ends = {e for p in forms for e in (*p.gerund, *p.infinitive) if len(e) >= _ENDING}
    return (*sorted(e for e in ends if not any(f.endswith(e) for f in finite)), *speech.bare_infinitives)


def _speakers(names: Names | None) -> dict[str, str]:
    """Nouns for persons, crowds, organisations and documents, singular and plural, with their kind."""
    if names is None:
        return {}
    people, things = names.people, names.things
    kinds = {
        "document": things.documents,
        "organisation": things.heads + things.organisations + things.governments + things.businesses + things.mediums,
        "crowd": things.crowds + people.plural,
        "person": people.masculine + people.feminine + people.either,
    }
    singular = {w.lower(): kind for kind, words in kinds.items() for w in words if " " not in w}
    plural = {
        w.removesuffix(one) + many: kind + "s"
        for w, kind in singular.items()
        for many, one in names.plurals
        if w.endswith(one)
    }
    return plural | singular


def _given(names: Names | None) -> frozenset[str]:
    """Given names in a script without capitals."""
    return frozenset(names.given_masculine + names.given_feminine) if names is not None else frozenset()


def _indefinite(names: Names | None) -> frozenset[str]:
    """Determiners of what was not named before."""
    return frozenset(names.articles.indefinite + names.articles.indefinite_plural) if names is not None else frozenset()


def _hearers(names: Names | None) -> frozenset[str]:
    """Nouns for whom words are told to as a rule: persons, and what publishes."""
    if names is None:
        return frozenset()
    singular = {w.lower() for w in (*names.people.masculine, *names.people.feminine, *names.people.either)}
    singular |= {w.lower() for w in names.things.mediums}
    plural = {w.removesuffix(one) + many for w in singular for many, one in names.plurals if w.endswith(one)}
    return frozenset(singular | plural | {w.lower() for w in (*names.things.crowds, *names.people.plural)})


def _places(names: Names | None) -> frozenset[str]:
    """Names of places that are one word."""
    if names is None:
        return frozenset()
    found = {w for c in names.countries.values() for w in (*c.names, *c.capitals)} | set(names.places)
    return frozenset(plain(w) for w in found if " " not in w)


def _voices(names: Names | None) -> dict[str, str]:
    """Pronouns of who speaks and who is spoken to."""
    if names is None:
        return {}
    return {w: voice for voice in ("hearer", "selves", "self") for w in getattr(names.pronouns, voice)}


def _by_first(phrases: Words) -> dict[str, tuple[Words, ...]]:
    out: dict[str, list[Words]] = {}
    for words in sorted({tuple(p.split()) for p in phrases}, key=lambda w: (-len(w), w)):
        out.setdefault(words[0], []).append(words)
    return {k: tuple(v) for k, v in out.items()}


def _verbs(speech: Speech) -> dict[str, tuple[Verb, ...]]:
    """Every form of every verb; entries of one lemma and tail are merged over classes and uses."""
    merged: dict[str, dict[tuple[str, Words, Words, Words], tuple[set[str], set[str]]]] = {}
    for f in fields(speech.verbs):
        for entry in getattr(speech.verbs, f.name):
            for form, use, key in _forms(entry, speech):
                classes, uses = merged.setdefault(form, {}).setdefault(key, (set(), set()))
                classes.add(f.name)
                uses |= {use, "finite"} if use == "negative" else {use}
    return {
        form: tuple(
            Verb(lemma, shared(c), shared(u), rest, tail, lead)
            for (lemma, rest, tail, lead), (c, u) in sorted(entries.items(), key=lambda e: (-len(e[0][1]), e[0]))
        )
        for form, entries in merged.items()
    }


def _forms(entry: str, speech: Speech) -> Iterator[tuple[str, str, tuple[str, Words, Words, Words]]]:
    """The forms of one entry with their use, and with lemma, rest, tail and lead of the verb that each shows."""
    words, _, closing = (part.strip() for part in entry.partition("…"))
    before, (head, *more) = _inflected(words.split())
    rest, tail = tuple(more), tuple(closing.split())
    half, parts, head = head.rpartition("|")
    stem, paradigm = _paradigm(head, speech)
    cited = next(iter(paradigm.infinitive), "" if stem else next(iter(paradigm.finite), ""))
    lemma = " ".join([*before, half + stem + cited, *rest, *tail])
    for use in fields(paradigm):
        for ending in getattr(paradigm, use.name):
            *own, form = (ending.replace("~", stem) if "~" in ending else stem + ending).split()
            lead = (*before, *own)
            if tail:
                parted = use.name == "finite"
                yield form, use.name, (lemma, rest, tail if parted else (), lead if parted else (*lead, *tail))
                continue
            yield half + form, use.name, (lemma, rest, (), lead)
            if parts and use.name == "finite":
                yield form, use.name, (lemma, rest, (half,), ())
            if parts and use.name == "infinitive":
                yield from ((half + x + form, use.name, (lemma, rest, (), ())) for x in speech.infixes)


def _inflected(words: list[str]) -> tuple[list[str], list[str]]:
    """The words before the one with `+`, and those from it on; where none has one, the first is inflected."""
    at = next((i for i, w in enumerate(words) if "+" in w), 0)
    return words[:at], words[at:]


def _paradigm(head: str, speech: Speech) -> tuple[str, Paradigm]:
    """Stem and endings of a verb as a language file writes it."""
    if "+" in head:
        stem, _, name = head.partition("+")
        return stem, speech.paradigms[name]
    return "", speech.irregular[head]
