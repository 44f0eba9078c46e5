"""Tokens: words, numbers, marks, addresses, with their places; one linear scan a paragraph."""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recoupe.lang.letters import folded
from recoupe.model import Token
from recoupe.text.paragraphs import IGNORED

if TYPE_CHECKING:
    from recoupe.lang.language import Language, Words

APOSTROPHES = "'’ʼ＇"
_MARKS = (  # combining signs and joiners that \w leaves out
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0900-\u0963\u0966-\u0df3\u0e31-\u0e4e\u0eb1-\u0ecd"
    "\u0f18-\u0f39\u0f71-\u0f84\u1dc0-\u1dff\u20d0-\u20f0\ufe00-\ufe0f\u200c\u200d\u00ad"
)
# Possessive are classes of characters only: over groups Python before 3.11.5 loses its place.
_WORD = rf"[\w{_MARKS}]++"
_NUMBER = r"\d++(?:(?:[.,:/٫٬]|[\u00a0\u202f\u2009](?=\d{3}(?!\d)))\d++)+"
_ACRONYM = r"(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?"
_HYPHENS = "-\u2010\u2011"
_JOINS = _HYPHENS + "\u05be"
_TAIL = rf"(?:(?:[{_JOINS}{APOSTROPHES}&]|[\"״׳“”‘](?=[א-ת](?!\w))|(?<=[א-ת])[׳‘](?=[א-ת]))(?:{_ACRONYM}|{_WORD}))*"
_INKED = r"[^\s<>\"“”«»]"
_STOPS = r".,;:!?…)\]}'’"
_ADDRESS = rf"(?:(?i:https?|ftp)://|(?i:www)\.)(?:[^\s<>\"“”«»{_STOPS}]++|[{_STOPS}]++(?={_INKED}))+"
_MAIL = r"[\w.+-]{1,64}+@\w[\w-]*+(?:\.\w[\w-]*+)+"
_OTHER = rf"\.{{2,}}+|-{{2,}}+|(?P<run>[^\w\s{IGNORED}])(?P=run){{3,}}|[^\w\s{IGNORED}]"
_DOMAINS = frozenset(["com", "org", "net", "gov", "edu", "info", "fr", "uk", "eu", "ru", "ua", "tv", "io"])
_NORMAL = str.maketrans(dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(_HYPHENS, "-"))
_CACHED_WORDS = 50_000
_LONGEST_CUT = 100  # letters of a word that may be cut: no word of a language is longer
_LONGEST_CLITIC = 5  # letters and vowel signs of a proclitic
_LONGEST_SHORT = 15  # letters of an abbreviation or elided word
_PLAIN = rf"(?<!\.)([^\W\d_ʼ]++)(?![{_JOINS}\w{_MARKS}{APOSTROPHES}&.:@+\"״׳]|[“”‘](?=[א-ת]))"
"""A word that no other rule could read otherwise: the short way for most words."""


_new = tuple.__new__  # what the constructor of a named tuple calls in the end


def normal(word: str) -> str:
    """The word in lower case with plain apostrophes and hyphens."""
    return word.lower().translate(_NORMAL)


@dataclass(frozen=True, slots=True)
class Rules:
    """What a language says of tokens, compiled. `cuts` remembers where words are cut."""

    plain: re.Pattern[str]
    mailed: re.Pattern[str]
    elisions: frozenset[str]
    enclitics: frozenset[str]
    clitics: frozenset[str]
    free: frozenset[str]
    known: frozenset[str]
    lengths: tuple[int, ...]
    unsplit: frozenset[str]
    finals: frozenset[str]
    initials: frozenset[str]
    dotted: frozenset[str]
    numbered: frozenset[str]
    cuts: dict[str, tuple[int, ...]] = field(default_factory=dict)


def cased(words: Words) -> frozenset[str]:
    """Abbreviations in their own case, with a capital, and in capitals."""
    return frozenset(v for w in words for v in (w, w[:1].upper() + w[1:], w.upper()))


