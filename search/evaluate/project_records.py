"""Records of projects against a table made by reading: what is right, what is not in the table.

Goes in: the table (`corpora/judgements/projects.md` tells its columns) and the projects read from its
documents. Comes out: figures by field, for reports and for rows of plans, and for pairs of accounts that are
one project. A value counts when field, kind and value agree and its printed words stand at its place.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from itertools import combinations
from pathlib import Path
from typing import Any

from search.catalog import Catalog
from search.corpora import load_corpora
from search.domain import REPORTS, Passage
from search.errors import CorpusError
from search.language.tokens import fold
from search.plan_rows import ProjectValue
from search.project_names import paying
from search.projects import Account

COLUMNS = ("project", "field", "kind", "value", "printed", "document", "place", "note")
_OWN = frozenset({"activity", "result", "source", "cost_note"})  # fields that the table does not hold
_MAIN = "directions, main"
_WORD = re.compile(r"\w+")
_STEM = 5  # letters by which inflected words of a name are compared
_NO_NAME = frozenset("un kopā ar sadarbībā".split())


@dataclass(frozen=True, slots=True)
class Judged:
    """A value that a reader found."""

    project: str
    field: str
    kind: str
    value: str
    printed: str
    document: str
    place: str
    note: str = ""


@dataclass
class Count:
    """How many values are in the table, how many of them were found, and how many were found beside them."""

    all: int = 0
    right: int = 0
    extra: int = 0

    def data(self) -> dict[str, Any]:
        """Return the counts with recall and precision."""
        return {
            "all": self.all,
            "right": self.right,
            "extra": self.extra,
            "recall": round(self.right / self.all, 4) if self.all else None,
            "precision": round(self.right / (self.right + self.extra), 4)
            if self.right + self.extra
            else None,
        }


@dataclass
class Figures:
    """The counts by part and field, pairs of accounts, and what went wrong, in words.

    Parts are "reports", "rows", and "mentions": projects that a text or another's report mentions, which no
    record is made of. The table holds all that reports tell, so what is found beside it counts there only.
    """

    counts: dict[str, dict[str, Count]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Count))
    )
    pairs: Count = field(default_factory=Count)
    contradictions: Count = field(default_factory=Count)
    misplaced: int = 0
    mistakes: list[str] = field(default_factory=list)

    def data(self) -> dict[str, Any]:
        """Return the figures as plain data."""
        parts = {
            part: {name: one.data() for name, one in sorted(fields.items())}
            | {"overall": total(fields).data()}
            for part, fields in self.counts.items()
        }
        return {
            "parts": parts,
            "pairs": self.pairs.data(),
            "contradictions": self.contradictions.data(),
            "misplaced": self.misplaced,
            "mistakes": self.mistakes,
        }


def records_table(figures: Figures) -> list[str]:
    """Return the figures as lines of text."""
    lines = []
    for part, fields in figures.counts.items():
        lines += [
            f"{part}:",
            f"  {'field':26} {'right':>5} {'all':>5} {'beside':>6} {'recall':>7} {'precision':>9}",
        ]
        for name, one in [*sorted(fields.items()), ("overall", total(fields))]:
            data = one.data()
            lines.append(
                f"  {name:26} {one.right:5} {one.all:5} {one.extra:6} "
                f"{_percent(data['recall']):>7} {_percent(data['precision']):>9}"
            )
        lines.append("")
    pairs = figures.pairs
    lines.append(f"pairs of accounts of one project: {pairs.right} of {pairs.all} found, {pairs.extra} wrong")
    told = figures.contradictions
    lines.append(
        f"contradictions of sums and periods: {told.right} of {told.all} found, {told.extra} beside the table"
    )
    lines.append(f"values whose words do not stand at their place: {figures.misplaced}")
    return lines


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f} %"


def total(fields: Mapping[str, Count]) -> Count:
    """Return the counts of all fields together; the main direction is one of the directions already."""
    counts = [one for name, one in fields.items() if name != _MAIN]
    return Count(
        sum(one.all for one in counts), sum(one.right for one in counts), sum(one.extra for one in counts)
    )


def load_table(path: Path) -> tuple[Judged, ...]:
    """Return the values of a table. Raises CorpusError."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError("The table of projects cannot be read", value=f"{path}: {error}") from error
    if not rows or tuple(rows[0]) != COLUMNS:
        raise CorpusError(
            "The table of projects has other columns",
            value=path,
            next_step=f"Name these in its first line, parted by tabs: {', '.join(COLUMNS)}",
        )
    return tuple(Judged(**{name: row[name] or "" for name in COLUMNS}) for row in rows)


