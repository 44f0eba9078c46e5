"""The invented articles for training, read from their marked-up form (README.md)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parent
STANCES = {"+": "asserts", "-": "denies", "=": "confirms", "?": "doubts", "!": "urges"}
_HEADER = re.compile(r"##\s*(?P<id>\S+)\s*\|\s*(?P<lang>[a-z]{2})\s*\|\s*(?P<day>\d{4}-\d\d-\d\d)\s*")
_MARK = re.compile(r"\{(?P<number>\d+)(?P<role>[sc+\-=?!]) |\}")

Row = dict[str, Any]


def articles(folder: Path = FOLDER) -> Iterator[Row]:
    """Every article as a row of the project's statement data. ValueError names the file and article that is wrong."""
    for path in sorted(folder.glob("*.txt")):
        header, lines = None, []
        for line in [*path.read_text(encoding="utf-8").splitlines(), "##"]:
            if not line.startswith("##"):
                lines.append(line)
                continue
            if header:
                yield _article(path.name, header, "\n".join(lines).strip())
            header, lines = _HEADER.fullmatch(line), []
            if not header and line != "##":
                raise ValueError(f"{path.name}: not a header: {line}")


def _article(name: str, header: re.Match[str], marked: str) -> Row:
    """Take the marks out of `marked`."""
    text, spans = _unmarked(f"{name}: {header['id']}", marked)
    statements: dict[int, Row] = {}
    for number, role, span in spans:
        s = statements.setdefault(number, {"source": [], "cue": [], "content": [], "stance": "asserts"})
        key = {"s": "source", "c": "cue"}.get(role, "content")
        s[key].append(span)
        if key == "content":
            s["stance"] = STANCES[role]
    empty = [n for n, s in statements.items() if not s["content"]]
    if empty:
        raise ValueError(f"{name}: {header['id']}: statements without content: {empty}")
    said = [{k: sorted(v) if isinstance(v, list) else v for k, v in s.items()} for _, s in sorted(statements.items())]
    return {
        "doc_id": header["id"], "lang": header["lang"], "dct": header["day"], "text": text, "statements": said,
    }  # fmt: skip


def _unmarked(where: str, marked: str) -> tuple[str, list[tuple[int, str, list[int]]]]:
    """The text without marks, and the marks as (number, role, span)."""
    out: list[str] = []
    length = at = 0
    open_: list[tuple[int, str, int]] = []
    spans: list[tuple[int, str, list[int]]] = []
    for m in _MARK.finditer(marked):
        out.append(marked[at : m.start()])
        length += len(out[-1])
        at = m.end()
        if m["number"]:
            open_.append((int(m["number"]), m["role"], length))
        elif open_:
            number, role, start = open_.pop()
            spans.append((number, role, [start, length]))
        else:
            raise ValueError(f"{where}: a mark is closed that was not opened, before {marked[m.end() :][:40]!r}")
    if open_:
        raise ValueError(f"{where}: marks not closed: {open_}")
    out.append(marked[at:])
    return "".join(out), spans
