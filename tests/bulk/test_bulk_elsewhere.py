"""Inputs and tables that lie elsewhere: a file system of Arrow under an address, here a folder that plays the part."""

from pathlib import Path
from urllib.parse import urlsplit

import pyarrow.fs as arrow_fs
import pytest
from made_batches import archive, contents, is_sound, rows, run

from recoupe.bulk import places
from recoupe.bulk.folder import Folder
from recoupe.errors import InputError

OPTIONS = "?region=here"


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that `test://bucket/…` leads to."""
    system, of = arrow_fs.SubTreeFileSystem(str(tmp_path / "far"), arrow_fs.LocalFileSystem()), places.of

    def found(name: str) -> places.Place:
        told = urlsplit(name)
        if told.scheme != "test":
            return of(name)
        return places.Place(system, f"{told.netloc.rpartition('@')[2]}{told.path}".rstrip("/"), name)

    monkeypatch.setattr(places, "of", found)
    folder = tmp_path / "far" / "bucket"
    (folder / "in" / "deep").mkdir(parents=True)
    archive(folder / "in" / "a.warc.gz", range(9))
    rows(folder / "in" / "deep" / "b.jsonl", range(3))
    (folder / "all.paths").write_text("in/a.warc.gz\nin/deep/*.jsonl\n", encoding="utf-8")
    return folder


def test_tables_elsewhere_are_those_of_this_machine(elsewhere: Path, tmp_path: Path) -> None:
    size = (elsewhere / "in" / "a.warc.gz").stat().st_size // 3
    inputs = f"test://key:secret@bucket/in{OPTIONS}"
    far = run(f"test://key:secret@bucket/out{OPTIONS}", inputs, size=size)
    assert len(far.parts) == 4
    assert is_sound(elsewhere / "out")
    assert "secret" not in (elsewhere / "out" / "manifest.json").read_text(encoding="utf-8")
    run(tmp_path / "near", inputs, size=size)
    assert contents(elsewhere / "out") == contents(tmp_path / "near")
    assert not run(f"test://bucket/out{OPTIONS}", inputs, size=size).outcomes


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("test://bucket/in", ["in/a.warc.gz", "in/deep/b.jsonl"]),
        ("test://bucket/in/a.warc.gz", ["in/a.warc.gz"]),
        ("test://bucket/*/*.gz", ["in/a.warc.gz"]),
        ("test://bucket/in/*/*", ["in/deep/b.jsonl"]),
    ],
)
@pytest.mark.usefixtures("elsewhere")
def test_names_and_patterns(name: str, found: list[str]) -> None:
    assert [f.uri for f in places.files(name + OPTIONS)] == [f"test://bucket/{f}{OPTIONS}" for f in found]


@pytest.mark.parametrize("name", ["test://bucket/none", "test://bucket/in/*.none"])
@pytest.mark.usefixtures("elsewhere")
def test_nothing_of_that_name(name: str) -> None:
    with pytest.raises(InputError, match=f"{name.replace('*', '.')}: no such file"):
        places.files(name + OPTIONS)


@pytest.mark.usefixtures("elsewhere")
def test_a_list_names_what_lies_beside_it(tmp_path: Path) -> None:
    assert run(tmp_path / "out", f"test://bucket/all.paths{OPTIONS}").manifest["pages"] == 12
    near = tmp_path / "near.paths"
    near.write_text("deep/b.jsonl\n", encoding="utf-8")
    assert run(tmp_path / "two", near, base=f"test://bucket/in{OPTIONS}").manifest["pages"] == 3


def test_a_system_that_puts_no_file_in_place_of_another(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As HDFS."""
    folder = Folder("test://bucket/out")
    folder.make()

    class Stubborn:
        def __getattr__(self, name: str) -> object:
            return getattr(places.of("test://bucket").system, name)

        def move(self, source: str, target: str) -> None:
            system = places.of("test://bucket").system
            if system.get_file_info(target).is_file:
                raise OSError("exists")
            system.move(source, target)

    monkeypatch.setattr(folder, "system", Stubborn())
    folder.write(b"one", "manifest.json")
    folder.write(b"two", "manifest.json")
    assert (elsewhere / "out" / "manifest.json").read_bytes() == b"two"
