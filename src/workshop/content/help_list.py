"""The helplines in the words of a language, ready to be shown: what stands on a page, in a notebook, anywhere.

Everything here is plain JSON, so that a template and the browser can draw the same list.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from .helplines import ELSEWHERE, Call, Country, Helpline, LineData
from .library import Library
from .locale import country_name, in_order, language_name, spoken_in

#: Where people find a line in most countries.
HELP_SITE = "findahelpline.com"

Shown = dict[str, Any]


@lru_cache(maxsize=8)
def help_list(library: Library) -> Shown:
    """Return the countries to choose from, in the order of the page's language, and what stands in each.

    ``groups`` holds the ids under a label: first the countries where the page's language is spoken, then all others,
    each by name. ``countries`` holds the lines, by id; one of them stands for every country that isn't listed.
    """
    countries = {country.id: _country(country, library) for country in library.helplines.countries}
    by_name = {shown["name"]: name for name, shown in countries.items()}
    ordered = [by_name[name] for name in in_order(by_name)]
    spoken = [country.id for country in library.helplines.countries if _answers_in(library.language, country)]
    groups = [
        ("help.spoken", [name for name in ordered if name in spoken]),
        ("help.others", [name for name in ordered if name not in spoken]),
    ]
    elsewhere = Country(id=ELSEWHERE, lines=())
    return {
        "groups": [{"label": library.phrase(label), "ids": ids} for label, ids in groups if ids],
        "countries": {**countries, ELSEWHERE: _country(elsewhere, library)},
    }


def _answers_in(language: str, country: Country) -> bool:
    """Return whether a country speaks a language, or a part of it does and one of its lines answers in it."""
    own = language.partition("-")[0]
    line = any(own in line.data.languages for line in country.lines)
    return spoken_in(language, country.id, regional=line)


def _country(country: Country, library: Library) -> Shown:
    words = library.helplines.words
    name = words.elsewhere if country.id == ELSEWHERE else country_name(country.id, library.language)
    danger = [_call(call, library) for call in country.emergency.calls[:1]] if country.emergency else []
    lines = [
        {
            "need": library.phrase(f"help.{line.data.need}"),
            "name": line.data.name or "",
            "ways": list(_ways(line.data, library)),
            "about": list(_about(line, library)),
            "note": line.note or "",
            # the way out of danger stands beside every line, not only at the top
            "danger": danger if line.data.need != "emergency" else [],
        }
        for line in country.lines
    ]
    missing = [library.phrase(f"help.{need}") for need in country.missing]
    return {"name": name, "note": "" if danger else words.local_emergency, "lines": lines, "missing": missing}


def _ways(line: LineData, library: Library) -> Iterator[Shown]:
    say = library.phrase
    for call in line.calls:
        yield _call(call, library)
    if line.sms:
        body = f"?&body={quote(line.sms.word)}" if line.sms.word else ""
        key = "help.text_body" if line.sms.word else "help.text"
        text = say(key, number=line.sms.to, **({"word": line.sms.word} if line.sms.word else {}))
        yield {"href": f"sms:{line.sms.to}{body}", "label": text}
    if line.whatsapp:
        digits = "".join(letter for letter in line.whatsapp if letter.isdigit())
        yield {"href": f"https://wa.me/{digits}", "label": f"WhatsApp {line.whatsapp}"}
    if line.chat:
        yield {"href": line.chat, "label": say("help.chat", site=_site(line.chat))}
    if line.website and not line.calls:
        yield {"href": line.website, "label": say("help.website", site=_site(line.website))}


def _call(call: Call, library: Library) -> Shown:
    say = library.phrase
    number = f"{call.number} ({call.letters})" if call.letters else call.number
    label = say("help.call_press", number=number, press=call.press) if call.press else say("help.call", number=number)
    return {"href": f"tel:{call.tel}", "label": f"{label} ({say(f'help.{call.what}')})" if call.what else label}


def _about(line: Helpline, library: Library) -> Iterator[str]:
    say, data = library.phrase, line.data
    hours = say("help.always") if data.always_open else line.hours
    if hours:
        yield say("help.hours", hours=hours)
    if data.cost:
        yield say("help.cost", cost=say(f"help.{data.cost}"))
    spoken = [language_name(name, library.language) for name in data.languages]
    if data.interpreters:
        spoken.append(say("help.interpreters"))
    if spoken:
        yield say("help.languages", languages=spoken)
    for call in data.calls:
        if call.tel.startswith("*"):  # some phones refuse to dial a star that a page gave them
            yield say("help.star", number=call.number)


def _site(address: str) -> str:
    return address.partition("//")[2].removeprefix("www.").partition("/")[0]
