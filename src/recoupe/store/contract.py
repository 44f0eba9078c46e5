"""A reading as the contract has it (docs/contract.md), back into a Reading, with every promise checked.

What is wrong is told by its key, as `statements[3].content[0]`: ids, kinds and values, and spans inside the text.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import typing
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, cast

from recoupe import ids, model
from recoupe.characters import stored
from recoupe.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from recoupe.model import Span, Spans

T = TypeVar("T")

_ID = re.compile("[a-z]1[0-9a-f]{16}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TIME = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?")
_COUNTRY = re.compile("[A-Z]{2}")
_MEND = "give readings as `recoupe read --format jsonl` writes them"
MOST = 99_999  # statements, actors of one article


def reading(line: bytes | str, ref: str) -> model.Reading:
    """The reading in a line of JSON; `ref` names the line. Raises InputError."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as e:
        raise InputError(ref, f"not JSON: {e}", _MEND) from e
    try:
        made = _reading(_Object(data, ""))
        _check(made)
    except _WrongError as e:
        raise InputError(ref, str(e), _MEND) from e
    return made


def check(made: model.Reading) -> None:
    """Raise InputError where spans lie outside the text, or ids do not lead anywhere."""
    try:
        _check(made)
    except _WrongError as e:
        raise InputError(made.article.ref, str(e), _MEND) from e


def _check(made: model.Reading) -> None:
    _article_id(made.article)
    _spans_inside(made)
    _ids_lead_somewhere(made)


class _WrongError(Exception):
    """What is wrong, with its key."""


def _wrong(key: str, what: str) -> NoReturn:
    raise _WrongError(f"{key or 'the line'}: {what}")


class _Object:
    """An object of JSON whose keys are taken out one by one."""

    def __init__(self, data: object, key: str) -> None:
        if not isinstance(data, dict):
            _wrong(key, "not an object")
        self.data, self.key = data, f"{key}." if key else ""

    def get(self, name: str) -> Any:
        if name not in self.data:
            _wrong(self.key + name, "missing")
        return self.data[name]

    def word(self, name: str, pattern: re.Pattern[str] | None = None) -> str:
        value = self.get(name)
        if not isinstance(value, str):
            _wrong(self.key + name, "not a string")
        value = stored(value)
        if pattern and not pattern.fullmatch(value):
            _wrong(self.key + name, f"{value[:80]!r} does not look like one")
        return value

    def maybe(self, name: str, pattern: re.Pattern[str] | None = None) -> str | None:
        return None if self.get(name) is None else self.word(name, pattern)

    def of(self, name: str, values: tuple[str, ...]) -> Any:
        value = self.get(name)
        if value not in values:
            _wrong(self.key + name, f"{str(value)[:80]!r} is none of {', '.join(values)}")
        return value

    def number(self, name: str) -> int:
        value = self.get(name)
        if not isinstance(value, int) or isinstance(value, bool):
            _wrong(self.key + name, "not a whole number")
        return value

    def day(self, name: str) -> dt.date | None:
        value = self.maybe(name, _DAY)
        try:
            return dt.date.fromisoformat(value) if value else None
        except ValueError:
            _wrong(self.key + name, f"{value} is on no calendar")

    def __contains__(self, name: str) -> bool:
        return name in self.data

    def each(self, name: str, make: Callable[[_Object], T]) -> tuple[T, ...]:
        return tuple(make(_Object(v, f"{self.key}{name}[{i}]")) for i, v in enumerate(self._list(name)))

    def words(self, name: str) -> tuple[str, ...]:
        found = self._list(name)
        if not all(isinstance(v, str) for v in found):
            _wrong(self.key + name, "not only strings")
        return tuple(stored(v) for v in found)

    def spans(self, name: str) -> Spans:
        return tuple(_span(v, f"{self.key}{name}[{i}]") for i, v in enumerate(self._list(name)))

    def _list(self, name: str) -> list[Any]:
        value = self.get(name)
        if not isinstance(value, list):
            _wrong(self.key + name, "not an array")
        return value


def _span(value: object, key: str) -> Span:
    if not (isinstance(value, list) and len(value) == 2 and all(type(n) is int for n in value)):  # noqa: PLR2004
        _wrong(key, "not a span [start, end]")
    return cast("Span", tuple(value))


def _reading(o: _Object) -> model.Reading:
    return model.Reading(
        article=_article(o),
        statements=o.each("statements", _statement),
        timexes=o.each("timexes", _timex),
        actors=o.each("actors", _actor),
        claims=o.each("claims", _claim),
        version=o.word("version"),
    )


def _article(o: _Object) -> model.Article:
    return model.Article(
        ref=o.word("ref"),
        id=o.word("id", _ID),
        text=o.word("text"),
        url=o.maybe("url"),
        site=o.maybe("site"),
        kind=o.of("kind", typing.get_args(model.Kind)),
        lang=o.maybe("lang"),
        title=o.maybe("title"),
        authors=o.words("authors"),
        published=o.maybe("published", _TIME),
        modified=o.maybe("modified", _TIME),
        outlinks=o.each("outlinks", _outlink),
        boilerplate=o.spans("boilerplate"),
        marks=_marks(o) if "marks" in o else (),
        factchecks=o.each("factchecks", _factcheck) if "factchecks" in o else (),
        problems=o.each("problems", lambda p: model.Problem(p.word("code"), p.word("message"))),
    )


