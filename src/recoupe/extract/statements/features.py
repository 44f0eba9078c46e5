"""What the ranker sees of a candidate: names of facts, the same for every language."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from recoupe.extract.statements.view import CLAUSAL, DASHES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recoupe.extract.statements.contents import Content, Scene
    from recoupe.extract.statements.phrases import Phrase

_SIZES = (1, 2, 3, 5, 8, 12, 20, 40)
_SIZE = tuple(str(next(s for s in _SIZES if n <= s)) for n in range(_SIZES[-1] + 1))
_FAR = 30  # words between a cue and its content that are still looked at
_FEW = 3  # words between that are named one by one
_CLAUSE = 10  # words before a cue among which the opening of its clause is looked for
_OPENINGS = frozenset({"complementisers", "interrogatives", "relative_pronouns", "subordinators", "coordinators"})
_TELLING = frozenset(
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


def size(n: int) -> str:
    """`n` as one of a few classes."""
    return _SIZE[n] if n < len(_SIZE) else "99"


@functools.cache
def _sorted(words: frozenset[str]) -> tuple[str, ...]:
    """`words` in an order that is the same in every process: sums of weights depend on it."""
    return tuple(sorted(words))


@functools.cache
def _named(words: frozenset[str]) -> str:
    return "+".join(sorted(words))


def of_cue(scene: Scene) -> list[str]:
    """Facts of the cue alone, for the choice between any content and none."""
    v, cue = scene.v, scene.cue
    unit, lang = cue.unit, v.doc.lang
    quotes = unit.quote < 0 and any(v.outer[i] >= 0 for i in range(unit.first, unit.last))
    use, classes = _named(cue.uses), _named(cue.classes)
    before, after = _before(scene), _category(scene, cue.end)
    teller = _teller(scene)
    subject, behind = (speaker(scene, side[0] if side else None) for side in (scene.left, scene.right))
    moved = scene.subject is not None or scene.dropped
    left = "pronoun" if scene.dropped else scene.left[0].kind if scene.left else ""
    out = [
        "bias", f"kind={cue.kind}", f"lemma={lang}:{cue.lemma}", f"form={lang}:{v.low[cue.head]}", f"use={use}",
        f"use={use} aux={cue.auxiliary} passive={cue.passive}", f"quotes={quotes}", f"inquote={unit.quote >= 0}",
        f"negated={cue.negated}", f"refused={cue.refused}", f"modal={cue.modal}", f"inverted={cue.inverted}",
        f"pos={v.pos[cue.head]}", f"first={cue.first == unit.first and not moved}", f"headline={_headline(scene)}",
        f"before={before}", f"after={after}", f"after={after} before={before}",
        f"left={left}", f"right={scene.right[0].kind if scene.right else ''}",
        f"adjacent={scene.dropped or (bool(scene.left) and (scene.subject is not None or scene.left[0].last == cue.first))}",
        f"classes={classes}", f"classes={classes} after={after}", f"clause={_clause(scene)}",
        f"subject={subject}", f"subject={subject} before={before}", f"subject={subject} use={use}",
        f"behind={behind}", f"behind={behind} after={after}",
        f"teller={teller}", f"teller={teller} lemma={lang}:{cue.lemma}", f"teller={teller} subject={subject}",
        f"teller={teller} subject={subject} aux={cue.auxiliary} use={use}", f"teller={teller} after={after}",
    ]  # fmt: skip
    for c in _sorted(cue.classes):
        out += [f"class={c}", f"class={c} quotes={quotes}", f"class={c} use={use}", f"class={c} after={after}"]
        out += [f"class={c} passive={cue.passive}", f"class={c} subject={subject}", f"class={c} teller={teller}"]
        out += [f"class={c} subject={subject} teller={teller}", f"class={c} after={after} teller={teller}"]
    return out


def _headline(scene: Scene) -> bool:
    """Whether the cue stands in the first of several paragraphs."""
    return scene.cue.unit.first == 0 and len(scene.v.doc.paragraphs) > 1


def _teller(scene: Scene) -> str:
    """Whose words the cue stands in: quoted ones, those of a teller who says "I", those of a reporter."""
    return "quoted" if scene.cue.unit.quote >= 0 else "I" if scene.v.personal else ""


def speaker(scene: Scene, p: Phrase | None) -> str:
    """Who a phrase may be, as a speaker: a pronoun itself, a kind of noun, else a name or any noun."""
    if p is None:
        return ""
    low = scene.v.low
    if p.kind == "pronoun":
        return scene.v.lex.voices.get(low[p.first]) or f"{scene.v.doc.lang}:{low[p.first]}"
    return scene.v.lex.speakers.get(low[p.head]) or p.kind


def _clause(scene: Scene) -> str:
    """What opens the clause of the cue: the nearest conjunction or relative before it, up to a comma."""
    v, cue = scene.v, scene.cue
    for i in range(cue.first - 1, max(cue.unit.first, cue.first - _CLAUSE) - 1, -1):
        kind = v.category[i]
        if kind in _OPENINGS or kind in {",", "mark", ":"}:
            return f"{v.doc.lang}:{v.low[i]}" if kind in _OPENINGS else kind
    return "start"


def _before(scene: Scene) -> str:
    """What stands before the cue, its subject where that stands behind the verb."""
    if scene.dropped:
        return "subject_pronouns"
    return _category(scene, scene.cue.first - 1 if scene.subject is None else scene.subject.last - 1)


def _category(scene: Scene, i: int) -> str:
    """What stands at token `i`: a mark, a kind of function word, else its tag; "edge" outside the unit."""
    unit = scene.cue.unit
    return scene.v.category[i] if unit.first <= i < unit.last else "edge"


def of_content(scene: Scene, c: Content) -> list[str]:
    """Facts of a candidate content beside its cue."""
    v, cue, shape = scene.v, scene.cue, c.shape
    unit, lang = cue.unit, v.doc.lang
    first, last = c.pieces[0][0], c.pieces[-1][1]
    n = sum(b - a for a, b in c.pieces)
    share, outside = _quoted(scene, c, n), _quotes_outside(scene, first, last)
    verb = any("VERB" in tags or "AUX" in tags for tags in (v.pos[a:b] for a, b in c.pieces))
    starts, follows = _category(scene, first), _category(scene, last)
    before, after = _before(scene), _category(scene, cue.end)
    out = [
        f"shape={shape} before={before}", f"shape={shape} before={before} after={after}",
        f"shape={shape}", f"shape={shape} end={c.end}", f"end={c.end} follows={follows}", f"size={size(n)}",
        f"share={share}", f"shape={shape} share={share}", f"outside={outside} share={share}",
        f"verb={verb} shape={shape}", f"verb={verb} size={size(n)}", f"shape={shape} size={size(n)}",
        f"shape={shape} starts={starts}", f"shape={shape} gap={_gap(scene, c)}",
        f"shape={shape} aux={cue.auxiliary} passive={cue.passive}", f"shape={shape} inquote={unit.quote >= 0}",
        f"lemma={lang}:{cue.lemma} shape={shape}", f"shape={shape} uses={_named(cue.uses)}",
        f"kind={cue.kind} shape={shape} end={c.end}", f"kind={cue.kind} share={share}",
        f"tostart={first == unit.first} toend={last >= unit.last - 1} shape={shape}",
        f"first={lang}:{v.low[first]} {shape}", f"starts={starts} second={_category(scene, first + 1)}",
        f"prior={_category(scene, first - 1)} {shape}", f"last={v.pos[last - 1]}",
        f"follow={lang}:{v.low[last] if last < unit.last else '$'} {c.end}",
        f"then={follows} {_category(scene, last + 1)} {c.end}",
        f"time={all(all(v.time[a:b]) for a, b in c.pieces)}", f"cues inside={_cues_inside(scene, c)} {c.end}",
        *_between(scene, c),
    ]  # fmt: skip
    for k in _sorted(cue.classes):
        out += [f"class={k} shape={shape}", f"class={k} share={share} shape={shape}", f"class={k} verb={verb}"]
        out.append(f"class={k} starts={starts} shape={shape}")
    return out


def _quoted(scene: Scene, c: Content, n: int) -> str:
    """How much of the `n` tokens of `c` stands in a quotation within the cue's unit."""
    inner, quote = scene.v.inner, scene.cue.unit.quote
    quoted = n - sum(inner[a:b].count(quote) for a, b in c.pieces)
    return "all" if quoted == n else "none" if not quoted else "most" if quoted * 2 > n else "some"


