"""Keys under which names that may be one are found together."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from recoupe.lang.roman.sounds import COARSE, bones
from recoupe.link.names.parts import name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recoupe.link.names.parts import Name, Word

WORD, PAIR, WHOLE = 3, 2, 4  # consonants of the key of a word, of each of two words, of the name as one word
RARE = 0.3  # words of less weight are too common to find a name by


def keys(text: str, lang: str | None = None) -> tuple[str, ...]:
    """Keys of a name, sorted: two spellings of one name that can be compared share one with few exceptions.

    By their first consonants, in classes that spellings mix up: "w" and a word that is not too common; "+" and two
    words in any order; "=" and the name as one word, also with one of the consonants left out. Two fuller names of one
    person meet under "+" or "=", a lone word and a fuller name under "w". A name without a known letter has none.
    """
    parts = name(text, lang)
    words = [w for w in parts.words if not w.initial] or list(parts.words)
    codes = [set(itertools.chain.from_iterable(map(_codes, sorted(w.forms)))) for w in words]
    return tuple(sorted({*_single(words, codes), *_paired(words, codes), *_whole(parts)}))


def _single(words: Sequence[Word], codes: Sequence[set[str]]) -> Iterator[str]:
    """Keys of the words that are not too common, and of the rarest."""
    least = min(RARE, max((w.weight for w in words), default=RARE))
    for word, own in zip(words, codes, strict=True):
        if word.weight >= least:
            yield from (f"w{code[:WORD]}" for code in own)


def _paired(words: Sequence[Word], codes: Sequence[set[str]]) -> Iterator[str]:
    """Keys of any two words; a nickname has the number of its row besides."""
    short = [
        {code[:PAIR] for code in own} | {str(row) for row in sorted(word.given)[:1]}
        for word, own in zip(words, codes, strict=True)
    ]
    for one, other in itertools.combinations(short, 2):
        for x, y in itertools.product(one, other):
            yield "+".join(("", *sorted((x, y))))


def _whole(parts: Name) -> Iterator[str]:
    """Keys of the name as one word, with and without particles."""
    looks = parts.words[0].looks if len(parts.words) == 1 else parts.joined
    for form in sorted({*(look.form for look in looks), *([parts.full] if parts.words else [])}):
        for code in _codes(form):
            first = code[: WHOLE + 1]
            yield f"={first[:WHOLE]}"
            if len(first) >= WHOLE:
                yield from (f"={''.join(kept)}" for kept in itertools.combinations(first, len(first) - 1))


def _codes(form: str) -> Iterator[str]:
    """The consonants of `form`, with letters that languages read in two ways read in both; its start if it has none."""
    for code in _readings(form.replace("x", "ks").replace("ng", "n").replace("dsch", "s")):
        yield bones(code).translate(COARSE) or f"{form[:PAIR]}."


def _readings(form: str) -> Iterator[str]:
    """`form`, and what it is where letters are read in another way."""
    yield form
    if "w" in form or "j" in form:
        yield form.replace("w", "").replace("j", "")
    if "c" in form:
        yield form.replace("ch", "g").replace("ci", "si").replace("ce", "se").replace("c", "g")
    elif "g" in form:
        yield form.replace("g", "s")
