"""What holds for any two strings."""

import time

from hypothesis import example, given
from hypothesis import strategies as st

from recoupe.link.names import compare_names, keys, romanise

LETTERS = "aeLnŚł- ’.,·ابينمПутинכהןά金正恩ジョ김정은தமிழ်กเខែ١2Ⅳ\u200c\u0301\ud800"
names = st.text(max_size=40) | st.text(LETTERS, max_size=30)


@given(names, names)
@example("", "")
@example("١", "2")
@example(".", "II")
def test_symmetric_bounded_and_never_an_error(a: str, b: str) -> None:
    score = compare_names(a, b)
    assert 0 <= score.value <= 1
    assert all(score.reasons)
    assert compare_names(b, a).value == score.value
    assert compare_names(a, b, kind="person").value <= score.value


@given(names)
def test_a_name_is_itself_however_it_is_spaced_and_cased(a: str) -> None:
    assert compare_names(a, a).value == 1
    assert compare_names(a, f"  {a} ").value == 1


@given(names)
def test_keys_and_romanising_take_anything(a: str) -> None:
    found = keys(a)
    assert list(found) == sorted(set(found))
    assert keys(a) == found
    assert romanise(a) == romanise(a)
    if a.isascii():
        assert romanise(a) == a


def test_long_input_takes_bounded_time() -> None:
    long = ["x" * 10_000, "ab cd " * 2_000, "ж" * 10_000, "金" * 10_000, "א-" * 5_000, "\u0301" * 10_000, "(" * 10_000]
    compare_names("Anna Berg", "Анна Берг")
    start = time.process_time()
    for a in long:
        for b in long:
            compare_names(a, b)
        keys(a)
    assert time.process_time() - start < 5
