"""What relies on one event: facts that name it, what would read otherwise without it, and more.

It sees what this ledger computes and what later events name. It does not see who read the event
and decided by it without saying so, nor what another system did with it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from domain.assessment import Assessment
from domain.envelope import Act
from domain.values import Value
from projections.blame import Fact, FactKind, content_text, fact_name, fact_text, facts_of
from projections.case import Case
from projections.differences import fact_changes
from projections.event_rows import EventRow, event_lines, event_row, named, rows_of
from projections.findings import FindingRow
from projections.language import Language, day_text, paragraph, say
from projections.status import rules_text

Judge = Callable[[tuple[Act, ...]], tuple[Case, Assessment]]
"""Gives the person and the state of affairs from what was recorded, in one frame."""


class Reliance(Value):
    """One fact that relies on the event.

    Attributes:
        kind: Of what the fact is.
        fact: Its code.
        held: The fact as it is held; None where there is none because of the event.
        names_it: Whether the event is among those that the fact names.
        differs: Whether the fact would read otherwise if the event had not been recorded.
        without: The fact as it would read then; None where there would be none.
    """

    kind: FactKind
    fact: str
    held: Fact | None
    names_it: bool
    differs: bool
    without: Fact | None


class ReliedOn(Value):
    """What relies on one event about a person."""

    person: str
    day: date
    rules: str
    law_day: date
    event: EventRow
    facts: tuple[Reliance, ...]
    findings: tuple[FindingRow, ...]
    later_events: tuple[EventRow, ...]
    corrections: tuple[EventRow, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the answer as plain JSON values."""
        return self.model_dump(mode="json")


def report(recorded: tuple[Act, ...], act: Act, judge: Judge) -> ReliedOn:
    """Return what relies on `act`, which is one of `recorded`."""
    case, assessment = judge(recorded)
    others = tuple(each for each in recorded if each.key != act.key)
    facts = facts_of(case, assessment)
    without = facts_of(*judge(others))
    rows, event_id = rows_of(case), act.envelope.event_id
    [event] = [row for row in named(rows, [event_id]) if row.position == act.position]
    return ReliedOn(
        person=case.person.id,
        day=assessment.day,
        rules=assessment.rule_set,
        law_day=assessment.law_day,
        event=event,
        facts=_reliances(facts, without, event),
        findings=tuple(
            FindingRow(person=case.person.id, kind=each.kind, on=each.on, events=each.events)
            for each in case.findings
            if event_id in each.events
        ),
        later_events=tuple(
            event_row(each) for each in others if each.envelope.causation == event_id
        ),
        corrections=tuple(event_row(each) for each in others if _corrects(each, act)),
    )


def _reliances(
    facts: tuple[Fact, ...], without: tuple[Fact, ...], event: EventRow
) -> tuple[Reliance, ...]:
    changed = {(each.kind, each.fact): each for each in fact_changes(without, facts, ())}
    held = {(fact.kind, fact.fact): fact for fact in facts}
    then = {(fact.kind, fact.fact): fact for fact in without}
    found = []
    for key in dict.fromkeys((*held, *changed)):
        fact = held.get(key)
        names_it = fact is not None and any(row.position == event.position for row in fact.events)
        if names_it or key in changed:
            found.append(
                Reliance(
                    kind=key[0],
                    fact=key[1],
                    held=fact,
                    names_it=names_it,
                    differs=key in changed,
                    without=then.get(key),
                )
            )
    return tuple(found)


def _corrects(later: Act, act: Act) -> bool:
    reference = later.envelope.corrects
    return reference is not None and (reference.source, reference.event_id) == act.key


def render(found: ReliedOn, language: Language) -> str:
    """Return the answer as text, and end with what it does not see."""
    day = day_text(found.day, language)
    lines = [say(language, "relied.heading", person=found.person, day=day)]
    lines += event_lines(found.event, language, indent=2)
    for key, differs, names_it in (
        ("relied.both", True, True),
        ("relied.names", False, True),
        ("relied.differs", True, False),
    ):
        some = [
            each for each in found.facts if (each.differs, each.names_it) == (differs, names_it)
        ]
        if some:
            lines += ["", *paragraph(say(language, key))]
        for each in some:
            lines += _reliance_lines(each, language)
    if not found.facts:
        lines += ["", say(language, "relied.no_facts")]
    if found.findings:
        lines += ["", say(language, "relied.findings")]
        for finding in found.findings:
            lines.append(
                f"  {day_text(finding.on, language)}  {say(language, f'findings.{finding.kind}')}"
            )
    for key, rows in (
        ("relied.later_events", found.later_events),
        ("relied.corrections", found.corrections),
    ):
        if rows:
            lines += ["", say(language, key)]
            lines += [line for row in rows for line in event_lines(row, language, indent=2)]
    lines += ["", *paragraph(say(language, "relied.not_seen"))]
    rules = rules_text(found.rules, found.law_day, language)
    lines += ["", say(language, "report.basis", rules=rules)]
    return "\n".join(lines)


def _reliance_lines(each: Reliance, language: Language) -> list[str]:
    if each.held is not None:
        lines = paragraph(fact_text(each.held, language), indent=2)
    else:
        name = fact_name(each.kind, each.fact, language)
        lines = [f"  {name}: {say(language, 'diff.not_held')}"]
    if each.differs:
        without = each.without
        text = (
            say(language, "diff.not_held") if without is None else content_text(without, language)
        )
        lines += paragraph(say(language, "relied.without", fact=text), indent=4)
    return lines
