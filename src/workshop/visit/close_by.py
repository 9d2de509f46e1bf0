"""Help and pause in JupyterLab, where no bar of our own stands around the notebook: folded, offline, always there."""

from __future__ import annotations

from workshop.content import Helpline, Library
from workshop.controls import nodes
from workshop.controls.nodes import Node


def draw(library: Library) -> list[Node]:
    """Return *Help right now* and *Take a pause*, each folded until it is wanted."""
    return [_help(library), _pause(library)]


def _help(library: Library) -> Node:
    say, text, lines = library.phrase, library.pages.help, library.helplines
    countries = [
        nodes.details(
            country.name,
            None if country.has_emergency else nodes.prose(lines.local_emergency, key="local"),
            *(_line(line, library) for line in country.lines),
            key=country.id,
        )
        for country in lines.countries
    ]
    return nodes.details(
        say("help.title"),
        nodes.prose(f"**{text.danger}**", key="danger"),
        nodes.prose(text.intro, key="intro"),
        *countries,
        nodes.listing(text.on_call),
        nodes.note(text.watched, "safety", key="watched"),
        key="help",
    )


def _line(line: Helpline, library: Library) -> Node:
    say, data, words = library.phrase, line.data, line.words
    ways: list[Node] = []
    if data.tel:
        ways.append(_link(f"tel:{data.tel}", say("help.call", number=data.number)))
    if data.sms:
        told = say("help.text_body", word=data.sms.word, number=data.sms.to) if data.sms.word else None
        ways.append(_link(f"sms:{data.sms.to}", told or say("help.text", number=data.sms.to)))
    if data.website and not data.tel:
        ways.append(_link(data.website, say("help.website", site=data.website.partition("//")[2])))
    about = [
        say(f"help.{name}", **{name: value})
        for name in ("hours", "cost", "languages")
        if (value := getattr(words, name))
    ]
    return nodes.section(
        f"{say(f'help.{data.need}')}: {words.name}",
        nodes.row(*ways),
        nodes.prose(" · ".join(about), key="about") if about else None,
        nodes.prose(words.note, key="note") if words.note else None,
        level=5,
        key=data.id,
    )


def _link(href: str, label: str) -> Node:
    return nodes.node("link", key=href, href=href, label=label, tone="secondary")


def _pause(library: Library) -> Node:
    text = library.pages.pause
    return nodes.details(
        library.phrase("pause.title"),
        nodes.prose(text.intro, key="intro"),
        *(
            nodes.details(f"{choice.title} ({choice.hint})", nodes.listing(choice.steps, ordered=True), key=choice.id)
            for choice in text.choices
        ),
        nodes.prose(text.after, key="after"),
        key="pause",
    )
