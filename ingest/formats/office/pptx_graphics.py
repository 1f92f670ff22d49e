"""Tables, charts and diagrams of a slide → blocks.

Goes in: the graphic of a frame, and for charts and diagrams the part that it refers to. A chart is told like
the table behind it; a diagram (SmartArt) as a list, in the order of its boxes. Knows no slide and no place.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from xml.etree.ElementTree import Element

from ingest.formats.copies import WIDEST, Copies
from ingest.formats.office.number_formats import shown
from ingest.formats.office.package import whole
from ingest.formats.office.pptx_text import paragraphs, text_of
from ingest.formats.tables import Row, table_blocks
from ingest.pages import Block

_POINTS = 200  # of a chart that is told; more are a measured curve and no text
_YES = frozenset({"1", "true"})


def table_rows(table: Element, copies: Copies, name: str) -> list[Block]:
    """Return the blocks of a table; merged cells are filled in."""
    rows: list[Row] = []
    above: tuple[str, ...] = ()
    for number, line in enumerate(table.iterfind("tr"), start=1):
        texts: list[str] = []
        covered: set[int] = set()
        own = False
        for at, cell in enumerate(line.iterfind("tc")):
            if at >= WIDEST:
                break
            if at and cell.get("hMerge") in _YES:
                covered.add(at)
                texts.append(texts[-1])
            elif cell.get("vMerge") in _YES:
                texts.append(copies.text(above[at]) if at < len(above) else "")
            else:
                texts.append(text_of(cell.find("txBody"), name))
                own = own or bool(texts[-1])
        above = tuple(texts)
        if own:
            rows.append(Row(number, above, frozenset(covered)))
    return table_blocks(rows, pairs=_names_rows(table))


def _names_rows(table: Element) -> bool:
    looks = table.find("tblPr")
    if looks is None or looks.get("firstCol") not in _YES or looks.get("firstRow") in _YES:
        return False
    return all(len(line.findall("tc")) == 2 for line in table.iterfind("tr"))


def chart_blocks(root: Element, name: str) -> Iterator[Block]:
    """Yield a chart's title and a row for each of its points that has a name."""
    chart = root.find("chart")
    if chart is None:
        return
    title = text_of(chart.find("title/tx/rich"), name)
    if title:
        yield Block(title, "paragraph")
    series = list(islice(chart.iter("ser"), WIDEST))
    names = ["; ".join(_points(one.find("tx")).values()) for one in series]
    points = _points(series[0].find("cat")) if series else {}
    values = [_points(one.find("val")) for one in series]
    if not points or len(points) > _POINTS:
        yield from (Block(one, "paragraph") for one in dict.fromkeys(names) if one)
        return
    rows = [Row(1, ("", *names))]
    for number, (at, point) in enumerate(sorted(points.items()), start=2):
        rows.append(Row(number, (point, *(one.get(at, "") for one in values))))
    yield from table_blocks(rows, 1)


def _points(source: Element | None) -> dict[int, str]:
    """Return the texts or shown numbers of a chart's names or values by their place."""
    found: dict[int, str] = {}
    for cache in () if source is None else source.iter():
        if cache.tag not in {"strCache", "numCache", "strLit", "numLit", "lvl"}:
            continue
        code = cache.findtext("formatCode") or "General"
        for point in cache.iterfind("pt"):
            text = (point.findtext("v") or "").strip()
            if cache.tag.startswith("num"):
                text = shown(text, point.get("formatCode", code))
            if text:
                found.setdefault(whole(point.get("idx")), text)
    return found


def diagram_blocks(root: Element, name: str) -> Iterator[Block]:
    """Yield the texts of a diagram's boxes, each after the box that it belongs to."""
    boxes = {one.get("modelId", ""): one for one in root.iterfind("ptLst/pt")}
    below: dict[str, list[tuple[int, str]]] = {}
    for one in root.iterfind("cxnLst/cxn"):
        if one.get("type", "parOf") == "parOf":
            place = (whole(one.get("srcOrd")), one.get("destId", ""))
            below.setdefault(one.get("srcId", ""), []).append(place)
    starts = [key for key, one in boxes.items() if one.get("type") == "doc"]
    waiting = [*reversed(boxes), *reversed(starts)]  # boxes that nothing leads to come last
    told: set[str] = set()
    while waiting:
        key = waiting.pop()
        if key in told or key not in boxes:
            continue
        told.add(key)
        waiting.extend(child for _, child in sorted(below.get(key, ()), reverse=True))
        if boxes[key].get("type", "node") in {"node", "asst"}:
            for paragraph in paragraphs(boxes[key].find("t"), (), name):
                yield Block(paragraph.shown, "list")
