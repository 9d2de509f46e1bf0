"""Toy models to play with: first played, then seen, then explained, then free to explore."""
