"""What holds for every reading: spans lie in the text, nothing depends on the process, articles stay apart."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import ARTICLES

from recoupe import export, pipeline
from recoupe.cli.demo import SAMPLE
from recoupe.model import Page, Reading, Span, Statement

texts = st.sampled_from(sorted(ARTICLES)).map(ARTICLES.__getitem__)
MARKS = st.text(alphabet="«»“”„\"'‹›—‘’ \n.:,ab1", max_size=30)


def read(text: str, lang: str) -> Reading:
    return pipeline.read(Page("x", text, "text/plain", lang=lang, published="2024-05-08"))


def spans(s: Statement) -> Iterator[Span]:
    yield from (*s.content, *s.source, *s.cue)


def every(reading: Reading) -> Iterator[Span]:
    for s in reading.statements:
        yield from spans(s)
    yield from ((t.start, t.end) for t in reading.timexes)
    yield from (m for a in reading.actors for m in a.mentions)
    yield from reading.article.boilerplate


def changed(text: str, cut: int, marks: str) -> str:
    return text[:cut] + marks + text[cut:]


@given(texts, st.integers(0, 400), MARKS)
def test_every_span_lies_in_the_text(article: tuple[str, str], cut: int, marks: str) -> None:
    lang, text = article
    text = changed(text, cut, marks)
    reading = read(text, lang)
    assert reading.article.text == text
    assert all(0 <= a < b <= len(text) for a, b in every(reading))


@given(texts, st.integers(0, 400), MARKS)
def test_ids_are_told_apart_and_lead_somewhere(article: tuple[str, str], cut: int, marks: str) -> None:
    lang, text = article
    reading = read(changed(text, cut, marks), lang)
    ids = [s.id for s in reading.statements]
    assert len(set(ids)) == len(ids)
    actors = [a.id for a in reading.actors]
    assert len(set(actors)) == len(actors)
    assert {s.actor for s in reading.statements if s.actor} <= set(actors)
    assert {m.statement for c in reading.claims for m in c.members} <= set(ids)


@pytest.mark.parametrize("second", ARTICLES)
@pytest.mark.parametrize("first", ARTICLES)
def test_statements_never_cross_from_one_article_into_the_next(first: str, second: str) -> None:
    lang, a = ARTICLES[first]
    text = a + "\n\n" + ARTICLES[second][1]
    for s in read(text, lang).statements:
        sides = {start >= len(a) for start, _ in spans(s)} | {end > len(a) for _, end in spans(s)}
        assert len(sides) == 1, [text[x:y] for x, y in spans(s)]


def test_reading_twice_gives_the_same() -> None:
    for lang, text in ARTICLES.values():
        assert read(text, lang) == read(text, lang)


def output(form: str, seed: str, jobs: str, path: Path = SAMPLE) -> bytes:
    command = [sys.executable, "-m", "recoupe", "read", "--format", form, "-j", jobs, str(path)]
    done = subprocess.run(command, capture_output=True, check=True, env={"PYTHONHASHSEED": seed, "LC_ALL": "C.UTF-8"})
    return done.stdout


def test_every_process_and_hash_seed_gives_the_same_bytes() -> None:
    first = output("jsonl", "0", "1")
    assert first
    for seed, jobs in (("1", "2"), ("random", "2"), ("random", "1")):
        assert output("jsonl", seed, jobs) == first


@pytest.mark.parametrize("form", export.names())
def test_every_hash_seed_writes_the_same_bytes(form: str) -> None:
    page = min(p for p in SAMPLE.rglob("*") if p.suffix in {".html", ".txt"})
    first = output(form, "0", "1", page)
    assert first
    assert output(form, "random", "1", page) == first
