"""The status of every need of one person on one day, under one rule set, and what explains it.

The pieces are judged in this order: circumstances, acts, what the law ends, what follows by
operation of law, and then the two fixpoints of `domain.deadlock` under both readings of what is
not known. `stuck` is said only of what is circular under both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.endings import Endings, OnDay, Projection, on_day, on_day_with, projections
from domain.engine import Circle, Engine, readings_on
from domain.interventions import WayOut
from domain.live_spirals import LiveSpiral, live_spirals
from domain.need_status import AtRelease, NeedStatus, status_of
from domain.needs import Need
from domain.person import Person
from domain.rules import InForce, Rule, RuleSet
from domain.situation import Circumstances, Phase, circumstances_on
from domain.status import Status
from domain.turning_days import next_change


class Moment(StrEnum):
    """Whether the person is judged as things are, or as if released.

    At release counts what was granted until then and lasts, and nothing that comes by itself
    before it, such as the money that an advance brings. A look ahead counts that too
    (`domain.timed.latent`), so it can say another thing of the day of release.
    """

    NOW = "now"
    RELEASE = "release"


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
        need: status_of(need, engine, in_force, later, by_law, covered, judged) for need in Need
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
        next_change=next_change(person, rules, ends, statuses.values(), judged),
        stuck_at_release=_stuck_then(later, standings),
    )


def _stuck_then(later: AtRelease | None, standings: Mapping[Need, OnDay]) -> tuple[Need, ...]:
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


def _at_release(
    person: Person, rules: RuleSet, day: date, circumstances: Circumstances, law_on: date | None
) -> AtRelease | None:
    if circumstances.phase is not Phase.DETAINED:
        return None
    on = release_day(person, day)
    in_force = rules.in_force(law_on or on)
    then = circumstances_on(person, on, released_by_then=True)
    endings = endings_that_count(rules, in_force, law_on)
    readings = readings_on(on_day(person, endings, then), in_force, then)
    planned = person.planned_release
    return AtRelease(readings, on if planned is not None and planned.value == on else None)


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
