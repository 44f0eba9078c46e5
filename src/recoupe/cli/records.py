"""What the ledger's lists show, as objects of JSON; docs/cli.md names their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt

    from recoupe.accounts import Person, Token
    from recoupe.follows import Alert, Delivery
    from recoupe.ledger import Entry, Listed, Said, Site, TakenDown
    from recoupe.link.edits import Change
    from recoupe.model import ClaimReview, Link, Review
    from recoupe.sources import Channel, Health, Tally, Unkept

Row = dict[str, Any]


def entry(e: Entry) -> Row:
    """An article."""
    keys = ("id", "ref", "url", "site", "lang", "title", "published", "story", "later")
    return {key: getattr(e, key) for key in keys} | {"gone": _time(e.gone)}


def found(s: Said) -> Row:
    """A statement as a search finds it, its article beside it."""
    told = s.statement
    row: Row = {"statement": told.id, "who": told.who, "stance": told.stance, "words": s.words, "actor": s.actor}
    row |= {"claim": s.claim, "side": s.polarity, "disputed": s.disputed, "came": _time(s.came)}
    return row | {"article": entry(s.entry)}


def said(s: Said) -> Row:
    """A statement with its form, its article beside it."""
    row = found(s)
    article = row.pop("article")
    return row | {"form": s.statement.form, "article": article}


def factcheck(r: ClaimReview) -> Row:
    """What a fact check says, in the page's own words."""
    keys = ("claim", "rating", "value", "reviewer", "url", "published", "claimant", "said_on", "lang", "title")
    return {key: getattr(r, key) for key in keys}


def listed(g: Listed) -> Row:
    """A story, claim, actor or network; keys that its kind does not have are left out."""
    kind = g.group.kind
    row: Row = {kind: g.group.id, "name": g.name, "members": g.group.size, "articles": g.articles}
    row |= {"origins": g.origins, "sites": list(g.sites), "langs": list(g.langs)}
    row |= {"first": _day(g.group.first), "last": _day(g.group.last)}
    if kind == "claim":
        row["disputed"] = g.group.disputed
    if kind == "actor":
        row |= {"names": list(g.names), "type": g.type, "country": g.country, "role": g.role}
    return row


def site(s: Site) -> Row:
    """A site."""
    row: Row = {"site": s.host, "articles": s.articles, "copies": s.copies, "langs": list(s.langs)}
    return row | {"first": _day(s.first), "last": _day(s.last), "network": s.network}


def copy(link: Link, copied: Entry | None, source: Entry | None) -> Row:
    """A copy and what it was taken from, with the articles themselves where the ledger has them."""
    row: Row = {"ref": copied.ref if copied else link.a, "of": source.ref if source else link.b}
    row |= {"kind": link.sort, "share": link.share, "certain": link.certain, "reasons": list(link.reasons)}
    return row | {"copy": entry(copied) if copied else None, "source": entry(source) if source else None}


def change(c: Change) -> Row:
    """What changed between two versions of an article."""
    row: Row = {"kind": c.kind, "before": c.before, "after": c.after, "who": c.who}
    return row | {"statements": list(c.statements), "stances": list(c.stances), "alike": c.alike}


def person(p: Person) -> Row:
    """Somebody who may sign in."""
    return {"user": p.name, "role": p.role, "made": _time(p.made), "seen": _time(p.seen)}


def token(t: Token) -> Row:
    """A key to the API, but for its secret."""
    row: Row = {"token": t.id, "user": t.person, "label": t.label, "scopes": list(t.scopes)}
    return row | {"made": _time(t.made), "ends": _time(t.ends), "used": _day(t.used)}


def alert(a: Alert, last: Delivery | None) -> Row:
    """An alert, with what became of its last delivery; never with its secret."""
    row: Row = {"alert": a.id, "name": a.follow.name, "kind": a.follow.kind, "what": a.follow.what}
    row |= {"user": a.follow.person, "way": a.way, "target": a.target, "every": a.every, "state": a.state}
    row |= {"error": a.error, "delivery": last.state if last else None, "items": len(last.items) if last else 0}
    return row | {"at": _time(last.sent or last.due or last.made) if last else None, "made": _time(a.made)}


def taken_down(t: TakenDown) -> Row:
    """That an article was taken down, as a change; what was answered stands for what came after."""
    row: Row = {"kind": "taken_down", "before": t.entry.title, "after": t.answer, "who": None}
    return row | {"statements": [], "stances": [], "alike": 0.0}


def health(h: Health, today: dt.date) -> Row:
    """A source and how it fares."""
    s = h.source
    row: Row = {"source": s.id, "home": s.home, "site": s.site, "state": s.state, "channels": len(h.channels)}
    row |= {"news": _time(h.news), "errors": h.errors, "error": h.error}
    return row | {"articles_a_day": round(h.per_day(today), 1), "waiting": h.waiting, "added": _time(s.added)}


def channel(c: Channel) -> Row:
    """A feed or sitemap of a source."""
    row: Row = {"url": c.url, "kind": c.kind, "every": c.every, "full": c.full, "gone": c.gone}
    row |= {key: _time(getattr(c, key)) for key in ("polled", "news", "due")}
    return row | {"errors": c.errors, "error": c.error}


def tally(t: Tally) -> Row:
    """What a source gave on one day."""
    row: Row = {"day": t.day.isoformat()}
    return row | {key: getattr(t, key) for key in ("polls", "errors", "items", "articles")}


def unkept(u: Unkept) -> Row:
    """Why pages of a source were not kept."""
    return {key: getattr(u, key) for key in ("decision", "reason", "pages", "example")}


def review(r: Review) -> Row:
    """What a person decided."""
    keys = ("decision", "kind", "verdict", "a", "b", "value", "person", "note")
    row = {key: getattr(r, key) for key in keys} | {"made": r.made.isoformat() if r.made else None}
    return row | {"withdrawn": _time(r.withdrawn), "withdrawn_by": r.withdrawn_by or None}


def _time(at: dt.datetime | None) -> str | None:
    return at.isoformat(timespec="seconds") if at else None


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
