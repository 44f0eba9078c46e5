"""What can be asked of a ledger and added to it, part by part. `recoupe.store.open` gives one.

Everything that changes a ledger is one transaction: it is there as a whole or not at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, Self

from recoupe.accounts import Accounts
from recoupe.follows import Following
from recoupe.ledger.values import ALL
from recoupe.sources import Watching
from recoupe.templates import Templates

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from recoupe.ledger.values import (
        Edit,
        Entry,
        Facet,
        FactCheck,
        Forgotten,
        Info,
        Known,
        Listed,
        Marks,
        Member,
        Mentioned,
        Outcome,
        Query,
        Said,
        Site,
        TakenDown,
        Tally,
        Worded,
    )
    from recoupe.model import (
        ClaimReview,
        Group,
        GroupKind,
        Link,
        LinkKind,
        Problem,
        Reading,
        Review,
        SiteMark,
    )
    from recoupe.sources import Fetched, Sighting


class Facts(Protocol):
    """Readings in, readings out."""

    def add(self, reading: Reading, *, page: str | None = None, seen: dt.datetime | None = None) -> Outcome:
        """Keep `reading`; `page` is the id of the page that it was read from, see `knows`; `seen`, when it was fetched.

        An article that is there already has its facts replaced by those of the same or a newer version of the rules,
        if they differ; links to facts that live on stay. Raises InputError where `reading` breaks the contract.
        """

    def knows(self, page: str, version: str) -> bool:
        """Whether the page `page` was read by this version of the rules, or a newer one."""

    def reached(self, work: str) -> str | None:
        """How far a piece of work that was broken off has come, in the words of who does it; None for what is new."""

    def reach(self, place: tuple[str, str | None]) -> None:
        """Note how far a piece of work has come: its id, and the place; None forgets it."""

    def reading(self, article: str) -> Reading | None:
        """The reading of the article with this id, as it was added; None if there is none."""

    def readings(self, articles: Iterable[str]) -> Iterator[Reading]:
        """The readings of these articles, in this order; ids that there are not are passed over."""

    def blotted(self, article: str) -> bool:
        """Whether a name was blotted out of the text of an article, so that its stored page is not to be shown."""

    def versions_of_rules(self) -> Iterator[tuple[str, str]]:
        """(id of an article, version of the rules that read it), by time of publication."""

    def find(self, name: str) -> Entry | None:
        """The article whose id, url or ref is `name`, of several the latest; None if there is none."""

    def versions(self, url: str) -> Iterator[Entry]:
        """The articles of one url, by when they were seen there last: each is a version of it."""

    def sightings(self, url: str) -> Iterator[Sighting]:
        """What stood at one url and at those that lead to it, by time: a version that came back stands there twice."""

    def later(self, articles: Collection[str]) -> Mapping[str, str]:
        """Those of these articles which are earlier versions of their pages, each with the one that stands for it."""


class Links(Protocol):
    """What the linker needs: articles that are new, candidates by keys, and a place for what it finds."""

    def unlinked(self, *, limit: int | None = None) -> Iterator[Reading]:
        """Readings that no `link` has marked as done, the earliest published first, those without a day before them."""

    def link(
        self,
        links: Iterable[Link],
        *,
        done: Collection[str] = (),
        keys: Iterable[tuple[str, str, str]] = (),
        memory: Mapping[str, str] | None = None,
        marks: Iterable[SiteMark] = (),
        words: Mapping[str, bytes] | None = None,
    ) -> int:
        """Keep `links`, derive the groups that they touch, mark the articles `done`: one transaction.

        `keys` are (space, key, item): what `candidates` finds `item` by. `memory` is what the linker wants to know the
        next time. `marks` are what sites show, `ref` the article in which it was seen; a few articles are kept of each.
        `words` are what fact checks, by their ids, are found by. A link of the same kind, members and maker takes the
        place of the old one. Gives how many are new.
        """

    def links(
        self, kind: LinkKind | None = None, *, of: Collection[str] = (), maker: str | None = None, live: bool = True
    ) -> Iterator[Link]:
        """Links, of one kind, that touch one of `of`, by one maker; without `live` those withdrawn too."""

    def withdraw(self, *, maker: str = "recoupe", kind: LinkKind | None = None) -> int:
        """Withdraw the links whose maker begins with `maker`, derive groups anew, and have all articles linked again.

        Keys and memory of the linker go too. Gives how many were withdrawn. People's reviews stay.
        """

    def candidates(self, space: str, keys: Collection[str], *, most: int = 200) -> Iterator[tuple[str, str]]:
        """(key, item) for each item with one of `keys`; a key with more than `most` items is passed over."""

    def keys(self, space: str) -> Iterator[str]:
        """The keys of a space, each once; it may be read while more are written."""

    def memory(self, name: str) -> str | None:
        """What the linker kept under `name`."""

    def known(self, *, actors: Collection[str] = (), story: str | None = None, limit: int = 400) -> Iterator[Known]:
        """The actors with these ids; or `limit` at most of a story, of articles that are linked, the latest first."""


class Sites(Protocol):
    """What sites show: evidence of who is behind them."""

    def shown(self, articles: Collection[str]) -> Iterator[SiteMark]:
        """The marks of sites that these articles show and none before them."""

    def marked(self, sites: Collection[str]) -> Iterator[SiteMark]:
        """The marks of sites, each once with one article; of outlinks only those to another of these sites."""

    def showing(self, kind: str, value: str, *, most: int) -> list[str]:
        """The sites that show a mark, sorted, at most so many."""

    def unmarked(self) -> list[str]:
        """The sites that have lost a mark since they were linked."""


class Checks(Protocol):
    """Fact checks that pages declare, and what they may be about."""

    def factchecks(self, query: Query = ALL) -> Iterator[FactCheck]:
        """Fact checks of articles that `query` finds, the latest first."""

    def factchecks_of(self, ids: Collection[str] = (), *, articles: Collection[str] = ()) -> Iterator[FactCheck]:
        """The fact checks with these ids, or of these articles, but those that are hidden."""

    def worded(self, *, limit: int) -> Iterator[Worded]:
        """Fact checks, the latest added first, with what the linker finds them by."""

    def having(self, words: Sequence[str], *, most: int) -> list[str]:
        """The ids of statements with all of these words, folded; after one that ends in * it may go on."""

    def statements_of(self, ids: Collection[str]) -> Iterator[Said]:
        """The statements with these ids."""


class Groups(Protocol):
    """Stories, claims, actors, networks."""

    def group(self, group_id: str) -> Group | None:
        """The group with this id, or the one that it led to since; None if there is none."""

    def left_of(self, claim: str) -> str | None:
        """The statement that is left of a claim which is none any more, since others changed or were withdrawn."""

    def group_of(self, kind: GroupKind, member: str) -> Group | None:
        """The group of `kind` that `member` belongs to."""

    def members(self, group_id: str) -> Iterator[Member]:
        """The members of the group with this id, by id."""

    def groups(self, kind: GroupKind, query: Query = ALL) -> Iterator[Listed]:
        """Groups with a member that `query` finds, the latest first; of claims only those with two members or more."""

    def listed(self, group_id: str, *, hidden: bool = True, earlier: bool = False) -> Listed | None:
        """The group with this id as `groups` lists it; hidden, earlier: as in a Query."""


class Decisions(Protocol):
    """What people decide: rows that are taken back, never edited."""

    def decide(self, reviews: Sequence[Review]) -> str:
        """Keep `reviews` as one decision, derive the groups that they touch; gives the decision's id."""

    def merge(self, groups: Sequence[str], *, person: str, note: str = "", opposite: bool = False) -> str:
        """Decide that these groups of one kind are one. Raises QueryError where one is unknown.

        A statement stands for its claim. Claims keep the sides that they have, so that a claim of denials alone is
        against one that is asserted. opposite: of two claims, what one says the other denies.
        """

    def split(self, group: str, members: Collection[str], *, person: str, note: str = "") -> str:
        """Decide that these members of `group` are a group of their own. Raises QueryError where one is not in it."""

    def rename(self, actor: str, name: str, *, person: str, note: str = "") -> str:
        """Decide what an actor is called. Raises QueryError where it is unknown, or the name is none."""

    def correct(self, statement: str, told: Mapping[str, str], *, person: str, note: str = "") -> str:
        """Decide what fields of a statement should read: who, stance. Raises QueryError."""

    def confirm(self, statement: str, *, person: str, note: str = "") -> str:
        """Decide that a statement is as it was read. Raises QueryError where there is none."""

    def hide(self, fact: str, *, person: str, note: str = "") -> str:
        """Decide that an article, a statement or an actor of a reading is not shown. Raises QueryError."""

    def fact_check(self, claim: str, told: Mapping[str, str], *, person: str, note: str = "") -> str:
        """Write a fact check of a claim: rating, reviewer, url and, if they are known, more of ClaimReview.

        Raises QueryError where it lacks something.
        """

    def written_checks(self, statements: Collection[str]) -> Iterator[tuple[Review, ClaimReview]]:
        """Fact checks that people wrote of claims in which these statements stand, the earliest first."""

    def revoke(self, decision: str, *, person: str) -> int:
        """Take a decision back; gives how many reviews were withdrawn."""

    def reviews(self, *, of: Collection[str] = (), live: bool = True) -> Iterator[Review]:
        """Reviews, by time, of these facts or of all."""

    def forget(self, *, name: str | None = None, url: str | None = None, delete: bool, person: str) -> Forgotten:
        """Hide or delete what a person said, or the page at a url, and refuse it from now on; see docs/ledger.md."""


