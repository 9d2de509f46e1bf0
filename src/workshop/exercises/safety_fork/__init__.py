"""Ask about fear and control, privately, and answer with safety and not with doubt."""
