"""Quotations without a source of their own keep the speaker beside them."""

from __future__ import annotations

from scenes import survey

from recoupe.extract import actors
from recoupe.model import Form, Span, Statement


def _say(text: str, content: str, source: str = "", *, cue: bool = False, form: Form = "direct") -> Statement:
    at = text.index(content)
    span: Span = (at, at + len(content))
    where = text.index(source) if source else 0
    cued = text.index(" said") if cue else 0
    return Statement(
        id=content,
        content=(span,),
        form=form,
        stance="asserts",
        rule="test",
        source=((where, where + len(source)),) if source else (),
        cue=((cued, cued + 5),) if cue else (),
    )


def _names(text: str, *said: Statement) -> list[str | None]:
    return [s.who for s in actors.speakers(survey("en", text), said)]


def test_goes_on_with_the_line_before() -> None:
    text = 'Ann Lee said: "It is late."\n"We must go."\n"Now or never."'
    said = [_say(text, "It is late.", "Ann Lee", cue=True), _say(text, "We must go."), _say(text, "Now or never.")]
    assert _names(text, *said) == ["Ann Lee"] * 3


def test_belongs_to_the_line_behind_where_nothing_stands_before() -> None:
    text = 'Nobody moved.\n"We must go.\n"Now or never."\nAnn Lee'
    said = [_say(text, "We must go."), _say(text, "Now or never.", "Ann Lee")]
    assert _names(text, *said) == ["Ann Lee"] * 2


def test_far_from_any_speaker_is_nobodys() -> None:
    text = 'Ann Lee said: "It is late."\nThe rain fell.\nThe wind rose.\n"We must go."'
    said = [_say(text, "It is late.", "Ann Lee", cue=True), _say(text, "We must go.")]
    found = actors.speakers(survey("en", text), said)
    assert [s.kind for s in found] == ["named", "none"]


def test_a_quotation_that_nothing_attributes_is_of_the_person_before() -> None:
    text = 'Ann Lee was asked on Monday about the bridge.\n"It is late.\n"We must go."'
    assert _names(text, _say(text, "It is late."), _say(text, "We must go.")) == ["Ann Lee"] * 2


def test_no_person_is_near_a_quotation_that_nothing_attributes() -> None:
    text = 'Ann Lee came.\nThe rain fell.\nThe wind rose.\nSnow lay.\nThe ice held.\n"It is late."'
    assert _names(text, _say(text, "It is late.")) == [None]


def test_a_cue_without_source_has_no_speaker() -> None:
    text = 'Ann Lee spoke. It was said that "it is late".'
    assert [s.kind for s in actors.speakers(survey("en", text), [_say(text, "it is late", cue=True)])] == ["none"]


def test_a_quotation_in_the_quotation_does_not_take_over() -> None:
    text = 'Ann Lee said: "My aunt told me: go home."\n"So I went."'
    outer = _say(text, "My aunt told me: go home.", "Ann Lee", cue=True)
    inner = _say(text, "go home", "My aunt", form="direct")
    said = [outer, inner, _say(text, "So I went.")]
    assert _names(text, *said)[2] == "Ann Lee"


def test_the_caller_may_say_whose_speech_goes_on() -> None:
    text = 'Ann Lee said: "It is late."\nTom Hart left.\n"We must go."'
    said = [_say(text, "It is late.", "Ann Lee", cue=True), _say(text, "We must go.")]
    found = actors.speakers(survey("en", text), said, continues={1: 0})
    assert [s.who for s in found] == ["Ann Lee", "Ann Lee"]


def test_an_empty_source_is_nobody() -> None:
    text = "Ann Lee spoke ... today."
    dots = text.index("...")
    said = Statement(
        id="s",
        content=((0, 3),),
        form="indirect",
        stance="asserts",
        rule="test",
        source=((dots, dots + 3),),
        cue=((0, 3),),
    )
    assert actors.speakers(survey("en", text), [said])[0].kind == "none"
