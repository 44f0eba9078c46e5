"""What stands around the text: facts, disputes, timeline, actors, outlinks, problems, and the row in the index."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from recoupe.export import _days, _view
from recoupe.export.html.sheet import SIGNS, Sheet, esc, link

if TYPE_CHECKING:
    from recoupe.export._view import Dispute, Side
    from recoupe.model import Actor, Outlink

_PLACES = {"body": "in the text", "footer": "in the footer", "nav": "elsewhere on the page"}


def facts(sheet: Sheet) -> str:
    """Site, time, language, kind, authors."""
    a = sheet.reading.article
    by = esc(", ".join(map(_view.line, a.authors)))
    shown = [
        link(a.url, a.site or a.url) if a.url else esc(a.site or ""),
        f'<time datetime="{esc(a.published)}">{esc(_days.published(a))}</time>' if a.published else "no date",
        esc(a.lang or ""),
        "" if a.kind == "news" else a.kind.replace("_", " "),
        by and f'by <span dir="auto">{by}</span>',
    ]
    return " · ".join(filter(None, shown))


def counts(sheet: Sheet) -> str:
    """How many statements, and how many of them people should look at."""
    tally = _view.tally(sheet.reading)
    notable = (
        (tally.denials, "denies", _view.plural(tally.denials, "denial")),
        (tally.disputed, "denies", f"{tally.disputed} disputed"),
        (tally.unsourced, "nobody", f"{tally.unsourced} without a source"),
    )
    shown = [f'<span class="{name}">{words}</span>' for count, name, words in notable if count]
    return " · ".join([_view.plural(tally.statements, "statement"), *shown])


def row(sheet: Sheet) -> str:
    """The article's row in the index."""
    a = sheet.reading.article
    cells = "".join(f"<td>{n or ''}</td>" for n in _view.tally(sheet.reading))
    return (
        f"<tr><td>{esc(_days.published(a)) or 'no date'}</td><td>{esc(a.site or '')}</td>"
        f'<td><a href="#{sheet.id}" dir="auto">{esc(_view.line(a.title or a.ref))}</a></td>{cells}</tr>'
    )


def problems(sheet: Sheet) -> str:
    """What went wrong or is uncertain."""
    lines = "".join(f"<li>{esc(_view.line(p.message))}</li>" for p in _view.problems(sheet.reading))
    return f'<ul class="problems" aria-label="Problems">{lines}</ul>' if lines else ""


def disputes(sheet: Sheet) -> str:
    """Who asserts and who denies, side by side."""
    shown = "\n".join(_dispute(sheet, k, d) for k, d in enumerate(sheet.disputes, 1))
    return f'<section class="disputes"><h3>Disputed</h3>\n{shown}\n</section>' if shown else ""


def _dispute(sheet: Sheet, k: int, d: Dispute) -> str:
    left, right = _side(sheet, d.asserts), _side(sheet, d.denies)
    return (
        f'<div class="dispute" id="{sheet.id}-c{k}">'
        f'<div class="side"><h4>asserts</h4>{left}</div>'
        f'<div class="side denies"><h4>{SIGNS["denies"]}denies</h4>{right}</div></div>'
    )


def _side(sheet: Sheet, side: Side) -> str:
    rows = (
        f'<li data-m="s{n}">{sheet.to_statement(n)} {sheet.who(s)}<p dir="auto">{sheet.said(s)}</p></li>'
        for n, s in side
    )
    return f"<ul>{''.join(rows)}</ul>"


def more(sheet: Sheet) -> str:
    """Timeline, actors, outlinks."""
    return "\n".join(filter(None, [_timeline(sheet), _actors(sheet), _outlinks(sheet)]))


def _timeline(sheet: Sheet) -> str:
    rows = []
    for n, moment in enumerate(sheet.moments, 1):
        named = ", ".join(dict.fromkeys(f"<q dir=auto>{sheet.words(((t.start, t.end),))}</q>" for t in moment.timexes))
        inside = _view.statements_at(sheet.reading, moment.timexes)
        where = f" <small>in {', '.join(map(sheet.to_statement, inside))}</small>" if inside else ""
        rows.append(f'<li data-m="d{n}" tabindex="0"><b>{esc(moment.shown)}</b> {named}{where}</li>')
    return f'<section class="when"><h3>When</h3><ol>{"".join(rows)}</ol></section>' if rows else ""


def _actors(sheet: Sheet) -> str:
    speaking = {s.actor for s in sheet.reading.statements}
    rows = "".join(_actor(n, a, "b" if a.id in speaking else "span") for n, a in enumerate(sheet.actors, 1))
    return f'<section class="actors"><h3>Who</h3><ul>{rows}</ul></section>' if rows else ""


def _actor(n: int, actor: Actor, tag: str) -> str:
    name, about = esc(_view.line(actor.name)), esc(_view.about(actor))
    return f'<li data-m="a{n}" tabindex="0"><{tag} dir="auto">{name}</{tag}> <small>{about}</small></li>'


def _outlinks(sheet: Sheet) -> str:
    """Links by the part of the page where they stand."""
    links = sorted(sheet.reading.article.outlinks, key=lambda o: list(_PLACES).index(o.where))
    shown = "".join(_place(where, list(group)) for where, group in groupby(links, key=lambda o: o.where))
    return f'<section class="links"><h3>Links</h3>{shown}</section>' if shown else ""


def _place(where: str, links: list[Outlink]) -> str:
    rows = "".join(f"<li>{link(o.url, o.text)}<small>{esc(_view.line(o.url))}</small></li>" for o in links)
    return f"<details><summary>{len(links)} {_PLACES[where]}</summary><ul>{rows}</ul></details>"
