"""What people decide: every decision with who, when and why, and a way to take it back."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, islice
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.routing import Route

from recoupe.errors import QueryError
from recoupe.web.people import forms, site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from recoupe.ledger import Ledger
    from recoupe.model import Review
    from recoupe.web.people.site import Site

    Decide = Callable[[Ledger, Mapping[str, str], str], str]

_LONGEST_NOTE = 2_000
_SHOWN = 100
_CHECK = ("claim", "rating", "reviewer", "url", "claimant")
_FIELDS = (*_CHECK, "verdict", "ids", "members", "who", "stance", "name", "note", "back")


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided in one go: the first of its reviews stands for all; `facts` are the ids that it touches."""

    first: Review
    facts: tuple[str, ...]


def decisions(reviews: Iterable[Review]) -> list[Decision]:
    """Reviews, which come by time, as the decisions that they are of, the latest first."""
    made = []
    for _, several in groupby(reviews, lambda r: r.decision):
        group = list(several)
        said = next((r for r in group if r.verdict == "split"), group[0])
        facts = tuple(dict.fromkeys(fact for r in group for fact in (r.a, r.b) if fact))
        made.append(Decision(said, facts))
    return made[::-1]


def _note(form: Mapping[str, str]) -> str:
    return form.get("note", "").strip()[:_LONGEST_NOTE]


def _ids(form: Mapping[str, str], field: str = "ids") -> list[str]:
    """The ids in a field, parted by blanks or commas."""
    return form.get(field, "").replace(",", " ").split()


def _one(form: Mapping[str, str]) -> str:
    found = _ids(form)
    if len(found) != 1:
        raise QueryError("give the id of one thing")
    return found[0]


def _correct(ledger: Ledger, form: Mapping[str, str], by: str) -> str:
    """What stands in the fields and differs from what was read."""
    was = {s.statement.id: s for s in ledger.statements_of([_one(form)])}.get(_one(form))
    given = {field: form[field].strip() for field in ("who", "stance") if form.get(field, "").strip()}
    told = {f: v for f, v in given.items() if was is None or v != getattr(was.statement, f)}
    if was is not None and not told:
        raise QueryError("nothing is corrected: it reads so already")
    return ledger.correct(_one(form), told, person=by, note=_note(form))


_DECIDE: Mapping[str, Decide] = {
    "confirm": lambda ledger, form, by: ledger.confirm(_one(form), person=by, note=_note(form)),
    "correct": _correct,
    "hide": lambda ledger, form, by: ledger.hide(_one(form), person=by, note=_note(form)),
    "rename": lambda ledger, form, by: ledger.rename(_one(form), form.get("name", ""), person=by, note=_note(form)),
    "merge": lambda ledger, form, by: ledger.merge(
        _ids(form), person=by, note=_note(form), opposite=form.get("opposite") == "yes"
    ),
    "check": lambda ledger, form, by: ledger.fact_check(
        _one(form), {f: form[f] for f in _CHECK if form.get(f, "").strip()}, person=by, note=_note(form)
    ),
    "split": lambda ledger, form, by: ledger.split(_one(form), _ids(form, "members"), person=by, note=_note(form)),
}
"""What can be decided, each with what it takes of a form: `ids`, and more."""


def decide(ledger: Ledger, verdict: str, form: Mapping[str, str], by: str) -> str:
    """Decide; gives the decision's id. Raises QueryError."""
    if verdict not in _DECIDE:
        raise QueryError(f"{verdict[:20]!r} is none of {', '.join(_DECIDE)}")
    return _DECIDE[verdict](ledger, form, by)


def routes(here: Site) -> list[Route]:
    """The pages of decisions."""

    async def shown(request: Request) -> Response:
        return await _shown(here, request)

    async def made(request: Request) -> Response:
        form = await forms.posted(request, "decide")
        who = forms.visitor(request)
        try:
            await here.ask(lambda ledger: decide(ledger, form.get("verdict", ""), form, who.name))
        except site.WRONG as e:
            return await _shown(here, request, error=e, form=form)
        return site.back(form.get("back") or "/decisions", "decided")

    async def undo(request: Request) -> Response:
        form = await forms.posted(request, "decide")
        who, decision = forms.visitor(request), form.get("decision", "")
        if not await here.ask(lambda ledger: ledger.revoke(decision, person=who.name)):
            raise HTTPException(404, "There is no such decision, or it was taken back already.")
        return site.back(form.get("back") or "/decisions", "undone")

    return [
        Route("/decisions", shown, methods=["GET"]),
        Route("/decisions", made, methods=["POST"]),
        Route("/decisions/undo", undo, methods=["POST"]),
    ]


async def _shown(
    here: Site, request: Request, *, error: Exception | None = None, form: Mapping[str, str] | None = None
) -> Response:
    """All decisions, or those on one fact (`of`), taken back or not."""
    of = request.query_params.get("of", "").split()

    def read(ledger: Ledger) -> list[Decision]:
        return list(islice(decisions(ledger.reviews(of=of, live=False)), _SHOWN))

    said, status = site.wrong(error) if error else ("", 200)
    asked = form if form is not None else request.query_params
    given = {field: asked.get(field, "") for field in _FIELDS}
    found = await here.ask(read)
    return here.page(request, "decisions.html", status=status, decisions=found, of=" ".join(of), form=given, wrong=said)
