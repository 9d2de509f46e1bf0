"""Place oneself on one or several scales, with one word if wished."""
