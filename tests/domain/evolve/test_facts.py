"""What is known from each event beside the needs: facts, and how long they hold."""

from dataclasses import replace
from datetime import date
from typing import Any, Final

import pytest

from domain import events as e
from domain.events.base import EventBody
from domain.events.claims import AmountClass, ClaimKind, Settlement
from domain.events.conduct import ConductRefusal
from domain.events.debts import ArrangementEnd, CreditorKind, DebtClass, DebtThreat
from domain.events.detention import AbscondingKind, DetentionGroup, GroupBasis
from domain.events.documents import WithdrawalReason
from domain.events.housing import UrgencyRefusal
from domain.events.supervision import ConditionalReleaseEnd, ExtramuralEnd, ExtramuralKind
from domain.events.support import SupportKind
from domain.events.work import EducationLevel
from domain.person import Known, in_force
from tests.domain.acts import act, history, state
from tests.domain.evolve.changes import BEFORE, DAY, LATER, PAYING

FINE: Final = e.ClaimRegistered(claim=ClaimKind.FINE, amount=AmountClass.FROM_500)

FACTS: Final[list[tuple[str, EventBody, str, Any]]] = [
    (
        "a group is assigned",
        e.DetentionGroupAssigned(group=DetentionGroup.SHORT_STAY, basis=GroupBasis.TITLE),
        "group",
        DetentionGroup.SHORT_STAY,
    ),
    ("absconding", e.PersonAbsconded(kind=AbscondingKind.FROM_LEAVE), "absconded", True),
    ("a return", e.ReturnedToInstitution(), "absconded", False),
    (
        "an extramural phase",
        e.ExtramuralPhaseStarted(kind=ExtramuralKind.ELECTRONIC_MONITORING),
        "extramural",
        True,
    ),
    (
        "the end of an extramural phase",
        e.ExtramuralPhaseEnded(reason=ExtramuralEnd.REVOKED),
        "extramural",
        False,
    ),
    ("conditional release", e.ConditionalReleaseStarted(), "conditional_release", True),
    (
        "the end of conditional release",
        e.ConditionalReleaseEnded(reason=ConditionalReleaseEnd.COMPLETED),
        "conditional_release",
        False,
    ),
    ("a forensic title", e.ForensicTitleStarted(), "forensic_title", True),
    ("the end of a forensic title", e.ForensicTitleEnded(), "forensic_title", False),
    ("proof of release", e.PersonReleased(release_document=True), "release_document", True),
    ("no proof of release", e.PersonReleased(release_document=False), "release_document", False),
    ("nothing said of proof", e.PersonReleased(), "release_document", None),
    ("suspended insurance", e.InsuranceSuspended(), "insurance_suspended", True),
    ("insurance that runs again", e.InsuranceRestarted(), "insurance_suspended", False),
    (
        "a list of debts",
        e.DebtInventoried(creditors=(CreditorKind.TAX,), total=DebtClass.FROM_15000),
        "debts_inventoried",
        True,
    ),
    ("a threat", e.DebtHelpRequested(threat=DebtThreat.EVICTION), "debt_threat", True),
    ("no threat", e.DebtHelpRequested(threat=DebtThreat.NONE), "debt_threat", False),
    ("nothing said of a threat", e.DebtHelpRequested(), "debt_threat", None),
    ("an arrangement with the agency", PAYING, "collection_arrangement", True),
    (
        "an arrangement with others",
        e.DebtArrangementMade(with_collection_agency=False),
        "collection_arrangement",
        None,
    ),
    (
        "the end of that arrangement",
        e.DebtArrangementEnded(reason=ArrangementEnd.BROKEN, with_collection_agency=True),
        "collection_arrangement",
        False,
    ),
    ("a stop of collection", e.CollectionStopGranted(), "collection_stop", True),
    (
        "an urgent report",
        e.SocialSupportReported(kind=SupportKind.SHELTER, urgent=True),
        "urgent_report",
        True,
    ),
    (
        "a report without urgency",
        e.SocialSupportReported(kind=SupportKind.SHELTER),
        "urgent_report",
        False,
    ),
    (
        "a refused certificate",
        e.ConductCertificateRefused(reason=ConductRefusal.RECORDED_OFFENCE),
        "conduct_refused",
        True,
    ),
    ("a granted certificate", e.ConductCertificateGranted(), "conduct_refused", False),
    ("an employer", e.EmployerContacted(), "employer_found", True),
    (
        "a basic qualification",
        e.EducationLevelEstablished(level=EducationLevel.BASIC_QUALIFICATION, verified=True),
        "basic_qualification",
        True,
    ),
    (
        "a lower level",
        e.EducationLevelEstablished(level=EducationLevel.PRIMARY, verified=False),
        "basic_qualification",
        False,
    ),
    (
        "a card taken back",
        e.IdCardWithdrawn(reason=WithdrawalReason.CANCELLED),
        "card_issued",
        False,
    ),
    (
        "priority refused",
        e.HousingUrgencyRefused(reason=UrgencyRefusal.NO_REGIONAL_TIES),
        "urgency",
        False,
    ),
]


