"""The account of a person: open needs without owner, disputes, escalations, data, mandates."""

from collections.abc import Sequence
from datetime import date

import pytest

from domain import events as e
from domain.accountability.found import Fault, Found
from domain.accountability.mandates import DECISIONS
from domain.envelope import Act
from domain.events.handover import HandoverReason
from domain.events.income import RejectionReason
from domain.events.oversight import EscalationLevel, EscalationOutcome, EscalationTopic
from domain.events.plan import DisputeGround
from domain.events.sharing import DataCategory, RefusalGround
from domain.needs import Need
from tests.domain.handover_people import (
    FREE,
    FREE_SOMEWHERE,
    HELD,
    accepts,
    account,
    by,
    disputes,
    given,
    lacks,
    offers,
    rejects,
    told,
)

OF_NEEDS = (
    Fault.NEED_WITHOUT_OWNER,
    Fault.MUNICIPALITY_UNKNOWN,
    Fault.OWNERSHIP_DISPUTED,
    Fault.ACCEPTED_BY_TWO,
    Fault.TWO_POSSIBLE_OWNERS,
    Fault.ESCALATION_NEEDED,
)
RAISED = e.EscalationRaised(
    level=EscalationLevel.ADMINISTRATOR, topic=EscalationTopic.OWNERSHIP_DISPUTE, need=Need.CARE
)


def of_needs(acts: Sequence[Act], on: str, rules: str = "law") -> list[tuple[Fault, Need | None]]:
    return [
        (each.fault, each.need) for each in account(acts, on, rules).found if each.fault in OF_NEEDS
    ]


def one(acts: Sequence[Act], on: str, fault: Fault, rules: str = "law") -> Found:
    """The only finding of a kind."""
    (found,) = [each for each in account(acts, on, rules).found if each.fault is fault]
    return found


@pytest.mark.parametrize("rules", ["seed-2007", "law-2007", "law"])
def test_debts_in_the_prison_of_2007_are_a_need_without_owner(rules: str) -> None:
    acts = told((HELD, "2007-01-15"), (lacks(Need.DEBT_HELP), "2007-02-01"), (FREE, "2007-06-01"))

    found = one(acts, "2007-05-31", Fault.NEED_WITHOUT_OWNER, rules)

    assert (found.need, found.on) == (Need.DEBT_HELP, date(2007, 2, 1))
    assert found.evidence == ("e2", "e1")
    assert of_needs(acts, "2007-06-01", rules) == []


def test_a_need_that_is_met_or_not_wanted_lacks_no_owner() -> None:
    acts = told(
        (HELD, "2007-01-15"),
        (lacks(Need.WORK), "2007-02-01"),
        (e.NeedDeclined(need=Need.WORK, informed=True), "2007-02-02"),
    )

    assert of_needs(acts, "2007-03-01") == []


def test_what_ran_out_is_open_from_the_day_after_its_last_day() -> None:
    acts = told((e.IdCardHandedOver(valid_until=date(2026, 3, 3)), "2016-03-03"))

    assert account(acts, "2026-03-03").open == ()
    assert [(each.need, str(each.since)) for each in account(acts, "2026-03-10").open] == [
        (Need.ID_DOCUMENT, "2026-03-04")
    ]


def test_care_is_open_from_the_day_after_the_last_day_of_a_judicial_title() -> None:
    acts = told((e.ForensicTitleStarted(until=date(2026, 3, 3)), "2025-03-04"))

    assert account(acts, "2026-03-03").open == ()
    assert [(each.need, str(each.since)) for each in account(acts, "2026-03-10").open] == [
        (Need.CARE, "2026-03-04")
    ]


def test_a_need_that_somebody_identified_is_open() -> None:
    acts = told((HELD, "2007-01-15"), (e.NeedIdentified(need=Need.EDUCATION), "2007-02-01"))

    assert [each.need for each in account(acts, "2007-03-01").open] == [Need.EDUCATION]
    assert of_needs(acts, "2007-03-01")[0] == (Fault.NEED_WITHOUT_OWNER, Need.EDUCATION)


