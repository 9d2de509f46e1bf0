"""Guess first, then see what a study found and how far it reaches."""