def _quotes_outside(scene: Scene, first: int, last: int) -> bool:
    """Whether the unit has a quotation that the tokens `first` to `last` leave out."""
    unit, outer = scene.cue.unit, scene.v.outer
    return unit.quote < 0 and max((*outer[unit.first : first], *outer[last : unit.last]), default=-1) >= 0


def _cues_inside(scene: Scene, c: Content) -> int:
    """How many other verbs of speech the content holds outside its quotations, at most 2."""
    v, quote = scene.v, scene.cue.unit.quote
    return min(sum(v.speaks[i] and v.inner[i] == quote for a, b in c.pieces for i in range(a, b)), 2)


def _gap(scene: Scene, c: Content) -> str:
    """How far the content is from the cue, and over what."""
    cue = scene.cue
    if c.pieces[0][0] >= cue.last:
        return "r" + size(c.pieces[0][0] - cue.end - len(_spelling(scene, cue.end, c.pieces[0][0])))
    if c.pieces[0][1] <= cue.first:
        return "l" + size(cue.first - c.pieces[0][1] - len(_spelling(scene, c.pieces[0][1], cue.first)))
    return "over"


def _spelling(scene: Scene, a: int, b: int) -> list[int]:
    """The commas and dashes of tokens `a` to `b` that only spelling asks for."""
    v = scene.v
    commas = [i for i in range(a, b) if v.low[i] == "," and v.category[i] in CLAUSAL]
    return commas + [i for i in range(a + 1, b) if v.low[i] in DASHES and v.category[i] == v.low[i - 1] == ","]


