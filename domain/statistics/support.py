"""Who gets which support in detention, and where people are placed: the question of inequality."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from domain import events as e
from domain.accountability.stays import Stay
from domain.events.screening import ScreeningAnswer
from domain.statistics.figures import Figure
from domain.statistics.files import PersonFile
from domain.statistics.tally import Observation

SUPPORT: Final = (
    e.ReintegrationPlanDrawnUp,
    e.MunicipalityContacted,
    e.HandoverOffered,
    e.PersonInformedOfRight,
    e.BehaviouralInterventionStarted,
    e.CompetenceMeasured,
    e.WorkExperienceCertified,
    e.Referred,
    e.CaseConferenceHeld,
    e.IdCardApplied,
    e.DebtHelpIntakeHeld,
)
"""What counts as support when it happens before the release."""


def observed(file: PersonFile) -> Iterator[Observation]:
    """Yield what support the person got in each stay that has ended, and the need of it."""
    for stay in file.released:
        lines = file.lines(stay)
        inside = [
            act
            for act in stay.acts
            if stay.released is not None and act.envelope.day <= stay.released
        ]
        acts = sum(isinstance(act.body, SUPPORT) for act in inside)
        yield Observation(Figure.SUPPORT_GIVEN, acts > 0, lines)
        yield Observation(Figure.SUPPORT_ACTS, acts, lines)
        behaviour = any(isinstance(act.body, e.BehaviouralInterventionStarted) for act in inside)
        yield Observation(Figure.BEHAVIOURAL_INTERVENTION, behaviour, lines)
        asked = any(isinstance(act.body, e.HousingPreferenceRecorded) for act in inside)
        yield Observation(Figure.HOUSING_ASKED, asked, lines)
        if (open_needs := _open_needs(stay)) is not None:
            yield Observation(Figure.OPEN_NEEDS, open_needs, lines)
        for act in inside:
            if isinstance(act.body, e.PlacedInInstitution):
                if act.body.in_return_region is not None:
                    near = act.body.in_return_region
                    yield Observation(Figure.PLACED_IN_REGION, near, lines)
                if act.body.distance_km is not None:
                    yield Observation(Figure.DISTANCE, act.body.distance_km, lines)


def _open_needs(stay: Stay) -> int | None:
    """Return how many needs the first screening found not arranged; None without one."""
    for act in stay.acts:
        if isinstance(act.body, e.ScreeningCompleted):
            return sum(found.answer is ScreeningAnswer.NOT_ARRANGED for found in act.body.findings)
    return None
