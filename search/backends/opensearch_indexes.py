"""The indexes behind an alias in OpenSearch: making, naming, switching and removing them.

An index is `ALIAS-000001`, with its journal `ALIAS-000001-journal`; a new one gets the next number, and comes
behind the aliases in one step. What a building that was stopped has left is removed with the next one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from search.backends import Backend
from search.backends.opensearch_client import Body, OpenSearchClient
from search.backends.opensearch_journal import create_journal, journal_body, journal_name, writing_name
from search.backends.opensearch_schema import index_body
from search.errors import IndexMissing
from search.settings import Settings

NEXT, BEFORE = "next", "before"  # roles of indexes beside the serving one


class AliasedIndexes:
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
        index = self.next_name()  # one that no leftover bore
        for leftover in (name for name, aliases in self._held().items() if not aliases):
            self._delete(leftover)
        self.create_named(index, manifest)
        return index

    def create_named(self, index: str, manifest: Mapping[str, Any], role: str = "") -> None:
        """Make an index of this name, behind the alias of a role at most."""
        for leftover in (index, journal_name(index)):  # of a making that was stopped
            self._delete(leftover)
        self._create(journal_name(index), journal_body(self._replicas), role)
        create_journal(self._client, index)
        self._create(index, index_body(manifest, self._shards, self._replicas), role)

    def next_name(self) -> str:
        """Return the name of an index with the next number."""
        numbers = [int(match[1]) for name in self._held() if (match := self._own(name))]
        return f"{self._alias}-{max(numbers, default=0) + 1:06d}"

    def behind(self, alias: str) -> str:
        """Return the name of the index behind this alias; empty without one."""
        found = (name for name, aliases in self._held().items() if alias in aliases)
        return next((name for name in found if not name.endswith("-journal")), "")

    def role(self, role: str) -> str:
        """Return the alias of the index in a role beside the serving one."""
        return f"{self._alias}-{role}"

    def switch(self, index: str) -> None:
        """Bring an index behind the aliases and remove every other one, in one step for readers."""
        others = [name for name, aliases in self._held().items() if aliases]
        gone = [name for name in others if name not in {index, journal_name(index)}]
        self._update([*self._serving(index), *({"remove_index": {"index": name}} for name in gone)])

    def serve(self, index: str) -> None:
        """Bring an index behind the aliases, and keep the one that was there as the one before.

        What was kept before that is removed.
        """
        old, before = self.behind(self._alias), self.behind(self.role(BEFORE))
        actions = self._serving(index)
        if old and old != index:
            actions += [
                {"remove": {"index": old, "alias": self._alias}},
                {"remove": {"index": journal_name(old), "alias": journal_name(self._alias)}},
                *self._in_role(old, BEFORE),
            ]
        actions += [
            {"remove": {"index": name, "alias": self.role(role), "must_exist": False}}
            for role in (NEXT, BEFORE)
            for name in (index, journal_name(index))
        ]
        if before and before not in {index, old}:
            names = (before, journal_name(before))
            actions += [{"remove_index": {"index": name}} for name in names]
        self._update(actions)

    def remove(self, index: str) -> None:
        """Remove an index with its journal."""
        for name in (index, journal_name(index)):
            self._delete(name)

    def _serving(self, index: str) -> list[Body]:
        return [
            {"add": {"index": index, "alias": self._alias}},
            {"add": {"index": journal_name(index), "alias": journal_name(self._alias)}},
        ]

    def _in_role(self, index: str, role: str) -> list[Body]:
        alias = self.role(role)
        return [{"add": {"index": name, "alias": alias}} for name in (index, journal_name(index))]

    def _update(self, actions: list[Body]) -> None:
        body: Body = {"actions": actions}
        self._client.once("switched", lambda raw: raw.indices.update_aliases(body=body))

    def drop(self) -> None:
        """Remove every index of the alias."""
        for name in self._held():
            self._delete(name)

    def _held(self) -> dict[str, set[str]]:
        """Return the indexes and journals that bear our names, with those of our aliases they are behind."""
        found = self._client.repeating("read", lambda raw: raw.indices.get_alias(index=f"{self._alias}-*"))
        aliases = {self._alias, journal_name(self._alias), self.role(NEXT), self.role(BEFORE)}
        return {name: aliases & set(told["aliases"]) for name, told in found.items() if self._own(name)}

    def _own(self, name: str) -> re.Match[str] | None:
        return re.fullmatch(rf"{re.escape(self._alias)}-(\d{{6}})(-journal)?", name)

    def _create(self, name: str, body: Body, role: str = "") -> None:
        aliases: Body = {writing_name(name): {}, **({self.role(role): {}} if role else {})}
        whole = body | {"aliases": aliases}
        self._client.once("created", lambda raw: raw.indices.create(index=name, body=whole))

    def _delete(self, name: str) -> None:
        try:
            self._client.once("removed", lambda raw: raw.indices.delete(index=name))
        except IndexMissing:
            return


class OpenSearchIndexes:
    """Indexes in OpenSearch: the serving one, the next and the one before, each behind an alias."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._indexes = AliasedIndexes(
            OpenSearchClient(settings),
            settings.opensearch_index,
            settings.opensearch_shards,
            settings.opensearch_replicas,
        )

    def serving(self) -> str:
        """See Indexes."""
        return self._indexes.behind(self._settings.opensearch_index) or self._indexes.next_name()

    def before(self) -> str:
        """See Indexes."""
        return self._indexes.behind(self._indexes.role(BEFORE))

    def following(self) -> str:
        """See Indexes."""
        return self._indexes.behind(self._indexes.role(NEXT)) or self._indexes.next_name()

    def open(self, name: str) -> Backend:
        """See Indexes."""
        from search.backends.opensearch import OpenSearchBackend

        return OpenSearchBackend(self._settings, index=name)

    def serve(self, name: str) -> None:
        """See Indexes."""
        if self._indexes.manifest(name) is None:
            raise IndexMissing("There is no such index", value=name)
        self._indexes.serve(name)

    def remove(self, name: str) -> None:
        """See Indexes."""
        if name != self.serving():
            self._indexes.remove(name)
