"""What each figure counts, by the smallest life that shows it."""

from datetime import date

import pytest

from domain import events as e
from domain.events.detention import DetentionGroup, DetentionTitle, GroupBasis
from domain.events.documents import ApplicationPlace, DocumentKind
from domain.events.handover import HandoverAnswer, HandoverForm, HandoverReason
from domain.events.housing import HousingEndReason, HousingKind
from domain.events.income import RejectionReason, StopReason
from domain.events.network import ProgrammeResult
from domain.events.notices import Right
from domain.events.sharing import DataCategory, RefusalGround
from domain.events.work import EducationLevel, EmploymentEnd, ReferralKind
from domain.needs import Need
from domain.statistics.counting import observed, observed_agreements, observed_organisations
from domain.statistics.figures import DEFINITIONS, Dimension, Figure, Kind
from domain.statistics.files import group_of, is_long
from domain.statistics.tally import Observation
from tests.domain.acts import act
from tests.domain.agreement_acts import agreed, fulfilled, promise
from tests.domain.statistics.cases import Step, file_of, screened, stay, values

NOTHING = {"id_document": "not-arranged", "income": "not-arranged"}
NOTICE: Step = (e.ReleaseNoticeSent(release_on=date(2007, 3, 31)), "2007-03-10")


def accepted(*needs: Need) -> e.HandoverAccepted:
    return e.HandoverAccepted(
        answers=tuple(HandoverAnswer(need=need, accepted=True) for need in needs)
    )


# KPI-1, three definitions


def test_something_is_open_when_one_of_the_four_areas_is_known_not_to_be_arranged() -> None:
    file = file_of(
        *stay("2007-01-01", "2007-03-31", screened("2007-01-05", housing="not-arranged"))
    )

    assert values(file, Figure.SOMETHING_OPEN) == [True]


def test_what_the_screening_did_not_ask_is_not_open() -> None:
    file = file_of(*stay("2007-01-01", "2007-03-31", screened("2007-01-05", housing="arranged")))

    assert values(file, Figure.SOMETHING_OPEN) == [False]
    assert values(file, Figure.NOTHING_ARRANGED) == [False]


def test_without_a_screening_nothing_is_said() -> None:
    file = file_of(*stay("2007-01-01", "2007-03-31"))

    assert values(file, Figure.SOMETHING_OPEN) == []
    assert values(file, Figure.NOTHING_ARRANGED) == []


@pytest.mark.parametrize(
    ("covering", "counts"),
    [
        ((), True),
        (((e.IdCardApplied(place=ApplicationPlace.DESK), "2007-03-01"),), False),
        (((accepted(Need.ID_DOCUMENT), "2007-03-01"),), False),
        (((e.IdDocumentReportedMissing(kind=DocumentKind.ID_CARD), "2007-03-01"),), True),
        (((accepted(Need.HOUSING), "2007-03-01"),), True),
    ],
    ids=["nothing done", "applied for", "taken over", "reported missing", "another taken over"],
)
def test_too_little_is_arranged_while_an_open_area_is_in_nobodys_hands(
    covering: tuple[Step, ...], *, counts: bool
) -> None:
    asked = screened("2007-01-05", id_document="not-arranged")
    file = file_of(*stay("2007-01-01", "2007-03-31", asked, *covering))

    assert values(file, Figure.NOTHING_ARRANGED) == [counts]


def test_an_area_that_the_municipality_rejects_is_in_nobodys_hands() -> None:
    answer = HandoverAnswer(need=Need.INCOME, accepted=False, reason=HandoverReason.NO_MANDATE)
    file = file_of(
        *stay(
            "2007-01-01",
            "2007-03-31",
            screened("2007-01-05", income="not-arranged"),
            (e.HandoverAccepted(answers=(answer,)), "2007-03-01"),
        )
    )

    assert values(file, Figure.NOTHING_ARRANGED) == [True]


def test_an_agreement_about_an_open_area_covers_it() -> None:
    steps = stay("2007-01-01", "2007-03-31", screened("2007-01-05", housing="not-arranged"))
    file = file_of(*steps, agreed=((date(2007, 2, 1), Need.HOUSING),))

    assert values(file, Figure.NOTHING_ARRANGED) == [False]


