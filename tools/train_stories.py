"""Learn what stories are linked by: python tools/train_stories.py [--shared FOLDER] [--measure].

A lexicon of each language and the weights of the views across languages from NTREX-128 (CC BY-SA 4.0) and PUD (CC BY-SA
3.0); the weights inside a language and the test for two stories in one from the train topics of ECB+ (CC BY 3.0). With
`--measure` nothing is written: an article's own translations are looked for with lexicons that have not seen it.
"""

from __future__ import annotations

import argparse
import json
import lzma
from collections import defaultdict
from pathlib import Path
from typing import Any

import stories_fit as fit
import stories_lexicon as learning

from recoupe.link.stories import lexicon, weights

ROOT = Path(__file__).resolve().parents[1]
FOLDS = 4
Rows = list[dict[str, Any]]


def main() -> None:
    """Learn and write, or measure."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    asked.add_argument("--measure", action="store_true")
    given = asked.parse_args()
    links, treebanks = given.shared / "data" / "links", given.shared / "data" / "treebanks"
    news = rows(links / "stories_ntrex_open.jsonl.xz")
    aside = apart(news, treebanks)
    if given.measure:
        print(json.dumps(fit.first_found(news, aside, weights.learned()), indent=1))
        return
    for lang, entries in lexicons(news, treebanks).items():
        learning.write(entries, lexicon.FOLDER / f"{lang}.txt.gz")
    lexicon.of.cache_clear()
    events = [r for r in rows(links / "stories_ecbplus_train_dev.jsonl.xz") if r["split"] == "train"]
    found = fit.learned(events, news, aside)
    weights.PATH.write_text(json.dumps(found, separators=(",", ":")) + "\n", encoding="utf-8")
    print({k: v for k, v in found.items() if k != "common"})


def rows(path: Path) -> Rows:
    """The rows of a data file."""
    with lzma.open(path, "rt", encoding="utf-8") as found:
        return [json.loads(line) for line in found]


def lexicons(news: Rows, treebanks: Path, without: frozenset[str] = frozenset()) -> dict[str, list[learning.Entry]]:
    """A lexicon of each language but the pivot, learned without some articles."""
    texts: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    for row in news:
        if row["article"] not in without:
            texts[row["lang"]][row["article"]] = row
    pivot = lexicon.pivot()
    theirs = {a: [learning.stems(s, pivot) for s in learning.lines(r)] for a, r in texts[pivot].items()}
    parallel = [learning.stems(s, pivot) for s in learning.pud(treebanks, pivot)]
    out = {}
    for lang in sorted(set(texts) - {pivot}):
        ours = [learning.stems(s, lang) for a in theirs for s in learning.lines(texts[lang][a])]
        pairs = list(zip(ours, (s for a in theirs for s in theirs[a]), strict=True))
        more = [learning.stems(s, lang) for s in learning.pud(treebanks, lang)]
        out[lang] = learning.learn([*pairs, *zip(more, parallel, strict=False)])
    return out


def apart(news: Rows, treebanks: Path) -> list[fit.Fold]:
    """The articles in folds, each with lexicons that have not seen them."""
    names = sorted({row["article"] for row in news})
    out = []
    for i in range(FOLDS):
        held = frozenset(names[i::FOLDS])
        tables = {lang: learning.table(e) for lang, e in lexicons(news, treebanks, held).items()}
        out.append(fit.Fold(held, {lang: lexicon.reader(table) for lang, table in tables.items()}))
    return out


if __name__ == "__main__":
    main()
