"""Learn how names of other scripts are written in Latin letters: python tools/train_roman.py [--measure].

Writes src/recoupe/lang/roman/weights/{letters,readings,lexicon,marks}.json.xz. With --measure a twentieth of the words
is kept aside, and how many of them are read letter for letter is printed; nothing is written.
"""

from __future__ import annotations

import argparse
import functools
import itertools
import json
import lzma
import math
import re
import sys
import unicodedata
import zlib
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import names_sets as sets
from anyascii import anyascii
from names_alignment import POOR, Aligner, Pair, decisions

from recoupe.lang.roman import channel, scripts
from recoupe.lang.roman import letters as reading

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = {"Hani": 6, "Kana": 5, "Hang": 3}
BASES = {"uk": ("Cyrl", "ru"), "fa": ("Arab", "ar")}  # languages with decisions of their own, and whose words help
LIKE = {"uk": str.maketrans("иыэё", "іиеє"), "fa": str.maketrans("", "")}
MARKS = {"uk": "іїєґ", "fa": "پچژگکیۀ"}
HELP = 0.25  # what a word of the base language counts
LEXICON_SEEN = {"Cyrl": 3, "Kana": 3, "Hani": 2, "Hang": 2, "Arab": 2, "Hebr": 2}
CHANNELS = ("Arab", "Cyrl", "Hebr", "fa", "uk")  # groups that are romanised by what is known
STRETCHES, KNOWN_SEEN = 14, 2
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
LOOSE = 1.5  # how much worse a usual spelling may align than a pair that is learned from
JAMO = (
    ("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"),
    ("a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu",
     "ui", "i"),
    ("k", "k", "ks", "n", "n", "nh", "t", "l", "lk", "lm", "lb", "ls", "lt", "lp", "lh", "m", "p", "ps", "t", "t", "ng",
     "t", "ch", "k", "t", "p", "t"),
)  # fmt: skip
"""Korean letters: first, middle and last ones of a syllable, in the order of Unicode (Revised Romanisation)."""
BLOCKS = ((0xC0, 0x2000), (0x2C60, 0x2E00), (0x3041, 0x3100), (0x3400, 0xA000), (0xA640, 0xA800))


def letters() -> dict[str, str]:
    """The plain writing of every letter that Unicode's decomposition does not give, from anyascii (ISC)."""
    out = {}
    for c in map(chr, itertools.chain.from_iterable(range(*block) for block in BLOCKS)):
        if not c.isalnum() and not unicodedata.category(c).startswith("M"):
            continue
        if scripts.of_letter(c) == scripts.LATIN and unicodedata.normalize("NFKD", c).isascii():
            continue
        made = re.sub("[^a-z0-9]", "", anyascii(c).lower())
        if made and c == c.lower():
            out[c] = made
    for first, row in zip((0x1100, 0x1161, 0x11A8), JAMO, strict=True):
        out |= {chr(first + i): made for i, made in enumerate(row)}
    return out


def words() -> dict[str, list[Pair]]:
    """All pairs of words by script, those of languages with decisions of their own also by language."""
    out: dict[str, list[Pair]] = defaultdict(list)
    for row in sets.rows("words_train"):
        if (script := sets.SCRIPT_OF.get(row["lang"])) == scripts.of(row["x"]):
            out[script].append(Pair(scripts.units(row["x"]), reading.plain(row["en"]), 1 + math.log(row["n"])))
    for row in sets.rows("words_google_ar2en"):
        out["Arab"].append(Pair(scripts.units(row["x"]), reading.plain(row["en"]), 1.0))
    for group, more in names_of_pairs().items():
        out[group].extend(more)
    for lang, (base, _) in BASES.items():
        out[lang].extend(Pair(p.word.translate(LIKE[lang]), p.latin, p.weight * HELP) for p in out[base])
    return {g: [p for p in ps if p.word and p.latin] for g, ps in out.items()}


@functools.cache
def names_of_pairs() -> dict[str, list[Pair]]:
    """Pairs of words out of the pairs of names that may be learned from."""
    pairs = sets.of("train", "tune")
    return {g: more for g, more in sets.words_of(pairs).items() if g in BASES or g[0].isupper()}


def lexicon(aligners: dict[str, Aligner]) -> dict[str, dict[str, str]]:
    """The most usual spellings of words seen often enough, two at most, of those that align with the word."""
    seen: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for row in sets.rows("words_train"):
        if (script := sets.SCRIPT_OF.get(row["lang"])) == scripts.of(row["x"]):
            seen[script][scripts.units(row["x"])][reading.plain(row["en"])] += row["n"]
    for group, pairs in names_of_pairs().items():
        for pair in pairs:
            seen[group][pair.word][pair.latin] += 1
    out = {}
    for group, table in seen.items():
        least, aligner = LEXICON_SEEN.get(group, 2), aligners[group]
        out[group] = {
            word: found
            for word, spellings in sorted(table.items())
            if max(spellings.values()) >= least and len(word) > 1
            if (found := " ".join(_best(spellings, word, aligner)))
        }
    return out


