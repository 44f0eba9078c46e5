"""The self-contained page: true to the text, whatever overlaps, and nothing of the article becomes markup."""

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import made
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from recoupe import export
from recoupe.export.html.marks import Mark, segments
from recoupe.model import Article, Outlink, Problem, Reading, Statement

LOOK = export.Look()
ALL = (made.lighthouse, made.arabic, made.hebrew, made.chinese, made.empty)


def page(*readings: Reading) -> str:
    form = export.get("html")
    return "".join(export.joined(form, [form.piece(r, LOOK) for r in readings], LOOK))


def tree(*readings: Reading) -> html.HtmlElement:
    return html.fromstring(page(*readings))


@pytest.mark.parametrize("make", ALL)
def test_the_text_stands_there_word_by_word(make: Callable[[], Reading]) -> None:
    reading = make()
    paragraphs = [p.text_content() for p in tree(reading).cssselect(".row > p")]
    assert paragraphs == [line for line in reading.article.text.splitlines() if line.strip()]


@pytest.mark.parametrize("first", ["Harbour closes", "# Harbour closes ", "  Harbour closes"])
def test_a_headline_that_the_text_begins_with_stands_there_once(first: str) -> None:
    reading = Reading(Article("x", "a1x", f"{first}\n\nThe mayor said so.", title="Harbour closes"))
    root = tree(reading)
    assert [e.text_content() for e in root.cssselect("h2, .row > p")] == ["Harbour closes", "The mayor said so."]


def test_what_is_said_in_a_headline_is_marked_there() -> None:
    text = "Mayor: harbour closes\n\nMore follows."
    said = Statement("s1", ((7, 21),), "indirect", "asserts", "colon", source=((0, 5),), who="Mayor", kind="unnamed")
    root = tree(Reading(Article("x", "a1x", text, title="Mayor: harbour closes"), statements=(said,)))
    assert root.cssselect("h2 .say")[0].text_content() == "harbour closes"
    assert len(root.cssselect(".row > ol > li")) == 1


@pytest.mark.parametrize(("site", "shape"), [(None, "siteless"), ("a.example", None)])
def test_a_column_without_sites_is_not_shown(site: str | None, shape: str | None) -> None:
    one = Reading(Article("x", "a1x", "It rains.", site=site))
    assert tree(one, made.empty()).cssselect(".index table")[0].get("class") == shape


