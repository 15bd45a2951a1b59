# `make run` and `make test` do all: they set up .venv from the hashed lock first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: run test lint check-wheel lock gazetteer docs clean

run: $(STAMP)
	$(BIN)/dateline run corpus/sample --out outputs
	$(BIN)/dateline report outputs

test: $(STAMP) lint
	$(BIN)/python -m pytest -n auto --dist loadfile
	$(MAKE) --no-print-directory check-wheel

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Dateline needs Python 3.11 to 3.13; try make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(STAMP)

# The built wheel must be what was tested: the same files, which write the same tables, and all that they import declared.
# It stands before the editable install on the path.
check-wheel: $(STAMP)
	rm -rf dist build/wheel
	$(BIN)/python -m build --wheel --no-isolation --outdir dist . > /dev/null
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --target build/wheel dist/*.whl
	cd build && DATELINE_WHEEL=$(CURDIR)/build/wheel PYTHONPATH=$(CURDIR)/build/wheel $(CURDIR)/$(BIN)/pytest -p no:cacheprovider $(CURDIR)/tests/test_wheel.py

# One lock for Python 3.11 to 3.13; needs uv.
lock:
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-annotate --no-header --quiet --output-file requirements.lock

gazetteer: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group data
	$(BIN)/python models/build/gazetteer.py

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache

# Pastes what commands and snippets print into the documents.
docs: $(STAMP)
	$(BIN)/dateline schema > outputs/README.md
	$(BIN)/python tests/readme.py
