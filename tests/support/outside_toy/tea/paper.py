"""The cup with a pen."""

from workshop.controls.nodes import Node
from workshop.kinds.explorable.paper import OnPaper


class TeaOnPaper(OnPaper):
    """A table to fill in."""

    stages = ("see",)

    def front(self) -> list[Node]:
        """Return one row for five minutes."""
        return [self.fill([self.text("minute"), "1", "2", "3", "4", "5"], [[self.text("warm"), *[""] * 5]])]
