"""ODT text and ODS sheets become blocks; what readers do not see stays out; hostile files end in an error."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.convert import convert
from ingest.formats.archives import open_archive
from ingest.formats.odf.convert import convert_odf
from ingest.formats.office.package import Package
from ingest.intake import ODS, ODT
from ingest.pages import Block, Converted
from search.errors import SourceUnreadable
from search.settings import Settings
from tests.data.make_broken import archive

NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office", "text": "text", "table": "table", "style": "style", "draw": "drawing",
        "meta": "meta", "fo": "xsl-fo-compatible", "svg": "svg-compatible", "manifest": "manifest",
    }.items()
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip

STYLES = """
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph"/>
<style:style style:name="Virsraksts2" style:display-name="Virsraksts 2" style:family="paragraph"/>
<style:style style:name="Title" style:family="paragraph"/>
"""
OWN_STYLES = """
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Heading_20_1"/>
<style:style style:name="Slepts" style:family="paragraph">
 <style:text-properties text:display="none"/></style:style>
<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/>
</style:style>
<style:style style:name="T2" style:family="text"><style:text-properties fo:font-weight="bold"/>
</style:style>
<style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/>
</style:style>
<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/>
</style:style>
<text:list-style style:name="L1">
 <text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
 <text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix="."
  text:display-levels="2"/>
</text:list-style>
<text:list-style style:name="L2">
 <text:list-level-style-bullet text:level="1" text:bullet-char="•"/>
</text:list-style>
<text:list-style style:name="L3">
 <text:list-level-style-number text:level="1" style:num-format="I" style:num-prefix="(" style:num-suffix=")"
  text:start-value="4"/>
