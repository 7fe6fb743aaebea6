# Tambon Desk. `make help` names what can be done; `make demo` and `make test` need nothing before.

PYTHON ?= python3
JOBS   ?= 2
ROUNDS ?= 20
BIN    := .venv/bin
READY  := .venv/.ready
THAI   := resources/translations/tambon_th
# Chromium's sandbox refuses to run as root; anybody else keeps it.
AS_ROOT := $(shell [ "$$(id -u)" = 0 ] && echo QTWEBENGINE_DISABLE_SANDBOX=1)
CHECKED := casework desktop server benchmarks tools tests
LOCK    := --quiet --universal --generate-hashes --no-emit-index-url --no-header

.DEFAULT_GOAL := help
.PHONY: help setup demo test bench soak lint format types layers translations bundle lock clean

help: ## Name what can be done
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' Makefile

setup: $(READY) $(THAI).qm ## Bring the virtual environment, the locked packages and system libraries

$(READY): requirements/lock.txt requirements/uv.txt pyproject.toml tools/system_libraries.py
	@echo "== set-up: system libraries, then the locked packages into .venv (minutes at first)"
	@$(PYTHON) tools/system_libraries.py
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --require-hashes -r requirements/uv.txt
	@$(BIN)/uv pip sync --quiet --require-hashes requirements/lock.txt --python $(BIN)/python
	@$(BIN)/uv pip install --quiet --no-deps --no-build-isolation --editable . --python $(BIN)/python
	@touch $@

$(THAI).qm: $(THAI).ts $(READY)
	@$(BIN)/python -m tools.translations --built

demo: setup ## Open the desk on a demo server of its own; without a screen, draw a tour of its pages
	@echo "== demo: a central server on this machine alone, a few hundred cases, and the desk"
	@$(AS_ROOT) $(BIN)/tambon-desk demo $(ARGS)

test: setup lint types layers ## Check everything and run every test, with coverage (ARGS=... for pytest)
	@echo "== tests"
	@$(AS_ROOT) $(BIN)/pytest -q -n $(JOBS) --cov --cov-report=term $(ARGS)

bench: setup ## Measure; QUICK=1 does a tenth of the work; rows go to bench-results/
	@mkdir -p bench-results
	@set -e; for file in benchmarks/*.py; do name=$$(basename $$file .py); \
	  case $$name in __init__|harness|soak*|growth) continue;; esac; \
	  $(AS_ROOT) $(BIN)/python -m benchmarks.$$name $(if $(QUICK),--quick) --json bench-results/$$name.json; \
	done

soak: setup ## Kill, cut power, fill the disk; count what is lost or doubled (ROUNDS=N)
	@$(BIN)/python -m benchmarks.soak_cache --rounds $$(($(ROUNDS) * 50))
	@$(BIN)/python -m benchmarks.soak --rounds $(ROUNDS)
	@$(BIN)/python -m benchmarks.soak_sync --rounds $(ROUNDS)

lint: $(READY) ## Check the form of the code
	@echo "== ruff"
	@$(BIN)/ruff check $(CHECKED)
	@$(BIN)/ruff format --check $(CHECKED)

format: $(READY) ## Bring the code into form
	@$(BIN)/ruff check --fix $(CHECKED)
	@$(BIN)/ruff format $(CHECKED)

types: $(READY) ## Check the types
	@echo "== mypy --strict"
	@$(BIN)/mypy --strict

layers: $(READY) ## Check that the arrows of the design only go down
	@echo "== import contracts"
	@$(BIN)/lint-imports --no-logo

translations: $(READY) ## Find the texts in the code, add the Thai, build the catalogue
	@$(BIN)/python -m tools.translations

bundle: setup ## Build the one-folder program in dist/ and let it test itself
	@echo "== bundle (some minutes)"
	@$(BIN)/pyinstaller --noconfirm --clean --log-level ERROR --distpath dist --workpath build \
	  installer/tambon-desk.spec
	@du -sh dist/tambon-desk
	@QT_QPA_PLATFORM=offscreen $(AS_ROOT) dist/tambon-desk/tambon-desk --self-test

lock: $(READY) ## Lock the newest packages that pyproject.toml allows
	@$(BIN)/uv pip compile $(LOCK) --upgrade pyproject.toml --all-extras -o requirements/lock.txt
	@$(BIN)/uv pip compile $(LOCK) pyproject.toml -c requirements/lock.txt -o requirements/run.txt
	@echo uv | $(BIN)/uv pip compile $(LOCK) - -c requirements/lock.txt -o requirements/uv.txt

clean: ## Remove what was built, also the virtual environment
	@rm -rf .venv build dist bench-results tour .mypy_cache .pytest_cache .ruff_cache \
	  .hypothesis .import_linter_cache .coverage .coverage.* *.egg-info $(THAI).qm
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
