"""RIS for citation managers: one record an article, with headline, authors, publisher, day and address.

Tags as Zotero, EndNote and Mendeley read them; lines end with CR LF.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.export import _view
from recoupe.export._look import Look, Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recoupe.model import Article, Reading

SUFFIX = ".ris"
BETWEEN = ""
_TYPES = {"news": "NEWS"}


def head(look: Look) -> str:  # noqa: ARG001
    """Nothing."""
    return ""


def piece(reading: Reading, look: Look) -> Piece:  # noqa: ARG001
    """One record."""
    return Piece("".join(f"{tag}  - {value}\r\n" for tag, value in _fields(reading.article)) + "\r\n")


def tail(entries: Iterable[str], look: Look) -> str:  # noqa: ARG001
    """Nothing."""
    return ""


def _fields(article: Article) -> Iterator[tuple[str, str]]:
    """Tags and values; TY comes first and ER last."""
    yield "TY", _TYPES.get(article.kind, "ELEC")
    given = {
        "TI": article.title or article.ref,
        "T2": article.site,
        "DA": article.day.strftime("%Y/%m/%d") if article.day else None,
        "PY": f"{article.day.year:04}" if article.day else None,
        "LA": article.lang,
        "UR": article.url,
        "ID": article.id,
    }
    yield from (("AU", _view.line(author)) for author in article.authors)
    yield from ((tag, _view.line(value)) for tag, value in given.items() if value)
    yield "ER", ""
