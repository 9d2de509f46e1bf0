"""The explorables on paper: what can be played with a pen, and afterwards the pictures the page would have shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from workshop.content import Exercise, Library
from workshop.controls import nodes
from workshop.controls.nodes import Node
from workshop.kinds.explorable.content import ExplorableBody
from workshop.kinds.explorable.model import ExplorableModel
from workshop.kinds.explorable.screens import screen
from workshop.kinds.explorable.screens.base import Screen

#: What is drawn afterwards; the rule and its world are those of the page before anything is changed.
_AFTER = {
    "trust-account": ("see", "why"),
    "alarm": ("rates", "why"),
    "guarded": ("see", "why"),
    "echo": ("why",),
    "society": ("see", "why"),
    "send-half": ("see", "why"),
}
#: Everything that is opened step by step on the page is open on paper.
_ALL_SHOWN = {"play": {"shown": 3}, "stage": "see"}
_LAST_MOMENT = 20


class Games:
    """Draws explorables for paper in the words of a language."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def _screen(self, exercise: Exercise) -> Screen:
        model = ExplorableModel(exercise, self.library.phrase)
        model.answer = dict(_ALL_SHOWN)
        return screen(model, self.library)

    def front(self, exercise: Exercise) -> list[Node]:
        """Return what is played with a pen, after the guess."""
        name = cast("ExplorableBody", exercise.body).model
        made: dict[str, Callable[[Exercise], list[Node]]] = {
            "trust-account": self._trust_account,
            "alarm": self._alarm,
            "guarded": self._guarded,
            "echo": self._echo,
            "society": self._society,
            "send-half": self._send_half,
        }
        text = cast("ExplorableBody", exercise.body).text
        rule = [text[key] for key in ("paper", "paper_slips") if key in text]
        return [nodes.prose("\n\n".join(rule)), *made[name](exercise)]

    def after(self, exercise: Exercise) -> list[tuple[str, list[Node]]]:
        """Return text and pictures of each stage that is shown afterwards."""
        body, drawn = cast("ExplorableBody", exercise.body), self._screen(exercise)
        stages: list[tuple[str, list[Node]]] = []
        for stage in _AFTER[body.model]:
            text = body.text["see" if stage == "rates" else stage]
            shown = self._rates(drawn) if stage == "rates" else getattr(drawn, stage)()
            stages.append((text, [one for one in shown if one is not None]))
        return stages

    # -- with a pen ---------------------------------------------------------------------------------------

    def _trust_account(self, exercise: Exercise) -> list[Node]:
        from workshop.controls.figures import figure_svg, ink, new_figure
        from workshop.kinds.explorable.pictures.common import count_axis, level_axis

        text = cast("ExplorableBody", exercise.body).text
        fig, ax = new_figure(height=2.5)
        level_axis(ax, ("0", "50", "100"))
        tens = range(0, 101, 10)
        ax.set_yticks([at / 100 for at in tens], labels=[str(at) if at % 50 == 0 else "" for at in tens])
        count_axis(ax, 0, _LAST_MOMENT, text["axis_events"])
        moments = range(_LAST_MOMENT + 1)
        ax.set_xticks(moments, labels=[str(at) if at % 5 == 0 else "" for at in moments])
        ax.grid(color=ink("faint"), linewidth=0.6)
        ax.plot([0], [0.9], marker="o", markersize=7, color=ink("accent"), zorder=5, clip_on=False)
        ax.set_ylabel(text["axis_trust"])
        alt = text["paper"]
        rows = [[text["paper_happens"], "–", *[""] * 10], [text["paper_level"], "90", *[""] * 10]]
        head = [text["paper_moment"], *map(str, range(11))]
        return [self._fill(head, rows), nodes.node("figure", svg=figure_svg(fig), alt=alt)]

    def _alarm(self, exercise: Exercise) -> list[Node]:
        from workshop.controls.figures import figure_svg, new_figure
        from workshop.explorables.alarm import AlarmSettings, bells
        from workshop.kinds.explorable.pictures.common import curve, label

        text = cast("ExplorableBody", exercise.body).text
        x, good, bad = bells(AlarmSettings())
        fig, ax = new_figure(height=2.5, left=0.1)
        curve(ax, x, good, "accent")
        curve(ax, x, bad, "second", "--")
        label(ax, -1.7, 0.33, text["pic_good"], "accent", ha="right")
        label(ax, 1.7, 0.33, text["pic_bad"], "second")
        ax.set(xlim=(-4.6, 4.6), ylim=(0, 0.52), yticks=[])
        ax.set_xticks(range(-4, 5), labels=[str(at).replace("-", "−") for at in range(-4, 5)])
        ax.set_xlabel(f"{text['pic_weak']}  ←   →  {text['pic_strong']}")
        ax.spines["left"].set_visible(False)
        blank = nodes.node("blank", label=text["paper_line"])
        return [nodes.node("figure", svg=figure_svg(fig), alt=text["alt_bells"]), blank]

    def _guarded(self, exercise: Exercise) -> list[Node]:
        text = cast("ExplorableBody", exercise.body).text
        trust = f"☐ {text['paper_yes']}  ☐ {text['paper_no']}"
        came = f"☐ {text['paper_kept']}  ☐ {text['paper_down']}"
        head = [text["paper_encounter"], text["paper_do_i"], text["paper_came"]]
        columns = [[[str(n), trust, came] for n in range(first, first + 10)] for first in (1, 11)]
        return [nodes.row(*(self._table(head, rows) for rows in columns))]

    def _echo(self, exercise: Exercise) -> list[Node]:
        text = cast("ExplorableBody", exercise.body).text
        rounds = range(1, 16)
        kind, hurt = (text[f"paper_{move}"] for move in ("kind", "hurt"))
        first = [kind, kind, kind, f"{hurt}*", *[""] * 11]
        other = [kind, kind, kind, kind, *[""] * 11]
        rows = [[text["you"], *first], [text["other_same"], *other]]
        return [self._fill([text["axis_rounds"], *map(str, rounds)], rows)]

    def _society(self, exercise: Exercise) -> list[Node]:
        drawn = self._screen(exercise)
        drawn.model.answer = {}
        listed = next(one for one in drawn.play() if one is not None)
        return [nodes.heading(drawn.text("who_title"), 4), listed]

    def _send_half(self, exercise: Exercise) -> list[Node]:
        text = cast("ExplorableBody", exercise.body).text
        head = [text[f"paper_{name}"] for name in ("sent", "kept", "arrives", "back", "mine")]
        return [self._fill(head, [["4", "6", "12", "6", "12"], *[[""] * 5 for _ in range(5)]])]

    # -- afterwards ---------------------------------------------------------------------------------------

    def _rates(self, drawn: Screen) -> list[Node]:
        from workshop.explorables.alarm import AlarmSettings, reading

        head = [drawn.text(f"head_{name}") for name in ("place", "hits", "false", "ppv")]
        rows = []
        for at in range(-4, 5):
            found = reading(AlarmSettings(), float(at))
            rates = [drawn.show.percent(share) for share in (found.hit_rate, found.false_alarm_rate)]
            rows.append([drawn.show.number(at), *rates, "–" if found.ppv is None else drawn.show.percent(found.ppv)])
        return [nodes.table("", head, rows)]

    def _table(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Node:
        return nodes.table("", head, rows)

    def _fill(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Node:
        """Return a table with room in its cells for a pen."""
        return self._table(head, rows) | {"fill": True}