</text:list-style>
"""


def odf(kind: str, body: str, *, styles: str = STYLES, masters: str = "", **parts: str) -> bytes:
    """Return an ODT or ODS with this body; `parts` are further parts, such as `meta`, by name."""
    own = f"<office:automatic-styles>{OWN_STYLES}</office:automatic-styles>"
    content = (
        f"<office:document-content {NAMES}>{own}<office:body>{body}</office:body></office:document-content>"
    )
    layout = f"<office:styles>{styles}</office:styles><office:master-styles>{masters}</office:master-styles>"
    texts = {
        "mimetype": kind,
        "content.xml": content,
        "styles.xml": f"<office:document-styles {NAMES}>{layout}</office:document-styles>",
        **{f"{name}.xml": text for name, text in parts.items()},
    }
    return archive((name, text.encode()) for name, text in texts.items() if text)


def converted(data: bytes, name: str = "plans.odt") -> Converted:
    with open_archive(data, name, Settings()) as container:
        return convert_odf(Package(container, name), ODT)


def read(body: str, **parts: str) -> Converted:
    return converted(odf(ODT, f"<office:text>{body}</office:text>", **parts))


def told(body: str, **parts: str) -> list[tuple[str, int, str]]:
    return [(one.kind, one.level, one.text) for one in read(body, **parts).pages[0].blocks]


def p(text: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def h(text: str, level: int = 1, attributes: str = "") -> str:
    return f'<text:h text:style-name="Galva" text:outline-level="{level}" {attributes}>{text}</text:h>'


def listed(*entries: str, style: str = "", attributes: str = "") -> str:
    named = f'text:style-name="{style}"' if style else ""
    items = "".join(f"<text:list-item>{entry}</text:list-item>" for entry in entries)
    return f"<text:list {named} {attributes}>{items}</text:list>"


def cell(text: str = "", attributes: str = "") -> str:
    shown = text if text.startswith("<") else p(text) if text else ""
    return f"<table:table-cell {attributes}>{shown}</table:table-cell>"


COVERED = "<table:covered-table-cell/>"


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def table(*rows: str) -> str:
    return f"<table:table><table:table-column/>{''.join(rows)}</table:table>"


def sheets(*tables: str) -> Converted:
    return converted(odf(ODS, f"<office:spreadsheet>{''.join(tables)}</office:spreadsheet>"), "plans.ods")


def sheet(name: str, *rows: str, columns: str = "<table:table-column/>", style: str = "ta1") -> str:
    return (
        f'<table:table table:name="{name}" table:style-name="{style}">{columns}{"".join(rows)}</table:table>'
    )


def test_headings_come_from_outline_levels_and_heading_styles() -> None:
    body = (
        p("Plāns", "Title")
        + h("Mobilitāte")
        + p("Teksts")
        + h("Sīkāk", 3)
        + h("Dziļi", 9)
        + p("Parki", "P1")
        + p("Celiņi", "Virsraksts2")
    )

    assert told(body) == [
        ("heading", 1, "Plāns"),
        ("heading", 1, "Mobilitāte"),
        ("paragraph", 0, "Teksts"),
        ("heading", 3, "Sīkāk"),
        ("heading", 6, "Dziļi"),
        ("heading", 1, "Parki"),
        ("heading", 2, "Celiņi"),
    ]


def test_headings_have_the_numbers_of_the_outline_style() -> None:
    outline = (
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="1"'
        ' style:num-suffix="."/><text:outline-level-style text:level="2" style:num-format="1"'
        ' text:display-levels="2"/></text:outline-style>'
        '<style:style style:name="Bez" style:family="paragraph" style:list-style-name=""/>'
    )
    body = (
        '<text:h text:outline-level="1" text:style-name="Bez">Ievads</text:h>'
        + h("Vide")
        + h("Parki", 2)
        + h("Ceļi", 2)
        + h("Pielikumi", 1, 'text:is-list-header="true"')
        + h("Sociālā joma", 1, 'text:restart-numbering="true" text:start-value="7"')
        + h("<text:number>7.a</text:number>Aprūpe", 2)
    )

    assert [text for _, _, text in told(body, styles=outline)] == [
        "Ievads",
        "1. Vide",
        "1.1 Parki",
        "1.2 Ceļi",
        "Pielikumi",
        "7. Sociālā joma",
        "7.a Aprūpe",
    ]


def test_automatic_numbers_are_part_of_the_text() -> None:
    body = (
        listed(
            p("Apstiprināt plānu."),
            p("Uzdot nodaļai:") + listed(p("sagatavot"), p("iesniegt")) + p("bez kavēšanās"),
            style="L1",
            attributes='xml:id="saraksts"',
        )
        + p("Starp punktiem.")
        + listed(
            listed(p("saskaņot")), p("Kontrolēt."), style="L1", attributes='text:continue-list="saraksts"'
        )
        + listed(p("punkts"), style="L2")
        + listed(p("Nodaļa"), style="L3")
        + listed(p("Cits saraksts"), style="L1")
        + listed(p("Turpinās"), style="L1", attributes='text:continue-numbering="true"')
        + '<text:list text:style-name="L1"><text:list-header><text:p>Galva</text:p></text:list-header>'
        '<text:list-item text:start-value="9"><text:p>Devītais</text:p></text:list-item></text:list>'
    )

    assert told(body) == [
        ("list", 0, "1. Apstiprināt plānu."),
        ("list", 0, "2. Uzdot nodaļai:"),
        ("list", 0, "2.1. sagatavot"),
        ("list", 0, "2.2. iesniegt"),
        ("list", 0, "bez kavēšanās"),
        ("paragraph", 0, "Starp punktiem."),
        ("list", 0, "2.3. saskaņot"),
        ("list", 0, "3. Kontrolēt."),
        ("list", 0, "punkts"),
        ("list", 0, "(IV) Nodaļa"),
        ("list", 0, "1. Cits saraksts"),
        ("list", 0, "2. Turpinās"),
        ("list", 0, "Galva"),
        ("list", 0, "9. Devītais"),
    ]


def test_headings_in_lists_take_their_numbers() -> None:
    body = listed(h("Vide"), h("Sabiedrība") + listed(h("Veselība", 2)), style="L1")

    assert told(body) == [
        ("heading", 1, "1. Vide"),
        ("heading", 1, "2. Sabiedrība"),
        ("heading", 2, "2.1. Veselība"),
    ]


def test_bold_lines_head_a_document_without_heading_styles() -> None:
    bold = '<text:span text:style-name="T2">{}</text:span>'.format
    body = p(bold("1.2. Mērķi")) + p("Garš teksts.") + p(f"{bold('Treknu')} un ne.") + p(bold("Ir teikums."))

    assert [(kind, level) for kind, level, _ in told(body)] == [
        ("heading", 2),
        ("paragraph", 0),
        ("paragraph", 0),
        ("paragraph", 0),
    ]


def test_typed_spaces_tabs_and_line_ends_are_kept_and_layout_is_folded() -> None:
    body = p(
        '\n  LV\u20111010,<text:tab/>tālr.<text:s text:c="2"/>67 <text:soft-page-break/>\n <text:span>11'
        "</text:span><text:line-break/>Ogre<text:s/><text:s text:c='999999999'/>"
    )

    assert told(body) == [("paragraph", 0, "LV\u20111010,\ttālr.  67 11\nOgre")]


def test_what_a_reader_does_not_see_is_left_out_and_noted() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>dzēsts</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        + p(
            "Redzams<text:change-start/>, jauns<text:change-end/>"
            '<text:span text:style-name="T1"> slēpts</text:span>'
            '<text:hidden-text text:is-hidden="true">nē</text:hidden-text>'
            "<office:annotation><text:p>piezīme</text:p></office:annotation>"
        )
        + p("slēpta rindkopa", "Slepts")
        + p('<text:hidden-paragraph text:is-hidden="true"/>slēpta ar lauku')
        + '<text:section text:display="none"><text:p>slēpta sadaļa</text:p></text:section>'
        + '<text:section text:display="condition"><text:p>redzama sadaļa</text:p></text:section>'
    )
    masters = "<style:master-page><style:footer><text:p>1. lpp.</text:p></style:footer></style:master-page>"
    converted_ = read(body, masters=masters)

    assert [block.text for block in converted_.pages[0].blocks] == ["Redzams, jauns", "redzama sadaļa"]
    assert converted_.notes == (
        "page headers and footers left out",
        "deleted text (tracked changes) left out",
        "hidden text left out",
        "comments left out",
    )


def test_header_that_is_switched_off_is_not_noted() -> None:
    header = '<style:header style:display="false"><text:p>x</text:p></style:header>'
    masters = f"<style:master-page>{header}</style:master-page>"

    assert read(p("Teksts"), masters=masters).notes == ()


def test_text_boxes_follow_the_paragraph_that_they_hang_on() -> None:
    frame = (
        "<draw:frame><draw:text-box>{}</draw:text-box><svg:title>nosaukums</svg:title>"
        "<svg:desc>apraksts</svg:desc></draw:frame>"
    ).format
    body = (
        frame(p("Lapas rāmis"))
        + p(f"Pirms{frame(p('Lodziņā') + listed(p('punkts'), style='L1'))} un pēc")
        + p("<draw:g><draw:custom-shape><text:p>Bultā</text:p></draw:custom-shape></draw:g>")
    )

    assert told(body) == [
        ("paragraph", 0, "Lapas rāmis"),
        ("paragraph", 0, "Pirms un pēc"),
        ("paragraph", 0, "Lodziņā"),
        ("list", 0, "1. punkts"),
        ("paragraph", 0, "Bultā"),
    ]


def test_footnotes_follow_the_text() -> None:
    note = (
        "<text:note><text:note-citation>1</text:note-citation><text:note-body>{}</text:note-body></text:note>"
    ).format

    assert told(p(f"Iedzīvotāji{note(p('Avots: CSP.'))} un ceļi.") + p("Beigas.")) == [
        ("paragraph", 0, "Iedzīvotāji un ceļi."),
        ("paragraph", 0, "Beigas."),
        ("paragraph", 0, "Avots: CSP."),
    ]


def test_a_footnote_stands_in_the_section_that_calls_it_and_contents_are_lost() -> None:
    note = f"<text:note><text:note-body>{p('Avots: CSP.')}</text:note-body></text:note>"
    contents = (
        f"<text:table-of-content><text:index-body><text:index-title>{p('Saturs')}</text:index-title>"
        f"{p('Ievads<text:tab/>2')}</text:index-body></text:table-of-content>"
    )
    blocks = read(contents + h("Ievads") + p(f"Ceļi{note}.") + h("Mērķi") + p("Beigas.")).pages[0].blocks
    assert [(one.text, one.lost) for one in blocks] == [
        ("Saturs", "table of contents"),
        ("Ievads\t2", "table of contents"),
        ("Ievads", ""),
        ("Ceļi.", ""),
        ("Avots: CSP.", ""),
        ("Mērķi", ""),
        ("Beigas.", ""),
    ]


def test_contents_are_read_without_their_template() -> None:
    body = (
        "<text:table-of-content><text:table-of-content-source><text:index-title-template>Veidne"
        "</text:index-title-template></text:table-of-content-source><text:index-body><text:index-title>"
        f"{p('Saturs')}</text:index-title>{p('Ievads<text:tab/>3')}</text:index-body></text:table-of-content>"
    )

    assert [text for _, _, text in told(body)] == ["Saturs", "Ievads\t3"]


def test_table_rows_carry_headers_and_merged_parents() -> None:
    header = row(cell("Uzdevums"), cell("Pasākums"), cell("Termiņš"))
    body = table(
        f"<table:table-header-rows>{header}</table:table-header-rows>",
        row(cell("U1. Mobilitāte", 'table:number-rows-spanned="2"'), cell("Veloceļš"), cell("2024")),
        "<text:soft-page-break/>",
        row(COVERED, cell(p("Ietves") + listed(p("tilti"), style="L1")), cell("2025")),
        row(cell("U2. Vide", 'table:number-columns-spanned="2"'), COVERED, cell("2026")),
    )

    blocks = read(body).pages[0].blocks

    assert [(block.row, block.columns) for block in blocks] == [
        (2, (("Uzdevums", "U1. Mobilitāte"), ("Pasākums", "Veloceļš"), ("Termiņš", "2024"))),
        (3, (("Uzdevums", "U1. Mobilitāte"), ("Pasākums", "Ietves 1. tilti"), ("Termiņš", "2025"))),
        (4, (("Uzdevums", "U2. Vide"), ("Termiņš", "2026"))),
    ]
    assert blocks[0].text == "Uzdevums: U1. Mobilitāte; Pasākums: Veloceļš; Termiņš: 2024"


def test_header_in_two_rows_names_both() -> None:
    first = row(
        cell("Pasākums", 'table:number-rows-spanned="2"'),
        cell("Finansējums", 'table:number-columns-spanned="2"'),
        COVERED,
    )
    second = row(COVERED, cell("ES fondi"), cell("Pašvaldība"))
    body = table(
        f"<table:table-header-rows>{first}{second}</table:table-header-rows>",
        row(cell("Tilts"), cell("100"), cell("20")),
    )

    assert [block.columns for block in read(body).pages[0].blocks] == [
        (("Pasākums", "Tilts"), ("Finansējums – ES fondi", "100"), ("Finansējums – Pašvaldība", "20")),
    ]


def test_frame_of_one_cell_is_text_and_not_a_table() -> None:
    assert told(table(row(cell(h("Virsraksts") + p("Teksts"))))) == [
        ("heading", 1, "Virsraksts"),
        ("paragraph", 0, "Teksts"),
    ]


def test_table_of_bold_names_and_values_is_told_in_pairs() -> None:
    bold = '<text:span text:style-name="T2">{}</text:span>'.format
    body = table(
        row(cell(p(bold("Nosaukums"))), cell("Veloceļi Ogrē")),
        row(cell(p(bold("Īstenotājs"))), cell("Ogres novads")),
    )

    assert [block.columns for block in read(body).pages[0].blocks] == [
        (("Nosaukums", "Veloceļi Ogrē"),),
        (("Īstenotājs", "Ogres novads"),),
    ]


def test_metadata_is_given() -> None:
    meta = (
        f"<office:document-meta {NAMES}><office:meta><dc:title>Ogres plāns</dc:title>"
        "<meta:initial-creator>Ogres dome</meta:initial-creator><dc:creator>Anna</dc:creator>"
        "<meta:keyword>vide</meta:keyword><meta:keyword>ceļi</meta:keyword><dc:language>lv-LV</dc:language>"
        "</office:meta></office:document-meta>"
    )

    result = read(p("x"), meta=meta)

    assert result.metadata == {
        "title": "Ogres plāns",
        "author": "Ogres dome",
        "language": "lv-LV",
        "keywords": "vide, ceļi",
    }
    assert (result.pages[0].kind, result.pages[0].number, result.media_type) == ("section", 1, ODT)


def test_sheet_gives_a_row_for_each_measure_with_values_as_shown() -> None:
    date = 'office:value-type="date" office:date-value="2024-12-31"'
    money = 'office:value-type="float" office:value="120000.5"'
    pages = sheets(
        sheet(
            "Plāns",
            row(
                cell("Rīcības plāns 2022.–2027. gadam", 'table:number-columns-spanned="4"'),
                '<table:covered-table-cell table:number-columns-repeated="3"/>',
            ),
            row(cell(attributes='table:number-columns-repeated="16384"')),
            row(cell("Uzdevums"), cell("Pasākums"), cell("Termiņš"), cell("Finansējums, EUR")),
            row(
                cell("U1 Mobilitāte", 'table:number-rows-spanned="2"'),
                cell("Veloceļš"),
                cell("31.12.2024", date),
                cell("120 000,50", money),
            ),
            row(COVERED, cell(p("Ietve") + p("un tilts")), cell("2025"), cell("80500")),
            row(
                cell(attributes='table:number-columns-repeated="16384"'),
                attributes='table:number-rows-repeated="1048571"',
            ),
        )
    ).pages

    assert [(page.kind, page.number, page.name) for page in pages] == [("sheet", 1, "Plāns")]
    assert pages[0].blocks == (
        Block("Rīcības plāns 2022.–2027. gadam", "heading", 1, (), 1),
        Block(
            "Uzdevums: U1 Mobilitāte; Pasākums: Veloceļš; Termiņš: 31.12.2024; Finansējums, EUR: 120 000,50",
            "row",
            0,
            (
                ("Uzdevums", "U1 Mobilitāte"),
                ("Pasākums", "Veloceļš"),
                ("Termiņš", "31.12.2024"),
                ("Finansējums, EUR", "120 000,50"),
            ),
            4,
        ),
        Block(
            "Uzdevums: U1 Mobilitāte; Pasākums: Ietve\nun tilts; Termiņš: 2025; Finansējums, EUR: 80500",
            "row",
            0,
            (
                ("Uzdevums", "U1 Mobilitāte"),
                ("Pasākums", "Ietve\nun tilts"),
                ("Termiņš", "2025"),
                ("Finansējums, EUR", "80500"),
            ),
            5,
        ),
    )


def test_hidden_sheets_columns_and_rows_are_left_out_and_noted() -> None:
    columns = (
        '<table:table-column/><table:table-column table:visibility="collapse"/>'
        '<table:table-column-group table:display="false"><table:table-column/></table:table-column-group>'
    )
    rows = [
        row(cell("Nr."), cell("Piezīme"), cell("Kods"), cell("Darbs")),
        row(cell("1"), cell("slepeni"), cell("x"), cell("Tilts")),
        row(cell("2"), cell("slepeni"), cell("x"), cell("Vārti"), attributes='table:visibility="collapse"'),
        row(cell("3"), cell("slepeni"), cell("x"), cell("Žogs"), attributes='table:visibility="filter"'),
        row(cell("4"), cell("slepeni"), cell("x"), cell("Ceļš")),
    ]

    result = sheets(
        sheet("Plāns", *rows, columns=columns),
        sheet("Melnraksts", row(cell("slepeni")), style="ta2"),
        sheet("'file:///tmp/cits.ods'#$Lapa", row(cell("no cita faila"))),
        sheet("Trešā", row(cell("Teksts"))),
    )

    assert [(page.number, page.name) for page in result.pages] == [(1, "Plāns"), (3, "Trešā")]
    assert [block.text for page in result.pages for block in page.blocks] == [
        "Nr.: 1; Darbs: Tilts",
        "Nr.: 4; Darbs: Ceļš",
        "Teksts",
    ]
    assert result.notes == (
        "Plāns: 2 hidden columns left out",
        "Plāns: 2 hidden rows left out",
        "hidden sheet left out: Melnraksts",
    )


def test_merged_cell_that_begins_in_a_hidden_column_is_read() -> None:
    columns = '<table:table-column table:visibility="collapse"/><table:table-column/>'
    rows = [
        row(cell("Nr."), cell("Darbs"), cell("EUR"), cell("Gads")),
        row(cell("1. Vide", 'table:number-columns-spanned="4"'), COVERED, COVERED, COVERED),
        row(cell("1"), cell("Tilts"), cell("5"), cell("2024")),
    ]

    assert [block.text for block in sheets(sheet("a", *rows, columns=columns)).pages[0].blocks] == [
        "1. Vide; Darbs: Tilts; EUR: 5; Gads: 2024"
    ]


def test_repeated_cells_and_rows_are_written_out() -> None:
    rows = [
        row(cell("Darbs"), cell("2024"), cell("2025")),
        row(cell("Tilts"), cell("5", 'table:number-columns-repeated="2"')),
        row(cell("Ceļš"), cell(), cell("7"), attributes='table:number-rows-repeated="2"'),
    ]

    assert [(block.row, block.text) for block in sheets(sheet("a", *rows)).pages[0].blocks] == [
        (2, "Darbs: Tilts; 2024: 5; 2025: 5"),
        (3, "Darbs: Ceļš; 2025: 7"),
        (4, "Darbs: Ceļš; 2025: 7"),
    ]


def test_cells_without_shown_text_give_their_value_and_errors_nothing() -> None:
    rows = [
        row(cell("Darbs"), cell("EUR"), cell("Daļa"), cell("Kļūda")),
        row(
            cell(attributes='office:value-type="string" office:string-value="Tilts"'),
            cell(attributes='office:value-type="float" office:value="4.6"'),
            cell(attributes='office:value-type="percentage" office:value="0.85"'),
            cell("#REF!"),
        ),
    ]

    assert [block.text for block in sheets(sheet("a", *rows)).pages[0].blocks] == [
        "Darbs: Tilts; EUR: 4,6; Daļa: 85%"
    ]


def test_text_boxes_of_a_sheet_follow_its_rows_and_comments_stay_out() -> None:
    box = "<draw:frame><draw:text-box><text:p>Piezīme lodziņā</text:p></draw:text-box></draw:frame>"
    comment = "<office:annotation><text:p>komentārs</text:p></office:annotation>"
    rows = [row(cell("Darbs"), cell("EUR")), row(cell("<text:p>Tilts</text:p>" + comment), cell("5"))]

    result = sheets(sheet("a", f"<table:shapes>{box}</table:shapes>", *rows))

    assert [block.text for block in result.pages[0].blocks] == ["Darbs: Tilts; EUR: 5", "Piezīme lodziņā"]
    assert result.notes == ("comments left out",)


def test_million_repeated_cells_and_rows_stay_small() -> None:
    million = 'table:number-columns-repeated="1000000"'
    rows = [
        row(cell("Darbs"), cell("EUR")),
        row(cell("Tilts"), cell("5", million), attributes='table:number-rows-repeated="999999999"'),
        row(cell("Beigas"), cell("7", 'table:number-columns-spanned="999999999"')),
    ]

    result = sheets(sheet("a", *rows))

    blocks = result.pages[0].blocks
    assert 2000 < len(blocks) <= 5002
    assert max(len(block.columns) for block in blocks) == 200
    assert blocks[-1].columns == (("Darbs", "Beigas"), ("EUR", "7"))
    assert result.notes == (
        "a: columns beyond the first 200 left out",
        f"{999_999_999 - len(blocks) + 1} rows that only repeat others left out",
    )


def test_large_text_is_not_repeated_without_end() -> None:
    text = "x" * 1_000_000
    repeated = 'table:number-columns-repeated="200"'
    rows = [row(cell("a"), cell("b")), *[row(cell(text, repeated))] * 3]

    result = sheets(sheet("a", *rows))

    assert sum(len(block.text) for block in result.pages[0].blocks) < 25_000_000
    assert result.notes == ("577 cells that only repeat others left out",)


@pytest.mark.parametrize(
    "body",
    [
        "<text:p>" + "<text:span>" * 500 + "x" + "</text:span>" * 500 + "</text:p>",
        "<text:list><text:list-item>" * 500 + "</text:list-item></text:list>" * 500,
        "<table:table><table:table-row><table:table-cell>" * 500
        + "</table:table-cell></table:table-row></table:table>" * 500,
        "<table:table>"
        + "<table:table-row-group>" * 500
        + "</table:table-row-group>" * 500
        + "</table:table>",
        "<draw:g>" * 500 + "</draw:g>" * 500,
    ],
    ids=["spans", "lists", "tables", "row groups", "groups"],
)
def test_deep_nesting_is_refused(body: str) -> None:
    with pytest.raises(SourceUnreadable) as caught:
        read(body)

    assert caught.value.what == "The file nests its parts more than 60 deep"
    assert caught.value.value == "plans.odt"


def test_tables_in_tables_do_not_multiply_their_text() -> None:
    inner = "x"
    for _ in range(20):
        inner = table(
            row(cell("a"), cell(inner if inner.startswith("<") else p(inner))), row(cell("b"), cell("c"))
        )

    assert sum(len(text) for _, _, text in told(inner)) < 1000


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (odf(ODT, "<office:text><text:p>"), "The file is damaged: a part of it is no sound XML"),
        (
            odf(ODT, "<!DOCTYPE x><office:text/>"),
            "The file holds XML that no office program writes (a document type)",
        ),
        (odf(ODT, "<office:drawing/>"), "The file is damaged: it has no document text"),
        (
            archive([("mimetype", ODT.encode()), ("styles.xml", b"<a/>")]),
            "The file is damaged: it has no document text",
        ),
        (odf(ODT, "<office:text/>"), "The file has no text"),
        (odf(ODS, "<office:spreadsheet/>"), "The file has no text"),
        (
            archive(
                [
                    ("mimetype", ODS.encode()),
                    ("content.xml", b"\x01\x02"),
                    ("META-INF/manifest.xml", b"<m:file-entry><m:encryption-data/></m:file-entry>"),
                ]
            ),
            "The file is protected with a password",
        ),
    ],
    ids=["broken", "doctype", "no text", "no content", "empty text", "empty sheets", "password"],
)
def test_broken_file_is_refused_with_its_reason(tmp_path: Path, data: bytes, what: str) -> None:
    path = tmp_path / "plans.odt"
    path.write_bytes(data)

    with pytest.raises(SourceUnreadable) as caught:
        convert(path, Settings())

    assert caught.value.what == what
    assert "plans.odt" in str(caught.value.value)
    assert caught.value.next_step


@pytest.mark.parametrize(
    ("name", "kind", "body"),
    [
        ("plans.odt", ODT, f"<office:text>{p('Ogre')}</office:text>"),
        ("veidne.ott", f"{ODT}-template", f"<office:text>{p('Ogre')}</office:text>"),
        ("plans.ods", ODS, f"<office:spreadsheet>{sheet('a', row(cell('Ogre')))}</office:spreadsheet>"),
    ],
)
def test_files_reach_the_converter(tmp_path: Path, name: str, kind: str, body: str) -> None:
    path = tmp_path / name
    path.write_bytes(odf(kind, body))

    result = convert(path, Settings())

    assert [block.text for block in result.pages[0].blocks] == ["Ogre"]
    assert result.media_type == kind.removesuffix("-template")
    assert result.notes == ()