def test_of_two_possible_owners_one_accepts_or_it_is_to_be_escalated() -> None:
    """For what prison and municipality do together."""
    asked = [(HELD, "2026-01-15"), (lacks(Need.WORK), "2026-02-01")]
    acts = told(*asked)
    accepted = told(
        *asked, (offers(Need.WORK), "2026-02-02"), (accepts(Need.WORK), "2026-02-10", by("Tilburg"))
    )

    assert of_needs(acts, "2026-02-15") == []
    assert of_needs(acts, "2026-02-16") == [
        (Fault.TWO_POSSIBLE_OWNERS, Need.WORK),
        (Fault.ESCALATION_NEEDED, Need.WORK),
    ]
    assert of_needs(accepted, "2026-02-16") == []


@pytest.mark.parametrize("rules", ["seed-2007", "law-2007", "law"])
def test_care_after_a_title_that_nobody_accepts_is_to_be_escalated(rules: str) -> None:
    """C16 before anybody disputes it."""
    acts = told(
        (HELD, "2007-01-15"),
        (FREE, "2007-03-01"),
        (e.ForensicTitleStarted(until=date(2007, 5, 31)), "2007-03-01"),
    )

    assert of_needs(acts, "2007-05-31", rules) == []
    assert of_needs(acts, "2007-06-01", rules) == [
        (Fault.TWO_POSSIBLE_OWNERS, Need.CARE),
        (Fault.ESCALATION_NEEDED, Need.CARE),
    ]


@pytest.mark.parametrize("rules", ["seed-2007", "law-2007", "law"])
@pytest.mark.parametrize(
    ("need", "ground"),
    [
        pytest.param(Need.BENEFIT, DisputeGround.OTHER_MUNICIPALITY, id="C5"),
        pytest.param(Need.CARE, DisputeGround.FORENSIC_TITLE, id="C16"),
    ],
)
def test_a_dispute_is_found_with_its_ground_under_every_rule_set(
    need: Need, ground: DisputeGround, rules: str
) -> None:
    acts = told(
        (HELD, "2007-01-15"),
        (FREE, "2007-06-01"),
        (disputes(need, "Tilburg", "Breda", ground=ground), "2007-06-10"),
    )

    found = one(acts, "2007-06-18", Fault.OWNERSHIP_DISPUTED, rules)

    assert (found.need, found.on, found.detail) == (need, date(2007, 6, 10), str(ground))
    assert found.evidence == ("e3",)
    assert one(acts, "2007-06-18", Fault.ESCALATION_NEEDED, rules).need is need


def test_a_dispute_that_was_escalated_waits_for_an_answer() -> None:
    steps = [
        (HELD, "2007-01-15"),
        (FREE, "2007-06-01"),
        (disputes(Need.CARE, "Tilburg", ground=DisputeGround.TARGET_GROUP), "2007-06-10"),
        (RAISED, "2007-06-12"),
    ]
    resolved = e.EscalationResolved(outcome=EscalationOutcome.DECIDED, need=Need.CARE)
    acts, answered = told(*steps), told(*steps, (resolved, "2007-06-20"))

    waiting = one(acts, "2007-06-18", Fault.ESCALATION_OPEN)

    assert (waiting.need, waiting.detail) == (Need.CARE, "administrator")
    assert Fault.ESCALATION_NEEDED not in {each.fault for each in account(acts, "2007-06-18").found}
    (escalation,) = account(answered, "2007-06-20").escalations
    assert escalation.outcome is EscalationOutcome.DECIDED
    assert escalation.evidence == ("e4", "e5")
    assert of_needs(answered, "2007-06-20") == []


def test_an_escalation_that_was_answered_before_says_nothing_of_a_new_dispute() -> None:
    acts = told(
        (HELD, "2007-01-15"),
        (RAISED, "2007-02-01"),
        (e.EscalationResolved(outcome=EscalationOutcome.DECIDED, need=Need.CARE), "2007-02-10"),
        (FREE, "2007-06-01"),
        (disputes(Need.CARE, "Tilburg", ground=DisputeGround.TARGET_GROUP), "2007-06-10"),
    )

    assert (Fault.ESCALATION_NEEDED, Need.CARE) in of_needs(acts, "2007-06-18")


