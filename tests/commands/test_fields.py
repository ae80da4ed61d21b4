"""What is typed as FIELD=VALUE becomes the body of an event, by the types of its fields."""

from datetime import date
from enum import Enum
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from commands.completions import recordable
from commands.event_errors import BodyRefused, ImpossibleValue, UnknownField
from commands.fields import annotation_of, build_body, offered
from domain.events import EVENT_TYPES, Registered
from domain.events.screening import Finding, ScreeningAnswer, ScreeningCompleted
from domain.needs import Need
from tests.domain.bodies import bodies
from tests.profile import examples


def typed(value: Any) -> str:
    """Write a value as one would type it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ",".join(typed(each) for each in value)
    if isinstance(value, BaseModel):
        return ":".join(typed(getattr(value, name)) for name in type(value).model_fields)
    if isinstance(value, Enum):
        return str(value.value)
    return value.isoformat() if isinstance(value, date) else str(value)


RECORDABLE = {kind.about.name: kind for kind in recordable()}


@pytest.mark.parametrize("name", RECORDABLE)
@settings(max_examples=examples(15))
@given(data=st.data())
def test_every_body_of_every_type_can_be_typed(name: str, data: st.DataObject) -> None:
    body = data.draw(bodies(RECORDABLE[name]))

    words = [f"{field}={typed(value)}" for field, value in body]

    assert build_body(type(body), words) == body


@given(words=st.from_regex(r"[A-Za-z0-9]([A-Za-z0-9 -]{0,20}[A-Za-z0-9])?", fullmatch=True))
def test_a_text_is_taken_as_it_is_typed(words: str) -> None:
    body = build_body(EVENT_TYPES["registered/1"], [f"municipality={words}"])

    assert body == Registered(municipality=words)


def test_a_screening_is_typed_answer_by_answer() -> None:
    expected = ScreeningCompleted(
        findings=(
            Finding(need=Need.ID_DOCUMENT, answer=ScreeningAnswer.NOT_ARRANGED),
            Finding(need=Need.HOUSING, answer=ScreeningAnswer.UNKNOWN),
            Finding(need=Need.INCOME, answer=ScreeningAnswer.ARRANGED),
        )
    )

    words = ["findings=id_document:not-arranged", "findings=housing:unknown,income:arranged"]

    assert build_body(ScreeningCompleted, words) == expected


def test_a_group_can_be_typed_as_json() -> None:
    words = ['findings=[{"need": "housing", "answer": "unknown"}]']

    body = build_body(ScreeningCompleted, words)

    assert isinstance(body, ScreeningCompleted)
    assert body.findings[0].need is Need.HOUSING


def test_a_field_may_be_typed_with_a_dash() -> None:
    body = build_body(EVENT_TYPES["deregistered/1"], ["kind=absent-too-long"])

    again = build_body(EVENT_TYPES["release-date-planned/1"], ["release-on=2026-04-01"])

    assert str(body.model_dump()["kind"]) == "absent-too-long"
    assert again.model_dump()["release_on"] == date(2026, 4, 1)


@pytest.mark.parametrize("written", ["yes", "YES", "ja", "true", "1"])
def test_yes_is_said_in_several_ways(written: str) -> None:
    body = build_body(EVENT_TYPES["need-declined/1"], ["need=work", f"informed={written}"])

    assert body.model_dump()["informed"] is True


@pytest.mark.parametrize(
    ("type_", "setting", "wanted"),
    [
        ("release-date-planned/1", "release_on=1-4-2026", "a date such as 2026-03-02"),
        ("release-date-planned/1", "release_on=2026-02-30", "a date such as 2026-03-02"),
        ("person-registered/1", "birth_year=old", "a whole number, or nothing"),
        ("person-registered/1", "dutch_national=maybe", "yes or no, or nothing"),
        ("person-registered/1", "sex=x", "one of female, male, other, or nothing"),
        ("screening-completed/1", "findings=moon:unknown", "need: one of identity"),
        ("screening-completed/1", "findings=a:b:c:d", "need:answer:source"),
        ("screening-completed/1", "findings={", "need:answer:source"),
        ("id-card-applied/1", "place", "written place=VALUE, with one of desk, prison"),
    ],
)
def test_an_impossible_value_is_answered_with_what_is_possible(
    type_: str, setting: str, wanted: str
) -> None:
    with pytest.raises(ImpossibleValue) as refused:
        build_body(EVENT_TYPES[type_], [setting])

    assert wanted in (refused.value.why or "")


def test_an_unknown_field_brings_the_nearest_one_and_all() -> None:
    with pytest.raises(UnknownField) as refused:
        build_body(EVENT_TYPES["registered/1"], ["municipalty=Tilburg"])

    assert refused.value.why == "did you mean municipality? known are municipality, basis"


def test_fields_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(BodyRefused) as refused:
        build_body(ScreeningCompleted, ["findings=care:unknown"])

    assert "health-screening-completed" in (refused.value.why or "")


@pytest.mark.parametrize(
    ("type_", "field", "written", "expected"),
    [
        ("need-declined/1", "need", "h", ["housing"]),
        ("housing-preference-recorded/1", "wishes", "family,sh", ["family,shelter"]),
        ("screening-completed/1", "findings", "housing:arr", ["housing:arranged"]),
        ("screening-completed/1", "findings", "income:unknown,shel", ["income:unknown,shelter"]),
        ("handover-accepted/1", "answers", "work:no:too", ["work:no:too-late"]),
        ("handover-accepted/1", "answers", "work:no:too-late:", []),
        ("intention-expressed/1", "topic", "quo", ["quota"]),
        ("registered/1", "municipality", "Til", []),
    ],
)
def test_what_is_being_typed_is_completed_up_to_the_next_mark(
    type_: str, field: str, written: str, expected: list[str]
) -> None:
    assert offered(annotation_of(EVENT_TYPES[type_], field), written) == expected
