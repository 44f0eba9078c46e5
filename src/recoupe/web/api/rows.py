"""What a ledger gives, as models of the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.web.api import models

if TYPE_CHECKING:
    import datetime as dt

    from recoupe.ledger import Entry, Listed, Said, Site
    from recoupe.web.asking.cards import Card


def article(e: Entry) -> models.Article:
    """An article."""
    return models.Article(
        id=e.id, ref=e.ref, url=e.url, site=e.site, lang=e.lang, title=e.title, published=e.published, story=e.story
    )


def statement(s: Said) -> models.Statement:
    """A statement."""
    told = s.statement
    return models.Statement(
        id=told.id,
        who=told.who,
        words=s.words,
        stance=told.stance,
        form=told.form,
        actor=s.actor,
        claim=s.claim,
        side=s.polarity,
        disputed=s.disputed,
        article=article(s.entry),
    )


def story(c: Card) -> models.Story:
    """A story."""
    return models.Story(
        id=c.id,
        headline=c.headline,
        lang=c.lang,
        articles=c.articles,
        origins=c.origins,
        sites=list(c.sites),
        langs=list(c.langs),
        disputed=c.disputed,
        first=c.first,
        last=c.last,
    )


def claim(g: Listed, said: list[Said] | None = None) -> models.Claim:
    """A claim."""
    return models.Claim(
        id=g.group.id,
        words=g.name,
        disputed=g.group.disputed,
        articles=g.articles,
        origins=g.origins,
        sites=list(g.sites),
        langs=list(g.langs),
        first=_day(g.group.first),
        last=_day(g.group.last),
        statements=list(map(statement, said or ())),
    )


def actor(g: Listed) -> models.Actor:
    """An actor."""
    return models.Actor(
        id=g.group.id,
        name=g.name,
        names=list(g.names),
        type=g.type,
        country=g.country,
        role=g.role,
        articles=g.articles,
        first=_day(g.group.first),
        last=_day(g.group.last),
    )


def site(s: Site) -> models.Site:
    """A site."""
    return models.Site(
        site=s.host,
        articles=s.articles,
        copies=s.copies,
        langs=list(s.langs),
        first=_day(s.first),
        last=_day(s.last),
        network=s.network,
    )


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
