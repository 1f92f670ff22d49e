"""The `<title>` of a page and its headings → the title of what the page tells.

A `<title>` may carry the name of the site, and old pages name in it who decided but not what about: then the
only highest heading is the title. Where both name a topic, the `<title>` stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.pages import Block

# Accepted: "Plāns | Ogres novads", "Jelgava: Plāns", "Jaunumi – Rīga". Rejected: "2021.–2027. gadam".
_PARTS = re.compile(r"\s+[|–—-]\s+|\s*[|»•]\s*|:\s+")
# A part that names no topic. Accepted: "Rēzeknes pilsētas domes lēmums", "Ogres novada pašvaldība",
# "Jaunumi", "www.ogre.lv", "Lēmums Nr. 5". Rejected: "Par pilsētas budžetu", "Ogres novada attīstības
# programma", "Lēmums par budžetu".
_NO_TOPIC = re.compile(
    r"(?:(?:\w+\s+)?(?:valstspilsēt|pilsēt|novad|pagast)\w{1,3}\b\s*)?(?:(?:dom|pašvaldīb)\w{1,3}\b\s*)?"
    r"(?:(?:sēdes|sēžu|oficiālā|oficiālais|jaunākās|tīmekļa|mājas)\s+)*"
    r"(?:lēmum[si]|saistošie noteikumi|rīkojum[si]|protokol[si]|nolikum[si]|normatīvie akti|dokumenti|jaunumi"
    r"|ziņas|aktualitātes|sākum(?:s|lapa)|vietne|tīmekļvietne|lapa|mājaslapa|portāls)?(?:\s*nr\.\s*[\w./-]+)?"
    r"|(?:https?://)?[\w-]+(?:\.[\w-]+)*\.(?:lv|eu|com|org)/?|(?:untitled|home)(?: (?:document|page))?",
    re.IGNORECASE,
)


def page_title(said: str, blocks: Iterable[Block]) -> str:
    """Return the title of a page whose `<title>` is `said`; "" when that is empty."""
    highest = [block.text for block in blocks if block.kind == "heading" and block.level == 1]
    if len(highest) != 1 or not said:
        return said
    if not _has_topic(said):
        return highest[0] if _has_topic(highest[0]) or highest[0] in said else said
    return highest[0] if highest[0] in said and _has_topic(highest[0]) else said


def _has_topic(title: str) -> bool:
    return not all(_NO_TOPIC.fullmatch(part) for part in _PARTS.split(title.strip()))
