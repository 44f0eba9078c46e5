"""What the API gives. Keys are those that `recoupe … --format json` writes, where both have them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import BaseModel, Field

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recoupe.ledger import Entry, Listed, Said
    from recoupe.ledger import Site as SiteOf
    from recoupe.web.asking.claims import Sided, Voice
    from recoupe.web.asking.stories import Card

T = TypeVar("T")


class Model(BaseModel):
    """What all have in common."""

    model_config = {"extra": "forbid", "frozen": True}


class Leaf(Model, Generic[T]):
    """A part of a list. `next` is the cursor of what follows, null at the end."""

    items: list[T]
    next: str | None = None


class Problem(Model):
    """What went wrong (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str | None = None


class Article(Model):
    """An article, without its text."""

    id: str
    ref: str
    url: str | None = None
    site: str | None = None
    kind: str
    lang: str | None = None
    title: str | None = None
    published: str | None = Field(None, description="ISO 8601, as the page has it")
    story: str
    later: str | None = Field(None, description="the version that stands at its address now; null where it is this one")
    gone: str | None = Field(None, description="ISO 8601: since when it is not at its address any more")

    @classmethod
    def of(cls, e: Entry) -> Article:
        """From the ledger's."""
        return cls(
            id=e.id, ref=e.ref, url=e.url, site=e.site, kind=e.kind, lang=e.lang, title=e.title,
            published=e.published, story=e.story, later=e.later, gone=e.gone.isoformat() if e.gone else None,
        )  # fmt: skip


class Statement(Model):
    """One source saying one thing, in the text's own words."""

    id: str
    who: str | None = None
    stance: str
    form: str
    words: str
    actor: str | None = None
    claim: str | None = None
    side: str | None = Field(None, description="for, against or open; null where it is in no claim")
    disputed: bool = False
    confirmed: bool = False
    corrected: list[str] = []
    came: str | None = Field(None, description="when it was seen first, of words that came with an edit of the page")
    article: Article

    @classmethod
    def of(cls, s: Said) -> Statement:
        """From the ledger's."""
        t = s.statement
        return cls(
            id=t.id, who=t.who, stance=t.stance, form=t.form, words=s.words, actor=s.actor, claim=s.claim,
            side=s.polarity, disputed=s.disputed, confirmed=s.confirmed, corrected=list(s.corrected),
            came=s.came.isoformat() if s.came else None, article=Article.of(s.entry),
        )  # fmt: skip


class Group(Model):
    """What a story, a claim, an actor and a network have in common: articles, independent origins, days."""

    id: str
    name: str
    members: int
    articles: int
    origins: int
    sites: list[str]
    langs: list[str]
    first: str | None = None
    last: str | None = None


class Story(Group):
    """A story; `title` is its headline in the language that was asked for, if there is one."""

    title: str
    title_lang: str | None = None
    disputed: bool

    @classmethod
    def of(cls, c: Card) -> Story:
        """From a card."""
        return cls(**group(c.listed), title=c.title, title_lang=c.lang, disputed=c.disputed)


class Side(Model):
    """Somebody saying one thing: first, and where the same words stand again."""

    first: Statement
    again: list[Statement]

    @classmethod
    def all(cls, voices: Iterable[Voice]) -> list[Side]:
        """From voices."""
        return [cls(first=Statement.of(v.first), again=[Statement.of(s) for s in v.again]) for v in voices]


class Claim(Model):
    """A claim with its sides; `unsourced` are those who name no source."""

    id: str
    words: str
    lang: str | None = None
    disputed: bool
    pro: list[Side] = Field(serialization_alias="for")
    against: list[Side]
    open: list[Side]
    unsourced: list[Side]

    @classmethod
    def of(cls, c: Sided) -> Claim:
        """From a claim."""
        pro, against, neither, loose = map(Side.all, (c.pro, c.contra, c.open, c.loose))
        return cls(
            id=c.id, words=c.words, lang=c.lang, disputed=c.disputed, pro=pro, against=against, open=neither,
            unsourced=loose,
        )  # fmt: skip


class Actor(Group):
    """A person, an organisation, a government."""

    names: list[str]
    type: str | None = None
    country: str | None = None
    role: str | None = None

    @classmethod
    def of(cls, g: Listed) -> Actor:
        """From the ledger's."""
        return cls(**group(g), names=list(g.names), type=g.type, country=g.country, role=g.role)


class Site(Model):
    """A publisher's host."""

    site: str
    articles: int
    copies: int
    langs: list[str]
    first: str | None = None
    last: str | None = None
    network: str | None = None

    @classmethod
    def of(cls, s: SiteOf) -> Site:
        """From the ledger's."""
        return cls(
            site=s.host, articles=s.articles, copies=s.copies, langs=list(s.langs), first=day(s.first),
            last=day(s.last), network=s.network,
        )  # fmt: skip


def group(g: Listed) -> dict[str, Any]:
    """The keys of a group."""
    return {
        "id": g.group.id, "name": g.name, "members": g.group.size, "articles": g.articles, "origins": g.origins,
        "sites": list(g.sites), "langs": list(g.langs), "first": day(g.group.first), "last": day(g.group.last),
    }  # fmt: skip


def day(at: object) -> str | None:
    """A day as it is written, None where there is none."""
    return str(at) if at else None
