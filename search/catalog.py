"""The projects of a collection, joined from the accounts in its index and kept until it changes.

Goes in: a backend. Comes out: a catalog: projects, the documents that tell of them, the places that their
values come from. Only what is public is read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from search.account_records import Place
from search.backends import Backend
from search.domain import DocumentView
from search.errors import NotFound
from search.filters import AtPosition, all_of
from search.kept import Kept
from search.project_list import ProjectList
from search.projects import Account, Project, joined
from search.records import DOCUMENT_FIELDS, accounts_in, document_of

_FIELDS = (*DOCUMENT_FIELDS, "accounts")


@dataclass(frozen=True)
class Catalog:
    """The projects of a collection, by title; `stamp` tells catalogs of different states apart."""

    stamp: str
    projects: tuple[Project, ...]
    documents: Mapping[str, DocumentView]  # by id, those that tell of projects
    places: Mapping[str, Place]  # by Passage.id, of the passages that values come from
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
        projects = (self.by_account[one] for one in self._accounts_of.get(document_id, ()))
        return tuple({one.id: one for one in projects}.values())

    @cached_property
    def _accounts_of(self) -> Mapping[str, tuple[str, ...]]:
        """Return the ids of accounts by document, in their order there."""
        held: dict[str, list[str]] = defaultdict(list)
        for account, project in self.by_account.items():
            held[next(one.document_id for one in project.accounts if one.id == account)].append(account)
        return {document: tuple(accounts) for document, accounts in held.items()}


class Catalogs(Protocol):
    """Gives the catalog of an index."""

    def catalog(self, backend: Backend) -> Catalog:
        """Return the catalog of what `backend` holds. Raises BackendError."""
        ...


class CatalogKeeper:
    """Gives the catalog of an index, and reads it again only when the index has changed. Safe for threads."""

    def __init__(self) -> None:
        self._kept: Kept[Catalog] = Kept()

    def catalog(self, backend: Backend) -> Catalog:
        """Return the catalog of what `backend` holds now. Raises BackendError."""
        return self._kept.of(backend, read_catalog)


class SteadyKeeper:
    """Gives the catalog of the first asking again and again: no answer mixes two states of the collection."""

    def __init__(self, keeper: Catalogs) -> None:
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
    told: dict[str, tuple[Account, ...]] = {}
    places: dict[str, Place] = {}
    for record in backend.scan(all_of().also(AtPosition(0)), _FIELDS):
        if record["accounts"]:
            view = documents[record["document_id"]] = document_of(record)
            told[view.id], own = accounts_in(record)
            places |= own
    order = sorted(told, key=lambda one: (documents[one].path, one))
    accounts = [account for document_id in order for account in told[document_id]]
    projects = tuple(sorted(joined(accounts), key=lambda one: (one.title.casefold(), one.id)))
    by_account = {account.id: project for project in projects for account in project.accounts}
    return Catalog(
        stamp,
        projects,
        documents,
        places,
        {account.id: by_account[account.id] for account in accounts},
    )
