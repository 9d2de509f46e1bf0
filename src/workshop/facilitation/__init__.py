"""What the facilitator leads with: the console, and the screen that everybody sees."""
