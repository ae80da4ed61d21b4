"""What has to come before what: an end after its begin, an answer after its question."""

import pytest
from hypothesis import given

from domain import events as e
from domain.envelope import Act
from domain.events.base import EventBody
from domain.events.claims import AmountClass, ClaimKind, CoercionKind, Settlement
from domain.events.conduct import ConductRefusal
from domain.events.debts import ArrangementEnd, DebtHelpEnd, DebtHelpRefusal, RestructuringEnd
from domain.events.decisions import ObjectionOutcome
from domain.events.detention import AbscondingKind, ConductDecision, LeavePurpose
from domain.events.documents import ApplicationPlace, WithdrawalReason
from domain.events.handover import HandoverAnswer, HandoverForm, HandoverReason
from domain.events.income import SuspensionEnd, SuspensionReason
from domain.events.oversight import EscalationLevel, EscalationOutcome, EscalationTopic
from domain.events.plan import InterventionResult, PlanOutcome
from domain.events.sharing import (
    ConsentScope,
    DataCategory,
    RefusalGround,
    SubjectAnswer,
    SubjectRequest,
)
from domain.events.supervision import ConditionalReleaseEnd, ExtramuralEnd, ExtramuralKind
from domain.events.support import SupportKind, SupportRefusal
from domain.events.work import EmploymentEnd
from domain.finding_kinds import FindingKind
from domain.needs import Need
from tests.domain.acts import act, histories
from tests.domain.findings.kinds import kinds, of

FINE = e.ClaimRegistered(claim=ClaimKind.FINE, amount=AmountClass.UNDER_500)
OFFERED = e.HandoverOffered(form=HandoverForm.WARM, needs=(Need.HOUSING,))
WANTED = e.SocialSupportReported(kind=SupportKind.SHELTER)
ASKED = e.DataRequested(from_organisation="DJI", categories=(DataCategory.HOUSING,))
PARTY = e.DebtArrangementMade(with_collection_agency=True)
ALONE = e.DebtArrangementMade(with_collection_agency=False)
DECIDED = FindingKind.DECIDED_WITHOUT_APPLICATION
ANSWERED = FindingKind.ANSWERED_WITHOUT_QUESTION
ENDED = FindingKind.ENDED_WITHOUT_BEGIN
COLLECTED = FindingKind.COLLECTED_WITHOUT_CLAIM
WITHDRAWN = FindingKind.WITHDRAWN_WITHOUT_APPLICATION
CLOSED = FindingKind.DECIDED_AFTER_CLOSING
OUTSIDE = FindingKind.OUTSIDE_DETENTION
LATER: list[tuple[EventBody, EventBody, FindingKind]] = [
    (e.DebtHelpRequested(), e.DebtHelpIntakeHeld(), DECIDED),
    (e.DebtHelpRequested(), e.DebtHelpGranted(), DECIDED),
    (e.DebtHelpRequested(), e.DebtHelpRefused(reason=DebtHelpRefusal.FRAUD), DECIDED),
    (e.DebtRestructuringApplied(), e.DebtRestructuringAdmitted(), DECIDED),
    (WANTED, e.SocialSupportGranted(kind=SupportKind.SHELTER), DECIDED),
    (
        e.SocialSupportApplied(kind=SupportKind.GUIDANCE),
        e.SocialSupportRefused(kind=SupportKind.GUIDANCE, reason=SupportRefusal.NO_NEED),
        DECIDED,
    ),
    (e.ConductCertificateRequested(), e.ConductCertificateGranted(), DECIDED),
    (
        e.ConductCertificateRequested(),
        e.ConductCertificateRefused(reason=ConductRefusal.RECORDED_OFFENCE),
        DECIDED,
    ),
    (
        OFFERED,
        e.HandoverAccepted(answers=(HandoverAnswer(need=Need.HOUSING, accepted=True),)),
        ANSWERED,
    ),
    (OFFERED, e.HandoverRejected(reason=HandoverReason.TOO_LATE), ANSWERED),
    (OFFERED, e.HandoverRated(score=2), ANSWERED),
    (
        e.ObjectionFiled(against="benefit-rejected"),
        e.ObjectionDecided(outcome=ObjectionOutcome.UPHELD),
        ANSWERED,
    ),
    (ASKED, e.DataRequestRefused(ground=RefusalGround.SECRECY), ANSWERED),
    (
        e.DataSubjectRequestReceived(kind=SubjectRequest.ACCESS),
        e.DataSubjectRequestAnswered(kind=SubjectRequest.ACCESS, outcome=SubjectAnswer.GRANTED),
        ANSWERED,
    ),
    (
        e.EscalationRaised(level=EscalationLevel.MANAGEMENT, topic=EscalationTopic.OVERDUE),
        e.EscalationResolved(outcome=EscalationOutcome.DECIDED),
        ANSWERED,
    ),
    (
        e.ConditionalReleaseStarted(),
        e.ConditionalReleaseEnded(reason=ConditionalReleaseEnd.REVOKED),
        ENDED,
    ),
    (
        e.BehaviouralInterventionStarted(intervention="cova"),
        e.BehaviouralInterventionCompleted(
            intervention="cova", result=InterventionResult.COMPLETED
        ),
        ENDED,
    ),
    (
        e.ReintegrationPlanDrawnUp(),
        e.ReintegrationPlanEvaluated(outcome=PlanOutcome.ADJUSTED),
        ENDED,
    ),
    (
        e.ConsentGiven(scope=ConsentScope.CONTACT),
        e.ConsentWithdrawn(scope=ConsentScope.CONTACT),
        ENDED,
    ),
    (
        e.BenefitSuspended(reason=SuspensionReason.DATA_MISSING),
        e.BenefitSuspensionEnded(outcome=SuspensionEnd.RESUMED),
        ENDED,
    ),
    (
        ALONE,
        e.DebtArrangementEnded(reason=ArrangementEnd.BROKEN, with_collection_agency=False),
        ENDED,
    ),
    (FINE, e.ClaimSettled(claim=ClaimKind.FINE, how=Settlement.PAID), ENDED),
    (FINE, e.CollectionStopGranted(), COLLECTED),
    (FINE, PARTY, COLLECTED),
    (
        FINE,
        e.SubstituteDetentionAnnounced(
            measure=CoercionKind.SUBSTITUTE_DETENTION, claim=ClaimKind.FINE
        ),
        COLLECTED,
    ),
    (e.BenefitApplied(), e.ApplicationWithdrawn(need=Need.BENEFIT), WITHDRAWN),
]


