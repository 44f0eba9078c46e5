"""`recoupe lang`: every mistake that a language's files may have is named, with file, key and mend."""

import json
import tomllib
from pathlib import Path

import pytest
from commands import Done, recoupe

from recoupe.cli import scrutiny, skeleton

CODE = "eo"  # Esperanto: no language of recoupe's own
LANGUAGE = """
name = "Esperanto"
script = "Latn"
frequent = ["la", "kaj", "estas", "ne"]
starters = ["la"]
"""
SPEECH = """
complementisers = ["ke"]
subject_pronouns = ["li", "ŝi"]
determiners = ["la"]
[paradigms.i]
finite = ["as", "is"]
infinitive = ["i"]
[verbs]
say = ["dir+i"]
deny = ["ne+i"]
[nouns]
"""
DATES = """
no = ["Li havas 12 ŝipojn."]
[number]
"2" = ["du"]
[unit]
day = ["tago"]
[tense]
past = ["estis"]
[[fixed]]
words = ["hodiaŭ"]
value = { unit = "day", shift = 0 }
yes = [["Li venis hodiaŭ.", "hodiaŭ", "2018-09-28"]]
"""
CLAIMS = """
light = ["la"]
negations = ["ne"]
falsehoods = ["malver*"]
references = ["akuz*"]
"""
FILES = {"language.toml": LANGUAGE, "speech.toml": SPEECH, "dates.toml": DATES, "claims.toml": CLAIMS}


def check(folder: Path, **changed: str) -> Done:
    """What `recoupe lang check` says of a small good language with these files changed (`speech` for speech.toml)."""
    (folder / CODE).mkdir()
    for name, text in (FILES | {f"{key}.toml": text for key, text in changed.items()}).items():
        (folder / CODE / name).write_text(text, encoding="utf-8")
    return recoupe("lang", "check", CODE, folder)


def test_a_good_language(tmp_path: Path) -> None:
    done = check(tmp_path)
    assert done.status == 0, done.text
    assert "nothing is wrong" in done.text
    assert "note   eo/names.toml: -: missing" in done.text


WRONG_RULE = """
[[rules]]
name = "mine"
pattern = ["{}"]
yes = [["Post du tagoj li venos.", "du tagoj", "P2D"]]
"""


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"speech": "complementiser = []\n" + SPEECH}, ["eo/speech.toml: complementiser:", "'complementisers'"]),
        ({"claims": CLAIMS + 'truth = ["vera"]\n'}, ["eo/claims.toml: truth: unknown key", "did you mean 'truths'?"]),
        ({"claims": CLAIMS + 'truths = "vera"\n'}, ["eo/claims.toml: truths: expected"]),
        ({"speech": SPEECH.replace("dir+i", "diг+i")}, ["eo/speech.toml: verbs.say:", "CYRILLIC", "in one script"]),
        ({"claims": CLAIMS.replace('"ne"', '"не"')}, ["eo/claims.toml: negations: 'не'", "script"]),
        ({"language": LANGUAGE.replace("Latn", "Hebr")}, ["eo/language.toml: frequent:", "Hebr"]),
        ({"dates": DATES + WRONG_RULE.format("du tago??")}, ["eo/dates.toml: mine: not a pattern", "Patterns"]),
        ({"dates": DATES + WRONG_RULE.format("the? " * 12 + "unit")}, ["eo/dates.toml: mine:", "backtracks", "fewer"]),
        (
            {"dates": DATES.replace('2018-09-28"]]', '2018-09-29"]]')},
            ["eo/dates.toml: hodiaŭ:", "2018-09-28", "dates-data"],
        ),
        (
            {"dates": DATES.replace("12 ŝipojn", "ĉion hodiaŭ")},
            ["eo/dates.toml: no: Li havas ĉion hodiaŭ.: read as time"],
        ),
        (
            {
                "claims": CLAIMS
                + '[[examples]]\nasserted = "la ŝipo brulis"\nanswer = "la ŝipo brulis"\ndisputed = true\n'
            },
            ["eo/claims.toml: examples[0]: not read as a dispute", "claims-data"],
        ),
        (
            {
                "examples": '[direct]\ntext = "Ŝi diris ke la haveno fermos."\nsays = [["Li", "diris", "nenio", "asserts"]]'
            },
            ["eo/examples.toml: direct: not read: Li · diris · nenio · asserts", "misread = true"],
        ),
        ({"examples": '[mine]\ntext = "x"'}, ["eo/examples.toml: mine: no other language has it", "denial: missing"]),
        ({"examples": '[direct]\ntext = "x"\nsay = []'}, ["eo/examples.toml: direct.say: unknown key", "'says'"]),
        ({"language": LANGUAGE.replace('starters = ["la"]', "")}, ["eo/language.toml: starters: empty"]),
        ({"speech": SPEECH.replace('deny = ["ne+i"]', "")}, ["eo/speech.toml: verbs.deny: empty"]),
        ({"speech": 'prepositions = ["*laŭ li"]\n' + SPEECH}, ["eo/speech.toml: prepositions:", "stands for nothing"]),
        ({"speech": SPEECH.replace("[nouns]", "")}, ["eo/speech.toml: nouns: missing", "add it"]),
        ({"speech": "["}, ["eo/speech.toml: -: not readable as TOML"]),
        (
            {"language": LANGUAGE + '[[examples]]\ntext = "Li diris."\ntokens = "Lidiris ."'},
            ["eo/language.toml: examples[0]: tokens: 'Li diris .'"],
        ),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, changed: dict[str, str], named: list[str]) -> None:
    done = check(tmp_path, **changed)
    assert done.status == 1, done.text
    assert all(part in done.text for part in named), done.text


