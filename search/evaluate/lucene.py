"""What a stock search gives for Latvian: BM25 of Lucene's `latvian` analyzer, on an OpenSearch.

Goes in: judged texts, a question. Comes out: scores by text id. Only measured against, never used to answer.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from search.backends.opensearch_client import OpenSearchClient
from search.evaluate.judgements import JudgedText
from search.settings import Settings

_MOST = 200  # texts that are listed for a question
_BODY = {
    "settings": {"index.number_of_shards": 1, "index.number_of_replicas": 0},
    "mappings": {"properties": {"text": {"type": "text", "analyzer": "latvian"}}},
}


class Lucene:
    """Ranks texts that lie in an index of their own."""

    def __init__(self, client: OpenSearchClient, index: str) -> None:
        self._client = client
        self._index = index

    def scores(self, question: str) -> dict[str, float]:
        """Return the scores of the texts that hold a word of the question, best first."""
        body = {"query": {"match": {"text": question}}, "size": _MOST, "_source": False}
        hits = self._client.search(self._index, body)["hits"]["hits"]
        return {hit["_id"]: float(hit["_score"]) for hit in hits}


@contextmanager
def lucene_over(texts: Sequence[JudgedText], settings: Settings) -> Iterator[Lucene]:
    """Yield a ranker over title and text of `texts`; its index is removed in the end. Raises BackendError."""
    client = OpenSearchClient(settings)
    index = f"{settings.opensearch_index}-lucene-{uuid.uuid4().hex[:8]}"
    client.once("made", lambda raw: raw.indices.create(index=index, body=_BODY))
    try:
        lines = [
            line
            for text in texts
            for line in ({"index": {"_id": text.id}}, {"text": f"{text.title}\n{text.text}"})
        ]
        body = "".join(json.dumps(line) + "\n" for line in lines)
        client.once("written", lambda raw: raw.bulk(index=index, body=body))
        client.refresh(index)
        yield Lucene(client, index)
    finally:
        client.once("removed", lambda raw: raw.indices.delete(index=index))
