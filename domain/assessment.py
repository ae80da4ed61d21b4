"""The status of every need of one person on one day, under one rule set, and what explains it.

The pieces are judged in this order: circumstances, acts, what the law ends, what follows by
operation of law, and then the two fixpoints of `domain.deadlock` under both readings of what is
not known. `stuck` is said only of what is circular under both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from domain.deadlock import Readings
from domain.decision_terms import due_by
from domain.endings import End, Endings, OnDay, Projection, on_day, on_day_with, projections
from domain.engine import Circle, Engine, readings_on
from domain.interventions import WayOut
from domain.links import UNKNOWN_PREFIX, Link, waits_for_release
from domain.live_spirals import LiveSpiral, live_spirals
from domain.needs import Need
from domain.person import Person, first_day_after
from domain.rules import Ending, InForce, Rule, RuleSet
from domain.situation import Circumstances, Phase, circumstances_on
from domain.standing import Pending
from domain.status import Flag, Status
from domain.values import day_after

EXPIRING_WITHIN_DAYS: Final = 56
"""A need that is met is flagged as expiring in its last eight weeks: a policy, set by no law."""


class Moment(StrEnum):
    """Whether the person is judged as things are, or as if released."""

    NOW = "now"
    RELEASE = "release"


@dataclass(frozen=True, slots=True)
class NeedStatus:
    """One need of one person.

    Attributes:
        need: The need.
        status: Where it stands.
        flags: What else there is to say.
        since: First day of that standing, where the acts tell.
        until: For a need that is met its last day; for an application the day by which to
            decide; for one that opens later the day on which it does.
        circles: Letters of the circles it is in.
        evidence: Ids of the events that it rests on.
        links: Every way of the need in force, judged.
        missing: What is not known and would decide it: needs, and circumstances as
            `unknown:address_giver`.
        ending: The rule that ended it, where one did.
        with_organisation: Where an application lies.
        without_rules: Whether it is known not to be met and could not be judged, because the rule
            set says nothing of it.
    """

    need: Need
    status: Status
    flags: frozenset[Flag]
    since: date | None
    until: date | None
    circles: tuple[str, ...]
    evidence: tuple[str, ...]
    links: tuple[Link, ...]
    missing: tuple[str, ...]
    ending: Ending | None
    with_organisation: str | None
    without_rules: bool

    @property
    def ended_by(self) -> str | None:
        """Id of the rule that ended it, where one did."""
        return None if self.ending is None else self.ending.id


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything a report needs of one person on one day.

    Attributes:
        person: The state it was made from.
        day: The day judged: of the question, or of release.
        law_day: The day whose law was applied.
        rule_set: Name of the rule set.
        moment: As things are, or as if released.
        phase: Detained, released or unknown.
        needs: Every need, in the order of `Need`.
        knots: Needs that are stuck together.
        circles: The smallest rings among them, with letters.
        complete: Whether `circles` holds all there are.
        ways_out: Decisions that by themselves free needs that are stuck.
        spirals: Losses that lead to more loss and back, which what is recorded sets off.
        projections: What ends because the detention lasts.
        circumstances: What was known of the circumstances.
        equated_days: Days on which offices are closed beside weekends and public holidays.
        unverified_rules: Rules in the answer that have not been checked against a text.
        next_change: First later day on which this answer may change without a new act.
        stuck_at_release: What will be stuck on release, of a person who is detained now, if
            nobody acts before.
    """

    person: Person
    day: date
    law_day: date
    rule_set: str
    moment: Moment
    phase: Phase
    needs: Mapping[Need, NeedStatus]
    knots: tuple[tuple[Need, ...], ...]
    circles: tuple[Circle, ...]
    complete: bool
    ways_out: tuple[WayOut, ...]
    spirals: tuple[LiveSpiral, ...]
    projections: tuple[Projection, ...]
    circumstances: Circumstances
    equated_days: frozenset[date]
    unverified_rules: tuple[Rule, ...]
    next_change: date | None
    stuck_at_release: tuple[Need, ...]

    @property
    def unverified(self) -> tuple[str, ...]:
        """Ids of rules in the answer that have not been checked against a text."""
        return tuple(rule.id for rule in self.unverified_rules)

    def with_status(self, *statuses: Status) -> tuple[Need, ...]:
        """Return the needs that have one of `statuses`, in the order of `Need`."""
        return tuple(need for need, each in self.needs.items() if each.status in statuses)


