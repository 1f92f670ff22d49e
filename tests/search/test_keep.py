import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from search.keep import is_sound, kept_folder, remove_left


def write_plan(part: Path) -> None:
    (part / "texts").mkdir()
    (part / "texts" / "plāns.txt").write_text("Veloceliņi", "utf-8")


def must_not_build(part: Path) -> None:
    raise AssertionError(f"built {part} again")


def test_a_missing_folder_is_built_and_then_kept(tmp_path: Path) -> None:
    target = tmp_path / "models" / "tiny"
    assert kept_folder(target, write_plan) == target
    assert (target / "texts" / "plāns.txt").read_text("utf-8") == "Veloceliņi"
    assert kept_folder(target, must_not_build) == target


@pytest.mark.parametrize(
    "damage",
    [
        lambda target: (target / "texts" / "plāns.txt").write_text("Veloceliņ\0", "utf-8"),
        lambda target: (target / "texts" / "plāns.txt").unlink(),
        lambda target: (target / "hashes.json").write_text('{"texts/pl', "utf-8"),
        lambda target: (target / "hashes.json").write_text("{}", "utf-8"),
        lambda target: (target / "hashes.json").unlink(),
    ],
    ids=["changed", "file gone", "hashes cut", "hashes empty", "hashes gone"],
)
def test_a_damaged_folder_is_built_again(tmp_path: Path, damage) -> None:
    target = kept_folder(tmp_path / "tiny", write_plan)
    damage(target)
    assert not is_sound(target)
    kept_folder(target, write_plan)
    assert (target / "texts" / "plāns.txt").read_text("utf-8") == "Veloceliņi"
    assert is_sound(target)


def test_what_a_killed_process_left_behind_is_not_used(tmp_path: Path) -> None:
    left = tmp_path / ".tiny.part-1f"
    left.mkdir()
    (left / "half.bin").write_bytes(b"half")
    target = kept_folder(tmp_path / "tiny", write_plan)
    assert sorted(path.name for path in target.iterdir()) == ["hashes.json", "texts"]
    assert not left.exists()


def test_a_failed_build_leaves_nothing_and_the_damaged_folder_in_place(tmp_path: Path) -> None:
    target = kept_folder(tmp_path / "tiny", write_plan)
    (target / "texts" / "plāns.txt").write_text("x", "utf-8")

    def fill_the_disk(part: Path) -> None:
        (part / "half.bin").write_bytes(b"half")
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        kept_folder(target, fill_the_disk)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".tiny.lock", "tiny"]


def test_what_killed_processes_began_is_removed_and_what_is_being_written_stays(tmp_path: Path) -> None:
    old, new, whole, other = (tmp_path / "a" / name for name in ("x.part", "y.part", "z.png", "d.part"))
    other.mkdir(parents=True)
    for path in (old, new, whole):
        path.write_text("half")
    for path in (old, whole, other):
        os.utime(path, (0, time.time() - 25 * 3600))
    remove_left(tmp_path, tmp_path / "nothing here")
    assert [path.exists() for path in (old, new, whole, other)] == [False, True, True, True]


def test_of_many_at_once_one_builds_and_the_others_wait_for_it(tmp_path: Path) -> None:
    built: list[Path] = []

    def build(part: Path) -> None:
        built.append(part)
        write_plan(part)

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: kept_folder(tmp_path / "tiny", build), range(8)))
    assert len(built) == 1
    assert set(found) == {tmp_path / "tiny"}
