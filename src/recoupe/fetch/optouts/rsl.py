"""Terms of a licence in RSL, Really Simple Licensing 1.0: which pages they are for, and whether they let us. Pure.

Source: https://rslstandard.org/rsl. A licence lets us where it permits search or every use, or names no use at all;
does not prohibit search, automated processing by AI as a whole, or every use; costs nothing but a mention; and is for
everybody everywhere. A licence that must be got from a server first is one that nobody has agreed to.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recoupe.errors import InputError, UnreachableError
from recoupe.fetch import patterns
from recoupe.fetch.feeds import trees

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from recoupe.errors import FetchError
    from recoupe.fetch.optouts.model import OptOut
    from recoupe.fetch.web.answer import Answer

LICENCE, PERMITS, RESERVES, SILENT = "license", "license-permits", "license-reserves", "license-silent"
"""Keys of an OptOut: terms that were not read, that let us, that do not, that say nothing of the page."""
_MOST = 1_000_000  # bytes of a file
_MOST_TERMS = 500
_AGE = dt.timedelta(hours=24)
_AGE_OF_FAILURE = dt.timedelta(minutes=30)
_OURS = frozenset({"all", "search"})
_AGAINST = frozenset({"all", "search", "ai-all", "ai-index"})
_FREE = frozenset({"free", "attribution"})


@dataclass(frozen=True, slots=True)
class Terms:
    """One licence for the pages that `location` matches: uses, and what else it depends on; `lets`: us."""

    location: str
    said: str
    lets: bool


@dataclass(frozen=True, slots=True)
class Licence:
    """The terms of one file; `why` says where they come from or why there are none."""

    terms: tuple[Terms, ...]
    why: str
    tried: dt.datetime
    sure: bool = True

    def fresh(self, now: dt.datetime) -> bool:
        """Whether one need not ask again."""
        return now - self.tried < (_AGE if self.sure else _AGE_OF_FAILURE)


def of(optout: OptOut, licence: Licence, url: str) -> OptOut:
    """`optout`, which names a licence, with what that says of `url`; or why it could not be read."""
    if licence.why and not licence.terms:
        return replace(optout, value=f"{optout.value}, {licence.why}")
    return told(optout, licence.terms, url)


def told(optout: OptOut, terms: Iterable[Terms], url: str) -> OptOut:
    """`optout` with what the terms of its licence say of `url`."""
    mine = [t for t in terms if _is_for(t.location, url)]
    if not mine:
        return replace(optout, key=SILENT)
    said = "; or ".join(dict.fromkeys(t.said for t in mine))
    return replace(optout, key=PERMITS if any(t.lets for t in mine) else RESERVES, value=f"{optout.value}: {said}")


def _is_for(location: str, url: str) -> bool:
    """Whether a location, an address or a path, is that of `url`."""
    if "://" not in location:
        return patterns.matches(location, patterns.path_of(url))
    here, there = (value.partition("://")[2] for value in (location, url))
    if "/" not in here:
        here += "/"
    host, _, path = here.partition("/")
    return host.lower() == there.partition("/")[0].lower() and patterns.matches(f"/{path}", patterns.path_of(url))


def parsed(body: bytes, ref: str) -> tuple[Terms, ...]:
    """The terms of a file. Raises InputError, naming `ref`, where it is none."""
    root = trees.root(ref, body[:_MOST])
    if trees.name(root) != "rsl":
        raise InputError(ref, f"is no licence in RSL, but a {trees.name(root)[:40]}")
    rows = [(content, row) for name, content in trees.children(root) if name == "content" for row in _licences(content)]
    return tuple(_terms(content, row) for content, row in rows[:_MOST_TERMS])


def _licences(content: _Element) -> Iterable[_Element | None]:
    """The licences of a content; None for one that names none."""
    return [row for name, row in trees.children(content) if name == "license"] or [None]


def _terms(content: _Element, licence: _Element | None) -> Terms:
    location = (content.get("url") or "/").strip()[:2_000]
    rows = [] if licence is None else list(trees.children(licence))
    permits, prohibits = (_words(rows, kind, "usage") for kind in ("permits", "prohibits"))
    others = [w for kind in ("permits", "prohibits") for what in ("user", "geo") for w in _words(rows, kind, what)]
    payments = [(row.get("type") or "free").strip().lower()[:40] for name, row in rows if name == "payment"]
    server = (content.get("server") or "").strip()
    lets = (
        licence is not None
        and not server
        and not others
        and (not permits or not _OURS.isdisjoint(permits))
        and _AGAINST.isdisjoint(prohibits)
        and _FREE.issuperset(payments)
    )
    said = [f"{kind} {', '.join(w)}" for kind, w in (("permits", permits), ("prohibits", prohibits)) if w]
    said += [f"payment {p}" for p in payments] + [f"only for {', '.join(others)}"] * bool(others)
    said += ["to be got from a server"] * bool(server)
    return Terms(location, "; ".join(said) or "names no terms", lets)


def _words(rows: list[tuple[str, _Element]], kind: str, of: str) -> list[str]:
    """The words of the elements of a kind, small."""
    texts = [row.text or "" for name, row in rows if name == kind and (row.get("type") or "usage").strip() == of]
    return list(dict.fromkeys(w.strip().lower()[:40] for text in texts for w in text.split(",") if w.strip()))[:20]


def of_answer(answer: Answer, now: dt.datetime, old: Licence | None = None) -> Licence:
    """The licence after `answer`. A server in trouble does not take away the `old` one."""
    if answer.status == 200:  # noqa: PLR2004
        try:
            return Licence(parsed(answer.body, answer.url), "", now)
        except InputError as e:
            return Licence((), f"which {e.reason}", now)
    return Licence(old.terms if old else (), f"which answered {answer.status}", now, sure=False)


def of_error(error: FetchError, now: dt.datetime, old: Licence | None = None) -> Licence:
    """The licence after no answer."""
    sure = not isinstance(error, UnreachableError)
    return Licence(old.terms if old else (), f"which cannot be read: {error.reason}", now, sure=sure)


def written(found: Licence) -> str:
    """As text to be kept; see `read`."""
    terms = [[t.location, t.said, t.lets] for t in found.terms]
    return json.dumps({"terms": terms, "why": found.why, "tried": found.tried.isoformat(), "sure": found.sure})


def read(said: str) -> Licence:
    """What `written` has made. Raises ValueError, KeyError or TypeError where it is none."""
    found = json.loads(said)
    terms = tuple(Terms(str(location), str(words), bool(lets)) for location, words, lets in found["terms"])
    return Licence(terms, found["why"], dt.datetime.fromisoformat(found["tried"]), bool(found["sure"]))
