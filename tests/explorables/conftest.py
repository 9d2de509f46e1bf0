"""Hypothesis without a deadline: a busy machine is no error of the model."""

from hypothesis import settings

settings.register_profile("models", deadline=None)
settings.load_profile("models")
