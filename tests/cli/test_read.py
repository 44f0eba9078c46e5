"""`recoupe read`: inputs of every kind, formats, failures beside successes, endings."""

import csv
import gzip
import io
import json
import signal
import subprocess
from pathlib import Path

import pytest
from commands import RECOUPE, ROW, TEXT, environment, in_terminal, recoupe, rows

OPTIONS = ("--lang", "en", "--published", "2024-05-08")


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_text(article: Path) -> None:
    done = recoupe("read", *OPTIONS, article)
    (reading,) = done.rows
    assert (done.status, done.err) == (0, "")
    assert (reading["ref"], reading["text"], reading["lang"]) == (str(article), TEXT, "en")
    assert reading["published"] == "2024-05-08"
    assert "denies" in {s["stance"] for s in reading["statements"]}


def test_options_win_over_the_row(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({**ROW, "lang": "fr"}), encoding="utf-8")
    (reading,) = recoupe("read", "--lang", "en-GB", "--published", "2024-05-15T08:00+02:00", path).rows
    assert (reading["lang"], reading["published"]) == ("en", "2024-05-15T08:00:00+02:00")
    assert "2024-05-14" in {t["from"] for t in reading["timexes"]}


def test_a_row_says_how_it_is_called(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    given = (
        {**ROW, "id": "x", "url": "https://e.example/1"},
        {**ROW, "url": "https://e.example/2"},
        ROW,
        {**ROW, "id": 7},
    )
    path.write_text("\n".join(map(json.dumps, given)), encoding="utf-8")
    assert [r["ref"] for r in recoupe("read", path).rows] == ["x", "https://e.example/2", f"{path}#3", "7"]


def test_a_folder_with_everything(tmp_path: Path, article: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "note.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "rows.jsonl.gz").write_bytes(gzip.compress(json.dumps({**ROW, "id": "zipped"}).encode()))
    (tmp_path / "left.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / ".hidden.txt").write_text(TEXT, encoding="utf-8")
    done = recoupe("read", *OPTIONS, tmp_path)
    assert done.status == 0
    assert [r["ref"] for r in done.rows] == [str(article), "zipped", str(tmp_path / "sub" / "note.md")]


@pytest.mark.parametrize("stdin", [TEXT.encode(), json.dumps(ROW).encode(), gzip.compress(json.dumps(ROW).encode())])
def test_standard_input(stdin: bytes) -> None:
    (reading,) = recoupe("read", *OPTIONS, "-", stdin=stdin).rows
    assert reading["text"] == TEXT


@pytest.mark.parametrize(
    ("stdin", "said"),
    [
        (b"", "standard input: empty (pipe a page"),
        (b"\x7fELF\0\0", "standard input: binary, not a page or a text (pipe a page"),
        (b'{"id": "a"}\n', 'standard input, line 1: has neither "text" nor "html"'),
    ],
)
def test_standard_input_that_is_no_article(stdin: bytes, said: str) -> None:
    done = recoupe("read", "-", stdin=stdin)
    assert done.status == 1
    assert done.err.startswith(f"recoupe: {said}")


def test_what_fails_is_named_and_the_rest_goes_on(tmp_path: Path, article: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "image.html").write_bytes(b"\x89PNG\r\n\x1a\n")
    names = ["empty.txt", "missing.txt", "article.txt", "image.html", "ftp://example.org/a", "http://127.0.0.1/"]
    done = recoupe("read", *OPTIONS, *names, cwd=tmp_path)
    assert done.status == 1
    assert [r["ref"] for r in done.rows] == [article.name]
    said = done.err.splitlines()
    assert said[:4] == [
        "recoupe: empty.txt: empty (give a page, a text or rows of JSON)",
        "recoupe: missing.txt: no such file (check the path)",
        "recoupe: image.html: a PNG image, not a page or a text (take the text out of it first)",
        "recoupe: ftp://example.org/a: only http and https URLs are read (save the page as a file)",
    ]
    assert said[4].startswith("recoupe: http://127.0.0.1/: 127.0.0.1 is this machine itself (only public sites")
    assert said[5:] == ["recoupe: 5 of 6 could not be read"]


@pytest.mark.parametrize("jobs", ["1", "2", "0"])
def test_processes_change_nothing(tmp_path: Path, jobs: str) -> None:
    path = rows(tmp_path / "rows.jsonl", 12)
    done = recoupe("read", "-j", jobs, path)
    assert [r["ref"] for r in done.rows] == [str(i) for i in range(12)]


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.csv", "a.html", "A.CSV"])
def test_output_by_suffix(tmp_path: Path, article: Path, name: str) -> None:
    done = recoupe("read", *OPTIONS, "-o", tmp_path / name, article)
    assert (done.status, done.out, done.err) == (0, b"", "")
    written = (tmp_path / name).read_text(encoding="utf-8-sig")
    form = Path(name).suffix.lower()[1:]
    assert written == recoupe("read", *OPTIONS, "--format", form, article).out.decode("utf-8-sig")


def test_output_named_dash_is_standard_output(article: Path) -> None:
    assert recoupe("read", *OPTIONS, "-o", "-", article).rows


def test_json_is_one_array(tmp_path: Path) -> None:
    path = rows(tmp_path / "rows.jsonl", 3)
    assert len(json.loads(recoupe("read", "--format", "json", path).out)) == 3
    (tmp_path / "none.jsonl").write_bytes(b"\n")
    assert json.loads(recoupe("read", "--format", "json", tmp_path / "none.jsonl").out) == []


def test_csv_has_a_row_a_statement(article: Path) -> None:
    out = recoupe("read", *OPTIONS, "--format", "csv", article).out
    assert out.startswith(b"\xef\xbb\xbf")
    found = list(csv.DictReader(io.StringIO(out.decode("utf-8-sig"))))
    (reading,) = recoupe("read", *OPTIONS, article).rows
    assert [r["id"] for r in found] == [s["id"] for s in reading["statements"]]
    assert [r["stance"] for r in found] == [s["stance"] for s in reading["statements"]]


def test_a_table_in_a_pipe_has_no_colour(article: Path) -> None:
    done = recoupe("read", *OPTIONS, "--format", "table", article)
    assert "\x1b" not in done.text
    assert "DENIES" in done.text


def test_a_table_on_a_terminal_has_colour(article: Path) -> None:
    status, shown = in_terminal("read", *OPTIONS, article)
    assert status == 0
    assert "\x1b[" in shown
    assert "DENIES" in shown


def test_no_colour_where_it_is_not_wanted(article: Path) -> None:
    assert "\x1b[3" not in in_terminal("read", *OPTIONS, article, NO_COLOR="1")[1]
    assert "\x1b" not in in_terminal("read", *OPTIONS, article, TERM="dumb")[1]


def test_a_terminal_of_ascii(article: Path) -> None:
    status, shown = in_terminal("read", *OPTIONS, article, PYTHONIOENCODING="ascii")
    assert status == 0
    assert shown.isascii()


def test_a_reader_that_leaves(tmp_path: Path) -> None:
    path = rows(tmp_path / "rows.jsonl", 200)
    command = [*RECOUPE, "read", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as p:
        assert p.stdout is not None
        assert p.stderr is not None
        p.stdout.readline()
        p.stdout.close()
        assert p.stderr.read() == b""
        assert p.wait(30) == 141


def test_interrupted_what_is_done_stays_and_is_whole(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    command = [*RECOUPE, "read", "-o", str(out), "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as p:
        assert p.stdin is not None
        assert p.stderr is not None
        p.stdin.write(rows(tmp_path / "rows.jsonl", 60).read_bytes())
        p.stdin.flush()
        while not out.exists() or out.stat().st_size < 10_000:
            assert p.poll() is None
        p.send_signal(signal.SIGINT)
        err = p.stderr.read().decode()
        assert p.wait(30) == 130
    assert len(json.loads(out.read_text(encoding="utf-8"))) > 3
    assert err.startswith("recoupe: stopped; ")
    assert "Traceback" not in err


def test_progress_on_a_terminal(tmp_path: Path) -> None:
    for i in range(200):
        (tmp_path / f"{i:03}.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "015.txt").write_bytes(b"")
    out = tmp_path / "out.csv"
    status, shown = in_terminal("read", *OPTIONS, "-o", out, tmp_path)
    assert status == 1
    assert "/200" in shown
    assert "/s" in shown
    assert "015.txt: empty" in shown
    assert "1 of 200 could not be read" in shown


def test_no_progress_for_a_few(tmp_path: Path, article: Path) -> None:
    assert "/s" not in in_terminal("read", *OPTIONS, "-o", tmp_path / "out.csv", article)[1]


def test_ctrl_c_on_a_terminal(tmp_path: Path) -> None:
    path = rows(tmp_path / "rows.jsonl", 2000)
    status, shown = in_terminal("read", "-j", "2", "--format", "table", path, interrupt_at=b"DENIES")
    assert status == 130
    assert "Traceback" not in shown
    assert "stopped; " in shown


def test_no_process_stays_behind(tmp_path: Path) -> None:
    """The workers of a parent that is killed end by themselves."""
    command = [*RECOUPE, "read", "-j", "2", "-"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(), start_new_session=True
    ) as p:
        assert p.stdin is not None
        assert p.stdout is not None
        p.stdin.write(rows(tmp_path / "rows.jsonl", 60).read_bytes())
        p.stdin.flush()
        p.stdout.readline()
        p.kill()
        p.wait(30)
        p.stdout.read()  # comes to its end when the last process that holds it has ended
