"""A folder of judged comparable projects → projects and starts. A malformed line raises CorpusError."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from search.comparable import ProjectText
from search.errors import CorpusError


@dataclass(frozen=True, slots=True)
class JudgedStart:
    """What comparable projects are looked for, with its kind and the grades of projects; no grades: none."""

    start: ProjectText  # its id is the project's, or empty
    id: str
    kind: str
    grades: Mapping[str, int]
    split: str = ""


@dataclass(frozen=True, slots=True)
class JudgedProjects:
    """Projects, and starts judged over them."""

    projects: tuple[ProjectText, ...]
    starts: tuple[JudgedStart, ...]


def load_judged_projects(folder: Path, split: str | None = None) -> JudgedProjects:
    """Load `projects.jsonl` and `starts.jsonl` of `folder`, of the starts those of one `split` if given.

    Raises CorpusError.
    """
    path = folder / "projects.jsonl"
    projects: dict[str, ProjectText] = {}
    for number, row in _rows(path):
        project = ProjectText(row["id"], _text(path, number, row, "title"), _text(path, number, row, "text"),
                              _cities(path, number, row))  # fmt: skip
        if project.id in projects:
            raise _malformed(path, number, f"the id {project.id!r} stands twice")
        projects[project.id] = project
    path = folder / "starts.jsonl"
    starts = tuple(_start(path, number, row, projects) for number, row in _rows(path))
    kept = tuple(one for one in starts if split is None or one.split == split)
    if not projects or not any(one.grades for one in kept):
        raise CorpusError(
            "There is nothing to judge",
            value=folder if split is None else f"{folder}, split {split}",
            next_step="Projects and starts with relevant projects are needed",
        )
    return JudgedProjects(tuple(projects.values()), kept)


def _start(
    path: Path, number: int, row: Mapping[str, Any], projects: Mapping[str, ProjectText]
) -> JudgedStart:
    cities = _cities(path, number, row)
    grades = row.get("relevant") or {}
    if not isinstance(grades, dict) or not all(isinstance(one, int) and one > 0 for one in grades.values()):
        raise _malformed(path, number, "`relevant` must hold whole numbers above 0 by project id")
    named = row.get("project_id")
    for one in [*grades, *([named] if named else [])]:
        if one not in projects:
            raise _malformed(path, number, f"no project has the id {one!r}")
    if named:
        project = projects[named]
        start = ProjectText(project.id, project.title, project.text, cities or project.cities)
    else:
        start = ProjectText("", "", _text(path, number, row, "text"), cities)
    return JudgedStart(start, row["id"], row.get("kind") or "", grades, row.get("split") or "")


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(
            "A file of the judgements cannot be read",
            value=f"{path}: {error}",
            next_step="The folder needs projects.jsonl and starts.jsonl",
        ) from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise _malformed(path, number, str(error)) from error
        if not isinstance(row, dict) or not isinstance(row.get("id"), str) or not row["id"]:
            raise _malformed(path, number, "`id` must be a text")
        yield number, row


def _text(path: Path, number: int, row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value.strip():
        raise _malformed(path, number, f"`{name}` must be a text")
    return value


def _cities(path: Path, number: int, row: Mapping[str, Any]) -> frozenset[str]:
    value = row.get("city") or []
    cities = [value] if isinstance(value, str) else value
    if not isinstance(cities, list) or not all(isinstance(city, str) for city in cities):
        raise _malformed(path, number, "`city` must be a list of names")
    return frozenset(cities)


def _malformed(path: Path, number: int, why: str) -> CorpusError:
    return CorpusError("A file of the judgements is malformed", value=f"{path.name}, row {number}: {why}")
