"""Two versions of an article compared: each kind of change, what is none, and what holds of all comparisons."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench import edited, edits
from recoupe import pipeline
from recoupe.link.edits import Change, noise, pairing
from recoupe.link.edits.version import words
from recoupe.linking.edits import changed
from recoupe.model import Outlink, Page, Reading

BODY = (
    "The mayor of Norham, Peter Lowe, said on Tuesday that the old bridge would close for a year. Forty people waited.",
    "Builders found a crack in April. The bridge carries 4,000 cars a day, and more in summer, when all drive to the sea.",
    "Anna Berg denied that the engineers had known of any crack. Ferries will run from Monday, the harbour master said.",
)
TITLE = "Old bridge closes for a year"
KNOWN = "the engineers had known of any crack"


def reading(*paragraphs: str, title: str = TITLE) -> Reading:
    text = "\n\n".join(paragraphs)
    return pipeline.read(Page("x", text, "text/plain", lang="en", published="2024-05-08", title=title))


def compared(*after: str, before: tuple[str, ...] = BODY, title: str = TITLE) -> list[tuple[str, str, str]]:
    return [(c.kind, c.before, c.after) for c in changed(reading(*before), reading(*after, title=title))]


def swapped(old: str, new: str) -> tuple[str, ...]:
    assert any(old in p for p in BODY)
    return tuple(p.replace(old, new) for p in BODY)


@pytest.mark.parametrize(
    ("old", "new", "kind", "before", "after"),
    [
        ("for a year", "for two years", "statement_reworded", "close for a year", "close for two years"),
        ("4,000 cars", "9,000 cars", "sentence_reworded", "4,000", "9,000"),
        ("denied that", "confirmed that", "stance", KNOWN, KNOWN),
        ("Anna Berg denied", "Bo Lind denied", "statement_reworded", KNOWN, KNOWN),
        (" Forty people waited.", "", "sentence_dropped", "Forty people waited.", ""),
        (
            "people waited.",
            "people waited. A dog barked at the crowd.",
            "sentence_added",
            "",
            "A dog barked at the crowd.",
        ),
        ("crack in April.", "crack in April, the council said.", "statement_added", "", "Builders found a crack"),
        (", the harbour master said.", ".", "statement_dropped", "Ferries will run from Monday", ""),
    ],
)
def test_each_kind_of_change(old: str, new: str, kind: str, before: str, after: str) -> None:
    ((told, earlier, later),) = compared(*swapped(old, new))
    assert told == kind
    assert (before in earlier, after in later) == (True, True)
    assert (bool(before), bool(after)) == (bool(earlier), bool(later))


def test_a_new_headline() -> None:
    assert compared(*BODY, title="Old bridge stays open") == [("title", TITLE, "Old bridge stays open")]
    assert compared(*BODY, title="OLD BRIDGE closes – for a year!") == []


@pytest.mark.parametrize(
    "after",
    [
        (BODY[2], BODY[0], BODY[1]),
        (" ".join(BODY),),
        tuple(p.replace(". ", ".\n\n") for p in BODY),
        tuple(p.replace(" ", "\u00a0", 2) for p in BODY),
        (*BODY, "1,377 comments"),
        (*BODY, "Read also", "A choir wins a prize", "Council meets in June"),
        ("Updated on 9 May 2024 at 10:45", *BODY),
        ("Norham, 9 May 2024, 10:45.", *BODY),
        (TITLE, *BODY),
    ],
)
def test_what_is_no_edit(after: tuple[str, ...]) -> None:
    assert compared(*after) == []


def test_counters_count_and_are_no_edit_but_the_dead_are() -> None:
    assert compared(*BODY, "1,377 people have read this.", before=(*BODY, "12 people have read this.")) == []
    inside = (BODY[0], "The fall killed 12 people.", *BODY[1:])
    more = (BODY[0], "The fall killed 15 people.", *BODY[1:])
    assert compared(*more, before=inside) == [("sentence_reworded", inside[1], more[1])]
    assert [c[0] for c in compared(*swapped("from Monday", "from Friday"))] == ["statement_reworded"]


def test_the_text_of_a_link_is_a_related_story() -> None:
    texts = ("The choir of Murren has won a prize.", "Nobody knows where the cat went.")
    plain = [reading(*BODY, text) for text in texts]
    assert {c.kind for c in changed(*plain)} == {"sentence_added", "sentence_dropped"}
    linked = [
        replace(r, article=replace(r.article, outlinks=(Outlink("https://a.example/2", text, "body"),)))
        for r, text in zip(plain, texts, strict=True)
    ]
    assert changed(*linked) == ()


def test_what_people_have_hidden_is_not_told() -> None:
    one, other = reading(*BODY), reading(*swapped("denied that", "confirmed that"))
    (change,) = changed(one, other)
    assert change.statements[0]
    assert changed(one, other, hidden=frozenset(change.statements)) == ()


def test_a_change_carries_its_evidence() -> None:
    one, other = reading(*BODY), reading(*swapped("denied that", "confirmed that"))
    (change,) = changed(one, other)
    assert (change.stances, change.who) == (("denies", "confirms"), "Anna Berg")
    for read, name, spans, told in zip(
        (one, other), change.statements, change.spans, (change.before, change.after), strict=True
    ):
        assert name in {s.id for s in read.statements}
        assert " … ".join(read.article.text[a:b] for a, b in spans) == told


@pytest.mark.parametrize("what", ["added", "dropped"])
def test_nothing_and_something(what: str) -> None:
    empty, full = reading("", title=""), reading(*BODY)
    found = changed(empty, full) if what == "added" else changed(full, empty)
    assert {c.kind.split("_")[1] for c in found} == {what}
    assert sum(c.kind.startswith("statement") for c in found) == len(full.statements) > 1


MIRROR = {"added": "dropped", "dropped": "added"}


def mirrored(change: Change) -> tuple[str, str, str]:
    head, _, tail = change.kind.partition("_")
    return f"{head}_{MIRROR.get(tail, tail)}".strip("_"), change.after, change.before


@settings(max_examples=20)
@given(st.sampled_from(["en", "fr", "ru", "ar", "he", "pl"]), st.integers(0, 10_000))
def test_a_version_is_as_itself_and_the_way_back_is_the_way_turned_round(lang: str, seed: int) -> None:
    trial = edited.trial(lang, random.Random(seed))
    one, other = pipeline.read(trial.before), pipeline.read(trial.after)
    assert changed(one, one) == ()
    there, back = changed(one, other), changed(other, one)
    assert sorted(map(mirrored, back)) == sorted((c.kind, c.before, c.after) for c in there)
    for change in there:
        for read, spans, told in zip((one, other), change.spans, (change.before, change.after), strict=True):
            assert " … ".join(read.article.text[a:b] for a, b in spans) == told or change.kind == "title"


def test_only_sentences_with_a_rarer_word_in_common_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work on two long paragraphs with nothing in common grows with their sentences, not with the pairs of them."""
    calls = {"alike": 0, "words": 0}
    alike = pairing.alike

    def counted(*given: object) -> float:
        calls["alike"] += 1
        return alike(*given)  # type: ignore[arg-type]

    def told(text: str) -> tuple[str, ...]:
        calls["words"] += len(text)
        return words(text)

    monkeypatch.setattr(pairing, "alike", counted)
    monkeypatch.setattr(noise, "words", told)
    cost = []
    for count in (150, 600):
        calls.update(alike=0, words=0)
        texts = [_paragraph(count, seed) for seed in (1, 2)]
        assert len(changed(*map(reading, texts))) == 2 * count
        cost.append(dict(calls))
    assert 0 < cost[1]["alike"] < 6 * cost[0]["alike"]
    assert 0 < cost[1]["words"] < 6 * cost[0]["words"]


def _paragraph(count: int, seed: int) -> str:
    """Sentences of six invented words among so many that each stands in few."""
    luck, letters = random.Random(seed), random.Random(7)
    stock = ["".join(letters.choices("abcdefghij", k=6)) for _ in range(8 * count)]
    return " ".join(f"The {' '.join(luck.choices(stock, k=8))} stood there." for _ in range(count))


def test_words_are_compared_without_case_marks_and_width() -> None:
    assert words("L’ÉTÉ\u00a04.000, da\u200d") == ("l", "ete", "4.000", "da")
    assert words("橋は閉鎖") == ("橋", "は", "閉", "鎖")


def test_the_judge_of_the_bench_can_say_no() -> None:
    gold = (edited.Gold("stance", "Bo denied it.", "Bo said it."),)
    right = Change("stance", "it", "it")
    assert sorted(edits.judged(gold, [right])) == [("stance", "gold"), ("stance", "right"), ("stance", "told")]
    for wrong in (Change("stance", "it", "that"), Change("stance", "it", ""), Change("title", "it", "it")):
        assert "right" not in {what for _, what in edits.judged(gold, [wrong])}
