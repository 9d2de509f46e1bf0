"""The German: one name for each idea, no gender for the reader, the marks of the language, sentences that read right.

What is asked for here, and why, is in docs/german.md.
"""

from __future__ import annotations

import re

import pytest

from workshop import paths
from workshop.content import Library, load_library
from workshop.content.wordlist import wording_of
from workshop.kinds.form.fields import sentence

#: What is not said, and what to say in its place.
NOT_SAID = {
    r"Vertrauens(?:themen|störung\w*)|(?<!„)Vertrauensproblem\w*": "Vertrauen fällt schwer",
    r"gesunde[sn]? (?:Misstrauen|Skepsis|Zweifel)": "gesunde Vorsicht",
    r"rote[nr]? (?:Flagge|Fahne)n?|Alarmzeichen": "Warnsignal: the alarm may ring for nothing",
    r"Symptome?\b": "Anzeichen",
    r"Seitensprung|Ausrutscher": "Affäre, fremdgehen; Versehen",
    r"Missbrauch\w*|toxisch\w*": "Gewalt",
    r"Täter\w*|Opfer\b": "what somebody does",
    r"(?:Sicherheits-?|Safety-?)(?:[Cc]heck|[Ff]ragen|[Tt]est)\w*": "die kurzen, privaten Fragen",
    r"Wie sicher bist du\b(?! dir)|wie sicher war\w* (?:du|ihr)\b(?! (?:dir|euch))": "Wie sicher bist du dir: else it is about safety",
    r"Anker\w*|Erdung|Grounding": "Ruhepunkt; zurück ins Hier und Jetzt",
    r"Teufelskreis\w*": "Kreislauf",
    r"assertiv\w*": "klar und mit Respekt",
    r"Hotlines?|Smartphones?|Arbeitsbl\w+|Modul\w*": "Hilfetelefon, Handy, Blatt, Teil",
    r"(?:macht|machen|gemacht) Sinn|realisier\w+|getriggert|Trigger\w*|Grenzen? kommunizier\w+": "not German",
    r"(?:der|den|dem|im) Raum (?:teilt|sieht|antwortet|ist sich)": "die Gruppe: the room is a place",
    r"im Geheimen": "heimlich",
    r"Gesprächstherapien?|Ausbildungsambulanz\w*": "Psychotherapie; Ausbildungsinstitut",
    r"Schutzh[aä]us\w*": "Frauenhaus oder andere Schutzunterkunft: in Austria a mountain hut",
    r"Fertigkeit\w*|Initialen": "was man üben kann; Anfangsbuchstaben",
}

#: What gives the reader, the group, or anybody in general a gender, and ways around it that nobody can read aloud.
GENDERED = {
    r"\w+(?:\*|:|_|/-?|·)in(?:nen)?\b|[a-zäöüß]+Innen\b": "no star, colon, bar or capital",
    r"\w+innen und \w+|\w+in(?:nen)? oder \w+en?\b(?=[,.]? die)": "one word for all",
    r"Teilnehmer\w*|Moderator\w*|Trainer\w*|Seminarleiter\w*|(?:Gruppen|Kurs)leiter\w*": "die Gruppe, alle, die Leitung",
    r"(?:ein|einen|einem|der|den|dem|dein|deinen|deinem|jeder|kein|guter) (?:Partner|Freund|Therapeut(?:en)?|Berater|Arzt|Profi|Nachbar(?:n)?|Kollegen?)\b": "Person, Fachperson, Praxis",
    r"(?<!ein )(?<!in )(?:Jeder|jeder)(?= (?:für sich|von (?:euch|uns|ihnen)|antwortet|macht|liest|schreibt|sagt|bekommt|darf|kann))": "alle, beide, jede Person",
    r"(?:Jeder|jeder|Derjenige|derjenige), der": "wer; alle, die",
}

#: How the language is written.
MARKS = {
    r'(?<![=\w])"|“[A-ZÄÖÜa-zäöü]|[«»—]| -{1,2} ': "„…“ and full stops",
    r"\d%|\d %": "a no-break space before %",
    r"\d,\d{3}\b|\d\.\d{1,2}\b(?!\d|\.| Uhr)": "4.860 and 0,23",
    r"\bz\. ?B\.|\bd\. ?h\.|\busw\.|\bbzw\.": "written out",
}


@pytest.fixture(scope="module")
def german() -> Library:
    return load_library("de")


