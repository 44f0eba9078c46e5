"""Runs of capitalised words: where names stand, as token ranges, before anything is known of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recoupe.extract.actors import lexicon as x
from recoupe.lang.letters import caseless

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoupe.extract.actors.lexicon import Entity, Word
    from recoupe.extract.actors.view import View

_LONGEST = 12  # tokens of a name
_STEM = 3  # letters of a name without its ending
_INNER = 3  # small words inside a name
_ADJECTIVES = 2  # behind the head of a name


class Run(NamedTuple):
    """Tokens `first` to `last` (exclusive) that may be a name; `entity` where they are known to be one."""

    first: int
    last: int
    entity: Entity | None = None


def runs(v: View) -> Iterator[Run]:
    """The runs of `v`, ascending, not overlapping."""
    phrases, roles = v.lex.phrases, v.lex.roles
    done = 0
    for i in [k for k, w in enumerate(v.words) if w.cap or w.fold in phrases or w.fold in roles]:
        if i < done:
            continue
        end = v.bounds(i)[1]
        skip = _role_alone(v, i, end)
        if skip:
            done = i + skip
            continue
        run = _entity(v, i, end)
        if run is None and v.flags[i] & x.DEFINITE and i + 1 < end:
            run = _entity(v, i + 1, end)
        run = run or _run(v, i, end)
        if run is not None and not _is_article(v, run):
            yield run
            done = run.last


def _is_article(v: View, run: Run) -> bool:
    """Whether the run is an article alone, where nouns lose their capitals: "das Projekt The (Power of …)"."""
    return run.last - run.first == 1 and bool(v.flags[run.first] & x.DETERMINER) and v.pos(run.first) == "DET"


def _entity(v: View, i: int, end: int) -> Run | None:
    """A known thing that begins at token `i`, unless it is only the beginning of a longer name."""
    found = x.match(v.lex.phrases, v.folds, i, end)
    if found is None:
        return None
    n, entity = found
    text = v.doc.tokens[i].text
    if (entity.shout and not text.isupper()) or (n == 1 and not text[:1].isupper() and not caseless(text)):
        return None
    if not any(v.words[k].cap for k in range(i, i + n)):
        return None
    if entity.kind == "adjective":
        return None
    after = i + n
    described = _in_case(v, i, after, end) or (entity.kind == "country" and caseless(text))
    if after < end and named(v, after) and not v.initial[after] and not described and not _begins_description(v, after):
        following = x.match(v.lex.phrases, v.folds, after, end)
        if following is None or following[1].kind not in {"country", "capital", "seat"}:
            return None
    return Run(i, after, entity)


def _in_case(v: View, i: int, after: int, end: int) -> bool:
    """Whether the name `i` to `after` only tells whose the person behind it is: "президент Франции Люк Маршан"."""
    if not v.lex.names.case_endings or after >= end:
        return False
    return bool(v.flags[after] & x.GIVEN) or (i > 0 and bool(v.flags[i - 1] & (x.PERSON | x.HEAD)))


def _role_alone(v: View, i: int, end: int) -> int:
    """Length of the role at token `i` where no name follows it, its adjective of country included, else 0."""
    if v.folds[i] not in v.lex.roles:
        return 0
    k = i + 1
    while k < end and v.flags[k] & x.ADJECTIVE and not v.words[k].cap:
        k += 1
    folds = [v.folds[i], *v.folds[k : min(k + _LONGEST, end)]]
    found = x.match(v.lex.roles, folds, 0, len(folds))
    n = found[0] if found is not None else 0
    if n < 2:  # noqa: PLR2004 a single word is left to the run
        return 0
    after = k + n - 1
    return 0 if v.words[i].cap and after < end and v.words[after].cap else after - i


def _begins_description(v: View, i: int) -> bool:
    """Whether the capitalised word at `i` begins a role ("Foreign Minister") rather than goes on a name."""
    return (
        v.titled[i]
        or x.match(v.lex.roles, v.folds, i, len(v.folds)) is not None
        or bool(v.flags[i] & (x.PERSON | x.TITLE))
    )


def named(v: View, i: int) -> bool:
    """Whether the word at `i` has the capital of a name."""
    w = v.words[i]
    if not w.cap or not w.low[0].isalpha():
        return False
    if w.flags & x.UNNAMED:
        following = v.words[i + 1] if i + 1 < len(v.words) else w
        return bool(w.flags & x.GIVEN) and following.cap and not following.flags & (x.UNNAMED | x.COMMON)
    text = v.doc.tokens[i].text
    if v.titled[i]:
        return text in v.proper or (w.low not in v.lower and bool(w.flags & x.GIVEN) and not w.flags & x.COMMON)
    if w.flags & x.COMMON and (w.flags & x.INDEFINITE or (text.isupper() and len(text) > 1)):
        return False
    if not v.initial[i]:
        return not (w.flags & x.COMMON and w.low in v.lower and not w.flags & x.HEAD) or text in v.proper
    return _named_at_start(v, i, text)


def _named_at_start(v: View, i: int, text: str) -> bool:
    """Whether a word that begins a sentence is a name: by its tag, by the rest of the article, by what follows."""
    w, pos = v.words[i], v.pos(i)
    if w.flags & (x.COMMON | x.DETERMINER | x.FORMER) and text not in v.proper:
        return False
    if w.flags & x.COMMON and w.low in v.lower and i + 1 < len(v.words) and v.words[i + 1].cap:
        return False
    if text in v.proper and (w.low not in v.lower or pos == "PROPN"):
        return not (w.flags & x.COMMON and w.flags & (x.DETERMINER | x.PREPOSITION))
    if w.flags & (x.TITLE | x.GIVEN | x.ADJECTIVE) or not text[1:].islower() or _in_other_case(v, w, text):
        return True
    role = x.match(v.lex.roles, v.folds, i, len(v.folds))
    if role is not None and role[0] > 1:
        return i + role[0] < len(v.words) and v.words[i + role[0]].cap
    return _named_by_next(v, i, pos)


def _in_other_case(v: View, w: Word, text: str) -> bool:
    """Whether the article has `text`, no common word, in another case as a name: "Гарріс" beside "Гаррісу"."""
    if w.low in v.lower or w.flags & (x.COMMON | x.NOUN | x.HEAD):
        return False
    for nominative, *others in v.lex.names.case_endings:
        stem = text[: len(text) - len(nominative)]
        if text.endswith(nominative) and len(stem) >= _STEM and any(stem + e in v.proper for e in others):
            return True
    return False


def _named_by_next(v: View, i: int, pos: str) -> bool:
    """Whether the tag of the word and the capital behind it make it a name."""
    following = i + 1 < len(v.words) and v.words[i + 1].cap and not v.flags[i + 1] & x.UNNAMED
    if pos in {"NOUN", "ADJ"}:
        following = following and bool(v.flags[i + 1] & x.HEAD)
    elif pos:
        return pos == "PROPN"
    return following and v.words[i].low not in v.lower


def _run(v: View, i: int, end: int) -> Run | None:
    """The run that begins at token `i`."""
    if not named(v, i):
        return None
    j = i + 1
    while j < end and j - i < _LONGEST:
        if named(v, j) and (not (v.flags[j] & x.DETERMINER and v.flags[j] & x.COMMON) or _particle(v, j, end)):
            if v.flags[j] & x.GIVEN and j > i and not v.flags[i] & x.GIVEN and _team(v, i, j, end):
                break
            if _seat(v, j, end):
                return Run(i, _behind_seat(v, i, j, end))
            if _respelled(v, j, end):
                break
            j += 1
            continue
        if (
            v.flags[j] & x.GENITIVE
            and j + 1 < end
            and v.flags[j + 1] & x.HEAD
            and v.words[j + 1].cap
            and _of_people(v, j - 1)
        ):
            j += 2
            continue
        k = _nicknamed(v, j, end) or _across(v, i, j, end)
        if k == j:
            break
        j = k
    if v.lex.heads_first and v.flags[j - 1] & x.HEAD and j - i == 1:
        j = with_complement(v, j, end)
    return Run(i, j)


def _particle(v: View, j: int, end: int) -> bool:
    """Whether the capitalised article at `j` stands inside a person's name: "Yann Le Goff", "M. La Rocca"."""
    if not v.flags[j] & x.PARTICLE or v.initial[j] or v.titled[j] or j + 1 >= end or not named(v, j + 1):
        return False
    before = v.flags[j - 1]
    if before & (x.TITLE | x.GIVEN):
        return True
    return not before & (x.NOUN | x.HEAD | x.UNNAMED | x.COMMON) and v.folds[j - 1] not in v.lex.phrases