def _marks(o: _Object) -> tuple[model.SiteMark, ...]:
    site, article = o.maybe("site") or "", o.word("id")
    return o.each("marks", lambda m: model.SiteMark(site, m.word("kind"), m.word("value"), article))


def _factcheck(o: _Object) -> model.ClaimReview:
    claim, source, appearances = o.word("claim"), o.word("source"), o.words("appearances")
    told = {name: o.maybe(name) for name in model.WORDED}
    return model.ClaimReview(claim, source=source, appearances=appearances, **told)


def _outlink(o: _Object) -> model.Outlink:
    return model.Outlink(o.word("url"), o.word("text"), o.of("where", ("body", "footer", "nav")))


def _statement(o: _Object) -> model.Statement:
    confidence = o.get("confidence")
    if not isinstance(confidence, (int, float)) or not 0 <= confidence <= 1:
        _wrong(f"{o.key}confidence", "not a number from 0 to 1")
    return model.Statement(
        id=o.word("id", _ID),
        content=o.spans("content"),
        form=o.of("form", typing.get_args(model.Form)),
        stance=o.of("stance", typing.get_args(model.Stance)),
        rule=o.word("rule"),
        source=o.spans("source"),
        cue=o.spans("cue"),
        kind=o.of("kind", typing.get_args(model.SpeakerKind)),
        who=o.maybe("who"),
        actor=o.maybe("actor", _ID),
        to=o.maybe("to"),
        said_on=None if o.get("said_on") is None else _days(_Object(o.get("said_on"), f"{o.key}said_on")),
        confidence=float(confidence),
    )


def _days(o: _Object) -> model.Days | None:
    first, last = o.day("from"), o.day("to")
    return model.Days(first, last) if first or last else None


def _timex(o: _Object) -> model.DateMention:
    return model.DateMention(
        start=o.number("start"),
        end=o.number("end"),
        type=o.of("type", typing.get_args(model.TimexType)),
        value=o.word("value"),
        rule=o.word("rule"),
        mod=o.maybe("mod"),
        days=_days(o),
    )


def _actor(o: _Object) -> model.Actor:
    return model.Actor(
        id=o.word("id", _ID),
        name=o.word("name"),
        type=o.of("type", typing.get_args(model.ActorType)),
        mentions=o.spans("mentions"),
        country=o.maybe("country", _COUNTRY),
        role=o.maybe("role"),
    )


def _claim(o: _Object) -> model.Claim:
    sides = typing.get_args(model.Polarity)
    return model.Claim(
        o.word("id", _ID),
        o.each("members", lambda m: model.Member(m.word("statement", _ID), m.of("polarity", sides))),
    )


def _article_id(article: model.Article) -> None:
    """The id is a hash of address and text; where characters were replaced it cannot be made again."""
    whole = f"{article.url or article.ref}{article.text}"
    if "\ufffd" not in whole and article.id != ids.make("a", article.url or article.ref, article.text):
        _wrong("id", "not that of this address and text; was the text changed after it was read?")


def _spans_inside(made: model.Reading) -> None:
    length = len(made.article.text)
    for key, start, end in _spans(made):
        if not 0 <= start < end <= length:
            _wrong(key, f"[{start}, {end}] lies outside the text, which has {length:,} characters")


def _spans(made: model.Reading) -> Iterable[tuple[str, int, int]]:
    """Every span with its key."""
    yield from ((f"boilerplate[{i}]", a, b) for i, (a, b) in enumerate(made.article.boilerplate))
    for n, s in enumerate(made.statements):
        if not s.content:
            _wrong(f"statements[{n}].content", "empty")
        for name in ("content", "source", "cue"):
            yield from ((f"statements[{n}].{name}[{i}]", a, b) for i, (a, b) in enumerate(getattr(s, name)))
    yield from ((f"timexes[{n}]", t.start, t.end) for n, t in enumerate(made.timexes))
    for n, actor in enumerate(made.actors):
        yield from ((f"actors[{n}].mentions[{i}]", a, b) for i, (a, b) in enumerate(actor.mentions))


def _ids_lead_somewhere(made: model.Reading) -> None:
    said, people = {s.id for s in made.statements}, {a.id for a in made.actors}
    if len(said) != len(made.statements):
        _wrong("statements", "two have the same id")
    counted = {"statements": made.statements, "actors": made.actors, "factchecks": made.article.factchecks}
    for key, count in ((key, len(found)) for key, found in counted.items()):
        if count > MOST:
            _wrong(key, f"more than {MOST:,}")
    for n, s in enumerate(made.statements):
        if s.id != ids.make("s", made.article.id, s.content, s.source, s.cue):
            _wrong(f"statements[{n}].id", "not that of this article and these spans")
        if s.actor and s.actor not in people:
            _wrong(f"statements[{n}].actor", f"{s.actor} is none of the actors")
    _claims_hold(made, said)


def _claims_hold(made: model.Reading, said: set[str]) -> None:
    if len({c.id for c in made.claims}) != len(made.claims):
        _wrong("claims", "two have the same id")
    for n, c in enumerate(made.claims):
        if c.id != ids.make("c", min((m.statement for m in c.members), default="")):
            _wrong(f"claims[{n}].id", "not that of its smallest statement")
        if not {m.statement for m in c.members} <= said:
            _wrong(f"claims[{n}].members", "one is none of the statements")
