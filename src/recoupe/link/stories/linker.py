"""Articles into stories, one pass, as they come; see docs/stories.md.

The method is single-pass clustering (Allan et al. 1998, "Topic detection and tracking") with several sparse views, as
in Miranda et al. 2018, "Multilingual clustering of streaming news"; the test for two stories in one is our own.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoupe.link.stories import embedding, splitting, vectors
from recoupe.link.stories.cutting import apart, together
from recoupe.link.stories.frozen import frozen, glimpse, thawed
from recoupe.link.stories.index import Index, Nearest
from recoupe.link.stories.matching import fit
from recoupe.link.stories.priming import primed
from recoupe.link.stories.story import Lead, Story
from recoupe.link.stories.views import Views, views
from recoupe.link.stories.weights import Weights, learned

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from recoupe.link.items import Item
    from recoupe.link.stories.counts import Counts
    from recoupe.link.stories.embedding import Embed
    from recoupe.link.stories.shelf import Shelf

_BATCH = 500
_CANDIDATES = 6
_NEAR = 2
_YOUNG = 24
_SAME = 0.9


@dataclass(frozen=True, slots=True)
class Settings:
    """days: a story with no article for so long leaves memory. most: so many stories stay in memory at most.

    embed: embeddings of texts, see embedding.py.
    """

    days: int = 14
    most: int = 20_000
    embed: Embed | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """An article in its story: the story's smallest id; the lead most like it, None for the first; how well it fits."""

    id: str
    story: str
    to: str | None = None
    fit: float = 0.0


