"""What holds of every text, however broken."""

from __future__ import annotations

import gc
import subprocess
import sys
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from structure import doc

from recoupe.text.paragraphs import BREAKS, IGNORED

MARKS = "«»“”„\"'‘’‹›`‚–—-"
PIECES = [
    *MARKS,
    "« ",
    " »",
    " ",
    "\n",
    "\u2028",
    ". ",
    "? ",
    ", ",
    "…",
    "l'",
    "-t-il",
    "n't",
    "'s",
    "M. ",
    "a.b@c.example",
]
PIECES += [
    "www.a.example",
    "Mot",
    "mot",
    "É",
    "e\u0301",
    "1,5",
    "\u200b",
    "\u202e",
    "\u2066",
    "\ud800",
    "\udfff",
    "😀",
    'صه"ل',
]
LANGS = st.sampled_from(["en", "fr", "de", "he", "zz", ""])
TEXTS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join) | st.text(max_size=80)


@given(TEXTS, LANGS)
def test_tokens_cover_all_ink_once(text: str, lang: str) -> None:
    found = doc(text, lang).tokens
    assert all(text[t.start : t.end] == t.text and t.start < t.end for t in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    inked = {i for t in found for i in range(t.start, t.end)}
    bare = [c for i, c in enumerate(text) if i not in inked]
    assert all(c.isspace() or c in IGNORED or c in BREAKS or not c.isprintable() for c in bare)


@given(TEXTS, LANGS)
def test_sentences_part_the_tokens(text: str, lang: str) -> None:
    found = doc(text, lang)
    assert [i for s in found.sentences for i in range(s.first, s.last)] == list(range(len(found.tokens)))
    for s in found.sentences:
        assert (s.start, s.end) == (found.tokens[s.first].start, found.tokens[s.last - 1].end)
        assert any(a <= s.start and s.end <= b for a, b in found.paragraphs)


@given(TEXTS, LANGS)
def test_quotations_nest_inside_paragraphs(text: str, lang: str) -> None:
    found = doc(text, lang)
    around: list[int] = []
    for q in found.quotations:
        assert 0 <= q.start <= q.inner[0] < q.inner[1] <= q.end <= len(text)
        assert text[slice(*q.inner)].strip() == text[slice(*q.inner)]
        assert any(a <= q.start and q.end <= b for a, b in found.paragraphs)
        while around and around[-1] <= q.start:
            around.pop()
        assert q.depth == len(around)
        assert not around or q.end <= around[-1]
        around.append(q.end)
    assert list(found.quotations) == sorted(found.quotations, key=lambda q: (q.start, -q.end))


@given(TEXTS, LANGS)
def test_reading_twice_gives_the_same(text: str, lang: str) -> None:
    assert doc(text, lang, tag=True) == doc(text, lang, tag=True)


@given(TEXTS, TEXTS, LANGS)
def test_a_text_put_after_another_keeps_its_tokens(first: str, second: str, lang: str) -> None:
    alone, offset = doc(second, lang).tokens, len(first) + 2
    after = [t for t in doc(f"{first}\n\n{second}", lang).tokens if t.start >= offset]
    assert [(t.start - offset, t.text) for t in after] == [(t.start, t.text) for t in alone]


@given(TEXTS, LANGS)
def test_tags_change_nothing_else(text: str, lang: str) -> None:
    plain, tagged = doc(text, lang), doc(text, lang, tag=True)
    assert [t[:3] for t in tagged.tokens] == [t[:3] for t in plain.tokens]
    assert (tagged.sentences, tagged.quotations) == (plain.sentences, plain.quotations)


def seconds(text: str, *, tag: bool = True, limit: float = 0.0) -> float:
    """Processor time of one reading: the best of three, for what a busy machine adds is no part of it.

    Enough when the first is within ``limit``. The collector rests: how long it looks through a heap is
    the doing of the tests before.
    """
    best = float("inf")
    gc.collect()
    gc.disable()
    try:
        for _ in range(3):
            start = time.process_time()
            doc(text, "fr", tag=tag)
            best = min(best, time.process_time() - start)
            if best < limit:
                break
    finally:
        gc.enable()
    return best


LONG = ["a", "l'", "a-il", "ab-", "a.", ".", "1,", "http://", "www.a", "a&", "\u200b", "a\u0301", "\ud800"]


def linear(unit: str, size: int, *, tag: bool) -> bool:
    """Whether ``size`` characters take no more than three times what a tenth takes ten times.

    A ratio, so that a slow machine is no failure; what grows by the square takes ten times as much.
    """
    limit = 30 * seconds(unit * (size // 10 // len(unit)), tag=tag) + 0.3
    return seconds(unit * (size // len(unit)), tag=tag, limit=limit) < limit


@pytest.mark.parametrize("unit", LONG)
def test_two_megabytes_without_a_space_take_linear_time(unit: str) -> None:
    assert linear(unit, 2_000_000, tag=True)


QUOTES = [
    *MARKS[:12],
    "„“",
    "“”",
    "«»",
    "' ",
    '" ',
    "« ",
    "» ",
    'a" ',
    "a” ",
    "“a ”a ”a ",
    '« "a » ',
    '("',
    '"\n',
    "“a\n",
    "”a\n",
    "» A\n",
    "— a\n",
    "a: b” ",
]


@pytest.mark.parametrize("unit", QUOTES)
def test_nothing_but_quotes_takes_linear_time(unit: str) -> None:
    assert linear(unit, 200_000, tag=False)


def test_every_process_reads_alike() -> None:
    code = "import structure; print(hash(0), [*structure.doc('“It held,” said A. Roy. Did it?', tag=True).tokens])"
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(p for p in sys.path if p)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert "PROPN" in runs[0]
