# `make run` and `make test` do everything, from a fresh clone on. Stamp files in .venv make a second time quick.
.SUFFIXES:
.DELETE_ON_ERROR:

VENV = .venv
BIN = $(VENV)/bin
SETUP = sh scripts/setup.sh
ROOMS = corpus ocr extractors outputs pipeline
SOURCES := $(shell find $(ROOMS) -type f ! -path '*/__pycache__/*' 2>/dev/null)

# what `make run` reads, and where the results go: make run FILES="scans letter.docx" OUT=results
FILES = corpus/specimens/programme.pdf
OUT = out

.PHONY: help run test lint bench lock format clean setup dev testing

help:
	@echo "make run    sets up what is missing and reads a specimen scan (make run FILES=... OUT=... reads yours)"
	@echo "make test   sets up what is missing and runs the tests against the built wheel"
	@echo "make lint   ruff and mypy            make bench  speed and accuracy beside other tools"
	@echo "make lock   new locked versions      make clean  removes what make has set up"

run: setup
	$(BIN)/vanban run $(FILES) --out $(OUT) --targets

test: dev testing
	VANBAN_FROM_WHEEL=1 $(BIN)/pytest --numprocesses logical --dist loadfile $(PYTEST)

lint: dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: dev
	$(BIN)/python bench/bench.py

setup: $(VENV)/.wheel

dev: $(VENV)/.wheel $(VENV)/.dev

# quick where all is there, and without a stamp: what tests skip is said each time
testing:
	@$(SETUP) testing

$(VENV)/.system: scripts/setup.sh
	@$(SETUP) system
	@$(SETUP) venv $(VENV)
	@touch $@

$(VENV)/.packages: $(VENV)/.system requirements.lock requirements-build.lock
	@$(SETUP) install $(VENV) requirements-build.lock requirements.lock
	@touch $@

$(VENV)/.dev: $(VENV)/.packages requirements-dev.lock
	@$(SETUP) install $(VENV) requirements-dev.lock
	@touch $@

$(VENV)/.wheel: $(VENV)/.packages pyproject.toml README.md LICENSE $(SOURCES)
	@$(SETUP) wheel $(VENV)
	@touch $@

# needs uv; the locks hold names, versions and hashes, and no place to fetch from
LOCK = uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-annotate --no-header --no-emit-index-url --no-emit-find-links $(UPGRADE)
lock:
	$(LOCK) pyproject.toml --output-file requirements.lock
	$(LOCK) pyproject.toml --extra dev --constraint requirements.lock --output-file requirements-dev.lock
	$(LOCK) requirements-build.in --constraint requirements-dev.lock --output-file requirements-build.lock

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
