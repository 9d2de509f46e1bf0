"""What is taught: wording, plans, facts and helplines, typed, checked and loaded.

Knows nothing of widgets, rooms or servers. Start with `load_library`.
"""

from __future__ import annotations

from .exercise import Debrief, Exercise, Sharing
from .facts import Fact, Reference
from .guide import GuideBook
from .help_list import HELP_SITE, help_list
from .helplines import Helplines
from .library import Library
from .loading import load_library
from .manifest import Manifest, languages, load_manifest
from .pages import Pages
from .part import Part, Step
from .phrases import PhraseError
from .problems import ContentError, Problem

__all__ = [
    "HELP_SITE",
    "ContentError",
    "Debrief",
    "Exercise",
    "Fact",
    "GuideBook",
    "Helplines",
    "Library",
    "Manifest",
    "Pages",
    "Part",
    "PhraseError",
    "Problem",
    "Reference",
    "Sharing",
    "Step",
    "help_list",
    "languages",
    "load_library",
    "load_manifest",
]
