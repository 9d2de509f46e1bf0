"""Ask about fear and control, privately, and answer with safety and not with doubt."""

from workshop.content.kinds import Kind

from .content import SafetyCheckBody

KIND = Kind(SafetyCheckBody, f"{__name__}.model:SafetyCheckModel", f"{__name__}.view:SafetyCheckView")
