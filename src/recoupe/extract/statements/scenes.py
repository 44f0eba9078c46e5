"""The scenes of a doc: every possible cue with its phrases, and the options that the ranker chooses from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.extract.statements import features, pairs, ranker, reproaches, whom
from recoupe.extract.statements.contents import candidates
from recoupe.extract.statements.phrases import NOMINAL, Phrase, one, phrases, whole
from recoupe.extract.statements.roles import somebody
from recoupe.extract.statements.scene import Content, Scene
from recoupe.extract.statements.subjects import subject_behind, verb_first
from recoupe.lang import corrections

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoupe.extract.statements.cues import Cue
    from recoupe.extract.statements.facts import Group
    from recoupe.extract.statements.view import Unit, View

_FINITE = frozenset({"VERB", "AUX"})
_LINKS = frozenset({"ADP", "DET", "PUNCT"})
_ADDED = frozenset({"ADJ", "ADV", "DET"})  # tags before a number: "rund 900", "alle 12"
_COUNTED = frozenset({"NOUN", "NUM", "ADJ"})  # tags of what a number counts
_SUBORDINATE = frozenset({"complementisers", "relative_pronouns", "subordinators", "negations"})
_PARTING = frozenset({":", ";", "—", "–", "?", "!"})
_STARTS = frozenset({"DET", "PROPN"})
_LEFT, _RIGHT = 7, 4  # phrases on either side that are tried as speakers


def scenes(v: View) -> Iterator[Scene]:
    """A Scene for every possible cue, in the order of units, then of cues; none in a note of correction."""
    unit: Unit | None = None
    found: list[Phrase] = []
    noted = False
    for cue in pairs.find(v):
        if cue.unit is not unit:
            unit = cue.unit
            found = [_timeless(v, p) for p in phrases(v, unit)]
            noted = _is_note(v, unit)
        if noted:
            continue
        left, inside, right = _beside(v, cue, found)
        clitic = [Phrase(i, i + 1, i, "pronoun") for i in range(cue.first, cue.last) if _is_within(v, cue, i)]
        hosts = tuple([p for p in left if _is_host(v, p, cue.first)])
        scene = Scene(v, cue, tuple(left[::-1]), tuple(((clitic or inside) + right)[:_RIGHT]), hosts)
        yield verb_first(scene) if v.lex.speech.verb_first else scene


def _is_note(v: View, unit: Unit) -> bool:
    """Whether a sentence begins as notes of correction do."""
    first, last = v.doc.tokens[unit.first], v.doc.tokens[unit.last - 1]
    return corrections.head().match(corrections.plain(v.doc.text[first.start : last.end])) is not None


def _beside(v: View, cue: Cue, found: list[Phrase]) -> tuple[list[Phrase], list[Phrase], list[Phrase]]:
    """The nearest phrases left of `cue`, those inside, and the nearest right of it."""
    left: list[Phrase] = []
    inside: list[Phrase] = []
    right: list[Phrase] = []
    governs = cue.kind == "preposition"
    beyond = governs and bool(v.lex.speech.oblique_endings or cue.told)
    relatives = v.lex.words["relative_pronouns"]
    end = cue.tail[1] if cue.tail is not None else cue.last
    for p in found:
        rest = None
        if p.first < end and p.last > cue.first:
            rest = _rest(v, p, cue)
            p = _clear(v, p, cue)  # noqa: PLW2901
            if beyond and cue.first <= p.first <= p.last <= cue.last:
                continue
        if p.first >= cue.last:
            right.append(_governed(v, p, cue) if p.first == cue.last else p)
            if len(right) == _RIGHT:
                break
        elif p.last <= cue.first:
            if p.kind != "pronoun" or v.low[p.first] not in relatives:
                left.append(p)
        elif p.first >= cue.first and cue.kind != "adverb":
            inside.append(_governed(v, p, cue))
        if rest is not None:
            right.append(rest)
    return left[-_LEFT:], inside, right


def _timeless(v: View, p: Phrase) -> Phrase:
    """`p` without a time before or behind its chief word ("Friday the agency", "the agency on Saturday")."""
    if True not in v.time[p.first : p.last]:
        return p
    start = next((i for i in range(p.first, p.last) if not v.time[i]), p.first)
    # where a verb needs no subject, a time beside it is none; elsewhere an article tells ("lundi | la mairie")
    start = start if v.lex.speech.pro_drop or v.pos[start] == "DET" else p.first
    if start > p.first and v.pos[start] != "ADP":
        nouns = [i for i in range(start, p.last) if v.pos[i] in NOMINAL]
        p = p._replace(first=start, head=p.head if p.head >= start or not nouns else nouns[0])
    if v.time[p.head] and not v.time[p.first]:
        p = p._replace(head=next((i for i in range(p.head, p.first, -1) if not v.time[i]), p.first))
    last = next((i for i in range(p.head + 1, p.last) if v.time[i]), p.last)
    while last < p.last and last > p.head + 1 and v.pos[last - 1] in _LINKS:
        last -= 1
    return p if last == p.last else p._replace(last=last)


def _governed(v: View, p: Phrase, cue: Cue) -> Phrase:
    """`p` behind a preposition, up to a number that begins another phrase: "laut der Firma | rund 900 Boote"."""
    if cue.kind != "preposition" or p.last <= cue.last:
        return p
    for i in range(p.first + 1, p.last - 1):
        n = i + (v.pos[i] in _ADDED)
        if v.pos[i - 1] in NOMINAL and v.pos[n] == "NUM" and n + 1 < p.last and v.pos[n + 1] in _COUNTED:
            return p._replace(last=i, head=min(p.head, i - 1))
    return p


def _clear(v: View, p: Phrase, cue: Cue) -> Phrase:
    """`p` without the cue that the tagger took for a part of it ("the company nie"), or whose last word begins it."""
    head = p.first if v.lex.speech.oblique_endings or v.lex.caseless else p.head
    named = v.pos[cue.last : cue.last + 1] == ["PROPN"]
    if (
        cue.kind == "preposition"
        and cue.first <= (p.first if named else head) < cue.last < p.last
        and _opens(v, cue.last)
    ):
        return one(v, cue.last, p.last) or p
    if cue.tail is not None and p.first < cue.tail[0] < p.last:
        return one(v, p.first, cue.tail[0]) or p  # "wees X | van de hand"
    if cue.kind == "verb" and p.first == cue.head < p.last - 1 and v.lex.speech.verb_first:
        return one(v, cue.head + 1, p.last) or p  # "وعد | العمدة", read as two nouns
    if cue.kind != "verb" or not p.first < cue.first < p.last:
        return p
    nouns = [i for i in range(p.first, cue.first) if v.pos[i] in NOMINAL]
    head = nouns[0 if v.lex.speech.noun_first else -1] if nouns else p.head
    kind = "name" if "PROPN" in v.pos[p.first : cue.first] else "common"
    return p._replace(last=cue.first, head=head, kind=kind) if nouns else p


def _rest(v: View, p: Phrase, cue: Cue) -> Phrase | None:
    """What of `p` stands behind the verb that the tagger took for a part of it, where an article begins it."""
    if cue.kind != "verb" or not p.first < cue.first or cue.last >= p.last or v.pos[cue.last] != "DET":
        return None
    found = one(v, cue.last, p.last)
    return whole(v, found, cue.unit.last) if found is not None else None


def _opens(v: View, i: int) -> bool:
    """Whether token `i` can open a phrase of its own behind a noun."""
    speech = v.lex.speech
    bare = bool(speech.noun_first or speech.oblique_endings) or v.lex.caseless
    return v.pos[i] in _STARTS or (bare and v.pos[i] in {*NOMINAL, "ADJ"})


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


def _is_within(v: View, cue: Cue, i: int) -> bool:
    """Whether the speaker stands in the cue: hung on the verb ("a-t-il dit"), as a possessive ("in his words")."""
    if cue.kind == "preposition":
        return v.low[i] in v.lex.words["possessives"]
    return v.low[i] in v.lex.words["subject_pronouns"] and v.low[i].startswith("-")


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
    if cue.kind == "preposition":
        return _sources(scene)
    if cue.kind != "verb" or "say" not in cue.classes or cue.passive:
        return False
    if scene.subject is not None:
        return _is_parted(scene, cue.first) and (cue.last >= cue.unit.last or v.low[cue.last] == ".")
    if scene.left and scene.left[0].last == cue.first and _is_parted(scene, scene.left[0].first):
        return all(v.time[i] or v.pos[i] in _LINKS or v.pos[i] == "ADV" for i in range(cue.last, cue.unit.last))
    if v.lex.speech.parted_subjects:
        return _is_parted(scene, cue.first) and _ends_with(scene, scene.right[0] if scene.right else None)
    return _inverted(scene)


def _inverted(scene: Scene) -> bool:
    """Whether the speaker right behind the verb closes the sentence: "P, a déclaré X."."""
    v, cue = scene.v, scene.cue
    if not scene.right or not _is_next(v, cue.last, scene.right[0].first) or not _is_parted(scene, cue.first):
        return False
    last = scene.right[0].last
    while v.lex.speech.inverted_subjects and last < cue.unit.last and (v.time[last] or v.pos[last] in {"ADP", "ADV"}):
        last += 1
    if cue.tail is not None and cue.tail[0] == last:
        last = cue.tail[1]
    return last >= cue.unit.last or v.low[last] == "." or _is_told_of(v, cue.unit, last)


def _is_told_of(v: View, unit: Unit, i: int) -> bool:
    """Whether a comma at `i` leads to a clause about who stands before it: "said a diplomat, who asked not to …"."""
    if i + 1 >= unit.last or v.low[i] != "," or v.inner[i] != unit.quote:
        return False
    return v.lex.has("relative_pronouns", v.low[i + 1]) and v.pos[i + 1] not in {"DET", "SCONJ"}


def _ends_with(scene: Scene, p: Phrase | None) -> bool:
    """Whether behind the verb stands at most its subject `p`, and what has no verb of its own, up to the full stop."""
    v, cue = scene.v, scene.cue
    last = p.last if p is not None and _is_next(v, cue.last, p.first) else cue.last
    while last < cue.unit.last and v.low[last] not in {".", ":"} and v.pos[last] not in {*_FINITE, "SCONJ", "PRON"}:
        last += 1
    return last >= cue.unit.last or v.low[last] == "." or _is_told_of(v, cue.unit, last - 1)


def _sources(scene: Scene) -> bool:
    """Whether a preposition with its source closes what was said: "P, so X."."""
    v, cue = scene.v, scene.cue
    behind = next((p.last for p in scene.right if p.first == cue.last), 0)
    closing = behind > 0 and v.lex.has("closing_prepositions", v.low[cue.head]) and _is_parted(scene, cue.first)
    return closing and (behind >= cue.unit.last or v.low[behind] == ".")


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
    if scene.dropped or _attends(scene):
        return [_told_before(scene, previous)], [[]]
    subject = subject_behind(scene)
    held = subject is None or any(a <= subject.first < b for a, b in content.pieces)
    if not held and subject is not None and _may_speak(scene, subject):
        return [subject], [[]]
    if (p := reproaches.source(scene) or _agent(scene) or _accuser(scene)) is not None:
        return [p], [[]]
    if _is_impersonal(scene) or (scene.cue.passive and "accuse" in scene.cue.classes) or whom.is_accused(scene):
        return [None], [[]]  # "X was accused of P"
    if scene.cue.told:
        p = scene.right[0] if scene.right else None
        return [p if p is not None and _is_next(scene.v, scene.cue.last, p.first) else None], [[]]
    near = scene.right[:1] if _behind_its_content(scene, content) else (*scene.left, *scene.right)
    options: list[Phrase | None] = [p for p in near if _may_speak(scene, p)]
    options.append(None)
    return options, features.of_sources(scene, content, options, previous)


def _agent(scene: Scene) -> Phrase | None:
    """Who speaks in a passive that names him right behind it ("was accused by prosecutors of it")."""
    v, cue = scene.v, scene.cue
    inside = (p for p in scene.right if cue.passive and cue.field and p.last <= cue.head)
    led = (p for p in inside if v.lex.has("by_marks", v.low[p.first - 1]) and somebody(scene, p))
    if (agent := next(led, None)) is not None:
        return agent  # "wurde von X beschuldigt"
    p = scene.left[0] if scene.left else None
    if whom.is_accused(scene) and p is not None and p.last == cue.first and v.lex.has("by_marks", v.low[p.first - 1]):
        return p  # "door X beschuldigd van P"
    p = scene.right[0] if scene.right else None
    passive = cue.passive or whom.is_accused(scene)
    if not passive or p is None or p.first != cue.last + 1 or not v.lex.has("by_marks", v.low[cue.last]):
        return None
    return p if somebody(scene, p) else None


def _accuser(scene: Scene) -> Phrase | None:
    """Who accuses in a relative clause about whom he accuses ("Veltrano, which the League accuses of P")."""
    v, cue = scene.v, scene.cue
    p = scene.left[0] if scene.left else None
    if cue.kind != "verb" or cue.passive or "accuse" not in cue.classes or p is None or p.last != cue.first:
        return None
    pronoun = p.first - 1
    led = (
        pronoun > cue.unit.first
        and v.lex.has("relative_pronouns", v.low[pronoun])
        and v.inner[pronoun] == cue.unit.quote
    )
    return p if led and p.kind != "pronoun" and somebody(scene, p) else None


def _is_impersonal(scene: Scene) -> bool:
    """Whether a pronoun for nobody stands right before a verb that it makes impersonal ("il se murmure que")."""
    v, cue = scene.v, scene.cue
    return (
        cue.passive and cue.lemma in v.lex.words["impersonal_verbs"] and v.lex.has("impersonal", v.low[cue.first - 1])
    )


def _is_next(v: View, a: int, b: int) -> bool:
    """Whether no more than a time or adverbs stand between tokens `a` and `b`."""
    return all(v.time[i] or v.pos[i] == "ADV" for i in range(a, b))


def _behind_its_content(scene: Scene, content: Content) -> bool:
    """Whether the verb stands right behind its content and a comma or a mark, so that nobody before it speaks."""
    v, cue = scene.v, scene.cue
    if not v.lex.speech.parted_subjects or cue.kind != "verb" or cue.passive or scene.hosts:
        return False
    return any(b in {cue.first - 1, cue.first - 2} for _, b in content.pieces) and _is_parted(scene, cue.first)


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
    joined = scene.subject is None and before >= scene.cue.unit.first and scene.v.category[before] == "coordinators"
    return joined and previous is not None and previous.last <= before


def _is_object(v: View, p: Phrase) -> bool:
    """Whether, in a language that marks objects, `p` has the mark, or no noun, or is a time."""
    marks = v.lex.words["object_marks"]
    followed = p.last < len(v.low) and v.low[p.last] in marks
    return bool(marks) and (followed or v.time[p.head] or v.pos[p.head] in {"ADJ", "NUM"})


def _declined(v: View, p: Phrase) -> bool:
    """Whether an ending or a preposition shows that `p` is no subject; "in the report" can say all the same."""
    if p.kind != "pronoun" and (v.oblique(p.first) or v.oblique(p.head)):
        return v.low[p.head] not in v.lex.words["document_nouns"]
    return v.pos[p.first - 1 : p.first] == ["ADP"] and v.low[p.head] not in v.lex.words["document_nouns"]


def _attends(scene: Scene) -> bool:
    """Whether the cue is a participle beside the verb of a language whose verb stands first ("spoke saying")."""
    return scene.v.lex.speech.verb_first and "gerund" in scene.cue.uses and "finite" not in scene.cue.uses


def _told_before(scene: Scene, previous: Phrase | None) -> Phrase | None:
    """Who speaks beside a participle: `previous`, else the nearest phrase that stands right behind a main verb."""
    v, first = scene.v, scene.cue.unit.first
    if not _attends(scene):
        return None
    if previous is not None and previous.last <= scene.cue.first:
        return previous
    behind = (p for p in scene.left if p.first > first and v.pos[p.first - 1] == "VERB")
    return next((p for p in behind if p.first - 2 < first or v.category[p.first - 2] not in _SUBORDINATE), None)


def _is_told(scene: Scene, p: Phrase) -> bool:
    """Whether a mark of the hearer leads from the verb to `p` ("dijo a los periodistas", "ha detto ai giornalisti")."""
    v, cue = scene.v, scene.cue
    if cue.kind != "verb" or cue.passive or p.kind != "common" or p.first - cue.last not in {0, 1}:
        return False
    person = v.low[p.head] in v.lex.speakers and "PROPN" not in v.pos[p.first : p.last]
    mark = v.lex.has("hearer_marks", v.low[cue.last])
    return person and mark and (v.pos[cue.last] == "ADP" or not v.lex.has("determiners", v.low[cue.last]))


def _is_said(scene: Scene, p: Phrase) -> bool:
    """Whether `p` is a noun for a saying that somebody denies or goes on from, and no speaker.

    As in "отвергал обвинения", "ha risposto all'accusa di P affermando".
    """
    v, cue = scene.v, scene.cue
    answers = cue.kind == "verb" and not cue.passive and ("deny" in cue.classes or "gerund" in cue.uses)
    said = v.lex.nouns.get(v.low[p.head]) == "asserts" and v.low[p.head] not in v.lex.speakers
    return answers and said and p.kind == "common"


def _may_speak(scene: Scene, p: Phrase) -> bool:
    """Whether `p` stands in the text of the cue and is somebody: "it" of "it was reported" is not, nor is a time."""
    v, cue = scene.v, scene.cue
    if v.lex.speech.pro_drop and v.time[p.first] and v.time[p.head]:
        return False
    if (v.lex.speech.pro_drop or v.lex.speech.parted_subjects) and _is_told(scene, p):
        return False
    if cue.kind == "verb" and not cue.passive and v.low[p.first] in v.lex.words["melted"]:
        return v.low[p.head] in v.lex.words["document_nouns"] and v.inner[p.first] == cue.unit.quote
    speech = v.lex.speech
    if cue.first <= p.first < cue.last and v.low[p.first] in v.lex.words["impersonal"]:
        return v.low[p.first].startswith("-")  # "heißt es"
    governs = bool(speech.oblique_endings or speech.oblique_words or speech.noun_first)
    if cue.kind == "verb" and not cue.passive and governs and (_declined(v, p) or _is_object(v, p)):
        return False
    here = v.inner[p.first] == cue.unit.quote and not (cue.passive and v.low[p.first] in v.lex.words["impersonal"])
    return here and not _is_said(scene, p)
