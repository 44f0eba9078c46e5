"""Texts that ask too much: broken quotation, odd characters, languages and days that are not covered."""

import json
from pathlib import Path
from typing import Any

import pytest
from batches import GOOD, Run, assert_inside, assert_whole, recoupe

MEGABYTE = 1_000_000
BIDI = "\u202e\u2066\u2067\u200f\u061c\u202a\u202b\u202d\u2068\u200e"
CONTROLS = "".join(map(chr, [*range(32), 127, 0x85, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF, 0xE0001]))
Row = dict[str, Any]

SAID = {"en": "Anna Berg said on Tuesday that ", "fr": "Selon Anna Berg, qui a démenti mardi, "}
MARKS = (*"«»“”„\"'‹›—–‘’`", "« “ ", "”»", '"«')
QUOTES: dict[str, Row] = {
    f"{mark} {lang} {where}": {
        "lang": lang,
        "text": break_.join(f"{said}{mark}the bridge {i} is closed." for i in range(200)),
    }
    for mark in MARKS
    for lang, said in SAID.items()
    for where, break_ in (("one line", " "), ("paragraphs", "\n\n"))
}

NO_SPACE: dict[str, Row] = {
    name: {"text": (unit * (2 * MEGABYTE // len(unit)))}
    for name, unit in {
        "letters": "a",
        "digits": "1234567890",
        "dots": ".",
        "quotes": '"',
        "guillemets": "«",
        "opening quotes": "“",
        "apostrophes": "'",
        "dashes": "—",
        "slashed dates": "1/1/",
        "capitals": "Aa",
        "elisions": "l'",
        "hyphens": "a-",
        "combining marks": "e\u0301\u0301\u0301",
        "brackets": "(",
        "urls": "http://",
        "colons": "a:",
        "han": "说",
        "emoji": "😀",
    }.items()
}

MANY: dict[str, Row] = {
    f"{unit.strip()} {where}": {"text": (unit + break_) * (50_000 // len(unit)), "lang": "en"}
    for unit in (
        "said Anna Berg said that Anna said ",
        "on Monday 5 May 2021, last week, two days later, ",
        "Anna Berg, John Smith and Mary O'Neil of Harbour Town ",
        "denied that he denied that she denied that ",
        "Berg : Smith : ",
        "according to Anna Berg, according to ",
        "“she said ‘he said ",
        "https://example.org/a?b=c www.example.org ",
        "1 2 3 4 5 6 7 8 9 ",
        "a b c d e ",
        "one hundred and two thousand and ",
        "the minister said “no”, the mayor denied it ",
        "said“",
    )
    for where, break_ in (("in one sentence", ""), ("in sentences", ". "), ("in lines", "\n"))
}

ODD: dict[str, Row] = {
    "surrogate": {"text": "\ud800"},
    "surrogates": {"text": "Anna Berg said \udcff that \ud83d it was \udc00 late."},
    "quoted surrogate": {"text": "“\udfff” said \ud800"},
    "bidi": {"text": f"Anna {BIDI}Berg said on {BIDI[0]}Tuesday that “the bridge{BIDI} is closed”."},
    "controls": {"text": " ".join(f"Anna{c}Berg{c}said{c}on{c}Tuesday{c}that{c}it{c}rained." for c in CONTROLS)},
    "carriage returns": {"text": "Rain\r\n\r\nAnna Berg said on Tuesday that it rained.\r\nShe denied it.\r"},
    "one mark": {"text": "”"},
    "one letter": {"text": "a"},
    "only blanks": {"text": " \u00a0\u2003\n\t\n"},
    "mathematical letters": {"text": "𝐀𝐧𝐧𝐚 𝐁𝐞𝐫𝐠 said 𝟓 𝐌𝐚𝐲 that “𝐢𝐭 is”."},
    "digits of other scripts": {"text": "On ٣ May ٢٠٢١ and ² May, ①⑨⑨⑨, Anna Berg said it rained."},
}

FINNISH = "Silta suljetaan\n\nKaupunginjohtaja kertoi asiasta tiistaina. ”Silta ei ole enää turvallinen”, hän sanoi."
LANGUAGES: dict[str, Row] = {
    "fi": {"lang": "fi", "text": FINNISH},
    "xx": {"lang": "xx", "text": "Blorp\n\n“Wug dax ti lorem gavagai,” zup Anna."},
    "not a code": {"lang": "not a code", "text": "Blorp\n\n“Wug dax ti lorem gavagai,” zup Anna."},
    "a path": {"lang": "../en", "text": "Anna Berg said so."},
    "upper case": {"lang": "EN", "text": "Anna Berg said that it rained."},
    "with region": {"lang": "en-GB", "text": "Anna Berg said that it rained."},
    "empty": {"lang": "", "text": "They said so."},
}

RELATIVE = {
    "en": "Anna Berg said yesterday that tomorrow, next year, last century, 10 years ago, in 9,000 years and two days "
    "before Monday it would rain; on 5 May 9999, in the year 0, on 31 December 9999, on 0/0/0000, in 99999, on 32 May "
    "2020, in 999999999999 years, 10000000000000000000000 days ago, earlier this week, at the end of the month.",
    "fr": "Anna Berg a dit hier que demain, l’an prochain, au siècle dernier, il y a 10 ans, dans 9 000 ans et deux jours "
    "avant lundi il pleuvrait ; le 5 mai 9999, en l’an 0, le 31 décembre 9999, le 0/0/0000, en 99999, le 32 mai 2020, "
    "dans 999999999999 ans, il y a 10000000000000000000000 jours, plus tôt cette semaine, à la fin du mois.",
}
DAYS = (
    *(
        "0000-01-01",
        "0001-01-01",
        "9999-12-31",
        "10000-01-01",
        "-0044-03-15",
        "2024-02-30",
        "9999-12-31T23:59:59-12:00",
    ),
    *(
        "0001-01-01T00:00:00+14:00",
        "99999999999999999999",
        "",
        "   ",
        "2024",
        "2024-05",
        "today",
        "NaN",
        "20240508",
    ),
)
CALENDAR: dict[str, Row] = {
    f"{lang} {day!r}": {"lang": lang, "published": day, "text": text} for lang, text in RELATIVE.items() for day in DAYS
}
NO_DAY: dict[str, Row] = {
    "en": {"published": None, "text": "Anna Berg said yesterday that it rained on 5 May 2021."},
    "fr": {"published": None, "lang": "fr", "text": "Anna Berg a dit hier qu’il pleuvait le 5 mai 2021."},
}

ALL: dict[str, Row] = {
    f"{kind}: {name}": {"lang": "en", "published": "2024-05-08"} | row
    for kind, rows in (
        *(("quotes", QUOTES), ("no space", NO_SPACE), ("odd", ODD)),
        *(("language", LANGUAGES), ("calendar", CALENDAR), ("no day", NO_DAY)),
    )
    for name, row in rows.items()
}


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Row]:
    """The readings of all of them in one batch, a good article before and after."""
    return {r["ref"]: r for r in read(tmp_path_factory.mktemp("texts") / "texts.jsonl", ALL).readings}


def read(path: Path, given: dict[str, Row], *options: str) -> Run:
    rows = [
        {**GOOD, "id": "good-first"},
        *({"id": name, **row} for name, row in given.items()),
        {**GOOD, "id": "good-last"},
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return recoupe(path, pages=len(rows), options=("-j", "2", *options))


def test_the_batch_survives(readings: dict[str, Row]) -> None:
    assert_whole(readings["good-first"])
    assert_whole(readings["good-last"])


@pytest.mark.parametrize("name", ALL)
def test_each_is_read(readings: dict[str, Row], name: str) -> None:
    """Spans lie in the text, and the text is unchanged."""
    reading = readings[name]
    assert_inside(reading)
    if "surrogate" not in name:
        assert reading["text"] == ALL[name]["text"]
    assert len(reading["text"]) == len(ALL[name]["text"])


def test_texts_of_nothing_but_cues(tmp_path: Path) -> None:
    """Where each word may begin a statement, the time of a page may end first: then it is named, and costs no other."""
    done = read(tmp_path / "many.jsonl", MANY, "--timeout", "1")
    found = {r["ref"]: r for r in done.readings}
    assert_whole(found["good-first"])
    assert_whole(found["good-last"])
    for name in MANY:
        assert name in found or f"{name}: given up after 1 s" in done.err


@pytest.mark.parametrize("name", ["fi", "xx", "not a code", "a path"])
def test_a_language_that_is_not_covered_is_named(readings: dict[str, Row], name: str) -> None:
    problems = readings[f"language: {name}"]["problems"]
    assert any("lang" in (p["code"] + p["message"]).lower() for p in problems), problems


@pytest.mark.parametrize("name", ["upper case", "with region"])
def test_a_covered_language_in_another_spelling(readings: dict[str, Row], name: str) -> None:
    assert readings[f"language: {name}"]["statements"]


def test_quotations_of_an_uncovered_language_are_found(readings: dict[str, Row]) -> None:
    contents = [FINNISH[a:b] for s in readings["language: fi"]["statements"] for a, b in s["content"]]
    assert any("Silta ei ole enää turvallinen" in c for c in contents)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_no_day_of_publication(readings: dict[str, Row], lang: str) -> None:
    reading = readings[f"no day: {lang}"]
    assert reading["published"] is None
    assert any("publ" in (p["code"] + p["message"]).lower() for p in reading["problems"]), reading["problems"]
    by_word = {reading["text"][t["start"] : t["end"]]: t for t in reading["timexes"]}
    vague = next(t for w, t in by_word.items() if w in {"yesterday", "hier"})
    assert vague["from"] is vague["to"] is None
    assert next(t for w, t in by_word.items() if "2021" in w)["from"] == "2021-05-05"


@pytest.mark.parametrize("name", [n for n in ALL if n.startswith("calendar")])
def test_days_at_the_edge_of_the_calendar(readings: dict[str, Row], name: str) -> None:
    reading = readings[name]
    assert reading["statements"]
    sides = [t[side] for t in reading["timexes"] for side in ("from", "to")]
    assert all(s is None or (len(s) == 10 and s[4] == s[7] == "-") for s in sides), sides


@pytest.mark.parametrize("form", ["json", "table", "html", "csv"])
def test_odd_characters_in_every_format(tmp_path_factory: pytest.TempPathFactory, form: str) -> None:
    path = tmp_path_factory.mktemp(form) / "odd.jsonl"
    rows = [{"id": name, "title": row["text"], **ALL[f"odd: {name}"]} for name, row in ODD.items()]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    done = recoupe(path, form=form, pages=len(rows))
    assert done.status in {0, 1}
    done.out.decode("utf-8")


def test_bidi_controls_do_not_spill_over_the_terminal(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("bidi") / "bidi.jsonl"
    text = "Anna \u202eBerg said on Tuesday that the bridge was closed.\n\nThe town denied \u2067that it was."
    path.write_text(
        json.dumps({"id": "bidi", "lang": "en", "title": "A \u202e title", "text": text}) + "\n",
        encoding="utf-8",
    )
    for line in recoupe(path, form="table").out.decode("utf-8").splitlines():
        assert sum(map(line.count, "\u202a\u202b\u202d\u202e")) <= line.count("\u202c"), line
        assert sum(map(line.count, "\u2066\u2067\u2068")) <= line.count("\u2069"), line


def test_terminal_controls_are_not_passed_on(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("controls") / "controls.jsonl"
    text = "Anna \x1b]0;owned\x07Berg \x1b[31msaid\x9b2J on Tuesday that the \x08\x08bridge was closed."
    row = {"id": "c\x1b]0;x\x07", "lang": "en", "title": "A \x1b]2;owned\x07 title", "text": text}
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    done = recoupe(path, form="table")
    shown = done.out.decode("utf-8") + done.err
    assert [x for x in ("\x1b]", "\x07", "\x9b", "\x08", "\x1b[31m") if x in shown] == []
