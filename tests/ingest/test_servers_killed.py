"""OpenSearch nodes killed with -9: in the middle of an ingestion, and under load in a cluster of three."""

from __future__ import annotations

import random
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.reindex import reindex
from search import manifest
from search.backends import open_backend
from search.corpora import load_corpora
from search.domain import Query
from search.searcher import Searcher
from tests import opensearch_server
from tests.ingested import contents, ingesting
from tests.invented import (
    WordEmbedder,
    make_document,
    make_records,
    no_calibration,
    use_model,
    write_folder,
)

pytestmark = opensearch_server.needs_home
DOCUMENTS = 24


def test_a_server_killed_in_mid_bulk_costs_no_document(tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    write_folder(folder, DOCUMENTS)
    home = opensearch_server.home()
    assert home
    moments = random.Random(20261130)
    with opensearch_server.node(home) as node:
        own = opensearch_server.opensearch_settings(
            tmp_path / "data",
            VIRZIENI_OPENSEARCH_URL=node.url,
            VIRZIENI_OPENSEARCH_TIMEOUT="10",
            VIRZIENI_CACHE=str(tmp_path / "cache"),
            VIRZIENI_BATCH="4",
        )
        whole = replace(own, data=tmp_path / "whole", opensearch_index=f"{own.opensearch_index}-whole")
        with ingesting(folder, whole, subprocess.PIPE) as process:
            out, errors = process.communicate()
            assert (process.returncode, out.count("done")) == (0, DOCUMENTS), errors
        for _ in range(3):
            with ingesting(folder, own, subprocess.PIPE) as process:
                assert process.stdout
                assert process.stdout.readline() == "ready\n"
                for _ in range(1 + moments.randrange(4)):  # documents that this run still finishes
                    process.stdout.readline()
                time.sleep(moments.uniform(0, 0.05))
                node.kill()
                _, errors = process.communicate()
                assert process.returncode != 0
                assert "OpenSearch cannot be reached" in errors.splitlines()[-1]
            node.start()
            node.wait()
        with ingesting(folder, own, subprocess.PIPE) as process:
            out, errors = process.communicate()
            assert process.returncode == 0, errors
            assert 0 < out.count("done") < DOCUMENTS  # what was committed is not read again
        assert contents(own) == contents(whole)
        for key in ("velosiped", "plan"):
            assert open_backend(own).statistics([key]) == open_backend(whole).statistics([key])


@contextmanager
def eight_asking(searcher: Searcher) -> Iterator[tuple[Counter[tuple[str, ...]], list[BaseException]]]:
    """Have eight threads ask one question without a pause; yield their answers, counted, and failures."""
    answers: Counter[tuple[str, ...]] = Counter()
    failures: list[BaseException] = []
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            try:
                found = searcher.search(Query("velosipēdu ceļš numur 7"))
                answers[(str(found.counts.words), *(hit.document.id for hit in found.hits))] += 1
            except BaseException as error:
                failures.append(error)
                raise

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    try:
        yield answers, failures
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def test_one_node_grows_to_three_and_a_killed_one_fails_no_search(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = opensearch_server.home()
    assert home
    use_model(monkeypatch, WordEmbedder)
    with opensearch_server.one_of_three(home) as (nodes, grow):
        single = opensearch_server.opensearch_settings(
            tmp_path / "data", VIRZIENI_OPENSEARCH_URL=nodes[0].url
        )
        backend = open_backend(single)
        backend.write_manifest(
            manifest.as_stored(manifest.expected(WordEmbedder.identity), WordEmbedder.dimension)
        )
        documents = [make_document(f"{n}.md", [f"Velosipēdu ceļš numur {n}."]) for n in range(60)]
        backend.replace_documents({one.id: make_records(one) for one in documents})
        backend.settle()
        before = contents(single)
        grow()
        settings = replace(
            single,
            opensearch_url=",".join(node.url for node in nodes),
            opensearch_shards=3,
            opensearch_replicas=1,
        )
        assert contents(settings) == before
        reindex(settings)  # with the shards and replicas of three nodes
        health = nodes[0].asked("/_cluster/health?wait_for_status=green&timeout=60s")
        assert health["number_of_nodes"] == 3
        assert contents(settings) == before
        backend = open_backend(settings)
        searcher = Searcher(backend, WordEmbedder(), no_calibration(), load_corpora(), settings)
        with eight_asking(searcher) as (answers, failures):
            until = time.monotonic() + 60
            while answers.total() < 20 and time.monotonic() < until:
                time.sleep(0.1)
            manager = nodes[0].asked("/_cat/cluster_manager?format=json")[0]["node"]
            victim = next(node for n, node in enumerate(nodes, 1) if f"n{n}" == manager)  # the worst to lose
            until_then = answers.total()
            victim.kill()
            time.sleep(10)  # the cluster finds another manager, and its copies of the shards
        assert failures == []
        assert len(answers) == 1
        assert answers.total() > until_then + 20 > 40
        other = next(node for node in nodes if node is not victim)
        assert other.asked("/_cluster/health")["number_of_nodes"] == 2
