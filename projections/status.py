"""Stand van zaken: where every need of one person stands, and on which events that rests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.assessment import Assessment
from domain.need_status import NeedStatus
from domain.needs import Need
from domain.rules import Text
from domain.stand_ins import not_called_for
from domain.status import Status
from domain.values import Value
from projections.case import released_on
from projections.language import (
    Language,
    circumstance_name,
    columns,
    day_text,
    flag_name,
    need_name,
    need_names,
    paragraph,
    say,
    status_name,
)
from projections.releases import release_not_recorded
from projections.rule_names import EndedBy, ended_by, ended_by_text, names_of, rule_names
from projections.spirals import SpiralRow, spiral_lines, spiral_rows
from projections.verdict import held_by, verdict, will_be_stuck


class NeedRow(Value):
    """One need; the fields are those of `NeedStatus`, as plain codes and names."""

    need: str
    status: str
    flags: tuple[str, ...]
    until: date | None
    circles: tuple[str, ...]
    since: date | None
    evidence: tuple[str, ...]
    missing: tuple[str, ...]
    ended_by: str | None
    ending: EndedBy | None
    with_organisation: str | None
    without_rules: bool


class ProjectedEnding(Value):
    """What a rule ends because the detention lasts; computed from the rule, recorded by nobody."""

    need: str
    on: date
    rule: str
    source: str
    evidence: tuple[str, ...]


class StatusReport(Value):
    """The state of affairs of one person; `rule_names` names the rules that are not verified."""

    person: str
    day: date
    phase: str
    detained_since: date | None
    release_on: date | None
    released_on: date | None
    municipality: str | None
    rules: str
    law_day: date
    needs: tuple[NeedRow, ...]
    projected: tuple[ProjectedEnding, ...]
    findings: int
    unverified: tuple[str, ...]
    rule_names: dict[str, Text]
    stuck_at_release: tuple[str, ...]
    spirals: tuple[SpiralRow, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain JSON values."""
        return self.model_dump(mode="json")

    def with_status(self, status: Status) -> tuple[str, ...]:
        """Return the needs that have `status`, in the order of `Need`."""
        return tuple(row.need for row in self.needs if row.status == status)

    @property
    def not_called_for(self) -> frozenset[Need]:
        """What would only bridge a need that is met and stays so."""
        statuses = {row.need: row.status for row in self.needs}
        return not_called_for(statuses, {each.need for each in self.projected})


def report(assessment: Assessment, findings: int) -> StatusReport:
    """Return the state of affairs that `assessment` shows; `findings` counts what does not fit."""
    person = assessment.person
    episode = person.episode_on(assessment.day)
    settles = person.settlement or person.registered_in
    return StatusReport(
        person=person.id,
        day=assessment.day,
        phase=assessment.phase,
        detained_since=episode.began if episode is not None else None,
        release_on=person.planned_release.value if person.planned_release is not None else None,
        released_on=released_on(assessment),
        municipality=settles.value if settles is not None else None,
        rules=assessment.rule_set,
        law_day=assessment.law_day,
        needs=tuple(_row(each) for each in assessment.needs.values()),
        projected=tuple(
            ProjectedEnding(
                need=each.need,
                on=each.on,
                rule=each.ending.id,
                source=str(each.ending.source),
                evidence=each.evidence,
            )
            for each in assessment.projections
        ),
        findings=findings,
        unverified=assessment.unverified,
        rule_names=names_of(assessment.unverified_rules),
        stuck_at_release=assessment.stuck_at_release,
        spirals=spiral_rows(assessment.spirals),
    )


def _row(each: NeedStatus) -> NeedRow:
    return NeedRow(
        need=each.need,
        status=each.status,
        flags=tuple(sorted(each.flags)),
        until=each.until,
        circles=each.circles,
        since=each.since,
        evidence=each.evidence,
        missing=each.missing,
        ended_by=each.ended_by,
        ending=ended_by(each.ending),
        with_organisation=each.with_organisation,
        without_rules=each.without_rules,
    )


def render(status: StatusReport, language: Language) -> str:
    """Return the report as text; needs of which nothing is known share one line at the end."""
    lines = [
        _heading(status, language),
        *will_be_stuck(
            status.person,
            status.stuck_at_release,
            None if _not_recorded(status) else status.release_on,
            language,
        ),
    ]
    rows = [
        (
            need_name(row.need, language),
            status_name(row.status, language),
            _detail(row, language),
        )
        for row in status.needs
        if row.status != Status.UNKNOWN
    ]
    stuck = status.with_status(Status.STUCK)
    flags = [(row.need, row.flags) for row in status.needs]
    blocks = [columns(rows), held_by(flags, stuck, language), _unknown(status, language)]
    blocks.append(spiral_lines(status.spirals, language))
    blocks.append([line for each in status.projected for line in _projected(each, language)])
    if status.findings:
        key = "report.finding_one" if status.findings == 1 else "report.finding_many"
        blocks.append(paragraph(say(language, key, count=status.findings, person=status.person)))
    rules = rules_text(status.rules, status.law_day, language)
    blocks.append([say(language, "report.basis", rules=rules)])
    if status.unverified:
        blocks[-1] += unverified_lines(status.unverified, status.rule_names, language)
    for block in blocks:
        if block:
            lines += ["", *block]
    return "\n".join(lines)


