"""What holds of any text: spans lie in it, nothing crashes, the answer is the same every time."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scenes import doc

from recoupe.extract import actors
from recoupe.model import Statement

WORDS = st.sampled_from(
    (
        *("Ann", "Lee", "the", "The", "minister", "said", "he", "She", "of", "Paris", "WHO", "police", "Mr.", "and"),
        *("«", "»", '"', "“", "”", "'", "’s", "l’", "du", "de", "Kremlin", "le", "Les", "ministère", "iranien", "-il"),
        *(
            ",",
            ".",
            "!",
            ":",
            "(",
            ")",
            "-",
            "–",
            "\n",
            "34-year-old",
            "a",
            "une",
            "report",
            "I",
            "nous",
            "É",
            "ß",
            "名",
        ),
    )
)
TEXTS = st.one_of(st.lists(WORDS, max_size=60).map(" ".join), st.text(max_size=200))
LANGS = st.sampled_from(("en", "fr"))


def _statements(text: str, edges: list[int]) -> list[Statement]:
    out = []
    for n, (a, b) in enumerate(itertools.pairwise(edges)):
        start, end = sorted((a % (len(text) + 1), b % (len(text) + 1)))
        spans = ((start, end),) if start < end else ()
        cue = spans if n % 2 else ()
        out.append(
            Statement(
                id=f"s{n}",
                content=((start, min(end + 9, len(text))),),
                form="direct",
                stance="asserts",
                rule="test",
                source=spans if n % 3 else (),
                cue=cue,
            )
        )
    return out


@settings(max_examples=150, deadline=None)
@given(LANGS, TEXTS, st.lists(st.integers(0, 400), max_size=8))
def test_any_text(lang: str, text: str, edges: list[int]) -> None:
    read = doc(lang, text)
    found = actors.survey(read)
    if found is None:
        assert not read.tokens
        return
    statements = _statements(text, edges)
    spoken = actors.speakers(found, statements)
    listed = actors.listed(found, spoken)
    for actor in listed:
        assert actor.name.strip()
        assert all(0 <= a < b <= len(text) for a, b in actor.mentions)
        assert list(actor.mentions) == sorted(actor.mentions)
    ids = {actor.id for actor in listed}
    assert len(ids) == len(listed)
    for speaker in spoken:
        assert (speaker.kind == "none") == (speaker.who is None)
        assert speaker.actor is None or speaker.actor in ids
    again = actors.survey(doc(lang, text))
    assert again is not None
    assert again.actors == found.actors
    assert actors.speakers(again, statements) == spoken


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_long_line_is_read_in_linear_time(lang: str) -> None:
    text = "Ann Lee said so " * 4000
    found = actors.survey(doc(lang, text, tag=False))
    assert found is not None
    assert len(found.actors) < 4
