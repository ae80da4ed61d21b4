"""The caseload: every person in view, what holds him or her, and what to do next."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final

from domain.circumstances import Circumstance
from domain.links import UNKNOWN_PREFIX
from domain.needs import Need
from domain.rules import Text
from domain.situation import Phase
from domain.stand_ins import not_called_for
from domain.status import Status
from domain.values import Value
from projections import acting
from projections.applications import Application
from projections.language import LANGUAGES, need_name, say
from projections.releases import release_not_recorded
from projections.status import NeedRow, ProjectedEnding, StatusReport
from projections.why import Step, WhyReport

BASIC: Final = frozenset(
    {
        Need.ID_DOCUMENT,
        Need.REGISTRATION,
        Need.ADDRESS,
        Need.INCOME,
        Need.BENEFIT,
        Need.HOUSING,
        Need.SHELTER,
        Need.INSURANCE,
        Need.CARE,
        Need.MEDICATION,
        Need.DEBT_HELP,
    }
)
"""The basic conditions of the agreements of 2014 and 2019, and what they rest on at once."""

_MINOR: Final = frozenset(
    {
        Need.CASH.value,
        Need.CONDUCT_CERTIFICATE.value,
        f"{UNKNOWN_PREFIX}{Circumstance.CONDUCT_REFUSED}",
        f"{UNKNOWN_PREFIX}{Circumstance.EMPLOYER_FOUND}",
    }
)
"""What is unknown of nearly everybody, so that it puts nobody before others."""


class CaseRow(Value):
    """One person of the caseload.

    Attributes:
        person: Pseudonym.
        phase: Detained, released or unknown.
        release_on: Planned day of release, while detained.
        released_on: Day of the last release, of who is free.
        municipality: Where the person settles.
        organisations: Who acted for the person, for `--owner`.
        statuses: Status of each need of which something is known.
        stuck: Needs that are stuck.
        possibly_stuck: Needs that may be.
        stuck_at_release: Needs that will be stuck on the day of release if nobody acts before.
        circles: Letters of the circles.
        next_need: The need that the next step is about.
        next_kind: `step`, `ahead` for what is applied for before the release from which it works,
            `application` that has to come before a step, `opening`, `decision` that is awaited,
            `ask`, `none`, or `release` where a planned release has passed and nothing tells
            whether it took place.
        next_way: Name of the way or decision of the next step.
        next_who: Who has to act.
        next_by: Day by which the awaited decision is due.
        next_missing: What has to be found out first.
        projected: What a rule ends because a detention lasts; computed, recorded by nobody.
        next_lead_days: How long the next step usually takes.
        next_days_ahead: How many days before the release it has to begin so that it works by then.
        next_until_release: Whether what it gives lasts while the detention does and no longer.
        next_frees: For an opening: what it frees, where no single decision frees all that is stuck.
        next_objection_until: For an application after a refusal: the last day on which to object.
        open_basic: Whether a basic condition is open, or possibly stuck on what is worth asking.
        act_by: Advice: by when to act, a working day; for a decision the day on which it is due.
        overdue: Whether that decision should have been there.
    """

    person: str
    phase: str
    release_on: date | None
    released_on: date | None
    municipality: str | None
    organisations: tuple[str, ...]
    statuses: dict[str, str]
    stuck: tuple[str, ...]
    possibly_stuck: tuple[str, ...]
    stuck_at_release: tuple[str, ...]
    circles: tuple[str, ...]
    next_kind: str
    next_need: str | None
    next_way: Text | None
    next_who: Text | None
    next_by: date | None
    next_missing: tuple[str, ...]
    projected: tuple[ProjectedEnding, ...]
    next_lead_days: int = 0
    next_days_ahead: int = 1
    next_until_release: bool = False
    next_frees: tuple[str, ...] = ()
    next_objection_until: date | None = None
    open_basic: bool = False
    act_by: date | None = None
    overdue: bool = False

    @property
    def not_called_for(self) -> frozenset[Need]:
        """What would only bridge a need that is met and stays so."""
        return not_called_for(self.statuses, {each.need for each in self.projected})


class Caseload(Value):
    """The persons in view, by what holds them, and then by when to act.

    First who is stuck, then who will be at release, then who has a basic condition open.

    Attributes:
        rows: The persons.
        day: The day asked about.
    """

    rows: tuple[CaseRow, ...]
    day: date

    def as_json(self) -> list[dict[str, Any]]:
        """Return the rows as plain JSON values."""
        return [row.model_dump(mode="json") for row in self.rows]


class NextStep(Value):
    """What to do next for one person; see `CaseRow`."""

    kind: str
    need: str | None = None
    way: Text | None = None
    who: Text | None = None
    by: date | None = None
    missing: tuple[str, ...] = ()
    lead_days: int = 0
    days_ahead: int = 1
    until_release: bool = False
    frees: tuple[str, ...] = ()
    objection_until: date | None = None


def row(
    status: StatusReport,
    now: WhyReport,
    at_release: WhyReport | None,
    organisations: Iterable[str],
    released_on: date | None,
    application_for: Callable[[Need], Application],
    institution: str | None = None,
) -> CaseRow:
    """Return the row of one person.

    Args:
        status: Where the needs stand.
        now: The explanation of today.
        at_release: The explanation of the day of release, of who is detained.
        organisations: Who acted for the person.
        released_on: Day of the last release, of who is free.
        application_for: Tells of an application that has to come first; asked only where one has.
        institution: Where the person is held, as far as is known.
    """
    step = next_step(status, now, application_for, institution)
    without = status.not_called_for
    return CaseRow(
        person=status.person,
        phase=status.phase,
        release_on=status.release_on,
        released_on=released_on,
        municipality=status.municipality,
        organisations=tuple(sorted(set(organisations))),
        statuses={each.need: each.status for each in status.needs if each.status != Status.UNKNOWN},
        stuck=now.stuck,
        possibly_stuck=now.possibly_stuck,
        stuck_at_release=at_release.stuck if at_release is not None else (),
        circles=tuple(circle.letter for circle in now.circles),
        next_kind=step.kind,
        next_need=step.need,
        next_way=step.way,
        next_who=step.who,
        next_by=step.by,
        next_missing=step.missing,
        projected=status.projected,
        next_lead_days=step.lead_days,
        next_days_ahead=step.days_ahead,
        next_until_release=step.until_release,
        next_frees=step.frees,
        next_objection_until=step.objection_until,
        open_basic=any(
            is_open(each.need, each.status, now)
            for each in status.needs
            if each.need not in without
        ),
    )


def is_open(need: str, status: str, why: WhyReport) -> bool:
    """Return whether a need is a basic condition that asks for somebody's work."""
    settled = {Status.MET, Status.DECLINED, Status.NOT_APPLICABLE, Status.UNKNOWN}
    if need not in BASIC or status in settled:
        return False
    return status != Status.POSSIBLY_STUCK or not _MINOR.issuperset(why.missing.get(need, ()))


