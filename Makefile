# Two commands to begin with: `make demo` to look at it, `make test` to check it.
PYTHON ?= python3.11
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
DEMO_ENV := HANSE_DEMO=yes HANSE_DATA_DIR=$(CURDIR)/var HANSE_TODAY=$${HANSE_TODAY-2023-05-16} HANSE_BASE_URL=http://127.0.0.1:$(PORT)
CHECK_ENV := HANSE_SECRET_KEY=only-for-checking-$(shell printf '%064d' 7) HANSE_BASE_URL=https://example.org HANSE_EMAIL_URL=smtps://mail.example.org HANSE_DATA_DIR=$(CURDIR)/var/check

.PHONY: help demo demo-reset test check bench lock clean messages

help:
	@echo "make demo        look at the year 2023 on http://127.0.0.1:$(PORT) (PORT= for another)"
	@echo "make demo-reset  throw the demonstration's data away"
	@echo "make test        run all tests"
	@echo "make check       style, types, floors, templates, migrations, deployment"
	@echo "make bench       measure what the claims of speed rest on"

$(VENV)/base.done: requirements/base.lock
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is missing. Install it, or name it: make PYTHON=/path/to/python3.11"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/test.done: $(VENV)/base.done requirements/test.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.lock
	@touch $@

demo: $(VENV)/base.done
	@$(BIN)/python -c "import socket; socket.create_server(('127.0.0.1', $(PORT)))" 2>/dev/null || { \
		echo "Port $(PORT) is taken, perhaps by a demonstration that still runs. Stop it, or take another: PORT=8080 make demo"; exit 1; }
	@mkdir -p var
	@$(DEMO_ENV) $(BIN)/hanse migrate --verbosity 0
	@test -e var/demo.loaded || { $(DEMO_ENV) $(BIN)/hanse load years/2023 >var/load.log 2>&1 || { cat var/load.log; exit 1; }; touch var/demo.loaded; }
	@$(DEMO_ENV) $(BIN)/hanse collectstatic --noinput --verbosity 0
	@echo "Sign-in links for the example people, each good once:"
	@$(DEMO_ENV) $(BIN)/hanse cast
	@$(DEMO_ENV) $(BIN)/hanse examples
	@echo
	@$(DEMO_ENV) sh -c 'echo "The year 2023 is on http://127.0.0.1:$(PORT)/ (shown as of $${HANSE_TODAY:-today}). Stop with Ctrl-C."'
	@echo "What it would mail lies in http://127.0.0.1:$(PORT)/post/mailbox/"
	@$(DEMO_ENV) sh -c '$(BIN)/hanse worker & worker=$$!; echo $$$$ >var/demo.pid; \
		trap "kill $$worker 2>/dev/null; wait $$worker; rm -f var/demo.pid" EXIT; trap : INT TERM; \
		$(BIN)/gunicorn hanse.wsgi --bind 127.0.0.1:$(PORT) --workers 2 --log-level warning'

demo-reset:
	@! kill -0 "$$(cat var/demo.pid 2>/dev/null)" 2>/dev/null || { echo "The demonstration is running. Stop it with Ctrl-C first."; exit 1; }
	@rm -rf var
	@echo "The demonstration's data are gone; make demo starts afresh."

test: $(VENV)/test.done
	@PYTHON=$(BIN)/python sh tests/prepare
	@$(BIN)/python tests/run

check: $(VENV)/test.done
	@$(BIN)/ruff check src tests benchmarks
	@$(BIN)/ruff format --check src tests benchmarks
	@find src -name "*.html" -print0 | xargs -0 $(BIN)/djade --target-version 5.2 --check
	@$(CHECK_ENV) $(BIN)/mypy
	@$(BIN)/lint-imports
	@mkdir -p var/check
	@$(CHECK_ENV) $(BIN)/hanse makemigrations --check --dry-run
	@$(CHECK_ENV) $(BIN)/hanse collectstatic --noinput --verbosity 0
	@$(CHECK_ENV) $(BIN)/hanse check --deploy --fail-level WARNING

bench: $(VENV)/test.done
	@$(BIN)/python -m benchmarks

lock:
	@requirements/lock

clean:
	@rm -rf $(VENV) build src/*.egg-info
