"""The scoring that is our own, on made-up readings; what needs the shared scorers is skipped without them."""

import json
from typing import Any

import pytest
from bench.run import Result

from bench import answers, disputes, quality, run, scorers, seed, shared

needs_data = pytest.mark.skipif(not shared.present(), reason=shared.SKIPPED)


def statement(ident: str = "s1", **fields: Any) -> dict[str, Any]:
    spans = {"content": [[0, 4]], "source": [[5, 9]], "cue": [[10, 14]]}
    return {"id": ident, "stance": "asserts", "who": None, **spans, **fields}


def test_reporting_words() -> None:
    gold = [{"statements": [{"type": "REPORTING", "cue": [[10, 14]]}, {"type": "REPORTING", "cue": [[30, 34]]}]}]
    gold[0]["statements"].append({"type": "I_ACTION", "cue": [[50, 54]]})
    readings = [{"statements": [statement(cue=[[8, 12]]), statement(cue=[[50, 51]]), statement(cue=[[70, 80]])]}]
    out = scorers.reporting_words(gold, readings)
    assert (out["recall"], out["precision"], out["found"], out["of"]) == (50.0, 66.7, 1, 2)


def test_touching_spans_do_not_overlap() -> None:
    assert scorers.overlaps([0, 5], [4, 6])
    assert not scorers.overlaps([0, 5], [5, 6])


def test_kinds_are_mapped() -> None:
    kinds = ("article", "article", "listing", "collection", "recipe", "forum")
    gold = [{"gold": {"kind": k}} for k in kinds]
    readings = [{"kind": k} for k in ("news", "other", "listing", "news", "recipe", "other")]
    assert scorers.kinds(gold, readings) == {"listing.%": 50.0, "news.%": 50.0, "recipe.%": 100.0}


def test_claims_take_their_statements_spans() -> None:
    claim = {"id": "c1", "members": [{"statement": "s1", "polarity": "for"}], "disputed": False}
    (row,) = disputes.predicted([{"ref": "a", "statements": [statement()], "claims": [claim]}])
    spans = {"content": [[0, 4]], "source": [[5, 9]], "cue": [[10, 14]]}
    assert row == {"claim": "c1", "members": [{"doc_id": "a", "polarity": "for", **spans}]}


def test_gold_claims_are_cut_by_article() -> None:
    members = [{"doc": d, "statement": s, "polarity": "for"} for d, s in (("a", "s1"), ("b", "s1"), ("a", "s2"))]
    cut = list(disputes.inside_articles([{"claim": "c", "members": members}]))
    assert [[m["statement"] for m in c["members"]] for c in cut] == [["s1", "s2"], ["s1"]]


def test_inputs_are_those_of_the_shared_script() -> None:
    text: dict[str, Any] = {"doc_id": "a", "lang": "en", "dct": None, "text": "x", "statements": []}
    page: dict[str, Any] = {"id": "p", "url": "https://example.org/", "html": "<p>", "lang": "en", "gold": {}}
    assert answers.inputs([text, page]) == [
        {"id": "a", "lang": "en", "text": "x"},
        {"id": "p", "url": "https://example.org/", "html": "<p>"},
    ]


def test_a_row_without_an_answer_counts_as_empty_and_is_named() -> None:
    rows = [{"id": "a", "text": "x"}, {"id": "b", "text": "y"}]
    found = [{"ref": "b", "text": "changed", "statements": [], "timexes": []}]
    assert [r["ref"] for r in answers.in_order(rows, found)] == ["a", "b"]
    assert len(answers.complaints("set", rows, found)) == 2


@needs_data
def test_denials_told() -> None:
    gold = [
        {
            "text": "they lied Anna denies",
            "statements": [statement(content=[[0, 9]], source=[[10, 14]], stance="denies")],
        }
    ]
    told = {**gold[0]["statements"][0], "kind": "named"}  # type: ignore[dict-item]
    assert scorers.told(gold, [{"statements": [told]}], stance="denies") == (1, 1)
    assert scorers.told(gold, [{"statements": [{**told, "stance": "asserts"}]}], stance="denies") == (0, 1)
    assert scorers.told(gold, [{"statements": [{**told, "source": []}]}], stance="denies") == (0, 1)


def right_reading(text: str, ledger: dict[str, Any]) -> dict[str, Any]:
    start = text.index(ledger["boilerplate_from"])
    members = [{"statement": "s2", "polarity": "for"}, {"statement": "s5", "polarity": "against"}]
    at = [text.index(d["text"]) for d in ledger["dates"]]
    return {
        "statements": [seed.spanned(text, s) for s in ledger["statements"]],
        "timexes": [
            {"start": a, "end": a + len(d["text"]), "from": d["from"], "to": d["to"]}
            for a, d in zip(at, ledger["dates"], strict=True)
        ],
        "claims": [{"id": "c", "members": members, "disputed": True}],
        "actors": [],
        "boilerplate": [[start, len(text)]],
        "outlinks": [{"url": f"https://www.{s}/", "text": s, "where": "footer"} for s in ledger["network"]],
    }


@needs_data
def test_the_ledger_of_the_seed_scores_full_marks() -> None:
    text, ledger = (
        seed.ARTICLE.read_text(encoding="utf-8"),
        json.loads(seed.LEDGER.read_text(encoding="utf-8")),
    )
    out = seed.compare(text, ledger, right_reading(text, ledger))
    wanted = {"statements": 6, "unsourced": 1, "dates": 7, "dispute": 1, "footer unread": 1, "outlinks": 6}
    assert {k: out[k] for k in wanted} == wanted


@needs_data
def test_a_wrong_reading_of_the_seed_scores_less() -> None:
    text, ledger = (
        seed.ARTICLE.read_text(encoding="utf-8"),
        json.loads(seed.LEDGER.read_text(encoding="utf-8")),
    )
    reading = right_reading(text, ledger)
    reading["statements"][4]["stance"] = "asserts"
    reading["timexes"].append({"start": len(text) - 5, "end": len(text), "from": None, "to": None})
    reading["outlinks"][0]["where"] = "body"
    reading["statements"][3]["source"] = [[0, 8]]
    out = seed.compare(text, ledger, reading)
    assert (out["statements"], out["unsourced"], out["dispute"], out["footer unread"], out["outlinks"]) == (
        4,
        0,
        0,
        0,
        5,
    )


def test_the_page_is_that_of_the_kept_figures() -> None:
    assert quality.PAGE.read_text(encoding="utf-8") == quality.page(run.load()), "run: python -m bench --render"


def test_the_table_says_what_is_reached() -> None:
    figures = {"statement.F1": 75.0, "stance denies.F1": 10.0, "kind.%": 96.0}
    table = quality.table({"statements/ntrex.en": Result("2024-05-08", 0, figures)})
    rows = {r[0]: r for line in table.splitlines()[2:] if (r := [c.strip() for c in line.strip("|").split("|")])}
    assert rows["statements, ntrex.en: F1"][1:5] == ["75.0", "70.0", "80.0", "floor"]
    assert rows["stance `denies`: F1, ntrex.en"][4] == "**below**"
    assert rows["`kind` right, ntrex.en"][4] == "aim"
    assert rows["seed: the dispute"][4] == "not measured"