@pytest.mark.parametrize("make", ALL)
def test_ids_are_unique_and_links_lead_somewhere(make: Callable[[], Reading]) -> None:
    root = tree(make(), made.lighthouse()) if make is not made.lighthouse else tree(make())
    ids = [str(e.get("id")) for e in root.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    inside = {h[1:] for e in root.iter("a") if (h := e.get("href", "")).startswith("#")}
    assert inside <= set(ids)


def test_each_statement_is_in_the_text_and_beside_it() -> None:
    reading = made.lighthouse()
    root = tree(reading)
    for n, s in enumerate(reading.statements, 1):
        (card,) = root.cssselect(f"#a1lighthouse-s{n}")
        marked = "".join(e.text_content() for e in root.cssselect(f'.say[data-m~="s{n}"]'))
        for a, b in s.content:
            assert reading.article.text[a:b] in marked
        assert s.stance in card.get("class").split()
    assert root.cssselect("#a1lighthouse-s5 .nobody")[0].text == "no source"


def test_nested_quotations_keep_both_marks() -> None:
    inner = [e for e in tree(made.lighthouse()).cssselect('[data-m~="s3"].nested') if "needed" in e.text_content()]
    assert [e.get("data-m").split()[:2] for e in inner] == [["s2", "s3"]]


def test_both_sides_of_a_dispute_stand_side_by_side() -> None:
    left, right = tree(made.lighthouse()).cssselect(".dispute .side")
    assert [e.text for e in left.cssselect(".who")] == ["Anne Kerdoncuff", "the keeper"]
    assert [e.text for e in right.cssselect(".who")] == ["fishermen’s union", "Yves Quéméner"]


def test_what_is_not_the_articles_own_is_grey_and_its_links_are_kept() -> None:
    root = tree(made.lighthouse())
    assert [e.text for e in root.cssselect(".boiler")][-1] == "Our other sites: Tide Times https://tides.example/"
    links = {e.get("href") for e in root.cssselect(".links a")}
    assert links == {"https://www.morlaix.example/port", "https://tides.example/"}


def test_the_index_has_the_earliest_first() -> None:
    rows = tree(made.lighthouse(), made.empty(), made.arabic()).cssselect(".index tbody tr")
    assert [r.cssselect("a")[0].get("href") for r in rows] == ["#a1arabic", "#a1lighthouse", "#a1empty"]
    assert tree(made.lighthouse()).cssselect(".index")[0].get("hidden") is not None


def test_right_to_left_text_finds_its_direction_by_itself() -> None:
    root = tree(made.arabic())
    assert {e.get("dir") for e in root.cssselect("h2, .row > p, .said, .who")} == {"auto"}
    assert root.cssselect("h2")[0].get("lang") == "ar"


def test_the_policy_allows_our_style_and_script_and_nothing_else() -> None:
    shown = page(made.lighthouse())
    found = re.search(r'Content-Security-Policy" content="([^"]*)"', shown)
    assert found
    policy = dict(d.split(" ", 1) for d in found[1].split("; "))
    for tag in ("style", "script"):
        (source,) = re.findall(rf"<{tag}>(.*?)</{tag}>", shown, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
        assert policy[f"{tag}-src"] == f"'sha256-{digest}'"
    assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert not re.search(r"(src|@import|url\()\s*=?", re.sub("<meta.*?>", "", shown))


@pytest.mark.parametrize(
    "bad", ['"><script>x</script>', "' onclick='x", "</style><b>", "&amp;<&", "a\x00\x1b[31mb", "\ud800"]
)
def test_nothing_becomes_markup(bad: str) -> None:
    root, plain = tree(all_over(bad)), tree(all_over("x"))
    assert [e.tag for e in root.iter()] == [e.tag for e in plain.iter()]
    assert [sorted(e.attrib) for e in root.iter()] == [sorted(e.attrib) for e in plain.iter()]


def all_over(bad: str) -> Reading:
    """A reading with `bad` in every string that a page has a say in."""
    r = made.lighthouse()
    article = replace(
        r.article,
        title=bad,
        site=bad,
        url=f"https://x.example/{bad}",
        authors=(bad,),
        lang=bad,
        published=bad,
        text=r.article.text.replace("lighthouse", bad.ljust(10)[:10]),
        outlinks=(Outlink(f"https://x.example/{bad}", bad, "body"),),
        problems=(Problem("x", bad),),
    )
    statements = tuple(replace(s, who=bad, to=bad, rule=bad) for s in r.statements)
    names = tuple(replace(a, name=bad, role=bad) for a in r.actors)
    return replace(r, article=article, statements=statements, actors=names)


def test_bidi_controls_do_not_reach_the_page() -> None:
    assert "\u202e" not in page(Reading(Article("x", "a1x", "one \u202e two")))


spans = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted)


@given(st.lists(spans), st.integers(0, 10), st.integers(11, 30))
def test_segments_cover_once_and_know_their_marks(found: list[list[int]], start: int, end: int) -> None:
    marks = [Mark(a, b, "m", str(i)) for i, (a, b) in enumerate(found)]
    cut = list(segments(start, end, marks))
    assert cut[0].start == start
    assert cut[-1].end == end
    assert all(x.end == y.start for x, y in pairwise(cut))
    for piece in cut:
        assert {m.ref for m in piece.marks} == {m.ref for m in marks if m.start <= piece.start and m.end >= piece.end}