@dataclass(frozen=True)
class ReadRecords:
    """What is judged: a catalog, and by id the passages that its values come from."""

    catalog: Catalog
    passages: Mapping[str, Passage]


def measured_records(table: Sequence[Judged], read: ReadRecords) -> Figures:
    """Return the figures of what was read on a table."""
    catalog = read.catalog
    figures = Figures()
    accounts: dict[str, list[Account]] = defaultdict(list)
    for project in catalog.projects:
        for account in project.accounts:
            accounts[_name(catalog.documents[account.document_id].path)].append(account)
    groups: dict[tuple[str, str], list[Judged]] = defaultdict(list)
    for one in table:
        groups[_name(one.document), one.project].append(one)
    account_of: dict[str, list[Account]] = defaultdict(list)
    for (document, project_name), judged in groups.items():
        held = accounts.get(document, [])
        report = bool(held) and catalog.documents[held[0].document_id].facts.kind in REPORTS
        own = held[0] if report and _is_own(judged) else _linked(judged, held)
        part = "reports" if report and _is_own(judged) else "rows" if own else "mentions"
        _count(figures, part, judged, own, read)
        if own:
            account_of[project_name].append(own)
    _count_pairs(figures, account_of, catalog)
    _count_contradictions(figures, table, account_of, catalog)
    return figures


def _is_own(judged: Sequence[Judged]) -> bool:
    """Say whether a report is about this project: another one that it mentions has no title there."""
    return any(one.field in {"title", "lead"} for one in judged)


def _linked(judged: Sequence[Judged], held: Sequence[Account]) -> Account | None:
    """Return the account of a plan's row by its code and place, else by its title."""
    codes = {one.value.rstrip(".") for one in judged if one.field == "code"}
    titles = {_words(one.value) for one in judged if one.field == "title"}
    for account in held:
        told = {_words(one.value) for one in account.values if one.field == "title"}
        if told & titles or (not titles and account.code in codes):
            return account
    begun = {one.id: one for one in held for title in titles if _words(one.title)[: len(title)] == title}
    return next(iter(begun.values()), None) or next((one for one in held if one.code in codes), None)


def _count(
    figures: Figures, part: str, judged: Sequence[Judged], own: Account | None, read: ReadRecords
) -> None:
    counts = figures.counts[part]
    where = f"{_name(judged[0].document)}, {judged[0].project}"
    found = own.values if own else ()
    matched: set[ProjectValue] = set()
    for one in judged:
        if one.field == "directions":
            if own and part == "reports":
                given = [str(_direction_number(name)) for name in own.directions]
                wanted = one.value.split(";")
                main = counts[_MAIN]
                main.all += 1
                main.right += given[:1] == wanted[:1]
                every = counts["directions"]
                every.all += len(wanted)
                every.right += len(set(wanted) & set(given))
                every.extra += len(set(given) - set(wanted))
                if set(given) != set(wanted) or given[:1] != wanted[:1]:
                    figures.mistakes.append(f"{where}: directions {one.value}, found {';'.join(given)}")
            continue
        counts[_key(one)].all += 1
        same = [value for value in found if _agree(one, value, read)]
        standing = [value for value in same if own and stands(value, own, read)]
        figures.misplaced += bool(same) and not standing
        counts[_key(one)].right += bool(standing)
        matched.update(same)
        if not standing:
            told = "; ".join(
                value.value[:90] for value in found if (value.field, value.kind) == (one.field, one.kind)
            )
            figures.mistakes.append(f"{where}: {one.field} {one.kind} {one.value[:90]!r}, found {told!r}")
    beside: set[tuple[str, str, str]] = set()
    for value in found:
        if (
            part == "reports"
            and value not in matched
            and value.field not in _OWN
            and (value.field, value.kind, value.value) not in beside
        ):
            beside.add((value.field, value.kind, value.value))
            counts[_key(value)].extra += 1
            figures.mistakes.append(
                f"{where}: beside the table {value.field} {value.kind} {value.value[:90]!r}"
            )


def _count_pairs(figures: Figures, account_of: Mapping[str, Sequence[Account]], catalog: Catalog) -> None:
    """Count pairs of accounts of the table: those of one project found as one, and others taken for one."""
    named = {one.id: name for name, held in account_of.items() for one in held}
    joined = {
        pair
        for project in catalog.projects
        for pair in _pairs(one.id for one in project.accounts if one.id in named)
    }
    wanted = {pair for held in account_of.values() for pair in _pairs(one.id for one in held)}
    figures.pairs = Count(len(wanted), len(wanted & joined), len(joined - wanted))
    for first, _ in sorted(wanted - joined):
        figures.mistakes.append(f"{named[first]}: two accounts are not one project")
    for first, second in sorted(joined - wanted):
        figures.mistakes.append(f"{named[first]} and {named[second]} are taken for one project")


