"""How one need came to stand where it stands: event by event, before and after, and by time alone.

Each event is judged on its own day, by what had happened up to then as it is read in the frame.
Between two events the need can change because a term runs out or the law changes; those days are
found and told as well, so that what stands after one step is what stands before the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from domain.assessment import Assessment, assess
from domain.evolve import evolve
from domain.needs import Need
from domain.person import Person
from domain.rules import RuleSet
from domain.values import Value, day_of
from ledger.reader import Frame
from ledger.rulebook import RuleSetNotInForce, rules_in_force
from projections.blame import until_text
from projections.case import Case
from projections.event_rows import EventRow, event_lines, named, rows_of
from projections.language import Language, day_text, need_name, paragraph, say, status_name
from projections.rule_names import EndedBy, ended_by, ended_by_text


class State(Value):
    """Where the need stands; the status is None on a day for which there are no rules."""

    status: str | None
    since: date | None
    until: date | None
    ended_by: str | None
    ending: EndedBy | None = None


class Step(Value):
    """One step: an event, or (`event` is None) a day on which time alone changed something.

    `rests_on_it` tells whether the need rests on the event afterwards.
    """

    day: date
    before: State
    after: State
    event: EventRow | None
    rests_on_it: bool

    @property
    def changed(self) -> bool:
        """Whether the need stands otherwise after it than before it."""
        before, after = self.before, self.after
        return (before.status, before.until, before.ended_by) != (
            after.status,
            after.until,
            after.ended_by,
        )


class NeedHistory(Value):
    """The steps of one need of one person up to a day; all events, or only what changed it."""

    person: str
    need: str
    day: date
    every_event: bool
    steps: tuple[Step, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the history as plain JSON values, each step with whether it changed anything."""
        steps = [{**step.model_dump(mode="json"), "changed": step.changed} for step in self.steps]
        return {**self.model_dump(mode="json"), "steps": steps}


def report(
    case: Case, need: Need, rules: RuleSet, frame: Frame, *, every_event: bool = False
) -> NeedHistory:
    """Return the history of `need` up to the day of `frame`.

    Args:
        case: The person in that frame.
        need: The need.
        rules: The rule set; each day is judged by its own law, or by that of the frame.
        frame: From where one looks.
        every_event: Also the events that changed nothing about the need.
    """
    day = day_of(frame.as_of)
    steps = _Walk(case, need, rules, frame.law_on).steps(day)
    return NeedHistory(
        person=case.person.id,
        need=need,
        day=day,
        every_event=every_event,
        steps=tuple(step for step in steps if step.changed or (every_event and step.event)),
    )


class _Walk:
    """Goes through the acts of one person, and the days between them on which time tells."""

    def __init__(self, case: Case, need: Need, rules: RuleSet, law_on: date | None) -> None:
        self._case = case
        self._need = need
        self._rules = rules
        self._law_on = law_on
        self._rows = rows_of(case)

    def steps(self, until: date) -> Iterator[Step]:
        person, day = Person(self._case.person.id), None
        for act in self._case.acts:
            on = act.envelope.day
            if day is not None:
                yield from self._by_time(person, day, on)
            before = self._state(self._judged(person, on))
            person, day = evolve(person, act), on
            judged = self._judged(person, on)
            yield Step(
                day=on,
                before=before,
                after=self._state(judged),
                event=named(self._rows, [act.envelope.event_id])[0],
                rests_on_it=act.envelope.event_id in judged.needs[self._need].evidence,
            )
        if day is not None:
            yield from self._by_time(person, day, until)

    def _by_time(self, person: Person, after: date, until: date) -> Iterator[Step]:
        """Yield the days in (after, until] on which the need changes though nothing happens."""
        judged = self._judged(person, after)
        while judged.next_change is not None and judged.next_change <= until:
            before, judged = judged, self._judged(person, judged.next_change)
            step = Step(
                day=judged.day,
                before=self._state(before),
                after=self._state(judged),
                event=None,
                rests_on_it=False,
            )
            if step.changed:
                yield step

    def _judged(self, person: Person, day: date) -> Assessment:
        return assess(person, self._rules, day, law_on=self._law_on)

    def _state(self, judged: Assessment) -> State:
        each = judged.needs[self._need]
        try:
            rules_in_force(self._rules, self._law_on or judged.day)
        except RuleSetNotInForce:
            return State(status=None, since=None, until=None, ended_by=None)
        return State(
            status=each.status,
            since=each.since,
            until=each.until,
            ended_by=each.ended_by,
            ending=ended_by(each.ending),
        )


def render(history: NeedHistory, language: Language) -> str:
    """Return the history as text, oldest step first."""
    name = need_name(history.need, language)
    facts = {"need": name, "person": history.person, "day": day_text(history.day, language)}
    lines = [say(language, "history.heading", **facts)]
    if not history.steps:
        lines += ["", say(language, "history.none")]
    for step in history.steps:
        lines += ["", *_lines(step, language)]
    if not history.every_event:
        lines += ["", say(language, "history.only_changes")]
    return "\n".join(lines)


def _lines(step: Step, language: Language) -> list[str]:
    after = state_text(step.after, language)
    if step.changed:
        after = f"{state_text(step.before, language)} → {after}"
    lines = paragraph(f"{day_text(step.day, language)}  {after}")
    if step.event is None:
        if step.after.ending is None:
            return [*lines, *paragraph(say(language, "history.by_time"), indent=4)]
        ended = ended_by_text(step.after.ending, language)
        return [*lines, *paragraph(say(language, "history.by_rule", ended=ended), indent=4)]
    lines += event_lines(step.event, language)
    if not step.changed and step.rests_on_it:
        lines.append("    " + say(language, "history.rests"))
    return lines


def state_text(state: State, language: Language) -> str:
    """Return where a need stands as reports print it."""
    if state.status is None:
        return say(language, "history.no_rules")
    text = status_name(state.status, language)
    if state.until is None:
        return text
    return f"{text} ({until_text(state.status, state.until, language)})"
