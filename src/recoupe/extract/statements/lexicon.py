"""The words of attribution of one language, indexed by their forms."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field, fields
from typing import NamedTuple

from recoupe.lang import load
from recoupe.lang.names import Names
from recoupe.lang.speech import Paradigm, Speech, Words

MARKS = frozenset("«»“”„‟\"‹›‘’'‚‛″״")
_REMEMBERED = 50_000
_CUES = ("prepositions", "weak_prepositions", "adverbs")
_OPENINGS = ("complementisers", "interrogatives", "infinitive_marks", "of_marks", "as_marks", "for_marks")
_PHRASAL = ("determiners", "possessives", "np_links")
_INNER_MARKS = frozenset({"'s", "-", "&", "/", "."})
_BOUNDARIES = ("prepositions", "coordinators", "subordinators")
_CATEGORIES = (
    "complementisers", "interrogatives", "infinitive_marks", "of_marks", "as_marks", "for_marks", "hearer_marks",
    "by_marks",
    "subject_pronouns", "determiners", "relative_pronouns", "subordinators", "coordinators", "auxiliaries",
)  # fmt: skip


class Form(NamedTuple):
    """What a written word is by itself: its plain spelling, and what kind of thing ("" for a word that needs a tag).

    `mark`: a quotation mark. `word`: it has a letter or digit at an end. `verb`: a form of a verb of speech.
    """

    low: str
    kind: str
    mark: bool
    word: bool
    verb: bool


class Verb(NamedTuple):
    """A verb as one form of it shows: its lemma, the classes it may have, the uses of this form, words that follow."""

    lemma: str
    classes: frozenset[str]
    uses: frozenset[str]
    rest: Words


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`Speech` ready for look-up: forms to verbs, nouns to stances, phrases by first word, sets of words.

    `categories` gives the kind of a function word, the first in `_CATEGORIES` that lists it. `speakers` gives the kind
    of nouns that can speak, `voices` pronouns of the first and second person, as "self", "selves", "hearer". A cue
    begins with one of `cue_words`, one of several words perhaps with one of `openers`, what may end a content with one
    of `boundary_words`. `np_openers` are what a noun phrase may begin with besides the tags of one,
    `content_openers` what can tell that a content begins or the sentence ends.
    """

    speech: Speech
    verbs: dict[str, tuple[Verb, ...]]
    nouns: dict[str, str]
    phrases: dict[str, dict[str, tuple[Words, ...]]]
    words: dict[str, frozenset[str]]
    categories: dict[str, str]
    speakers: dict[str, str]
    voices: dict[str, str]
    cue_words: frozenset[str]
    boundary_words: frozenset[str]
    openers: frozenset[str]
    np_openers: frozenset[str]
    content_openers: frozenset[str]
    forms: dict[str, Form] = field(default_factory=dict)

    def form(self, text: str) -> Form:
        """What `text`, one token, is."""
        found = self.forms.get(text)
        if found is None:
            if len(self.forms) >= _REMEMBERED:
                self.forms.clear()
            self.forms[text] = found = self._form(text)
        return found

    def _form(self, text: str) -> Form:
        low, mark, word = plain(text), text in MARKS, text[-1:].isalnum() or text[:1].isalnum()
        kind = "mark" if mark else self.categories.get(low) or ("" if word else low)
        return Form(low, kind, mark, word, low in self.verbs)

    def has(self, key: str, word: str) -> bool:
        """Whether `word` is one of the single words listed under `key`."""
        return word in self.words[key]

    def phrase(self, key: str, low: list[str], i: int) -> int:
        """Length in tokens of the longest phrase of `key` that starts at token `i`, 0 if none."""
        for words in self.phrases[key].get(low[i], ()):
            if tuple(low[i : i + len(words)]) == words:
                return len(words)
        return 0


def plain(word: str) -> str:
    """Lower case with the straight apostrophe, as language files write words."""
    return word.lower().replace("’", "'").replace("ʼ", "'")


@functools.cache
def lexicon(code: str) -> Lexicon | None:
    """The lexicon of language `code`, or None where speech is not covered."""
    speech = load(Speech, code)
    if speech is None:
        return None
    listed = [f.name for f in fields(Speech) if isinstance(getattr(speech, f.name), tuple)]
    words = {k: frozenset(w for w in getattr(speech, k) if " " not in w) for k in listed}
    verbs = _verbs(speech)
    nouns = {w: f.name for f in fields(speech.nouns) for w in getattr(speech.nouns, f.name)}
    phrases = {k: _by_first(getattr(speech, k)) for k in listed}
    return Lexicon(
        speech=speech,
        verbs=verbs,
        nouns=nouns,
        phrases=phrases,
        words=words,
        categories={w: k for k in reversed(_CATEGORIES) for w in words[k]},
        speakers=_speakers(load(Names, code)),
        voices=_voices(load(Names, code)),
        cue_words=frozenset().union(verbs, nouns, words["hearsay_auxiliaries"], *(phrases[k] for k in _CUES)),
        boundary_words=frozenset().union(*(phrases[k] for k in _BOUNDARIES)),
        openers=frozenset().union(*(phrases[k] for k in _CUES)),
        content_openers=frozenset({".", "?", "!", ";", ":"}).union(nouns, *(words[k] for k in _OPENINGS)),
        np_openers=_INNER_MARKS.union(phrases["subject_pronouns"], *(words[k] for k in _PHRASAL)),
    )


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
    """Every form of every verb; entries of one tail are merged over classes and uses, and have one of their lemmas."""
    merged: dict[str, dict[Words, tuple[set[str], set[str], set[str]]]] = {}
    for f in fields(speech.verbs):
        for entry in getattr(speech.verbs, f.name):
            head, *rest = entry.split()
            stem, paradigm = _paradigm(head, speech)
            lemma = " ".join([stem + next(iter(paradigm.infinitive), ""), *rest])
            for use in fields(paradigm):
                for ending in getattr(paradigm, use.name):
                    entries = merged.setdefault(stem + ending, {})
                    lemmas, classes, uses = entries.setdefault(tuple(rest), (set(), set(), set()))
                    lemmas.add(lemma)
                    classes.add(f.name)
                    uses.add(use.name)
    return {
        form: tuple(
            Verb(min(lemmas), frozenset(c), frozenset(u), rest)
            for rest, (lemmas, c, u) in sorted(entries.items(), key=lambda e: (-len(e[0]), e[0]))
        )
        for form, entries in merged.items()
    }


def _paradigm(head: str, speech: Speech) -> tuple[str, Paradigm]:
    """Stem and endings of a verb as a language file writes it."""
    if "+" in head:
        stem, _, name = head.partition("+")
        return stem, speech.paradigms[name]
    return "", speech.irregular[head]
