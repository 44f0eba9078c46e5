"""Readings made by hand: what a perfect reader takes from four short texts. No extractor has a part in them."""

import datetime as dt

from recoupe.model import (
    Actor,
    ActorType,
    Article,
    Claim,
    DateMention,
    Days,
    Form,
    Member,
    Outlink,
    Polarity,
    Problem,
    Reading,
    Span,
    Spans,
    SpeakerKind,
    Stance,
    Statement,
)

LIGHTHOUSE = """\
The port of Roscoff will switch off its lighthouse on Friday, the harbour board announced yesterday.

“The keeper told me: ‘nobody has needed it since 1994’, and I believe him,” said Anne Kerdoncuff, who chairs the board. The fishermen’s union denied that the light was useless. A buyer is reported to have visited the tower last week.

“We steer by it every night,” its secretary, Yves Quéméner, told the board. He asked for a vote.

Our other sites: Tide Times https://tides.example/
"""

HARBOUR_AR = """\
أعلن وزير النقل سامي العطار يوم الثلاثاء أن ميناء صور سيغلق أسبوعا.

ونفت نقابة البحارة "وجود أي سبب لإغلاق الميناء".
"""

HARBOUR_HE = "ראש העיר דנה לביא אמרה ביום שלישי כי הנמל ייסגר לשבוע. איגוד הימאים הכחיש זאת."

HARBOUR_ZH = "港务局发言人林海周二表示，港口将关闭一周以便检查防波堤的裂缝。渔民协会否认防波堤存在任何裂缝。"


def at(text: str, *parts: str) -> Spans:
    """Where `parts` stand in `text`, each after the one before."""
    spans: list[Span] = []
    for part in parts:
        start = text.index(part, spans[-1][1] if spans else 0)
        spans.append((start, start + len(part)))
    return tuple(spans)


def day(text: str) -> Days:
    return Days(dt.date.fromisoformat(text), dt.date.fromisoformat(text))


def said(
    text: str,
    n: int,
    content: tuple[str, ...],
    source: str = "",
    cue: str = "",
    *,
    form: Form = "indirect",
    stance: Stance = "asserts",
    kind: SpeakerKind = "named",
    who: str | None = None,
    actor: str | None = None,
    to: str | None = None,
    said_on: Days | None = None,
) -> Statement:
    return Statement(
        id=f"s{n}",
        content=at(text, *content),
        form=form,
        stance=stance,
        rule=f"made.{form}",
        source=at(text, source) if source else (),
        cue=at(text, cue) if cue else (),
        kind=kind,
        who=who,
        actor=actor,
        to=to,
        said_on=said_on,
        confidence=0.75,
    )


def when(text: str, words: str, value: str, days: Days | None) -> DateMention:
    ((start, end),) = at(text, words)
    return DateMention(start, end, "DATE", value, "made", days=days)


def actor(n: int, text: str, name: str, *mentions: str, type_: ActorType = "person", role: str | None = None) -> Actor:
    return Actor(f"p{n}", name, type_, at(text, *mentions), role=role)


def claim(*members: tuple[str, Polarity]) -> Claim:
    return Claim("c1", tuple(Member(s, p) for s, p in members))


