"""The nodes of help: who to call, and the private check. The form of each, and its builder."""

from __future__ import annotations

from typing import Literal, Required, TypedDict, Unpack

from .nodes import node
from .shapes import Node, Option, Shape, Words


class Way(TypedDict):
    """A way to reach somebody."""

    href: str
    label: str


class HelpLine(TypedDict):
    """One line to call or to write to."""

    need: str
    name: str
    ways: list[Way]
    about: list[str]
    note: str
    danger: list[Way]


class HelpCountry(TypedDict):
    """The lines of a country, and what none was found for."""

    name: str
    note: str
    lines: list[HelpLine]
    missing: list[str]


class CountryGroup(TypedDict):
    """Countries under one heading."""

    label: str
    ids: list[str]


class HelpLabels(TypedDict):
    """The words around the list."""

    country: str
    hint: str
    choose: str
    danger: str
    unconfirmed: str
    more: Way


class Helplines(Shape, total=False):
    """Who to call, in the country that somebody chooses."""

    groups: Required[list[CountryGroup]]
    countries: Required[dict[str, HelpCountry]]
    labels: Required[HelpLabels]


def helplines(**values: Unpack[Helplines]) -> Node:
    """Return who to call, by country."""
    return node("helplines", **values)


class SafetyQuestion(TypedDict):
    """A question of the private check, and the advice that a yes leads to where it isn't the usual one."""

    id: str
    text: str
    leads_to: str | None


class Advice(TypedDict):
    """What is said after the private check."""

    title: str
    html: str
    steps_html: list[str]


class SafetyCheck(Shape, total=False):
    """The private check, which leaves no trace."""

    folded: Required[bool]
    lead: Required[str]
    title: Required[str]
    intro_html: Required[str]
    private: Required[str]
    questions: Required[list[SafetyQuestion]]
    options: Required[list[Option]]
    advice: Required[dict[Literal["yes", "unsure", "lying", "no"], Advice]]
    helplines: Node | None
    labels: Required[Words]


def safety_check(**values: Unpack[SafetyCheck]) -> Node:
    """Return the private check."""
    return node("safety_check", **values)
