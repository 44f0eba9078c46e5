"""Pages made to break a reader: huge, deep, without spaces, with entities that grow. Each runs beside good ones."""

from collections.abc import Callable
from pathlib import Path

import pytest
from batches import GOOD_HTML, Run, batch

from broken_data import BROKEN

BODY = "<p>The mayor said on Tuesday that the bridge would close, and Anna Berg denied it again.</p>\n"
HEAD, TAIL = GOOD_HTML.split("</article>")
MEGABYTE = 1_000_000


def filled(size: int, unit: str) -> bytes:
    return (HEAD + unit * (size // len(unit)) + "</article>" + TAIL).encode()


def alone(folder: Path, page: bytes) -> Run:
    done = batch(folder, {"bad.html": page})
    assert done.of("bad.html") or "bad.html" in done.err
    return done


HUGE: dict[str, Callable[[], bytes]] = {
    "paragraphs": lambda: filled(50 * MEGABYTE, BODY),
    "one text node": lambda: filled(50 * MEGABYTE, "The mayor said that the bridge would close. "),
    "script": lambda: filled(50 * MEGABYTE, "<script>var a = '<p>text</p>';</script>\n"),
}


@pytest.mark.parametrize("name", HUGE)
def test_fifty_megabytes(tmp_path: Path, name: str) -> None:
    alone(tmp_path, HUGE[name]())


DEEP = {
    "div": "<div>" * 100_000 + "They said so." + "</div>" * 100_000,
    "unclosed": "<div>" * 100_000,
    "inline": "<b><i>" * 50_000 + "They said so.",
    "lists": "<ul><li>" * 50_000 + "They said so.",
    "tables": "<table><tr><td>" * 34_000 + "They said so.",
    "quotes": "<blockquote>" * 100_000 + "They said so.",
    "closing": "</div>" * 100_000,
    "attributes": "<p " + " ".join(f"a{i}='1'" for i in range(100_000)) + ">They said so.</p>",
    "opening brackets": "<" * MEGABYTE,
    "entities": "&amp;" * 400_000,
    "unclosed comments": "<!--" * 200_000,
    "links": "<a href='https://example.org/'>more</a>" * 50_000,
    "no space": "<p>" + "a" * 2 * MEGABYTE + "</p>",
    "guillemets": "<p>" + "«" * MEGABYTE + "</p>",
    "urls": "<p>" + "http://" * (MEGABYTE // 4) + "</p>",
}


@pytest.mark.parametrize("name", DEEP)
def test_a_page_of_one_thing(tmp_path: Path, name: str) -> None:
    alone(tmp_path, (HEAD + DEEP[name] + "</article>" + TAIL).encode())


def test_nested_tags_do_not_hide_the_article_before_them(tmp_path: Path) -> None:
    (reading,) = alone(tmp_path, (HEAD + "</article>" + "<div>" * 100_000).encode()).of("bad.html")
    assert "no longer safe" in reading["text"] or reading["problems"]


ENTITIES = """<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;">
<!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;"><!ENTITY secret SYSTEM "file://{path}">]>"""


def test_entities_neither_grow_nor_read_files(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("secret") / "secret"
    secret.write_text("eight-seven-six", encoding="utf-8")
    page = ENTITIES.format(path=secret) + GOOD_HTML.replace("Anna Berg", "Anna Berg &f; &secret;")
    done = alone(tmp_path, page.encode())
    assert b"eight-seven-six" not in done.out
    assert len(done.out) < MEGABYTE


def test_structured_data_that_is_broken(tmp_path: Path) -> None:
    scripts = "".join(f"<script type='application/ld+json'>{b}</script>" for b in BROKEN)
    page = GOOD_HTML.replace("</head>", scripts + "</head>")
    (reading,) = alone(tmp_path, page.encode()).of("bad.html")
    assert "no longer safe" in reading["text"]
    assert reading["title"] is None or isinstance(reading["title"], str)
    assert all(isinstance(a, str) for a in reading["authors"])
