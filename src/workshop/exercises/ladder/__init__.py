"""Build small steps of trust from easy to hard; guess, try, compare."""
