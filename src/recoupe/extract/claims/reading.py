"""Statements into profiles: their words, clauses and signs; who speaks; what stands in what."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoupe.extract.claims.page import MARKED
from recoupe.extract.claims.profiles import Clause, Profile, Speaker, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from recoupe.extract.claims.page import Page
    from recoupe.model import Span, Spans, Statement

Starts = list[tuple[int, int]]
"""Where the contents of statements begin, ascending, each with its statement's index."""
_CUTS = frozenset(",;:.!?…()[]–—") | {"--", "..", "..."}
_DEEDS = frozenset({"references", "faults"})
_OPENING = 6  # words
_CLAUSE = 20  # characters that a clause has at least
_SLIGHTED = 4  # words between a noun for a saying and the word that calls it untrue


def profiles(page: Page, statements: Sequence[Statement]) -> list[Profile]:
    """The Profile of each of `statements` of `page`."""
    speakers = [_speaker(page, s) for s in statements]
    shared = _shared({s.words for s in speakers if s.named})
    speakers = [s._replace(words=s.words - shared or s.words) for s in speakers]
    starts = sorted((s.content[0][0], i) for i, s in enumerate(statements) if s.content)
    return [_profile(page, statements, i, speaker, starts) for i, speaker in enumerate(speakers)]


def _speaker(page: Page, s: Statement) -> Speaker:
    source = page.tokens(s.source)
    names = set(page.named(s.who)) if s.who and s.kind != "unnamed" else set()
    names.update(page.words[i].stem for i in source if _is_name(page, i))
    if s.actor:
        names |= page.names.get(s.actor, frozenset())
    if names:
        return Speaker(frozenset(names), named=True)
    told = [page.words[i] for i in source] or [page.lex.word(w) for w in (s.who or "").split()]
    return Speaker(frozenset(w.stem for w in told if "light" not in w.sets and len(w.plain) >= MARKED))


def _is_name(page: Page, i: int) -> bool:
    text = page.doc.tokens[i].text
    return len(text) >= MARKED and text[0].isupper() and "light" not in page.words[i].sets


def _shared(speakers: set[frozenset[str]]) -> frozenset[str]:
    """The words that name speakers of whom none is the other ("party")."""
    found: set[str] = set()
    for a, b in itertools.combinations(speakers, 2):
        if not (a <= b or b <= a):
            found |= a & b
    return frozenset(found)


def _profile(page: Page, statements: Sequence[Statement], index: int, speaker: Speaker, starts: Starts) -> Profile:
    s = statements[index]
    content = _own(statements, index, starts)
    tokens = page.tokens(content)
    cue_sets = page.sets(page.tokens(s.cue))
    terms, clauses = _read(page, tokens, deeds=s.stance == "denies" or "contested" in cue_sets)
    keys: dict[str, list[int]] = {}
    for n, t in enumerate(terms):
        for key in t.word.keys:
            keys.setdefault(key, []).append(n)
    sets = page.sets(tokens)
    return Profile(
        page=page,
        index=index,
        statement=s,
        content=content,
        sentence=page.sentence(content[0][0] if content else 0),
        tokens=tuple(tokens),
        terms=terms,
        clauses=clauses,
        keys=keys,
        weight=sum([t.weight for t in terms]),
        numbers=frozenset([t.word.plain for t in terms if t.word.plain[0].isdigit()]),
        sets=sets,
        poles=frozenset([s for s in sets if s[0] in "+-"]),
        cue_sets=cue_sets,
        question=_question(page, tokens),
        speaker=speaker,
        reports=_reports(statements, index, content, starts),
        slights={"sayings", "falsehoods"} <= sets and _slights(page, tokens),
        alludes="alleged" in sets and _alludes(page, tokens[:_OPENING]),
    )


@dataclass(slots=True)
class _Open:
    """The clause that is being read."""

    negated: bool = False
    false: bool = False
    filled: bool = False

    @property
    def said(self) -> bool:
        return self.filled or self.negated or self.false

    def closed(self) -> Clause:
        return Clause(-1 if self.negated else 1, self.false)


