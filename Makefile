# Kofu. `make demo` and `make test` are all most people need.
.PHONY: help setup build demo test test-swift test-postgres test-s3 test-browser test-faults test-formulas test-forms test-examples deb test-deb images lint format bench faults fuzz oracle clean

help: ## What there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: ## Install what building and running needs (Debian 12)
	script/setup

build: setup ## Build the program
	swift build --product kofu

demo: build ## Run the demonstration on http://localhost:8080
	.build/debug/kofu demo

test: ## Every test: units, HTTP, browser, crash (installs what it needs)
	script/setup --test
	$(MAKE) lint test-swift test-postgres test-s3 test-formulas test-forms test-faults test-examples test-browser

test-swift: ## The Swift tests
	swift build --build-tests
	swift test --skip-build

test-postgres: ## The storage and HTTP tests again, on a PostgreSQL cluster of their own
	swift build --build-tests
	script/with-postgres swift test --skip-build --filter 'StorageTests|UseCasesTests|PortalTests' --skip Replica
	# By themselves: a standby that replays the hundreds of databases the others make is minutes behind.
	script/with-postgres --replica swift test --skip-build --filter Replica

test-s3: ## Files in a bucket of an S3-compatible store of their own
	swift build --build-tests
	script/with-s3 swift test --skip-build --filter Bucket

test-browser: ## The whole story in Chromium, with axe
	swift build --product kofu
	script/browser-test

test-faults: ## Kills, power cuts, failing syncs, a hung database: nothing that was acknowledged may be lost
	swift build --product kofu
	python3 script/faults --short

test-formulas: ## Hostile formulas, and amounts against Python's fractions, in a short form
	swift build --product feel-fuzz
	.build/debug/feel-fuzz 6000
	swift build --product kofu
	script/money-oracle --kofu .build/debug/kofu --every 331

test-forms: ## XLSForms against pyxform, and JSON Schemas of the example forms against jsonschema
	swift build --product kofu
	.venv-test/bin/python script/xlsform-oracle
	.venv-test/bin/python script/schema-oracle

test-examples: ## The examples of examples/deployment with the programs they are for; point-in-time recovery
	swift build --product kofu
	script/examples-test
	script/restore-drill-postgres

deb: ## var/deb/kofu_….deb: a Debian package that needs nothing but Debian's libraries (builds for some minutes)
	script/setup --deb
	script/deb

test-deb: deb ## The package on a bare Debian: install, serve, back up, upgrade, remove, purge (as root)
	script/deb-test

images: test-browser ## The README's pictures, as the browser tests took them
	cp var/screenshots/round-top.png docs/images/round.png
	cp var/screenshots/office-case-top.png docs/images/office-case.png

lint: ## Formatting
	swift format lint --strict --parallel --recursive Sources Tests Package.swift

format: ## Format everything
	swift format --in-place --parallel --recursive Sources Tests Package.swift

bench: ## Measure, release build: every figure beside its floor in the same run
	script/setup --bench
	swift build -c release --product kofu
	script/bench

faults: ## Every fault in full, release build; writes the table of docs/faults.md
	script/setup --faults
	swift build -c release --product kofu
	KOFU=.build/release/kofu python3 script/faults --write

load: ## A deadline hour, twice three national deadlines at once, for five minutes; then far too much for one
	swift build -c release --product kofu
	.build/release/kofu bench load --times 2 --seconds 300
	.build/release/kofu bench load --times 12 --seconds 60 --file-kilobytes 50 --overload

fuzz: ## Two million generated and mutated formulas; none may crash or go over its budget
	swift build -c release --product feel-fuzz
	.build/release/feel-fuzz 2000000

oracle: ## Every cost to 1,000,000 yen against Python's fractions
	swift build -c release --product kofu
	script/money-oracle

clean: ## Remove what was built
	rm -rf .build .venv-test var
