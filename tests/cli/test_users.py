"""Who may sign in, from the command line: passwords are never shown, never arguments."""

from pathlib import Path

from commands import in_terminal, recoupe

GOOD = b"four old bridges of Ostby\n"


def ledger(tmp_path: Path) -> tuple[str, str]:
    return "--ledger", str(tmp_path / "x.db")


def test_people_come_and_go(tmp_path: Path) -> None:
    where = ledger(tmp_path)
    none = recoupe("user", "list", *where)
    assert (none.status, "no such ledger" in none.err) == (1, True)
    first = recoupe("user", "add", "Anna", "--password-stdin", *where, stdin=GOOD)
    assert (first.status, first.text) == (0, "anna  admin\n")
    assert recoupe("user", "add", "boris", "--password-stdin", *where, stdin=GOOD).text == "boris  reader\n"
    assert recoupe("user", "role", "boris", "editor", *where).status == 0
    assert [(r["user"], r["role"], r["seen"]) for r in recoupe("user", "list", *where).rows] == [
        ("anna", "admin", None),
        ("boris", "editor", None),
    ]
    assert recoupe("user", "password", "boris", "--password-stdin", *where, stdin=b"another old bridge\n").status == 0
    assert recoupe("user", "remove", "boris", "--yes", *where).status == 0
    assert [r["user"] for r in recoupe("user", "list", *where).rows] == ["anna"]


def test_what_is_wrong_is_told(tmp_path: Path) -> None:
    where = ledger(tmp_path)
    recoupe("user", "add", "anna", "--password-stdin", *where, stdin=GOOD)
    recoupe("user", "add", "boris", "--password-stdin", *where, stdin=GOOD)
    for given, told in (
        (("user", "add", "anna", "--password-stdin"), "there is a anna already"),
        (("user", "add", "carla", "--password-stdin"), "less than 12 characters"),
        (("user", "add", "carla"), "--password-stdin"),
        (("user", "add", "a b", "--password-stdin"), "no name to sign in with"),
        (("user", "password", "dora", "--password-stdin"), "nobody is called dora"),
        (("user", "role", "anna", "reader"), "only admin"),
        (("user", "role", "anna", "king"), "is not one of"),
        (("user", "remove", "anna", "--yes"), "only admin"),
        (("user", "remove", "boris"), "add --yes"),
        (("token", "add", "boris", "--scope", "decide"), "cannot allow decide"),
        (("token", "add", "dora"), "nobody is called dora"),
        (("token", "revoke", "z1"), "no key z1"),
    ):
        done = recoupe(*given, *where, stdin=b"short\n")
        assert done.status == 2, given
        assert told in done.err, given
        assert "Traceback" not in done.err


def test_keys_are_shown_once(tmp_path: Path) -> None:
    where = ledger(tmp_path)
    recoupe("user", "add", "anna", "--password-stdin", *where, stdin=GOOD)
    done = recoupe("token", "add", "anna", "--scope", "read", "--scope", "follow", "--label", "desk", *where)
    secret = done.text.strip()
    assert secret.startswith("recoupe_")
    assert secret not in done.err
    (row,) = recoupe("token", "list", *where).rows
    assert (row["label"], row["scopes"], row["used"]) == ("desk", ["follow", "read"], None)
    assert secret not in str(row)
    assert secret.encode() not in Path(where[1]).read_bytes()
    assert recoupe("token", "list", "anna", "--format", "table", *where).text.startswith("desk of anna: follow, read")
    assert recoupe("token", "revoke", row["token"], *where).status == 0
    assert recoupe("token", "list", *where).status == 1


def test_a_password_that_is_typed_is_not_shown(tmp_path: Path) -> None:
    where = ledger(tmp_path)
    status, shown = in_terminal("user", "add", "anna", *where, interrupt_at=b"Password: ")
    assert status == 130
    assert "Password:" in shown
