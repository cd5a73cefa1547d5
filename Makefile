# Everything that a newcomer, a contributor and CI do. Needs Python 3.11 or later with pip, and make.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
RUNTIME := .venv/.runtime-installed
DEVELOPMENT := .venv/.development-installed
TOOLS := build/release/.installed
DATA ?= ../shared
AT_ONCE := -n auto --maxprocesses 4 --dist loadfile --ignore tests/browser
COVERED := --cov=lansir --cov-report=term:skip-covered --cov-fail-under=90
WITH ?=

.DEFAULT_GOAL := help
.PHONY: help demo test browser coverage formats scale lint types bench gate notebook site audit sbom wheel release lock clean

help:  ## list what there is
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile

demo: $(RUNTIME)  ## set up what reading needs and read the bundled example pages and the example world
	@$(BIN)/lansir demo
	@$(BIN)/lansir demo --world lansir-demo.db

test: $(DEVELOPMENT)  ## run the tests (but the slow ones and those in a browser)
# The tests start many processes: each would compile the package anew where modules are not kept.
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest $(AT_ONCE) $(WITH)

browser: $(DEVELOPMENT)  ## walk the desk in Chromium, where there is one
	@$(BIN)/python -m pytest -m browser

coverage: $(DEVELOPMENT)  ## which lines of the package the tests reach; under 90 % fails
	@$(BIN)/python -m pytest $(AT_ONCE) $(COVERED)

formats: $(DEVELOPMENT)  ## install what the tests of some exports need beyond that (a C++ compiler and ICU)
	@$(PIP) install --require-hashes -r requirements-formats.lock

scale: $(DEVELOPMENT)  ## install what reading on Ray and asking lakes needs
	@$(PIP) install --require-hashes -r requirements-scale.lock

lint: $(DEVELOPMENT)  ## check style and formatting
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(DEVELOPMENT)  ## check types
	@$(BIN)/mypy

bench: $(DEVELOPMENT)  ## measure, write docs/results.md, and copy its headline into the README
	@$(BIN)/python -m bench.report --data $(DATA)
	@$(BIN)/python -m bench.report --readme

gate: $(DEVELOPMENT)  ## compare the accuracy with what was reached before
	@$(BIN)/python -m bench.gate $(DATA)/annotation

notebook: $(DEVELOPMENT)  ## read the example world anew and run the notebook of the docs over it
	@rm -f lansir-demo.db lansir-demo.db-wal lansir-demo.db-shm
	@$(BIN)/lansir demo --world lansir-demo.db
	@$(BIN)/python -m docs.notebooks.make

site: .venv/bin/python  ## build the documentation as a site into site/, and check every link in it
	@$(PIP) install --require-hashes -r requirements-docs.lock
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict

audit: $(DEVELOPMENT) $(TOOLS)  ## ask what is known against the pinned versions (asks the network)
	@$(BIN)/python -m release.review
	@$(BIN)/python -m release.audit

sbom: $(DEVELOPMENT) $(TOOLS)  ## write the bill of materials of this tree into dist/, and check it
	@$(BIN)/python -m release.sbom

wheel: $(DEVELOPMENT) $(TOOLS)  ## build wheel and source archive into dist/, the same bytes from the same commit
	@$(BIN)/python -m release.archives

release: $(DEVELOPMENT) $(TOOLS)  ## check and build a release: make release VERSION=1.2.3
	@$(BIN)/python -m release $(or $(VERSION),$(error name the version: make release VERSION=1.2.3)) --data $(DATA)

lock:  ## resolve the dependencies of pyproject.toml anew (needs uv)
	uv pip compile pyproject.toml --upgrade --generate-hashes --universal --python-version 3.11 \
	  --no-emit-index-url --no-header --quiet -o requirements.lock
	uv pip compile pyproject.toml --group dev -c requirements.lock --upgrade --generate-hashes --universal \
	  --python-version 3.11 --no-emit-index-url --no-header --quiet -o requirements-dev.lock
	uv pip compile pyproject.toml --group dev --group formats -c requirements-dev.lock --upgrade --generate-hashes \
	  --universal --python-version 3.11 --no-emit-index-url --no-header --quiet -o requirements-formats.lock
	uv pip compile pyproject.toml --extra scale --group dev -c requirements-dev.lock --upgrade --generate-hashes \
	  --universal --python-version 3.11 --no-emit-index-url --no-header --quiet -o requirements-scale.lock
	uv pip compile --group release -c requirements-dev.lock --upgrade --generate-hashes --universal \
	  --python-version 3.11 --no-emit-index-url --no-header --quiet -o requirements-release.lock
	uv pip compile --group docs -c requirements-dev.lock --upgrade --generate-hashes --universal \
	  --python-version 3.11 --no-emit-index-url --no-header --quiet -o requirements-docs.lock

clean:  ## remove the environment and everything that was made
	rm -rf .venv dist build site .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
	find src tests bench training -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/bin/python:
	@echo "making .venv with $(PYTHON)"
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Lansir needs Python 3.11 or later; name one: make PYTHON=python3.12")'
	@$(PYTHON) -m venv .venv

$(RUNTIME): requirements.lock pyproject.toml | .venv/bin/python
	@echo "installing what reading needs"
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps -e .
	@touch $@

$(DEVELOPMENT): requirements-dev.lock requirements.lock pyproject.toml | .venv/bin/python
	@echo "installing what reading and developing need"
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@$(PIP) install --no-deps -e .
	@touch $(RUNTIME) $@

$(TOOLS): requirements-release.lock | .venv/bin/python
	@echo "installing what building a release needs"
	@$(BIN)/python -m venv --clear build/release
	@build/release/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements-release.lock
	@touch $@
