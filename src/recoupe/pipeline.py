"""The order of the steps: the one module that knows it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recoupe import __version__, clean, garbage, templates, text
from recoupe.config import Config
from recoupe.extract import actors, claims, dates, statements
from recoupe.model import Problem, Reading

if TYPE_CHECKING:
    from recoupe.model import Actor, Article, DateMention, Doc, Page, Statement
    from recoupe.templates import Asked, Lines, Template

__all__ = ["again", "fitted", "read"]

_DEFAULT = Config()


@garbage.later()
def read(page: Page, config: Config = _DEFAULT, *, template: Template | None = None) -> Reading:
    """Read one page and nothing else: same page, same config, same template, same version, same Reading.

    template: what repeats over the pages of the page's site, if that was learned and fits it (see docs/pages.md).
    """
    return again(clean.article(page, config=config, template=template), config)


def fitted(asked: Asked, config: Config = _DEFAULT) -> tuple[Template | None, Lines | None]:
    """The template that a page is to be read with, None where none fits, and its lines where they were looked at.

    Raises UsageError as `clean.lines`.
    """
    if asked.given:
        return (asked.templates[0] if asked.templates else None), None
    lines = clean.lines(asked.page, config=config) if asked.templates or asked.teaching else None
    return (templates.fitting(asked.templates, lines) if lines else None), lines


@garbage.later()
def again(article: Article, config: Config = _DEFAULT) -> Reading:
    """Read an article that was cleaned before."""
    doc = text.parse(article, limit=config.max_text)
    timexes = dates.find(doc)
    said = statements.dated(doc, statements.find(doc, timexes), timexes)
    people, said = _spoken(doc, timexes, said)
    return Reading(
        article=article,
        statements=said,
        timexes=timexes,
        actors=people,
        claims=claims.find(doc, said, people),
        problems=_long(article, config),
        version=__version__,
    )


def _long(article: Article, config: Config) -> tuple[Problem, ...]:
    if len(article.text) <= config.max_text:
        return ()
    return (Problem("long_text", f"longer than {config.max_text:,} characters; nothing is read in what comes after"),)


def _spoken(
    doc: Doc, timexes: tuple[DateMention, ...], said: tuple[Statement, ...]
) -> tuple[tuple[Actor, ...], tuple[Statement, ...]]:
    """The actors of `doc`, and its statements with their speakers."""
    survey = actors.survey(doc, timexes)
    if survey is None:
        return (), said
    speakers = actors.speakers(survey, said)
    told = zip(said, speakers, strict=True)
    return actors.listed(survey, speakers), tuple(replace(s, kind=x.kind, who=x.who, actor=x.actor) for s, x in told)
