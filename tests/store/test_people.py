"""People, sessions, keys and the log: who may come in, and who may not any more."""

import datetime as dt
from collections.abc import Callable

import pytest

from recoupe import accounts
from recoupe.errors import DeniedError, UsageError
from recoupe.store import passwords
from recoupe.store.store import Store

GOOD = "four old bridges of Ostby"
OTHER = "a lighthouse keeps no secrets"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "COST", passwords.Cost(4, 8, 1))


def enrolled(ledger: Store) -> Store:
    ledger.enrol("Anna", GOOD, "admin", by="clerk")
    ledger.enrol("boris", OTHER, "reader", by="anna")
    return ledger


def all_text(ledger: Store) -> str:
    return "\n".join(
        str(ledger.engine.all(f"SELECT * FROM {t}")) for t in ("person", "session", "token", "log", "attempt")
    )


def later(ledger: Store, table: str, **columns: dt.timedelta) -> None:
    """Set times of a table back."""
    for column, by in columns.items():
        for (at,) in ledger.engine.all(f"SELECT DISTINCT {column} FROM {table}"):
            moved = (dt.datetime.fromisoformat(at) - by).isoformat().replace("+00:00", "Z")
            ledger.engine.run(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", (moved, at))


def test_who_is_put_in_comes_in(ledger: Store) -> None:
    enrolled(ledger)
    assert [(p.name, p.role, p.seen) for p in ledger.people()] == [("anna", "admin", None), ("boris", "reader", None)]
    who = ledger.admit("ANNA ", GOOD, origin="192.0.2.7")
    assert (who.name, who.may("admin"), who.may("read")) == ("anna", True, True)
    secret = ledger.sign_in(who)
    assert ledger.signed_in(secret) == ledger.person("anna")
    ledger.sign_out(secret)
    assert ledger.signed_in(secret) is None
    told = [(row.person, row.action, row.object, row.origin) for row in ledger.log()]
    assert told == [
        ("anna", "sign in", "anna", "192.0.2.7"),
        ("anna", "user add", "boris", ""),
        ("clerk", "user add", "anna", ""),
    ]
    assert [row.action for row in ledger.log(limit=1, before=ledger.log()[0].nr)] == ["user add"]


@pytest.mark.parametrize(
    ("name", "password"), [("anna", OTHER), ("nobody", GOOD), ("", GOOD), ("anna", ""), ("a b", "x")]
)
def test_who_is_not_is_told_the_same_whatever_is_wrong(ledger: Store, name: str, password: str) -> None:
    enrolled(ledger)
    with pytest.raises(DeniedError, match=r"^the name or the password is wrong$"):
        ledger.admit(name, password)


@pytest.mark.parametrize(
    ("name", "password", "why"),
    [
        ("anna", GOOD, "there is a anna"),
        ("ＡＮＮＡ", GOOD, "there is a anna"),
        ("a b", GOOD, "no name"),
        ("", GOOD, "no name"),
        ("x\x00", GOOD, "no name"),
        ("x" * 65, GOOD, "no name"),
        ("carla", "short", "less than 12"),
        ("carla", "x" * 1001, "more than 1,000"),
        ("carla", "ababababababab", "easy to guess"),
        ("carlalong", "Carlalong1234", "easy to guess"),
    ],
)
def test_who_cannot_be_put_in(ledger: Store, name: str, password: str, why: str) -> None:
    enrolled(ledger)
    with pytest.raises(UsageError, match=why) as e:
        ledger.enrol(name, password, "reader", by="anna")
    assert password not in str(e.value)


def test_nothing_that_is_kept_lets_anybody_in(ledger: Store) -> None:
    enrolled(ledger)
    session = ledger.sign_in(ledger.admit("anna", GOOD))
    key, _ = ledger.issue("anna", "laptop", ["read"], by="anna")
    with pytest.raises(DeniedError):
        ledger.admit(OTHER, GOOD)  # a password in the place of a name
    for secret in (GOOD, OTHER, session, key, key.removeprefix("recoupe_")):
        assert secret not in all_text(ledger)
    one, two = (passwords.kept(GOOD) for _ in range(2))
    assert one != two
    assert passwords.right(GOOD, one)
    assert passwords.right(GOOD, two)


def test_a_password_in_another_spelling_of_unicode_is_the_same() -> None:
    assert passwords.right("le pre\u0301 de l\ufb01n", passwords.kept("le pr\u00e9 de lfin"))


def test_the_costs_are_those_that_were_written(ledger: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    enrolled(ledger)
    monkeypatch.setattr(passwords, "COST", passwords.Cost(5, 8, 1))
    assert ledger.admit("anna", GOOD).name == "anna"
    assert "scrypt$5$8$1$" in all_text(ledger)
    assert ledger.admit("anna", GOOD).name == "anna"
    monkeypatch.undo()
    assert 2**passwords.COST.n * passwords.COST.r * 128 >= 32 << 20


def test_who_fails_too_often_waits_and_is_told_how_long(ledger: Store) -> None:
    enrolled(ledger)
    for _ in range(accounts.FREE["both"]):
        with pytest.raises(DeniedError, match="wrong"):
            ledger.admit("anna", OTHER, origin="192.0.2.7")
    with pytest.raises(DeniedError, match="too many") as e:
        ledger.admit("anna", GOOD, origin="192.0.2.7")
    assert 0 < e.value.wait <= 2
    assert ledger.admit("anna", GOOD, origin="198.51.100.9").name == "anna"
    assert [row.object for row in ledger.log(action="sign in fails")] == ["anna"]
    later(ledger, "attempt", at=dt.timedelta(seconds=3))
    assert ledger.admit("anna", GOOD, origin="192.0.2.7").name == "anna"
    for _ in range(accounts.FREE["both"]):
        with pytest.raises(DeniedError, match="wrong"):
            ledger.admit("anna", OTHER, origin="192.0.2.7")


def test_one_place_cannot_try_everybody_and_one_name_is_not_tried_from_everywhere(ledger: Store) -> None:
    enrolled(ledger)
    for n in range(accounts.FREE["origin"]):
        with pytest.raises(DeniedError, match="wrong"):
            ledger.admit(f"user{n}", OTHER, origin=f"2001:db8::{n:x}")
    with pytest.raises(DeniedError, match="too many"):
        ledger.admit("another", OTHER, origin="2001:db8::ffff")
    for n in range(accounts.FREE["name"]):
        with pytest.raises(DeniedError, match="wrong"):
            ledger.admit("boris", GOOD, origin=f"192.0.2.{n}")
    with pytest.raises(DeniedError, match="too many"):
        ledger.admit("boris", OTHER, origin="198.51.100.1")


def test_waits_double_and_are_forgiven() -> None:
    at = dt.datetime(2024, 5, 8, tzinfo=dt.UTC)
    waits = [accounts.wait(n, 5, at, at) for n in range(20)]
    assert waits[:8] == [0, 0, 0, 0, 0, 1, 2, 4]
    assert waits[-1] == 900
    assert waits == sorted(waits)
    assert accounts.wait(99, 5, at, at + dt.timedelta(seconds=899)) == 1
    assert accounts.wait(99, 5, at, at + dt.timedelta(days=2)) == 0
    assert accounts.counted(99, at, at + dt.timedelta(days=2)) == 1


def test_sessions_end(ledger: Store) -> None:
    enrolled(ledger)
    who = ledger.admit("anna", GOOD)
    idle, used, old = (ledger.sign_in(who) for _ in range(3))
    later(ledger, "session", made=dt.timedelta(days=1), seen=dt.timedelta(days=1), ends=dt.timedelta(days=1))
    assert ledger.signed_in(used) is not None  # goes on from now
    later(ledger, "session", made=accounts.IDLE, seen=accounts.IDLE, ends=accounts.IDLE - dt.timedelta(hours=2))
    assert ledger.signed_in(idle) is None
    assert ledger.signed_in(used) is not None
    for _ in range(10):
        later(ledger, "session", made=dt.timedelta(days=3), seen=dt.timedelta(days=3), ends=dt.timedelta(days=3))
        ledger.signed_in(used)
    assert ledger.signed_in(used) is None  # however much it was used
    assert ledger.signed_in(old) is None
    ledger.sign_in(who)
    assert len(ledger.engine.all("SELECT id FROM session")) == 1


def test_another_password_ends_all_sessions(ledger: Store) -> None:
    enrolled(ledger)
    who = ledger.admit("anna", GOOD)
    one, two = ledger.sign_in(who), ledger.sign_in(who)
    assert ledger.sign_out_everywhere("anna", but=two) == 1
    assert (ledger.signed_in(one), ledger.signed_in(two) is not None) == (None, True)
    ledger.new_password("anna", OTHER, by="anna")
    assert ledger.signed_in(two) is None
    with pytest.raises(DeniedError):
        ledger.admit("anna", GOOD)
    assert ledger.admit("anna", OTHER).name == "anna"


def test_there_is_always_an_admin_while_there_is_anybody(ledger: Store) -> None:
    enrolled(ledger)
    with pytest.raises(UsageError, match="only admin"):
        ledger.dismiss("anna", by="anna")
    with pytest.raises(UsageError, match="only admin"):
        ledger.new_role("anna", "editor", by="anna")
    ledger.new_role("boris", "admin", by="anna")
    ledger.new_role("anna", "editor", by="boris")
    ledger.dismiss("anna", by="boris")
    ledger.dismiss("boris", by="clerk")
    assert ledger.people() == []
    with pytest.raises(UsageError, match="nobody is called anna"):
        ledger.new_role("anna", "reader", by="clerk")


def may(ledger: Store, secret: str) -> set[str]:
    found = ledger.bearer(secret)
    return set(found[1]) if found else set()


def test_a_role_holds_at_once(ledger: Store) -> None:
    enrolled(ledger)
    ledger.new_role("boris", "editor", by="anna")
    secret, session = (
        ledger.issue("boris", "desk", ["read", "decide"], by="boris")[0],
        ledger.sign_in(ledger.people()[1]),
    )
    assert may(ledger, secret) == {"read", "decide"}
    ledger.new_role("boris", "reader", by="anna")
    assert may(ledger, secret) == {"read"}
    there = ledger.signed_in(session)
    assert there is not None
    assert not there.may("decide")
    ledger.dismiss("boris", by="anna")
    assert (ledger.bearer(secret), ledger.signed_in(session), ledger.tokens()) == (None, None, [])


def test_keys(ledger: Store) -> None:
    enrolled(ledger)
    secret, token = ledger.issue("boris", "a script", ["read"], by="boris")
    assert (token.person, token.label, token.scopes, token.used) == ("boris", "a script", ("read",), None)
    assert ledger.bearer(secret + "x") is None
    assert ledger.bearer("") is None
    assert ledger.bearer(secret) is not None
    assert [t.used for t in ledger.tokens("boris")] == [dt.datetime.now(dt.UTC).date()]
    assert ledger.tokens("anna") == []
    past, _ = ledger.issue("boris", "", ["read"], ends=dt.datetime.now(dt.UTC) - dt.timedelta(seconds=1), by="boris")
    assert ledger.bearer(past) is None
    for scopes in (["decide"], ["admin"], ["fly"], []):
        with pytest.raises(UsageError, match="cannot allow"):
            ledger.issue("boris", "", scopes, by="boris")  # type: ignore[arg-type]
    assert ledger.recall(token.id, by="anna")
    assert not ledger.recall(token.id, by="anna")
    assert ledger.bearer(secret) is None


def test_forgetting_is_in_the_log_too(ledger: Store) -> None:
    ledger.forget(name="Nobody Here", delete=False, person="clerk")
    assert [(row.person, row.action) for row in ledger.log()] == [("clerk", "forget")]


def test_two_processes_see_one_another(opened: Callable[..., Store]) -> None:
    one, two = enrolled(opened()), opened()
    session = one.sign_in(two.admit("anna", GOOD))
    assert two.signed_in(session) is not None
    two.sign_out(session)
    assert one.signed_in(session) is None
