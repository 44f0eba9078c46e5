"""STIX 2.1, one bundle: reports (articles), identities (publishers, speakers), locations, notes (statements).

Source: OASIS Standard "STIX Version 2.1" (2021). Ids are UUIDv5 of recoupe's own ids: an article gives the
same objects everywhere. `created` is the day of publication; 1970 where nobody knows it. An object is written once.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from typing import TYPE_CHECKING, Any

from recoupe.export import _fragments, _view, json
from recoupe.export._look import Look, Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recoupe.model import Actor, Article, Reading, Statement

    Thing = dict[str, Any]

SUFFIX = ".stix"
BETWEEN = ""
_SPACE = uuid.UUID("6f1b7c0e-52a5-5d0c-9c1e-0d1f6f0a7b21")
_EPOCH = "1970-01-01T00:00:00.000Z"
_CLASSES = {"person": "individual", "organisation": "organization", "government": "organization", "group": "group"}
_PLACES = {"country", "place"}


def head(look: Look) -> str:  # noqa: ARG001
    """Nothing: see `stream`."""
    return ""


def piece(reading: Reading, look: Look) -> Piece:
    """The objects of one article, one a line."""
    return Piece("".join(json.dumps(o) + "\n" for o in objects(reading, full_text=look.full_text)))


def tail(entries: Iterable[str], look: Look) -> str:  # noqa: ARG001
    """Nothing."""
    return ""


def stream(pieces: Iterable[Piece], look: Look) -> Iterator[str]:  # noqa: ARG001
    """The bundle of `pieces`; its id is that of its objects and stands last."""
    yield '{"type":"bundle","objects":['
    seen: set[str] = set()
    digest, between = hashlib.sha256(), "\n"
    for one in pieces:
        for line in one.text.splitlines():
            if line in seen:
                continue
            seen.add(line)
            digest.update(line.encode())
            yield between + line
            between = ",\n"
    yield f'\n],"id":"{_id("bundle", digest.hexdigest())}"}}\n'


def objects(reading: Reading, *, full_text: bool = False) -> Iterator[Thing]:
    """All objects of `reading`. Without `full_text` no more of the text than the statements."""
    article = reading.article
    created = _time(article)
    publisher = _publisher(article)
    named = [a for a in reading.actors if a.type in _CLASSES or a.type == "country"]
    ids = {a.id: _id(_sort(a), a.id) for a in named}
    spoken = [(s, ids.get(s.actor or "") or publisher["id"]) for s in reading.statements]
    notes = [_note(article, s, about, created) for s, about in spoken]
    made: list[Thing] = [publisher, *(_actor(a, created) for a in named), *notes]
    yield from made
    yield _report(article, made, created, full_text=full_text)


def _id(sort: str, name: str) -> str:
    return f"{sort}--{uuid.uuid5(_SPACE, name)}"


def _sort(actor: Actor) -> str:
    return "location" if actor.type in _PLACES and actor.country else "identity"


def _base(sort: str, name: str, created: str) -> Thing:
    return {"type": sort, "spec_version": "2.1", "id": _id(sort, name), "created": created, "modified": created}


def _time(article: Article) -> str:
    """The time of publication in UTC, or midnight of its day."""
    try:
        at = dt.datetime.fromisoformat(article.published or "")
        at = at.astimezone(dt.UTC) if at.tzinfo else at
    except (ValueError, OverflowError):
        return f"{article.day.isoformat()}T00:00:00.000Z" if article.day else _EPOCH
    return at.strftime(f"{at.year:04}-%m-%dT%H:%M:%S.000Z")


def _publisher(article: Article) -> Thing:
    name = article.site or "unknown publisher"
    return _base("identity", f"site {name}", _EPOCH) | {"name": name, "identity_class": "organization"}


def _actor(actor: Actor, created: str) -> Thing:
    made = _base(_sort(actor), actor.id, created) | {"name": _view.line(actor.name) or actor.id}
    if made["type"] == "location":
        return made | {"country": actor.country}
    role = {"roles": [actor.role.replace("_", " ")]} if actor.role else {}
    return made | {"identity_class": _CLASSES.get(actor.type, "organization")} | role


def _note(article: Article, s: Statement, about: str, created: str) -> Thing:
    """A statement: who says it in `authors`, what in `content`, how in `labels`."""
    made = _base("note", s.id, created) | {
        "abstract": f"{_view.speaker(article.text, s)} {_view.STANCES[s.stance]}",
        "content": _view.words(article.text, s.content) or s.id,
        "object_refs": [about],
        "labels": [s.stance, s.form],
        "confidence": round(100 * s.confidence),
    }
    made |= {"authors": [_view.line(s.who)]} if s.who and _view.line(s.who) else {}
    return made | _told(article, _fragments.url(article.url, article.text, s.content[0]))


def _report(article: Article, made: list[Thing], created: str, *, full_text: bool) -> Thing:
    report = _base("report", article.id, created) | {
        "name": _view.line(article.title or "") or article.ref,
        "created_by_ref": made[0]["id"],
        "published": created,
        "object_refs": list(dict.fromkeys(o["id"] for o in made)),
        "labels": [article.kind],
    }
    report |= {"description": article.text} if full_text and article.text else {}
    return report | _told(article, article.url)


def _told(article: Article, url: str | None) -> Thing:
    """Language and address."""
    lang = {"lang": article.lang} if article.lang else {}
    return lang | ({"external_references": [{"source_name": article.site or "source", "url": url}]} if url else {})
