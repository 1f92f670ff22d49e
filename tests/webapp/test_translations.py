"""Every text for users is translated, and what is compiled is what is written."""

from __future__ import annotations

import io
import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

WEBAPP = Path(__file__).resolve().parents[2] / "webapp"
FOLDER = WEBAPP / "translations" / "lv" / "LC_MESSAGES"
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "say": None}


def catalog() -> Catalog:
    with (FOLDER / "messages.po").open("rb") as file:
        return read_po(file, locale="lv")


def test_the_compiled_catalogue_is_in_step_with_the_written_one() -> None:
    made = io.BytesIO()
    write_mo(made, catalog())
    assert made.getvalue() == (FOLDER / "messages.mo").read_bytes(), "run `make translations`"


def test_every_message_is_translated_and_none_is_left_over() -> None:
    methods = [("**.py", "python"), ("**/templates/**.html", "jinja2.ext:babel_extract")]
    used = {
        message[0] if isinstance(message, tuple) else message
        for _, _, message, _, _ in extract_from_dir(str(WEBAPP), method_map=methods, keywords=KEYWORDS)
    }
    translated = set()
    for message in catalog():
        if message.id:
            texts = message.string if isinstance(message.string, tuple) else (message.string,)
            assert all(texts), message.id
            translated.add(message.id[0] if isinstance(message.id, tuple) else message.id)
    assert used == translated


def test_templates_hold_no_text_outside_translation() -> None:
    for path in (WEBAPP / "templates").glob("*.html"):
        text = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}|<[^>]*>", " ", path.read_text(encoding="utf-8"), flags=re.S)
        words = set(re.findall(r"[^\W\d_]{2,}", text)) - {"Virzieni"}
        assert not words, f"{path.name}: {words}"
