"""A sample text → an OpenDocument text: headings with outline levels, lists, tables, metadata.

Written as XML, by the standard library alone. Tables stay on upright pages; `odt_styles` has the styles.
"""

from __future__ import annotations

from html import escape

from column_widths import column_widths, fitting_size
from core_properties import LANGUAGE
from fixed_zip import pack
from looks import MADE, WIDE, Look, look_of, tint
from odt_styles import FIRST, NAMESPACES, OTHERS, SIDE, family, hex_colour, styles_xml
from source_text import MARK, NOTICE, Block, Heading, Listing, Paragraph, SourceText, Table

_TYPE = "application/vnd.oasis.opendocument.text"
_MILLIMETRE = 36_000  # EMU
_WIDTH = (210 - 2 * SIDE) * _MILLIMETRE  # of a table
_SMALLEST = 6.5  # points
_PARTS = ("content.xml", "styles.xml", "meta.xml")
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def render_odt(text: SourceText) -> bytes:
    """Return the document's bytes; same text, same bytes."""
    look = look_of(text)
    parts = (_content(text, look), styles_xml(text, look), _meta(text))
    entries = {"mimetype": _TYPE, "META-INF/manifest.xml": _manifest()}
    entries |= dict(zip(_PARTS, parts, strict=True))
    # Readers tell the kind of the archive by its first bytes.
    return pack({name: part.encode() for name, part in entries.items()}, stored="mimetype")


def _manifest() -> str:
    files = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>\n'
        for name in _PARTS
    )
    return (
        f"{_HEAD}<manifest:manifest "
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">\n'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_TYPE}"/>\n'
        f"{files}</manifest:manifest>\n"
    )


def _meta(text: SourceText) -> str:
    made = MADE.strftime("%Y-%m-%dT%H:%M:%S")
    issuers = ", ".join(text.issuers)
    facts = [
        ("meta:generator", "corpora/sample/build.py"),
        ("dc:title", text.title),
        ("dc:description", f"{MARK}. Saturs ir izdomāts."),
        ("dc:subject", text.kind),
        *(("meta:keyword", keyword) for keyword in text.keywords.split(", ")),
        ("meta:initial-creator", issuers),
        ("dc:creator", issuers),
        ("meta:creation-date", made),
        ("dc:date", made),
        ("dc:language", LANGUAGE),
    ]
    elements = "\n".join(f"<{name}>{escape(value, quote=False)}</{name}>" for name, value in facts)
    return (
        f'{_HEAD}<office:document-meta {NAMESPACES} office:version="1.3"><office:meta>\n{elements}\n'
        "</office:meta></office:document-meta>\n"
    )


def _content(text: SourceText, look: Look) -> str:
    tables = [block for block in text.main if isinstance(block, Table)]
    styles = [*_front_styles(look), *_cell_styles(look)]
    for number, table in enumerate(tables, 1):
        styles += _table_styles(table, number, look)
    body = [*_front(text)]
    number = 0
    for block in text.main:
        number += isinstance(block, Table)
        body.append(_element(block, number))
    return (
        f'{_HEAD}<office:document-content {NAMESPACES} office:version="1.3">\n'
        f'<office:font-face-decls><style:font-face style:name="{family(look)}" '
        f"svg:font-family=\"'{family(look)}'\"/></office:font-face-decls>\n"
        f"<office:automatic-styles>\n{_lines(styles)}</office:automatic-styles>\n"
        f"<office:body><office:text>\n{_lines(body)}</office:text></office:body>\n"
        "</office:document-content>\n"
    )


def _lines(elements: list[str]) -> str:
    return "".join(f"{element}\n" for element in elements)


def _front_styles(look: Look) -> list[str]:
    """Return the styles of the title, which begins the first page, and of the notice, which ends it."""
    own_page = look.title != "none"
    above, after = (120, "page") if own_page else (6, "auto")
    return [
        '<style:style style:name="Front" style:family="paragraph" style:parent-style-name="Title" '
        f'style:master-page-name="{FIRST if own_page else OTHERS}"/>',
        '<style:style style:name="Notice" style:family="paragraph" style:parent-style-name="Subtitle">'
        f'<style:paragraph-properties fo:margin-top="{above}pt" fo:break-after="{after}"/>'
        '<style:text-properties fo:font-style="italic"/></style:style>',
    ]


