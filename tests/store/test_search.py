"""Search: what people type finds what was printed, in every script; nothing that they type is syntax of a database."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from makers import TEXT, plain, reading
from test_links import ME

from recoupe import store
from recoupe.errors import QueryError
from recoupe.ledger import Query
from recoupe.model import Link
from recoupe.store import folding, queries
from recoupe.store.store import Store

# What was printed, and what is typed.
SPELLINGS = {
    "fr": ("L’été, la côte d’Œuvre est fermée à Besançon.", ["ete", "Été", "BESANCON", "oeuvre", "œuvre"]),
    "de": ("Die Straße nach Łódź führt über Köln.", ["strasse", "STRASSE", "koln", "lodz", "über"]),
    "es": ("El señor Muñoz llegó ayer.", ["senor", "munoz", "MUÑOZ", "llego"]),
    "it": ("Perché la città è chiusa?", ["perche", "citta"]),
    "pt": ("A administração não falou.", ["administracao", "nao"]),
    "nl": ("De premiër reed naar België.", ["belgie", "premier"]),
    "en": ("The naïve co-operation of O'Brien.", ["naive", "operation", "o'brien", "O’Brien", '"co operation"']),
    "ru": ("Самолёт сел, заявил Пётр Йордан.", ["самолет", "самолёт", "петр", "ПЁТР", "иордан"]),
    "uk": ("Їжак об’єднав ґанок і Київ.", ["їжак", "об'єднав", "обʼєднав", "київ", "ганок"]),
    "ar": (
        "أعلنت وزارة الخارجيّة أن إيران مدرســة على.",
        ["اعلنت", "وزاره", "الخارجية", "ايران", "مدرسه", "علي", "على"],
    ),
    "he": ("שר החוץ אמר שצה״ל נסוג מן הָעִיר, שלום.", ['שצה"ל', "שצה״ל", "שצהל", "העיר", "שלום", "החוץ"]),
    "fa": ("وزیر خارجهٔ ایران می‌گوید ۱۲ نفر کشته شدند.", ["وزير", "خارجه", "ايران", "می‌گوید", "12", "۱۲", "كشته"]),
}


def found(ledger: Store, text: str) -> set[str]:
    return {e.ref for e in ledger.articles(store.query(text))}


def test_every_spelling_finds_it(ledger: Store) -> None:
    for code, (printed, _) in SPELLINGS.items():
        ledger.add(plain(code, printed, lang=code))
    for code, (_, typed) in SPELLINGS.items():
        for words in typed:
            assert code in found(ledger, words), (code, words)
    assert list(ledger.check()) == []


def test_final_letters_of_hebrew_are_one_with_the_others() -> None:
    assert folding.words("שלום") == folding.words("שלומ")


def test_words_phrases_beginnings_and_what_must_not_be_there(ledger: Store) -> None:
    ledger.add(plain("a", "The old bridge is closed for a year."))
    ledger.add(plain("b", "The bridge is old."))
    assert found(ledger, "old bridge") == {"a", "b"}
    assert found(ledger, '"old bridge"') == {"a"}
    assert found(ledger, "“old bridge”") == {"a"}
    assert found(ledger, "bridge -closed") == {"b"}
    assert found(ledger, 'bridge -"old bridge"') == {"b"}
    assert found(ledger, "clos*") == {"a"}
    assert found(ledger, "clo") == set()
    assert found(ledger, "year lang:en") == {"a"}
    assert found(ledger, "") == {"a", "b"}


def test_filters(ledger: Store) -> None:
    ledger.add(reading("a", site="news.e.example", published="2024-05-08"))
    ledger.add(reading("b", TEXT + " Bon.", site="other.example", published="2024-05-10", kind="claim_review"))
    ledger.add(plain("c", published="", site="e.example"))
    assert found(ledger, "site:e.example") == {"a", "c"}
    assert found(ledger, "site:www.news.e.example") == {"a"}
    assert found(ledger, "site:%") == set()
    assert found(ledger, "after:2024-05-09") == {"b"}
    assert found(ledger, "before:2024-05-09") == {"a"}
    assert found(ledger, "after:2024-05-08 before:2024-05-08") == {"a"}
    assert found(ledger, "kind:claim_review") == {"b"}
    assert found(ledger, "lang:fr") == set()
    assert found(ledger, "stance:denies") == {"a", "b"}
    assert found(ledger, "stance:doubts") == set()
    assert found(ledger, "disputed:yes") == {"a", "b"}
    assert found(ledger, "disputed:no") == set()
    said = ledger.statements(store.query("safe who:berg site:other.example"))
    assert [(s.statement.who, s.words, s.polarity, s.disputed) for s in said] == [
        ("Anna Berg", "the bridge was safe", "against", True)
    ]
    assert [s.statement.who for s in ledger.statements(Query(limit=1))] == ["The mayor"]
    assert [s.entry.ref for s in ledger.statements(Query(since=dt.date(2024, 5, 9)))] == ["b", "b"]


def test_who_finds_every_spelling_that_was_linked(ledger: Store) -> None:
    first, second = reading("a"), reading("b", name="Ганна Берґ")
    ledger.add(first)
    ledger.add(second)
    ask = store.query('who:"anna berg"')
    assert [s.entry.ref for s in ledger.statements(ask)] == ["a"]
    ledger.link([Link("actor", first.actors[1].id, second.actors[1].id, maker=ME)])
    assert sorted(s.entry.ref for s in ledger.statements(ask)) == ["a", "b"]
    assert sorted(s.entry.ref for s in ledger.statements(store.query("who:ганна"))) == ["a", "b"]
    (listed,) = ledger.groups("actor", store.query("берґ"))
    assert sorted(listed.names) == ["Anna Berg", "Ганна Берґ"]


def test_lists_of_groups_take_filters(ledger: Store) -> None:
    ledger.add(reading("a", site="e.example"))
    ledger.add(plain("b", "Rain.", lang="fr", published="2024-06-01"))
    assert [g.langs for g in ledger.groups("story")] == [("fr",), ("en",)]
    assert [g.langs for g in ledger.groups("story", Query(limit=1))] == [("fr",)]
    assert [g.langs for g in ledger.groups("story", store.query("lang:en"))] == [("en",)]
    assert [g.name for g in ledger.groups("claim", store.query("bridge disputed:yes"))] == ["the bridge was safe"]
    assert list(ledger.groups("claim", store.query("rain"))) == []
    assert [g.name for g in ledger.groups("actor", store.query("stance:denies"))] == ["Anna Berg"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("after:yesterday", "write after:2022-07-16"),
        ("stance:maybe", "stance:maybe is none of asserts, denies"),
        ("kind:x", "none of news"),
        ("disputed:perhaps", "neither yes nor no"),
        ("lang:", "lang: says nothing; write lang:fr"),
        ("-no", "only what must not"),
        ("a*", "would find too much"),
        ('colour:"deep red"', "colour: is no filter; there are who:"),
        ("x" * 1_001, "more than 1,000 characters"),
        ("a b c d " * 9, "more than 32 words"),
    ],
)
def test_what_cannot_be_understood(text: str, said: str) -> None:
    with pytest.raises(QueryError, match=said.replace("*", r"\*")):
        store.query(text)


def test_a_search_for_no_word_at_all(ledger: Store) -> None:
    with pytest.raises(QueryError, match="no word to look for"):
        list(ledger.articles(store.query("!!!")))
    with pytest.raises(QueryError, match="no actor"):
        list(ledger.statements(store.query("actor:w10000000000000000")))


HOSTILE = st.one_of(
    st.text(max_size=40),
    st.lists(
        st.sampled_from(
            ["'", '"', "*", "-", ":", "(", ")", "OR", "AND", "NOT", "NEAR(", "^", "{words}", "who:", "site:", "lang:",
             ";", "--", "DROP TABLE article", "\\", "\0", "%", "_", "&", "|", "!", "<->", "bridge", "''", "?", "%s", "«", "»"]
        ),
        max_size=8,
    ).map(" ".join),
)  # fmt: skip


@given(HOSTILE)
def test_nothing_breaks_out(ledger: Store, text: str) -> None:
    try:
        query = store.query(text)
        for each in (ledger.articles, ledger.statements, ledger.actors, ledger.sites, ledger.copies):
            list(each(query))
        for kind in ("story", "claim", "actor", "network"):
            list(ledger.groups(kind, query))
    except QueryError:
        pass
    assert ledger.info().rows["article"] == 0


def test_a_search_that_takes_too_long(ledger: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(30):
        ledger.add(reading(f"r{n}"))
    monkeypatch.setattr(queries, "SECONDS", 0.05)
    slow = "SELECT count(*) FROM statement a, statement b, statement c, statement d, statement e, statement f"
    with pytest.raises(QueryError, match="takes too long"):
        list(ledger._quick(slow, []))
    assert len(list(ledger.articles())) == 30
