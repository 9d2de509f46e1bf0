"""Look at a thought from both sides, and at how much one believes it before and after."""
