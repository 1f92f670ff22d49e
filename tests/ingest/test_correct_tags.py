"""What staff say of directions reaches the index at once, and holds whatever is read or tagged anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.correct import correct
from ingest.correct_tags import correct_tags, correct_tags_as_typed, exported_tags, take_back_tags
from ingest.reindex import reindex
from ingest.run import Run, ingest_paths
from ingest.workers import prepare_here
from search.backends import open_backend
from search.collection import open_collection
from search.corrections import Correction
from search.errors import NotFound, QueryError
from search.filters import AnyOf, Filter
from search.records import Record, all_tags_of, document_of, tags_of
from search.settings import Settings
from tests.invented import WordEmbedder, use_model, write_folder


@pytest.fixture(autouse=True)
def invented_model(monkeypatch: pytest.MonkeyPatch) -> None:
    use_model(monkeypatch, WordEmbedder)


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    write_folder(tmp_path / "plans", 2)
    run(tmp_path / "plans", settings)
    return tmp_path / "plans"


def run(folder: Path, settings: Settings, *, rebuild: bool = False) -> None:
    ingest_paths(Run((str(folder),), rebuild=rebuild), settings, prepare=prepare_here)


def records(settings: Settings, path: str = "plans-000.md") -> list[Record]:
    rows = open_collection(settings.data).rows()
    (one,) = [row.source.document_id for row in rows if row.source.path == path]
    return list(open_backend(settings).document(one))


def last(settings: Settings) -> Record:
    return records(settings)[-1]


def told(record: Record) -> dict[str, str]:
    return {tag.direction: tag.review for tag in all_tags_of(record)}


def say(settings: Settings, told: dict[str, bool]) -> str:
    passage_id = str(last(settings)["id"])
    correct_tags(passage_id, told, "runa ir par klimatu", settings)
    return passage_id


def test_tags_are_put_right_at_once_and_nothing_else_changes(folder: Path, settings: Settings) -> None:
    before, other = records(settings), records(settings, "plans-001.md")
    machine = tags_of(before[-1])
    assert machine
    say(settings, {"VIDE": True, machine[0].direction: False})
    after = records(settings)
    assert told(after[-1])["VIDE"] == "added"
    assert told(after[-1])[machine[0].direction] == "removed"
    assert machine[0].direction not in after[-1]["directions"]
    assert "VIDE" in after[-1]["directions"]
    kept = ("id", "text", "exact", "folded", "locator", "revision", "content_hash", "facts_found")
    assert [[row[name] for name in kept] for row in after] == [[row[name] for name in kept] for row in before]
    assert [list(row["vector"]) for row in after] == [list(row["vector"]) for row in before]
    assert [all_tags_of(row) for row in after[:-1]] == [all_tags_of(row) for row in before[:-1]]
    assert [told(row) for row in records(settings, "plans-001.md")] == [told(row) for row in other]


def test_filters_find_what_staff_added(folder: Path, settings: Settings) -> None:
    added = Filter((AnyOf("directions", ("VIDE",)),))
    assert open_backend(settings).documents(added, 0, 10)[0] == []
    say(settings, {"VIDE": True})
    found = list(open_backend(settings).scan(added, ["id"]))
    assert [row["id"] for row in found] == [last(settings)["id"]]
    assert "VIDE" in last(settings)["any_directions"]


@pytest.mark.parametrize("rebuild", [False, True])
def test_they_hold_when_the_file_is_read_again(folder: Path, settings: Settings, *, rebuild: bool) -> None:
    passage_id = say(settings, {"VIDE": True})
    path = folder / "plans-000.md"
    text = path.read_text(encoding="utf-8").replace("## Ievads\n", "## Ievads\n\nJauna rindkopa par ostu.\n")
    path.write_text(text, encoding="utf-8")
    run(folder, settings, rebuild=rebuild)
    (same,) = [record for record in records(settings) if record["id"] == passage_id]
    assert told(same)["VIDE"] == "added"
    assert all("VIDE" not in told(record) for record in records(settings) if record["id"] != passage_id)


def test_they_hold_in_the_next_index_and_for_another_model(
    folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(settings, {"VIDE": True})
    reindex(settings)
    assert told(last(settings))["VIDE"] == "added"

    class Other(WordEmbedder):
        identity = "another-model"

    use_model(monkeypatch, Other)
    reindex(settings)
    assert told(last(settings))["VIDE"] == "added"


def test_they_hold_when_a_fact_of_the_document_is_corrected(folder: Path, settings: Settings) -> None:
    say(settings, {"VIDE": True})
    correct([Correction(str(last(settings)["document_id"]), "title", "Cits plāns", "x")], settings)
    assert document_of(last(settings)).facts.title == "Cits plāns"
    assert told(last(settings))["VIDE"] == "added"


def test_taking_back_leaves_the_machines_tags(folder: Path, settings: Settings) -> None:
    machine = all_tags_of(last(settings))
    passage_id = say(settings, {"VIDE": True, machine[0].direction: False})
    assert correct_tags_as_typed(passage_id, ["directions"], "", settings, undo=True) == machine
    assert all_tags_of(last(settings)) == machine
    with pytest.raises(NotFound, match="no such correction"):
        take_back_tags(passage_id, settings)


def test_what_is_exported_says_where_it_comes_from(folder: Path, settings: Settings) -> None:
    machine = tags_of(last(settings))[0]
    passage_id = say(settings, {machine.direction: True})
    (one,) = exported_tags(open_collection(settings.data))
    assert one.pop("made").startswith("20")
    assert one == {
        "document_id": passage_id.split("-")[0],
        "path": "plans/plans-000.md",
        "passage_id": passage_id,
        "field": "directions",
        "value": f"+{machine.direction}",
        "machine": machine.score,
        "why": "runa ir par klimatu",
        "title": last(settings)["title"],
        "heading": "Ievads",
        "text": last(settings)["text"],
    }


def test_an_unknown_passage_and_a_missing_reason_are_refused(folder: Path, settings: Settings) -> None:
    with pytest.raises(NotFound, match="no such passage"):
        correct_tags("nav-tada-1", {"VIDE": True}, "x", settings)
    with pytest.raises(QueryError, match="needs a reason"):
        correct_tags_as_typed(str(last(settings)["id"]), ["directions=+VIDE"], " ", settings, undo=False)
    assert open_collection(settings.data).tag_corrections() == ()
