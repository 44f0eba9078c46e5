"""Names with what stands around them: titles, roles, descriptions, what kind of actor they may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recoupe.extract.actors import lexicon as x
from recoupe.extract.actors.scan import Run, runs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoupe.extract.actors.lexicon import Entity
    from recoupe.extract.actors.view import View

_LEFT, _RIGHT = 9, 14  # tokens looked at beside a name
_ACRONYM = 6


class Mention(NamedTuple):
    """A name at tokens `first` to `last` (exclusive), with title and role from `start` on.

    kind: person, organisation, or "" where nothing tells; for an `entity` see its kind. gender: m, f or "".
    nouns: plain words that describe it. role, country: concept and ISO code. bare: no preposition before it.
    article: the determiner before it, its flags; 0 if none. ages: numbers that stand as its age. label: the noun before
    it says that it is an organisation.
    """

    first: int
    last: int
    start: int
    kind: str = ""
    entity: Entity | None = None
    title: str = ""
    gender: str = ""
    nouns: frozenset[str] = frozenset()
    role: str = ""
    country: str = ""
    bare: bool = True
    article: int = 0
    ages: frozenset[str] = frozenset()
    label: bool = False


def mentions(v: View) -> tuple[Mention, ...]:
    """The Mentions of `v`, ascending."""
    out: list[Mention] = []
    for run in runs(v):
        if run.entity is not None:
            out += _known(v, run)
        elif not _is_title_of_work(v, run):
            out += _unknown(v, run)
    out += governments(v)
    return tuple(sorted(out))


def _is_title_of_work(v: View, run: Run) -> bool:
    """Whether quotation marks stand right around the name."""
    q = v.quote[run.first]
    if q < 0:
        return False
    inner = v.doc.quotations[q].inner
    return inner[0] >= v.starts[run.first] - 1 and inner[1] <= v.doc.tokens[run.last - 1].end + 1


def governments(v: View) -> Iterator[Mention]:
    """Governments named by an adjective or a country: "the Syrian regime", "le gouvernement chinois"."""
    for i, f in enumerate(v.flags):
        if not f & x.GOVERNMENT or v.words[i].cap:
            continue
        k = i + 1 if v.lex.heads_first else i - 1
        if not 0 <= k < len(v.flags) or v.sentence[k] != v.sentence[i]:
            continue
        country = country_at(v, k) if v.flags[k] & x.ADJECTIVE else ""
        if country:
            first, last = min(i, k), max(i, k) + 1
            article, before = article_before(v, first)
            bare = not preposition_at(v, before)
            yield Mention(
                first,
                last,
                first,
                kind="government",
                country=country,
                bare=bare,
                article=article,
                nouns=frozenset({v.low[i]}),
            )


def _known(v: View, run: Run) -> Iterator[Mention]:
    """The Mention of a known thing."""
    entity = run.entity
    assert entity is not None
    article, before = article_before(v, run.first)
    kind = {"known": "organisation", "place": "place"}.get(entity.kind, entity.kind)
    yield Mention(
        run.first,
        run.last,
        run.first,
        kind=kind,
        entity=entity,
        country=entity.country,
        bare=not preposition_at(v, before),
        article=article,
    )


def _unknown(v: View, run: Run) -> Iterator[Mention]:
    """The Mention of a run that is not known: its title and role cut off, its kind guessed."""
    first, last = _trim(v, run.first, run.last)
    if _describes(v, first, last) or first >= last:
        return
    sort = _sort(v, first, last)
    if sort & x.EVENT:
        return
    if sort & x.GROUND:
        yield _place(v, first, last)
        return
    cut = _name_start(v, first, last)
    if cut >= last:
        if last - first < 2 or not v.flags[last - 1] & x.HEAD:  # noqa: PLR2004
            return
        cut = first
    if cut == first and _is_organisation(v, first, last):
        yield _organisation(v, first, last)
        return
    if cut == first and last - first == 1 and v.flags[first] & x.ADJECTIVE:
        return
    yield _person(v, first, cut, last)


def _describes(v: View, first: int, last: int) -> bool:
    """Whether a run is a description in capitals: "the Los Angeles Democrat"."""
    f = v.flags[last - 1] if last - first > 1 else 0
    if not f & x.PERSON or f & (x.GIVEN | x.PAPER) or not first or not v.flags[first - 1] & x.DEFINITE:
        return False
    found = x.match(v.lex.phrases, v.folds, first, last)
    return found is not None and found[0] == last - first - 1


def _sort(v: View, first: int, last: int) -> int:
    """Whether the head word of the name is that of an event or of a place: its flags, 0 for what may be an actor."""
    if _given(v, first) or (first and v.flags[first - 1] & x.TITLE):
        return 0
    f = v.flags[first if v.lex.heads_first else last - 1]
    if f & (x.HEAD | x.GIVEN | x.PERSON) or (last - first == 1 and not f & x.EVENT):
        return 0
    return f & (x.EVENT | x.GROUND)


def _place(v: View, first: int, last: int) -> Mention:
    article, before = article_before(v, first)
    return Mention(first, last, first, kind="place", bare=not preposition_at(v, before), article=article)


def _trim(v: View, first: int, last: int) -> tuple[int, int]:
    """Without a capitalised article, pronoun or adverb at the beginning of the sentence."""
    while first < last and v.initial[first] and v.flags[first] & (x.COMMON | x.DETERMINER):
        if v.flags[first] & (x.TITLE | x.PERSON | x.HEAD) or v.doc.tokens[first].text in v.proper:
            break
        first += 1
    while (
        last - first > 2
        and v.flags[first] & x.GIVEN
        and v.flags[last - 1] & x.PERSON
        and v.doc.tokens[last - 1].text.isupper()
    ):  # noqa: PLR2004
        last -= 1
    return first, last


def _name_start(v: View, first: int, last: int) -> int:
    """Where the name proper begins: behind the last word of a title or role, and of a country before it."""
    cut = i = first
    while i < last:
        role = x.match(v.lex.roles, v.folds, i, last)
        if role is not None:
            i += role[0]
            cut = i
            continue
        if v.flags[i] & (x.PERSON | x.PEOPLE | x.TITLE) and not v.flags[i] & x.GIVEN and _introduces(v, first, i, last):
            cut = i + 1
        i += 1
    if last - first > 2 and cut < last - 1 and not _given(v, cut) and governed_by_role(v, first):  # noqa: PLR2004
        return max(cut, _behind_complement(v, first, last))
    if cut > first and cut < last and any(v.flags[k] & x.HEAD for k in range(cut, last)) and not _given(v, cut):
        return first
    if cut == first and last - first > 1 and not _given(v, first):
        cut = next((k for k in range(first + 1, last - 1) if _given(v, k) and _before_person(v, k - 1)), first)
    return cut


def governed_by_role(v: View, first: int) -> bool:
    """Whether a noun for a person and a preposition stand before the run: "Minister of Education Ann Lee"."""
    if v.lex.heads_first:
        return False
    k = first - 1
    while k > 0 and v.flags[k] & x.DETERMINER:
        k -= 1
    return k > 0 and v.low[k] in v.lex.names.grammar.links and bool(v.flags[k - 1] & x.PERSON) and v.sentence[k - 1] == v.sentence[first]


def _behind_complement(v: View, first: int, last: int) -> int:
    """Where the person's name begins behind the complement of a role; `first` if it is not to be told."""
    given = next((k for k in range(first + 1, last - 1) if _given(v, k)), first)
    if given > first:
        return given
    return last - 2 if last - first > 2 and v.flags[last - 3] & x.HEAD else first  # noqa: PLR2004


