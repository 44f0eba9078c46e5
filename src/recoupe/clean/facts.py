"""What a page says of itself for machines, gathered: the one node that is the page's subject, and the metas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from recoupe.clean import jsonld, meta, microdata
from recoupe.clean.elements import content
from recoupe.clean.words import key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from recoupe.clean.jsonld import Node
    from recoupe.clean.meta import Metas

# schema.org 28: CreativeWork > Article and what publishers use in its place.
ARTICLES = frozenset(
    [
        "Article",
        "NewsArticle",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "OpinionNewsArticle",
        "BackgroundNewsArticle",
        "AskPublicNewsArticle",
        "ReviewNewsArticle",
        "SatiricalArticle",
        "BlogPosting",
        "LiveBlogPosting",
        "Report",
        "ScholarlyArticle",
        "TechArticle",
        "MedicalScholarlyArticle",
        "AdvertiserContentArticle",
        "Blogposting",
        "newsarticle",
        "article",
        "Review",
        "CriticReview",
        "SocialMediaPosting",
    ]
)
CLAIMS = frozenset({"ClaimReview"})
SUBJECTS = ARTICLES | CLAIMS | {"Recipe", "Product", "ProductGroup", "QAPage", "DiscussionForumPosting", "VideoObject"}


@dataclass(frozen=True, slots=True)
class Facts:
    """All structured data of a page.

    subject: the node that the page is about, as far as one is told; `{}` if none. nodes: all of them. graph: nodes by
    `@id`. heading: the text of the page's `<h1>`, if there is just one that says something.
    """

    subject: Node
    nodes: tuple[Node, ...]
    metas: Metas
    graph: dict[str, Node]
    heading: str | None
    canonical: str | None

    def types(self) -> set[str]:
        """The types of all nodes."""
        return {t for n in self.nodes for t in n["@type"]}

    def resolve(self, value: Any) -> Any:
        """`value`, or the node that it refers to by `@id` alone."""
        if isinstance(value, dict) and len(value) <= 2 and isinstance(value.get("@id"), str):  # noqa: PLR2004 -- and @type
            return self.graph.get(value["@id"], value)
        return value


def gather(root: HtmlElement, url: str | None) -> Facts:
    """Read all structured data of the page at `url`."""
    found = [*jsonld.nodes(root), *microdata.nodes(root)]
    metas = meta.metas(root)
    canonical = next(iter(meta.links(root, "canonical")), None) or metas.first("og:url")
    heading = _heading(root)
    subject = _subject(found, {_place(u) for u in (url, canonical) if u}, key(heading or metas.first("og:title") or ""))
    return Facts(subject, tuple(found), metas, _named(found), heading, canonical)


def bare(nodes: Sequence[Node]) -> Facts:
    """Nodes without a page."""
    return Facts({}, tuple(nodes), meta.Metas({}), _named(nodes), None, None)


def _named(nodes: Sequence[Node]) -> dict[str, Node]:
    """The nodes that say something, by `@id`, the first of each."""
    return {n["@id"]: n for n in reversed(nodes) if isinstance(n.get("@id"), str) and len(n) > 2}  # noqa: PLR2004


def text(value: Any) -> str | None:
    """The first string in `value`: a string, a language map, or a list of them."""
    if isinstance(value, list):
        return next((t for v in value if (t := text(v))), None)
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _heading(root: HtmlElement) -> str | None:
    headings = [" ".join(content(h).split()) for h in root.iter("h1")]
    return next((h for h in headings if " " in h), None) or next((h for h in headings if h), None)


def _subject(nodes: list[Node], places: set[str], heading: str) -> Node:
    """The node about the page itself: by its URL, by the headline, else the first of a kind that can be one."""
    ranked = sorted(
        (n for n in nodes if SUBJECTS.intersection(n["@type"])),
        key=lambda n: (-_fit(n, places, heading), n is not nodes[0]),
    )
    return ranked[0] if ranked else {}


def _fit(node: Node, places: set[str], heading: str) -> int:
    """How much says that `node` is about the page."""
    about = any(_place(u) in places for u in _urls(node))
    named = bool(heading) and key(text(node.get("headline")) or text(node.get("name")) or "") == heading
    article = bool((ARTICLES | CLAIMS).intersection(node["@type"]))
    full = sum(name in node for name in ("headline", "datePublished", "author"))
    return 4 * about + 4 * named + 2 * article + full


def _urls(node: Node) -> Iterator[str]:
    for name in ("url", "mainEntityOfPage", "@id"):
        value = node.get(name)
        inner = value.get("@id") or value.get("url") if isinstance(value, dict) else value
        if isinstance(inner, str):
            yield inner


def _place(url: str) -> str:
    """Host and path, to compare addresses by."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url
    return (parts.netloc.removeprefix("www.") + parts.path.rstrip("/")).lower()
