# Everything a person does with this repository. `make help` lists it.
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8910
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help demo test chaos mutants lint format bench run docs clean

help: ## list what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Fairshare needs Python 3.11 or newer; this is $$($(PYTHON) --version). Try: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 2; }
	@$(PYTHON) -m venv $(VENV) || { echo "Could not make a virtual environment. On Debian and Ubuntu: apt install python3-venv"; exit 2; }

# What running needs.
$(VENV)/.runs: $(BIN)/python pyproject.toml constraints.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

# What developing needs besides.
$(VENV)/.develops: $(VENV)/.runs
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

demo: $(VENV)/.runs ## a local Slack in the browser, a sample company, and the real bot connected to it
	@$(BIN)/python -m bot demo --port $(PORT)

run: $(VENV)/.runs ## serve a real workspace, with the settings of .env
	@$(BIN)/python -m bot run

# Three processes, one more than two processors: many tests wait for another process or a browser. They start the program some hundred times:
# where Python is told to keep no compiled code, it would be compiled each time.
test: $(VENV)/.develops ## the whole test suite (browser and Postgres tests skip visibly where there is none)
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n 3 --dist worksteal

chaos: $(VENV)/.develops ## delivery under faults and kill -9, on SQLite and Postgres: nothing twice, nothing lost (SIZE=smoke: half a minute)
	@$(BIN)/python -m tests.chaos $(SIZE)

mutants: $(VENV)/.develops ## change plans/ in one place at a time: do tests notice 95 in 100? (SIZE=smoke: half a minute; SIZE=full: all; OF="plans/verbs 7": of these files, with this seed)
	@$(BIN)/python -m tests.mutants $(SIZE) $(OF)

lint: $(VENV)/.develops ## ruff and mypy
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

format: $(VENV)/.develops ## lay out the code and sort the imports
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

docs: $(VENV)/.develops ## build docs/ into docs/_build; any warning is an error
	@$(BIN)/sphinx-build -q -W --keep-going -b html docs docs/_build

bench: $(VENV)/.develops ## speed: each figure beside its bare counterpart in the same run, or beside its bound
	@$(BIN)/python -m benchmarks $(SIZE)

clean: ## remove what was installed and built
	rm -rf $(VENV) .demo docs/_build .pytest_cache .mypy_cache .ruff_cache .hypothesis