def test_one_covered_area_of_two_is_too_little_and_not_nothing() -> None:
    file = file_of(
        *stay(
            "2007-01-01",
            "2007-03-31",
            screened("2007-01-05", **NOTHING),
            (e.BenefitApplied(), "2007-03-01"),
        )
    )

    assert values(file, Figure.NOTHING_ARRANGED) == [True]
    assert values(file, Figure.NOTHING_AT_ALL) == [False]


def test_two_areas_in_nobodys_hands_are_nothing_at_all() -> None:
    file = file_of(*stay("2007-01-01", "2007-03-31", screened("2007-01-05", **NOTHING)))

    assert values(file, Figure.NOTHING_AT_ALL) == [True]


# At release and a month later


def test_a_document_that_expired_in_detention_is_lacking_at_release() -> None:
    verified = e.IdDocumentVerified(kind=DocumentKind.ID_CARD, valid_until=date(2007, 2, 1))
    file = file_of(*stay("2007-01-01", "2007-03-31", (verified, "2007-01-05")))

    assert values(file, Figure.NO_ID_DOCUMENT) == [True]


def test_of_whom_no_event_speaks_of_a_document_nothing_is_counted() -> None:
    file = file_of(*stay("2007-01-01", "2007-03-31"))

    assert values(file, Figure.NO_ID_DOCUMENT) == []


def test_a_benefit_that_was_granted_later_with_effect_back_is_income_a_month_after() -> None:
    granted = (e.BenefitGranted(), "2007-06-01", {"effect_from": "2007-03-31"})
    file = file_of(
        *stay("2007-01-01", "2007-03-31", screened("2007-01-05", income="not-arranged")), granted
    )

    assert values(file, Figure.NO_INCOME) == [False]


def test_who_is_detained_again_within_the_month_is_not_asked_about_it() -> None:
    file = file_of(
        *stay("2007-01-01", "2007-03-31", screened("2007-01-05", income="not-arranged")),
        (e.ReDetained(), "2007-04-10"),
    )

    assert values(file, Figure.NO_INCOME) == []


def test_a_month_that_was_not_observed_is_not_counted() -> None:
    steps = stay("2007-01-01", "2007-03-31", screened("2007-01-05", income="not-arranged"))

    assert values(file_of(*steps, last=date(2007, 4, 29)), Figure.NO_INCOME) == []
    assert values(file_of(*steps, last=date(2007, 4, 30)), Figure.NO_INCOME) == [True]


def test_a_week_without_a_home_is_not_yet_homelessness_and_eight_days_are() -> None:
    lost = (e.TenancyEnded(reason=HousingEndReason.OTHER), "2007-05-01")

    assert values(
        file_of(*stay("2007-01-01", "2007-03-31"), lost, last=date(2007, 5, 8)), Figure.HOMELESS
    ) == [False]
    assert values(
        file_of(*stay("2007-01-01", "2007-03-31"), lost, last=date(2007, 5, 9)), Figure.HOMELESS
    ) == [True]


def test_who_sleeps_with_friends_has_no_home() -> None:
    placed = (e.HousingPlaced(kind=HousingKind.FRIENDS), "2007-04-01")

    assert values(file_of(*stay("2007-01-01", "2007-03-31"), placed), Figure.HOMELESS) == [True]


# Notices


@pytest.mark.parametrize(
    ("sent", "missing", "late", "lead"),
    [
        (None, [True], [], []),
        ("2007-03-18", [False], [True], [13]),
        ("2007-03-17", [False], [False], [14]),
        ("2007-04-01", [True], [], []),
    ],
)
def test_a_notice_counts_until_the_release_and_is_late_below_two_weeks(
    sent: str | None, missing: list[bool], late: list[bool], lead: list[int]
) -> None:
    notice = () if sent is None else ((e.ReleaseNoticeSent(release_on=date(2007, 3, 31)), sent),)
    inside = [step for step in notice if step[1] <= "2007-03-31"]
    after = [step for step in notice if step[1] > "2007-03-31"]
    file = file_of(*stay("2007-01-01", "2007-03-31", *inside), *after)

    assert values(file, Figure.NOTICE_MISSING) == missing
    assert values(file, Figure.NOTICE_LATE) == late
    assert values(file, Figure.NOTICE_LEAD) == lead


