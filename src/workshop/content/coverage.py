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
    "00-welcome": Promise(20, (), ("agreement", "arrive")),
    "01-causes": Promise(
        90,
        _points("cause", "betrayal abandonment manipulation single gradual childhood conditions"),
        ("timeline", "cases", "old-rule", "myth-or-finding", "trust-account"),
    ),
    "02-signs": Promise(
        90,
        _points("sign", "scepticism commitment suspicion sabotage esteem"),
        ("caution-line", "notice-it", "guess-checking", "alarm", "safety-fork"),
    ),
    "03-effects": Promise(
        90,
        _points("effect", "redflag authentic close stress health communication"),
        ("loop", "ripple", "flag-or-signal", "guarded", "cost-benefit"),
    ),
    "04-skills": Promise(
        180,
        _points("skill", "compassion communication thoughts boundaries selftrust"),
        ("friend-reply", "say-it", "echo", "thought-record", "boundary", "ladder", "promises", "society"),
    ),
    "05-support": Promise(
        75,
        _points("support", "why cbt dbt emdr attachment find network crisis"),
        ("therapies", "support-map", "find-care", "barriers"),
    ),
    "06-closing": Promise(
        30,
        _points("takeaway", "past build conditions"),
        ("next-step", "leave", "feedback"),
    ),
}