def _introduces(v: View, first: int, i: int, last: int) -> bool:
    """Whether the noun at `i` describes the name behind it: not the middle of a longer name ("Global Citizen Festival")."""
    rest = last - i - 1
    return i == first or rest != 1 or bool(v.flags[i] & x.TITLE) or _given(v, i + 1)


def _before_person(v: View, k: int) -> bool:
    """Whether the capitalised word at `k` can stand right before a person's name without being part of it."""
    w = v.words[k]
    if w.flags & (x.ADJECTIVE | x.HEAD | x.ORGANISATION | x.FORMER) or w.low in v.lower:
        return True
    return (v.doc.tokens[k].text.isupper() and len(w.low) > 2) or (len(w.low) > 4 and w.low.endswith(v.lex.endings))  # noqa: PLR2004


def _given(v: View, i: int) -> bool:
    return i < len(v.flags) and bool(v.flags[i] & x.GIVEN)


def _is_organisation(v: View, first: int, last: int) -> bool:
    """Whether the words of the name itself are those of an organisation."""
    text = v.doc.tokens[first].text
    if last - first == 1:
        letters = text.replace(".", "")
        return letters.isupper() and 1 < len(letters) <= _ACRONYM and not v.titled[first]
    if _known_word(v, last - 1):
        return not _given(v, first) and not _apposed_person(v, last)
    heads = [k for k in range(first, last) if v.flags[k] & x.HEAD]
    if not v.lex.heads_first and not any(k == last - 1 or v.flags[k + 1] & x.LINK for k in heads):
        return len(heads) > 0 and last - first > 2  # noqa: PLR2004
    return bool(heads) and not (_given(v, first) and last - first == 2 and not v.flags[last - 1] & x.HEAD)  # noqa: PLR2004


