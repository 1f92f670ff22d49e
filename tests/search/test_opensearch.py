"""What is particular to the OpenSearch store: its indexes, and what a stopped or a second writer leaves."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from search.backends import Question, opensearch_journal, opensearch_writer
from search.backends.opensearch import OpenSearchBackend
from search.backends.opensearch_client import OpenSearchClient
from search.errors import BackendError, IndexBusy, IndexMissing, SourceRefused
from search.filters import all_of
from search.language.keys import form_keys
from search.settings import Settings
from tests import opensearch_server
from tests.invented import DIMENSION, make_document, make_records

needs_server = pytest.mark.skipif(
    not opensearch_server.wanted(), reason="needs a server: `make test-opensearch`"
)
MANIFEST = {"schema": "test", "dimension": DIMENSION}
OLD, NEW = ["Osta viens.", "Osta divi."], ["Osta A.", "Osta B.", "Osta C."]


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Settings]:
    with opensearch_server.own_index(tmp_path / "data") as settings:
        yield settings


@pytest.fixture
def backend(own: Settings) -> OpenSearchBackend:
    made = OpenSearchBackend(own)
    made.write_manifest(MANIFEST)
    return made


def raw(settings: Settings) -> Any:
    from opensearchpy import OpenSearch

    return OpenSearch([settings.opensearch_url])


def put(backend: OpenSearchBackend, texts: list[str], name: str = "a.md") -> str:
    document = make_document(name, texts)
    backend.replace_document(document.id, make_records(document))
    return document.id


def texts_of(backend: OpenSearchBackend, document_id: str) -> list[str]:
    return [record["text"] for record in backend.document(document_id)]


def stored(settings: Settings) -> int:
    """Return how many passages lie in the index, seen by readers or not."""
    client = raw(settings)
    client.indices.refresh(index=settings.opensearch_index)
    return int(client.count(index=settings.opensearch_index)["count"])


@needs_server
def test_an_index_has_a_number_and_is_behind_the_alias(backend: OpenSearchBackend, own: Settings) -> None:
    first = f"{own.opensearch_index}-000001"
    assert list(raw(own).indices.get_alias(name=own.opensearch_index)) == [first]
    new = backend.anew()
    new.write_manifest(MANIFEST)
    put(new, NEW)
    assert OpenSearchBackend(own).count() == (0, 0)  # readers keep the old index until the new one is settled
    new.settle()
    second = f"{own.opensearch_index}-000002"
    assert list(raw(own).indices.get_alias(name=own.opensearch_index)) == [second]
    assert backend.count() == (1, 3)
    held = raw(own).indices.get_alias(index=f"{own.opensearch_index}-*")
    assert sorted(held) == [second, f"{second}-journal"]


@needs_server
def test_what_a_stopped_rebuild_has_left_goes_with_the_next_one(
    backend: OpenSearchBackend, own: Settings
) -> None:
    stopped = backend.anew()
    stopped.write_manifest(MANIFEST)
    put(stopped, NEW)
    new = backend.anew()
    new.write_manifest(MANIFEST)
    new.settle()
    held = raw(own).indices.get_alias(index=f"{own.opensearch_index}-*")
    assert sorted(held) == [f"{own.opensearch_index}-000003", f"{own.opensearch_index}-000003-journal"]


@needs_server
def test_shards_and_replicas_are_those_of_the_settings(own: Settings) -> None:
    other = replace(own, opensearch_shards=3, opensearch_replicas=1)
    OpenSearchBackend(other).write_manifest(MANIFEST)
    index = f"{own.opensearch_index}-000001"
    told = raw(own).indices.get_settings(index=index)[index]["settings"]["index"]
    assert (told["number_of_shards"], told["number_of_replicas"]) == ("3", "1")


@needs_server
def test_an_unknown_field_is_refused_and_the_document_stays_as_it_was(backend: OpenSearchBackend) -> None:
    one = put(backend, OLD)
    records = make_records(make_document("a.md", NEW))
    records[2]["unknown"] = "x"
    with pytest.raises(SourceRefused, match="strict_dynamic_mapping_exception"):
        backend.replace_document(one, records)
    assert texts_of(backend, one) == OLD
    put(backend, NEW)
    assert texts_of(backend, one) == NEW


@needs_server
@pytest.mark.parametrize("stopped", ["refresh", "flip"])
def test_a_writing_that_stops_half_way_is_seen_by_nobody_and_cleaned_up(
    backend: OpenSearchBackend, own: Settings, monkeypatch: pytest.MonkeyPatch, stopped: str
) -> None:
    one = put(backend, OLD)

    def stop(*_: object) -> None:
        raise BackendError("stopped")

    with monkeypatch.context() as patch:
        if stopped == "refresh":
            patch.setattr(OpenSearchClient, "refresh", stop)
        else:
            patch.setattr(opensearch_writer, "write_journal", stop)
        with pytest.raises(BackendError, match="stopped"):
            put(backend, NEW)
    assert stored(own) == 5  # the new passages can be searched, and are seen by nobody
    assert texts_of(OpenSearchBackend(own), one) == OLD
    assert backend.count() == (1, 2)
    put(OpenSearchBackend(own), ["Pavisam jauns."])  # a writer that knows nothing of the stop
    assert texts_of(OpenSearchBackend(own), one) == ["Pavisam jauns."]
    backend.settle()
    assert stored(own) == 1


@needs_server
def test_what_is_replaced_stays_for_readers_that_began_before(
    backend: OpenSearchBackend, own: Settings
) -> None:
    one = put(backend, OLD)
    reader = OpenSearchBackend(own)
    view = reader._view()
    put(backend, NEW)
    reader._reader._view = replace(view, taken=view.taken + 60)  # trusted, as by a search under way
    assert texts_of(reader, one) == OLD
    backend.settle()
    assert stored(own) == 3


@needs_server
def test_a_reader_slower_than_the_grace_asks_again(
    backend: OpenSearchBackend, own: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = put(backend, OLD)
    reader = OpenSearchBackend(own)
    assert texts_of(reader, one) == OLD
    searches = OpenSearchClient.searches
    slow = []

    def slowly(self: OpenSearchClient, *given: Any) -> Any:
        if threading.current_thread().name == "slow" and not slow:
            slow.append(True)
            put(backend, NEW)
            backend.settle()
        return searches(self, *given)

    monkeypatch.setattr(OpenSearchClient, "searches", slowly)
    found: list[list[str]] = []
    thread = threading.Thread(target=lambda: found.append(texts_of(reader, one)), name="slow")
    thread.start()
    thread.join()
    assert found == [NEW]


@needs_server
def test_a_question_meets_one_revision_whenever_shards_show_what_is_written(
    own: Settings, backend: OpenSearchBackend
) -> None:
    put(backend, OLD)
    reader, client = OpenSearchBackend(own), raw(own)
    done = threading.Event()
    failures: list[BaseException] = []

    def beside(work: Callable[[], object]) -> threading.Thread:
        def run() -> None:
            try:
                while not done.is_set():
                    work()
            except BaseException as error:
                failures.append(error)

        thread = threading.Thread(target=run)
        thread.start()
        return thread

    turn = itertools.cycle([NEW, OLD])
    threads = [
        beside(lambda: put(backend, next(turn))),
        beside(lambda: client.indices.refresh(index=own.opensearch_index)),  # in the middle of writings, too
    ]
    key = form_keys("osta")
    asked = Question(
        (key.root,), lambda: np.ones(DIMENSION, np.float32), all_of(), 50, 50, (key.folded,), 100
    )
    whole = {tuple(sorted(text.lower().rstrip(".") for text in texts)) for texts in (OLD, NEW)}
    until, seen = time.monotonic() + 12, set()  # longer than from one sweep to the next
    while time.monotonic() < until:
        answer = reader.ask(asked)
        words, meaning = (
            tuple(sorted(one.exact for one in given)) for given in (answer.by_words, answer.by_meaning)
        )
        assert words == meaning
        assert words in whole
        assert len(answer.matches.documents) == 1
        seen.add(words)
    done.set()
    for thread in threads:
        thread.join()
    assert failures == []
    assert seen == whole
    backend.settle()
    assert stored(own) == backend.count()[1]


@needs_server
def test_two_writers_at_once_lose_nothing(own: Settings, backend: OpenSearchBackend) -> None:
    one, two = put(backend, OLD, "a.md"), put(OpenSearchBackend(own), OLD, "b.md")
    assert texts_of(backend, two) == OLD
    put(backend, NEW, "b.md")  # the first writer finds its journal overtaken, and begins anew
    assert (texts_of(backend, one), texts_of(backend, two)) == (OLD, NEW)
    assert backend.count() == (2, 5)


@needs_server
def test_writers_that_overtake_each_other_for_ever_are_told(
    own: Settings, backend: OpenSearchBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(backend, OLD)
    refresh = OpenSearchClient.refresh

    def overtaken(self: OpenSearchClient, index: str) -> None:
        refresh(self, index)
        if threading.current_thread().name != "other":
            other = threading.Thread(target=put, args=(OpenSearchBackend(own), OLD, "b.md"), name="other")
            other.start()
            other.join()

    monkeypatch.setattr(OpenSearchClient, "refresh", overtaken)
    with pytest.raises(IndexBusy, match="Another run"):
        put(backend, NEW)


@needs_server
def test_a_full_disk_is_named_and_nothing_is_lost(backend: OpenSearchBackend, own: Settings) -> None:
    one = put(backend, OLD)
    block = {"index.blocks.read_only_allow_delete": True}  # what the server sets above its flood mark
    raw(own).indices.put_settings(index=f"{own.opensearch_index}-000001", body=block)
    with pytest.raises(BackendError, match="disk of the OpenSearch cluster is full"):
        put(backend, NEW)
    assert texts_of(backend, one) == OLD
    block = {"index.blocks.read_only_allow_delete": None}
    raw(own).indices.put_settings(index=f"{own.opensearch_index}-000001", body=block)
    put(backend, NEW)
    assert texts_of(backend, one) == NEW


@needs_server
def test_an_index_removed_in_mid_run_is_not_made_without_its_mapping(
    backend: OpenSearchBackend, own: Settings
) -> None:
    put(backend, OLD)
    raw(own).indices.delete(index=f"{own.opensearch_index}-*")
    with pytest.raises(IndexMissing):
        put(backend, NEW)
    assert raw(own).indices.get_alias(index=f"{own.opensearch_index}-*") == {}


@needs_server
def test_long_titles_and_keys_are_taken(backend: OpenSearchBackend) -> None:
    document = make_document("garš.md", ["osta " + "a" * 40_000], title="Ļoti " * 9_000)
    records = make_records(document)
    records[0] |= {"folded": "osta " + "ā" * 40_000, "exact": "ā" * 40_000}
    backend.replace_document(document.id, records)
    assert backend.document(document.id)[0]["title"] == document.facts.title
    assert len(backend.documents(all_of(), 0, 10)[0]) == 1


def test_the_keys_of_a_question_are_whole_terms() -> None:
    assert form_keys("lli-232").root == "lli-232"  # else a match query would take it apart


def test_a_journal_hides_what_is_not_committed() -> None:
    journal = opensearch_journal.Journal().session(1000.0)
    assert (journal.committed, journal.gaps) == (0, ())
    after = journal.commit(1, ()).commit(2, ("a.1",)).session(2000.0)
    assert after.gaps == (opensearch_journal.Gap(3, opensearch_journal.EPOCHS, 2000.0),)
    assert after.leaving == ("a.1",)
    assert after.swept(("a.1",), 2300.0).gaps == after.gaps  # what is late may still come
    assert after.swept(("a.1",), 2700.0) == replace(after, gaps=(), leaving=())
    assert after.closed().session(3000.0).gaps == after.gaps
