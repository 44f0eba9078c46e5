"""W3C Web Annotation (JSON-LD): a page of annotations, one an article and one a statement.

Source: W3C Recommendation "Web Annotation Data Model" (2017). A statement's targets are its content spans, each by
TextQuoteSelector and by TextPositionSelector; positions count code points of the cleaned text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recoupe.export import _fragments, _view, json
from recoupe.export._look import Look, Piece

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recoupe.model import Article, Reading, Span, Statement

SUFFIX = ".jsonld"
BETWEEN = ",\n"
CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def head(look: Look) -> str:  # noqa: ARG001
    """Open the page of annotations."""
    return f'{{"@context": "{CONTEXT}", "type": "AnnotationPage", "items": [\n'


def piece(reading: Reading, look: Look) -> Piece:
    """The annotations of one article."""
    return Piece(BETWEEN.join(json.dumps(a) for a in items(reading, full_text=look.full_text)))


def tail(entries: Iterable[str], look: Look) -> str:  # noqa: ARG001
    """Close it."""
    return "\n]}\n"


def items(reading: Reading, *, full_text: bool = False) -> list[dict[str, Any]]:
    """One annotation for the article, one for each statement. Without `full_text` only headline and statements."""
    article = reading.article
    return [_described(article, full_text=full_text), *(_statement(article, s) for s in reading.statements)]


def _described(article: Article, *, full_text: bool) -> dict[str, Any]:
    shown = (article.title, article.text if full_text else None)
    made: dict[str, Any] = {"id": f"urn:recoupe:{article.id}", "type": "Annotation", "motivation": "describing"}
    bodies = [_body(text, article.lang, "describing") for text in shown if text]
    return made | ({"body": bodies} if bodies else {}) | {"target": _source(article)}


def _statement(article: Article, s: Statement) -> dict[str, Any]:
    tags = [f"stance:{s.stance}", f"form:{s.form}", *([f"who:{_view.line(s.who)}"] if s.who else [])]
    return {
        "id": f"urn:recoupe:{s.id}",
        "type": "Annotation",
        "motivation": "tagging",
        "body": [_body(tag, None, "tagging") for tag in tags],
        "target": [_target(article, span) for span in s.content],
    }


def _body(value: str, lang: str | None, purpose: str) -> dict[str, str]:
    made = {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}
    return made | ({"language": lang} if lang else {})


def _target(article: Article, span: Span) -> dict[str, Any]:
    """A passage by its words, by its place, and by its address in a browser where the page has one."""
    prefix, suffix = _fragments.context(article.text, span)
    quoted = {"type": "TextQuoteSelector", "exact": article.text[slice(*span)]}
    quoted |= {key: text for key, text in (("prefix", prefix), ("suffix", suffix)) if text}
    place = {"type": "TextPositionSelector", "start": span[0], "end": span[1]}
    made: dict[str, Any] = {"source": _source(article), "selector": [quoted, place]}
    address = _fragments.url(article.url, article.text, span)
    if address:
        fragment = {"type": "FragmentSelector", "value": address.partition("#")[2]}
        made["selector"].append(fragment | {"conformsTo": "https://wicg.github.io/scroll-to-text-fragment/"})
    return made


def _source(article: Article) -> str:
    return article.url or f"urn:recoupe:{article.id}"
