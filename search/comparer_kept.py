"""The comparer over the projects of a catalog, made once for each state of the collection.

The vectors of projects are kept in the cache, so that only new and changed projects are embedded.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from search.comparable import Comparer, ProjectText, comparer
from search.concepts import load_concepts
from search.kept_vectors import KeptVectors
from search.language.sentences import sentence_spans

if TYPE_CHECKING:
    from search.catalog import Catalog
    from search.projects import Project
    from search.searcher import Searcher

_FILE = "project-vectors.sqlite"
# nDCG@5 on the judgements' dev part with the texts of the sample's reports in the place of summaries: .782,
# with 500 characters .754, 1,500 .776, 3,000 .739, whole .721: all reports share words such as "līgums".
_LONGEST = 1000  # characters


class ComparerKeeper:
    """Gives the comparer over a catalog, and makes another only for another catalog. Safe for threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: tuple[Catalog, Comparer] | None = None

    def comparer(self, searcher: Searcher, catalog: Catalog) -> Comparer | None:
        """Return the comparer over the projects of `catalog`; None when there is none to compare with."""
        if not catalog.projects:
            return None
        with self._lock:  # the first asks, the others wait for its answer
            if self._kept is None or self._kept[0] is not catalog:
                self._kept = catalog, _comparer(searcher, catalog)
            return self._kept[1]


def project_text(project: Project) -> ProjectText:
    """Return what a project is compared by: of a long report the beginning."""
    return ProjectText(project.id, project.title, _beginning(project.text), frozenset(project.cities))


def _beginning(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    ends = [end for _, end in sentence_spans(text[:_LONGEST])]
    return text[: ends[-2]] if len(ends) > 1 else text[:_LONGEST]  # the last sentence may be cut


def prepare_projects(searcher: Searcher) -> int:
    """Make what the first question about comparable projects would wait for; return how many projects."""
    catalog = searcher.catalog()
    searcher.compared.comparer(searcher, catalog)
    return len(catalog.projects)


def _comparer(searcher: Searcher, catalog: Catalog) -> Comparer:
    kept = KeptVectors(searcher.settings.cache / "projects" / _FILE, searcher.embedder)
    return comparer(
        [project_text(one) for one in catalog.projects],
        searcher.corpora,
        load_concepts(),
        searcher.embedder.embed_passages,
        searcher.calibration.passage_mean,
        kept.embed,
    )
