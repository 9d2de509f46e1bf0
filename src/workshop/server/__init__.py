"""The workshop's server: Voilà and Jupyter Server with our own addresses only.

Kept free of imports, so that a kernel may use :mod:`workshop.server.tickets` without loading a web server.
"""

import sys

# jsonschema, which Jupyter is full of, looks for a checker of internationalised addresses while it is imported. The
# one it finds compiles 35 parsers: 1.3 s in the server and in every template. No schema of Jupyter's asks for it
# (jupyter_server#1559), so it is left out: what is None here counts as not installed.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
