"""Readings made by hand: small, with ids as the contract wants them."""

from dataclasses import replace

from recoupe import ids
from recoupe.model import (
    Actor,
    Article,
    Claim,
    ClaimReview,
    DateMention,
    Days,
    Member,
    Outlink,
    Problem,
    Reading,
    SiteMark,
    Span,
    Statement,
)

TEXT = "The mayor said the bridge was safe. Anna Berg denied that the bridge was safe. It opens on Monday."


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return start, start + len(words)


def said(article: Article, content: str, who: str, cue: str, **more: object) -> Statement:
    """A statement of an article; `content`, `who` and `cue` are its words."""
    spans = (at(article.text, content),), (at(article.text, who),), (at(article.text, cue),)
    made = Statement(
        id=ids.make("s", article.id, *spans),
        content=spans[0],
        source=spans[1],
        cue=spans[2],
        form="indirect",
        stance="asserts",
        rule="verb:say",
        kind="named",
        who=who,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def actor(article: Article, name: str, **more: object) -> Actor:
    span = at(article.text, name)
    return replace(Actor(ids.make("p", article.id, span, name), name, "person", (span,)), **more)  # type: ignore[arg-type]


def article(ref: str, text: str = TEXT, **more: object) -> Article:
    """An article; what is given more are its fields."""
    url = more.get("url")
    made = Article(ref=ref, id=ids.make("a", url or ref, text), text=text, lang="en", title="Bridge", kind="news")
    return replace(made, published=str(more.pop("published", "2024-05-08")), **more)  # type: ignore[arg-type]


def reading(ref: str, text: str = TEXT, *, version: str = "0.1.0", name: str = "Anna Berg", **more: object) -> Reading:
    """A reading of TEXT, or of a text that has the same beginning: two statements, two actors, a disputed claim."""
    text = text.replace("Anna Berg", name)
    head = article(ref, text, **more)
    mayor, anna = actor(head, "The mayor", role="mayor"), actor(head, name, country="DE")
    one = said(head, "the bridge was safe", "The mayor", "said", actor=mayor.id)
    span = (at(text, "that the bridge was safe")[0] + 5, at(text, "that the bridge was safe")[1])
    two = said(head, name, name, "denied", actor=anna.id, stance="denies")
    two = replace(two, content=(span,), id=ids.make("s", head.id, (span,), two.source, two.cue))
    days = Days(None, None)
    two = replace(two, said_on=days)
    monday = at(text, "Monday")
    claim = Claim(ids.make("c", min(one.id, two.id)), (Member(one.id, "for"), Member(two.id, "against")))
    return Reading(
        article=replace(head, outlinks=(Outlink("https://e.example/", "more", "nav"),), problems=(Problem("x", "y"),)),
        statements=(one, two),
        timexes=(DateMention(*monday, type="DATE", value="2024-05-13", rule="weekday"),),
        actors=(mayor, anna),
        claims=(claim,),
        version=version,
    )


def plain(ref: str, text: str = "Nothing was said.", **more: object) -> Reading:
    """A reading without statements."""
    version = str(more.pop("version", "0.1.0"))
    return Reading(article=article(ref, text, **more), version=version)


def checking(ref: str, claim: str = "The old bridge of Ostby is safe", *, claimant: str = "Anna Berg") -> Reading:
    """A reading of a fact check with an id of analytics, on the site check.example."""
    made = plain(ref, "We looked at it.", url=f"https://check.example/{ref}", site="check.example", kind="claim_review")
    review = ClaimReview(
        claim, rating="False", reviewer="The Checkers", url=f"https://check.example/{ref}", claimant=claimant, lang="en",
        appearances=("https://a.example/1",), source='{"claimReviewed": "said by Anna Berg"}',
    )  # fmt: skip
    marks = (SiteMark("check.example", "analytics", "UA-1234", made.article.id),)
    return replace(made, article=replace(made.article, marks=marks, factchecks=(review,)))
