"""The things recoupe speaks of: frozen, without I/O, without third-party imports.

Spans are `(start, end)` in Unicode code points into `Article.text`, end exclusive. Days are `datetime.date`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, fields
from typing import Literal, NamedTuple

Span = tuple[int, int]
Spans = tuple[Span, ...]

Kind = Literal["news", "claim_review", "recipe", "product", "listing", "other"]
Form = Literal["direct", "indirect", "mixed"]
Stance = Literal["asserts", "denies", "confirms", "doubts", "urges"]
SpeakerKind = Literal["named", "unnamed", "none"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
ActorType = Literal["person", "organisation", "government", "country", "place", "group", "document"]
Polarity = Literal["for", "against", "open"]
LinkKind = Literal["story", "claim", "actor", "copy", "network", "check"]
GroupKind = Literal["story", "claim", "actor", "network"]
Verdict = Literal["merge", "split", "hide", "confirm", "reject", "rename", "correct", "check"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that went wrong or is uncertain, for people: a stable code and a sentence."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Page:
    """What came in, before any understanding: bytes or text, and what its bringer knew of it.

    `ref` is the id, path or url as the user gave it. `media_type` is `text/html` or `text/plain`.
    `declared` values (lang, published, title) come from the row or the command line and win over the page's own.
    `claimed` is when its feed says that it was published: it counts where the page says nothing.
    """

    ref: str
    body: bytes | str
    media_type: str = "text/html"
    url: str | None = None
    fetched: dt.datetime | None = None
    headers: tuple[tuple[str, str], ...] = ()
    lang: str | None = None
    published: str | None = None
    title: str | None = None
    claimed: str | None = None


@dataclass(frozen=True, slots=True)
class Outlink:
    """A link that the page shows: absolute url, its words, and the part of the page where it stands."""

    url: str
    text: str
    where: Literal["body", "footer", "nav"]


@dataclass(frozen=True, slots=True)
class Article:
    """A page cleaned. `published` and `modified` are ISO 8601 with zone where the page gives one, else a bare day.

    `marks` are what the page shows of its site (ids, template), `factchecks` the ClaimReviews that it declares.
    """

    ref: str
    id: str
    text: str
    url: str | None = None
    site: str | None = None
    kind: Kind = "news"
    lang: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    outlinks: tuple[Outlink, ...] = ()
    boilerplate: Spans = ()
    marks: tuple[SiteMark, ...] = ()
    factchecks: tuple[ClaimReview, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def day(self) -> dt.date | None:
        """The day of publication on the publisher's clock, the anchor of relative dates; None if unknown."""
        if not self.published:
            return None
        try:
            return dt.date.fromisoformat(self.published[:10])
        except ValueError:
            return None


class Token(NamedTuple):
    """A word, number or mark. `pos` is the Universal Dependencies UPOS tag, "" where no tagger covers the language."""

    start: int
    end: int
    text: str
    pos: str = ""


class Sentence(NamedTuple):
    """A sentence: its span and the indices of its tokens, `first` inclusive, `last` exclusive."""

    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks; `start`/`end` with the marks, `inner` without.

    `closed` is False where a mark is missing and the end was inferred. `depth` is 0 for the outermost.
    `continued` is True where the quotation goes on from the paragraph before (no close there, or re-opened here).
    """

    start: int
    end: int
    inner: Span
    depth: int = 0
    closed: bool = True
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Doc:
    """The linguistic view of an article, made again at will. `paragraphs` are non-empty lines without boilerplate.

    `tokens` ascend by offset; `sentences` never cross a paragraph; `quotations` ascend by start, outer before inner.
    `unheard` are texts of tokens, in a script without capitals, that are no common word the tagger has ever met.
    """

    article: Article
    lang: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    paragraphs: Spans
    quotations: tuple[Quotation, ...]
    unheard: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        """The article's text."""
        return self.article.text


@dataclass(frozen=True, slots=True)
class Days:
    """A closed interval of days; an open side is None (`to` alone: up to that day)."""

    first: dt.date | None
    last: dt.date | None


@dataclass(frozen=True, slots=True)
class DateMention:
    """A time expression (TimeML TIMEX3). `days` is None where it denotes no calendar interval."""

    start: int
    end: int
    type: TimexType
    value: str
    rule: str
    mod: str | None = None
    days: Days | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One source saying one thing; see the glossary for each field.

    `content` has one span or more, `source` and `cue` none or more. `who` is the speaker's fullest name in the
    article or the describing noun phrase; `actor` an Actor id of the same Reading. `confidence` is 0..1.
    """

    id: str
    content: Spans
    form: Form
    stance: Stance
    rule: str
    source: Spans = ()
    cue: Spans = ()
    kind: SpeakerKind = "none"
    who: str | None = None
    actor: str | None = None
    to: str | None = None
    said_on: Days | None = None
    confidence: float = 1.0
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Actor:
    """Mentions inside one article that are one person, organisation, government, group, place or document.

    `country` is an ISO 3166-1 alpha-2 code, `role` a concept of lang names data ("foreign_minister", ...).
    """

    id: str
    name: str
    type: ActorType
    mentions: Spans
    country: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A statement's place in a claim."""

    statement: str
    polarity: Polarity


