# The verbs of this house. `make` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
export UV_PYTHON_DOWNLOADS := never
# The machine's own certificate store, as pip uses it: offices stand behind proxies with their own root.
export UV_SYSTEM_CERTS := true
UV := .venv-tools/bin/uv
RUN := $(UV) run --frozen --all-extras
BASE_PYTHON ?= python3

help: ## lists these verbs
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/' | expand -t 12

.venv-tools/.ready: packaging/uv.txt packaging/bootstrap.sh
	@bash packaging/bootstrap.sh python $(BASE_PYTHON)

setup: .venv-tools/.ready ## the environment of the lock file, and the system packages a window needs
	@bash packaging/bootstrap.sh system
	@$(UV) sync --frozen --all-extras --quiet

demo: setup ## the main job: a counter morning, from the window to the province and back, in build/demo
	$(RUN) motcua demo --out build/demo

run: setup ## opens the desk
	$(RUN) motcua desk

province: setup ## serves the reference province from build/province
	$(RUN) motcua-province --home build/province serve

test: lint types ## sets everything up and passes all tests
	$(RUN) python -m pytest -n 2 --dist loadgroup

quick: setup ## pure tests in seconds, no display
	$(RUN) python -m pytest -q tests/house tests/forms tests/sync tests/ports tests/presenters -m "not ui and not journey and not window and not oracle and not slow"

check: doors types lint quick ## doors, types, lint, then quick

doors: setup ## import contracts
	$(RUN) lint-imports

types: setup ## mypy, strict
	$(RUN) mypy

lint: setup ## ruff
	$(RUN) ruff check .

weather: setup ## many seeds, power cuts, long fuzz, long runs over bad lines: make weather SEEDS=20000 STEPS=100
	$(RUN) python -m tests.simulation.weather --seeds $(or $(SEEDS),20000) --steps $(or $(STEPS),100)
	MOTCUA_POWER_CUTS=2000 MOTCUA_DISK_FAULTS=200 MOTCUA_HISTORIES=300 $(RUN) python -m pytest -q -n 2 --dist loadfile \
		tests/desktop_app/storage/test_power_loss.py tests/desktop_app/storage/test_refused_writes.py \
		tests/desktop_app/storage/test_histories.py
	MOTCUA_FUZZ=$(or $(FUZZ),500) $(RUN) python -m pytest -q tests/fuzz
	MOTCUA_ORACLE_FORMS=$(or $(FORMS),1000) $(RUN) python -m pytest -q tests/oracles/test_generated_forms.py
	$(RUN) python -m tests.links.weather

bench: setup ## measures, as ratios in one run, and the goals; LONG=1: the large sizes, CORPUS=FILE: other documents
	$(RUN) python -m benchmarks.run $(if $(LONG),--long) $(if $(CORPUS),--corpus $(CORPUS))

pictures: setup ## retakes the pictures of the documents
	$(RUN) python -m docs.make.pictures

.PHONY: help setup demo run province test quick check doors types lint weather bench pictures
