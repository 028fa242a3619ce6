# Everything a developer asks of this project; `make help` lists it.
.DEFAULT_GOAL := help
.PHONY: help run test test-fast check bench screenshots migrate

PIP := .venv/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt
WORKERS := -n auto --dist worksteal
INPUTS := pyproject.toml constraints.txt

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | while IFS="$$(printf '\t')" read -r name text; \
		do printf '  make %-11s %s\n' "$$name" "$$text"; done

# exec: Ctrl-C and SIGTERM reach the programme itself.
run: .venv/.installed ## start everything here and print the playground's address
	@exec .venv/bin/python main.py run

test: .venv/.installed-dev ## check, then every test (needs Chromium and a Redis server)
	@.ci/tools
	@$(MAKE) --no-print-directory check
	.venv/bin/python -m pytest $(WORKERS) --durations=20
	@.ci/green

test-fast: .venv/.installed-dev ## the rules, the house and the command line: under a minute
	.venv/bin/python -m pytest $(WORKERS) -q tests/test_architecture.py tests/test_documents.py \
		tests/locales tests/cli $$(git ls-files 'tests/core/*/test_rules.py')

check: .venv/.installed-dev ## format, lint and types
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy .

bench: .venv/.installed-dev ## measure each goal beside its limit
	@exec .venv/bin/python -m benchmarks

screenshots: .venv/.installed-dev ## take the pictures in docs/screenshots anew
	@.ci/tools
	.venv/bin/python -m pytest tests/webapp/miniapp/screenshots.py

migrate: .venv/.installed ## bring the database to the newest schema
	@exec .venv/bin/python main.py migrate

.venv/.installed: $(INPUTS)
	@.ci/venv
	@echo "Installing what Jiafen needs into .venv (the first time, about a minute) …"
	@$(PIP) -e .
	@touch $@

.venv/.installed-dev: $(INPUTS)
	@.ci/venv
	@echo "Installing what Jiafen and its tests need into .venv (the first time, about a minute) …"
	@$(PIP) -e '.[dev]'
	@touch .venv/.installed $@
