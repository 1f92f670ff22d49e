"""Searcher.search(Query) → Results: the only wiring of plan, backend, ranking and highlights."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Protocol, TypeVar

import numpy as np

from search import filters, manifest
from search.asked import Asked, Match, Offer
from search.backends import (
    Answer,
    Backend,
    Candidate,
    DocumentRow,
    Matches,
    Question,
    Vector,
    WordStatistics,
    open_backend,
)
from search.calibration import Calibration, load_calibration
from search.catalog import Catalog, CatalogKeeper, Catalogs
from search.comparer_kept import ComparerKeeper
from search.concepts import load_concepts
from search.corpora import Corpora, load_corpora
from search.domain import (
    Counts,
    DirectionTag,
    DocumentView,
    FacetValue,
    Filters,
    Hit,
    Passage,
    Query,
    Results,
)
from search.embedding import Embedder, load_embedder, model_identity
from search.errors import NotFound
from search.fields import join_filters
from search.forms import FormReader
from search.language.spelling import TWO_SLIPS_FROM, mended, one_slip, plain_forms
from search.language.tokens import fold
from search.mending import restore, suggest, unknown_words
from search.mentions import MentionsKeeper
from search.nearest import with_nearest
from search.order import as_shown, put_back
from search.query import ABOUT_CHARACTERS, Plan, plan_clean, plan_query
from search.ranking import Group, Scored, favour_named, grouped, score_all
from search.records import FACET_FIELDS, HIT_FIELDS, Record, document_of, passage_of, tags_of
from search.related import one_of_each, related_to
from search.settings import Settings
from search.settling import relate, settle
from search.shown import passage_hit, repeated_in, searched_for
from search.strictness import strictly
from search.verdict import Verdict, judge

_SURE_LETTERS = 3  # at the beginning of a word with two slips, without which too much would be compared
_NEAR_FORMS = 2_000  # that a word with two slips is compared with
COMPARED = 50  # documents at the head of the list that are told from their versions and copies
_NEAR_BEST = 0.45  # of the best score; what is weaker and lacks a word of the question is not shown
FACET_LIMIT = 10_000  # passages counted exactly (design.md §3: 82,000 rows cost 90 ms)


class _HasDocument(Protocol):
    """Scored passages of a document."""

    @property
    def document_id(self) -> str: ...

    @property
    def score(self) -> float: ...


Groupable = TypeVar("Groupable", bound=_HasDocument)


@dataclass(frozen=True, slots=True)
class _Found:
    """A settled plan, its vector, how common its words are, the candidates scored, what holds all words."""

    plan: Plan
    question: Vector
    statistics: WordStatistics
    scored: list[Scored]
    matches: Matches
    rows: list[DocumentRow]  # of the candidates' documents, where they were needed


@dataclass(frozen=True)
class Searcher:
    """Answers questions over one index. Safe for threads."""

    backend: Backend
    embedder: Embedder
    calibration: Calibration
    corpora: Corpora
    settings: Settings
    kept: Catalogs = field(default_factory=CatalogKeeper)
    read: MentionsKeeper = field(default_factory=MentionsKeeper)
    compared: ComparerKeeper = field(default_factory=ComparerKeeper)

    def search(self, query: Query) -> Results:
        """Return the page of results that `query` asks for; an empty text lists the documents by title."""
        started = time.perf_counter()
        plan = self.plan(query.text, query.match)
        wanted, notes = join_filters(query.filters, plan.filters)
        joined = replace(query, filters=wanted)
        results = self._ranked(joined, plan) if plan.text else self._listed(joined, plan)
        return replace(
            results,
            notes=(*plan.notes, *notes),
            seconds=time.perf_counter() - started,
            used=plan.text,
            asked=replace(
                results.asked,
                typed=plan.filters,
                offers=plan.recognised,
                language=plan.language,
            ),
        )

    def plan(self, text: str, match: Match = "related") -> Plan:
        """Return how the question `text` is taken, with the diacritics that the collection writes it with.

        Words that are to be found exactly as typed get none.
        """
        plan = plan_query(text, self.settings.query_characters, self.corpora)
        return strictly(plan if match == "exact" else self._with_diacritics(plan), match)

    def _with_diacritics(self, plan: Plan) -> Plan:
        wanted = plain_forms(word.keys.exact for word in plan.spelled)
        if not wanted:
            return plan
        text, notes = restore(plan, self.backend.written_forms(wanted))
        if not notes:
            return plan
        told = [note for note in plan.notes if note.code in ABOUT_CHARACTERS]
        again = plan_clean(text, self.corpora)
        again = replace(again, notes=(*told, *again.notes, *notes))
        if plan.language == "en":  # the names in it are written so in English
            return replace(again, text=plan.text, language="en")
        return replace(again, language="lv")

    def rank(self, plan: Plan, wanted: Filters, share: float | None = None) -> tuple[Plan, list[Scored]]:
        """Return the settled plan and all candidates scored, best first.

        `share` overrides the weight of words against meaning (0 meaning only, 1 words only).
        """
        found = self._asked(plan, wanted, share, counting=False)
        return found.plan, found.scored

    def verdict(self, plan: Plan, wanted: Filters) -> Verdict:
        """Return how well the collection answers the question of `plan`."""
        found = self._asked(plan, wanted, counting=False)
        return judge(found.plan, found.statistics, found.scored)

    def _asked(self, plan: Plan, wanted: Filters, share: float | None = None, *, counting: bool) -> _Found:
        """Return the settled plan, the candidates scored, and, when counting, what holds all words."""
        plan = relate(plan, load_concepts())
        statistics = self.backend.statistics(plan.counted)
        settled = settle(plan, statistics.frequencies)
        settled = self._suggested(settled, statistics.frequencies)
        where = filters.passage_filter(wanted).also(*settled.conditions)
        if settled.words != plan.words:
            statistics = self.backend.statistics(settled.counted)
        question = cache(lambda: self.embedder.embed_queries([plan.text])[0])
        asked = self._question(settled.roots, lambda: question() - self.calibration.query_mean, where)
        if counting:
            asked = replace(asked, folded=settled.folded, also=settled.alternatives, facets=FACET_LIMIT)
        answer = self.backend.ask(asked)
        candidates = _joined(answer)
        meanings = self._meanings(question(), candidates)
        scored = score_all(settled, statistics, candidates, meanings, share)
        rows: list[DocumentRow] = []
        if share is None and any(offer.field in FACET_FIELDS for offer in settled.recognised):
            rows = self.backend.document_facets(list({one.candidate.document_id: None for one in scored}))
            scored = favour_named(scored, _named(settled.recognised, rows))
        if share is None:
            scored = put_back(settled, statistics, scored)
        return _Found(settled, question(), statistics, scored, answer.matches, rows)

    def _suggested(self, plan: Plan, frequencies: Mapping[str, int]) -> Plan:
        """Return the settled plan with what was meant by words that no passage holds."""
        meant = {word.keys.exact: self._meant(word.keys.exact) for word in unknown_words(plan, frequencies)}
        return suggest(plan, {word: form for word, form in meant.items() if form})

    def _meant(self, word: str) -> str:
        found = mended(word, self.backend.written_forms(one_slip(word)), 1)
        if found or len(word) < TWO_SLIPS_FROM:
            return found
        begins, letters = fold(word)[:_SURE_LETTERS], (len(word) - 2, len(word) + 2)
        return mended(word, self.backend.forms_beginning(begins, letters, _NEAR_FORMS), 2)

    def document(
        self, document_id: str
    ) -> tuple[DocumentView, list[tuple[Passage, tuple[DirectionTag, ...]]]]:
        """Return a document and its passages with their tags, in reading order. Raises NotFound."""
        records = self.records(document_id)
        return document_of(records[0]), [(passage_of(one), tags_of(one)) for one in records]

    def records(self, document_id: str) -> list[Record]:
        """Return the records of a document, in reading order. Raises NotFound."""
        records = filters.seen(self.backend.document(document_id))
        if not records:
            raise _no_such(document_id)
        return records

    def view(self, document_id: str) -> DocumentView:
        """Return a document without its passages. Raises NotFound."""
        heads = self.heads([document_id])
        if not heads:
            raise _no_such(document_id)
        return document_of(heads[document_id])

    def catalog(self) -> Catalog:
        """Return the projects of the collection as it is now."""
        return self.kept.catalog(self.backend)

    def status(self) -> tuple[int, int]:
        """Return the number of documents and of passages that can be found."""
        return self.backend.count(filters.all_of())

    def _ranked(self, query: Query, plan: Plan) -> Results:
        found = self._asked(plan, query.filters, counting=True)
        settled, matches = found.plan, found.matches
        verdict = judge(settled, found.statistics, found.scored)
        if verdict.state == "nothing" and not matches.documents:
            return self._nothing(query, settled, verdict)
        reader = FormReader(settled)
        ranked = grouped(_worth_showing(found.scored))
        heads = self.heads([group.document_id for group in ranked[:COMPARED]])
        groups = as_shown(without_others(ranked, heads), heads, query.passages_per_hit)
        words = {row.document_id for row in matches.documents}
        words |= {group.document_id for group in ranked if group.all_words}
        listed = [group.document_id for group in ranked]
        further = [one for one in listed if one not in words]
        page = groups[query.offset : query.offset + query.limit]
        hits = self._hits(page, heads, reader, query.passages_per_hit)
        return Results(
            query=query,
            hits=with_nearest(hits, found.question, self.embedder, self.calibration),
            counts=Counts(len(words), len(further), matches.exact, len(groups)),
            facets=self._facets(query.filters, (*matches.documents, *found.rows), [*words, *further]),
            asked=Asked(suggestion=settled.suggestion, searched=searched_for(reader, found.scored)),
            state="related" if verdict.state == "nothing" else verdict.state,
            absent=verdict.absent,
        )

    def _nothing(self, query: Query, plan: Plan, verdict: Verdict) -> Results:
        """Return the answer to a question that nothing in the collection has to do with."""
        facets = self._facets(query.filters, (), ())
        asked = Asked(suggestion=plan.suggestion)
        return Results(query, (), Counts(0, 0), facets, asked=asked, state="nothing", absent=verdict.absent)

    def _listed(self, query: Query, plan: Plan) -> Results:
        where = filters.head_filter(query.filters)
        records, total = self.backend.documents(where, query.offset, query.limit)
        reader = FormReader(plan)
        hits = tuple(Hit(document_of(one), (passage_hit(one, None, reader),), 0.0, False) for one in records)
        matches = self.backend.facets((), where, FACET_LIMIT)
        facets = self._facets(
            query.filters, matches.documents, [row.document_id for row in matches.documents]
        )
        return Results(query, hits, Counts(0, total, matches.exact, total), facets)

    def heads(self, document_ids: Sequence[str]) -> dict[str, Record]:
        """Return what tells these documents, by their ids: the HEAD_FIELDS of their first records."""
        found = filters.seen(self.backend.heads(document_ids).values())
        return {head["document_id"]: head for head in found}

    def candidates(self, roots: Sequence[str], centred: Vector, where: filters.Filter) -> list[Candidate]:
        """Return the candidates by words, then further ones by meaning: root keys, and a centred vector."""
        return _joined(self.backend.ask(self._question(tuple(roots), lambda: centred, where)))

    def _question(
        self, roots: tuple[str, ...], centred: Callable[[], Vector], where: filters.Filter
    ) -> Question:
        return Question(
            roots, centred, where, self.settings.word_candidates, self.settings.meaning_candidates
        )

    def _meanings(self, question: Vector, candidates: Sequence[Candidate]) -> dict[str, float]:
        if not candidates:
            return {}
        near = self.calibration.nearness(question, np.stack([one.vector for one in candidates]))
        return {one.id: float(score) for one, score in zip(candidates, near, strict=True)}

    def _hits(
        self, page: Sequence[Group], heads: Mapping[str, Record], reader: FormReader, most: int
    ) -> tuple[Hit, ...]:
        shown = [one for group in page for one in group.passages[:most]]
        wanted = list(dict.fromkeys(id_ for one in shown for id_ in (one.candidate.id, *one.again)))
        records = self.backend.fetch(wanted, HIT_FIELDS)
        further = self.heads([group.document_id for group in page if group.document_id not in heads])
        told = {**heads, **further}
        asked = [told[group.document_id] for group in page if group.document_id in told]
        related = related_to(self.backend, asked)
        hits = []
        for group in page:
            kept = [one for one in group.passages[:most] if one.candidate.id in records]
            others = related.get(group.document_id, ())
            versions = sum(one.relation != "translation" for one in others)
            if kept:  # else the document was replaced between ranking and reading
                hits.append(
                    Hit(
                        document=document_of(records[kept[0].candidate.id]),
                        passages=tuple(
                            replace(
                                passage_hit(records[one.candidate.id], one, reader, versions),
                                repeated=repeated_in(records, one.again),
                            )
                            for one in kept
                        ),
                        score=round(group.score, 4),
                        all_words=group.all_words,
                        more_passages=len(group.passages) - len(kept),
                        related=others,
                    )
                )
        return tuple(hits)

    def _facets(
        self, wanted: Filters, known: Sequence[DocumentRow], document_ids: Sequence[str]
    ) -> dict[str, tuple[FacetValue, ...]]:
        """Return the facets of documents by their ids, of which the rows of some may be `known`."""
        held = {row.document_id: row for row in known}
        further = self.backend.document_facets([one for one in document_ids if one not in held])
        rows = [*(held[one] for one in document_ids if one in held), *further]
        chosen = dict(
            zip(FACET_FIELDS, (wanted.cities, wanted.directions, wanted.kinds, wanted.languages), strict=True)
        )
        return {name: facet_values(rows, name, chosen[name]) for name in FACET_FIELDS}


def _named(offers: Sequence[Offer], rows: Sequence[DocumentRow]) -> dict[str, float]:
    """Return by document id in what part (0–1) of the fields that are named, years apart, it is so."""
    wanted: dict[str, set[str]] = {}
    for offer in offers:
        if offer.field in FACET_FIELDS:
            wanted.setdefault(offer.field, set()).add(offer.value)
    return {
        row.document_id: sum(not values.isdisjoint(row.facets[name]) for name, values in wanted.items())
        / len(wanted)
        for row in rows
    }


def without_others(groups: Sequence[Groupable], heads: Mapping[str, Record]) -> list[Groupable]:
    """Return the groups, of versions and copies only the one to prefer, at the best place of them.

    `heads` tells the first documents of the list; the others stay as they are.
    """
    first = [group for group in groups if group.document_id in heads]
    stands = one_of_each(heads, {group.document_id: group.score for group in first})
    by_id = {group.document_id: group for group in groups}
    return [by_id[one] for one in dict.fromkeys(stands.get(one, one) for one in by_id)]


def _no_such(document_id: str) -> NotFound:
    return NotFound("The collection holds no such document", value=document_id, code="document_unknown")


def _joined(answer: Answer) -> list[Candidate]:
    return list({one.id: one for one in (*answer.by_words, *answer.by_meaning)}.values())


def _worth_showing(scored: Sequence[Scored]) -> list[Scored]:
    """Return the passages near the best one, and those with all words: every passage is alike to a degree."""
    least = scored[0].score * _NEAR_BEST if scored else 0.0
    return [one for one in scored if one.all_words or one.score >= least]


def open_searcher(settings: Settings, backend: Backend | None = None) -> Searcher:
    """Return a searcher over the index that serves, or over `backend`.

    Raises IndexMissing, ManifestMismatch, ModelError, BackendError.
    """
    backend = backend or open_backend(settings)
    wanted = manifest.expected(model_identity(settings), settings.data)
    manifest.check(backend.manifest(), wanted, reading=True)
    embedder = load_embedder(settings)
    corpora = load_corpora()
    return Searcher(backend, embedder, load_calibration(embedder, corpora, settings.cache), corpora, settings)


def facet_values(rows: Sequence[DocumentRow], name: str, chosen: tuple[str, ...]) -> tuple[FacetValue, ...]:
    """Return the values of a facet with their numbers of documents, most frequent first.

    A chosen value stays in the list when no document is left, so that it can be taken away again.
    """
    counts = Counter(value for row in rows for value in row.facets[name])
    counts.update(dict.fromkeys(chosen, 0))
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(FacetValue(value, count, value in chosen) for value, count in ordered)
