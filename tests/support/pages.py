"""Reading what a live page gives its scripts."""

from __future__ import annotations

import json
import re
from typing import Any


def config(page: str) -> dict[str, Any]:
    """Return the configuration a live page holds."""
    found = re.search(r'id="workshop-config"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert found, page[:2000]
    about: dict[str, Any] = json.loads(found[1])
    return about