def _cell_styles(look: Look) -> list[str]:
    frame = 'fo:padding="1.2mm" fo:border="0.5pt solid #808080"'
    shade = f' fo:background-color="{hex_colour(tint(look.accent, 0.14))}"'
    return [
        f'<style:style style:name="{name}" style:family="table-cell">'
        f"<style:table-cell-properties {frame}{more}/></style:style>"
        for name, more in (("Cell", ""), ("Head", shade))
    ]


def _front(text: SourceText) -> list[str]:
    title, *lines = text.front
    return [
        _paragraph(title, "Front"),
        *(_paragraph(line, "Notice" if line == NOTICE else "Subtitle") for line in lines),
    ]


def _paragraph(words: str, style: str) -> str:
    return f'<text:p text:style-name="{style}">{escape(words, quote=False)}</text:p>'


def _element(block: Block, number: int) -> str:
    """Return a block as XML; `number` is the table's."""
    match block:
        case Heading():
            level = max(block.level - 1, 1)
            return (
                f'<text:h text:style-name="Heading_20_{level}" text:outline-level="{level}">'
                f"{escape(block.text, quote=False)}</text:h>"
            )
        case Paragraph():
            return _paragraph(block.text, "Text_20_body")
        case Listing():
            return _listing(block)
        case Table():
            return _table(block, number)


def _listing(listing: Listing) -> str:
    entries = [f"{_paragraph(entry, 'List_20_Contents')}</text:list-item>" for entry in listing.entries]
    first = f' text:start-value="{listing.first}"' if listing.first > 1 else ""
    items = f"<text:list-item{first}>" + "\n<text:list-item>".join(entries)
    style = "Numbers" if listing.first else "Bullets"
    return f'<text:list text:style-name="{style}">\n{items}\n</text:list>'


def _table_styles(table: Table, number: int, look: Look) -> list[str]:
    """Return the styles of a table, of its columns and of the letters in it."""
    size = fitting_size(table, _WIDTH, look.size - (2 if len(table.header) >= WIDE else 1), _SMALLEST)
    styles = [
        f'<style:style style:name="Table{number}" style:family="table"><style:table-properties '
        f'style:width="{_WIDTH / _MILLIMETRE:g}mm" table:align="margins" fo:margin-top="4pt" '
        'fo:margin-bottom="10pt"/></style:style>'
    ]
    for column, width in enumerate(column_widths(table, _WIDTH, size), 1):
        styles.append(
            f'<style:style style:name="Table{number}.{column}" style:family="table-column">'
            f'<style:table-column-properties style:column-width="{width / _MILLIMETRE:.2f}mm"/></style:style>'
        )
    for name, parent in (("Cell", "Contents"), ("Head", "Heading")):
        styles.append(
            f'<style:style style:name="Table{number}.{name}" style:family="paragraph" '
            f'style:parent-style-name="Table_20_{parent}">'
            f'<style:text-properties fo:font-size="{size}pt"/></style:style>'
        )
    return styles


def _table(table: Table, number: int) -> str:
    columns = "".join(
        f'<table:table-column table:style-name="Table{number}.{column}"/>'
        for column in range(1, len(table.header) + 1)
    )
    rows = "\n".join(_row(row, number, "Cell") for row in table.rows)
    return (
        f'<table:table table:name="Tabula{number}" table:style-name="Table{number}">{columns}\n'
        f"<table:table-header-rows>{_row(table.header, number, 'Head')}</table:table-header-rows>\n"
        f"{rows}\n</table:table>"
    )


def _row(cells: tuple[str, ...], number: int, style: str) -> str:
    elements = "".join(
        f'<table:table-cell table:style-name="{style}" office:value-type="string">'
        f"{_paragraph(cell, f'Table{number}.{style}')}</table:table-cell>"
        for cell in cells
    )
    return f"<table:table-row>{elements}</table:table-row>"
