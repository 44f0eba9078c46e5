"""What extractors get wrong: the standfirst they miss, the lines that lead elsewhere, the headline said again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.clean import words
from recoupe.clean.facts import text as first_text
from recoupe.clean.words import key

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from recoupe.clean.facts import Facts

_SHORT = 120  # characters of a line that can be no more than a link
_LINK_LINE = 12  # letters that a link must have to make its line one to drop
_STANDFIRST = 40  # letters a description must have
_SEARCHED = 1_000_000  # characters of the page in which the standfirst is looked for
_HEAD = 3  # lines among which the headline may stand again


def mended(text: str, root: HtmlElement, facts: Facts, title: str | None) -> str:
    """`text` with its standfirst and without lines that are not its own."""
    lines = [line for raw in text.splitlines() if (line := raw.strip())]
    lines = _without_headline(lines, title)
    links = _alone_in_links(root)
    kept = [line for line in lines if not _stray(line, links)]
    return "\n".join(_with_standfirst(kept, root, facts, title))


def _stray(line: str, links: set[str]) -> bool:
    if len(line) > 2 * _SHORT:
        return False
    if words.SHARE.fullmatch(line):
        return True
    if key(line) in links:
        return True
    return len(line) < _SHORT and bool(words.MORE.match(line)) and (line[-1:] not in ".!?»”" or len(line) < 40)


def _alone_in_links(root: HtmlElement) -> set[str]:
    """Texts of blocks that hold a link and nothing else."""
    found = set()
    for link in root.iter("a"):
        parent = link.getparent()
        if parent is None or len(parent) > 1 or (parent.text or "").strip() or (link.tail or "").strip():
            continue
        label = key(link.text_content()[:500])
        if len(label) >= _LINK_LINE:
            found.add(label)
    return found


def _without_headline(lines: list[str], title: str | None) -> list[str]:
    wanted = key(title or "")
    return [line for i, line in enumerate(lines) if i >= _HEAD or not wanted or key(line) != wanted]


def _with_standfirst(lines: list[str], root: HtmlElement, facts: Facts, title: str | None) -> list[str]:
    """`lines` after the description that the page shows and they lack."""
    body = key("".join(lines))
    page: str | None = None
    for given in (
        facts.metas.first("og:description"),
        first_text(facts.subject.get("description")),
        facts.metas.first("description"),
    ):
        wanted = key(given or "")
        if len(wanted) < _STANDFIRST or wanted in body or wanted == key(title or ""):
            continue
        page = key(root.text_content()[:_SEARCHED]) if page is None else page
        shown = _shown(root, wanted) if wanted in page else None
        if shown:
            return [shown, *lines]
    return lines


def _shown(root: HtmlElement, wanted: str) -> str | None:
    """The text of the element that shows just `wanted` (a description, as `key` makes it)."""
    for element in root.iter("p", "h2", "h3", "div", "span", "strong", "li", "header", "section"):
        if element.text is None and len(element) > 3:  # noqa: PLR2004 -- a container
            continue
        content = element.text_content()
        if len(content) < 3 * len(wanted) + 100 and key(content) == wanted:
            return " ".join(content.split())
    return None
