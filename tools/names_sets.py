"""The open data that names are learned from. Which part of them is kept aside is said in bench/names.py."""

from __future__ import annotations

import json
import lzma
import re
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from names_alignment import Pair

from bench import names as measured
from recoupe.lang.roman import plain, scripts

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "names"
SCRIPT_OF = {
    "russian": "Cyrl", "arabic": "Arab", "hebrew": "Hebr", "korean": "Hang", "katakana": "Kana", "japanese": "Kana",
    "chinese": "Hani",
}  # fmt: skip
_CUT = re.compile(r"[\s\u00b7\u30fb\u2027\u2022=＝\-‐‑–־,،.、]+")

Row = dict[str, Any]


def rows(name: str) -> list[Row]:
    """The rows of a set of names."""
    with lzma.open(SHARED / f"{name}.jsonl.xz", "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def of(*wanted: measured.Part) -> list[Row]:
    """The pairs of some parts."""
    return measured.of(*wanted)


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