def lighthouse() -> Reading:
    t = LIGHTHOUSE
    quoted = "The keeper told me: ‘nobody has needed it since 1994’, and I believe him"
    return Reading(
        Article(
            ref="lighthouse.html",
            id="a1lighthouse",
            text=t,
            url="https://www.morlaix.example/roscoff/lighthouse",
            site="morlaix.example",
            lang="en",
            title="Roscoff to lose its light",
            authors=("Maël Tanguy",),
            published="2024-05-08T18:30:00+02:00",
            outlinks=(
                Outlink("https://www.morlaix.example/port", "Port of Roscoff", "body"),
                Outlink("https://tides.example/", "Tide Times", "footer"),
                Outlink("javascript:alert(1)", "Menu", "nav"),
            ),
            boilerplate=at(t, "Our other sites: Tide Times https://tides.example/"),
            problems=(Problem("no_author_page", "The author is known by the by-line alone."),),
        ),
        statements=(
            said(
                t,
                1,
                ("The port of Roscoff will switch off its lighthouse on Friday",),
                "the harbour board",
                "announced",
                who="harbour board",
                kind="unnamed",
                said_on=day("2024-05-07"),
            ),
            said(t, 2, (quoted,), "Anne Kerdoncuff", "said", form="direct", who="Anne Kerdoncuff", actor="p1"),
            said(
                t,
                3,
                ("nobody has needed it since 1994",),
                "The keeper",
                "told",
                form="direct",
                who="the keeper",
                kind="unnamed",
                to="Anne Kerdoncuff",
            ),
            said(
                t,
                4,
                ("the light was useless",),
                "The fishermen’s union",
                "denied",
                stance="denies",
                who="fishermen’s union",
                kind="unnamed",
            ),
            said(t, 5, ("A buyer", "have visited the tower last week"), "", "is reported", kind="none"),
            said(
                t,
                6,
                ("We steer by it every night",),
                "its secretary, Yves Quéméner",
                "told",
                form="direct",
                who="Yves Quéméner",
                actor="p2",
                to="the board",
            ),
            said(t, 7, ("a vote",), "He", "asked for", stance="urges", who="Yves Quéméner", actor="p2"),
        ),
        timexes=(
            when(t, "Friday", "2024-05-10", day("2024-05-10")),
            when(t, "yesterday", "2024-05-07", day("2024-05-07")),
            when(t, "1994", "1994", Days(dt.date(1994, 1, 1), dt.date(1994, 12, 31))),
            when(t, "last week", "2024-W18", Days(dt.date(2024, 4, 29), dt.date(2024, 5, 5))),
            when(t, "every night", "P1D", None),
        ),
        actors=(
            actor(1, t, "Anne Kerdoncuff", "Anne Kerdoncuff", role="chair"),
            actor(2, t, "Yves Quéméner", "its secretary, Yves Quéméner", "He"),
            actor(3, t, "Roscoff", "Roscoff", type_="place"),
        ),
        claims=(claim(("s3", "for"), ("s2", "for"), ("s4", "against"), ("s6", "against")),),
        problems=(Problem("no_weather", "Nobody asked the keeper."),),
        version="1.2.3",
    )


def arabic() -> Reading:
    t = HARBOUR_AR
    return Reading(
        Article(
            "ar", "a1arabic", t, site="sour.example", lang="ar", title="ميناء صور يغلق أسبوعا", published="2024-05-07"
        ),
        statements=(
            said(
                t,
                1,
                ("ميناء صور سيغلق أسبوعا",),
                "وزير النقل سامي العطار",
                "أعلن",
                who="سامي العطار",
                said_on=day("2024-05-07"),
            ),
            said(
                t,
                2,
                ("وجود أي سبب لإغلاق الميناء",),
                "نقابة البحارة",
                "نفت",
                stance="denies",
                who="نقابة البحارة",
                form="mixed",
            ),
        ),
        timexes=(when(t, "يوم الثلاثاء", "2024-05-07", day("2024-05-07")),),
        actors=(actor(1, t, "سامي العطار", "سامي العطار", role="minister"),),
        claims=(claim(("s1", "for"), ("s2", "against")),),
    )


def hebrew() -> Reading:
    t = HARBOUR_HE
    return Reading(
        Article("he", "a1hebrew", t, lang="he", title="הנמל ייסגר", published="2024-05-07"),
        statements=(said(t, 1, ("הנמל ייסגר לשבוע",), "ראש העיר דנה לביא", "אמרה", who="דנה לביא"),),
    )


def chinese() -> Reading:
    t = HARBOUR_ZH
    return Reading(
        Article("zh", "a1chinese", t, site="gang.example", lang="zh", title="港口将关闭一周", published="2024-05-07"),
        statements=(
            said(t, 1, ("港口将关闭一周以便检查防波堤的裂缝",), "港务局发言人林海", "表示", who="林海"),
            said(t, 2, ("防波堤存在任何裂缝",), "渔民协会", "否认", stance="denies", who="渔民协会"),
        ),
        claims=(claim(("s1", "for"), ("s2", "against")),),
    )


def empty() -> Reading:
    return Reading(Article("empty.txt", "a1empty", "Nothing was said."))
