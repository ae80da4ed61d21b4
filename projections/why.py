"""Why a person is stuck: the circles, every way of every need in them, and what would open them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from domain.assessment import Assessment, Moment
from domain.circle_identity import circle_of, ring_order, short_names
from domain.engine import Circle
from domain.links import ClosedBy, Link
from domain.need_status import NeedStatus
from domain.needs import Need
from domain.rules import RuleSet, Text, WayKind
from domain.situation import Phase, Scalar
from domain.stand_ins import not_called_for
from domain.status import Status
from domain.timed.setting import Setting
from domain.values import Value
from projections.acting import act_by, days_ahead, ends_at_release, may_begin_inside
from projections.applications import apply_first
from projections.releases import release_not_recorded
from projections.rule_names import names_of
from projections.spirals import SpiralRow, spiral_rows


class Obstacle(Value):
    """A circumstance that keeps a way closed, or of which it is not known whether it does.

    `asked` is what the way asks of the circumstance; `found` is what is the case, None if unknown.
    """

    circumstance: str
    asked: str
    found: str | None


class LinkRow(Value):
    """One way of one need, and why it does not get the person there now.

    `blocked_by` names needs that are not met and circumstances that do not hold; `bindings` tells
    for each, in the same order, whether statute, practice or fact asks it. `basis` is the one of
    them that binds least: where the way can be opened.
    """

    way: str
    need: str
    name: Text
    kind: str
    decider: Text
    requires: tuple[str, ...]
    blocked_by: tuple[str, ...]
    bindings: tuple[str, ...]
    obstacles: tuple[Obstacle, ...]
    basis: str
    source: str
    verified: bool


class CircleRow(Value):
    """A ring of needs that wait for each other, in the order in which each asks for the next.

    `id` is the identity of the ring, the same wherever the same rules hold it
    (`domain.circle_identity`); `short` is what is printed of it. The letter belongs to one report.
    """

    id: str
    short: str
    letter: str
    needs: tuple[str, ...]
    links: tuple[LinkRow, ...]


class Step(Value):
    """A way that is open now: who acts, who decides, and what it gives.

    None leads to what would only bridge a need that is met (`domain.stand_ins`).

    `lead_days` is how long it usually takes. `until_release` tells that what it gives lasts while
    the detention does and no longer; `apply_first` is the need that has to be applied for before,
    where no such application is under way. `days_ahead` is how many days before the release it has
    to begin so that it works by then, and `act_by` that day as advice, back to a working day; None
    for who is free, and where no release is planned.
    """

    way: str
    need: str
    name: Text
    kind: str
    actor: Text
    decider: Text
    source: str
    verified: bool
    lead_days: int = 0
    until_release: bool = False
    apply_first: str | None = None
    days_ahead: int = 0
    act_by: date | None = None


class Opening(Value):
    """A decision that by itself frees needs that are stuck."""

    rule: str
    name: Text
    decider: Text
    source: str
    frees: tuple[str, ...]
    verified: bool


class WhyReport(Value):
    """Why a person is stuck or not, at one moment, under one rule set.

    `since` is the first day on which all that is stuck is missing, where the acts tell; from when
    circles hold the person, `projections.spans` tells.
    `ahead` are the ways of which the application can be made before the release from which they
    work. `decide_by` is the day on which the decision on an application is due, where a term runs;
    `rule_names` names the rules that are not verified.
    """

    person: str
    moment: str
    day: date
    phase: str
    release_on: date | None
    municipality: str | None
    registered_in: str | None
    rules: str
    law_day: date
    stuck: tuple[str, ...]
    possibly_stuck: tuple[str, ...]
    behind: tuple[str, ...]
    no_way: tuple[str, ...]
    not_yet: tuple[str, ...]
    unknown: tuple[str, ...]
    without_rules: tuple[str, ...]
    stuck_at_release: tuple[str, ...]
    met: tuple[str, ...]
    pending: tuple[str, ...]
    waiting: tuple[str, ...]
    decide_by: dict[str, date]
    disputed: tuple[str, ...] = ()
    since: date | None
    knots: tuple[tuple[str, ...], ...]
    circles: tuple[CircleRow, ...]
    complete: bool
    blocked: tuple[LinkRow, ...]
    steps: tuple[Step, ...]
    ahead: tuple[Step, ...]
    openings: tuple[Opening, ...]
    spirals: tuple[SpiralRow, ...] = ()
    missing: dict[str, tuple[str, ...]]
    flags: dict[str, tuple[str, ...]]
    ways_judged: int
    unverified: tuple[str, ...]
    rule_names: dict[str, Text]

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain JSON values."""
        return self.model_dump(mode="json")

    @property
    def is_held(self) -> bool:
        """Whether the person is stuck, or may be."""
        return bool(self.stuck or self.possibly_stuck)

    @property
    def is_registered_elsewhere(self) -> bool:
        """Whether the person is registered in another municipality than where he or she settles."""
        if self.registered_in is None or self.municipality is None:
            return False
        return self.registered_in.casefold() != self.municipality.casefold()

    @property
    def release_not_recorded(self) -> bool:
        """Whether a planned release has passed and nothing tells whether it took place."""
        phase = Phase.DETAINED if self.moment == Moment.RELEASE else self.phase
        return release_not_recorded(self.release_on, phase, self.day)

    @property
    def release_to_come(self) -> date | None:
        """The planned day of release, as long as it has not passed."""
        return None if self.release_not_recorded else self.release_on

    def on(self, day: date, rules: RuleSet) -> WhyReport:
        """Return the same explanation as it is given on a later day on which nothing has changed.

        Args:
            day: The day asked about.
            rules: The rule set by which it was given.
        """
        judged = day
        if self.moment == Moment.RELEASE and self.release_on is not None:
            judged = max(day, self.release_on)
        steps, ahead = (
            tuple(self._on(step, day, rules.equated_days) for step in each)
            for each in (self.steps, self.ahead)
        )
        return self.model_copy(
            update={
                "day": judged,
                "law_day": rules.day_of_law(judged),
                "steps": steps,
                "ahead": ahead,
            }
        )

    def _on(self, step: Step, day: date, equated: frozenset[date]) -> Step:
        if step.act_by is None or self.release_on is None:
            return step
        later = act_by(self.release_on, step.days_ahead, day, equated)
        return step.model_copy(update={"act_by": later})


