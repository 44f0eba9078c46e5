"""A network's footer in a plain text: the lines at its end that list sites, and the sites.

A footer is a run of entries to the end of the text: lines of which an address is the point, with short names or blurbs
between them. It begins at the line that announces it ("Our other sites"), if there is one; without such a line there
must be three sites. Lines that only lead to another article ("Read also: …") are named too, wherever they stand.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recoupe.clean import entries, words
from recoupe.model import Outlink

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoupe.clean.entries import Entry
    from recoupe.model import Span

_GAP = 3  # lines without an address between two entries, or after the last
_ANNOUNCED, _UNANNOUNCED = 1, 3  # sites that a footer names at least
_NAMES = 2  # sites named without address that an announced footer has at least
_NAME = 80  # characters of a site's name on a line of its own
_HEADING = 160  # characters of an announcement
_LONGEST_POINTER = 200

_IN_LINE = re.compile("[:：].*[,|·،]")
_ENDS = ".!?…。؟"
_COLON = re.compile("[:：]")  # what no pointer lacks

Found = tuple[tuple["Span", ...], tuple[Outlink, ...]]


def boilerplate(text: str) -> Found:
    """Spans of `text` that are not the article's own, ascending, and the sites that its footer names."""
    lines = entries.last_lines(text)
    first = _first(lines)
    footer = lines[first:] if first is not None else []
    end = footer[0].start if footer else len(text)
    spans = [*_pointers(text, end)]
    if footer:
        spans.append((footer[0].start, footer[-1].end))
    return tuple(spans), _sites(footer)


def _pointers(text: str, end: int) -> Iterator[Span]:
    """Lines before `end` that only lead to another article."""
    at = 0
    for line in text[:end].splitlines(keepends=True):
        stripped = line.strip()
        if len(stripped) <= _LONGEST_POINTER and _COLON.search(stripped) and words.POINTER.match(stripped):
            start = at + line.index(stripped)
            yield start, start + len(stripped)
        at += len(line)


def _first(lines: list[Entry]) -> int | None:
    """The index of the footer's first line, None if there is no footer."""
    for i, (line, open_) in enumerate(zip(lines, _open(lines), strict=True)):
        if open_ and _announces(line) and _is_list(lines[i + 1 :], line):
            return i
    top = _run(lines)
    if top is None or _count(lines[top:]) < _UNANNOUNCED:
        return None
    return _above(lines, top)


def _open(lines: list[Entry]) -> list[bool]:
    """Whether there can be a list behind each line: an address in or after it, or no prose after it."""
    out: list[bool] = []
    sites = prose = False
    for line in reversed(lines):
        sites = sites or bool(line.urls)
        out.append(sites or not prose)
        prose = prose or line.prose
    return out[::-1]


def _above(lines: list[Entry], top: int) -> int:
    """`top`, or where its name and the heading before it stand."""
    named = sum(1 for a, b in zip(lines[top:], lines[top + 1 :], strict=False) if b.urls and not a.urls)
    if named and top and len(lines[top - 1].text) <= _NAME and not lines[top - 1].prose:
        top -= 1
    headed = top and lines[top - 1].text.endswith((":", "：")) and len(lines[top - 1].text) <= _HEADING
    return top - 1 if headed else top


def _announces(line: Entry) -> bool:
    sentence = line.text[-1] in _ENDS and not line.urls
    return len(line.text) <= _HEADING and not line.prose and not sentence and bool(words.NETWORK.match(line.text))


def _is_list(rest: list[Entry], heading: Entry) -> bool:
    """Whether what follows an announcement, to the end, is a list of sites by address or by name."""
    if _count([heading, *rest]) >= _ANNOUNCED:
        gaps = _gaps([heading, *rest])
        return all(not any(line.prose for line in gap) or len(gap) <= _GAP for gap in gaps) and len(gaps[-1]) <= _GAP
    named = [line for line in rest if not line.prose]
    in_line = bool(_IN_LINE.search(heading.text))
    return len(named) == len(rest) and (len(rest) >= _NAMES or in_line)


def _gaps(lines: list[Entry]) -> list[list[Entry]]:
    """The lines without an address between those with one."""
    gaps: list[list[Entry]] = [[]]
    for line in lines:
        if line.urls:
            gaps.append([])
        else:
            gaps[-1].append(line)
    return gaps


def _run(lines: list[Entry]) -> int | None:
    """Where the run of entries at the end begins."""
    top, loose = None, 0
    for i in range(len(lines) - 1, -1, -1):
        line = lines[i]
        if line.prose:
            break
        if line.urls:
            top, loose = i, 0
            continue
        loose += 1
        if loose >= _GAP:
            break
        if top is not None and line.bulleted:
            top = i
    return top


def _count(lines: list[Entry]) -> int:
    """How many sites they name."""
    return len({u.split("/")[2].removeprefix("www.") for line in lines for u in line.urls})


def _sites(lines: list[Entry]) -> tuple[Outlink, ...]:
    """The sites of the footer, each with the words that name it: those of its line, else of the line before."""
    found: dict[str, Outlink] = {}
    before = ""
    for line in lines:
        for url in line.urls:
            found.setdefault(url, Outlink(url, line.label or before, "footer"))
        before = "" if line.urls else line.label
    return tuple(found.values())