@pytest.fixture(scope="module")
def said() -> list[tuple[str, str]]:
    """Every piece of German with the place where it stands."""
    found = wording_of("de", paths.workshop())
    return [(key, text) for key, one in found.items() for text in one.forms.values()]


@pytest.mark.parametrize("words", [NOT_SAID, GENDERED, MARKS], ids=["one name", "no gender", "marks"])
def test_words_and_marks_that_are_not_used(said, words):
    found = []
    for place, text in said:
        for pattern, instead in words.items():
            if match := re.search(pattern, text):
                around = text[max(0, match.start() - 30) : match.end() + 30].replace("\n", " ")
                found.append(f"{place}: “{around}” – {instead} (docs/german.md)")
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (NOT_SAID, "Wie sicher bist du?"),
        (NOT_SAID, "Ein Sicherheits-Check."),
        (NOT_SAID, "gesundes Misstrauen"),
        (GENDERED, "alle Teilnehmer*innen"),
        (GENDERED, "für Leiter:innen"),
        (GENDERED, "deinem Partner"),
        (GENDERED, "Jeder für sich."),
        (MARKS, "4,860 Menschen"),
        (MARKS, "34 % von uns"),
        (MARKS, "“Ja”"),
    ],
)
def test_the_lists_find_what_they_name(words, text):
    assert any(re.search(pattern, text) for pattern in words)


def test_buttons_are_quoted_as_they_are_written(german):
    """„Sofort weg“ in a sentence is the name of the button, letter for letter."""
    say = german.phrase
    names = {key: say(f"bar.{key}") for key in ("leave", "help", "pause")} | {"pass": say("pass.do")}
    assert names == {"leave": "Sofort weg", "help": "Hilfe jetzt", "pause": "Pause", "pass": "Auslassen"}
    welcome = (paths.notebooks("de") / "00-welcome.ipynb").read_text("utf-8")
    for name in names.values():
        assert f"**{name}**" in welcome, name
    answers = " ".join(answer.answer for answer in german.pages.privacy.answers)
    for quoted in (say("share.do"), say("share.level.words"), say("workbook.remember")):
        assert f"„{quoted}“" in answers
    for quoted in (say("share.level.count"), say("share.do")):
        assert f"„{quoted}“" in say("projector.private")


SENTENCES = {
    "boundary": (
        {
            "situation": "Wenn du schreist.",
            "feel": "klein",
            "need": "Ruhe",
            "limit": "Ich rede nicht weiter",
            "act": "gehen",
        },
        "Wenn du schreist, fühle ich mich klein. Ich brauche Ruhe. Meine Grenze ist: Ich rede nicht weiter. Ich werde gehen.",
    ),
    "say-it": (
        {
            "when": "du spät kommst",
            "feel": "fühle ich mich unwichtig",
            "because": "weil ich warte",
            "like": "eine Nachricht",
        },
        "Wenn du spät kommst, fühle ich mich unwichtig, weil ich warte. Ich wünsche mir: eine Nachricht.",
    ),
    "old-rule": (
        {"rule": "Geh zuerst.", "protected": "zu Hause", "cost": "Ruhe", "try": "noch bleiben"},
        (
            "Meine alte Regel heißt: „Geh zuerst“. Sie hat mich geschützt: zu Hause. Heute kostet sie mich: Ruhe. "
            "Ich könnte versuchen: noch bleiben."
        ),
    ),
    "promises": (
        {"after": "gefrühstückt habe", "promise": "spazieren gehen", "slip": "Morgen ist ein neuer Tag."},
        (
            "Immer wenn ich gefrühstückt habe, will ich spazieren gehen. Wenn ich einen Tag auslasse, sage ich mir: "
            "„Morgen ist ein neuer Tag“."
        ),
    ),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_a_sentence_reads_right_with_what_people_put_in(german, name):
    """With the lead said again, or a full stop at the end."""
    body = german.exercises[name].body
    fields, read = SENTENCES[name]
    assert sentence(getattr(body, "then", None) or body, fields) == read


def test_couples_are_not_sent_into_one_room(german):
    for part in ("01-causes", "02-signs", "03-effects"):
        assert "Paare kommen in verschiedene Räume" in german.parts[part].online


def test_letters_on_paper_are_those_of_the_rule(german):
    words = german.exercises["echo"].body.text
    for move, word in (("kind", "freundlich"), ("hurt", "verletzend")):
        assert re.search(rf"{words[f'paper_{move}']}\b[^.]*, das heißt {word}", words["paper"])
