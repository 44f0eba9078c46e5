"""FollowTheMoney entities, one a line: articles, those who speak or are named, mentions, and statements as notes.

Schemata and properties of followthemoney 4. Places and documents that are named are mentions alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recoupe.export import _fragments, _view, json
from recoupe.export._look import Look, Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recoupe.model import Actor, Article, Reading, Statement

    Entity = dict[str, Any]

SUFFIX = ".ftm"
BETWEEN = ""
SCHEMATA = {
    "person": "Person",
    "organisation": "Organization",
    "government": "PublicBody",
    "country": "PublicBody",
    "group": "LegalEntity",
}


def head(look: Look) -> str:  # noqa: ARG001
    """Nothing."""
    return ""


def piece(reading: Reading, look: Look) -> Piece:
    """The entities of one article."""
    return Piece("".join(json.dumps(e) + "\n" for e in entities(reading, full_text=look.full_text)))


def tail(entries: Iterable[str], look: Look) -> str:  # noqa: ARG001
    """Nothing."""
    return ""


def entities(reading: Reading, *, full_text: bool = False) -> Iterator[Entity]:
    """All entities of `reading`. Without `full_text` no more of the text than the statements."""
    article = reading.article
    yield _article(article, full_text=full_text)
    known = {a.id for a in reading.actors if a.type in SCHEMATA}
    for actor in reading.actors:
        if actor.id in known:
            yield _actor(actor)
        yield _mention(article, actor, resolved=actor.id in known)
    for s in reading.statements:
        yield _note(article, s, s.actor if s.actor in known else None)


def _entity(name: str, schema: str, properties: dict[str, Iterable[str | None]]) -> Entity:
    kept = {key: [v for v in values if v] for key, values in properties.items()}
    return {"id": name, "schema": schema, "properties": {key: values for key, values in kept.items() if values}}


def _article(article: Article, *, full_text: bool) -> Entity:
    title = _view.line(article.title or "") or article.ref
    day = article.day.isoformat() if article.day else None
    site = f"https://{article.site}/" if article.site else None
    given: dict[str, Iterable[str | None]] = {
        "title": [title],
        "sourceUrl": [article.url],
        "publishedAt": [day],
        "author": map(_view.line, article.authors),
        "publisher": [article.site],
        "publisherUrl": [site],
        "bodyText": [article.text if full_text else None],
    }
    return _entity(article.id, "Article", given)


def _actor(actor: Actor) -> Entity:
    role = actor.role.replace("_", " ") if actor.role else None
    country = actor.country.lower() if actor.country else None
    given: dict[str, Iterable[str | None]] = {"name": [_view.line(actor.name)], "country": [country]}
    return _entity(actor.id, SCHEMATA[actor.type], given | ({"position": [role]} if actor.type == "person" else {}))


def _mention(article: Article, actor: Actor, *, resolved: bool) -> Entity:
    given: dict[str, Iterable[str | None]] = {
        "document": [article.id],
        "name": [_view.line(actor.name)],
        "resolved": [actor.id if resolved else None],
        "detectedSchema": [SCHEMATA.get(actor.type)],
        "contextCountry": [actor.country.lower() if actor.country else None],
    }
    return _entity(f"m-{actor.id}", "Mention", given)


def _note(article: Article, s: Statement, speaker: str | None) -> Entity:
    told = f"{_view.speaker(article.text, s)} {_view.STANCES[s.stance]}"
    given: dict[str, Iterable[str | None]] = {
        "name": [told],
        "description": [_view.words(article.text, s.content)],
        "entity": [article.id, speaker],
        "sourceUrl": [_fragments.url(article.url, article.text, s.content[0])],
        "keywords": [s.stance, s.form],
    }
    return _entity(s.id, "Note", given)
