"""Lines of a report → when the project runs, and how far it is. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from search.domain import Facts
from search.language.dates import Day, Interval, days, intervals, months
from search.project_lines import Line

Told = tuple[str, str, str]  # value, printed, passage

# Accepted: "īstenošanas laiks", "projekta izpildes termiņš". Rejected: "darba laiks".
_WHEN_LABELS = re.compile(
    r"(?:projekta )?(?:īstenošanas|ieviešanas|realizācijas|izpildes|norises)? ?(?:laiks|periods|termiņš"
    r"|ilgums|laika periods)(?: no līdz)?\Z"
)
# Accepted: "projekta sākums", "darbu sākuma datums". Rejected: "mācību gada sākums".
_BEGIN_LABELS = re.compile(
    r"(?:projekta )?(?:(?:īstenošanas|darbu) )?sākum\w*(?: (?:datums|laiks|termiņš))?\Z|sākuma datums\Z"
)
# Accepted: "projekta beigas", "noslēguma datums". Rejected: "noslēguma pārskats".
_END_LABELS = re.compile(
    r"(?:projekta )?(?:(?:īstenošanas|darbu) )?(?:beig|noslēgum)\w*(?: (?:datums|laiks|termiņš))?\Z"
    r"|beigu datums\Z"
)
# The agreement on the money begins a project, the last payment ends it.
_AGREED = re.compile(
    r"\b(?:līgums|vienošanās) (?:ar centrālo finanšu|ar cfla|par (?:projekta )?īstenošanu)"
    r"|\bvienošanās par \w+ \w+ fonda",
    re.IGNORECASE,
)
# Accepted: "Pēdējais maksājums: 29.08.2025.". Rejected: "pirmais maksājums".
_PAID = re.compile(r"\b(?:pēdējais|noslēguma) maksājums", re.IGNORECASE)
# Accepted: "Faktiskais termiņš", "Izpildīts". Rejected: "Plānots".
_ACTUAL = re.compile(r"faktisk|izpild|īstenot", re.IGNORECASE)

_BARE = frozenset({"laiks", "periods", "termiņš", "ilgums"})
# Accepted: "projekta numurs", "kopējās izmaksas". Rejected: "darba laiks".
_CARD = re.compile(
    r"(?:projekta )?(?:\w+ )?(?:numurs|nr|nosaukums|partner|īstenotāj|iesniedzēj|pieteicēj|fonds|programma"
    r"|finansē|izmaksas|budžets|mērķis"
    r"|saņēmēj|statuss|avots)"
)
# Accepted: "nodota ekspluatācijā 2021. gada 5. maijā", "ekspluatācijā tilts nodots maijā".
# Rejected: "ekspluatācijas izmaksas".
_IN_SERVICE = re.compile(
    r"\b(?:nodot[sai]s?|nodeva) ekspluatācijā\b|\bekspluatācijā\b[^.;]{0,40}\bnodot"
    r"|\bnodošana ekspluatācijā",
    re.IGNORECASE,
)

# Accepted: "2021. gadā", "1998". Rejected: "1850".
_YEAR = re.compile(r"(?:19|20)\d\d")

# Accepted: "PROJEKTS", "2. redakcija". Rejected: "Projekts „Durvis vaļā”".
_DRAFT = re.compile(
    r"\b(?:iesnieguma )?PROJEKTS\b|\bdarba redakcija\b|\b\d+\. redakcija\b"
    r"|\bprojekta iesnieguma projekts\b|\bmelnrakst"
)
# Accepted: "iesniegts CFLA", "vērtēšanā". Rejected: "iesniegums".
_SUBMITTED = re.compile(r"\biesniegts\b|\bvērtēšan", re.IGNORECASE)
# Accepted: "projekta statuss", "īstenošanas stadija". Rejected: "statusa maiņa".
_STATE_LABELS = re.compile(r"(?:projekta )?(?:statuss|stāvoklis|īstenošanas stadija|stadija)\Z")
_STATES = (
    ("finished", re.compile(r"\bīstenots|\bpabeigt|\bnoslēdz|\bnoslēgt|\bnodots", re.IGNORECASE)),
    ("running", re.compile(r"\bīsteno|\bnotiek|\bieviešan|\bbūvdarbi", re.IGNORECASE)),
    ("preparing", re.compile(r"\bsagatav|\bprojektēšan|\biepirkum", re.IGNORECASE)),
    ("submitted", re.compile(r"\biesniegt|\bvērtēšan", re.IGNORECASE)),
    ("planned", re.compile(r"\bplānot|\biecer", re.IGNORECASE)),
)
# Accepted: "Starpposma pārskats", "progresa ziņojums". Rejected: "Noslēguma pārskats".
_INTERIM = re.compile(
    r"\b(?:starpposma|progresa|starp)\s?(?:pārskat|ziņojum|atskait)|\bpar \d\. pārskata periodu",
    re.IGNORECASE,
)
# Accepted: "Noslēguma pārskats", "gala tehniskā atskaite". Rejected: "noslēguma maksājums".
_FINAL = re.compile(
    r"\b(?:noslēguma|gala)\s+(?:\w+\s+)?(?:pārskat|ziņojum|prezentācij|atskait)\w*", re.IGNORECASE
)
# Accepted: "nodots ekspluatācijā", "Projekts pabeigts", "beidzās 2021. gada", "saņemts noslēguma maksājums".
_DONE = re.compile(
    r"\bnodot[sai]s? ekspluatācijā\b|\bekspluatācijā\b[^.;]{0,40}\bnodot[sai]s?\b|\bnodošana ekspluatācijā"
    r"|\bprojekts (?:ir )?(?:pabeigts|īstenots|noslēdzies|noslēdzās|beidzās|ilga)|\bīstenots no\b"
    r"|\bpabeigts 20"
    r"|\b(?:saņemts )?(?:noslēguma|pēdējais) maksājums|\bprojekts sākās\b[^.;]*\bbeidzās\b"
    r"|\bdarbi (?:ir )?pabeigti"
    r"|\bpabeidzām 20|\bdarbus pabeidza 20|\bpārskats par (?:paveikto|laiku|periodu)|\baptver laiku",
    re.IGNORECASE,
)

# Accepted: "Pieņēma dome", "saskaņots". Rejected: "sagatavots".
_APPROVED = re.compile(r"apstiprin|pieņ[eē]m|izskatīt|saskaņ", re.IGNORECASE)


def periods_of(lines: Sequence[Line], facts: Facts) -> tuple[Told, ...]:
    """Return the first and last day of the project, one value for each place that tells an end."""
    return (
        _labelled(lines)
        or _ends_labelled(lines)
        or _as_facts_say(lines, facts)
        or _on_front(lines)
        or _agreed_and_paid(lines)
    )


def stage_of(lines: Sequence[Line], facts: Facts, *, application: bool) -> Told | None:
    """Return how far the project is, where the document says it."""
    for line in lines:
        if _STATE_LABELS.match(line.plain):
            for stage, words in _STATES:
                if words.search(line.value):
                    return stage, line.text, line.passage_id
    front = [line for line in lines if line.front]
    if application:
        return _told_stage(front, ((_DRAFT, "planned"), (_SUBMITTED, "submitted"))) or (
            ("planned" if facts.status == "projekts" else "submitted", lines[0].text, lines[0].passage_id)
            if lines
            else None
        )
    return (
        _told_stage(front, ((_INTERIM, "running"), (_FINAL, "finished"), (_DONE, "finished")))
        or _told_stage(lines, ((_DONE, "finished"),))
        or _over(lines, facts)
    )


def _labelled(lines: Sequence[Line]) -> tuple[Told, ...]:
    for line in lines:
        if _WHEN_LABELS.match(line.plain) and not line.columns[2:] and (found := _precise(line.value)):
            if line.plain in _BARE and not _on_card(line, lines):
                continue
            return ((found.iso, line.value[found.start : found.end], line.passage_id),)
    return ()


def _on_card(line: Line, lines: Sequence[Line]) -> bool:
    """Say whether other lines of a project's card stand beside a bare "Laiks: …"."""
    beside = (one for one in lines if one.label and one is not line)
    near = (one for one in beside if one.passage_id == line.passage_id or one.heading == line.heading)
    return any(_CARD.match(one.plain) for one in near)


