"""What people see and touch: nodes of a view, the one widget that shows them, figures and Markdown."""
