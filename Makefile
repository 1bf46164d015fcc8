# The two commands of a newcomer are `make demo` and `make test`; `make help` lists the rest.

# The first of these that is 3.11 or newer; name another with `make PYTHON=… demo`.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
PORT ?= 8000
export PORT
# pytest's own: `make test TESTS=tests/practices` runs a part.
TESTS ?= tests
N ?= 100000
# Options of benchmarks/run.py: `make bench N=1000000 BENCH=--facets-only`.
BENCH ?=
# `make soak SECONDS=60 SEED=1`: without a seed, it is another one each time.
SECONDS ?= 600
SEED ?=

.PHONY: help demo test bench soak install install-test lock pictures messages format clean

help: ## Says what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

demo: install ## Serves the whole site on this machine (PORT=8000)
	@.venv/bin/python -m tools.demo

test: install-test ## Runs every test, in parallel
	@.venv/bin/python -m tools.browser
	@.venv/bin/python -m pytest $(TESTS)

bench: install ## Measures how quick the catalogue answers (N=100000 fact sheets; docs/performance.md)
	@.venv/bin/python -m benchmarks.run --size $(N) $(BENCH)

soak: install-test ## Compares counts with the database while processes die (SECONDS=600, SEED=…)
	@.venv/bin/python -m benchmarks.soak --seconds $(SECONDS) $(if $(SEED),--seed $(SEED))

install: .python ## Installs what the site needs into .venv
	@"$(PYTHON)" tools/environment.py

install-test: .python ## Installs what the tests need into .venv
	@"$(PYTHON)" tools/environment.py test

.PHONY: .python
.python:
	@test -n "$(PYTHON)" || { echo "error: Python 3.11 or newer is needed: install it, or name one with 'make PYTHON=...'." >&2; exit 1; }

lock: install-test ## Writes the lock files anew from pyproject.toml
	@.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--custom-compile-command "make lock" pyproject.toml -o requirements.txt
	@.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--custom-compile-command "make lock" --extra test -c requirements.txt pyproject.toml -o requirements-test.txt

pictures: install-test ## Takes a picture of every page and refused form at three widths, into var/pictures/
	@.venv/bin/python -m tools.browser
	@PICTURES="$(CURDIR)/var/pictures" .venv/bin/python -m pytest tests/pages/test_every_page.py tests/pages/test_accessibility.py

messages: install-test ## Collects the texts to be translated into locale/
	@.venv/bin/python -m tools.messages

format: install-test ## Formats the code
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format --quiet .

clean: ## Removes what was installed and built, and the demo's data
	@if .venv/bin/python -c 'import psutil' 2>/dev/null; then .venv/bin/python -m tools.clean; fi
	@rm -rf .venv var assets/node_modules
