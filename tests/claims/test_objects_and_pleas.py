"""What a denial or a confirmation takes as its object, and pleas in court."""

from __future__ import annotations

import pytest

from recoupe import text
from recoupe.extract import dates, statements
from recoupe.extract.statements import objects, pleas
from recoupe.extract.statements.contents import candidates
from recoupe.extract.statements.lexicon import lexicon
from recoupe.extract.statements.scenes import scenes
from recoupe.extract.statements.view import View, view
from recoupe.model import Article, Spans

# A sentence, the verb of its cue, its object.
ENGLISH = [
    ("The death was confirmed by the police.", "confirmed", "The death"),
    ("All four have denied it.", "denied", "it"),
    ("Moll denied the accusations when he was asked in June.", "denied", "the accusations"),
    ("Denying he was a spy, Moll walked through the old town.", "denying", "he was a spy"),
    ("Venn denied her role and stayed at the bank.", "denied", "her role"),
    ("The club rejected claims that it had cheated.", "rejected", "it had cheated"),
    ("The club denied that it had cheated.", "denied", "it had cheated"),
    ("She admitted stealing two cars, but denied selling them.", "admitted", "stealing two cars"),
    ("She admitted stealing two cars, but denied selling them.", "denied", "selling them"),
    ("He confirmed the sale of the mill on Friday.", "confirmed", "the sale of the mill"),
    ("They deny any link to the fire.", "deny", "any link to the fire"),
]
FRENCH = [
    ("Léa Morin a démenti ces accusations alors que la police l'interrogeait.", "démenti", "ces accusations"),
    ("Il nie avoir touché de l'argent, mais reconnaît la rencontre.", "nie", "avoir touché de l'argent"),
    ("Il nie avoir touché de l'argent, mais reconnaît la rencontre.", "reconnaît", "la rencontre"),
    ("Le club a rejeté les allégations selon lesquelles il avait triché.", "rejeté", "il avait triché"),
    ("Le ministère dément que le pont soit dangereux.", "dément", "le pont soit dangereux"),
]  # fmt: skip
CASES = [("en", *c) for c in ENGLISH] + [("fr", *c) for c in FRENCH]

PLEAS = [
    ("en", "A not guilty plea was entered on Dale Corrigan's behalf.", "denies", "Dale Corrigan", "guilty"),
    ("en", "Mr Corrigan entered a not guilty plea on Monday.", "denies", "Mr Corrigan", "guilty"),
    ("en", "Corrigan pleaded not guilty and was released.", "denies", "Corrigan", "guilty"),
    ("en", "Corrigan pleaded guilty last week.", "confirms", "Corrigan", "guilty"),
    ("fr", "Carla Venn a plaidé non coupable.", "denies", "Carla Venn", "coupable"),
    ("fr", "Carla Venn a plaidé coupable.", "confirms", "Carla Venn", "coupable"),
]


def seen(code: str, sentence: str) -> View:
    lex = lexicon(code)
    assert lex is not None
    doc = text.parse(Article(ref="a", id="a", text=sentence, lang=code))
    return view(doc, lex, dates.find(doc))


@pytest.mark.parametrize(("code", "sentence", "verb", "expected"), CASES)
def test_object(code: str, sentence: str, verb: str, expected: str) -> None:
    v = seen(code, sentence)
    scene = next(s for s in scenes(v) if s.cue.kind == "verb" and v.low[s.cue.head] == verb)
    assert objects.takes_one(scene)
    found = candidates(scene)
    best = objects.choose(scene, found, [1 / len(found)] * len(found))
    assert [sentence[slice(*v.span(*p))] for p in best.pieces] == [expected]


@pytest.mark.parametrize(
    "sentence",
    ["The mayor said the bridge was safe.", "The death was confirmed on Monday.", '"We were wrong," he admitted.'],
)
def test_no_object(sentence: str) -> None:
    v = seen("en", sentence)
    assert not any(objects.takes_one(s) for s in scenes(v))


@pytest.mark.parametrize(("code", "sentence", "stance", "source", "content"), PLEAS)
def test_plea(code: str, sentence: str, stance: str, source: str, content: str) -> None:
    (found,) = pleas.find(seen(code, sentence))
    assert found.stance == stance
    assert [sentence[slice(*s)] for s in found.source] == [source]
    assert [sentence[slice(*s)] for s in found.content] == [content]


def test_a_plea_to_a_charge_is_a_cue_like_others() -> None:
    assert not list(pleas.find(seen("en", "Corrigan pleaded not guilty to two counts of theft.")))
    assert not list(pleas.find(seen("en", "The jury found him not guilty.")))


# A sentence; who denies in its relative clause, and what; what another says in it.
RELATIVES = [
    ("en", "The union says a survey found the crack, which the yard denies.", "the yard", "a survey found the crack"),
    ("en", "Moll is charged with fraud, which he denies.", "he", "Moll is charged with fraud"),
    ("en", "Prosecutors described bribes that the governor denies.", "the governor", "bribes"),
    ("fr", "Le club affirme que le toit fuit, ce que la mairie dément.", "la mairie", "le toit fuit"),
    ("fr", "Moll aurait touché un million, ce que conteste son avocat.", "son avocat", "Moll aurait touché un million"),
]
NO_RELATIVES = [
    ("en", "The minister, who denied the charge, left."),
    ("en", "The witness whom the police questioned left."),
    ("fr", "La société, qui dément toute fraude, a déménagé."),
]


@pytest.mark.parametrize(("code", "sentence", "who", "what"), RELATIVES)
def test_a_relative_clause_denies_what_stands_before_it(code: str, sentence: str, who: str, what: str) -> None:
    found = statements.find(seen(code, sentence).doc)
    denials = [s for s in found if s.rule.endswith("/relative")]
    assert [(words(sentence, s.source), words(sentence, s.content), s.stance) for s in denials] == [
        (who, what, "denies")
    ]
    assert not [s for s in found if f", {who}" in words(sentence, s.content)]


@pytest.mark.parametrize(("code", "sentence"), NO_RELATIVES)
def test_a_relative_clause_with_an_object_of_its_own(code: str, sentence: str) -> None:
    assert not [s for s in statements.find(seen(code, sentence).doc) if s.rule.endswith("/relative")]


def words(text: str, spans: Spans) -> str:
    return " | ".join(text[a:b] for a, b in spans)
