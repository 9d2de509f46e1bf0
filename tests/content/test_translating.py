"""The words as a gettext file: everything that is read is in it, and it comes back without a loss."""

from __future__ import annotations

import re
import shutil
from io import BytesIO

import pytest
from babel.messages.pofile import read_po, write_po

from tests.support import pseudo
from workshop import paths
from workshop.cli import main
from workshop.content import ContentError, languages, load_library
from workshop.content.checks import check_languages
from workshop.content.loading import read_library
from workshop.content.locale import direction, fitting, isolated
from workshop.content.notebooks import check_notebooks
from workshop.content.rewriting import rewrite_yaml
from workshop.content.translating import bring, export
from workshop.content.wording import check_translated
from workshop.content.wordlist import tells, wording_of

KIT = paths.built_in()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A small workshop that speaks two pseudo-languages."""
    place = tmp_path_factory.mktemp("pseudo")
    return pseudo.workshop(place, pseudo.LONG, pseudo.TURNED, like="feedback")


@pytest.mark.parametrize("name", KIT)
def test_what_a_translator_gets_is_what_people_read(name):
    """No id and no switch is among it: whatever a second language leaves as it is, is a name or a number."""
    english = wording_of("en", KIT[name])
    texts = [one for one in english.values() if not one.file.endswith(".ipynb")]
    assert len(texts) > 300
    for language in languages(KIT[name])[1:]:
        theirs = wording_of(language, KIT[name])
        same = {one.forms["other"] for one in texts if theirs[one.key].forms == one.forms}
        ids = {text for text in same if re.fullmatch(r"[a-z0-9]+([-_.][a-z0-9]+)+", text)}
        assert not ids
        assert not [text for text in same if tells(text)]
        assert len(same) < 40


def test_no_corner_is_left_out():
    known = wording_of("en", KIT["trust"])
    for key in (
        "00-welcome.ipynb 1",
        "content/exercises/cases.yaml guide.say.0",
        "content/exercises/loop.yaml sample.instead",
        "content/facts.yaml facts.childhood-attachment.finding",
        "content/guide.yaml checklists.sections.group.points.0",
        "content/parts/01-causes.yaml covers.cause.single.heading",
        "content/parts/01-causes.yaml troubleshooting.silence.do",
        "content/phrases.yaml app.name",
        "words/helplines.yaml notes.us-crisis",
        "words/phrases.yaml share.level.me",
    ):
        assert known[key].forms["other"], key


def test_spanish_goes_out_and_comes_back_as_it_is(tmp_path):
    folder = tmp_path / "trust"
    shutil.copytree(KIT["trust"], folder, ignore=shutil.ignore_patterns(".*"))
    shutil.copytree(paths.assets() / "words" / "es", folder / "words" / "es")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    file = tmp_path / "es.po"
    assert main(["words", "export", "es", str(file), "--workshop", str(folder)]) == 0
    catalog = read_po(BytesIO(file.read_bytes()))
    assert not [one.context for one in catalog if one.id and not one.string]
    minutes = catalog.get(("about {n} minute", "about {n} minutes"), context="words/phrases.yaml nav.minutes")
    assert minutes.string == ("alrededor de {n} minuto", "unos {n} minutos")
    assert minutes.auto_comments == ["May be filled in: {n}"]
    assert minutes.locations[0][0] == "words/phrases.yaml"
    assert main(["words", "import", "es", str(file), "--workshop", str(folder)]) == 0
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_text_that_a_translator_changed_is_changed_and_nothing_else(tmp_path):
    folder = tmp_path / "feedback"
    shutil.copytree(KIT["feedback"], folder, ignore=shutil.ignore_patterns(".*"))
    done = pseudo.add(folder, pseudo.LONG)[0]
    assert done.missing == 0
    assert done.unknown == []
    path = folder / pseudo.LONG / "content" / "pages.yaml"
    before = path.read_text("utf-8")
    catalog = read_po(BytesIO(export(pseudo.LONG, folder)))
    changed = next(one for one in catalog if one.context == "content/pages.yaml landing.title")
    changed.string = "Ffydd: “gyda'n gilydd” # yma"
    emptied = next(one for one in catalog if one.context == "content/pages.yaml landing.welcome")
    emptied.string = ""
    unsure = next(one for one in catalog if one.context == "content/pages.yaml blank.text")
    unsure.string, unsure.flags = "Dim", {"fuzzy"}
    file = BytesIO()
    write_po(file, catalog)
    done = bring(file.getvalue(), pseudo.LONG, folder)
    assert done.changed == [path]
    after = path.read_text("utf-8")
    lines = [new for old, new in zip(before.splitlines(), after.splitlines(), strict=True) if old != new]
    assert lines == ["  title: 'Ffydd: “gyda''n gilydd” # yma'"]
    assert load_library(pseudo.LONG, folder).pages.landing.title == "Ffydd: “gyda'n gilydd” # yma"


def counted(language: str, header: str) -> bytes:
    """Return a PO file in which one counted text is translated, into the numbers of its forms."""
    forms = "".join(f'msgstr[{at}] "{{n}} as {at}"\n' for at in range(int(header[9])))
    return f"""\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: {language.replace("-", "_")}\\n"