def _between(scene: Scene, c: Content) -> list[str]:
    """What stands between the cue and its content."""
    v, cue, shape = scene.v, scene.cue, c.shape
    a, b = (cue.end, c.pieces[0][0]) if c.pieces[0][0] >= cue.last else (c.pieces[0][1], cue.first)
    if not 0 <= b - a <= _FAR:
        return ["between=far"]
    skipped = _spelling(scene, a, b)
    kinds = [v.category[i] for i in range(a, b) if i not in skipped]
    out = ["between=" + ",".join(kinds)] if len(kinds) <= _FEW else []
    out += [f"between has {x} {shape}" for x in dict.fromkeys(kinds) if x in _TELLING]
    out.append(f"phrases between={sum(a <= p.first < b for p in (*scene.left, *scene.right))} {shape}")
    if any(v.speaks[a:b]):
        out.append(f"cue between {shape}")
    return out


def of_source(scene: Scene, c: Content, p: Phrase | None, previous: Phrase | None) -> list[str]:
    """Facts of a candidate speaker `p` of a cue with content `c`; None is no speaker."""
    side = "left" if c.pieces[0][1] <= scene.cue.first else "right"
    common = f"content={side} kind={scene.cue.kind}"
    return _of_nobody(scene, common, previous) if p is None else _of_phrase(scene, c, p, previous, common)


def _of_nobody(scene: Scene, common: str, previous: Phrase | None) -> list[str]:
    cue, use = scene.cue, _named(scene.cue.uses)
    return [
        "none", f"none {common}", f"none use={use} aux={cue.auxiliary}", f"none passive={cue.passive}",
        f"none lemma={scene.v.doc.lang}:{cue.lemma}", f"none previous={previous is not None} use={use}",
        f"none clause={_clause(scene)} use={use}",
        f"none left={len(scene.left)} right={len(scene.right)}",
        f"none before={_before(scene)} use={use}",
        *(f"none class={k} passive={cue.passive}" for k in _sorted(cue.classes)),
    ]  # fmt: skip


