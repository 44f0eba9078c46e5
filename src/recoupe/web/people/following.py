"""What one follows: searches that are kept, stories, actors, claims; and how one is told of them."""

from __future__ import annotations

import typing
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from recoupe import alerting
from recoupe.errors import QueryError, UsageError
from recoupe.fetch.feeds import writing
from recoupe.follows import FollowKind, Way
from recoupe.web.people import forms, site

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from starlette.requests import Request

    from recoupe.follows import Alert, Delivery, Follow, News
    from recoupe.ledger import Ledger
    from recoupe.web.people.site import Site
    from recoupe.web.people.visitors import Visitor

MOST_FOLLOWS, MOST_ALERTS = 500, 100
"""What one person may have."""
_EVERY = {"0", "3600", "86400", "604800"}  # seconds: at once, an hour, a day, a week


def follow(ledger: Ledger, who: Visitor, form: Mapping[str, str]) -> Follow:
    """Follow something. Raises UsageError, QueryError."""
    kind: Any = form.get("kind", "")
    if kind not in typing.get_args(FollowKind):
        raise UsageError(f"{kind[:20]!r} cannot be followed")
    if len(ledger.follows(person=who.person)) >= MOST_FOLLOWS:
        raise UsageError(f"you follow {MOST_FOLLOWS} things already; take some out")
    return ledger.follow(kind, form.get("what", ""), name=form.get("name", ""), person=who.person)


def alert(ledger: Ledger, who: Visitor, form: Mapping[str, str], allow: Sequence[str]) -> tuple[Alert, str]:
    """Be told of something, and the secret of it. Raises UsageError, QueryError, FetchError."""
    way: Any = form.get("way", "")
    if way not in typing.get_args(Way):
        raise UsageError(f"{way[:20]!r} is none of {', '.join(typing.get_args(Way))}")
    if len(ledger.alerts(person=who.person)) >= MOST_ALERTS:
        raise UsageError(f"you have {MOST_ALERTS} alerts already; take some out")
    target = alerting.target(way, form.get("target", ""), allow=allow)
    every = form.get("every", "0")
    return ledger.alert(
        _mine(ledger, who, form.get("follow", "")), way, target, every=int(every) if every in _EVERY else 0
    )


def _mine(ledger: Ledger, who: Visitor, name: str) -> str:
    """A follow of theirs. Raises QueryError: of others one is told nothing."""
    if not any(f.id == name for f in ledger.follows(person=who.person)):
        raise QueryError("you follow nothing of that id")
    return name


def change(ledger: Ledger, who: Visitor, name: str, what: str) -> bool:
    """Pause, resume or remove an alert of theirs; whether there is such a one."""
    if not any(a.id == name for a in ledger.alerts(person=who.person)):
        return False
    if what == "remove":
        return ledger.drop_alert(name)
    return what in {"pause", "resume"} and ledger.pause_alert(name, paused=what == "pause")


def unfollow(ledger: Ledger, who: Visitor, name: str) -> bool:
    """Follow something of theirs no more; whether there is such a thing."""
    return any(f.id == name for f in ledger.follows(person=who.person)) and ledger.unfollow(name)


def routes(here: Site, *, allow: Sequence[str] = ()) -> list[Route]:
    """The pages of what one follows. allow: hosts that webhooks may go to though they are nearby."""
    return [*_follows(here), *_alerts(here, allow), Route("/feeds/{secret}.{form}", _feed(here), methods=["GET"])]


def _follows(here: Site) -> list[Route]:
    async def following(request: Request) -> Response:
        forms.allowed(request, "follow")
        return await _shown(here, request)

    async def add(request: Request) -> Response:
        form = await forms.posted(request, "follow")
        try:
            await here.ask(lambda ledger: follow(ledger, forms.visitor(request), form))
        except site.WRONG as e:
            return await _shown(here, request, error=e)
        return site.back(form.get("back") or "/following", "followed")

    async def remove(request: Request) -> Response:
        form = await forms.posted(request, "follow")
        if not await here.ask(lambda ledger: unfollow(ledger, forms.visitor(request), form.get("follow", ""))):
            raise HTTPException(404, "You follow nothing of that id.")
        return site.back(form.get("back") or "/following", "unfollowed")

    return [
        Route("/following", following, methods=["GET"]),
        Route("/following", add, methods=["POST"]),
        Route("/following/remove", remove, methods=["POST"]),
    ]


def _alerts(here: Site, allow: Sequence[str]) -> list[Route]:
    async def add_alert(request: Request) -> Response:
        form = await forms.posted(request, "follow")
        try:
            made = await here.ask(lambda ledger: alert(ledger, forms.visitor(request), form, allow))
        except site.WRONG as e:
            return await _shown(here, request, error=e)
        return await _shown(here, request, made=made)

    async def change_alert(request: Request) -> Response:
        form = await forms.posted(request, "follow")
        name, what = form.get("alert", ""), form.get("do", "")
        if not await here.ask(lambda ledger: change(ledger, forms.visitor(request), name, what)):
            raise HTTPException(404, "You have no alert of that id.")
        return site.back("/following", what)

    return [
        Route("/following/alerts", add_alert, methods=["POST"]),
        Route("/following/alerts/change", change_alert, methods=["POST"]),
    ]


def _feed(here: Site) -> Callable[[Request], Awaitable[Response]]:
    async def fed(request: Request) -> Response:
        secret, form = request.path_params["secret"], request.path_params["form"]
        if form not in writing.TYPES:
            raise HTTPException(404, "A feed ends in .rss, .atom or .json.")
        found = await here.ask(lambda ledger: _fed(ledger, secret))
        if found is None:
            raise HTTPException(404, "There is no such feed, or no more.")
        link = alerting.shown_at(str(request.base_url))
        made = alerting.feed(*found, url=str(request.url), home=str(request.base_url), link=link)
        headers = {"Cache-Control": "private, max-age=60", "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}
        return Response(writing.write(made, form), media_type=writing.TYPES[form], headers=headers)

    return fed


def _fed(ledger: Ledger, secret: str) -> tuple[Follow, list[News]] | None:
    """What the feed of that secret tells of; nothing where a group is no more."""
    found = ledger.fed(secret)
    if found is None:
        return None
    try:
        return found, list(ledger.latest(found))
    except QueryError:
        return found, []


async def _shown(
    here: Site, request: Request, *, error: Exception | None = None, made: tuple[Alert, str] | None = None
) -> Response:
    who = forms.visitor(request)

    def read(ledger: Ledger) -> list[tuple[Follow, list[tuple[Alert, list[Delivery]]]]]:
        mine = ledger.alerts(person=who.person)
        of = {f.id: [(a, ledger.deliveries(a.id, limit=5)) for a in mine if a.follow.id == f.id] for f in _all(ledger)}
        return [(f, of[f.id]) for f in _all(ledger)]

    def _all(ledger: Ledger) -> list[Follow]:
        return ledger.follows(person=who.person)

    follows = await here.ask(read)
    said, status = site.wrong(error) if error else ("", 200)
    asked = {key: request.query_params.get(key, "") for key in ("kind", "what", "name")}
    return here.page(request, "following.html", status=status, follows=follows, made=made, wrong=said, asked=asked)
