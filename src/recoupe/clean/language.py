"""The language of a text: declared, else told from the text, with the page's own word as a hint."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Any

from recoupe import lang
from recoupe.clean import evident
from recoupe.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

_CODE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9-]+)*")
_SAMPLE = 3_000  # characters that are looked at
_SURE = 0.95
_LIKELY = 0.05
_SHORT = 60  # letters up to which the order of languages is believed more than their share
_LETTERS = 8  # fewer say nothing

Found = tuple[str | None, tuple[Problem, ...]]


def language(text: str, *, declared: Iterable[str | None], hints: Iterable[str | None] = ()) -> Found:
    """The ISO 639-1 code of `text`'s language, and what is uncertain.

    The first of `declared` that is a code decides; `hints` are believed where the text does not say.
    """
    problems: tuple[Problem, ...] = ()
    for given in declared:
        if not given:
            continue
        if code := normal(given):
            return code, problems + _coverage(code) + _mismatch(text, code)
        problems = (*problems, Problem("bad_language", f"“{given[:40]}” is no language code"))
    code, unsure = _told(text, [c for h in hints if h and (c := normal(h))])
    return code, problems + unsure + (_coverage(code) if code else ())


def normal(given: str) -> str | None:
    """The language of a BCP 47 tag as a lower-case code; None for what is none."""
    match = _CODE.fullmatch(given.strip())
    return match[1].lower() if match else None


def _coverage(code: str) -> tuple[Problem, ...]:
    if lang.covered(code, "language.toml"):
        return ()
    return (Problem("language_not_covered", f"no language data for “{code}”: quotations are found, little else"),)


def _mismatch(text: str, code: str) -> tuple[Problem, ...]:
    """A warning where the text is plainly in another language than the declared one."""
    sample = text[:_SAMPLE].encode("utf-8", "replace").decode("utf-8")
    plain = evident.evident(sample)
    if plain is None and evident.foreign(sample, code):
        (likely, sure), *_ = _identifier().rank(sample)
        plain = str(likely) if sure >= _SURE else None
    if plain is None or plain == code:
        return ()
    return (Problem("language_mismatch", f"declared “{code}”, but the text is in “{plain}”; read as declared"),)


def _told(text: str, hints: list[str]) -> Found:
    """What the text itself says; where that is little, the first hint, else the likeliest language that is covered."""
    sample = text[:_SAMPLE].encode("utf-8", "replace").decode("utf-8")
    plain = evident.evident(sample) or evident.by_script(sample)
    if plain:
        return plain, ()
    letters = sum(map(str.isalpha, sample))
    ranked = _identifier().rank(sample) if letters >= _LETTERS else []
    if ranked and (ranked[0][1] >= _SURE or ranked[0][0] in hints):
        return str(ranked[0][0]), ()
    likely = [str(code) for code, sure in ranked if sure >= _LIKELY or letters < _SHORT]
    code = next(iter([*hints, *(c for c in likely if lang.covered(c, "language.toml")), *likely]), None)
    if code is None:
        return None, (Problem("language_unsure", "too little text to tell its language"),)
    return code, (Problem("language_unsure", f"the language is not certain; “{code}” was taken"),)


@functools.cache
def _identifier() -> Any:
    """py3langid's model with probabilities."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 -- slow to load

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
