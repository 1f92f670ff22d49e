"""The status and the code of an error → a title and an advice for people, through a translator."""

from __future__ import annotations

from webapp.places import Say


def error_text(status: int, code: str, say: Say) -> tuple[str, str]:
    """Return a title and an advice; for a code without words of its own those of its status."""
    title, advice = _by_status(status, say)
    return _titles(say).get(code, title), _advice(say).get(code, advice)


def _titles(say: Say) -> dict[str, str]:
    closed = say("The original cannot be opened")
    return {
        "document_unknown": say("Document not found"),
        "project_unknown": say("Project not found"),
        "city_unknown": say("City not found"),
        "direction_unknown": say("Direction not found"),
        "original_changed": closed,
        "original_gone": closed,
        "page_not_rendered": say("The page cannot be shown"),
    }


def _advice(say: Say) -> dict[str, str]:
    keeper = say("Its keeper finds the reason in the log of the server.")
    rebuild = say("Its keeper has to build it anew: %(command)s", command="virzieni reindex")
    first = say("Its keeper has to read documents into it: %(command)s", command="virzieni ingest")
    return {
        "document_unknown": say("The collection holds no such document, or no longer."),
        "project_unknown": say("The collection holds no such project, or no longer."),
        "city_unknown": say("This is none of the ten state cities."),
        "direction_unknown": say("This is none of the five cooperation directions."),
        "page_unknown": say("The document has no such page."),
        "original_gone": say("The original cannot be read any more; its text is still here."),
        "original_changed": say(
            "The original was changed after it was read. It can be opened again once it was read anew."
        ),
        "page_not_rendered": say(
            "No picture of this page can be made now; its text is still here. Try again later."
        ),
        "text_missing": say("There is no text to compare. Paste a paragraph about your project."),
        "start_missing": say("Choose the project or document to compare with."),
        "same_project": say("A project cannot be compared with itself."),
        "method_not_allowed": say("This address does not take what was sent to it."),
        "index_missing": say("There is no index yet.") + f" {first}",
        "index_busy": say("The index is being written. Try again in a few minutes."),
        "manifest_mismatch": say(
            "The index was built by another version of the program, or for another model."
        )
        + f" {rebuild}",
        "model": say("The model that compares meanings cannot be used.") + f" {keeper}",
        "store_away": say("The server that holds the index cannot be reached.") + f" {keeper}",
        "backend": say("The index cannot be read.") + f" {keeper}",
    }


def _by_status(status: int, say: Say) -> tuple[str, str]:
    if status == 404:
        return say("Not found"), say("The address is wrong, or the document has left the collection.")
    if status in {413, 414, 431}:
        return say("Too long"), say("Shorten the text and try again.")
    if status == 503:
        return say("Search is not available now"), say("Try again in a few minutes.")
    if status < 500:
        return say("This cannot be answered"), say("Check what was asked and try again.")
    return say("Something went wrong"), say("The fault is ours, and it has been noted. Try again later.")