def _read(page: Page, tokens: list[int], *, deeds: bool) -> tuple[tuple[Term, ...], tuple[Clause, ...]]:
    """The terms and clauses of a content. A clause that only negates or calls untrue hands that on to the next.

    `deeds`: it tells of deeds, so that a verb of falsehood calls nothing untrue ("accused of forging cheques").
    """
    terms: dict[str, Term] = {}
    clauses: list[Clause] = []
    clause = _Open()
    first = tokens[0] if tokens else 0
    words, phrases, marked = page.words, page.phrases, page.marked
    for i in tokens:
        word = words[i]
        plain = word.tells and not word.sets and i not in phrases and i not in marked
        if not plain and (word.plain in _CUTS or "breaks" in word.sets):
            if clause.filled:
                clauses.append(clause.closed())
                clause = _Open()
            clause.negated |= "negations" in word.sets
        elif plain or (_signs(page, i, clause, alone=marked.get(i, -1) < first, deeds=deeds) and word.tells):
            clause.filled = True
            if word.plain not in terms:
                pointed = i > 0 and "pointers" in words[i - 1].sets
                weight = page.weight(word)
                terms[word.plain] = Term(page.meant(i), weight, len(clauses), pointed, page.doc.tokens[i].pos)
    if clause.said or not clauses:
        clauses.append(clause.closed())
    return tuple(terms.values()), tuple(clauses)


def _signs(page: Page, i: int, clause: _Open, *, alone: bool, deeds: bool) -> bool:
    """Mark in `clause` what token `i` does to it; whether the word may say something besides.

    `alone` is False for a word inside a phrase whose words say nothing alone.
    """
    sets = page.words[i].sets
    if i in page.phrases and "falsehoods" in page.phrases[i]:
        clause.false = True
        clause.negated = clause.negated and not page.negates(i)
    if not alone:
        return False
    clause.negated |= "negations" in sets
    false = "falsehoods" in sets and not (deeds and page.doc.tokens[i].pos == "VERB")
    clause.false |= false
    return "negations" not in sets and not false


def _question(page: Page, tokens: list[int]) -> bool:
    """Whether the content is a question, direct or indirect."""
    if not tokens:
        return False
    words = page.low
    after, before = tokens[-1] + 1, tokens[0] - 1
    if words[tokens[-1]] == "?" or (after < len(words) and words[after] == "?"):
        return True
    return any("questions" in page.words[i].sets for i in (tokens[0], before) if i >= 0)


def _slights(page: Page, tokens: list[int]) -> bool:
    """Whether it speaks of sayings as untrue in passing ("these false allegations")."""
    near = referred = -_SLIGHTED
    for n, i in enumerate(tokens):
        sets = page.words[i].sets
        if "falsehoods" in sets or "falsehoods" in page.phrases.get(i, ()):
            near = n
        elif "sayings" in sets:
            referred = n
        elif "negations" in sets:
            near = -_SLIGHTED
        if abs(near - referred) < _SLIGHTED and min(near, referred) >= 0:
            return True
    return False


def _alludes(page: Page, tokens: list[int]) -> bool:
    """Whether it begins with a deed called alleged ("the alleged attack")."""
    sets = [page.words[i].sets for i in tokens]
    return any(("alleged" in a and b & _DEEDS) or ("alleged" in b and a & _DEEDS) for a, b in itertools.pairwise(sets))


def _own(statements: Sequence[Statement], i: int, starts: Starts) -> Spans:
    """The content of statement `i` up to a denial of another's that it runs into ("... , but she denied it")."""
    spans = statements[i].content
    if not spans:
        return spans
    start, end = spans[0][0], spans[-1][1]
    for o in _begun(statements, i, starts):
        denied = o.stance == "denies" and o.cue and o.source and start < o.cue[0][0] < end
        if denied and _in(spans, (*o.cue, *o.content)):
            at = min(x for x, _ in (*o.source, *o.cue, *o.content))
            if at - start >= _CLAUSE:
                return tuple((a, min(b, at)) for a, b in spans if a < at)
    return spans


def _reports(statements: Sequence[Statement], i: int, spans: Spans, starts: Starts) -> bool:
    """Whether the content of statement `i` holds another one with its cue: it says what a third one says."""
    if not spans:
        return False
    others = _begun(statements, i, starts)
    return any(o.cue and o.content[0][0] < spans[-1][1] and (o.source or o.who) and _in(spans, o.cue) for o in others)


def _begun(statements: Sequence[Statement], i: int, starts: Starts) -> Iterator[Statement]:
    """The other statements whose content begins within the content of statement `i`, in their order."""
    spans = statements[i].content
    inside = starts[bisect_left(starts, (spans[0][0], -1)) : bisect_left(starts, (spans[-1][1], -1))]
    if len(inside) == 1 and inside[0][1] == i:
        return
    yield from (statements[j] for j in sorted(j for _, j in inside if j != i))


def _in(spans: Spans, inner: Iterable[Span]) -> bool:
    return all(any(a <= x and y <= b for a, b in spans) for x, y in inner)
