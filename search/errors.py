"""Every error Virzieni raises on purpose; each says what failed, the value, and what to do next.

VirzieniError
├── SettingsError         a setting has an unusable value
├── CorpusError           a reference table (directions, cities, sources, judgements) is malformed
├── SourceError           one source cannot be indexed; a run goes on without it
│   ├── SourceUnreadable  damaged, encrypted, mislabelled, too large, vanished
│   ├── SourceUnread      sound, but a tool is missing to read it (OCR)
│   └── SourceRefused     read, but the store does not take what it holds
├── ReadingStopped        the processes that read files have ended, and none can be started
├── QueryError            a question or filter that cannot be used as asked
├── NotFound              a document or passage that the collection does not hold
├── IndexError            named IndexStateError to spare the builtin
│   ├── IndexMissing      there is no index yet
│   ├── IndexBusy         another run holds the write lock
│   └── ManifestMismatch  the index was built with something else
├── ModelError            the embedding model cannot be had or loaded
└── BackendError          the store failed: disk full, rights, corruption, a server away

The tree knows no HTTP: `webapp.errors` maps it to statuses. The words of an error may change, its `code` does
not: programs can act on it, and pages speak the reader's language by it.
"""

from __future__ import annotations


class VirzieniError(Exception):
    """Say what failed, with which value, and what to do next.

    `what` is a full clause, `value` is shown verbatim, `next_step` is an instruction. `code` names what
    failed where that is more than the kind of the error says.
    """

    code = "error"

    def __init__(self, what: str, *, value: object = None, next_step: str = "", code: str = "") -> None:
        self.what = what
        self.value = value
        self.next_step = next_step
        self.code = code or type(self).code
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        """Return the whole message on one line."""
        shown = "" if self.value is None else f": {self.value}"
        step = f". {self.next_step}" if self.next_step else ""
        return f"{self.what}{shown}{step}"

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the way from a worker process."""
        return (_rebuild, (type(self), self.what, self.value, self.next_step, self.code))


def _rebuild(kind: type[VirzieniError], what: str, value: object, next_step: str, code: str) -> VirzieniError:
    return kind(what, value=value, next_step=next_step, code=code)


class SettingsError(VirzieniError):
    """A setting has a value that cannot be used."""

    code = "settings"


class CorpusError(VirzieniError):
    """A reference table is malformed; `value` names file, row and field."""

    code = "corpus"


class SourceError(VirzieniError):
    """One source cannot be indexed."""

    code = "source"


class SourceUnreadable(SourceError):
    """The source is damaged, encrypted, mislabelled, too large, forbidden or gone."""

    code = "source_unreadable"


class SourceUnread(SourceError):
    """The source is sound, but reading it needs something that is not installed."""

    code = "source_unread"


class SourceRefused(SourceError):
    """The store does not take a passage of the source, however often it is sent."""

    code = "source_refused"


class ReadingStopped(VirzieniError):
    """The processes that read files have ended, and none can be started in their place."""

    code = "reading_stopped"


class QueryError(VirzieniError):
    """A question, filter or page that cannot be used as asked."""

    code = "query"


class NotFound(VirzieniError):
    """The collection does not hold what was asked for by its id."""

    code = "not_found"


class IndexStateError(VirzieniError):
    """The index cannot be used in its present state."""

    code = "index_state"


class IndexMissing(IndexStateError):
    """There is no index yet."""

    code = "index_missing"


class IndexBusy(IndexStateError):
    """Another run holds the write lock."""

    code = "index_busy"


class ManifestMismatch(IndexStateError):
    """The index was built with another schema, analysis or model than this program uses."""

    code = "manifest_mismatch"


class ModelError(VirzieniError):
    """The embedding model cannot be found, checked or loaded."""

    code = "model"


class BackendError(VirzieniError):
    """The store failed while reading or writing."""

    code = "backend"
