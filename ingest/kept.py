"""Converted pages, kept by content: a file is converted and read by OCR once, however often it is split anew.

A kept conversion is used only while content, converters and OCR are the same; what cannot be read back is
converted again.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

from ingest.convert import convert_data
from ingest.formats.ocr import Ocr, open_ocr
from ingest.intake import read
from ingest.pages import Block, Converted, Page
from search.domain import Box
from search.keep import keep_bytes
from search.settings import Settings

_HERE = Path(__file__).resolve().parent
_CONVERTERS = ("formats/**/*.py", "convert.py", "intake.py", "pages.py")


def convert_once(path: Path, settings: Settings) -> Converted:
    """Return the pages of a file, converted now or before. Raises as `convert` does; errors are not kept."""
    data = read(path, settings)
    kept = settings.cache / "converted" / f"{_key(data, path.name, settings)}.z"
    try:
        return _from_json(json.loads(zlib.decompress(kept.read_bytes())))
    except (OSError, zlib.error, ValueError, KeyError, TypeError):
        converted = convert_data(data, path.name, settings)
        keep_bytes(kept, zlib.compress(json.dumps(asdict(converted), ensure_ascii=False).encode(), 1))
        return converted


def _key(data: bytes, name: str, settings: Settings) -> str:
    ocr = open_ocr(settings)
    reading = f"{ocr.version} {ocr.languages}" if isinstance(ocr, Ocr) else "no OCR"
    recipe = f"{_converters()} {reading} {name} {hashlib.sha256(data).hexdigest()}"
    return hashlib.sha256(recipe.encode()).hexdigest()[:32]


@lru_cache(maxsize=1)
def _converters() -> str:
    """Return a hash of the converters themselves, so that a mended one reads every file anew."""
    digest = hashlib.sha256()
    for pattern in _CONVERTERS:
        for path in sorted(_HERE.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _from_json(data: dict[str, Any]) -> Converted:
    return Converted(
        pages=tuple(_page(page) for page in data["pages"]),
        metadata=data["metadata"],
        media_type=data["media_type"],
        notes=tuple(data["notes"]),
    )


def _page(data: dict[str, Any]) -> Page:
    return Page(**data | {"blocks": tuple(_block(block) for block in data["blocks"])})


def _block(data: dict[str, Any]) -> Block:
    columns = tuple((name, cell) for name, cell in data["columns"])
    return Block(**data | {"columns": columns, "boxes": tuple(Box(**box) for box in data["boxes"])})
