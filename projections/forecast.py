"""What is to be expected for one person on a day: what is arranged, what can be, until when.

With what things usually take and with what they may take at most by statute, apart: neither bounds
the other. `domain.forecast` says what the words mean.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from domain import forecast as domain_forecast
from domain.forecast import Forecast, NeedForecast, Outcome, Word
from domain.needs import Need
from domain.rules import Intervention, RuleSet, Text, Way
from domain.status import Status
from domain.values import Value, day_of
from domain.working_days import last_working_day
from ledger.reader import Frame
from projections.acting import ends_at_release
from projections.case import Case, assess_case
from projections.rule_names import NamedRule


class Days(Value):
    """Days on which a need is met; the last is included, and None when it goes on."""

    first: date
    last: date | None


class Expected(Value):
    """What is said of a need under one reading; `word` is one of `domain.forecast.Word`.

    `last_safe_day` is the last day on which to start, and `act_by` that day back to a working day.
    `earliest` is the first day on which the need can be met, `with_decision` whether that takes a
    decision, and `sooner_with_decision` an earlier day that a decision would bring. `begin_now`
    tells that the person goes without it today, that no day was asked about and that no release is
    ahead: then the last day before the end of the days looked at is no advice.
    """

    word: str
    last_safe_day: date | None
    act_by: date | None
    earliest: date | None
    with_decision: bool
    sooner_with_decision: date | None
    held: tuple[Days, ...]
    begin_now: bool = False


class NeedRow(Value):
    """One need on the day asked about.

    `usual` and `at_most` count what is not known as not there. `certain` tells whether the usual
    word is the same when it is there after all, `known` whether any act speaks of the need, and
    `without_rules` whether it is known not to be met and no more, because no rule speaks of it.
    `only_from_release` tells that it is not there by the day asked about because no way to it can
    be started before the release, however early somebody acts.
    """

    need: str
    usual: Expected
    at_most: Expected
    certain: bool
    known: bool
    without_rules: bool
    only_from_release: bool
    stuck_if_nobody_acts: bool
    estimates: tuple[str, ...]


class Closing(Value):
    """A way or decision that can be started until a last day.

    `until_release` tells that what it gives lasts while the detention does and no longer.
    """

    rule: str
    name: Text
    need: str
    last_start: date
    act_by: date
    opens_again: date | None
    verified: bool
    until_release: bool


class Decision(Value):
    """When a pending application is expected to be decided; None when its term stands still."""

    need: str
    due: date | None
    expected: date | None
    overdue: bool
    assumed: bool


class ForecastReport(Value):
    """What is to be expected for one person.

    `stuck` are the needs that will be in a knot on the day asked about if nobody acts before,
    `stuck_now` those of them that are so already. `detention_goes_on` tells that the person is held
    and no day of release ahead is recorded, so that none is counted with. `rule_names` names the
    rules whose lead time is an estimate, and what can be started and is not verified.
    """

    person: str
    day: date
    by: date
    horizon: date
    release_on: date | None
    release_is_assumed: bool
    detention_goes_on: bool
    assumed: tuple[NamedRule, ...]
    stuck: tuple[str, ...]
    stuck_now: tuple[str, ...]
    behind: tuple[str, ...]
    possibly_stuck: tuple[str, ...]
    circles: tuple[tuple[str, ...], ...]
    complete: bool
    needs: tuple[NeedRow, ...]
    decisions: tuple[Decision, ...]
    closing: tuple[Closing, ...]
    next_change: date | None
    unknown_circumstances: tuple[str, ...]
    kept_as_recorded: tuple[str, ...]
    rules: str
    law_day: date
    estimates: tuple[str, ...]
    rule_names: dict[str, Text]

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain JSON values."""
        return self.model_dump(mode="json")


class Change(Value):
    """A need of which something else is said when what is assumed is done."""

    need: str
    before: Expected
    after: Expected


