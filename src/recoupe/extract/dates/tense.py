"""Past or future, from the words around an expression: what stands right before it, then the nearest verb."""

from __future__ import annotations

import bisect
import re
from typing import TYPE_CHECKING, NamedTuple

from recoupe.extract.dates.lexicon import expand, fold

if TYPE_CHECKING:
    from recoupe.extract.dates.frame import Tense
    from recoupe.lang import dates
    from recoupe.model import Doc, Token

_VERBS = ("VERB", "AUX", "")
_NOT_VERBS = ("NOUN", "PROPN", "ADP", "DET")
_COSTS = dict.fromkeys(",()-–—", 4.0) | dict.fromkeys(';:«»“”"', 15.0)
"""How far away a mark puts what is behind it, in words; quotations are clauses of their own."""
_AFTER_COSTS = 1.3
_REACH = 25
_PHRASE = 25
"""The longest phrase, in characters, that stands right before a date and tells its side."""


class Words(NamedTuple):
    """The tense words of a language, spelled out."""

    past: frozenset[str]
    future: frozenset[str]
    past_endings: tuple[str, ...]
    future_endings: tuple[str, ...]
    past_before: re.Pattern[str]
    future_before: re.Pattern[str]
    open_before: re.Pattern[str]
    passive: frozenset[str]
    infinitive: frozenset[str]
    infinitive_endings: tuple[str, ...]


def words(data: dates.Tense) -> Words:
    """Spell out `data`."""

    def all_of(listed: dates.Words) -> frozenset[str]:
        return frozenset(fold(form) for word in listed for form in expand(word))

    return Words(
        all_of(data.past), all_of(data.future), data.past_endings, data.future_endings,
        _right_before(data.past_before), _right_before(data.future_before), _right_before(data.open_before),
        all_of(data.passive),
        all_of(data.infinitive), data.infinitive_endings,
    )  # fmt: skip


def _right_before(listed: dates.Words) -> re.Pattern[str]:
    """What matches text that ends in one of the phrases `listed`; never, where none is."""
    forms = (re.escape(form) for phrase in listed for form in expand(phrase))
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms) or '(?!)'})\s*$")


def around(doc: Doc, start: int, end: int, known: Words) -> Tense | None:
    """The tense of the clause of `start..end`, None where nothing tells."""
    tokens = doc.tokens
    index = bisect.bisect_left(tokens, start, key=lambda t: t.start)
    after = bisect.bisect_left(tokens, end, key=lambda t: t.start)
    sentence = bisect.bisect_right(doc.sentences, start, key=lambda s: s.start) - 1
    first, last = (doc.sentences[sentence].first, doc.sentences[sentence].last) if sentence >= 0 else (0, len(tokens))
    if index > first and (found := _before(doc.text[max(tokens[first].start, start - _PHRASE) : start], known)):
        return found
    left = _walk(tokens, range(index - 1, max(first, index - _REACH) - 1, -1), known, first)
    right = _walk(tokens, range(after, min(last, after + _REACH)), known, first)
    nearest = left[1] if left[1] and (not right[1] or left[0] <= right[0] * _AFTER_COSTS) else right[1]
    return nearest or (
        "future" if known.open_before.search(_spelled(doc.text[max(0, start - _PHRASE) : start])) else None
    )


def _before(text: str, known: Words) -> Tense | None:
    spelled = _spelled(text)
    return "since" if known.past_before.search(spelled) else "until" if known.future_before.search(spelled) else None


def _spelled(text: str) -> str:
    return "".join(fold(c) for c in text)


def _walk(tokens: tuple[Token, ...], indices: range, known: Words, opening: int) -> tuple[float, Tense | None]:
    """How far the first word of tense is along `indices`, and its tense."""
    cost, hidden = 0.0, False
    for i in indices:
        token = tokens[i]
        cost += _COSTS.get(token.text, 1.0)
        found = of(token, known, opens=i == opening)
        if found == "past" and i > opening:
            found = _passive(tokens[i - 1], known)
        if found:
            return cost, None if hidden and found == "past" else found
        hidden = hidden or (i > opening and _infinitive(token, tokens[i - 1], known))
    return cost, None


def _infinitive(token: Token, before: Token, known: Words) -> bool:
    if token.pos != "VERB":
        return False
    ends = bool(known.infinitive_endings) and token.text.endswith(known.infinitive_endings)
    return ends or before.text in known.infinitive


def _passive(before: Token, known: Words) -> Tense | None:
    """The tense of a participle by the word `before` it: "will decide", "was held"; "(to) be held" does not tell."""
    word = fold(before.text)
    return None if word in known.passive else "future" if of(before, known) == "future" else "past"


def of(token: Token, known: Words, *, opens: bool = False) -> Tense | None:
    """The tense that a single word tells; a capital counts only where it `opens` the sentence."""
    word = fold(token.text).strip("'’")
    if token.text[:1].isupper() and not opens:
        return None
    if token.pos not in _NOT_VERBS and word in known.future:
        return "future"
    if token.pos not in _NOT_VERBS and word in known.past:
        return "past"
    if token.pos not in _VERBS:
        return None
    past, future = (_longest(word, e) for e in (known.past_endings, known.future_endings))
    return "future" if future > past else "past" if past else None


def _longest(word: str, endings: tuple[str, ...]) -> int:
    """The length of the longest of `endings` that `word` has."""
    return max((len(e) for e in endings if word.endswith(e)), default=0)
