"""The commands that measure: `virzieni evaluate …`, each over judged files, as a table or as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from search.settings import Settings


@click.group()
def evaluate() -> None:
    """Measure quality on judgements."""


@evaluate.command("search")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--lucene", is_flag=True, help="Compare with Lucene's Latvian, on OpenSearch.")
@click.option("--keep", "keeping", is_flag=True, help="Keep the figures beside the folder's files.")
@click.pass_obj
def evaluate_search(settings: Settings, folder: Path, as_json: bool, lucene: bool, keeping: bool) -> None:
    """Rank the texts of a BEIR folder (corpus.jsonl, queries.jsonl, qrels/test.tsv) and print the figures."""
    from ingest.judged import measured
    from search.evaluate.kept import keep, told
    from search.evaluate.retrieval import table

    figures = measured(folder, settings, lucene=lucene)
    if as_json:
        print_json(figures)
    else:
        click.echo("\n".join(table(figures) + told(folder, figures)))
    if keeping:
        keep(folder, figures)


@evaluate.command("similar")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--split", type=click.Choice(["dev", "test"]), help="Only starts of this split.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def evaluate_similar(settings: Settings, folder: Path, split: str | None, as_json: bool) -> None:
    """Rank comparable projects (projects.jsonl) for judged starts (starts.jsonl) and print the figures."""
    from search.evaluate.comparable import measured_similar, similar_table

    figures = measured_similar(folder, settings, split)
    if as_json:
        print_json(figures)
    else:
        click.echo("\n".join(similar_table(figures)))


@evaluate.command("conversion")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def evaluate_conversion(settings: Settings, folder: Path, as_json: bool) -> None:
    """Read the golden documents of a folder (NAME.pdf beside NAME.json …) and print what is read right."""
    from ingest.golden import judged_by_all, load_golden
    from search.evaluate.conversion_table import conversion_data, conversion_table

    groups, missing = judged_by_all(load_golden(folder), settings)
    if as_json:
        print_json(conversion_data(groups))
    else:
        click.echo("\n".join(conversion_table(groups, missing)))


@evaluate.command("entities")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--mistakes", "part", help="List what is missed or wrong in this part, such as `dev`.")
def evaluate_entities(file: Path, as_json: bool, part: str | None) -> None:
    """Find the entities of annotated passages (JSON lines); print precision and recall by part and type."""
    from search.evaluate.entities import by_part, figures_data, figures_table, load_annotated, mistakes

    passages = load_annotated(file)
    figures = by_part(passages)
    if as_json:
        print_json(figures_data(figures))
    else:
        click.echo("\n".join(figures_table(figures)))
    if part:
        click.echo("\n".join(mistakes([one for one in passages if one.split == part])))


@evaluate.command("directions")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--folds", is_flag=True, help="Learn anew, judge unseen documents, compare; on our labels.")
@click.pass_obj
def evaluate_directions(settings: Settings, file: Path | None, as_json: bool, *, folds: bool) -> None:
    """Tag the texts of FILE (JSON lines with title, text, directions) and print the figures."""
    from ingest.train_directions import folded, judged_file
    from search.evaluate.direction_folds import fold_table
    from search.evaluate.directions import table

    if folds == (file is not None):
        raise click.UsageError("Name a FILE, or say --folds for our own labels.")
    figures = folded(settings) if file is None else judged_file(file, settings)
    if as_json:
        print_json(figures)
    else:
        click.echo("\n".join(fold_table(figures) if file is None else table(figures)))


@evaluate.command("projects")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--mistakes", is_flag=True, help="List what is missed, wrong, or beside the table.")
@click.pass_obj
def evaluate_projects(settings: Settings, file: Path | None, as_json: bool, *, mistakes: bool) -> None:
    """Read the projects of a table's documents (by default of our own table) and print what is right."""
    from ingest.judged_records import PROJECTS, judged_records
    from search.evaluate.project_records import records_table

    figures = judged_records(file or PROJECTS, settings)
    if as_json:
        print_json(figures.data())
    else:
        click.echo("\n".join(records_table(figures) + (["", *figures.mistakes] if mistakes else [])))


def print_json(data: Any) -> None:
    """Write `data` as JSON to the standard output."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))
