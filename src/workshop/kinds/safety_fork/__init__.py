"""Ask about fear and control, privately, and answer with safety and not with doubt."""

from workshop.content.kinds import Kind

from .content import SafetyForkBody

KIND = Kind(SafetyForkBody, f"{__name__}.model:SafetyForkModel", f"{__name__}.view:SafetyForkView")
