"""`names.toml`: the words by which a language names and describes people, organisations and countries.

Words are lower case with `'` for any apostrophe unless said otherwise. Names of countries come from CLDR; the file adds
what CLDR lacks: short forms, adjectives, capitals. Nouns are singular; `plurals` and `inflections` make the rest.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Literal

Words = tuple[str, ...]
Gender = Literal["masculine", "feminine", ""]


@dataclass(frozen=True, slots=True)
class Country:
    """A country by its ISO 3166-1 code, in usual case.

    More `names`; `adjectives` in their base form; irregular names of its `people`; `capitals`, the seat of government
    first.
    """

    names: Words = ()
    adjectives: Words = ()
    people: Words = ()
    capitals: Words = ()


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat of power that speaks for its holder: `words` in their usual case, `country` an ISO code or "EU"."""

    country: str
    words: Words


@dataclass(frozen=True, slots=True)
class Title:
    """A title before a name. `kept`: stays with a bare surname in the fullest name ("Lord Hill")."""

    words: Words
    gender: Gender = ""
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Articles:
    """Determiners by what they tell of gender and number; definite ones and `possessive` point at what is known.

    `bare`: the language has no articles, so that a bare noun may point at what is known too.
    """

    masculine: Words = ()
    feminine: Words = ()
    singular: Words = ()
    plural: Words = ()
    either: Words = ()
    indefinite: Words = ()
    indefinite_plural: Words = ()
    possessive: Words = ()
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Pronouns:
    """Pronouns by what they stand for.

    `masculine` and `feminine` are persons, and things where `things_have_gender`; `neuter` things; `self` the
    speaker of the quotation around; `selves` the speaker's side; `hearer`; `relative` what stands before;
    `vague` nobody in particular. Possessives ("his") count with their pronoun.
    """

    masculine: Words = ()
    feminine: Words = ()
    person: Words = ()
    neuter: Words = ()
    plural: Words = ()
    plural_feminine: Words = ()
    self: Words = ()
    selves: Words = ()
    hearer: Words = ()
    relative: Words = ()
    vague: Words = ()
    empty: Words = ()
    things_have_gender: bool = False


@dataclass(frozen=True, slots=True)
class People:
    """Nouns for persons, singular. `endings` mark a person noun that is not listed; `plural` are always several."""

    masculine: Words = ()
    feminine: Words = ()
    either: Words = ()
    plural: Words = ()
    endings: Words = ()
    pairs: Words = ()
    age: Words = ()


@dataclass(frozen=True, slots=True)
class Things:
    """Nouns for what is no person, singular.

    heads: in the names of organisations ("ministry"), with a capital or, where `heads_first`, with complements.
    trades: end names of companies and clubs too, and are no bodies where they stand alone ("Lorne Water").
    organisations: what a named organisation is called again ("the company"). documents: what says or shows
    without being a speaker ("survey"). crowds: no named speaker however definite ("the police").
    governments: with an adjective of country they are its government ("the Syrian regime").
    businesses: nouns for companies, which no body of states is ("the carmaker").
    papers: names that keep their article ("The Guardian"). mediums: what publishes; beside a name they only say what it
    is ("Die Zeit newspaper"). events: end (or, where `heads_first`, begin) names that are no actors ("World War").
    grounds: the same for places ("Lake", "Street"). institutions: what a state or town has one of ("embassy"); with
    its country or a name behind it, it is an organisation even in lower case.
    """

    heads: Words = ()
    trades: Words = ()
    organisations: Words = ()
    documents: Words = ()
    crowds: Words = ()
    governments: Words = ()
    businesses: Words = ()
    papers: Words = ()
    mediums: Words = ()
    events: Words = ()
    grounds: Words = ()
    institutions: Words = ()


@dataclass(frozen=True, slots=True)
class Grammar:
    """How noun phrases are built. `links` join words inside a name ("of"), `particles` inside a person's name ("de").

    `heads_first`: complements follow their noun. `nouns_capital`: every noun has a capital; the tagger tells names.
    `compounds`: nouns are written in one, and the last part is the chief one ("Investmentbanker").
    `from_marks` lead from a document to who made it. `prepositions` end
    the core of a phrase. `place_marks`: a name after them is a place. `common`: words that have a capital only because
    they begin a sentence. `unnamed`: words with a capital that name nobody (days, months, feasts).
    """

    heads_first: bool = False
    nouns_capital: bool = False
    compounds: bool = False
    links: Words = ()
    particles: Words = ()
    suffixes: Words = ()
    coordinators: Words = ()
    genitives: Words = ()
    prepositions: Words = ()
    from_marks: Words = ()
    place_marks: Words = ()
    relatives: Words = ()
    common: Words = ()
    unnamed: Words = ()
    former: Words = ()
    copulas: Words = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A text; each of `actors` is "name | type | country | role", later parts may be missing; `never` are no actors."""

    text: str
    actors: Words = ()
    never: Words = ()


@dataclass(frozen=True, slots=True)
class Names:
    """All of `names.toml`.

    titles: by their English form. roles: phrases by concept, adjectives of country left out ("minister of defence").
    known: bodies of many countries by their English name. countries: by ISO code. seats: by English name.
    case_endings: rows of endings, the nominative first, then each case in one order; nouns, roles and names are known
    in all of them. given_masculine, given_feminine: given names in a script that is not Latin.
    inflections: rows of endings; a word that ends in the first of a row has all its forms. plurals: pairs of plural
    and singular ending. spellings: words of persons' names, plain lower case, as the ledger spells them. places: other
    towns and regions in the news, usual case.
    """

    FILE: ClassVar[str] = "names.toml"

    articles: Articles
    pronouns: Pronouns
    people: People
    things: Things
    grammar: Grammar
    titles: dict[str, Title] = field(default_factory=dict)
    roles: dict[str, Words] = field(default_factory=dict)
    known: dict[str, Words] = field(default_factory=dict)
    seats: dict[str, Seat] = field(default_factory=dict)
    countries: dict[str, Country] = field(default_factory=dict)
    spellings: dict[str, str] = field(default_factory=dict)
    places: Words = ()
    inflections: tuple[Words, ...] = ()
    case_endings: tuple[Words, ...] = ()
    surnames: Words = ()
    given_masculine: Words = ()
    given_feminine: Words = ()
    plurals: tuple[Words, ...] = ()
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class GivenNames:
    """`given_names.toml`: given names of all languages by the usual gender of their bearers, plain, without accents.

    `canonical` is the language whose names of countries and seats stand for all languages' in the ledger.
    """

    FILE: ClassVar[str] = "given_names.toml"

    canonical: str
    masculine: Words
    feminine: Words
    either: Words = ()
