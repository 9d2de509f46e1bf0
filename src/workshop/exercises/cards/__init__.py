"""Sort cards into piles."""
