"""Little articles with their statements marked.

`{a asserts:the words}` is the content of statement `a`, `{a@:the union}` its source, `{a!:said}` its cue; a source
`{a@:she=The minister}` is the word that stands in the text and who it is. Marks may stand inside contents; one content
of two statements is `{a asserts,b denies:the words}`. `disputed` and `same` list pairs of statements.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from recoupe import text
from recoupe.model import Article, Doc, Span, Stance, Statement

_MARK = re.compile(r"\{([^{}:]*):|\}")
_STANCES: dict[str, Stance] = {s: s for s in ("asserts", "denies", "confirms", "doubts", "urges")}


@dataclass(frozen=True, slots=True)
class Marked:
    """An article of a language with its statements, and which pairs of them are disputed or at least of one claim."""

    name: str
    doc: Doc
    statements: tuple[Statement, ...]
    disputed: frozenset[tuple[str, str]]
    same: frozenset[tuple[str, str]]


def articles(code: str) -> list[Marked]:
    """The articles of `articles.<code>.toml`; none where there is no such file."""
    path = Path(__file__).with_name(f"articles.{code}.toml")
    if not path.is_file():
        return []
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["article"]
    return [read(code, r["name"], r["text"], r["disputed"], r.get("same", [])) for r in rows]


def read(code: str, name: str, marked: str, disputed: list[str], same: list[str]) -> Marked:
    """Take the marks out of `marked`."""
    plain, spans = _strip(marked.strip())
    stances = {n: _STANCES[kind] for n, kind in spans if kind in _STANCES}
    doc = text.parse(Article(ref=name, id=name, text=plain, lang=code))
    return Marked(
        name,
        doc,
        tuple(_statement(plain, n, stances[n], spans) for n in stances),
        frozenset(_pair(p) for p in disputed),
        frozenset(_pair(p) for p in same),
    )


def _pair(pair: str) -> tuple[str, str]:
    a, b = sorted(pair.split())
    return a, b


def _strip(marked: str) -> tuple[str, dict[tuple[str, str], tuple[Span, str]]]:
    """The text without marks; by statement and what it is (a stance, @, !) the span, and who it is."""
    plain, at, opened = "", 0, []
    spans: dict[tuple[str, str], tuple[Span, str]] = {}
    for m in _MARK.finditer(marked):
        plain += marked[at : m.start()]
        at = m.end()
        if m.group() != "}":
            opened.append((m.group(1), len(plain)))
            continue
        keys, start = opened.pop()
        words, _, who = plain[start:].partition("=")
        plain = plain[:start] + words
        for key in keys.split(","):
            name, kind = (key[:-1], key[-1]) if key[-1] in "@!" else key.split()
            spans[name, kind] = ((start, len(plain)), who or words)
    return plain + marked[at:], spans


def _statement(plain: str, name: str, stance: Stance, spans: dict[tuple[str, str], tuple[Span, str]]) -> Statement:
    source = spans.get((name, "@"))
    cue = spans.get((name, "!"))
    content = spans[name, stance][0]
    who = source[1] if source else None
    quoted = plain[content[0] - 2 : content[0]].strip()[-1:] in {'"', "«", "“"}
    return Statement(
        id=name,
        content=(content,),
        form="direct" if quoted else "indirect",
        stance=stance,
        rule="marked",
        source=(source[0],) if source else (),
        cue=(cue[0],) if cue else (),
        kind="named" if who else "none",
        who=who,
    )