def _nicknamed(v: View, j: int, end: int) -> int:
    """Where the surname stands behind a nickname in quotation marks that begins at `j`, else 0."""
    if v.low[j][0].isalnum() or not v.flags[j - 1] & x.GIVEN or j + 2 >= end or v.quote[j + 1] < 0 or v.quote[j] >= 0:
        return 0
    k = j + 1
    while k < end and k - j <= 4 and v.quote[k] == v.quote[j + 1]:  # noqa: PLR2004
        k += 1
    return k + 1 if k + 1 < end and v.words[j + 1].cap and v.words[k + 1].cap and v.quote[k] < 0 else 0


def _seat(v: View, j: int, end: int) -> bool:
    """Whether a name of several words that stands for itself begins at `j`: "Nixon White House"."""
    found = x.match(v.lex.phrases, v.folds, j, end)
    return found is not None and found[0] > 1 and found[1].kind in {"seat", "country"}


def _behind_seat(v: View, i: int, j: int, end: int) -> int:
    """The end of a body's name before a country at `j`: behind the country that small words tie to it, else `j`.

    "Commissione del (Regno Unito)", "Nixon (White House)".
    """
    k = j
    while k > i + 1 and v.flags[k - 1] & x.LINK and not v.words[k - 1].cap:
        k -= 1
    if k == j:
        return j
    return j + _known_length(v, j, end) if v.flags[i] & x.HEAD else k


