from ingest.pages import Block, Page
from ingest.split import extracted_text, split, text_hash
from search.domain import Box

LONG = "Šis ir garš teikums par velosipēdu ceļiem pilsētā. " * 40


def page(*blocks: Block, number: int = 1) -> Page:
    return Page("page", number, blocks=blocks)


def test_headings_make_the_path_and_are_no_passages() -> None:
    passages = split(
        "d",
        [
            page(
                Block("3. Plāns", "heading", 1),
                Block("3.2. Mobilitāte", "heading", 2),
                Block("Teksts.", "paragraph"),
                Block("4. Cits", "heading", 1),
                Block("Vēl.", "paragraph"),
            )
        ],
    )
    assert [(one.heading_path, one.text) for one in passages] == [
        (("3. Plāns", "3.2. Mobilitāte"), "Teksts."),
        (("4. Cits",), "Vēl."),
    ]


def test_spans_point_into_the_extracted_text() -> None:
    pages = [page(Block("Virsraksts", "heading", 1), Block(LONG, "paragraph"), Block("Beigas.", "paragraph"))]
    text = extracted_text(pages)
    for passage in split("d", pages):
        assert text[passage.start : passage.end] == passage.text


def test_long_paragraphs_are_cut_between_sentences() -> None:
    passages = split("d", [page(Block(LONG, "paragraph"))])
    assert len(passages) > 1
    assert all(len(one.text) <= 1100 and one.text.endswith(".") for one in passages)
    assert " ".join(one.text for one in passages) == LONG.strip()


def test_a_text_without_sentences_is_cut_too() -> None:
    passages = split("d", [page(Block("x" * 5000, "paragraph"))])
    assert all(len(one.text) <= 1100 for one in passages)
    assert "".join(one.text for one in passages) == "x" * 5000


def test_short_paragraphs_under_one_heading_are_gathered() -> None:
    passages = split("d", [page(*(Block(f"{n}. rindkopa.", "paragraph") for n in range(5)))])
    assert len(passages) == 1


def test_pages_are_never_joined() -> None:
    passages = split("d", [page(Block("Viens.", "paragraph")), page(Block("Divi.", "paragraph"), number=2)])
    assert [(one.text, one.locator.number) for one in passages] == [("Viens.", 1), ("Divi.", 2)]


def test_a_row_is_a_passage_with_its_columns_and_place() -> None:
    columns = (("Pasākums", "Veloceliņš"), ("EUR", "1 000"))
    sheet = Page(
        "sheet", 1, "Plāns", (Block("Pasākums: Veloceliņš; EUR: 1 000", "row", columns=columns, row=14),)
    )
    (passage,) = split("d", [sheet])
    assert (passage.kind, passage.columns, passage.locator.sheet, passage.locator.rows) == (
        "row",
        columns,
        "Plāns",
        (14, 14),
    )


def test_equal_texts_get_ids_of_their_own() -> None:
    passages = split(
        "d", [page(Block("Teksts.", "paragraph")), page(Block("teksts. ", "paragraph"), number=2)]
    )
    digest = text_hash("Teksts.")
    assert [one.id for one in passages] == [f"d-{digest}-1", f"d-{digest}-2"]


def test_a_document_of_headings_has_no_passage() -> None:
    assert split("d", [page(Block("Tikai virsraksts", "heading", 1))]) == ()


def test_sections_are_counted_by_headings() -> None:
    whole = Page(
        "section",
        1,
        blocks=(
            Block("A", "heading", 1),
            Block("Pirmais.", "paragraph"),
            Block("B", "heading", 1),
            Block("Otrais.", "paragraph"),
        ),
    )
    places = [(one.locator.number, one.locator.section_title) for one in split("d", [whole])]
    assert places == [(1, "A"), (2, "B")]


def test_passages_of_a_pdf_know_their_lines_also_when_a_block_is_cut() -> None:
    boxes = tuple(Box(50, 20 * n, 450, 20 * n + 12) for n in range(30))
    sentence = "Pašvaldība līdz gada beigām atjauno ielu un ietvi. "
    block = Block((sentence * 30).strip(), "paragraph", boxes=boxes)
    passages = split("d", [Page("page", 3, blocks=(block,))])
    assert len(passages) > 1
    assert passages[0].locator.boxes[0] == boxes[0]
    assert passages[-1].locator.boxes[-1] == boxes[-1]
    assert all(0 < len(passage.locator.boxes) < 30 for passage in passages)


def test_a_file_inside_a_source_is_named_and_starts_without_headings() -> None:
    pages = [
        Page("page", 1, blocks=(Block("Vēstule", "heading", 1), Block("Labdien!", "paragraph"))),
        Page("page", 1, blocks=(Block("Pielikuma teksts.", "paragraph"),), file="pielikums.pdf"),
    ]
    found = [(one.locator.file, one.heading_path) for one in split("d", pages)]
    assert found == [("", ("Vēstule",)), ("pielikums.pdf", ())]


def test_text_before_the_first_heading_is_a_passage_of_its_own() -> None:
    blocks = (
        Block("Ievada rinda.", "paragraph"),
        Block("1. Mērķis", "heading", 1),
        Block("Teksts.", "paragraph"),
    )
    found = [(one.text, one.heading_path) for one in split("d", [Page("section", 1, blocks=blocks)])]
    assert found == [("Ievada rinda.", ()), ("Teksts.", ("1. Mērķis",))]


def test_a_long_row_is_cut_between_its_cells_each_part_with_its_own_columns() -> None:
    cells = (("Nr.", "1."), ("Apraksts", "Pašvaldība atjauno ielas. " * 30), ("Riski", "Plūdi. " * 80))
    block = Block("; ".join(f"{name}: {cell}" for name, cell in cells), "row", columns=cells, row=2)
    found = split("d", [Page("page", 1, blocks=(block,))])
    assert [[name for name, _ in one.columns] for one in found] == [["Nr.", "Apraksts"], ["Riski"]]
    assert all(one.kind == "row" and len(one.text) <= 1100 for one in found)
    assert "".join(one.text for one in found).replace(" ", "") == block.text.replace(" ", "")


def test_a_huge_cell_is_cut_itself_and_never_repeated_whole() -> None:
    cell = "Pašvaldība atjauno ielas un ietves. " * 400
    block = Block(f"Apraksts: {cell}", "row", columns=(("Apraksts", cell),), row=2)
    found = split("d", [Page("page", 1, blocks=(block,))])
    assert len(found) > 5
    assert all(len(text) <= 1100 for one in found for _, text in one.columns)


def test_a_huge_heading_is_cut_in_the_paths_below_it() -> None:
    blocks = (Block("Virsraksts " * 1000, "heading", 1), Block("Teksts.", "paragraph"))
    assert len(split("d", [Page("section", 1, blocks=blocks)])[0].heading_path[0]) == 300