def _heading(status: StatusReport, language: Language) -> str:
    stuck = status.with_status(Status.STUCK)
    since = [row.since for row in status.needs if row.need in stuck and row.since is not None]
    parts = [
        verdict(
            status.person,
            status.day,
            language,
            stuck=stuck,
            possibly_stuck=status.with_status(Status.POSSIBLY_STUCK),
            no_way=status.with_status(Status.NO_WAY),
            since=max(since, default=None),
            nothing_known=all(
                row.status == Status.UNKNOWN and not row.without_rules for row in status.needs
            ),
        )
    ]
    not_recorded = _not_recorded(status)
    is_planned = bool(status.detained_since) and not not_recorded
    for key, day in (
        ("report.detained_since", status.detained_since),
        ("report.release_on", status.release_on if is_planned else None),
        ("releases.not_recorded", status.release_on if not_recorded else None),
        ("report.released_on", status.released_on),
    ):
        if day is not None:
            parts.append(say(language, key, day=day_text(day, language)))
    if status.municipality is not None:
        parts.append(say(language, "report.municipality", municipality=status.municipality))
    return " · ".join(parts)


def _not_recorded(status: StatusReport) -> bool:
    return release_not_recorded(status.release_on, status.phase, status.day)


def _unknown(status: StatusReport, language: Language) -> list[str]:
    lines = []
    for key, without_rules in (("report.without_rules", True), ("report.unknown_needs", False)):
        needs = [
            row.need
            for row in status.needs
            if row.status == Status.UNKNOWN and row.without_rules is without_rules
        ]
        if needs:
            lines += paragraph(say(language, key, needs=need_names(needs, language)))
    return lines


def _projected(each: ProjectedEnding, language: Language) -> list[str]:
    is_registration = each.need == Need.REGISTRATION
    sentence = say(
        language,
        "report.projected_registration" if is_registration else "report.projected",
        need=need_name(each.need, language),
        day=day_text(each.on, language),
        source=each.source,
    )
    return paragraph(sentence)


def unverified_lines(
    rules: tuple[str, ...], names: Mapping[str, Text], language: Language
) -> list[str]:
    """Return which rules of an answer were not checked against a text of the law."""
    return paragraph(say(language, "report.unverified", rules=rule_names(rules, names, language)))


def rules_text(rules: str, law_day: date, language: Language) -> str:
    """Return under which rule set and law of which day an answer was given."""
    return say(language, "report.rules", rules=rules, day=day_text(law_day, language))


def _detail(row: NeedRow, language: Language) -> str:
    parts: list[str] = []
    match row.status:
        case Status.MET if row.until is not None:
            parts.append(say(language, "report.until", day=day_text(row.until, language)))
        case Status.PENDING:
            if row.with_organisation is not None:
                parts.append(say(language, "report.with", organisation=row.with_organisation))
            if row.until is not None:
                parts.append(say(language, "report.decide_by", day=day_text(row.until, language)))
        case Status.NOT_YET:
            key = "report.opens_at_release" if row.until is None else "report.opens_on"
            day = None if row.until is None else day_text(row.until, language)
            parts.append(say(language, key, day=day))
        case Status.STUCK if row.circles:
            parts.append(say(language, "report.in_circles", circles=", ".join(row.circles)))
        case Status.POSSIBLY_STUCK:
            parts.append(
                say(language, "report.depends_on", facts=missing_text(row.missing, language))
            )
        case _:
            pass
    if row.since is not None and row.status not in (Status.MET, Status.PENDING):
        parts.append(say(language, "report.since", day=day_text(row.since, language)))
    if row.ending is not None:
        parts.append(ended_by_text(row.ending, language))
    if row.status != Status.STUCK:
        parts += [flag_name(flag, language) for flag in row.flags]
    return "; ".join(parts)


def missing_text(missing: tuple[str, ...], language: Language) -> str:
    """Return the names of facts that are not known: needs, and circumstances by their prefix."""
    names = [
        circumstance_name(each.removeprefix("unknown:"), language)
        if each.startswith("unknown:")
        else need_name(each, language)
        for each in missing
    ]
    return ", ".join(names)
