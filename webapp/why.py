"""Why a passage answers → one sentence for people, in a language.

Goes in: the reasons of `search.explain`, names of what a question names, a translator. Knows no matching.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from search.reasons import Instead, MetWord, Why
from webapp.places import Say

_SHOWN_FORMS = 4  # of a word in a sentence


def why_text(why: Why, names: Sequence[str], say: Say, *, sentence_marked: bool = False) -> str:
    """Return the reasons as one sentence; `names` are those of what is `named`, in its order."""
    reasons = [
        *_words(why, say),
        *(_instead(one, say) for one in why.instead),
        *_lacking(why, say),
        _meaning(why, say),
        *_document(why, names, say),
        *_put_back(why, say),
    ]
    if sentence_marked:
        reasons.append(say("the sentence nearest in meaning is marked"))
    sentence = "; ".join(reasons) + "."
    return sentence[0].upper() + sentence[1:]


def _words(why: Why, say: Say) -> list[str]:
    if why.by_meaning_alone and why.lacking:
        return [say("found by meaning: none of your words is in the text")]
    in_text = [one for one in why.met if one.place == "text"]
    in_headings = [one for one in why.met if one.place == "heading"]
    said = []
    if in_text:
        said.append(say("in the text: %(words)s", words=_listed(map(_word, in_text))))
    if in_headings:
        said.append(say("only in the title or headings: %(words)s", words=_listed(map(_word, in_headings))))
    return said


def _word(met: MetWord) -> str:
    """Return a word with its forms, unless it stands only as typed: “siltināšana (siltināšanu, …)”."""
    if [form.lower() for form in met.forms] == [met.word.lower()]:
        return met.word
    forms = [*met.forms[:_SHOWN_FORMS], *(["…"] if len(met.forms) > _SHOWN_FORMS else [])]
    return f"{met.word} ({_listed(forms)})"


def _instead(one: Instead, say: Say) -> str:
    words, terms = " ".join(one.words), _listed(one.terms)
    if one.how == "related":
        return say("instead of “%(words)s”: %(terms)s", words=words, terms=terms)
    if one.how == "meant":
        return say("“%(words)s” was read as: %(terms)s", words=words, terms=terms)
    return say("only similar to “%(words)s”: %(terms)s", words=words, terms=terms)


def _lacking(why: Why, say: Say) -> list[str]:
    if why.by_meaning_alone or not why.lacking:
        return []
    return [say("missing: %(words)s", words=_listed(why.lacking))]


def _meaning(why: Why, say: Say) -> str:
    said = {
        "strong": say("very near in meaning"),
        "medium": say("near in meaning"),
        "weak": say("distant in meaning"),
    }
    return said[why.meaning]


def _document(why: Why, names: Sequence[str], say: Say) -> list[str]:
    said = []
    for one, name in zip(why.named, names, strict=True):
        known = {
            "city": say("the document is of the city that you named: %(name)s", name=name),
            "direction": say("the document is on the direction that you named: %(name)s", name=name),
            "kind": say("the document is of the kind that you named: %(name)s", name=name),
        }
        said.append(known[one.field])
    if why.versions:
        said.append(say("it stands for its other versions and copies too: %(number)s", number=why.versions))
    before = {
        "draft": say("placed before a nearly equal document, which is only a draft"),
        "repealed": say("placed before a nearly equal document, which is no longer in force"),
        "older": say("placed before a nearly equal document, which is older"),
    }
    return [*said, *([before[why.before]] if why.before else [])]


def _put_back(why: Why, say: Say) -> list[str]:
    said = {
        "title_page": say("placed lower: a title page or a line of approval"),
        "heading": say("placed lower: it only repeats its title or heading"),
        "contents": say("placed lower: a table of contents"),
        "references": say("placed lower: a list of sources"),
        "contacts": say("placed lower: contact details"),
        "fund_line": say("placed lower: a line on the fund that pays"),
        "signature": say("placed lower: a signature"),
    }
    return [said[why.nature]] if why.nature else []


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)
