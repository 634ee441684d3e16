# Everything runs in .venv; nothing is installed outside this folder.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test test-model check gallery bench lint types clean

demo: .venv/ready
	$(BIN)/briefing demo

test: .venv/ready
	$(BIN)/pytest -q -n auto

# The whole line against a real, weak model on this machine; takes minutes.
test-model: .venv/ready
	BRIEFING_LOCAL_MODEL=data/local-model $(BIN)/pytest -q -rs tests/live

check: lint types test

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: .venv/ready
	$(BIN)/mypy

gallery: .venv/ready
	$(BIN)/python tools/gallery.py

bench: .venv/ready
	$(BIN)/python bench/table.py

.venv/ready: pyproject.toml uv.lock
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "uv>=0.8,<1"
	$(BIN)/uv sync --frozen --quiet
	touch .venv/ready

clean:
	rm -rf .venv data output/demo
