"""What all statements of a doc share: plain words with their sets, phrases, sentences and actors by offset."""

from __future__ import annotations

import itertools
import math
from bisect import bisect_left, bisect_right
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recoupe.lang.claiming import Lexicon, Word
    from recoupe.model import Actor, Doc, Span

MARKED = 3  # a name has at least so many letters
MAX_WORDS = 400  # of one statement or sentence; the rest is not read
_WHOLE = frozenset({"not_negations", "falsehoods", "stresses"})  # phrases whose words say nothing alone
_REFERENCE = 0.3  # what a noun for what was said weighs, where another word weighs 1


class Page:
    """A doc's words (`words`, `low`, `stems`), the phrases that start at a token, and how rare each word family is.

    `named_so`: whether a word may be a name, or that of a people.
    """

    def __init__(self, doc: Doc, lex: Lexicon, actors: Sequence[Actor]) -> None:
        self.doc, self.lex = doc, lex
        known, word = lex.words, lex.word
        self.words = [known.get(t.text) or word(t.text) for t in doc.tokens]
        self.low = [w.plain for w in self.words]
        self.stems = [w.stem for w in self.words]
        self.named_so = [t.text[:1].isupper() or t.pos == "ADJ" for t in doc.tokens]
        self.starts = [t.start for t in doc.tokens]
        self.sentence_starts = [s.start for s in doc.sentences]
        self.marked, self.phrases = self._phrases()
        self.mentions = sorted((a, b, actor.id) for actor in actors for a, b in actor.mentions)
        self.names = {a.id: self.named(a.name) for a in actors}
        self._rarity = self._rarities()

    def _rarities(self) -> dict[str, float]:
        """log(1 + sentences / sentences with the word), by the word's first key."""
        keys = [w.keys[0] for w in self.words]
        df = Counter(itertools.chain.from_iterable([{*keys[s.first : s.last]} for s in self.doc.sentences]))
        n = len(self.doc.sentences)
        logs = [0.0, *(math.log(1 + n / k) for k in range(1, n + 1))]
        return {key: logs[k] for key, k in df.items()}

    def _phrases(self) -> tuple[dict[int, int], dict[int, set[str]]]:
        """First tokens of the phrases whose words no longer count alone, by token; sets of phrases by first token."""
        inside: dict[int, int] = {}
        sets: dict[int, set[str]] = {}
        starts = self.lex.phrases
        for i in [k for k, low in enumerate(self.low) if low in starts]:
            for n, name in self.lex.at(self.low, i):
                sets.setdefault(i, set()).add(name)
                if name in _WHOLE:
                    inside.update(dict.fromkeys(range(i, i + n), i))
        return inside, sets

    def negates(self, i: int) -> bool:
        """Whether the phrase that starts at token `i` has its own negation ("never took place")."""
        end = i
        while self.marked.get(end) == i:
            end += 1
        return any("negations" in w.sets for w in self.words[i:end])

    def meant(self, i: int) -> Word:
        """The word at token `i`, also under the meanings of the phrases that start there."""
        word = self.words[i]
        if i not in self.phrases:
            return word
        concepts = sorted(s for s in self.phrases[i] if s[0] == "=")
        return word._replace(keys=(*word.keys, *concepts)) if concepts else word

    def weight(self, word: Word) -> float:
        """What sharing `word` tells: the rarer in the article, the more."""
        rare = self._rarity.get(word.keys[0], 1.0)
        return rare * _REFERENCE if "references" in word.sets else rare

    def named(self, phrase: str) -> frozenset[str]:
        """The stems of the words of `phrase` that may be of a name."""
        words = [w.strip("\"'“”«»(),.") for w in phrase.split()]
        found = [self.lex.word(w) for w in words if len(w) >= MARKED and w[:1].isupper()]
        return frozenset(w.stem for w in found if "light" not in w.sets)

    def tokens(self, spans: Iterable[Span]) -> list[int]:
        """The tokens that begin in `spans`, at most MAX_WORDS."""
        found: list[int] = []
        for a, b in spans:
            found += range(bisect_left(self.starts, a), bisect_left(self.starts, b))
        return found[:MAX_WORDS]

    def sets(self, tokens: Iterable[int]) -> frozenset[str]:
        """The sets of the words and phrases at `tokens`."""
        found: set[str] = set()
        for i in tokens:
            if self.words[i].sets:
                found |= self.words[i].sets
            if i in self.phrases:
                found |= self.phrases[i]
        return frozenset(found)

    def sentence(self, offset: int) -> int:
        """The index of the sentence at `offset`."""
        return max(bisect_right(self.sentence_starts, offset) - 1, 0)

    def around(self, sentence: int) -> range:
        """The tokens of a sentence, at most MAX_WORDS."""
        if not self.doc.sentences:
            return range(0)
        bounds = self.doc.sentences[sentence]
        return range(bounds.first, min(bounds.last, bounds.first + MAX_WORDS))

    def actors_in(self, spans: Iterable[Span]) -> frozenset[str]:
        """The actors mentioned inside `spans`."""
        found = set()
        for a, b in spans:
            i = bisect_left(self.mentions, (a, a, ""))
            while i < len(self.mentions) and self.mentions[i][0] < b:
                found.add(self.mentions[i][2])
                i += 1
        return frozenset(found)
