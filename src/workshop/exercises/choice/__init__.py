"""Choose among the same options for one or several items."""
