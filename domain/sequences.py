"""What has to come before what: decisions after applications, answers after questions.

An act is out of sequence only where no order fits the stated precision: an act known only to the
day, or of which the day is estimated, can have come in either order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import Final

from domain import events as e
from domain.envelope import Act
from domain.needs import Need
from domain.values import Certainty

Bodies = tuple[type[e.EventBody], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """Acts that cannot come first.

    Attributes:
        later: Bodies of the acts that need an earlier one.
        earlier: Bodies of the acts of which one has to come before.
        same: The fields in which both have to agree, such as the kind of claim.
        withdrawn: The needs of which a withdrawn application closes the earlier act.
        closed_by: Bodies of the acts that close the earlier act beside that.
        reopened_by: Bodies of the acts after which what was closed can be decided on again.
    """

    later: Bodies
    earlier: Bodies
    same: tuple[str, ...] = ()
    withdrawn: tuple[Need, ...] = ()
    closed_by: Bodies = ()
    reopened_by: Bodies = ()


@dataclass(frozen=True, slots=True)
class Grant:
    """Something that is granted once, until it ends.

    Attributes:
        body: Body of the grant.
        ended_by: Bodies of the acts after which it can be granted again.
    """

    body: type[e.EventBody]
    ended_by: Bodies


DECISIONS: Final = (
    Step(
        (e.BenefitGranted, e.BenefitRejected, e.BenefitApplicationIncomplete),
        (e.BenefitApplied,),
        withdrawn=(Need.BENEFIT,),
    ),
    Step(
        (e.AdvancePaid, e.AdvanceRefused),
        (e.BenefitApplied,),
        withdrawn=(Need.BENEFIT, Need.ADVANCE),
        closed_by=(e.BenefitRejected,),
        reopened_by=(e.ObjectionFiled, e.DecisionRevised),
    ),
    Step((e.IdCardIssued, e.IdCardHandedOver), (e.IdCardApplied,), withdrawn=(Need.ID_DOCUMENT,)),
    Step(
        (e.PostalAddressGranted, e.PostalAddressRefused),
        (e.PostalAddressRequested,),
        withdrawn=(Need.ADDRESS,),
    ),
    Step(
        (e.DebtHelpIntakeHeld, e.DebtHelpGranted, e.DebtHelpRefused),
        (e.DebtHelpRequested,),
        withdrawn=(Need.DEBT_HELP,),
    ),
    Step(
        (e.DebtRestructuringAdmitted, e.DebtRestructuringRefused),
        (e.DebtRestructuringApplied,),
        withdrawn=(Need.DEBT_RESTRUCTURING,),
    ),
    Step(
        (e.SocialSupportGranted, e.SocialSupportRefused),
        (e.SocialSupportApplied, e.SocialSupportReported),
        same=("kind",),
    ),
    Step(
        (
            e.ConductCertificateRefusalIntended,
            e.ConductCertificateGranted,
            e.ConductCertificateRefused,
        ),
        (e.ConductCertificateRequested,),
        withdrawn=(Need.CONDUCT_CERTIFICATE,),
    ),
)
"""Decisions, and the applications of which one has to come first."""

ANSWERS: Final = (
    Step((e.HandoverAccepted, e.HandoverRejected, e.HandoverRated), (e.HandoverOffered,)),
    Step((e.ObjectionDecided,), (e.ObjectionFiled,)),
    Step((e.DataRequestRefused,), (e.DataRequested, e.HealthDataRequested)),
    Step((e.DataSubjectRequestAnswered,), (e.DataSubjectRequestReceived,), same=("kind",)),
    Step((e.EscalationResolved,), (e.EscalationRaised,)),
)
"""Answers, and the questions of which one has to come first."""

ENDINGS: Final = (
    Step((e.ReturnedToInstitution,), (e.PersonAbsconded,)),
    Step((e.ExtramuralPhaseEnded,), (e.ExtramuralPhaseStarted,)),
    Step((e.ConditionalReleaseEnded,), (e.ConditionalReleaseStarted,)),
    Step(
        (e.BehaviouralInterventionCompleted,),
        (e.BehaviouralInterventionStarted,),
        ("intervention",),
    ),
    Step((e.ReintegrationPlanEvaluated,), (e.ReintegrationPlanDrawnUp,)),
    Step((e.ConsentWithdrawn,), (e.ConsentGiven,), ("scope",)),
    Step((e.IdCardWithdrawn,), (e.IdCardIssued,)),
    Step((e.BenefitSuspensionEnded,), (e.BenefitSuspended,)),
    Step((e.DebtHelpEnded,), (e.DebtHelpGranted,)),
    Step((e.DebtArrangementEnded,), (e.DebtArrangementMade,), ("with_collection_agency",)),
    Step((e.DebtRestructuringEnded,), (e.DebtRestructuringAdmitted,)),
    Step((e.ClaimSettled,), (e.ClaimRegistered,), ("claim",)),
)
"""What ends, and what has to have begun before; work, care and a bank account may be older than
anything that was recorded, and are not among them."""

COLLECTIONS: Final = (
    Step((e.CollectionStopGranted,), (e.ClaimRegistered,)),
    Step(
        (e.SubstituteDetentionAnnounced, e.SubstituteDetentionImposed),
        (e.ClaimRegistered,),
        ("claim",),
    ),
)
"""What the collection agency does, and the claims of which one has to be there before."""

GRANTS: Final = (
    Grant(e.BenefitGranted, (e.BenefitStopped, e.DecisionRevised)),
    Grant(e.PostalAddressGranted, (e.AddressEnded, e.DecisionRevised)),
    Grant(e.DebtHelpGranted, (e.DebtHelpEnded, e.DecisionRevised)),
    Grant(e.DebtRestructuringAdmitted, (e.DebtRestructuringEnded,)),
)
"""What nobody is granted twice from the same day."""

_APPLICATIONS: Final[dict[Need, Bodies]] = {
    Need.ID_DOCUMENT: (e.IdCardApplied,),
    Need.REGISTRATION: (e.AddressChangeDeclared,),
    Need.ADDRESS: (e.PostalAddressRequested, e.AddressChangeDeclared),
    Need.BENEFIT: (e.BenefitApplied,),
    Need.ADVANCE: (e.BenefitApplied,),
    Need.HOUSING: (e.SocialSupportReported, e.SocialSupportApplied),
    Need.SHELTER: (e.SocialSupportReported, e.SocialSupportApplied),
    Need.WELFARE: (e.SocialSupportReported, e.SocialSupportApplied),
    Need.DEBT_HELP: (e.DebtHelpRequested,),
    Need.DEBT_RESTRUCTURING: (e.DebtRestructuringApplied,),
    Need.CONDUCT_CERTIFICATE: (e.ConductCertificateRequested,),
    Need.DIGID: (e.DigidRequested,),
}
"""By need, the applications that can be withdrawn; other needs are applied for elsewhere."""


def may_precede(first: Act, second: Act) -> bool:
    """Return whether `first` can have come before `second`, as far as their precision tells."""
    one, two = first.envelope, second.envelope
    if Certainty.ESTIMATED in (one.certainty, two.certainty) or one.day < two.day:
        return True
    if one.day > two.day:
        return False
    if isinstance(one.occurred_on, datetime) and isinstance(two.occurred_on, datetime):
        return one.occurred_on <= two.occurred_on
    return True


def acts_of(acts: Iterable[Act], bodies: Bodies) -> list[Act]:
    """Return the acts whose body is one of `bodies`."""
    return [act for act in acts if isinstance(act.body, bodies)]


def out_of_sequence(acts: Sequence[Act], steps: Iterable[Step]) -> Iterator[Act]:
    """Yield each act that needs an earlier one, where none can have come before it."""
    for step in steps:
        earlier = acts_of(acts, step.earlier)
        for act in acts_of(acts, step.later):
            if not any(
                may_precede(before, act) and _agree(before, act, step.same) for before in earlier
            ):
                yield act


def decided_after_closing(acts: Sequence[Act], steps: Iterable[Step]) -> Iterator[Act]:
    """Yield each decision on what had been withdrawn or refused, and was not opened again."""
    for step in steps:
        closings = [act for act in acts if _closes(act, step)]
        openings = acts_of(acts, (*step.earlier, *step.reopened_by))
        for act in acts_of(acts, step.later) if closings else ():
            applied = any(may_precede(each, act) for each in acts_of(acts, step.earlier))
            if applied and any(
                not may_precede(act, closing)
                and not any(_may_lie_between(closing, each, act) for each in openings)
                for closing in closings
            ):
                yield act


def granted_twice(acts: Sequence[Act], grants: Iterable[Grant]) -> Iterator[tuple[Act, Act]]:
    """Yield each two grants with one first day, where the first cannot have ended between."""
    for grant in grants:
        endings = acts_of(acts, grant.ended_by)
        for one, two in combinations(acts_of(acts, (grant.body,)), 2):
            if one.envelope.effective_from == two.envelope.effective_from and not any(
                _may_lie_between(one, each, two) for each in endings
            ):
                yield one, two


def withdrawn_without_application(acts: Sequence[Act]) -> Iterator[Act]:
    """Yield each withdrawal of an application, where no application can have come before it."""
    for act in acts:
        if not isinstance(act.body, e.ApplicationWithdrawn):
            continue
        applications = _APPLICATIONS.get(act.body.need)
        if applications is not None and not any(
            may_precede(before, act) for before in acts_of(acts, applications)
        ):
            yield act


def arrangements_without_claim(acts: Sequence[Act]) -> Iterator[Act]:
    """Yield each arrangement with the collection agency that is for no claim of the state."""
    claims = acts_of(acts, (e.ClaimRegistered,))
    for act in acts:
        with_agency = (
            isinstance(act.body, e.DebtArrangementMade) and act.body.with_collection_agency
        )
        if with_agency and not any(may_precede(claim, act) for claim in claims):
            yield act


def _closes(act: Act, step: Step) -> bool:
    if isinstance(act.body, e.ApplicationWithdrawn):
        return act.body.need in step.withdrawn
    return isinstance(act.body, step.closed_by)


def _may_lie_between(first: Act, between: Act, last: Act) -> bool:
    return may_precede(first, between) and may_precede(between, last)


def _agree(one: Act, two: Act, names: tuple[str, ...]) -> bool:
    return all(getattr(one.body, name) == getattr(two.body, name) for name in names)
