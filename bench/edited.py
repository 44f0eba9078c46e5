"""Pages that change over time: invented articles of the standard examples, in every language, with known edits.

An article is sentences of `lang/*/examples.toml`, each read alone as it should be. An edit is a change of title, or of
a statement or sentence: one added, one dropped, a word of one replaced or taken out, a cue replaced by one that denies.
Paragraphs are moved, parted and joined, and quotation marks set otherwise, which is no edit.
What is around the text changes with every version, and is no edit either: a date line, counters, an ad, related
stories, on some pages marked as such and on others not.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from functools import cache, partial
from typing import TYPE_CHECKING

from bench.edited_pages import DAY, Sentence, Story, page
from recoupe import lang, pipeline
from recoupe.lang import examples
from recoupe.link.edits.version import words
from recoupe.model import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from recoupe.lang.examples import Example
    from recoupe.link.edits import ChangeKind
    from recoupe.model import Reading

_STATEMENTS = (
    "direct", "quotes_straight", "indirect_adverb", "according_to", "denial", "confirmation", "admission", "doubt",
    "demand", "unsourced_passive", "capital_speaks", "document", "role_with_country", "promise", "spokesman",
    "capital_denies", "unnamed_source", "question",
)  # fmt: skip
_SENTENCES = (
    "no_title", "date_weekday_past", "date_month_past", "date_days_ago", "date_full", "date_day_month", "date_today",
)  # fmt: skip
CUT = 0.3  # of the rewordings take a word out
_LEAST = 4  # sentences that an article keeps


@dataclass(frozen=True, slots=True)
class Gold:
    """A change that was made: what it is, the sentence before and after, "" where it is not there."""

    kind: ChangeKind
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """Two pages of one address, and what was changed between them."""

    lang: str
    before: Page
    after: Page
    gold: tuple[Gold, ...] = field(default=())


Done = tuple[Story, Gold] | None


@cache
def stock(code: str) -> tuple[tuple[Sentence, ...], tuple[Sentence, ...]]:
    """The sentences of a language with a statement, and those without, that are read alone as they should be."""
    found = examples.examples(code)
    said = tuple(s for k in _STATEMENTS if (s := _stated(code, found.get(k))))
    plain = tuple(s for k in _SENTENCES if (s := _plain(code, found.get(k))))
    return said, plain


def _stated(code: str, e: Example | None) -> Sentence | None:
    if e is None or not e.says or len(e.says) != 1 or "\n" in e.text:
        return None
    read = _read(code, e.text)
    if len(read.statements) != 1 or read.statements[0].stance != e.says[0][3]:
        return None
    return Sentence(e.text, said=True, content=max(e.says[0][2].split(" | "), key=len))


def _plain(code: str, e: Example | None) -> Sentence | None:
    if e is None or e.says or "\n" in e.text or _read(code, e.text).statements:
        return None
    return Sentence(e.text, said=False, content=e.text)


def _read(code: str, text: str) -> Reading:
    return pipeline.read(Page("x", text, "text/plain", lang=code, published=DAY))


def trials(count: int, *, seed: int = 1, codes: tuple[str, ...] = ()) -> Iterator[Trial]:
    """`count` trials of each language, the same for the same seed; a third of them without an edit."""
    for code in codes or lang.codes():
        for n in range(count):
            yield trial(code, random.Random(f"{seed}.{code}.{n}"))


def trial(code: str, luck: random.Random) -> Trial:
    """Two versions of one article, and its edits."""
    story, spare = _story(code, luck)
    gold: list[Gold] = []
    edited = _shifted(story, luck)
    made: set[str] = set()
    for kind in luck.sample(sorted(_EDITS), luck.choice((0, 1, 1, 2, 3, 4))):
        done = _EDITS[kind](edited, spare, made, luck)
        if done is not None:
            edited, change = done
            gold.append(change)
            made |= {change.before, change.after}
    style = luck.choice(("marked", "bare", "text"))
    used = {s.text for version in (story, edited) for s in version.sentences}
    others = [s.content for some in stock(code) for s in some if s.text not in used]
    pages = [page(s, style, others, random.Random(luck.random())) for s in (story, edited)]
    return Trial(code, pages[0], pages[1], tuple(gold))


def _story(code: str, luck: random.Random) -> tuple[Story, list[Sentence]]:
    """An article, and the sentences that it leaves for those that are added."""
    said, plain = (luck.sample(some, len(some)) for some in stock(code))
    used = [*said[: luck.randint(5, 8)], *plain[: luck.randint(2, 4)]]
    spare = [s for s in (*said, *plain) if s not in used]
    luck.shuffle(used)
    paragraphs = []
    while used:
        size = luck.randint(1, 3)
        paragraphs.append(tuple(used[:size]))
        used = used[size:]
    title = spare.pop(luck.randrange(len(spare))).content.rstrip(".")
    return Story(code, title, tuple(paragraphs)), spare


def _shifted(story: Story, luck: random.Random) -> Story:
    """The same sentences otherwise: a paragraph moved, parted or joined with the next; that is no edit."""
    paragraphs = list(story.paragraphs)
    place = luck.randrange(len(paragraphs))
    how = luck.choice(("", "", "moved", "parted", "joined"))
    if how == "moved":
        paragraphs.insert(luck.randrange(len(paragraphs)), paragraphs.pop(place))
    elif how == "parted":
        paragraphs[place : place + 1] = [(s,) for s in paragraphs[place]]
    elif how == "joined":
        paragraphs[place : place + 2] = [tuple(s for p in paragraphs[place : place + 2] for s in p)]
    return replace(story, paragraphs=tuple(paragraphs))


def _put(story: Story, old: Sentence, new: Sentence | None) -> Story:
    """`story` with one sentence in place of another, or without it."""
    swapped = tuple(tuple(x for s in p if (x := new if s is old else s)) for p in story.paragraphs)
    return replace(story, paragraphs=tuple(p for p in swapped if p))


def _chosen(story: Story, made: set[str], luck: random.Random, *, said: bool) -> Sentence | None:
    """A sentence that no edit has touched."""
    free = [s for s in story.sentences if s.said is said and s.text not in made]
    return luck.choice(free) if free else None


def _titled(story: Story, spare: list[Sentence], _: set[str], luck: random.Random) -> Done:
    title = luck.choice(spare).content.rstrip(".")
    return None if title == story.title else (replace(story, title=title), Gold("title", story.title, title))


def _added(story: Story, spare: list[Sentence], _: set[str], luck: random.Random, *, said: bool) -> Done:
    free = [s for s in spare if s.said is said]
    if not free:
        return None
    new = luck.choice(free)
    spare.remove(new)
    place = luck.randrange(len(story.paragraphs))
    p = story.paragraphs[place]
    at = luck.randint(0, len(p))
    paragraphs = (*story.paragraphs[:place], (*p[:at], new, *p[at:]), *story.paragraphs[place + 1 :])
    return replace(story, paragraphs=paragraphs), Gold("statement_added" if said else "sentence_added", "", new.text)


def _dropped(story: Story, _: list[Sentence], made: set[str], luck: random.Random, *, said: bool) -> Done:
    old = _chosen(story, made, luck, said=said)
    if old is None or len(story.sentences) <= _LEAST:
        return None
    return _put(story, old, None), Gold("statement_dropped" if said else "sentence_dropped", old.text)


def _reworded(story: Story, spare: list[Sentence], made: set[str], luck: random.Random, *, said: bool) -> Done:
    """One word of a sentence taken out, or replaced by one that is not in the article, a number by another."""
    old = _chosen(story, made, luck, said=said)
    if old is None:
        return None
    own = [w for w in old.content.split() if len(words(w)) == 1 and w.isalnum() and (len(w) > 3 or w.isdigit())]
    there = {w for s in story.sentences for w in words(s.text)}
    others = [w for s in spare for w in s.content.split() if w.isalpha() and len(w) > 3 and words(w)[0] not in there]
    if not own or not others:
        return None
    word = luck.choice(own)
    cut = len(own) > 2 and luck.random() < CUT
    other = str(int(word) + luck.randint(1, 9)) if word.isdigit() and word.isascii() else luck.choice(others)
    other = other.capitalize() if word[:1].isupper() else other
    content = " ".join("" if cut and w == word else other if w == word else w for w in old.content.split())
    content = " ".join(content.split())
    new = Sentence(old.text.replace(old.content, content), said, content)
    if new.text == old.text or (said and not _holds(story.lang, old, new)):
        return None
    kind: ChangeKind = "statement_reworded" if said else "sentence_reworded"
    return _put(story, old, new), Gold(kind, old.text, new.text)


def _holds(code: str, old: Sentence, new: Sentence) -> bool:
    """Whether what was reworded is still read as one statement of the same stance."""
    one, other = _read(code, old.text).statements, _read(code, new.text).statements
    return len(other) == 1 and one[0].stance == other[0].stance


def _denied(story: Story, _: list[Sentence], made: set[str], luck: random.Random) -> Done:
    """A cue replaced by one that denies, where it is then read so."""
    denials = [s for key in ("denial", "capital_denies") for s in _rows(story.lang, key)]
    free = [s for s in story.sentences if s.said and s.text not in made]
    for old in luck.sample(free, len(free)):
        cue = next((c for c in _cues(story.lang, old.text) if old.text.count(c) == 1), None)
        for denial in denials if cue else ():
            new = replace(old, text=old.text.replace(str(cue), denial))
            if _turned(story.lang, old, new):
                return _put(story, old, new), Gold("stance", old.text, new.text)
    return None


def _turned(code: str, old: Sentence, new: Sentence) -> bool:
    """Whether the same content is now read as denied."""
    (one,), other = _read(code, old.text).statements, _read(code, new.text).statements
    if len(other) != 1 or one.stance == "denies" or other[0].stance != "denies":
        return False
    told = [[text[a:b] for a, b in s.content] for text, s in ((old.text, one), (new.text, other[0]))]
    return told[0] == told[1]


def _rows(code: str, key: str) -> list[str]:
    e = examples.examples(code).get(key)
    return [row[1] for row in (e.says or ())] if e else []


def _cues(code: str, text: str) -> list[str]:
    return [e.says[0][1] for e in examples.examples(code).values() if e.text == text and e.says and e.says[0][1]]


_EDITS: dict[str, Callable[[Story, list[Sentence], set[str], random.Random], Done]] = {
    "title": _titled,
    "stance": _denied,
    **{f"{'statement' if said else 'sentence'} added": partial(_added, said=said) for said in (True, False)},
    **{f"{'statement' if said else 'sentence'} dropped": partial(_dropped, said=said) for said in (True, False)},
    **{f"{'statement' if said else 'sentence'} reworded": partial(_reworded, said=said) for said in (True, False)},
}
