"""What the ranker sees of a candidate: names of facts, the same for every language."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recoupe.extract.statements.contents import Content, Scene
    from recoupe.extract.statements.phrases import Phrase

_SIZES = (1, 2, 3, 5, 8, 12, 20, 40)


def size(n: int) -> str:
    """`n` as one of a few classes."""
    return str(next((s for s in _SIZES if n <= s), 99))


def of_cue(scene: Scene) -> list[str]:
    """Facts of the cue alone, for the choice between any content and none."""
    v, cue = scene.v, scene.cue
    low, unit = v.low, cue.unit
    before = low[cue.first - 1] if cue.first > unit.first else "^"
    after = low[cue.last] if cue.last < unit.last else "$"
    quotes = any(v.outer[i] >= 0 for i in range(unit.first, unit.last)) if unit.quote < 0 else False
    use = "+".join(sorted(cue.uses))
    out = [
        "bias", f"kind={cue.kind}", f"lemma={v.doc.lang}:{cue.lemma}", f"use={use}", f"inquote={unit.quote >= 0}",
        f"use={use} aux={cue.auxiliary} passive={cue.passive}", f"quotes={quotes}", f"negated={cue.negated}",
        f"modal={cue.modal}", f"inverted={cue.inverted}", f"pos={v.pos[cue.head]}", f"refused={cue.refused}",
        f"first={cue.first == unit.first}", f"headline={unit.first == 0}", f"after={_category(scene, cue.last)}",
        f"before={_category(scene, cue.first - 1)}", f"form={v.doc.lang}:{low[cue.head]}",
        f"after={after if after in ',.:;' else ''} before={before if before in ',.:;' else ''}",
        f"left={scene.left[0].kind if scene.left else ''}", f"right={scene.right[0].kind if scene.right else ''}",
        f"classes={'+'.join(sorted(cue.classes))}", f"classes={'+'.join(sorted(cue.classes))} after={_category(scene, cue.last)}",
        f"adjacent={bool(scene.left) and scene.left[0].last == cue.first}",
    ]  # fmt: skip
    for c in sorted(cue.classes):
        out += [f"class={c}", f"class={c} quotes={quotes}", f"class={c} use={use}", f"class={c} after={_category(scene, cue.last)}",
                f"class={c} passive={cue.passive}"]  # fmt: skip
    return out


def _category(scene: Scene, i: int) -> str:
    """What stands at token `i`: a mark, a kind of function word, else its tag."""
    v, unit = scene.v, scene.cue.unit
    if not unit.first <= i < unit.last:
        return "edge"
    if v.is_mark(i):
        return "mark"
    if v.time[i]:
        return "TIME"
    for key in ("complementisers", "infinitive_marks", "of_marks", "as_marks", "for_marks", "hearer_marks", "by_marks",
                "subject_pronouns", "determiners", "relative_pronouns", "subordinators", "coordinators", "auxiliaries"):  # fmt: skip
        if v.low[i] in v.lex.words[key]:
            return key
    return v.low[i] if not v.is_word(i) else v.pos[i]


def of_content(scene: Scene, c: Content) -> list[str]:
    """Facts of a candidate content beside its cue."""
    v, cue = scene.v, scene.cue
    first, last = c.pieces[0][0], c.pieces[-1][1]
    n = sum(b - a for a, b in c.pieces)
    quoted = sum(v.inner[i] != cue.unit.quote for a, b in c.pieces for i in range(a, b))
    share = "all" if quoted == n else "none" if not quoted else "most" if quoted * 2 > n else "some"
    unit = cue.unit
    outside = (
        any(v.outer[i] >= 0 for i in range(unit.first, unit.last) if not first <= i < last) if unit.quote < 0 else False
    )
    verb = any(v.pos[i] in {"VERB", "AUX"} for a, b in c.pieces for i in range(a, b))
    gap = _gap(scene, c)
    follows = _category(scene, last)
    starts = _category(scene, first)
    shape = c.shape
    out = [
        f"shape={shape}", f"shape={shape} end={c.end}", f"end={c.end} follows={follows}", f"size={size(n)}", f"share={share}",
        f"shape={shape} share={share}", f"outside={outside} share={share}", f"verb={verb} shape={shape}",
        f"shape={shape} starts={starts}", f"shape={shape} gap={gap}", f"shape={shape} aux={cue.auxiliary} passive={cue.passive}",
        f"lemma={v.doc.lang}:{cue.lemma} shape={shape}", f"shape={shape} uses={'+'.join(sorted(cue.uses))}",
        f"shape={shape} size={size(n)}", f"kind={cue.kind} shape={shape} end={c.end}", f"whole={v.is_mark(first - 1) if first else False}",
        f"tostart={first == unit.first} toend={last >= unit.last - 1} shape={shape}", f"verb={verb} size={size(n)}",
        f"shape={shape} inquote={unit.quote >= 0}", f"kind={cue.kind} share={share}",
    ]  # fmt: skip
    for k in sorted(cue.classes):
        out += [
            f"class={k} shape={shape}",
            f"class={k} share={share} shape={shape}",
            f"class={k} verb={verb}",
            f"class={k} starts={starts} shape={shape}",
        ]
    lang, low = v.doc.lang, v.low
    then = _category(scene, last + 1)
    out += [f"first={lang}:{low[first]} {shape}", f"then={follows} {then} {c.end}", f"prior={_category(scene, first - 1)} {shape}",
            f"last={v.pos[last - 1]}", f"follow={lang}:{low[last] if last < unit.last else '$'} {c.end}", f"starts={starts} second={_category(scene, first + 1)}",
            f"time={all(v.time[i] for a, b in c.pieces for i in range(a, b))}", f"cues inside={_cues_inside(scene, c)} {c.end}"]  # fmt: skip
    out += _between(scene, c)
    return out


def _cues_inside(scene: Scene, c: Content) -> int:
    """How many other verbs of speech the content holds outside its quotations, at most 2."""
    v, quote = scene.v, scene.cue.unit.quote
    found = sum(
        v.low[i] in v.lex.verbs and v.pos[i] in {"VERB", ""} and v.inner[i] == quote
        for a, b in c.pieces
        for i in range(a, b)
    )
    return min(found, 2)


def _gap(scene: Scene, c: Content) -> str:
    """How far the content is from the cue, and over what."""
    cue = scene.cue
    if c.pieces[0][0] >= cue.last:
        return "r" + size(c.pieces[0][0] - cue.last)
    if c.pieces[0][1] <= cue.first:
        return "l" + size(cue.first - c.pieces[0][1])
    return "over"


def _between(scene: Scene, c: Content) -> list[str]:
    """What stands between the cue and its content."""
    v, cue = scene.v, scene.cue
    a, b = (cue.last, c.pieces[0][0]) if c.pieces[0][0] >= cue.last else (c.pieces[0][1], cue.first)
    if not 0 <= b - a <= 30:  # noqa: PLR2004
        return ["between=far"]
    cats = [_category(scene, i) for i in range(a, b)]
    out = ["between=" + ",".join(cats)] if len(cats) <= 3 else []  # noqa: PLR2004
    out += [f"between has {x} {c.shape}" for x in sorted({x for x in cats if x in _TELLING})]
    out.append(f"phrases between={sum(a <= p.first < b for p in (*scene.left, *scene.right))} {c.shape}")
    if any(v.low[i] in v.lex.verbs and v.pos[i] in {"VERB", ""} for i in range(a, b)):
        out.append(f"cue between {c.shape}")
    return out


_TELLING = {
    ",",
    ":",
    ";",
    "mark",
    "VERB",
    "AUX",
    "complementisers",
    "subordinators",
    "auxiliaries",
    "coordinators",
    "relative_pronouns",
}


def of_source(scene: Scene, c: Content, p: Phrase | None, previous: Phrase | None) -> list[str]:
    """Facts of a candidate speaker `p` of a cue with content `c`; None is no speaker."""
    v, cue = scene.v, scene.cue
    side = "left" if c.pieces[0][1] <= cue.first else "right"
    common = f"content={side} kind={cue.kind}"
    use = "+".join(sorted(cue.uses))
    if p is None:
        classes = [f"none class={k} passive={cue.passive}" for k in sorted(cue.classes)]
        return ["none", f"none {common}", f"none use={use} aux={cue.auxiliary}", f"none passive={cue.passive}", f"none lemma={v.doc.lang}:{cue.lemma}",
                f"none previous={previous is not None} use={use}",
                f"none left={len(scene.left)} right={len(scene.right)}", f"none before={_category(scene, cue.first - 1)} use={use}", *classes]  # fmt: skip
    before = p.last <= cue.first
    order = scene.left.index(p) if before else scene.right.index(p)
    inside = any(a <= p.first < b for a, b in c.pieces)
    a, b = (p.last, cue.first) if before else (cue.last, p.first)
    cats = [_category(scene, i) for i in range(a, max(a, b))]
    where = f"{'left' if before else 'right'}{min(order, 4)}"
    last = before and order == len(scene.left) - 1
    prior = _category(scene, p.first - 1)
    out = [
        f"where={where} {common}", f"where={where} kind={p.kind}", f"where={where} use={use} aux={cue.auxiliary}", f"inside={inside}",
        f"where={where} passive={cue.passive}", f"where={where} inverted={cue.inverted}", f"prior={prior}", f"prior={prior} where={where}",
        f"inside={inside} where={where}", f"phrase={p.kind}", f"farthest={last} use={use}", f"size={size(p.last - p.first)} phrase={p.kind}",
        f"where={where} shape={c.shape}", f"gap={size(b - a) if b >= a else 'in'} where={where}", f"upper={v.upper(p.head)} phrase={p.kind}",
        f"document={v.low[p.head] in v.lex.words['document_nouns']}", f"time={v.time[p.head]}",
    ]  # fmt: skip
    follows = _category(scene, p.last)
    out += [f"follows={follows} where={where}", f"follows={follows} phrase={p.kind} side={where[:-1]}", f"same as previous={p == previous} use={use}",
            f"overlaps previous={previous is not None and p.first < previous.last and previous.first < p.last}",
            f"starts unit={p.first - cue.unit.first <= 1} where={where}", f"comma before cue={_category(scene, cue.first - 1) == ','} where={where} phrase={p.kind} follows={follows}",
            f"apposed={_apposed(scene, p)} where={where}", f"prior={prior} phrase={p.kind} side={where[:-1]} use={use}"]  # fmt: skip
    if len(cats) <= 3:  # noqa: PLR2004
        out.append(f"{where[:-1]} between=" + ",".join(cats))
    out += [
        f"{where[:-1]} between has {x} use={use}" for x in sorted({x for x in cats if x in _TELLING or x == "by_marks"})
    ]
    out += [f"where={where} class={k}" for k in sorted(cue.classes)]
    return out


def _apposed(scene: Scene, p: Phrase) -> str:
    """Whether `p` is a name that a description behind a comma follows, or that description."""
    order = (*reversed(scene.left), *scene.right)
    i = order.index(p)
    if i + 1 < len(order) and _behind_comma(scene, p, order[i + 1]) and p.kind == "name":
        return "name"
    return "description" if i and _behind_comma(scene, order[i - 1], p) and order[i - 1].kind == "name" else ""


def _behind_comma(scene: Scene, p: Phrase, q: Phrase) -> bool:
    return q.first == p.last + 1 and scene.v.low[p.last] == ","
