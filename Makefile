# The commands of the project. `make help` lists them.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
# Settings production would run with: enough for its checks, valid nowhere else.
PRODUCTION := DEMO=0 DEBUG=0 SECRET_KEY=$$(printf 'a-key-for-checks-only-%s' 0123456789abcdefghijklmnopqrstuvwxyz) \
	ALLOWED_HOSTS=exemple.invalid DATABASE_URL=sqlite://:memory: CACHE_URL=locmemcache://

.PHONY: help demo test test-sqlite test-postgres test-browser gallery bench release drill audit check format translations lock

help: ## List these commands
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(VENV)/installed: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 ou plus récent est requis (PYTHON=python3.12 make …)."; exit 1; }
	@echo "Installation des dépendances…"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	@touch $@

$(VENV)/installed-dev: requirements-dev.lock $(VENV)/installed
	@echo "Installation des outils de développement…"
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-dev.lock
	@touch $@

.env:
	@$(PYTHON) -c 'import secrets; print("DEMO=1\nSECRET_KEY=" + secrets.token_urlsafe(50))' > $@

demo: $(VENV)/installed .env ## Serve the portal with the city's record on http://127.0.0.1:8000 (PORT=… for another port)
	@$(PYTHON) -c 'import socket; socket.create_server(("127.0.0.1", $(PORT))).close()' 2>/dev/null \
		|| { echo "Le port $(PORT) est déjà pris : essayez « make demo PORT=8001 »."; exit 1; }
	@$(MANAGE) migrate --verbosity 0 || { echo "Cette base vient peut-être d’une version antérieure : supprimez db.sqlite3, puis recommencez."; exit 1; }
	@$(MANAGE) load_record data
	@$(MANAGE) rebuild_search
	@$(MANAGE) demo_users
	@$(MANAGE) collectstatic --noinput --verbosity 0
	@echo "Le portail répond sur http://127.0.0.1:$(PORT)/ et le bureau sur http://127.0.0.1:$(PORT)/admin/ (Ctrl+C pour arrêter)."
	@PORT=$(PORT) $(BIN)/gunicorn --config config/gunicorn.conf.py

test: test-sqlite test-postgres ## Run the whole suite on SQLite, then on a real PostgreSQL

# The second run, and those that follow, do not compile the sources again, whatever the machine is told of it.
test-sqlite test-postgres: export PYTHONDONTWRITEBYTECODE =

test-sqlite: $(VENV)/installed-dev ## Run the suite on SQLite
	@echo "== SQLite"
	@DATABASE_URL=sqlite://:memory: $(BIN)/pytest --numprocesses auto $(ARGS)

test-postgres: $(VENV)/installed-dev ## Run the suite on a PostgreSQL started for it
	@echo "== PostgreSQL"
	@$(BIN)/python tests/postgres.py $(BIN)/pytest --numprocesses auto $(ARGS)

tests/e2e/node_modules/installed: tests/e2e/package-lock.json
	@echo "Installation des vérificateurs de pages…"
	@if command -v npm >/dev/null; then cd tests/e2e && npm ci --silent --no-audit --no-fund && touch node_modules/installed; \
		else echo "*** npm ABSENT : les pages ne seront lues ni par axe ni par le vérificateur de HTML. ***"; fi

test-browser: $(VENV)/installed-dev tests/e2e/node_modules/installed ## Read every page in a real browser: accessibility, HTML, keyboard, screens
	@echo "== Chromium"
	@DATABASE_URL=sqlite://:memory: $(BIN)/pytest -rs -m "browser or html" tests/e2e $(ARGS)

gallery: $(VENV)/installed-dev ## Show every component in every state on http://127.0.0.1:8000/galerie/ (PORT=… for another port)
	@DJANGO_SETTINGS_MODULE=tests.gallery.settings $(MANAGE) runserver 127.0.0.1:$(PORT)

bench: $(VENV)/installed-dev ## Measure the speed against plain baselines, as ratios (about four minutes)
	@$(BIN)/python -m tests.bench

release: $(VENV)/installed-dev ## Write what a release leaves to those that follow: VERSION=1.0.0
	@DEMO=1 SECRET_KEY=of-a-release $(BIN)/python tests/postgres.py $(BIN)/python -m tests.releases $(VERSION)

drill: $(VENV)/installed-dev ## Break a production on purpose and tell what readers saw (SHORT=1: in two minutes; STEPS=killed,redis: some only)
	@SHORT=$(SHORT) STEPS=$(STEPS) $(BIN)/python -m tests.drill

$(VENV)-audit/installed:
	@echo "Installation des outils de vérification…"
	@$(PYTHON) -m venv $(VENV)-audit
	@$(VENV)-audit/bin/python -m pip install --quiet "pip-audit~=2.10" "cyclonedx-bom~=7.5"
	@touch $@

audit: $(VENV)-audit/installed ## Tell the known faults of the locked packages; write what the portal is made of (CycloneDX)
	@$(VENV)-audit/bin/python tests/audit.py

check: $(VENV)/installed-dev ## Check the format, the style, the types, the translations, the migrations and the production settings
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/djlint --lint --quiet templates tests/gallery/templates
	@DATABASE_URL=sqlite://:memory: $(BIN)/pytest tests/house/test_translations.py
	@$(PRODUCTION) $(MANAGE) makemigrations --check --dry-run
	@$(PRODUCTION) $(MANAGE) check --deploy --fail-level WARNING

format: $(VENV)/installed-dev ## Format the code
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

translations: $(VENV)/installed-dev ## Gather what the portal says into the English catalogue, compile it, list what lacks English
	@$(BIN)/python tests/catalogue.py

lock: ## Resolve the dependencies again (needs uv); says which versions, never where from
	uv lock --quiet --upgrade
	uv export --quiet --format requirements-txt --no-emit-project --no-header --no-dev > requirements.lock
	uv export --quiet --format requirements-txt --no-emit-project --no-header --group dev > requirements-dev.lock
