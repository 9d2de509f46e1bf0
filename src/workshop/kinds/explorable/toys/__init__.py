"""The kit's own toy models, a folder each: its rules in NumPy, what an answer holds, its stages, pictures and sheet."""
