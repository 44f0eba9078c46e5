"""What repeats over a site's pages is learned and dropped; what repeats because pages are copies is not."""

import json
import random
import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from recoupe import clean, pipeline
from recoupe.config import Config
from recoupe.model import Page
from recoupe.templates import ENOUGH, KNOWN, Asked, Learned, Lines, Template, fitting, lines

CONFIG = Config()
SITE = "gazette.example"
NOTICE = "The harbour gazette takes no responsibility for what its readers write below its articles and letters, now or later."
BOX = "Write to the editors of this page about what you have seen and heard, and be sure to leave your name and number."
WORDS = [
    "bridge",
    "ferry",
    "harbour",
    "mayor",
    "council",
    "storm",
    "rope",
    "lantern",
    "winter",
    "market",
    "captain",
    "letter",
    "window",
    "river",
    "engine",
    "cargo",
]


def sentence(seed: str, words: int = 18) -> str:
    said = random.Random(seed).choices(WORDS, k=words)
    return f"{' '.join(said).capitalize()}, the people of the town said."


def page(n: int, *, version: int = 0, notice: str = NOTICE) -> Page:
    """An article of five paragraphs; another version of it has another last one."""
    texts = [*(sentence(f"{n} {i}") for i in range(4)), sentence(f"{n} last {version}"), notice, BOX]
    body = "".join(f"<p>{text}</p>" for text in texts)
    html = f"<html lang=en><title>Town {n}</title><body><article><h1>Town {n}</h1>{body}</article></body></html>"
    return Page(f"p{n}", html, url=f"http://gazette.example/{n}/{version}")


def shown(of: Page) -> Lines:
    found = clean.lines(of, config=CONFIG)
    assert found is not None
    return found


def learned(*pages: Page, so_far: Learned | None = None) -> Learned:
    found = so_far or Learned()
    for each in pages:
        found = found.after(shown(each))
    return found


def made(*pages: Page) -> Template:
    template = learned(*pages).template(SITE)
    assert template is not None
    return template


def text(of: Page, template: Template | None = None) -> str:
    return clean.article(of, config=CONFIG, template=template).text


def test_what_stands_on_every_page_is_dropped_and_nothing_else() -> None:
    template = made(*(page(n) for n in range(6)))
    new = page(7)
    alone, without = text(new), text(new, template)
    assert NOTICE in alone
    assert without == "\n".join([*(sentence(f"7 {i}") for i in range(4)), sentence("7 last 0")])
    assert pipeline.read(new, template=template).article.text == without


def test_numbers_and_marks_do_not_make_a_line_another_one() -> None:
    short = "The harbour gazette takes no responsibility for what its readers write"
    template = made(*(page(n, notice=f"{short} ({n} letters)!") for n in range(6)))
    assert "letters" not in text(page(7, notice=f"{short} — 12 letters"), template)
    report = "On Monday it will be {n} degrees warm in the harbour and {n} on the hills, with some rain in the afternoon, the office says."
    template = made(*(page(n, notice=report.format(n=n)) for n in range(6)))
    assert "12 degrees" in text(page(7, notice=report.format(n=12)), template)


def test_a_few_pages_suffice_and_fewer_make_none() -> None:
    assert learned(*(page(n) for n in range(KNOWN - 1))).template(SITE) is None
    assert learned(*(page(n) for n in range(KNOWN))).template(SITE)


def test_copies_and_versions_of_one_article_are_no_template() -> None:
    copies = [page(1, version=v) for v in range(20)]
    found = learned(*copies)
    assert (found.template(SITE), len(found.pages)) == (None, 1)
    template = learned(*(page(n) for n in range(10, 16)), so_far=found).template(SITE)
    assert template
    assert text(page(1, version=30), template).startswith(sentence("1 0"))
    assert NOTICE not in text(page(1, version=30), template)


def test_pages_that_have_taught_teach_nothing_more() -> None:
    pages = [page(n) for n in range(8)]
    found = learned(*pages)
    assert learned(*pages[::-1], so_far=found) == found
    done = found.done()
    assert (done.layout, done.pages, done.lines) == (2, (), {})
    assert learned(*pages, so_far=done) == done


