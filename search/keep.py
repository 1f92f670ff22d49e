"""Derived files and folders that are made once: a target and what builds it → the target, whole and sound.

Two processes never build the same folder; a half-written or damaged one is built again. Knows nothing of what
is in them.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

HASHES = "hashes.json"
PART = ".part"
_LEFT_AFTER = 24 * 3600  # seconds; what is still being written is younger by far


def kept_folder(target: Path, build: Callable[[Path], None]) -> Path:
    """Return `target`, after `build` has filled it if it is missing or differs from its hash file.

    `build` gets an empty folder beside the target, which takes the target's place only when it is complete.
    Raises OSError when the disk is full or the place cannot be written.
    """
    if is_sound(target):
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    with _locked(target.with_name(f".{target.name}.lock")):
        if is_sound(target):  # another process built it while this one waited
            return target
        for left in target.parent.glob(f".{target.name}.part-*"):  # by a process that was killed
            _remove(left)
        # a name of its own, since what the killed process has started may not have ended yet
        part = target.with_name(f".{target.name}.part-{secrets.token_hex(4)}")
        part.mkdir()
        try:
            build(part)
            _write_hashes(part)
            _remove(target)
            part.replace(target)
        finally:
            _remove(part)
    return target


def is_sound(folder: Path) -> bool:
    """Tell whether every file that the folder was built with is there, unchanged."""
    try:
        hashes = json.loads((folder / HASHES).read_text("utf-8"))
        return bool(hashes) and all(file_hash(folder / name) == digest for name, digest in hashes.items())
    except (FileNotFoundError, NotADirectoryError, ValueError, AttributeError):
        return False


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """Open a file that takes the place of `path` when the block ends well, and is removed when it does not.

    The folder is made when it is missing. Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=PART)
    try:
        with open(handle, "wb") as file:
            yield file
        Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)


def remove_left(*folders: Path) -> None:
    """Remove the files below folders that processes killed a day ago or earlier had begun to write."""
    before = time.time() - _LEFT_AFTER
    for path in (found for folder in folders for found in folder.rglob(f"*{PART}")):
        with suppress(OSError):  # it was moved to its place, or is not ours to remove
            if path.is_file() and path.stat().st_mtime < before:
                path.unlink()


def keep_bytes(path: Path, data: bytes) -> None:
    """Keep what can be made again; a full disk only means that it is."""
    with suppress(OSError), whole_file(path) as file:
        file.write(data)


def file_hash(path: Path) -> str:
    """Return the sha256 of a file's bytes, hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_hashes(folder: Path) -> None:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    hashes = {path.relative_to(folder).as_posix(): file_hash(path) for path in files}
    (folder / HASHES).write_text(json.dumps(hashes, indent=1), "utf-8")


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # let go by the system when the process ends, however it ends
        yield
