"""Draw the line of one's own trust over the years."""