def test_an_answer_belongs_to_the_escalation_that_is_its_cause_or_about_the_same_need() -> None:
    other = e.EscalationRaised(level=EscalationLevel.TEAM, topic=EscalationTopic.OVERDUE)
    resolved = e.EscalationResolved(outcome=EscalationOutcome.DECIDED)
    acts = told(
        (RAISED, "2007-06-12"),
        (other, "2007-06-13"),
        (resolved, "2007-06-14"),
        (resolved, "2007-06-15", {"causation": "e1"}),
        (resolved, "2007-06-16"),
    )

    ended = [each.resolved_on for each in account(acts, "2007-06-18").escalations]

    assert ended == [date(2007, 6, 15), date(2007, 6, 14)]


def test_a_rejected_need_is_to_be_escalated() -> None:
    acts = told(
        (HELD, "2007-01-15"),
        (offers(Need.HOUSING), "2007-05-01"),
        (rejects(Need.HOUSING, HandoverReason.NO_MANDATE), "2007-05-03"),
        (FREE, "2007-06-01"),
    )

    found = one(acts, "2007-06-18", Fault.ESCALATION_NEEDED)

    assert (found.need, found.detail) == (Need.HOUSING, "handover-rejected")


def test_two_who_accept_are_found_from_the_second_on() -> None:
    acts = told(
        (HELD, "2007-01-15"),
        (offers(Need.HOUSING), "2007-05-01"),
        (accepts(Need.HOUSING), "2007-05-03", by("Tilburg")),
        (accepts(Need.HOUSING), "2007-05-04", by("Breda")),
        (FREE, "2007-06-01"),
    )

    found = one(acts, "2007-06-18", Fault.ACCEPTED_BY_TWO)

    assert (found.on, found.evidence) == (date(2007, 5, 4), ("e3", "e4"))


def test_who_is_free_with_open_needs_and_settles_nowhere_lacks_a_municipality_once() -> None:
    acts = told(
        (HELD, "2007-01-15"),
        (lacks(Need.HOUSING), "2007-02-01"),
        (lacks(Need.BENEFIT), "2007-02-01"),
        (FREE_SOMEWHERE, "2007-06-01"),
    )

    found = one(acts, "2007-06-18", Fault.MUNICIPALITY_UNKNOWN)

    assert (found.need, found.on, found.evidence) == (None, date(2007, 6, 1), ("e4",))


def test_data_that_are_refused_are_listed_with_their_ground() -> None:
    refused = e.DataRequestRefused(
        ground=RefusalGround.PRIVACY_ACT_UNSPECIFIED, categories=(DataCategory.DEBTS,)
    )
    acts = told((HELD, "2007-01-15"), (refused, "2007-02-01", by("PI Vught")))

    (refusal,) = account(acts, "2007-02-01").refusals

    assert (refusal.by, refusal.ground) == ("PI Vught", RefusalGround.PRIVACY_ACT_UNSPECIFIED)
    assert refusal.categories == (DataCategory.DEBTS,)
    assert one(acts, "2007-02-01", Fault.DATA_REFUSED).detail == "privacy-act-unspecified"
    assert account(acts, "2007-01-31").refusals == ()


MANDATE = e.MandateGranted(mandate="M-1", holder="u-1", scope=("benefit-rejected",))
REJECTED = e.BenefitRejected(reason=RejectionReason.OTHER_MUNICIPALITY)


def mandate_fault(
    decided_on: str,
    *granted: tuple[e.EventBody, str],
    mandate: str | None = "M-1",
    body: e.EventBody = REJECTED,
    **fields: str,
) -> Fault | None:
    """What is wrong with the mandate of one decision."""
    acts = told((body, decided_on, {"mandate": mandate} | fields))
    mandates = given(*granted, on=decided_on)
    found = [
        each
        for each in account(acts, decided_on, mandates=mandates).found
        if each.fault.startswith("mandate-")
    ]
    assert len(found) <= 1
    return found[0].fault if found else None


