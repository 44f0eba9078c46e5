"""What pages show of many things at once: the articles of stories, what is disputed in them, a site at a glance."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from recoupe.ledger import Profile
from recoupe.store.facts import ENTRY, STORY, entry
from recoupe.store.part import chunks, marks
from recoupe.store.replays import Replays

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from recoupe.ledger import Entry

_LATEST = 2_000  # articles among which is counted what can be chosen
_AT_A_TIME = 100  # stories that are looked at together
_IN_STORIES = (
    'SELECT g.id, m.item FROM groups g JOIN member m ON m."group" = g."key"'
    " WHERE g.kind = 'story' AND g.id IN ({ids})"
)
_CLAIMED = (
    "SELECT s.article, k.id, k.disputed FROM statement s JOIN member c ON c.kind = 'claim' AND c.item = s.id"
    ' JOIN groups k ON k."key" = c."group" WHERE s.article IN ({ids}) AND s.hidden = 0'
)
_COPIED = "EXISTS (SELECT 1 FROM link l WHERE l.kind = 'copy' AND l.a = a.id AND l.withdrawn IS NULL AND l.certain = 1)"


class Showing(Replays):
    """See the protocol of the same name in ledger.py."""

    def articles_of(self, stories: Collection[str]) -> Iterator[Entry]:
        """The articles of stories, the earliest first."""
        for some in chunks(sorted(set(stories)), _AT_A_TIME):
            alone = [f"a{story[1:]}" for story in some]
            inside = {item for _, item in self.of_ids(_IN_STORIES, some)} | set(alone)
            sql = f"SELECT {ENTRY} FROM article a{STORY} WHERE a.id IN ({{ids}}) AND a.hidden = 0"
            found = [e for e in map(entry, self.of_ids(sql, sorted(inside))) if e.story in some]
            yield from sorted(found, key=lambda e: (not e.published, e.published or "", e.id))

    def disputed(self, articles: Collection[str]) -> dict[str, frozenset[str]]:
        """The disputed claims of each of `articles` that has one."""
        out: dict[str, set[str]] = defaultdict(set)
        for article, claim, disputed in self.of_ids(_CLAIMED, sorted(articles)):
            if disputed:
                out[article].add(claim)
        return {article: frozenset(claims) for article, claims in out.items()}

    def spread(self, column: str) -> list[tuple[str, int]]:
        """Languages (`lang`) or hosts (`site`) of the latest articles, the most frequent first, with how many."""
        if column not in {"lang", "site"}:
            raise ValueError(column)
        sql = (
            f"SELECT x.v, count(*) FROM (SELECT a.{column} AS v FROM article a WHERE a.hidden = 0"
            " ORDER BY a.moment DESC LIMIT ?) x WHERE x.v IS NOT NULL GROUP BY x.v ORDER BY count(*) DESC, x.v"
        )
        return [(value, count) for value, count in self.engine.all(sql, (_LATEST,))]

    def profile(self, host: str) -> Profile:
        """A site at a glance."""
        articles, copies = self.engine.all(
            f"SELECT count(*), coalesce(sum(CASE WHEN {_COPIED} THEN 1 ELSE 0 END), 0) FROM article a"
            " WHERE a.site = ? AND a.hidden = 0",
            (host,),
        )[0]
        said, unsourced, denied = self.engine.all(
            "SELECT count(*), coalesce(sum(CASE WHEN s.source = '[]' AND s.who IS NULL THEN 1 ELSE 0 END), 0),"
            " coalesce(sum(CASE WHEN s.stance = 'denies' THEN 1 ELSE 0 END), 0)"
            " FROM statement s JOIN article a ON a.id = s.article WHERE a.site = ? AND a.hidden = 0 AND s.hidden = 0",
            (host,),
        )[0]
        edits = self.engine.all(
            "SELECT count(*) FROM version v JOIN article a ON a.id = v.article WHERE a.site = ? AND a.hidden = 0"
            " AND EXISTS (SELECT 1 FROM version o WHERE o.url = v.url AND o.seen < v.seen AND o.article <> v.article)",
            (host,),
        )[0][0]
        return Profile(host, articles, int(copies), said, int(unsourced), int(denied), edits)

    def changed_addresses(self, articles: Collection[str]) -> list[str]:
        """The addresses at which several of `articles`, or one of them and another, have stood."""
        found: set[str] = set()
        for some in chunks(sorted(articles), _AT_A_TIME):
            sql = (
                f"SELECT DISTINCT v.url FROM version v WHERE v.article IN ({marks(some)})"
                " AND EXISTS (SELECT 1 FROM version o WHERE o.url = v.url AND o.article <> v.article)"
            )
            found |= {r[0] for r in self.engine.all(sql, some)}
        return sorted(found)
