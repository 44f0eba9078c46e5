"""Article to Doc: the order of the steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.lang import load, primary
from recoupe.lang.language import NEUTRAL, Language
from recoupe.model import Doc, Sentence, Token
from recoupe.text.clitics import known
from recoupe.text.marks import marks, pair, style
from recoupe.text.paragraphs import paragraphs
from recoupe.text.quotations import quotations
from recoupe.text.sentences import rules as stops
from recoupe.text.sentences import sentences
from recoupe.text.tagger import tagger
from recoupe.text.tokens import rules, tokenize

if TYPE_CHECKING:
    from recoupe.model import Article


def parse(article: Article, *, tag: bool = True, limit: int | None = None) -> Doc:
    """Read the linguistic structure of `article`, of its first `limit` characters if it is longer.

    `tag` fills `Token.pos` where the language has weights.
    """
    lang = primary(article.lang)
    language = load(Language, lang) or NEUTRAL
    text = article.text
    spans = paragraphs(text, article.boilerplate, limit)
    habits = style(text, language)
    words, ends = rules(language, known(lang)), stops(language)
    tokens: list[Token] = []
    found: list[Sentence] = []
    pairings = []
    for span in spans:
        seen = marks(text, span, habits)
        pairing = pair(seen)
        pairings.append(pairing)
        first = len(tokens)
        tokens += tokenize(text, *span, words)
        opening = {m.start for m, _ in pairing.pairs} | {m.start for m in pairing.opens}
        closing = {m.start for _, m in pairing.pairs} | {m.start for m in pairing.closes}
        found += sentences(tokens, first, len(tokens), ends, opening=opening, closing=closing)
    quoted = quotations(text, spans, pairings, found, dialogue_dash=language.dialogue_dash)
    model = tagger(lang) if tag else None
    tokens = model.tag(tokens, found) if model else tokens
    unheard = model.unheard(t.text for t in tokens) if model else frozenset()
    return Doc(article, lang, tuple(tokens), tuple(found), spans, quoted, unheard)
