"""The command line; the only module that knows ingestion, search and the web application."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ingest.commands import ingest, reindex, run_ingest
from ingest.measuring import evaluate, print_json
from search.errors import ManifestMismatch, VirzieniError
from search.settings import MOST_PORT, Settings, quiet_libraries, read_settings

if TYPE_CHECKING:
    from search.asked import Match
    from search.domain import Filters
    from search.searcher import Searcher
    from search.standing import Standing

SAMPLE = Path(__file__).resolve().parent / "corpora" / "sample" / "documents"


class _Commands(click.Group):
    """Turns our errors into one clear message and exit code 2; anything else is a fault of ours."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except VirzieniError as error:
            click.echo(
                f"virzieni: {error.what}" + ("" if error.value is None else f": {error.value}"), err=True
            )
            if error.next_step:
                click.echo(f"  {error.next_step}", err=True)
            sys.exit(2)


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option("0.1.0", prog_name="virzieni")
@click.pass_context
def main(context: click.Context) -> None:
    """Search Latvian municipal documents by meaning and by word.

    Settings are read from environment variables that begin with VIRZIENI_; the README lists them.
    """
    import logging

    context.obj = read_settings()
    quiet_libraries()
    logging.basicConfig(level=context.obj.log_level.upper(), format="%(levelname)s %(name)s: %(message)s")


_filter_options = [
    click.option("--city", multiple=True, help="Keep documents of this city (id, such as `liepaja`)."),
    click.option(
        "--direction", multiple=True, help="Keep passages on this direction: SOC, IZGL, VIDE, UZN, PILS."
    ),
    click.option("--kind", multiple=True, help="Keep documents of this kind, such as “projekta pārskats”."),
    click.option("--language", multiple=True, help="Keep passages in this language: lv, en, ru, und."),
    click.option("--years", help="Keep documents whose period overlaps these years, such as 2021-2027."),
]


def _with_filters(command: Any) -> Any:
    for option in reversed(_filter_options):
        command = option(command)
    return command


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def passages(settings: Settings, file: Path, as_json: bool) -> None:
    """Show the passages that FILE would be indexed as, without indexing it."""
    from ingest.prepare import prepare_file
    from webapp.lines import prepared_lines
    from webapp.serialize import prepared_data

    document = prepare_file(file, settings)
    data = prepared_data(document)
    if as_json:
        print_json(data)
    else:
        click.echo("\n".join(prepared_lines(document, data)))


@main.command()
@click.argument("text")
@_with_filters
@click.option(
    "--match",
    type=click.Choice(["exact", "forms", "related"]),
    default="related",
    show_default=True,
    help="All words exactly as typed, all in some form, or related terms and meaning too.",
)
@click.option("--limit", default=10, show_default=True, help="How many documents to show.")
@click.option("--offset", default=0, help="How many documents to pass over.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON as the API gives it.")
@click.pass_obj
def search(settings: Settings, text: str, match: Match, as_json: bool, **given: Any) -> None:
    """Find the passages that answer TEXT."""
    from search.domain import Query
    from search.searcher import open_searcher
    from webapp.lines import result_lines
    from webapp.serialize import results_data

    searcher = open_searcher(settings)
    offset, limit = max(0, given["offset"]), max(1, given["limit"])
    results = searcher.search(Query(text, _filters(searcher, given), offset, limit, match=match))
    data = results_data(results, searcher.corpora)
    if as_json:
        print_json(data)
    else:
        click.echo("\n".join(result_lines(data)))


@main.command()
@click.argument("start")
@_with_filters
@click.option("--limit", default=10, show_default=True, help="How many to show.")
@click.option("--documents", is_flag=True, help="Compare documents, not projects.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON as the API gives it.")
@click.pass_obj
def similar(
    settings: Settings, start: str, limit: int, *, documents: bool, as_json: bool, **given: Any
) -> None:
    """Find projects of other cities comparable to START: the id of a project or document, or a text."""
    from search.searcher import open_searcher
    from search.serving import steady

    searcher = steady(open_searcher(settings))
    wanted = _filters(searcher, given)
    data, lines = (_similar_documents if documents else _similar)(searcher, start, wanted, max(1, limit))
    print_json(data) if as_json else click.echo("\n".join(lines))


