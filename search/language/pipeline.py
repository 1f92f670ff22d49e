"""The spaCy pipeline for Latvian: our tokens, sentences, lemmas and city names as spaCy sees them.

Goes in: a text. Comes out: a spaCy Doc with sentence starts, lemmas, and entities of label "CITY" whose
`ent_id_` is the city's id. The decisions are those of the pure modules beside this one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from search.corpora import load_corpora
from search.language.keys import form_keys
from search.language.names import CityFinder, city_finder
from search.language.sentences import sentence_spans
from search.language.tokens import tokenize

# Accepted: "„", "–". Rejected: " ".
_GAP_PIECE = re.compile(r"[^\s]+|\s+")


class LatvianTokenizer:
    """Text → Doc with the tokens of `search.language.tokens`; what stands between is kept as tokens too."""

    def __init__(self, vocab: Any) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Any:
        """Return the Doc; its text is `text` unchanged."""
        from spacy.tokens import Doc

        words: list[str] = []
        spaces: list[bool] = []
        position = 0
        for token in tokenize(text):
            self._gap(text[position : token.start], words, spaces)
            words.append(text[token.start : token.end])
            spaces.append(False)
            position = token.end
        self._gap(text[position:], words, spaces)
        return Doc(self.vocab, words=words, spaces=spaces)

    @staticmethod
    def _gap(gap: str, words: list[str], spaces: list[bool]) -> None:
        for piece in _GAP_PIECE.findall(gap):
            rest = piece
            if piece.startswith(" ") and words and not spaces[-1] and not words[-1].isspace():
                spaces[-1] = True
                rest = piece[1:]
            if rest:
                words.append(rest)
                spaces.append(False)


@lru_cache(maxsize=1)
def latvian() -> Any:
    """Return the pipeline, made once a process."""
    import spacy

    _register()
    nlp = spacy.blank("lv")
    nlp.tokenizer = LatvianTokenizer(nlp.vocab)
    for name in ("latvian_sentences", "latvian_lemmas", "latvian_cities"):
        nlp.add_pipe(name)
    return nlp


@lru_cache(maxsize=1)
def _register() -> None:
    from spacy.language import Language

    finder = city_finder(load_corpora())
    Language.component("latvian_sentences", func=_mark_sentences)
    Language.component("latvian_lemmas", func=_set_lemmas)
    Language.component("latvian_cities", func=lambda doc: _set_cities(doc, finder))


def _mark_sentences(doc: Any) -> Any:
    starts = {start for start, _ in sentence_spans(doc.text)}
    for token in doc:
        token.is_sent_start = token.i == 0 or token.idx in starts
    return doc


def _set_lemmas(doc: Any) -> Any:
    for token in doc:
        token.lemma_ = form_keys(token.lower_).lemma
    return doc


def _set_cities(doc: Any, finder: CityFinder) -> Any:
    spans = []
    for mention in finder.find(doc.text):
        span = doc.char_span(mention.start, mention.end, label="CITY", alignment_mode="expand")
        span.id_ = mention.city
        spans.append(span)
    doc.ents = spans
    return doc