class Stories:
    """The active stories. `shelf` keeps the others; without one they are only let go."""

    def __init__(self, settings: Settings | None = None, shelf: Shelf | None = None, *,
                 weights: Weights | None = None, counts: Counts | None = None) -> None:  # fmt: skip
        self._settings = settings or Settings()
        self._shelf = shelf
        self._weights = weights or learned()
        self._counts = counts or primed(self._weights)
        self._stories: dict[int, Story] = {}
        self._of: dict[str, int] = {}
        self._index = Index()
        self._nearest = Nearest()
        self._next = 0
        self._now: int | None = None

    def __len__(self) -> int:
        return len(self._stories)

    def groups(self) -> Iterator[tuple[str, ...]]:
        """The ids of the articles of each active story."""
        return (tuple(sorted(story.members)) for story in self._stories.values())

    def story_of(self, article: str) -> str | None:
        """The smallest id of the active story that `article` is of; None if of none."""
        number = self._of.get(article)
        return None if number is None else self._stories[number].name

    def together(self, a: str, b: str) -> bool:
        """Whether two articles are of one active story."""
        number = self._of.get(a)
        return number is not None and number == self._of.get(b)

    def rest(self) -> None:
        """Put all stories away."""
        for number in sorted(self._stories):
            self._put_away(self._stories[number])
        self._index, self._nearest = Index(), Nearest()
        self._stories = {}

    def add(self, items: Iterable[Item]) -> list[Placed]:
        """Put articles into stories: by time of publication within each 500, an id that is known once.

        Gives where each new article went, and where articles went whose story fell in two.
        """
        placed: dict[str, Placed] = {}
        for batch in _batches(items, _BATCH):
            placed |= self._batch(batch)
        return list(placed.values())

    def recall(self, stories: Iterable[Sequence[Item]]) -> None:
        """Know stories again that are not on the shelf, each by its articles, the earliest first; nothing is placed."""
        for items in stories:
            self._now = later(self._now, [item.day for item in items if item.day is not None])
            story = Story()
            for item in items:
                self._again(story, item)
            if story.leads:
                self._enter(story)

    def _again(self, story: Story, item: Item) -> None:
        """Let `item` be in `story` as `_place` would have it."""
        if story.full:
            story.leads[0].followers.append(item.id)
            story.seen(item.day)
            return
        seen = views(item)
        self._count(item, seen)
        lead = self._lead(item, seen, self._meanings([item])[0])
        nearest = nearest_of(story, lead)
        if nearest is not None and alike(nearest, lead):
            nearest.followers.append(lead.id)
            story.seen(lead.day)
        else:
            story.add(lead)

    def _batch(self, items: Sequence[Item]) -> dict[str, Placed]:
        new = {item.id: item for item in items if item.id not in self._of}
        ordered = sorted(new.values(), key=lambda i: (i.day is not None, i.published or "", i.id))
        seen = [views(item) for item in ordered]
        for item, view in zip(ordered, seen, strict=True):
            self._count(item, view)
        self._now = later(self._now, [item.day for item in ordered if item.day is not None])
        touched: dict[int, None] = {}
        placed = {}
        for item, view, meaning in zip(ordered, seen, self._meanings(ordered), strict=True):
            number, found = self._place(self._lead(item, view, meaning))
            touched[number] = None
            placed[item.id] = found
        moved = [m for number in touched for m in self._cut(number)]
        moved += [m for number in touched for m in self._join(number)]
        self._expire(touched)
        names: dict[int, str] = {}
        for member in (*placed, *moved):
            story = self._of.get(member)
            if story is None:
                continue
            if story not in names:
                names[story] = self._stories[story].name
            before = placed.get(member, Placed(member, ""))
            placed[member] = Placed(member, names[story], before.to, before.fit)
        return placed

    def _count(self, item: Item, seen: Views) -> None:
        self._counts.add(item.lang, seen.native)
        self._counts.add("", seen.bridge)

    def _meanings(self, items: Sequence[Item]) -> list[NDArray[np.float32] | None]:
        """An embedding each, asked for by language; None each without a function for it."""
        out: list[NDArray[np.float32] | None] = [None] * len(items)
        if self._settings.embed is not None:
            for lang in sorted({item.lang for item in items}):
                places = [i for i, item in enumerate(items) if item.lang == lang]
                texts = [f"{items[i].title}\n{items[i].text}" for i in places]
                for i, row in zip(places, embedding.embedded(self._settings.embed, texts, lang), strict=True):
                    out[i] = row
        return out

    def _lead(self, item: Item, seen: Views, meaning: NDArray[np.float32] | None) -> Lead:
        return Lead(
            id=item.id,
            lang=item.lang,
            day=item.day,
            native=vectors.native(seen, self._counts, item.lang, self._weights.native),
            bridge=vectors.bridge(
                seen, self._counts, self._weights.bridge, self._weights.bridge_scales.get(item.lang, 1.0)
            ),
            views=splitting.kept(seen.native),
            meaning=meaning,
        )

    def _place(self, lead: Lead) -> tuple[int, Placed]:
        """Put `lead` into the story that it fits best, or begin one. Gives the story's number."""
        number, score = self._best(lead)
        if score <= 0 and self._shelf is not None:
            back, again = self._from_shelf(lead)
            number, score = (back, again) if again > score else (number, score)
        if score <= 0:
            return self._begin(lead), Placed(lead.id, lead.id)
        story = self._stories[number]
        nearest = nearest_of(story, lead)
        self._of[lead.id] = number
        if nearest is not None and (story.full or alike(nearest, lead)):
            nearest.followers.append(lead.id)
            story.seen(lead.day)
        else:
            story.add(lead)
            self._find_by(number, lead)
        return number, Placed(lead.id, "", nearest.id if nearest else story.leads[0].id, score)

    def _best(self, lead: Lead) -> tuple[int, float]:
        near = self._nearest.find(lead.meaning, _CANDIDATES) if lead.meaning is not None else ()
        by_words = (self._index.find(vector, _CANDIDATES) for vector in (lead.native, lead.bridge))
        found = dict.fromkeys((*(number for numbers in by_words for number in numbers), *near))
        best, most = -1, -math.inf
        for number in found:  # an index may still name a story that was cut or joined
            if number not in self._stories:
                continue
            score = fit(self._stories[number], lead, self._weights)
            if score > most:
                best, most = number, score
        return best, most

    def _begin(self, lead: Lead) -> int:
        story = Story()
        story.add(lead)
        return self._enter(story)

    def _enter(self, story: Story) -> int:
        """Let `story` be active."""
        number, self._next = self._next, self._next + 1
        self._stories[number] = story
        for lead in story.leads:
            self._find_by(number, lead)
        self._of.update(dict.fromkeys(story.members, number))
        return number

    def _find_by(self, number: int, lead: Lead) -> None:
        self._index.add(number, lead.native.keys)
        self._index.add(number, lead.bridge.keys)
        if lead.meaning is not None:
            self._nearest.add(number, lead.meaning)

    def _from_shelf(self, lead: Lead) -> tuple[int, float]:
        """The kept story that `lead` fits, active again; (-1, -inf) if it fits none."""
        assert self._shelf is not None
        found = self._shelf.find((*lead.native.keys, *lead.bridge.keys))
        kept = [s for s in map(glimpse if lead.meaning is None else thawed, found) if s]
        fitting = [(fit(story, lead, self._weights), story) for story in kept]
        score, best = max(fitting, key=lambda pair: pair[0], default=(-math.inf, None))
        if best is None or score <= 0:
            return -1, -math.inf
        story = best if isinstance(best, Story) else thawed(best.text)
        assert story is not None
        self._shelf.drop(story.name)
        return self._enter(story), score

    def _cut(self, number: int) -> list[str]:
        """Cut a story in two for as long as it is two. Gives the articles that have left it."""
        halves = apart(self._stories[number], self._weights)
        if halves is None:
            return []
        kept, other = halves
        self._stories[number] = kept
        new = self._enter(other)
        return [*other.members, *self._cut(number), *self._cut(new)]

    def _join(self, number: int) -> list[str]:
        """Join a story with others that are the same. Gives the articles that have come to it."""
        out: list[str] = []
        story = self._stories.get(number)
        if story is None or len(story.leads) > _YOUNG or len(story.leads) == story.met:
            return out
        story.met = len(story.leads)
        for other in self._near(story, number):
            one = self._stories[number]
            whole = together(one, self._stories[other], self._weights)
            if whole is None:
                continue
            gone = self._stories.pop(other)
            self._stories[number] = whole
            for lead in gone.leads:
                self._find_by(number, lead)
            self._of.update(dict.fromkeys(gone.members, number))
            self._index.drop({other}, keys_of(gone.leads))
            out.extend(gone.members)
        return out

    def _near(self, story: Story, number: int) -> list[int]:
        """Other stories that share heavy terms with the first and the last lead of this one."""
        leads = dict.fromkeys((0, len(story.leads) - 1))
        found = dict.fromkeys(
            n for i in leads for v in (story.leads[i].native, story.leads[i].bridge) for n in self._index.find(v, _NEAR)
        )
        return [n for n in found if n != number and n in self._stories]

    def _expire(self, touched: Container[int]) -> None:
        """Put away what no article was written about for days, and the oldest where there is too much.

        What was just touched stays: an article that came late has to be told where it is.
        """
        if self._now is None and len(self._stories) <= self._settings.most:
            return
        last = {n: s.last if s.last is not None else self._now or 0 for n, s in self._stories.items()}
        gone = {n for n, day in last.items() if (self._now or 0) - day > self._settings.days and n not in touched}
        over = len(self._stories) - len(gone) - self._settings.most
        if over > 0:
            gone |= set(sorted(set(last) - gone, key=lambda n: (last[n], n))[:over])
        if not gone:
            return
        for number in sorted(gone):
            story = self._stories.pop(number)
            self._index.drop({number}, keys_of(story.leads))
            self._put_away(story)
        if self._settings.embed is not None:
            self._nearest.keep(self._stories)

    def _put_away(self, story: Story) -> None:
        for member in story.members:
            self._of.pop(member, None)  # one that was read anew may be in it twice
        if self._shelf is not None:
            self._shelf.keep(story.name, tuple(dict.fromkeys(keys_of(story.leads[:3]))), frozen(story))


def later(now: int | None, days: Sequence[int]) -> int | None:
    """The day that it is, by the articles that came: their median, so that a clock that is wrong moves nothing."""
    if not days:
        return now
    middle = sorted(days)[(len(days) - 1) // 2]
    return middle if now is None else max(now, middle)


def keys_of(leads: Iterable[Lead]) -> Iterator[int]:
    """The terms by which stories with these leads are found."""
    return (key for lead in leads for key in (*lead.native.keys, *lead.bridge.keys))


def nearest_of(story: Story, lead: Lead) -> Lead | None:
    """The lead of the story that is most like `lead`, of the same language; None where there is none of it."""
    table = dict(zip(*lead.native, strict=True))
    same = [other for other in story.leads if other.lang == lead.lang]
    return max(same, key=lambda other: (vectors.product(table, other.native), other.id), default=None)


def alike(one: Lead, other: Lead) -> bool:
    """Whether two articles of one language are nearly the same: no more weight than one of them should have."""
    table, theirs = dict(zip(*one.native, strict=True)), dict(zip(*other.native, strict=True))
    most = min(vectors.product(table, one.native), vectors.product(theirs, other.native))
    return most > 0 and vectors.product(table, other.native) > _SAME * most


def _batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    batch: list[Item] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
