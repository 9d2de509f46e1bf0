"""JupyterHub starts the workshop and passes it on at /services/workshop/: lines for your jupyterhub_config.py.

Participants need no account; whoever leads comes by the workshop's own links, which are in the file named below.
"""

import os
import sys

c = get_config()  # noqa: F821

HUB = "https://hub.example.org"

c.JupyterHub.services = [
    {
        "name": "workshop",
        "url": "http://127.0.0.1:8866",
        "display": False,
        "command": [sys.executable, "-m", "workshop.cli", "serve"],
        "environment": {
            "WORKSHOP_PUBLIC_URL": f"{HUB}/services/workshop/",
            "WORKSHOP_HOST": "127.0.0.1",
            "WORKSHOP_PORT": "8866",
            # The hub's proxy is on this computer; what it says about who asks is believed.
            "WORKSHOP_BEHIND_PROXY": "1",
            "WORKSHOP_NO_ROOM": "1",
            "WORKSHOP_NO_QR": "1",
            "WORKSHOP_HOME": os.environ.get("WORKSHOP_HOME", "/var/lib/workshop"),
        },
    }
]
# A link for whoever leads: WORKSHOP_HOME=/var/lib/workshop workshop invite NAME