def test_an_example_that_is_known_to_be_misread_is_only_noted(tmp_path: Path) -> None:
    text = 'text = "Ŝi diris ke la haveno fermos."\nsays = [["Li", "diris", "nenio", "asserts"]]\nmisread = true'
    done = check(tmp_path, examples="".join(f"[{key}]\n{text}\n" for key in scrutiny.model_ids()))
    assert done.status == 0, done.text
    assert "note   eo/examples.toml: direct: not read" in done.text


def test_without_language_toml_there_is_no_language(tmp_path: Path) -> None:
    done = recoupe("lang", "check", CODE, tmp_path)
    assert done.status == 1
    assert "eo/language.toml: -: missing" in done.text
    assert "recoupe lang new eo" in done.text


def test_new_writes_files_that_load_and_only_lack_words(tmp_path: Path) -> None:
    assert recoupe("lang", "new", CODE, tmp_path).status == 0
    written = {p.name: tomllib.loads(p.read_text(encoding="utf-8")) for p in (tmp_path / CODE).iterdir()}
    assert set(written) == {*scrutiny.FILES, "examples.toml"}
    assert written["language.toml"]["name"] == "Esperanto"
    assert tuple(written["examples.toml"]) == scrutiny.model_ids()
    done = recoupe("lang", "check", CODE, tmp_path)
    assert done.status == 1
    assert "unknown key" not in done.text
    assert "eo/speech.toml: verbs.say: empty" in done.text


def test_new_leaves_what_is_there(tmp_path: Path) -> None:
    (tmp_path / CODE).mkdir()
    (tmp_path / CODE / "speech.toml").write_text(SPEECH, encoding="utf-8")
    assert "stays as it is" in recoupe("lang", "new", CODE, tmp_path).text
    assert (tmp_path / CODE / "speech.toml").read_text(encoding="utf-8") == SPEECH


def test_every_key_has_its_place_in_a_new_file() -> None:
    text = dict(skeleton.files(CODE))["speech.toml"]
    assert "# words that lead from a plea to the charge\ncharge_marks = []" in text
    assert "[verbs]" in text


@pytest.mark.parametrize("command", ["new", "check"])
def test_a_code_that_is_none(command: str, tmp_path: Path) -> None:
    done = recoupe("lang", command, "esperanto", tmp_path)
    assert done.status == 2
    assert "is not the code of a language" in done.err


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = recoupe("lang", "new", CODE, tmp_path / "file" / "in")
    assert done.status == 2
    assert "cannot write" in done.err


def test_list() -> None:
    rows = json.loads(recoupe("lang", "list", "fr", "--format", "json").out)
    assert rows["fr"]["tags"] is True
    assert rows["fr"]["statements"]["passed"] > 30
    done = recoupe("lang", "list", "fr")
    assert done.text.split("\n")[0].split() == ["language", "text", "tags", "statements", "dates", "names", "claims"]
    assert "French (fr)" in done.text
    assert "4/4" in done.text
    assert "who says what" in done.text
    assert "are read as they say" in done.text


def test_list_of_a_language_that_is_not_covered() -> None:
    done = recoupe("lang", "list", CODE)
    assert done.status == 2
    assert "not covered" in done.err
