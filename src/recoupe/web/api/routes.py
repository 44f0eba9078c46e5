"""The addresses of the API."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, Query, Request
from starlette.exceptions import HTTPException

from recoupe import store
from recoupe.ledger import Query as Asked
from recoupe.web.api import events, models, wholes
from recoupe.web.asking import actors, claims, cursors, edited, lists, searching, stories, story
from recoupe.web.asking import facets as counting
from recoupe.web.pages.front import query

if TYPE_CHECKING:
    from recoupe.web.opening import Here

T = TypeVar("T")
_WORD = Query(max_length=200)
_SEARCH = Query(max_length=1_000, description="words and filters, as in the search: who:berg stance:denies")
_CURSOR = Query(max_length=cursors.LONGEST, description="`next` of the part before")
_SIZE = Query(ge=1, le=100, description="at most so many")
_WRONG: dict[int | str, dict[str, Any]] = {
    code: {"model": models.Problem, "content": {"application/problem+json": {}}, "description": text}
    for code, text in (
        (401, "Sign in, or show a key"),
        (404, "There is no such thing"),
        (422, "What is asked is wrong"),
    )
}


def filters(
    lang: Annotated[str, _WORD] = "",
    site: Annotated[str, _WORD] = "",
    country: Annotated[str, _WORD] = "",
    actor: Annotated[str, _WORD] = "",
    day: Annotated[str, _WORD] = "",
    *,
    disputed: bool | None = None,
) -> Asked:
    """What a list is narrowed down by. Raises QueryError."""
    told = {"lang": lang, "site": site, "country": country, "actor": actor, "day": day}
    return replace(query(told), disputed=disputed)


Narrowed = Annotated[Asked, Depends(filters)]


def there(found: T | None) -> T:
    """What was found. Raises HTTPException."""
    if found is None:
        raise HTTPException(404, "There is no such thing in this ledger.")
    return found


def router(here: Here) -> APIRouter:
    """All addresses."""
    made = APIRouter(prefix="/api/v1", responses=_WRONG)
    _groups(made, here)
    _facts(made, here)
    _changes(made, here)
    _sites(made, here)
    events.add(made, here)
    return made


def _groups(made: APIRouter, here: Here) -> None:
    @made.get("/stories")
    def list_stories(
        asked: Narrowed, cursor: Annotated[str, _CURSOR] = "", limit: Annotated[int, _SIZE] = 24, ui: str = "en"
    ) -> models.Leaf[models.Story]:
        """Stories, the latest first; `ui` is the language in which headlines are wanted."""
        with here.opened() as ledger:
            found, more = stories.cards(ledger, asked, lang=ui, cursor=cursor, size=limit)
        return models.Leaf(items=[models.Story.of(c) for c in found], next=more or None)

    @made.get("/stories/{id}")
    def one_story(id: str, ui: str = "en") -> wholes.StoryWhole:  # noqa: A002 -- the address's word
        """A story with its articles, claims and copies."""
        with here.opened() as ledger:
            return wholes.StoryWhole.whole(there(story.view(ledger, id, lang=ui)))

    @made.get("/disputes")
    def list_disputes(asked: Narrowed, cursor: Annotated[str, _CURSOR] = "") -> models.Leaf[models.Claim]:
        """Disputed claims, the latest first."""
        with here.opened() as ledger:
            found, more = lists.disputes(ledger, asked, cursor=cursor)
        return models.Leaf(items=[models.Claim.of(c) for c in found], next=more or None)

    @made.get("/claims/{id}")
    def one_claim(id: str) -> wholes.ClaimWhole:  # noqa: A002
        """A claim with its sides and the fact checks of it."""
        with here.opened() as ledger:
            found = claims.view(ledger, id)
            if found is None and (left := claims.left(ledger, id)) is not None:
                raise HTTPException(404, f"This is no claim any more; left of it is statement {left.statement.id}.")
            found = there(found)
        checks = [wholes.Check.of(c) for c in found.checks]
        return wholes.ClaimWhole(**dict(models.Claim.of(found.sided)), checks=checks)

    @made.get("/actors")
    def list_actors(
        name: Annotated[str, _WORD] = "", cursor: Annotated[str, _CURSOR] = ""
    ) -> models.Leaf[models.Actor]:
        """Actors, the latest first, or those of a name."""
        store.query(name)
        with here.opened() as ledger:
            found, more = lists.actors(ledger, Asked(words=name), cursor=cursor)
        return models.Leaf(items=[models.Actor.of(g) for g in found], next=more or None)

    @made.get("/actors/{id}")
    def one_actor(id: str, cursor: Annotated[str, _CURSOR] = "") -> wholes.ActorWhole:  # noqa: A002
        """An actor: names, statements, positions that changed, who stands on the other side."""
        with here.opened() as ledger:
            return wholes.ActorWhole.whole(there(actors.view(ledger, id, cursor=cursor)))


def _facts(made: APIRouter, here: Here) -> None:
    @made.get("/statements")
    def search_statements(
        q: Annotated[str, _SEARCH] = "", cursor: Annotated[str, _CURSOR] = "", limit: Annotated[int, _SIZE] = 30
    ) -> models.Leaf[models.Statement]:
        """Statements that a search finds, the latest first."""
        with here.opened() as ledger:
            found = searching.search(ledger, q, articles=False, cursor=cursor, size=limit)
        return models.Leaf(items=[models.Statement.of(s) for s in found.statements], next=found.more or None)

    @made.get("/statements/{id}")
    def one_statement(id: str) -> models.Statement:  # noqa: A002
        """A statement."""
        with here.opened() as ledger:
            return models.Statement.of(there(next(ledger.statements_of([id]), None)))

    @made.get("/articles")
    def search_articles(
        q: Annotated[str, _SEARCH] = "",
        cursor: Annotated[str, _CURSOR] = "",
        limit: Annotated[int, _SIZE] = 30,
        changed_after: dt.datetime | None = None,
    ) -> models.Leaf[models.Article]:
        """Articles that a search finds, the latest first.

        changed_after: only those that came later, or whose text did; a text that has changed is another article.
        """
        at = cursors.leaf(cursor, limit, cursors.ARTICLES)
        since = changed_after.replace(tzinfo=changed_after.tzinfo or dt.UTC) if changed_after else None
        asked = replace(store.query(q), added=since, past=at.past, limit=limit + 1)
        with here.opened() as ledger:
            found, more = cursors.split(ledger.articles(asked), at)
        return models.Leaf(items=[models.Article.of(e) for e in found], next=more or None)

    @made.get("/articles/{id}")
    def one_article(id: str) -> models.Article:  # noqa: A002
        """An article, without its text."""
        with here.opened() as ledger:
            found = ledger.find(id)
        return models.Article.of(there(found if found and found.id == id and not found.hidden else None))

    @made.get("/articles/{id}/statements")
    def article_statements(id: str) -> list[models.Statement]:  # noqa: A002
        """What is said in an article, in the order of its text."""
        with here.opened() as ledger:
            entry = ledger.find(id)
            read = ledger.reading(id) if entry and entry.id == id and not entry.hidden else None
            wanted = [s.id for s in there(read).statements]
            known = {s.statement.id: s for s in ledger.statements_of(wanted)}
        return [models.Statement.of(known[name]) for name in wanted if name in known]


def _changes(made: APIRouter, here: Here) -> None:
    @made.get("/edits")
    def list_edits(
        asked: Narrowed, cursor: Annotated[str, _CURSOR] = "", limit: Annotated[int, _SIZE] = edited.SIZE
    ) -> models.Leaf[wholes.Edit]:
        """What articles changed after publication, the latest change first."""
        with here.opened() as ledger:
            found = edited.view(ledger, asked, cursor=cursor, size=limit)
        return models.Leaf(items=[wholes.Edit.of(e) for e in found.edits], next=found.more or None)

    @made.get("/taken-down")
    def list_taken_down(asked: Narrowed, limit: Annotated[int, _SIZE] = edited.SIZE) -> list[wholes.TakenDown]:
        """Articles that are gone from their addresses, the latest first."""
        with here.opened() as ledger:
            return [wholes.TakenDown.of(t) for t in ledger.taken_down(replace(asked, limit=limit))]


def _sites(made: APIRouter, here: Here) -> None:
    counter = counting.Counter()

    @made.get("/sites")
    def list_sites() -> list[models.Site]:
        """The sites with most articles."""
        with here.opened() as ledger:
            return [models.Site.of(s) for s in lists.sites(ledger)[0]]

    @made.get("/sites/{host}")
    def one_site(host: str) -> wholes.SiteWhole:
        """A site: what its articles hold, what ties it to others."""
        with here.opened() as ledger:
            return wholes.SiteWhole.whole(there(lists.site(ledger, host.lower(), lang="en")))

    @made.get("/networks/{id}")
    def one_network(id: str) -> wholes.Network:  # noqa: A002
        """Sites that evidence ties to one owner, and the evidence."""
        with here.opened() as ledger:
            return wholes.Network.whole(there(lists.network(ledger, id)))

    @made.get("/facets")
    def facets() -> wholes.Facets:
        """The languages, sites and countries of articles, the most frequent first."""
        with here.opened() as ledger:
            found = counter.of(ledger)
        count = wholes.Count.of
        return wholes.Facets(
            langs=[*map(count, found.langs)],
            sites=[*map(count, found.sites)],
            countries=[*map(count, found.countries)],
        )

    @made.get("/whoami")
    def whoami(request: Request) -> dict[str, Any]:
        """Who asks, and what they may."""
        who = request.state.visitor
        return {"name": who.name, "may": sorted(who.scopes)}
