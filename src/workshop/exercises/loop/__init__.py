"""Draw the circle one goes round in, and choose where to step out."""
