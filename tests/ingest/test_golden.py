"""Golden documents: each is as its script makes it, is described as the loader asks, and is read right."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner

from ingest.formats.ocr import open_ocr
from ingest.golden import GoldenDocument, by_us, judged_by_all, load_golden
from ingest.golden_others import by_kreuzberg, by_pypdf
from search.errors import CorpusError, SourceUnread
from search.evaluate.conversion import judge
from search.settings import Settings, read_settings
from tests.data.golden_parts import FONTS, Golden, unpacked
from tests.data.make_golden import GOLDEN, expected_text, golden_documents
from virzieni import main

MADE = golden_documents()
LOADED = {one.path.name: one for one in load_golden(GOLDEN)}
SCANS = {"skenets.pdf", "skenets-jaukts.pdf"}
LARGEST = 3_000_000  # bytes of the whole folder
WHOLE = """{"title": "Plāns", "sentences": [{"text": "Ielas remontē.", "place": {"kind": "section"}}],
 "headings": [], "rows": [], "absent": ["Izvēlne"]}"""

# What is not read right yet, with the reason; a document that becomes right must leave this list.
KNOWN: dict[str, str] = {}


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return read_settings({"VIRZIENI_DATA": str(tmp_path_factory.mktemp("data"))})


def known(names: list[str]) -> list[object]:
    return [
        pytest.param(name, marks=pytest.mark.xfail(strict=True, reason=KNOWN[name]))
        if name in KNOWN
        else name
        for name in names
    ]


def test_the_folder_holds_what_the_script_describes_and_stays_small() -> None:
    expected = set(MADE) | {f"{Path(name).stem}.json" for name in MADE}
    assert {path.name for path in GOLDEN.iterdir()} == expected
    assert sum(path.stat().st_size for path in GOLDEN.iterdir()) <= LARGEST
    assert set(KNOWN) <= set(MADE)
    assert len(MADE) >= 34


@pytest.mark.parametrize("document", MADE.values(), ids=lambda one: one.name)
def test_every_document_and_its_json_are_as_the_script_makes_them(document: Golden) -> None:
    again = "run: python -m tests.data.make_golden"
    beside = GOLDEN / f"{Path(document.name).stem}.json"
    assert beside.read_text(encoding="utf-8") == expected_text(document), again
    if document.build is None:
        return
    if document.name.endswith((".pdf", ".asice", ".eml")) and not FONTS.is_dir():
        pytest.skip("the fonts of the Debian package fonts-liberation2 are not installed")
    committed = (GOLDEN / document.name).read_bytes()
    assert unpacked(document.name, document.build()) == unpacked(document.name, committed), again


@pytest.mark.parametrize("document", LOADED.values(), ids=lambda one: one.path.name)
def test_every_expectation_is_composed_unique_and_explained(document: GoldenDocument) -> None:
    expected = document.expected
    texts = [sentence.text for sentence in expected.sentences]
    assert len(texts) == len(set(texts))
    assert texts or expected.rows
    names = [text for _, text in expected.headings]
    assert len(names) == len(set(names))
    whole = "".join([expected.title, *texts, *names, *expected.absent])
    assert unicodedata.is_normalized("NFC", whole)
    assert document.notes


@pytest.mark.parametrize("name", known(list(LOADED)))
def test_every_document_is_read_as_a_careful_reader_reads_it(name: str, settings: Settings) -> None:
    ocr = open_ocr(settings)
    if name in SCANS and isinstance(ocr, SourceUnread):
        pytest.skip(f"{ocr.what}. {ocr.next_step}")
    document = LOADED[name]
    judged = judge(document.expected, by_us(document.path, settings))
    assert not judged.problems, "\n".join(judged.problems)
    assert all(count.right == count.of for count in judged.counts.values())


def test_kreuzberg_and_pypdf_give_text_and_pages(settings: Settings) -> None:
    document = LOADED["virsraksti.pdf"]
    for given in (by_kreuzberg(document.path, settings), by_pypdf(document.path)):
        counts = judge(document.expected, given).counts
        assert (counts["titles"].share, counts["places"].share) == (1.0, 1.0)
    assert "headings" not in judge(document.expected, by_pypdf(document.path)).counts


def test_what_another_converter_cannot_read_is_an_error_of_that_document(settings: Settings) -> None:
    path = LOADED["parakstits.asice"].path
    given = by_kreuzberg(path, settings)
    assert ("extension" in given.error, given.passages) == (True, ())


def test_a_pdf_without_pypdf_is_said(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pypdf", None)
    groups, missing = judged_by_all((LOADED["personas-kods.pdf"],), settings)
    assert list(groups) == ["ours", "kreuzberg", "ours, PDFs", "kreuzberg, PDFs"]
    assert missing == ["pypdf is not installed: pip install -r requirements-dev.lock"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"title": "Plāns",', "", "KeyError('title')"),
        ("Ielas remontē.", "Ielas  remontē.", "no text with single spaces"),
        ('"kind": "section"', '"kind": "lapa"', "is no place"),
        ('"kind": "section"', '"kind": "page", "nr": 1', "is no place"),
        ('"rows": []', '"rows": [{}]', "KeyError('cells')"),
        ("]}", "]", "JSONDecodeError"),
    ],
)
def test_a_malformed_json_is_refused_with_its_fault(tmp_path: Path, old: str, new: str, said: str) -> None:
    (tmp_path / "plans.txt").write_text("Ielas remontē.", encoding="utf-8")
    (tmp_path / "plans.json").write_text(WHOLE.replace(old, new), encoding="utf-8")
    with pytest.raises(CorpusError, match=r"plans\.json") as caught:
        load_golden(tmp_path)
    assert said in str(caught.value)


def test_a_json_alone_and_an_empty_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no golden documents"):
        load_golden(tmp_path / "none")
    (tmp_path / "plans.json").write_text(WHOLE, encoding="utf-8")
    with pytest.raises(CorpusError, match="0 documents of this name"):
        load_golden(tmp_path)


def test_the_command_prints_a_table_or_json(tmp_path: Path) -> None:
    golden = tmp_path / "golden"
    golden.mkdir()
    (golden / "plans.txt").write_text("PLĀNS\n\nIelas remontē. Izvēlne\n", encoding="utf-8")
    (golden / "plans.json").write_text(WHOLE, encoding="utf-8")
    environment = {"VIRZIENI_DATA": str(tmp_path / "data")}
    words = ["evaluate", "conversion", str(golden)]
    table = CliRunner().invoke(main, words, env=environment, catch_exceptions=False)
    assert table.exit_code == 0
    assert "ours: 0 of 1 documents are right" in table.output
    assert "should be absent: „Izvēlne”" in table.output
    data = json.loads(CliRunner().invoke(main, [*words, "--json"], env=environment).output)
    assert data["converters"]["ours"]["sentences"] == {"right": 1, "of": 1, "share": 1.0}
