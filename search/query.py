"""What the user typed → a plan: the words that count, phrases, exclusions and filters, with their keys. Pure.

Notes say what was changed on the way: nothing typed is dropped silently.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field, replace

from search.asked import Match, Offer, Suggestion, TypedFilter
from search.codes import glued_pieces, ways_to_write
from search.concepts import Related
from search.corpora import Corpora
from search.domain import Note
from search.fields import Read, read_fields
from search.filters import Condition, Either, HoldsPhrase, HoldsWord, Lacks
from search.language.keys import Keys, form_keys, text_keys
from search.language.spelling import LEAST_LETTERS, MOST_LETTERS
from search.language.tokens import TokenKind, fold, tokenize
from search.language.which import in_english, question_language
from search.recognise import recognise
from search.syntax import Parsed, Span, Term, parse

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


ABOUT_CHARACTERS = frozenset({"query_cut", "control_characters"})  # notes on the text before it is parsed


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A word of the question: its keys, what kind of token it is, and the pieces of a code.

    In a settled plan only a code keeps its pieces that is to be met by all of them together. `others` are
    alternatives, any of which counts as this word; `weight` (0–1) is how much it counts itself. `span` is
    where it stands in the question. `required` tells that an alternative is a phrase: `Plan.required` says
    what has to be held.
    """

    keys: Keys
    kind: TokenKind
    parts: tuple[str, ...] = ()
    others: tuple[QueryWord, ...] = ()
    span: Span = Span(0, 0)
    weight: float = 1.0
    required: bool = False

    @property
    def forms(self) -> tuple[QueryWord, ...]:
        """Return the word and its alternatives."""
        return (self, *self.others)

    @property
    def equals(self) -> tuple[QueryWord, ...]:
        """Return the alternatives that count as much as the word, so that each of them is it."""
        return tuple(one for one in self.others if one.weight >= self.weight)

    @property
    def held(self) -> tuple[HoldsPhrase | HoldsWord, ...]:
        """Return the conditions of which any makes a passage hold it, its alternatives apart."""
        ways = ways_to_write(self.keys.exact, self.parts) if self.parts else ()
        return (HoldsWord(self.keys.folded), *map(HoldsPhrase, ways))


@dataclass(frozen=True, slots=True)
class Choice:
    """Phrases, each by its exact keys, and words, any of which is meant."""

    phrases: tuple[tuple[str, ...], ...] = ()
    words: tuple[QueryWord, ...] = ()

    @property
    def held(self) -> tuple[HoldsPhrase | HoldsWord, ...]:
        """Return the conditions of which any makes a passage hold it."""
        return (*map(HoldsPhrase, self.phrases), *(one for word in self.words for one in word.held))


