"""What became known of one person between two moments, and what is held otherwise because of it.

Both moments are looked at on the same day and under the same law, so that a difference comes from
what was recorded in between and from nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from pydantic import Field

from domain.assessment import Assessment
from domain.envelope import Act
from domain.values import Value
from projections.blame import Fact, FactKind, content_text, fact_name, facts_of, place_of
from projections.case import Case
from projections.event_rows import Change, EventRow, change_text, changes, event_lines, event_row
from projections.language import Language, day_text, moment_text, paragraph, say
from projections.status import rules_text

_CORRECTED: Final = "event-corrected"
_RETRACTED: Final = "event-retracted"


class KnownAt(Value):
    """A moment of knowing: when, the last position recorded by then, and the root there."""

    known_at: datetime
    position: int
    root: str


class CorrectionRow(Value):
    """A correction, a retraction or a proposal of one, and what it did.

    `of` is the event that it names, as that was recorded; None where there is none. `changes` tells
    in what that event is read otherwise at the second moment than at the first.
    """

    event: EventRow
    of: EventRow | None
    changes: tuple[Change, ...]


class FactChange(Value):
    """A fact that is held otherwise; None where it was not held, or is no longer.

    `events` are those recorded in between that it comes from. None where it comes from what was
    recorded about something else: another need, or a circumstance.
    """

    kind: FactKind
    fact: str
    before: Fact | None
    after: Fact | None
    events: tuple[str, ...]


class Differences(Value):
    """What was recorded of a person between two moments, and what it changed.

    `removed` are the events that were read at the first moment and are not at the second: those of
    a pseudonym that was unlinked.
    """

    person: str
    day: date
    rules: str
    law_day: date
    earlier: KnownAt
    later: KnownAt
    added: tuple[EventRow, ...]
    corrected: tuple[CorrectionRow, ...]
    retracted: tuple[CorrectionRow, ...]
    proposed: tuple[CorrectionRow, ...]
    removed: tuple[EventRow, ...] = Field(default=(), exclude_if=lambda found: not found)
    facts: tuple[FactChange, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the differences as plain JSON values."""
        return self.model_dump(mode="json")


def report(
    earlier: tuple[KnownAt, Case, Assessment], later: tuple[KnownAt, Case, Assessment]
) -> Differences:
    """Return what differs between what was known of a person at two moments.

    Args:
        earlier: The first moment, with the person and the state of affairs as known then.
        later: The second moment, with the same.
    """
    (first, old, before), (second, new, after) = earlier, later
    # Not by position: a link brings in what was recorded of the other pseudonym long before.
    before_it, after_it = ({act.key for act in each.recorded} for each in (old, new))
    between = [act for act in new.recorded if act.key not in before_it]
    corrections = [act for act in between if act.envelope.corrects is not None]
    rows = {kind: _corrections(kind, corrections, old, new) for kind in (_CORRECTED, _RETRACTED)}
    known = {act.key: act for act in new.resolved.acts}
    return Differences(
        person=new.person.id,
        day=after.day,
        rules=after.rule_set,
        law_day=after.law_day,
        earlier=first,
        later=second,
        added=tuple(
            event_row(known.get(act.key, act), retracted=act in new.resolved.retracted)
            for act in between
            if act.envelope.corrects is None
        ),
        corrected=rows[_CORRECTED],
        retracted=rows[_RETRACTED],
        proposed=_corrections("event-retraction-proposed", corrections, old, new),
        removed=tuple(event_row(act) for act in old.recorded if act.key not in after_it),
        facts=fact_changes(facts_of(old, before), facts_of(new, after), between),
    )


def _corrections(
    kind: str, corrections: Sequence[Act], old: Case, new: Case
) -> tuple[CorrectionRow, ...]:
    recorded = {act.key: act for act in new.recorded}
    then = recorded | {act.key: act for act in old.resolved.acts}
    now = {act.key: act for act in new.resolved.acts}
    retracted = frozenset(act.key for act in new.resolved.retracted)
    found = []
    for act in corrections:
        reference = act.envelope.corrects
        if reference is None or _kind(act) != kind:
            continue
        key = (reference.source, reference.event_id)
        target = recorded.get(key)
        changed = changes(then[key], now[key]) if kind == _CORRECTED and key in now else ()
        of = None if target is None else event_row(target, retracted=key in retracted)
        row = event_row(act, retracted=act.key in retracted)
        found.append(CorrectionRow(event=row, of=of, changes=changed))
    return tuple(found)


