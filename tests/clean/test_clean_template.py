"""What repeats over a site's pages is learned and dropped; what repeats because pages are copies is not."""

import random
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe import clean, pipeline
from recoupe.clean import template as templates
from recoupe.config import Config
from recoupe.model import Page

CONFIG = Config()
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


def learned(*pages: Page) -> clean.Template:
    found = clean.Template()
    for each in pages:
        clean.learn(found, each, config=CONFIG)
    return found


def text(of: Page, template: clean.Template | None = None) -> str:
    return clean.article(of, config=CONFIG, template=template).text


def test_what_stands_on_every_page_is_dropped_and_nothing_else() -> None:
    template = learned(*(page(n) for n in range(6)))
    assert template.known
    new = page(7)
    alone, without = text(new), text(new, template)
    assert NOTICE in alone
    assert without == "\n".join([*(sentence(f"7 {i}") for i in range(4)), sentence("7 last 0")])
    assert pipeline.read(new, template=template).article.text == without


def test_numbers_and_marks_do_not_make_a_line_another_one() -> None:
    template = learned(*(page(n, notice=f"{NOTICE[:-1]} ({n} readers)!") for n in range(6)))
    assert "readers" not in text(page(7, notice=f"{NOTICE} — 12 readers"), template)


def test_a_few_pages_suffice_and_fewer_change_nothing() -> None:
    few = learned(*(page(n) for n in range(4)))
    assert not few.known
    assert text(page(7), few) == text(page(7))
    assert learned(*(page(n) for n in range(5))).known


def test_copies_and_versions_of_one_article_are_no_template() -> None:
    copies = [page(1, version=v) for v in range(20)]
    template = learned(*copies)
    assert not template.known
    template = learned(*copies, *(page(n) for n in range(10, 16)))
    assert text(page(1, version=30), template).startswith(sentence("1 0"))
    assert NOTICE not in text(page(1, version=30), template)


def test_what_was_learned_apart_is_put_together() -> None:
    pages = [page(n) for n in range(8)]
    one, two = learned(*pages[:4]), learned(*pages[4:])
    one.merge(two)
    whole = learned(*pages)
    assert text(page(9), one) == text(page(9), whole)
    again = learned(*pages)
    again.merge(whole)
    assert again.lines.keys() == whole.lines.keys()
    assert {k for k, v in again.lines.items() if len(v) > 2} == {k for k, v in whole.lines.items() if len(v) > 2}


def test_what_was_learned_is_kept_and_reads_and_learns_on_as_before() -> None:
    template = learned(*(page(n) for n in range(6)))
    again = clean.Template.loaded(template.dumped())
    assert again == template
    assert list(again.lines) == list(template.lines)
    assert text(page(7), again) == text(page(7), template)
    for each in (template, again):
        clean.learn(each, page(8), config=CONFIG)
    assert again.dumped() == template.dumped()
    assert clean.Template.loaded(clean.Template().dumped()) == clean.Template()


@pytest.mark.parametrize("bad", ["", "[]", "{}", '{"marks":[],"pages":[3],"lines":[]}', '{"marks":[["x"]],"pages":[]}'])
def test_what_was_not_dumped_is_refused(bad: str) -> None:
    with pytest.raises((ValueError, KeyError, IndexError, TypeError)):
        clean.Template.loaded(bad)


def test_a_site_of_many_pages_takes_no_more_memory_than_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(templates, "_LINES", 200)
    template = clean.Template()
    for n in range(300):
        template.learn("\n".join([*(sentence(f"{n} {i}") for i in range(9)), NOTICE]))
        assert len(template.lines) <= 200
        assert max(map(len, template.lines.values())) <= 3
    assert template.drop(f"{NOTICE}\nA line.") == "A line."


def test_pages_without_text_teach_nothing() -> None:
    template = learned(Page("a", ""), Page("b", b"\x00"), Page("c", "Plain.", "text/plain"), Page("d", "<p></p>"))
    assert not template.lines
    assert not template.pages


@given(st.lists(st.text(max_size=80), max_size=8))
def test_any_text_at_all(texts: list[str]) -> None:
    template = clean.Template()
    for each in texts:
        template.learn(each)
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
print(clean.article(page, config=Config()).text)
try:
    clean.learn(clean.Template(), page, config=Config())
except errors.UsageError as e:
    print(e)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.splitlines()[-1] == "templates of sites need resiliparse: pip install 'recoupe[archives]'"
