"""Pages out of archives that are as they should be."""

import datetime as dt
import gzip
import io
import itertools
import tarfile
import tracemalloc
import zipfile
import zlib
from pathlib import Path
from typing import IO, cast

import brotli
import pytest
from made_archives import TEXT, Read, noise, packed, record, url, words

from recoupe import inputs, pipeline, warc
from recoupe.model import Page


def forms() -> dict[str, bytes]:
    """Three records, packed in each way that is found."""
    three = [record(n) for n in range(3)]
    return {"members": packed(*three), "whole": gzip.compress(b"".join(three)), "plain": b"".join(three)}


@pytest.mark.parametrize("form", ["members", "whole", "plain"])
def test_a_page_is_what_the_server_sent(form: str) -> None:
    found = Read(forms()[form])
    assert found.numbers == [0, 1, 2]
    assert not found.broken
    page = found.pages[0]
    assert (page.ref, page.url, page.body, page.media_type) == (url(0), url(0), TEXT, "text/html")
    assert page.fetched == dt.datetime(2024, 5, 8, 10, tzinfo=dt.UTC)
    assert page.headers == (("content-type", "text/html; charset=utf-8"),)


def test_what_is_no_page_is_counted() -> None:
    image = {"Content-Type": "image/jpeg"}
    found = Read(
        packed(
            record(0, kind="warcinfo", status="", Content_Type="application/warc-fields"),
            record(1, kind="request", status="GET / HTTP/1.1"),
            record(2, http=image),
            record(3, http=image),
            record(4, status="HTTP/1.1 404 Not Found"),
            record(5, b"", kind="revisit"),
            record(6, b" \n"),
            record(7, http={"X": "y"}),
            record(8, WARC_Target_URI="dns:news.example"),
            record(9),
        )
    )
    assert found.numbers == [9]
    assert not found.broken
    once = ("status 404", "revisit", "empty", "no media type", "not of the web")
    assert found.skipped == {"image/jpeg": 2} | dict.fromkeys(once, 1)


@pytest.mark.parametrize(
    "body",
    [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"RIFF", b"%PDF-1.7\n", b"PK\x03\x04", b"\x1f\x8b\x08"],
)
@pytest.mark.parametrize("called", ["text/html; charset=utf-8", "text/plain", "application/xhtml+xml"])
def test_a_type_that_lies_makes_no_page(body: bytes, called: str) -> None:
    found = Read(packed(record(0, body + noise(2000), http={"Content-Type": called}), record(1)))
    assert found.numbers == [1]
    assert found.skipped == {f"no text, though called {called.partition(';')[0]}": 1}


def test_a_page_that_is_called_a_picture_is_counted_and_the_charset_that_lies_is_told() -> None:
    lying = record(1, "<p>Le pont fermé, dit-elle.</p>".encode(), http={"Content-Type": "text/html; charset=utf-16"})
    found = Read(packed(record(0, http={"Content-Type": "image/png"}), lying))
    assert found.skipped == {"image/png": 1}
    assert "fermé" in pipeline.read(found.pages[0]).article.text


def chunked(body: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in (body[:7], body[7:], b""))


@pytest.mark.parametrize(
    ("body", "http"),
    [
        (chunked(TEXT), {"Transfer-Encoding": "chunked"}),
        (gzip.compress(TEXT), {"Content-Encoding": "gzip"}),
        (chunked(gzip.compress(TEXT)), {"Content-Encoding": "gzip", "Transfer-Encoding": "chunked"}),
        (zlib.compress(TEXT), {"Content-Encoding": "deflate"}),
        (zlib.compress(TEXT, wbits=-15), {"Content-Encoding": "deflate"}),
        (brotli.compress(TEXT), {"Content-Encoding": "br"}),
        (TEXT, {"Content-Encoding": "gzip"}),
        (TEXT, {"Content-Encoding": "br"}),
        (TEXT, {"Transfer-Encoding": "chunked"}),
    ],
)
def test_codings_are_taken_off_where_they_are_there(body: bytes, http: dict[str, str]) -> None:
    found = Read(packed(record(0, body, http={"Content-Type": "text/html"} | http), record(1)))
    assert [p.body for p in found.pages] == [TEXT, TEXT]
    assert not found.broken


def test_documents_without_an_answer_are_pages_too() -> None:
    found = Read(
        packed(
            record(0, kind="resource", status="", Content_Type="text/html"),
            record(1, b"Plain words.", kind="conversion", status="", Content_Type="text/plain"),
        )
    )
    assert [(p.body, p.media_type) for p in found.pages] == [(TEXT, "text/html"), (b"Plain words.", "text/plain")]


def test_a_page_too_long_is_cut_one_byte_later_and_the_next_is_whole() -> None:
    found = Read(packed(record(0, words(50_000)), record(1)), max_bytes=1000)
    assert [len(p.body) for p in found.pages] == [1001, len(TEXT)]


