"""What the user typed → a plan: the words that count, with their keys. Pure.

Notes say what was changed on the way: nothing typed is dropped silently.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace

from search.domain import Note
from search.language.keys import Keys, form_keys, text_keys
from search.language.tokens import TokenKind

FUNCTION_WORDS = frozenset(
    """
    un vai bet kā ko kas kur kad kam ka ar par no uz pie pēc pirms līdz bez starp caur zem virs pret
    ir nav būt tiek tika bija būs var cik kāds kāda kādi kādas kurš kura kuri kuras es mēs tas tā tie tās to
    šis šī šo arī jau vēl gan lai jo savu manu mūsu vairs tikai kādā kurā
    ka kada kadi kads pec lidz ari vel kura kurs musu
    the a an of in on for to and or is are was were be how what which who where when do does can by from
    with at as it its this that there any my our i we
    """.split()
)


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A word of the question: its keys, what kind of token it is, and the pieces of a code."""

    keys: Keys
    kind: TokenKind
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """How a question is searched: the text for embedding, and the words that count for matching."""

    text: str
    words: tuple[QueryWord, ...]
    notes: tuple[Note, ...] = ()

    @property
    def roots(self) -> tuple[str, ...]:
        """Return the root keys, for finding candidates."""
        return tuple(dict.fromkeys(word.keys.root for word in self.words))

    @property
    def folded(self) -> tuple[str, ...]:
        """Return the folded keys, for matching all words."""
        return tuple(dict.fromkeys(word.keys.folded for word in self.words))

    @property
    def counted(self) -> tuple[str, ...]:
        """Return the keys whose frequencies the plan needs: pieces of codes and plain keys among them."""
        pieces = (part for word in self.words for part in word.parts)
        return (*self.folded, *(word.keys.plain for word in self.words), *pieces)


def plan_query(text: str, longest: int) -> Plan:
    """Return the plan for `text`, of which at most `longest` characters are used.

    Function words are left out of matching unless there is nothing else. A text without words is told.
    """
    clean, notes = _clean(text, longest)
    words = [
        QueryWord(keys, token.kind, token.parts if token.kind == "code" else ())
        for token, keys in text_keys(clean)
    ]
    if clean and not words:
        notes.append(Note("no_words"))
    telling = [word for word in words if word.keys.exact not in FUNCTION_WORDS]
    unique = {word.keys.exact: word for word in telling or words}
    return Plan(clean, tuple(unique.values()), tuple(notes))


def settle(plan: Plan, frequencies: Mapping[str, int]) -> Plan:
    """Return the plan with each word in the key that the collection holds.

    A code that no passage holds is replaced by its parts, so that "LLI-232" finds "LLI 232". A word whose
    lemma is rarer than its plain key is matched by the plain key: the lemma of "pieejamiba", typed without
    diacritics, is guessed wrong.
    """
    words: dict[str, QueryWord] = {}
    for word in plan.words:
        held = frequencies.get(word.keys.folded, 0)
        if word.parts and not held:
            words |= {part: QueryWord(form_keys(part), "word") for part in word.parts}
        elif frequencies.get(word.keys.plain, 0) > held:
            keys = replace(word.keys, folded=word.keys.plain, root=word.keys.plain_root)
            words[word.keys.exact] = replace(word, keys=keys)
        else:
            words[word.keys.exact] = word
    return Plan(plan.text, tuple(words.values()), plan.notes)


def without_surrogates(text: str) -> str:
    """Return `text` with each lone surrogate, which JSON can spell and UTF-8 cannot, as U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _clean(text: str, longest: int) -> tuple[str, list[Note]]:
    notes = []
    normal = unicodedata.normalize("NFC", text)
    visible = "".join(" " if unicodedata.category(c) in {"Cc", "Cs", "Co", "Cn"} else c for c in normal)
    if visible != normal and visible.split() != normal.split():
        notes.append(Note("control_characters"))
    joined = " ".join(visible.split())
    if len(joined) > longest:
        notes.append(Note("query_cut", (str(longest),)))
        joined = joined[:longest].rsplit(" ", 1)[0] or joined[:longest]
    return joined, notes
