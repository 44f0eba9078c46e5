"""Answers kept as evidence: found again, replayed by others' tools, checked, whole after a crash."""

import datetime as dt
import gzip
import json
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_archives import TEXT, packed, record, words
from warcio.archiveiterator import ArchiveIterator

from recoupe import warc
from recoupe.errors import InputError

AT = dt.datetime(2024, 5, 8, 10, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
HEADERS = (
    ("Server", "made"),
    ("Set-Cookie", "a=1"),
    ("Set-Cookie", "b=2"),
    ("Content-Type", "text/html; charset=utf-8"),
)


def answer(n: int = 0, body: bytes = TEXT, *, later: int = 0) -> warc.Answer:
    return warc.Answer(
        f"http://www.news.example/{n}?b=2&a=1", "HTTP/1.1 200 OK", HEADERS, body, AT + later * HOUR, "10.0.0.7"
    )


def kept(folder: Path, *answers: warc.Answer, size: int = 10**9) -> list[warc.Kept]:
    with warc.Folder(str(folder), writing=True, size=size) as there:
        return [there.keep(a) for a in answers]


def test_an_answer_is_found_as_it_came(tmp_path: Path) -> None:
    given = [answer(1), answer(2, b"other"), replace(answer(3, b""), status="HTTP/1.1 404 Not Found", ip=None)]
    records = kept(tmp_path, *given)
    with warc.Folder(str(tmp_path)) as there:
        assert [there.answer(k) for k in records] == given
        assert there.index.record(records[1].record) == records[1]
        page = there.page(records[0].record)
        assert page is not None
        assert (page.url, page.body, page.fetched) == (given[0].url, TEXT, AT)
        assert there.page("urn:uuid:none") is None
        assert list(there.check()) == []
        with pytest.raises(InputError, match="opened for reading alone"):
            there.keep(given[0])


def test_the_same_body_again_is_referred_to(tmp_path: Path) -> None:
    long = TEXT + words(2000)
    given = [answer(1, long), answer(1, long, later=1), answer(1, b"new", later=2), answer(2, long)]
    first, second, third, other = kept(tmp_path, *given)
    assert (first.first, second.first, third.first, other.first) == (None, first.record, None, None)
    assert second.length < first.length
    with warc.Folder(str(tmp_path)) as there:
        assert there.answer(second) == answer(1, long, later=1)
        assert [k.record for k in there.index.of("https://news.example/1?a=1&b=2")] == [
            k.record for k in (first, second, third)
        ]
        assert there.index.nearest(first.url, AT + 0.8 * HOUR) == second
        assert {k.record for k in there.index.with_body(first.digest)} == {first.record, second.record, other.record}


def test_a_body_that_came_often_costs_no_more(tmp_path: Path) -> None:
    steps = []
    with warc.Folder(str(tmp_path), writing=True) as there:
        for n in range(400):
            steps.append(0)

            def step() -> None:
                steps[-1] += 1

            there.index._db.set_progress_handler(step, 1)
            there.keep(replace(answer(n), url=f"http://{n}.example/robots.txt"))
            there.keep(replace(answer(n, later=1), url="http://one.example/feed"))
    assert sum(steps[-30:-10]) < 2 * sum(steps[20:40])


def test_what_was_decoded_says_so(tmp_path: Path) -> None:
    headers = (("Content-Encoding", "gzip"), ("Content-Length", "9"), ("Transfer-Encoding", "chunked"))
    raw, plain = kept(
        tmp_path,
        replace(answer(1, gzip.compress(TEXT)), headers=headers),
        replace(answer(2), headers=headers, decoded=True),
    )
    with warc.Folder(str(tmp_path)) as there:
        assert [p.body for k in (raw, plain) if (p := there.page(k.record))] == [TEXT, TEXT]
        assert there.answer(plain).headers[0] == ("X-Orig-Content-Encoding", "gzip")


def test_headers_cannot_end_their_line(tmp_path: Path) -> None:
    (one,) = kept(tmp_path, replace(answer(1), headers=(("X", "a\r\nY: b"), ("Name", "ë“ ∞"))))
    with warc.Folder(str(tmp_path)) as there:
        assert [name for name, _ in there.answer(one).headers] == ["X", "Name"]
        assert list(there.check()) == []


def test_files_are_rotated_and_indexed_for_others(tmp_path: Path) -> None:
    kept(tmp_path, *(answer(n, b"%d" % n * 400) for n in range(6)), size=1000)
    kept(tmp_path, answer(1, b"1" * 400, later=3))
    files = sorted(p.name for p in tmp_path.glob("*.warc.gz"))
    assert len(files) > 2
    for name in files:
        lines = (tmp_path / f"{name}.cdxj").read_text().splitlines()
        assert lines == sorted(lines)
        for line in lines:
            surt, time, told = line.split(" ", 2)
            row = json.loads(told)
            assert surt.startswith("example,news)/")
            assert len(time) == 14
            with (tmp_path / row["filename"]).open("rb") as file:
                file.seek(int(row["offset"]))
                found = next(iter(ArchiveIterator(file)))
                assert found.rec_headers.get_header("WARC-Target-URI") == row["url"]
                assert found.rec_headers.get_header("WARC-Payload-Digest") == row["digest"]


def test_another_tool_replays_and_checks_it(tmp_path: Path) -> None:
    given = [answer(1), answer(2, b"other"), answer(1, later=1)]
    kept(tmp_path, *given)
    (path,) = tmp_path.glob("*.warc.gz")
    done = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", "-v", path], capture_output=True, check=True, text=True
    )
    assert done.stdout.count("digest pass") == 3
    with path.open("rb") as file:
        found = [
            (
                r.rec_type,
                r.format,
                r.rec_headers.get_header("WARC-IP-Address"),
                r.http_headers and r.http_headers.headers,
                r.content_stream().read(),
            )
            for r in ArchiveIterator(file)
        ]
    info, *rest = found
    assert info[0] == "warcinfo"
    assert b"conformsTo" in info[4]
    assert [(kind, ip, headers, body) for kind, _, ip, headers, body in rest] == [
        ("response", "10.0.0.7", list(HEADERS), TEXT),
        ("response", "10.0.0.7", list(HEADERS), b"other"),
        ("revisit", "10.0.0.7", list(HEADERS), b""),
    ]
    assert gzip.decompress(path.read_bytes()).count(b"WARC/1.1\r\n") == 4


