"""The words of a language as a gettext file (PO), for Poedit and Weblate, and back into the folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po
from babel.plural import PluralRule, to_gettext

from workshop import paths

from .locale import COUNTED, categories, locale_of, plural_of
from .problems import ContentError, Problem
from .rewriting import rewrite_notebook, rewrite_yaml
from .wordlist import Wording, copied, file_in, files_of, wording_in, wording_of

_NOTE = """\
# {name}: the words of a workshop in {language}.
# Each text names its place. Words in {{curly}} brackets stay as they are; they may stand in another order.
# Bring it back with: workshop words import {language} FILE
"""


@dataclass
class Brought:
    """What came of bringing a file back.

    Attributes
    ----------
    changed
        The files that were written.
    texts
        How many texts have a translation.
    missing
        How many have none, and are still said in the default language.
    unknown
        Texts of the file that the workshop does not have any more.
    """

    changed: list[Path] = field(default_factory=list)
    texts: int = 0
    missing: int = 0
    unknown: list[str] = field(default_factory=list)


def export(language: str, folder: Path) -> bytes:
    """Return the words of a language as a PO file; what isn't translated yet stands empty in it."""
    known = wording_of(language, folder)
    catalog = Catalog(
        locale=language.replace("-", "_"),
        project=folder.name,
        header_comment=_NOTE.format(name=folder.name, language=language).strip(),
        fuzzy=False,
    )
    catalog.mime_headers = [("Language", language), ("Plural-Forms", _plural_forms(language))]
    english = wording_of(paths.DEFAULT_LANGUAGE, folder)
    only_copied = copied(english, {key: one.forms for key, one in known.items()})
    for key, one in english.items():
        catalog[key] = _message(one, None if key in only_copied else known.get(key), language)
    written = BytesIO()
    write_po(written, catalog, width=0, sort_output=False)
    return written.getvalue()


def bring(data: bytes, language: str, folder: Path) -> Brought:
    """Write the texts of a PO file into a language's folder, which is made if it isn't there.

    Raises
    ------
    ContentError
        If it is no PO file, or one of another language.
    """
    given = _read(data, language)
    done = Brought(unknown=sorted(set(given) - set(wording_of(paths.DEFAULT_LANGUAGE, folder))))
    for name in files_of(paths.DEFAULT_LANGUAGE, folder):
        original, path = file_in(name, paths.DEFAULT_LANGUAGE, folder), file_in(name, language, folder)
        texts = {one.key: one for one in wording_in(name, original)}
        old = {one.key: one.forms for one in wording_in(name, path)} if path.is_file() else {}
        said = {key: forms for key, forms in {**old, **given}.items() if key in texts}
        there = len(said.keys() - (copied(texts, said) - given.keys()))
        done.texts += there
        done.missing += len(texts) - there
        before = path.read_text("utf-8") if path.is_file() else ""
        # A file in which something is missing is made anew after the default language's.
        source = before if before and texts.keys() <= old.keys() else original.read_text("utf-8")
        forms = {texts[key].place: text for key, text in said.items()}
        book = path.suffix == ".ipynb"
        after = rewrite_notebook(source, forms, language, path.stem) if book else rewrite_yaml(source, forms)
        if after != before:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(after, "utf-8")
            done.changed.append(path)
    return done


def _plural_forms(language: str) -> str:
    """Return how gettext counts in a language, with the categories that the kit asks for, in the same order."""
    rules = locale_of(language).plural_form.rules
    return str(to_gettext(PluralRule({name: rule for name, rule in rules.items() if name in categories(language)})))


def _message(one: Wording, known: Wording | None, language: str) -> Message:
    """Return one entry: what it says, where it stands, what may be filled in, and its translation if there is one."""
    counted = len(one.forms) > 1
    said = known.forms if known else {}
    forms = tuple(said.get(name, "") for name in categories(language))
    notes = [f"May be filled in: {', '.join(one.values)}"] if one.values else []
    return Message(
        (one.forms["one"], one.forms["other"]) if counted else one.forms["other"],
        forms if counted else said.get("other", ""),
        locations=[(one.file, one.line)],
        auto_comments=notes,
        flags=["python-brace-format"] if one.values else [],
        context=one.key,
    )


def _read(data: bytes, language: str) -> dict[str, Mapping[str, str]]:
    """Return the translated texts of a PO file by key; what is empty or marked as fuzzy is left out."""
    try:
        catalog = read_po(BytesIO(data), abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError) as error:
        raise ContentError([Problem("the file", 0, "", f"is not a PO file: {error}")]) from None
    _is_of(catalog, language)
    found: dict[str, Mapping[str, str]] = {}
    for message in catalog:
        if not message.id or message.fuzzy or not message.context:
            continue
        string: tuple[object, ...] = message.string if isinstance(message.string, tuple) else (message.string,)
        said = [str(text or "") for text in string]
        if all(said):
            forms = _counted_as(catalog, language) if message.pluralizable else {"other": 0}
            found[message.context] = {name: said[at] for name, at in forms.items()}
    return found


def _is_of(catalog: Catalog, language: str) -> None:
    """Raise ``ContentError`` if a file says that it is of another language."""
    says = str(catalog.locale_identifier or language)
    if locale_of(says.replace("_", "-")).language != locale_of(language).language:
        raise ContentError([Problem("the file", 0, "Language", f"is {says}, and not {language}.")])


def _counted_as(catalog: Catalog, language: str) -> dict[str, int]:
    """Return which of the file's plural forms says each category of the language.

    The file's own header decides: gettext's tools order the forms in their way, and know none for fractions
    (Polish has three there, and four here). A form that no whole number asks for is the one for all others.
    """
    forms = _counting(catalog, language)
    by_category: dict[str, list[int]] = {}
    for n in range(COUNTED):
        by_category.setdefault(plural_of(n, language), []).append(n)
    usual = {"zero": 0, "one": 1, "two": 2}
    found = {
        name: forms[usual[name] if usual.get(name) in numbers else numbers[-1 if name == "other" else 0]]
        for name, numbers in by_category.items()
    }
    if len(set(found.values())) < len(found):
        needed = ", ".join(name for name in categories(language) if name in found)
        what = f"has {catalog.num_plurals} plural forms that don't tell apart what {language} does: {needed}."
        raise ContentError([Problem("the file", 0, "Plural-Forms", what)])
    left = sorted(set(range(catalog.num_plurals)) - set(found.values()))
    found.setdefault("other", (left or [catalog.num_plurals - 1])[-1])
    return {name: found[name] for name in categories(language)}


def _counting(catalog: Catalog, language: str) -> list[int]:
    """Return the form for each number that is counted here, as the file's header says it; gettext itself reads it."""
    probe, compiled = Catalog(), BytesIO()
    probe.mime_headers = [("Language", language), ("Plural-Forms", catalog.plural_forms)]
    probe.add(("form", "forms"), tuple(str(at) for at in range(catalog.num_plurals)))
    write_mo(compiled, probe)
    compiled.seek(0)
    try:
        rule = GNUTranslations(compiled)
        found = [rule.ngettext("form", "forms", n) for n in range(COUNTED)]
    except (ValueError, ZeroDivisionError) as error:
        raise ContentError([Problem("the file", 0, "Plural-Forms", f"can't be used: {error}.")]) from None
    if missing := [n for n, form in enumerate(found) if not form.isdigit()]:
        what = f"names a form for {missing[0]} that there is not."
        raise ContentError([Problem("the file", 0, "Plural-Forms", what)])
    return [int(form) for form in found]
