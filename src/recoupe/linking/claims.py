"""Of which claim is what new articles say; what was said in their stories, and of late, comes from the ledger."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from recoupe import ids
from recoupe.ledger import Query
from recoupe.link.claims import Claims, Settings, said
from recoupe.linking.standing import Names, Speakers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from recoupe import ledger
    from recoupe.ledger import Ledger
    from recoupe.link.claims import Said
    from recoupe.model import Link, Reading

NEARBY = 4_000
"""Statements of other stories that are known again at the beginning, the latest of the days around."""
_CROWD = 2_000
"""Statements of one story that are."""


class Claiming:
    """Puts statements into claims, article by article; if `begun`, some articles are linked already."""

    def __init__(self, ledger: Ledger, maker: str, settings: Settings | None = None, *, begun: bool = True) -> None:
        self._ledger = ledger
        self._settings = settings or Settings()
        self._claims = Claims(self._settings, maker=maker)
        self._begun = begun
        self._nearby = not begun  # whether other stories are known again
        self._recalled: set[str] = set()  # articles
        self._stories = Names()
        self._speakers = Speakers(ledger)

    def add(self, readings: Sequence[Reading], stories: Mapping[str, str], links: Sequence[Link]) -> Iterator[Link]:
        """The links of what `readings` say. `stories` has the story of each, `links` their copies and their actors.

        The ledger must have the links of stories by now; those of actors it need not have.
        """
        places = self._placed(readings, stories)
        copied = self._copied({r.article.id: r for r in readings}, [x for x in links if x.kind == "copy"])
        told = {s.actor for r in readings for s in r.statements if s.actor}
        speakers = self._speakers.add(told, [x for x in links if x.kind == "actor"])
        for r in readings:
            yield from self._claims.add(said(r, places[r.article.id], speakers), copied)

    def _placed(self, readings: Sequence[Reading], stories: Mapping[str, str]) -> dict[str, str]:
        """The name that the story of each article goes by; what was said in stories not met before is known again."""
        mates = {story: [m.id for m in self._ledger.members(story)] for story in sorted(set(stories.values()))}
        before = {story: [ids.group("story", a) for a in articles] for story, articles in mates.items()}
        old = [s for s in mates if set(mates[s]) - stories.keys() and not self._stories.known([s, *before[s]])]
        names = {story: self._stories.of(story, before[story]) for story in mates}
        if self._begun:
            self._recall(readings, old)
        return {article: names[story] for article, story in stories.items()}

    def _recall(self, readings: Sequence[Reading], stories: Sequence[str]) -> None:
        """Know again what was said in `stories`, and, once, in others of the days around."""
        days = [r.article.day for r in readings if r.article.day]
        span = dt.timedelta(days=self._settings.days)
        since, until = (min(days) - span, max(days) + span) if days else (None, None)
        asked: list[tuple[int, str | None]] = [(_CROWD, story) for story in stories]
        if days and not self._nearby:
            self._nearby = True
            asked.append((NEARBY, None))
        found: dict[str, dict[str, ledger.Said]] = {}
        for most, story in asked:
            query = Query(since=since, until=until, linked=True, limit=most)
            for s in self._ledger.statements(query, group=story):
                if s.entry.id not in self._recalled:
                    found.setdefault(s.entry.id, {})[s.statement.id] = s
        self._recalled |= found.keys()
        self._know(found)

    def _know(self, found: Mapping[str, Mapping[str, ledger.Said]]) -> None:
        """Know statements again, given by article and id, in the order in which their articles were published."""
        known = [s for some in found.values() for s in some.values()]
        places = {s.statement.id: (s.claim, s.polarity) for s in known if s.claim and s.polarity}
        speakers = {s.statement.actor: self._speakers.of(s.actor) for s in known if s.statement.actor and s.actor}
        entries = {article: next(iter(some.values())).entry for article, some in found.items()}
        ordered = sorted(entries, key=lambda a: (entries[a].published or "", a))
        names = {article: self._stories.of(entry.story) for article, entry in entries.items()}
        told = (said(r, names[r.article.id], speakers) for r in self._ledger.readings(ordered))
        self._claims.recall(([s for s in some if s.id in found[s.article]] for some in told), places)

    def _copied(self, new: Mapping[str, Reading], copies: Sequence[Link]) -> dict[str, str]:
        """By statements of copies and originals, where one of them is new, what the other has word for word."""
        pairs = [(x.a, x.b) for x in copies if x.certain and x.withdrawn is None and x.sort != "translated"]
        pairs = [p for p in pairs if not new.keys().isdisjoint(p)]
        asked = sorted({article for p in pairs for article in p} - new.keys())
        readings = {**{r.article.id: r for r in self._ledger.readings(asked)}, **new}
        out: dict[str, str] = {}
        for a, b in pairs:
            if a in readings and b in readings:
                one, two = words(readings[a]), words(readings[b])
                same = {one[words]: two[words] for words in one.keys() & two.keys()}
                out |= same | {y: x for x, y in same.items()}
        return out


def words(reading: Reading) -> dict[tuple[str, str], str]:
    """The statements of a reading by their words, the first of those that say the same."""
    told: list[Said] = [*reversed(said(reading))]
    return {(s.stance, " ".join(s.content.split()).casefold()): s.id for s in told if s.content}