@pytest.mark.parametrize(
    ("body", "fact", "value"),
    [row[1:] for row in FACTS],
    ids=[row[0] for row in FACTS],
)
def test_a_fact_is_known_from_its_event(body: EventBody, fact: str, value: Any) -> None:
    known: Known[Any] | None = getattr(state(act(body, DAY)), fact)

    if value is None:
        assert known is None
    else:
        assert known == Known(value, date.fromisoformat(DAY), ("e1",))


class TestInForce:
    @pytest.mark.parametrize(
        ("body", "fact"),
        [
            (e.ForensicTitleStarted(until=date(2026, 6, 1)), "forensic_title"),
            (e.ConditionalReleaseStarted(until=date(2026, 6, 1)), "conditional_release"),
            (e.CollectionStopGranted(until=date(2026, 6, 1)), "collection_stop"),
        ],
        ids=["forensic-title", "conditional-release", "collection-stop"],
    )
    def test_it_holds_through_its_last_day(self, body: EventBody, fact: str) -> None:
        known = getattr(state(act(body, DAY)), fact)

        last = in_force(known, date(2026, 6, 1))
        after = in_force(known, date(2026, 6, 2))

        assert last is not None
        assert after is not None
        assert (last.value, after.value) == (True, False)
        assert (after.since, after.evidence) == (date(2026, 6, 2), ("e1",))

    def test_it_is_not_known_before_its_first_day(self) -> None:
        known = state(act(e.ForensicTitleStarted(), DAY, effect_from="2026-04-01")).forensic_title

        assert in_force(known, date(2026, 3, 31)) is None
        assert in_force(known, date(2026, 4, 1)) == known
        assert in_force(None, date(2026, 4, 1)) is None


class TestClaims:
    def test_a_claim_is_open_until_it_is_settled(self) -> None:
        settled = e.ClaimSettled(claim=ClaimKind.FINE, how=Settlement.PAID)
        steps = history((FINE, BEFORE), (settled, LATER))

        (opened,) = state(*steps, on=DAY).claims
        (closed,) = state(*steps).claims

        assert (opened.settled_on, opened.how) == (None, None)
        assert closed == replace(
            opened,
            settled_on=date.fromisoformat(LATER),
            how=Settlement.PAID,
            evidence=("e1", "e2"),
        )

    def test_a_settlement_ends_the_claim_it_is_correlated_with(self) -> None:
        settled = e.ClaimSettled(claim=ClaimKind.FINE, how=Settlement.PAID)
        person = state(
            act(FINE, BEFORE, position=1, correlation="c1"),
            act(FINE, BEFORE, position=2, correlation="c2"),
            act(settled, DAY, position=3, correlation="c2"),
        )

        assert [claim.settled_on is None for claim in person.claims] == [True, False]

    def test_without_correlation_it_ends_the_oldest_of_its_kind(self) -> None:
        traffic = e.ClaimRegistered(claim=ClaimKind.TRAFFIC_SANCTION, amount=AmountClass.UNDER_500)
        settled = e.ClaimSettled(claim=ClaimKind.FINE, how=Settlement.LAPSED)
        person = state(*history((traffic, BEFORE), (FINE, BEFORE), (FINE, DAY), (settled, LATER)))

        assert [claim.how for claim in person.claims] == [None, Settlement.LAPSED, None]

    def test_a_settlement_of_nothing_changes_nothing(self) -> None:
        settled = e.ClaimSettled(claim=ClaimKind.FINE, how=Settlement.PAID)

        assert state(act(settled, DAY)).claims == ()