def assess(
    person: Person,
    rules: RuleSet,
    day: date,
    *,
    moment: Moment = Moment.NOW,
    law_on: date | None = None,
) -> Assessment:
    """Return the status of every need of `person`.

    Args:
        person: The state folded from the acts up to the day asked about.
        rules: The rule set.
        day: The day asked about, in the Netherlands.
        moment: `RELEASE` judges the person on the planned day of release (or on `day` when none
            is planned or it has passed), as if released and as if nobody did anything before.
        law_on: Day whose law is applied instead of that of the day judged; the answer is then
            counterfactual. A rule set that is frozen keeps its own day.
    """
    judged = _judged_day(person, day, moment)
    in_force = rules.in_force(law_on or judged)
    circumstances = circumstances_on(person, judged, released_by_then=moment is Moment.RELEASE)
    endings = endings_that_count(rules, in_force, law_on)
    ends = endings.ends(person, judged)
    standings = on_day_with(person, ends, judged)
    engine = Engine.of(standings, in_force, circumstances)
    later = _at_release(person, rules, judged, circumstances, law_on)
    by_law = (
        _obtainable_by_law(person, in_force, endings, standings, circumstances)
        if engine.readings.stuck
        else frozenset[str]()
    )
    covered = rules.needs
    statuses = {
        need: _status(need, engine, in_force, later, by_law, covered, judged) for need in Need
    }
    spirals = live_spirals(person, rules, standings, engine.met, circumstances, in_force.day)
    return Assessment(
        person=person,
        day=judged,
        law_day=in_force.day,
        rule_set=rules.name,
        moment=moment,
        phase=circumstances.phase,
        needs=statuses,
        knots=engine.knots,
        circles=engine.circles,
        complete=engine.readings.upper.complete,
        ways_out=engine.ways_out,
        spirals=spirals,
        projections=projections(ends, standings),
        circumstances=circumstances,
        equated_days=in_force.equated_days,
        unverified_rules=_unverified(statuses, spirals),
        next_change=_next_change(person, rules, ends, statuses, judged),
        stuck_at_release=_stuck_then(later, standings),
    )


def _stuck_then(later: _Later | None, standings: Mapping[Need, OnDay]) -> tuple[Need, ...]:
    if later is None:
        return ()
    return tuple(
        need
        for need, standing in standings.items()
        if need in later.readings.stuck and not (standing.declined or standing.not_applicable)
    )


def endings_that_count(rules: RuleSet, in_force: InForce, law_on: date | None) -> Endings:
    """Return the endings that count: those of one law, or each on the days of its own."""
    if law_on is not None or rules.frozen_on is not None:
        return Endings(in_force.endings, by_own_dates=False)
    return Endings(rules.endings, by_own_dates=True)


def _judged_day(person: Person, day: date, moment: Moment) -> date:
    return release_day(person, day) if moment is Moment.RELEASE else day


def release_day(person: Person, day: date) -> date:
    """Return the planned day of release; `day` when none is planned, or it has passed."""
    planned = person.planned_release
    return day if planned is None else max(day, planned.value)


@dataclass(frozen=True, slots=True)
class _Later:
    """The fixpoints at release, and when that is (None: the day is not known, or has passed)."""

    readings: Readings
    on: date | None


def _at_release(
    person: Person, rules: RuleSet, day: date, circumstances: Circumstances, law_on: date | None
) -> _Later | None:
    if circumstances.phase is not Phase.DETAINED:
        return None
    on = release_day(person, day)
    in_force = rules.in_force(law_on or on)
    then = circumstances_on(person, on, released_by_then=True)
    endings = endings_that_count(rules, in_force, law_on)
    readings = readings_on(on_day(person, endings, then), in_force, then)
    planned = person.planned_release
    return _Later(readings, on if planned is not None and planned.value == on else None)