def _ends_labelled(lines: Sequence[Line]) -> tuple[Told, ...]:
    begin = _first_moment(line for line in lines if _BEGIN_LABELS.match(line.plain))
    end = _first_moment(line for line in lines if _END_LABELS.match(line.plain))
    return _between(begin, end)


def _on_front(lines: Sequence[Line]) -> tuple[Told, ...]:
    for line in lines:
        if line.front and (found := _precise(line.text)):
            return ((found.iso, line.text[found.start : found.end], line.passage_id),)
    return ()


def _agreed_and_paid(lines: Sequence[Line]) -> tuple[Told, ...]:
    begin = _first_moment(line for line in lines if _AGREED.search(line.text))
    end = _first_moment(line for line in lines if _PAID.search(line.text))
    return _between(begin, end)


def _as_facts_say(lines: Sequence[Line], facts: Facts) -> tuple[Told, ...]:
    """Return the days in the words that the document's years were read from."""
    quotes = [one for one in facts.found if one.field == "period" and one.how != "period in title"]
    if not quotes:
        return ()
    first, last = quotes[0].quote, quotes[-1].quote
    if quotes[0].how == "timetable":
        return _timetable(lines, first, last)
    if quotes[0].how == "project days" and len(quotes) == 1:
        found = _precise(first)
        printed = first[found.start : found.end] if found else ""
        return ((found.iso, printed, _holder(lines, first).passage_id),) if found else ()
    return _begun_and_ended(lines, first, last)


