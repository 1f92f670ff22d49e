"""The reference tables under `corpora/`: directions, cities, kinds of documents, sources, real projects.

Goes in: TOML and TSV files. Comes out: frozen domain objects. A malformed table raises CorpusError that
names the file, the row and the field.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from search.domain import City, Direction, DocumentKind, Vocabulary
from search.errors import CorpusError

ROOT = Path(__file__).resolve().parent.parent / "corpora"
SOURCE_FIELDS = ("city", "title", "type", "period", "url", "format", "verified_how")
PROJECT_FIELDS = (
    "title", "number", "lead", "partners", "llpa_cities", "programme", "years", "eur_total", "eur_note",
    "direction_primary", "directions_also", "url", "verified_how",
)  # fmt: skip
TRAPS = (
    "street_words", "street_words_ambiguous", "region_words", "other_names", "institution_stems", "rivers",
    "river_words", "street_part_stems",
)  # fmt: skip
_CASES = ("genitive", "dative", "accusative", "locative")


@dataclass(frozen=True, slots=True)
class NamedBody:
    """An institution, or what pays for projects: its name, its abbreviations, and its other names."""

    name: str
    abbreviations: tuple[str, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Corpora:
    """All reference tables, loaded and checked."""

    directions: tuple[Direction, ...]  # the five, in official order
    other: Direction  # administration and other areas
    cities: tuple[City, ...]
    street_words: tuple[str, ...]
    street_words_ambiguous: tuple[str, ...]  # a street's name only with a house number after them
    region_words: tuple[str, ...]
    other_names: tuple[str, ...]  # hold a city's name and mean something else
    institution_stems: tuple[str, ...]  # bear a city's name and tell nothing of the city
    rivers: tuple[str, ...]  # called as a city
    river_words: tuple[str, ...]  # before a river's name only
    street_part_stems: tuple[str, ...]  # after a street's name only
    kinds: tuple[DocumentKind, ...]
    institutions: tuple[NamedBody, ...]
    programmes: tuple[NamedBody, ...]

    def city(self, city_id: str) -> City | None:
        """Return the city with this id."""
        return next((city for city in self.cities if city.id == city_id), None)

    def direction(self, direction_id: str) -> Direction | None:
        """Return the direction with this id; the bucket for other areas counts as one."""
        return next((one for one in (*self.directions, self.other) if one.id == direction_id), None)


@lru_cache(maxsize=4)
def load_corpora(root: Path = ROOT) -> Corpora:
    """Load directions, cities and kinds of documents. Raises CorpusError."""
    directions = _toml(root / "directions.toml")
    cities = _toml(root / "cities.toml")
    kinds = _toml(root / "kinds.toml")
    rows = _rows(root / "directions.toml", directions, "directions")
    loaded = tuple(_direction(root / "directions.toml", n, row) for n, row in enumerate(rows, 1))
    if [direction.number for direction in loaded] != [1, 2, 3, 4, 5]:
        raise malformed(root / "directions.toml", "all", "number", "the five directions are numbered 1 to 5")
    other = directions.get("other")
    if not isinstance(other, dict):
        raise malformed(root / "directions.toml", "[other]", "id", "the table for other areas is missing")
    traps = cities.get("traps", {})
    return Corpora(
        directions=loaded,
        other=_direction(root / "directions.toml", "[other]", {"number": 0, **other}),
        cities=tuple(
            _city(root / "cities.toml", n, row)
            for n, row in enumerate(_rows(root / "cities.toml", cities, "cities"), 1)
        ),
        kinds=tuple(
            _kind(root / "kinds.toml", n, row)
            for n, row in enumerate(_rows(root / "kinds.toml", kinds, "kinds"), 1)
        ),
        institutions=_bodies(root / "institutions.toml", "institutions", "name"),
        programmes=_bodies(root / "programmes.toml", "programmes", "id"),
        **{key: _texts(root / "cities.toml", "[traps]", traps, key) for key in TRAPS},
    )


def load_public_sources(root: Path = ROOT) -> list[dict[str, str]]:
    """Load the addresses of real public documents, one mapping a row."""
    return _tsv(root / "latvia" / "sources.tsv", SOURCE_FIELDS)


def load_projects(root: Path = ROOT) -> list[dict[str, str]]:
    """Load the facts of real projects, one mapping a row."""
    path = root / "latvia" / "projects.tsv"
    rows = _tsv(path, PROJECT_FIELDS)
    for number, row in enumerate(rows, 2):
        if row["eur_total"] and not row["eur_total"].replace(".", "", 1).isdecimal():
            raise malformed(path, number, "eur_total", f"{row['eur_total']!r} is not an amount")
    return rows


def _direction(path: Path, row: object, data: Mapping[str, Any]) -> Direction:
    return Direction(
        number=_number(path, row, data, "number", int),
        sub_themes=tuple(
            Vocabulary(
                id=_text(path, f"{row}.{n}", theme, "id"),
                name_lv=_text(path, f"{row}.{n}", theme, "name_lv"),
                name_en=_text(path, f"{row}.{n}", theme, "name_en"),
                terms=_texts(path, f"{row}.{n}", theme, "vocabulary"),
            )
            for n, theme in enumerate(_rows(path, data, "sub_themes"), 1)
        ),
        **{key: _text(path, row, data, key) for key in ("id", "name_lv", "name_en", "label_lv", "label_en")},
    )


def _city(path: Path, row: object, data: Mapping[str, Any]) -> City:
    declension = data.get("declension")
    if not isinstance(declension, dict):
        raise malformed(path, row, "declension", "a table with the cases is missing")
    name = _text(path, row, data, "name")
    return City(
        id=_text(path, row, data, "id"),
        name=name,
        genitive=_text(path, row, declension, "genitive"),
        forms=tuple(dict.fromkeys([name, *(_text(path, row, declension, case) for case in _CASES)])),
        municipality=_text(path, row, data, "municipality"),
        aliases=_texts(path, row, data, "aliases"),
        neighbours=_texts(path, row, data, "neighbours"),
        latitude=_number(path, row, data, "latitude", float),
        longitude=_number(path, row, data, "longitude", float),
    )


def _bodies(path: Path, key: str, name: str) -> tuple[NamedBody, ...]:
    return tuple(
        NamedBody(
            name=_text(path, n, row, name),
            abbreviations=_texts(path, n, row, "abbreviations"),
            names=_texts(path, n, row, "names") if "names" in row else (),
        )
        for n, row in enumerate(_rows(path, _toml(path), key), 1)
    )


def _kind(path: Path, row: object, data: Mapping[str, Any]) -> DocumentKind:
    return DocumentKind(
        name=_text(path, row, data, "name"),
        name_en=_text(path, row, data, "name_en"),
        aliases=_texts(path, row, data, "aliases"),
        abbreviations=_texts(path, row, data, "abbreviations"),
    )


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CorpusError(
            "A reference table cannot be read", value=f"{path.name}: {error.strerror}"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise malformed(path, "?", "?", str(error)) from error


def table_rows(path: Path, names: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a TSV file with a header of `names`, each with its number. Raises CorpusError."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise CorpusError(
            "A reference table cannot be read", value=f"{path.name}: {error.strerror}"
        ) from error
    except UnicodeDecodeError as error:
        raise malformed(path, "?", "?", str(error)) from error
    if not lines or tuple(lines[0].split("\t")) != names:
        raise malformed(path, 1, "header", f"must be {' '.join(names)}")
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != len(names):
            raise malformed(path, number, "all", f"{len(cells)} fields instead of {len(names)}")
        yield number, dict(zip(names, cells, strict=True))


def _tsv(path: Path, names: tuple[str, ...]) -> list[dict[str, str]]:
    rows = []
    for number, row in table_rows(path, names):
        if not row["title"].strip():
            raise malformed(path, number, "title", "is empty")
        if urlsplit(row["url"]).scheme not in {"http", "https"}:
            raise malformed(path, number, "url", f"{row['url']!r} is not a web address")
        rows.append(row)
    return rows


def _rows(path: Path, data: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    rows = data.get(key)
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise malformed(path, key, key, "a list of tables is missing")
    return rows


def _text(path: Path, row: object, data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    if not isinstance(value, str) or not value.strip():
        raise malformed(path, row, key, "a text is missing")
    if value != unicodedata.normalize("NFC", value):
        raise malformed(path, row, key, f"{value!r} is not in NFC")
    return value


def _texts(path: Path, row: object, data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    values = data.get(key)
    if not isinstance(values, list):
        raise malformed(path, row, key, "a list of texts is missing")
    return tuple(_text(path, row, {key: value}, key) for value in values)


def _number(path: Path, row: object, data: Mapping[str, Any], key: str, kind: type) -> Any:
    value = data.get(key)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise malformed(path, row, key, f"{value!r} is not a number")
    return kind(value)


def malformed(path: Path, row: object, name: str, why: str) -> CorpusError:
    """Return the error for a field of a reference table."""
    return CorpusError(
        "A reference table is malformed",
        value=f"{path.name}, row {row}, field {name}: {why}",
        next_step="Correct the table",
    )
