# Everything that is done with recoupe, in a virtual environment of its own. `make` alone shows what there is.

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip --disable-pip-version-check
SHARED = $(wildcard ../shared/data)

.PHONY: help demo test lint format docs bench gate clean

help:
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST)

demo: $(VENV)/.installed ## read the bundled sample and show its ledger
	$(BIN)/recoupe demo

test: $(VENV)/.installed-dev ## run the tests
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal $(TESTS)

lint: $(VENV)/.installed-dev ## check style and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

format: $(VENV)/.installed-dev ## write the code in the one style
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

docs: $(VENV)/.installed-dev ## write the parts of the documentation that are made from the code
	RECOUPE_UPDATE=1 $(BIN)/python -m pytest tests/house/test_docs.py -k fresh

bench: $(VENV)/.installed-peers ## measure, and write docs/quality.md
	$(BIN)/python -m bench

gate: $(if $(SHARED),$(VENV)/.installed-bench,$(VENV)/.installed-dev) ## fail where a figure is below its floor
	$(BIN)/python -m bench.gate

clean: ## take the virtual environment and all caches away
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

# A stamp a set of packages: made anew only where what is asked for has changed.
$(VENV)/.installed: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --quiet --editable .
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(PIP) install --quiet --editable '.[dev]'
	touch $@

$(VENV)/.installed-bench: $(VENV)/.installed-dev
	$(PIP) install --quiet --editable '.[bench]'
	touch $@

$(VENV)/.installed-peers: $(VENV)/.installed-bench
	$(PIP) install --quiet --upgrade pip
	$(PIP) install --quiet --editable '.[peers]'
	touch $@
