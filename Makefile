# Set-up, demo and checks; every target installs what it needs into .venv first.
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8080

.PHONY: install demo test test-opensearch lint format bench bench-opensearch evaluate adapt sample translations clean

install: .venv/installed

demo: .venv/installed
	$(BIN)/virzieni demo --port $(PORT)

test: .venv/installed-dev
	$(BIN)/python -m pytest

# The stores' contract, search and pages again, on a real OpenSearch
test-opensearch: .venv/installed-dev
	@test -n "$(OPENSEARCH_URL)$(OPENSEARCH_HOME)" || { printf '%s\n' \
	  'Set OPENSEARCH_URL to the address of a running OpenSearch 3.4 without security, or OPENSEARCH_HOME' \
	  'to the folder of one on disk (https://opensearch.org/downloads/), which is started for the tests:' \
	  '  make test-opensearch OPENSEARCH_URL=http://127.0.0.1:9200' >&2; exit 1; }
	TEST_BACKEND=opensearch OPENSEARCH_URL=$(OPENSEARCH_URL) OPENSEARCH_HOME=$(OPENSEARCH_HOME) \
	  $(BIN)/python -m pytest tests/search tests/webapp tests/ingest/test_run.py tests/ingest/test_run_killed.py \
    tests/ingest/test_reindex.py tests/ingest/test_correct.py

lint: .venv/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: .venv/installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: .venv/installed-dev
	$(BIN)/python tests/benchmarks/run.py

# Writing and asking 100,000 passages on OpenSearch and on the embedded store; about 20 minutes on 2 cores
bench-opensearch: .venv/installed-dev
	OPENSEARCH_URL=$(OPENSEARCH_URL) OPENSEARCH_HOME=$(OPENSEARCH_HOME) \
	  $(BIN)/python tests/benchmarks/bench_opensearch.py

evaluate: .venv/installed
	$(BIN)/virzieni evaluate search corpora/judgements/dev
	$(BIN)/virzieni evaluate search corpora/judgements/test
	$(BIN)/virzieni evaluate directions --folds

# Trains the embedding model's adapter anew, with the same seed; half an hour on 2 cores
adapt: .venv/installed-adapt
	$(BIN)/python corpora/training/adapt.py

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

.venv/installed-adapt: .venv/installed requirements-adapt.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-adapt.lock
	touch $@