@main.command()
@click.argument("wanted", metavar="[ID]", default="")
@click.option("--words", "q", help="Words that the project is told of with, in any form.")
@click.option("--city", multiple=True, help="Keep projects of this city (id, such as `liepaja`).")
@click.option("--direction", multiple=True, help="Keep projects on this direction, such as VIDE.")
@click.option("--stage", multiple=True, help="planned, submitted, preparing, running or finished.")
@click.option("--programme", multiple=True, help="Keep projects that this pays for, such as ERAF.")
@click.option("--source", multiple=True, help="Keep projects told of in a `report` or in a `plan`.")
@click.option("--document", multiple=True, help="Keep projects that this document (id) tells of.")
@click.option("--years", help="Keep projects whose years overlap these, such as 2021-2027.")
@click.option("--sum-from", help="Keep projects of at least this total, EUR.")
@click.option("--sum-to", help="Keep projects of at most this total, EUR.")
@click.option("--order", help="title, end (latest first), sum (largest first) or city.")
@click.option("--page", help="Which page of the list to show.")
@click.option("--per-page", help="How many projects a page has, 20 by default.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON as the API gives it.")
@click.pass_obj
def projects(settings: Settings, wanted: str, as_json: bool, **given: Any) -> None:
    """List the projects of the collection, or show those of ID: a project's, or a document's."""
    from search.searcher import open_searcher
    from search.serving import steady
    from webapp.project_lines import asked_lines
    from webapp.projects import asked_data

    data = asked_data(steady(open_searcher(settings)), wanted, given)
    print_json(data) if as_json else click.echo("\n".join(asked_lines(data)))


@main.command()
@_with_filters
@click.option(
    "--standing",
    type=click.Choice(["in_force", "expired", "draft"]),
    help="Keep plans that are in force, that expired, or that are drafts.",
)
@click.option("--themes", is_flag=True, help="Show sub-themes, too.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON as the API gives it, with passages.")
@click.pass_obj
def coverage(
    settings: Settings, standing: Standing | None, themes: bool, as_json: bool, **given: Any
) -> None:
    """Show what the collection holds on each city and direction, and what it does not."""
    from search.searcher import open_searcher
    from webapp.coverage import coverage_lines, covered

    searcher = open_searcher(settings)
    most = 3 if as_json else 0  # passages of each cell
    data = covered(searcher, _filters(searcher, given), standing, themes=themes, most=most)
    print_json(data) if as_json else click.echo("\n".join(coverage_lines(data)))


@main.command()
@click.argument("name", metavar="CITY")
@click.option("--json", "as_json", is_flag=True, help="Print JSON as the API gives it.")
@click.pass_obj
def city(settings: Settings, name: str, *, as_json: bool) -> None:
    """Show the profile of CITY: an id, or a name in any case, with or without diacritics."""
    from search.searcher import open_searcher
    from webapp.cities import city_data, city_lines

    data = city_data(open_searcher(settings), name)
    print_json(data) if as_json else click.echo("\n".join(city_lines(data)))


@main.command()
@click.argument("corrected", metavar="ID")
@click.argument("facts", nargs=-1, required=True, metavar="FIELD=VALUE…")
@click.option("--why", default="", help="Where it is written; shown beside the fact or the tag.")
@click.option("--undo", is_flag=True, help="Take corrections back: FIELD… instead of FIELD=VALUE….")
@click.pass_obj
def correct(settings: Settings, corrected: str, facts: tuple[str, ...], why: str, *, undo: bool) -> None:
    """Put facts of the document ID right, such as `period=2022-2027`, or directions of the passage ID.

    `directions=+VIDE,-PILS` adds or confirms VIDE and removes PILS. A correction is kept apart from what was
    read or tagged, and holds when the document is read again.
    """
    from ingest.correct import correct_as_typed
    from ingest.correct_tags import correct_tags_as_typed
    from webapp.lines import fact_lines, tag_lines

    if "-" in corrected:  # in the id of a passage, never in that of a document
        click.echo("\n".join(tag_lines(correct_tags_as_typed(corrected, facts, why, settings, undo=undo))))
    else:
        click.echo("\n".join(fact_lines(correct_as_typed(corrected, facts, why, settings, undo=undo))))


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def corrections(settings: Settings, as_json: bool) -> None:
    """List the corrections by staff, of facts and of directions, oldest first."""
    from ingest.correct import exported
    from ingest.correct_tags import exported_tags
    from search.collection import open_collection
    from webapp.lines import correction_lines

    collection = open_collection(settings.data)
    data = sorted([*exported(collection), *exported_tags(collection)], key=lambda one: str(one["made"]))
    print_json(data) if as_json else click.echo("\n".join(correction_lines(data)))


