"""`events` tells what can be recorded."""

from commands.completions import recordable
from domain.events import EVENT_TYPES, CorrectionEvent
from tests.commands.shell import Typing


def test_all_events_but_corrections_are_listed(shell: Typing) -> None:
    listed = {row["type"] for row in shell("events", "list", "--json").data}

    assert listed == set(EVENT_TYPES) - {
        body.about.type for body in EVENT_TYPES.values() if issubclass(body, CorrectionEvent)
    }


def test_each_can_be_shown(shell: Typing) -> None:
    for kind in recordable():
        shown = shell("events", "show", kind.about.name, "--json").data

        assert shown["type"] == kind.about.type
        assert [field["field"] for field in shown["fields"]] == list(kind.model_fields)


def test_a_type_is_shown_with_what_its_fields_hold(shell: Typing) -> None:
    answer = shell("events", "show", "deregistered", "--lang", "nl")

    assert answer.out.startswith("deregistered/1  (uitschrijving)\n")
    assert "one of next-municipality, departed-unknown" in answer.out
    assert "(verplicht)" in answer.out


def test_a_type_without_fields_says_so(shell: Typing) -> None:
    assert "It has no fields of its own." in shell("events", "show", "id-card-issued").out


def test_the_list_can_be_had_as_rows(shell: Typing) -> None:
    first, *rows = shell("events", "list", "--csv").out.splitlines()

    assert first == "type,name,dutch,recorder,privacy_class,changes"
    assert len(rows) == len(recordable())


def test_a_type_that_does_not_exist_brings_near_ones(shell: Typing) -> None:
    answer = shell("events", "show", "deregisterd")

    assert answer.status == 3
    assert "deregistered" in answer.err
