"""The names of the facts that the ranker knows, the same for every language, in groups over the same values.

A group is a maker of this module with its arguments, `(maker, *arguments)`; it stands for the facts that
`maker(*arguments)` names. Groups come again and again where facts are many, so the ranker weighs each only once.
"""
# ruff: noqa: FBT001, PLR0917  nobody writes these calls: the arguments come from a tuple

from __future__ import annotations

import functools
import itertools
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

Group = tuple[Any, ...]
Kinds = tuple[str, ...]
Classes = frozenset[str]

TELLING = frozenset(
    {
        ",",
        ":",
        ";",
        "mark",
        "VERB",
        "AUX",
        "complementisers",
        "interrogatives",
        "subordinators",
        "auxiliaries",
        "coordinators",
    }
    | {"relative_pronouns"}
)
FEW = 3  # words between that are named one by one
_SIZES = (1, 2, 3, 5, 8, 12, 20, 40)
_SIZE = tuple(str(next(s for s in _SIZES if n <= s)) for n in range(_SIZES[-1] + 1))


def names(groups: Iterable[Group]) -> list[str]:
    """The facts of `groups`."""
    return list(itertools.chain.from_iterable(make(*arguments) for make, *arguments in groups))


def size(n: int) -> str:
    """`n` as one of a few classes."""
    return _SIZE[n] if n < len(_SIZE) else "99"


@functools.cache
def named(words: Classes) -> str:
    """`words` as one name."""
    return "+".join(sorted(words))


# No statement: the cue alone


def no_word(
    lang: str, lemma: str, kind: str, use: str, classes: Classes, teller: str, form: str, pos: str
) -> list[str]:
    """What the cue is and how it is written, and whose words it stands in."""
    return [
        f"NOT form={lang}:{form}", f"NOT pos={pos}",
        "NOT bias", f"NOT kind={kind}", f"NOT lemma={lang}:{lemma}", f"NOT use={use}", f"NOT classes={named(classes)}",
        f"NOT teller={teller}", f"NOT teller={teller} lemma={lang}:{lemma}",
        *(f"NOT class={k}{more}" for k in sorted(classes) for more in ("", f" use={use}", f" teller={teller}")),
    ]  # fmt: skip


def no_place(
    negated: bool,
    refused: bool,
    modal: bool,
    inverted: bool,
    first: bool,
    headline: bool,
    inquote: bool,
    adjacent: bool,
    left: str,
    right: str,
) -> list[str]:
    """What goes with a verb, and where the cue stands; `left` and `right` are the kinds of the phrases beside it."""
    return [
        f"NOT negated={negated}", f"NOT refused={refused}", f"NOT modal={modal}", f"NOT inverted={inverted}",
        f"NOT first={first}", f"NOT headline={headline}", f"NOT inquote={inquote}",
        f"NOT adjacent={adjacent}", f"NOT left={left}", f"NOT right={right}",
    ]  # fmt: skip


def no_subject(subject: str, teller: str, use: str, auxiliary: bool, passive: bool) -> list[str]:
    """Who may speak."""
    return [
        f"NOT use={use} aux={auxiliary} passive={passive}", f"NOT subject={subject}",
        f"NOT subject={subject} use={use}", f"NOT teller={teller} subject={subject}",
        f"NOT teller={teller} subject={subject} aux={auxiliary} use={use}",
    ]  # fmt: skip


def no_edges(before: str, after: str) -> list[str]:
    """What stands at the cue."""
    return [f"NOT before={before}", f"NOT after={after}", f"NOT after={after} before={before}"]


def no_left(before: str, subject: str) -> list[str]:
    """Who may speak, and what parts it from the cue."""
    return [f"NOT subject={subject} before={before}"]


def no_right(behind: str, after: str) -> list[str]:
    """Who may speak behind the cue, and what parts it from it."""
    return [f"NOT behind={behind}", f"NOT behind={behind} after={after}"]


def no_object(classes: Classes, after: str, teller: str) -> list[str]:
    """What the cue is, with what follows."""
    return [
        f"NOT teller={teller} after={after}", f"NOT classes={named(classes)} after={after}",
        *(f"NOT class={k} after={after}{more}" for k in sorted(classes) for more in ("", f" teller={teller}")),
    ]  # fmt: skip


def no_class(classes: Classes, subject: str, teller: str) -> list[str]:
    """What the cue is, with who may speak."""
    return [f"NOT class={k} subject={subject}{more}" for k in sorted(classes) for more in ("", f" teller={teller}")]


