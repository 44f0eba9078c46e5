"""Short articles with the words that name their speakers, for tests of who speaks."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recoupe import text as texts
from recoupe.extract import actors
from recoupe.model import Article, Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoupe.model import Doc

HERE = Path(__file__).parent


def doc(lang: str, text: str, *, tag: bool = True) -> Doc:
    return texts.parse(Article(ref="r", id="a", text=text, lang=lang, published="2024-05-15"), tag=tag)


def survey(lang: str, text: str, *, tag: bool = True) -> actors.Survey:
    found = actors.survey(doc(lang, text, tag=tag))
    assert found is not None
    return found


def statements(text: str, sources: Sequence[str]) -> tuple[Statement, ...]:
    """One statement a source, in text order, a whole word; the content is the next full stop."""
    out, at = [], 0
    for n, source in enumerate(sources):
        found = re.compile(rf"(?<![\w-]){re.escape(source)}" if source[0].isalnum() else re.escape(source)).search(
            text, at
        )
        assert found is not None, source
        stop = text.index(".", found.end())
        out.append(_said(n, (found.span(),), (stop, stop + 1)))
        at = found.end()
    return tuple(out)


def _said(n: int, source: tuple[tuple[int, int], ...], content: tuple[int, int]) -> Statement:
    return Statement(
        id=f"s{n}", content=(content,), form="indirect", stance="asserts", rule="test", source=source, cue=(content,)
    )


def who(lang: str, text: str, *sources: str, tag: bool = True) -> list[tuple[str, str | None]]:
    """Kind and name of the speaker behind each of `sources`, which stand in `text` in that order."""
    found = survey(lang, text, tag=tag)
    return [(s.kind, s.who) for s in actors.speakers(found, statements(text, sources))]


def scenes() -> list[tuple[str, str, dict[str, Any]]]:
    """All scenes: language, name, the table."""
    out = []
    for path in sorted(HERE.glob("scenes.*.toml")):
        lang = path.suffixes[-2][1:]
        out += [(lang, name, scene) for name, scene in tomllib.loads(path.read_text(encoding="utf-8")).items()]
    return out
