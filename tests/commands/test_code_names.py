"""What an event says in codes, reports say in words of their language."""

from commands.fields import words_of
from domain.events import EVENT_TYPES
from domain.needs import Need
from projections.language import LANGUAGES, field_name, plain_value, sentences


def test_every_code_and_field_of_an_event_has_a_name_in_both_languages() -> None:
    said = {language: sentences(language) for language in LANGUAGES}
    needs = {str(need) for need in Need}

    for body in EVENT_TYPES.values():
        for field, info in body.model_fields.items():
            codes = set(words_of(info.annotation)) - needs - {"yes", "no"}
            for language in LANGUAGES:
                assert f"field.{field}" in said[language]
                assert [code for code in codes if f"code.{code}" not in said[language]] == []


def test_a_code_a_need_and_a_flag_are_said_in_dutch_and_a_name_as_it_is() -> None:
    assert plain_value("no-id-document", "nl") == "geen identiteitsbewijs"
    assert plain_value("housing", "nl") == "woonruimte"
    assert plain_value(value=True, language="nl") == "ja"
    assert plain_value("Tilburg", "nl") == "Tilburg"
    assert field_name("reason", "nl") == "reden"
