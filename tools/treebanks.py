"""Universal Dependencies treebanks, told in recoupe's own tokens."""

from __future__ import annotations

import lzma
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from recoupe.text.tokens import normal, rules, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from recoupe.lang.language import Language


OTHERS, AGREED, STRAY = 10, 0.8, 0.02  # how often, how much as one, how seldom otherwise the others must have it
PAIR = 2
GRAMMATICAL = frozenset(["ADP", "AUX", "CCONJ", "DET", "PART", "PRON", "SCONJ"])
NAMING = frozenset(["NOUN", "PROPN", "VERB"])


class Tagged(NamedTuple):
    """A sentence: the tokens' texts and their UPOS tags."""

    words: list[str]
    tags: list[str]


@dataclass(frozen=True, slots=True)
class Unit:
    """A syntactic word: its place in the sentence's text, its tag, itself and its head (0: the root)."""

    start: int
    end: int
    tag: str
    number: int
    head: int


def read(path: Path, language: Language, known: frozenset[str] = frozenset()) -> Iterator[Tagged]:
    """Give the sentences of a .conllu or .conllu.xz file that can be laid over their text."""
    raw = lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()
    words = rules(language, known)
    for block in raw.decode("utf-8").split("\n\n"):
        text, units = units_of(block)
        if not units:
            continue
        sentence = Tagged([], [])
        for token in tokenize(text, 0, len(text), words):
            end = token.end if language.clitics else len(text)
            tag = tag_of([u for u in units if u.start < token.end and u.end > token.start], end)
            if tag:
                sentence.words.append(token.text)
                sentence.tags.append(tag)
        if sentence.words:
            yield sentence


def agreed(banks: dict[str, list[Tagged]]) -> list[Tagged]:
    """All sentences; where one treebank calls a grammatical word what no other does, it is overruled."""
    counts: dict[str, dict[str, Counter[str]]] = {}
    for bank, sentences in banks.items():
        for s in sentences:
            for w, tag in zip(s.words, s.tags, strict=True):
                counts.setdefault(normal(w), {}).setdefault(bank, Counter())[tag] += 1
    named = {bank for bank, sentences in banks.items() if any("PROPN" in s.tags for s in sentences)}
    nameless = frozenset(banks) - named
    ruled = {(w, bank): _overruled(bank, c, nameless) for w, c in counts.items() for bank in c}
    return [
        Tagged(s.words, [ruled[normal(w), bank].get(tag, tag) for w, tag in zip(s.words, s.tags, strict=True)])
        for bank, sentences in banks.items()
        for s in sentences
    ]


def _overruled(bank: str, counts: dict[str, Counter[str]], nameless: frozenset[str]) -> dict[str, str]:
    """The tags that `bank` alone gives to a word, often, and what the others say instead.

    `nameless` treebanks call names nouns; of a pair of treebanks that differ the one with more cases is right.
    """
    own, others = counts[bank], sum((c for b, c in counts.items() if b != bank), Counter[str]())
    if bank in nameless and others["PROPN"] > others.total() / 2:
        return {"NOUN": "PROPN"}
    if others.total() < OTHERS or (len(counts) == PAIR and own.total() > others.total()):
        return {}
    usual, n = others.most_common(1)[0]
    if usual not in GRAMMATICAL or n < AGREED * others.total():
        return {}
    alone = [x for x, k in own.items() if 2 * k >= own.total() and others[x] < STRAY * others.total()]
    return {x: usual for x in alone if x not in NAMING}


def units_of(block: str) -> tuple[str, list[Unit]]:
    """The text of a sentence and its words with their places; no words where text and words do not agree."""
    rows = [r.split("\t") for r in block.split("\n") if r and r[0] != "#"]
    text = next((r[9:] for r in block.split("\n") if r.startswith("# text = ")), "")
    units: list[Unit] = []
    at, inside = 0, 0
    for r in rows:
        if "-" in r[0]:
            first, _, last = r[0].partition("-")
            at = _find(text, r[1], at)
            if at < 0:
                return text, []
            members = [x for x in rows if x[0].isdecimal() and int(first) <= int(x[0]) <= int(last)]
            units += _members(members, at, r[1])
            at, inside = at + len(r[1]), int(last)
        elif r[0].isdecimal() and int(r[0]) > inside and r[3] != "_":
            at = _find(text, r[1], at)
            if at < 0:
                return text, []
            units.append(Unit(at, at + len(r[1]), r[3], int(r[0]), _head(r)))
            at += len(r[1])
    return text, units


def _find(text: str, form: str, at: int) -> int:
    """Where `form` stands at or right after `at`; -1 if it does not."""
    found = text.find(form, at)
    return found if found >= 0 and not text[at:found].strip() else -1


def _head(row: list[str]) -> int:
    return int(row[6]) if row[6].isdecimal() else 0


def _members(rows: list[list[str]], at: int, surface: str) -> list[Unit]:
    """Lay the words of a multiword token over it: side by side where their forms make it up."""
    if "".join(r[1] for r in rows) != surface:
        return [Unit(at, at + len(surface), r[3], int(r[0]), _head(r)) for r in rows]
    units = []
    for r in rows:
        units.append(Unit(at, at + len(r[1]), r[3], int(r[0]), _head(r)))
        at += len(r[1])
    return units


def tag_of(units: list[Unit], end: int) -> str:
    """One tag for a token over these words: of the first where they are contracted, else of the head among them.

    What is cut off the front of a word, before its own `end`, is an article.
    """
    if not units:
        return ""
    if units[-1].end > end and units[-1].end - end > 1:
        return "DET" if len(units) == 1 else units[0].tag
    if len(units) == 1 or units[0].end > units[1].start:
        return units[0].tag
    inside = {u.number for u in units}
    heads = [u for u in units if u.head not in inside and u.tag != "PUNCT"]
    return (heads or units)[-1].tag