def _status(
    need: Need,
    engine: Engine,
    in_force: InForce,
    later: _Later | None,
    by_law: frozenset[str],
    covered: frozenset[Need],
    day: date,
) -> NeedStatus:
    standing, followed = engine.standings[need], engine.followed.get(need)
    without_rules = standing.known and need not in covered
    status = _which(need, engine, later, without_rules=without_rules)
    circles = tuple(circle.letter for circle in engine.circles if need in circle.needs)
    since, until = _dates(need, status, engine, in_force, later, day)
    missing: frozenset[str] = frozenset()
    if status is Status.POSSIBLY_STUCK:
        missing = engine.readings.missing.get(str(need)) or _not_known(need, engine)
    return NeedStatus(
        need=need,
        status=status,
        flags=_flags(need, status, engine, by_law, until, day),
        since=since,
        until=until,
        circles=circles,
        evidence=followed.evidence if followed is not None else standing.evidence,
        links=engine.links[need],
        missing=tuple(sorted(missing)),
        ending=None if status is Status.MET else standing.ended_by,
        with_organisation=(
            standing.pending.organisation
            if status is Status.PENDING and standing.pending is not None
            else None
        ),
        without_rules=without_rules and status is Status.UNKNOWN,
    )


def _which(need: Need, engine: Engine, later: _Later | None, *, without_rules: bool) -> Status:
    standing, readings = engine.standings[need], engine.readings
    if standing.not_applicable:
        return Status.NOT_APPLICABLE
    if need in engine.met:
        return Status.MET
    if standing.declined:
        return Status.DECLINED
    if standing.contested is not None:
        return Status.DISPUTED
    if need in engine.pending:
        return Status.PENDING
    if need in engine.coming:
        return Status.NOT_YET
    if not standing.known or without_rules:
        return Status.UNKNOWN
    if need in readings.lower.ready:
        return Status.READY
    if need in readings.lower.obtainable:
        return Status.WAITING
    if later is not None and need in later.readings.lower.obtainable:
        return Status.NOT_YET
    if need in readings.stuck:
        return Status.STUCK
    if need in readings.behind:
        return Status.BEHIND
    if not _foreclosed(need, readings):
        return Status.POSSIBLY_STUCK
    if later is not None and not _foreclosed(need, later.readings):
        return Status.NOT_YET
    return Status.NO_WAY


def _foreclosed(need: Need, readings: Readings) -> bool:
    """Return whether no way leads to `need`, even if all that is not known proves to hold."""
    return need not in readings.upper.obtainable | readings.upper.circular


def _not_known(need: Need, engine: Engine) -> frozenset[str]:
    """Return what is not known along the ways of `need`, followed through unmet needs."""
    found: set[str] = set()
    seen, queue = {need}, [need]
    while queue:
        for link in engine.links[queue.pop()]:
            unknown = {
                f"{UNKNOWN_PREFIX}{c.guard.circumstance}" for c in link.closed_by if c.unknown
            }
            if len(unknown) < len(link.closed_by):
                continue
            found |= unknown
            for each in link.missing:
                if not engine.standings[each].known and each not in engine.pending:
                    found.add(str(each))
                elif each not in seen:
                    seen.add(each)
                    queue.append(each)
    return frozenset(found)


def _dates(
    need: Need,
    status: Status,
    engine: Engine,
    in_force: InForce,
    later: _Later | None,
    day: date,
) -> tuple[date | None, date | None]:
    standing = engine.standings[need]
    if status is Status.DISPUTED and standing.contested is not None:
        return standing.contested.since, None
    holds = engine.followed.get(need) or standing.held
    if status is Status.MET and holds is not None:
        return holds.since, holds.until
    if status is Status.PENDING and standing.pending is not None:
        return standing.pending.since, _due(need, standing.pending, in_force, day)
    if status is Status.NOT_YET and standing.coming is not None:
        return standing.unmet_since, standing.coming.since
    if status is Status.NOT_YET and later is not None:
        return standing.unmet_since, later.on
    return standing.unmet_since, None


def _due(need: Need, pending: Pending, in_force: InForce, day: date) -> date | None:
    """Return the day by which the next step on an application is due.

    None where no term runs, or where the only one that does stands still on `day`.
    """
    still = pending.stands_still(day)
    return min(
        (
            due_by(term, pending, day, in_force.equated_days)
            for term in in_force.terms
            if term.need is need
            and term.base == pending.step
            and not (still and term.suspended_by is not None)
        ),
        default=None,
    )


