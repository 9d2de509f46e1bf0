"""Turn needs into a checklist, questions for a first call and a first message."""
