"""One self-contained page: each article's text with its statements, days and actors marked, the ledger beside it.

Nothing is fetched and nothing of an article runs: the policy allows one style and one script, by their hash.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from recoupe.export import _days, _view
from recoupe.export._look import Look, Piece
from recoupe.export.html import ledger, parts
from recoupe.export.html.sheet import Sheet, esc

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recoupe.model import Reading

SUFFIX = ".html"
BETWEEN = "\n"


def head(look: Look) -> str:  # noqa: ARG001
    """All before the first article: policy, style, legend."""
    style, script = _file("style.css"), _file("page.js")
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )
    return Template(_file("head.html")).substitute(policy=policy, style=style)


def piece(reading: Reading, look: Look) -> Piece:  # noqa: ARG001
    """One article, and its row in the index."""
    sheet = Sheet.of(reading)
    a = reading.article
    text = Template(_file("article.html")).substitute(
        id=sheet.id,
        lang=esc(a.lang or "und"),
        title=ledger.headline(sheet),
        facts=parts.facts(sheet),
        counts=parts.counts(sheet),
        problems=parts.problems(sheet),
        disputes=parts.disputes(sheet),
        text=ledger.text(sheet),
        more=parts.more(sheet),
    )
    return Piece(text, json.dumps([_days.order(a), sheet.id, bool(a.site), parts.row(sheet)]))


def tail(entries: Iterable[str], look: Look) -> str:  # noqa: ARG001
    """The index, earliest first, and the script."""
    known = sorted(json.loads(e) for e in entries)
    rows = [row for *_, row in known]
    return Template(_file("tail.html")).substitute(
        count=_view.plural(len(rows), "article"),
        rows="\n".join(rows),
        lone="hidden" if len(rows) < 2 else "",  # noqa: PLR2004
        shape="" if any(site for _, _, site, _ in known) else ' class="siteless"',
        script=_file("page.js"),
    )


@cache
def _file(name: str) -> str:
    """A file of this package."""
    return files(__name__).joinpath(name).read_text("utf-8")


def _hash(source: str) -> str:
    """`source` as a Content Security Policy allows it inline (CSP 3, hash-source)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"
