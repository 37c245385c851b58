# `make` prints what there is.
.DEFAULT_GOAL := help
SHELL := /bin/bash

PREFIX ?= /usr/local
DESTDIR ?=
DAG ?= sales
ARGS ?=

BENCH_FLAGS ?= -c release --static-swift-stdlib

# As in .ci/linkage, so that both share one build.
STATIC := $(shell cat .ci/static)
# `sudo make install` builds as the user who called it: files that root makes in .build stand in the way later.
AS_USER := $(if $(SUDO_USER),sudo -u $(SUDO_USER) -H env "PATH=$(PATH)")

.PHONY: help run test test-airflow test-kernel test-sanitizers wheel build lint docs linkage bench bench-gpio bench-coordinator bench-worker chaos-worker order deb install uninstall completions clean packages

help: ## Print this
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 20
	@echo
	@echo "  DAG=$(DAG) and ARGS=… choose what runs; PREFIX=$(PREFIX) and DESTDIR=… where to install."

run: packages ## Build (debug: the first result comes soonest) and run the DAG sales
	swift build --product dagrun
	.build/debug/dagrun local $(DAG) $(ARGS)

test: packages ## Build and run all tests
	swift test --disable-xctest $(ARGS)

test-kernel: packages ## Run the tests that need pins, on a Linux kernel with simulated ones (the first time: 5 minutes)
	swift build --build-tests
	Tests/KernelLane/test $(ARGS)

test-sanitizers: packages ## Claim, unplug and cancel pins at random, looked at by the sanitizers for threads and for memory
	Tests/KernelLane/sanitize $(ARGS)

build: packages ## Build everything for debugging
	swift build $(ARGS)

lint: packages ## Check format and imports
	.ci/lint

docs: packages ## Make the documentation in .build/docs; a warning is an error
	.ci/docs

test-airflow: packages ## Run the integration tests against a real Airflow that is started for it
	swift build --build-tests
	.ci/airflow

wheel: ## Build the Python package whose Dag bundle serves packed programs and DAG documents, in .build/wheel
	python3 -m pip wheel --quiet --no-deps --wheel-dir .build/wheel Integrations/airflow

linkage: packages ## Build the lean executable, print its size, check what it links
	.ci/linkage

# Built for speed, as `swift build -c release` does; BENCH_FLAGS="$(sed -E 's,(\.ci|\.build|Packaging)/,../&,g' .ci/static)" measures what `make install` installs. ARGS are names of benchmarks.
bench: packages ## Run the benchmarks, one JSON line for each figure
	swift build $(BENCH_FLAGS) --package-path Benchmarks >&2
	@Benchmarks/.build/release/benchmarks $(ARGS)

bench-gpio: packages ## Measure pins: on a kernel with simulated ones against C and gpiozero, and elsewhere on a backend that does nothing
	swift build $(BENCH_FLAGS) --package-path Benchmarks >&2
	@Benchmarks/.build/release/benchmarks pins
	@if python=$$(Tests/KernelLane/get-gpiozero); then export DAGRUN_GPIOZERO=$$python; \
		else echo "skipped: gpiozero and lgpio can't be installed: see above" >&2; fi; \
	DAGRUN_LIBGPIOD_1=$$(Tests/KernelLane/get-libgpiod 1) DAGRUN_LIBGPIOD_2=$$(Tests/KernelLane/get-libgpiod 2) \
		Tests/KernelLane/run --timeout 300 -- Benchmarks/.build/release/benchmarks pins

# Some ten minutes; ARGS="--runs 1" for a first look.
bench-coordinator: packages ## Measure packed programs under Airflow's own executor, beside the same tasks in Python
	swift build $(STATIC) --product conformance >&2
	swift build $(STATIC) --product DagrunWireBenchmark >&2
	@PYTHONDONTWRITEBYTECODE=1 Tests/Airflow/with Benchmarks/Coordinator/measure $(ARGS) "$$PWD/.build/release/conformance" \
		"$$PWD/.build/release/DagrunWireBenchmark"

# Some fifteen minutes; ARGS="--rounds 1 --turns 1" for a first look, ARGS=--python for Airflow's own worker beside it.
bench-worker: packages ## Measure the worker under a real Airflow, against the least that a worker can do
	swift build $(STATIC) --product conformance >&2
	@PYTHONDONTWRITEBYTECODE=1 Tests/Airflow/with Benchmarks/Worker/measure $(ARGS) "$$PWD/.build/release/conformance"

# Five minutes and more; ARGS="--seconds 1800 --seed 2" for another one. What else is needed to see deaths soon is set here.
chaos-worker: packages ## Kill workers, tasks and the server of a real Airflow at random, and account for every task
	swift build $(STATIC) --product conformance >&2
	@PYTHONDONTWRITEBYTECODE=1 AIRFLOW__EDGE__HEARTBEAT_INTERVAL=5 AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT=60 \
		AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT_DETECTION_INTERVAL=5 AIRFLOW__SCHEDULER__TASK_QUEUED_TIMEOUT=60 \
		AIRFLOW__SCHEDULER__TASK_QUEUED_TIMEOUT_CHECK_INTERVAL=10 \
		Tests/Airflow/with Benchmarks/Worker/chaos $(ARGS) "$$PWD/.build/release/conformance"

# Needs qemu-user. Run when much has changed; `git diff` shows what a worker calls now that it did not call before.
order: packages ## Note which functions a worker calls, for the linker to lay them side by side
	swift build $(subst -Xlinker -s ,,$(STATIC)) --product conformance >&2
	@PYTHONDONTWRITEBYTECODE=1 Tests/Airflow/with Packaging/order "$$PWD/.build/release/conformance" Packaging/functions.order

BUNDLE ?= examples

deb: packages ## Package a bundle's program as a worker for Debian: BUNDLE=examples
	swift build $(STATIC) --product $(BUNDLE)
	Packaging/deb .build/release/$(BUNDLE)

install: ## Build for release and install to PREFIX
	$(AS_USER) .ci/packages
	$(AS_USER) swift build $(STATIC) --product dagrun
	$(AS_USER) swift build $(STATIC) --product examples
	@PREFIX="$(PREFIX)" DESTDIR="$(DESTDIR)" .ci/install

uninstall: ## Remove what install put into PREFIX
	$(RM) -r "$(DESTDIR)$(PREFIX)/bin/dagrun" "$(DESTDIR)$(PREFIX)/libexec/dagrun" "$(DESTDIR)$(PREFIX)/share/dagrun"
	$(RM) "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/dagrun"
	$(RM) "$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_dagrun"
	$(RM) "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/dagrun.fish"

completions: packages ## Write the completion scripts to .build/completions
	swift build --product dagrun
	mkdir -p .build/completions
	for shell in bash zsh fish; do .build/debug/dagrun completions $$shell >.build/completions/dagrun.$$shell; done

clean: ## Remove what was built
	$(RM) -r .build

packages:
	@.ci/packages
