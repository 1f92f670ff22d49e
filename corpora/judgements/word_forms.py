"""Draw the pairs of `word_forms.tsv`, which measures how well a search brings together the forms of a word.

    python corpora/judgements/word_forms.py UNLABELLED.tsv   write the drawn pairs, unlabelled
    python corpora/judgements/word_forms.py --check          tell whether the committed list is the drawn one

Method: the sample's texts, without their front matter, are cut into words of four or more Latvian letters,
in lower case (39 951 words, 10 482 distinct). 220 distinct forms are drawn by word, so that frequent ones
are likelier. The candidates of a form are the other words that share its first three letters, diacritics
aside: the 60 that share the longest beginning, then in alphabetical order. Four of the forms have no
candidate. The list has 216 forms and 6 170 pairs: 856 labelled `1`, 216 `d` and 5 098 `0`.

The labels were set form by form and read over once, by one annotator, without sight of any search's code or
results. A word with several meanings is labelled by what it mostly means in these texts (`lietu` is of
`lieta`, not `lietus`).

- `1`: the same word in another form: case, number, definite ending, degree, person, tense, participle
  (`otrs` and `otrais` are one word).
- `d`: a close derivation that a searcher is glad to meet: a verb and the noun of its act or outcome
  (`pārbūvēt` and `pārbūve`, `ieguldīt` and `ieguldījums`), a verb and its reflexive, an adjective and its
  adverb or the noun of its quality (`drošs` and `drošība`), the other gender of a person, a diminutive, an
  abbreviation (`prot.`), a participle that has a meaning of its own (`kurināmais` fuel, `bijušais`
  former).
- `0`: another word: doers and dwellers (`ieguldītājs`, `skolēns`, `jēkabpilietis`), adjectives of relation
  (`zinātnisks`), compounds, derivations that have gone their own way (`pārvalde` an office, `pārvaldīt`).
"""

from __future__ import annotations

import random
import re
import sys
import unicodedata
from collections import Counter
from functools import cache
from itertools import takewhile
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
TEXTS = FOLDER.parent / "sample" / "texts"
LIST = FOLDER / "word_forms.tsv"
COLUMNS = ("form", "candidate", "label", "count_form", "count_candidate")
LABELS = ("1", "d", "0")
_SEED, _FORMS, _CANDIDATES, _SHARED = 2027, 220, 60, 3
_TOKEN = re.compile(r"\w+(?:-\w+)*")
_WORD = re.compile(r"[a-pr-vzāčēģīķļņšūž]{4,}")


def main(arguments: list[str]) -> int:
    if arguments == ["--check"]:
        faults = faults_of(LIST.read_text(encoding="utf-8"))
        sys.stdout.write("".join(f"{fault}\n" for fault in faults) or "the list is as drawn\n")
        return 1 if faults else 0
    if len(arguments) != 1:
        sys.stderr.write(__doc__ or "")
        return 2
    lines = [f"{form}\t{candidate}\n" for form, candidate in drawn_pairs(words_of_the_sample())]
    Path(arguments[0]).write_text("form\tcandidate\n" + "".join(lines), encoding="utf-8")
    return 0


def words_of_the_sample() -> list[str]:
    """Return every word of the sample's texts, in their order: lower case, Latvian letters, four or more."""
    words: list[str] = []
    for path in sorted(TEXTS.glob("*.md")):
        _, _, body = path.read_text(encoding="utf-8").split("+++\n", 2)
        tokens = _TOKEN.findall(unicodedata.normalize("NFC", body).casefold())
        words += [token for token in tokens if _WORD.fullmatch(token)]
    return words


def drawn_pairs(words: list[str]) -> list[tuple[str, str]]:
    """Return each drawn form with its candidates, sorted."""
    draw = random.Random(_SEED)  # noqa: S311
    forms: set[str] = set()
    while len(forms) < _FORMS:
        forms.add(draw.choice(words))
    alike: dict[str, list[str]] = {}
    for word in set(words):
        alike.setdefault(_folded(word)[:_SHARED], []).append(word)
    return [
        (form, candidate)
        for form in sorted(forms)
        for candidate in _candidates(form, alike[_folded(form)[:_SHARED]])
    ]


def faults_of(listed: str) -> list[str]:
    """Return what is wrong with a labelled list: other pairs than the drawn ones, labels or counts."""
    words = words_of_the_sample()
    counts = Counter(words)
    header, *rows = [tuple(line.split("\t")) for line in listed.splitlines() or [""]]
    if header != COLUMNS or any(len(row) != len(COLUMNS) for row in rows):
        return [f"the columns are not {' '.join(COLUMNS)}"]
    faults = [f"{row[0]} {row[1]}: label {row[2]}" for row in rows if row[2] not in LABELS]
    faults += [f"{row[0]} {row[1]}: counts" for row in rows if row[3:] != _counts(row, counts)]
    pairs, drawn = [(row[0], row[1]) for row in rows], drawn_pairs(words)
    faults += [f"{form} {candidate}: not drawn" for form, candidate in sorted({*pairs} - {*drawn})]
    faults += [f"{form} {candidate}: missing" for form, candidate in sorted({*drawn} - {*pairs})]
    return faults or ([] if pairs == drawn else ["the list is not sorted, or has a pair twice"])


def _candidates(form: str, alike: list[str]) -> list[str]:
    near = sorted((-_shared(form, word), word) for word in alike if word != form)
    return sorted(word for _, word in near[:_CANDIDATES])


def _counts(row: tuple[str, ...], counts: Counter[str]) -> tuple[str, str]:
    return str(counts[row[0]]), str(counts[row[1]])


def _shared(form: str, word: str) -> int:
    letters = zip(_folded(form), _folded(word), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], letters))


@cache
def _folded(word: str) -> str:
    return "".join(
        letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter)
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
