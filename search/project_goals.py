"""Lines of a report → what the project is for, what is done, and what is reached. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from search.language.keys import text_keys
from search.project_lines import Line

Told = tuple[str, str, str]  # value, printed, passage

# Accepted: "projekta mērķis", "virsmērķis". Rejected: "mērķa grupa".
_GOAL_LABELS = re.compile(
    r"(?:projekta )?(?:(?:virs|vispārīgais |galvenais )?mērķis(?: un \w+)*|mērķi|nolūks|kādēļ)\Z"
)
# Accepted: "Projekta mērķis ir mazināt troksni", "Projekts paredz atjaunot taku".
# Rejected: "Specifiskā atbalsta mērķis ir 5.6.2.".
_GOAL = re.compile(
    r"\b(?:[Pp]rojekta )?(?:galvenais )?(?<!atbalsta )[Mm]ērķi?s?(?: \w+)? (?:ir|bija|–|—|noteic\w+"
    r"|formulēt\w+|paredz)|\b[Mm]ērķus noteic"
    r"|\b[Pp]rojekta nolūks|\b[Pp]rojekts (?:paredz|tiek īstenots, lai|īstenots, lai|atgriež|ļauj|dod)"
    r"|\biecerējusi\b|\bvajadzīg\w+, lai\b|\b(?:izvirzīja|noteica|izvirzīti) \w+ (?:uzdevum|mērķ)\w*"
)
# Accepted: "Projekta mērķi", "Kam domāts projekts". Rejected: "Mērķgrupa".
_GOAL_HEADING = re.compile(r"\bmērķ(?:is|i)\b|\bkam domāt|\biecere\b", re.IGNORECASE)
# Accepted: "Mērķis ir tērēt 5 000 EUR". Rejected: "Mērķis ir mazināt troksni".
_NOT_GOAL = re.compile(r"EUR|€|\bpārskat\w* veido|\bparaugdokument", re.IGNORECASE)

# Accepted: "Paveiktais", "Galvenās aktivitātes". Rejected: "Budžets".
_ACTIVITIES = re.compile(
    r"\b(?:darbības|aktivitātes|galvenās aktivitātes|paveiktais|paveikts|izbūvēt\w+|ko (?:iz)?darīj\w+"
    r"|ko uzbūv\w+|ko izveidoj\w+"
    r"|veiktie darbi|veicamie darbi|plānotie darbi|risinājums|darbi|darbu saturs|projekta saturs"
    r"|īstenošana)\b",
    re.IGNORECASE,
)
# Accepted: "Rezultāti pret plānu", "Sasniegtie rādītāji". Rejected: "Darbi".
_RESULTS = re.compile(
    r"\b(?:rezultāt\w+|rādītāj\w+|ieguvum\w*|sasniegt\w+|sasniedzam\w+|ko tas deva|kas mainīsies"
    r"|ko solījām)\b",
    re.IGNORECASE,
)
# Accepted: "Rādītājs", "Iznākums". Rejected: "Rādītāja vērtība".
_INDICATOR = re.compile(
    r"(?:rādītājs|rezultāts|iznākuma rādītājs|rezultāta rādītājs|iznākums|darbs)\Z", re.IGNORECASE
)
_MOST = 12  # works, and results, that are told of a project
_LEAST = 4  # words of such an entry; shorter ones are names in a list
_BEGINNING = 4  # passages in which a report says what its project gave
_SHARED = 1  # words of the title that such a sentence tells
_LONG = 120  # characters; shorter lines of a title page are no sentences
# Accepted: "Pārskatu apstiprināja dome". Rejected: "Uzcelts tilts".
_OF_DOCUMENT = re.compile(
    r"\bpārskat|\bapstiprin|\bprotokol|\blēmum|\biesniegum|\bNr\.|\bparaugdokument", re.IGNORECASE
)
# Accepted: "• ceļš", "2. ceļš".
_LISTED = re.compile(r"\A[\s•·–-]*(?:\d{1,2}\.\s)?")


def goal_of(lines: Sequence[Line], title: str) -> Told | None:
    """Return the words that say what the project is for; with none, what the beginning says of its title."""
    labelled = (
        (line.value, line.value, line.passage_id)
        for line in lines
        if _GOAL_LABELS.match(line.plain) and not line.front
    )
    return next(chain(labelled, _said_goals(lines), _headed_goals(lines)), None) or _first_told(lines, title)


def _said_goals(lines: Sequence[Line]) -> Iterator[Told]:
    for line in lines:
        if line.front:
            continue
        for sentence in line.sentences:
            if _GOAL.search(sentence):
                yield sentence, sentence, line.passage_id


def _headed_goals(lines: Sequence[Line]) -> Iterator[Told]:
    for line in lines:
        if not line.front and not line.columns and _GOAL_HEADING.search(line.heading) and _tells(line.text):
            yield line.sentences[0], line.sentences[0], line.passage_id


def _first_told(lines: Sequence[Line], title: str) -> Told | None:
    """Return the sentence of the beginning that shares most words with the title: what the project gives."""
    wanted = _telling(title)
    first = list(dict.fromkeys(line.passage_id for line in lines if not line.columns))[:_BEGINNING]
    best: tuple[int, Told] | None = None
    for line in lines:
        if (
            line.passage_id not in first
            or line.columns
            or (line.heading == "" and line.front and len(line.text) < _LONG)
        ):
            continue
        for sentence in line.sentences:
            shared = len(wanted & _telling(sentence)) + (", lai " in sentence)
            if (
                shared >= _SHARED
                and _tells(sentence)
                and not _OF_DOCUMENT.search(sentence)
                and (best is None or shared > best[0])
            ):
                best = shared, (sentence, sentence, line.passage_id)
    return best[1] if best else None


def _telling(text: str) -> frozenset[str]:
    return frozenset(key.root for token, key in text_keys(text) if len(token.exact) > 3)


def activities_of(lines: Sequence[Line]) -> Iterator[Told]:
    """Yield what was or will be done, from the sections whose headings say so."""
    yield from islice(_under(lines, _ACTIVITIES, _RESULTS), _MOST)


def results_of(lines: Sequence[Line]) -> Iterator[Told]:
    """Yield what was or will be reached, from rows of indicators and the sections whose headings say so."""
    yield from islice(_under(lines, _RESULTS, None), _MOST)


def _under(
    lines: Sequence[Line], headed: re.Pattern[str], not_headed: re.Pattern[str] | None
) -> Iterator[Told]:
    for line in lines:
        if (
            line.front
            or not headed.search(line.heading)
            or (not_headed and not_headed.search(line.heading.rsplit(" > ", 1)[-1]))
        ):
            continue
        if line.columns:
            name, cell = line.columns[0]
            if _INDICATOR.match(name.strip()) and cell.strip():
                yield cell.strip(), cell.strip(), line.passage_id
        elif line.sentences:
            text = _LISTED.sub("", line.sentences[0])
            if len(text.split()) >= _LEAST:
                yield text, text, line.passage_id


def _tells(text: str) -> bool:
    return len(text.split()) > 6 and not _NOT_GOAL.search(text)