def next_step(
    status: StatusReport,
    why: WhyReport,
    application_for: Callable[[Need], Application],
    institution: str | None = None,
) -> NextStep:
    """Choose the next step.

    Whether a planned release took place is asked before all else, because all else depends on it.
    A decision that should have been there comes next. Then comes what can be done for a basic
    condition, what has to begin first before the others; a decision that opens a circle; the
    decision that is due first; what can be done for other needs; what has to be found out.
    """
    if release_not_recorded(status.release_on, status.phase, status.day):
        return _release(institution)
    awaited = [each for each in status.needs if each.status == Status.PENDING]
    first = min(awaited, key=lambda each: (each.until or date.max, each.need), default=None)
    if first is not None and first.until is not None and first.until < status.day:
        return _decision(first)
    steps = sorted((*why.steps, *why.ahead), key=lambda each: each.act_by or status.day)
    basic = [each for each in steps if each.need in BASIC or each.apply_first in BASIC]
    if basic:
        return _step(basic[0], why, application_for)
    without = status.not_called_for
    openings = [each for each in why.openings if not without.issuperset(each.frees)]
    if openings:
        opening = openings[0]
        one_is_enough = any(set(each.frees) >= set(why.stuck) for each in openings)
        return NextStep(
            kind="opening",
            need=opening.frees[0],
            way=opening.name,
            who=opening.decider,
            frees=() if one_is_enough else opening.frees,
        )
    if first is not None:
        return _decision(first)
    if steps:
        return _step(steps[0], why, application_for)
    asked = next(((need, each) for need, each in why.missing.items() if need not in without), None)
    if asked is not None:
        return NextStep(kind="ask", need=asked[0], missing=asked[1])
    return NextStep(kind="none")