def test_of_a_short_stay_no_notice_is_expected() -> None:
    assert values(file_of(*stay("2007-03-01", "2007-03-31")), Figure.NOTICE_MISSING) == []
    assert values(file_of(*stay("2007-02-28", "2007-03-31")), Figure.NOTICE_MISSING) == [True]


# Advances and decisions


def test_an_application_decided_within_four_weeks_needs_no_advance() -> None:
    file = file_of((e.BenefitApplied(), "2007-04-02"), (e.BenefitGranted(), "2007-04-29"))

    assert values(file, Figure.ADVANCE_OFFERED) == []
    assert values(file, Figure.DECISION_TIME, "benefit") == [27]


@pytest.mark.parametrize(
    ("done", "figures"),
    [
        ((), [False, False, False]),
        (((e.AdvanceOffered(), "2007-05-01"),), [True, False, False]),
        (((e.PersonInformedOfRight(right=Right.ADVANCE), "2007-05-01"),), [False, True, False]),
        (((e.AdvancePaid(), "2007-05-10"),), [True, False, True]),
        (((e.AdvancePaid(), "2007-06-10"),), [False, False, False]),
    ],
    ids=["nothing", "offered", "told", "paid", "paid after the decision"],
)
def test_what_was_done_about_an_advance_counts_until_the_decision(
    done: tuple[Step, ...], figures: list[bool]
) -> None:
    decision = (e.BenefitRejected(reason=RejectionReason.NO_ADDRESS), "2007-06-01")
    steps = sorted([(e.BenefitApplied(), "2007-04-02"), *done, decision], key=lambda step: step[1])
    file = file_of(*steps)

    assert [
        values(file, figure)[0]
        for figure in (Figure.ADVANCE_OFFERED, Figure.ADVANCE_INFORMED, Figure.ADVANCE_PAID)
    ] == figures


def test_two_applications_are_decided_one_by_one() -> None:
    file = file_of(
        (e.BenefitApplied(), "2007-01-01"),
        (e.BenefitRejected(reason=RejectionReason.NO_ADDRESS), "2007-01-11"),
        (e.BenefitApplied(), "2007-02-01"),
        (e.BenefitGranted(), "2007-02-21"),
    )

    assert values(file, Figure.DECISION_TIME, "benefit") == [10, 20]


def test_a_home_is_lost_to_detention_within_half_a_year_of_the_stop() -> None:
    stopped = (e.BenefitStopped(reason=StopReason.DETENTION), "2007-01-01")
    ended = (e.TenancyEnded(reason=HousingEndReason.OTHER), "2007-03-02")

    lost = file_of(*stay("2007-01-01", "2007-03-31", stopped, ended))
    kept = file_of(*stay("2007-01-01", "2007-03-31", stopped))
    none = file_of(*stay("2007-01-01", "2007-03-31", ended))

    assert values(lost, Figure.HOME_LOST) == [True]
    assert values(lost, Figure.HOME_LOST_AFTER) == [60]
    assert values(kept, Figure.HOME_LOST) == [False]
    assert values(none, Figure.HOME_LOST) == []


# Requests for data


def test_a_request_is_answered_once_and_by_its_own_answer_where_that_is_told() -> None:
    asked = e.DataRequested(from_organisation="DJI", categories=(DataCategory.DEBTS,))
    refused = e.DataRequestRefused(ground=RefusalGround.PRIVACY_ACT_UNSPECIFIED)
    shared = e.DataShared(categories=(DataCategory.DEBTS,))
    file = file_of(
        (asked, "2007-01-01", {"correlation": "a"}),
        (asked, "2007-01-02", {"correlation": "b"}),
        (shared, "2007-01-05", {"correlation": "b"}),
        (refused, "2007-01-06", {"correlation": "a"}),
        (asked, "2007-01-07"),
    )

    assert values(file, Figure.DATA_REQUEST_REFUSED) == [True, False]
    grounds = {
        each.part: each.value
        for each in observed(file)
        if each.figure is Figure.DATA_REFUSAL_GROUND
    }
    assert grounds == {
        str(ground): ground is RefusalGround.PRIVACY_ACT_UNSPECIFIED for ground in RefusalGround
    }


# Support


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


# Lives


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


# Groups


