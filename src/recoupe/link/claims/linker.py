"""Statements into claims as their articles come: first inside the article, then with what was said elsewhere.

Candidates come from bounded buckets by rare words, meanings and numbers; see docs/claims.md.
"""

from __future__ import annotations

import datetime as dt
import heapq
import itertools
import math
from array import array
from collections import Counter, defaultdict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from recoupe import ids
from recoupe.link import terms
from recoupe.link.claims.disputes import Disputes
from recoupe.link.claims.evidence import known
from recoupe.link.claims.groups import Bond, Group, average, best, gather, merge
from recoupe.link.claims.judge import AGAIN, COPIED, MIRRORED, Judgement, judge, learned, weigh
from recoupe.link.claims.matching import Rare
from recoupe.link.claims.polarity import polarities
from recoupe.model import Claim, Link, Member

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from recoupe.link.claims.evidence import Known
    from recoupe.link.claims.facts import Said
    from recoupe.link.claims.judge import Weights
    from recoupe.link.stories.lexicon import Look
    from recoupe.model import Polarity

_ALL_PAIRS = 80  # statements of an article that are all compared with one another; of more, those near or alike
_NEAR = 3
_BUCKET = 48  # statements that are kept under a key, the latest
_CANDIDATES = 10  # statements of other articles that one is compared with
_FEW = 2  # keys that two statements of one language share at least
_CLAIMS = 6  # claims that a new one is compared with
_TELLING = 5  # statements of a claim that are compared
_KEYS = 12  # words of a statement that lead to it, the rarest
_REPEATED = 4  # words that a statement has at least that may be known by its text alone
_PLAIN = 1.5  # where a claim fits so well, no other is looked at
_DISPUTE = -0.8  # what two sides of a dispute must fit at least: more than other statements of a story
_LATEST = 200  # statements by whose days it is told which day it is
_PRIOR = 8  # statements that a story is taken to have at least, when rare words in it are told

Pair = tuple[str, str]


class Keys(NamedTuple):
    """What leads to a statement, and what each is worth; arrays, for many are in memory."""

    keys: array[int]
    weights: array[float]


@dataclass(frozen=True, slots=True)
class Settings:
    """days: so far apart articles may be published at most, and so long statements stay in memory; at most so many.

    stays: none leaves memory: for statements that are few and all there at once.
    """

    days: int = 14
    most: int = 60_000
    stays: bool = False


