"""Passages without a word of the question → the sentence of each that is nearest to it in meaning.

Goes in: hits as they are shown, the question's vector, the model. Comes out: the same hits, with the
sentences. What is embedded for one page is capped, so that its cost is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from search.calibration import Calibration, shifted
from search.domain import Hit, Mark, PassageHit
from search.embedding import Embedder
from search.language.sentences import sentence_spans

MOST_SENTENCES = 24  # embedded for one page
MOST_CHARACTERS = 2_500  # of them together


@dataclass(frozen=True, slots=True)
class _Passage:
    text: str
    spans: tuple[tuple[int, int], ...]

    @property
    def sentences(self) -> list[str]:
        return [self.text[start:end] for start, end in self.spans]


def with_nearest(
    hits: Sequence[Hit], question: NDArray[np.float32], embedder: Embedder, calibration: Calibration
) -> tuple[Hit, ...]:
    """Return the hits with the sentence nearest to `question` (dimension,) of each passage without marks.

    The first passages of all hits come first, then their second ones, until the cap is reached. A passage of
    one sentence, a heading and a row of a table have none.
    """
    wanted = _within_cap(_in_order_of_sight(hits))
    if not wanted:
        return tuple(hits)
    vectors = embedder.embed_passages([one for passage in wanted.values() for one in passage.sentences])
    asked = shifted(question[None, :], calibration.query_mean)[0]
    likeness = shifted(vectors, calibration.passage_mean) @ asked
    nearest = {}
    start = 0
    for passage_id, passage in wanted.items():
        end = start + len(passage.spans)
        nearest[passage_id] = Mark(*passage.spans[int(likeness[start:end].argmax())])
        start = end
    return tuple(
        replace(
            hit,
            passages=tuple(replace(one, nearest=nearest.get(one.passage.id)) for one in hit.passages),
        )
        for hit in hits
    )


def _in_order_of_sight(hits: Sequence[Hit]) -> list[PassageHit]:
    deepest = max((len(hit.passages) for hit in hits), default=0)
    return [hit.passages[depth] for depth in range(deepest) for hit in hits if depth < len(hit.passages)]


def _within_cap(passages: Iterable[PassageHit]) -> dict[str, _Passage]:
    """Return the passages whose sentences are to be embedded, by their ids."""
    kept: dict[str, _Passage] = {}
    sentences = characters = 0
    for one in passages:
        if one.marks or one.related or one.passage.kind != "text":
            continue
        spans = tuple(sentence_spans(one.passage.text))
        length = len(one.passage.text)
        if len(spans) < 2 or sentences + len(spans) > MOST_SENTENCES or characters + length > MOST_CHARACTERS:
            continue
        kept[one.passage.id] = _Passage(one.passage.text, spans)
        sentences += len(spans)
        characters += length
    return kept
