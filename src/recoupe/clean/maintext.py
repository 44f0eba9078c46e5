"""The main text: what is plain to see, else trafilatura's, blocks where it cannot; then mended."""

from __future__ import annotations

import copy
import functools
import html
import logging
import re
from typing import TYPE_CHECKING, Any

from recoupe.clean import bodies, mend, quick
from recoupe.model import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from lxml.html import HtmlElement

    from recoupe.clean.blocks import Survey
    from recoupe.clean.facts import Facts
    from recoupe.templates import Template

_LONGEST = 200_000  # characters of text that are kept
_FEW, _MANY = 0.3, 1.7  # of the blocks' text: what trafilatura's fast way finds is believed between; tuned
_MUCH = 1_000  # characters of the blocks' text
_SCANT = 0.05  # of the blocks' text: trafilatura has lost it
_BODY = 500  # characters of a declared body that can stand for the page's text
_SCANTY = 0.4  # of the declared body: the page loads the rest later
_BREAKS = re.compile(r"<(?:br|/p|/h\d|/li|/div)\b[^<>]*>", re.IGNORECASE)
_TAGS = re.compile(r"<[^<>]*>")
_ASIDE = (
    "audio", "aside", "button", "canvas", "datalist", "dialog", "embed", "fieldset", "footer", "iframe", "input",
    "label", "legend", "link", "map", "menu", "meta", "nav", "noscript", "object", "picture", "select", "source",
    "style", "svg", "textarea", "video",
)  # fmt: skip
"""Elements that trafilatura takes out itself, after it has searched and copied them several times."""

Found = tuple[str, tuple[Problem, ...]]


def main_text(
    root: HtmlElement,
    seen: Survey,
    facts: Facts,
    titles: Collection[str],
    names: Iterable[str],
    *,
    template: Template | None = None,
) -> Found:
    """The main text of the page, one paragraph a line, and what was wrong. The tree may be in pieces afterwards.

    titles: what the headline may be said as; names: authors; both are dropped where they stand by themselves.
    template: what repeats over the pages of the site; its lines are dropped.
    """
    beside = mend.around(root, facts, titles)
    declared = _declared(facts)
    text, problems = (
        (_without(template, root, seen), ()) if template and seen.tame else _extracted(root, seen, declared)
    )
    text = declared if declared and len(text) <= _SCANTY * len(declared) else text
    if len(text) > _LONGEST:
        text = text[: max(text.rfind("\n", 0, _LONGEST), text.rfind(" ", 0, _LONGEST), 0) or _LONGEST]
        problems = (*problems, Problem("cut", f"more than {_LONGEST:,} characters of text; read up to there"))
    text = mend.mended(text, beside, titles, names)
    if not text:
        problems = (*problems, Problem("no_text", "no main text was found on the page"))
    return text, problems


def _without(template: Template, root: HtmlElement, seen: Survey) -> str:
    """The quick extractor's text without what is template."""
    return quick.trimmed(template.drop(quick.text(root)), seen)


def _extracted(root: HtmlElement, seen: Survey, declared: str) -> Found:
    """The text that is plain to see, as the page declares or holds it; else trafilatura's.

    Trafilatura's fast way comes first, its thorough one where the fast one is far from what the blocks have.
    """
    simple = seen.text()
    if not seen.tame:
        return simple, (Problem("simple_extraction", "large or deep page; its text was taken block by block"),)
    if text := (bodies.shown(declared, seen, simple) if declared else "") or bodies.held(seen, simple):
        return text, ()
    much, lists = len(simple) >= _MUCH, seen.lists
    slim = _slim(root if much else copy.deepcopy(root), lists, much=much) if much or lists else root
    text = _trafilatura(slim, fast=True)
    if not _FEW * len(simple) <= len(text) <= _MANY * len(simple) or not text:
        text = _trafilatura(slim if much else root, fast=False)
    return (simple if len(text) <= _SCANT * len(simple) else text), ()


def _slim(root: HtmlElement, lists: list[int], *, much: bool) -> HtmlElement:
    """The page, freed of the `lists` of links around its text, and of what holds no text of its own.

    That is half the work for what comes. Structured data stay, and where there is not `much` text all but the links:
    trafilatura weighs the little that it finds against all of the page.
    """
    from lxml import etree  # noqa: PLC0415 -- slow to import

    elements = list(root.iter("*")) if lists else []
    for number in lists:
        _emptied(elements[number], much=much)
    if much:
        for script in root.iter("script"):
            if "ld+json" not in (script.get("type") or ""):
                script.tag = "style"
        etree.strip_elements(root, *_ASIDE, with_tail=False)
    return root


def _emptied(links: HtmlElement, *, much: bool) -> None:
    """Make a list of links navigation without any, and without words where the page has `much` text."""
    words, tail = None if much else " ".join(links.itertext()), links.tail
    links.clear()
    links.tag, links.text, links.tail = "nav", words, tail


def _declared(facts: Facts) -> str:
    """The `articleBody` of the structured data, one paragraph a line; "" where there is none, or hardly any."""
    body = facts.subject.get("articleBody") or facts.subject.get("reviewBody")
    if not isinstance(body, str) or len(body) < _BODY:
        return ""
    words = _TAGS.sub(" ", _BREAKS.sub("\n", html.unescape(body[: 2 * _LONGEST])))
    return "\n".join(line for raw in words.splitlines() if (line := " ".join(raw.split())))


def _trafilatura(root: HtmlElement, *, fast: bool) -> str:
    """What trafilatura finds; "" where it fails."""
    from trafilatura import bare_extraction  # noqa: PLC0415 -- slow to import

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = bare_extraction(root, options=_options(fast=fast))
    except Exception:  # noqa: BLE001 -- whatever a hostile page makes it raise; the blocks are read instead
        return ""
    return str(getattr(found, "text", None) or "")


@functools.cache
def _options(*, fast: bool) -> Any:
    """What trafilatura is asked for; it would look all of it up for each page anew."""
    from trafilatura.settings import Extractor  # noqa: PLC0415 -- slow to import

    return Extractor(output_format="python", comments=False, fast=fast)
