"""One visit: who looks at a page, which room it belongs to, and the notebook's short lines."""
