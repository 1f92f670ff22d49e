"""Latvian as spaCy sees it: the decisions are those of the pure modules."""

import pytest

from search.language.pipeline import latvian

# spaCy 3.8 imports a helper of its own that uses a function click has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:.*click:DeprecationWarning", "ignore:.*get_binary_stream")


def test_text_is_unchanged_and_codes_stay_whole() -> None:
    text = "Projekts Nr. 4.5.1.2/17/I/005  ir „LLI-232”."
    doc = latvian()(text)
    assert doc.text == text
    assert "4.5.1.2/17/I/005" in [token.text for token in doc]


def test_sentences_do_not_end_at_abbreviations_and_ordinals() -> None:
    doc = latvian()("Plāns apstiprināts 2022. gada 16. jūnijā (prot. Nr. 9). Tas ir spēkā.")
    assert [sentence.text.strip() for sentence in doc.sents] == [
        "Plāns apstiprināts 2022. gada 16. jūnijā (prot. Nr. 9).", "Tas ir spēkā.",
    ]  # fmt: skip


def test_lemmas_and_entities_are_ours() -> None:
    doc = latvian()(
        "Liepājas ielās brauc Rīgas ielā 5 dzīvojoši daugavpilieši; projekts LLI-232 maksā 5 000 EUR."
    )
    assert [token.lemma_ for token in doc if token.text == "ielās"] == ["iela"]
    assert [(city.text, city.label_, city.id_) for city in doc.ents] == [("Liepājas", "city", "liepaja")]
    assert [(one.text, one.label_, one.id_) for one in doc.spans["entities"]] == [
        ("Liepājas", "city", "liepaja"),
        ("LLI-232", "project_number", "LLI-232"),
        ("5 000 EUR", "money", "5000.00 EUR"),
    ]
