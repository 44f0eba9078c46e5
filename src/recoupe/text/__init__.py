"""Article to Doc: paragraphs, tokens, sentences, quotations, parts of speech."""

from recoupe.text.parse import parse

__all__ = ["parse"]
