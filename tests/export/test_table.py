"""The terminal's table: what it shows, at every width, with and without colour."""

import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import made
import pytest
from rich.cells import cell_len

from recoupe import export
from recoupe.model import Article, Reading

GOLDEN = Path(__file__).parent / "golden"
ALL = (made.lighthouse, made.arabic, made.hebrew, made.chinese, made.empty)
ESCAPE = re.compile(r"\x1b\[[\d;]*m")
ISOLATES = re.compile("[\u2068\u2069]")


def table(*readings: Reading, look: export.Look) -> str:
    form = export.get("table")
    return "".join(export.joined(form, [form.piece(r, look) for r in readings], look))


@pytest.mark.parametrize("width", [40, 80, 200])
def test_golden(width: int) -> None:
    """RECOUPE_UPDATE=1 writes the files anew; look at the difference before you keep it."""
    shown = table(*(make() for make in ALL), look=export.Look(width=width))
    path = GOLDEN / f"table.{width}.txt"
    if os.environ.get("RECOUPE_UPDATE"):
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [1, 40, 80, 200])
@pytest.mark.parametrize("unicode", [True, False])
@pytest.mark.parametrize("make", ALL)
def test_no_line_is_wider_than_the_terminal(width: int, make: Callable[[], Reading], *, unicode: bool) -> None:
    for line in table(make(), make(), look=export.Look(width=width, unicode=unicode)).splitlines():
        assert cell_len(ISOLATES.sub("", line)) <= max(40, width)
        assert line == line.rstrip()


@pytest.mark.parametrize("make", ALL)
def test_colour_changes_no_word(make: Callable[[], Reading]) -> None:
    plain = table(make(), look=export.Look())
    coloured = table(make(), look=export.Look(colour="truecolor"))
    assert "\x1b[" not in plain
    assert "\x1b[" in coloured
    assert [line.rstrip() for line in ESCAPE.sub("", coloured).splitlines()] == plain.splitlines()


def test_without_unicode_our_own_marks_are_ascii() -> None:
    reading = made.lighthouse()
    shown = table(reading, reading, look=export.Look(unicode=False))
    foreign = {c for c in shown if not c.isascii()}
    assert foreign <= set("ëéèê")


def test_denials_disputes_and_unsourced_reports_are_told() -> None:
    shown = table(made.lighthouse(), look=export.Look())
    assert "7 statements · 1 denial · 1 disputed · 1 without a source" in shown
    assert re.search(r"^ 4  ✗ DENIES +fishermen’s union +the light was useless$", shown, re.MULTILINE)
    assert re.search(r"^ 5 +says +no source +A buyer … have visited the tower last week$", shown, re.MULTILINE)
    assert re.search(r"2 Anne Kerdoncuff +│ 4 fishermen’s union", shown)


def test_the_overview_comes_last_and_has_the_earliest_first() -> None:
    shown = table(made.lighthouse(), made.arabic(), look=export.Look())
    overview = shown[shown.index("2 ARTICLES") :]
    assert overview.index("sour.example") < overview.index("morlaix.example")
    assert "ARTICLES" not in table(made.lighthouse(), look=export.Look())


@pytest.mark.parametrize("earlier", ["2024-05-08T08:00:00+02:00", "2024-05-08T06:30:00Z", "2024-05-08T01:00:00-05:00"])
def test_the_order_of_publication_heeds_zones(earlier: str) -> None:
    first, second = made.empty(), made.hebrew()
    pair = [
        replace(second, article=replace(second.article, title="LATE", published="2024-05-08T08:00:00+01:00")),
        replace(first, article=replace(first.article, title="EARLY", published=earlier)),
    ]
    overview = table(*pair, look=export.Look()).rpartition("2 ARTICLES")[2]
    assert overview.index("EARLY") < overview.index("LATE")


@pytest.mark.parametrize("make", [made.arabic, made.hebrew])
def test_right_to_left_lines_are_whole_and_isolated(make: Callable[[], Reading]) -> None:
    reading = make()
    shown = table(reading, look=export.Look(width=120))
    assert f"\u2068{reading.article.title}\u2069" in shown
    for s in reading.statements:
        for a, b in s.content:
            assert f"\u2068{reading.article.text[a:b]}\u2069" in shown
    assert shown.count("\u2068") == shown.count("\u2069")


def test_no_terminal_escape_of_a_page_gets_through() -> None:
    bad = "a\x1b]0;owned\x07b\x9b31mc\x1b[2Jd\re\x08f\u202eg"
    r = made.lighthouse()
    hostile = replace(
        r,
        article=replace(
            r.article,
            title=bad,
            site=bad,
            authors=(bad,),
            lang=bad,
            published=bad,
            text=r.article.text.replace("lighthouse", "light\x1bhous"),
        ),
        statements=tuple(replace(s, who=bad, to=bad) for s in r.statements),
        actors=tuple(replace(a, name=bad, role=bad) for a in r.actors),
    )
    for colour in ("none", "truecolor"):
        shown = ESCAPE.sub("", table(hostile, hostile, look=export.Look(colour=colour)))
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", shown)


def test_markup_of_the_terminal_library_is_plain_text() -> None:
    reading = Reading(Article("x", "a1x", "t", title="[bold red]x[/] :smile:"))
    assert "[bold red]x[/] :smile:" in table(reading, look=export.Look(colour="truecolor"))