def no_quotation(classes: Classes, quotes: bool, passive: bool, clause: str) -> list[str]:
    """Whether there is a quotation, and what opens the clause."""
    by_class = (f"NOT class={k} {what}" for k in sorted(classes) for what in (f"quotes={quotes}", f"passive={passive}"))
    return [f"NOT quotes={quotes}", f"NOT clause={clause}", *by_class]


# A content beside its cue; `shape` is how it was found, `end` what stands behind it


def content_place(shape: str, before: str, after: str) -> list[str]:
    """What stands at the cue."""
    return [f"shape={shape} before={before}", f"shape={shape} before={before} after={after}"]


def content_cue(
    shape: str, lang: str, lemma: str, classes: Classes, use: str, auxiliary: bool, passive: bool, inquote: bool
) -> list[str]:
    """What the cue is."""
    return [
        f"shape={shape}", f"lemma={lang}:{lemma} shape={shape}", f"shape={shape} uses={use}",
        f"shape={shape} aux={auxiliary} passive={passive}", f"shape={shape} inquote={inquote}",
        *(f"class={k} shape={shape}" for k in sorted(classes)),
    ]  # fmt: skip


def content_share(shape: str, end: str, share: str, kind: str, classes: Classes) -> list[str]:
    """How much of it is quoted."""
    return [
        f"shape={shape} end={end}", f"kind={kind} shape={shape} end={end}", f"kind={kind} share={share}",
        f"share={share}", f"shape={shape} share={share}",
        *(f"class={k} share={share} shape={shape}" for k in sorted(classes)),
    ]  # fmt: skip


def content_size(shape: str, n: str, verb: bool, classes: Classes) -> list[str]:
    """How long it is, and whether it has a verb."""
    return [
        f"size={n}", f"verb={verb} shape={shape}", f"verb={verb} size={n}", f"shape={shape} size={n}",
        *(f"class={k} verb={verb}" for k in sorted(classes)),
    ]  # fmt: skip


def content_start(shape: str, starts: str, classes: Classes) -> list[str]:
    """How it begins."""
    return [f"shape={shape} starts={starts}", *(f"class={k} starts={starts} shape={shape}" for k in sorted(classes))]


def content_edge(shape: str, gap: str, prior: str) -> list[str]:
    """How far it is from the cue, and what stands before it."""
    return [f"shape={shape} gap={gap}", f"prior={prior} {shape}"]


def content_first(shape: str, lang: str, word: str) -> list[str]:
    """Its first word."""
    return [f"first={lang}:{word} {shape}"]


def content_second(starts: str, second: str) -> list[str]:
    """Its first two words."""
    return [f"starts={starts} second={second}"]


def content_last(end: str, lang: str, follow: str, tag: str) -> list[str]:
    """Its last word, and the word behind."""
    return [f"follow={lang}:{follow} {end}", f"last={tag}"]


def content_end(end: str, follows: str, then: str) -> list[str]:
    """What follows."""
    return [f"end={end} follows={follows}", f"then={follows} {then} {end}"]


def content_extent(
    shape: str, end: str, share: str, outside: bool, cues: int, time: bool, tips: tuple[bool, bool]
) -> list[str]:
    """What it takes in and what it leaves out; `tips` are whether it begins and whether it ends the unit."""
    return [
        f"outside={outside} share={share}", f"time={time}", f"cues inside={cues} {end}",
        f"tostart={tips[0]} toend={tips[1]} shape={shape}",
    ]  # fmt: skip


def content_far() -> list[str]:
    """It is too far from the cue for what stands between to tell."""
    return ["between=far"]


def content_between(shape: str, kinds: Kinds, few: bool, phrases: int, cue: bool) -> list[str]:
    """What stands between it and the cue, all of the `kinds` if they are `few`, else what is telling of them."""
    return [
        *(["between=" + ",".join(kinds)] if few else []),
        *(f"between has {x} {shape}" for x in dict.fromkeys(kinds) if x in TELLING),
        f"phrases between={phrases} {shape}", *([f"cue between {shape}"] if cue else []),
    ]  # fmt: skip


# No speaker; `side` is that of the content


def nobody(
    side: str, kind: str, use: str, auxiliary: bool, passive: bool, classes: Classes, previous: bool
) -> list[str]:
    """The cue, and whether the unit has a speaker."""
    return [
        "none", f"none content={side} kind={kind}", f"none use={use} aux={auxiliary}", f"none passive={passive}",
        f"none previous={previous} use={use}", *(f"none class={k} passive={passive}" for k in sorted(classes)),
    ]  # fmt: skip