class Claims:
    """The claims that are in memory. `look` are other lexicons than the package's, by language, for measuring."""

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        maker: str = "",
        weights: Weights | None = None,
        look: dict[str, Look] | None = None,
    ) -> None:
        self._settings = settings or Settings()
        self._maker = maker
        self._weights = weights or learned()
        self._look = look or {}
        self._known: dict[str, Known] = {}
        self._keys_of: dict[str, Keys] = {}
        self._groups: dict[str, Group] = {}  # by statement
        self._buckets: dict[int, list[str]] = {}  # most have one statement, for which a deque is large
        self._texts: dict[int, str] = {}
        self._disputes = Disputes()
        self._words: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)  # by story and language
        self._days: dict[dt.date, list[str]] = defaultdict(list)  # statements, by day
        self._latest: deque[dt.date] = deque(maxlen=_LATEST)  # days of what came last

    def add(self, statements: Iterable[Said], copied: Mapping[str, str] | None = None) -> list[Link]:
        """Put the statements of one article into claims. Gives the links that are new.

        `copied` has, of an article that was copied, the statement of the original that a statement repeats.
        """
        told = self._taken(statements)
        rare = self._rare(told)
        groups, bonds = _repeated(told)
        judged = dict(self._inside([self._known[s] for g in groups for s in g.telling], rare))
        bonds += list(gather(groups, judged, self._weights.article, self._weights.dispute, _TELLING * 4))
        for group in groups:
            group.telling = self._telling(group)
            bonds += self._outside(group, rare, copied or {})
        for group in groups:
            self._disputes.note(group.sides, self._known, self._groups)
        for k in told:
            self._find_by(k)
        links = [self._link(b, rare) for b in bonds]
        self._forget()
        return links

    def recall(self, articles: Iterable[Iterable[Said]], places: Mapping[str, tuple[str, Polarity]]) -> None:
        """Know the statements of articles again, the earliest first; nothing is compared.

        `places` has the claim, and the side in it, of each statement that is in one.
        """
        claims: dict[str, Group] = {}
        for statements in articles:
            told = self._taken(statements)
            mine: dict[str, Group] = {}
            for k in told:
                claim, polarity = places.get(k.said.id, (k.said.id, "for"))
                group = mine.setdefault(claim, Group({}))
                group.sides[k.said.id] = -1 if polarity == "against" else 1
                group.telling.append(k.said.id)
                group.open |= {k.said.id} if k.open else set()
            for claim, group in mine.items():
                group.telling = self._telling(group)
                self._pour(group, claims.setdefault(claim, Group({})), 1)
            for k in told:
                self._find_by(k)
        for group in claims.values():
            self._disputes.note(group.sides, self._known, self._groups)
        self._forget()

    def _taken(self, statements: Iterable[Said]) -> list[Known]:
        """What is new of the statements of one article, read and counted."""
        new = {s.id: s for s in statements if s.id not in self._known and s.content}
        told = [known(s, self._look.get(s.lang)) for s in new.values()]
        for k in told:
            self._known[k.said.id] = k
            self._keys_of[k.said.id] = _keys(k)
            if k.said.day is not None:
                self._days[k.said.day].append(k.said.id)
                self._latest.append(k.said.day)
            self._count(k)
        return told

    def __len__(self) -> int:
        return len(self._known)

    def claims(self) -> Iterator[Claim]:
        """Every claim of two statements or more in memory, its sides told, by its id."""
        found = {id(g): g for g in self._groups.values() if len(g.sides) > 1}
        made = ((min(g.sides), self._polarities(g)) for g in found.values())
        for smallest, sides in sorted(made):
            yield Claim(ids.make("c", smallest), tuple(Member(s, sides[s]) for s in sorted(sides)))

    def _polarities(self, group: Group) -> dict[str, Polarity]:
        return polarities({s: (self._known[s], side) for s, side in group.sides.items() if s in self._known})

    def _count(self, k: Known) -> None:
        words = self._words[_place(k.said), k.said.lang]
        words.update({t.keys[0] for t in k.content.terms})
        words[0] += 1

    def _uncount(self, k: Known) -> None:
        place = _place(k.said), k.said.lang
        words = self._words[place]
        words.subtract({0, *(t.keys[0] for t in k.content.terms)})
        if words[0] <= 0:
            del self._words[place]

    def _rare(self, told: Sequence[Known]) -> Rare:
        """By what words weigh less that are everywhere in the story."""
        out: dict[int, float] = {}
        for place, lang in {(_place(k.said), k.said.lang) for k in told}:
            mine = {t.keys[0] for k in told for t in k.content.terms}
            out.update(_lessened(self._words[place, lang], mine))
        return Rare(out)

    def _inside(self, told: Sequence[Known], rare: Rare) -> Iterator[tuple[Pair, Judgement]]:
        """What pairs of statements of one article are worth."""
        for a, b in _pairs(told):
            x, y = (a, b) if a.said.id < b.said.id else (b, a)
            found = weigh(x, y, rare, self._weights)
            if found is not None:
                yield (x.said.id, y.said.id), found

    def _outside(self, group: Group, rare: Rare, copied: Mapping[str, str]) -> Iterator[Bond]:
        """Put a group of the new article into the claim that it fits best, if any."""
        bond = self._said_before(group) or self._said_in_original(group, copied) or self._of_same_two(group)
        if bond is not None:
            yield bond
            into = self._groups[bond.a]
            self._pour(group, into, into.sides[bond.a] * group.sides[bond.b])
            return
        mine = [self._known[s] for s in group.telling]
        votes: dict[int, float] = {}
        near: dict[int, Group] = {}
        for other, weight in (found for k in mine for found in self._candidates(k)):
            there = self._groups[other]
            if there.telling:  # else those that told were let go
                near[id(there)] = there
                votes[id(there)] = max(votes.get(id(there), 0.0), weight)
        judged: dict[Pair, Judgement] = {}
        fitting = []
        for n in sorted(near, key=lambda n: (-votes[n], min(near[n].telling)))[:_CLAIMS]:
            claim = near[n]
            judged |= dict(self._judged(mine, claim, rare))
            fit, sign, disputed = average(claim, group, judged)
            if fit >= self._least(group, claim, disputed=disputed):
                fitting.append((fit, sign, claim))
            if fit >= _PLAIN:
                break
        if fitting:
            _, sign, into = max(fitting, key=lambda f: (f[0], min(f[2].telling)))
            yield best(into, group, sign, judged)
            self._pour(group, into, sign)
        else:
            self._groups.update(dict.fromkeys(group.sides, group))

    def _judged(self, mine: Sequence[Known], claim: Group, rare: Rare) -> Iterator[tuple[Pair, Judgement]]:
        """What pairs of statements of two articles are worth; of one article they were compared, and more is asked."""
        for k, o in itertools.product(mine, claim.telling):
            other = self._known[o]
            if other.said.article != k.said.article and (found := weigh(k, other, rare, self._weights)) is not None:
                yield (min(o, k.said.id), max(o, k.said.id)), found

    def _said_before(self, group: Group) -> Bond | None:
        """What joins a group of one statement to the claim of another that said it in the same words."""
        said = self._known[group.telling[0]].said
        first = self._texts.get(_text(said)) if len(group.telling) == 1 else None
        if first is None or first not in self._groups or not self._groups[first].telling or not self._may(said, first):
            return None
        return Bond(first, said.id, AGAIN)

    def _of_same_two(self, group: Group) -> Bond | None:
        """What joins a dispute to the one that its two speakers have in articles of other languages."""
        found = self._disputes.find(group, self._known)
        return Bond(*found, MIRRORED) if found and found[0] in self._groups else None

    def _said_in_original(self, group: Group, copied: Mapping[str, str]) -> Bond | None:
        """What joins a group of a copied article to the claim of what it was copied from."""
        for statement in group.sides:
            first = copied.get(statement)
            if first is not None and first in self._groups and self._groups[first].telling:
                return Bond(first, statement, COPIED)
        return None

    def _pour(self, group: Group, into: Group, sign: int) -> None:
        """Make `group` part of `into`."""
        merge(into, group, sign, _TELLING)
        self._groups.update(dict.fromkeys(group.sides, into))

    def _telling(self, group: Group) -> list[str]:
        """The statements of a group by which it is compared with others: those with words of their own, first ones."""
        return ([s for s in group.telling if not self._known[s].bare] or group.telling)[:_TELLING]

    def _least(self, group: Group, other: Group, *, disputed: bool) -> float:
        """What two groups of unlike articles must fit, more where they would be two sides of a dispute."""
        a = self._known[group.telling[0]].said
        told = [self._known[s].said for s in other.telling]
        story = bool(a.story) and any(a.story == b.story for b in told)
        least = self._weights.story if story else self._weights.stories
        if a.lang != told[0].lang:
            least = max(least, self._weights.languages)
        return max(least, _DISPUTE) if disputed else least

    def _candidates(self, k: Known) -> list[tuple[str, float]]:
        """Statements of other articles that share rare words, meanings or numbers with `k`, those with most first.

        Two words at least in one language; across languages few are known, and one inside a story is enough.
        """
        keys = zip(*self._keys_of[k.said.id], strict=True)
        found = [(bucket, weight) for key, weight in keys if (bucket := self._buckets.get(key))]
        shared = Counter(itertools.chain.from_iterable(bucket for bucket, _ in found))
        told, lang = self._known, k.said.lang
        enough = [o for o, n in shared.items() if n >= _FEW or told[o].said.lang != lang]
        weights = {o: 0.0 for o in enough if self._may(k.said, o)}
        for bucket, weight in found:
            share = weight / (1 + math.log1p(len(bucket)))
            for other in weights.keys() & bucket:
                weights[other] += share
        return sorted(weights.items(), key=lambda found: (-found[1], found[0]))[:_CANDIDATES]

    def _may(self, said: Said, other: str) -> bool:
        """Whether a statement may be of one claim with another that it shares enough keys with."""
        found = self._known.get(other)
        if found is None:
            return False
        there = found.said
        if there.article == said.article or (there.lang != said.lang and there.story != said.story):
            return False
        return said.day is None or there.day is None or abs((said.day - there.day).days) <= self._settings.days

    def _find_by(self, k: Known) -> None:
        """Let `k` be found, unless the same was said in the same words and is in its claim."""
        said = k.said
        if len(k.content.terms) >= _REPEATED:
            first = self._texts.setdefault(_text(said), said.id)
            if first != said.id and first in self._groups and self._groups[first] is self._groups[said.id]:
                return
        for key in self._keys_of[said.id].keys:
            bucket = self._buckets.setdefault(key, [])
            bucket.append(said.id)
            if len(bucket) > _BUCKET:
                del bucket[0]

    def _forget(self) -> None:
        """Let go of what is too long ago for anything new, and of the oldest where there is too much."""
        if self._settings.stays:
            return
        gone = [s for day in self._past() for s in self._days.pop(day) if s in self._known]
        over = len(self._known) - len(gone) - self._settings.most
        if over > 0:
            old = set(gone)
            gone += list(itertools.islice((s for s in self._known if s not in old), over))
        for one in gone:
            self._let_go(one)

    def _past(self) -> list[dt.date]:
        """The days that are too long ago for anything new; a page with a clock that is wrong moves nothing."""
        if len(self._latest) < _LATEST:
            return []
        least = sorted(self._latest)[_LATEST // 2] - dt.timedelta(days=self._settings.days)
        return [day for day in self._days if day < least]

    def _let_go(self, gone: str) -> None:
        k = self._known.pop(gone)
        group = self._groups.pop(gone)
        group.telling = [s for s in group.telling if s != gone]
        self._uncount(k)
        if self._texts.get(_text(k.said)) == gone:
            del self._texts[_text(k.said)]
        for key in self._keys_of.pop(gone).keys:
            self._drop(key, gone)
        self._disputes.forget(k)

    def _drop(self, key: int, gone: str) -> None:
        bucket = self._buckets.get(key)
        if bucket is not None and gone in bucket:
            bucket.remove(gone)
            if not bucket:
                del self._buckets[key]

    def _link(self, bond: Bond, rare: Rare) -> Link:
        """The link of a bond: the sides of its two as to each other; who asks or doubts is on none."""
        a, b = (self._known[s].open for s in (bond.a, bond.b))
        unsure = b or not bond.judgement.sign
        sides: tuple[Polarity, Polarity] = (
            "open" if a else "for",
            "open" if unsure else "against" if bond.sign < 0 else "for",
        )
        told = bond.judgement
        reasons = told.reasons or judge(self._known[bond.a], self._known[bond.b], rare, self._weights).reasons
        return Link("claim", bond.a, bond.b, round(told.chance, 4), reasons, self._maker, sides=sides)


def _repeated(told: Sequence[Known]) -> tuple[list[Group], list[Bond]]:
    """The statements of an article, in one group what the article itself puts so or says in the same words; bonds.

    A claim inside the article is a fact, which needs no bond.
    """
    groups: dict[str, Group] = {}
    first: dict[int | str, str] = {}
    bonds = []
    for k in told:
        said = k.said
        text = _text(said) if len(k.content.terms) >= _REPEATED and not said.inside else said.id
        same = first.setdefault(text, said.id)
        group = groups.setdefault(said.inside or same, Group({}))
        group.sides[said.id] = -1 if said.inside and said.side == "against" else 1
        group.open |= {said.id} if k.open else set()
        if same == said.id:
            group.telling.append(said.id)
        else:
            bonds.append(Bond(same, said.id, AGAIN))
    return list(groups.values()), bonds


def rarity(told: Iterable[Known]) -> Rare:
    """By what words weigh less that are everywhere in these statements of one story, language by language."""
    words: dict[str, Counter[int]] = defaultdict(Counter)
    for k in told:
        words[k.said.lang].update({0, *(t.keys[0] for t in k.content.terms)})
    return Rare({key: x for counts in words.values() for key, x in _lessened(counts, set(counts) - {0}).items()})


def _lessened(words: Counter[int], mine: Iterable[int]) -> dict[int, float]:
    """For each word of `mine` the share of its weight that is left; at 0 `words` has how many statements there are."""
    many = max(words[0], _PRIOR)
    full = math.log1p(many)
    return {key: math.log1p(many / max(words[key], 1)) / full for key in mine}


def _place(said: Said) -> str:
    return said.story or said.article


def _text(said: Said) -> int:
    """A hash of what was said, to know it again in the same words."""
    return terms.hashed(f"{said.lang} {said.story} {said.stance} {' '.join(said.content.split()).lower()}")


def _pairs(told: Sequence[Known]) -> Iterator[tuple[Known, Known]]:
    """Pairs of one article that are compared: all, or of many statements those near each other or in one claim."""
    if len(told) <= _ALL_PAIRS:
        yield from itertools.combinations(told, 2)
        return
    seen: set[tuple[int, int]] = set()
    buckets: dict[int | str, deque[int]] = defaultdict(lambda: deque(maxlen=_NEAR))
    for j, k in enumerate(told):
        keys: list[int | str] = [*_keys(k).keys]
        if k.said.inside:
            keys.append(k.said.inside)
        near = {*range(max(j - _NEAR, 0), j), *(i for key in keys for i in buckets[key])}
        seen.update((i, j) for i in near)
        for key in keys:
            buckets[key].append(j)
    yield from ((told[i], told[j]) for i, j in sorted(seen))


def _keys(k: Known) -> Keys:
    """What leads to a statement, with its weight: its rarest words; in its story their meanings and consonants."""
    found: dict[int, float] = {}
    place = terms.hashed(_place(k.said))
    for t in heapq.nsmallest(_KEYS, k.content.terms, key=lambda t: (-t.weight, t.plain)):
        for key in (*t.keys[:1], *t.keys[2:]):
            found[key] = t.weight
        for meaning, chance in t.meanings:
            found[meaning ^ place] = max(found.get(meaning ^ place, 0.0), t.weight * chance)
        for bone in t.bones if t.name else ():
            found[bone ^ place] = t.weight
    return Keys(array("q", found.keys()), array("d", found.values()))