@dataclass(frozen=True, slots=True)
class Plan:
    """How a question is searched: the text for embedding, and the words that count for matching.

    `typed` is the question as typed, cleaned, and `spelled` its words one by one, excluded ones too. Every
    passage has to hold one of each of the `required`, and none of the `excluded`.
    """

    text: str
    words: tuple[QueryWord, ...]
    notes: tuple[Note, ...] = ()
    typed: str = ""
    required: tuple[Choice, ...] = ()
    excluded: Choice = field(default_factory=Choice)
    filters: tuple[TypedFilter, ...] = ()
    spelled: tuple[QueryWord, ...] = ()
    suggestion: Suggestion | None = None
    language: str = "und"  # of the text: "lv", "en", "ru" or "und"
    related: tuple[Related, ...] = ()
    related_roots: tuple[str, ...] = ()
    recognised: tuple[Offer, ...] = ()  # what its plain words name
    match: Match = "related"

    @property
    def roots(self) -> tuple[str, ...]:
        """Return the root keys, for finding candidates."""
        forms = [one for word in self.words for one in word.forms]
        own = [one.keys.root for one in forms]
        codes = ((*one.parts, "".join(one.parts)) for one in forms if one.parts)
        pieces = (root for code in codes for part in code for root in (form_keys(part).root, part))
        return tuple(dict.fromkeys((*own, *pieces, *self.related_roots)))

    @property
    def related_keys(self) -> tuple[str, ...]:
        """Return the folded keys of all related terms."""
        return tuple(dict.fromkeys(key for one in self.related for term in one.terms for key in term.keys))

    @property
    def folded(self) -> tuple[str, ...]:
        """Return the folded keys of words without equals, for matching all words."""
        return tuple(dict.fromkeys(word.keys.folded for word in self.words if not word.equals))

    @property
    def counted(self) -> tuple[str, ...]:
        """Return the keys whose frequencies the plan needs: pieces of codes and plain keys among them."""
        asked = [one for word in self.words for one in word.forms]
        asked += [*self.excluded.words, *(word for choice in self.required for word in choice.words)]
        folded = (key for word in asked for key in (word.keys.folded, word.keys.plain))
        pieces = (part for word in asked for part in word.parts)
        return tuple(dict.fromkeys((*folded, *pieces, *self.related_keys)))

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Return what every passage of the answer has to meet: phrases held, exclusions lacking.

        Where words count in their forms alone, each of them is held too.
        """
        held = [_either(choice.held) for choice in self.required]
        words = (*map(HoldsWord, self.folded), *self.alternatives) if self.match == "forms" else ()
        return (*held, *words, *map(Lacks, self.excluded.held))

    @property
    def alternatives(self) -> tuple[Condition, ...]:
        """Return what a passage has to meet beside `folded` to hold all words."""
        return tuple(
            _either(tuple(held for one in (word, *word.equals) for held in one.held))
            for word in self.words
            if word.equals and not word.required
        )


def plan_query(text: str, longest: int, corpora: Corpora | None = None) -> Plan:
    """Return the plan for `text`, of which at most `longest` characters are used.

    Function words are left out of matching unless there is nothing else. A text without words is told.
    Without `corpora` no field has a value that is known.
    """
    clean, notes = _clean(text, longest)
    plan = plan_clean(clean, corpora)
    return replace(plan, notes=(*notes, *plan.notes))


def plan_clean(clean: str, corpora: Corpora | None = None) -> Plan:
    """Return the plan for a question in which all characters can be shown and blanks are single."""
    parsed = parse(clean)
    read = read_fields(clean, parsed.fields, corpora) if corpora else Read(unknown=parsed.fields)
    plain = _with_values(parsed, read, clean)
    notes = [*parsed.notes, *read.notes]
    words = _words(plain)
    if plain.strip() and not words:
        notes.append(Note("no_words"))
    text = " ".join(plain.split())
    language = question_language(text)
    return Plan(
        text,
        _counting(words, parsed.groups),
        tuple(notes),
        clean,
        _required(parsed, clean, words),
        _excluded(parsed, clean),
        read.typed,
        _spelled(
            [*words, *(word for term in parsed.excluded for word in _words_in(term.span, clean))], language
        ),
        language=language,
        recognised=recognise(text, corpora) if corpora else (),
    )


def _spelled(words: list[QueryWord], language: str) -> tuple[QueryWord, ...]:
    """Return the words that may be spelled otherwise than the collection spells them.

    Words of an English question are right as they are; names in it may lack diacritics. Letters other than
    Latin ones lack none.
    """
    return tuple(
        word
        for word in words
        if word.keys.exact.isalpha()
        and fold(word.keys.exact).isascii()
        and LEAST_LETTERS <= len(word.keys.exact) <= MOST_LETTERS
        and word.keys.exact not in FUNCTION_WORDS
        and not (language == "en" and in_english(word.keys.exact))
    )


def _with_values(parsed: Parsed, read: Read, clean: str) -> str:
    """Return the plain text with the values of fields that are not known: they are words like others."""
    kept = list(parsed.plain)
    for unknown in read.unknown:
        kept[unknown.inner.start : unknown.inner.end] = clean[unknown.inner.start : unknown.inner.end]
    return "".join(kept)


def _words(text: str) -> list[QueryWord]:
    return [
        QueryWord(
            keys,
            token.kind,
            token.parts if token.kind == "code" else glued_pieces(token.exact),
            span=Span(token.start, token.end),
        )
        for token, keys in text_keys(text)
    ]


def _counting(words: list[QueryWord], groups: tuple[tuple[Term, ...], ...]) -> tuple[QueryWord, ...]:
    """Return the words that count, each once, alternatives as one."""
    single: list[QueryWord] = []
    joined: dict[int, list[QueryWord]] = {}
    for word in words:
        number = next((n for n, group in enumerate(groups) if _in_any(group, word)), None)
        if number is None:
            single.append(word)
        else:
            joined.setdefault(number, []).append(word)
    telling = [word for word in single if word.keys.exact not in FUNCTION_WORDS]
    unique = {word.keys.exact: word for word in telling or ([] if joined else single)}
    alternatives = (
        replace(_one_of(_telling(group)), required=_has_phrase(groups[number]))
        for number, group in joined.items()
    )
    return (*unique.values(), *alternatives)


def _has_phrase(group: tuple[Term, ...]) -> bool:
    return any(term.phrase for term in group)


def _telling(words: list[QueryWord]) -> list[QueryWord]:
    """Return the words without function words, unless there is nothing else."""
    return [word for word in words if word.keys.exact not in FUNCTION_WORDS] or words


def _one_of(group: list[QueryWord]) -> QueryWord:
    first, *others = {word.keys.exact: word for word in group}.values()
    return replace(first, others=tuple(others))


def _in_any(group: tuple[Term, ...], word: QueryWord) -> bool:
    return any(term.span.holds(word.span.start) for term in group)


def _required(parsed: Parsed, clean: str, words: list[QueryWord]) -> tuple[Choice, ...]:
    """Return the phrases, alone and with their alternatives."""
    choices = [_choice((term,), clean, words) for term in parsed.phrases]
    choices += [_choice(group, clean, words) for group in parsed.groups if _has_phrase(group)]
    return tuple(choices)


def _choice(terms: tuple[Term, ...], clean: str, words: list[QueryWord]) -> Choice:
    wanted = tuple(term for term in terms if not term.phrase)
    return Choice(
        tuple(_phrase(term, clean) for term in terms if term.phrase),
        tuple(word for word in words if _in_any(wanted, word)),
    )


def _excluded(parsed: Parsed, clean: str) -> Choice:
    words = [word for term in parsed.excluded if not term.phrase for word in _words_in(term.span, clean)]
    return Choice(tuple(_phrase(term, clean) for term in parsed.excluded if term.phrase), tuple(words))


def _words_in(span: Span, clean: str) -> list[QueryWord]:
    found = _words(clean[span.start : span.end])
    return [replace(one, span=Span(one.span.start + span.start, one.span.end + span.start)) for one in found]


def _phrase(term: Term, clean: str) -> tuple[str, ...]:
    return tuple(token.exact for token in tokenize(clean[term.span.start : term.span.end]))


def _either(held: tuple[HoldsPhrase | HoldsWord, ...]) -> Condition:
    return held[0] if len(held) == 1 else Either(held)


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
