"""One text in two formats, and its translation, are recognised by what the converters read."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from ingest.keyed import keyed
from ingest.prepare import prepare_file
from search.identity import Identity, identity_of, relation
from search.records import Enriched, facts_of, to_records
from search.settings import Settings

SAMPLE = Path(__file__).resolve().parents[2] / "corpora" / "sample"
LATVIAN = """# Mobilitātes plāns 2022.–2027. gadam

Pilsēta līdz 2025. gadam izbūvēs 12,4 km veloceliņu un 36 novietnes. Kopējās izmaksas ir 4 250 000 EUR, no tām
3 612 500 EUR jeb 85 % sedz ERAF, bet 637 500 EUR – pašvaldība. Satiksmē ik dienu brauc 1 840 velosipēdistu.

Autobusu parkā būs 24 elektroautobusi, un to uzlādei 2024. gadā uzstādīs 18 stacijas ar 150 kW jaudu.
Degvielas patēriņš saruks par 410 000 litriem gadā, bet oglekļa dioksīda izmeši – par 1 085 tonnām.
"""
ENGLISH = """# Mobility plan 2022–2027

By 2025 the city will build 12.4 km of cycle paths and 36 parking places. The total cost is 4,250,000 EUR,
of which 3,612,500 EUR, or 85%, are covered by the ERDF and 637,500 EUR by the city.
1,840 cyclists ride every day.

The bus fleet will have 24 electric buses, and in 2024 18 stations of 150 kW will be set up to charge them.
Fuel consumption will fall by 410,000 litres a year, and carbon dioxide emissions by 1,085 tonnes.
"""


def identity(path: Path, settings: Settings) -> Identity:
    made = keyed(prepare_file(path, settings))
    vector = np.zeros(4, dtype=np.float32)
    records = to_records(made.document, [Enriched(keys, vector, ()) for keys in made.keys], ())
    return identity_of(records[0], facts_of(records[0]))


def rendered(name: str, forms: Sequence[str], folder: Path) -> list[Path]:
    """Render a text of the sample in other formats."""
    text = (SAMPLE / "texts" / f"{name}.md").read_text(encoding="utf-8")
    for form in forms:
        target = folder / f"{name}-{form}.md"
        target.write_text(
            re.sub(r'(?m)^format = ".*"$', f'format = "{form}"', text, count=1), encoding="utf-8"
        )
    command = [sys.executable, str(SAMPLE / "build.py"), "--texts", str(folder), "--documents", str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    return [folder / f"{name}-{form}.{form}" for form in forms]


@pytest.mark.parametrize(
    "name", ["rezekne-attistibas-programma", "jekabpils-dambis-projekts", "daugavpils-stem-laboratorijas"]
)
def test_one_text_in_other_formats_is_one_document(name: str, tmp_path: Path, settings: Settings) -> None:
    files = rendered(name, ("pdf", "docx", "odt", "html"), tmp_path)
    printed, *others = (identity(path, settings) for path in files)
    for other in others:
        assert relation(printed, other) == relation(other, printed) == "copy"


def test_a_draft_and_the_approved_programme_are_versions(settings: Settings) -> None:
    documents = SAMPLE / "documents"
    draft = identity(documents / "rezekne-attistibas-programma-projekts.docx", settings)
    final = identity(documents / "rezekne-attistibas-programma.pdf", settings)
    assert relation(draft, final) == relation(final, draft) == "version"


def test_an_english_twin_is_a_translation(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "plans.md").write_text(LATVIAN, encoding="utf-8")
    (tmp_path / "plan.md").write_text(ENGLISH, encoding="utf-8")
    latvian, english = (identity(tmp_path / name, settings) for name in ("plans.md", "plan.md"))
    assert (latvian.facts.language, english.facts.language) == ("lv", "en")
    assert relation(latvian, english) == relation(english, latvian) == "translation"


def test_an_english_text_with_other_figures_is_another_document(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "plans.md").write_text(LATVIAN, encoding="utf-8")
    figures = str.maketrans("12345", "54321")
    (tmp_path / "plan.md").write_text(ENGLISH.translate(figures), encoding="utf-8")
    latvian, english = (identity(tmp_path / name, settings) for name in ("plans.md", "plan.md"))
    assert relation(latvian, english) is None


def test_no_two_other_documents_of_the_sample_are_one(settings: Settings) -> None:
    found = [identity(path, settings) for path in sorted((SAMPLE / "documents").glob("[a-z]*"))]
    pairs = [(one, other) for at, one in enumerate(found) for other in found[at + 1 :]]
    assert sum(relation(one, other) is not None for one, other in pairs) == 1  # Rēzekne's draft and programme


def _shown(path: Path) -> bool:
    return not path.name.startswith(".") and path.suffix in {
        ".docx",
        ".odt",
        ".html",
        ".md",
        ".txt",
        ".pptx",
        ".pdf",
    }