@main.command("train-directions")
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to keep it in, without corrections; by default beside the index, with them.",
)
@click.pass_obj
def train_directions(settings: Settings, target: Path | None) -> None:
    """Learn how to tag directions with the configured model, from our labels and the corrections by staff.

    Prints what is reached before and after. `virzieni reindex` then tags what is in the index.
    """
    from ingest.train_directions import train
    from webapp.lines import trained_lines

    click.echo("\n".join(trained_lines(train(settings, target))))


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def status(settings: Settings, as_json: bool) -> None:
    """Show what the index holds, what it was built with, and which sources have trouble."""
    from ingest.status import status_data, status_lines

    data = status_data(settings)
    if as_json:
        print_json(data)
    else:
        click.echo("\n".join(status_lines(data)))


@main.command()
@click.option("--host", help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, MOST_PORT), help="Port to listen on.")
@click.pass_obj
def serve(settings: Settings, host: str | None, port: int | None) -> None:
    """Serve the web pages and the API."""
    _serve(settings, host, port)


@main.command()
@click.option("--port", type=click.IntRange(0, MOST_PORT), help="Port to listen on.")
@click.option("--no-serve", is_flag=True, help="Only ingest.")
@click.pass_obj
def demo(settings: Settings, port: int | None, no_serve: bool) -> None:
    """Ingest the sample documents into a data folder of their own and serve them."""
    from dataclasses import replace

    own = replace(settings, data=settings.data / "demo", opensearch_index=f"{settings.opensearch_index}-demo")
    try:
        code = run_ingest(own, (str(SAMPLE),), "sample", prune=True, rebuild=False)
    except ManifestMismatch:
        click.echo("The demo's index was built by another version or model; building it anew.")
        code = run_ingest(own, (str(SAMPLE),), "sample", prune=True, rebuild=True)
    if no_serve or code:
        sys.exit(code)
    _serve(own, None, port)


for command in (evaluate, ingest, reindex):
    main.add_command(command)


def _serve(settings: Settings, host: str | None, port: int | None) -> None:
    from dataclasses import replace

    from search.collection import open_collection
    from search.serving import Serving
    from webapp import create_app
    from webapp.wsgi import serve as run_server

    listening = replace(settings, host=host or settings.host, port=settings.port if port is None else port)
    app = create_app(Serving(listening), open_collection(listening.data), listening)
    run_server(app, listening)


def _similar(searcher: Searcher, given: str, wanted: Filters, limit: int) -> tuple[Any, list[str]]:
    from search.similar import similar, start_of
    from webapp.comparing import similar_project_lines, similar_projects_data

    data = similar_projects_data(similar(searcher, start_of(searcher, given), wanted, limit), searcher)
    return data, similar_project_lines(data)


def _similar_documents(searcher: Searcher, given: str, wanted: Filters, limit: int) -> tuple[Any, list[str]]:
    from search.similar_documents import similar, start_of
    from webapp.lines import hit_lines, note_lines
    from webapp.serialize import similar_data

    start = start_of(searcher, given)
    data = similar_data(similar(searcher, start, wanted, limit), searcher.corpora, notes=start.notes)
    return data, note_lines(data) + (
        hit_lines(data["hits"]) or ["No document of another city is comparable."]
    )


def _filters(searcher: Searcher, given: dict[str, Any]) -> Filters:
    from webapp.params import filters_of

    return filters_of(given, searcher.corpora)


if __name__ == "__main__":
    main()
