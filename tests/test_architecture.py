"""Rules of the design that code can break: who imports whom, size, one reader of the environment, README."""

from __future__ import annotations

import ast
import re
from dataclasses import fields
from pathlib import Path

import click
import pytest

import virzieni
from search.settings import Settings, variable

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = {"search": {"search"}, "ingest": {"ingest", "search"}, "webapp": {"webapp", "search"}}
MODULES = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_packages_import_in_one_direction(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    assert imported(path) & (set(PACKAGES) | {"virzieni", "tests"}) <= PACKAGES[package]


@pytest.mark.parametrize("path", [*MODULES, ROOT / "virzieni.py"], ids=lambda path: path.name)
def test_no_module_is_longer_than_400_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_settings_reads_the_environment(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if path != ROOT / "search" / "settings.py":
        assert not re.search(r"os\.(environ|getenv)", text)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_say_what_they_are_and_have_no_empty_names(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert path.stem not in {"utils", "helpers", "common", "base", "manager", "service"}


def test_only_the_command_line_knows_all_three() -> None:
    assert set(PACKAGES) <= imported(ROOT / "virzieni.py")


def test_the_readme_lists_every_setting_with_its_default() -> None:
    for setting in fields(Settings):
        row = next((line for line in README.splitlines() if f"`{variable(setting.name)}`" in line), "")
        shown = "–" if setting.default == "" else f"`{setting.default}`"
        assert f" {shown} |" in row, variable(setting.name)
        assert setting.metadata["help"] in row


def test_the_readme_names_every_command() -> None:
    for name, command in virzieni.main.commands.items():
        names = [f"{name} {sub}" for sub in command.commands] if isinstance(command, click.Group) else [name]
        for one in names:
            assert f"virzieni {one}" in README, one


def test_the_readme_names_every_make_target() -> None:
    targets = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert targets
    for target in targets[1].split():
        assert f"`make {target}`" in README, target


def test_the_readme_shows_pictures_that_exist() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert len(pictures) >= 3
    for picture in pictures:
        assert (ROOT / picture).is_file(), picture
