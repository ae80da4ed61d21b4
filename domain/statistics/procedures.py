"""How procedures go: advances, decisions, homes lost in detention, notices, requests for data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Final

from domain import events as e
from domain.envelope import Act
from domain.events.income import StopReason
from domain.events.notices import Right
from domain.needs import Need
from domain.statistics.figures import Figure
from domain.statistics.files import PersonFile
from domain.statistics.tally import Observation

NOTICE_LATE_BELOW: Final = 14
"""A notice of release is late with fewer days before the release: a policy, set by no law."""

NOTICE_EXPECTED_FROM: Final = 30
"""Of stays of this many days or fewer no notice in time is expected: a policy, set by no law."""

_ADVANCE_DUE: Final = timedelta(weeks=4)
_HOME_LOST_WITHIN: Final = timedelta(days=183)

_DECIDED: Final[dict[Need, tuple[type[e.EventBody], tuple[type[e.EventBody], ...]]]] = {
    Need.BENEFIT: (e.BenefitApplied, (e.BenefitGranted, e.BenefitRejected)),
    Need.ID_DOCUMENT: (e.IdCardApplied, (e.IdCardIssued, e.IdCardHandedOver)),
    Need.ADDRESS: (
        e.PostalAddressRequested,
        (e.PostalAddressGranted, e.PostalAddressRefused, e.PostalAddressEnteredExOfficio),
    ),
    Need.DEBT_HELP: (e.DebtHelpRequested, (e.DebtHelpGranted, e.DebtHelpRefused)),
    Need.DEBT_RESTRUCTURING: (
        e.DebtRestructuringApplied,
        (e.DebtRestructuringAdmitted, e.DebtRestructuringRefused),
    ),
    Need.CONDUCT_CERTIFICATE: (
        e.ConductCertificateRequested,
        (e.ConductCertificateGranted, e.ConductCertificateRefused),
    ),
    Need.WELFARE: (e.SocialSupportApplied, (e.SocialSupportGranted, e.SocialSupportRefused)),
}
"""For each need the application, and the decisions of which the first one ends it."""


def observed(file: PersonFile) -> Iterator[Observation]:
    """Yield what the procedures of a person show."""
    yield from _advances(file)
    yield from _decisions(file)
    yield from _homes(file)
    yield from _notices(file)
    yield from _data(file)


def _advances(file: PersonFile) -> Iterator[Observation]:
    """Each application whose four weeks have passed without a decision, and what was done by then.

    An advance offered or paid later, while the decision is still out, counts as well: late, and
    done all the same.
    """
    for application, rest in _each(file.acts, e.BenefitApplied):
        decided = _first(rest, _DECIDED[Need.BENEFIT][1])
        end = decided.envelope.day if decided is not None else file.last_day
        asked_on = application.envelope.day
        if asked_on + _ADVANCE_DUE > end or not file.counts(asked_on):
            continue
        meanwhile = [act for act in rest if act.envelope.day <= end]
        lines = file.lines_of_act(application)
        told = any(
            isinstance(act.body, e.PersonInformedOfRight) and act.body.right is Right.ADVANCE
            for act in meanwhile
        )
        paid = _first(meanwhile, (e.AdvancePaid,)) is not None
        offered = paid or _first(meanwhile, (e.AdvanceOffered,)) is not None
        yield Observation(Figure.ADVANCE_OFFERED, offered, lines)
        yield Observation(Figure.ADVANCE_INFORMED, told, lines)
        yield Observation(Figure.ADVANCE_PAID, paid, lines)


def _decisions(file: PersonFile) -> Iterator[Observation]:
    for need, (asked, answers) in _DECIDED.items():
        for application, rest in _each(file.acts, asked):
            decided = _first(rest, answers)
            if decided is not None and file.counts(application.envelope.day):
                days = (decided.envelope.day - application.envelope.day).days
                lines = file.lines_of_act(application)
                yield Observation(Figure.DECISION_TIME, days, lines, need.value)


def _homes(file: PersonFile) -> Iterator[Observation]:
    for stay in file.released:
        stops = [
            act
            for act in stay.acts
            if isinstance(act.body, e.BenefitStopped) and act.body.reason is StopReason.DETENTION
        ]
        if not stops:
            continue
        stopped = stops[0].envelope.effective_from
        lost = [
            act.envelope.effective_from
            for act in file.acts
            if isinstance(act.body, e.TenancyEnded)
            and stopped <= act.envelope.effective_from <= stopped + _HOME_LOST_WITHIN
        ]
        lines = file.lines(stay)
        yield Observation(Figure.HOME_LOST, bool(lost), lines)
        if lost:
            yield Observation(Figure.HOME_LOST_AFTER, (min(lost) - stopped).days, lines)


def _notices(file: PersonFile) -> Iterator[Observation]:
    for stay in file.released:
        if stay.days is None or stay.days <= NOTICE_EXPECTED_FROM or stay.released is None:
            continue
        sent = [
            act.envelope.day
            for act in stay.acts
            if isinstance(act.body, e.ReleaseNoticeSent) and act.envelope.day <= stay.released
        ]
        lines = file.lines(stay)
        yield Observation(Figure.NOTICE_MISSING, not sent, lines)
        if sent:
            lead = (stay.released - min(sent)).days
            yield Observation(Figure.NOTICE_LATE, lead < NOTICE_LATE_BELOW, lines)
            yield Observation(Figure.NOTICE_LEAD, lead, lines)


def _data(file: PersonFile) -> Iterator[Observation]:
    """Each request with the first answer after it that no other request has taken."""
    answers = [
        act
        for act in file.acts
        if isinstance(act.body, e.DataShared | e.HealthDataShared | e.DataRequestRefused)
    ]
    for act in file.acts:
        if not isinstance(act.body, e.DataRequested | e.HealthDataRequested):
            continue
        later = [each for each in answers if each.envelope.day >= act.envelope.day]
        answer = next((each for each in later if _answers(each, act)), later[0] if later else None)
        if answer is None:
            continue
        answers.remove(answer)
        if not file.counts(act.envelope.day):
            continue
        lines = file.lines_of_act(act)
        refused = isinstance(answer.body, e.DataRequestRefused)
        yield Observation(Figure.DATA_REQUEST_REFUSED, refused, lines)
        if isinstance(answer.body, e.DataRequestRefused):
            for ground in type(answer.body.ground):
                is_ground = answer.body.ground is ground
                yield Observation(Figure.DATA_REFUSAL_GROUND, is_ground, lines, ground.value)


def _answers(answer: Act, request: Act) -> bool:
    same = answer.envelope.correlation
    return same is not None and same == request.envelope.correlation


def _each(acts: Sequence[Act], kind: type[e.EventBody]) -> Iterator[tuple[Act, list[Act]]]:
    """Yield each act of a kind, with what follows it until the next of that kind."""
    places = [place for place, act in enumerate(acts) if isinstance(act.body, kind)]
    for place, end in pairwise([*places, len(acts)]):
        yield acts[place], list(acts[place + 1 : end])


def _first(acts: Sequence[Act], kinds: tuple[type[e.EventBody], ...]) -> Act | None:
    return next((act for act in acts if isinstance(act.body, kinds)), None)
