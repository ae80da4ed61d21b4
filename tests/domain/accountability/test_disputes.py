"""Who answers, and who acts meanwhile, where organisations dispute a need."""

from datetime import date

import pytest

from domain import events as e
from domain.accountability.policy import PartyKind
from domain.accountability.states import ACCEPTED_BY_TWO, DISPUTE, Party, State
from domain.events.oversight import EscalationOutcome
from domain.events.plan import DisputeGround
from domain.events.support import SupportKind
from domain.needs import Need
from tests.domain.handover_people import FREE, HELD, accepts, by, disputes, names, offers, told, who

C5 = disputes(Need.BENEFIT, "Tilburg", "Breda", ground=DisputeGround.OTHER_MUNICIPALITY)


@pytest.mark.parametrize(
    ("rules", "expected"),
    [("seed-2007", None), ("law-2007", "Eindhoven"), ("law", "Eindhoven")],
)
def test_while_two_municipalities_dispute_a_benefit_that_of_actual_stay_pays_by_law(
    rules: str, expected: str | None
) -> None:
    """C5, Wwb 42(2): the practice that the article describes knows no such way out."""
    acts = told(
        (HELD, "2007-01-15"),
        (FREE, "2007-06-01"),
        (e.Registered(municipality="Eindhoven"), "2007-06-05"),
        (C5, "2007-06-10"),
    )

    answer = who(acts, Need.BENEFIT, "2007-06-11", rules)

    assert (answer.state, names(answer)) == (State.DISPUTED, ["Tilburg", "Breda"])
    assert answer.ground is DisputeGround.OTHER_MUNICIPALITY
    meanwhile = answer.meanwhile.party.name if answer.meanwhile else None
    assert meanwhile == expected
    if answer.meanwhile is not None:
        assert answer.meanwhile.rule == "accountability/actual-stay"
        assert answer.meanwhile.evidence == ("e3",)


@pytest.mark.parametrize(
    ("rules", "urgent", "expected"),
    [
        ("seed-2007", True, None),
        ("law-2007", True, None),
        ("law", True, "Tilburg"),
        ("law", False, None),
    ],
)
def test_while_it_is_disputed_who_pays_for_care_only_an_urgent_report_makes_somebody_act(
    rules: str, expected: str | None, *, urgent: bool
) -> None:
    """C16, Wmo 2015 2.3.3."""
    dispute = disputes(Need.CARE, "Tilburg", "zorgverzekeraar", ground=DisputeGround.OTHER_ACT)
    acts = told(
        (HELD, "2026-01-15"),
        (FREE, "2026-06-01"),
        (e.ForensicTitleStarted(until=date(2026, 6, 9)), "2026-06-01"),
        (dispute, "2026-06-10"),
        (e.SocialSupportReported(kind=SupportKind.GUIDANCE, urgent=urgent), "2026-06-11"),
    )

    answer = who(acts, Need.CARE, "2026-06-12", rules)

    assert (answer.state, answer.rule) == (State.DISPUTED, DISPUTE)
    assert (answer.meanwhile.party.name if answer.meanwhile else None) == expected


def test_an_urgent_report_of_an_earlier_freedom_makes_nobody_act_now() -> None:
    acts = told(
        (HELD, "2025-01-15"),
        (FREE, "2025-06-01"),
        (e.SocialSupportReported(kind=SupportKind.GUIDANCE, urgent=True), "2025-06-02"),
        (e.ReDetained(), "2026-01-15"),
        (FREE, "2026-06-01"),
        (disputes(Need.CARE, "Tilburg", ground=DisputeGround.OTHER_ACT), "2026-06-10"),
    )

    assert who(acts, Need.CARE, "2026-06-12").meanwhile is None


def test_a_dispute_before_release_leaves_the_prison_to_act() -> None:
    acts = told((HELD, "2026-01-15"), (C5, "2026-05-01"))

    meanwhile = who(acts, Need.BENEFIT, "2026-05-02").meanwhile

    assert meanwhile is not None
    assert meanwhile.party == Party(PartyKind.PRISON, "PI Vught")


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        (e.NeedOwnerAssigned(need=Need.BENEFIT, owner="Breda"), "Breda"),
        (accepts(Need.BENEFIT), "Tilburg"),
        (e.EscalationResolved(outcome=EscalationOutcome.DECIDED, need=Need.BENEFIT), "Tilburg"),
    ],
)
def test_a_dispute_ends_when_an_owner_is_named_or_accepts_or_somebody_decides(
    end: e.EventBody, expected: str
) -> None:
    acts = told((HELD, "2026-01-15"), (FREE, "2026-06-01"), (C5, "2026-06-10"), (end, "2026-06-20"))

    assert who(acts, Need.BENEFIT, "2026-06-19").state is State.DISPUTED
    assert names(who(acts, Need.BENEFIT, "2026-06-20")) == [expected]


@pytest.mark.parametrize("outcome", [EscalationOutcome.PASSED_ON, EscalationOutcome.WITHDRAWN])
def test_an_escalation_that_decides_nothing_leaves_the_dispute(outcome: EscalationOutcome) -> None:
    acts = told(
        (HELD, "2026-01-15"),
        (FREE, "2026-06-01"),
        (C5, "2026-06-10"),
        (e.EscalationResolved(outcome=outcome, need=Need.BENEFIT), "2026-06-20"),
    )

    assert who(acts, Need.BENEFIT, "2026-06-20").state is State.DISPUTED


def test_two_municipalities_that_both_accept_leave_it_open_who_answers() -> None:
    acts = told(
        (HELD, "2026-01-15"),
        (offers(Need.HOUSING), "2026-05-01"),
        (accepts(Need.HOUSING), "2026-05-10", by("Tilburg")),
        (accepts(Need.HOUSING), "2026-05-11", by("Breda")),
        (FREE, "2026-06-01"),
    )

    answer = who(acts, Need.HOUSING, "2026-06-02")

    assert (answer.state, names(answer)) == (State.DISPUTED, ["Tilburg", "Breda"])
    assert (answer.rule, answer.evidence) == (ACCEPTED_BY_TWO, ("e3", "e4"))


def test_whoever_accepts_again_is_no_second_owner_and_a_new_offer_asks_anew() -> None:
    acts = told(
        (HELD, "2026-01-15"),
        (offers(Need.HOUSING), "2026-05-01"),
        (accepts(Need.HOUSING), "2026-05-10", by("Tilburg")),
        (accepts(Need.HOUSING), "2026-05-11", by("tilburg")),
        (offers(Need.HOUSING), "2026-05-20"),
        (accepts(Need.HOUSING), "2026-05-21", by("Breda")),
        (FREE, "2026-06-01"),
    )

    assert names(who(acts, Need.HOUSING, "2026-06-02")) == ["Breda"]
