"""Twenty encounters with a pen."""

from __future__ import annotations

from workshop.controls import nodes
from workshop.controls.nodes import Node
from workshop.kinds.explorable.paper import OnPaper


class GuardedOnPaper(OnPaper):
    """Two lists of ten encounters to tick off."""

    def front(self) -> list[Node]:
        trust = f"☐\u00a0{self.text('paper_yes')}  ☐\u00a0{self.text('paper_no')}"
        came = f"☐\u00a0{self.text('paper_kept')}  ☐\u00a0{self.text('paper_down')}"
        head = [self.text(f"paper_{name}") for name in ("encounter", "do_i", "came")]
        columns = [[[str(n), trust, came] for n in range(first, first + 10)] for first in (1, 11)]
        return [nodes.row(*(nodes.table("", head, rows) for rows in columns))]
