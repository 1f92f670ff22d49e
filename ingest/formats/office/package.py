"""Parts of an office file (DOCX, XLSX, PPTX, ODF): found by their relations, parsed, without namespaces.

Knows nothing of paragraphs or cells.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from search.errors import SourceUnreadable

DEPTH = 60  # elements in elements; deeper ones are made, not written
_METADATA = {
    "title": "title",
    "keywords": "keywords",
    "language": "language",
    "creator": "author",
    "subject": "subject",
}


@dataclass(frozen=True, slots=True)
class Package:
    """An opened container with the name of its file, for messages."""

    archive: zipfile.ZipFile
    name: str

    def part(self, path: str) -> Element | None:
        """Return the root of a part with bare tag and attribute names; None when there is no such part.

        Raises SourceUnreadable when it is no sound XML.
        """
        try:
            data = self.archive.read(path)
        except KeyError:
            return None
        # Office never writes a document type; it could only serve to blow up entities.
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise SourceUnreadable(
                "The file holds XML that no office program writes (a document type)",
                value=f"{self.name}: {path}",
                next_step="Open it in its program and save it anew",
            )
        parser = XMLParser(target=TreeBuilder(element_factory=_bare))  # noqa: S314 - see the refusal above
        try:
            parser.feed(data)
            root: Element = parser.close()
        except (ParseError, LookupError, ValueError) as error:
            raise SourceUnreadable(
                "The file is damaged: a part of it is no sound XML",
                value=f"{self.name}: {path}, {error}",
                next_step="Open it in its program and save it anew",
            ) from error
        return root

    def main_part(self, usual: str, what: str) -> tuple[str, Element]:
        """Return the path and the root of the part with `what`: at `usual`, unless the file says otherwise.

        Raises SourceUnreadable when it is missing or damaged.
        """
        path = self.by_type().get("officeDocument", usual)
        root = self.part(path)
        if root is None:
            raise self.lacks(what)
        return path, root

    def lacks(self, what: str) -> SourceUnreadable:
        """Return the error for a file without its main part."""
        return SourceUnreadable(
            f"The file is damaged: it has no {what}", value=self.name, next_step="Save it anew"
        )

    def related(self, path: str = "") -> dict[str, str]:
        """Return the parts that `path` ("" for the container) refers to: relation id → path."""
        return {one.get("Id", ""): self._target(path, one) for one in self._relations(path)}

    def by_type(self, path: str = "") -> dict[str, str]:
        """Return the same by the last word of the relation's type, such as "styles" or "officeDocument"."""
        return {
            one.get("Type", "").rsplit("/", 1)[-1]: self._target(path, one) for one in self._relations(path)
        }

    def metadata(self) -> dict[str, str]:
        """Return what the file says of itself."""
        core = self.part(self.by_type().get("core-properties", "docProps/core.xml"))
        said = {} if core is None else {one.tag: (one.text or "").strip() for one in core}
        return {ours: said[theirs] for theirs, ours in _METADATA.items() if said.get(theirs)}

    def _relations(self, path: str) -> Iterator[Element]:
        folder, file = posixpath.split(path)
        root = self.part(posixpath.join(folder, "_rels", f"{file}.rels"))
        if root is not None:
            yield from (one for one in root if one.get("TargetMode") != "External")

    def _target(self, path: str, relation: Element) -> str:
        target = relation.get("Target", "")
        joined = posixpath.join("/", posixpath.dirname(path), target)
        return posixpath.normpath(joined).lstrip("/")


def _bare(tag: str, attributes: dict[str, str]) -> Element:
    """Drop namespaces: the transitional and the strict form of the format differ in nothing else here."""
    plain = {_local(name): value for name, value in attributes.items()} if attributes else {}
    if len(plain) < len(attributes):  # a slide has an id="256" and an r:id="rId2": the relation counts
        plain |= {_local(name): value for name, value in attributes.items() if "}" in name}
    return Element(_local(tag), plain)


def _local(name: str) -> str:
    return name.rpartition("}")[2]


# Accepted: "_x000D_". Rejected: "_x0_" (a name with underscores).
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """Undo the escapes of control characters in a sheet's texts."""
    return _ESCAPED.sub(_character, text) if "_x" in text else text


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return match[0] if 0xD800 <= code <= 0xDFFF else chr(code)  # half a letter is none


def check_depth(depth: int, name: str) -> None:
    """Raise SourceUnreadable when the file `name` nests its elements deeper than any author does."""
    if depth > DEPTH:
        raise SourceUnreadable(
            f"The file nests its parts more than {DEPTH} deep",
            value=name,
            next_step="Save it as PDF and read that",
        )


def whole(text: str | None, default: int = 0) -> int:
    """Return an attribute that should be a whole number, or the default when it is none."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else default