@pytest.mark.parametrize(
    ("first", "then", "kind"), LATER, ids=[each.about.name for _, each, _ in LATER]
)
def test_what_cannot_come_first_comes_after_what_it_needs(
    first: EventBody, then: EventBody, kind: FindingKind
) -> None:
    assert of((then, "2026-03-02")) == [kind]
    assert of((then, "2026-03-02"), (first, "2026-03-03")) == [kind]
    assert of((first, "2026-03-01"), (then, "2026-03-02")) == []
    assert of((then, "2026-03-02"), (first, "2026-03-02")) == []


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (e.DebtHelpGranted(), e.DebtHelpEnded(reason=DebtHelpEnd.COMPLETED)),
        (
            e.DebtRestructuringAdmitted(),
            e.DebtRestructuringEnded(outcome=RestructuringEnd.DISCHARGED),
        ),
        (e.IdCardIssued(), e.IdCardWithdrawn(reason=WithdrawalReason.NOT_COLLECTED)),
    ],
)
def test_an_end_is_found_where_nothing_began(first: EventBody, then: EventBody) -> None:
    assert ENDED in of((then, "2026-03-02"))
    assert ENDED not in of((first, "2026-03-01"), (then, "2026-03-02"))


def test_a_decision_on_another_kind_of_support_is_no_answer_to_the_application() -> None:
    granted = e.SocialSupportGranted(kind=SupportKind.GUIDANCE)

    assert of((WANTED, "2026-03-01"), (granted, "2026-03-02")) == [DECIDED]


def test_a_claim_of_another_kind_does_not_explain_detention_for_a_fine() -> None:
    traffic = e.ClaimRegistered(claim=ClaimKind.TRAFFIC_SANCTION, amount=AmountClass.FROM_500)
    imposed = e.SubstituteDetentionImposed(
        measure=CoercionKind.SUBSTITUTE_DETENTION, claim=ClaimKind.FINE
    )

    assert of((traffic, "2026-03-01"), (imposed, "2026-03-02")) == [COLLECTED]


