"""What is left of a word in Latin letters in any spelling of it: its consonants, by class."""

from __future__ import annotations

import functools

COARSE = str.maketrans("lf", "rb")
"""Classes that scripts which lack one of them mix up."""
_CONSONANTS = str.maketrans(
    {"p": "b", "v": "f", "w": "f", "t": "d", "k": "g", "q": "g", "c": "g", "j": "s", "z": "s", "x": "s"}
    | dict.fromkeys("aeiouyh", "")
)
_SOUNDS = (
    ("sch", "s"), ("tch", "s"), ("tsch", "s"), ("ch", "s"), ("ph", "f"), ("ce", "se"), ("ci", "si"), ("cy", "sy"),
    ("ck", "k"), ("ts", "s"), ("tz", "s"), ("dj", "s"), ("dzh", "s"), ("dz", "s"), ("mc", "mk"),
)  # fmt: skip


@functools.lru_cache(maxsize=1 << 15)
def bones(form: str) -> str:
    """The consonants of `form` by class: what is left of a name in any spelling."""
    for sound, sign in _SOUNDS:
        if sound in form:
            form = form.replace(sound, sign)
    hard = form.translate(_CONSONANTS)
    return "".join([c for c, before in zip(hard, f" {hard}", strict=False) if c != before])


@functools.lru_cache(maxsize=1 << 15)
def shared(a: str, b: str) -> float:
    """How many letters two words share in order: twice the longest common part over both lengths; 0 for empty ones.

    Bits of whole numbers stand for places in `b` (Hyyrö 2004).
    """
    if a == b:
        return 1.0 if a else 0.0
    if not a or not b:
        return 0.0
    places, full = _bits(b)
    bits = full
    for c in a:
        hit = places.get(c)
        if hit:
            both = bits & hit
            bits = ((bits + both) | (bits - both)) & full
    return 2.0 * (len(b) - bits.bit_count()) / (len(a) + len(b))


@functools.lru_cache(maxsize=1 << 15)
def _bits(word: str) -> tuple[dict[str, int], int]:
    """At which places of a word each letter stands, as bits, and all places."""
    places: dict[str, int] = {}
    for at, c in enumerate(word):
        places[c] = places.get(c, 0) | 1 << at
    return places, (1 << len(word)) - 1
