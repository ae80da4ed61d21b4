"""Where everything stands that the field speaks of: listed by area, and numbered as it was found.

The catalogue of 118 things that happen around a release was drawn up from Moors & Balogh (2007),
the law and the practice of prisons and municipalities. Each has its place here: stored under one
or more types, computed, or written to the access log.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Any, Final, get_args

from domain import events as e
from domain.areas import EventArea

_AREAS: Final[tuple[tuple[EventArea, tuple[Any, ...]], ...]] = (
    (EventArea.DETENTION, (e.DetentionEvent, e.SupervisionEvent)),
    (EventArea.SCREENING, (e.ScreeningEvent, e.PlanEvent)),
    (EventArea.HANDOVER, (e.NoticeEvent, e.HandoverEvent)),
    (EventArea.DATA, (e.SharingEvent,)),
    (EventArea.IDENTITY, (e.DocumentEvent, e.RegistrationEvent)),
    (EventArea.INCOME, (e.IncomeEvent, e.DecisionEvent, e.AccountEvent)),
    (EventArea.DEBTS, (e.DebtEvent, e.ClaimEvent)),
    (EventArea.HOUSING, (e.HousingEvent,)),
    (EventArea.CARE, (e.CareEvent, e.InsuranceEvent, e.SupportEvent)),
    (EventArea.WORK, (e.WorkEvent, e.ConductEvent, e.NetworkEvent)),
    (
        EventArea.AGREEMENTS,
        (e.MadeOfAgreementEvent, e.OverseerEvent, e.EscalationEvent, e.CaseEvent, e.MandateEvent),
    ),
    (EventArea.CORRECTIONS, (e.CorrectionEvent, e.IdentityEvent, e.RetentionEvent)),
)

EVENTS_BY_AREA: Final = MappingProxyType(
    {area: tuple(body for union in unions for body in get_args(union)) for area, unions in _AREAS}
)
"""The classes of the bodies of each area; every body is in one."""

CATALOGUE: Final = MappingProxyType(
    {
        1: ("person-registered",),
        2: ("detention-started",),
        3: ("detention-title-changed",),
        4: ("detention-group-assigned",),
        5: ("placed-in-institution",),
        6: ("person-absconded",),
        7: ("returned-to-institution",),
        8: ("temporary-leave-granted",),
        9: (
            "extramural-phase-started",
            "extramural-phase-ended",
        ),
        10: ("release-date-planned",),
        11: ("release-date-changed",),
        12: ("immediate-release-ordered",),
        13: ("person-released",),
        14: (
            "conditional-release-started",
            "conditional-release-ended",
        ),
        15: ("re-detained",),
        16: ("screening-started",),
        17: (
            "screening-completed",
            "health-screening-completed",
        ),
        18: ("screening-declined",),
        19: (
            "need-identified",
            "health-need-identified",
        ),
        20: (
            "need-status-verified",
            "health-need-status-verified",
        ),
        21: (
            "need-declined",
            "health-need-declined",
        ),
        22: ("need-owner-assigned",),
        23: ("need-ownership-disputed",),
        24: ("reintegration-plan-drawn-up",),
        25: ("reintegration-plan-evaluated",),
        26: ("suitability-assessed",),
        27: ("behavioural-intervention-started",),
        28: ("behavioural-intervention-completed",),
        29: ("settlement-intention-declared",),
        30: ("municipality-contacted",),
        31: ("release-notice-sent",),
        32: ("release-notice-received",),
        33: ("release-notice-late",),
        34: ("emergency-procedure-started",),
        35: ("handover-offered",),
        36: ("handover-accepted",),
        37: ("handover-rejected",),
        38: ("handover-rated",),
        39: ("responsibility-transferred",),
        40: ("person-informed-of-right",),
        41: ("contact-made",),
        42: ("contact-attempt-failed",),
        43: (
            "data-requested",
            "health-data-requested",
        ),
        44: (
            "data-shared",
            "health-data-shared",
        ),
        45: ("data-request-refused",),
        46: ("consent-given",),
        47: ("consent-withdrawn",),
        48: ("dossier-accessed",),
        49: (
            "data-subject-request-received",
            "data-subject-request-answered",
        ),
        50: ("data-breach-suspected",),
        51: ("id-document-verified",),
        52: ("id-document-expired",),
        53: ("id-document-reported-missing",),
        54: ("identity-established",),
        55: ("id-card-applied",),
        56: ("id-application-blocked",),
        57: ("id-fee-funded",),
        58: ("id-card-issued",),
        59: ("id-card-handed-over",),
        60: ("deregistration-projected",),
        61: ("address-investigation-started",),
        62: ("deregistered",),
        63: ("registered",),
        64: ("registered-at-institution-address",),
        65: ("postal-address-requested",),
        66: (
            "postal-address-consent-given",
            "postal-address-consent-refused",
        ),
        67: (
            "postal-address-granted",
            "postal-address-refused",
        ),
        68: ("postal-address-entered-ex-officio",),
        69: ("benefit-stopped",),
        70: ("benefit-applied",),
        71: (
            "benefit-application-incomplete",
            "benefit-application-completed",
        ),
        72: ("benefit-granted",),
        73: ("benefit-rejected",),
        74: ("advance-offered",),
        75: (
            "advance-paid",
            "advance-refused",
        ),
        76: (
            "objection-filed",
            "objection-decided",
        ),
        77: ("debt-inventoried",),
        78: (
            "debt-help-intake-held",
            "debt-help-refused",
        ),
        79: ("debt-arrangement-made",),
        80: (
            "debt-restructuring-applied",
            "debt-restructuring-admitted",
            "debt-restructuring-refused",
        ),
        81: (
            "substitute-detention-imposed",
            "substitute-detention-announced",
        ),
        82: (
            "bank-account-opened",
            "bank-account-refused",
        ),
        83: ("digid-activated",),
        84: ("housing-preference-recorded",),
        85: (
            "rent-arrears-registered",
            "tenancy-ended",
        ),
        86: (
            "housing-urgency-granted",
            "housing-urgency-refused",
        ),
        87: (
            "housing-offered",
            "housing-placed",
            "housing-ended",
        ),
        88: ("care-need-assessed",),
        89: (
            "care-referred",
            "care-accepted",
            "care-declined",
            "care-started",
            "care-ended",
        ),
        90: (
            "forensic-title-started",
            "forensic-title-ended",
        ),
        91: (
            "insurance-suspended",
            "insurance-restarted",
        ),
        92: (
            "medication-handover-completed",
            "medication-gap-signalled",
        ),
        93: (
            "work-experience-certified",
            "competence-measured",
        ),
        94: (
            "conduct-certificate-requested",
            "conduct-certificate-granted",
            "conduct-certificate-refused",
        ),
        95: (
            "employer-contacted",
            "employment-started",
            "employment-ended",
            "training-started",
        ),
        96: ("referred",),
        97: ("guidance-contact-held",),
        98: ("programme-exited",),
        99: ("intention-expressed",),
        100: ("agreement-made",),
        101: ("agreement-amended",),
        102: ("agreement-fulfilled",),
        103: ("agreement-due-date-passed",),
        104: ("agreement-breached",),
        105: ("agreement-waived",),
        106: (
            "overseer-assigned",
            "overseer-changed",
        ),
        107: ("oversight-review-held",),
        108: (
            "escalation-raised",
            "escalation-resolved",
        ),
        109: ("case-conference-held",),
        110: ("exception-applied",),
        111: (
            "mandate-granted",
            "mandate-withdrawn",
        ),
        112: (
            "deadlock-detected",
            "deadlock-resolved",
        ),
        113: ("event-corrected",),
        114: (
            "event-retraction-proposed",
            "event-retracted",
        ),
        115: ("decision-revised",),
        116: (
            "identities-link-proposed",
            "identities-linked",
            "identities-unlink-proposed",
            "identities-unlinked",
        ),
        117: ("late-information-received",),
        118: (
            "retention-expired",
            "key-destroyed",
        ),
    }
)
"""By the number of the catalogue, the names under which it is stored, computed or logged."""


def area_of(body: type[e.EventBody]) -> EventArea:
    """Return the area of a type."""
    return next(area for area, bodies in EVENTS_BY_AREA.items() if body in bodies)