def _known_word(v: View, k: int) -> bool:
    """Whether the word alone names a known thing."""
    return any(
        not rest and (not e.shout or v.doc.tokens[k].text.isupper()) for rest, e in v.lex.phrases.get(v.folds[k], ())
    )


def _organisation(v: View, first: int, last: int) -> Mention:
    article, before = article_before(v, first)
    country = next((c for k in range(first, last) if (c := country_at(v, k))), "")
    nouns = frozenset(v.low[k] for k in range(first, last) if v.flags[k] & (x.HEAD | x.ORGANISATION))
    return Mention(
        first,
        last,
        first,
        kind="organisation",
        nouns=nouns | _apposed(v, last, x.ORGANISATION)[0],
        country=country,
        bare=not preposition_at(v, before),
        article=article,
    )


def _person(v: View, first: int, cut: int, last: int) -> Mention:
    """A Mention whose title and role stand from `first` to `cut` and may begin further left."""
    title, gender, start = "", "", first
    for k in range(first, cut):
        if v.low[k] in v.lex.titles and v.flags[k] & x.TITLE:
            title, gender, _ = v.lex.titles[v.low[k]]
            gender = gender[:1]
    if start > 0 and not title and v.flags[start - 1] & x.TITLE and v.starts[start] - v.doc.tokens[start - 1].end <= 1:
        title, gender, _ = v.lex.titles[v.low[start - 1]]
        gender, start = gender[:1], start - 1
    left = _description_left(v, start, cut, last)
    nouns, ages = _apposed(v, last)
    before = min(start, left)
    article, edge = article_before(v, before)
    role, country = role_of(v, list(range(left, cut)))
    right_role, right_country = ("", "") if role or not nouns else role_of(v, list(_apposition(v, last)))
    nouns |= {v.low[k] for k in range(left, cut) if v.low[k].isalpha() and not v.flags[k] & (x.COMMON | x.DETERMINER)}
    gender = gender or (_given_gender(v, cut) if last - cut > 1 else "") or _gender(v, [*range(left, cut)])
    person = bool(title or role or (cut > left and any(v.flags[k] & x.PERSON for k in range(left, cut))))
    person = person or _looks_person(v, cut, last, article, apposed=bool(ages) or _apposed_person(v, last))
    kind = "person" if person else ""
    return Mention(
        cut,
        last,
        left,
        kind=kind,
        title=title,
        gender=gender,
        nouns=frozenset(nouns),
        role=role or right_role,
        country=country or right_country,
        bare=not preposition_at(v, edge),
        article=article,
        ages=ages,
        label=not person and left == start and labelled(v, start),
    )


def _given_gender(v: View, i: int) -> str:
    """The usual gender of the given name at token `i`."""
    f = v.flags[i]
    return "" if not f & x.GIVEN else "m" if f & x.MASCULINE else "f" if f & x.FEMININE else ""


