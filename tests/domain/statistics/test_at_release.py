"""What figures count at the release and a month after, by the smallest life that shows it."""

from datetime import date

import pytest

from domain import events as e
from domain.events.documents import ApplicationPlace, DocumentKind
from domain.events.handover import HandoverAnswer, HandoverReason
from domain.events.housing import HousingEndReason, HousingKind
from domain.needs import Need
from domain.statistics.figures import Figure
from tests.domain.handover_people import accepts
from tests.domain.statistics.cases import NOTHING, Step, file_of, screened, stay, values


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
        (((accepts(Need.ID_DOCUMENT), "2007-03-01"),), False),
        (((e.IdDocumentReportedMissing(kind=DocumentKind.ID_CARD), "2007-03-01"),), True),
        (((accepts(Need.HOUSING), "2007-03-01"),), True),
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
