"""A file is converted once: kept by its content, its name, the converters and the OCR."""

from __future__ import annotations

from pathlib import Path

import pytest

import ingest.kept
from ingest.convert import convert
from ingest.kept import convert_once
from search.errors import SourceUnreadable
from search.settings import Settings, read_settings
from tests.data.make_broken import Sheet, Text, pdf

SAMPLE = Path(__file__).resolve().parents[2] / "corpora" / "sample" / "documents"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read_settings({"VIRZIENI_CACHE": str(tmp_path / "cache")})


@pytest.mark.parametrize(
    "name", ["riga-majoklu-plans.pdf", "jelgava-ricibas-plans.xlsx", "rezekne-elektroautobusi.pptx"]
)
def test_a_kept_conversion_is_the_conversion(name: str, settings: Settings) -> None:
    fresh = convert(SAMPLE / name, settings)
    assert convert_once(SAMPLE / name, settings) == fresh
    assert convert_once(SAMPLE / name, settings) == fresh


def test_nothing_is_converted_twice_unless_content_name_or_converters_change(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    convert_data = ingest.kept.convert_data

    def counting(data: bytes, name: str, settings: Settings) -> object:
        calls.append(name)
        return convert_data(data, name, settings)

    monkeypatch.setattr(ingest.kept, "convert_data", counting)
    path = tmp_path / "plans.pdf"
    path.write_bytes(pdf([Sheet((Text("Ielas"),))]))
    for _ in range(3):
        convert_once(path, settings)
    assert calls == ["plans.pdf"]
    path.write_bytes(pdf([Sheet((Text("Ceļi un tilti"),))]))
    assert convert_once(path, settings).pages[0].blocks[0].text == "Ceļi un tilti"
    monkeypatch.setattr(ingest.kept, "_converters", lambda: "mended")
    convert_once(path, settings)
    assert calls == ["plans.pdf"] * 3


def test_a_damaged_or_impossible_keep_is_converted_again(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "plans.pdf"
    path.write_bytes(pdf([Sheet((Text("Ielas"),))]))
    first = convert_once(path, settings)
    for kept in (settings.cache / "converted").iterdir():
        kept.write_bytes(b"damaged")
    assert convert_once(path, settings) == first
    (tmp_path / "file").write_text("a file where the cache should be", encoding="utf-8")
    assert convert_once(path, read_settings({"VIRZIENI_CACHE": str(tmp_path / "file")})) == first


def test_errors_are_not_kept(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "plans.pdf"
    path.write_bytes(b"%PDF-1.7 broken")
    with pytest.raises(SourceUnreadable):
        convert_once(path, settings)
    assert not (settings.cache / "converted").exists()
