"""Archives that are broken: what is, is named by its offset, and all else is read."""

import gzip
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_archives import Read, noise, packed, record, spoilt, words

LONG = record(1, words(3000))
ONE = len(packed(record(0)))
CLAIM = str(10_000_000_000)


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (spoilt(packed(LONG), 600), "broken gzip"),
        (spoilt(packed(LONG), 0), "no record"),
        (spoilt(packed(LONG), -6), "broken gzip"),
        (packed(LONG)[:-200], ""),
        (packed(LONG[:-500]), "cut off: 2,"),
        (noise(5000), "no record"),
        (packed(record(1, length=CLAIM)), "cut off: 163 of 10,000,000,000 bytes are there"),
        (packed(record(1, length="-5")), "claims -5 bytes"),
        (packed(record(1, length="many")), "no record"),
        (packed(record(1, length="20")), "its length of 20 bytes is wrong"),
        (packed(b"HELLO/1.0\r\n\r\n"), "no record"),
        (packed(b"WARC/1.1\r\n\r\n"), "no record"),
        (packed(b"WARC/1.1\r\n" + b"x" * 3_000_000), "no record: its headers take more than"),
        (packed(record(1, http={f"X-{n}": "y" * 900 for n in range(2000)})), "no answer of a server: its headers"),
        (packed(record(1, status="nonsense")), "no answer of a server"),
    ],
)
def test_a_broken_record_of_a_packed_archive(bad: bytes, reason: str) -> None:
    found = Read(packed(record(0)) + bad + packed(record(2)) + packed(record(3)))
    assert found.numbers == [0, 2, 3]
    assert found.where == [f"a.warc.gz#{ONE}"]
    assert reason in found.broken[0].reason


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (record(1, length=CLAIM), "claims 10,000,000,000 bytes, more than the file has"),
        (record(1, length="20"), "its length of 20 bytes is wrong"),
        (record(1, length="-5"), "claims -5 bytes"),
        (noise(5000), "no record"),
        (LONG[:-500], "its length of 3,0"),
    ],
)
def test_a_broken_record_of_a_plain_archive(bad: bytes, reason: str) -> None:
    found = Read(record(0) + bad + b"\r\n\r\n" + record(2) + record(3))
    assert found.numbers == [0, 2, 3]
    assert found.where == [f"a.warc.gz#{len(record(0))}"]
    assert reason in found.broken[0].reason


@pytest.mark.parametrize("cut", [1, 30, 300])
def test_the_end_is_missing(cut: int) -> None:
    assert Read(packed(record(0), LONG)[:-cut]).numbers == [0]
    assert Read(packed(record(0), LONG)[:-cut]).where == [f"a.warc.gz#{ONE}"]
    assert Read((record(0) + LONG)[: -cut - 4]).where == [f"a.warc.gz#{len(record(0))}"]


def test_a_bomb_costs_no_memory_and_the_rest_is_read() -> None:
    code = """
import gzip, io, resource, sys
sys.path.insert(0, "tests/archives")
from made_archives import record, packed
from recoupe import warc
size = 600_000_000
pack = io.BytesIO()
head, tail = record(1, b"@").split(b"@")
head = head.replace(b"Content-Length: ", b"Content-Length: 600000000\\r\\nX: ")
with gzip.GzipFile(fileobj=pack, mode="wb", compresslevel=1) as file:
    file.write(head)
    for _ in range(size // 1_000_000):
        file.write(b" " * 1_000_000)
data = packed(record(0)) + pack.getvalue() + packed(record(2))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
found = list(warc.pages(io.BytesIO(data), "a", max_bytes=100_000, on_skip=print))
assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000
print([p.url[-1] for p in found])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, text=True)
    assert (done.returncode, done.stdout.split("\n")) == (0, ["empty", "['0', '2']", ""]), done.stderr


GOOD = packed(*(record(n, words(400, seed=n)) for n in range(4)))


@given(st.binary(max_size=400))
def test_any_bytes_at_all(data: bytes) -> None:
    for before in (b"", b"WARC/1.1\r\n", record(0), packed(record(0)), gzip.compress(b"WARC/1.1\r\n" + data)):
        found = Read(before + data)
        assert len(found.broken) < 5


@given(st.integers(0, len(GOOD) - 1), st.integers(1, 255))
def test_one_wrong_byte_costs_one_page(at: int, change: int) -> None:
    found = Read(GOOD[:at] + bytes([GOOD[at] ^ change]) + GOOD[at + 1 :])
    assert len(set(found.numbers) & {0, 1, 2, 3}) >= 3
    assert all(p.body == words(400, seed=n) for n, p in zip(found.numbers, found.pages, strict=True) if n < 4)
