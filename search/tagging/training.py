"""Everything labelled → heads for the configured model: our passages, the vocabulary, corrections by staff.

Goes in: an embedder with its prototypes. Comes out: heads, and the examples that figures are told on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.concepts import SINGLE, load_concepts
from search.corpora import Corpora
from search.embedding import Embedder
from search.tagging.classifiers import Heads
from search.tagging.labelled import JUDGED, Labelled, labelled_words, load_labelled, load_training
from search.tagging.learning import Examples, fit
from search.tagging.phrases import words_of
from search.tagging.signals import Reader

_TERM_WEIGHT = (
    0.3  # of a concept of the vocabulary, which is learned from like a passage; 1 and .1: .005 less
)
_CORRECTION_WEIGHT = 2.0  # of a tag that staff corrected


@dataclass(frozen=True)
class Learner:
    """Makes examples and fits heads for one model."""

    embedder: Embedder
    reader: Reader
    corpora: Corpora

    @property
    def directions(self) -> tuple[str, ...]:
        """Return the ids of the five directions in their order."""
        return tuple(one.id for one in self.corpora.directions)

    def examples(self, corrected: Sequence[Labelled] = ()) -> Examples:
        """Return all examples: judged passages, invented ones, those that staff corrected, and concepts."""
        judged, invented = load_labelled(JUDGED), load_training()
        texts = (*judged, *invented, *corrected)
        words = labelled_words(texts)
        moved = self.reader.moved(self.embedder.embed_passages([one.embedded for one in texts]))
        signals = self.reader.signals(moved, self.reader.met(words))
        concepts = [one for one in load_concepts().concepts if not one.id.startswith(SINGLE)]
        said = [", ".join((*one.official, *one.everyday)) for one in concepts]
        vectors = self.reader.moved(self.embedder.embed_passages(said))
        of_concepts = self.reader.signals(vectors, [()] * len(said))
        own = {one.id: one.number for one in self.corpora.directions}
        labels = [one.directions for one in texts]
        labels += [frozenset({own.get(one.sub_theme.split("/")[0], 0)}) - {0} for one in concepts]
        counts = (len(judged), len(invented), len(corrected), len(concepts))
        return Examples(
            signals=np.vstack([signals, of_concepts]),
            words=(*(one.stems for one in words), *(words_of([text]).stems for text in said)),
            labels=np.array([[n in one for n in range(1, 6)] for one in labels]),
            known=np.array(
                [[n in one.known for n in range(1, 6)] for one in texts] + [[True] * 5] * len(said)
            ),
            weights=np.repeat([1.0, 1.0, _CORRECTION_WEIGHT, _TERM_WEIGHT], counts).astype(np.float32),
            documents=(*(one.document for one in texts), *("",) * len(said)),
            judged=np.arange(sum(counts)) < len(judged),
            likenesses=self.reader.likenesses,
        )

    @staticmethod
    def corrected_rows(examples: Examples, corrected: Sequence[Labelled]) -> NDArray[np.intp]:
        """Return the rows of the corrected passages: the last before the concepts, which have no document."""
        end = sum(1 for name in examples.documents if name)
        return np.arange(end - len(corrected), end)

    def heads(self, examples: Examples) -> Heads:
        """Return heads fitted on the examples for the embedder's model."""
        told = f"{int(examples.judged.sum())} judged of {len(examples.words)} texts and terms"
        return fit(examples, self.directions, self.embedder.identity, told)