"Plural-Forms: {header}\\n"

msgctxt "words/phrases.yaml room.answers"
msgid "{{n}} answer shared"
msgid_plural "{{n}} answers shared"
{forms}""".encode()


#: What gettext's own tools write there, and the form that 0, 1, 2, 5, 12 and 22 people get.
OF_GETTEXT = {
    "pl": ("nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);", "201221"),
    "lv": ("nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2);", "201121"),
    "pt-BR": ("nplurals=2; plural=(n > 1);", "001111"),
    "sl": ("nplurals=4; plural=(n%100==1 ? 1 : n%100==2 ? 2 : n%100==3 || n%100==4 ? 3 : 0);", "012000"),
}


@pytest.mark.parametrize("language", OF_GETTEXT)
def test_a_file_counts_as_its_header_says(language, tmp_path):
    """Poedit and Weblate write their own: other forms, in another order, and none for fractions."""
    folder = tmp_path / "workshop"
    pseudo.in_first_language(KIT["feedback"], folder)
    header, expected = OF_GETTEXT[language]
    first = bring(counted(language, header), language, folder)
    again = bring(counted(language, header), language, folder)
    assert first.texts == 1
    assert again.missing > first.missing - 3, "what stands there in English meanwhile is not translated"
    manifest = folder / "workshop.yaml"
    manifest.write_text(manifest.read_text("utf-8").replace("languages: [en]", f"languages: [en, {language}]"), "utf-8")
    library = load_library(language, folder)
    people = {n: library.phrase("room.answers", n=n) for n in (0, 1, 2, 5, 12, 22)}
    assert people == {n: f"{n} as {form}" for n, form in zip(people, expected, strict=True)}
    assert library.phrase("room.answers", n=1.5)


def test_a_file_that_is_none_or_counts_differently_is_refused(tmp_path):
    with pytest.raises(ContentError, match="Language is pl, and not cy"):
        bring(export("pl", KIT["feedback"]), "cy", KIT["feedback"])
    with pytest.raises(ContentError, match="Language is es, and not de"):
        bring(export("es", KIT["feedback"]), "de", KIT["feedback"])
    with pytest.raises(ContentError, match="2 plural forms that don't tell apart what pl does: one, few, many"):
        bring(counted("pl", "nplurals=2; plural=(n != 1);"), "pl", KIT["feedback"])
    with pytest.raises(ContentError, match="Plural-Forms can't be used"):
        bring(counted("pl", "nplurals=3; plural=(system > 1);"), "pl", KIT["feedback"])
    with pytest.raises(ContentError, match="Plural-Forms can't be used"):
        bring(counted("pl", "nplurals=3; plural=1/(n-1);"), "pl", KIT["feedback"])
    with pytest.raises(ContentError, match="names a form for 3 that there is not"):
        bring(counted("pl", "nplurals=3; plural=n%4;"), "pl", KIT["feedback"])
    with pytest.raises(ContentError, match="not a PO file"):
        bring(b"msgid", "cy", KIT["feedback"])


def test_texts_of_every_form_are_rewritten_in_place():
    text = "# a note\na: {one: x, other: y}\nb:\n  - {id: z, label: short}\n  - |-\n    Two\n\n    lines\nc: end # so\n"
    forms = {
        ("a",): {"few": "q: ", "other": "r"},
        ("b", "z", "label"): {"other": "a, b}"},
        ("b", "1"): {"other": "Drei\nZeilen"},
        ("c",): {"other": "no"},
    }
    assert rewrite_yaml(text, forms) == (
        '# a note\na: {few: "q: ", other: "r"}\nb:\n  - {id: z, label: "a, b}"}\n  - |-\n    Drei\n    Zeilen\nc: \'no\' # so\n'
    )


def test_pseudo_languages_are_whole(folder, capsys):
    assert main(["check", "--workshop", str(folder)]) == 0, capsys.readouterr().err
    said = capsys.readouterr().out
    assert all(f"{language}: 2 parts" in said for language in ("en", pseudo.LONG, pseudo.TURNED))
    forms = load_library(pseudo.LONG, folder).phrases
    assert {key.rpartition(".")[2] for key in forms if key.startswith("room.answers.")} == {
        "zero", "one", "two", "few", "many", "other",
    }  # fmt: skip


def test_what_a_language_lacks_is_said_also_when_only_that_one_is_checked(folder, capsys):
    phrases = folder / "words" / pseudo.LONG / "phrases.yaml"
    text = phrases.read_text("utf-8")
    phrases.write_text(re.sub(r"^  loading: .*\n", "", text, flags=re.MULTILINE), "utf-8")
    assert main(["check", "--lang", pseudo.LONG, "--workshop", str(folder)]) == 1
    assert "app.loading is missing; en has it." in capsys.readouterr().err
    phrases.write_text(text, "utf-8")


def test_a_short_word_that_was_forgotten_is_found(folder, tmp_path, capsys):
    """In a language that was only begun it stands empty for the translator; later it is named, for it may be right."""
    begun = tmp_path / "begun"
    pseudo.in_first_language(KIT["feedback"], begun)
    bring(counted("pl", OF_GETTEXT["pl"][0]), "pl", begun)
    catalog = read_po(BytesIO(export("pl", begun)))
    said = {one.context for one in catalog if one.id and one.context and any(one.string)}
    assert "words/phrases.yaml room.answers" in said
    assert len(said) < 4, "a file with nothing but a name in it is whole"
    phrases = folder / "words" / pseudo.LONG / "phrases.yaml"
    text = phrases.read_text("utf-8")
    phrases.write_text(re.sub(r"^  cancel: .*$", "  cancel: Cancel", text, flags=re.MULTILINE), "utf-8")
    assert main(["check", "--lang", pseudo.LONG, "--workshop", str(folder)]) == 0
    said = capsys.readouterr().out
    phrases.write_text(text, "utf-8")
    assert "The same in en, which may be right: Cancel\n" in said


def test_what_a_language_does_not_have_yet_is_said_in_english(folder, capsys):
    """As after an update of the kit, which has more to say than the workshop's own words."""
    file = folder / "words" / pseudo.LONG / "phrases.yaml"
    text = file.read_text("utf-8")
    fewer = re.sub(r"^  loading: .*\n", "", text, flags=re.MULTILINE)
    fewer = re.sub(r"^  trying_in:\n(    .*\n)+", "", fewer, flags=re.MULTILINE)
    file.write_text(fewer, "utf-8")
    try:
        phrases = read_library(pseudo.LONG, folder).phrases
        assert phrases.say("app.loading") == phrases["app.loading"] == "One moment…"
        assert phrases.say("banner.trying_in", n=1) == "Trying again in 1 second."
        assert phrases.below("banner")["trying_in"]["other"] == "Trying again in {n} seconds."
        assert phrases.say("room.answers", n=0) == load_library(pseudo.LONG, folder).phrase("room.answers", n=0)
        assert main(["check", "--lang", pseudo.LONG, "--workshop", str(folder)]) == 1
        assert "app.loading is missing; en has it." in capsys.readouterr().err
    finally:
        file.write_text(text, "utf-8")


