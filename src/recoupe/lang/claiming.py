"""The words of `claims.toml`, ready for look-up: what each word is, and which phrases begin where."""

from __future__ import annotations

import functools
import unicodedata
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, NamedTuple

from recoupe.lang import load
from recoupe.lang.claims import Claims
from recoupe.lang.letters import folded, spelled
from recoupe.lang.sets import shared

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_STEM = 5  # letters that words of one family share
_SILENT = frozenset({"light", "falsehoods", "truths", "pronouns"})
_TELLING = 3  # letters
_LEFT = 3  # letters that are left of a word without its ending
_CACHED = 50_000
_SETS = tuple(f.name for f in fields(Claims) if f.name not in {"synonyms", "opposites", "examples", "endings"})


class Word(NamedTuple):
    """A word: its plain form, its stem, `keys` under which its kin are found, the sets of `claims.toml` it is in.

    `tells` is whether it says what a content is about.
    """

    plain: str
    stem: str
    keys: tuple[str, ...]
    sets: frozenset[str]
    tells: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Exact words, beginnings of words and phrases (by first word), each with the names of its sets."""

    exact: dict[str, frozenset[str]]
    beginnings: dict[str, frozenset[str]]
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    longest: int
    endings: frozenset[str]
    ending: int
    covered: bool
    words: dict[str, Word] = field(default_factory=dict)

    def word(self, text: str) -> Word:
        """What `text`, one token, is."""
        known = self.words.get(text)
        if known is None:
            if len(self.words) >= _CACHED:
                self.words.clear()
            known = self.words[text] = self._word(text)
        return known

    def _word(self, text: str) -> Word:
        low = plain(text)
        sets = set(self.exact.get(low, ()))
        for n in range(1, min(len(low), self.longest) + 1):
            sets |= self.beginnings.get(low[:n], frozenset())
        if len(low.rstrip("'")) > 1 and text.isupper():
            sets.discard("light")
        concepts = sorted(s for s in sets if s[0] == "=")
        bare = unaccented(low)
        parts = [p[:_STEM] for p in bare.split("-") if len(p) > 2] if "-" in bare else []  # noqa: PLR2004
        stem = self.stem(bare)
        named = shared(s for s in sets if s[0] != "=")
        return Word(low, stem, (stem[:_STEM], *parts, *concepts), named, self._tells(low, named))

    def _tells(self, low: str, sets: frozenset[str]) -> bool:
        """Short words tell nothing where the language does not list those that do not."""
        return low[:1].isalnum() and sets.isdisjoint(_SILENT) and (self.covered or len(low) >= _TELLING)

    def stem(self, bare: str) -> str:
        """`bare` without the longest listed ending that leaves enough of it."""
        for n in range(min(self.ending, len(bare) - _LEFT), 0, -1):
            if bare[-n:] in self.endings:
                return bare[:-n]
        return bare

    def at(self, low: Sequence[str], i: int) -> Iterator[tuple[int, str]]:
        """The phrases that begin at word `i`: length in words, and the set."""
        second = low[i + 1] if i + 1 < len(low) else ""
        for words, name in self.phrases.get(low[i], ()):
            n = len(words)
            if words[1] != second and (n > 2 or words[1][-1] != "*"):  # noqa: PLR2004
                continue
            if i + n > len(low) or tuple(low[i : i + n - 1]) != words[:-1]:
                continue
            last = words[-1]
            if low[i + n - 1] == last or (last[-1] == "*" and low[i + n - 1].startswith(last[:-1])):
                yield n, name


def plain(word: str) -> str:
    """Lower case with the straight apostrophe, as language files write words."""
    return folded(word.lower().replace("’", "'").replace("ʼ", "'"))


def unaccented(word: str) -> str:
    """`word` without its combining marks."""
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


@functools.cache
def lexicon(code: str) -> Lexicon:
    """The lexicon of language `code`; an empty one where claims are not covered."""
    claims = spelled(load(Claims, code))
    exact: dict[str, set[str]] = {}
    beginnings: dict[str, set[str]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, entry in _entries(claims or Claims()):
        words = tuple(entry.split())
        if len(words) > 1:
            phrases.setdefault(words[0], []).append((words, name))
        elif entry[-1] == "*":
            beginnings.setdefault(entry[:-1], set()).add(name)
        else:
            exact.setdefault(entry, set()).add(name)
    return Lexicon(
        exact={k: shared(v) for k, v in exact.items()},
        beginnings={k: shared(v) for k, v in beginnings.items()},
        phrases={k: tuple(sorted(v, key=lambda p: (-len(p[0]), p))) for k, v in phrases.items()},
        longest=max(map(len, beginnings), default=0),
        endings=frozenset(map(unaccented, claims.endings if claims else ())),
        ending=max((len(e) for e in (claims.endings if claims else ())), default=0),
        covered=claims is not None,
    )


def _entries(claims: Claims) -> Iterator[tuple[str, str]]:
    """Each listed word with the name of its set; "=n" is the nth synonym set, "+n" and "-n" the nth opposites."""
    for name in _SETS:
        yield from ((name, w) for w in getattr(claims, name))
    for n, words in enumerate(claims.synonyms):
        yield from ((f"={n}", w) for w in words)
    for n, pair in enumerate(claims.opposites):
        yield from ((f"+{n}", w) for w in pair.one)
        yield from ((f"-{n}", w) for w in pair.other)
