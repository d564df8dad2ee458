# Kofu. `make demo` and `make test` are all most people need.
.PHONY: help setup build demo test test-swift test-browser test-crash images lint format bench clean

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
	$(MAKE) lint test-swift test-crash test-browser

test-swift: ## The Swift tests
	swift build --build-tests
	swift test --skip-build

test-browser: ## The whole story in Chromium, with axe
	swift build --product kofu
	script/browser-test

test-crash: ## Kill the server during submissions; nothing that was acknowledged may be lost
	swift build --product kofu
	script/crash-test --kills 3

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

clean: ## Remove what was built
	rm -rf .build .venv-test var
