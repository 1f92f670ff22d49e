"""Direction tags → plain data, each with a sentence in both languages that says why it is there."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from search.corpora import Corpora
from search.domain import Direction, DirectionTag, Vocabulary
from webapp.places import Say, plainly
from webapp.tongues import in_latvian

Data = dict[str, Any]


def tag_data(tag: DirectionTag, corpora: Corpora) -> Data:
    """Return a passage's tag with its evidence, what staff said of it, and why it is there."""
    direction, theme = corpora.direction(tag.direction), _sub_theme(tag, corpora)
    label_lv, label_en = _labels(tag, direction)
    names = (theme.name_lv, theme.name_en) if theme else ("", "")
    return {
        "id": tag.direction,
        "label_lv": label_lv,
        "label_en": label_en,
        "score": tag.score,
        "sub_theme": _theme_data(tag, theme),
        "evidence": [asdict(one) for one in tag.evidence],
        "review": tag.review,
        "why": tag.why,
        "text_lv": why_tag(tag, label_lv, names[0], in_latvian),
        "text_en": why_tag(tag, label_en, names[1], plainly),
    }


def document_tag_data(tag: DirectionTag, corpora: Corpora) -> Data:
    """Return a document's tag: its share of tagged passages, whether primary, and its strongest passages."""
    label_lv, label_en = _labels(tag, corpora.direction(tag.direction))
    return {
        "id": tag.direction,
        "label_lv": label_lv,
        "label_en": label_en,
        "share": tag.score,
        "primary": tag.primary,
        "sub_theme": _theme_data(tag, _sub_theme(tag, corpora)),
        "passages": list(tag.passages),
        "evidence": [asdict(one) for one in tag.evidence],
    }


def why_tag(tag: DirectionTag, label: str, theme: str, say: Say) -> str:
    """Return why a passage has a direction, in one sentence."""
    parts = []
    if theme:  # of learned heads, whose score is a probability
        percent = min(99, round(100 * tag.score))  # nothing learned is certain
        parts.append(say("probability %(percent)s %%, sub-theme “%(theme)s”", percent=percent, theme=theme))
    written = [one.written for one in tag.evidence if one.written]
    if written:
        parts.append(say("the text has: %(words)s", words=", ".join(written)))
    near = [one.entry for one in tag.evidence if not one.written]
    if near:
        parts.append(say("near in meaning: %(entries)s", entries=", ".join(near)))
    if tag.review:
        said = {
            "confirmed": say("confirmed by staff: %(why)s", why=tag.why),
            "added": say("added by staff: %(why)s", why=tag.why),
            "removed": say("removed by staff: %(why)s", why=tag.why),
        }
        parts.append(said[tag.review])
    return f"{label}: {'; '.join(parts)}"


def _labels(tag: DirectionTag, direction: Direction | None) -> tuple[str, str]:
    return (direction.label_lv, direction.label_en) if direction else (tag.direction, tag.direction)


def _sub_theme(tag: DirectionTag, corpora: Corpora) -> Vocabulary | None:
    direction = corpora.direction(tag.direction)
    themes = direction.sub_themes if direction else ()
    return next((one for one in themes if f"{tag.direction}/{one.id}" == tag.sub_theme), None)


def _theme_data(tag: DirectionTag, theme: Vocabulary | None) -> Data | None:
    if theme is None:
        return None
    return {"id": tag.sub_theme, "name_lv": theme.name_lv, "name_en": theme.name_en}
