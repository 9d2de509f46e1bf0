"""Compare kinds of help; mark what appeals and what worries."""
