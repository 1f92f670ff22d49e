"""Passages as HTML: marks where the serializer says, everything else escaped."""

from __future__ import annotations

from typing import Any

from search.domain import Locator
from webapp.marking import below_title, cells, marked
from webapp.places import place_label


def passage(text: str, *words: str, columns: tuple[tuple[str, str], ...] = ()) -> dict[str, Any]:
    starts = [(text.index(word), text.index(word) + len(word)) for word in words]
    named = [{"name": name, "text": cell} for name, cell in columns]
    return {"text": text, "marks": [list(pair) for pair in starts], "columns": named}


def test_a_text_is_escaped_and_marked() -> None:
    assert marked(passage("<b>Velo</b> ceļš", "Velo")) == "&lt;b&gt;<mark>Velo</mark>&lt;/b&gt; ceļš"


def test_a_long_text_shows_the_window_with_the_marks() -> None:
    text = "sākums " * 100 + "velosipēds " + "beigas " * 100
    shown = marked(passage(text, "velosipēds"))
    assert shown.startswith("… sākums")
    assert "<mark>velosipēds</mark>" in shown
    assert shown.endswith(" …")
    assert len(shown) < 400
    assert marked(passage(text, "velosipēds"), whole=True).count("sākums") == 100


def test_related_terms_are_marked_by_a_class_of_their_own() -> None:
    shown = passage("Seniori <un> vecāki ļaudis.", "Seniori") | {"related_marks": [[13, 19]]}
    assert marked(shown) == '<mark>Seniori</mark> &lt;un&gt; <mark class="related">vecāki</mark> ļaudis.'


def test_the_nearest_sentence_is_marked_and_seen() -> None:
    before, sentence = "Jumts tek. " * 60, "Tramvajs brauc & zvana."
    shown = passage(before + sentence + " Jumts tek." * 60)
    shown["nearest_sentence"] = [len(before), len(before) + len(sentence)]
    assert '<mark class="meaning">Tramvajs brauc &amp; zvana.</mark> Jumts tek.' in marked(shown)


def test_a_sentence_longer_than_the_snippet_is_marked_to_its_end() -> None:
    before, sentence = "Jumts tek. " * 60, "Tramvajs brauc" + " un brauc" * 60 + "."
    shown = passage(before + sentence + " Jumts tek." * 60)
    shown["nearest_sentence"] = [len(before), len(before) + len(sentence)]
    found = str(marked(shown))
    assert '<mark class="meaning">Tramvajs brauc un brauc' in found
    assert found.endswith("brauc un</mark> …")


def test_cells_of_a_row_are_marked_where_the_text_holds_them() -> None:
    row = passage(
        "Nr.: 1.; Pasākums: Veloceliņš <A>; Avots: 1.",
        "Veloceliņš",
        columns=(("Nr.", "1."), ("Pasākums", "Veloceliņš <A>"), ("Avots", "1.")),
    )
    assert [(str(cell["name"]), str(cell["text"])) for cell in cells(row)] == [
        ("Nr.", "1."),
        ("Pasākums", "<mark>Veloceliņš</mark> &lt;A&gt;"),
        ("Avots", "1."),
    ]


def test_a_cell_that_the_text_does_not_hold_is_shown_unmarked() -> None:
    row = passage("Nr.: 1.", columns=(("Pasākums", "Ceļš & tilts"),))
    assert str(cells(row)[0]["text"]) == "Ceļš &amp; tilts"


def test_quotes_inside_a_quoted_title_are_the_inner_ones() -> None:
    locator = Locator("section", 3, section_title="2.5. VTP4 „Droša pilsēta”")
    assert place_label(locator) == "section “2.5. VTP4 «Droša pilsēta»”"


def test_a_heading_that_begins_the_title_is_not_said_again() -> None:
    path = ("Dambja pārbūve", "1. Kopsavilkums")
    assert below_title(path, "Dambja pārbūve. Noslēguma pārskats") == ["1. Kopsavilkums"]
