"""What the ledger's lists show, as lines for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recoupe.cli.records import Row

_WIDTH = 96  # characters of a headline or a statement in a line of its own
_COLUMNS = 80
_SITES = 40  # sites of a network that are written out
_TIES = 8  # ties that are written out
_FEW = 6  # names, sites or languages that are written out
_FSI, _PDI = "\u2068", "\u2069"  # what runs right to left is kept from its neighbours


def listed(row: Row, kind: str) -> Iterator[str]:
    """A story, claim, actor or network: what it is, then how much there is of it."""
    disputed = click.style("  DISPUTED", "red", bold=True) if row.get("disputed") else ""
    yield click.style(words(row["name"] or "(no name)"), bold=True) + disputed
    if others := [n for n in row.get("names", ()) if n != row["name"]]:
        yield f"  also {few(map(words, others))}"
    if about := " · ".join(str(row[key]).replace("_", " ") for key in ("role", "type", "country") if row.get(key)):
        yield f"  {about}"
    origins = f", {plural(row['origins'], 'independent origin')}" if row["articles"] > 1 else ""
    sites = few(row["sites"]) if kind != "network" else ""
    parts = [plural(row["articles"], "article") + origins, sites, " ".join(row["langs"]), _days(row)]
    yield quiet(f"  {' · '.join(p for p in parts if p)}")
    if kind == "network":
        yield from _lines(f"{plural(len(row['sites']), 'site')}: {', '.join(row['sites'][:_SITES])}")
        yield from ties(row.get("evidence", ()), _TIES)
    yield quiet(f"  {row[kind]}")


def ties(evidence: Iterable[Row], most: int) -> Iterator[str]:
    """What ties sites: the grade and the evidence, and below where it was seen first; then how much more there is."""
    found = [(link, reason) for link in evidence for reason in link["reasons"]]
    shown, seen = found[:most], ""
    for link, reason in shown:
        grade = reason.get("grade") or link["grade"]
        yield f"  {grade:6}  {_tie(link, reason)}"
        where = ", ".join(reason["seen"])
        if where and where != seen:
            yield quiet(f"          seen in {where}")
        seen = where
    if len(found) > most:
        yield quiet(f"  and {len(found) - most:,} ties more (--format jsonl has all)")


def _tie(link: Row, reason: Row) -> str:
    """What ties two sites: one names the other, or both show the same."""
    if "kind" not in reason:
        return f"{link['a']}, {link['b']}: {words(reason['reason'])}"
    one, arrow, other = reason["value"].partition(" → ")
    if arrow:
        return f"{reason['kind']}: {one} → {other}"
    return f"{reason['kind']}: {link['a']}, {link['b']} ({words(reason['value'])})"


def said(row: Row) -> Iterator[str]:
    """A statement: who, which way, what; then where it stands."""
    who = row["who"] or "(nobody named)"
    stance = click.style(row["stance"].upper(), "red", bold=True) if row["stance"] == "denies" else row["stance"]
    disputed = click.style("  [disputed]", "red") if row["disputed"] else ""
    yield f"{click.style(words(who), bold=True)} {stance}: {words(row['words'])}{disputed}"
    came = f"  came with an edit, seen {row['came'][:16].replace('T', ' ')} UTC" if row.get("came") else ""
    yield quiet(f"  {where(row['article'])}{came}")


def article(row: Row) -> Iterator[str]:
    """An article: headline, then where and when."""
    yield click.style(words(row["title"] or "(no headline)"), bold=True)
    yield quiet(f"  {where(row)}")


def factcheck(row: Row) -> Iterator[str]:
    """A fact check: the verdict in its own words, of what, by whom."""
    verdict = row["rating"] or row["value"] or "no verdict in words"
    sure = "" if row["certain"] else " (perhaps of this)"
    yield f"CHECKED  {click.style(words(row['reviewer'] or '(nobody named)'), bold=True)}: {words(verdict)}{sure}"
    yield f"  {words(row['claim'])}"
    yield quiet(f"  {row['published'] or 'no day'}  {row['url'] or row['article']['ref']}")


def copy(row: Row) -> Iterator[str]:
    """A copy: what kind of, how much, of what."""
    share = f", {row['share']:.0%} of it" if row["share"] is not None else ""
    yield f"{row['kind']}{share}{'' if row['certain'] else ' (which of the two came first is not known)'}"
    for name, key in (("copy", "copy"), ("  of", "source")):
        there = row[key]
        yield f"  {name}  {words(there['title'] or there['ref'])} {quiet(where(there))}" if there else f"  {name}  ?"
    yield from (quiet(f"  {reason}") for reason in row["reasons"])


def site(row: Row) -> Iterator[str]:
    """A site in one line, its network and what ties it to others below."""
    counted = plural(row["articles"], "article") if row["articles"] else "no article; named by others"
    copies = f", {plural(row['copies'], 'copy', 'copies')}" if row["copies"] else ""
    yield f"{click.style(row['site'], bold=True)}  {counted}{copies}"
    yield quiet(f"  {' · '.join(p for p in (' '.join(row['langs']), _days(row), row['network'] or '') if p)}")
    yield from ties(row.get("evidence", ()), _FEW)


def where(row: Row) -> str:
    """Day, site and language of an article, and what leads to it."""
    day = (row["published"] or "no day")[:10]
    gone = f"taken down, found gone {row['gone'][:16].replace('T', ' ')} UTC" if row.get("gone") else ""
    return "  ".join(p for p in (day, row["site"] or "", row["lang"] or "", row["url"] or row["ref"], gone) if p)


def words(text: str) -> str:
    """`text` on one line, cut at a blank where it is long; what runs right to left is kept from its neighbours."""
    from recoupe.export import line, rtl  # noqa: PLC0415 -- late: --help must not wait for it

    shown = line(text)
    if len(shown) > _WIDTH:
        shown = f"{shown[:_WIDTH].rsplit(' ', 1)[0].rstrip(' ,;:')} …"
    return f"{_FSI}{shown}{_PDI}" if rtl(shown) else shown


def few(names: Iterable[str]) -> str:
    """Some names, and how many more there are."""
    all_ = list(names)
    more = f" and {len(all_) - _FEW} more" if len(all_) > _FEW else ""
    return ", ".join(all_[:_FEW]) + more


def plural(n: int, one: str, many: str = "") -> str:
    """`1 article`, `2 articles`."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def quiet(text: str) -> str:
    """`text` for who looks closely."""
    return click.style(text, dim=True)


def _lines(text: str) -> Iterator[str]:
    """`text` in lines of a terminal's width, set in."""
    import textwrap  # noqa: PLC0415 -- late: --help must not wait for it

    yield from textwrap.wrap(text, _COLUMNS, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)


def _days(row: dict[str, Any]) -> str:
    first, last = row["first"], row["last"]
    return f"{first} to {last}" if first and last and first != last else first or last or ""
