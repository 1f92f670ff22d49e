"""Passages tagged per second on top of their vectors, phrases and evidence included; aimed at are 2,000."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

TIMES = 10  # how often the labelled passages are tagged in one go
ROUNDS = 3


def run() -> list[str]:
    """Return the best of three rounds over the sample's labelled passages."""
    from search.calibration import load_calibration
    from search.corpora import load_corpora
    from search.embedding import load_embedder
    from search.settings import read_settings
    from search.tagging.directions import load_tagger
    from search.tagging.labelled import JUDGED, labelled_words, load_labelled

    settings, corpora = read_settings({}), load_corpora()
    embedder = load_embedder(settings)
    calibration = load_calibration(embedder, corpora, settings.cache)
    begun = time.perf_counter()
    tagger = load_tagger(embedder, calibration, corpora, settings.cache, None)
    loading = time.perf_counter() - begun
    texts = load_labelled(JUDGED)
    words, vectors = labelled_words(texts), embedder.embed_passages([one.embedded for one in texts])
    best = min(_seconds(lambda: [tagger.tags(vectors, words) for _ in range(TIMES)]) for _ in range(ROUNDS))
    length = sum(len(one.stems) for one in words) / len(words)
    speed = TIMES * len(texts) / best
    return [f"{speed:.0f} passages/s of {length:.0f} words, {loading:.1f} s to load; {tagger.identity}"]


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    sys.stdout.write("\n".join(run()) + "\n")