@pytest.mark.parametrize(
    ("title", "ended", "group"),
    [
        ("remand", "2007-06-01", "remand"),
        ("sentence", "2007-05-01", "short-stay"),
        ("sentence", "2007-05-02", "long-stay"),
        ("substitute-detention", "2007-01-20", "arrestee"),
        ("coercive-detention", "2007-01-08", "arrestee"),
    ],
)
def test_the_group_follows_from_title_and_length(title: str, ended: str, group: str) -> None:
    file = file_of(*stay("2007-01-01", ended, title=title))

    assert group_of(file.released[0]) == group


def test_a_group_that_was_assigned_wins_until_the_title_changes() -> None:
    assigned = e.DetentionGroupAssigned(group=DetentionGroup.LONG_STAY, basis=GroupBasis.ASSESSMENT)
    changed = e.DetentionTitleChanged(to_title=DetentionTitle.SENTENCE)

    kept = file_of(*stay("2007-01-01", "2007-02-01", (assigned, "2007-01-02"), title="remand"))
    moved = file_of(
        *stay(
            "2007-01-01",
            "2007-02-01",
            (assigned, "2007-01-02"),
            (changed, "2007-01-20"),
            title="remand",
        )
    )

    assert group_of(kept.released[0]) == "long-stay"
    assert group_of(moved.released[0]) == "short-stay"


def test_longer_than_four_months_is_the_day_after_four_calendar_months() -> None:
    assert not is_long(file_of(*stay("2007-01-15", "2007-05-15")).released[0])
    assert is_long(file_of(*stay("2007-01-15", "2007-05-16")).released[0])


def test_a_period_chooses_releases_and_acts_by_their_own_day() -> None:
    steps = (
        *stay("2007-01-01", "2007-03-31", (e.BenefitApplied(), "2007-03-01")),
        (e.BenefitGranted(), "2007-03-20"),
        (e.ReDetained(), "2007-09-01"),
        (e.PersonReleased(), "2007-12-31"),
    )
    late = file_of(*sorted(steps, key=lambda step: step[1])).within(
        date(2007, 4, 1), date(2007, 12, 31)
    )

    assert len(values(late, Figure.SHORT_DETENTION)) == 1
    assert values(late, Figure.DECISION_TIME, "benefit") == []


# Beside persons


def test_an_agreement_counts_once_it_had_to_be_kept() -> None:
    day = date(2026, 6, 1)
    open_, kept, late = (
        agreed(promise(due_on="2026-07-01"), on="2026-06-01"),
        agreed(promise(), fulfilled(confirmed_by="Tilburg"), on="2026-06-01"),
        agreed(promise(), on="2026-06-01"),
    )

    found = [
        each.value
        for each in observed_agreements([open_, kept, late], day)
        if each.figure is Figure.AGREEMENT_FULFILLED
    ]

    assert found == [True, False]


def test_a_municipality_without_an_official_counts_beside_those_with_one() -> None:
    appointed = act(e.ContactOfficialAppointed(municipality="Tilburg"), "2007-01-01")
    withdrawn = act(e.ContactOfficialWithdrawn(municipality="Breda"), "2007-02-01", position=2)

    found = {
        each.lines[Dimension.MUNICIPALITY]: each.value
        for each in observed_organisations(
            {"organisation:a": [appointed, withdrawn]}, ["Goes"], date(2007, 6, 1)
        )
    }

    assert found == {"Breda": False, "Goes": False, "Tilburg": True}


def test_every_figure_has_a_definition_and_a_spread_a_unit() -> None:
    assert set(DEFINITIONS) == set(Figure)
    for definition in DEFINITIONS.values():
        assert (definition.kind is Kind.SPREAD) == (definition.unit is not None)


def test_shares_are_of_yes_and_no_and_spreads_of_numbers() -> None:
    file = file_of(
        *stay("2007-01-01", "2007-06-01", NOTICE, screened("2007-03-11", **NOTHING)),
        (e.BenefitApplied(), "2007-06-02"),
        (e.BenefitGranted(), "2007-08-02"),
    )

    for each in observed(file):
        assert isinstance(each, Observation)
        assert isinstance(each.value, bool) == (DEFINITIONS[each.figure].kind is Kind.SHARE)
        assert (each.part is None) == (DEFINITIONS[each.figure].always_by is None)
