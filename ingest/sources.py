"""Given paths and addresses → sources with their ids and content hashes, and what could not be taken.

Nothing is passed over unseen: a file that is not taken is a failure, a hidden file or a link is a note.
Knows no format beyond whether it is supported.
"""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from ingest.convert import unsupported
from ingest.download import download, is_address
from ingest.intake import SUPPORTED, identify, too_large, type_by_name, unreachable
from search.collection import Collection
from search.domain import Source
from search.errors import SourceError, SourceUnreadable
from search.settings import Settings

_STEP = 2**20
_LOCK_FILES = ("~$", ".~lock.")  # that office programs leave beside an open document


@dataclass(frozen=True, slots=True)
class FoundFailure:
    """A path that gave no source, and why."""

    path: str
    error: SourceError


@dataclass(frozen=True, slots=True)
class Found:
    """What the given paths hold, in order; `notes` name what was passed over on purpose."""

    sources: tuple[Source, ...]
    failures: tuple[FoundFailure, ...]
    collections: tuple[str, ...]
    notes: tuple[str, ...] = ()
    folders: tuple[Path, ...] = ()  # that were read whole
    closed: tuple[Path, ...] = ()  # below them, that could not be read

    def covers(self, source: Source) -> bool:
        """Say whether a source would have been found, were its file still there."""
        if is_address(source.location):
            return False
        place = Path(source.location)
        inside = any(place.is_relative_to(folder) for folder in self.folders)
        return inside and not any(place.is_relative_to(folder) for folder in self.closed)


@dataclass
class _Search:
    """What is gathered while looking."""

    settings: Settings
    sources: dict[str, Source] = field(default_factory=dict)
    failures: list[FoundFailure] = field(default_factory=list)
    collections: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)
    closed: list[Path] = field(default_factory=list)

    def fail(self, path: object, error: SourceError) -> None:
        self.failures.append(FoundFailure(str(path), error))


def find_sources(
    paths: Sequence[str],
    settings: Settings,
    collection: Collection,
    name: str | None = None,
    *,
    private: bool = False,
) -> Found:
    """Return the sources under files, folders and addresses, sorted within each folder.

    A folder belongs to the known collection it lies in, else it becomes one under `name` or its own name; a
    file counts as lying in its folder, an address belongs to `name` or its host. Of collections within each
    other a file belongs to the innermost, so that it is one source whichever of them is read. `private`
    allows addresses of this machine's network.
    """
    search = _Search(settings)
    for given in paths:
        try:
            if is_address(given):
                _take_address(given, name, search, private=private)
            else:
                _take_path(Path(given).expanduser(), name, collection, search)
        except SourceError as error:
            search.fail(given, error)
    return Found(
        tuple(search.sources.values()),
        tuple(search.failures),
        tuple(dict.fromkeys(search.collections)),
        tuple(search.notes),
        tuple(search.folders),
        tuple(search.closed),
    )


def document_id(collection: str, path: str) -> str:
    """Return the id of the document at `path`, relative to its collection or an address."""
    return hashlib.sha256(f"{collection}\0{path}".encode()).hexdigest()[:16]


def _take_address(url: str, name: str | None, search: _Search, *, private: bool) -> None:
    fetched = download(url, search.settings, private=private)
    collection = name or urlsplit(url).hostname or "web"
    key = document_id(collection, url)
    search.collections.append(collection)
    search.sources[key] = Source(key, collection, url, str(fetched.path), fetched.size, fetched.content_hash)


def _take_path(given: Path, name: str | None, collection: Collection, search: _Search) -> None:
    try:
        path = given.resolve(strict=True)
        folder = path.is_dir()
    except (OSError, RuntimeError) as error:
        reason = error if isinstance(error, OSError) else OSError(0, "a link that leads to itself")
        raise unreachable(str(given), reason) from error
    place = path if folder else path.parent
    known = [(root, own) for own, root in collection.roots().items()]
    root, own = _innermost(place, known) or (place, name or _normal(place.name) or "root")
    if name not in {None, own}:
        search.notes.append(f"read before as a part of the collection “{own}”, and stays there: {place}")
    collection.claim_root(own, root)
    search.collections.append(own)
    if not folder:
        _take_file(path, root, own, search)
        return
    search.folders.append(path)
    within = [one for one in known if one[0] != path and one[0].is_relative_to(path)]
    _note_within(within, path, search)
    for file in _files(path, path, search):
        _take_file(file, *(_innermost(file.parent, within) or (root, own)), search)