def test_where_nothing_repeats_the_same_layout_is_learned_anew() -> None:
    found = Learned()
    for n in range(ENOUGH):
        found = found.after(lines("\n".join(sentence(f"{n} {i}") for i in range(5))))
    assert (len(found.pages), found.template(SITE), found.done().layout) == (ENOUGH, None, 1)


def test_a_page_is_read_with_the_template_that_fits_it_best() -> None:
    old, new = made(*(page(n) for n in range(6))), made(*(page(n, notice="Readers write below.") for n in range(6)))
    here = page(9, notice="Readers write below.")
    assert fitting([old, new], shown(here)) is new
    assert fitting([old, new], shown(page(9))) is old
    bare = Page("b", "<p>The bridge of the town is closed until the winter, the mayor said on Tuesday.</p>")
    assert fitting([old, new], shown(bare)) is None
    template, found = pipeline.fitted(Asked(here, SITE, (old, new)), CONFIG)
    assert (template, found) == (new, shown(here))
    assert pipeline.fitted(Asked(bare, SITE, (old,), given=True), CONFIG) == (old, None)
    assert pipeline.fitted(Asked(here, SITE), CONFIG) == (None, None)


def test_what_was_learned_is_kept_and_reads_and_learns_on_as_before() -> None:
    found = learned(*(page(n) for n in range(6)))
    again = Learned.loaded(found.dumped())
    assert again == found
    assert learned(page(8), so_far=again).dumped() == learned(page(8), so_far=found).dumped()
    template = found.template(SITE)
    assert template
    kept = Template.loaded(template.site, template.layout, template.pages, template.dumped())
    assert kept == template
    assert kept.id == template.id
    assert Learned.loaded(Learned().dumped()) == Learned()


def test_what_another_version_has_written_down_in_another_way_is_not_used() -> None:
    template = made(*(page(n) for n in range(6)))
    assert Template.loaded(SITE, 1, 6, json.dumps(json.loads(template.dumped()) | {"form": 0})) is None
    other = json.dumps(json.loads(learned(page(1)).dumped()) | {"form": 0})
    assert Learned.loaded(other) == Learned(2)


def test_what_is_learned_of_a_site_stays_small() -> None:
    many = "\n".join(sentence(f"{i}") for i in range(5_000))
    assert len(lines(many).keys) <= 500
    found = Learned()
    for n in range(400):
        found = found.after(lines("\n".join([*(sentence(f"{n} {i}") for i in range(9)), NOTICE])))
        found = found.done() if len(found.pages) >= ENOUGH else found
        assert len(found.dumped()) < 20_000


def test_pages_without_text_teach_nothing() -> None:
    for each in (Page("a", ""), Page("b", b"\x00"), Page("c", "Plain.", "text/plain"), Page("d", "<p></p>")):
        assert clean.lines(each, config=CONFIG) is None


@given(st.lists(st.text(max_size=80), max_size=8))
def test_any_text_at_all(texts: list[str]) -> None:
    found = Learned()
    for each in texts:
        found = found.after(lines(each))
    template = Template(SITE, 1, 0, frozenset(found.lines), 1.0)
    for each in texts:
        kept = template.drop(each).split("\n")
        assert [line for line in each.split("\n") if line in kept] == kept or kept == [""]


def test_without_the_extra_one_is_told_what_to_install() -> None:
    code = """
import sys
sys.modules["resiliparse"] = None
from recoupe import clean, errors
from recoupe.config import Config
from recoupe.model import Page
page = Page("p", "<p>The bridge is closed, the mayor said.</p>")
print(clean.article(page, config=Config()).text, clean.learns())
try:
    clean.lines(page, config=Config())
except errors.UsageError as e:
    print(e)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    said = done.stdout.splitlines()
    assert said[0].endswith("said. False")
    assert said[-1] == "templates of sites need resiliparse: pip install 'recoupe[archives]'"
