"""What came of fetching an address, from the answer or the error alone. Pure."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from recoupe.errors import UnwantedError
from recoupe.fetch.answers import MEDIA_TYPES
from recoupe.fetch.optouts import policy
from recoupe.fetch.web import again
from recoupe.model import Page
from recoupe.sources import Fetched

if TYPE_CHECKING:
    from recoupe.errors import FetchError
    from recoupe.fetch.optouts.policy import Mode
    from recoupe.fetch.web import Answer
    from recoupe.sources import Address, Decision

_SNIFFED = 1_445  # bytes that are looked at: WHATWG MIME Sniffing, 5.2
_BINARY = re.compile(rb"[\x01-\x08\x0b\x0e-\x1a\x1c-\x1f]")  # that of no text in any character set that pages have
_DECISIONS: dict[again.What, Decision] = {"unchanged": "same", "again": "failed", "gone": "gone", "no": "skipped"}


def of_error(address: Address, error: FetchError, at: dt.datetime) -> Fetched:
    """A fetch that had no answer: refused by the site, to be tried again, or given up."""
    verdict = again.of_error(error, failures=address.tries)
    decision: Decision = "refused" if isinstance(error, UnwantedError) else _DECISIONS[verdict.what]
    return Fetched(address.url, at, decision, verdict.why, wait=dt.timedelta(seconds=verdict.wait))


def of_answer(address: Address, answer: Answer, mode: Mode, at: dt.datetime) -> tuple[Fetched, Page | None]:
    """What came of an answer, and the page to be read where it is kept."""
    verdict = again.of_answer(answer, failures=address.tries)
    digest = hashlib.sha256(answer.body).hexdigest() if answer.body else None
    decision, reason = _decided(address, answer, mode, verdict, digest)
    done = Fetched(
        address.url,
        at,
        decision,
        reason,
        answered=answer.url,
        status=answer.status,
        digest=digest,
        optouts=tuple((o.where, policy.words(o)) for o in answer.optouts),
        etag=answer.known.etag or None,
        modified=answer.known.modified or None,
        wait=dt.timedelta(seconds=verdict.wait) if decision == "failed" else None,
    )
    return done, _page(address, answer) if decision == "kept" else None


def _decided(
    address: Address, answer: Answer, mode: Mode, verdict: again.Verdict, digest: str | None
) -> tuple[Decision, str]:
    if verdict.what != "keep":
        return _DECISIONS[verdict.what], verdict.why
    choice = policy.decide(answer.optouts, mode)
    if not choice.keep:
        return "refused", choice.why
    if why := _no_text(answer):
        return "skipped", why
    if digest is not None and digest == address.digest and address.article:
        return "same", "the same bytes"
    return "kept", choice.why


def _no_text(answer: Answer) -> str:
    """Why a body is none that can be read as a text."""
    if answer.cut:
        return "longer than a page may be"
    if answer.media_type not in MEDIA_TYPES:
        return f"{answer.media_type or 'of no kind that it says'}, not a page or a text"
    if _BINARY.search(answer.body[:_SNIFFED]) or answer.body.startswith(b"%PDF-"):
        return f"no text, though it says that it is {answer.media_type}"
    return ""


def _page(address: Address, answer: Answer) -> Page:
    return Page(
        ref=address.url,
        body=answer.body,
        media_type=MEDIA_TYPES[answer.media_type],
        url=answer.url,
        fetched=answer.fetched,
        headers=answer.last.headers,
        claimed=address.claimed,
    )


def is_evidence(address: Address, done: Fetched) -> bool:
    """Whether an answer is kept as it came: what is read, the same bytes once more, and that an article is gone."""
    if done.decision == "gone":
        return address.article is not None
    return done.decision == "kept" or (done.decision == "same" and done.status == 200)  # noqa: PLR2004


def unread(done: Fetched, why: str) -> Fetched:
    """A fetch whose page could not be read."""
    return replace(done, decision="skipped", reason=why, etag=None, modified=None)


def once_more(address: Address, done: Fetched) -> Fetched:
    """An article that was read before and cannot be read now is tried again: its site may be in trouble."""
    return replace(done, decision="failed") if done.decision == "skipped" and address.article else done
