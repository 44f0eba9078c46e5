"""How many speakers' names, told in English by the gold, are spelled exactly so by romanising words of the article.

A name counts as reached where some words of the article, one behind the other, romanise to it letter by letter; case
and accents do not count, as in the shared scorer of statements. Half of the names, told by a checksum, was looked at
while the rules were written; the figures are of the other half.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

from bench import names, scorers, shared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bench.scorers import Figures
    from bench.shared import Row

CODES = ("ru", "uk", "ar", "he", "fa")
LONGEST = 5  # words of a name
_CUT = re.compile(r"[\s.,;:!?«»\"“”()،؛؟]+")


def figures() -> Figures:
    """By language: names of persons reached, in per cent, and how many there are."""
    plain = scorers.module("statements").plain
    out: Figures = {}
    for code in CODES:
        reached = [
            plain(name) in spelled
            for row in shared.read_rows(shared.gold(f"statements/ntrex.{code}"))
            for spelled in (frozenset(_spelled(row["text"], code, plain)),)
            for name in sorted(set(persons(row)))
        ]
        out |= {f"{code}.%": scorers.percent(sum(reached), len(reached)), f"{code} names": len(reached)}
    return out | politicians(plain)


def politicians(plain: Callable[[str], str]) -> Figures:
    """The same of politicians' whole names, out of the pairs that nothing was learned from."""
    from recoupe.link.names import romanise  # noqa: PLC0415

    hits: dict[str, list[bool]] = {code: [] for code in CODES}
    for p in names.aside():
        for native, latin, code in ((p["a"], p["b"], p.get("lang_a")), (p["b"], p["a"], p.get("lang_b"))):
            if p["same"] and code in hits and latin.isascii() and "," not in native and not native.isascii():
                hits[code].append(plain(romanise(native, code)) == plain(latin))
    return {f"politicians {c}.%": scorers.percent(sum(h), len(h)) for c, h in hits.items()} | {
        f"politicians {c}": len(h) for c, h in hits.items()
    }


def persons(row: Row) -> Iterator[str]:
    """Names of speakers that begin with a given name, of the half that nobody looked at."""
    from recoupe.lang import load  # noqa: PLC0415
    from recoupe.lang.names import GivenNames  # noqa: PLC0415

    given: GivenNames | None = load(GivenNames, "mul")
    assert given is not None
    known = {*given.masculine, *given.feminine, *given.either}
    for statement in row["statements"]:
        who = statement.get("who") or ""
        words = who.split()
        if len(words) > 1 and words[0].lower() in known and zlib.crc32(who.encode()) % 2:
            yield who


def _spelled(text: str, code: str, plain: Callable[[str], str]) -> Iterator[str]:
    """Everything that up to LONGEST words of `text` romanise to."""
    from recoupe.link.names import romanise  # noqa: PLC0415

    words = [plain(romanise(w, code)) for w in _CUT.split(text) if w]
    for size in range(1, LONGEST + 1):
        yield from (" ".join(words[at : at + size]) for at in range(len(words) - size + 1))
