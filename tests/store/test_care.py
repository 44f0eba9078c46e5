"""Looking after a ledger: damage is found, copies are the same."""

from collections.abc import Callable
from pathlib import Path

import pytest
from makers import checking, reading
from servers import Server
from test_links import ME

from recoupe import store
from recoupe.errors import LedgerError
from recoupe.model import Link, SiteMark
from recoupe.store import care, copying, folding, migrations
from recoupe.store.store import Store


def filled(ledger: Store) -> Store:
    given = [reading(n) for n in "abc"]
    for r in given:
        ledger.add(r, page=f"g{r.article.ref}")
    one, two, _ = (r.article.id for r in given)
    check = checking("d")
    ledger.add(check)
    marks = [SiteMark("check.example", "analytics", "UA-1234", check.article.id)]
    words = {c.id: b"words" for c in ledger.factchecks()}
    keys = [("s", "k", one)]
    ledger.link([Link("story", one, two, maker=ME)], done=[one], keys=keys, memory={"m": "1"}, marks=marks, words=words)
    ledger.merge([ledger.group_of("story", r.article.id).id for r in given[1:]], person="anna")  # type: ignore[union-attr]
    ledger.forget(name="Nobody Here", delete=False, person="clerk")
    return ledger


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("UPDATE statement SET content = '[[0, 9999]]' WHERE nr = (SELECT min(nr) FROM statement)", "span_outside"),
        ('UPDATE timex SET "end" = 9999', "span_outside"),
        ("UPDATE statement SET cue = '[[0, 3]]'", "statement_id"),
        ("UPDATE groups SET size = 7", "group_size"),
        ("UPDATE groups SET smallest = 'x'", "group_smallest"),
        ("UPDATE groups SET id = 't10000000000000000' WHERE kind = 'story'", "group_id"),
        ("UPDATE member SET item = 'a10' WHERE item = (SELECT min(item) FROM member WHERE kind = 'story')", "member_gone"),
        ("UPDATE link SET a = 'a10000000000000000'", "link_gone"),
        ("UPDATE side SET statement = 's10000000000000000'", "side_gone"),
        ("INSERT INTO redirect SELECT id, 'x' FROM groups", "redirect_alive"),
        ("UPDATE factcheck SET claim = 'Another claim.'", "factcheck_id"),
        ("UPDATE article SET text = text || ' New words.'", "search"),
        ("DELETE FROM name", "search"),
    ],
)  # fmt: skip
def test_damage_is_found(ledger: Store, sql: str, code: str) -> None:
    filled(ledger)
    assert list(ledger.check()) == []
    ledger.engine.run(sql)
    assert code in {p.code for p in ledger.check()}


def test_search_is_made_anew_where_folding_has_changed(
    opened: Callable[..., Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = filled(opened())
    ledger.engine.run("UPDATE name SET folded = folded || ' x'")
    assert list(ledger.check())
    monkeypatch.setattr(folding, "VERSION", "999")
    assert list(opened().check()) == []


def test_info(ledger: Store) -> None:
    found = filled(ledger).info()
    assert (found.engine, found.schema, found.unlinked) == (ledger.engine.name, migrations.newest(), 3)
    assert found.bytes > 10_000
    assert found.rows["article"] == 4
    assert found.rows["log"] == 1


def rows_of(ledger: Store) -> dict[str, list[tuple[object, ...]]]:
    return {t: sorted(ledger.engine.all(f"SELECT {c} FROM {t}"), key=repr) for t, c in copying.TABLES}


def test_every_table_is_copied() -> None:
    assert {t for t, _ in copying.TABLES} == set(care.TABLES)


@pytest.mark.parametrize("way", ["there", "back"])
def test_copies_are_the_same(tmp_path: Path, server: Server, way: str) -> None:
    urls = [str(tmp_path / "x.db"), server.database()]
    source, target = urls if way == "there" else urls[::-1]
    with store.open(source, create=True) as old, store.open(target, create=True) as new:
        count = copying.copy(filled(old), new)
        assert count == sum(len(r) for r in rows_of(old).values())
        assert rows_of(new) == rows_of(old)
        assert list(new.check()) == []
        assert new.add(reading("new")) == "added"
        new.forget(name="Somebody Else", delete=False, person="clerk")
        assert list(new.check()) == []
        with pytest.raises(LedgerError, match="not empty"):
            copying.copy(old, new)
        with pytest.raises(LedgerError, match="to itself"):
            copying.copy(old, old)
