"""Contents, headers that change by section, columns and words with spaces in them: out, or whole again."""

from __future__ import annotations

import pytest

from ingest.pages import CONTENTS, Block, Converted, Page
from ingest.repair import repair
from search.domain import Box

BODY = "Šajā nodaļā aprakstīti galvenie secinājumi, kas iegūti iedzīvotāju aptaujā."


def repaired(*pages: list[Block], kind: str = "page") -> Converted:
    made = tuple(Page(kind, number, "", tuple(blocks)) for number, blocks in enumerate(pages, 1))  # type: ignore[arg-type]
    return repair(Converted(made, {}, "application/pdf"))


def kept(converted: Converted) -> list[str]:
    return [block.text for page in converted.pages for block in page.blocks if not block.lost]


def at(text: str, top: float, kind: str = "paragraph", *, left: float = 60, height: float = 10) -> Block:
    box = Box(left, top, left + 200, top + height)
    return Block(text, kind, int(kind == "heading"), boxes=(box,))  # type: ignore[arg-type]


BODIES = [
    f"Šajā daļā aprakstīti {what}, kas iegūti aptaujā."
    for what in ("secinājumi", "mērķi un prioritātes", "uzraudzības rādītāji", "riski")
]
HEADINGS = [Block(text, "heading", 1) for text in ("1. Ievads", "2. Mērķi", "3. Uzraudzība")]


def test_lines_with_numbers_after_tabs_that_say_headings_again_are_contents() -> None:
    lines = [Block(f"{one.text}\t{number}", "paragraph") for number, one in enumerate(HEADINGS, 4)]
    converted = repaired([*lines, *(part for one in HEADINGS for part in (one, Block(BODY, "paragraph")))],
                         kind="section")  # fmt: skip
    assert [block.lost for block in converted.pages[0].blocks[:3]] == [CONTENTS] * 3
    assert kept(converted) == [text for one in HEADINGS for text in (one.text, BODY)]


def test_other_lines_with_numbers_after_tabs_stay() -> None:
    lines = [
        Block(f"{name}\t{count}", "paragraph") for name, count in (("Skolas", 4), ("Parki", 9), ("Tilti", 12))
    ]
    assert kept(repaired([*lines, *HEADINGS], kind="section"))[:3] == ["Skolas 4", "Parki 9", "Tilti 12"]


def test_contents_under_their_title_go_on_over_a_page() -> None:
    first = [
        Block("Saturs", "heading", 1),
        Block("1. Ievads 2", "paragraph"),
        Block("2. Mērķi 3", "paragraph"),
    ]
    rest = [Block("3. Uzraudzība 3", "paragraph"), *HEADINGS, Block(BODY, "paragraph")]
    assert kept(repaired(first, rest, [Block(BODY, "paragraph")])) == [
        *(one.text for one in HEADINGS), BODY, BODY,
    ]  # fmt: skip


def test_headers_that_say_the_heading_of_their_page_again_are_left_out() -> None:
    pages = [
        [at(f"Ogres plāns – {one.text}", 30), at(one.text, 60, "heading", height=16), at(body, 90)]
        for one, body in zip(HEADINGS, BODIES, strict=False)
    ]
    converted = repaired(*pages)
    assert kept(converted) == [
        text for one, body in zip(HEADINGS, BODIES, strict=False) for text in (one.text, body)
    ]
    assert "headers that say a heading again left out on 3 pages" in converted.notes


def test_headings_that_are_alike_in_every_part_stay() -> None:
    pages = [
        [
            at(f"{number}. Daļa", 60, "heading", height=16),
            at(f"{number}.1. Mērķis", 90, "heading"),
            at(BODIES[number - 1], 120),
        ]
        for number in range(1, 5)
    ]
    assert kept(repaired(*pages)) == [
        text
        for number in range(1, 5)
        for text in (f"{number}. Daļa", f"{number}.1. Mērķis", BODIES[number - 1])
    ]


@pytest.mark.parametrize(
    ("below", "whole"),
    [
        ("kas iegūti iedzīvotāju aptaujā.", True),
        ("14 pagastu iedzīvotāju aptaujā.", True),
        ("Rīgas iela tiks pārbūvēta.", False),
        ("14. pagasts", False),
    ],
)
def test_a_paragraph_that_a_column_breaks_is_whole(below: str, whole: bool) -> None:
    above = "Šajā nodaļā aprakstīti galvenie secinājumi no visām"
    found = kept(repaired([at(above, 700), at(below, 80, left=320)]))
    assert found == ([f"{above} {below}"] if whole else [above, below])


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Pamatojoties uz likumu, dome n o l e m j:", "Pamatojoties uz likumu, dome nolemj:"),
        ("Varianti a b c d e ir vienādi.", "Varianti a b c d e ir vienādi."),
    ],
)
def test_words_set_apart_are_joined_where_they_are_words(text: str, plain: str) -> None:
    assert kept(repaired([Block(text, "paragraph")])) == [plain]


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("ŠIS DOKUMENTS IR PARAKSTĪTS AR DROŠU ELEKTRONISKO PARAKSTU UN SATUR LAIKA ZĪMOGU", True),
        ("Dokuments parakstīts ar drošu elektronisko parakstu un satur laika zīmogu.", True),
        ("Lēmums parakstīts ar drošu elektronisko parakstu 2024. gada 3. maijā.", False),
    ],
)
def test_the_stamp_of_signed_documents_is_left_out(text: str, gone: bool) -> None:
    assert kept(repaired([Block(BODY, "paragraph"), Block(text, "paragraph")])) == (
        [BODY] if gone else [BODY, text]
    )
