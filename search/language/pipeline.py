"""The spaCy pipeline for Latvian: our tokens, sentences, lemmas and entities as spaCy sees them.

Goes in: a text. Comes out: a spaCy Doc with sentence starts, lemmas, and spans "entities" whose label is the
type and whose id is the normal form; cities are its `ents` too. The decisions are those of the pure modules
beside this one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from search.language.entities import entities
from search.language.keys import form_keys
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
    for name in ("latvian_sentences", "latvian_lemmas", "latvian_entities"):
        nlp.add_pipe(name)
    return nlp


@lru_cache(maxsize=1)
def _register() -> None:
    from spacy.language import Language

    Language.component("latvian_sentences", func=_mark_sentences)
    Language.component("latvian_lemmas", func=_set_lemmas)
    Language.component("latvian_entities", func=_set_entities)


def _mark_sentences(doc: Any) -> Any:
    starts = {start for start, _ in sentence_spans(doc.text)}
    for token in doc:
        token.is_sent_start = token.i == 0 or token.idx in starts
    return doc


def _set_lemmas(doc: Any) -> Any:
    for token in doc:
        token.lemma_ = form_keys(token.lower_).lemma
    return doc


def _set_entities(doc: Any) -> Any:
    spans = []
    for one in entities(doc.text):
        span = doc.char_span(one.start, one.end, label=one.type, alignment_mode="expand")
        span.id_ = one.normal
        spans.append(span)
    doc.spans["entities"] = spans
    doc.ents = [span for span in spans if span.label_ == "city"]
    return doc
