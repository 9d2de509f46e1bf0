"""What the workshop promises to teach: per part its minutes, its points and its exercises."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Promise:
    """What a part must hold.

    Attributes
    ----------
    minutes
        All sessions of the part together.
    covers
        Points that an exercise or the prose must teach.
    exercises
        Ids of its exercises, in the order of the plan.
    """

    minutes: int
    covers: tuple[str, ...]
    exercises: tuple[str, ...]


def _points(topic: str, names: str) -> tuple[str, ...]:
    return tuple(f"{topic}.{name}" for name in names.split())


#: Every part by id.
PARTS: dict[str, Promise] = {
    "00-welcome": Promise(25, (), ("agreement", "arrive", "steady-point")),
    "01-causes": Promise(
        100,
        _points("cause", "betrayal abandonment manipulation single gradual childhood conditions"),
        ("myth-or-finding", "trust-account", "timeline", "cases", "old-rule"),
    ),
    "02-signs": Promise(
        100,
        _points("sign", "scepticism commitment suspicion sabotage esteem"),
        ("safety-fork", "guess-checking", "notice-it", "alarm", "what-with", "caution-line"),
    ),
    "03-effects": Promise(
        100,
        _points("effect", "redflag authentic close stress health communication"),
        ("loop", "ripple", "flag-or-signal", "guarded", "cost-benefit"),
    ),
    "04-skills": Promise(
        200,
        _points("skill", "compassion communication thoughts boundaries selftrust"),
        (
            "friend-reply",
            "say-it",
            "echo",
            "thought-record",
            "boundary",
            "ladder",
            "after-broken",
            "promises",
            "society",
        ),
    ),
    "05-support": Promise(
        95,
        _points("support", "why cbt dbt emdr attachment find network crisis"),
        ("bad-night", "barriers", "therapies", "find-care", "support-map"),
    ),
    "06-closing": Promise(
        30,
        _points("takeaway", "past build conditions"),
        ("next-step", "leave", "feedback"),
    ),
}