def _looks_person(v: View, cut: int, last: int, article: int, *, apposed: bool) -> bool:
    """Whether a name without title looks like a person's: given name first, or described after a comma."""
    if apposed and not article:
        return True
    return last - cut > 1 and _given(v, cut) and not article & x.DEFINITE


def labelled(v: View, start: int) -> bool:
    """Whether the noun right before the name says that it is an organisation: "le groupe Durand", "insurer Aviva"."""
    k = start - 1
    while (
        k > 0
        and v.lex.heads_first
        and start - k < 3
        and not v.flags[k] & (x.NOUN | x.COMMON | x.DETERMINER | x.PREPOSITION)
    ):  # noqa: PLR2004
        k -= 1
    f = v.flags[k] if k >= 0 else 0
    return bool(f & (x.ORGANISATION | x.HEAD)) and not f & (x.PERSON | x.PREPOSITION) and not v.words[k].cap


def _description_left(v: View, start: int, cut: int, last: int) -> int:
    """The first token of the description right before the name: "agency spokesman", "le ministre russe de l'énergie"."""
    lo = max(v.bounds(start)[0], start - _LEFT) if start < len(v.flags) else start
    i, best = start, start
    while i > lo:
        k = i - 1
        f, w = v.flags[k], v.low[k]
        if not (w[0].isalnum() or w[0] == "-"):
            if w in {",", "–"} and i == start and best == start and k > lo:
                i = k
                continue
            break
        if f & x.DETERMINER and not f & (x.LINK | x.PARTICLE) and w not in {"l'"} and not f & x.PERSON:
            break
        if (f & x.PERSON and not f & x.TITLE) or x.match(v.lex.roles, v.folds, k, start):
            best = k
        elif (
            (f & (x.COMMON | x.RELATIVE) and not f & (x.ADJECTIVE | x.FORMER | x.LINK))
            or (f & x.COORDINATOR and not (v.lex.heads_first and v.flags[i] & x.PREPOSITION))
            or (f & x.PREPOSITION and not v.lex.heads_first)
        ):
            break
        i = k
    if best == start or _separated(v, best, start) or (cut + 1 == last and labelled(v, start)):
        return start
    while best > lo and (
        v.flags[best - 1] & (x.ADJECTIVE | x.FORMER) or (country_at(v, best - 1) and not v.lex.heads_first)
    ):
        best -= 1
    return best


def _separated(v: View, best: int, start: int) -> bool:
    """Whether the noun at `best` governs the name by a preposition right before it: "porte-parole de Jean"."""
    if not v.lex.heads_first:
        return any(v.flags[k] & x.PREPOSITION for k in range(best, start))
    return bool(v.flags[start - 1] & (x.PREPOSITION | x.DETERMINER | x.COORDINATOR)) and start - 1 > best


def _apposition(v: View, last: int) -> range:
    """The tokens of a description behind the name: ", a Bolivian diplomat," or ", 41," or "is a nurse"."""
    n = len(v.low)
    if last >= n:
        return range(0)
    end = min(v.bounds(last - 1)[1], last + _RIGHT)
    i = last
    if i < end and v.low[i] == "(":
        i = next((k + 1 for k in range(i, end) if v.low[k] == ")"), end)
    if i >= end or v.low[i] not in {",", "–", "—"}:
        if i + 1 < end and v.flags[i] & x.COPULA and v.flags[i + 1] & (x.DETERMINER | x.PERSON):
            j = next((k for k in range(i + 1, end) if v.low[k] in {",", ".", ";"} or v.flags[k] & x.RELATIVE), end)
            return range(i + 1, j)
        return range(0)
    j = next(
        (k for k in range(i + 1, end) if v.low[k] in {",", ".", ";", "–", "—", "»", "”"} or v.flags[k] & x.RELATIVE),
        end,
    )
    return range(i + 1, j)


