"""Fill guided fields that grow into a sentence."""
