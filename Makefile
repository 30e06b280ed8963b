# surveykit: each target does all of its own set-up. Needs Python 3.11 or newer and make, nothing else.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
# tables of tests are small: two cores, two parts, and nothing compiled for a dozen cases
SPARK  := --master local[2] --conf spark.sql.shuffle.partitions=2 --conf spark.sql.codegen.wholeStage=false \
	--conf spark.sql.codegen.factoryMode=NO_CODEGEN --driver-memory 1g pyspark-shell

.DEFAULT_GOAL := help
.PHONY: help demo test spark soak fuzz montecarlo check explore reference bench clean

help:  ## what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## */  make \1\t/'

$(VENV)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: -c constraints.txt hatchling editables
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --prefer-binary -c constraints.txt -e .
	touch $@

$(VENV)/.dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --prefer-binary -c constraints.txt -e '.[dev]'
	touch $@

demo: $(VENV)/.installed  ## four studies, from responses to reports on what holds of their papers; pages in studies/*/build/
	$(BIN)/python examples/demo.py

test: $(VENV)/.dev  ## all tests and doctests
	$(BIN)/python -m pytest -n auto -q

spark: $(VENV)/.dev  ## the tests of Apache Spark, which need Java 17 or newer; installs pyspark (450 MB to fetch, 480 MB on disk)
	@command -v java > /dev/null || { echo "Spark needs Java 17 or newer, and there is none: on Debian, apt install openjdk-17-jre-headless"; exit 1; }
	@echo "Installs pyspark, which brings Apache Spark and py4j, into $(VENV): 450 MB to fetch, 480 MB on disk."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt 'pyspark>=4,<5'
	SPARK_LOCAL_IP=127.0.0.1 PYSPARK_SUBMIT_ARGS="$(SPARK)" $(BIN)/python -m pytest -n 0 -q -rs \
		tests/contract/test_engines.py tests/unit/engine tests/unit/cli/test_engine.py tests/property/test_engines_agree.py

soak: $(VENV)/.dev  ## writers killed 1,000 times and 200 times in crowds, runs of a study 60 times, servers, full disks, damaged pages
	$(BIN)/python tests/soak/run.py
	SOAK=1 $(BIN)/python -m pytest -q -n 0 tests/unit/study/test_build.py -k killed_at_any_moment

fuzz: $(VENV)/.dev  ## 20,000 damaged files of every format are read: no crash, hang or unbounded memory
	$(BIN)/python tests/fuzz/run.py

montecarlo: $(VENV)/.dev  ## models of two outcomes fitted to 400 and 500 samples each: are they right on average, do intervals hold
	MONTECARLO=1 $(BIN)/python -m pytest -n auto -q tests/unit/econometrics/joint/test_monte_carlo.py \
		tests/unit/econometrics/selection/test_monte_carlo.py

explore: $(VENV)/.dev  ## property tests on new examples, five times as many where a test asks for plenty
	EXPLORE=1 EXAMPLES=300 $(BIN)/python -m pytest -n auto -q tests/property tests/unit/exchange

reference: $(VENV)/.dev  ## the reference pages, from the code
	$(BIN)/python docs/make_reference.py

check: $(VENV)/.dev  ## what CI runs: style, types, the architecture's contracts, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell README.md CHANGELOG.md CONTRIBUTING.md docs src
	$(BIN)/python -m pytest -n auto -q

bench: $(VENV)/.dev  ## figures beside peers, in one run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation -c constraints.txt -e '.[bench]'
	$(BIN)/python benchmarks/run.py

clean:  ## remove what was made
	rm -rf $(VENV) studies/*/build