def report(assessment: Assessment) -> WhyReport:
    """Return the explanation that `assessment` holds."""
    person, needs = assessment.person, assessment.needs
    stuck = assessment.with_status(Status.STUCK)
    settles = person.settlement or person.registered_in
    unverified = _unverified(assessment)
    return WhyReport(
        person=person.id,
        moment=assessment.moment,
        day=assessment.day,
        phase=assessment.phase,
        release_on=person.planned_release.value if person.planned_release is not None else None,
        municipality=settles.value if settles is not None else None,
        registered_in=(
            person.registered_in.value
            if person.registered_in is not None and needs[Need.REGISTRATION].status is Status.MET
            else None
        ),
        rules=assessment.rule_set,
        law_day=assessment.law_day,
        stuck=stuck,
        possibly_stuck=assessment.with_status(Status.POSSIBLY_STUCK),
        behind=assessment.with_status(Status.BEHIND),
        no_way=assessment.with_status(Status.NO_WAY),
        not_yet=assessment.with_status(Status.NOT_YET),
        unknown=assessment.with_status(Status.UNKNOWN),
        stuck_at_release=assessment.stuck_at_release,
        without_rules=tuple(need for need, each in needs.items() if each.without_rules),
        met=assessment.with_status(Status.MET),
        pending=assessment.with_status(Status.PENDING),
        waiting=assessment.with_status(Status.WAITING),
        decide_by={
            need: each.until
            for need, each in needs.items()
            if each.status is Status.PENDING and each.until is not None
        },
        disputed=assessment.with_status(Status.DISPUTED),
        since=_stuck_since(needs[need] for need in stuck) if stuck else None,
        knots=tuple(tuple(knot) for knot in assessment.knots),
        circles=tuple(_circles(assessment)),
        complete=assessment.complete,
        blocked=tuple(
            _link(link)
            for need in assessment.with_status(
                Status.STUCK, Status.BEHIND, Status.NO_WAY, Status.POSSIBLY_STUCK
            )
            if not needs[need].circles
            for link in needs[need].links
        ),
        steps=tuple(_steps(assessment)),
        ahead=tuple(_ahead(assessment)),
        openings=tuple(
            Opening(
                rule=way_out.rule.id,
                name=way_out.rule.name,
                decider=way_out.rule.decider,
                source=str(way_out.rule.source),
                frees=way_out.frees,
                verified=way_out.rule.verified,
            )
            for way_out in assessment.ways_out
        ),
        spirals=spiral_rows(assessment.spirals),
        missing={need: each.missing for need, each in needs.items() if each.missing},
        flags={need: tuple(sorted(each.flags)) for need, each in needs.items() if each.flags},
        ways_judged=sum(len(each.links) for each in needs.values()),
        unverified=tuple(sorted(unverified)),
        rule_names=unverified,
    )


def _unverified(assessment: Assessment) -> dict[str, Text]:
    """Return the unverified rules that the report names, those of decisions among them."""
    decisions = (way_out.rule for way_out in assessment.ways_out)
    return names_of(
        rule for rule in (*assessment.unverified_rules, *decisions) if not rule.verified
    )


