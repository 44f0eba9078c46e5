"""The open data that names are learned from, and which part of them is kept aside.

The pairs are split by person and place: those of a small group that negatives tie together go into one part; in the
large groups every one goes its own way, and pairs across parts are left out.
"""

from __future__ import annotations

import json
import lzma
import re
import zlib
from collections import Counter
from pathlib import Path
from typing import Any, Literal

from names_alignment import Pair

from recoupe.lang.roman import plain, scripts

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "names"
SMALL = 300
SCRIPT_OF = {
    "russian": "Cyrl", "arabic": "Arab", "hebrew": "Hebr", "korean": "Hang", "katakana": "Kana", "japanese": "Kana",
    "chinese": "Hani",
}  # fmt: skip
_CUT = re.compile(r"[\s\u00b7\u30fb\u2027\u2022=＝\-‐‑–־,،.、]+")

Row = dict[str, Any]
Part = Literal["train", "tune", "aside", ""]


def rows(name: str) -> list[Row]:
    """The rows of a set of names."""
    with lzma.open(SHARED / f"{name}.jsonl.xz", "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def parts(pairs: list[Row]) -> list[Part]:
    """Which part each of `pairs` is in; none where its two names are of different parts."""
    tied = _groups(pairs)
    sizes = Counter(tied[p["id_a"]] for p in pairs)

    def part(name: str) -> Part:
        unit = tied[name] if sizes[tied[name]] <= SMALL else name
        at = zlib.crc32(unit.encode()) % 20
        return "train" if at < 12 else "tune" if at < 15 else "aside"

    return [a if (a := part(p["id_a"])) == part(p["id_b"]) and (p["same"] or p.get("strict", True)) else "" for p in pairs]


def _groups(pairs: list[Row]) -> dict[str, str]:
    """For every person or place the one that stands for its group."""
    above: dict[str, str] = {}

    def top(x: str) -> str:
        above.setdefault(x, x)
        while above[x] != x:
            above[x] = above[above[x]]
            x = above[x]
        return x

    for p in pairs:
        if p["same"] or p.get("strict", True):
            a, b = sorted((top(p["id_a"]), top(p["id_b"])))
            above[b] = a
        else:
            top(p["id_a"])
            top(p["id_b"])
    return {x: top(x) for x in list(above)}


def words_of(pairs: list[Row]) -> dict[str, list[Pair]]:
    """Pairs of words, by script or language, out of pairs of one name in Latin and another script."""
    out: dict[str, list[Pair]] = {}
    for p in pairs:
        for native, latin, lang in ((p["a"], p["b"], p.get("lang_a")), (p["b"], p["a"], p.get("lang_b"))):
            script = scripts.of(native)
            if not p["same"] or script == scripts.LATIN or scripts.of(latin) != scripts.LATIN:
                continue
            for word, other in zip(_tokens(native), _tokens(latin), strict=False):
                if len(_tokens(native)) == len(_tokens(latin)) and (spelt := plain(other)):
                    made = Pair(scripts.units(word), spelt, 1.0)
                    out.setdefault(script, []).append(made)
                    if lang:
                        out.setdefault(lang, []).append(made)
    return out


def _tokens(name: str) -> list[str]:
    """The words of a name, "Last, First" turned."""
    last, comma, first = name.partition(",")
    turned = f"{first} {last}" if comma and first.strip() else name
    return [t for t in _CUT.split(turned) if scripts.units(t) and any(c.isalpha() for c in t)]