def _flags(
    need: Need,
    status: Status,
    engine: Engine,
    by_law: frozenset[str],
    until: date | None,
    day: date,
) -> frozenset[Flag]:
    flags: set[Flag] = set()
    if (
        status is Status.MET
        and until is not None
        and until - day <= timedelta(days=EXPIRING_WITHIN_DAYS)
    ):
        flags.add(Flag.EXPIRING)
    if status is Status.PENDING:
        if until is not None and until < day:
            flags.add(Flag.OVERDUE)
        without = engine.upper_without[need]
        if need not in without.obtainable and not any(
            waits_for_release(link) and without.obtainable.issuperset(link.missing)
            for link in engine.links[need]
        ):
            flags.add(Flag.AT_RISK)
        if engine.readings.upper.obtainable - without.obtainable - {need}:
            flags.add(Flag.LINCHPIN)
    if status is Status.STUCK:
        if need in engine.opened_by_all.lower.obtainable:
            flags.add(Flag.SOFT)
        elif need not in engine.opened_by_all.upper.obtainable:
            flags.add(Flag.HARD)
        if need in engine.readings.upper.carried:
            flags.add(Flag.CARRIED)
        if need in by_law:
            flags.add(Flag.PRACTICE_HELD)
    return frozenset(flags)


def _obtainable_by_law(
    person: Person,
    in_force: InForce,
    endings: Endings,
    standings: Mapping[Need, OnDay],
    circumstances: Circumstances,
) -> frozenset[str]:
    """Return what would be obtainable if nobody asked or ended more than statute and fact do."""
    lawful = endings.without_practice()
    if lawful is not endings:
        standings = on_day(person, lawful, circumstances)
    return readings_on(standings, in_force.without_practice(), circumstances).lower.obtainable


def _unverified(
    statuses: Mapping[Need, NeedStatus], spirals: tuple[LiveSpiral, ...]
) -> tuple[Rule, ...]:
    """Return the unverified rules on which something said of an unmet need or a spiral rests."""
    spoken = (Status.MET, Status.UNKNOWN, Status.NOT_APPLICABLE, Status.DECLINED)
    found: dict[str, Rule] = {
        link.way.id: link.way
        for each in statuses.values()
        if each.status not in spoken
        for link in each.links
        if not link.way.verified
    }
    for each in spirals:
        rules = (*(turn.rule for turn in each.spiral.turns), *each.brakes)
        found |= {rule.id: rule for rule in rules if rule is not None and not rule.verified}
    return tuple(found[each] for each in sorted(found))


def _next_change(
    person: Person,
    rules: RuleSet,
    ends: Iterable[End],
    statuses: Mapping[Need, NeedStatus],
    day: date,
) -> date | None:
    """Return the first day after `day` on which time alone may change the answer."""
    days: list[date | None] = [*turning_days(person, rules, ends, day)]
    days += [
        each.until - timedelta(days=EXPIRING_WITHIN_DAYS)
        for each in statuses.values()
        if each.status is Status.MET and each.until is not None
    ]
    days += [
        day_after(each.until)
        for each in statuses.values()
        if each.status is Status.PENDING and each.until is not None
    ]
    return min((each for each in days if each is not None and each > day), default=None)


def turning_days(person: Person, rules: RuleSet, ends: Iterable[End], day: date) -> Iterator[date]:
    """Yield the days on which needs or circumstances may change without an act, in any order.

    Args:
        person: The state up to `day`.
        rules: The rule set.
        ends: Every end that what is known on `day` triggers.
        day: The day asked about; of later days only those are certain that come next.
    """
    days: list[date | None] = [fact.since for fact in person.facts]
    days += [first_day_after(fact) for fact in person.facts]
    days += [point for standing in person.standings.values() for point in standing.breakpoints()]
    days += [end.on for end in ends]
    if person.planned_release is not None:
        planned = person.planned_release.value
        days += [planned, day_after(planned)]
    if person.birth_year is not None:
        days.append(day_after(date(day.year, 12, 31)))
    if rules.frozen_on is None:
        days.append(rules.next_version(day))
    yield from (each for each in days if each is not None)
