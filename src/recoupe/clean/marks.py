"""What a page shows that other pages of one owner may show too: ids of analytics, ads and ownership, and its template.

Every id is taken as its maker writes it (documentation of Google Analytics, Tag Manager and AdSense, Meta Pixel, Yandex
Metrica, Matomo; site verification by meta element). Nothing is fetched.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from recoupe.clean import markup, sites
from recoupe.model import SiteMark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_LONGEST = 3_000_000  # characters that are looked at
_BEGINNING, _ADDRESS = 20_000, 300  # of a script, of an address
_MOST = 200  # marks of a page
_BEFORE, _AFTER = 6, 120  # characters around a sign in which its id stands
_IDS = (
    ("analytics", "UA-", re.compile(r"\b(UA-\d{4,10})(?:-\d{1,4})?\b")),
    *(("analytics", f"{q}G-", re.compile(r"(?:[?&]id=|['\"])(G-[A-Z0-9]{8,12})\b")) for q in ("id=", '"', "'")),
    ("tags", "GTM-", re.compile(r"\b(GTM-[A-Z0-9]{4,9})\b")),
    ("ads", "pub-", re.compile(r"\b(?:ca-)?(pub-\d{14,17})\b")),
    *(("ads", f"{q}AW-", re.compile(r"['\"=](AW-\d{8,12})\b")) for q in ("=", '"', "'")),
    ("analytics", "fbq(", re.compile(r"\bfbq\(\s*['\"]init['\"]\s*,\s*['\"](\d{10,20})['\"]")),
    ("analytics", "ym(", re.compile(r"\bym\(\s*(\d{5,10})\b")),
    ("analytics", "yaCounter", re.compile(r"\byaCounter(\d{5,10})\b")),
    ("analytics", "mc.yandex.ru/watch/", re.compile(r"\bmc\.yandex\.ru/watch/(\d{5,10})\b")),
    ("analytics", "hjid", re.compile(r"\bhjid\s*:\s*(\d{4,10})\b")),
)
_MATOMO = re.compile(r"['\"]setSiteId['\"]\s*,\s*['\"]?(\d{1,6})")
_MATOMO_AT = re.compile(r"(?:https?:)?//([\w.-]{4,100})/(?:matomo|piwik)\.(?:php|js)")
_OWNERSHIP = re.compile(
    r"(?:site-verification|domain[-_]verif|verify|verification|validate\.01)", re.IGNORECASE
)  # of metas by name
_APPS = frozenset({"fb:app_id", "fb:admins", "fb:pages", "al:ios:app_store_id", "al:android:package"})
_THEME = re.compile(r"/(?:wp-content/themes|templates|themes|skins)/([\w.-]{2,60})/")
_VERSION = re.compile(r"[-._][0-9a-f]{6,40}(?=\.)|\?.*$|-?\d+(?:\.\d+)+")
_STYLES = 3  # style sheets that make a template at least


def find(html: str, site: str, ref: str = "") -> tuple[SiteMark, ...]:
    """The marks of the page `html` of `site`, each once, in the order of the kinds here. Nothing in it raises.

    Kinds: analytics, tags, ads, ownership, app, template. `ref` says where they were seen.
    """
    tree = markup.parse(html[:_LONGEST])
    return tuple(SiteMark(site, kind, value, ref) for kind, value in (shown(tree.root, site) if tree else ()))


def shown(root: HtmlElement, site: str | None) -> list[tuple[str, str]]:
    """Kind and value of the marks of the page whose tree is `root`, as `find`."""
    return list(dict.fromkeys([*_numbers(_scripts(root)), *_declared(root, site)]))[:_MOST]


def _scripts(root: HtmlElement) -> str:
    """The beginnings of the page's scripts, where ids stand, and the addresses that they and frames are loaded from."""
    found: list[str] = []
    for element in root.iter("script", "iframe", "img"):
        if src := element.get("src"):
            found.append(f'"{src[:_ADDRESS]}"')
        elif element.tag == "script" and "ld+json" not in (element.get("type") or ""):
            found.append((element.text or "")[:_BEGINNING])
    return "\n".join(found)[:_LONGEST]


def _numbers(html: str) -> Iterator[tuple[str, str]]:
    """Ids in scripts and addresses; a pattern is tried only where its `sign` stands."""
    for kind, sign, pattern in _IDS:
        at = html.find(sign)
        while at >= 0:
            match = pattern.search(html, max(0, at - _BEFORE), at + _AFTER)
            if match:
                yield kind, match[1] if not match[1].isdigit() else f"{_maker(match[0])}{match[1]}"
            at = html.find(sign, max(at + 1, match.end() if match else 0))
    at = html.find("setSiteId")
    number = _MATOMO.search(html, max(0, at - 1), at + _AFTER) if at >= 0 else None
    if number and (server := _MATOMO_AT.search(html)):
        yield "analytics", f"matomo:{server[1].lower()}:{number[1]}"


def _maker(found: str) -> str:
    """Whose number it is, for those that do not say so themselves."""
    return "meta:" if found.startswith("fbq") else "hotjar:" if found.startswith("hjid") else "yandex:"


def _declared(root: HtmlElement, site: str | None) -> Iterator[tuple[str, str]]:
    """What metas and style sheets tell."""
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").strip().lower()
        value = (meta.get("content") or "").strip()
        if value and len(name) + len(value) <= 400 and _OWNERSHIP.search(name):  # noqa: PLR2004 -- longer is no id
            yield "ownership", f"{name}:{value}"
        elif value and name in _APPS:
            yield "app", f"{name}:{value}"
    template = _template(root, site)
    if template:
        yield "template", template


def _template(root: HtmlElement, site: str | None) -> str | None:
    """A fingerprint of the page's own style sheets: their theme and names without versions; None where they are few."""
    names: set[str] = set()
    for link in root.iter("link"):
        href = link.get("href") or ""
        if "stylesheet" not in (link.get("rel") or "").lower() or (sites.of(href) or site) != site:
            continue
        theme = _THEME.search(href)
        names.add(_VERSION.sub("", (f"{theme[1]}/" if theme else "") + _path(href).rpartition("/")[2]))
    told = "\n".join(sorted(names))
    return f"css:{hashlib.sha256(told.encode()).hexdigest()[:16]}" if len(names) >= _STYLES else None


def _path(href: str) -> str:
    try:
        return urlsplit(href).path
    except ValueError:
        return ""
