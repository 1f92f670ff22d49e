"""Cut the sample's texts into the judged corpora: `dev/corpus.jsonl` and `test/corpus.jsonl`.

A text is a section of a document, or a row of a sheet. The split is by document, fixed before anything was
tuned. Queries and grades are written by hand beside the corpora, by people who had not seen any ranking.
"""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
TEXTS = FOLDER.parent / "sample" / "texts"
DEV = (
    "liepaja-mobilitates-plans",
    "jelgava-pretpludu-projekts",
    "valmiera-skolu-siltinasana",
    "jurmala-attistibas-strategija",
    "ogre-investiciju-plans",
    "riga-velo-tikls",
    "daugavpils-socialo-pakalpojumu-plans",
    "daugavpils-stem-laboratorijas",
    "jekabpils-attistibas-programma",
    "jekabpils-dambis-projekts",
    "jekabpils-grupu-dzivoklis",
    "jelgava-elektroautobusi",
    "jelgava-iekrp",
    "jurmala-pludu-aizsardziba",
    "jurmala-ricibas-plans",
    "jurmala-seniori-tiessaiste",
    "jurmala-skola-energoefektivitate",
    "liepaja-dienas-centrs",
    "ogre-digitalas-prasmes-seniori",
    "ogre-strategija",
    "rezekne-attistibas-programma",
    "rezekne-attistibas-programma-projekts",
    "rezekne-elektroautobusi",
    "rezekne-pirmsskolas-energoefektivitate",
    "rezekne-velo-gajeju-tilts",
    "riga-pagalmu-lemums",
    "valmiera-jaunuznemumu-centrs",
    "ventspils-turisma-plans",
    "ventspils-zinatnes-centrs",
)
TEST = (
    "liepaja-attistibas-programma",
    "jelgava-veloceli-projekts",
    "jelgava-ricibas-plans",
    "riga-majoklu-plans",
    "ogre-lietusudens-projekts",
    "valmiera-izglitibas-strategija",
    "ventspils-industriala-teritorija",
    "daugavpils-augsdaugava-attistibas-programma",
    "daugavpils-cietoksna-mantojums",
    "daugavpils-industrialais-parks",
    "ielu-apgaismojums-rezekne",
    "ielu-apgaismojums-ventspils",
    "jekabpils-uzraudzibas-lemums",
    "jelgava-ires-nams",
    "jurmala-kurorta-tematiskais",
    "liepaja-iekrp-kopsavilkums",
    "liepaja-karostas-mantojums",
    "ogre-industrialais-parks",
    "ogre-lokalplanojums-lemums",
    "remigracija-valstspilsetas",
    "rezekne-civilas-aizsardzibas-plans",
    "rezekne-remigracijas-projekts",
    "riga-attistibas-programma",
    "valmiera-attistibas-programma",
    "valmiera-ires-nami",
    "valmiera-pasakumu-noteikumi",
    "valmiera-remigracijas-atbalsts",
    "ventspils-ietves-velojoslas",
    "ventspils-ricibas-plans",
)
_LEAST, _MOST = 150, 1400  # characters of a text


def main() -> None:
    for split, names in (("dev", DEV), ("test", TEST)):
        rows = [row for name in names for row in texts_of(name)]
        (FOLDER / split).mkdir(exist_ok=True)
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (FOLDER / split / "corpus.jsonl").write_text("".join(lines), encoding="utf-8")
        sys.stdout.write(f"{split}: {len(rows)} texts\n")


def texts_of(name: str) -> list[dict[str, object]]:
    """Return the judged texts of one sample document."""
    _, front, body = (TEXTS / f"{name}.md").read_text(encoding="utf-8").split("+++\n", 2)
    facts = tomllib.loads(front)
    pieces = _rows(body) if facts["format"] == "xlsx" else _sections(body)
    return [
        {
            "_id": f"{name}-{number:02d}",
            "title": facts["title"],
            "text": text,
            "metadata": {"city": facts["city"], "kind": facts["kind"]},
        }
        for number, text in enumerate(pieces, 1)
    ]


def _sections(body: str) -> list[str]:
    pieces: list[str] = []
    held = ""
    for block in body.split("\n\n"):
        text = block.strip()
        if not text or text.startswith("Paraugdokuments."):
            continue
        if text.startswith("#"):
            heading = text.lstrip("# ")
            if len(held) >= _LEAST:
                pieces.append(held)
                held = ""
            held = f"{held}\n\n{heading}".strip()
        elif len(held) + len(text) > _MOST and len(held) >= _LEAST:
            pieces.append(held)
            held = text
        else:
            held = f"{held}\n\n{text}".strip()
    return [*pieces, held] if held else pieces


def _rows(body: str) -> list[str]:
    pieces: list[str] = []
    header: list[str] = []
    before: list[str] = []
    for line in body.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")] if line.startswith("|") else []
        if not cells:
            header = []
        elif not header:
            header, before = cells, [""] * len(cells)
        elif set("".join(cells)) - set("-: "):
            before = [cell or above for cell, above in zip(cells, before, strict=True)]
            pairs = zip(header, before, strict=True)
            pieces.append("; ".join(f"{name}: {cell}" for name, cell in pairs if cell))
    return pieces


if __name__ == "__main__":
    main()
