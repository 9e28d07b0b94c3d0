# The doors of the house. Each is one line here; what stands behind them is plain Python in tools/.

.DEFAULT_GOAL := help
.PHONY: help run test test-sqlite test-postgresql check format soak bench mutants lock messages docs clean

# Of the Pythons that are new enough, first one that can make an environment at once; a distribution's own before
# others, for it is built by profile: an eighth faster than one that was compiled without. Inside an environment of
# yours that one is taken; `make test python=python3.13` names another.
python := $(shell for needed in ensurepip sys; do \
	for name in $${VIRTUAL_ENV:+python3} /usr/bin/python3 python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c "import sys, $$needed; sys.exit(sys.version_info < (3, 11))" 2>/dev/null && echo $$name && exit; \
	done; done)
ifeq ($(python),)
$(error Python 3.11 or newer is needed: sudo apt-get install python3 python3-venv)
endif
in_venv := .venv/bin/python
lock := .venv/bin/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--no-emit-index-url --no-emit-find-links --no-header pyproject.toml

help: ## List these doors
	@sed -n 's/^\([a-z-]*\):.*## /\1|/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "  make %-16s %s\n", $$1, $$2}'

run: ## Start the demo shop; PORT= chooses the port, DATA= the folder
	@$(python) -m tools.run

test: ## Everything that is correctness, on SQLite and on PostgreSQL + Redis + Celery
	@$(python) -m tools.test

test-sqlite: ## Some tests on SQLite: ARGS="tests/house -k floors"
	@$(python) -m tools.test sqlite $(ARGS)

test-postgresql: ## Some tests on PostgreSQL + Redis + Celery: ARGS="tests/journeys"
	@$(python) -m tools.test postgresql $(ARGS)

check: ## The inner loop, a minute: lint, types, floors and the tests that need no database and no server
	@$(python) -m tools.test --quick

format: prepare ## Put the code in its ordinary form
	@.venv/bin/ruff check --quiet --fix . ; .venv/bin/ruff format --quiet .

soak: ## The long ones: processes killed under load; a shop of a million; news to 100,000; moving in
	@$(python) -m tools.soak

bench: prepare ## The benchmarks; figures go to docs/benchmarks.md
	@$(in_venv) -m benchmarks

mutants: prepare ## Break named lines one by one and see a test turn red each time
	@$(in_venv) -m tools.mutants

lock: prepare ## Pin and hash what pyproject.toml asks for
	@$(lock) -o requirements.txt
	@$(lock) --group dev -c requirements.txt -o requirements-dev.txt

messages: prepare ## Collect and compile the translations
	@$(in_venv) -m tools.messages

docs: prepare ## Write docs/ and the tables of the privacy statement from the code
	@$(in_venv) manage.py house_docs
	@$(in_venv) manage.py privacy_notice

clean: ## Remove what was made here: the environment, the demo, the caches
	@rm -rf .venv var .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: prepare
prepare:
	@$(python) -m tools.prepare --for-tests
