"""The door on the console: how many came in, closing it, cards that let one person in each, and who leads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from workshop.controls import nodes, room_nodes
from workshop.controls.nodes import Node
from workshop.exercises.room_context import RoomActionError
from workshop.paper.cards import cards_page
from workshop.room import Room, RoomState
from workshop.room.codes import MOST_CARDS, spaced
from workshop.visit import keys

from .room_page import RoomPage
from .wall import qr

USUAL = 12  # cards


class ConsoleDoor:
    """The door as one console shows it.

    Parameters
    ----------
    page
        The console.
    in_notebook
        True in JupyterLab, where nobody came by a link, and no address for phones is known.
    """

    def __init__(self, page: RoomPage, *, in_notebook: bool = False) -> None:
        self.page, self._in_notebook = page, in_notebook
        self._one_by_one = False
        self._link = ""

    # -- taps ---------------------------------------------------------------------------------------------

    def act(self, action: str, args: Mapping[str, Any], room: Room) -> str:
        """Carry out one of :data:`ACTIONS`; return a sentence on what happened, "" where it shows by itself."""
        return ACTIONS[action](self, room, args) or ""

    def _shut(self, room: Room, args: Mapping[str, Any]) -> str:
        seen = args.get("seen")
        voices = room.door.shut()
        more = voices - seen if isinstance(seen, int) else 0
        say = self.page.library.phrase
        return say("door.shut_more", n=more, all=voices) if more > 0 else say("door.shut")

    def _unshut(self, room: Room, _args: Mapping[str, Any]) -> str:
        room.door.open()
        return self.page.library.phrase("door.opened")

    def _cards_on(self, room: Room, _args: Mapping[str, Any]) -> None:
        asked = self.page.widget.answer.get("cards", USUAL)
        if not isinstance(asked, int) or isinstance(asked, bool) or not 1 <= asked <= MOST_CARDS:
            raise RoomActionError(self.page.library.phrase("error.number_range", min=1, max=MOST_CARDS))
        room.door.hand_out_cards(asked)

    def _cards_off(self, room: Room, _args: Mapping[str, Any]) -> None:
        room.door.hand_out_cards(None)
        self._one_by_one = False

    def _cards_show(self, _room: Room, _args: Mapping[str, Any]) -> None:
        self._one_by_one = not self._one_by_one

    def _cards_print(self, room: Room, _args: Mapping[str, Any]) -> None:
        library = self.page.library
        codes = keys.card_codes(room, room.state().cards or 0)
        name = f"{library.phrase('door.cards_file')}.html"
        page = cards_page(library, codes, self.page.origin, enter=lambda code: keys.card_link(code, self.page.origin))
        self.page.widget.tell("download", filename=name, mime="text/html", text=page)

    def _lead_link(self, room: Room, _args: Mapping[str, Any]) -> None:
        self._link = "" if self._link else keys.lead_link(room, self.page.origin)

    def _lead_alone(self, _room: Room, _args: Mapping[str, Any]) -> str:
        self.page.session.lead_alone()
        return self.page.library.phrase("door.lead_alone_done")

    # -- what is shown ------------------------------------------------------------------------------------

    def draw(self, room: Room, state: RoomState) -> list[Node | None]:
        """Return how many joined and the door; folded up below, what is needed once or never in an evening."""
        say = self.page.library.phrase
        if self._in_notebook:
            return self._voices(state)
        return [
            *self._voices(state),
            nodes.details(say("door.cards"), *self._cards(room, state), key="cards"),
            nodes.details(say("door.long_code"), *self._long_code(room), key="long-code"),
            nodes.details(say("door.lead"), *self._lead(), key="lead"),
        ]

    def _voices(self, state: RoomState) -> list[Node | None]:
        """For everybody to compare with those they see."""
        say = self.page.library.phrase
        if not state.voices:
            return []
        return [
            nodes.prose(say("door.shut") if state.shut else say("door.hint"), key="door"),
            nodes.row(
                nodes.prose(f"**{say('door.voices', n=state.voices)}**", key="voices"),
                nodes.button("unshut", say("door.open"), key="shut")  # the same button: it keeps the focus
                if state.shut
                else nodes.button("shut", say("door.close", n=state.voices), args={"seen": state.voices}, key="shut"),
                key="door-row",
            ),
        ]

    def _cards(self, room: Room, state: RoomState) -> list[Node | None]:
        say = self.page.library.phrase
        if state.cards is None:
            return [
                nodes.prose(say("door.cards_hint")),
                nodes.number(key="number-of-cards", field="cards", label=say("door.cards_number"), min=1,
                           max=MOST_CARDS, step=1, placeholder=str(USUAL)),
                nodes.row(nodes.button("cards", say("door.cards_on"), key="cards-on")),
            ]  # fmt: skip
        return [
            nodes.prose(say("door.cards_are_on", n=state.cards), key="cards-are-on"),
            *(self._next_card(room, state.cards) if self._one_by_one else []),
            nodes.row(
                nodes.button("cards-show", say("door.cards_show"), pressed=self._one_by_one),
                nodes.button("cards-print", say("door.cards_print")),
                nodes.button("cards-off", say("door.cards_off"), "quiet"),
            ),
        ]

    def _next_card(self, room: Room, cards: int) -> list[Node | None]:
        """The first card that nobody used: somebody scans it, and the next one stands there."""
        say, origin = self.page.library.phrase, self.page.origin
        card = room.door.free_card()
        if card is None:
            return [nodes.note(say("door.cards_all_used", n=cards), key="all-used")]
        code = keys.card_codes(room, cards)[card]
        label = origin.partition("://")[2] or say("room.code")
        return [
            nodes.prose(say("door.cards_next"), key="next-card"),
            nodes.row(
                {**qr(keys.card_link(code, origin), say), "key": "card-qr", "size": "phone"},
                room_nodes.code(key="card-code", text=spaced(code), label=label),
                key="card",
            ),
        ]

    def _long_code(self, room: Room) -> list[Node | None]:
        say = self.page.library.phrase
        label = self.page.origin.partition("://")[2] or say("room.code")
        return [
            nodes.prose(say("door.long_code_hint")),
            room_nodes.code(key="long-code-text", text=spaced(keys.long_code(room)), label=label),
        ]

    def _lead(self) -> list[Node | None]:
        say = self.page.library.phrase
        return [
            nodes.prose(say("door.lead_hint")),
            self._lead_shown() if self._link else None,
            nodes.row(
                nodes.button("lead-link", say("door.lead_link"), pressed=bool(self._link)),
                nodes.button("lead-alone", say("door.lead_alone"), "quiet"),
                nodes.link("blank", say("door.lead_leave")),
            ),
        ]

    def _lead_shown(self) -> Node:
        return nodes.row(
            {**qr(self._link, self.page.library.phrase), "key": "lead-qr", "size": "phone"},
            nodes.prose(nodes.escape(self._link), key="lead-link-text"),
            key="lead-row",
        )


#: What a console may be asked to do at the door.
ACTIONS: dict[str, Callable[[ConsoleDoor, Room, Mapping[str, Any]], str | None]] = {
    "shut": ConsoleDoor._shut,
    "unshut": ConsoleDoor._unshut,
    "cards": ConsoleDoor._cards_on,
    "cards-off": ConsoleDoor._cards_off,
    "cards-show": ConsoleDoor._cards_show,
    "cards-print": ConsoleDoor._cards_print,
    "lead-link": ConsoleDoor._lead_link,
    "lead-alone": ConsoleDoor._lead_alone,
}
