# Everything a clone needs, from nothing: each target sets up what it uses. `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help site serve test check lint types layers format lock fuzz coverage mutants bench lighthouse screenshot clean chromium judges

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 12

site: .venv/site ## build site/ from content/
	$(BIN)/python build.py build

serve: .venv/site ## preview at http://127.0.0.1:8000/, rebuilt on every change
	$(BIN)/python build.py serve

test: check chromium judges ## run every check and every test
	$(BIN)/python -m pytest -n 2

check: lint types layers ## lint, types, layers and the content; what CI runs before the tests
	$(BIN)/python build.py check

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/dev
	$(BIN)/mypy

layers: .venv/dev
	$(BIN)/lint-imports

format: .venv/dev ## format the code and mend what ruff can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

fuzz: .venv/dev ## ask what strangers may write 10,000 times each, and kill a build at 50 moments (an hour)
	$(BIN)/python -m pytest -n 2 --hypothesis-profile=fuzz tests/test_trust_fuzz.py
	$(BIN)/python -m pytest -m fuzz tests

coverage: .venv/dev chromium ## run every test and tell which lines and branches of wenda/ none of them reaches
	$(BIN)/python -m pytest -n 2 --cov --cov-report=term

mutants: .venv/mutants ## tell which small mistakes in content/, catalog/, importing/ and search/ no test notices (over an hour); some with MUTANTS="wenda.content.ids.*"
	$(BIN)/mutmut run $(MUTANTS)
	$(BIN)/mutmut results | { grep -vE ': (caught by type check|not checked)$$' || echo "all are noticed"; }

bench: .venv/dev ## measure Wenda beside its peers (an hour); less with BENCH="--sizes 1000", see bench/README.md
	$(BIN)/python bench/run.py $(BENCH)

lighthouse: .venv/dev chromium ## let Lighthouse judge four pages on a slow phone, see bench/README.md
	$(BIN)/python -m bench.lighthouse $(LIGHTHOUSE)

screenshot: .venv/dev chromium ## renew the picture in the README
	$(BIN)/python tests/browser/take_screenshot.py

lock: .venv/dev ## renew requirements/*.txt from pyproject.toml
	@# -P: pip-tools imports a package of the name `build`, which is not our build.py
	$(BIN)/python -P -m piptools compile --quiet --upgrade $(LOCK) --extra dev -o requirements/dev.txt pyproject.toml
	$(BIN)/python -P -m piptools compile --quiet $(LOCK) -c requirements/dev.txt -o requirements/site.txt pyproject.toml
	$(BIN)/python -P -m piptools compile --quiet --upgrade $(LOCK) -c requirements/dev.txt -o requirements/audit.txt requirements/audit.in
	$(BIN)/python -P -m piptools compile --quiet --upgrade $(LOCK) -c requirements/dev.txt -o requirements/mutants.txt requirements/mutants.in
LOCK := --allow-unsafe --generate-hashes --no-header --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host

clean: ## remove what was built; the environment stays
	rm -rf site .site-* .wenda-cache mutants

chromium: .venv/dev
	tests/browser/install-chromium

# What judges the pages comes from npm. Without npm the tests that need it are skipped, and say so.
judges: tests/web/node_modules/.package-lock.json

tests/web/node_modules/.package-lock.json: tests/web/package-lock.json tests/web/.npmrc
	if command -v npm >/dev/null; then cd tests/web && npm ci --ignore-scripts && touch node_modules/.package-lock.json; \
	  else echo "npm is missing: pages are tested without html-validate, axe-core and the vocabularies"; fi

.venv/bin/python:
	bin=$$($(PYTHON) -c 'import sys; print(sys.version_info >= (3, 11))') && [ "$$bin" = True ] || { echo "Wenda needs Python 3.11 or newer; set PYTHON=…"; exit 1; }
	$(PYTHON) -m venv .venv || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -q && apt-get install -qy python3-venv && $(PYTHON) -m venv .venv; } \
	  || { echo "python3 -m venv failed: install python3-venv"; rm -rf .venv; exit 1; }

.venv/site: requirements/site.txt pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes --only-binary :all: -r requirements/site.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

.venv/dev: requirements/dev.txt .venv/site
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes --only-binary :all: -r requirements/dev.txt
	touch $@

.venv/mutants: requirements/mutants.txt .venv/dev
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes --only-binary :all: -r requirements/mutants.txt
	touch $@
