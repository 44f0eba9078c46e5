"""The scenes of a doc: every possible cue with its phrases, and the options that the ranker chooses from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.extract.statements import cues, features, ranker
from recoupe.extract.statements.contents import Content, Scene, candidates
from recoupe.extract.statements.phrases import NOMINAL, Phrase, phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoupe.extract.statements.cues import Cue
    from recoupe.extract.statements.facts import Group
    from recoupe.extract.statements.view import Unit, View

_FINITE = frozenset({"VERB", "AUX"})
_LINKS = frozenset({"ADP", "DET", "PUNCT"})
_PARTING = frozenset({":", ";", "—", "–", "?", "!"})
_LEFT, _RIGHT = 7, 4  # phrases on either side that are tried as speakers


def scenes(v: View) -> Iterator[Scene]:
    """A Scene for every possible cue, in the order of units, then of cues."""
    unit: Unit | None = None
    found: list[Phrase] = []
    for cue in cues.find(v):
        if cue.unit is not unit:
            unit = cue.unit
            found = [_timeless(v, p) for p in phrases(v, unit)]
        left, inside, right = _beside(v, cue, found)
        clitic = [Phrase(i, i + 1, i, "pronoun") for i in range(cue.first, cue.last) if _is_clitic(v, i)]
        hosts = tuple([p for p in left if _is_host(v, p, cue.first)])
        yield Scene(v, cue, tuple(left[::-1]), tuple(((clitic or inside) + right)[:_RIGHT]), hosts)


def _beside(v: View, cue: Cue, found: list[Phrase]) -> tuple[list[Phrase], list[Phrase], list[Phrase]]:
    """The nearest phrases left of `cue`, those inside, and the nearest right of it."""
    left: list[Phrase] = []
    inside: list[Phrase] = []
    right: list[Phrase] = []
    relatives = v.lex.words["relative_pronouns"]
    for p in found:
        if p.first >= cue.last:
            right.append(p)
            if len(right) == _RIGHT:
                break
            continue
        if p.first >= cue.first:
            inside.append(p)
        elif p.last > cue.first:
            p = _clear(v, p, cue)  # noqa: PLW2901
        if p.last <= cue.first and (p.kind != "pronoun" or v.low[p.first] not in relatives):
            left.append(p)
    return left[-_LEFT:], inside, right


def _timeless(v: View, p: Phrase) -> Phrase:
    """`p` without a time behind its chief word ("the agency on Saturday")."""
    if True not in v.time[p.head + 1 : p.last]:
        return p
    last = v.time.index(True, p.head + 1)
    while last < p.last and last > p.head + 1 and v.pos[last - 1] in _LINKS:
        last -= 1
    return p if last == p.last else p._replace(last=last)


def _clear(v: View, p: Phrase, cue: Cue) -> Phrase:
    """`p` without the cue that the tagger took for a part of it ("the company nie")."""
    if cue.kind != "verb" or not p.first < cue.first < p.last:
        return p
    nouns = [i for i in range(p.first, cue.first) if v.pos[i] in NOMINAL]
    return p._replace(last=cue.first, head=nouns[-1]) if nouns else p


def _is_host(v: View, p: Phrase, cue: int) -> bool:
    """Whether a description in commas, or behind one, parts `p` from the cue: "X, a nurse of 35, said"."""
    if p.kind == "pronoun" or p.last >= cue - 1 or v.low[p.last] != ",":
        return False
    while v.pos[cue - 1] == "ADV" and cue > p.last + 2:
        cue -= 1
    first, closed = p.last + 1, v.low[cue - 1] == ","
    if v.category[first] == "coordinators" or any(
        v.low[i] in _PARTING or v.inner[i] != v.inner[p.first] for i in range(first, cue)
    ):
        return False
    if v.low[first] in v.lex.words["relative_pronouns"]:
        return closed
    if any(v.pos[i] in _FINITE for i in range(first, cue)):
        return False
    last = next((i for i in range(cue - 1, first - 1, -1) if v.low[i] == ","), None)
    return closed or last is None or v.low[last + 1] in v.lex.words["of_marks"]


def _is_clitic(v: View, i: int) -> bool:
    return v.low[i][0] == "-" and v.low[i] in v.lex.words["subject_pronouns"]


def hopeless(none: list[Group]) -> bool:
    """Whether `none`, the facts of "no statement", say so clearly that no content need be looked for."""
    models = ranker.known()
    return ranker.scores(models.content, [none])[0] > models.hopeless


def nothing(scene: Scene) -> list[Group]:
    """The facts of "no statement"."""
    return features.of_cue(scene)


def closes(scene: Scene) -> bool:
    """Whether the cue with its speaker closes what was said: "P, X announced on Monday.", "P, a déclaré X."."""
    v, cue = scene.v, scene.cue
    if cue.kind != "verb" or "say" not in cue.classes or cue.passive:
        return False
    if scene.left and scene.left[0].last == cue.first and _is_parted(scene, scene.left[0].first):
        return all(v.time[i] or v.pos[i] in _LINKS or v.pos[i] == "ADV" for i in range(cue.last, cue.unit.last))
    if not scene.right or scene.right[0].first != cue.last or not _is_parted(scene, cue.first):
        return False
    last = scene.right[0].last
    return last >= cue.unit.last or v.low[last] == "."


def _is_parted(scene: Scene, i: int) -> bool:
    """Whether a comma or a closing mark, with words before it, parts token `i` from what stands before."""
    v, unit = scene.v, scene.cue.unit
    return i - 1 > unit.first + 1 and v.category[i - 1] in {",", "mark"} and v.inner[i] == unit.quote


def content_options(scene: Scene, none: list[Group]) -> tuple[list[Content], list[list[Group]]]:
    """The candidate contents and their facts; the last list of facts is `none`, that of "no statement"."""
    found = candidates(scene)
    return found, [*features.of_contents(scene, found), none]


def source_options(
    scene: Scene, content: Content, previous: Phrase | None
) -> tuple[list[Phrase | None], list[list[Group]]]:
    """The candidate speakers of `scene` given its content, None last, and their facts.

    `previous` is the speaker of the cue before in the same unit.
    """
    options: list[Phrase | None] = [p for p in (*scene.left, *scene.right) if _may_speak(scene, p)]
    options.append(None)
    return options, features.of_sources(scene, content, options, previous)


def described(scene: Scene, p: Phrase | None) -> Phrase | None:
    """The name that `p` describes from behind a comma ("Ann Lee, a nurse from Oxford, said"), else `p` itself."""
    v = scene.v
    if p is None or p in scene.hosts or not (p.kind == "common" or v.pos[p.first - 1] == "ADP"):
        return p
    hosts = (h for h in scene.hosts if h.kind == "name" and h.last < p.first < scene.cue.first)
    host = next((h for h in hosts if not v.time[h.head] and v.pos[h.first - 1] != "ADP"), None)
    return p if host is None else host


def goes_on(scene: Scene, previous: Phrase | None) -> bool:
    """Whether the cue is a second verb of `previous`: "X denied it and said", however far off X stands."""
    before = scene.cue.first - 1
    joined = before >= scene.cue.unit.first and scene.v.category[before] == "coordinators"
    return joined and previous is not None and previous.last <= before


def _may_speak(scene: Scene, p: Phrase) -> bool:
    """Whether `p` stands in the text of the cue and is somebody: "it" of "it was reported" is not."""
    v, cue = scene.v, scene.cue
    return v.inner[p.first] == cue.unit.quote and not (cue.passive and v.low[p.first] in v.lex.words["impersonal"])
