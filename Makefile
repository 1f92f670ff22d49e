# Set-up, demo and checks; every target installs what it needs into .venv first.
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8080

.PHONY: install demo test lint format bench evaluate sample translations clean

install: .venv/installed

demo: .venv/installed
	$(BIN)/virzieni demo --port $(PORT)

test: .venv/installed-dev
	$(BIN)/python -m pytest

lint: .venv/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: .venv/installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: .venv/installed-dev
	$(BIN)/python tests/benchmarks/run.py

evaluate: .venv/installed
	$(BIN)/virzieni evaluate search corpora/judgements/dev
	$(BIN)/virzieni evaluate search corpora/judgements/test

sample: .venv/installed-dev
	$(BIN)/python corpora/sample/build.py

translations: .venv/installed
	$(BIN)/pybabel compile --directory webapp/translations

clean:
	rm -rf data .mypy_cache .pytest_cache .ruff_cache *.egg-info

.venv/created:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv .venv
	touch $@

.venv/installed: .venv/created requirements.lock pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

.venv/installed-dev: .venv/installed requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.lock
	touch $@
