"""All opt-outs that concern one answer. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from recoupe.fetch.optouts import page, robotstags, tdmrep, usage
from recoupe.fetch.optouts.model import OptOut
from recoupe.fetch.web.agent import PRODUCT

if TYPE_CHECKING:
    from recoupe.fetch.optouts.tdmrep import Reservations
    from recoupe.fetch.polite.robots import Robots
    from recoupe.fetch.web.answer import Answer, Hop

_HTML = frozenset({"text/html", "application/xhtml+xml", ""})
_LINK = re.compile(r"<([^<>]{1,2000})>([^<]{0,500})")
_IS_LICENCE = re.compile(r";\s*rel\s*=\s*\"?[^\";]*\blicense\b", re.IGNORECASE)
_IS_RSL = re.compile(r";\s*type\s*=\s*\"?application/rsl\+xml", re.IGNORECASE)


def of(answer: Answer, robots: Robots, reservations: Reservations) -> tuple[OptOut, ...]:
    """What the site's files, the answer's headers and the page itself say of its use."""
    files = (*usage.lines(robots.text, PRODUCT).of(answer.url), *reservations.of(answer.url))
    inside = page.optouts(answer.body, answer.url) if answer.media_type in _HTML else ()
    return tuple(dict.fromkeys((*files, *_headers(answer.last), *inside)))


def _headers(hop: Hop) -> tuple[OptOut, ...]:
    tags = robotstags.header(v for k, v in hop.headers if k.lower() == "x-robots-tag")
    reserved = tdmrep.said(hop.header(tdmrep.RESERVATION), hop.header(tdmrep.POLICY), "header")
    return (*tags, *reserved, *usage.preferences(hop.header("content-usage"), "header"), *_licences(hop))


def _licences(hop: Hop) -> tuple[OptOut, ...]:
    found = []
    for address, parameters in _LINK.findall(hop.header("link")):
        if _IS_LICENCE.search(parameters) and _IS_RSL.search(parameters):
            try:
                found.append(urljoin(hop.url, address))
            except ValueError:
                found.append(address)
    return tuple(OptOut("rsl", "header", "license", a, a) for a in dict.fromkeys(found))