def _stuck_since(stuck: Iterable[NeedStatus]) -> date | None:
    """Return the first day on which all of it is missing."""
    return max((each.since for each in stuck if each.since is not None), default=None)


def _circles(assessment: Assessment) -> Iterator[CircleRow]:
    links = {need: each.links for need, each in assessment.needs.items()}
    digests = [circle_of(circle, links) for circle in assessment.circles]
    short = short_names(digests)
    for circle, digest in zip(assessment.circles, digests, strict=True):
        yield _circle(circle, digest, short[digest], ring_order(circle.needs, links), assessment)


def _circle(
    circle: Circle, digest: str, short: str, ordered: tuple[Need, ...], assessment: Assessment
) -> CircleRow:
    return CircleRow(
        id=digest,
        short=short,
        letter=circle.letter,
        needs=ordered,
        links=tuple(_link(link) for need in ordered for link in assessment.needs[need].links),
    )


def _link(link: Link) -> LinkRow:
    way = link.way
    return LinkRow(
        way=way.id,
        need=way.need,
        name=way.name,
        kind=way.kind,
        decider=way.decider,
        requires=link.requires,
        blocked_by=(*link.missing, *(each.guard.circumstance for each in link.closed_by)),
        bindings=(
            *(each.bindingness for each in way.conditions if each.need in link.missing),
            *(each.guard.bindingness for each in link.closed_by),
        ),
        obstacles=tuple(
            Obstacle(
                circumstance=each.guard.circumstance,
                asked=_asked(each),
                found=None if each.value is None else _plain(each.value),
            )
            for each in link.closed_by
        ),
        basis=link.basis,
        source=_source(link),
        verified=way.verified,
    )


def _source(link: Link) -> str:
    """The sources of what fails where it has its own, else that of the way."""
    sources = [
        str(condition.source)
        for condition in link.way.conditions
        if condition.need in link.missing and condition.source is not None
    ]
    sources += [str(each.guard.source) for each in link.closed_by if each.guard.source is not None]
    return "; ".join(dict.fromkeys(sources)) if sources else str(link.way.source)


def _asked(closed: ClosedBy) -> str:
    guard = closed.guard
    if guard.holds is not None:
        return _plain(guard.holds)
    if guard.one_of is not None:
        return "one-of"
    return f">={guard.at_least}" if guard.at_least is not None else f"<={guard.at_most}"


def _plain(value: Scalar) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _steps(assessment: Assessment) -> list[Step]:
    """Return the ways that are open now and ask nothing more; duties of an authority first."""
    found = [
        _step(link, assessment)
        for need in _called_for(assessment, Status.READY)
        for link in assessment.needs[need].links
        if link.open and not link.missing and link.way.kind is not WayKind.OPTION
    ]
    return sorted(found, key=lambda step: step.kind != WayKind.DUTY)


def _ahead(assessment: Assessment) -> list[Step]:
    """Return the ways to be applied for before the release, from which on they work."""
    person, day = assessment.person, assessment.day
    if assessment.moment is Moment.RELEASE or person.planned_release is None:
        return []
    return [
        _step(link, assessment)
        for need in _called_for(assessment, Status.NOT_YET)
        if person.standing(need).coming_after(day) is None and apply_first(person, need) is None
        for link in assessment.needs[need].links
        if link.way.kind in (WayKind.ORDINARY, WayKind.DUTY) and may_begin_inside(link)
    ]


def _called_for(assessment: Assessment, status: Status) -> Iterator[Need]:
    """Yield the needs with a status that somebody has to arrange."""
    statuses: dict[str, str] = {need: each.status for need, each in assessment.needs.items()}
    without = not_called_for(statuses, {each.need for each in assessment.projections})
    yield from (need for need in assessment.with_status(status) if need not in without)


def _step(link: Link, assessment: Assessment) -> Step:
    way, planned = link.way, assessment.person.planned_release
    inside = assessment.phase is Phase.DETAINED
    lead_days = Setting(assessment.day, date.max).lead(way.lead)
    ahead = days_ahead(way, lead_days)
    return Step(
        way=way.id,
        need=way.need,
        name=way.name,
        kind=way.kind,
        actor=way.actor,
        decider=way.decider,
        source=str(way.source),
        verified=way.verified,
        lead_days=lead_days,
        until_release=inside and ends_at_release(way),
        apply_first=apply_first(assessment.person, way.need),
        days_ahead=ahead,
        act_by=(
            act_by(planned.value, ahead, assessment.day, assessment.equated_days)
            if inside and planned is not None
            else None
        ),
    )
