"""What the API gives: the keys of `recoupe … --format json`, typed."""

from __future__ import annotations

from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

T = TypeVar("T")


class Model(BaseModel):
    """What all have in common: no key that is not named here."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Problem(Model):
    """What went wrong (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    mend: str = ""


class Page(Model, Generic[T]):
    """A part of a list; `next` is the cursor of the part that follows, None at the end."""

    items: list[T]
    next: str | None = None


class Article(Model):
    """An article, without its text."""

    id: str
    ref: str
    url: str | None
    site: str | None
    lang: str | None
    title: str | None
    published: str | None = Field(description="ISO 8601, as the page has it")
    story: str


class Statement(Model):
    """A statement: who said what, in which article; its side in its claim, if it is in one."""

    id: str
    who: str | None
    words: str
    stance: str
    form: str
    actor: str | None
    claim: str | None
    side: str | None
    disputed: bool
    article: Article


class Story(Model):
    """A story: `origins` are its articles that are no copy of another one in it."""

    id: str
    headline: str
    lang: str | None
    articles: int
    origins: int
    sites: list[str]
    langs: list[str]
    disputed: int = Field(description="claims in it that are disputed")
    first: str | None
    last: str | None


class Claim(Model):
    """A claim, with its statements where one claim is asked for."""

    id: str
    words: str
    disputed: bool
    articles: int
    origins: int
    sites: list[str]
    langs: list[str]
    first: str | None
    last: str | None
    statements: list[Statement] = []


class Actor(Model):
    """An actor, with all names."""

    id: str
    name: str
    names: list[str]
    type: str | None
    country: str | None
    role: str | None
    articles: int
    first: str | None
    last: str | None


class Site(Model):
    """A site: articles, how many of them are copies."""

    site: str
    articles: int
    copies: int
    langs: list[str]
    first: str | None
    last: str | None
    network: str | None
