"""What `recoupe lang check` looks at: the files of one language, each mistake with file, key and mend."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from typing import TYPE_CHECKING, Any, NamedTuple

from recoupe import lang
from recoupe.cli import trials
from recoupe.errors import LanguageDataError
from recoupe.extract.dates import grammar
from recoupe.lang import claims, dates, examples, language, names, speech

if TYPE_CHECKING:
    from collections.abc import Iterator

FILES: dict[str, Any] = {
    "language.toml": language.Language,
    "speech.toml": speech.Speech,
    "dates.toml": dates.Dates,
    "names.toml": names.Names,
    "claims.toml": claims.Claims,
}
NEEDED = {
    "language.toml": ("name", "frequent", "starters"),
    "speech.toml": ("verbs.say", "verbs.deny", "complementisers", "subject_pronouns", "determiners"),
    "dates.toml": ("number", "unit", "tense.past"),
    "names.toml": ("pronouns.self", "things.heads", "grammar.common", "roles"),
    "claims.toml": ("light", "negations", "falsehoods", "references"),
}
"""Keys without which a file is of no use."""
_SCRIPTS = {
    "Latn": "LATIN",
    "Cyrl": "CYRILLIC",
    "Arab": "ARABIC",
    "Hebr": "HEBREW",
    "Grek": "GREEK",
    "Deva": "DEVANAGARI",
}
_STRANGE = ("language.toml/frequent", "language.toml/starters", "speech.toml/", "claims.toml/", "dates.toml/words")
"""Where every word is the language's own; elsewhere acronyms and names in other letters are right."""
_UNWRITTEN = frozenset({"paradigms", "examples"})
_LETTERS = re.compile(r"[^\W\d_]+")
_OPEN = ("prepositions", "weak_prepositions", "postpositions")
_WAYS = 1000
"""Ways through a pattern; each optional element doubles them, and a text that nearly fits is tried in all."""


class Finding(NamedTuple):
    """A mistake, or with `note` something that is only said."""

    file: str
    key: str
    what: str
    mend: str = ""
    note: bool = False


def findings(code: str) -> Iterator[Finding]:
    """All that is wrong with language `code`."""
    if not (lang.folder(code) / language.Language.FILE).is_file():
        yield Finding(
            language.Language.FILE, "-", "missing: without it this is no language", f"recoupe lang new {code}"
        )
        return
    loaded, broken = {}, False
    for file, cls in FILES.items():
        if not lang.covered(code, file):
            yield Finding(
                file, "-", "missing, and what it is for is not covered", f"recoupe lang new {code}", note=True
            )
            continue
        try:
            loaded[file] = lang.load(cls, code)
        except LanguageDataError as e:
            broken = True
            yield Finding(file, e.key, e.reason, e.mend)
    for file, data in loaded.items():
        yield from _empty(file, data)
        yield from _stars(file, data)
        yield from _letters(file, data, getattr(loaded.get(language.Language.FILE), "script", ""))
    if dates_ := loaded.get(dates.Dates.FILE):
        patterns = list(_patterns(code, dates_))
        broken |= bool(patterns)
        yield from patterns
    if not broken:
        yield from _examples(code)


def _empty(file: str, data: object) -> Iterator[Finding]:
    for key in NEEDED[file]:
        value: Any = data
        for name in key.split("."):
            value = getattr(value, name)
        if not value:
            yield Finding(file, key, "empty, and little is found without it", "write at least the commonest words")


def _stars(file: str, data: object) -> Iterator[Finding]:
    """Words with `*` where it stands for nothing."""
    for key, word in _strings(data, ""):
        if file == speech.Speech.FILE and "*" in word and (key not in _OPEN or "*" in word.split()[0]):
            mend = f"`*` stands for a word or its beginning behind the first word of a phrase of {', '.join(_OPEN)}"
            yield Finding(file, key, f"`*` in {word!r} stands for nothing", mend)


def _letters(file: str, data: object, script: str) -> Iterator[Finding]:
    """Words in letters of another script than the language's, or of two scripts at once."""
    own = _SCRIPTS.get(script)
    if own is None:
        return
    for key, word in _strings(data, ""):
        for part in _LETTERS.findall(word):
            found = {_script(c) for c in part} - {""}
            if len(found) > 1 and own in found:
                other = next(c for c in part if _script(c) not in {own, ""})
                yield Finding(file, key, f"{word!r} has {other!r}, {unicodedata.name(other)}", "write it in one script")
                break
            if found and own not in found and f"{file}/{key}".startswith(_STRANGE):
                mend = f"write it in the letters of {script}, or mend `script` in language.toml"
                yield Finding(file, key, f"{word!r} is not written in {script}", mend)
                break


