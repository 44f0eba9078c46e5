"""Names of one person are told from names of two, in any script, and the reasons say why."""

import pickle
from typing import Literal

import pytest

import recoupe
from recoupe.link.names import SAME, Score, compare_names, compare_pairs

ONE = [
    ("Hossein Amir-Abdollahian", "Hussein Amira Abdulhian"),
    ("Hossein Amir-Abdollahian", "حسین امیرعبداللهیان"),
    ("Hossein Amirabdollahian", "Хосейн Амир Абдоллахиян"),
    ("Dmytro Kuleba", "Dmitry Kolba"),
    ("Dmytro Kuleba", "Дмитрий Кулеба"),
    ("Vladimir Putin", "Владимир Путин"),
    ("Wladimir Putin", "Vladimir Poutine"),
    ("Angela Merkel", "אנגלה מרקל"),
    ("Angela Merkel", "أنجيلا ميركل"),
    ("Angela Merkel", "アンゲラ・メルケル"),
    ("Angela Merkel", "앙겔라 메르켈"),
    ("Barack Obama", "巴拉克·奥巴马"),
    ("Bashar al-Assad", "بشار الأسد"),
    ("Bashar al-Assad", "Bachar el Assad"),
    ("Mohammed bin Salman", "محمد بن سلمان"),
    ("Xi Jinping", "习近平"),
    ("Kyriakos Mitsotakis", "Κυριάκος Μητσοτάκης"),
    ("Edward Kennedy", "Ted Kennedy"),
    ("J. Smithfield", "John Smithfield"),
    ("Orbán Viktor", "Viktor Orban"),
    ("Putin, Vladimir", "Vladimir Putin"),
]
TWO = [
    ("Mohammed bin Salman", "Mohammed bin Zayed"),
    ("محمد بن سلمان", "محمد بن زايد"),
    ("John Smith", "Peter Smith"),
    ("George Bush", "George Brown"),
    ("Владимир Путин", "Владимир Жириновский"),
    ("Kim Jong Un", "Moon Jae In"),
    ("Angela Merkel", "أنطونيو غوتيريش"),
    ("Carlos I", "Carlos II"),
    ("Paris", "Tokyo"),
    ("Hermannstadt", "Sibiu"),
    ("Apple", "Microsoft"),
]


@pytest.mark.parametrize(("a", "b"), ONE)
def test_one_person(a: str, b: str) -> None:
    assert compare_names(a, b).value >= SAME, compare_names(a, b)


@pytest.mark.parametrize(("a", "b"), TWO)
def test_two_persons(a: str, b: str) -> None:
    assert compare_names(a, b).value < SAME, compare_names(a, b)


@pytest.mark.parametrize(
    ("lone", "full"),
    [
        ("Kolba", "Dmytro Kuleba"),
        ("Kuleba", "Dmytro Kuleba"),
        ("Abdulhian", "Hossein Amir-Abdollahian"),
        ("Путин", "Vladimir Putin"),
    ],
)
def test_a_lone_surname_is_never_enough(lone: str, full: str) -> None:
    score = compare_names(lone, full)
    assert score.value < SAME
    assert "spelling alone does not tell" in score.reasons[-1]


def test_two_lone_words_are_enough_for_a_place_but_not_for_a_person() -> None:
    assert compare_names("Kharkiv", "Харків").value >= SAME
    for other in ("Харків", "Kharkiv"):
        score = compare_names("Kharkiv", other, kind="person")
        assert score.value < SAME
        assert "two lone names" in score.reasons[-1]


def test_reasons_name_the_words_and_why() -> None:
    said = compare_names("Hussein Abdulhian", "Hossein Abdollahian").reasons
    assert "Abdulhian ~ Abdollahian: same consonants b-d-l-n" in said
    assert compare_names("John Smith", "Peter Smith").reasons == ("Smith = Smith: same word", "different: John / Peter")
    assert "Ted ~ Edward: forms of one given name" in compare_names("Ted Kennedy", "Edward Kennedy").reasons
    assert "J ~ John: an initial of it" in compare_names("J. Smithfield", "John Smithfield").reasons
    assert "numbers differ: 1 / 2" in compare_names("Carlos I", "Carlos II").reasons


def test_reasons_keep_the_order_in_which_names_were_given() -> None:
    assert "different: Peter / John" in compare_names("Peter Smith", "John Smith").reasons
    assert "different: John / Peter" in compare_names("John Smith", "Peter Smith").reasons


def test_lists_of_pairs_are_scored_as_one_by_one() -> None:
    pairs = [
        ("Hussein Abdulhian", "Hossein Abdollahian", None, None),
        ("Anna Berg", "Anna Berg", None, None),
        ("Kolba", "Dmytro Kuleba", None, "uk"),
        ("\u0301", "Anna", None, None),
        ("Carlos II", "Carlos I", None, None),
    ]
    kinds: tuple[Literal["person", "other"] | None, ...] = ("person", "other", None)
    for kind in kinds:
        told = [compare_names(a, b, lang_a=x, lang_b=y, kind=kind) for a, b, x, y in pairs]
        assert compare_pairs(pairs, kind=kind) == told
        assert list(map(hash, compare_pairs(pairs, kind=kind))) == list(map(hash, told))
    assert compare_pairs([]) == []
    score = told[0]
    assert pickle.loads(pickle.dumps(compare_names("Ted Kennedy", "Edward Kennedy"))).reasons
    assert repr(score).startswith(f"Score(value={score.value}, reasons=('")


def test_it_is_public() -> None:
    assert recoupe.compare_names is compare_names
    assert recoupe.compare_names("Anna Berg", "Anna Berg") == Score(1.0, ("the same name, letter by letter",))
    assert set(recoupe.__all__) == {"__version__", "compare_names"}
    with pytest.raises(AttributeError, match="no attribute 'compare_nams'"):
        _ = recoupe.compare_nams
