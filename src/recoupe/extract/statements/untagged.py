"""Parts of speech by the language's data, for a language without weights of the tagger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.lang import load
from recoupe.lang.names import Names
from recoupe.text.letters import spelled

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
    if not text[:1].isalnum():
        return "PUNCT"
    if text[0].isdigit():
        return "NUM"
    if w in prepositions or w in lex.words["prepositions"]:
        return "ADP"
    if any(w in lex.words[k] for k in _DETERMINERS):
        return "DET"
    if w in lex.categories:
        return _BY_CATEGORY[lex.categories[w]]
    if w in lex.nouns or w in lex.speakers or w in lex.words["document_nouns"]:
        return "NOUN"
    if w in lex.verbs:
        return "VERB"
    if w in lex.words["negations"]:
        return "PART"
    return "PROPN" if text[0].isupper() and (not opens or w not in lex.words["adverbs_between"]) else "ADV"
