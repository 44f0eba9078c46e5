"""`speech.toml`: the words by which a language attributes what was said.

Verbs are written `stem+paradigm` (`announc+e`), or as a lemma that `[irregular]` lists. A phrase of several words
inflects its first, `point+s out`, or the one with the `+`: `اعلام +kard`. A verb that parts from its first half is
written `mit|teil+en`, one whose other words close its clause `zieh+en … in zweifel`. Classes of verbs say how a verb
takes its content and what stance it gives.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paradigm:
    """Endings by use; `past` is the past participle, `gerund` the present participle or gerund.

    `passive` are forms that are passive without an auxiliary ("сообщается").
    `negative` forms hold a negation. A form may have words before its last one.
    An ending with `~` is the whole form, the stem in its place: "ge~t".
    """

    finite: Words = ()
    past: Words = ()
    gerund: Words = ()
    infinitive: Words = ()
    conditional: Words = ()
    passive: Words = ()
    negative: Words = ()


@dataclass(frozen=True, slots=True)
class Verbs:
    """Verbs by class; the class is the first hint for stance and for the shape of the content.

    say, tell: a clause or a quotation (tell: with the hearer as object). write. go_on: with a quotation only.
    opine: think aloud. know: what one knows or learns, not said unless one's own. show: what documents and studies do.
    mention: with a noun phrase. promise: to do. urge: somebody to do. ask. deny, confirm, doubt: the stance.
    accuse: of. describe: as. judge: for. quote: report another's words. assail: deny what somebody claims where their
    object is a noun for that.
    """

    say: Words = ()
    tell: Words = ()
    write: Words = ()
    go_on: Words = ()
    opine: Words = ()
    know: Words = ()
    show: Words = ()
    mention: Words = ()
    promise: Words = ()
    urge: Words = ()
    ask: Words = ()
    deny: Words = ()
    confirm: Words = ()
    doubt: Words = ()
    accuse: Words = ()
    describe: Words = ()
    judge: Words = ()
    quote: Words = ()
    assail: Words = ()


@dataclass(frozen=True, slots=True)
class Nouns:
    """Nouns that carry a content ("the claim that ..."), by stance; `weak` ones assert, often are something else."""

    asserts: Words = ()
    weak: Words = ()
    denies: Words = ()
    confirms: Words = ()
    doubts: Words = ()
    urges: Words = ()


@dataclass(frozen=True, slots=True)
class Speech:
    """All of `speech.toml`. Words are lower case, `’` is written `'`, phrases as tokens with spaces.

    complementisers lead to a content and stay outside ("that"), kept_complementisers hold a word of it and stay inside
    ("that-he"); interrogatives begin it ("whether").
    denying_pleas, admitting_pleas: what is said in court, the plea itself in brackets ("a not [guilty] plea").
    object_relatives: relative pronouns that are never a subject ("que"), subject_relatives never an object;
    clause_relatives: those that may stand for the clause before their comma ("which"). neuters: pronouns for what was
    said ("ce que", "das", "это"). nobodies begin a subject that does nothing ("nobody", "nor X"). takings: verbs that
    confirm a saying, and take or allow a thing ("accept"). clefts lead to the clause that such a pronoun at the
    beginning of the sentence stands for ("what X denies IS THAT P"). object_clitics: pronouns in a verb's group that
    repeat its object ("las niega"); object_leads stand before an object ("את").
    comments: what somebody refuses who says nothing ("hacer comentarios").
    verbal_nouns: nouns for what somebody does,
    where a verb has its subject behind it ("مقتل"). anonymity: what somebody asks for who
    will not be named ("to be named", "el anonimato"), a "not" before it left out.
    led_surely: a verb of saying right before a complementiser or a quotation surely tells speech.
    verb_first: of a language whose verb stands first, the noun phrase right behind it is its subject.
    clause_commas: spelling asks for a comma before every subordinate clause. quoted_narrator: the narrator's words may
    stand between the marks of a quotation, parted by dashes («P, — said X, — Q»). oblique_endings: of common nouns,
    adjectives and determiners in a case that no subject has; where they are given, noun phrases meet without articles
    and begin with their chief word ("журналистам | министр обороны").
    oblique_words: determiners in such a case ("dem"). impersonal_endings: of verbs that many do, or nobody in
    particular ("обвинили"); accusative_endings: of somebody whom they do it to ("мэра").
    charge_marks: words that lead from a plea to the charge. reflexives: before an auxiliary of the passive they make it
    one of the active ("s'est dit").
    infixes: what stands between the halves of a parting verb's infinitive ("mitZUteilen").
    object_marks stand behind an object that precedes its verb, object_prepositions before one; final_auxiliaries
    right behind the verb. noun_first: of nouns in a row the first is the chief one.
    postpositions follow their source ("Angaben zufolge"); closing_prepositions count only behind a comma or a mark
    (", so X"). verb_final: an auxiliary stands far before its verb, or right behind it.
    hearsay_ends: a hearsay auxiliary counts only where one of these ends its clause; hearsay_cut: those that are cut
    out of the content. inverted_subjects: of a language whose verb stands second, the pronouns that are its subject
    right behind it; there, behind a clause that another word opens, any noun phrase is. subjunctives: verb forms that
    mark what is reported ("er sagte, es sei gut"). pro_drop: a verb needs no
    subject; its speaker is then that of the sentence before ("Ha detto che ...").
    parted_subjects: behind a verb of saying that a comma or a mark parts from what stands before, somebody is its
    subject ("P, dijo el alcalde"). clause_prepositions: prepositions that also lead to a verb of saying and its
    subject ("según informó X"). bare_infinitives: endings of infinitives that need no mark ("prometió pagar").
    adjective_endings: of words behind a noun with its article that belong to it, though they are tagged as nouns.
    untruths: words that call a saying untrue and no more ("false", "baseless").
    source_nouns: nouns for who speaks and is not named ("источник"); source_links: prepositions that say behind them
    where that is ("в"); source_stops: nouns behind them that are no place ("беседе").
    melted: prepositions with their article in one word; what they lead is no subject ("al", "do").
    passive_reflexives: pronouns that make a verb a passive one ("se informó de que"), but not a verb of reflexive_verbs
    ("se quejó"). impersonal_verbs: names of verbs that an impersonal pronoun and a reflexive one before them make a
    passive ("il se murmure que").
    """

    FILE: ClassVar[str] = "speech.toml"

    paradigms: dict[str, Paradigm]
    verbs: Verbs
    nouns: Nouns
    irregular: dict[str, Paradigm] = field(default_factory=dict)
    complementisers: Words = ()
    kept_complementisers: Words = ()
    interrogatives: Words = ()
    noun_links: Words = ()
    infinitive_marks: Words = ()
    of_marks: Words = ()
    as_marks: Words = ()
    for_marks: Words = ()
    hearer_marks: Words = ()
    prepositions: Words = ()
    weak_prepositions: Words = ()
    adverbs: Words = ()
    auxiliaries: Words = ()
    passive_auxiliaries: Words = ()
    reflexives: Words = ()
    modals: Words = ()
    negations: Words = ()
    before_denial: Words = ()
    subject_pronouns: Words = ()
    impersonal: Words = ()
    relative_pronouns: Words = ()
    object_relatives: Words = ()
    subject_relatives: Words = ()
    clause_relatives: Words = ()
    neuters: Words = ()
    nobodies: Words = ()
    takings: Words = ()
    oblique_words: Words = ()
    clefts: Words = ()
    object_clitics: Words = ()
    object_leads: Words = ()
    comments: Words = ()
    anonymity: Words = ()
    hearer_phrases: Words = ()
    by_marks: Words = ()
    coordinators: Words = ()
    subordinators: Words = ()
    determiners: Words = ()
    verbal_nouns: Words = ()
    np_links: Words = ()
    possessives: Words = ()
    adverbs_between: Words = ()
    document_nouns: Words = ()
    denying_pleas: Words = ()
    admitting_pleas: Words = ()
    charge_marks: Words = ()
    hearsay_conditional: bool = False
    pro_drop: bool = False
    parted_subjects: bool = False
    clause_prepositions: Words = ()
    bare_infinitives: Words = ()
    passive_reflexives: Words = ()
    melted: Words = ()
    adjective_endings: Words = ()
    untruths: Words = ()
    source_nouns: Words = ()
    source_links: Words = ()
    source_stops: Words = ()
    reflexive_verbs: Words = ()
    impersonal_verbs: Words = ()
    clause_commas: bool = False
    quoted_narrator: bool = False
    verb_first: bool = False
    led_surely: bool = False
    oblique_endings: Words = ()
    impersonal_endings: Words = ()
    accusative_endings: Words = ()
    hearsay_auxiliaries: Words = ()
    hearsay_ends: Words = ()
    hearsay_cut: Words = ()
    infixes: Words = ()
    object_marks: Words = ()
    object_prepositions: Words = ()
    final_auxiliaries: Words = ()
    noun_first: bool = False
    postpositions: Words = ()
    closing_prepositions: Words = ()
    verb_final: bool = False
    inverted_subjects: Words = ()
    subjunctives: Words = ()
