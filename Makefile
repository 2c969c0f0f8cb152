# make demo: from a fresh clone to tables.   make test: all of CI.   make bench: how fast.   make clean
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
# Programs that tests call and pip cannot bring, as Debian names them.
SYSTEM_PACKAGES := tesseract-ocr tesseract-ocr-vie libreoffice-writer-nogui antiword chromium postgresql
STORE := sqlite:///outputs/baocao.db

.PHONY: demo test bench soak gained-lost clean year
.DELETE_ON_ERROR:

demo: $(VENV)/installed
	@# Exit status 3: some files could not be read, and the summary says which. That is no failure of the demo.
	$(BIN)/baocao ingest corpus/reports --store $(STORE) || [ $$? -eq 3 ]
	$(BIN)/baocao export --store $(STORE) --to outputs --format csv
	$(BIN)/baocao export --store $(STORE) --to outputs --format xlsx

test: $(VENV)/installed-for-tests $(VENV)/system-packages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto

bench: $(VENV)/installed-for-tests
	$(BIN)/python -m tests.benchmarks

# A made year of a province, to look at: `make year`, then `baocao ingest outputs/year`.
year: $(VENV)/installed-for-tests
	$(BIN)/python -m tests.benchmarks year outputs/year

# Batches killed two hundred times at random moments; `make soak KILLS=1000` for longer.
KILLS ?= 200
soak: $(VENV)/installed-for-tests
	$(BIN)/python -m tests.killing $(KILLS)

# What the working tree reads otherwise than a revision: `make gained-lost REV=HEAD~5`; OCR=1 for scanned pages too.
gained-lost: $(VENV)/installed-for-tests
	@OCR=$(OCR) $(BIN)/python -m tests.gained_lost $(REV)

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis baocao.egg-info
	find outputs -mindepth 1 ! -name README.md -delete
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Needs Python 3.11 or newer; $(PYTHON) is not. Name one: make PYTHON=python3.12 …" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "$(PYTHON) has no venv module; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }

$(VENV)/installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) install -c constraints.txt -e .
	@touch $@

$(VENV)/installed-for-tests: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) install -c constraints.txt -e '.[test]'
	@touch $@ $(VENV)/installed

$(VENV)/system-packages: Makefile | $(VENV)/bin/python
ifneq ($(strip $(SYSTEM_PACKAGES)),)
	@if dpkg -s $(SYSTEM_PACKAGES) >/dev/null 2>&1; then :; \
	elif [ "$$(id -u)" = 0 ]; then apt-get update -qq && apt-get install -qq -y $(SYSTEM_PACKAGES); \
	else echo "Tests need: sudo apt-get install $(SYSTEM_PACKAGES)" >&2; exit 1; fi
endif
	@touch $@