def _respelled(v: View, j: int, end: int) -> bool:
    """Whether behind a word of a script without capitals a name in Latin letters begins at `j`: another name."""
    if j + 1 >= end or not caseless(v.low[j - 1]) or caseless(v.low[j]):
        return False
    return all(v.words[k].cap and not v.words[k].shouted and v.low[k].isalpha() for k in (j, j + 1))


def _team(v: View, i: int, j: int, end: int) -> bool:
    """Whether a person's name begins at `j` behind a name with an article: "des Lakers Mike Trudell"."""
    article = i > 0 and v.flags[i - 1] & x.DETERMINER
    return bool(article) and j + 1 < end and named(v, j + 1) and not v.flags[j + 1] & x.HEAD


def _of_people(v: View, k: int) -> bool:
    """Whether the word at `k` is a noun for people, as in "People's Party", "Coroner's Office"."""
    return bool(v.flags[k] & (x.PERSON | x.PEOPLE)) and not v.flags[k] & x.GIVEN


def with_complement(v: View, j: int, end: int) -> int:
    """The end of a name whose head before `j` has lower-case complements: "Comité judiciaire du Sénat"."""
    k = j
    while k < min(end, j + _ADJECTIVES) and _adjectival(v, k) and (_is_adjective(v, k) or _link(v, k + 1, end)):
        k += 1
    if not _link(v, k, end):
        return k
    while _link(v, k, end):
        while k < end and v.flags[k] & (x.LINK | x.DETERMINER):
            k += 1
        n = _known_length(v, k, end)
        k += max(n, 1)
        while not n and k < end and (v.words[k - 1].cap or not v.flags[k] & x.GIVEN) and v.words[k].cap and named(v, k):
            k += 1
        while k < end and _adjectival(v, k) and _is_adjective(v, k):
            k += 1
    return min(k, end)


def _is_adjective(v: View, k: int) -> bool:
    return bool(v.flags[k] & x.ADJECTIVE) or v.pos(k) == "ADJ"


def _known_length(v: View, k: int, end: int) -> int:
    found = x.match(v.lex.phrases, v.folds, k, end) if k < end and v.words[k].cap else None
    return found[0] if found is not None else 0


