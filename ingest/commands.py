"""The commands that fill an index: reading sources, and building the next index from stored passages."""

from __future__ import annotations

import sys

import click

from search.settings import Settings


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--collection", help="Name of the collection; the folder's name by default.")
@click.option("--prune", is_flag=True, help="Remove documents whose files are gone from the given folders.")
@click.option("--rebuild", is_flag=True, help="Build a new index from nothing; every file is read again.")
@click.pass_obj
def ingest(
    settings: Settings, paths: tuple[str, ...], collection: str | None, prune: bool, rebuild: bool
) -> None:
    """Read files, folders and web addresses into the index. Unchanged files are left alone."""
    sys.exit(run_ingest(settings, paths, collection, prune=prune, rebuild=rebuild))


_backends = click.Choice(["embedded", "opensearch"])


@click.command()
@click.option("--from", "origin", type=_backends, help="Store to read from; the configured one by default.")
@click.option("--to", "target", type=_backends, help="Store to build in; the configured one by default.")
@click.option("--undo", is_flag=True, help="Serve the index that served before.")
@click.pass_obj
def reindex(settings: Settings, origin: str | None, target: str | None, *, undo: bool) -> None:
    """Build the next index beside the serving one from its stored passages, and switch to it.

    For a new model, a new version of Virzieni, or another store; no source is read again. Searching goes on
    meanwhile, writing waits.
    """
    from dataclasses import replace

    from ingest.progress import Progress
    from ingest.reindex import reindex as build
    from ingest.reindex import undo as go_back

    if undo:
        name, behind = go_back(settings)
        click.echo(f"Index {name} serves again.")
        if behind:
            click.echo(f"{behind} documents changed since: run `virzieni ingest PATH…` to read them again.")
        return
    with Progress("document") as progress:
        made = build(settings, origin or "", target or "", progress.started, progress.wrote)
    kept = f", {made.kept} of them written by an earlier run" if made.kept else ""
    click.echo(
        f"Index {made.name} ({made.backend}) serves: {made.documents} documents{kept}, "
        f"{made.passages} passages. `virzieni reindex --undo` goes back."
    )
    _prepare_projects(replace(settings, backend=made.backend))
    if made.backend != settings.backend:
        click.echo(f"Set VIRZIENI_BACKEND={made.backend} for the program to use it.")


def run_ingest(
    settings: Settings, paths: tuple[str, ...], collection: str | None, *, prune: bool, rebuild: bool
) -> int:
    """Read sources into the index, tell what became of each, and return the exit code of the run."""
    from ingest.progress import Progress
    from ingest.run import Run, ingest_paths
    from search.embedding import is_prepared

    if not is_prepared(settings):
        click.echo("Preparing the embedding model: once on a machine, about 20 seconds on 2 cores.")
    run = Run(paths, collection, prune=prune, rebuild=rebuild)
    try:
        with Progress() as progress:
            report = ingest_paths(run, settings, progress.started, progress.done)
    except KeyboardInterrupt:
        click.echo("Stopped. Documents that were read are in the index; the same command goes on.", err=True)
        sys.exit(130)
    click.echo("\n".join(report.lines()))
    if report.changed:
        _prepare_projects(settings)
    return report.exit_code


def _prepare_projects(settings: Settings) -> None:
    """Make what the first question about comparable projects would wait for."""
    from search.comparer_kept import prepare_projects
    from search.searcher import open_searcher

    prepared = prepare_projects(open_searcher(settings))
    if prepared:
        click.echo(f"Comparable projects: {prepared} prepared.")
