"""Notes on how a question was taken → sentences for people, through a translator."""

from __future__ import annotations

from search.domain import Note
from webapp.places import Say


def note_text(note: Note, say: Say) -> str:
    """Return the sentence of a note. Raises KeyError for a code that has none."""
    first, second, *_ = (*note.values, "", "")
    words = ", ".join(note.values)
    said = {
        "query_cut": say("Your text was long; its first %(n)s characters were used.", n=first),
        "no_words": say("Your question holds no word to search for."),
        "last_page": say(
            "There is no page %(page)s; this is the last one, %(last)s.", page=first, last=second
        ),
        "control_characters": say("Characters that cannot be shown were left out of your question."),
        "unknown_filter": say("The filter “%(value)s” is not known and was left out.", value=second),
        "unusable_value": say("The value “%(value)s” cannot be used and was left out.", value=second),
        "sums_swapped": say("The sums stood in the wrong order and were swapped."),
        "years_swapped": say("The years stood in the wrong order and were swapped."),
        "years_joined": say(
            "Several years were typed; the period %(first)s–%(last)s was taken.", first=first, last=second
        ),
        "years_replaced": say(
            "The years typed and the years chosen (%(years)s) do not meet; those typed count.", years=first
        ),
        "open_quote": say("A quotation mark was not closed; the words were searched for without it."),
        "lone_minus": say("A minus sign with no word after it was left out."),
        "lone_not": say("NOT with no word after it was left out."),
        "or_at_edge": say(
            "“%(sign)s” has to stand between two words or phrases; here it was left out.", sign=first
        ),
        "only_exclusions": say(
            "Something has to be searched for; the excluded words (%(words)s) alone were left out.",
            words=words,
        ),
        "field_not_excluded": say("A field cannot be excluded; “%(field)s” was left out.", field=first),
        "field_empty": say(
            "No value follows “%(field)s:”, so it was taken as a word. Leave no space after the colon.",
            field=first,
        ),
        "unknown_field": say("“%(field)s:” is not a field, so it was taken as a word.", field=first),
        "unknown_field_value": say(
            "“%(field)s” holds a value that is not known; it was searched for as words.", field=first
        ),
        "searched_as": say("Searched as: %(meant)s (you typed: %(typed)s).", meant=second, typed=first),
    }
    return said[note.code]