class Queries(Protocol):
    """Lists for people. All stream; the latest come first unless said otherwise."""

    def articles(self, query: Query = ALL) -> Iterator[Entry]:
        """Articles that `query` finds."""

    def statements(self, query: Query = ALL, *, group: str | None = None) -> Iterator[Said]:
        """Statements that `query` finds, of all or of one story, claim or actor."""

    def actors(self, query: Query = ALL, *, group: str | None = None) -> Iterator[Mentioned]:
        """Actors of readings, of all or of one actor of the ledger."""

    def copies(self, query: Query = ALL) -> Iterator[Link]:
        """Live links of kind copy whose copy `query` finds."""

    def edits(self, query: Query = ALL) -> Iterator[Edit]:
        """Articles that `query` finds which took the place of another one at their address, the latest change first.

        `since` and `until` are days on which the change was first seen (UTC).
        """

    def taken_down(self, query: Query = ALL) -> Iterator[TakenDown]:
        """Articles that `query` finds which are gone from their addresses, the latest first.

        `since` and `until` are days on which they were first found gone (UTC).
        """

    def sites(self, query: Query = ALL) -> Iterator[Site]:
        """Sites with an article that `query` finds, those with most articles first.

        Where nothing but sites is asked for, then those of networks of which there is no article.
        """


