"""Toy models of trust: pure NumPy, seeded, without widgets and without plotting.

One module or small package per model: ``trust_account``, ``alarm``, ``guarded``, ``echo``, ``society`` and
``send_half``. Nothing is imported here, so that a page pays only for the model it shows.
``docs/models.md`` explains each equation, its source and how to check a figure by hand.
"""
