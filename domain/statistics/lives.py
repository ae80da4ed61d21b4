"""What becomes of people over years: return to detention, programmes, work, debts, a home."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from domain import events as e
from domain.accountability.stays import Stay
from domain.dates import add_period
from domain.events.plan import InterventionResult
from domain.events.work import EducationLevel, ReferralKind, TrainingResult
from domain.needs import Need
from domain.rules import Period
from domain.statistics.at_release import A_MONTH, homeless_at_some_time
from domain.statistics.figures import Figure
from domain.statistics.files import PersonFile, is_long
from domain.statistics.tally import Observation

WITHIN: Final = {
    Figure.RETURN_WITHIN_ONE: Period(years=1),
    Figure.RETURN_WITHIN_TWO: Period(years=2),
    Figure.RETURN_WITHIN_FIVE: Period(years=5),
}
"""Recidivism here is detention again (*hernieuwde insluiting*), on whatever title."""

MEASURED_AFTER: Final = Period(months=18)
"""After how long the article looks at work of the long sentenced: a year and a half."""

_SEEKING_FOR: Final = timedelta(days=183)
_THREE_MONTHS: Final = Period(months=3)
_TWO_YEARS: Final = WITHIN[Figure.RETURN_WITHIN_TWO]
_QUALIFIED: Final = frozenset({EducationLevel.BASIC_QUALIFICATION, EducationLevel.HIGHER})
_SCHOOLING: Final = ("low-education", "no-diploma", "diploma")
_LEVELS: Final = {
    EducationLevel.NONE: "low-education",
    EducationLevel.PRIMARY: "low-education",
    EducationLevel.SECONDARY_WITHOUT_DIPLOMA: "no-diploma",
}
_TO_WORK: Final = frozenset({ReferralKind.EMPLOYMENT_OFFICE, ReferralKind.TRAINING_CENTRE})


def observed(file: PersonFile) -> Iterator[Observation]:
    """Yield what the life of a person shows."""
    for stay in file.released:
        yield from _returned(file, stay)
        yield from _work_later(file, stay)
        if stay.began is not None and stay.released is not None:
            short = stay.released <= add_period(stay.began, _THREE_MONTHS)
            yield Observation(Figure.SHORT_DETENTION, short, file.lines(stay))
    yield from _person(file)
    yield from _programmes(file)


def _returned(file: PersonFile, stay: Stay) -> Iterator[Observation]:
    """Whether the person was detained again in time; only where all that time was observed."""
    if stay.released is None:
        return
    for figure, period in WITHIN.items():
        last = add_period(stay.released, period)
        if last <= file.last_day:
            back = _is_back(file, stay.released, last)
            yield Observation(figure, back, file.lines(stay))


def _is_back(file: PersonFile, after: date, last: date) -> bool:
    return any(
        stay.began is not None and after <= stay.began <= last
        for stay in file.stays
        if stay.released != after or stay.began == after
    )


def _person(file: PersonFile) -> Iterator[Observation]:
    if not file.released:
        return
    first = file.released[0]
    lines = file.lines(first)
    month = (first.released or date.max - A_MONTH) + A_MONTH
    owed = any(
        isinstance(act.body, e.DebtInventoried | e.ClaimRegistered) and act.envelope.day <= month
        for act in file.acts
    )
    yield Observation(Figure.PROBLEM_DEBTS, owed, lines)
    yield Observation(Figure.HOMELESS, homeless_at_some_time(file), lines)
    levels = [
        act.body.level for act in file.acts if isinstance(act.body, e.EducationLevelEstablished)
    ]
    if levels:
        yield Observation(Figure.NO_BASIC_QUALIFICATION, levels[0] not in _QUALIFIED, lines)


def _work_later(file: PersonFile, stay: Stay) -> Iterator[Observation]:
    """Work and schooling of the long sentenced who are free after a year and a half."""
    if stay.released is None or not is_long(stay):
        return
    day = add_period(stay.released, MEASURED_AFTER)
    if day > file.last_day or file.person.episode_on(day) is not None:
        return
    working = file.person.standing(Need.WORK).held_on(day) is not None
    seeking = not working and any(
        day - _SEEKING_FOR <= act.envelope.day <= day
        and (
            isinstance(act.body, e.EmployerContacted | e.TrainingStarted)
            or (isinstance(act.body, e.Referred) and act.body.to_kind in _TO_WORK)
        )
        for act in file.acts
    )
    activities = {
        "working": working,
        "seeking": seeking,
        "neither": not working and not seeking,
    }
    lines = file.lines(stay)
    for activity, holds in activities.items():
        yield Observation(Figure.WORK_LATER, holds, lines, activity)
    level = _schooling(file, day)
    for each in _SCHOOLING if level is not None else ():
        yield Observation(Figure.EDUCATION_LATER, each == level, lines, each)


def _schooling(file: PersonFile, day: date) -> str | None:
    """Return how far someone came at school by `day`; None when no level was established."""
    found = None
    for act in file.acts:
        match act.body:
            case e.EducationLevelEstablished(level=level) if act.envelope.day <= day:
                found = found if found == "diploma" else _LEVELS.get(level, "diploma")
            case e.TrainingEnded(result=TrainingResult.DIPLOMA) if act.envelope.day <= day:
                found = "diploma"
            case _:
                pass
    return found


def _programmes(file: PersonFile) -> Iterator[Observation]:
    for act in file.acts:
        match act.body:
            case e.ProgrammeExited(programme=name, result=result):
                succeeded = str(result) == "success"
            case e.BehaviouralInterventionCompleted(intervention=name, result=outcome):
                succeeded = outcome is InterventionResult.COMPLETED
            case _:
                continue
        if not file.counts(act.envelope.day):
            continue
        lines = file.lines_of_act(act)
        yield Observation(Figure.INTERVENTION_SUCCESS, succeeded, lines, name)
        since = _free_since(file, act.envelope.day)
        if since is not None and add_period(since, _TWO_YEARS) <= file.last_day:
            back = _is_back(file, since, add_period(since, _TWO_YEARS))
            part = f"{name} {'succeeded' if succeeded else 'not-succeeded'}"
            yield Observation(Figure.RETURN_AFTER_INTERVENTION, back, lines, part)


def _free_since(file: PersonFile, day: date) -> date | None:
    """Return from which day return is counted: the release of the stay before, or the next one."""
    held = file.person.episode_on(day)
    if held is not None:
        return held.ended
    before = [stay.released for stay in file.ended if stay.released and stay.released <= day]
    return before[-1] if before else None