def _script(letter: str) -> str:
    """The script of a letter as Unicode names it; "" of letters that all have."""
    name = unicodedata.name(letter, "").split(" ")[0]
    return name if name in _SCRIPTS.values() else ""


def _strings(value: object, key: str) -> Iterator[tuple[str, str]]:
    """Every word of the data with its key; forms made of a stem and a paradigm without the paradigm's name."""
    if isinstance(value, str):
        yield key, re.sub(r"\+\w*", "", value)
    elif isinstance(value, tuple):
        for v in value:
            yield from _strings(v, key)
    elif isinstance(value, dict):
        for name, v in value.items():
            yield from _strings(v, f"{key}.{name}")
    elif dataclasses.is_dataclass(value):
        for f in dataclasses.fields(value):
            if f.name not in _UNWRITTEN and f.name not in {"rules", "fixed", "name", "script", "direction"}:
                yield from _strings(getattr(value, f.name), f"{key}.{f.name}".lstrip("."))


def _patterns(code: str, data: dates.Dates) -> Iterator[Finding]:
    """Patterns that are none, and such as try too many ways."""
    try:
        grammar.build(data, code)
    except LanguageDataError as e:
        yield Finding(dates.Dates.FILE, e.key, e.reason, e.mend or "docs/dates-data.md, Patterns, has what may stand")
    except (ValueError, KeyError, re.error) as e:
        yield Finding(dates.Dates.FILE, "-", f"cannot be made ready: {e}", "look for brackets that are not closed")
    for rule in data.rules:
        for pattern in rule.pattern:
            if (ways := _ways(pattern)) > _WAYS:
                what = f"{pattern!r} backtracks: {ways:,} ways through it are tried on a text that nearly fits"
                yield Finding(dates.Dates.FILE, rule.name, what, "write fewer elements with ?, or several patterns")


def _ways(pattern: str) -> int:
    """How many ways lead through a pattern."""
    open_: list[list[int]] = [[1]]
    for word in pattern.split():
        if word == "(":
            open_.append([1])
        elif word == "|":
            open_[-1].append(1)
        elif word in {")", ")?"} and len(open_) > 1:
            ways = sum(open_.pop()) + (word == ")?")
            open_[-1][-1] *= ways
        elif word.endswith("?"):
            open_[-1][-1] *= 2
    return sum(open_[0])


def _examples(code: str) -> Iterator[Finding]:
    """Examples that are not read as they say, and those that other languages have and this one lacks."""
    try:
        yield from _lacking(code)
        for t in trials.run(code):
            if t.misread and not t.problem:
                yield Finding(t.file, t.key, "is read by now", "take misread = true away")
            elif t.problem:
                yield Finding(t.file, t.key, t.problem, _mend(t), note=t.misread)
    except LanguageDataError as e:
        yield Finding(examples.FILE, e.key, e.reason, e.mend)


def _mend(t: trials.Trial) -> str:
    if t.file == examples.FILE and t.task == "statements":
        return "docs/speech-data.md, When something is wrong; or misread = true"
    page = {"text": "add-a-language", "dates": "dates-data", "names": "names-data", "claims": "claims-data"}
    return f"docs/{page.get(t.task, 'speech-data')}.md, When something is wrong"


def _lacking(code: str) -> Iterator[Finding]:
    here = examples.examples(code)
    if not here:
        yield Finding(examples.FILE, "-", "missing: nothing is tested", f"recoupe lang new {code}", note=True)
        return
    every = model_ids()
    for key in [k for k in every if k not in here]:
        yield Finding(examples.FILE, key, "missing", "translate the one of another language")
    for key in [k for k in here if k not in every]:
        yield Finding(examples.FILE, key, "no other language has it", "take it away, or add it to all")


def model_ids() -> tuple[str, ...]:
    """The ids of the standard examples: those of the language whose names stand for all in the ledger."""
    return tuple(examples.examples(model()))


def model() -> str:
    """The code of the language that the others follow."""
    found = lang.load(names.GivenNames, "mul")
    return found.canonical if found else ""
