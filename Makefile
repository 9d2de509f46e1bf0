# make serve   start the workshop        make lab    the notebooks in JupyterLab
# make test    every check and test      make check  look through the content
# The first call makes .venv and installs everything into it; later calls start at once.
.DEFAULT_GOAL := help
.PHONY: help setup serve lab check test clean screenshots
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

help:
	@sed -n 's/^# //p' Makefile | head -3

$(STAMP): pyproject.toml constraints.txt tools/setup.sh
	@bash tools/setup.sh $(VENV)
	@touch $@

setup: $(STAMP)

serve: $(STAMP)
	@exec $(BIN)/workshop serve $(ARGS)

lab: $(STAMP)
	@exec $(BIN)/workshop lab $(ARGS)

check: $(STAMP)
	@$(BIN)/workshop check $(ARGS)

test: $(STAMP)
	@bash tools/test.sh $(BIN)

clean:
	rm -rf $(VENV)

# The pictures of README and docs, taken anew; needs Chromium or Chrome.
screenshots: $(STAMP)
	@$(BIN)/python tools/screenshots.py
