"""Stance by cue, negation and noun."""

from __future__ import annotations

import pytest

from recoupe import text
from recoupe.extract.statements import stance
from recoupe.extract.statements.contents import candidates
from recoupe.extract.statements.lexicon import lexicon
from recoupe.extract.statements.scenes import scenes
from recoupe.extract.statements.view import view
from recoupe.model import Article

# A sentence, the verb of its cue, the content, the stance.
ENGLISH = [
    ("The mayor denied that the bridge was unsafe.", "denied", "the bridge was unsafe", "denies"),
    ("The mayor denied any wrongdoing.", "denied", "any wrongdoing", "denies"),
    ("The club rejected claims that it had cheated.", "rejected", "it had cheated", "denies"),
    ("Dunmore dismissed the rumours.", "dismissed", "the rumours", "denies"),
    ("The actress denounced allegations that she had lied.", "denounced", "she had lied", "denies"),
    ("The actress denounced the war in Kestria.", "denounced", "the war in Kestria", "asserts"),
    ("The union slammed accusations that it is corrupt.", "slammed", "it is corrupt", "denies"),
    ("He pleaded not guilty to two charges of theft.", "pleaded", "two charges of theft", "denies"),
    ("He pleaded guilty to two charges of theft.", "pleaded", "two charges of theft", "confirms"),
    ("The ministry did not confirm that talks had begun.", "confirm", "talks had begun", "doubts"),
    ("The ministry refused to confirm that talks had begun.", "confirm", "talks had begun", "doubts"),
    ("The bank admitted that it lost the money.", "admitted", "it lost the money", "confirms"),
    ("The senator said she did not take the money.", "said", "she did not take the money", "asserts"),
    ("The president vowed never to use force.", "vowed", "never to use force", "asserts"),
    ("The president vowed not to use force.", "vowed", "not to use force", "asserts"),
    ("Two singers were denied visas for the tour.", "denied", "visas for the tour", "asserts"),
    ("Police urged drivers to stay at home.", "urged", "drivers to stay at home", "urges"),
    ("The minister called for a new inquiry.", "called", "a new inquiry", "urges"),
    ("The critic questioned the figures.", "questioned", "the figures", "doubts"),
]
FRENCH = [
    ("Le maire nie que le pont soit dangereux.", "nie", "le pont soit dangereux", "denies"),
    ("La ministre a démenti toute ingérence.", "démenti", "toute ingérence", "denies"),
    ("Il a rejeté les allégations selon lesquelles le club avait triché.", "rejeté", "le club avait triché", "denies"),
    ("Elle a dénoncé les accusations selon lesquelles elle aurait menti.", "dénoncé", "elle aurait menti", "denies"),
    ("Elle a dénoncé la guerre en Kestrie.", "dénoncé", "la guerre en Kestrie", "asserts"),
    ("Le ministère n'a pas confirmé que des pourparlers avaient lieu.", "confirmé", "des pourparlers avaient lieu", "doubts"),
    ("La banque a reconnu que l'argent était perdu.", "reconnu", "l'argent était perdu", "confirms"),
    ("La sénatrice a dit ne pas avoir pris l'argent.", "dit", "ne pas avoir pris l'argent", "asserts"),
    ("Le président a promis de ne jamais recourir à la force.", "promis", "de ne jamais recourir à la force", "asserts"),
    ("Il a reconnu plus tôt cette année que la caisse est vide.", "reconnu", "la caisse est vide", "confirms"),
    ("Il a plaidé non coupable de vol.", "plaidé", None, "denies"),
]  # fmt: skip
CASES = [("en", *c) for c in ENGLISH] + [("fr", *c) for c in FRENCH]


def stances(code: str, sentence: str, verb: str, content: str | None) -> set[str]:
    """The stances of the contents `content` (any where None) that the cue with the word `verb` may have."""
    doc = text.parse(Article(ref="a", id="a", text=sentence, lang=code))
    lex = lexicon(code)
    assert lex is not None
    v = view(doc, lex)
    found = [s for s in scenes(v) if s.cue.kind == "verb" and v.low[s.cue.head] == verb]
    assert found, "no such cue"
    return {
        stance.stance(s, c)
        for s in found
        for c in candidates(s)
        if content is None or [doc.text[slice(*v.span(*p))] for p in c.pieces] == [content]
    }


@pytest.mark.parametrize(("code", "sentence", "verb", "content", "expected"), CASES)
def test_stance(code: str, sentence: str, verb: str, content: str | None, expected: str) -> None:
    found = stances(code, sentence, verb, content)
    assert expected in found
    if content is not None:
        assert found == {expected}
