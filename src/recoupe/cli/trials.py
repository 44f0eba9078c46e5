"""The examples beside a language's data, read: each with what is wrong, "" where it is read as it says."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING, NamedTuple

from recoupe import lang, pipeline, text
from recoupe.extract import actors, claims, dates
from recoupe.lang import examples as standard
from recoupe.lang.claims import Claims
from recoupe.lang.claims import Example as Answer
from recoupe.lang.dates import Dates
from recoupe.lang.language import Example as Written
from recoupe.lang.language import Language
from recoupe.lang.names import Example as Named
from recoupe.lang.names import Names
from recoupe.model import Article, Page, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recoupe.lang.examples import Example
    from recoupe.model import DateMention, Reading, Spans

_WORD = re.compile(r"\w+")


class Trial(NamedTuple):
    """An example of `file`: the task it is for, how it is called, and what is wrong with its reading."""

    task: str
    file: str
    key: str
    problem: str
    misread: bool = False


def run(code: str) -> Iterator[Trial]:
    """Read all examples of language `code`. Raises LanguageDataError."""
    yield from _texts(code)
    yield from _standard(code)
    yield from _dates(code)
    yield from _names(code)
    yield from _claims(code)


def _texts(code: str) -> Iterator[Trial]:
    data = lang.load(Language, code)
    for n, example in enumerate(data.examples if data else ()):
        yield Trial("text", Language.FILE, f"examples[{n}]", written(code, example))


def _standard(code: str) -> Iterator[Trial]:
    for key, example in standard.examples(code).items():
        reading = read(code, example)
        if example.says is not None:
            yield Trial("statements", standard.FILE, key, said(example, reading), example.misread)
        if not example.misread and (example.who or example.said_on or example.actors):
            yield Trial("names", standard.FILE, key, who(example, reading))
        if example.days:
            yield Trial("dates", standard.FILE, key, days(example, reading))


def _dates(code: str) -> Iterator[Trial]:
    data = lang.load(Dates, code)
    if data is None:
        return
    for rule in (*data.rules, *data.fixed):
        name = getattr(rule, "name", "") or getattr(rule, "words", ("",))[0]
        for sentence, expression, value in (row for row in rule.yes if len(row) == 3):  # noqa: PLR2004
            problem = dated(code, data.day, sentence, expression, value)
            yield Trial("dates", Dates.FILE, f"{name}: {sentence}", problem)
        for sentence in rule.no:
            yield Trial("dates", Dates.FILE, f"{name}: {sentence}", undated(code, data.day, sentence))
    for sentence in data.no:
        yield Trial("dates", Dates.FILE, f"no: {sentence}", undated(code, data.day, sentence))


def _names(code: str) -> Iterator[Trial]:
    data = lang.load(Names, code)
    for n, example in enumerate(data.examples if data else ()):
        yield Trial("names", Names.FILE, f"examples[{n}]", named(code, example))


def _claims(code: str) -> Iterator[Trial]:
    data = lang.load(Claims, code)
    for n, example in enumerate(data.examples if data else ()):
        yield Trial("claims", Claims.FILE, f"examples[{n}]", answered(code, example))


def read(code: str, example: Example) -> Reading:
    """The reading of a standard example."""
    return pipeline.read(Page(code, example.text, "text/plain", lang=code, published=standard.DAY))


def said(example: Example, reading: Reading) -> str:
    """What is wrong with the statements of a standard example."""
    found = [
        (
            _words(_shown(reading, s.source)),
            _words(_shown(reading, s.content)),
            s.stance,
            _words(_shown(reading, s.cue)),
        )
        for s in reading.statements
    ]
    for row in example.says or ():
        if len(row) != 4:  # noqa: PLR2004
            return f"{list(row)}: a row of says has source, cue, content, stance"
        source, cue, content, stance = row
        met = [f for f in found if f[:3] == (_words(source), _words(content), stance)]
        if not met or (_words(cue) and not set(_words(cue)) & set(met[0][3])):
            return f"not read: {_row(source, cue, content, stance)}; read: {_rows(reading)}"
    if not example.more and len(found) != len(example.says or ()):
        return f"more is read than it says: {_rows(reading)}"
    return ""


def _words(words: str) -> list[str]:
    return _WORD.findall(words.lower())


def _shown(reading: Reading, spans: Spans) -> str:
    return " | ".join(reading.article.text[a:b] for a, b in spans)


def _row(*parts: str) -> str:
    return " · ".join(part or "–" for part in parts)


def _rows(reading: Reading) -> str:
    rows = (_row(*(_shown(reading, x) for x in (s.source, s.cue, s.content)), s.stance) for s in reading.statements)
    return "; ".join(rows) or "nothing"


def who(example: Example, reading: Reading) -> str:
    """What is wrong with actors, speakers and days of saying of a standard example."""
    actors_ = [(a.name, a.type, a.country or "") for a in reading.actors]
    missing = [str(row) for row in example.actors if tuple(row) not in actors_]
    speakers = {s.who for s in reading.statements}
    missing += [name for name in example.who if name not in speakers]
    told = {s.said_on.first.isoformat() for s in reading.statements if s.said_on and s.said_on.first}
    missing += [day for day in example.said_on if day not in told]
    if not missing:
        return ""
    return f"not found: {', '.join(missing)}; found: {sorted(map(str, speakers | told)) + [str(a) for a in actors_]}"


def days(example: Example, reading: Reading) -> str:
    """What is wrong with the dates of a standard example."""
    found = [
        (reading.article.text[t.start : t.end], str(t.days.first), str(t.days.last))
        for t in reading.timexes
        if t.days is not None
    ]
    for expression, *interval in example.days:
        if not any((expression in f[0] or f[0] in expression) and list(f[1:]) == interval for f in found):
            return f"not read: {expression} {' to '.join(interval)}; read: {found or 'nothing'}"
    return ""


def dated(code: str, day: str, sentence: str, expression: str, value: str) -> str:
    """What is wrong with the date that must be found in `sentence`."""
    found = [(sentence[t.start : t.end], t.value) for t in _timexes(code, day, sentence)]
    return "" if (expression, value) in found else f"not read: {expression} as {value}; read: {found or 'nothing'}"


def undated(code: str, day: str, sentence: str) -> str:
    """What is wrong with a sentence that holds no time."""
    found = [(sentence[t.start : t.end], t.value) for t in _timexes(code, day, sentence)]
    return f"read as time: {found}" if found else ""


def _timexes(code: str, day: str, sentence: str) -> Sequence[DateMention]:
    return dates.find(text.parse(Article("x", "x", sentence, lang=code, published=day)))


def named(code: str, example: Named) -> str:
    """What is wrong with the actors of an example of `names.toml`."""
    found = actors.find(text.parse(Article("r", "a", example.text, lang=code, published=standard.DAY)))
    rows = [[a.name, a.type, a.country or "", a.role or ""] for a in found]
    for wanted in example.actors:
        parts = [part.strip() for part in wanted.split("|")]
        if not any(row[: len(parts)] == parts for row in rows):
            return f"not found: {wanted}; found: {rows or 'nobody'}"
    wrong = {row[0] for row in rows} & set(example.never)
    return f"never an actor, but found: {', '.join(sorted(wrong))}" if wrong else ""


def answered(code: str, example: Answer) -> str:
    """What is wrong with the dispute of an example of `claims.toml`."""
    words = f"{example.asserted}. {example.answer}."
    second = len(example.asserted) + 2
    doc = text.parse(Article(ref="a", id="a", text=words, lang=code))
    both = [
        Statement("a", ((0, second - 2),), "indirect", "asserts", "example", who="Ada Lind"),
        Statement("b", ((second, len(words) - 1),), "indirect", example.stance, "example", who="Bo Storm"),
    ]
    disputed = any(c.disputed for c in claims.find(doc, both))
    if disputed == example.disputed:
        return ""
    return f"{'not ' if example.disputed else ''}read as a dispute: {example.asserted} / {example.answer}"


def written(code: str, example: Written) -> str:
    """What is wrong with tokens, sentences and quotations of an example of `language.toml`."""
    doc = text.parse(Article("t", "t", example.text, lang=code), tag=False)
    found = {
        "tokens": " ".join(t.text for t in doc.tokens),
        "sentences": tuple(example.text[s.start : s.end] for s in doc.sentences),
        "quotations": tuple(example.text[q.inner[0] : q.inner[1]] for q in doc.quotations),
    }
    for f in fields(Written):
        wanted = getattr(example, f.name)
        if f.name in found and wanted not in (None, "", found[f.name]) and (wanted or f.name == "quotations"):
            return f"{f.name}: {found[f.name]!r}, not {wanted!r}"
    return ""