def test_a_decision_within_a_mandate_is_in_order() -> None:
    by_role = e.MandateGranted(mandate="M-1", holder="case manager", scope=("any-decision",))

    assert mandate_fault("2026-03-01", (MANDATE, "2026-01-01")) is None
    assert mandate_fault("2026-03-01", (by_role, "2026-01-01")) is None


@pytest.mark.parametrize(
    ("granted", "mandate", "expected"),
    [
        ([], None, Fault.MANDATE_ABSENT),
        ([], "M-1", Fault.MANDATE_UNKNOWN),
        ([(MANDATE, "2026-01-01")], "M-2", Fault.MANDATE_UNKNOWN),
        (
            [(MANDATE.model_copy(update={"until": date(2026, 2, 28)}), "2026-01-01")],
            "M-1",
            Fault.MANDATE_EXPIRED,
        ),
        (
            [(MANDATE, "2026-01-01"), (e.MandateWithdrawn(mandate="M-1"), "2026-03-01")],
            "M-1",
            Fault.MANDATE_WITHDRAWN,
        ),
        (
            [(MANDATE.model_copy(update={"scope": ("benefit-granted",)}), "2026-01-01")],
            "M-1",
            Fault.MANDATE_OUT_OF_SCOPE,
        ),
        (
            [(MANDATE.model_copy(update={"holder": "u-9"}), "2026-01-01")],
            "M-1",
            Fault.MANDATE_OF_ANOTHER,
        ),
    ],
)
def test_a_decision_without_a_mandate_that_holds_is_found(
    granted: list[tuple[e.EventBody, str]], mandate: str | None, expected: Fault
) -> None:
    assert mandate_fault("2026-03-01", *granted, mandate=mandate) is expected


def test_all_that_is_wrong_with_one_mandate_is_found() -> None:
    changed = {"until": date(2026, 2, 28), "scope": ("benefit-granted",), "holder": "u-9"}
    acts = told((REJECTED, "2026-03-01", {"mandate": "M-1"}))
    mandates = given((MANDATE.model_copy(update=changed), "2026-01-01"))

    found = account(acts, "2026-03-01", mandates=mandates).found

    assert [each.fault for each in found] == [
        Fault.MANDATE_EXPIRED,
        Fault.MANDATE_OUT_OF_SCOPE,
        Fault.MANDATE_OF_ANOTHER,
    ]


def test_the_last_day_of_a_mandate_counts_and_the_day_of_withdrawal_does_not() -> None:
    until = MANDATE.model_copy(update={"until": date(2026, 3, 1)})
    withdrawn = e.MandateWithdrawn(mandate="M-1")

    assert mandate_fault("2026-03-01", (until, "2026-01-01")) is None
    assert mandate_fault("2026-02-28", (MANDATE, "2026-01-01"), (withdrawn, "2026-03-01")) is None


def test_a_mandate_that_begins_later_than_the_decision_came_too_late() -> None:
    acts = told((REJECTED, "2026-03-01", {"mandate": "M-1"}))
    mandates = given((MANDATE, "2026-03-02"))

    (found,) = account(acts, "2026-04-01", mandates=mandates).found

    assert (found.fault, found.evidence) == (Fault.MANDATE_NOT_YET, ("e1", "e1"))


def test_a_mandate_that_is_given_again_holds_again() -> None:
    withdrawn = e.MandateWithdrawn(mandate="M-1")
    granted = ((MANDATE, "2026-01-01"), (withdrawn, "2026-02-01"), (MANDATE, "2026-03-01"))

    assert mandate_fault("2026-03-02", *granted) is None
    assert mandate_fault("2026-02-15", *granted) is Fault.MANDATE_WITHDRAWN


def test_an_act_that_decides_nothing_needs_no_mandate() -> None:
    assert mandate_fault("2026-03-01", mandate=None, body=HELD) is None


def test_every_decision_that_needs_a_mandate_is_an_event_type() -> None:
    names = {name.partition("/")[0] for name in e.EVENT_TYPES}

    assert DECISIONS - names == set()
