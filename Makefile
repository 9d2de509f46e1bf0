# make serve   start the workshop        make lab    the notebooks in JupyterLab
# make test    every check and test      make check  look through the content
# The first call makes .venv and installs everything into it; later calls start at once.
.DEFAULT_GOAL := help
.PHONY: help setup serve lab check test clean screenshots
VENV := .venv
BIN := $(VENV)/bin
NEEDS := pyproject.toml constraints.txt tools/setup.sh

help:
	@sed -n 's/^# //p' Makefile | head -3

# What is installed, by what it is for: to serve a workshop takes a third of what testing it does.
$(VENV)/.serve: $(NEEDS)
	@bash tools/setup.sh $(VENV)
	@touch $@

$(VENV)/.lab: $(NEEDS)
	@bash tools/setup.sh $(VENV) lab
	@touch $@ $(VENV)/.serve

$(VENV)/.ready: $(NEEDS)
	@bash tools/setup.sh $(VENV) test
	@touch $@ $(VENV)/.lab $(VENV)/.serve

setup: $(VENV)/.ready

serve: $(VENV)/.serve
	@exec $(BIN)/workshop serve $(ARGS)

lab: $(VENV)/.lab
	@exec $(BIN)/workshop lab $(ARGS)

check: $(VENV)/.serve
	@$(BIN)/workshop check $(ARGS)

test: $(VENV)/.ready
	@bash tools/test.sh $(BIN)

clean:
	rm -rf $(VENV)

# The pictures of README and docs, taken anew; needs Chromium or Chrome.
screenshots: $(VENV)/.ready
	@$(BIN)/python tools/screenshots.py
