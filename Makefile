# `make run` and `make test` do all set-up; `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
OLD_DUCKDB := $(VENV)/duckdb-1.4
MODELS := $(VENV)/models/site-packages
READERS := $(VENV)/readers/site-packages
SPARK := $(VENV)/spark
ASIDE = DATELINE_SPARK=$(abspath $(SPARK)/bin/python) DATELINE_DUCKDB14=$(abspath $(OLD_DUCKDB)) DATELINE_SPACY=$(abspath $(MODELS)) DATELINE_READERS=$(abspath $(READERS)) # libraries that tests use and the environment has not
PARALLEL := -n auto --maxprocesses 4 --dist loadfile # a test file is one process's; a process takes a gigabyte
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check --no-input

.DEFAULT_GOAL := help
.PHONY: help run test faults bench check ui pages pictures spark lock clean

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

run: $(READY) ## read raw/, publish var/warehouse.duckdb, say what was found
	@$(BIN)/dateline run

test: $(READY) $(OLD_DUCKDB) $(MODELS) $(READERS) ## the whole test suite
	@$(ASIDE) $(BIN)/python -m pytest $(PARALLEL) --ignore tests/bench
	@$(ASIDE) $(BIN)/python -m pytest tests/bench

faults: $(READY) $(OLD_DUCKDB) $(READERS) ## the long tests: kills, orders, histories, damaged files, forgetting (half an hour)
	@$(ASIDE) DATELINE_FAULTS=all $(BIN)/python -m pytest $(PARALLEL) -m long tests

bench: $(READY) $(MODELS) ## what a run costs, floor by floor, beside what the machine does at most (ten minutes)
	@$(ASIDE) $(BIN)/python tests/bench/end_to_end.py 1000 4000 --workers 1 2

check: $(READY) ## linters and types
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

ui: $(READY) ## Dagster's pages on this machine
	@$(BIN)/dateline ui

pages: $(READY) ## the pages for reading the warehouse, on this machine
	@$(BIN)/dateline serve

pictures: $(READY) ## the README's pictures anew (needs Chromium)
	@$(BIN)/python tests/flow/pictures.py tests/pictures

spark: $(SPARK)/.ready ## the environment of the cluster engine, apart from the rest (900 MB); its tests are skipped without it, or without Java

lock: ## write requirements.lock and those in tests/ (models, readers, spark) anew (needs uv)
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-strip-extras --no-header --quiet -o requirements.lock
	@sed -i.old 's/^lxml\[html-clean\]==/lxml==/' requirements.lock && rm requirements.lock.old # pip 23 fails on an extra spelt in two ways
	uv pip compile pyproject.toml --extra spacy -c requirements.lock $$(sed -n 's/^\([a-z0-9._-]*\)\(\[[^]]*\]\)*==.*/--no-emit-package \1/p' requirements.lock) --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet -o tests/models.lock
	uv pip compile pyproject.toml --group readers -c requirements.lock --no-emit-package pyicu $$(sed -n 's/^\([a-z0-9._-]*\)\(\[[^]]*\]\)*==.*/--no-emit-package \1/p' requirements.lock) --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet -o tests/readers.lock
	echo 'cffconvert==2.0.0' | uv pip compile - --no-deps --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet >> tests/readers.lock # its schema only: it asks for an older jsonschema
	uv pip compile --group spark -c requirements.lock --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet -o tests/spark.lock

clean: ## remove the environment and all that runs left behind
	rm -rf $(VENV) var .pytest_cache .mypy_cache .ruff_cache .hypothesis

# The environment: every package by hash from the lock, then this project on top without looking anything up.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Dateline needs Python 3.11 or newer; this is $$($(PYTHON) --version). Install one, then: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 2; }
	@echo "Making the environment in $(VENV) (once; a minute or two) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

# Readers of the published file may have an older DuckDB; a test opens it with one.
$(OLD_DUCKDB): tests/duckdb-1.4.lock $(READY)
	@$(PIP) install --require-hashes --no-deps --upgrade --target $@ -r tests/duckdb-1.4.lock
	@touch $@

# Models are no part of the environment; tests of the seam for them use spaCy, beside it (200 MB, without what the environment has already).
$(MODELS): tests/models.lock $(READY)
	@$(PIP) install --require-hashes --no-deps --upgrade --target $@ -r tests/models.lock
	@touch $@

# Exports are opened by the library of each format, beside the environment (130 MB). ICU, which one of them can do without, needs a compiler.
$(READERS): tests/readers.lock $(READY)
	@$(PIP) install --require-hashes --no-deps --upgrade --target $@ -r tests/readers.lock
	@touch $@

# Spark's driver and workers have an environment of their own: PySpark, and of the rest what the mapped stages import, in the same versions.
$(SPARK)/.ready: tests/spark.lock $(READY)
	@$(BIN)/python -m venv $(SPARK)
	@$(SPARK)/bin/python -m pip -qq --disable-pip-version-check --no-input install --require-hashes -r tests/spark.lock
	@touch $@