def _begun_and_ended(lines: Sequence[Line], first: str, last: str) -> tuple[Told, ...]:
    """Return the days that sentences tell as beginning and end; the year where no more is told."""
    moments, ends, year = _moments(first), _moments(last), _YEAR.search(first)
    if not ends or not year:
        return ()
    begin = (year[0], first, _holder(lines, first).passage_id)
    if moments and moments[0] != ends[-1]:
        begin = (moments[0].iso, *begin[1:])
    else:
        begin = _first_step(lines, year[0]) or begin
    return _between(begin, (ends[-1].iso, last, _holder(lines, last).passage_id))


def _first_step(lines: Sequence[Line], year: str) -> Told | None:
    """Return the month in which the first step of a timetable begins, when it lies in this year."""
    for line in lines:
        if not line.columns and not re.match(r"\W*(?:\d+\.\s)?(?:No\s)?(?:19|20)\d\d\. gad", line.text):
            continue
        step = _step(line, line.text if not line.columns else "")
        if step and "-" in step[0][0]:
            return (step[0][0], step[1], line.passage_id) if step[0][0].startswith(year) else None
    return None


def _timetable(lines: Sequence[Line], first: str, last: str) -> tuple[Told, ...]:
    begin, end = _holder(lines, first), _holder(lines, last)
    opened, closed = _step(begin, first), _step(end, last)
    if not opened or not closed:
        return ()
    last_day = _in_service(lines, closed[0][1]) or (closed[0][1], closed[1], end.passage_id)
    return _between((opened[0][0], opened[1], begin.passage_id), last_day)


def _in_service(lines: Sequence[Line], last: str) -> Told | None:
    """Return the day, soon after the last step, on which what was built was put into service."""
    for line in lines:
        for sentence in line.sentences:
            if _IN_SERVICE.search(sentence):
                for day in days(sentence):
                    if last < day.iso and day.iso[:4] == last[:4]:
                        return day.iso, sentence[day.start : day.end], line.passage_id
    return None


def _step(line: Line, quote: str) -> tuple[tuple[str, str], str] | None:
    """Return the first and last moment of a timetable's step; what was done goes before what was planned."""
    cells = [cell for name, cell in line.columns if _ACTUAL.search(name)]
    for text in (*cells, *(cell for _, cell in line.columns), quote):
        if found := next(iter(intervals(text)), None):
            begin, _, end = found.iso.partition("/")
            return (begin or end, end), text[found.start : found.end]
        if moments := _moments(text):
            return (moments[0].iso, moments[-1].iso), text[moments[0].start : moments[-1].end]
        if year := re.search(r"(?:19|20)\d\d(?=\. gad)", text):
            return (year[0], year[0]), year[0]
    return None


def _precise(text: str) -> Interval | None:
    """Return the first interval that names months or days, else the first with two ends."""
    found = [one for one in intervals(text) if not one.iso.startswith("/")]
    return next((one for one in found if "-" in one.iso), found[0] if found else None)


def _moments(text: str) -> list[Day]:
    exact = list(days(text))
    rest = [one for one in months(text) if not any(day.start <= one.start < day.end for day in exact)]
    return sorted((*exact, *rest), key=lambda one: one.start)


def _first_moment(lines: Iterator[Line]) -> Told | None:
    for line in lines:
        if moments := _moments(line.value or line.text):
            return moments[0].iso, line.text, line.passage_id
    return None


def _between(begin: Told | None, end: Told | None) -> tuple[Told, ...]:
    if not begin or not end or begin[0][:4] > end[0][:4]:
        return ()
    first, last = _plain_moment(begin[0]), _plain_moment(end[0])
    value = f"{first}/{last}"
    both = dict.fromkeys(((value, begin[1], begin[2]), (value, end[1], end[2])))
    return tuple(both)


def _plain_moment(iso: str) -> str:
    """Return the year of a quarter, all else as it is."""
    return iso[:4] if "-Q" in iso else iso


def _holder(lines: Sequence[Line], quote: str) -> Line:
    words = quote.rstrip("….")
    return next((line for line in lines if words in line.text or line.text in quote), lines[0])


def _told_stage(lines: Sequence[Line], patterns: Sequence[tuple[re.Pattern[str], str]]) -> Told | None:
    for pattern, stage in patterns:
        for line in lines:
            if match := pattern.search(line.text):
                return stage, match[0], line.passage_id
    return None


def _over(lines: Sequence[Line], facts: Facts) -> Told | None:
    """Return "finished" where the report was approved after the project's end."""
    if facts.period is None:
        return None
    ends = [one.partition("/")[2] for one, _, _ in periods_of(lines, facts)] or [str(facts.period.last)]
    for line in lines:
        if line.front and _APPROVED.search(line.text):
            for day in days(line.text):
                if day.iso[: len(ends[-1])] >= ends[-1]:
                    return "finished", line.text, line.passage_id
    return None
