"""Writes the small broken and odd files under `broken/`, and PDFs for tests; run it to make them anew.

The PDF writer knows lines of text with place, size and weight; letters are told by a ToUnicode table, so that
Latvian needs no font file.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

BROKEN = Path(__file__).resolve().parent / "broken"
_WIDTH, _HEIGHT = 595, 842


@dataclass(frozen=True)
class Text:
    """A line of a page: `y` counts from the top, in points."""

    text: str
    x: float = 70
    y: float = 70
    size: float = 11
    bold: bool = False


@dataclass(frozen=True)
class Sheet:
    """A page: its lines, drawn strokes (x, y, x, y), whether a picture covers it, and how it is turned."""

    lines: tuple[Text, ...] = ()
    strokes: tuple[tuple[float, float, float, float], ...] = ()
    picture: bool = False
    turned: int = 0


def raw_pdf(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """Return a PDF of numbered objects, the first being the catalog."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    index = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(places) + 1, trailer)
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % index


def pdf(sheets: Sequence[Sheet], title: str = "", language: str = "") -> bytes:
    """Return a PDF with these pages."""
    letters = sorted({letter for sheet in sheets for line in sheet.lines for letter in line.text})
    usable = [code for code in range(65, 256) if code not in {127, 129, 141, 143, 144, 157, 160, 173}]
    # Codes with glyphs: pdfium passes over turned text that would leave no mark.
    codes = {" ": 32} | dict(zip((one for one in letters if one != " "), usable, strict=False))
    table = "".join(
        f"<{code:02X}> <{letter.encode('utf-16-be').hex()}>\n"
        for letter, code in codes.items()
        if letter in letters
    )
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def\n"
        "1 begincodespacerange <00> <FF> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{table}endbfchar endcmap end end"
    ).encode()
    fonts = [
        f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /FirstChar 0 /LastChar 255"
        f" /Encoding /WinAnsiEncoding /Widths [{' '.join(['500'] * 256)}] /ToUnicode 3 0 R >>".encode()
        for name in ("Helvetica", "Helvetica-Bold")
    ]
    picture = (
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
        b" /Length 1 >>\nstream\n\xc8\nendstream"
    )
    first = 8
    kids = " ".join(f"{first + 2 * at} 0 R" for at in range(len(sheets)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R{f' /Lang ({language})' if language else ''} >>".encode(),
        f"<< /Type /Pages /Kids [{kids}] /Count {len(sheets)} >>".encode(),
        _stream(cmap),
        *fonts,
        picture,
        b"<< /Title <feff" + title.encode("utf-16-be").hex().encode() + b"> >>",
    ]
    for at, sheet in enumerate(sheets):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {_WIDTH} {_HEIGHT}] /Rotate {sheet.turned}"
            " /Resources << /Font << /R 4 0 R /B 5 0 R >> /XObject << /P 6 0 R >> >>"
            f" /Contents {first + 2 * at + 1} 0 R >>".encode()
        )
        objects.append(_stream(b"\n".join(_content(sheet, codes))))
    return raw_pdf(objects, b"/Info 7 0 R" if title else b"")


def paragraph(text: str, y: float, *, x: float = 70, size: float = 11, columns: int = 80) -> list[Text]:
    """Return the lines of a paragraph, broken between words, one and a quarter of the size apart."""
    lines: list[str] = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) >= columns:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [Text(line, x, y + at * size * 1.25, size) for at, line in enumerate(lines)]


