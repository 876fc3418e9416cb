# make            what can be done
# make ingest     the main job: data/raw → data/processed
# make test       the tests
RAW ?= data/raw
OUT ?= data/processed
ARGS ?=
BIN := .venv/bin
export OMP_THREAD_LIMIT = 1
export OPENBLAS_NUM_THREADS = 1

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev ingest report test eval lint notebooks samples bench docs clean

help: ## этот список
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: .venv/.ready ## подготовить машину: системные пакеты, окружение .venv
setup-dev: .venv/.ready-dev ## то же и всё для тестов и тетрадей

.venv/.ready: pyproject.toml constraints.txt setup.sh
	@./setup.sh
.venv/.ready-dev: pyproject.toml constraints.txt setup.sh
	@./setup.sh dev

# Exit codes 1 and 3 mean «done, but look» and «done, but for what needs a missing tool»: the summary says at what, and
# neither is a reason to stop a chain of commands.
ingest: .venv/.ready ## прочитать документы: make ingest [RAW=папка] [OUT=папка] [ARGS="--jobs 4"]
	@$(BIN)/dorkarta ingest --raw "$(RAW)" --out "$(OUT)" $(ARGS) || case $$? in 1|3) ;; *) exit 1 ;; esac

report: .venv/.ready ## отчёт сравнения планов: make report [OUT=папка набора данных]
	@$(BIN)/dorkarta report --data "$(OUT)" --raw "$(RAW)" $(ARGS)

test: .venv/.ready-dev ## тесты
	@$(BIN)/python -m pytest -n 2 $(ARGS)

eval: .venv/.ready-dev ## точность на образцах: прочитанное против известного
	@$(BIN)/python benchmarks/accuracy.py

lint: .venv/.ready-dev ## проверка кода: ruff, mypy
	@$(BIN)/ruff check .
	@$(BIN)/mypy

notebooks: .venv/.ready-dev ## выполнить тетради сверху донизу
	@$(BIN)/python -m pytest -n 0 tests/test_notebooks.py

samples: .venv/.ready-dev ## построить образцы data/raw заново из их исходных текстов
	@$(BIN)/python benchmarks/samples/build.py

bench: .venv/.ready-dev ## скорость и память, в сравнении
	@failed=0; for file in benchmarks/[a-z]*.py; do echo "== $$file"; $(BIN)/python $$file || failed=1; done; exit $$failed

docs: .venv/.ready ## описание таблиц docs/dataset.md из схемы
	@$(BIN)/dorkarta schema > docs/dataset.md

clean: ## убрать окружение и набор данных (документы остаются)
	rm -rf .venv data/processed/.[!.g]* data/processed/*