def test_an_index_of_another_tool_is_the_same(tmp_path: Path) -> None:
    indexer = pytest.importorskip("cdxj_indexer.main", reason="skipped: no cdxj-indexer")
    kept(tmp_path, answer(1), answer(2, b"other"), answer(1, later=1))
    (path,) = tmp_path.glob("*.warc.gz")
    indexer.CDXJIndexer(output=str(tmp_path / "theirs"), inputs=[str(path)], sort=True).process_all()
    ours, theirs = ((tmp_path / n).read_text().splitlines() for n in (f"{path.name}.cdxj", "theirs"))
    assert [line.split(" ")[:2] for line in ours] == [line.split(" ")[:2] for line in theirs]
    for a, b in zip(ours, theirs, strict=True):
        x, y = (json.loads(line.split(" ", 2)[2]) for line in (a, b))
        assert {k: x[k] for k in ("url", "digest", "length", "offset", "filename")} == {
            k: y[k] for k in ("url", "digest", "length", "offset", "filename")
        }


@pytest.mark.parametrize("cut", [1, 40, 200])
def test_a_crash_while_writing_loses_that_record_alone(tmp_path: Path, cut: int) -> None:
    first, last = kept(tmp_path, answer(1), answer(2, b"other"))
    path = tmp_path / last.file
    whole = path.read_bytes()
    path.write_bytes(whole + packed(record(9))[:-cut])
    (again,) = kept(tmp_path, answer(3, b"third"))
    assert again.offset == len(whole)
    with warc.Folder(str(tmp_path)) as there:
        assert list(there.check()) == []
        assert there.answer(first) == answer(1)


def test_a_body_whose_archive_was_taken_away_is_kept_anew(tmp_path: Path) -> None:
    (old,) = kept(tmp_path, answer(1), size=1)
    (tmp_path / old.file).unlink()
    new, again = kept(tmp_path, answer(1, later=1), answer(1, later=2))
    assert (new.first, again.first) == (None, new.record)
    with warc.Folder(str(tmp_path)) as there:
        assert [there.answer(k).body for k in (new, again)] == [TEXT, TEXT]
        assert [p.code for p in there.check()] == ["evidence_lost"]


def test_what_never_came_to_the_disk_is_not_referred_to(tmp_path: Path) -> None:
    first, lost = kept(tmp_path, answer(1), answer(2, b"other"))
    with (tmp_path / lost.file).open("r+b") as file:
        file.truncate(lost.offset + 20)
    again, new = kept(tmp_path, answer(1, later=1), answer(2, b"other", later=1))
    assert (again.first, new.first) == (first.record, None)
    with warc.Folder(str(tmp_path)) as there:
        assert list(there.index.all()) == [first, again, new]
        assert list(there.check()) == []


