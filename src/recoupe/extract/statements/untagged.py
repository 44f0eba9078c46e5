"""Parts of speech by the language's data, for a language without weights of the tagger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.lang import load
from recoupe.lang.letters import spelled
from recoupe.lang.names import Names

if TYPE_CHECKING:
    from recoupe.extract.statements.lexicon import Lexicon
    from recoupe.model import Doc

_BY_CATEGORY = {
    "complementisers": "SCONJ", "interrogatives": "SCONJ", "subordinators": "SCONJ", "infinitive_marks": "SCONJ",
    "of_marks": "ADP", "as_marks": "ADP", "for_marks": "ADP", "hearer_marks": "ADP", "by_marks": "ADP",
    "subject_pronouns": "PRON", "relative_pronouns": "PRON", "determiners": "DET", "coordinators": "CCONJ",
    "auxiliaries": "AUX",
}  # fmt: skip
_DETERMINERS = ("determiners", "possessives")


def tags(doc: Doc, lex: Lexicon, low: list[str]) -> list[str]:
    """A tag for every token of `doc`: of function words, verbs and nouns that are listed, of names by their capital.

    Any other word is called an adverb: nothing is built on it.
    """
    names = spelled(load(Names, doc.lang))
    prepositions = frozenset(names.grammar.prepositions) if names else frozenset()
    first = {s.first for s in doc.sentences}
    pairs = zip(doc.tokens, low, strict=True)
    return [_tag(t.text, w, lex, prepositions, opens=i in first) for i, (t, w) in enumerate(pairs)]


def _tag(text: str, w: str, lex: Lexicon, prepositions: frozenset[str], *, opens: bool) -> str:
    """The first tag of which the word is one."""
    words = lex.words
    tests = (
        ("PUNCT", not text[:1].isalnum()),
        ("NUM", text[:1].isdigit()),
        ("ADP", w in prepositions or w in words["prepositions"]),
        ("DET", any(w in words[k] for k in _DETERMINERS)),
        (_BY_CATEGORY.get(lex.categories.get(w, ""), ""), w in lex.categories),
        ("NOUN", w in lex.nouns or w in lex.speakers or w in words["document_nouns"]),
        ("VERB", w in lex.verbs),
        ("PART", w in words["negations"]),
        ("PROPN", text[:1].isupper() and not (opens and w in words["adverbs_between"])),
    )
    return next((tag for tag, holds in tests if holds), "ADV")
