"""The status of one need of one person on one day: what explains it, its days and its flags."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from domain.deadlock import Readings
from domain.decision_terms import due_by
from domain.engine import Engine
from domain.links import UNKNOWN_PREFIX, Link, waits_for_release
from domain.needs import Need
from domain.rules import Ending, InForce
from domain.standing import Pending
from domain.status import Flag, Status

EXPIRING_WITHIN_DAYS: Final = 56
"""A need that is met is flagged as expiring in its last eight weeks: a policy, set by no law."""


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
class AtRelease:
    """The fixpoints at release, and when that is (None: the day is not known, or has passed)."""

    readings: Readings
    on: date | None


def status_of(
    need: Need,
    engine: Engine,
    in_force: InForce,
    later: AtRelease | None,
    by_law: frozenset[str],
    covered: frozenset[Need],
    day: date,
) -> NeedStatus:
    """Return where `need` stands.

    Args:
        need: The need.
        engine: The fixpoints on that day, and what they rest on.
        in_force: The rules in force.
        later: The fixpoints at release; None of a person who is not detained.
        by_law: What would be obtainable if nobody asked or ended more than statute and fact do.
        covered: The needs of which the rule set says anything.
        day: The day judged.
    """
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


def _which(need: Need, engine: Engine, later: AtRelease | None, *, without_rules: bool) -> Status:
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
    later: AtRelease | None,
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
