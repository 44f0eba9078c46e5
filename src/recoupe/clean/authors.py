"""Who wrote it: persons first, one name each, as the structured data say, else as a byline shows; else who signs."""

from __future__ import annotations

import functools
import html
import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from recoupe.clean import words
from recoupe.clean.elements import content
from recoupe.clean.words import key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

    from recoupe.clean.facts import Facts

_METAS = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl", "cxenseparse:author")
_MOST = 30
_SHOWN = 3  # names that a byline without structure is trusted for
_LONGEST = 80
_WORDS = 7
_EMAIL = re.compile(r"\S+@\S+\.\S+|\b(?:https?://|www\.)\S+|(?<!\w)@\w+")
_TAGS = re.compile(r"<[^<>]*>")
_NOTE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_ORGANISATIONS = frozenset({"Organization", "NewsMediaOrganization", "Corporation", "WebSite", "Brand"})
_PROFILE = re.compile(r"/(?:authors?|autor(?:en)?|auteurs?|autore|profile)/|/(?:journalist|reporter)", re.IGNORECASE)
_LABEL = re.compile(r"author|byline|autor|auteur", re.IGNORECASE)
_LABELLED = frozenset({"span", "p", "div", "a", "address"})
_LOOKED_AT = 20_000  # elements among which a byline is looked for
_ELSEWHERE = frozenset({"nav", "aside", "footer", "figure", "figcaption", "li"})


def authors(root: HtmlElement, facts: Facts, site_names: set[str]) -> tuple[str, ...]:
    """Names of the authors, in the order of the page; a site or an agency only where no person is named."""
    structured = list(_structured(facts))
    metas = [*facts.metas.all(*_METAS), *_labelled(facts)]
    persons = (n for n, is_person in structured if is_person)
    if names := _persons(persons, site_names) or _persons(metas, site_names) or _persons(_bylines(root), site_names):
        return names
    signed = (n for n in (*(n for n, _ in structured), *metas) if not _EMAIL.search(n))
    return tuple(
        dict.fromkeys(n for given in signed if _is_name(n := _plain(given)) and not words.NO_AUTHOR.fullmatch(n))
    )[:_MOST]


def split(given: str) -> list[str]:
    """The names in a line: without "by", e-mails, notes and titles after; parted at commas, bars and "and"."""
    found: list[str] = []
    for part in words.AND.split(_plain(given)):
        name = words.AFTER.sub("", part).strip(_EDGES)
        title_alone = name != part.strip(_EDGES) and found and len(name.split()) < len(found[0].split())
        if _is_name(name) and not title_alone:
            found.append(name)
    return found


_EDGES = " \t,;:|·•-–—/\"'“”„"


def _plain(given: str) -> str:
    """A byline without markup, addresses, notes in brackets and "by"."""
    line = _NOTE.sub(" ", _EMAIL.sub(" ", _TAGS.sub(" ", html.unescape(given[: 5 * _LONGEST]))))
    line = " ".join(line.split()).strip(_EDGES)
    while (shorter := words.BY.sub("", line)) != line:
        line = shorter
    return line


def _is_name(name: str) -> bool:
    """Whether `name` can be one: short, of letters, few words, no digits."""
    return (
        1 < len(name) <= _LONGEST
        and any(c.isalpha() for c in name)
        and not any(c.isdigit() for c in name[:_LONGEST])
        and ":" not in name
        and len(name.split()) <= _WORDS
        and name[0] not in "(["
        and not words.BY.fullmatch(f"{name} ")
    )


def _persons(source: Iterable[str], site_names: set[str]) -> tuple[str, ...]:
    """The names in `source` but those of the site, of lines that name the site, and of nobody."""
    found: dict[str, str] = {}
    for given in source:
        names = [n for n in split(given) if not words.NO_AUTHOR.fullmatch(n)]
        if not any(key(n) in site_names for n in names[:1]):
            for n in names:
                if not _of_site(n, site_names):
                    found.setdefault(key(n), n)
    return tuple(found.values())[:_MOST]


def _of_site(name: str, site_names: set[str]) -> bool:
    """Whether `name` is the site's, or begins with it ("Gazette staff")."""
    return key(name) in site_names or key(name.split(maxsplit=1)[0]) in site_names


def _structured(facts: Facts) -> Iterator[tuple[str, bool]]:
    """Names under `author` of the page's subject, and whether each is a person's."""
    return _named(facts, facts.subject.get("author") or facts.subject.get("creator"))


def _named(facts: Facts, value: Any) -> Iterator[tuple[str, bool]]:
    """Each name in `value`, and whether it is not an organisation's."""
    for one in (value if isinstance(value, list) else [value])[:_MOST]:
        item = facts.resolve(one)
        if isinstance(item, list):
            yield from _named(facts, item)
        elif isinstance(item, str):
            yield item, True
        elif isinstance(item, dict):
            names = item.get("name") or item.get("_text")
            person = not _ORGANISATIONS.intersection(item.get("@type", ()))
            for name in names if isinstance(names, list) else [names]:
                if isinstance(name, str):
                    yield name, person


def _labelled(facts: Facts) -> list[str]:
    """Names in the pairs of label and value that Twitter cards have."""
    found = facts.metas.all("twitter:misc:written")
    for number in ("1", "2"):
        label = facts.metas.first(f"twitter:label{number}") or ""
        value = facts.metas.first(f"twitter:data{number}")
        if value and words.BY.match(f"{label} x"):
            found = [*found, value]
    return found


def _bylines(root: HtmlElement) -> list[str]:
    """Text of the first elements that say that they name an author, and of those beside them."""
    found: list[str] = []
    parents: list[HtmlElement] = []
    for e in islice(filter(_signs, islice(root.iter(), _LOOKED_AT)), _MOST):
        text = " ".join(content(e)[: 4 * _LONGEST].split())
        if not split(text) or len(text) > _LONGEST or any(a.tag in _ELSEWHERE for a in e.iterancestors()):
            continue
        above = [a for a, _ in zip(e.iterancestors(), range(2), strict=False)]
        if parents and not any(p in parents for p in above):
            break
        parents += [*above[:1], e]
        found.append(text)
    return found[:_SHOWN]


def _signs(element: HtmlElement) -> bool:
    """Whether an element says that it names an author."""
    get = element.get
    if get("rel") == "author" or get("itemprop") == "author":
        return True
    tag = element.tag
    if tag == "a" and (href := get("href")) and _PROFILE.search(href):
        return True
    return tag in _LABELLED and bool(label := get("class")) and _names_author(label)


@functools.lru_cache(maxsize=10_000)
def _names_author(label: str) -> bool:
    """Whether a class is one for authors; a site has the same ones on all its pages."""
    return bool(_LABEL.search(label))
