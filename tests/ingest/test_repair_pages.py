from ingest.pages import Block, Page
from ingest.repair.pages import join_pages

BEGUN = "Vidējais siltumenerģijas patēriņš apkurei šajā apbūvē ir 148 kWh, bet ar līdzšinējo tempu"


def joined(*texts: str, first: str = BEGUN, kind: str = "paragraph") -> list[list[str]]:
    pages = (
        Page("page", 4, blocks=(Block("Ievads.", "paragraph"), Block(first, kind))),  # type: ignore[arg-type]
        Page("page", 5, blocks=tuple(Block(text, "paragraph") for text in texts)),
    )
    whole, _ = join_pages(pages)
    return [[block.text for block in page.blocks] for page in whole]


def test_only_the_rest_of_the_sentence_moves_to_the_page_where_it_begins() -> None:
    pages = joined("atjaunošanas cikls ilgtu trīs\ngadsimtus. Galvenais šķērslis\nir cits.")
    assert pages == [
        ["Ievads.", f"{BEGUN}\natjaunošanas cikls ilgtu trīs\ngadsimtus."],
        ["Galvenais šķērslis\nir cits."],
    ]


def test_a_block_that_moves_whole_leaves_its_page() -> None:
    assert joined("atjaunošanas cikls beidzas.", "Otrā rindkopa.")[1] == ["Otrā rindkopa."]


def test_a_broken_word_is_left_to_the_joining_of_lines() -> None:
    assert joined("nošana notiek.", first=f"{BEGUN} turpinās ielu atjau-")[0][1].endswith(
        "atjau-\nnošana notiek."
    )


def test_a_name_goes_on_after_a_word_that_cannot_end_a_sentence() -> None:
    assert joined("Rīgas ielas posmā.", first=f"{BEGUN} pie")[0][1].endswith("pie\nRīgas ielas posmā.")


def test_finished_sentences_labels_headings_and_new_sentences_stay() -> None:
    for first, text in (
        (f"{BEGUN} beidzas.", "atjaunošanas cikls."),
        (BEGUN, "Jauna rindkopa."),
        ("Pielikums", "atjaunošanas cikls."),
        (f"{BEGUN}:", "atjaunošanas cikls."),
    ):
        assert joined(text, first=first) == [["Ievads.", first], [text]]
    assert joined("atjaunošanas cikls.", kind="heading")[1] == ["atjaunošanas cikls."]


def test_pages_of_another_file_or_not_in_a_row_are_not_joined() -> None:
    before = Page("page", 1, blocks=(Block(BEGUN, "paragraph"),))
    for after in (
        Page("page", 3, blocks=(Block("atjaunošanas cikls.", "paragraph"),)),
        Page("page", 2, blocks=(Block("atjaunošanas cikls.", "paragraph"),), file="cits.pdf"),
        Page("slide", 2, blocks=(Block("atjaunošanas cikls.", "paragraph"),)),
    ):
        assert join_pages((before, after)) == ((before, after), [])
