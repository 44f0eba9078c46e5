"""The API of people, follows, alerts and decisions: what their pages do, for programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, HTTPException, Path, Query
from starlette.requests import Request  # noqa: TC002 -- FastAPI reads the annotations

from recoupe.web.people import deciding, following, forms, shapes, site
from recoupe.web.people.visitors import Visitor  # noqa: TC001 -- as above

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from recoupe import follows
    from recoupe.accounts import Scope
    from recoupe.ledger import Ledger
    from recoupe.web.people.site import Site

T = TypeVar("T")

_PROBLEMS: dict[int | str, dict[str, Any]] = {
    400: {"description": "The body is no JSON."},
    401: {"description": "Who asks has not signed in and shows no key."},
    403: {"description": "Who asks may not do that."},
    409: {"description": "What is asked for cannot be, as the ledger is, and why."},
    422: {"description": "What is asked for is not written as it should be."},
}
_MISSING: dict[int | str, dict[str, Any]] = {404: {"description": "There is no such thing of theirs."}}
Named = Annotated[str, Path(max_length=40, description="Its id.")]
Most = Annotated[int, Query(ge=1, le=200, description="So many at most.")]


def needs(scope: Scope) -> Any:
    """Who asks, if they may do that."""

    def allowed(request: Request) -> Visitor:
        return forms.allowed(request, scope)

    return Depends(allowed)


async def _asked(here: Site, work: Callable[[Ledger], T]) -> T:
    """What `work` gives of the ledger; what is wrong as an answer."""
    try:
        return await here.ask(work)
    except site.WRONG as e:
        raise HTTPException(409, site.wrong(e)[0]) from e


def router(here: Site, *, allow: Sequence[str] = ()) -> APIRouter:
    """All of it. allow: hosts that webhooks may go to though they are nearby."""
    made = APIRouter(prefix="/api/v1", responses=_PROBLEMS)
    _people(made, here)
    _follows(made, here)
    _alerts(made, here, allow)
    _deliveries(made, here)
    _decisions(made, here)
    return made


def _people(made: APIRouter, here: Site) -> None:
    @made.get("/me", tags=["people"], summary="Who asks, and what they may do")
    async def me(request: Request) -> shapes.Me:
        who = forms.visitor(request)
        return shapes.Me(name=who.name, via=who.via, may=sorted(who.scopes))

    @made.get("/log", tags=["people"], summary="What was done by whom, the latest first")
    async def log(
        who: Annotated[Visitor, needs("admin")],  # noqa: ARG001 -- a condition
        person: Annotated[str, Query(max_length=64, description="Of one person.")] = "",
        action: Annotated[str, Query(max_length=40, description="Of one kind.")] = "",
        before: Annotated[int | None, Query(ge=0, le=2**53, description="Before the line of that number.")] = None,
        limit: Most = 100,
    ) -> list[shapes.Line]:
        read = lambda ledger: ledger.log(person=person, action=action, limit=limit, before=before)  # noqa: E731
        return [shapes.Line(**asdict(line)) for line in await here.ask(read)]


def _follows(made: APIRouter, here: Site) -> None:
    @made.get("/follows", tags=["alerts"], summary="What one follows")
    async def every(who: Annotated[Visitor, needs("follow")]) -> list[shapes.Follow]:
        return [_follow(f) for f in await here.ask(lambda ledger: ledger.follows(person=who.person))]

    @made.post("/follows", tags=["alerts"], summary="Follow something", status_code=201)
    async def add(who: Annotated[Visitor, needs("follow")], given: shapes.NewFollow) -> shapes.Follow:
        return _follow(await _asked(here, lambda ledger: following.follow(ledger, who, given.model_dump())))

    @made.get("/follows/{follow}/news", tags=["alerts"], summary="What there is, the latest first", responses=_MISSING)
    async def news(who: Annotated[Visitor, needs("follow")], follow: Named, limit: Most = 50) -> list[shapes.News]:
        read = lambda ledger: list(ledger.latest(_mine(ledger, who, follow), limit=limit))  # noqa: E731
        return [shapes.News(**_of(shapes.News, asdict(n))) for n in await _asked(here, read)]

    @made.delete("/follows/{follow}", tags=["alerts"], summary="Follow it no more", status_code=204, responses=_MISSING)
    async def remove(who: Annotated[Visitor, needs("follow")], follow: Named) -> None:
        if not await here.ask(lambda ledger: following.unfollow(ledger, who, follow)):
            raise HTTPException(404, "You follow nothing of that id.")


def _alerts(made: APIRouter, here: Site, allow: Sequence[str]) -> None:
    @made.get("/alerts", tags=["alerts"], summary="One's alerts, those that were given up first")
    async def every(who: Annotated[Visitor, needs("follow")]) -> list[shapes.Alert]:
        return [_alert(a) for a in await here.ask(lambda ledger: ledger.alerts(person=who.person))]

    @made.post("/alerts", tags=["alerts"], summary="Be told of what is new", status_code=201)
    async def add(
        request: Request, who: Annotated[Visitor, needs("follow")], given: shapes.NewAlert
    ) -> shapes.MadeAlert:
        form = {key: str(value) for key, value in given.model_dump().items()}
        alert, secret = await _asked(here, lambda ledger: following.alert(ledger, who, form, allow))
        forms_ = ("atom", "rss", "json") if alert.way == "feed" else ()
        feeds = [f"{request.base_url}feeds/{secret}.{form}" for form in forms_]
        return shapes.MadeAlert(**_alert(alert).model_dump(), secret=secret, feeds=feeds)

    @made.patch("/alerts/{alert}", tags=["alerts"], summary="Pause an alert, or resume it", responses=_MISSING)
    async def change(who: Annotated[Visitor, needs("follow")], alert: Named, given: shapes.AlertChange) -> shapes.Alert:
        def work(ledger: Ledger) -> follows.Alert:
            if not following.change(ledger, who, alert, "pause" if given.state == "paused" else "resume"):
                raise _no_alert()
            return next(a for a in ledger.alerts(person=who.person) if a.id == alert)

        return _alert(await here.ask(work))

    @made.delete("/alerts/{alert}", tags=["alerts"], summary="Take an alert out", status_code=204, responses=_MISSING)
    async def remove(who: Annotated[Visitor, needs("follow")], alert: Named) -> None:
        if not await here.ask(lambda ledger: following.change(ledger, who, alert, "remove")):
            raise _no_alert()


def _deliveries(made: APIRouter, here: Site) -> None:
    @made.get("/alerts/{alert}/deliveries", tags=["alerts"], summary="What was sent, or will be", responses=_MISSING)
    async def sent(who: Annotated[Visitor, needs("follow")], alert: Named, limit: Most = 20) -> list[shapes.Delivery]:
        def work(ledger: Ledger) -> list[follows.Delivery]:
            if not any(a.id == alert for a in ledger.alerts(person=who.person)):
                raise _no_alert()
            return ledger.deliveries(alert, limit=limit)

        return [shapes.Delivery(**_of(shapes.Delivery, asdict(d))) for d in await here.ask(work)]


def _no_alert() -> HTTPException:
    return HTTPException(404, "You have no alert of that id.")


def _decisions(made: APIRouter, here: Site) -> None:
    @made.get("/decisions", tags=["decisions"], summary="What people decided, the latest first")
    async def every(
        who: Annotated[Visitor, needs("read")],  # noqa: ARG001 -- a condition
        of: Annotated[list[str] | None, Query(max_length=50, description="On these facts.")] = None,
        limit: Most = 100,
    ) -> list[shapes.Decision]:
        read = lambda ledger: deciding.decisions(ledger.reviews(of=of or (), live=False))  # noqa: E731
        return [_decision(d) for d in (await here.ask(read))[:limit]]

    @made.post("/decisions", tags=["decisions"], summary="Decide", status_code=201)
    async def add(who: Annotated[Visitor, needs("decide")], given: shapes.NewDecision) -> shapes.Made:
        told = given.model_dump(exclude={"ids", "members", "opposite", "verdict"})
        form = told | {"ids": " ".join(given.ids), "members": " ".join(given.members)}
        form |= {"opposite": "yes" if given.opposite else ""}
        decide = lambda ledger: deciding.decide(ledger, given.verdict, form, who.name)  # noqa: E731
        return shapes.Made(decision=await _asked(here, decide))

    @made.delete(
        "/decisions/{decision}", tags=["decisions"], summary="Take it back", status_code=204, responses=_MISSING
    )
    async def undo(who: Annotated[Visitor, needs("decide")], decision: Named) -> None:
        if not await here.ask(lambda ledger: ledger.revoke(decision, person=who.name)):
            raise HTTPException(404, "There is no such decision, or it was taken back already.")


def _mine(ledger: Ledger, who: Visitor, name: str) -> follows.Follow:
    found = next((f for f in ledger.follows(person=who.person) if f.id == name), None)
    if found is None:
        raise HTTPException(404, "You follow nothing of that id.")
    return found


def _of(shape: Any, told: dict[str, Any]) -> dict[str, Any]:
    """What a shape has of a thing."""
    return {key: told[key] for key in shape.model_fields}


def _follow(f: follows.Follow) -> shapes.Follow:
    return shapes.Follow(**_of(shapes.Follow, asdict(f)))


def _alert(a: follows.Alert) -> shapes.Alert:
    return shapes.Alert(**_of(shapes.Alert, asdict(a)) | {"follow": a.follow.id})


def _decision(d: deciding.Decision) -> shapes.Decision:
    return shapes.Decision(**_of(shapes.Decision, asdict(d.first) | {"facts": list(d.facts)}))