def _of_phrase(scene: Scene, c: Content, p: Phrase, previous: Phrase | None, common: str) -> list[str]:
    v, cue = scene.v, scene.cue
    use, unit = _named(cue.uses), cue.unit
    before = p.last <= cue.first
    order = scene.left.index(p) if before else scene.right.index(p)
    side = "left" if before else "right"
    where = f"{side}{min(order, 4)}"
    a, b = (p.last, cue.first) if before else (cue.last, p.first)
    inside = any(a <= p.first < b for a, b in c.pieces)
    prior, follows = _category(scene, p.first - 1), _category(scene, p.last)
    who, apposed = speaker(scene, p), _apposed(scene, p)
    around = f"before={_before(scene)} after={_category(scene, cue.end)}"
    return [
        f"where={where} {around}", f"side={side} {around} shape={c.shape}",
        f"where={where} {common}", f"where={where} kind={p.kind}", f"where={where} use={use} aux={cue.auxiliary}",
        f"where={where} passive={cue.passive}", f"where={where} inverted={cue.inverted}",
        f"where={where} shape={c.shape}", f"inside={inside}", f"inside={inside} where={where}",
        f"gap={size(b - a) if b >= a else 'in'} where={where}", f"prior={prior}", f"prior={prior} where={where}",
        f"prior={prior} phrase={p.kind} side={side} use={use}", f"follows={follows} where={where}",
        f"follows={follows} phrase={p.kind} side={side}", f"phrase={p.kind}",
        f"size={size(p.last - p.first)} phrase={p.kind}", f"upper={v.upper(p.head)} phrase={p.kind}",
        f"farthest={before and order == len(scene.left) - 1} use={use}",
        f"document={v.low[p.head] in v.lex.words['document_nouns']}", f"time={v.time[p.head]}",
        f"who={who}", f"who={who} where={where}", f"who={who} prior={prior}",
        f"apposed={apposed} follows={follows} side={side}", f"apposed={apposed} side={side}",
        *_hosted(scene, p),
        f"same as previous={p == previous} use={use}", f"same as previous={p == previous} clause={_clause(scene)}",
        f"overlaps previous={previous is not None and p.first < previous.last and previous.first < p.last}",
        f"starts unit={p.first - unit.first <= 1} where={where}", f"apposed={apposed} where={where}",
        f"comma before cue={_before(scene) == ','} where={where} phrase={p.kind} follows={follows}",
        *(f"where={where} class={k}" for k in _sorted(cue.classes)), *_on_the_way(v.category[a : max(a, b)], side, use),
    ]  # fmt: skip


def _hosted(scene: Scene, p: Phrase) -> Iterable[str]:
    """Whether `p` has a description behind it that reaches to the cue, or lies in such a description."""
    hosts, v = scene.hosts, scene.v
    starts = v.category[p.last + 1] if p in hosts else ""
    noun = next((k for q in reversed(scene.left) if q.first > p.last and (k := v.lex.speakers.get(v.low[q.head]))), "")
    if p in hosts:
        yield f"host={p == hosts[0]} phrase={p.kind}"
        yield f"host={p == hosts[0]} phrase={p.kind} starts={starts}"
        yield f"host noun={noun} phrase={p.kind} starts={starts}"
    elif hosts and p.first >= hosts[0].last:
        yield f"hosted by {hosts[0].kind} phrase={p.kind}"
        yield f"hosted by {hosts[0].kind} who={speaker(scene, p)} first={p.first == hosts[-1].last + 1}"


def _on_the_way(kinds: list[str], side: str, use: str) -> Iterable[str]:
    """What stands between the cue and a speaker."""
    if len(kinds) <= _FEW:
        yield f"{side} between=" + ",".join(kinds)
    for x in dict.fromkeys(kinds):
        if x in _TELLING or x == "by_marks":
            yield f"{side} between has {x} use={use}"


def _apposed(scene: Scene, p: Phrase) -> str:
    """Whether `p` is a name that a description behind a comma follows, or that description."""
    order = (*reversed(scene.left), *scene.right)
    i = order.index(p)
    if i + 1 < len(order) and _behind_comma(scene, p, order[i + 1]) and p.kind == "name":
        return "name"
    return "description" if i and _behind_comma(scene, order[i - 1], p) and order[i - 1].kind == "name" else ""


def _behind_comma(scene: Scene, p: Phrase, q: Phrase) -> bool:
    return q.first == p.last + 1 and scene.v.low[p.last] == ","
