"""A view and what is asked → the bodies of searches; answers → matches. Pure.

Every query passes through the view, so that what readers do not see takes part in no count and no list.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from search.backends import Matches, Vector, WordStatistics
from search.backends.opensearch_client import WINDOW
from search.backends.opensearch_journal import View
from search.backends.opensearch_schema import (
    CANDIDATE_VALUES,
    FACET_VALUES,
    TITLE_KEY,
    WRITTEN,
    WRITTEN_AS,
    conditions,
    document_row,
    source_fields,
)
from search.filters import Filter

Body = dict[str, Any]
Searches = list[tuple[Body, Body]]  # header and body of each

PLAIN: Body = {}
# With one shard and with three, the same passages are the best ones: words are weighed over all shards.
OVER_ALL_SHARDS: Body = {"search_type": "dfs_query_then_fetch"}
BY_TITLE: list[Body] = [{TITLE_KEY: "asc"}, {"id": "asc"}]
_BEST_FIRST: list[Body] = [{"_score": "desc"}, {"id": "asc"}]  # else ties fall by shard
_LONGEST_PATTERN = 900  # characters; a longer one is refused from 1,000 on
_FORMS = 1_000  # written forms of one pattern: some hundred plain forms have no more
_WIDER = 2  # times the candidates wanted that the walk through the graph of vectors keeps in view


def passing(view: View, where: Filter) -> Body:
    """Return the query for what the view shows and the filter lets through."""
    return {"bool": {"filter": [view.journal.seen(), *conditions(where)]}}


def by_words(view: View, keys: Sequence[str], where: Filter, k: int) -> Body:
    """Return the search for `k` passages that hold a root key, scored by BM25."""
    query = passing(view, where)
    query["bool"]["must"] = [{"match": {"root": " ".join(keys)}}]
    return _candidates_of(query, k) | {"sort": _BEST_FIRST}


def by_meaning(view: View, vector: Vector, where: Filter, k: int) -> Body:
    """Return the search for the `k` passages nearest to `vector` among those that pass."""
    nearest = {
        "vector": np.asarray(vector, dtype=np.float32).tolist(),
        "k": min(k, WINDOW),
        "filter": passing(view, where),
        "method_parameters": {"ef_search": min(k * _WIDER, WINDOW)},
    }
    return _candidates_of({"knn": {"vector": nearest}}, k)


def holding(view: View, keys: Sequence[str], where: Filter, limit: int) -> Body:
    """Return the search for one passage of each document with a passage that holds every folded key."""
    query = passing(view, where)
    query["bool"]["filter"] += [{"term": {"folded": key}} for key in keys]
    return {
        "query": query,
        "size": min(limit, WINDOW),
        "track_total_hits": limit + 1,
        "sort": ["_doc"],
        "collapse": {"field": "document_id"},
        "_source": False,
        "docvalue_fields": FACET_VALUES,
    }


def matches(answer: Body, limit: int) -> Matches:
    """Return the documents of an answer to `holding`."""
    hits = answer["hits"]
    exact = int(hits["total"]["value"]) <= min(limit, WINDOW)
    return Matches(tuple(document_row(hit) for hit in hits["hits"]), exact)


def reading(view: View, where: Filter, fields: Sequence[str], size: int) -> Body:
    """Return the search for the sources of up to `size` passages."""
    return {"query": passing(view, where), "size": size, "_source": source_fields(fields)}


def totals(view: View, where: Filter) -> Body:
    """Return the search that counts documents and passages and adds up their lengths."""
    return {
        "query": passing(view, where),
        "size": 0,
        "track_total_hits": True,
        "aggs": {"heads": {"filter": {"term": {"position": 0}}}, "length": {"sum": {"field": "length"}}},
    }


def counting(view: View, keys: Sequence[str], where: Filter) -> Searches:
    """Return the searches that count the passages that pass, and those of them with each folded key.

    Where nothing waits to be deleted, a search for each key reads that key's passages alone: 32 keys over
    100,000 passages take some 20 ms, with a filter on access or without. Where something waits, one search
    looks at every passage, as naming what is hidden once for each key would cost more.
    """
    terms: list[Body] = [{"term": {"folded": key}} for key in keys]
    whole = totals(view, where)
    if view.journal.hidden():
        if terms:
            whole["aggs"]["keys"] = {"filters": {"filters": terms}}
        return [(PLAIN, whole)]
    searches = [(PLAIN, whole)]
    for term in terms:
        query = passing(view, where)
        query["bool"]["filter"].append(term)
        searches.append((PLAIN, {"query": query, "size": 0, "track_total_hits": True}))
    return searches


def statistics(answers: Sequence[Body], keys: Sequence[str]) -> WordStatistics:
    """Return what the answers to `counting` say."""
    whole, passages = answers[0]["aggregations"], total(answers[0])
    if "keys" in whole:
        counts = [int(bucket["doc_count"]) for bucket in whole["keys"]["buckets"]]
    else:
        counts = [total(answer) for answer in answers[1:]]
    length = float(whole["length"]["value"])
    frequencies = dict(zip(keys, counts, strict=True))
    return WordStatistics(passages, length / passages if passages else 0.0, frequencies)


def spelled(view: View, plain: Sequence[str], where: Filter) -> Searches:
    """Return the searches for the written forms that are one of `plain` without their diacritics."""
    parts: list[list[str]] = []
    length = 0
    for one in plain:
        if not parts or length + len(one) > _LONGEST_PATTERN:
            parts.append([])
            length = 0
        parts[-1].append(one)
        length += len(one) + 1
    return [(PLAIN, written(view, f"({'|'.join(part)}){WRITTEN_AS}.*", _FORMS, where)) for part in parts]


def written(view: View, pattern: str, limit: int, where: Filter) -> Body:
    """Return the search that counts the written forms of a pattern (Lucene's), the most frequent `limit`."""
    query = passing(view, where)
    query["bool"]["filter"].append({"regexp": {WRITTEN: pattern}})
    order = [{"_count": "desc"}, {"_key": "asc"}]
    forms = {"terms": {"field": WRITTEN, "include": pattern, "size": limit, "order": order}}
    return {"query": query, "size": 0, "track_total_hits": False, "aggs": {"forms": forms}}


def forms(answer: Body) -> dict[str, int]:
    """Return the written forms of an answer to `written`, with the passages that hold each."""
    buckets = answer["aggregations"]["forms"]["buckets"]
    return {bucket["key"].split(WRITTEN_AS)[1]: int(bucket["doc_count"]) for bucket in buckets}


def total(answer: Body) -> int:
    """Return how many passages an answer counts."""
    return int(answer["hits"]["total"]["value"])


def _candidates_of(query: Body, k: int) -> Body:
    return {
        "query": query,
        "size": min(k, WINDOW),
        "track_total_hits": False,
        "_source": False,
        "docvalue_fields": CANDIDATE_VALUES,
    }
