# What can be done here; `make` alone lists it.
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
DEMO := demo
COUNTY := 850
ENGLAND := local/england_primary_results_2016.csv local/england_primary_results_2017.csv \
	census/2016-2017_england_census.csv spine/2016-2017_england_spine.xlsx
ON_A_SERVER := tests/store tests/rules tests/cli tests/packs/test_every_pack.py tests/packs/test_golden.py
.DEFAULT_GOAL := help
.PHONY: help demo test check checks format lint types order docs wheel sample bench simulate draws torture mutants postgres slow clean

help: ## List what can be done
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or later is needed; say which with: make PYTHON=python3.11 demo"; exit 1; }
	@echo "Setting up a virtual environment in $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)

$(VENV)/installed: $(BIN)/python pyproject.toml
	@echo "Installing bleadchallenge and what it needs ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/developing: $(VENV)/installed
	@echo "Installing what tests and checks need ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: $(VENV)/installed ## Build the sample programme, write its packs, and say what to try
	@rm -rf $(DEMO) && mkdir $(DEMO)
	@$(BIN)/bleadchallenge demo --store $(DEMO)/programme.db --out $(DEMO)/packs

test: $(VENV)/developing ## Run all tests
	@$(BIN)/python -m pytest -q -n 2 --dist loadgroup

checks: lint types order docs wheel ## Every check but the tests

check: checks test ## Every check and all tests

format: $(VENV)/developing ## Format the code
	@$(BIN)/ruff format src tests scripts bench battery
	@$(BIN)/ruff check --fix src tests scripts bench battery

lint: $(VENV)/developing ## Format and lint
	@$(BIN)/ruff format --check --quiet src tests scripts bench battery
	@$(BIN)/ruff check --quiet src tests scripts bench battery

types: $(VENV)/developing ## Types
	@$(BIN)/mypy

order: $(VENV)/developing ## Who may import whom
	@$(BIN)/lint-imports

docs: $(VENV)/developing ## The references are in step with the program
	@$(BIN)/python scripts/make_cli_docs.py --check
	@$(BIN)/python scripts/make_policy_docs.py --check
	@$(BIN)/python scripts/make_topic_docs.py --check
	@$(BIN)/python scripts/make_files_docs.py --check
	@$(BIN)/python scripts/make_rules_docs.py --check
	@$(BIN)/python scripts/make_man_docs.py --check
	@$(BIN)/python scripts/make_json_docs.py --check
	@$(BIN)/python scripts/make_options_docs.py --check
	@$(BIN)/python scripts/make_bank_holidays.py --check

wheel: $(VENV)/developing ## A wheel, installed elsewhere, writes a pack
	@$(BIN)/python scripts/check_wheel.py

sample: $(VENV)/developing ## Make the sample data again, from its seed
	@$(BIN)/python scripts/make_sample_data.py

bench: $(VENV)/developing ## Benchmarks against other tools
	-@$(BIN)/python bench/intake.py ../shared/data/ks2/2017-2018_850_ks2final.csv
	-@$(BIN)/python bench/families.py
	-@$(BIN)/python bench/evaluation.py ../shared/data/ks2/20*_850_ks2final.csv
	-@$(BIN)/bleadchallenge demo --store $(DEMO)-bench.db && \
		$(BIN)/python bench/packs.py 20 $(DEMO)-bench.db 2018-12-06 && \
		$(BIN)/python bench/day.py $(DEMO)-bench.db; rm -f $(DEMO)-bench.db

simulate: $(VENV)/developing ## Whether the evaluation can be fooled by how schools were chosen (minutes)
	@$(BIN)/python bench/simulate.py --write docs/simulation.md

draws: $(VENV)/developing ## The same on real results where no programme existed (make draws COUNTY=850; half an hour)
	@$(BIN)/python bench/real_draws.py county ../shared/data/ks2/20*_$(COUNTY)_ks2final.csv --write docs/simulation.md
	@$(BIN)/python bench/real_draws.py england $(addprefix ../shared/data/,$(ENGLAND)) --write docs/simulation.md

torture: $(VENV)/developing ## Every fault known, tried on the commands; prints its table (40 minutes)
	@$(BIN)/python -m battery

mutants: $(VENV)/developing ## Which alterations of small numbers, days, dates and percent no test notices (minutes)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[mutants]'
	@$(BIN)/mutmut run && $(BIN)/mutmut results

postgres: $(VENV)/developing ## Stores on a PostgreSQL server: rule book, main commands, sample programme, packs
	@$(BIN)/python -m pytest -q -n 2 --dist loadgroup --database postgres -m "not real and not slow" $(ON_A_SERVER)

slow: $(VENV)/developing ## The slow batteries
	@BLEADCHALLENGE_EVERY_PACK=1 $(BIN)/python -m pytest -q -n 2 --dist loadgroup -m slow

clean: ## Remove what was built
	@rm -rf $(VENV) $(DEMO) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