@functools.cache
def rules(language: Language, known: frozenset[str] = frozenset()) -> Rules:
    """Compile the token rules of `language`; its proclitics are cut off the words of `known`."""
    short = cased(language.abbreviations + language.titles)
    inner = sorted((w for w in short if "." in w[:-1]), key=len, reverse=True)
    plain = "(?!)()" if language.clitics else _PLAIN
    parts = [plain, _ADDRESS, r"[@#]\w[\w.-]*\w|[@#]\w", *(re.escape(w) + r"(?!\w)" for w in inner)]
    parts += [_apostrophed(language.apostrophe_words)] if language.apostrophe_words else []
    parts += [rf"(?P<word>(?:{_NUMBER}(?:{_WORD})?|{_ACRONYM}|{_WORD}){_TAIL})", _OTHER]
    return Rules(
        plain=re.compile("|".join(parts)),
        mailed=re.compile("|".join([parts[0], _MAIL, *parts[1:]])),
        elisions=frozenset(language.elisions),
        enclitics=frozenset(language.enclitics),
        clitics=frozenset(map(folded, language.clitics)),
        free=frozenset(map(folded, language.free_clitics)),
        known=known,
        lengths=tuple(sorted({len(e) for e in language.enclitics}, reverse=True)),
        unsplit=frozenset(language.unsplit),
        finals=frozenset(language.finals),
        initials=frozenset(language.initials),
        dotted=short,
        numbered=cased(language.numbered),
    )


def _apostrophed(words: Words) -> str:
    """A pattern of words that begin with an apostrophe, each whole and not right after another word."""
    longest = sorted(words, key=len, reverse=True)
    return rf"(?<!\w)[{APOSTROPHES}](?i:{'|'.join(re.escape(w[1:]) for w in longest)})(?![\w{APOSTROPHES}])"


def tokenize(text: str, start: int, end: int, r: Rules) -> list[Token]:
    """Tokens of `text[start:end]`, ascending; `pos` is empty."""
    pattern = r.mailed if text.find("@", start, end) >= 0 else r.plain
    tokens: list[Token] = []
    add = tokens.append
    done = start
    for m in pattern.finditer(text, start, end):
        a, b = m.span()
        if a < done:
            continue
        word = m.group()
        if m.lastindex == 1:
            add(_new(Token, (a, b, word, "")))
        elif m.lastgroup == "word":
            done = _word(text, m, end, r, tokens)
        else:
            add(_new(Token, (a, b, word, "")))
    return tokens


def _word(text: str, m: re.Match[str], end: int, r: Rules, tokens: list[Token]) -> int:
    """Append the tokens of a word that is cut, dotted or the end of a host's name; where the last ends."""
    a, b = m.span()
    word = m.group()
    cuts = r.cuts.get(word)
    if cuts is None:
        cuts = _remember(word, r) if len(word) <= _LONGEST_CUT else ()
    for cut in cuts:
        tokens.append(_new(Token, (a, m.start() + cut, text[a : m.start() + cut], "")))
        a = m.start() + cut
    b = _with_mark(text, a, b, end, r)
    if word in _DOMAINS and _joins(tokens, a, text):
        tokens.pop()
        a = tokens.pop().start
    tokens.append(_new(Token, (a, b, text[a:b], "")))
    return b


def _remember(word: str, r: Rules) -> tuple[int, ...]:
    """Where `word` is cut, from the cache or into it."""
    if len(r.cuts) >= _CACHED_WORDS:
        r.cuts.clear()
    r.cuts[word] = found = _cuts(word, r)
    return found


