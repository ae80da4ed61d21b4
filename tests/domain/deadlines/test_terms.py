"""Counting a term and rounding its end, by the Algemene termijnenwet and by hand."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.dates import DayBeyondCalendar
from domain.deadlines.rule import DeadlineKind, Span, TermLaw, Unit
from domain.deadlines.terms import (
    Closed,
    Exempt,
    Rounded,
    act_by,
    end_of_term,
    exempt,
    plain_end,
    why_closed,
)
from domain.working_days import is_working_day
from ledger.rulebook import load_rule_set

EQUATED = load_rule_set("law").equated_days
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 12, 31))
UNITS = {"days": 200, "weeks": 30, "months": 14, "years": 3, "hours": 300, "working_days": 40}
SPANS = st.sampled_from(sorted(UNITS)).flatmap(
    lambda unit: st.builds(
        lambda count, longer, back: Span.model_validate(
            {unit: count, "longer_than": longer, "backwards": back}
        ),
        st.integers(0, UNITS[unit]),
        st.booleans(),
        st.booleans(),
    )
)
FORWARDS = SPANS.filter(lambda span: not span.backwards)
LAWS = st.sampled_from(TermLaw)
ROUNDING = st.tuples(FORWARDS, st.sampled_from([TermLaw.NATIONAL, TermLaw.EUROPEAN])).filter(
    lambda term: exempt(*term) is None
)
"""Terms that run on past a closed day."""


def ends(base: str, law: TermLaw = TermLaw.NATIONAL, **span: int) -> str:
    """The last day of a term, as text."""
    return str(end_of_term(date.fromisoformat(base), Span.model_validate(span), law, EQUATED).due)


@pytest.mark.parametrize(
    ("base", "span", "expected"),
    [
        # Christmas: 25 December 2026 is a Friday.
        ("2026-11-27", {"weeks": 4}, "2026-12-28"),
        ("2007-11-27", {"weeks": 4}, "2007-12-27"),
        # New Year's Day, and the Friday after it that a decree adds.
        ("2025-12-04", {"weeks": 4}, "2026-01-05"),
        # Good Friday to Easter Monday 2026 and 2007.
        ("2026-03-06", {"weeks": 4}, "2026-04-07"),
        ("2007-03-09", {"weeks": 4}, "2007-04-10"),
        # King's Day 2026 is a Monday; Queen's Day 2007 was a Monday.
        ("2026-03-30", {"weeks": 4}, "2026-04-28"),
        ("2007-04-02", {"weeks": 4}, "2007-05-01"),
        # 27 April 2025 is a Sunday: King's Day is on the Saturday, offices open on Monday.
        ("2025-03-29", {"weeks": 4}, "2025-04-28"),
        # 5 May in a year in which many work.
        ("2026-04-07", {"weeks": 4}, "2026-05-06"),
        ("2007-04-07", {"weeks": 4}, "2007-05-07"),
        # Ascension Day 2026, and the Friday after it.
        ("2026-04-16", {"weeks": 4}, "2026-05-18"),
        ("2026-04-17", {"weeks": 4}, "2026-05-18"),
        ("2007-04-20", {"weeks": 4}, "2007-05-21"),
        # Whit Monday.
        ("2026-04-27", {"weeks": 4}, "2026-05-26"),
        # A bridging Monday that a decree of 2016 puts on a par.
        ("2018-11-26", {"weeks": 4}, "2018-12-27"),
        # Nothing is closed.
        ("2026-06-01", {"weeks": 4}, "2026-06-29"),
    ],
)
def test_a_term_that_ends_on_a_closed_day_runs_on_to_the_next_working_day(
    base: str, span: dict[str, int], expected: str
) -> None:
    assert ends(base, TermLaw.NATIONAL, **span) == expected


@pytest.mark.parametrize(
    ("base", "months", "expected"),
    [
        ("2026-01-31", 1, "2026-03-02"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2007-08-31", 1, "2007-10-01"),
        ("2026-11-30", 3, "2027-03-01"),
    ],
)
def test_a_month_ends_on_the_same_number_or_the_last_day_of_a_shorter_month(
    base: str, months: int, expected: str
) -> None:
    assert ends(base, months=months) == expected


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ({"days": 90}, None),
        ({"days": 91}, Exempt.TOO_LONG),
        ({"weeks": 12}, None),
        ({"weeks": 13}, Exempt.TOO_LONG),
        ({"months": 3}, None),
        ({"months": 4}, Exempt.TOO_LONG),
        ({"years": 1}, Exempt.YEARS),
        ({"hours": 72}, Exempt.HOURS),
        ({"days": 14, "backwards": True}, Exempt.BACKWARDS),
        ({"working_days": 3}, None),
    ],
)
def test_the_act_leaves_out_long_terms_years_hours_and_counting_back(
    span: dict[str, int], expected: Exempt | None
) -> None:
    assert exempt(Span.model_validate(span), TermLaw.NATIONAL) == expected


@pytest.mark.parametrize(
    ("law", "expected"),
    [
        (TermLaw.NATIONAL, None),
        (TermLaw.EUROPEAN, None),
        (TermLaw.EXCLUDED, Exempt.EXCLUDED),
        (TermLaw.NONE, Exempt.NOT_STATUTORY),
    ],
)
def test_the_forty_two_days_of_the_penalty_and_what_is_no_statutory_term_stay(
    law: TermLaw, expected: Exempt | None
) -> None:
    assert exempt(Span(days=42), law) == expected


def test_a_term_of_thirteen_weeks_or_a_year_may_end_on_a_sunday() -> None:
    assert ends("2026-03-01", weeks=13) == "2026-05-31"
    assert ends("2025-05-31", years=1) == "2026-05-31"
    assert ends("2026-02-28", months=3) == "2026-05-28"


def test_in_law_of_the_union_a_term_of_six_months_runs_on_too_and_one_in_hours_does_not() -> None:
    assert ends("2025-11-30", TermLaw.EUROPEAN, months=6) == "2026-06-01"
    assert ends("2026-05-28", TermLaw.EUROPEAN, hours=72) == "2026-05-31"


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        # Five days from the Thursday before Easter 2026 hold one working day, the Tuesday.
        ("2026-04-02", "2026-04-08"),
        ("2026-04-01", "2026-04-07"),
        # Five days over Christmas 2026: Monday and Tuesday.
        ("2026-12-24", "2026-12-29"),
        ("2026-06-05", "2026-06-10"),
    ],
)
def test_a_term_of_days_holds_at_least_two_working_days(base: str, expected: str) -> None:
    assert ends(base, days=5) == expected


def test_that_two_working_days_were_missing_is_told_apart_from_a_closed_last_day() -> None:
    found = end_of_term(date(2026, 4, 2), Span(days=5), TermLaw.NATIONAL, EQUATED)

    assert (found.plain, found.due) == (date(2026, 4, 7), date(2026, 4, 8))
    assert found.rounded is Rounded.TWO_WORKING_DAYS


@pytest.mark.parametrize(
    ("base", "expected"),
    [("2026-05-13", "2026-05-20"), ("2026-06-05", "2026-06-10"), ("2026-04-02", "2026-04-09")],
)
def test_three_working_days_leave_out_closed_days(base: str, expected: str) -> None:
    assert ends(base, working_days=3) == expected


def test_longer_than_means_the_day_after() -> None:
    span = Span(months=4, longer_than=True)

    assert plain_end(date(2007, 1, 15), span, EQUATED) == date(2007, 5, 16)


def test_counting_back_keeps_the_number_of_the_day_and_clips_it() -> None:
    assert plain_end(date(2026, 5, 31), Span(months=3, backwards=True), EQUATED) == date(
        2026, 2, 28
    )
    assert plain_end(date(2028, 2, 29), Span(years=1, backwards=True), EQUATED) == date(2027, 2, 28)
    assert plain_end(date(2007, 7, 2), Span(days=28, backwards=True), EQUATED) == date(2007, 6, 4)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 5, 15), Closed.EQUATED),
        (date(2026, 5, 14), Closed.ASCENSION),
        (date(2026, 5, 5), Closed.LIBERATION),
        (date(2026, 4, 27), Closed.MONARCH),
        (date(2007, 4, 30), Closed.MONARCH),
        (date(2026, 4, 3), Closed.GOOD_FRIDAY),
        (date(2026, 4, 6), Closed.EASTER_MONDAY),
        (date(2026, 5, 25), Closed.WHIT_MONDAY),
        (date(2026, 12, 26), Closed.CHRISTMAS),
        (date(2027, 1, 1), Closed.NEW_YEAR),
        (date(2026, 6, 6), Closed.SATURDAY),
        (date(2026, 6, 7), Closed.SUNDAY),
        (date(2026, 6, 8), None),
    ],
)
def test_why_offices_are_closed_has_a_name(day: date, expected: Closed | None) -> None:
    assert why_closed(day, EQUATED) == expected


@given(day=DAYS)
def test_a_day_is_closed_exactly_when_there_is_a_reason(day: date) -> None:
    assert (why_closed(day, EQUATED) is None) == is_working_day(day, EQUATED)


@given(base=DAYS, span=SPANS, law=LAWS, more=st.integers(0, 60))
def test_the_legal_day_is_never_before_the_plain_one(
    base: date, span: Span, law: TermLaw, more: int
) -> None:
    found = end_of_term(base, span, law, EQUATED, more=more)

    assert found.plain <= found.due
    assert (found.due > found.plain) == (found.rounded is not Rounded.NOT)


@given(base=DAYS, term=ROUNDING)
def test_a_term_that_runs_on_ends_on_a_working_day(base: date, term: tuple[Span, TermLaw]) -> None:
    assert is_working_day(end_of_term(base, *term, EQUATED).due, EQUATED)


@given(base=DAYS, term=ROUNDING)
def test_rounding_what_is_rounded_changes_nothing(base: date, term: tuple[Span, TermLaw]) -> None:
    due = end_of_term(base, *term, EQUATED).due

    assert end_of_term(due, Span(days=0), term[1], EQUATED).due == due


@given(base=DAYS, later=st.integers(1, 40), span=SPANS, law=LAWS)
def test_who_starts_later_never_ends_sooner(
    base: date, later: int, span: Span, law: TermLaw
) -> None:
    after = base + timedelta(days=later)

    earlier_end = end_of_term(base, span, law, EQUATED).due
    assert earlier_end <= end_of_term(after, span, law, EQUATED).due


@given(base=DAYS, span=FORWARDS, law=LAWS, more=st.integers(1, 60))
def test_standing_still_never_shortens_a_term(
    base: date, span: Span, law: TermLaw, more: int
) -> None:
    plain = end_of_term(base, span, law, EQUATED).due

    assert plain <= end_of_term(base, span, law, EQUATED, more=more).due


@given(base=DAYS, span=FORWARDS, law=LAWS)
def test_a_day_more_on_a_par_with_a_holiday_never_shortens_a_term(
    base: date, span: Span, law: TermLaw
) -> None:
    due = end_of_term(base, span, law, EQUATED).due

    assert due <= end_of_term(base, span, law, EQUATED | {due}).due


@given(first=DAYS, room=st.integers(0, 60), kind=st.sampled_from(DeadlineKind))
def test_to_act_by_is_a_working_day_not_after_the_legal_day(
    first: date, room: int, kind: DeadlineKind
) -> None:
    due = first + timedelta(days=room)

    advice = act_by(kind, first, due, EQUATED)

    if kind in (DeadlineKind.OPENS, DeadlineKind.MOMENT) or (
        kind is DeadlineKind.TAKES_EFFECT and not room
    ):
        assert advice is None
    else:
        assert advice is not None
        last = due if kind is not DeadlineKind.TAKES_EFFECT else due - timedelta(days=1)
        assert first <= advice <= last
        passed = (first + timedelta(days=n) for n in range((last - first).days + 1))
        assert is_working_day(advice, EQUATED) or not any(
            is_working_day(each, EQUATED) for each in passed
        )


@pytest.mark.parametrize("unit", list(Unit))
def test_beyond_the_calendar_there_is_no_day(unit: Unit) -> None:
    span = Span.model_validate({unit.value: 100 if unit is Unit.YEARS else 1_000})

    with pytest.raises(DayBeyondCalendar):
        plain_end(date.max, span, EQUATED)


@pytest.mark.parametrize("unit", list(Unit))
def test_before_the_calendar_there_is_no_day(unit: Unit) -> None:
    count = 100 if unit is Unit.YEARS else 1_000
    span = Span.model_validate({unit.value: count, "backwards": True})

    with pytest.raises(DayBeyondCalendar):
        plain_end(date.min, span, EQUATED)


def test_a_term_that_ends_at_the_end_of_the_calendar_is_left_as_it_is() -> None:
    assert ends("9999-12-03", weeks=4) == "9999-12-31"


class TestTheDaysOnAPar:
    def test_those_of_2026_are_known(self) -> None:
        found = sorted(day for day in EQUATED if day.year == 2026)

        assert found == [date(2026, 1, 2), date(2026, 5, 15)]

    def test_every_one_falls_on_a_weekday_that_is_no_holiday(self) -> None:
        assert [day for day in EQUATED if not is_working_day(day)] == []

    def test_in_every_year_from_2002_to_2028_the_friday_after_ascension_is_one(self) -> None:
        fridays = {
            day.year
            for day in EQUATED
            if why_closed(day - timedelta(days=1), EQUATED) is Closed.ASCENSION
        }

        # In 2016 and in 2005 Ascension Day itself fell on Liberation Day.
        assert fridays | {2005, 2016} == set(range(2002, 2029))

    def test_each_says_where_it_is_known_from_and_whether_its_text_was_read(self) -> None:
        days = [each for act in load_rule_set("law").acts for each in act.equated_days]

        assert {each.verified for each in days} == {True, False}
        assert all(each.source.law for each in days)

    @pytest.mark.parametrize("name", ["seed-2007", "law-2007", "law"])
    def test_every_rule_set_has_them(self, name: str) -> None:
        assert load_rule_set(name).equated_days == EQUATED
