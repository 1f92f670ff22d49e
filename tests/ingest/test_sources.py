"""Given files and folders become sources with stable ids; nothing is passed over unseen."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ingest import sources
from ingest.sources import document_id, find_sources
from search.collection import Collection, open_collection
from search.domain import Source
from search.settings import Settings


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    return open_collection(tmp_path / "data")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", file_megabytes=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "ogre"
    (folder / "plani").mkdir(parents=True)
    (folder / "b.txt").write_bytes(b"Ogre")
    (folder / "plani" / "a.md").write_bytes(b"# Plans")
    return folder


def test_folder_gives_its_files_with_ids_and_hashes(
    folder: Path, settings: Settings, collection: Collection
) -> None:
    found = find_sources([str(folder)], settings, collection)

    assert found.sources == (
        Source(
            document_id("ogre", "b.txt"), "ogre", "b.txt", str(folder / "b.txt"), 4,
            hashlib.sha256(b"Ogre").hexdigest(),
        ),
        Source(
            document_id("ogre", "plani/a.md"), "ogre", "plani/a.md", str(folder / "plani" / "a.md"), 7,
            hashlib.sha256(b"# Plans").hexdigest(),
        ),
    )  # fmt: skip
    assert (found.failures, found.collections, found.notes) == ((), ("ogre",), ())


def test_id_hashes_collection_and_path() -> None:
    assert document_id("ogre", "b.txt") == hashlib.sha256(b"ogre\0b.txt").hexdigest()[:16]


def test_file_of_a_known_collection_keeps_its_id(
    folder: Path, settings: Settings, collection: Collection
) -> None:
    whole = find_sources([str(folder)], settings, collection)
    single = find_sources([str(folder / "plani" / "a.md")], settings, collection)
    below = find_sources([str(folder / "plani")], settings, collection)

    assert single.sources == below.sources == whole.sources[1:]


def test_file_alone_belongs_to_its_folder(folder: Path, settings: Settings, collection: Collection) -> None:
    found = find_sources([str(folder / "b.txt")], settings, collection)

    assert [(one.collection, one.path) for one in found.sources] == [("ogre", "b.txt")]
    assert collection.roots() == {"ogre": folder}


def test_name_given_names_the_collection(folder: Path, settings: Settings, collection: Collection) -> None:
    found = find_sources([str(folder)], settings, collection, "novads")

    assert {one.collection for one in found.sources} == {"novads"}


def test_two_folders_of_one_name_are_not_mixed(
    folder: Path, tmp_path: Path, settings: Settings, collection: Collection
) -> None:
    other = tmp_path / "cits" / "ogre"
    other.mkdir(parents=True)
    (other / "b.txt").write_text("x")

    found = find_sources([str(folder), str(other)], settings, collection)

    assert len(found.sources) == 2
    assert [(one.path, one.error.what) for one in found.failures] == [
        (str(other), f"The collection “ogre” belongs to another folder, {folder}")
    ]


def test_name_is_composed_whatever_the_disk_stores(
    folder: Path, settings: Settings, collection: Collection
) -> None:
    (folder / "plani" / unicodedata.normalize("NFD", "jūra.txt")).write_text("x")

    found = find_sources([str(folder)], settings, collection)

    assert found.sources[-1].path == "plani/jūra.txt"
    assert Path(found.sources[-1].location).exists()


def test_two_names_that_differ_only_in_storage_are_told(
    folder: Path, settings: Settings, collection: Collection
) -> None:
    for form in ("NFC", "NFD"):
        (folder / unicodedata.normalize(form, "jūra.txt")).write_text("x")

    found = find_sources([str(folder)], settings, collection)

    assert [one.path for one in found.failures] == ["jūra.txt"]


def test_hidden_files_and_links_are_noted(
    folder: Path, tmp_path: Path, settings: Settings, collection: Collection
) -> None:
    outside = tmp_path / "cits.txt"
    outside.write_text("x")
    (folder / ".slepts").write_text("x")
    (folder / "~$b.docx").write_text("x")
    (folder / "ara.txt").symlink_to(outside)
    (folder / "ieksa.txt").symlink_to(folder / "b.txt")
    (folder / "loks").symlink_to(folder)
    (folder / "nekur.txt").symlink_to(folder / "nav.txt")

    found = find_sources([str(folder)], settings, collection)

    assert [one.path for one in found.sources] == ["b.txt", "plani/a.md"]
    assert found.notes == (
        "hidden, not read: .slepts",
        "link, leads outside, not read: ara.txt",
        "link, read in its own place: ieksa.txt",
        "link, read in its own place: loks",
        "link that leads nowhere, not read: nekur.txt",
        "hidden, not read: ~$b.docx",
    )
    assert found.failures == ()


def test_unsupported_files_are_failures(folder: Path, settings: Settings, collection: Collection) -> None:
    (folder / "attels.gif").write_bytes(b"GIF89a" + bytes(20))
    (folder / "dati.json").write_text("{}")
    (folder / "bez-paplasinajuma").write_text("Teksts")

    found = find_sources([str(folder)], settings, collection)

    assert [(one.path, one.error.what) for one in found.failures] == [
        ("attels.gif", "Files of this kind are not supported yet (image/gif)"),
        ("dati.json", "Files of this kind are not supported yet (application/json)"),
    ]
    assert "bez-paplasinajuma" in [one.path for one in found.sources]


def test_file_over_the_limit_fails_unread(folder: Path, settings: Settings, collection: Collection) -> None:
    with (folder / "liels.txt").open("wb") as file:
        file.truncate(1_000_001)

    found = find_sources([str(folder)], settings, collection)

    assert [one.error.what for one in found.failures] == ["The file is larger than 1 MB"]


def test_pipe_is_not_opened(folder: Path, settings: Settings, collection: Collection) -> None:
    os.mkfifo(folder / "caurule.txt")

    found = find_sources([str(folder)], settings, collection)

    assert [one.error.what for one in found.failures] == ["This is not a file"]


def test_missing_path_fails(tmp_path: Path, settings: Settings, collection: Collection) -> None:
    found = find_sources([str(tmp_path / "nav")], settings, collection)

    assert [(one.path, one.error.what) for one in found.failures] == [
        (str(tmp_path / "nav"), "The file is gone")
    ]


def test_file_that_vanishes_while_looking_fails(
    folder: Path, settings: Settings, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = sources._files

    def vanishing(*given: object) -> Iterator[Path]:
        for path in real(*given):  # type: ignore[arg-type]
            path.unlink(missing_ok=True)
            yield path

    monkeypatch.setattr(sources, "_files", vanishing)

    found = find_sources([str(folder)], settings, collection)

    assert [one.error.what for one in found.failures] == ["The file is gone"] * 2


def test_folder_without_rights_fails_and_is_not_covered(
    folder: Path, settings: Settings, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Tests may run as root, whom no rights stop: so the refusal is played.
    before = find_sources([str(folder)], settings, collection).sources
    monkeypatch.setattr(os, "scandir", _refusing(os.scandir, folder / "plani"))

    found = find_sources([str(folder)], settings, collection)

    assert [one.path for one in found.sources] == ["b.txt"]
    assert [(one.path, one.error.what) for one in found.failures] == [
        (str(folder / "plani"), "The file may not be read")
    ]
    assert [found.covers(one) for one in before] == [True, False]


def _refusing(real: Callable[[Path], object], closed: Path) -> Callable[[Path], object]:
    def scandir(path: Path) -> object:
        if path == closed:
            raise PermissionError(13, "Permission denied")
        return real(path)

    return scandir


def test_only_folders_read_whole_cover_their_sources(
    folder: Path, settings: Settings, collection: Collection
) -> None:
    whole = find_sources([str(folder)], settings, collection)
    part = find_sources([str(folder / "plani")], settings, collection)
    single = find_sources([str(folder / "b.txt")], settings, collection)

    assert [whole.covers(one) for one in whole.sources] == [True, True]
    assert [part.covers(one) for one in whole.sources] == [False, True]
    assert [single.covers(one) for one in whole.sources] == [False, False]


def test_files_of_a_collection_within_a_folder_stay_its_sources(
    folder: Path, settings: Settings, collection: Collection
) -> None:
    inner = find_sources([str(folder / "plani")], settings, collection)
    outer = find_sources([str(folder)], settings, collection)

    assert [(one.collection, one.path) for one in outer.sources] == [("ogre", "b.txt"), ("plani", "a.md")]
    assert outer.sources[1:] == inner.sources
    assert outer.collections == ("ogre", "plani")
    assert outer.notes == ("read as the collection “plani”, as before: plani",)
    again = find_sources([str(folder / "plani" / "a.md")], settings, collection)
    assert (again.sources, again.notes) == (inner.sources, ())


def test_the_smallest_of_several_collections_within_each_other_counts(
    folder: Path, settings: Settings, collection: Collection
) -> None:
    deep = folder / "plani" / "jauni"
    deep.mkdir()
    (deep / "c.md").write_text("# Jauns")
    for inner in (deep, folder / "plani"):
        find_sources([str(inner)], settings, collection)
    found = find_sources([str(folder)], settings, collection)

    assert [(one.collection, one.path) for one in found.sources] == [
        ("ogre", "b.txt"), ("plani", "a.md"), ("jauni", "c.md")
    ]  # fmt: skip


def test_a_name_for_a_folder_that_was_read_before_is_not_used_and_told(
    folder: Path, settings: Settings, collection: Collection
) -> None:
    whole = find_sources([str(folder)], settings, collection)
    below = find_sources([str(folder / "plani")], settings, collection, "novads")

    assert below.sources == whole.sources[1:]
    told = f"read before as a part of the collection “ogre”, and stays there: {folder / 'plani'}"
    assert below.notes == (told,)
    assert collection.roots() == {"ogre": folder}


def test_path_given_twice_is_one_source(folder: Path, settings: Settings, collection: Collection) -> None:
    found = find_sources([str(folder), str(folder / "b.txt")], settings, collection)

    assert [one.path for one in found.sources] == ["b.txt", "plani/a.md"]


def test_name_that_is_no_unicode_fails(folder: Path, settings: Settings, collection: Collection) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/j\xfbra.txt")).write_text("x")

    found = find_sources([str(folder)], settings, collection)

    assert [one.error.what for one in found.failures] == ["The name of the file is not stored as Unicode"]