@dataclass(frozen=True, slots=True)
class Claim:
    """Statements about one proposition. Disputed when one is for and one against."""

    id: str
    members: tuple[Member, ...]

    @property
    def disputed(self) -> bool:
        """Whether both sides are there."""
        return {"for", "against"} <= {m.polarity for m in self.members}


@dataclass(frozen=True, slots=True)
class Reading:
    """All that `read` finds in one page."""

    article: Article
    statements: tuple[Statement, ...] = ()
    timexes: tuple[DateMention, ...] = ()
    actors: tuple[Actor, ...] = ()
    claims: tuple[Claim, ...] = ()
    problems: tuple[Problem, ...] = ()
    version: str = field(default="")


@dataclass(frozen=True, slots=True)
class ClaimReview:
    """A fact check as a page declares it (schema.org ClaimReview); every value in the page's own words, None if absent.

    `rating` is the verdict in words; `value`, `best`, `worst` are the numbers of its scale. `claimant` said the claim,
    on `said_on`, at `appearances` (urls). `source` is the whole declaration as JSON: nothing of it is lost.
    """

    claim: str
    rating: str | None = None
    value: str | None = None
    best: str | None = None
    worst: str | None = None
    reviewer: str | None = None
    reviewer_url: str | None = None
    url: str | None = None
    published: str | None = None
    claimant: str | None = None
    said_on: str | None = None
    appearances: tuple[str, ...] = ()
    title: str | None = None
    lang: str | None = None
    source: str = ""


WORDED = tuple(f.name for f in fields(ClaimReview) if f.name not in {"claim", "appearances", "source"})
"""What a fact check may say besides its claim, in words or not at all."""


@dataclass(frozen=True, slots=True)
class SiteMark:
    """What a site shows that other sites may show too, or that points to them; see docs/networks.md for the kinds.

    `value` is an id, a fingerprint, or, of the kinds that point (footer, outlink), another site. `ref` is where it was
    seen: an article's id or a url.
    """

    site: str
    kind: str
    value: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Two things belong together, says `maker`: a version of recoupe ("recoupe 0.2.0") or a person ("person anna").

    What `a` and `b` are depends on `kind`: story: articles; claim: statements; actor: actors of readings; network:
    sites; copy: `a` is the copy of article `b`; check: the article `a`, a fact check, is about the statement `b`.
    Except for copy and check, the order of `a` and `b` says nothing, and the ledger keeps the smaller first.

    `score` is 0..1. `reasons` are for people, the strongest first, with the values compared.
    `certain` is False where the link is worth showing but too weak to group by, or, of a copy, its direction unknown.
    `sort` is, of a copy, verbatim, edited, abridged or translated; of a network, strong, medium or weak.
    `sides` of a claim: the polarity of `a` and that of `b` as to one and the same proposition.
    `share` is the share of the copy that was taken; `aligned` pairs of spans, the copy's first.
    """

    kind: LinkKind
    a: str
    b: str
    score: float = 1.0
    reasons: tuple[str, ...] = ()
    maker: str = ""
    sort: str = ""
    certain: bool = True
    sides: tuple[Polarity, Polarity] = ("for", "for")
    share: float | None = None
    aligned: tuple[tuple[Span, Span], ...] = ()
    made: dt.datetime | None = None
    withdrawn: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """A person's verdict, a row that can be taken back: `withdrawn` says when it was.

    merge, split: the members `a` and `b` of kind `kind` are one group, or never are; of a claim that is merged, `value`
    has the sides that the two take in it and their stances, as "for against asserts denies". confirm, reject: of the
    link between `a` and `b`. hide: the fact `a` (`kind` article, statement or actor) is not shown; `b` is empty.
    confirm of a statement `a` alone: it is as it was read. correct: what the statement `a` says should read as in
    `value`, JSON of some of its fields. rename: the actor that `a` belongs to is called `value`. check: a fact check of
    the claim that the statement `a` stands in, JSON of some fields of a ClaimReview. withdrawn_by: who took it back.
    `decision` names what was decided in one go. Of two that contradict each other the later holds.
    """

    kind: str
    verdict: Verdict
    a: str
    b: str = ""
    person: str = ""
    note: str = ""
    decision: str = ""
    made: dt.datetime | None = None
    withdrawn: dt.datetime | None = None
    value: str = ""
    withdrawn_by: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A story (of articles), a claim (of statements), an actor (of actors of readings) or a network (of sites).

    Every article is in a story and every actor of a reading in an actor, if need be alone. Derived from links and
    reviews. `id` is that of its smallest member; ids that it had before lead to it.
    `size` counts members; `first` and `last` are days of publication, None where no member has one.
    """

    kind: GroupKind
    id: str
    size: int
    first: dt.date | None = None
    last: dt.date | None = None
    disputed: bool = False
