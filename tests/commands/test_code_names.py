"""What an event says in codes, reports say in words of their language."""

import pytest

from commands.fields import words_of
from domain.events import EVENT_TYPES
from domain.events.base import Recorder
from domain.needs import Need
from projections.language import LANGUAGES, Language, field_name, plain_value, sentences


def test_every_code_and_field_of_an_event_has_a_name_in_both_languages() -> None:
    said = {language: sentences(language) for language in LANGUAGES}
    needs = {str(need) for need in Need}

    for body in EVENT_TYPES.values():
        for field, info in body.model_fields.items():
            codes = set(words_of(info.annotation)) - needs - {"yes", "no"}
            for language in LANGUAGES:
                assert f"field.{field}" in said[language]
                assert [code for code in codes if f"code.{code}" not in said[language]] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_codes_are_named_in_one_section_alone(language: Language) -> None:
    sections: dict[str, set[str]] = {}
    for key in sentences(language):
        section, _, word = key.partition(".")
        sections.setdefault(section, set()).add(word)
    codes = sections.pop("code") - set(Need)

    again = {name for name, words in sections.items() if len(words) < 2 * len(words & codes)}

    assert {name for name in again if len(sections[name] & codes) > 2} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_records_an_event_is_named(language: Language) -> None:
    unnamed = [each for each in Recorder if f"code.{each}" not in sentences(language)]

    assert unnamed == []


def test_a_code_a_need_and_a_flag_are_said_in_dutch_and_a_name_as_it_is() -> None:
    assert plain_value("no-id-document", "nl") == "geen identiteitsbewijs"
    assert plain_value("housing", "nl") == "woonruimte"
    assert plain_value(value=True, language="nl") == "ja"
    assert plain_value("Tilburg", "nl") == "Tilburg"
    assert field_name("reason", "nl") == "reden"