def test_the_large_workshop_is_whole_in_a_pseudo_language(tmp_path):
    folder = pseudo.workshop(tmp_path, pseudo.LONG)
    english, other = load_library("en", folder), load_library(pseudo.LONG, folder)
    assert list(check_languages(english, other)) == []
    assert list(check_translated(english, other, folder)) == []
    assert list(check_notebooks(pseudo.LONG, folder / pseudo.LONG, folder / "en")) == []


def test_a_tag_finds_its_language():
    known = ["en", "es", "pt-BR", "zh-Hant"]
    wanted = {"es-MX": "es", "pt-br": "pt-BR", "pt": "pt-BR", "zh-TW": "zh-Hant", "en-GB": "en", "fr": None, "": None}
    assert {tag: fitting(tag, known) for tag in wanted} == wanted


def test_the_fields_of_a_form_stand_in_the_order_of_the_languages_own_sentence(tmp_path):
    folder = pseudo.workshop(tmp_path, pseudo.TURNED)
    path = folder / pseudo.TURNED / "content/exercises/boundary.yaml"
    text = path.read_text("utf-8")
    first, *others = re.findall(r"^    - \{id: .*\n", text, re.MULTILINE)
    assert others
    path.write_text(text.replace("".join([first, *others]), "".join([*others, first])), "utf-8")
    english = load_library("en", folder)
    assert list(check_languages(english, load_library(pseudo.TURNED, folder))) == []


def test_what_is_filled_in_keeps_its_order_where_lines_begin_on_the_right(folder):
    assert [direction(name) for name in ("es", "ar", "pt-BR")] == ["ltr", "rtl", "ltr"]
    assert isolated("K7MQ2P", "es") == "K7MQ2P"
    said = load_library(pseudo.TURNED, folder).phrase("help.call", number="1-800-799-7233")
    assert "\u20681-800-799-7233\u2069" in said