def _count_contradictions(
    figures: Figures, table: Sequence[Judged], account_of: Mapping[str, Sequence[Account]], catalog: Catalog
) -> None:
    """Count contradictions of sums and periods: those of the table found, and others in its projects."""
    wanted = {(one.project, one.field, one.kind) for one in table
              if one.note.startswith("contradiction:") and one.field in {"money", "period"}}  # fmt: skip
    project_of = {account.id: project for project in catalog.projects for account in project.accounts}
    found = {(name, one.field, one.kind) for name, held in account_of.items()
             for account in held for one in project_of[account.id].contradictions}  # fmt: skip
    figures.contradictions = Count(len(wanted), len(wanted & found), len(found - wanted))
    figures.mistakes += [
        f"{name}: contradiction of {kind or what} is not found" for name, what, kind in sorted(wanted - found)
    ]
    figures.mistakes += [
        f"{name}: contradiction of {kind or what} is beside the table"
        for name, what, kind in sorted(found - wanted)
    ]


def _pairs(ids: Iterable[str]) -> set[tuple[str, str]]:
    return set(combinations(sorted(set(ids)), 2))


def stands(value: ProjectValue, account: Account, read: ReadRecords) -> bool:
    """Say whether a value's printed words stand in its passage, its headings, or the document's facts."""
    passage = read.passages.get(value.passage_id)
    if passage is None:
        return False
    document = read.catalog.documents[account.document_id]
    quotes = [document.facts.title, *(one.quote for one in document.facts.found)]
    return any(_close(value.printed) in _close(text) for text in (*_texts(passage), *quotes))


def _texts(passage: Passage) -> tuple[str, ...]:
    cells = [cell for _, cell in passage.columns]
    return passage.text, "; ".join(cells), ": ".join(cells), *cells, *passage.heading_path


def _agree(one: Judged, value: ProjectValue, read: ReadRecords) -> bool:
    if (one.field, one.kind) != (value.field, value.kind):
        return False
    if one.field == "goal":
        printed, texts = _close(one.printed), _texts(read.passages[value.passage_id])
        return any(printed in _close(text) for text in texts) or _close(value.printed) in printed
    return _SAME.get(one.field, _exactly)(one, value)


def _exactly(one: Judged, value: ProjectValue) -> bool:
    return one.value.rstrip(".") == value.value.rstrip(".")


def _same_sum(one: Judged, value: ProjectValue) -> bool:
    return _number(one.value) == _number(value.value)


def _same_title(one: Judged, value: ProjectValue) -> bool:
    """Say whether titles agree; a plan's cell may add the outcome to the name."""
    words = _words(one.value)
    return _words(value.value)[: len(words)] == words


def _same_payer(one: Judged, value: ProjectValue) -> bool:
    """Say whether two wordings name a programme in common: "ERAF 5.1.1. SAM", "Eiropas … fonds (ERAF)"."""
    ours, theirs = _payers(f"{value.value}; {value.printed}"), _payers(f"{one.value}; {one.printed}")
    return bool(ours & theirs) or _words(one.value) == _words(value.value)


def _same_body(one: Judged, value: ProjectValue) -> bool:
    """Say whether two names are one body's, or the one of a part of the other."""
    ours, theirs = _stems(value.value), _stems(one.value)
    return bool(ours and theirs) and (ours <= theirs or theirs <= ours)


_SAME: Mapping[str, Callable[[Judged, ProjectValue], bool]] = {
    "money": _same_sum, "title": _same_title, "programme": _same_payer,
    "lead": _same_body, "partner": _same_body,
}  # fmt: skip


def _payers(words: str) -> frozenset[str]:
    return frozenset(one.normal for one in paying(words))


def _stems(words: str) -> frozenset[str]:
    return frozenset(
        fold(word.lower())[:_STEM] for word in _WORD.findall(words) if word.lower() not in _NO_NAME
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(fold(word.lower()) for word in _WORD.findall(text))


def _close(text: str) -> str:
    """Return a text without white space and differences of quotation marks."""
    return re.sub(r"[„“”\"«»]", '"', "".join(text.split()))


def _number(value: str) -> Decimal | None:
    try:
        return Decimal(value)
    except InvalidOperation:
        return None


def _key(one: Judged | ProjectValue) -> str:
    return f"{one.field} {one.kind}".strip()


def _name(path: str) -> str:
    return path.rsplit("/", 1)[-1]


def _direction_number(name: str) -> int:
    return next((one.number for one in load_corpora().directions if one.id == name), 0)
