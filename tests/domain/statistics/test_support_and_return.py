"""What figures count of support, placement and return, by the smallest life that shows it."""

from datetime import date

import pytest

from domain import events as e
from domain.events.handover import HandoverForm
from domain.events.housing import HousingKind
from domain.events.network import ProgrammeResult
from domain.events.work import EducationLevel, EmploymentEnd, ReferralKind
from domain.needs import Need
from domain.statistics.counting import observed
from domain.statistics.figures import Figure
from tests.domain.statistics.cases import NOTHING, Step, file_of, screened, stay, values


def test_support_counts_before_the_release_only() -> None:
    offered = e.HandoverOffered(form=HandoverForm.WARM, needs=(Need.HOUSING,))
    referred = e.Referred(to_kind=ReferralKind.SHELTER)
    file = file_of(
        *stay("2007-01-01", "2007-03-31", (offered, "2007-03-01")), (referred, "2007-04-01")
    )

    assert values(file, Figure.SUPPORT_ACTS) == [1]
    assert values(file, Figure.SUPPORT_GIVEN) == [True]
    assert values(file_of(*stay("2007-01-01", "2007-03-31")), Figure.SUPPORT_GIVEN) == [False]


def test_a_housing_wish_counts_that_was_asked_before_the_release() -> None:
    asked = e.HousingPreferenceRecorded(wishes=(HousingKind.DWELLING,))
    in_time = file_of(*stay("2007-01-01", "2007-03-31", (asked, "2007-03-31")))
    too_late = file_of(*stay("2007-01-01", "2007-03-31"), (asked, "2007-04-01"))

    assert values(in_time, Figure.HOUSING_ASKED) == [True]
    assert values(too_late, Figure.HOUSING_ASKED) == [False]


def test_the_needs_that_the_first_screening_found_are_set_beside_it() -> None:
    file = file_of(*stay("2007-01-01", "2007-03-31", screened("2007-01-05", **NOTHING)))

    assert values(file, Figure.OPEN_NEEDS) == [2]


def test_a_placement_counts_with_its_distance_and_region_where_recorded() -> None:
    near = e.PlacedInInstitution(institution="PI", distance_km=12, in_return_region=True)
    unknown = e.PlacedInInstitution(institution="PI")
    file = file_of(*stay("2007-01-01", "2007-03-31", (near, "2007-01-01"), (unknown, "2007-02-01")))

    assert values(file, Figure.DISTANCE) == [12]
    assert values(file, Figure.PLACED_IN_REGION) == [True]


@pytest.mark.parametrize(
    ("back", "last", "one", "two", "five"),
    [
        ("2008-03-31", "2013-01-01", [True], [True], [True]),
        ("2008-04-01", "2013-01-01", [False], [True], [True]),
        ("2008-04-01", "2010-01-01", [False], [True], []),
        (None, "2008-03-30", [], [], []),
    ],
)
def test_return_is_counted_where_all_of_the_years_were_observed(
    back: str | None, last: str, one: list[bool], two: list[bool], five: list[bool]
) -> None:
    again = () if back is None else ((e.ReDetained(), back),)
    file = file_of(*stay("2007-01-01", "2007-03-31"), *again, last=date.fromisoformat(last))

    assert values(file, Figure.RETURN_WITHIN_ONE) == one
    assert values(file, Figure.RETURN_WITHIN_TWO) == two
    assert values(file, Figure.RETURN_WITHIN_FIVE) == five


def test_return_after_a_programme_is_counted_by_its_result() -> None:
    left = e.ProgrammeExited(programme="exodus", result=ProgrammeResult.SUCCESS)
    file = file_of(*stay("2007-01-01", "2007-03-31"), (left, "2007-10-01"))

    assert values(file, Figure.INTERVENTION_SUCCESS, "exodus") == [True]
    assert values(file, Figure.RETURN_AFTER_INTERVENTION, "exodus succeeded") == [False]


def test_work_is_looked_at_a_year_and_a_half_after_a_long_stay() -> None:
    working = (e.EmploymentStarted(), "2008-01-01")
    ended = (e.EmploymentEnded(reason=EmploymentEnd.DISMISSED), "2008-02-01")
    seeking = (e.Referred(to_kind=ReferralKind.EMPLOYMENT_OFFICE), "2008-11-01")
    long = stay("2007-01-01", "2007-06-01")

    def activity(*steps: Step) -> str | None:
        found = {
            each.part: each.value
            for each in observed(file_of(*long, *steps))
            if each.figure is Figure.WORK_LATER
        }
        return next((name for name, holds in found.items() if holds), None)

    assert activity(working) == "working"
    assert activity(working, ended) == "neither"
    assert activity(working, ended, seeking) == "seeking"
    assert values(file_of(*stay("2007-01-01", "2007-04-01"), working), Figure.WORK_LATER) == []


def test_the_first_level_of_education_that_was_established_counts() -> None:
    low = e.EducationLevelEstablished(level=EducationLevel.PRIMARY, verified=True)
    high = e.EducationLevelEstablished(level=EducationLevel.HIGHER, verified=True)
    file = file_of(*stay("2007-01-01", "2007-03-31", (low, "2007-01-05")), (high, "2009-01-01"))

    assert values(file, Figure.NO_BASIC_QUALIFICATION) == [True]