class WhatIfReport(Value):
    """What it would bring if some ways and decisions were done as soon as they can be.

    `freed` are the needs that would be neither stuck nor behind a circle any more on the day asked
    about, if nobody does anything else.
    """

    assumed: tuple[NamedRule, ...]
    changes: tuple[Change, ...]
    freed: tuple[str, ...]
    forecast: ForecastReport

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain JSON values."""
        return self.model_dump(mode="json")


def report(
    case: Case,
    rules: RuleSet,
    frame: Frame,
    by: date | None = None,
    *,
    horizon: date | None = None,
    released_tomorrow: bool = False,
    assume: Iterable[str] = (),
) -> ForecastReport:
    """Return what is to be expected for the person of `case`.

    Args:
        case: The person in `frame`.
        rules: The rule set.
        frame: The day from which is looked ahead, and the law.
        by: The day asked about; by default the day of release, or else the horizon.
        horizon: The last day looked at; by default a year after the day of the frame.
        released_tomorrow: Whether to take it that the person is released on the next day, and to
            ask about that day unless `by` says otherwise.
        assume: Ids of ways and interventions that are taken to be done as soon as they can be.

    Raises:
        RuleSetNotInForce: The rule set has no rules for the day of the frame.
        DayOutsideForecast: `by` or the horizon does not lie where it must.
        AssumedRuleUnknown: An id in `assume` is no way or decision open to this person.
    """
    day = day_of(frame.as_of)
    now = assess_case(case, rules, frame).with_status(Status.STUCK)
    release_on = day + timedelta(days=1) if released_tomorrow else None
    is_held = case.person.episode_on(day) is not None
    found = domain_forecast.forecast(
        *(case.person, rules, day, horizon),
        by=release_on if by is None else by,
        release_on=release_on,
        law_on=frame.law_on,
        assume=assume,
    )
    versions = rules.versions_between(frame.law_on or day, frame.law_on or found.horizon)
    names = {each.id: each.name for each in reversed(versions)}
    until_release = {
        each.id
        for each in versions
        if isinstance(each, Way | Intervention) and ends_at_release(each)
    }
    unverified = {each.id for each in versions if not each.verified}
    has_day = by is not None or found.release_on is not None
    estimates = {rule for each in found.needs.values() for rule in each.estimates}
    doors = {door.rule for door in found.doors}
    in_order = {need: place for place, need in enumerate(Need)}
    return ForecastReport(
        person=found.person,
        day=day,
        by=found.by,
        horizon=found.horizon,
        release_on=found.release_on,
        release_is_assumed=found.release_is_assumed,
        detention_goes_on=is_held and found.release_on is None,
        assumed=tuple(NamedRule(rule=each, name=names[each]) for each in found.assumed),
        stuck=_needs(found.stuck.stuck),
        stuck_now=tuple(need for need in now if need in found.stuck.stuck),
        behind=_needs(found.stuck.behind),
        possibly_stuck=_needs(found.stuck.possibly),
        circles=tuple(
            sorted(
                (_needs(circle) for circle in found.stuck.circles),
                key=lambda circle: (len(circle), [in_order[Need(need)] for need in circle]),
            )
        ),
        complete=found.stuck.complete,
        needs=tuple(_row(each, found, rules, has_day=has_day) for each in found.needs.values()),
        decisions=tuple(
            Decision(
                need=need,
                due=each.due,
                expected=each.expected,
                overdue=each.overdue,
                assumed=each.assumed,
            )
            for need, each in found.pending.items()
        ),
        closing=tuple(
            Closing(
                rule=door.rule,
                name=names[door.rule],
                need=door.need,
                last_start=door.last_start,
                act_by=last_working_day(door.last_start, day, rules.equated_days),
                opens_again=door.opens_again,
                verified=door.rule not in unverified,
                until_release=door.rule in until_release,
            )
            for door in found.doors
        ),
        next_change=found.next_change,
        unknown_circumstances=tuple(sorted(found.unknown_circumstances)),
        kept_as_recorded=tuple(sorted(found.kept_as_recorded - found.unknown_circumstances)),
        rules=rules.name,
        law_day=rules.day_of_law(frame.law_on or day),
        estimates=tuple(sorted(estimates)),
        rule_names={
            each: names[each] for each in sorted(estimates | doors.intersection(unverified))
        },
    )


def what_if(before: ForecastReport, after: ForecastReport) -> WhatIfReport:
    """Return what changes between a forecast and the same one with something assumed.

    Args:
        before: The forecast with nothing assumed.
        after: The forecast of the same person, day and rules with something assumed.
    """
    return WhatIfReport(
        assumed=after.assumed,
        changes=tuple(
            Change(need=new.need, before=old.usual, after=new.usual)
            for old, new in zip(before.needs, after.needs, strict=True)
            if old.usual != new.usual
        ),
        freed=tuple(
            need for need in before.stuck if need not in after.stuck and need not in after.behind
        ),
        forecast=after,
    )


def _needs(needs: Iterable[str]) -> tuple[str, ...]:
    """Return needs in the order of `Need`."""
    chosen = frozenset(needs)
    return tuple(need for need in Need if need in chosen)


def _row(each: NeedForecast, found: Forecast, rules: RuleSet, *, has_day: bool) -> NeedRow:
    known, day, equated = each.need not in found.unknown_needs, found.day, rules.equated_days
    begin_now = not has_day and not each.is_met
    return NeedRow(
        need=each.need,
        usual=_expected(each.usual, day, equated, begin_now=begin_now),
        at_most=_expected(each.at_most, day, equated, begin_now=begin_now),
        certain=each.is_certain,
        known=known,
        without_rules=known and each.need not in rules.needs and each.usual.word is Word.NO_WAY,
        only_from_release=each.usual.word is Word.TOO_LATE and _opens_at_release(each, found),
        stuck_if_nobody_acts=each.stuck_if_nobody_acts,
        estimates=each.estimates,
    )


def _opens_at_release(each: NeedForecast, found: Forecast) -> bool:
    release = found.release_on
    return release is not None and each.opens is not None and found.day < release <= each.opens


def _expected(
    outcome: Outcome, day: date, equated: frozenset[date], *, begin_now: bool
) -> Expected:
    last = outcome.act_by
    return Expected(
        word=outcome.word,
        last_safe_day=last,
        act_by=None if last is None else last_working_day(last, day, equated),
        earliest=outcome.earliest,
        with_decision=outcome.with_decision,
        sooner_with_decision=outcome.sooner_with_decision,
        held=tuple(Days(first=first, last=last) for first, last in outcome.held),
        begin_now=begin_now and last is not None,
    )
