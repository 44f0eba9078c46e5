"""The object of a denial, confirmation or doubt: what stands right behind the cue, up to where its form ends it.

The ranker sees few denials, and much of what they take is short ("denied it", "rejected the accusations"); here form
decides: a clause behind a complementiser or behind a noun for a saying, else the words at the cue.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recoupe.extract.statements.answers import CLASSES
from recoupe.extract.statements.phrases import Phrase, one, whole
from recoupe.extract.statements.roles import free, says
from recoupe.extract.statements.scene import Content

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoupe.extract.statements.scene import Scene
    from recoupe.extract.statements.view import Unit, View

_NOTHING = 0.8  # a cue that takes an object whose "no statement" is likelier than this makes none
_SURE = 0.98  # the same of one that takes a clause, or that somebody refuses ("declined to confirm")
_SAYING = 0.995  # the same of one whose object is a noun for a saying ("denied these accusations")
_PASSIVE = 0.9  # the same of one that names who denies or confirms behind a passive
_VERBAL = frozenset({"VERB", "AUX"})
_NOMINAL = frozenset({"DET", "PRON", "NOUN", "ADJ", "PROPN", "NUM", "ADV"})
_BETWEEN = frozenset({"ADV", "SCONJ", "PRON", "PUNCT", "PART"})
_BESIDES = frozenset({"ADV", "ADP"})  # begins what is told besides a clause ("denied over the years that")
_BEFORE_PARTICIPLE = frozenset({"DET", "ADJ", "ADP", "NOUN"})
_STOPS = frozenset({",", ";", ":", "—", "–", "(", ")", ".", "?", "!", "…"})
_CLAUSAL = frozenset({":", "complementisers", "interrogatives", "infinitive_marks"})
_LEADING = frozenset({"AUX", "ADP", "DET", "SCONJ", "PART"})  # tags before a gerund that is part of what is denied
_NOT_OBJECT = frozenset({"ADV", "PART"})
_CLAUSE_ENDS = frozenset({";", ".", "?", "!", "…"})
_FORM = 2  # letters that two verbs of one form end in
_PREFIX = 2  # letters before and behind the mark inside of an infinitive ("einzumischen")
_NEAR = 7  # tokens between a cue and the clause that it takes
_FAR = 12  # the same with a noun for a saying between them ("denied in strong words all accusations that")


def takes_one(scene: Scene) -> bool:
    """Whether the cue is a verb that denies, confirms or doubts, with words behind it in its own layer.

    Of a passive one those words name who does so ("was denied by the ministry").
    """
    v, cue = scene.v, scene.cue
    if cue.kind != "verb" or not cue.classes & CLASSES:
        return False
    if _in_field(scene):
        return True
    if cue.last >= cue.unit.last:
        return False
    if cue.passive and not v.lex.has("by_marks", v.low[cue.last]):
        return False
    taken = v.is_word(cue.last) or (v.low[cue.last] == "," and v.category[cue.last] in _CLAUSAL)
    taken |= _behind_comma(scene) is not None
    return taken and v.inner[cue.last] == cue.unit.quote and bool(v.pos[cue.last])


def _in_field(scene: Scene) -> Phrase | None:
    """The object where words that close the clause leave it before them ("hat P bestritten"), None elsewhere."""
    cue, v = scene.cue, scene.v
    if cue.object is not None and not cue.passive:
        return _marked(scene)
    a, b = (cue.last, cue.tail[0]) if cue.tail else (cue.field, cue.head)
    end = cue.tail[1] if cue.tail else cue.last
    if not a or cue.passive or (end < cue.unit.last and v.category[end] in _CLAUSAL):
        return None
    inside = [p for p in scene.right if a <= p.first and p.last <= b and not v.time[p.first]]
    spoken = inside and inside[0].first == a and not _begins(scene)
    objects = inside[1:] if spoken else inside
    return objects[0] if objects else None


def _marked(scene: Scene) -> Phrase | None:
    """The object that a mark parts from its verb."""
    a, b = scene.cue.object or (0, 0)
    if a < b:
        return Phrase(a, b, a, "common")
    return next((p for p in scene.left if p.first < b <= p.last + 1), None)


def _begins(scene: Scene) -> bool:
    """Whether a speaker stands right before the cue."""
    return bool(scene.left) and scene.left[0].last == scene.cue.first and not scene.v.time[scene.left[0].first]


def nothing(scene: Scene, contents: Sequence[Content]) -> float:
    """From which probability of "no statement" a cue that takes an object makes none."""
    if scene.cue.passive:
        return _PASSIVE
    if scene.cue.refused:
        return _SURE
    if (p := _in_field(scene)) is not None:
        return _SAYING if says(scene, p) else _NOTHING
    if _of_a_saying(scene):
        return _SAYING
    if "doubt" in scene.cue.classes and scene.cue.classes <= CLASSES:
        return _SURE
    return _SURE if any(_clause(scene, c) for c in contents) else _NOTHING


def _of_a_saying(scene: Scene) -> bool:
    """Whether what stands right behind the cue is no more than a noun for a saying, or a pronoun for one."""
    last = scene.cue.last
    if "say" in scene.cue.classes:
        return False
    if last < scene.cue.unit.last and scene.v.lex.has("neuters", scene.v.low[last]) and free(scene, last + 1):
        return True
    p = next((p for p in scene.right if p.first == last), None)
    return p is not None and says(scene, p)


def choose(scene: Scene, contents: Sequence[Content], shares: Sequence[float]) -> Content:
    """The best of `contents`, whose probabilities are `shares`; for a cue that takes an object, that object."""
    if not takes_one(scene):
        return best_of(contents, shares)
    if p := _in_field(scene):
        if clause := reported(scene, p, scene.cue.tail[1] if scene.cue.tail else scene.cue.last):
            return clause
        end = scene.cue.tail[0] if scene.cue.tail else (scene.cue.object or (0, scene.cue.head))[1]
        end = next((i for i in range(p.last, end) if scene.v.lex.has("as_marks", scene.v.low[i])), end)
        end = p.last if p.kind == "pronoun" else end
        while end > p.last and scene.v.pos[end - 1] in _NOT_OBJECT:
            end -= 1
        return Content(((p.first, end),), "field", "object")
    if scene.cue.passive:
        return next((c for c in contents if _is_subject(scene, c)), best_of(contents, shares))
    return _behind_comma(scene) or _behind(scene, contents, shares)


def _behind(scene: Scene, contents: Sequence[Content], shares: Sequence[float]) -> Content:
    """The object behind the cue: a clause, what stands right there, else the likeliest."""
    fit = [n for n, c in enumerate(contents) if _clause(scene, c)]
    fit = fit or [n for n, c in enumerate(contents) if _direct(scene, c)] or list(range(len(contents)))
    best = _behind_adverbs(scene, _pointed(scene, contents[max(fit, key=shares.__getitem__)]))
    if not _direct(scene, best):
        return _before_gerund(scene, _before_colon(scene, best))
    best = _ended(scene, best)
    a, b = best.pieces[0]
    return reported(scene, Phrase(a, b, b - 1, "common"), b) or best


def _pointed(scene: Scene, c: Content) -> Content:
    """`c` with "that" before it where that is no conjunction but points at a noun ("rejects that claim")."""
    v, (a, b) = scene.v, c.pieces[0]
    points = c.shape == "that" and a == scene.cue.last + 1 and v.low[a - 1] in v.lex.words["neuters"]
    last = next((i for i in range(a, b) if v.low[i] in v.lex.nouns), b)
    noun = last < b and all(v.pos[i] == "ADJ" for i in range(a, last))
    noun = noun and (b - a == 1 or not any(v.pos[i] in _VERBAL for i in range(a, b)))
    return Content(((a - 1, b),), "bare", c.end) if points and noun else c


def _behind_comma(scene: Scene) -> Content | None:
    """What an infinitive closes that a comma leads to, right behind the cue or a time: "bestritt am Montag, P zu …"."""
    v, unit = scene.v, scene.cue.unit
    at = v.past_time(scene.cue.last, unit.last)
    return infinitive(v, at + 1, unit) if at < unit.last and v.low[at] == "," else None


def reported(scene: Scene, p: Phrase, end: int) -> Content | None:
    """The clause that tells what the noun for a saying `p` says: "den Vorwurf (zurück), er habe gelogen".

    A comma at token `end` leads to it, and its verb, a form that marks what is reported, stands second.
    """
    v, unit, forms = scene.v, scene.cue.unit, scene.v.lex.words["subjunctives"]
    n = v.lex.phrase("noun_links", v.low, end) if p.last < end < unit.last - 1 and says(scene, p) else 0
    if n > 1 or (n and v.lex.has("complementisers", v.low[end])):
        last = unit.last - (v.low[unit.last - 1] in _CLAUSE_ENDS)
        return Content(((end + n, last),), "noun") if end + n < last else None  # "wies Berichte zurück, wonach P"
    if not forms or not says(scene, p) or end + 2 >= unit.last or v.low[end] != "," or p.last > end:
        return None
    subject = one(v, end + 1, unit.last)
    if subject is None or subject.first != end + 1:
        return infinitive(v, end + 1, unit)
    verb = whole(v, subject, unit.last).last
    if verb >= unit.last or v.low[verb] not in forms or v.inner[verb] != unit.quote:
        return infinitive(v, end + 1, unit)
    stops = (i for i in range(verb + 1, unit.last) if v.low[i] in _CLAUSE_ENDS or _turns(v, i, unit.last, forms))
    return Content(((end + 1, next(stops, unit.last)),), "noun")


def infinitive(v: View, first: int, unit: Unit) -> Content | None:
    """What begins at `first` and an infinitive with its mark closes: "den Vorwurf (zurück), P begangen zu haben"."""
    stops = (
        i for i in range(first, unit.last) if (v.low[i] in _STOPS and not _counts(v, i)) or v.inner[i] != unit.quote
    )
    end = next(stops, unit.last)
    if end - 1 <= first or v.pos[end - 1] not in _VERBAL:
        return None
    w = v.low[end - 1]
    marked = v.low[end - 2] in v.lex.speech.infixes or any(x in w[_PREFIX:-_PREFIX] for x in v.lex.speech.infixes)
    return Content(((first, end),), "noun") if marked else None


def _counts(v: View, i: int) -> bool:
    """Whether a full stop at `i` makes the number before it an ordinal ("am 6. November")."""
    return v.low[i] == "." and v.low[i - 1].isdigit()


def _turns(v: View, i: int, last: int, forms: frozenset[str]) -> bool:
    """Whether a comma or a coordinator at `i` goes on with a verb that marks nothing as reported ("und ging")."""
    if v.low[i] == "," and v.pos[i + 1 : i + 2] == ["VERB"]:
        return v.low[i + 1] not in forms
    i += v.low[i] == ","
    if i + 1 >= last:
        return False
    behind = next((j for j in range(i + 1, min(i + _NEAR, last)) if v.pos[j] in _VERBAL), last)
    return (
        v.lex.has("coordinators", v.low[i]) and behind < last and v.pos[i + 1] != "PRON" and v.low[behind] not in forms
    )


def _behind_adverbs(scene: Scene, c: Content) -> Content:
    """`c` without adverbs at its beginning, where they stand before an object ("bestritt gestern den Bericht")."""
    v, (a, b) = scene.v, c.pieces[0]
    if not v.lex.words["inverted_subjects"] or not _direct(scene, c):
        return c
    while a < b - 1 and (v.pos[a] == "ADV" or v.time[a]):
        a += 1
    return Content(((a, b),), c.shape, c.end)


def behind_time(scene: Scene, c: Content) -> Content:
    """`c` without a time that stands between the cue and what was said ("a démenti mardi matin la vente")."""
    v, (a, b) = scene.v, c.pieces[0]
    if a != scene.cue.last or not v.time[a] or v.inner[a] != scene.cue.unit.quote:
        return c
    start = next((i for i in range(a, b) if not v.time[i]), b)
    while start < b and v.pos[start] == "ADV":
        start += 1
    led = start < b and (v.pos[start] in {"DET", "ADP", "SCONJ"} or v.is_mark(start))
    led |= start < b and v.lex.has("determiners", v.low[start])
    led |= start < b and bool(v.lex.speech.bare_infinitives) and v.low[start].endswith(v.lex.speech.bare_infinitives)
    if led and v.pos[start] == "ADP" and start + 1 < b and v.is_mark(start + 1):
        start += 1
    return replace(c, pieces=((start, b), *c.pieces[1:])) if led else c


def _is_subject(scene: Scene, c: Content) -> bool:
    return bool(scene.left) and c.pieces == ((scene.left[0].first, scene.left[0].last),)


def best_of(contents: Sequence[Content], shares: Sequence[float]) -> Content:
    """The likeliest of `contents`."""
    return contents[max(range(len(contents)), key=shares.__getitem__)]


def _before_colon(scene: Scene, c: Content) -> Content:
    v, quote = scene.v, scene.cue.unit.quote
    (a, b), *others = c.pieces
    end = next((i for i in range(a + 1, b) if v.low[i] == ":" and v.inner[i] == quote), b)
    return c if others or end == b else _cut(c, end)


def _clause(scene: Scene, c: Content) -> bool:
    """Whether `c` is a clause behind a complementiser, or behind a noun for a saying and its link."""
    v, last, a = scene.v, scene.cue.tail[1] if scene.cue.tail else scene.cue.last, c.pieces[0][0]
    if c.shape not in {"that", "noun"} or not last < a <= last + (_NEAR if c.shape == "that" else _FAR):
        return False
    between = range(last, a)
    if c.shape == "noun":
        return not v.lex.has("of_marks", v.low[a - 1]) and all(v.pos[i] not in _VERBAL for i in between)
    between_only = all(v.pos[i] in _BETWEEN or v.time[i] for i in between)
    between_only |= scene.subject is not None and all(v.pos[i] not in _VERBAL for i in between)
    return between_only or (v.pos[last] in _BESIDES and all(v.pos[i] not in _VERBAL for i in between))


def _direct(scene: Scene, c: Content) -> bool:
    if len(c.pieces) > 1 or c.shape == "quote":
        return False
    a, last = c.pieces[0][0], scene.cue.last
    skipped = scene.v.lex.words["inverted_subjects"] and all(
        scene.v.pos[i] == "ADV" or scene.v.time[i] for i in range(last, a)
    )
    return a == last or (a > last and bool(skipped))


def _ended(scene: Scene, c: Content) -> Content:
    """`c` up to where its form ends it: a noun phrase before what is told besides, an infinitive before a comma."""
    v, cue = scene.v, scene.cue
    a, b = c.pieces[0]
    verbal = v.pos[a] in _VERBAL
    if not verbal and v.pos[a] not in _NOMINAL:
        return c
    for i in range(a + 1, cue.unit.last):
        if v.inner[i] != cue.unit.quote:
            continue
        if v.low[i] in _STOPS or gerund(v, i) or _goes_on(v, i, cue.unit.last, a if verbal else None):
            return _cut(c, i)
        if verbal:
            continue
        if v.pos[i] in _VERBAL and v.lex.has("infinitive_marks", v.low[i - 1]):
            verbal = True  # "de rivier te hebben vervuild"
        elif v.pos[i] in _VERBAL and not _participle(v, i):
            return _cut(c, i) if _is_described(scene) else _opening(scene, c)
        if _besides(v, i):
            return _cut(c, i)
    return _cut(c, cue.unit.last if verbal else b)


def _is_described(scene: Scene) -> bool:
    """Whether the cue stands right behind a relative pronoun, so that the verb behind its object is the one around."""
    v, first = scene.v, scene.cue.first
    return first - 1 > scene.cue.unit.first and v.lex.has("relative_pronouns", v.low[first - 1])


def _cut(c: Content, end: int) -> Content:
    return Content(((c.pieces[0][0], end),), c.shape, "object")


def _opening(scene: Scene, c: Content) -> Content:
    """A clause ends at the comma behind a participle that opens the sentence, or before one ("denied P, saying Q")."""
    v, cue = scene.v, scene.cue
    a, b = c.pieces[0]
    if (cut := _before_gerund(scene, c)) is not c:
        return cut
    if cue.first != cue.unit.first or "gerund" not in cue.uses:
        return c
    return _cut(c, next((i for i in range(a, b) if v.low[i] == ","), b))


def _before_gerund(scene: Scene, c: Content) -> Content:
    """`c` up to another statement of its speaker: behind a comma a gerund of speech, or "and" with a verb of it."""
    v, (a, b) = scene.v, c.pieces[0]
    inside = (i for i in range(a + 1, b - 1) if v.inner[i] == scene.cue.unit.quote)
    end = next((i for i in inside if (v.low[i] == "," and gerund(v, i + 1)) or says_more(v, i)), b)
    end -= end < b and v.low[end - 1] == ","
    return c if end == b or len(c.pieces) > 1 else _cut(c, end)


def attended(scene: Scene, c: Content) -> Content | None:
    """`c` up to a participle of speech beside it, where the verb stands first: "قال إن P، | مضيفا أن Q".

    None where that leads to all that is said: "تحدث عن ذلك قائلا: P".
    """
    v, cue, (a, b) = scene.v, scene.cue, c.pieces[-1]
    if not v.lex.speech.verb_first or cue.kind != "verb" or a < cue.last:
        return c
    inside = (i for i in range(a + 1, b - 1) if v.inner[i] == cue.unit.quote)
    end = next((i for i in inside if gerund(v, i) and _leads(v, i + 1)), b)
    if end == b or any(v.speaks[a:end]):
        return c
    while end > a and v.category[end - 1] in {",", "mark", "coordinators"}:
        end -= 1
    told = end > a and (_leads(v, a) or _leads(v, a - 1))
    return replace(c, pieces=(*c.pieces[:-1], (a, end))) if told else None


def _leads(v: View, i: int) -> bool:
    """Whether what is said begins at `i` or right behind it, by its form."""
    return v.category[i] in {"complementisers", "mark", ":"}


def says_more(v: View, i: int) -> bool:
    """Whether a coordinator at `i` goes on with a verb of saying that has no subject of its own: "P, and said Q"."""
    if v.category[i] != "coordinators" or i + 1 >= len(v.pos) or v.pos[i + 1] not in {"VERB", "AUX"}:
        return False
    forms = v.lex.verbs.get(v.low[i + 1], ())
    return any("finite" in x.uses and not x.classes.isdisjoint({"say", "describe"}) and not x.lead for x in forms)


def gerund(v: View, i: int) -> bool:
    """Whether a gerund of speech at `i` goes on with another statement: "P saying that Q", "P door te zeggen dat Q"."""
    if v.pos[i] == "ADP" and i + 2 < len(v.low):
        marked = v.lex.has("infinitive_marks", v.low[i + 1])
        return (marked and _speaks(v, i + 2, "infinitive")) or (not marked and _speaks(v, i + 1, "gerund"))
    return v.pos[i - 1] not in _LEADING and _speaks(v, i, "gerund")


def _speaks(v: View, i: int, use: str) -> bool:
    """Whether the verb at `i` is one of saying in that form; a gerund has no other."""
    beside = use == "gerund" and v.lex.speech.verb_first and v.pos[i] in {"ADJ", "NOUN"}
    forms = v.lex.verbs.get(v.low[i], ()) if v.pos[i] == "VERB" or beside else ()
    return any(use in x.uses and (use != "gerund" or "finite" not in x.uses) and not x.rest for x in forms)


def _goes_on(v: View, i: int, last: int, first: int | None) -> bool:
    """Whether a coordinator at `i` goes on with a verb of the main clause ("denied it and left").

    `first` is the verb that begins the object: one of the same form is joined to it ("denied lying and stealing").
    """
    if not v.lex.has("coordinators", v.low[i]):
        return False
    j = i + 1
    while j < last and (v.pos[j] in {"ADV", "PRON"} or v.lex.has("negations", v.low[j])):
        j += 1
    joined = first is not None and j < last and v.low[j][-_FORM:] == v.low[first][-_FORM:]
    joined |= bool(v.lex.speech.bare_infinitives) and j < last and v.low[j].endswith(v.lex.speech.bare_infinitives)
    return j < last and v.pos[j] in _VERBAL and not joined


def _participle(v: View, i: int) -> bool:
    """Whether the verb form at `i` belongs to a noun phrase ("the report published in May")."""
    if v.pos[i] != "VERB" or v.pos[i - 1] not in _BEFORE_PARTICIPLE:
        return False
    return not v.speaks[i] or v.pos[i - 1] != "NOUN"


def _besides(v: View, i: int) -> bool:
    """Whether what begins at `i` is told besides: a subordinate clause, a time."""
    if v.lex.phrase("subordinators", v.low, i):
        return True
    start = i + 1 if v.pos[i] == "ADP" else i
    if v.time[i - 1] or not any(v.time[start : start + 2]):
        return False
    if start > i and not v.lex.has("of_marks", v.low[i]):
        return True
    end = next((j for j in range(start + 1, len(v.time)) if not v.time[j] and v.pos[j] != "DET"), len(v.time))
    return end >= len(v.pos) or v.pos[end] not in {"NOUN", "PROPN"}
