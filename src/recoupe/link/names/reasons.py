"""Why two names are taken for one or not, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.link.names.facts import same_but_ending

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recoupe.link.names.pairing import Match, Pairing
    from recoupe.link.names.parts import Name, Word

SAME = "the same name, letter by letter"
UNREAD = "no letter of one of the names is known"
PART = "a lone name beside a fuller one: its spelling alone does not tell who it is"
ALONE = "two lone names: their spelling alone does not tell who it is"
CLOSE, FAIR = 0.93, 0.75
_HOW = {
    "initial": "an initial of it",
    "nickname": "forms of one given name",
    "joined": "the same, written as one word",
}
_SOFT = frozenset("aeiouyhw")


def of(a: Name, b: Name, pairs: Pairing, *, swapped: bool) -> tuple[str, ...]:
    """The reasons of a comparison, `swapped` if `b` was given first."""
    said = [_match(_text(a.words, m.a), _text(b.words, m.b), a, b, m, swapped=swapped) for m in sorted(pairs.matches)]
    left_a, left_b = [a.words[i] for i in pairs.left_a], [b.words[i] for i in pairs.left_b]
    if left_a and left_b:
        said.append(f"different: {_both(_words(left_a), _words(left_b), '/', swapped=swapped)}")
    elif left_a or left_b:
        said.append(f"only on one side: {_words(left_a or left_b)}")
    if a.numbers and b.numbers and a.numbers != b.numbers:
        said.append(f"numbers differ: {_both(_numbers(a), _numbers(b), '/', swapped=swapped)}")
    return tuple(said)


def _match(x: str, y: str, a: Name, b: Name, match: Match, *, swapped: bool) -> str:
    sign = "=" if match.how == "same" else "~"
    return f"{_both(x, y, sign, swapped=swapped)}: {_why(a.words[match.a[0]], b.words[match.b[0]], match)}"


def _why(x: Word, y: Word, match: Match) -> str:
    """What makes two words alike."""
    if match.how == "same":
        return "same word" if x.text.casefold() == y.text.casefold() else "same in Latin letters"
    if match.how in _HOW:
        return _HOW[match.how]
    if same_but_ending(x.looks[0].form, y.looks[0].form):
        return "the same but for an ending"
    if len(x.looks[0].bones) > 1 and x.looks[0].bones == y.looks[0].bones:
        return f"same consonants {'-'.join(_hard(x.looks[0].form) or x.looks[0].bones)}"
    if match.alike >= CLOSE:
        return "spelled nearly the same"
    return f"spelled alike ({match.alike:.2f})" if match.alike >= FAIR else f"little alike ({match.alike:.2f})"


def _hard(form: str) -> str:
    """The consonants of `form`, doubled ones once."""
    kept = [c for i, c in enumerate(form) if c not in _SOFT and c != form[i - 1 : i]]
    return "".join(kept)


def _both(x: str, y: str, sign: str, *, swapped: bool) -> str:
    return f"{y} {sign} {x}" if swapped else f"{x} {sign} {y}"


def _text(words: Sequence[Word], places: Sequence[int]) -> str:
    return words[places[0]].text if len(places) == 1 else _words(words[i] for i in places)


def _words(words: Iterable[Word]) -> str:
    return " ".join(w.text for w in words)


def _numbers(name: Name) -> str:
    return " ".join(map(str, sorted(name.numbers)))
