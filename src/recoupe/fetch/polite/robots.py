"""robots.txt of one site: what it lets one fetch, how fast, and what else stands in it. Pure.

Source: RFC 9309. Lines for others than crawlers (`Content-Usage`, `License`) are read in `fetch.optouts`.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from protego import Protego

from recoupe.errors import FetchError, UnreachableError
from recoupe.fetch.web.agent import PRODUCT

if TYPE_CHECKING:
    from recoupe.fetch.web.answer import Answer

MOST = 512_000  # bytes; the rest is not looked at (RFC 9309, 2.5: at least 500 KiB)
LONGEST_DELAY = 600.0  # seconds; nobody means more, but some write milliseconds
_AGE = dt.timedelta(hours=24)  # RFC 9309, 2.4
_AGE_OF_FAILURE = dt.timedelta(minutes=30)
_AGE_OF_OLD = dt.timedelta(days=30)  # RFC 9309, 2.3.1.4
_TOO_MANY, _SERVER_ERROR = 429, 500

State = Literal["rules", "all", "none"]


@dataclass(frozen=True, slots=True)
class Robots:
    """What a site's robots.txt means.

    state: "rules" where there are some, "all" where there is no file and all may be fetched, "none" where the server
    cannot say and nothing may be. why: what that rests on. read: when the text was got; tried: when it was last asked
    for. text: the file.
    """

    state: State
    why: str
    read: dt.datetime
    tried: dt.datetime
    text: str = ""
    _rules: Protego = field(default_factory=Protego, repr=False, compare=False)

    def allows(self, url: str) -> bool:
        """Whether `url` may be fetched."""
        if self.state == "rules":
            return bool(self._rules.can_fetch(url, PRODUCT))
        return self.state == "all"

    @property
    def delay(self) -> float:
        """Seconds that the site wants between two requests; 0 where it does not say."""
        rate = self._rules.request_rate(PRODUCT)
        every = rate.seconds / rate.requests if rate and rate.requests else 0.0
        return max(0.0, min(max(self._rules.crawl_delay(PRODUCT) or 0.0, every), LONGEST_DELAY))

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The sitemaps that it names, once each."""
        return tuple(dict.fromkeys(self._rules.sitemaps))

    def fresh(self, now: dt.datetime) -> bool:
        """Whether one need not ask again."""
        age = _AGE if self.state != "none" and self.read == self.tried else _AGE_OF_FAILURE
        return now - self.tried < age


def parsed(text: str, now: dt.datetime, why: str = "robots.txt") -> Robots:
    """The rules of a file's text."""
    return Robots("rules", why, now, now, text, Protego.parse(text))


def written(robots: Robots) -> str:
    """As text to be kept; see `read`."""
    told = {"state": robots.state, "why": robots.why, "text": robots.text}
    return json.dumps(told | {"read": robots.read.isoformat(), "tried": robots.tried.isoformat()})


def read(said: str) -> Robots:
    """What `written` has made. Raises ValueError, KeyError or TypeError where it is none."""
    told = json.loads(said)
    at, tried = (dt.datetime.fromisoformat(told[key]) for key in ("read", "tried"))
    state: State = {"rules": "rules", "all": "all", "none": "none"}[told["state"]]  # type: ignore[assignment]
    return Robots(state, told["why"], at, tried, told["text"], Protego.parse(told["text"]))


def of_answer(answer: Answer, old: Robots | None = None) -> Robots:
    """The rules after `answer`; `old` are those one had, which a server in trouble does not take away."""
    status, now = answer.status, answer.fetched
    why = f"robots.txt answered {status} {answer.last.reason}".strip()
    if status < 300:  # noqa: PLR2004
        return parsed(answer.body[:MOST].decode("utf-8-sig", "replace"), now)
    if status >= _SERVER_ERROR or status == _TOO_MANY:
        return _troubled(why, now, old)
    return Robots("all", why, now, now)


def of_error(error: FetchError, now: dt.datetime, old: Robots | None = None) -> Robots:
    """The rules after no answer. Where there can be none, as after endless redirects, all may be fetched (2.3.1.2)."""
    if isinstance(error, UnreachableError):
        return _troubled(f"robots.txt cannot be read: {error.reason}", now, old)
    return Robots("all", f"robots.txt cannot be had: {error.reason}", now, now)


def _troubled(why: str, now: dt.datetime, old: Robots | None) -> Robots:
    """Nothing may be fetched, unless rules of before are not too old."""
    if old is None or old.state == "none" or now - old.read > _AGE_OF_OLD:
        return Robots("none", why, now, now)
    return Robots(old.state, old.why, old.read, now, old.text, old._rules)  # noqa: SLF001 -- of the same class
