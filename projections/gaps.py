"""When nobody acted on an open need, and whose move it was: of one person, or of everyone."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any, Final

from domain.accountability.policy import Applied
from domain.accountability.states import Accountability, Party, State
from domain.accountability.timeline import accountable_on
from domain.accountability.trail import trail_of
from domain.gaps import Answering, Gap, Move, MoveKind, Turn, gaps_of
from domain.needs import Need
from domain.rules import Rule, RuleSet, Text
from domain.values import Value, day_of
from ledger.reader import Frame
from ledger.rulebook import rules_in_force
from projections.accounts import policy_in
from projections.case import Case
from projections.handovers import PartyRow
from projections.handovers_text import party_text
from projections.language import Language

OVER: Final = timedelta(days=14)
"""How long a gap lasts at least before it is shown, unless asked otherwise: set by no law."""

KEPT_UP: Final = timedelta(days=365)
"""A ledger in which nothing was recorded for longer is kept no more, and tells nothing of the days
after its last record."""


class TurnRow(Value):
    """The days from `since` up to but not including `until`, and whose move it was then.

    Attributes:
        since: First day.
        until: The day after the last.
        status: Where the need stood.
        kind: Why the move was theirs, from `MoveKind`.
        who: An organisation by name, or as the rule calls it; None where nobody can be named.
        need: The need on which to act: that of the gap, or one that it waits for.
        rule: Id of the rule that says so.
        source: Law and article of that rule.
        evidence: Ids of the events that it rests on.
    """

    since: date
    until: date
    status: str
    kind: str
    who: Text | str | None
    need: str
    rule: str | None
    source: str | None
    evidence: tuple[str, ...]


class GapRow(Value):
    """A stretch of time in which nobody acted on an open need of a person.

    `before` and `after` are the ids of the events between which it lies; `ongoing` tells that it
    was still there on the day asked about, which is then `until`.
    """

    person: str
    need: str
    since: date
    until: date
    days: int
    ongoing: bool
    before: tuple[str, ...]
    after: tuple[str, ...]
    turns: tuple[TurnRow, ...]


class GapsReport(Value):
    """All gaps in view.

    Attributes:
        day: The day asked about.
        recorded_on: The day on which something was recorded last; None where nothing was.
        until: The last day that is counted: the one asked about, or that of the last record where
            that is long ago.
        over: The number of days that each gap lasted longer than.
        rules: Name of the rule set.
        law_day: The day of the law that is in force on `until`.
        rows: The gaps.
    """

    day: date
    recorded_on: date | None
    until: date
    over: int
    rules: str
    law_day: date
    rows: tuple[GapRow, ...]

    def as_json(self) -> list[dict[str, Any]]:
        """Return the gaps as plain JSON values."""
        return [row.model_dump(mode="json") for row in self.rows]

    def as_cells(self, language: Language) -> list[dict[str, Any]]:
        """Return a row of single values for each turn of a gap, in one language.

        A gap of several turns stands in several rows: a sum of days by whose move it was is one of
        `turn_days`.
        """
        return [_turn_cells(row, turn, language) for row in self.rows for turn in row.turns]


def _turn_cells(row: GapRow, turn: TurnRow, language: Language) -> dict[str, Any]:
    return {
        **row.model_dump(mode="json", exclude={"turns"}),
        "turn_since": turn.since.isoformat(),
        "turn_until": turn.until.isoformat(),
        "turn_days": (turn.until - turn.since).days,
        "status": turn.status,
        "kind": turn.kind,
        "who": turn.who.in_language(language) if isinstance(turn.who, Text) else turn.who,
        "step": turn.need,
        "rule": turn.rule,
        "source": turn.source,
        "evidence": list(turn.evidence),
    }


def report(
    cases: Iterable[Case],
    rules: RuleSet,
    frame: Frame,
    *,
    over: timedelta = OVER,
    needs: Collection[Need] = tuple(Need),
    recorded_on: date | None = None,
) -> GapsReport:
    """Return the gaps of `cases` in `frame` that lasted longer than `over`.

    Args:
        cases: The persons.
        rules: The rules.
        frame: From where one looks.
        over: Gaps of this length or shorter are left out.
        needs: The needs to look at.
        recorded_on: The day on which something was recorded last; None where it does not matter.

    Raises:
        RuleSetNotInForce: The rule set has no rules for the day asked about.
    """
    day = day_of(frame.as_of)
    rules_in_force(rules, frame.law_on or day)
    until = day
    if recorded_on is not None and day - recorded_on > KEPT_UP:
        until = recorded_on
    policy = policy_in(frame, rules)
    rows = [
        _row(case.person.id, gap)
        for case in cases
        for gap in gaps_of(
            case.person.id,
            tuple(act for act in case.acts if act.envelope.day <= until),
            rules,
            until,
            over=over,
            answering=_answering(case, policy),
            needs=needs,
            law_on=frame.law_on,
        )
    ]
    return GapsReport(
        day=day,
        recorded_on=recorded_on,
        until=until,
        over=over.days,
        rules=rules.name,
        law_day=frame.law_on or rules.day_of_law(until),
        rows=tuple(rows),
    )


def _answering(case: Case, policy: Applied) -> Answering:
    trail = trail_of(case.person, case.acts)
    rules: dict[str, Rule] = {
        rule.id: rule for rule in (*policy.policy.lines, *policy.policy.meanwhile)
    }

    def answering(need: Need, day: date) -> Move:
        if trail is None:
            return Move(MoveKind.NOBODY, None, need)
        found = accountable_on(trail, policy, need, day)
        rule = rules.get(found.rule)
        known = found.parties and found.state not in {State.NOBODY, State.UNKNOWN}
        return Move(
            MoveKind.ANSWERS if known else MoveKind.NOBODY,
            _names(found) if known else None,
            need,
            rule=found.rule,
            source=None if rule is None else str(rule.source),
            evidence=found.evidence,
        )

    return answering


def _names(found: Accountability) -> Text:
    def named(party: Party, language: str) -> str:
        row = PartyRow(kind=party.kind, name=party.name)
        return party_text(row, "nl" if language == "nl" else "en")

    return Text(
        nl=" / ".join(named(party, "nl") for party in found.parties),
        en=" / ".join(named(party, "en") for party in found.parties),
    )


def _row(person: str, gap: Gap) -> GapRow:
    return GapRow(
        person=person,
        need=gap.need,
        since=gap.since,
        until=gap.until,
        days=gap.days,
        ongoing=gap.ongoing,
        before=gap.before,
        after=gap.after,
        turns=tuple(_turn(turn) for turn in gap.turns),
    )


def _turn(turn: Turn) -> TurnRow:
    move = turn.move
    return TurnRow(
        since=turn.since,
        until=turn.until,
        status=turn.status,
        kind=move.kind,
        who=move.who,
        need=move.need,
        rule=move.rule,
        source=move.source,
        evidence=move.evidence,
    )
