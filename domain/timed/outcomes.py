"""What is said of each need on a day to come, under one reading of what is uncertain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from domain.needs import Need
from domain.timed.course import Course
from domain.timed.latent import StuckThen
from domain.timed.of_person import PersonProblem
from domain.timed.safe_days import LastSafeDay, Outlook, Prospect, Timing, last_safe_days, outlook
from domain.timed.sweep import Policy, sweep

_TOO_LATE: Final = LastSafeDay(Timing.TOO_LATE)
_ACTIVE: Final = (Policy.ORDINARY, Policy.EXTENDED)


class Word(StrEnum):
    """What is said of a need on the day asked about.

    Attributes:
        SECURED: Held, even if nobody acts any more.
        ACHIEVABLE: Held if somebody acts on or before a last day.
        ONLY_WITH_DECISION: Held only if somebody also decides what need not be decided, on or
            before a last day.
        TOO_LATE: Not held by then whatever is done; held later.
        ENDS_BEFORE: Held for a time before that day, and no more on the day itself.
        WILL_BE_STUCK: Never held, and on the day it will wait for what waits for it.
        WILL_BE_BEHIND: Never held, and on the day it will wait for needs that are stuck.
        TIMING_CLASH: Never held: what it takes opens at some time, but never together.
        NO_WAY: Never held: no way leads there.
        NOT_WANTED: Declined by the person, or not applicable.
    """

    SECURED = "secured"
    ACHIEVABLE = "achievable"
    ONLY_WITH_DECISION = "only-with-decision"
    TOO_LATE = "too-late"
    ENDS_BEFORE = "ends-before"
    WILL_BE_STUCK = "will-be-stuck"
    WILL_BE_BEHIND = "will-be-behind"
    TIMING_CLASH = "timing-clash"
    NO_WAY = "no-way"
    NOT_WANTED = "not-wanted"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is said of one need under one reading.

    Attributes:
        word: What is said.
        act_by: For `ACHIEVABLE` and `ONLY_WITH_DECISION`, the last day on which to start.
        earliest: The first day on which it can be held from now on; for `TOO_LATE` the first one
            after the day asked about. It may lie beyond the horizon.
        with_decision: Whether `earliest` takes a decision.
        sooner_with_decision: For what takes none: an earlier day that a decision would bring.
        held: The days on which it is held if everybody acts at once, with the last day of each;
            None for the last day where it goes on beyond the horizon.
    """

    word: Word
    act_by: date | None = None
    earliest: date | None = None
    with_decision: bool = False
    sooner_with_decision: date | None = None
    held: tuple[tuple[date, date | None], ...] = ()


def outcomes(problem: PersonProblem, by: int, stuck: StuckThen) -> dict[Need, Outcome]:
    """Return what is said of every need on the day `by`."""
    ready = problem.compiled
    judge = _Judge(
        problem=problem,
        by=by,
        stuck=stuck,
        ordinary=sweep(ready),
        extended=sweep(ready, Policy.EXTENDED),
        by_acting=last_safe_days(ready, by),
        by_deciding=last_safe_days(ready, by, policy=Policy.EXTENDED),
        far={policy: outlook(problem.problem, policy) for policy in _ACTIVE},
    )
    return {need: judge.outcome(need) for need in Need}


@dataclass(frozen=True, slots=True)
class _Judge:
    problem: PersonProblem
    by: int
    stuck: StuckThen
    ordinary: Course
    extended: Course
    by_acting: Mapping[str, LastSafeDay]
    by_deciding: Mapping[str, LastSafeDay]
    far: Mapping[Policy, Outlook]

    def outcome(self, need: Need) -> Outcome:
        if need in self.problem.not_wanted:
            return Outcome(Word.NOT_WANTED)
        acting = self.by_acting.get(need, _TOO_LATE)
        deciding = self.by_deciding.get(need, _TOO_LATE)
        if acting.timing is Timing.SECURED:
            return self._said(Word.SECURED, need, None)
        if acting.timing is Timing.IN_TIME:
            return self._said(Word.ACHIEVABLE, need, acting.day)
        if deciding.timing is Timing.IN_TIME:
            first = self.extended.earliest(need)
            return self._said(
                Word.ONLY_WITH_DECISION, need, deciding.day, earliest=first, decided=True
            )
        return self._not_by_then(need)

    def _not_by_then(self, need: Need) -> Outcome:
        for course in (self.ordinary, self.extended):
            later = [first for first, end in course.days_of(need) if end > self.by]
            if later:
                decided = course is self.extended
                return self._said(Word.TOO_LATE, need, None, earliest=later[0], decided=decided)
        if self.extended.earliest(need) is not None:
            return self._said(Word.ENDS_BEFORE, need, None)
        for policy in _ACTIVE:
            day = self.far[policy].first.get(need)
            if day is not None:
                decided = policy is Policy.EXTENDED
                return self._said(Word.TOO_LATE, need, None, earliest=day, decided=decided)
        prospect = self.far[Policy.EXTENDED].prospects.get(need, Prospect.NEVER)
        if need in self.stuck.stuck:
            return self._said(Word.WILL_BE_STUCK, need, None)
        if need in self.stuck.behind:
            return self._said(Word.WILL_BE_BEHIND, need, None)
        if prospect is Prospect.TIMING_CLASH:
            return self._said(Word.TIMING_CLASH, need, None)
        return self._said(Word.NO_WAY, need, None)

    def _said(
        self,
        word: Word,
        need: Need,
        act_by: int | None,
        *,
        earliest: int | None = None,
        decided: bool = False,
    ) -> Outcome:
        setting = self.problem.setting
        ordinary = self.ordinary.earliest(need)
        if earliest is None:
            earliest = self.extended.earliest(need) if ordinary is None else ordinary
            decided = ordinary is None and earliest is not None
        course = self.ordinary if not decided else self.extended
        sooner: int | None = None
        if earliest is not None and not decided:
            after = self.by if word is Word.TOO_LATE else 0
            days = self.extended.days_of(need)
            first = next((max(begins, after) for begins, end in days if end > after), None)
            sooner = first if first is not None and first < earliest else None
        return Outcome(
            word=word,
            act_by=None if act_by is None else setting.date(act_by),
            earliest=None if earliest is None else setting.date(earliest),
            with_decision=decided,
            sooner_with_decision=None if sooner is None else setting.date(sooner),
            held=tuple(
                (setting.date(first), None if end > course.last else setting.date(end - 1))
                for first, end in course.days_of(need)
            ),
        )
