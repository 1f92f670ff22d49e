"""Slides become pages: title, texts in reading order, lists, tables; hidden things stay out and are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.convert import convert
from ingest.formats.archives import open_archive
from ingest.formats.office.package import Package
from ingest.formats.office.pptx import convert_pptx
from ingest.intake import PPTX
from ingest.pages import Block, Converted
from search.errors import SourceUnreadable
from search.settings import Settings
from tests.data.make_broken import archive

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMES = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    f' xmlns:r="{OFFICE}/relationships"'
)
TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xlsx" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document"/><Override PartName='
    '"/ppt/presentation.xml" ContentType="application/vnd.openxmlformats-officedocument.presentationml.'
    'presentation.main+xml"/></Types>'
)


def a(text: str, properties: str = "", level: int = 0) -> str:
    """Return a paragraph."""
    return f'<a:p><a:pPr lvl="{level}">{properties}</a:pPr><a:r><a:t>{text}</a:t></a:r></a:p>'


def shape(
    *paragraphs: str,
    kind: str | None = None,
    at: tuple[int, int] | None = None,
    index: int | None = None,
    hidden: bool = False,
    style: str = "",
) -> str:
    """Return a shape; `kind` is the type of its placeholder, `at` its left and upper side."""
    typed = f'type="{kind}"' if kind else ""
    numbered = f'idx="{index}"' if index is not None else ""
    placeholder = f"<p:ph {typed} {numbered}/>" if kind is not None or numbered else ""
    place = f'<a:xfrm><a:off x="{at[0]}" y="{at[1]}"/></a:xfrm>' if at else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="x" {"hidden=" + chr(34) + "1" + chr(34) if hidden else ""}/>'
        f"<p:nvPr>{placeholder}</p:nvPr></p:nvSpPr><p:spPr>{place}</p:spPr><p:txBody>"
        f"<a:lstStyle>{style}</a:lstStyle>{''.join(paragraphs)}</p:txBody></p:sp>"
    )


def title(text: str) -> str:
    return shape(a(text), kind="title", at=(0, 900_000))


def group(*shapes: str, at: tuple[int, int], inner: tuple[int, int] = (0, 0), scale: int = 1) -> str:
    """Return a group of shapes whose own coordinates begin at `inner` and are `scale` times as fine."""
    return (
        f'<p:grpSp><p:nvGrpSpPr/><p:grpSpPr><a:xfrm><a:off x="{at[0]}" y="{at[1]}"/><a:ext cx="1000000"'
        f' cy="1000000"/><a:chOff x="{inner[0]}" y="{inner[1]}"/><a:chExt cx="{1_000_000 * scale}"'
        f' cy="{1_000_000 * scale}"/></a:xfrm></p:grpSpPr>{"".join(shapes)}</p:grpSp>'
    )


def frame(graphic: str, at: tuple[int, int] = (0, 2_000_000)) -> str:
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr/><p:xfrm><a:off x="{at[0]}" y="{at[1]}"/></p:xfrm>'
        f"<a:graphic><a:graphicData>{graphic}</a:graphicData></a:graphic></p:graphicFrame>"
    )


def cell(text: str = "", attributes: str = "") -> str:
    return f"<a:tc {attributes}><a:txBody>{a(text) if text else '<a:p/>'}</a:txBody></a:tc>"


def table(*rows: str, looks: str = "") -> str:
    return f"<a:tbl><a:tblPr {looks}/>" + "".join(f"<a:tr>{one}</a:tr>" for one in rows) + "</a:tbl>"


def relations(**targets: str) -> str:
    """Return the relations of a part: type → target; the type is the id, too."""
    listed = "".join(
        f'<Relationship Id="{kind}" Type="{OFFICE}/relationships/{kind.rstrip("0123456789")}"'
        f' Target="{target}"/>'
        for kind, target in targets.items()
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'


def tree(shapes: str) -> str:
    return f"<p:cSld><p:spTree>{shapes}</p:spTree></p:cSld>"


def pptx(*slides: str, order: str = "", notes: str = "", parts: dict[str, str] | None = None) -> bytes:
    """Return a presentation; `notes` are the notes' shapes of the first slide, `parts` further parts.

    A slide that begins with "show=" is hidden or not by that attribute.
    """
    entries = order or "".join(
        f'<p:sldId id="{255 + at}" r:id="slide{at}"/>' for at in range(1, len(slides) + 1)
    )
    texts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relations(officeDocument="ppt/presentation.xml"),
        "ppt/presentation.xml": (
            f"<p:presentation {NAMES}><p:sldIdLst>{entries}</p:sldIdLst></p:presentation>"
        ),
        "ppt/_rels/presentation.xml.rels": relations(
            **{f"slide{at}": f"slides/slide{at}.xml" for at in range(1, len(slides) + 1)}
        ),
    }
    for at, slide in enumerate(slides, start=1):
        said, _, shapes = slide.partition("|") if slide.startswith("show=") else ("", "", slide)
        texts[f"ppt/slides/slide{at}.xml"] = f"<p:sld {NAMES} {said}>{tree(shapes)}</p:sld>"
    if notes:
        texts["ppt/notesSlides/notesSlide1.xml"] = f"<p:notes {NAMES}>{tree(notes)}</p:notes>"
        texts["ppt/slides/_rels/slide1.xml.rels"] = relations(notesSlide="../notesSlides/notesSlide1.xml")
    texts |= parts or {}
    return archive((name, text.encode()) for name, text in texts.items() if text)


def converted(data: bytes) -> Converted:
    with open_archive(data, "plans.pptx", Settings()) as container:
        return convert_pptx(Package(container, "plans.pptx"), PPTX)


def told(*shapes: str, parts: dict[str, str] | None = None) -> list[tuple[str, int, str]]:
    blocks = converted(pptx("".join(shapes), parts=parts)).pages[0].blocks
    return [(one.kind, one.level, one.text) for one in blocks]


def texts(*shapes: str, parts: dict[str, str] | None = None) -> list[str]:
    return [text for _, _, text in told(*shapes, parts=parts)]


def layout(shapes: str, master: str, styles: str) -> dict[str, str]:
    """Return a layout and a master for the first slide."""
    return {
        "ppt/slides/_rels/slide1.xml.rels": relations(slideLayout="../slideLayouts/slideLayout1.xml"),
        "ppt/slideLayouts/slideLayout1.xml": f"<p:sldLayout {NAMES}>{tree(shapes)}</p:sldLayout>",
        "ppt/slideLayouts/_rels/slideLayout1.xml.rels": relations(
            slideMaster="../slideMasters/slideMaster1.xml"
        ),
        "ppt/slideMasters/slideMaster1.xml": (
            f"<p:sldMaster {NAMES}>{tree(master)}<p:txStyles>{styles}</p:txStyles></p:sldMaster>"
        ),
    }


def test_title_is_the_heading_and_slides_come_in_the_order_of_the_presentation() -> None:
    order = '<p:sldId r:id="slide2" id="300"/><p:sldId id="301" r:id="slide1"/>'
    data = pptx(
        shape(a("Otrā"), at=(0, 0)) + title("Secinājumi"),
        shape(a("Attīstības"), a("programma"), kind="ctrTitle")
        + shape(a("2022.–2027. gads"), kind="subTitle"),
        order=order,
    )

    result = converted(data)

    assert [(page.kind, page.number, page.blocks) for page in result.pages] == [
        (
            "slide",
            1,
            (Block("Attīstības\nprogramma", "heading", 1), Block("2022.–2027. gads", "paragraph")),
        ),
        ("slide", 2, (Block("Secinājumi", "heading", 1), Block("Otrā", "paragraph"))),
    ]
    assert (result.media_type, result.notes) == (PPTX, ())


def test_shapes_are_read_from_top_to_bottom_and_from_left_to_right() -> None:
    assert texts(
        shape(a("apakšā"), at=(0, 5_000_000)),
        shape(a("pa labi"), at=(4_000_000, 1_000_000)),
        shape(a("pa kreisi"), at=(0, 1_100_000)),
        shape(a("augšā"), at=(3_000_000, -10)),
    ) == ["augšā", "pa kreisi", "pa labi", "apakšā"]


def test_group_stays_together_and_is_placed_by_its_transform() -> None:
    left = group(
        shape(a("1. teksts"), at=(500, 9_500)),
        shape(a("1. virsraksts"), at=(500, 500)),
        at=(0, 1_000_000),
        inner=(500, 500),
        scale=2,
    )
    right = group(
        group(shape(a("2. teksts"), at=(0, 900_000)), at=(0, 0)),
        shape(a("2. virsraksts"), at=(0, 100)),
        at=(5_000_000, 1_000_000),
    )

    assert texts(right, shape(a("beigas"), at=(0, 3_000_000)), shape(a("ievads"), at=(9, 9)), left) == [
        "ievads",
        "1. virsraksts",
        "1. teksts",
        "2. virsraksts",
        "2. teksts",
        "beigas",
    ]


def test_placeholder_without_a_place_stands_where_its_layout_or_master_puts_it() -> None:
    parts = layout(
        shape(kind="body", index=1) + shape(kind="body", index=13, at=(0, 1_000_000)),
        shape(kind="body", index=1, at=(0, 4_000_000)),
        "",
    )

    assert texts(
        shape(a("no pamatnes"), index=1),
        shape(a("brīvs"), at=(0, 2_000_000)),
        shape(a("no izkārtojuma"), kind="body", index=13),
        parts=parts,
    ) == ["no izkārtojuma", "brīvs", "no pamatnes"]


def test_bullets_levels_and_numbers_make_list_entries() -> None:
    number = '<a:buAutoNum type="arabicPeriod"/>'
    body = shape(
        a("Uzdevumi:"),
        a("izbūvēt", '<a:buChar char="•"/>'),
        a("ielās", level=1),
        a("Pirmais", number),
        a("apakšpunkts", '<a:buAutoNum type="alphaLcParenR" startAt="3"/>', 1),
        a("Otrais", number),
        "<a:p/>",
        a("Trešais", number),
        a("Parasta rindkopa.", "<a:buNone/>"),
        a("No jauna", number),
        a("romiešu", '<a:buAutoNum type="romanUcParenBoth"/>'),
        a("cits", '<a:buAutoNum type="circleNumDbPlain"/>'),
    )

    assert told(body) == [
        ("paragraph", 0, "Uzdevumi:"),
        ("list", 0, "izbūvēt"),
        ("list", 0, "ielās"),
        ("list", 0, "1. Pirmais"),
        ("list", 0, "c) apakšpunkts"),
        ("list", 0, "2. Otrais"),
        ("list", 0, "3. Trešais"),
        ("paragraph", 0, "Parasta rindkopa."),
        ("list", 0, "1. No jauna"),
        ("list", 0, "(I) romiešu"),
        ("list", 0, "1. cits"),
    ]


def test_bullets_are_inherited_from_layout_and_master() -> None:
    bullet = '<a:lvl1pPr><a:buChar char="•"/></a:lvl1pPr>'
    parts = layout(
        shape(kind="subTitle", index=1, style="<a:lvl1pPr><a:buNone/></a:lvl1pPr>") + shape(index=2),
        "",
        f"<p:bodyStyle>{bullet}</p:bodyStyle><p:otherStyle/>",
    )

    assert told(
        shape(a("Apakšvirsraksts"), kind="subTitle", index=1),
        shape(a("punkts"), index=2),
        shape(a("bez"), a("ar", '<a:buChar char="–"/>'), index=2, style="<a:lvl1pPr><a:buNone/></a:lvl1pPr>"),
        shape(a("lodziņš")),
        parts=parts,
    ) == [
        ("paragraph", 0, "Apakšvirsraksts"),
        ("list", 0, "punkts"),
        ("paragraph", 0, "bez"),
        ("list", 0, "ar"),
        ("paragraph", 0, "lodziņš"),
    ]


def test_lines_fields_and_alternatives_are_read_once() -> None:
    body = shape(
        '<a:p><a:r><a:t>LV-1010,</a:t></a:r><a:br/><a:fld type="datetime"><a:t>1.3.2024</a:t></a:fld>'
        '<a:fld type="slidenum"><a:t>7</a:t></a:fld></a:p>'
    )
    alternative = (
        f"<mc:AlternateContent><mc:Choice>{shape(a('formula'))}</mc:Choice>"
        f"<mc:Fallback>{shape(a('attēls'))}</mc:Fallback></mc:AlternateContent>"
    )

    assert texts(body, alternative) == ["LV-1010,\n1.3.2024", "formula"]


def test_table_rows_carry_headers_and_merged_parents() -> None:
    rows = (
        cell("Uzdevums") + cell("Pasākums") + cell("Termiņš"),
        cell("U1. Mobilitāte", 'rowSpan="2"') + cell("Veloceļš") + cell("2024"),
        cell("", 'vMerge="1"') + cell("Ietve") + cell("2025"),
        cell("U2. Vide", 'gridSpan="2"') + cell("", 'hMerge="1"') + cell("2026"),
    )

    blocks = converted(pptx(frame(table(*rows)) + title("Plāns"))).pages[0].blocks

    assert [(block.row, block.columns) for block in blocks] == [
        (0, ()),
        (2, (("Uzdevums", "U1. Mobilitāte"), ("Pasākums", "Veloceļš"), ("Termiņš", "2024"))),
        (3, (("Uzdevums", "U1. Mobilitāte"), ("Pasākums", "Ietve"), ("Termiņš", "2025"))),
        (4, (("Uzdevums", "U2. Vide"), ("Termiņš", "2026"))),
    ]
    assert blocks[1].text == "Uzdevums: U1. Mobilitāte; Pasākums: Veloceļš; Termiņš: 2024"


def test_table_that_marks_its_first_column_is_told_in_pairs() -> None:
    rows = (cell("Nosaukums") + cell("Veloceļi"), cell("Īstenotājs") + cell("Ogres novads"))

    assert texts(frame(table(*rows, looks='firstCol="1"'))) == [
        "Nosaukums: Veloceļi",
        "Īstenotājs: Ogres novads",
    ]


def test_chart_is_told_like_its_table() -> None:
    def points(tag: str, cache: str, *values: str, code: str = "") -> str:
        listed = "".join(f'<c:pt idx="{at}"><c:v>{one}</c:v></c:pt>' for at, one in enumerate(values))
        return f"<c:{tag}><c:x><c:{cache}>{code}{listed}</c:{cache}></c:x></c:{tag}>"

    code = "<c:formatCode>#,##0</c:formatCode>"
    series = "".join(
        f"<c:ser>{points('tx', 'strCache', name)}{points('cat', 'strCache', '2024', '2025')}"
        f"{points('val', 'numCache', *values, code=code)}</c:ser>"
        for name, values in (("ES fondi", ("120000", "4500")), ("Pašvaldība", ("900", "1000")))
    )
    heading = f"<c:title><c:tx><c:rich>{a('Finansējums, EUR')}</c:rich></c:tx></c:title>"
    chart = (
        f"<c:chartSpace {NAMES}><c:chart>{heading}<c:plotArea>{series}</c:plotArea></c:chart></c:chartSpace>"
    )
    parts = {
        "ppt/slides/_rels/slide1.xml.rels": relations(chart="../charts/chart1.xml"),
        "ppt/charts/chart1.xml": chart,
    }

    assert told(frame('<c:chart r:id="chart"/>'), frame('<c:chart r:id="chart"/>'), parts=parts) == [
        ("paragraph", 0, "Finansējums, EUR"),
        ("row", 0, "2024; ES fondi: 120 000; Pašvaldība: 900"),
        ("row", 0, "2025; ES fondi: 4 500; Pašvaldība: 1 000"),
    ]


def test_diagram_is_told_in_the_order_of_its_boxes() -> None:
    def box(key: str, text: str = "", kind: str = "node") -> str:
        return f'<d:pt modelId="{key}" type="{kind}"><d:t>{a(text) if text else ""}</d:t></d:pt>'

    def link(above: str, below: str, order: int, kind: str = "parOf") -> str:
        return f'<d:cxn type="{kind}" srcId="{above}" destId="{below}" srcOrd="{order}"/>'

    boxes = (
        box("3", "Īstenošana") + box("0", kind="doc") + box("2", "Apspriešana") + box("1", "Plānošana")
        + box("4", "Darba grupas") + box("5", "bez vietas") + box("6", "saite", "parTrans")
    )  # fmt: skip
    links = (
        link("0", "3", 2) + link("0", "1", 0) + link("0", "2", 1) + link("1", "4", 0) + link("4", "1", 0)
        + link("5", "3", 0, "presOf")
    )  # fmt: skip
    parts = {
        "ppt/slides/_rels/slide1.xml.rels": relations(diagramData="../diagrams/data1.xml"),
        "ppt/diagrams/data1.xml": (
            f"<d:dataModel {NAMES}><d:ptLst>{boxes}</d:ptLst><d:cxnLst>{links}</d:cxnLst></d:dataModel>"
        ),
    }

    assert told(frame('<d:relIds r:dm="diagramData"/>'), parts=parts) == [
        ("list", 0, "Plānošana"),
        ("list", 0, "Darba grupas"),
        ("list", 0, "Apspriešana"),
        ("list", 0, "Īstenošana"),
        ("list", 0, "bez vietas"),
    ]


def test_hidden_slides_and_shapes_and_footers_are_left_out_and_noted() -> None:
    data = pptx(
        title("Redzams") + shape(a("1.3.2024"), kind="dt") + shape(a("Ogres dome"), kind="ftr"),
        'show="0"|' + title("Slēpts"),
        title("Trešais") + shape(a("slēpts"), hidden=True) + shape(a("3"), kind="sldNum"),
    )

    result = converted(data)

    assert [(page.number, [block.text for block in page.blocks]) for page in result.pages] == [
        (1, ["Redzams"]),
        (3, ["Trešais"]),
    ]
    assert result.notes == (
        "hidden slides left out: 2",
        "dates, footers and slide numbers left out",
        "hidden text left out",
    )


def test_speaker_notes_follow_the_slide_and_are_noted() -> None:
    notes = (
        shape(kind="sldImg")
        + shape(a("Uzsvērt termiņu."), a("punkts", '<a:buChar char="•"/>'), kind="body", index=1)
        + shape(a("1"), kind="sldNum")
    )

    result = converted(pptx(title("Plāns") + shape(a("Teksts")), title("Otrais"), notes=notes))

    assert [(block.kind, block.text) for block in result.pages[0].blocks] == [
        ("heading", "Plāns"),
        ("paragraph", "Teksts"),
        ("paragraph", "Uzsvērt termiņu."),
        ("paragraph", "punkts"),
    ]
    assert result.notes == ("speaker notes read after the text of slides: 1",)


@pytest.mark.parametrize("text", ["", "Click to add notes", "Noklikšķiniet, lai pievienotu piezīmes"])
def test_empty_and_prompting_speaker_notes_are_passed_over(text: str) -> None:
    result = converted(pptx(title("Plāns"), notes=shape(a(text), kind="body")))

    assert [block.text for block in result.pages[0].blocks] == ["Plāns"]
    assert result.notes == ()


def test_slide_without_text_keeps_its_place_and_a_missing_one_is_noted() -> None:
    data = pptx(
        "", title("Otrais"), order='<p:sldId r:id="slide1"/><p:sldId r:id="nav"/><p:sldId r:id="slide2"/>'
    )

    result = converted(data)

    assert [(page.number, len(page.blocks)) for page in result.pages] == [(1, 0), (3, 1)]
    assert result.notes == ("slides that are missing in the file: 2",)


def test_metadata_is_given() -> None:
    core = (
        '<c:coreProperties xmlns:c="x" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>Ogres plāns</dc:title><dc:creator>Ogres dome</dc:creator>"
        "<c:keywords>vide</c:keywords></c:coreProperties>"
    )

    assert converted(pptx(title("x"), parts={"docProps/core.xml": core})).metadata == {
        "title": "Ogres plāns",
        "author": "Ogres dome",
        "keywords": "vide",
    }


def test_slide_that_is_listed_without_end_is_read_once() -> None:
    data = pptx(title("Plāns") + shape(a("x" * 10_000)), order='<p:sldId r:id="slide1"/>' * 20_000)

    result = converted(data)

    assert len(result.pages) == 1


def test_long_merged_text_is_not_repeated_without_end() -> None:
    rows = (
        cell("Nr.") + cell("Darbs") + cell("Apraksts"),
        cell("1") + cell("Tilts") + cell("x" * 1_000_000),
        *[cell("2") + cell("Ceļš") + cell("", 'vMerge="1"')] * 100,
    )

    assert sum(map(len, texts(frame(table(*rows))))) < 25_000_000


@pytest.mark.parametrize(
    "shapes",
    [
        "<p:grpSp>" * 500 + "</p:grpSp>" * 500,
        shape("<a:p>" + "<a:r>" * 500 + "<a:t>x</a:t>" + "</a:r>" * 500 + "</a:p>"),
    ],
    ids=["groups", "runs"],
)
def test_deep_nesting_is_refused(shapes: str) -> None:
    with pytest.raises(SourceUnreadable) as caught:
        told(shapes)

    assert caught.value.what == "The file nests its parts more than 60 deep"
    assert caught.value.value == "plans.pptx"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (pptx("<p:sp>"), "The file is damaged: a part of it is no sound XML"),
        (pptx("<!DOCTYPE x>"), "The file holds XML that no office program writes (a document type)"),
        (pptx(), "The presentation has no slides"),
        (pptx(title("x"), parts={"ppt/presentation.xml": ""}), "The file is damaged: it has no presentation"),
        (pptx(title("x"), parts={"ppt/slides/slide1.xml": ""}), "The file has no text"),
        (pptx(title("")), "The file has no text"),
    ],
    ids=["broken", "doctype", "no slides", "no presentation", "no slide part", "no text"],
)
def test_broken_file_is_refused_with_its_reason(tmp_path: Path, data: bytes, what: str) -> None:
    path = tmp_path / "plans.pptx"
    path.write_bytes(data)

    with pytest.raises(SourceUnreadable) as caught:
        convert(path, Settings())

    assert caught.value.what == what
    assert "plans.pptx" in str(caught.value.value)
    assert caught.value.next_step


def test_file_reaches_the_converter_though_it_embeds_others(tmp_path: Path) -> None:
    path = tmp_path / "plans.pptx"
    path.write_bytes(pptx(title("Plāns")))

    result = convert(path, Settings())

    assert (result.media_type, result.notes) == (PPTX, ())
    assert [block.text for block in result.pages[0].blocks] == ["Plāns"]
