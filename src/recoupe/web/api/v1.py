"""`/api/v1`: lists with cursors, and single things by their id. All is asked with GET; nothing changes a ledger."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from fastapi import APIRouter, Query, Request

from recoupe import store
from recoupe.web.api import models, rows
from recoupe.web.asking import cards, paging
from recoupe.web.failing import NotThereError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from recoupe.store.store import Store

T = TypeVar("T")
U = TypeVar("U")

_WRONG: dict[int | str, dict[str, Any]] = {
    code: {"description": text, "model": models.Problem}
    for code, text in (
        (400, "A search or cursor that is not understood"),
        (404, "No such thing"),
        (422, "A wrong value"),
    )
}
router = APIRouter(prefix="/api/v1", responses=_WRONG, tags=["ledger"])

Asked = Annotated[str, Query(max_length=1_000, description="A search, as in docs/ledger.md")]
After = Annotated[str, Query(max_length=200, description="The `next` of the part before")]
Limit = Annotated[int, Query(ge=1, le=200, description="Items at most")]


async def _part(
    request: Request, after: str, limit: int, rows_: Callable[[Store, int], Iterable[T]], model: Callable[[T], U]
) -> models.Page[U]:
    """A part of a list: `rows_` gives at least so many rows as it is asked for, if there are so many."""
    skip = paging.skip(after)
    found = await request.app.state.readers.ask(
        lambda there: list(islice(rows_(there, skip + limit + 1), skip, skip + limit + 1))
    )
    further = paging.cursor(skip + limit) if len(found) > limit else None
    return models.Page(items=list(map(model, found[:limit])), next=further or None)


@router.get("/stories")
async def stories(
    request: Request,
    q: Asked = "",
    after: After = "",
    limit: Limit = 50,
    lang: Annotated[str, Query(max_length=8)] = "en",
) -> models.Page[models.Story]:
    """Stories, the latest first; `lang` is the language of headlines where there is one in it."""
    query = store.query(q)

    def asked(there: Store, most: int) -> Iterable[cards.Card]:
        return cards.of(there, list(there.groups("story", replace(query, limit=most))), lang)

    return await _part(request, after, limit, asked, rows.story)


@router.get("/stories/{name}")
async def story(request: Request, name: str, lang: Annotated[str, Query(max_length=8)] = "en") -> models.Story:
    """A story."""

    def asked(there: Store) -> cards.Card | None:
        found = there.listed(name)
        return next(iter(cards.of(there, [found], lang))) if found and found.group.kind == "story" else None

    return rows.story(await _there(request, asked, "story"))


@router.get("/stories/{name}/articles")
async def articles_of(request: Request, name: str) -> models.Page[models.Article]:
    """The articles of a story, the earliest first."""

    def asked(there: Store) -> list[Any] | None:
        found = there.group(name)
        return list(there.articles_of([found.id])) if found and found.kind == "story" else None

    return models.Page(items=list(map(rows.article, await _there(request, asked, "story"))))


@router.get("/claims")
async def claims(request: Request, q: Asked = "", after: After = "", limit: Limit = 50) -> models.Page[models.Claim]:
    """Claims that several statements are about, the latest first."""
    query = store.query(q)
    return await _part(request, after, limit, lambda t, n: t.groups("claim", replace(query, limit=n)), rows.claim)


@router.get("/claims/{name}")
async def claim(request: Request, name: str) -> models.Claim:
    """A claim with its statements."""

    def asked(there: Store) -> tuple[Any, list[Any]] | None:
        found = there.listed(name)
        if found is None or found.group.kind != "claim":
            return None
        return found, list(islice(there.statements(group=found.group.id), 1_000))

    return rows.claim(*await _there(request, asked, "claim"))


@router.get("/actors")
async def actors(request: Request, q: Asked = "", after: After = "", limit: Limit = 50) -> models.Page[models.Actor]:
    """Actors whose names have the words of `q`, the latest first."""
    query = store.query(q)
    return await _part(request, after, limit, lambda t, n: t.groups("actor", replace(query, limit=n)), rows.actor)


@router.get("/actors/{name}")
async def actor(request: Request, name: str) -> models.Actor:
    """An actor."""

    def asked(there: Store) -> Any:
        found = there.listed(name)
        return found if found and found.group.kind == "actor" else None

    return rows.actor(await _there(request, asked, "actor"))


@router.get("/statements")
async def statements(
    request: Request,
    q: Asked = "",
    group: Annotated[str, Query(max_length=40, description="Of one story, claim or actor")] = "",
    after: After = "",
    limit: Limit = 50,
) -> models.Page[models.Statement]:
    """Statements, the latest first."""
    query = store.query(q)
    inside = group or None
    return await _part(
        request, after, limit, lambda t, n: t.statements(replace(query, limit=n), group=inside), rows.statement
    )


@router.get("/articles")
async def articles(
    request: Request, q: Asked = "", after: After = "", limit: Limit = 50
) -> models.Page[models.Article]:
    """Articles, by all of their text, the latest first."""
    query = store.query(q)
    return await _part(request, after, limit, lambda t, n: t.articles(replace(query, limit=n)), rows.article)


@router.get("/articles/{name}")
async def article(request: Request, name: str) -> models.Article:
    """An article, without its text."""

    def asked(there: Store) -> Any:
        found = there.find(name)
        return found if found and not found.hidden else None

    return rows.article(await _there(request, asked, "article"))


@router.get("/sites")
async def sites(request: Request, q: Asked = "", after: After = "", limit: Limit = 50) -> models.Page[models.Site]:
    """Sites, those with most articles first."""
    query = store.query(q)
    return await _part(request, after, limit, lambda t, n: t.sites(replace(query, limit=n)), rows.site)


async def _there(request: Request, asked: Callable[[Store], T | None], kind: str) -> T:
    """What is asked for. Raises NotThereError."""
    found: T | None = await request.app.state.readers.ask(asked)
    if found is None:
        raise NotThereError(kind)
    return found
