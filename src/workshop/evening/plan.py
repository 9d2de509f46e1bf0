"""What a part's plan says besides its steps, the way to other parts, and the group's agreement."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from workshop.content import Library, Part
from workshop.content.guide import Appendix
from workshop.controls import nodes
from workshop.controls.nodes import Node
from workshop.exercises.model import several_of, words
from workshop.room.shape import LONGEST_RULE


def about(part: Part, library: Library) -> Node:
    """Return what a part's plan says besides its steps, each folded."""
    say = library.phrase
    return nodes.section(
        say("console.more"),
        nodes.details(
            say("console.troubleshooting"),
            _protocol(library.guide.away, say, "away") if library.guide.away else None,
            *(nodes.section(t.when, nodes.prose(t.do), level=3, key=t.when) for t in part.troubleshooting),
            key="troubleshooting",
        ),
        nodes.details(
            say("console.aims"), nodes.listing(part.aims), nodes.heading(say("console.materials"), 3),
            nodes.listing(part.materials), key="aims",
        ),
        nodes.details(say("console.prompts"), nodes.listing(part.prompts, ordered=True), key="prompts"),
        nodes.details(say("console.short"), nodes.prose(part.short), key="short"),
        nodes.details(say("console.online"), nodes.prose(part.online), key="online"),
        nodes.details(say("console.take_home"), nodes.prose(part.take_home), key="take-home"),
        level=2,
        key="about",
    )  # fmt: skip


def _protocol(appendix: Appendix, say: Callable[..., str], key: str) -> Node:
    """Return a protocol of the guide in full: what is needed at once can't wait for the printed copy."""
    drawn: list[Node | None] = [nodes.prose(appendix.intro)]
    for section in appendix.sections:
        drawn += [nodes.heading(section.title, 3), nodes.listing(section.points)]
        drawn += [nodes.prose(f"**{say('console.say')}**"), nodes.listing(section.say)] if section.say else []
    return nodes.details(appendix.title, *drawn, key=key)


def parts(current: Part, library: Library) -> Node:
    """Return the taps that move the room to another part."""
    say = library.phrase
    taps = [
        nodes.button("go", part.title, args={"part": part.id}, key=f"go-{part.id}", pressed=part.id == current.id)
        for part in library.parts.values()
    ]
    return nodes.details(say("console.go_to"), nodes.row(*taps), key="parts")


def agreement(library: Library, pinned: tuple[str, ...]) -> Node | None:
    """Return where the final list of ground rules is put together and pinned."""
    say, rules = library.phrase, _offered(library)
    if not rules:
        return None
    return nodes.details(
        say("console.agreement"),
        nodes.listing([nodes.escape(rule) for rule in pinned]) if pinned else None,
        nodes.prose(say("console.pin_hint")),
        nodes.choice("rules", say("console.agreement"), [nodes.option(n, t) for n, t in rules.items()], multiple=True),
        nodes.text("own-rules", say("choice.suggestion"), long=True, max_length=4 * LONGEST_RULE),
        nodes.row(nodes.button("pin", say("console.pin"), "primary")),
        key="agreement",
    )


def _offered(library: Library) -> dict[str, str]:
    exercise = library.exercises.get(library.manifest.agreement or "")
    return dict(exercise.body.offered()) if exercise is not None else {}


def rules_from(library: Library, answer: Mapping[str, Any]) -> list[str]:
    """Return the rules a facilitator put together: the marked ones, then one for each line of their own."""
    offered = _offered(library)
    marked = [offered[name] for name in several_of(answer.get("rules"), list(offered))]
    return marked + words(answer.get("own-rules"), 4 * LONGEST_RULE).splitlines()