def nobody_cue(lang: str, lemma: str) -> list[str]:
    """The word."""
    return [f"none lemma={lang}:{lemma}"]


def nobody_place(clause: str, use: str, before: str, left: int, right: int) -> list[str]:
    """What opens the clause, what stands before the cue, and how many might speak."""
    return [f"none clause={clause} use={use}", f"none before={before} use={use}", f"none left={left} right={right}"]


# A speaker; `where` is its side of the cue and its place there, `phrase` its kind


def source_place(where: str, shape: str, before: str, after: str) -> list[str]:
    """What stands at the cue."""
    around = f"before={before} after={after}"
    return [f"where={where} {around}", f"side={where[:-1]} {around} shape={shape}", f"where={where} shape={shape}"]


def source_cue(
    where: str, content: str, kind: str, use: str, classes: Classes, auxiliary: bool, passive: bool, inverted: bool
) -> list[str]:
    """What the cue is, and on which side the content."""
    return [
        f"where={where} content={content} kind={kind}", f"where={where} use={use} aux={auxiliary}",
        f"where={where} passive={passive}", f"where={where} inverted={inverted}",
        *(f"where={where} class={k}" for k in sorted(classes)),
    ]  # fmt: skip


def source_gap(where: str, phrase: str, inside: bool, gap: str) -> list[str]:
    """How far it is from the cue, and whether it lies in the content."""
    return [
        f"where={where} kind={phrase}", f"inside={inside}", f"inside={inside} where={where}",
        f"gap={gap} where={where}",
    ]  # fmt: skip


def source_prior(where: str, phrase: str, prior: str, use: str) -> list[str]:
    """What stands before it."""
    return [
        f"prior={prior}",
        f"prior={prior} where={where}",
        f"prior={prior} phrase={phrase} side={where[:-1]} use={use}",
    ]


def source_follows(where: str, phrase: str, follows: str, apposed: str, comma: bool) -> list[str]:
    """What stands behind it; `comma` is whether one stands before the cue."""
    side = where[:-1]
    return [
        f"follows={follows} where={where}", f"follows={follows} phrase={phrase} side={side}",
        f"apposed={apposed} follows={follows} side={side}", f"apposed={apposed} side={side}",
        f"apposed={apposed} where={where}", f"comma before cue={comma} where={where} phrase={phrase} follows={follows}",
    ]  # fmt: skip


def source_form(phrase: str, n: str, upper: bool, document: bool, time: bool, overlaps: bool) -> list[str]:
    """What it is."""
    return [
        f"phrase={phrase}", f"size={n} phrase={phrase}", f"upper={upper} phrase={phrase}", f"document={document}",
        f"time={time}", f"overlaps previous={overlaps}",
    ]  # fmt: skip


def source_reach(where: str, use: str, farthest: bool, starts: bool) -> list[str]:
    """Whether nothing stands before it."""
    return [f"farthest={farthest} use={use}", f"starts unit={starts} where={where}"]


def source_who(where: str, who: str, prior: str) -> list[str]:
    """Who it may be."""
    return [f"who={who}", f"who={who} where={where}", f"who={who} prior={prior}"]


def source_same(same: bool, use: str, clause: str) -> list[str]:
    """Whether it is the speaker of the cue before."""
    return [f"same as previous={same} use={use}", f"same as previous={same} clause={clause}"]


def source_host(first: bool, phrase: str, starts: str, noun: str) -> list[str]:
    """A description behind it reaches to the cue."""
    return [
        f"host={first} phrase={phrase}", f"host={first} phrase={phrase} starts={starts}",
        f"host noun={noun} phrase={phrase} starts={starts}",
    ]  # fmt: skip


def source_hosted(host: str, phrase: str, who: str, first: bool) -> list[str]:
    """It lies in such a description."""
    return [f"hosted by {host} phrase={phrase}", f"hosted by {host} who={who} first={first}"]


def source_between(side: str, use: str, kinds: Kinds, few: bool) -> list[str]:
    """What stands between it and the cue."""
    return [
        *([f"{side} between=" + ",".join(kinds)] if few else []),
        *(f"{side} between has {x} use={use}" for x in dict.fromkeys(kinds) if x in TELLING or x == "by_marks"),
    ]  # fmt: skip
