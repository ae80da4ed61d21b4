"""What the small values refuse, so that nothing later has to ask again."""

from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from domain.values import (
    AwareTime,
    Code,
    Day,
    EventId,
    Name,
    PersonId,
    StreamId,
    StreamKind,
    Value,
    aware,
    day_after,
    day_of,
    person_id,
    person_of_stream,
    person_stream,
    stream_id,
)


class Doubled(Value):
    number: int

    @cached_property
    def double(self) -> int:
        return 2 * self.number


class TestCopies:
    def test_a_copy_with_another_field_forgets_what_was_worked_out_from_the_old_one(self) -> None:
        one = Doubled(number=1)

        assert one.double == 2
        assert one.model_copy(update={"number": 5}).double == 10


class TestPersons:
    @pytest.mark.parametrize("text", ["p-0417", "P", "a.b_c-9", "p" * 64])
    def test_a_person_is_a_pseudonym_that_begins_with_a_letter(self, text: str) -> None:
        assert person_id(text) == text

    @pytest.mark.parametrize(
        "text",
        ["", "123456782", "0p", "-p", "p 1", "p\n", "p:1", "é", "p" * 65, "person:p-1", "١٢٣"],
    )
    def test_nothing_else_is_a_person(self, text: str) -> None:
        with pytest.raises(ValueError, match="a bare number is refused"):
            person_id(text)

    @given(number=st.integers())
    def test_a_bare_number_is_never_a_person(self, number: int) -> None:
        with pytest.raises(ValidationError):
            TypeAdapter(PersonId).validate_python(str(number))

    @given(text=st.from_regex(r"[A-Za-z][A-Za-z0-9._-]{0,63}", fullmatch=True))
    def test_the_stream_of_a_person_names_that_person(self, text: str) -> None:
        assert person_of_stream(person_stream(text)) == text


class TestStreams:
    @pytest.mark.parametrize("kind", [kind for kind in StreamKind if kind != StreamKind.PERSON])
    def test_a_stream_of_another_kind_names_no_person(self, kind: StreamKind) -> None:
        stream = stream_id(f"{kind}:a-1:b")

        assert person_of_stream(stream) is None

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "p-0417",
            "person",
            "person:",
            "person:123456782",
            "person:p:1",
            "people:p-1",
            "Person:p-1",
            "agreement:",
            "agreement:1",
            "organisation:" + "o" * 129,
        ],
    )
    def test_a_stream_needs_a_known_kind_and_an_id(self, text: str) -> None:
        with pytest.raises(ValidationError):
            TypeAdapter(StreamId).validate_python(text)


class TestDays:
    def test_an_evening_in_new_york_is_the_next_day_in_the_netherlands(self) -> None:
        evening = datetime.fromisoformat("2026-03-02T20:00:00-05:00")

        assert day_of(evening) == date(2026, 3, 3)

    def test_an_hour_before_midnight_in_summer_is_two_hours_behind(self) -> None:
        before = datetime(2026, 7, 1, 21, 59, tzinfo=UTC)
        after = datetime(2026, 7, 1, 22, 0, tzinfo=UTC)

        assert (day_of(before), day_of(after)) == (date(2026, 7, 1), date(2026, 7, 2))

    @given(day=st.dates(max_value=date(9999, 12, 30)))
    def test_the_day_after_a_day_is_one_day_later(self, day: date) -> None:
        assert day_after(day) == day + timedelta(days=1)

    def test_there_is_no_day_after_the_last_one_which_systems_write_for_never(self) -> None:
        assert day_after(date(9999, 12, 31)) is None


class TestMoments:
    def test_a_time_without_a_zone_is_refused(self) -> None:
        with pytest.raises(ValueError, match="a time needs its zone"):
            aware(datetime(2026, 3, 2, 10, 15))  # noqa: DTZ001

    @pytest.mark.parametrize("text", ["9999-12-31T23:30:00+00:00", "0001-01-01T00:30:00+02:00"])
    def test_a_time_without_a_day_in_the_netherlands_is_refused(self, text: str) -> None:
        with pytest.raises(ValueError, match="outside the calendar"):
            aware(datetime.fromisoformat(text))

    @pytest.mark.parametrize("given", ["2026-03-02T10:15:00", "2026-03-02", 1772446500])
    def test_neither_a_day_nor_a_number_is_a_moment(self, given: Any) -> None:
        with pytest.raises(ValidationError):
            TypeAdapter(AwareTime).validate_python(given, strict=True)


class TestTexts:
    @pytest.mark.parametrize("text", ["no-fee", "a", "a1-b2", "a" * 64])
    def test_a_code_is_a_word_in_lower_case_with_dashes(self, text: str) -> None:
        assert TypeAdapter(Code).validate_python(text) == text

    @pytest.mark.parametrize(
        "text", ["", "No-fee", "no fee", "-no", "no-", "no--fee", "a\n", "a" * 65]
    )
    def test_a_code_is_never_free_text(self, text: str) -> None:
        with pytest.raises(ValidationError):
            TypeAdapter(Code).validate_python(text)

    @pytest.mark.parametrize("text", ["Tilburg", "'s-Hertogenbosch", "a b", "é", "x" * 200])
    def test_a_name_is_one_line(self, text: str) -> None:
        assert TypeAdapter(Name).validate_python(text) == text

    @pytest.mark.parametrize(
        "text",
        ["", " ", "a\nb", "a\tb", "a\x1b[2J", "a\x7f", "a\x9b2J", "a\x85b", "a\u2028b", "x" * 201],
    )
    def test_a_name_is_not_blank_and_moves_no_cursor(self, text: str) -> None:
        with pytest.raises(ValidationError):
            TypeAdapter(Name).validate_python(text)

    @pytest.mark.parametrize("text", ["", "-1", "a b", "a\n", "é", "e" * 129])
    def test_an_event_id_is_one_printable_word(self, text: str) -> None:
        with pytest.raises(ValidationError):
            TypeAdapter(EventId).validate_python(text)


@pytest.mark.parametrize("text", ["1772409600", "1772409600.5", "02-03-2026", "20260302"])
def test_a_day_is_written_as_a_date_and_never_as_seconds(text: str) -> None:
    with pytest.raises(ValidationError, match="2026-03-02"):
        TypeAdapter(Day).validate_json(f'"{text}"')
    with pytest.raises(ValidationError, match="2026-03-02"):
        TypeAdapter(AwareTime).validate_json(f'"{text}"')