def archive(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a ZIP container with these parts, the same bytes each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in parts:
            container.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """Return a DOCX with this body; `parts` are further parts of its folder, such as `styles`."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006"
    package = "http://schemas.openxmlformats.org/package/2006"
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    word = f'xmlns:w="{main}" xmlns:r="{office}/relationships"'
    related = "".join(
        f'<Relationship Id="r{at}" Type="{office}/relationships/{name}" Target="{name}.xml"/>'
        for at, name in enumerate(parts)
    )
    types = (
        '<Override PartName="/word/document.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    )
    texts = [
        ("[Content_Types].xml", f'<Types xmlns="{package}/content-types">{types}</Types>'),
        (
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{office}/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        ),
        (
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{package}/relationships">{related}</Relationships>',
        ),
        ("word/document.xml", f"<w:document {word}><w:body>{body}</w:body></w:document>"),
        *((f"word/{name}.xml", f"<w:{name} {word}>{text}</w:{name}>") for name, text in parts.items()),
    ]
    return archive((name, text.encode()) for name, text in texts)


def broken_files() -> dict[str, bytes]:
    """Return every file of the folder `broken` by name."""
    sound = pdf([Sheet((Text("Liepājas attīstības programma"),))])
    catalog = b"<< /Type /Catalog /Pages 2 0 R >>"
    loop = [
        catalog,
        b"<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 1000000 >>",
        b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 500000 >>",
    ]
    text = docx("<w:p><w:r><w:t>Jelgavas veloceļi</w:t></w:r></w:p>")
    zeros = bytes(30_000_000)
    bomb = archive([("[Content_Types].xml", b"wordprocessingml."), ("word/document.xml", zeros)])
    nested = archive([("[Content_Types].xml", b"wordprocessingml."), ("word/embedded.docx", bomb)])
    password = (
        b"<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <"
        + b"4f" * 32
        + b"> /U <"
        + b"55" * 32
        + b"> >>"
    )
    protected = raw_pdf(
        [catalog, b"<< /Type /Pages /Kids [] /Count 0 >>", password], b"/Encrypt 3 0 R /ID [<00> <00>]"
    )
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    return {
        "empty.pdf": b"",
        "cut-off.pdf": sound[: len(sound) * 2 // 3],
        "cut-off-update.pdf": sound + b"20 0 obj\n<< /Type /Page",
        "damaged.pdf": b"%PDF-1.7\n" + bytes(range(256)) * 4 + b"\n%%EOF\n",
        "password.pdf": protected,
        "no-pages.pdf": raw_pdf([catalog, b"<< /Type /Pages /Kids [] /Count 0 >>"]),
        "page-loop.pdf": raw_pdf(loop),
        "scan.pdf": pdf([Sheet(picture=True), Sheet((Text("2. lpp."),), picture=True)]),
        "blank.pdf": pdf([Sheet()]),
        "pdf-named.docx": sound,
        "bomb.docx": bomb,
        "bomb-nested.docx": nested,
        "many-parts.docx": _with_parts(text, 20_000),
        "lying.docx": _lying(bomb, len(zeros)),
        "cut-off.docx": text[: len(text) // 2],
        "damaged.docx": text.replace(b"PK\x01\x02", b"PK\x00\x00"),
        "half-xml.docx": docx("<w:p><w:r>"),
        "entities.docx": docx("<!DOCTYPE x><w:p/>"),
        "password.docx": ole + "EncryptedPackage".encode("utf-16-le"),
        "old.doc": ole + "WordDocument".encode("utf-16-le"),
        "unknown.pdf": bytes(range(256)) * 4,
    }


def _stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def _content(sheet: Sheet, codes: dict[str, int]) -> Iterable[bytes]:
    if sheet.picture:
        yield b"q %d 0 0 %d 0 0 cm /P Do Q" % (_WIDTH, _HEIGHT)
    for x0, y0, x1, y1 in sheet.strokes:
        ends = (y0, x0, y1, x1) if sheet.turned == 90 else (x0, _HEIGHT - y0, x1, _HEIGHT - y1)
        yield "{} {} m {} {} l S".format(*ends).encode()
    for line in sheet.lines:
        shown = "".join(f"{codes[letter]:02X}" for letter in line.text)
        font = "B" if line.bold else "R"
        place = f"1 0 0 1 {line.x} {_HEIGHT - line.y} Tm"
        if sheet.turned == 90:  # text that runs up the page, so that it reads straight once turned
            place = f"0 1 -1 0 {line.y} {line.x} Tm"
        yield f"BT /{font} {line.size} Tf {place} <{shown}> Tj ET".encode()


def _lying(container: bytes, size: int) -> bytes:
    """Declare that a part unpacks to 100 bytes."""
    return container.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))


def _with_parts(container: bytes, parts: int) -> bytes:
    """Say in the end record that there are this many parts."""
    end = container.rindex(b"PK\x05\x06")
    return container[: end + 8] + 2 * parts.to_bytes(2, "little") + container[end + 12 :]


def main() -> None:
    """Write the files."""
    BROKEN.mkdir(exist_ok=True)
    for name, content in broken_files().items():
        (BROKEN / name).write_bytes(content)


if __name__ == "__main__":
    main()
