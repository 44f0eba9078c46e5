"""What the API takes and gives of people, follows, alerts and decisions: the shapes that OpenAPI describes."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from recoupe.accounts import Scope
from recoupe.follows import AlertState, DeliveryState, FollowKind, Way

Id = Annotated[str, Field(pattern=r"^[a-z]1[0-9a-f]{16}$", description="An id of the ledger.")]
Verdict = Literal["confirm", "correct", "hide", "merge", "split", "rename", "check"]


class _Taken(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Me(BaseModel):
    """Who asks."""

    name: str = Field(description="As one signs in.")
    via: Literal["nobody", "owner", "session", "key"] = Field(description="How they are known.")
    may: list[Scope] = Field(description="What they may do.")


class NewFollow(_Taken):
    """What to follow."""

    kind: FollowKind = Field(description="Of what kind it is.")
    what: str = Field(min_length=1, max_length=1_000, description="A query for search and articles, else an id.")
    name: str = Field("", max_length=200, description="What to call it; left out, the query or the name of the group.")


class Follow(BaseModel):
    """What is followed."""

    id: str = Field(description="Its id.")
    kind: FollowKind = Field(description="Of what kind it is.")
    what: str = Field(description="A query, or an id.")
    name: str = Field(description="What it is called.")
    made: dt.datetime = Field(description="Since when it is followed.")


class News(BaseModel):
    """A statement or an article that came."""

    id: str = Field(description="Of the statement or the article.")
    article: str = Field(description="The article's id.")
    url: str | None = Field(description="Where the page is.")
    site: str | None = Field(description="The publisher's host.")
    lang: str | None = Field(description="The language, ISO 639-1.")
    title: str | None = Field(description="The headline.")
    published: str | None = Field(description="When the page says that it was published.")
    story: str = Field(description="The story's id.")
    who: str | None = Field(description="Who says it.")
    stance: str | None = Field(description="What they do with it.")
    words: str | None = Field(description="What was said, in the text's own words; null of an article.")
    actor: str | None = Field(description="The actor's id.")
    claim: str | None = Field(description="The claim's id.")
    side: str | None = Field(description="The side taken in the claim.")
    disputed: bool = Field(description="Whether the claim is disputed.")


class NewAlert(_Taken):
    """How to be told."""

    follow: Id = Field(description="Of what: a follow of one's own.")
    way: Way = Field(description="By what.")
    target: str = Field("", max_length=2_000, description="An address of the web or of mail; nothing for a feed.")
    every: Literal[0, 3600, 86400, 604800] = Field(0, description="Seconds at least between two deliveries.")


class AlertChange(_Taken):
    """What an alert becomes."""

    state: Literal["active", "paused"] = Field(description="Its state.")


class Alert(BaseModel):
    """How one is told."""

    id: str = Field(description="Its id.")
    follow: str = Field(description="Of what.")
    way: Way = Field(description="By what.")
    target: str = Field(description="Where to.")
    every: int = Field(description="Seconds at least between two deliveries.")
    state: AlertState = Field(description="Broken: given up.")
    error: str = Field(description="The last error, in words.")
    made: dt.datetime = Field(description="Since when.")


class MadeAlert(Alert):
    """An alert that was just made."""

    secret: str = Field(description="What a webhook is signed with, or the part of a feed's address; shown this once.")
    feeds: list[str] = Field(description="Of a feed, its addresses.")


class Delivery(BaseModel):
    """What was sent, or will be."""

    id: str = Field(description="Its id: webhook-id, and in Message-ID.")
    made: dt.datetime = Field(description="When it was put together.")
    due: dt.datetime | None = Field(description="When it is tried next.")
    state: DeliveryState = Field(description="What became of it.")
    tries: int = Field(description="How often it was tried.")
    error: str = Field(description="What was wrong with the last try.")
    sent: dt.datetime | None = Field(description="When it was sent.")
    items: list[str] = Field(description="Ids of statements or articles.")


class NewDecision(_Taken):
    """What to decide."""

    verdict: Verdict = Field(description="What is decided.")
    ids: list[Id] = Field(min_length=1, max_length=200, description="Of what: one thing, but for merge.")
    members: list[Id] = Field(default=[], max_length=1_000, description="Of split: the members that go.")
    name: str = Field("", max_length=300, description="Of rename.")
    who: str = Field("", max_length=300, description="Of correct: who says it.")
    stance: str = Field("", max_length=20, description="Of correct: what they do.")
    opposite: bool = Field(default=False, description="Of merge of two claims: what one says the other denies.")
    rating: str = Field("", max_length=300, description="Of check: the verdict in words.")
    reviewer: str = Field("", max_length=300, description="Of check: who checked.")
    url: str = Field("", max_length=2_000, description="Of check: where it can be read.")
    claim: str = Field("", max_length=2_000, description="Of check: what is claimed.")
    claimant: str = Field("", max_length=300, description="Of check: who claims it.")
    note: str = Field("", max_length=2_000, description="Why.")


class Made(BaseModel):
    """A decision that was just made."""

    decision: str = Field(description="Its id, to take it back.")


class Decision(BaseModel):
    """What was decided in one go."""

    decision: str = Field(description="Its id.")
    kind: str = Field(description="Of what kind of thing.")
    verdict: str = Field(description="What was decided.")
    facts: list[str] = Field(description="The ids that it touches.")
    value: str = Field(description="A name, or a correction or fact check in JSON.")
    person: str = Field(description="Who decided.")
    note: str = Field(description="Why.")
    made: dt.datetime | None = Field(description="When.")
    withdrawn: dt.datetime | None = Field(description="When it was taken back.")
    withdrawn_by: str = Field(description="By whom.")


class Line(BaseModel):
    """A line of the log."""

    nr: int = Field(description="Its number; give it for `before` to go on after it.")
    made: dt.datetime = Field(description="When.")
    person: str = Field(description="Who.")
    action: str = Field(description="What was done.")
    object: str = Field(description="To what.")
    what: str = Field(description="The same in words.")
    origin: str = Field(description="From which address.")