def test_an_arc_file_is_read() -> None:
    lines = b"1 0 Made\nURL IP-address Archive-date Content-type Archive-length\n"
    head = b"filedesc://a.arc 0.0.0.0 20240508100000 text/plain %d\n%s\n" % (len(lines), lines)
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + TEXT
    one = b"http://news.example/%d 10.0.0.1 20240508100000 text/html %d\n%s\n"
    arc = head + b"".join(one % (n, len(answer), answer) for n in range(2))
    found = Read(arc)
    assert (found.numbers, found.where) == ([0, 1], [])
    assert found.pages[1].body == TEXT
    assert found.pages[1].fetched == dt.datetime(2024, 5, 8, 10, tzinfo=dt.UTC)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_wacz_file_is_all_its_archives(method: int) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as pack:
        pack.writestr("archive/one.warc.gz", packed(record(0), record(1)[:-60], record(2)))
        pack.writestr("indexes/index.cdx.gz", b"not looked at")
        pack.writestr("archive/two.warc", record(3))
    found = Read(made.getvalue())
    assert found.numbers == [0, 2, 3]
    assert [w.rsplit("#", 1)[0] for w in found.where] == ["a.warc.gz/archive/one.warc.gz"]


class Counted(io.BytesIO):
    """Counts the bytes that are read."""

    count = 0

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        self.count += len(data)
        return data


def packs(name: str, method: int, count: int) -> Counted:
    records = [record(n, words(400, seed=n)) for n in range(count)]
    made = Counted()
    with zipfile.ZipFile(made, "w", method) as pack:
        pack.writestr(name, packed(*records) if name.endswith("gz") else b"".join(records))
    made.count = 0
    return made


@pytest.mark.parametrize("name", ["a.warc.gz", "a.warc"])
@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_wacz_file_is_not_read_again_at_every_record(name: str, method: int) -> None:
    few, many = (packs(name, method, count) for count in (100, 800))
    for made, count in ((few, 100), (many, 800)):
        found = warc.wacz(made, "a.wacz", max_bytes=1_000_000, on_skip=print)
        assert sum(isinstance(page, Page) for page in found) == count
    assert many.count < 16 * few.count


def test_a_bomb_in_a_wacz_file_is_named_and_the_rest_is_read() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("archive/one.warc", record(0, b" " * 20_000_000))
        pack.writestr("archive/two.warc", record(3))
    found = Read(made.getvalue())
    assert found.numbers == [3]
    assert found.where == ["a.warc.gz/archive/one.warc"]
    assert "bytes would become 20,000," in found.broken[0].reason


def test_archives_are_inputs_like_others(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(forms()["members"])
    (tmp_path / "b.warc").write_bytes(forms()["plain"])
    (tmp_path / "c.txt").write_bytes(b"A text.")
    unnamed = tmp_path / "unnamed"
    unnamed.write_bytes(forms()["whole"])
    used = skipped = 0

    def use(n: int) -> None:
        nonlocal used
        used += n

    found = list(inputs.pages([str(tmp_path), str(unnamed)], on_bytes=use, on_skip=lambda _: None))
    assert [p.url for p in found if isinstance(p, Page)] == [url(n) for n in (0, 1, 2) * 2] + [None] + [
        url(n) for n in range(3)
    ]
    assert used == sum(p.stat().st_size for p in tmp_path.iterdir())
    assert skipped == 0


def test_an_archive_is_read_as_a_stream_with_flat_memory() -> None:
    one = packed(*(record(n, words(2000, seed=n)) for n in range(50)))

    class Repeated(io.RawIOBase):
        """`one` again and again; how far it was read."""

        def __init__(self, times: int) -> None:
            self.size, self.at, self.furthest = len(one) * times, 0, 0

        def seek(self, to: int, whence: int = 0) -> int:
            self.at = to if whence == 0 else self.size + to
            return self.at

        def read(self, size: int = -1) -> bytes:
            begin = self.at % len(one)
            piece = one[begin : begin + min(size, self.size - self.at)]
            self.at += len(piece)
            self.furthest = max(self.furthest, self.at)
            return piece

    def peak(times: int) -> int:
        tracemalloc.start()
        count = sum(1 for _ in warc.pages(cast("IO[bytes]", Repeated(times)), "a", max_bytes=10_000, on_skip=print))
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert count == 50 * times
        return found

    peak(1)
    assert peak(80) < 1.3 * peak(4)
    raw = Repeated(80)
    assert (
        len(list(itertools.islice(warc.pages(cast("IO[bytes]", raw), "a", max_bytes=10_000, on_skip=print), 10))) == 10
    )
    assert raw.furthest < len(one)


def test_files_of_another_library_are_read_or_named(shared: Path) -> None:
    path = shared / "data" / "warc" / "warcio_tests.tar.xz"
    with tarfile.open(path) as pack:
        files = {m.name.rsplit("/", 1)[-1]: f.read() for m in pack if (f := pack.extractfile(m))}
    assert len(files) >= 16
    read = {name: Read(data) for name, data in files.items()}
    whole = ("example.warc", "example.warc.gz", "example.arc", "example.arc.gz", "example-bad-non-chunked.warc.gz")
    assert {len(read[name].pages) for name in whole} == {1}
    assert len({read[name].pages[0].body for name in whole}) == 1
    assert not any(read[name].broken for name in whole)
    broken = {name for name, found in read.items() if found.broken}
    assert broken == {"bad.arc", "example-space-in-url.arc", "example-trunc.warc", "example-wrong-chunks.warc.gz"}
