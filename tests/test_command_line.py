"""What the command line says: help, trouble, exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import ingest.correct
import ingest.correct_tags
import ingest.run
import search.calibration
import search.embedding
import search.searcher
from tests.invented import WordEmbedder, no_calibration, write_folder
from virzieni import main


def call(*words: str, data: Path) -> Result:
    cache = data.with_name(f"{data.name}-cache")
    environment = {"VIRZIENI_DATA": str(data), "VIRZIENI_CACHE": str(cache), "VIRZIENI_WORKERS": "1"}
    return CliRunner().invoke(main, list(words), env=environment, catch_exceptions=False)


@pytest.fixture
def invented(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search.embedding, "is_prepared", lambda settings: True)
    for module in (search.embedding, search.searcher):
        monkeypatch.setattr(module, "load_embedder", lambda settings: WordEmbedder())
    for module in (ingest.run, ingest.correct, ingest.correct_tags, search.searcher):
        monkeypatch.setattr(module, "model_identity", lambda settings: WordEmbedder.identity)
    for module in (search.calibration, search.searcher):
        monkeypatch.setattr(module, "load_calibration", lambda *given: no_calibration())


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from virzieni import main;"
        "CliRunner().invoke(main, ['--help']);"
        "print([m for m in ('torch','openvino','haystack','spacy','lancedb','flask') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_without_an_index_every_command_says_what_to_run(tmp_path: Path) -> None:
    for words in (["search", "velosipēdi"], ["similar", "velosipēdi"], ["serve"]):
        result = call(*words, data=tmp_path)
        assert (result.exit_code, "virzieni ingest PATH" in result.output) == (2, True), words
    assert "virzieni ingest PATH" in call("status", data=tmp_path).output


def test_an_unknown_setting_is_named(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["status"], env={"VIRZIENI_PROT": "1"})
    assert result.exit_code == 2
    assert "VIRZIENI_PROT" in result.output


@pytest.mark.usefixtures("invented")
def test_ingest_search_similar_and_status_work_together(tmp_path: Path) -> None:
    write_folder(tmp_path / "plans", 2)
    done = call("ingest", str(tmp_path / "plans"), data=tmp_path / "data")
    assert (done.exit_code, done.output.splitlines()[0].split(";")[0]) == (0, "2 indexed")
    found = call("search", "velosipēdu ceļš", "--city", "liepaja", "--json", data=tmp_path / "data")
    data = json.loads(found.output)
    assert (data["counts"]["all_words"], len(data["hits"])) == (2, 2)
    assert "No project is as asked for" in call("projects", "--words", "ceļš", data=tmp_path / "data").output
    assert "no project" in call("projects", data["hits"][0]["document"]["id"], data=tmp_path / "data").output
    assert call("projects", "--stage", "zz", data=tmp_path / "data").exit_code == 2
    text = call("search", "velosipēdu ceļš", data=tmp_path / "data").output
    assert text.startswith("2 documents with all words")
    assert "Liepāja" in text
    own = data["hits"][0]["document"]["id"]
    similar = call("similar", own, "--documents", data=tmp_path / "data")
    assert "No document of another city" in similar.output
    assert (
        call("similar", own, data=tmp_path / "data").output == "No project of another city is comparable.\n"
    )
    assert "2 documents," in call("status", data=tmp_path / "data").output


@pytest.mark.usefixtures("invented")
def test_coverage_and_a_city_are_told(tmp_path: Path) -> None:
    write_folder(tmp_path / "plans", 2)
    call("ingest", str(tmp_path / "plans"), data=tmp_path / "data")
    lines = call("coverage", "--direction", "PILS", data=tmp_path / "data").output.splitlines()
    assert lines[0].startswith("● found: documents/passages/projects; ○ in the collection, not found")
    assert "Liepāja     2          ● 2/" in "\n".join(lines)
    assert "Rīga        0          –" in lines
    themes = call("coverage", "--city", "liepaja", "--themes", data=tmp_path / "data").output
    assert "Housing" in themes
    given = ("--city", "liepaja", "--years", "1999", "--json")
    data = json.loads(call("coverage", *given, data=tmp_path / "data").output)
    assert {one["state"] for one in data["cells"]} == {"absent"}
    told = call("city", "LIEPAJA", data=tmp_path / "data").output
    assert told.startswith("Liepāja: 2 documents on ")
    assert json.loads(call("city", "Liepājā", "--json", data=tmp_path / "data").output)["id"] == "liepaja"
    nothing = call("city", "Rīga", data=tmp_path / "data").output
    assert "no document of this city, so nothing can be said" in nothing
    unknown = call("city", "Cēsis", data=tmp_path / "data")
    assert unknown.exit_code == 2
    assert "Known cities: Daugavpils, Jelgava" in unknown.output


@pytest.mark.usefixtures("invented")
def test_reports_are_prepared_for_comparing_and_compared(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    for city in ("Liepājā", "Ogrē"):
        text = (
            f"# Projekta pārskats: dambis {city}\n\nPilsēta uzbūvēja dambi un sūkņus pret plūdiem {city}.\n"
        )
        (tmp_path / "reports" / f"{city}.md").write_text(text, encoding="utf-8")
    done = call("ingest", str(tmp_path / "reports"), data=tmp_path / "data")
    assert done.output.splitlines()[-1] == "Comparable projects: 2 prepared."
    again = call("ingest", str(tmp_path / "reports"), data=tmp_path / "data")
    assert "prepared" not in again.output
    found = json.loads(call("similar", "Dambis pret plūdiem Ogrē", "--json", data=tmp_path / "data").output)
    assert [one["project"]["cities"] for one in found["projects"]] == [[{"id": "liepaja", "name": "Liepāja"}]]
    lines = call(
        "similar", found["projects"][0]["project"]["id"], "--limit", "1", data=tmp_path / "data"
    ).output
    assert lines.startswith("1 comparable projects of other cities")
    assert call("similar", "0" * 16, data=tmp_path / "data").exit_code == 2


@pytest.mark.usefixtures("invented")
def test_bad_filters_are_named_with_what_is_known(tmp_path: Path) -> None:
    write_folder(tmp_path / "plans", 1)
    call("ingest", str(tmp_path / "plans"), data=tmp_path / "data")
    result = call("search", "x", "--city", "kandava", data=tmp_path / "data")
    assert result.exit_code == 2
    assert "kandava" in result.output
    assert "liepaja" in result.output
    assert "2021-2027" in call("search", "x", "--years", "drīz", data=tmp_path / "data").output


@pytest.mark.usefixtures("invented")
def test_a_failed_file_makes_the_exit_code_1(tmp_path: Path) -> None:
    write_folder(tmp_path / "plans", 1)
    (tmp_path / "plans" / "tukss.pdf").write_bytes(b"")
    result = call("ingest", str(tmp_path / "plans"), data=tmp_path / "data")
    assert result.exit_code == 1
    assert "tukss.pdf" in result.output


@pytest.mark.usefixtures("invented")
def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    result = call("ingest", str(tmp_path / "nav"), data=tmp_path / "data")
    assert result.exit_code == 1
    assert "nav" in result.output


def test_a_stopped_run_says_that_it_can_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ingest.run, "ingest_paths", stopped)
    result = call("ingest", str(tmp_path), data=tmp_path / "data")
    assert result.exit_code == 130
    assert "the same command goes on" in result.output


def test_passages_shows_what_a_file_would_be_indexed_as(tmp_path: Path) -> None:
    file = tmp_path / "plans.md"
    file.write_text(
        "# Ogres plāns 2022.–2027. gadam\n\n## 1. Ceļi\n\nIzbūvē velosipēdu ceļu.\n", encoding="utf-8"
    )
    data = json.loads(call("passages", str(file), "--json", data=tmp_path / "data").output)
    assert data["facts"]["title"] == "Ogres plāns 2022.–2027. gadam"
    assert data["facts"]["period"] == {"from": 2022, "to": 2027}
    passage = data["passages"][0]
    assert passage["text"] == "Izbūvē velosipēdu ceļu."
    assert passage["heading_path"] == ["Ogres plāns 2022.–2027. gadam", "1. Ceļi"]
    assert (passage["locator"]["kind"], passage["locator"]["section_title"]) == ("section", "1. Ceļi")
    shown = call("passages", str(file), data=tmp_path / "data").output
    assert "Ogres plāns 2022.–2027. gadam › 1. Ceļi" in shown
    assert not (tmp_path / "data").exists()


def test_passages_of_a_broken_file_says_why_there_are_none(tmp_path: Path) -> None:
    (tmp_path / "plans.pdf").write_bytes(b"%PDF-1.7 broken")
    result = call("passages", str(tmp_path / "plans.pdf"), data=tmp_path / "data")
    assert result.exit_code == 2
    assert "plans.pdf" in result.output
    assert "Copy or download it again" in result.output


@pytest.mark.usefixtures("invented")
def test_facts_are_corrected_listed_and_taken_back(tmp_path: Path) -> None:
    data = tmp_path / "data"
    write_folder(tmp_path / "plans", 1)
    call("ingest", str(tmp_path / "plans"), data=data)
    found = json.loads(call("search", "velosipēdu ceļš", "--json", data=data).output)
    one = found["hits"][0]["document"]["id"]
    refused = call("correct", one, "period=2023-2029", data=data)
    assert (refused.exit_code, "--why" in refused.output) == (2, True)
    done = call("correct", one, "period=2023-2029", "status=projekts", "--why", "domes lēmums", data=data)
    assert (done.exit_code, "period: 2023–2029" in done.output) == (0, True)
    assert "“domes lēmums” (staff; correction)" in done.output
    assert "status=projekts  (domes lēmums)" in call("corrections", data=data).output
    assert len(json.loads(call("corrections", "--json", data=data).output)) == 2
    assert call("correct", one, "period", "status", "--undo", data=data).exit_code == 0
    assert call("corrections", data=data).output == "There are no corrections.\n"


def test_entities_of_annotated_passages_are_measured(tmp_path: Path) -> None:
    city = {"type": "city", "start": 0, "end": 4, "text": "Rīgā", "normal": "riga"}
    missed = {"type": "date", "start": 5, "end": 9, "text": "vasarā", "normal": "2024-07"}
    file = tmp_path / "annotated.jsonl"
    row = {"id": "a", "split": "dev", "text": "Rīgā vasarā", "entities": [city, {**missed, "end": 11}]}
    file.write_text(json.dumps(row), encoding="utf-8")
    data = json.loads(call("evaluate", "entities", str(file), "--json", data=tmp_path).output)
    assert data["dev"]["passages"] == 1
    assert (data["dev"]["types"]["city"]["precision"], data["dev"]["types"]["date"]["recall"]) == (1, 0)
    told = call("evaluate", "entities", str(file), "--mistakes", "dev", data=tmp_path).output
    assert "a  - date 'vasarā'" in told
    file.write_text("{}", encoding="utf-8")
    failed = call("evaluate", "entities", str(file), data=tmp_path)
    assert failed.exit_code == 2
    assert "malformed" in failed.output


@pytest.mark.usefixtures("invented")
def test_directions_of_a_passage_are_corrected_listed_and_taken_back(tmp_path: Path) -> None:
    data = tmp_path / "data"
    write_folder(tmp_path / "plans", 1)
    call("ingest", str(tmp_path / "plans"), data=data)
    found = json.loads(call("search", "velosipēdu ceļš", "--json", data=data).output)
    passage_id = found["hits"][0]["passages"][0]["id"]
    said = call("correct", passage_id, "directions=+VIDE", "--why", "par klimatu", data=data)
    assert "VIDE  1.00  added by staff: par klimatu" in said.output
    assert f"{passage_id}  plans/plans-000.md" in call("corrections", data=data).output
    (one,) = json.loads(call("corrections", "--json", data=data).output)
    assert (one["value"], one["machine"], one["why"]) == ("+VIDE", None, "par klimatu")
    hits = json.loads(call("search", "velosipēdi", "--direction", "VIDE", "--json", data=data).output)["hits"]
    assert [hit["passages"][0]["id"] for hit in hits] == [passage_id]
    back = call("correct", passage_id, "directions", "--undo", data=data)
    assert "VIDE" not in back.output
    assert call("corrections", data=data).output.strip() == "There are no corrections."


def test_what_directions_are_judged_on_has_to_be_said(tmp_path: Path) -> None:
    for given in ([], ["some.jsonl", "--folds"]):
        result = call("evaluate", "directions", *given, data=tmp_path)
        assert (result.exit_code, "Name a FILE, or say --folds" in result.output) == (2, True)
