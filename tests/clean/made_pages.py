"""Invented pages: a frame to put structured data and paragraphs in, and the Article that comes of it."""

import json
from typing import Any

from recoupe import clean
from recoupe.config import Config
from recoupe.model import Article, Page

URL = "https://www.harbour-gazette.example/2024/05/08/old-bridge-closes-for-a-year"
PARAGRAPHS = (
    (
        "The mayor of the harbour town said on Tuesday that the old bridge would close for a year, and that ferries would "
        "carry people over the water until the work is done."
    ),
    (
        "“It is no longer safe,” Anna Berg told reporters in front of the town hall, where some forty people stood in the "
        "rain and waited for an answer."
    ),
    (
        "The builders denied that they had known of any crack. They said that they would open their books to whoever the "
        "town council sends."
    ),
)
FRENCH = (
    (
        "La maire de la ville portuaire a déclaré mardi que le vieux pont fermerait pendant un an et que des bacs "
        "porteraient les habitants d’une rive à l’autre."
    ),
    (
        "« Il n’est plus sûr », a dit Anne Colline devant la mairie, où une quarantaine de personnes attendaient sous la "
        "pluie qu’on leur réponde."
    ),
    "Les constructeurs ont nié avoir eu connaissance d’une fissure et ont promis d’ouvrir leurs livres de comptes.",
)
HEADLINE = "Old bridge closes for a year"


def html(
    *,
    head: str = "",
    body: str | None = None,
    before: str = "",
    after: str = "",
    headline: str = HEADLINE,
    paragraphs: tuple[str, ...] = PARAGRAPHS,
    lang: str = "en",
) -> str:
    """A page with `head` in its head, `before` and `after` around its paragraphs inside the article."""
    text = "".join(f"<p>{p}</p>\n" for p in paragraphs) if body is None else body
    return (
        f"<!DOCTYPE html><html lang='{lang}'><head><title>{headline} | Harbour Gazette</title>{head}</head><body>"
        "<nav><a href='/news'>News</a> <a href='/sport'>Sport</a></nav>"
        f"<article><h1>{headline}</h1>{before}{text}{after}</article>"
        "<footer><a href='/imprint'>Imprint</a> <a href='https://other.example/'>Other</a></footer></body></html>"
    )


def ld(*nodes: Any) -> str:
    """A script with JSON-LD."""
    data = nodes[0] if len(nodes) == 1 else list(nodes)
    return f"<script type='application/ld+json'>{json.dumps(data)}</script>"


def news(**fields: Any) -> dict[str, Any]:
    """A NewsArticle."""
    return {"@context": "https://schema.org", "@type": "NewsArticle", "headline": HEADLINE, **fields}


def article(page: str | bytes, *, url: str | None = URL, **given: Any) -> Article:
    """The Article of an HTML page."""
    return clean.article(Page("made", page, "text/html", url=url, **given), config=Config())


def plain(text: str | bytes, **given: Any) -> Article:
    """The Article of a plain text."""
    return clean.article(Page("made", text, "text/plain", **given), config=Config())


def codes(found: Article) -> set[str]:
    """The codes of an Article's problems."""
    return {p.code for p in found.problems}