def _adjectival(v: View, k: int) -> bool:
    """Whether the word at `k` can be an adjective behind a head."""
    f = v.flags[k]
    return (
        v.low[k].isalpha()
        and not v.words[k].cap
        and (not f & (x.COMMON | x.DETERMINER | x.PREPOSITION | x.RELATIVE) or bool(f & x.ADJECTIVE))
    )


def _link(v: View, k: int, end: int) -> bool:
    """Whether a complement begins at `k`: a link and a noun behind it."""
    j = k
    while j < end and v.flags[j] & (x.LINK | x.DETERMINER) and not v.words[j].cap:
        j += 1
    if j == k or j >= end or not v.flags[k] & x.LINK or (v.flags[k] & x.DETERMINER and not v.flags[k] & x.PREPOSITION):
        return False
    if not v.flags[k] & x.FROM_MARK and not v.flags[j - 1] & x.DEFINITE:
        return False
    return v.low[j][0].isalpha() and not v.flags[j] & (x.COMMON | x.RELATIVE) and v.pos(j) in {"", "NOUN", "PROPN"}


def _across(v: View, i: int, j: int, end: int) -> int:
    """Where the run `i` to `j` goes on behind the words at `j` that may stand inside a name, else `j`."""
    k = j
    while k < end and k - j < _INNER and v.flags[k] & (x.LINK | x.PARTICLE) and not v.words[k].cap:
        k += 1
    if k == j or k >= end or not v.words[k].cap or not named(v, k):
        return j
    if v.flags[j] & x.DEFINITE and not v.flags[j] & (x.PREPOSITION | x.PARTICLE):
        return j
    return k if _bridged(v, i, j, k, end=end) else j


def _bridged(v: View, i: int, j: int, k: int, *, end: int) -> bool:
    """Whether the words `j` to `k` join the run before them and the capital behind them into one name."""
    flags = [v.flags[m] for m in range(j, k)]
    if all(f & x.PARTICLE for f in flags) and _person_like(v, i, j):
        return True
    if not all(f & x.LINK for f in flags):
        return False
    if any(f & x.COORDINATOR for f in flags):
        return k - j == 1 and _joined(v, i, j, k, end)
    if _behind_article(v, i) and k - j == 1 and v.flags[j] & x.FROM_MARK:
        return True
    return any(v.flags[m] & x.HEAD for m in range(i, j)) and not v.flags[j - 1] & x.ADJECTIVE


def _behind_article(v: View, i: int) -> bool:
    """Whether the run begins with a capitalised article or stands behind an article: "the Power of Nutrition"."""
    return bool(v.flags[i] & x.DEFINITE) or (i > 0 and bool(v.flags[i - 1] & x.DEFINITE) and not v.lex.heads_first)


def _person_like(v: View, i: int, j: int) -> bool:
    """Whether the run so far can be the beginning of a person's name before a particle."""
    if any(v.flags[m] & (x.HEAD | x.PERSON | x.UNNAMED) for m in range(i, j)):
        return False
    return bool(v.flags[j - 1] & x.GIVEN) or (not v.lex.heads_first and v.folds[j - 1] not in v.lex.phrases)


def _joined(v: View, i: int, j: int, k: int, end: int) -> bool:
    """Whether "and" at `j` stands inside one organisation's name: "Department of Health and Care"."""
    if v.flags[k] & (x.GIVEN | x.TITLE | x.PERSON) or v.folds[k] in v.lex.phrases:
        return False
    last = k
    while last + 1 < end and named(v, last + 1):
        last += 1
    linked = any(v.flags[m] & x.LINK and not v.words[m].cap for m in range(i, j))
    if linked and any(v.flags[m] & x.HEAD for m in range(i, j)):
        return True
    alone = j - i == 1 and not v.flags[i] & (x.GIVEN | x.ADJECTIVE) and v.folds[i] not in v.lex.phrases
    return alone and bool(v.flags[last] & x.HEAD) and bool(v.flags[i - 1] & (x.DETERMINER | x.PREPOSITION) if i else 0)
