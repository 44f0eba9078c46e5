"""What the API gives of one thing, with all that belongs to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import Field

from recoupe.web.api import models

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recoupe.ledger import Facet, FactCheck
    from recoupe.ledger import TakenDown as Gone
    from recoupe.linking.edits import Edited
    from recoupe.web.asking.actors import ActorView
    from recoupe.web.asking.lists import NetworkView, SiteView, Tie
    from recoupe.web.asking.story import Branch, StoryView


class Check(models.Model):
    """A fact check as its page declares it."""

    id: str
    claim: str
    rating: str | None = None
    reviewer: str | None = None
    url: str | None = None
    published: str | None = None
    article: models.Article

    @classmethod
    def of(cls, c: FactCheck) -> Check:
        """From the ledger's."""
        r = c.review
        return cls(
            id=c.id, claim=r.claim, rating=r.rating, reviewer=r.reviewer, url=r.url, published=r.published,
            article=models.Article.of(c.entry),
        )  # fmt: skip


class ClaimWhole(models.Claim):
    """A claim with the fact checks of it."""

    checks: list[Check]


class Change(models.Model):
    """A change of a headline, a statement or a sentence: its words before and after, "" where there are none."""

    kind: str
    who: str | None = None
    before: str
    after: str
    stance_before: str = ""
    stance_after: str = ""


class Edit(models.Model):
    """Two versions of a page that followed each other: when the earlier was seen last and the later one first."""

    article: models.Article
    earlier: str = Field(description="the version before, an article too")
    until: str
    seen: str
    announced: bool = Field(description="whether a note of correction tells of it")
    same_rules: bool = Field(description="whether the same rules have read both")
    changes: list[Change]

    @classmethod
    def of(cls, e: Edited) -> Edit:
        """From the ledger's."""
        changes = [
            Change(
                kind=c.kind, who=c.who, before=c.before, after=c.after, stance_before=c.stances[0],
                stance_after=c.stances[1],
            )
            for c in e.changes
        ]  # fmt: skip
        before, after = e.edit.before, e.edit.after
        return cls(
            article=models.Article.of(e.edit.entry), earlier=before.article, until=before.last.isoformat(),
            seen=after.seen.isoformat(), announced=e.announced, same_rules=e.rules, changes=changes,
        )  # fmt: skip


class TakenDown(models.Model):
    """An article that is not at its address any more: when it was seen last, since when it is gone, the answer."""

    article: models.Article
    url: str
    until: str
    seen: str
    answer: str

    @classmethod
    def of(cls, t: Gone) -> TakenDown:
        """From the ledger's."""
        article = models.Article.of(t.entry)
        return cls(article=article, url=t.url, until=t.last.isoformat(), seen=t.gone.isoformat(), answer=t.answer)


class Copy(models.Model):
    """An article that was taken from another one: how, and which share of it."""

    article: str
    source: str
    kind: str
    share: float | None = None


class StoryWhole(models.Story):
    """A story with its articles, claims and copies."""

    statements: int
    claims: list[models.Claim]
    entries: list[models.Article]
    copies: list[Copy]

    @classmethod
    def whole(cls, v: StoryView) -> StoryWhole:
        """From a story's page."""
        return cls(
            **models.group(v.listed), title=v.title, title_lang=v.lang, disputed=v.disputed, statements=v.statements,
            claims=[models.Claim.of(c) for c in v.claims], entries=[models.Article.of(e) for e in v.articles],
            copies=[c for b in v.trees for c in _copies(b)],
        )  # fmt: skip


class Alias(models.Model):
    """A name, how many articles have it, in which languages, since when."""

    name: str
    articles: int
    langs: list[str]
    first: str | None = None


class ActorWhole(models.Actor):
    """An actor with names, claims on whose both sides they have been, and those on the other side."""

    aliases: list[Alias]
    changed: list[str] = Field(description="ids of claims")
    answering: list[str] = Field(description="ids of actors")
    earlier: bool = Field(description="whether no page that stands names them: all is of earlier versions")
    statements: models.Leaf[models.Statement]

    @classmethod
    def whole(cls, v: ActorView) -> ActorWhole:
        """From an actor's page."""
        aliases = [
            Alias(name=a.name, articles=a.articles, langs=list(a.langs), first=models.day(a.first)) for a in v.aliases
        ]
        return cls(
            **models.Actor.of(v.listed).model_dump(), aliases=aliases, changed=[p.claim for p in v.positions],
            answering=[name for name, _, _ in v.answering], earlier=v.earlier,
            statements=models.Leaf(items=[models.Statement.of(s) for s in v.statements], next=v.more or None),
        )  # fmt: skip


class Evidence(models.Model):
    """Two sites that belong together, and why."""

    a: str
    b: str
    grade: str
    certain: bool
    reasons: list[str]

    @classmethod
    def of(cls, t: Tie) -> Evidence:
        """From a tie."""
        reasons = [" ".join(filter(None, r)) for r in t.reasons]
        return cls(a=t.a, b=t.b, grade=t.grade, certain=t.certain, reasons=reasons)


class SiteWhole(models.Site):
    """A site with what its articles hold and what ties it to others."""

    statements: int
    unsourced: int
    changed: int
    copied: int
    gone: int = Field(description="articles that were taken down")
    evidence: list[Evidence]

    @classmethod
    def whole(cls, v: SiteView) -> SiteWhole:
        """From a site's page."""
        t = v.tally
        evidence = [Evidence.of(t) for t in v.ties]
        told: dict[str, Any] = {
            "statements": t.statements,
            "unsourced": t.unsourced,
            "changed": t.changed,
            "copied": t.copied,
            "gone": t.gone,
        }
        return cls(**models.Site.of(v.site).model_dump(), **told, evidence=evidence)


class Network(models.Group):
    """Sites that evidence ties to one owner."""

    evidence: list[Evidence]

    @classmethod
    def whole(cls, v: NetworkView) -> Network:
        """From a network's page."""
        return cls(**models.group(v.listed), evidence=[Evidence.of(t) for t in v.ties])


class Count(models.Model):
    """A value that articles have, and how many have it."""

    value: str
    articles: int

    @classmethod
    def of(cls, f: Facet) -> Count:
        """From the ledger's."""
        return cls(value=f.value, articles=f.articles)


class Facets(models.Model):
    """What a ledger can be narrowed down by."""

    langs: list[Count]
    sites: list[Count]
    countries: list[Count]


def _copies(b: Branch) -> Iterable[Copy]:
    if b.link:
        yield Copy(article=b.entry.id, source=b.link.b, kind=b.link.sort, share=b.link.share)
    for below in b.taken:
        yield from _copies(below)
