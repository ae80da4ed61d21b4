"""How people stand when they are released, and a month later."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from domain import events as e
from domain.accountability.stays import Stay
from domain.events.housing import HousingKind
from domain.needs import Need
from domain.person import Person
from domain.statistics.figures import Figure
from domain.statistics.files import PersonFile
from domain.statistics.tally import Observation
from domain.values import day_of

ASKED: Final = {
    Need.ID_DOCUMENT: (Need.ID_DOCUMENT,),
    Need.INCOME: (Need.INCOME, Need.BENEFIT, Need.WORK),
    Need.HOUSING: (Need.HOUSING,),
    Need.CARE: (Need.CARE,),
}
"""The four areas of the basic aftercare document, each with the needs that meet it."""

_COVERED_BY: Final = {
    Need.INCOME: (Need.INCOME, Need.BENEFIT, Need.WORK, Need.ADVANCE),
    Need.HOUSING: (Need.HOUSING, Need.SHELTER),
}
"""With what an area can be in hand beside the needs that meet it."""

A_MONTH: Final = timedelta(days=30)
"""The sixth monitor of the research centre WODC (Cahier 2020-19) looks at the month after."""

_MONEY: Final = ASKED[Need.INCOME]

_NOT_A_HOME: Final = frozenset({HousingKind.FRIENDS, HousingKind.SHELTER})


def observed(file: PersonFile) -> Iterator[Observation]:
    """Yield what the releases of a person show."""
    for stay in file.released:
        lines = file.lines(stay)
        yield from (Observation(figure, value, lines) for figure, value in _of_release(file, stay))


def _of_release(file: PersonFile, stay: Stay) -> Iterator[tuple[Figure, bool]]:
    if stay.released is None:
        return
    then = file.state_at_release(stay)
    document = (Need.ID_DOCUMENT,)
    if _known(then, document):
        yield Figure.NO_ID_DOCUMENT, not _holds(file.person, document, stay.released)
    if _is_screened(stay):
        open_needs = [need for need in ASKED if _is_open(file, then, need, stay.released)]
        covered = [need for need in open_needs if _is_covered(file, stay, then, need)]
        yield Figure.SOMETHING_OPEN, bool(open_needs)
        yield Figure.NOTHING_ARRANGED, len(covered) < len(open_needs)
        yield Figure.NOTHING_AT_ALL, bool(open_needs) and not covered
    month = stay.released + A_MONTH
    if month > file.last_day or file.person.episode_on(month) is not None:
        return
    yield from _after_a_month(file, month)


def _after_a_month(file: PersonFile, month: date) -> Iterator[tuple[Figure, bool]]:
    """Yield how someone who is free stands on a day.

    Of whom income is known it is known as well whether work or a benefit is where it comes from;
    of whom income, work or training is known, whether there is work or training.
    """
    person = file.person
    if _known(person, (Need.REGISTRATION,)):
        yield Figure.NOT_REGISTERED, not _holds(person, (Need.REGISTRATION,), month)
    working = _holds(person, (Need.WORK,), month)
    if _known(person, _MONEY):
        yield Figure.NO_INCOME, not _holds(person, _MONEY, month)
        yield Figure.BENEFIT_AFTER, _holds(person, (Need.BENEFIT,), month)
        yield Figure.WORK_AFTER, working
    if _known(person, (*_MONEY, Need.EDUCATION)):
        yield Figure.NO_DAYTIME_ACTIVITY, not working and not _in_training(file, month)


def _in_training(file: PersonFile, day: date) -> bool:
    """Return whether a training had begun and had not ended; a diploma is no training any more."""
    last = [
        act.body
        for act in file.acts
        if isinstance(act.body, e.TrainingStarted | e.TrainingEnded) and act.envelope.day <= day
    ][-1:]
    return any(isinstance(body, e.TrainingStarted) for body in last)


def _known(person: Person, needs: tuple[Need, ...]) -> bool:
    """Return whether any act speaks of one of these needs: what is unknown is not lacking."""
    return any(person.standing(need).known for need in needs)


def _holds(person: Person, needs: tuple[Need, ...], day: date) -> bool:
    return any(person.standing(need).held_on(day) is not None for need in needs)


def _is_screened(stay: Stay) -> bool:
    return any(
        isinstance(act.body, e.ScreeningCompleted)
        and stay.released is not None
        and act.envelope.day <= stay.released
        for act in stay.acts
    )


def _is_open(file: PersonFile, then: Person, need: Need, day: date) -> bool:
    """Return whether an area is known not to be met; what nobody spoke of is not open."""
    needs = ASKED[need]
    if _holds(file.person, needs, day) or any(then.standing(n).not_applicable for n in needs):
        return False
    return any(then.standing(each).lost is not None for each in needs)


def _is_covered(file: PersonFile, stay: Stay, then: Person, need: Need) -> bool:
    """Return whether an open area is in hand: applied for, taken over, agreed, or granted ahead."""
    needs = _COVERED_BY.get(need, ASKED[need])
    if any(then.standing(each).pending is not None for each in needs):
        return True
    if stay.released is not None and any(
        then.standing(each).held_on(stay.released)
        or then.standing(each).coming_after(stay.released)
        for each in needs
    ):
        return True
    first, last = stay.began or date.min, stay.released or date.max
    if any(first <= day <= last and agreed in needs for day, agreed in file.agreed):
        return True
    return any(
        answer.accepted and answer.need in needs
        for act in stay.acts
        if isinstance(act.body, e.HandoverAccepted) and act.envelope.day <= last
        for answer in act.body.answers
    )


def homeless_at_some_time(file: PersonFile, longer_than: int = 7) -> bool:
    """Return whether a person was without a home of their own for more than a week, and free.

    With friends or in a shelter is without a home, as in the Prison Project's figure.
    """
    since: date | None = None
    for act in file.acts:
        day = day_of(act.envelope.occurred_on)
        match act.body:
            case e.HousingPlaced(kind=kind):
                if kind in _NOT_A_HOME:
                    return True
                since = None
            case e.TenancyEnded() | e.HousingEnded():
                since = day
            case e.DetentionStarted() | e.ReDetained():
                if since is not None and _is_free(file, since) and (day - since).days > longer_than:
                    return True
            case e.PersonReleased():
                since = None if since is None else day
            case _:
                pass
    return (
        since is not None and _is_free(file, since) and (file.last_day - since).days > longer_than
    )


def _is_free(file: PersonFile, day: date) -> bool:
    return file.person.episode_on(day) is None