def _best(spellings: Counter[str], word: str, aligner: Aligner) -> list[str]:
    """The most frequent spelling, and another at least a third as frequent, each with the log of how often."""
    ranked = sorted(spellings.items(), key=lambda item: (-item[1], item[0]))[:4]
    good = [(s, n) for s, n in ranked if s and aligner.align(word, s)[0] > POOR - LOOSE]
    return [s + DIGITS[min(35, round(2 * math.log(n)))] for s, n in good[:2] if n * 3 >= good[0][1]]


def chances(aligner: Aligner) -> dict[str, dict[str, int]]:
    """For every letter the stretches that it mostly stands for, with minus ten times their log chance."""
    out = {}
    for letter, row in aligner.chance.items():
        best = sorted(((s, c) for s, c in row.items() if s != "\0"), key=lambda item: (-item[1], item[0]))
        out[letter] = {s: round(-10 * c) for s, c in best[:STRETCHES]}
    return out


def known() -> dict[str, str]:
    """Latin spellings seen more than once, by their consonants, the frequent ones first, with the log of how often."""
    seen: Counter[str] = Counter()
    for row in sets.rows("words_train"):
        if row["lang"] != "katakana":
            seen[reading.plain(row["en"])] += row["n"]
    for pairs in names_of_pairs().values():
        seen.update({p.latin for p in pairs})
    out: dict[str, list[str]] = defaultdict(list)
    for word, n in sorted(seen.items(), key=lambda item: (-item[1], item[0])):
        if n >= KNOWN_SEEN and len(word) > 1 and word.isalpha():
            out[channel.code(word)].append(word + DIGITS[min(35, round(2 * math.log(n)))])
    return {code: " ".join(found) for code, found in out.items()}


def aside(latin: str) -> bool:
    """Whether a word is kept aside with --measure."""
    return zlib.crc32(latin.encode()) % 20 == 7


def learn(group: str, pairs: Iterable[Pair]) -> tuple[dict[str, str], Aligner]:
    """Decisions of a script or language, and what aligned its words."""
    merged: dict[tuple[str, str], float] = defaultdict(float)
    for p in pairs:
        merged[p.word, p.latin] += p.weight
    script = BASES.get(group, (group, ""))[0]
    aligner = Aligner(reading.plain, LONGEST.get(script, 4))
    return decisions(aligner.learn([Pair(w, s, n) for (w, s), n in merged.items()])), aligner


def write(name: str, data: object) -> None:
    """Write weights/NAME.json.xz."""
    raw = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    packed = lzma.compress(raw, format=lzma.FORMAT_XZ, preset=9 | lzma.PRESET_EXTREME)
    (reading.FOLDER / f"{name}.json.xz").write_bytes(packed)
    print(f"{name}: {len(packed)} bytes", file=sys.stderr)


def measure(groups: dict[str, list[Pair]]) -> None:
    """Print by group how many words kept aside are read letter for letter by decisions alone."""
    for group, pairs in sorted(groups.items()):
        made, _ = learn(group, [p for p in pairs if not aside(p.latin)])
        reading.weights = lambda _, made=made, group=group: {group: made}  # type: ignore[assignment]
        reading._decisions.cache_clear()  # noqa: SLF001 -- the trainer of these very weights
        test = {(p.word, p.latin) for p in pairs if aside(p.latin) and p.weight >= 1}
        hits = sum(reading.reading(w, group) == s for w, s in test)
        print(f"{group}: {hits}/{len(test)} {100 * hits / max(1, len(test)):.1f} % ({len(made)} decisions)")


def main() -> None:
    """Learn, then write or measure."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--measure", action="store_true")
    options = p.parse_args()
    write("letters", letters())
    write("marks", MARKS)
    groups = words()
    if options.measure:
        measure(groups)
        return
    made = {g: learn(g, pairs) for g, pairs in sorted(groups.items())}
    write("readings", {g: found for g, (found, _) in made.items()})
    aligners = {g: aligner for g, (_, aligner) in made.items()}
    write("lexicon", lexicon(aligners))
    write("chances", {g: chances(aligners[g]) for g in CHANNELS})
    write("known", known())


if __name__ == "__main__":
    main()
