"""TDM Reservation Protocol: tdmrep.json of a site, headers and metadata of a page. Pure.

Source: TDMRep, W3C Community Group Final Report, https://www.w3.org/community/reports/tdmrep/CG-FINAL-tdmrep-20240510/
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recoupe.errors import FetchError, UnreachableError
from recoupe.fetch import patterns
from recoupe.fetch.optouts.model import OptOut

if TYPE_CHECKING:
    from recoupe.fetch.optouts.model import Where
    from recoupe.fetch.web.answer import Answer

PATH = "/.well-known/tdmrep.json"
RESERVATION, POLICY = "tdm-reservation", "tdm-policy"
_MOST = 1_000_000  # bytes of a file
_MOST_RULES = 1_000
_AGE = dt.timedelta(hours=24)
_AGE_OF_FAILURE = dt.timedelta(minutes=30)
_SERVER_ERROR = 500


@dataclass(frozen=True, slots=True)
class Rule:
    """What a site says of the paths that `location` matches."""

    location: str
    reservation: str
    policy: str = ""


@dataclass(frozen=True, slots=True)
class Reservations:
    """A site's rules in order; `why` says where they come from or why there are none."""

    rules: tuple[Rule, ...]
    why: str
    tried: dt.datetime
    sure: bool = True

    def of(self, url: str) -> tuple[OptOut, ...]:
        """What they say of `url`: the first rule that matches."""
        path = patterns.path_of(url)
        for rule in self.rules:
            if patterns.matches(rule.location, path):
                return (OptOut("tdmrep", "tdmrep.json", RESERVATION, rule.reservation, rule.policy),)
        return ()

    def fresh(self, now: dt.datetime) -> bool:
        """Whether one need not ask again."""
        return now - self.tried < (_AGE if self.sure else _AGE_OF_FAILURE)


def written(found: Reservations) -> str:
    """As text to be kept; see `read`."""
    rules = [[r.location, r.reservation, r.policy] for r in found.rules]
    return json.dumps({"rules": rules, "why": found.why, "tried": found.tried.isoformat(), "sure": found.sure})


def read(said: str) -> Reservations:
    """What `written` has made. Raises ValueError, KeyError or TypeError where it is none."""
    told = json.loads(said)
    rules = tuple(Rule(*row) for row in told["rules"])
    return Reservations(rules, told["why"], dt.datetime.fromisoformat(told["tried"]), bool(told["sure"]))


def of_answer(answer: Answer, now: dt.datetime, old: Reservations | None = None) -> Reservations:
    """The rules after `answer`. A server in trouble does not take away the `old` ones."""
    if answer.status == 200:  # noqa: PLR2004
        return Reservations(parsed(answer.body), "tdmrep.json", now)
    why = f"tdmrep.json answered {answer.status}"
    if answer.status >= _SERVER_ERROR:
        return Reservations(old.rules if old else (), why, now, sure=False)
    return Reservations((), why, now)


def of_error(error: FetchError, now: dt.datetime, old: Reservations | None = None) -> Reservations:
    """The rules after no answer."""
    return Reservations(old.rules if old else (), error.reason, now, sure=not isinstance(error, UnreachableError))


def parsed(body: bytes) -> tuple[Rule, ...]:
    """The rules of a file; a protocol error counts as nothing said, as the specification wants it."""
    try:
        rows = json.loads(body[:_MOST].decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return ()
    rows = [rows] if isinstance(rows, dict) else rows if isinstance(rows, list) else []
    return tuple(rule for row in rows[:_MOST_RULES] if isinstance(row, dict) and (rule := _rule(row)))


def said(reservation: str, policy: str, where: Where) -> tuple[OptOut, ...]:
    """What a header or the metadata of a page say."""
    value = reservation.strip()
    if value not in {"0", "1"}:
        return ()
    return (OptOut("tdmrep", where, RESERVATION, value, policy.strip().strip('"')),)


def _rule(row: dict[str, Any]) -> Rule | None:
    location, value, policy = row.get("location"), row.get(RESERVATION), row.get(POLICY)
    if not isinstance(location, str) or isinstance(value, bool) or str(value) not in {"0", "1"}:
        return None
    location = location if location.startswith("/") else patterns.path_of(location)
    return Rule(location, str(value), policy if isinstance(policy, str) else "")
