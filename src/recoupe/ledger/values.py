"""What a ledger is asked, and what it gives: plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from recoupe.model import (
        Actor,
        ClaimReview,
        Group,
        Kind,
        Polarity,
        Stance,
        Statement,
    )
    from recoupe.sources import Sighting

UNMARKED = "unmarked "
"""Before the name of a site in the linker's memory, with an empty value: some of its marks are gone."""
Outcome = Literal["added", "replaced", "known", "older", "refused"]
"""What became of a reading: new; in place of an older one; there already; a newer one is there; is to be forgotten."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for; what is empty asks for nothing in particular. All that is given must hold.

    words: free text, see docs/ledger.md: words, "a phrase", a beginning*, -not.
    who: words of a speaker's name. since, until: days of publication, both included. lang: ISO 639-1 codes.
    sites: hosts, those below them too. actor: id of an actor of the ledger. disputed: in a disputed claim or in none.
    limit: at most so many, None for all. hidden: also what people have hidden. earlier: also versions of pages that
    others have taken the place of. linked: in articles that are linked, or that are not; None for both. added: to the
    ledger at this time or later. countries: ISO 3166-1 alpha-2 codes, of whom or what an article names. past: the list
    goes on after the row of this `store.place`.
    """

    words: str = ""
    who: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    lang: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    stances: tuple[Stance, ...] = ()
    actor: str | None = None
    disputed: bool | None = None
    limit: int | None = None
    hidden: bool = False
    linked: bool | None = None
    added: dt.datetime | None = None
    countries: tuple[str, ...] = ()
    past: tuple[str, ...] = ()
    earlier: bool = False


ALL = Query()


@dataclass(frozen=True, slots=True)
class Entry:
    """An article as the ledger lists it: without its text. `story` is the id of its story.

    `later` is the id of the version that stands at its address now; None of that one itself. gone: since when it is
    not at its address any more; None while it is, or nobody has looked.
    """

    id: str
    ref: str
    url: str | None
    site: str | None
    kind: Kind
    lang: str | None
    title: str | None
    published: str | None
    day: dt.date | None
    version: str
    story: str
    hidden: bool = False
    later: str | None = None
    gone: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as the ledger lists it.

    `words` is the content in the text's own words. `actor` is the speaker's id in the ledger, `claim` the claim's,
    `polarity` the side taken in it; each None where there is none. corrected: the fields of the statement that people
    have corrected, and that stand in it as they should. confirmed: whether somebody has found it right. came: when
    words that came with an edit of the page were seen first; None where the page had them from the beginning.
    """

    statement: Statement
    words: str
    entry: Entry
    actor: str | None = None
    claim: str | None = None
    polarity: Polarity | None = None
    disputed: bool = False
    corrected: tuple[str, ...] = ()
    confirmed: bool = False
    came: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a group: the id of an article, statement or actor of a reading, or a site. Claims have a polarity."""

    id: str
    polarity: Polarity | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A group as the ledger lists it.

    `name`: of a story its first headline, of an actor its most frequent name, of a claim its first words, of a
    network its first site. `names` of an actor: all spellings, the most frequent first. `articles` counts articles,
    `origins` those that are no copy of another one in the group; `sites` and `langs` are theirs.
    """

    group: Group
    name: str
    articles: int
    origins: int
    sites: tuple[str, ...]
    langs: tuple[str, ...]
    names: tuple[str, ...] = ()
    type: str | None = None
    country: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """A publisher's host: articles, how many of them are copies, the days of the first and last, its network's id."""

    host: str
    articles: int
    copies: int
    langs: tuple[str, ...]
    first: dt.date | None
    last: dt.date | None
    network: str | None = None


@dataclass(frozen=True, slots=True)
class Facet:
    """A value that articles have, and how many have it."""

    value: str
    articles: int


@dataclass(frozen=True, slots=True)
class Tally:
    """What a site's articles hold.

    unsourced: statements of nobody. changed: articles of which there are several versions. copies: articles taken from
    others; copied: articles that others have taken; gone: articles that were taken down. shared: its latest articles in
    stories that others report too; first: how many of those came first; behind: by how much they came behind the first,
    the median.
    """

    statements: int
    unsourced: int
    changed: int
    copies: int
    copied: int
    gone: int = 0
    first: int = 0
    shared: int = 0
    behind: dt.timedelta | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """Two versions of one url that followed each other: when each was seen, and what is not to be shown of them.

    `hidden` are the ids of statements of either that people have hidden.
    """

    before: Sighting
    after: Sighting
    entry: Entry
    hidden: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TakenDown:
    """An article that is not at its address any more: when it was seen last, when it was found gone, and the answer.

    `record` is the id of the evidence of that answer, where it was kept.
    """

    url: str
    last: dt.datetime
    gone: dt.datetime
    answer: str
    record: str | None
    entry: Entry


@dataclass(frozen=True, slots=True)
class FactCheck:
    """A fact check: its id, what is declared, and the article that declares it."""

    id: str
    review: ClaimReview
    entry: Entry


@dataclass(frozen=True, slots=True)
class Worded:
    """A fact check as it is looked up: its id and article, the claim, the headline, the language, words as linked."""

    id: str
    article: str
    claim: str
    title: str
    lang: str
    words: bytes | None


@dataclass(frozen=True, slots=True)
class Mentioned:
    """An actor of a reading, the article it stands in, and the actor of the ledger that it belongs to."""

    actor: Actor
    article: str
    group: str


@dataclass(frozen=True, slots=True)
class Known:
    """An actor of a reading with what the linker looks at: of its article, the story that it is in, its own group."""

    actor: Actor
    lang: str | None
    day: dt.date | None
    story: str
    group: str


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What `forget` did: how many of each were hidden or deleted."""

    articles: int = 0
    statements: int = 0
    actors: int = 0
    links: int = 0


@dataclass(frozen=True, slots=True)
class Info:
    """A ledger at a glance: number of its last migration, size in bytes, rows of each table, articles by version."""

    ledger: str
    engine: str
    schema: int
    bytes: int
    rows: Mapping[str, int] = field(default_factory=dict)
    versions: Mapping[str, int] = field(default_factory=dict)
    unlinked: int = 0


@dataclass(frozen=True, slots=True)
class Marks:
    """Counts of transactions: of those that changed what is shown, and of those by which people decided or forgot."""

    changed: int
    decided: int
