"""The character set of bytes that say nothing of it: which one makes of them words of a language that we know.

Statistics of bytes need some length and miss a short sentence (charset_normalizer takes one French sentence in three
for a text from a DOS of the Baltic); function words and the letters that a language writes tell it sooner. What no
covered language explains is left to charset_normalizer, first among the character sets that news comes in.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from typing import TYPE_CHECKING

from recoupe import lang
from recoupe.lang.language import Language

if TYPE_CHECKING:
    from collections.abc import Iterator

_OURS = ("cp1252", "cp1251", "cp1256", "cp1255", "cp1250", "koi8-u", "iso8859-5", "iso8859-6", "iso8859-2")
"""Those of the covered languages, the commonest first; others of the same letters are read alike by them."""
_FIELD = [
    *_OURS, "cp1253", "cp1254", "cp1257", "iso8859-7", "gb18030", "big5hkscs", "cp932", "euc_jp", "cp949", "cp874"
]  # fmt: skip
_WIDE = ["utf_16", "utf_32", "utf_16_le", "utf_16_be"]  # told by their mark, or never
_SAMPLE = 2_000  # bytes that are looked at for words
_SURE = 0.9  # share of what is beyond ASCII that the language writes
_WORD = re.compile(r"[^\W\d_]+")
_LATIN, _OTHER = re.compile("[A-Za-z\u00c0-\u024f]"), re.compile("[\u0370-\u06ff]")
_SIGNS = frozenset("“”„«»‹›–—…€£°§©®·¿¡’‘‚•№½ªº\xa0\xad،؛؟\u200c\u200d\u200e\u200f")


def detect(sample: bytes) -> str | None:
    """The name of the likeliest character set of `sample`, which is no UTF-8; None where none fits."""
    likeliest = max(_fits(sample[:_SAMPLE]), default=(0.0, 0, ""))[2]
    return likeliest or _library(sample)


def _library(sample: bytes) -> str | None:
    from charset_normalizer import from_bytes  # noqa: PLC0415 -- seldom needed, slow to import

    best = from_bytes(sample, cp_isolation=_FIELD).best() or from_bytes(sample, cp_exclusion=_WIDE).best()
    return best.encoding if best else None


def _fits(sample: bytes) -> Iterator[tuple[float, int, str]]:
    """The character sets under which a language explains `sample`: how well, and the earlier one before the later."""
    for n, name in enumerate(_OURS):
        try:
            text = sample.decode(name)
        except UnicodeDecodeError:
            continue
        if (value := _value(text)) > 0:
            yield value, -n, name


def _value(text: str) -> float:
    """How well the best language explains `text`: its function words there, less for each word with odd capitals."""
    words: list[str] = _WORD.findall(text)
    if any(_LATIN.search(w) and _OTHER.search(w) for w in words):
        return 0.0  # no language writes a word in two scripts
    odd = sum(w[1:] != w[1:].lower() and not w.isupper() for w in words)
    low = Counter(w.lower() for w in words)
    high = Counter(c for c in text.lower() if not c.isascii())
    best: float = max((_explained(code, low, high) for code in lang.codes()), default=0.0)
    return float(best / (1 + odd))


def _explained(code: str, words: Counter[str], high: Counter[str]) -> float:
    """How many function words of language `code` there are, by the share of its letters; 0 if that is low."""
    letters, known = _letters(code), _known(code)
    share = sum(n for c, n in high.items() if c in letters or c in _SIGNS) / max(1, high.total())
    said = sum(n for w, n in words.items() if w in known)
    return said * share if share >= _SURE else 0.0


@functools.cache
def _known(code: str) -> frozenset[str]:
    """The function words of language `code`."""
    data = lang.load(Language, code)
    return frozenset(data.frequent + data.starters) if data else frozenset()


@functools.cache
def _letters(code: str) -> frozenset[str]:
    """The letters beyond ASCII that language `code` is written with: those of its data."""
    texts = (path.read_text(encoding="utf-8").lower() for path in lang.folder(code).glob("*.toml"))
    return frozenset(c for text in texts for c in set(text) if c.isalpha() and not c.isascii())