def _apposed(v: View, last: int, noun: int = x.NOUN) -> tuple[frozenset[str], frozenset[str]]:
    """Describing words and ages behind the name."""
    span = _apposition(v, last)
    if not len(span):
        return frozenset(), frozenset()
    ages = frozenset(v.low[k][:2] for k in span if v.low[k][:2].isdecimal() and (len(span) == 1 or _age_word(v, k)))
    first = span[0]
    head = next((k for k in span if v.flags[k] & (noun | x.PREPOSITION)), first)
    if not (v.flags[first] & (x.DETERMINER | x.FORMER | x.ADJECTIVE | x.NOUN) and v.flags[head] & noun):
        return frozenset(), ages
    return frozenset(
        v.low[k] for k in span if v.low[k].isalpha() and not v.flags[k] & (x.COMMON | x.DETERMINER | x.PREPOSITION)
    ), ages


def _age_word(v: View, k: int) -> bool:
    words = v.lex.names.people.age
    return any(w in v.low[k] for w in words) or (
        k + 1 < len(v.low) and any(v.low[k + 1].startswith(w.split()[0]) for w in words)
    )


def _apposed_person(v: View, last: int) -> bool:
    """Whether the description behind the name is a person's."""
    span = _apposition(v, last)
    if not len(span) or not v.flags[span[0]] & (x.DETERMINER | x.FORMER | x.ADJECTIVE | x.PERSON):
        return False
    head = next((k for k in span if v.flags[k] & x.PREPOSITION), span[-1] + 1)
    return any(v.flags[k] & x.PERSON and not v.words[k].cap for k in range(span[0], head))


def _gender(v: View, words: list[int]) -> str:
    """Gender that describing words tell: "actress", "la ministre"."""
    for k in words:
        if v.flags[k] & x.PERSON and v.flags[k] & (x.MASCULINE | x.FEMININE) and not v.flags[k] & x.GIVEN:
            if v.lex.heads_first and v.flags[k] & x.MASCULINE:
                continue  # a masculine noun may be the generic one
            return "f" if v.flags[k] & x.FEMININE else "m"
    return ""


def country_at(v: View, k: int) -> str:
    """ISO code of the country that token `k` names or that its adjective belongs to."""
    if v.flags[k] & x.ADJECTIVE and (v.low[k] != "us" or v.doc.tokens[k].text == "US"):
        return v.lex.adjectives[v.low[k]]
    if not v.words[k].cap:
        return ""
    found = x.match(v.lex.phrases, v.folds, k, len(v.folds))
    if found is None or (found[1].shout and not v.doc.tokens[k].text.isupper()):
        return ""
    return found[1].country


def role_of(v: View, words: list[int]) -> tuple[str, str]:
    """The role concept and country of the description made of tokens `words`."""
    if not words:
        return "", ""
    country = next((c for k in words if (c := country_at(v, k))), "")
    kept = [k for k in words if not (v.flags[k] & x.ADJECTIVE and country_at(v, k)) and v.low[k] not in {"-", "."}]
    folds = [v.folds[k] for k in kept]
    best = (0, "")
    for i in range(len(folds)):
        found = x.match(v.lex.roles, folds, i, len(folds))
        if found is not None and found[0] > best[0]:
            best = (found[0], found[1].name)
    return best[1], country


def article_before(v: View, i: int) -> tuple[int, int]:
    """Flags of the determiner before token `i` (adjectives between them skipped) and the first token of the phrase."""
    k = i
    first = v.bounds(i)[0] if i < len(v.flags) else i
    while k > first and i - k < 4:  # noqa: PLR2004
        f = v.flags[k - 1]
        if f & x.DETERMINER:
            return f, k - 1
        if (
            f & (x.COMMON | x.PREPOSITION | x.RELATIVE)
            or not v.low[k - 1][0].isalnum()
            or not f & (x.ADJECTIVE | x.FORMER | x.NOUN)
        ):
            break
        k -= 1
    return 0, k


def preposition_at(v: View, i: int) -> bool:
    """Whether a preposition stands before the phrase that begins at token `i` or melts into its article."""
    if i < len(v.flags) and v.flags[i] & x.PREPOSITION and v.flags[i] & x.DETERMINER:
        return True
    return i > 0 and bool(v.flags[i - 1] & x.PREPOSITION) and v.sentence[i - 1] == v.sentence[i]