def test_an_index_that_is_lost_is_made_again(tmp_path: Path) -> None:
    records = kept(tmp_path, answer(1), answer(1, later=1), answer(2, b"other"))
    for path in tmp_path.glob("index.sqlite*"):
        path.unlink()
    (tmp_path / "theirs.warc.gz").write_bytes(packed(record(5), record(6)))
    (tmp_path / "plain.warc").write_bytes(record(7))
    with warc.Folder(str(tmp_path)) as there:
        found = list(there.index.all())
        assert [k for k in found if k.file.startswith("recoupe")] == records
        assert [k.url[-1] for k in found if not k.file.startswith("recoupe")] == ["7", "5", "6"]
        assert all(there.answer(k).body for k in found)
        assert list(there.check()) == []


def test_an_index_of_an_older_version_is_made_anew(tmp_path: Path) -> None:
    (one,) = kept(tmp_path, answer(1))
    with sqlite3.connect(tmp_path / "index.sqlite") as db:
        db.execute("PRAGMA user_version = 0")
        db.execute("UPDATE record SET key = 'older'")
    db.close()
    with warc.Folder(str(tmp_path)) as there:
        assert list(there.index.of(one.url)) == [one]


def test_what_was_changed_or_lost_is_told(tmp_path: Path) -> None:
    good, bad, gone = kept(tmp_path, answer(1), answer(2, b"What was said."), answer(3, b"third"))
    path = tmp_path / good.file
    data = path.read_bytes()
    changed = gzip.decompress(data[bad.offset : gone.offset]).replace(b"What was", b"What wos")
    lost = data[gone.offset : gone.offset + 10] + b"\xff" * 8 + data[gone.offset + 18 :]  # no packed data begin so
    path.write_bytes(data[: bad.offset] + gzip.compress(changed) + lost)
    with warc.Folder(str(tmp_path)) as there:
        found = [(p.code, p.message) for p in there.check()]
        assert there.answer(good) == answer(1)
    assert ("evidence_changed", f"{path}#{bad.offset}: its block and its payload digest does not fit") in found
    assert {code for code, _ in found} == {"evidence_changed", "evidence_broken", "evidence_lost"}


def test_one_process_writes(tmp_path: Path) -> None:
    with warc.Folder(str(tmp_path), writing=True) as there:
        one = there.keep(answer(1))
        with pytest.raises(InputError, match="another process writes to it"):
            warc.Folder(str(tmp_path), writing=True)
        with warc.Folder(str(tmp_path)) as reader:
            assert reader.answer(one) == answer(1)
    with pytest.raises(InputError, match="no such folder"):
        warc.Folder(str(tmp_path / "none"))


@given(
    st.binary(max_size=300),
    st.lists(st.tuples(st.from_regex("[A-Za-z-]{1,9}", fullmatch=True), st.text(max_size=20)), max_size=4),
)
def test_any_answer_can_be_kept(
    tmp_path_factory: pytest.TempPathFactory, body: bytes, headers: list[tuple[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("evidence")
    (one,) = kept(folder, replace(answer(1, body), headers=tuple(headers)))
    with warc.Folder(str(folder)) as there:
        assert there.answer(one).body == body
        assert list(there.check()) == []


def test_kill_loses_nothing_that_was_said_to_be_kept(tmp_path: Path) -> None:
    code = """
import datetime as dt, sys
from recoupe import warc
folder = warc.Folder(sys.argv[1], writing=True, size=20_000)
for n in range(100_000):
    body = b"%d " % n * 200
    at = dt.datetime(2024, 5, 8, tzinfo=dt.UTC)
    kept = folder.keep(warc.Answer(f"http://a.example/{n}", "HTTP/1.1 200 OK", (), body, at))
    print(kept.record, flush=True)
"""
    said: list[str] = []
    for most in (1, 40, 90):
        run = subprocess.Popen([sys.executable, "-c", code, tmp_path], stdout=subprocess.PIPE, text=True)
        assert run.stdout is not None
        said += [run.stdout.readline().strip() for _ in range(most)]
        run.kill()
        said += run.stdout.read().splitlines()
        run.stdout.close()
        run.wait()
    with warc.Folder(str(tmp_path), writing=True) as there:
        found = {k.record: k for k in there.index.all()}
        whole = [name for name in said if len(name) == len(said[0])]
        assert set(whole) <= found.keys()
        assert len(found) - len(whole) <= 3
        assert all(there.answer(k).body for k in found.values())
        assert list(there.check()) == []