def _step(step: Step, why: WhyReport, application_for: Callable[[Need], Application]) -> NextStep:
    if step.apply_first is not None:
        return _application(application_for(Need(step.apply_first)))
    return NextStep(
        kind="step" if step in why.steps else "ahead",
        need=step.need,
        way=step.name,
        who=step.actor,
        lead_days=step.lead_days,
        days_ahead=step.days_ahead,
        until_release=step.until_release,
    )


def _release(institution: str | None) -> NextStep:
    asked = {each: institution or say(each, "releases.institution") for each in LANGUAGES}
    named = {each: say(each, "releases.ask", who=asked[each]) for each in LANGUAGES}
    return NextStep(kind="release", way=Text(**named), who=Text(**asked))


def _decision(pending: NeedRow) -> NextStep:
    who = pending.with_organisation
    names = None if who is None else Text(nl=who, en=who)
    return NextStep(kind="decision", need=pending.need, who=names, by=pending.until)


def _application(first: Application) -> NextStep:
    key = "caseload.apply_again" if first.again else "caseload.apply"
    named = {each: say(each, key, need=need_name(first.need, each)) for each in LANGUAGES}
    applicant = {each: say(each, "caseload.applicant") for each in LANGUAGES}
    return NextStep(
        kind="application",
        need=first.need,
        way=Text(**named),
        who=Text(**applicant),
        objection_until=first.objection_until,
    )


def report(
    rows: Iterable[CaseRow],
    *,
    municipality: str | None = None,
    owner: str | None = None,
    releasing_by: date | None = None,
    day: date,
    equated: frozenset[date] = frozenset(),
) -> Caseload:
    """Return the rows that answer the filters, with by when to act.

    Args:
        rows: All rows of the frame.
        municipality: Only who settles there.
        owner: Only whom this organisation acted for.
        releasing_by: Only of whom a release is planned by this day, and is still to come.
        day: The day asked about; release days before it are not to come.
        equated: Days that count as holidays beside those of the act.
    """
    chosen = [
        each.model_copy(
            update={"act_by": act_by(each, day, equated), "overdue": is_overdue(each, day)}
        )
        for each in rows
        if settles_in(each, municipality)
        and (owner is None or owner in each.organisations)
        and (releasing_by is None or _releases(each, day, releasing_by))
    ]
    return Caseload(rows=tuple(sorted(chosen, key=_urgency)), day=day)


def act_by(row: CaseRow, day: date, equated: frozenset[date] = frozenset()) -> date | None:
    """Return by when to act, as advice; None when nothing asks for it.

    A decision is due on its day. Before a release it is the last working day on which the next
    step, begun then, works by the release; who is free waits already, so that it is `day`.

    Args:
        row: The person.
        day: The day asked about.
        equated: Days that count as holidays beside those of the act.
    """
    if row.next_kind == "none":
        return None
    if row.next_kind == "decision":
        return row.next_by
    if row.phase != Phase.DETAINED:
        return day
    if row.release_on is None:
        return None
    return acting.act_by(row.release_on, row.next_days_ahead, day, equated)


def is_overdue(row: CaseRow, day: date) -> bool:
    """Return whether the decision that the next step waits for should have been there."""
    return row.next_by is not None and row.next_by < day


def settles_in(row: CaseRow, municipality: str | None) -> bool:
    """Return whether a person settles in a municipality, capitals apart; None asks for all."""
    return municipality is None or (
        row.municipality is not None and row.municipality.casefold() == municipality.casefold()
    )


def _releases(each: CaseRow, day: date, by: date) -> bool:
    return (
        each.phase != Phase.RELEASED
        and each.release_on is not None
        and day <= each.release_on <= by
    )


def _urgency(each: CaseRow) -> tuple[bool, bool, bool, date, bool, int, str]:
    """Return what puts one person before another.

    Of who have to act by the same day, those who are to be released come first, the soonest first,
    and then those who are free, the last released first.
    """
    detained = each.phase == Phase.DETAINED
    release = each.release_on if detained else each.released_on
    distance = (release or date.max).toordinal() if detained else -(release or date.min).toordinal()
    return (
        not each.stuck,
        not each.stuck_at_release,
        not each.open_basic,
        each.act_by or date.max,
        not detained,
        distance,
        each.person,
    )
