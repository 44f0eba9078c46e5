"""What people follow, how they are told of it, and what was sent: the things, and what a ledger keeps of them.

New is what was never told of: each article or statement once, whatever becomes of its page. All times have a zone.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from recoupe import ids

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FollowKind = Literal["search", "articles", "story", "actor", "claim"]
"""Statements that a search finds; articles that it finds; the articles of a story; the statements of an actor, of a
claim."""
Way = Literal["feed", "webhook", "mail"]
AlertState = Literal["active", "paused", "broken"]
"""Paused by people; broken where nobody has answered for so long that one gave up."""
DeliveryState = Literal["waiting", "sent", "empty", "failed"]
"""To be sent, or sent again; sent; nothing of it is there any more; given up."""

RETRIES = tuple(dt.timedelta(minutes=m) for m in (1, 5, 30, 120, 360, 1440))
"""How long to wait after the first, second … failure; after the last of them one gives up."""
LEASE = dt.timedelta(minutes=5)
"""How long a delivery that is being sent is nobody else's; longer than sending may take."""
LATE = dt.timedelta(hours=1)
"""How long before the last look something may have been added that was not seen then: transactions that ended later."""
LINKED = dt.timedelta(days=31)
"""The same, of what is found by links, which come later than their articles."""
MOST = 200
"""Items of a delivery; what is more comes with the next one."""
KEPT = dt.timedelta(days=400)
"""How long is known what was told, and kept what was sent."""


@dataclass(frozen=True, slots=True)
class Follow:
    """What somebody follows. person: their name, "" where it is of whoever has the ledger. what: a query, or an id."""

    id: str
    person: str
    kind: FollowKind
    what: str
    name: str
    made: dt.datetime


@dataclass(frozen=True, slots=True)
class Alert:
    """How one is told of it.

    target: an address of the web or of mail, "" of a feed. secret: what a webhook is signed with, else "".
    every: seconds at least between two deliveries. checked: when one last looked for something new. error: the last.
    """

    id: str
    follow: Follow
    way: Way
    target: str
    secret: str
    every: int
    made: dt.datetime
    checked: dt.datetime
    state: AlertState = "active"
    error: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What is sent in one go: the ids of statements or of articles. due: of the next try, None for never."""

    id: str
    alert: str
    made: dt.datetime
    due: dt.datetime | None
    state: DeliveryState
    tries: int
    error: str
    sent: dt.datetime | None
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class News:
    """A statement, or an article, as people are told of it; what is not known of it is None.

    id: of the statement or the article. words: what was said, in the text's own words; None of an article. published:
    as the page has it. side: the side taken in the claim. story, actor, claim: ids in the ledger.
    """

    id: str
    article: str
    ref: str
    url: str | None
    site: str | None
    lang: str | None
    title: str | None
    published: str | None
    story: str
    who: str | None = None
    stance: str | None = None
    words: str | None = None
    actor: str | None = None
    claim: str | None = None
    side: str | None = None
    disputed: bool = False

    @property
    def key(self) -> str:
        """What it is known by once it was told.

        Of a statement its page, speaker and words, of an article its page: an edit that leaves a statement as it was,
        or rules that read it anew, do not make it new.
        """
        page = self.url or self.ref
        if self.words is None:
            return ids.make("b", page)
        return ids.make("b", page, _spelled(self.who or ""), _spelled(self.words))


def _spelled(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def again(tries: int, at: dt.datetime, wait: dt.timedelta | None = None) -> dt.datetime | None:
    """When to try again after so many failures, the last one at `at`; None for never. wait: what the other one asks."""
    if tries > len(RETRIES):
        return None
    return at + max(RETRIES[tries - 1], min(wait or dt.timedelta(), RETRIES[-1]))


class Following(Protocol):
    """What a ledger keeps of what people follow. Each method that changes something is one transaction."""

    def follow(self, kind: FollowKind, what: str, *, name: str = "", person: str = "") -> Follow:
        """Follow something; twice is once, with the later name. Raises QueryError where it cannot be understood."""

    def follows(self, *, person: str | None = None) -> list[Follow]:
        """What somebody follows ("": whoever has the ledger), or all do, by name."""

    def unfollow(self, follow: str) -> bool:
        """Follow it no more, with its alerts; gives whether there was one of that id."""

    def alert(self, follow: str, way: Way, target: str = "", *, every: int = 0) -> tuple[Alert, str]:
        """Be told of what comes from now on, and the secret of it, which is that of the address of a feed.

        Raises QueryError where nothing of that id is followed.
        """

    def alerts(self, *, person: str | None = None, follow: str | None = None) -> list[Alert]:
        """The alerts of somebody, of one follow, or all; those that are broken first."""

    def pause_alert(self, alert: str, *, paused: bool) -> bool:
        """Be told no more for a while, or again; what could not be sent is tried again. Gives whether there is one."""

    def drop_alert(self, alert: str) -> bool:
        """Be told no more."""

    def fed(self, secret: str) -> Follow | None:
        """What the feed with that secret tells of."""

    def latest(self, follow: Follow, *, limit: int = 50) -> Iterator[News]:
        """What there is of it, the latest first. Raises QueryError where there is no such group any more."""

    def gather(self, alert: str, at: dt.datetime) -> Delivery | None:
        """Look for what is new, and have it sent; None where nothing is, or one must wait. Raises QueryError."""

    def break_alert(self, alert: str, error: str) -> None:
        """Give an alert up, since what it tells of cannot be looked for; the log says so."""

    def to_send(self, at: dt.datetime, *, limit: int = 20, ways: Sequence[Way] = ("webhook", "mail")) -> list[Delivery]:
        """Deliveries in one of `ways` that are due at `at`. Nobody else is given them for LEASE."""

    def told_of(self, items: Sequence[str]) -> list[News]:
        """The statements or articles with these ids, in this order, but those that are hidden or gone."""

    def settled(
        self,
        delivery: str,
        at: dt.datetime,
        *,
        error: str = "",
        wait: dt.timedelta | None = None,
        final: bool = False,
        empty: bool = False,
    ) -> Delivery | None:
        """Write down what came of sending: nothing wrong, or an error, to be tried again unless it is `final`.

        Gives the delivery as it is now; None where it is gone. Who is given up is broken, and the log says so.
        """

    def deliveries(self, alert: str, *, limit: int = 20) -> list[Delivery]:
        """What was sent for an alert, or will be, the latest first."""
