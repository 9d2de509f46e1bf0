"""Leading a group: the plan, the console and the wall."""