class Overviews(Protocol):
    """What pages of many stories show, and what a ledger can be narrowed down by."""

    def entries(self, stories: Collection[str]) -> Mapping[str, list[Entry]]:
        """The articles of each of these stories, the earliest first."""

    def disputed(self, stories: Collection[str]) -> frozenset[str]:
        """Those of these stories in which a claim is disputed."""

    def fresh(self, stories: Collection[str], since: dt.datetime) -> Mapping[str, int]:
        """How many articles came into the ledger since then, of each of these stories that has some."""

    def added_since(self, since: dt.datetime) -> int:
        """How many articles came into the ledger since then."""

    def facets(self, by: str, *, limit: int = 30) -> list[Facet]:
        """How many articles there are by `by`: lang, site (the most frequent first) or day (the latest first)."""

    def countries(self, *, limit: int = 60) -> list[Facet]:
        """The countries that most articles name, or whose people they do."""

    def actors_of(self, ids: Collection[str]) -> list[Mentioned]:
        """The actors of readings with these ids, but those that are hidden."""

    def tally_of(self, site: str) -> Tally:
        """What a site's articles hold."""

    def happened(self, articles: Collection[str]) -> list[tuple[dt.date, int]]:
        """The days that dates in these articles mean, each with how many articles name it, in order of time."""


class Replays(Protocol):
    """Stored pages that are read anew."""

    def stored(self, query: Query = ALL, *, older: str | None = None) -> Iterator[Fetched]:
        """Fetches whose page was kept as evidence, of articles that `query` finds, the earliest first.

        `since` and `until` are days of the fetch (UTC). older: only of articles not read by this version of the rules.
        """

    def outdated(self, site: str) -> Iterator[Fetched]:
        """Fetches of pages of a site, kept as evidence, that were read before a template was there that may fit."""

    def replayed(self, done: Fetched, reading: Reading, *, page: str | None = None) -> Outcome:
        """Keep the reading of the page of a fetch in place of what was read in it before; that is no edit."""


class Care(Protocol):
    """Looking after a ledger."""

    def info(self) -> Info:
        """The ledger at a glance."""

    def marks(self) -> Marks:
        """What one compares to know whether anything has changed since; it costs next to nothing."""

    def check(self) -> Iterator[Problem]:
        """What is wrong with it, if anything: structure, spans, ids, groups, search."""


class Ledger(
    Facts,
    Links,
    Sites,
    Checks,
    Groups,
    Decisions,
    Queries,
    Overviews,
    Watching,
    Replays,
    Templates,
    Care,
    Accounts,
    Following,
    Protocol,
):
    """A ledger that is open. Close it, or use it in a `with`. One thread at a time."""

    @property
    def url(self) -> str:
        """Where it is, without a password."""

    def __enter__(self) -> Self:
        """Itself."""

    def __exit__(self, *_: object) -> None:
        """Close it."""

    def close(self) -> None:
        """Give it back."""