def _innermost(folder: Path, known: Sequence[tuple[Path, str]]) -> tuple[Path, str] | None:
    """Return root and name of the smallest of the known collections that a folder lies in."""
    around = [one for one in known if folder.is_relative_to(one[0])]
    return max(around, key=lambda one: len(one[0].parts), default=None)


def _note_within(within: Sequence[tuple[Path, str]], top: Path, search: _Search) -> None:
    """Tell of the collections that lie within a folder; their files are read as what they were before."""
    for root, own in within:
        search.collections.append(own)
        if root.is_dir():
            search.notes.append(f"read as the collection “{own}”, as before: {root.relative_to(top)}")


def _files(folder: Path, top: Path, search: _Search) -> Iterator[Path]:
    """Yield the files below a folder in order of name."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: _normal(entry.name))
    except OSError as error:
        search.closed.append(folder)
        search.fail(folder, unreachable(f"folder {folder.name}", error))
        return
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith((".", *_LOCK_FILES)):
            search.notes.append(f"hidden, not read: {path.relative_to(top)}")
        elif entry.is_symlink():
            _note_link(path, top, search)
        elif entry.is_dir(follow_symlinks=False):
            yield from _files(path, top, search)
        else:
            yield path


def _note_link(path: Path, top: Path, search: _Search) -> None:
    """Tell of a link; what it leads to is read in its own place, or lies outside what was given."""
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        search.notes.append(f"link that leads nowhere, not read: {path.relative_to(top)}")
        return
    where = "read in its own place" if target.is_relative_to(top) else "leads outside, not read"
    search.notes.append(f"link, {where}: {path.relative_to(top)}")


def _take_file(path: Path, root: Path, collection: str, search: _Search) -> None:
    relative = _normal(path.relative_to(root).as_posix())
    try:
        key = document_id(collection, relative)
        size, content_hash = _measure(path, search.settings)
        if type_by_name(path.name) not in SUPPORTED:
            kind = identify(path, search.settings)
            if kind not in SUPPORTED:
                raise unsupported(path.name, kind)
    except SourceError as error:
        search.fail(relative, error)
        return
    except UnicodeEncodeError:
        shown = os.fsencode(relative).decode("utf-8", "replace")
        search.fail(shown, SourceUnreadable(
            "The name of the file is not stored as Unicode", value=shown, next_step="Rename it"
        ))  # fmt: skip
        return
    twin = search.sources.get(key)
    if twin is not None and twin.location != str(path):
        search.fail(relative, SourceUnreadable(
            "Two files have the same name but for the way its letters are stored", value=path.name,
            next_step="Rename one of them",
        ))  # fmt: skip
        return
    search.sources[key] = Source(key, collection, relative, str(path), size, content_hash)


def _measure(path: Path, settings: Settings) -> tuple[int, str]:
    """Return size and hash of a file; one over the limit is refused unread."""
    limit = settings.file_megabytes * 10**6
    digest = hashlib.sha256()
    size = 0
    try:
        if not path.is_file():  # a pipe would never end, a vanished file has nothing to hash
            path.stat()
            raise SourceUnreadable("This is not a file", value=path.name, next_step="Move it elsewhere")
        if (declared := path.stat().st_size) > limit:
            raise too_large(path.name, declared, settings)
        with path.open("rb") as file:
            while step := file.read(_STEP):
                digest.update(step)
                size += len(step)
                if size > limit:
                    raise too_large(path.name, size, settings)
    except OSError as error:
        raise unreachable(path.name, error) from error
    return size, digest.hexdigest()


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text)
