# One door to everything done here; `make` alone lists it.

BIN := .venv/bin
# One more than there are cores: each waits for disks, sockets and other processes now and then.
PYTEST_WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)
# Bytes of a build depend on its inputs alone: a fixed hash seed, and the commit's time for dates.
EPOCH := $(shell git log -1 --format=%ct 2>/dev/null || echo 1767225600)

# Compiled once, outside the tree, for every process of a run: rewriting the tests' assertions and
# compiling the program again in each of hundreds of processes is minutes of a run.
unexport PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX := $(CURDIR)/.cache/python
# Tests make and drop thousands of databases. Where memory has 4 GB for them they lie there: what a
# disk forgets when the power goes is played on a disk of the tests' own (tests/power), not waited for.
TESTS_IN := $(shell [ "$$(df --output=avail -BG /dev/shm 2>/dev/null | tail -1 | tr -dc 0-9)" -ge 4 ] \
	2>/dev/null && echo TMPDIR=/dev/shm)

.DEFAULT_GOAL := help
.PHONY: help setup run test check bench load soak planted day pictures package lock translations clean

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Make .venv ready (quick and harmless when run again)
	@build/setup.sh

run: setup ## Open the window; without a screen, tell a counter day into out/demo
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		$(BIN)/desk; \
	else \
		$(BIN)/desk demo --out out/demo; \
	fi

test: check ## Run every gate, then every test
	$(TESTS_IN) $(BIN)/pytest -n $(PYTEST_WORKERS) --ignore=tests/domain
	$(TESTS_IN) $(BIN)/pytest -n $(PYTEST_WORKERS) tests/domain --cov --cov-report=
	$(BIN)/coverage report --include='desk/domain/*' --fail-under=100

check: setup ## Run the gates that need no tests: form, style, rooms, types, dependencies, words
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy
	$(BIN)/deptry desk
	$(BIN)/codespell
	$(BIN)/python build/check_repository.py

bench: setup ## Measure the program against its goals
	$(BIN)/python -m tests.bench

load: setup ## Let 126 wards of 8 counters exchange with a city of two workers (out/load.json)
	$(BIN)/python -m tests.bench.city_load

# Without the traces of what takes long: taken while threads run, one can bring the whole run down.
soak: setup ## Run the long tests, then tell histories (HISTORIES=n SEED=s: these alone)
	$(if $(HISTORIES),,$(BIN)/pytest tests -m soak -o faulthandler_timeout=0)
	$(BIN)/python -m tests.sim.run --histories $(or $(HISTORIES),2000) --seed $(or $(SEED),1)

planted: setup ## Plant the 27 bugs that users of other systems met, and see each caught by a test
	$(BIN)/python -m tests.planted.run --jobs $(PYTEST_WORKERS)

day: setup ## Live the counter day 20 times by keys alone; its table of keys and times goes to out/day.json
	$(BIN)/python -m tests.day

pictures: setup ## Draw every page, light, dark, in high contrast and at 200 %, into out/pictures
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.day.pictures

package: setup ## Freeze the program into dist/desk and let the result test itself
	@build/setup.sh package
	@mkdir -p .cache
	PYTHONHASHSEED=0 SOURCE_DATE_EPOCH=$(EPOCH) LC_ALL=C.UTF-8 $(BIN)/pyinstaller --clean --noconfirm \
		--log-level WARN --workpath .cache/pyinstaller --distpath dist build/pyinstaller.spec \
		>.cache/package.log 2>&1 || { cat .cache/package.log; exit 1; }
	@if grep 'Failed to collect submodules' .cache/package.log; then exit 1; fi
	QT_QPA_PLATFORM=offscreen dist/desk/desk selftest

lock: setup ## Pin what pyproject.toml asks for, with hashes (UPGRADE=--upgrade takes newer ones)
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header \
		--python-version 3.11 $(UPGRADE) pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header \
		--python-version 3.11 $(UPGRADE) pyproject.toml --group dev -c requirements.txt \
		-o requirements-dev.txt

# The window speaks Vietnamese in the source; desk_en.ts follows it. qt_vi.ts holds Qt's own words,
# which no source of ours names, so it is compiled only.
translations: setup ## Bring resources/translations up to date with the sources and compile it
	@mkdir -p resources/translations
	$(BIN)/pyside6-lupdate $$(find desk -name '*.py' | sort) -no-obsolete -locations none \
		-tr-function-alias QT_TRANSLATE_NOOP+=mark -source-language vi -target-language en \
		-ts resources/translations/desk_en.ts
	$(BIN)/pyside6-lrelease -silent resources/translations/*.ts

clean: ## Remove everything made here except .venv
	rm -rf .cache dist out .coverage .coverage.* .hypothesis .import_linter_cache
	find desk tests build -name __pycache__ -type d -prune -exec rm -rf {} +