def _cuts(word: str, r: Rules) -> tuple[int, ...]:
    """Offsets at which elisions and enclitics are cut off, and words that lost their blank parted, ascending."""
    low = normal(word)
    if len(low) != len(word) or low in r.unsplit:
        return ()
    if r.clitics:
        starts = _starts(low, r)
        parts = zip(starts, (*starts[1:], len(low)), strict=True)
        if cuts := [c for a, b in parts for c in (a, *(a + cut for cut in _proclitics(low[a:b], 0, r))) if c]:
            return tuple(cuts)
    if not ("'" in low or "-" in low):
        return ()
    left, right = 0, len(low)
    heads: list[int] = []
    while (mark := low.find("'", left)) >= 0 and low[left : mark + 1] in r.elisions and mark + 1 < right:
        heads.append(left := mark + 1)
        if low[left:] in r.unsplit:
            return tuple(heads)
    tails: list[int] = []
    while n := next((n for n in r.lengths if right - n > left and low[right - n : right] in r.enclitics), 0):
        if not (word[right - n : right].islower() or word.isupper()):
            break
        tails.insert(0, right := right - n)
    return (*heads, *tails)


def _starts(low: str, r: Rules) -> list[int]:
    """Where words begin in `low`: more than one, where a letter inside it only ends or begins words.

    Text that lost the blanks around its elements is full of such. One letter alone is a slip of the pen.
    """
    starts = [0]
    for i, letter in enumerate(low[:-1]):
        if letter in r.finals and i > starts[-1]:
            end = i + 1
            while end < len(low) - 1 and unicodedata.combining(low[end]):
                end += 1
            starts += [end] if end < len(low) - 1 and low[end].isalnum() else []
        elif letter in r.initials and not _all_clitics(low[starts[-1] : i], r):
            starts.append(i)
    return starts


def _all_clitics(low: str, r: Rules) -> bool:
    """Whether `low` is nothing but proclitics, one after another."""
    low = folded(low)
    return not low or any(low.startswith(c) and _all_clitics(low[len(c) :], r) for c in r.clitics)


def _proclitics(low: str, at: int, r: Rules) -> tuple[int, ...]:
    """Offsets behind the proclitics with which `low` begins at `at`: the fewest that leave a known word or a hyphen."""
    if folded(low[at:]) in r.known:
        return ()
    ends = [k for k in range(at + 1, min(len(low), at + _LONGEST_CLITIC)) if folded(low[at:k]) in r.clitics]
    for k in ends:
        if low[k] in "-־" and k + 1 < len(low):
            return (k + 1,)
        if folded(low[k:]) in r.known:
            return (k,)
    for k in ends:
        if (more := _proclitics(low, k, r)) and (len(more) > 1 or folded(low[more[0] :]) in r.known):
            return (k, *more)
    free = next((k for k in ends if folded(low[at:k]) in r.free and len(low) - k > 1), 0)
    return (free,) if free and not at else ()


def _with_mark(text: str, start: int, end: int, limit: int, r: Rules) -> int:
    """The end of the word with the full stop or apostrophe that belongs to it."""
    mark = text[end : end + 1] if end < limit else ""
    if mark == ".":
        following = text[end + 1 : end + 3].lstrip() if end + 1 < limit else ""
        word = text[start : end + 1] if end - start <= _LONGEST_SHORT else ""
        initial = end - start == 1 and word[0].isupper() and (following[:1].isalnum() or following[:1] == "-")
        numbered = word in r.numbered and following[:1].isdecimal()
        if initial or numbered or (word in r.dotted and following[:1] != "."):
            return end + 1
    elif mark and mark in APOSTROPHES and end - start <= _LONGEST_SHORT and normal(text[start : end + 1]) in r.elisions:
        return end + 1
    return end


def _joins(tokens: list[Token], start: int, text: str) -> bool:
    """Whether the word at `start` ends a host's name, as in "example.org"."""
    if not tokens[1:] or tokens[-1].text != "." or tokens[-1].end != start:
        return False
    return tokens[-2].end == tokens[-1].start and text[tokens[-2].end - 1].isalnum()
