"""jupyter-server-proxy starts the workshop and passes it on at /workshop/: lines for your jupyter_server_config.py.

Whoever comes through it needs an account there, so for groups take another way. It starts when somebody first opens
/workshop/. Whoever leads comes by a link of the workshop's own: workshop invite NAME, or workshop room links
"""

import sys

c = get_config()  # noqa: F821

# As people write it, with what stands before /workshop/ (on a JupyterHub: /user/NAME/).
ADDRESS = "https://jupyter.example.org"

c.ServerProxy.servers = {
    "workshop": {
        "command": [
            *(sys.executable, "-m", "workshop.cli", "serve", "--no-room", "--no-qr"),
            *("--host", "127.0.0.1", "--port", "{port}", "--behind-proxy", "--public-url", f"{ADDRESS}/workshop/"),
        ],
        # Pages name their own addresses, with /workshop/ in them.
        "absolute_url": True,
        "timeout": 120,
    }
}