def _kind(act: Act) -> str:
    return act.envelope.type.partition("/")[0]


def fact_changes(
    before: Sequence[Fact], after: Sequence[Fact], between: Sequence[Act]
) -> tuple[FactChange, ...]:
    """Return the facts that differ, with the events among `between` from which that comes."""
    old = {(fact.kind, fact.fact): fact for fact in before}
    new = {(fact.kind, fact.fact): fact for fact in after}
    ids = frozenset(act.envelope.event_id for act in between)
    correcting: dict[str, list[str]] = {}
    for act in between:
        if act.envelope.corrects is not None and _kind(act) in {_CORRECTED, _RETRACTED}:
            correcting.setdefault(act.envelope.corrects.event_id, []).append(act.envelope.event_id)
    found = []
    for kind, name in sorted({*old, *new}, key=_place):
        was, is_now = old.get((kind, name)), new.get((kind, name))
        if _content(was) != _content(is_now):
            events = _causes(was, is_now, ids, correcting)
            found.append(FactChange(kind=kind, fact=name, before=was, after=is_now, events=events))
    return tuple(found)


def _place(key: tuple[FactKind, str]) -> tuple[int, int]:
    return list(FactKind).index(key[0]), place_of(*key)


def _content(fact: Fact | None) -> tuple[object, ...] | None:
    return None if fact is None else (fact.value, fact.since, fact.until, fact.rule)


def _causes(
    before: Fact | None,
    after: Fact | None,
    ids: frozenset[str],
    correcting: Mapping[str, list[str]],
) -> tuple[str, ...]:
    found = [row.event_id for row in after.events if row.event_id in ids] if after else []
    for row in before.events if before else ():
        found += correcting.get(row.event_id, [])
    return tuple(dict.fromkeys(found))


def render(found: Differences, language: Language) -> str:
    """Return the differences as text: what is held otherwise first, then what was recorded."""
    facts = {
        "person": found.person,
        "day": day_text(found.day, language),
        "earlier": moment_text(found.earlier.known_at, language),
        "later": moment_text(found.later.known_at, language),
    }
    lines = paragraph(say(language, "diff.heading", **facts))
    recorded = (*found.added, *found.corrected, *found.retracted, *found.proposed, *found.removed)
    if not recorded:
        lines += ["", say(language, "diff.nothing")]
    elif not found.facts:
        lines += ["", say(language, "diff.same")]
    for change in found.facts:
        lines += ["", *_fact_lines(change, language)]
    if found.added:
        lines += ["", say(language, "diff.added")]
        lines += [line for row in found.added for line in event_lines(row, language, indent=2)]
    for key in ("corrected", "retracted", "proposed"):
        rows: tuple[CorrectionRow, ...] = getattr(found, key)
        if rows:
            lines += ["", say(language, f"diff.{key}")]
            lines += [line for row in rows for line in correction_lines(row, language)]
    if found.removed:
        lines += ["", say(language, "linked.removed")]
        lines += [line for row in found.removed for line in event_lines(row, language, indent=2)]
    rules = rules_text(found.rules, found.law_day, language)
    lines += ["", say(language, "report.basis", rules=rules)]
    return "\n".join(lines)


def _fact_lines(change: FactChange, language: Language) -> list[str]:
    lines = [f"  {fact_name(change.kind, change.fact, language)}"]
    for key, fact in (("diff.before", change.before), ("diff.after", change.after)):
        text = say(language, "diff.not_held") if fact is None else content_text(fact, language)
        lines += paragraph(f"{say(language, key)} {text}", indent=4)
    if change.events:
        because = say(language, "diff.because", events=", ".join(change.events))
    else:
        because = say(language, "diff.indirect")
    return [*lines, *paragraph(because, indent=4)]


def correction_lines(row: CorrectionRow, language: Language) -> list[str]:
    """Return a correction as text: itself, the event that it names, and what that changed."""
    lines = event_lines(row.event, language, indent=2)
    if row.of is None:
        lines += paragraph(say(language, "findings.correction-without-target"), indent=4)
    else:
        lines += event_lines(row.of, language, indent=4)
    for change in row.changes:
        lines += paragraph(change_text(change, language), indent=6)
    return lines