def test_an_arrangement_with_other_creditors_needs_no_claim_of_the_state() -> None:
    assert of((ALONE, "2026-03-02")) == []


def test_an_application_made_elsewhere_may_be_withdrawn() -> None:
    """Given work is applied for with employers, nothing is said of the order."""
    assert of((e.ApplicationWithdrawn(need=Need.WORK), "2026-03-02")) == []


@pytest.mark.parametrize(
    "body",
    [
        e.EmploymentEnded(reason=EmploymentEnd.DISMISSED),
        e.BankAccountClosed(),
        e.WelfareServiceEnded(),
        e.ForensicTitleEnded(),
        e.InsuranceRestarted(),
    ],
    ids=lambda body: body.about.name,
)
def test_what_may_be_older_than_all_that_was_recorded_may_end(body: EventBody) -> None:
    assert of((body, "2026-03-02")) == []


INSIDE: list[EventBody] = [
    e.TemporaryLeaveGranted(purpose=LeavePurpose.HOUSING),
    e.PersonAbsconded(kind=AbscondingKind.FROM_LEAVE),
    e.ConductDecisionTaken(decision=ConductDecision.REWARD),
    e.ExtramuralPhaseStarted(kind=ExtramuralKind.TRIAL_LEAVE),
]


@pytest.mark.parametrize("body", INSIDE, ids=lambda body: body.about.name)
class TestInside:
    def test_it_happens_only_to_a_person_who_is_held(self, body: EventBody) -> None:
        start, end = e.DetentionStarted(), e.PersonReleased()

        assert of((body, "2026-03-02")) == [OUTSIDE]
        assert of((start, "2026-03-01"), (body, "2026-03-02")) == []
        assert of((start, "2026-03-01"), (end, "2026-04-01"), (body, "2026-04-02")) == [OUTSIDE]

    def test_on_the_day_of_detention_or_release_it_may_have_been_in_time(
        self, body: EventBody
    ) -> None:
        steps = ((e.DetentionStarted(), "2026-03-01"), (e.PersonReleased(), "2026-04-01"))

        assert of(*steps, (body, "2026-03-01")) == []
        assert of(*steps, (body, "2026-04-01")) == []

    def test_an_estimated_release_does_not_prove_that_it_came_too_late(
        self, body: EventBody
    ) -> None:
        assert not kinds(
            act(e.DetentionStarted(), "2026-03-01", position=1),
            act(e.PersonReleased(), "2026-04-01", position=2, estimated=True),
            act(body, "2026-04-05", position=3),
        )


def test_a_return_and_an_end_of_a_phase_need_their_begin() -> None:
    start = (e.DetentionStarted(), "2026-03-01")
    ended = e.ExtramuralPhaseEnded(reason=ExtramuralEnd.COMPLETED)

    assert of(start, (e.ReturnedToInstitution(), "2026-03-05")) == [ENDED]
    assert of(start, (ended, "2026-03-05")) == [ENDED]
    assert (
        of(
            start,
            (e.PersonAbsconded(kind=AbscondingKind.FROM_INSTITUTION), "2026-03-02"),
            (e.ReturnedToInstitution(), "2026-03-05"),
        )
        == []
    )


def test_a_card_collected_after_an_application_is_not_found() -> None:
    steps = (
        (e.IdCardApplied(place=ApplicationPlace.DESK), "2026-03-01"),
        (e.IdCardIssued(), "2026-03-05"),
        (e.IdCardWithdrawn(reason=WithdrawalReason.NOT_COLLECTED), "2026-06-05"),
    )

    assert of(*steps) == []


@given(recorded=histories(corrections=False))
def test_nothing_is_out_of_sequence_when_every_day_is_estimated(recorded: list[Act]) -> None:
    estimated = [
        act(each.body, each.envelope.occurred_on, position=each.position, estimated=True)
        for each in recorded
        if each.body is not None
    ]
    without_order = {DECIDED, CLOSED, ANSWERED, ENDED, COLLECTED, WITHDRAWN}
    dated = without_order & set(kinds(*estimated))
    all_on_one_day = without_order & set(
        kinds(
            *(
                act(each.body, "2026-03-02", position=each.position)
                for each in estimated
                if each.body
            )
        )
    )

    assert dated == all_on_one_day
