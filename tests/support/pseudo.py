"""Two languages that nobody speaks, made from the English by the way that translators take.

One is long, with accents and six plurals; it borrows the code of Welsh. One runs from right to left, in Arabic letters and under
Arabic's code. Whoever knows English can still read both.
"""

from __future__ import annotations

import re
import shutil
from io import BytesIO
from pathlib import Path

from babel.messages import Message
from babel.messages.pofile import read_po, write_po

from workshop import paths
from workshop.content import languages
from workshop.content.translating import Brought, bring, export

LONG, TURNED = "cy", "ar"

_KEPT = re.compile(r"(\{[\w-]+\}|\]\([^)]*\)|https?://\S+|\bfindahelpline\.com\b)")
_ACCENTS = {**str.maketrans("aeiouAEIOU", "áéíóúÁÉÍÓÚ"), ord("y"): "ÿ", ord("n"): "ñ", ord("s"): "š"}
_LONGER = re.compile(r"([aeiou])")
#: A letter for each, as near in sound as it goes.
_LETTERS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ابكديفجهيزقلمنوپقرستوڤوخيظ")


def pseudo(text: str, language: str) -> str:
    """Return a text as the pseudo-language says it; what is filled in, and addresses, stay."""
    return "".join(piece if at % 2 else _said(piece, language) for at, piece in enumerate(_KEPT.split(text)))


def _said(text: str, language: str) -> str:
    if language == TURNED:
        return text.lower().translate(_LETTERS)
    return _LONGER.sub(r"\1\1", text).translate(_ACCENTS)


def translated(data: bytes, language: str) -> bytes:
    """Return a PO file as a translator gives it back."""
    catalog = read_po(BytesIO(data))
    for message in catalog:
        if message.id:
            message.string = _translation(message, language, catalog.num_plurals)
    written = BytesIO()
    write_po(written, catalog, width=76)
    return written.getvalue()


def _translation(message: Message, language: str, forms: int) -> str | tuple[str, ...]:
    if not message.pluralizable:
        return pseudo(message.id, language)
    return tuple(pseudo(message.id[1], language) for _ in range(forms))


def add(folder: Path, *names: str) -> list[Brought]:
    """Bring languages into a workshop's folder: export, translation, import, and a line in its list."""
    done = [bring(translated(export(name, folder), name), name, folder) for name in names]
    manifest = folder / "workshop.yaml"
    text = manifest.read_text("utf-8")
    manifest.write_text(re.sub(r"languages: \[([^]]*)\]", rf"languages: [\1, {', '.join(names)}]", text), "utf-8")
    return done


def in_first_language(like: Path, folder: Path) -> None:
    """Copy a workshop as if it had never been translated."""
    first, *others = languages(like)
    shutil.copytree(like, folder, ignore=shutil.ignore_patterns(".*", *others))
    manifest = folder / "workshop.yaml"
    text = re.sub(r"^languages: .*$", f"languages: [{first}]", manifest.read_text("utf-8"), flags=re.MULTILINE)
    manifest.write_text(text, "utf-8")


def workshop(place: Path, *names: str, like: str = "trust") -> Path:
    """Return a copy of one of the kit's workshops that speaks English and these languages."""
    folder = place / "workshop"
    in_first_language(paths.built_in()[like], folder)
    add(folder, *names)
    return folder
