"""The projects of a collection, read from the passages of its index and kept until these change.

Goes in: a backend. Comes out: a catalog: projects, the documents that tell of them, the passages that their
values come from. Only what is public is read.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from search.backends import Backend
from search.domain import DocumentView, Passage
from search.errors import NotFound
from search.filters import AnyOf, Filter, all_of
from search.project_list import ProjectList
from search.project_reports import REPORTS
from search.projects import Account, Project, Tagged, accounts_of, joined
from search.records import DOCUMENT_FIELDS, document_of, passage_of, tags_of

_FIELDS = (
    *DOCUMENT_FIELDS, "id", "position", "text", "locator", "heading_path", "start", "end", "passage_kind",
    "language", "columns", "tags",
)  # fmt: skip


@dataclass(frozen=True)
class Catalog:
    """The projects of a collection, by title; `stamp` tells catalogs of different states apart."""

    stamp: str
    projects: tuple[Project, ...]
    documents: Mapping[str, DocumentView]  # by id, those that tell of projects
    passages: Mapping[str, Passage]  # by id, those that accounts are made of
    by_account: Mapping[str, Project]  # by the id of any account

    @cached_property
    def listed(self) -> ProjectList:
        """Return the projects made ready to be asked for; made once for each state of the collection."""
        return ProjectList(self.projects, self.documents)

    def project(self, project_id: str) -> Project:
        """Return the project with this id, or with an account of this id. Raises NotFound."""
        found = self.by_account.get(project_id)
        if found is None:
            raise NotFound("The collection holds no such project", value=project_id, code="project_unknown")
        return found

    def of_document(self, document_id: str) -> tuple[Project, ...]:
        """Return the projects that a document tells of, in the order of its accounts."""
        held = (
            one for one in self.by_account.values() for own in one.accounts if own.document_id == document_id
        )
        return tuple(dict.fromkeys(held))


class CatalogKeeper:
    """Gives the catalog of an index, and reads it again only when the index has changed. Safe for threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: tuple[Backend, Catalog] | None = None

    def catalog(self, backend: Backend) -> Catalog:
        """Return the catalog of what `backend` holds now. Raises BackendError."""
        stamp = backend.stamp()
        with self._lock:  # the first asks, the others wait for its answer
            if self._kept is None or self._kept[0] is not backend or self._kept[1].stamp != stamp:
                self._kept = backend, read_catalog(backend, stamp)
            return self._kept[1]


class SteadyKeeper(CatalogKeeper):
    """Gives the catalog of the first asking again and again: no answer mixes two states of the collection."""

    def __init__(self, keeper: CatalogKeeper) -> None:
        super().__init__()
        self._keeper = keeper
        self._first: Catalog | None = None

    def catalog(self, backend: Backend) -> Catalog:
        """Return the catalog of what `backend` held when this was first asked. Raises BackendError."""
        if self._first is None:
            self._first = self._keeper.catalog(backend)
        return self._first


def read_catalog(backend: Backend, stamp: str = "") -> Catalog:
    """Read the catalog of what `backend` holds. Raises BackendError."""
    documents: dict[str, DocumentView] = {}
    read: dict[str, dict[str, Tagged]] = {}  # document → passage → passage with its tags
    for where in _wanted():
        for record in backend.scan(where, _FIELDS):
            document_id = record["document_id"]
            if document_id not in documents:
                documents[document_id] = document_of(record)
            read.setdefault(document_id, {})[record["id"]] = passage_of(record), tags_of(record)
    accounts: list[Account] = []
    for document_id in sorted(read, key=lambda one: (documents[one].path, one)):
        passages = sorted(read[document_id].values(), key=lambda one: one[0].position)
        accounts += accounts_of(documents[document_id], passages)
    projects = tuple(sorted(joined(accounts), key=lambda one: (one.title.casefold(), one.id)))
    by_account = {account.id: project for project in projects for account in project.accounts}
    telling = {one.document_id for one in accounts}
    return Catalog(
        stamp,
        projects,
        {one: documents[one] for one in documents if one in telling},
        {one: read[account.document_id][one][0] for account in accounts for one in account.passages},
        {account.id: by_account[account.id] for account in accounts},
    )


def _wanted() -> tuple[Filter, ...]:
    """Return what is read: whole reports and applications, and rows of any document."""
    return (
        all_of().also(AnyOf("document_kind", tuple(sorted(REPORTS)))),
        all_of().also(AnyOf("passage_kind", ("row",))),
    )
