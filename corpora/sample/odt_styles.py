"""A sample text and its look → the `styles.xml` of an OpenDocument text: styles, pages, header, footer."""

from __future__ import annotations

from html import escape

from looks import Colour, Look
from source_text import MARK, SourceText

NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("meta", "meta"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    )
)
NAMESPACES += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
FIRST, OTHERS = "First_20_Page", "Standard"  # master pages
SIDE = 22  # mm of the margins at both sides
_BLACK: Colour = (0, 0, 0)
_GREY: Colour = (90, 90, 90)
_HEADINGS = ((1, 16.0), (2, 13.5), (3, 12.0))  # outline level and points


def styles_xml(text: SourceText, look: Look) -> str:
    """Return the part that holds the styles."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-styles {NAMESPACES} office:version="1.3">
<office:font-face-decls>
<style:font-face style:name="{family(look)}" svg:font-family="'{family(look)}'"/>
</office:font-face-decls>
<office:styles>
{_defaults(look)}
{_paragraphs(look)}
{_lists(look)}
</office:styles>
<office:automatic-styles>
{_page_layout("First", margins=False)}
{_page_layout("Others", margins=True)}
</office:automatic-styles>
<office:master-styles>
{_masters(text, look)}
</office:master-styles>
</office:document-styles>
"""


def family(look: Look) -> str:
    """Return the name of the document's font."""
    return "Liberation Serif" if look.serif else "Liberation Sans"


def _defaults(look: Look) -> str:
    levels = "".join(
        f'<text:outline-level-style text:level="{level}" style:num-format=""/>' for level, _ in _HEADINGS
    )
    return (
        '<style:default-style style:family="paragraph">'
        f'<style:text-properties style:font-name="{family(look)}" fo:font-size="{look.size + 1}pt" '
        'fo:language="lv" fo:country="LV"/></style:default-style>'
        f'<text:outline-style style:name="Outline">{levels}</text:outline-style>'
    )


def _paragraphs(look: Look) -> str:
    accent = _BLACK if look.serif else look.accent
    title_align = "start" if look.title == "band" else "center"
    own_page = look.title != "none"
    justified = "justify" if look.justified else "start"
    styles = [
        _style("Standard", "", 'fo:line-height="110%"', ""),
        _style("Text_20_body", "Standard", f'fo:margin-bottom="6pt" fo:text-align="{justified}"', ""),
        _style("List_20_Contents", "Standard", 'fo:margin-bottom="3pt"', ""),
        _style("Table_20_Contents", "Standard", 'fo:margin-bottom="1pt" fo:line-height="100%"', ""),
        _style("Table_20_Heading", "Table_20_Contents", "", 'fo:font-weight="bold"'),
        _style(
            "Title",
            "Standard",
            f'fo:text-align="{title_align}" fo:margin-top="{170 if own_page else 0}pt" '
            'fo:margin-bottom="24pt"',
            f'fo:font-size="24pt" fo:font-weight="bold" fo:color="{hex_colour(accent)}"',
        ),
        _style(
            "Subtitle",
            "Standard",
            f'fo:text-align="{title_align}" fo:margin-bottom="6pt"',
            'fo:font-size="13pt"' if own_page else "",
        ),
        _style("Heading", "Standard", 'fo:keep-with-next="always" fo:margin-bottom="4pt"', ""),
    ]
    for level, size in _HEADINGS:
        styles.append(
            _style(
                f"Heading_20_{level}",
                "Heading",
                f'fo:margin-top="{18 - 4 * level}pt"',
                f'fo:font-size="{size}pt" fo:font-weight="bold" fo:color="{hex_colour(accent)}"',
                outline=level,
            )
        )
    small = f'fo:font-size="9pt" fo:color="{hex_colour(_GREY)}"'
    styles += [_style(name, "Standard", 'fo:text-align="center"', small) for name in ("Header", "Footer")]
    return "\n".join(styles)


def _style(name: str, parent: str, paragraph: str, letters: str, *, outline: int = 0) -> str:
    shown = name.replace("_20_", " ")
    parent = f' style:parent-style-name="{parent}"' if parent else ""
    level = f' style:default-outline-level="{outline}"' if outline else ""
    return (
        f'<style:style style:name="{name}" style:display-name="{shown}" style:family="paragraph"{parent}'
        f' style:class="text"{level}><style:paragraph-properties {paragraph}/>'
        f"<style:text-properties {letters}/></style:style>"
    )


def _lists(look: Look) -> str:
    place = (
        '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
        '<style:list-level-label-alignment text:label-followed-by="listtab" '
        'text:list-tab-stop-position="10mm" fo:margin-left="10mm" fo:text-indent="-5mm"/>'
        "</style:list-level-properties>"
    )
    return (
        '<text:list-style style:name="Bullets"><text:list-level-style-bullet text:level="1" '
        f'text:bullet-char="{look.bullet}">{place}</text:list-level-style-bullet></text:list-style>'
        '<text:list-style style:name="Numbers"><text:list-level-style-number text:level="1" '
        f'style:num-format="1" style:num-suffix=".">{place}</text:list-level-style-number></text:list-style>'
    )


def _page_layout(name: str, *, margins: bool) -> str:
    parts = ""
    if margins:
        parts = "".join(
            f'<style:{part}-style><style:header-footer-properties fo:min-height="8mm" {side}="4mm"/>'
            f"</style:{part}-style>"
            for part, side in (("header", "fo:margin-bottom"), ("footer", "fo:margin-top"))
        )
    around = 11 if margins else 23
    return (
        f'<style:page-layout style:name="{name}"><style:page-layout-properties fo:page-width="210mm" '
        'fo:page-height="297mm" style:print-orientation="portrait" '
        f'fo:margin-left="{SIDE}mm" fo:margin-right="{SIDE}mm" '
        f'fo:margin-top="{around}mm" fo:margin-bottom="{around}mm"/>{parts}</style:page-layout>'
    )


def _masters(text: SourceText, look: Look) -> str:
    """Return the page of the title, without header and footer, and all others'."""
    header = escape(text.header or text.title)
    footer = escape(f"{MARK} · {look.footer}", quote=False)
    footer = footer.replace(
        "{page}", '<text:page-number text:select-page="current">1</text:page-number>'
    ).replace("{pages}", "<text:page-count>1</text:page-count>")
    return (
        f'<style:master-page style:name="{OTHERS}" style:page-layout-name="Others">'
        f'<style:header><text:p text:style-name="Header">{header}</text:p></style:header>'
        f'<style:footer><text:p text:style-name="Footer">{footer}</text:p></style:footer>'
        "</style:master-page>"
        f'<style:master-page style:name="{FIRST}" style:display-name="First Page" '
        f'style:page-layout-name="First" style:next-style-name="{OTHERS}"/>'
    )


def hex_colour(colour: Colour) -> str:
    """Return a colour as XML and CSS write it."""
    return "#" + "".join(f"{part:02x}" for part in colour)
