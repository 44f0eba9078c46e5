"""Items into feeds of all kinds, each written as sites write them."""

import datetime as dt
import json
from dataclasses import dataclass
from email.utils import format_datetime
from xml.sax.saxutils import escape


@dataclass(frozen=True)
class Row:
    """One item as a feed shows it; `text` is "" where the feed has none."""

    id: str
    url: str
    title: str
    published: dt.datetime
    author: str
    text: str = ""


def rss(title: str, rows: list[Row]) -> tuple[str, str]:
    items = "".join(
        f"<item><guid isPermaLink='false'>{escape(r.id)}</guid><title>{escape(r.title)}</title><link>{escape(r.url)}</link>"
        f"<pubDate>{format_datetime(r.published)}</pubDate><dc:creator>{r.author}</dc:creator>"
        + (f"<content:encoded><![CDATA[{r.text}]]></content:encoded>" if r.text else "")
        + "</item>"
        for r in rows
    )
    spaces = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return (
        f'<?xml version="1.0"?><rss version="2.0" {spaces}><channel><title>{title}</title>{items}</channel></rss>',
        "application/rss+xml",
    )


def rdf(title: str, rows: list[Row]) -> tuple[str, str]:
    items = "".join(
        f'<item rdf:about="{escape(r.id)}"><title>{escape(r.title)}</title><link>{escape(r.url)}</link>'
        f"<dc:date>{r.published.isoformat()}</dc:date></item>"
        for r in rows
    )
    spaces = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return (
        f'<rdf:RDF {spaces} xmlns="http://purl.org/rss/1.0/"><channel><title>{title}</title></channel>{items}</rdf:RDF>',
        "text/xml",
    )


def atom(title: str, rows: list[Row]) -> tuple[str, str]:
    entries = "".join(
        f'<entry><id>{escape(r.id)}</id><title type="html">{escape(escape(r.title))}</title><link href="{escape(r.url)}"/>'
        f"<published>{r.published.isoformat()}</published><updated>{r.published.isoformat()}</updated>"
        + (f'<content type="html">{escape(r.text)}</content>' if r.text else "")
        + "</entry>"
        for r in rows
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{title}</title>{entries}</feed>', "application/atom+xml"


def jsonfeed(title: str, rows: list[Row]) -> tuple[str, str]:
    items = [
        {"id": r.id, "url": r.url, "title": r.title, "date_published": r.published.isoformat(), "content_html": r.text}
        for r in rows
    ]
    return json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": title, "items": items}
    ), "application/feed+json"


def broken(title: str, rows: list[Row]) -> tuple[str, str]:
    """RSS as nobody should write it: a bare ampersand, no end."""
    text, kind = rss(f"{title} & more", rows)
    return text.removesuffix("</channel></rss>"), kind


KINDS = (rss, atom, jsonfeed, rdf, broken)
