#!/usr/bin/env bash
# Makes a virtual environment with what the kit needs. Called by make; takes the folder's name, and the name of an extra
# of pyproject.toml (lab, postgres, test) if more than serving is wanted.
set -euo pipefail
venv="$1"
extra="${2:+[$2]}"
fits() { "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
python=""
for name in ${PYTHON:-} python3.13 python3.12 python3.11 python3.14 python3 python; do
  if command -v "$name" >/dev/null 2>&1 && fits "$name"; then python="$name"; break; fi
done
if [ -z "$python" ]; then
  echo "The workshop needs Python 3.11 or newer (with venv). Install it from python.org or with your system's" >&2
  echo "packages (on Debian: python3-venv), or name it: make serve PYTHON=/path/to/python3.12" >&2
  exit 1
fi
echo "Setting up $venv with $("$python" --version); this takes a minute or two, once."
fits "$venv/bin/python" || { rm -rf "$venv"; "$python" -m venv "$venv"; }
if ! "$venv/bin/python" -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".$extra"; then
  echo "Something could not be installed. Is there a network? Then try again; what is there already is kept." >&2
  exit 1
fi
