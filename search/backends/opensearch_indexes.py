"""The indexes behind an alias in OpenSearch: making, naming, switching and removing them.

An index is `ALIAS-000001`, with its journal `ALIAS-000001-journal`; a new one gets the next number, and comes
behind the aliases in one step. What a building that was stopped has left is removed with the next one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from search.backends.opensearch_client import Body, OpenSearchClient
from search.backends.opensearch_journal import create_journal, journal_body, journal_name, writing_name
from search.backends.opensearch_schema import index_body
from search.errors import IndexMissing


class OpenSearchIndexes:
    """The indexes of one alias."""

    def __init__(self, client: OpenSearchClient, alias: str, shards: int, replicas: int) -> None:
        self._client = client
        self._alias = alias
        self._shards = shards
        self._replicas = replicas

    def manifest(self, name: str) -> dict[str, Any] | None:
        """Return what the index of this name or alias was built with; None when there is none."""
        try:
            found = self._client.repeating("read", lambda raw: raw.indices.get_mapping(index=name))
        except IndexMissing:
            return None
        for mapping in found.values():
            return dict(mapping["mappings"]["_meta"]["manifest"])
        return None

    def state(self, name: str, manifest: Mapping[str, Any]) -> None:
        """Write another manifest into an index that is there."""
        body: Body = {"_meta": {"manifest": dict(manifest)}}
        self._client.once("created", lambda raw: raw.indices.put_mapping(index=name, body=body))

    def create(self, manifest: Mapping[str, Any]) -> str:
        """Make an index with the next number, behind no alias yet, and return its name."""
        held = self._held()
        for leftover in (name for name, aliased in held.items() if not aliased):
            self._delete(leftover)
        numbers = [int(match[1]) for name in held if (match := self._own(name))]
        index = f"{self._alias}-{max(numbers, default=0) + 1:06d}"
        self._create(journal_name(index), journal_body(self._replicas))
        create_journal(self._client, index)
        self._create(index, index_body(manifest, self._shards, self._replicas))
        return index

    def switch(self, index: str) -> None:
        """Bring an index behind the aliases and remove the one that was there, in one step for readers."""
        old = [name for name, aliased in self._held().items() if aliased]
        actions: list[Body] = [
            {"add": {"index": index, "alias": self._alias}},
            {"add": {"index": journal_name(index), "alias": journal_name(self._alias)}},
            *({"remove_index": {"index": name}} for name in old if name not in {index, journal_name(index)}),
        ]
        body: Body = {"actions": actions}
        self._client.once("switched", lambda raw: raw.indices.update_aliases(body=body))

    def drop(self) -> None:
        """Remove every index of the alias."""
        for name in self._held():
            self._delete(name)

    def _held(self) -> dict[str, bool]:
        """Return the indexes and journals that bear our names, with whether they are behind the aliases."""
        found = self._client.repeating("read", lambda raw: raw.indices.get_alias(index=f"{self._alias}-*"))
        aliases = {self._alias, journal_name(self._alias)}
        return {name: bool(aliases & set(told["aliases"])) for name, told in found.items() if self._own(name)}

    def _own(self, name: str) -> re.Match[str] | None:
        return re.fullmatch(rf"{re.escape(self._alias)}-(\d{{6}})(-journal)?", name)

    def _create(self, name: str, body: Body) -> None:
        whole = body | {"aliases": {writing_name(name): {}}}
        self._client.once("created", lambda raw: raw.indices.create(index=name, body=whole))

    def _delete(self, name: str) -> None:
        try:
            self._client.once("removed", lambda raw: raw.indices.delete(index=name))
        except IndexMissing:
            return
