"""Train the part-of-speech tagger: python tools/train_tagger.py LANG [--measure] [--treebanks FOLDER] [--out FILE].

With `--measure` the test parts are kept aside and the accuracy on them is printed; without, everything is learned.
"""

from __future__ import annotations

import argparse
import random
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from tagger_learning import LEAST, common, learn
from treebanks import Tagged, agreed, read

from recoupe.lang import load
from recoupe.lang.language import NEUTRAL, Language
from recoupe.model import Sentence, Token
from recoupe.text import features as f
from recoupe.text import tagger as t
from recoupe.text.clitics import known

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ROOT = Path(__file__).resolve().parents[1]
TREEBANKS = ROOT.parent / "shared" / "data" / "treebanks"
SKIP = ("alts",)  # texts of the sixteenth century
ASIDE = 3  # of a treebank with one part only, every third sentence
LONG_WORD, LONG_SENTENCE = 4, 4
TITLES, CAPITALS, BARE, BARE_FIRST = 0.15, 0.03, 0.02, 0.04  # share of sentences learned again, changed so
LOUD = frozenset(["NOUN", "VERB", "ADJ", "ADV", "PROPN", "PRON"])  # capitals in headlines, however short

Parts = dict[str, list[Tagged]]


def main() -> None:
    """Train, save, measure."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("lang")
    p.add_argument("--measure", action="store_true", help="keep the test parts aside")
    p.add_argument("--treebanks", type=Path, default=TREEBANKS, help="a folder with one folder a language")
    p.add_argument("--out", type=Path, help="where the weights go; default: into the package")
    p.add_argument("--words", action="store_true", help="keep the weights, write the list of common words alone anew")
    p.add_argument("--rounds", type=int, default=6)
    p.add_argument("--least", type=int, default=LEAST, help="drop weights below this: greater makes a smaller file")
    o = p.parse_args()
    train, test = split(o.treebanks / o.lang, load(Language, o.lang) or NEUTRAL, known(o.lang), measure=o.measure)
    out = o.out or t.FOLDER / f"{o.lang}.npz"
    arrays = dict(np.load(out)) if o.words else learn(augmented(train), o.rounds, o.least)
    np.savez_compressed(out, allow_pickle=False, **{k: v for k, v in arrays.items() if k != "common"}, **common(train))
    print(f"{out}: {out.stat().st_size / 1e6:.2f} MB")
    if o.measure:
        measure(t.read(out), train, test)


def split(folder: Path, language: Language, words: frozenset[str], *, measure: bool) -> tuple[list[Tagged], Parts]:
    """Training sentences; and, where they are kept aside, the test sentences of each treebank."""
    train: Parts = {}
    test: Parts = {}
    files = sorted(x for x in folder.glob("*.conllu*") if not any(s in x.name for s in SKIP))
    banks = Counter(x.name.partition("-ud-")[0] for x in files)
    for file in files:
        bank, _, part = file.name.partition("-ud-")
        sentences = list(read(file, language, words))
        learned = train.setdefault(bank, [])
        if not measure or not part.startswith("test"):
            learned += sentences
        elif banks[bank] == 1:
            test[bank] = sentences[::ASIDE]
            learned += [s for i, s in enumerate(sentences) if i % ASIDE]
        else:
            test[bank] = sentences
    return agreed(train), test


def augmented(sentences: Iterable[Tagged]) -> list[Tagged]:
    """The sentences and, of some, copies as headlines, in capitals, and with accents missing on capitals."""
    rng = random.Random(1)
    made: list[Tagged] = []
    for s in sentences:
        made.append(s)
        x = rng.random()
        for way, share in WAYS:
            if 0 <= x < share and (changed := way(s)) != s:
                made.append(changed)
            x -= share
    return made


def titled(s: Tagged) -> Tagged:
    """The sentence with the capitals of a headline."""
    pairs = zip(s.words, s.tags, strict=True)
    return Tagged([w[:1].upper() + w[1:] if len(w) >= LONG_WORD or tag in LOUD else w for w, tag in pairs], s.tags)


def capital(s: Tagged) -> Tagged:
    """The sentence in capitals."""
    return Tagged([w.upper() for w in s.words], s.tags)


def bare_capital(s: Tagged) -> Tagged:
    """The sentence in capitals without accents."""
    return Tagged([_bare(w.upper()) for w in s.words], s.tags)


def _bare(word: str) -> str:
    parts = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(c for c in parts if not unicodedata.combining(c)))


def bare_first(s: Tagged) -> Tagged:
    """The sentence, its first letter without accent."""
    first, *rest = s.words
    return Tagged([_bare(first[:1]) + first[1:], *rest], s.tags)


WAYS = ((titled, TITLES), (capital, CAPITALS), (bare_capital, BARE), (bare_first, BARE_FIRST))


def measure(tagger: t.Tagger, train: Sequence[Tagged], test: Parts) -> None:
    """Print what `tagger` gets right of the parts kept aside, and of all of them in other letters."""
    known: dict[str, Counter[str]] = defaultdict(Counter)
    for s in train:
        for w, tag in zip(s.words, s.tags, strict=True):
            known[f.form(w)][tag] += 1
    usual = {w: c.most_common(1)[0][0] for w, c in known.items()}
    for name, sentences in test.items():
        report(name, tagger, sentences, usual)
    plain = [s for sentences in test.values() for s in sentences if len(s.words) >= LONG_SENTENCE]
    report("as headlines", tagger, map(titled, plain), usual)
    report("in capitals", tagger, map(capital, plain), usual)
    report("in capitals without accents", tagger, map(bare_capital, plain), usual)


def report(name: str, tagger: t.Tagger, sentences: Iterable[Tagged], usual: dict[str, str]) -> None:
    """Print accuracy, of all words and of new ones, beside that of the most frequent tag of each word."""
    n: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for s in sentences:
        tokens = [Token(0, 0, w) for w in s.words]
        tagged = tagger.tag(tokens, [Sentence(0, 0, 0, len(tokens))])
        for w, gold, found in zip(s.words, s.tags, tagged, strict=True):
            guess = usual.get(f.form(w))
            n["all"] += 1
            n["right"] += found.pos == gold
            n["usual"] += gold == (guess or ("PROPN" if w[0].isupper() else "NOUN"))
            n["new"] += guess is None
            n["new right"] += guess is None and found.pos == gold
            if found.pos != gold:
                wrong[f"{gold}→{found.pos}"] += 1
    print(f"{name}: {n['right'] / n['all']:.2%} of {n['all']} (most frequent tag {n['usual'] / n['all']:.2%}), "
          f"{n['new right'] / max(n['new'], 1):.1%} of {n['new']} new words; "
          + ", ".join(f"{x} {c}" for x, c in wrong.most_common(6)))  # fmt: skip


if __name__ == "__main__":
    main()
