from __future__ import annotations

import pytest
from structure import doc, said

STYLES = [
    ("“{}”", "en"), ('"{}"', "en"), ("‘{}’", "en"), ("'{}'", "en"), ("``{}''", "en"), ("''{}''", "en"),
    ("« {} »", "fr"), ("«{}»", "fr"), ("«\u00a0{}\u202f»", "fr"), ("‹ {} ›", "fr"), ("“{}”", "fr"), ('"{}"', "fr"),
    ("„{}“", "de"), ("»{}«", "de"), ("‚{}‘", "de"), ("„{}”", "pl"), ("„{}“", "zz"), ("”{}”", "sv"), ("「{}」", "ja"),
]  # fmt: skip


@pytest.mark.parametrize(("style", "lang"), STYLES)
def test_every_style(style: str, lang: str) -> None:
    text = f"He said: {style.format('The pier holds.')}\nShe said {style.format('it will')}, then left."
    assert said(text, lang) == ["The pier holds.", "it will"]
    assert all(q.closed and not q.depth and not q.continued for q in doc(text, lang).quotations)


@pytest.mark.parametrize(("style", "lang"), STYLES)
def test_the_cue_may_interrupt(style: str, lang: str) -> None:
    text = f"{style.format('The pier,')} she said, {style.format('holds well.')} Nobody else spoke."
    assert said(text, lang) == ["The pier,", "holds well."]


@pytest.mark.parametrize(
    ("text", "lang", "inner"),
    [
        ("“He told me ‘go home’ twice,” she said.", "en", "go home"),
        ("'He told me \"go home\" twice,' she said.", "en", "go home"),
        ("« Il m’a dit “rentre” deux fois », dit-elle.", "fr", "rentre"),
        ("« Il m’a dit « rentre » deux fois », dit-elle.", "fr", "rentre"),
        ("„Er sagte ‚geh heim‘ zweimal“, sagte sie.", "de", "geh heim"),
    ],
)
def test_nested(text: str, lang: str, inner: str) -> None:
    outer, nested = doc(text, lang).quotations
    assert (outer.depth, nested.depth) == (0, 1)
    assert outer.start < nested.start < nested.end < outer.end
    assert text[slice(*nested.inner)] == inner


@pytest.mark.parametrize("again", ["“", "”", ""])
def test_over_paragraphs(again: str) -> None:
    text = f"“The pier held.\n{again}The road did not.\n{again}We mend it,” she said.\nThe rain went on."
    if again == "”":
        text = text.replace("We mend it,” she", "We mend it” she")
    found = doc(text).quotations
    assert [text[slice(*q.inner)].rstrip(",") for q in found] == ["The pier held.", "The road did not.", "We mend it"]
    assert [(q.closed, q.continued) for q in found] == [(False, False), (False, True), (True, True)]


@pytest.mark.parametrize("again", ["« ", "» ", ""])
def test_over_paragraphs_in_guillemets(again: str) -> None:
    text = f"« Le quai a tenu.\n{again}La route non.\n{again}On répare », dit-elle.\nIl pleuvait."
    found = doc(text, "fr").quotations
    assert [text[slice(*q.inner)] for q in found] == ["Le quai a tenu.", "La route non.", "On répare"]
    assert [(q.closed, q.continued) for q in found] == [(False, False), (False, True), (True, True)]


def test_a_bullet_like_a_mark_opens_nothing() -> None:
    assert said("Le quai a tenu.\n» Lire aussi : La route\nIl pleuvait.", "fr") == []


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("He said “it holds. She left.\nThe rain fell.", "en", ["it holds."]),
        ("It holds,” he said. She left.", "en", ["It holds,"]),
        ("The mayor: “The pier holds. We mend it.\nThe rain fell.", "en", ["The pier holds. We mend it."]),
        ("Il a dit que « le quai « tenait » bien. Rien d’autre.", "fr", ["le quai « tenait", "tenait"]),
        ('The mayor said," it holds" and left.', "en", ["it holds"]),
        ("He said „it holds” twice, “it does“ too.", "en", ["it holds", "it does"]),
    ],
)
def test_broken(text: str, lang: str, expected: list[str]) -> None:
    assert said(text, lang) == expected


def test_a_broken_mark_spoils_its_own_paragraph_only() -> None:
    text = "He said “it holds.\nShe said “it does”, then left.\nThe mayor said “we mend it”."
    assert said(text)[-2:] == ["it does", "we mend it"]
    assert [q.closed for q in doc(text).quotations] == [False, True, True]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('The so-called "experts" were wrong, as were the ‘boffins’.', ["experts", "boffins"]),
        ("The dogs' owner said it's the '90s, 'tis so.", []),
        ("The players' union won't go; the Hills' boat did.", []),
        ("He said 'the players' union won't go' yesterday.", ["the players' union won't go"]),
        ("Rock 'n' roll, y'all.", []),
        ('She is 5\'10" tall, he 6’1".', []),
        ("« »", []),
        ('"" and ""', []),
    ],
)
def test_scare_quotes_and_what_is_none(text: str, expected: list[str]) -> None:
    assert said(text) == expected


def test_dialogue_after_dashes() -> None:
    text = "— Le quai tiendra, dit-elle.\n– On verra bien !\n— Je pars — il ferma la porte — demain."
    assert said(text, "fr") == ["Le quai tiendra, dit-elle.", "On verra bien !", "Je pars", "demain."]


def test_a_list_is_no_dialogue() -> None:
    assert said("– le quai ;\n– La route\n– 3 bateaux ;", "fr") == []
    assert said("— The pier holds.", "en") == []


def test_marks_inside_an_acronym_are_none() -> None:
    assert said('דובר צה"ל אמר כי "הנמל נסגר" אתמול.', "he") == ["הנמל נסגר"]


def test_bidi_signs_beside_marks_change_nothing() -> None:
    assert said("He said \u2067“\u200fit holds\u2069” today.") == ["\u200fit holds\u2069"]
