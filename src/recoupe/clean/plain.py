"""A plain text into an Article: the text unchanged, its footer named, its headline told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe import ids
from recoupe.clean import datelines, dating, footers, language, sites
from recoupe.model import Article, Problem

if TYPE_CHECKING:
    from recoupe.config import Config
    from recoupe.model import Page, Spans

_LONGEST_TITLE = 160
_HEAD = 2_000  # characters in which a day of publication may stand
_END = frozenset(".;,:…")


def article(page: Page, text: str, problems: tuple[Problem, ...], config: Config) -> Article:
    """The Article of `page`, whose text is `text`, unchanged."""
    boilerplate, outlinks = footers.boilerplate(text)
    own = _without(text, boilerplate)
    code, unsure = language.language(own, declared=(config.lang, page.lang))
    published, bad = dating.declared(config.published, page)
    if not published and (found := datelines.day(_head(own), code)):
        published, odd = dating.published([found], page)
        bad = (*bad, *odd)
    if not published:
        published, odd = dating.claimed(page)
        bad = (*bad, *odd)
    if not own.strip():
        problems = (*problems, Problem("no_text", "there is no text"))
    return Article(
        ref=page.ref,
        id=ids.make("a", page.url or page.ref, text),
        text=text,
        url=page.url,
        site=sites.of(page.url),
        lang=code,
        title=page.title or _title(own),
        published=published,
        outlinks=outlinks,
        boilerplate=boilerplate,
        problems=problems + unsure + bad + dating.missing(published),
    )


def _head(text: str) -> list[str]:
    """The first lines that are not blank."""
    return [line for raw in text[:_HEAD].splitlines() if (line := raw.strip())]


def _without(text: str, spans: Spans) -> str:
    """`text` without `spans`."""
    ends = (0, *(end for _, end in spans))
    starts = (*(start for start, _ in spans), len(text))
    return "".join(text[a:b] for a, b in zip(ends, starts, strict=True))


def _title(text: str) -> str | None:
    """The first line, if it is short, no sentence, and text follows."""
    head = text.lstrip()
    first, _, rest = head[: 4 * _LONGEST_TITLE].partition("\n")
    first = first.strip().lstrip("#").strip()
    if not first or len(first) > _LONGEST_TITLE or first[-1] in _END or not rest.strip():
        return None
    return first if any(map(str.isalpha, first)) else None
