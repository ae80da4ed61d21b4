"""What the acts say of one need: when it was met, lost, applied for, declined.

Days are days in the Netherlands. A need that no act speaks of has an empty standing, which reads
as unknown; only an act that says so makes a need unmet.

Nearly every act that is folded makes some of these values anew, so they are tuples with names: a
frozen dataclass takes three times as long to make.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from domain.answers import Answer, contradicting, last_answers
from domain.values import day_after


class Held(NamedTuple):
    """The need is met from `since` through `until` (None: no end known).

    `found` tells that it rests on what somebody found on the day `since` and on no decision, and
    `contested_by` names the events of that day that contradict each other about it, if they do.
    """

    since: date
    until: date | None
    evidence: tuple[str, ...]
    found: bool = False
    contested_by: tuple[str, ...] = ()

    def covers(self, day: date) -> bool:
        """Return whether the need is met on `day`."""
        return self.since <= day and (self.until is None or day <= self.until)


class Noted(NamedTuple):
    """Something that was said on a day: the need was lost, refused, declined or does not apply."""

    on: date
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Extension:
    """On `on` the authority said that it will decide by `until`."""

    on: date
    until: date


class Pending(NamedTuple):
    """An application that has not been decided.

    Attributes:
        since: Day of the application.
        organisation: Where it lies.
        evidence: The events that this rests on.
        step: Name of the type of the event that it last moved on, such as `benefit-applied`; the
            terms to decide that begin with that event are running.
        step_on: Day of that event.
        invited_on: Day on which the applicant was asked to complete it, while it is incomplete.
        complete_by: Last day to complete it, where one was set.
        suspended_days: For how many days earlier invitations have stopped the term.
        extensions: Since when the authority means to decide by which day, oldest first, of the step
            it is at; it counts where it was said before the term was over (Awb art. 4:14).
    """

    since: date
    organisation: str
    evidence: tuple[str, ...]
    step: str
    step_on: date
    invited_on: date | None = None
    complete_by: date | None = None
    suspended_days: int = 0
    extensions: tuple[Extension, ...] = ()

    @property
    def incomplete(self) -> bool:
        """Whether the applicant was asked to complete it, and has not."""
        return self.invited_on is not None

    def invited(self, on: date, complete_by: date | None, evidence: tuple[str, ...]) -> Pending:
        """Return the application after the applicant was asked, on `on`, to complete it.

        Another invitation only changes the last day, unless that has passed: then the term ran on,
        and stands still once more.
        """
        still = self.stands_still(on)
        return self._replace(
            invited_on=self.invited_on if still else on,
            complete_by=complete_by,
            suspended_days=self.suspended_days if still else self.suspended_until(on),
            evidence=(*self.evidence, *evidence),
        )

    def completed(self, on: date, evidence: tuple[str, ...]) -> Pending:
        """Return the application after it was completed on `on`."""
        return self._replace(
            invited_on=None,
            complete_by=None,
            suspended_days=self.suspended_until(on),
            evidence=(*self.evidence, *evidence),
        )

    def put_off(self, on: date, until: date, evidence: tuple[str, ...]) -> Pending:
        """Return the application after the authority said, on `on`, that it decides by `until`."""
        extensions = (*self.extensions, Extension(on, until))
        return self._replace(extensions=extensions, evidence=(*self.evidence, *evidence))

    def suspended_until(self, day: date) -> int:
        """Return for how many days the term to decide had stood still when `day` began.

        It stands still from the day after the invitation until the day on which the application
        is completed, or the last day to do so has passed (Awb art. 4:15(1)).
        """
        if self.invited_on is None:
            return self.suspended_days
        until = day if self.complete_by is None else min(day, day_after(self.complete_by) or day)
        return self.suspended_days + max(0, (until - self.invited_on).days - 1)

    def stands_still(self, day: date) -> bool:
        """Return whether the term to decide stands still on `day`."""
        return self.invited_on is not None and (self.complete_by is None or day <= self.complete_by)


class Standing(NamedTuple):
    """What the acts say of one need, in whatever order they came.

    Attributes:
        held: The grants, also those that have ended or are still to begin.
        lost: The first day without, by the newest acts that say that the need is not met. It
            stays when the need is granted: until the grant begins it is what is known.
        pending: The application under way.
        closed: The day on which the last application came to its end: it was granted, refused or
            taken back.
        declined: That the person wants no help with it.
        not_applicable: That it does not apply to the person.
        answers: What was found of it on the last day on which anybody looked.
    """

    held: tuple[Held, ...] = ()
    lost: Noted | None = None
    pending: Pending | None = None
    closed: Noted | None = None
    declined: Noted | None = None
    not_applicable: Noted | None = None
    answers: tuple[Answer, ...] = ()

    def granted(
        self, since: date, until: date | None, evidence: tuple[str, ...], *, found: bool = False
    ) -> Standing:
        """Return the standing after a grant, which ends an application."""
        held = (*self.held, Held(since, until, evidence, found))
        return Standing(held=held, lost=self.lost, closed=self.closed, answers=self.answers)

    def confirmed(self, day: date, evidence: tuple[str, ...]) -> Standing:
        """Return the standing after someone found the need met on `day`.

        What met it already goes on as it was; that it was found so on this day counts on its own,
        since a rule may have ended what was granted before.
        """
        held = self.held_on(day)
        if held is None:
            granted = self.granted(day, None, evidence, found=True)
        else:
            evidence = (*held.evidence, *evidence)
            granted = self.granted(day, held.until, evidence, found=True)
        return granted._replace(pending=self.pending)

    def answered(self, answer: Answer) -> Standing:
        """Return the standing, which `answer` made so, beside what was answered on the same day.

        Where answers contradict each other, what was found to be met is contested from that day
        until something later speaks of it. Where the last of them says that the need is not met,
        what was found earlier on that day does not count.
        """
        answers = (*(each for each in self.answers if each.on == answer.on), answer)
        met = any(each.arranged for each in last_answers(answers))
        contested_by = tuple(event for each in contradicting(answers) for event in each.evidence)
        kept = []
        for held in self._settled(answer.on):
            if held.found and held.since == answer.on:
                kept += [held._replace(contested_by=contested_by)] if met else []
            else:
                kept.append(held)
        return self._replace(held=tuple(kept), answers=answers)

    def _settled(self, on: date) -> tuple[Held, ...]:
        """Return the grants when what was contested before `on` is settled on that day."""
        return tuple(
            held._replace(until=on - timedelta(days=1))
            if held.contested_by and held.since < on and held.covers(on)
            else held
            for held in self.held
        )

    def ended(self, on: date, evidence: tuple[str, ...]) -> Standing:
        """Return the standing after a loss with `on` as the first day without.

        What was granted on that same day stands: a loss ends only what began before it.
        """
        kept = tuple(
            held
            if held.since >= on or (held.until is not None and held.until < on)
            else self._cut(held, on, evidence)
            for held in self.held
        )
        lost = self._lost(on, evidence)
        return Standing(
            held=kept, lost=lost, pending=self.pending, closed=self.closed, answers=self.answers
        )

    def without_application(self, on: date, evidence: tuple[str, ...]) -> Standing:
        """Return the standing after an application, where there is one, came to its end."""
        if self.pending is None:
            return self
        return Standing(
            held=self.held,
            lost=self.lost,
            closed=Noted(on, evidence),
            declined=self.declined,
            not_applicable=self.not_applicable,
            answers=self.answers,
        )

    @staticmethod
    def _cut(held: Held, on: date, evidence: tuple[str, ...]) -> Held:
        until = on - timedelta(days=1)
        return held._replace(until=until, evidence=(*held.evidence, *evidence))

    def refused(self, on: date, evidence: tuple[str, ...]) -> Standing:
        """Return the standing after a refusal, which ends an application but nothing held.

        What is contested is settled by it: who refuses says that the need is not met.
        """
        lost = self._lost(on, evidence)
        settled = self._replace(held=self._settled(on), lost=lost)
        return settled.without_application(on, evidence)

    def _lost(self, on: date, evidence: tuple[str, ...]) -> Noted:
        """Return since when the need is not met: what was lost already is not lost once more."""
        before = self.lost
        if (
            before is None
            or on < before.on
            or any(h.since <= on and (h.until or date.max) >= before.on for h in self.held)
        ):
            return Noted(on, evidence)
        return Noted(before.on, (*before.evidence, *evidence))

    def applied(self, pending: Pending) -> Standing:
        """Return the standing after an application."""
        return Standing(held=self.held, lost=self.lost, pending=pending, answers=self.answers)

    def held_on(self, day: date) -> Held | None:
        """Return the grant that meets the need on `day`, the one that lasts longest first.

        What is contested does not meet it.
        """
        return longest(held for held in self.held if held.covers(day) and not held.contested_by)

    def contested_on(self, day: date) -> Held | None:
        """Return the grant of which it is contested on `day` whether it meets the need."""
        if self.held_on(day) is not None:
            return None
        return longest(held for held in self.held if held.covers(day) and held.contested_by)

    def coming_after(self, day: date) -> Held | None:
        """Return the first grant that begins after `day`."""
        later = [held for held in self.held if held.since > day]
        return min(later, key=lambda held: held.since, default=None)

    @property
    def known(self) -> bool:
        """Whether any act says that the need was met or was lost."""
        return bool(self.held) or self.lost is not None

    def breakpoints(self) -> tuple[date, ...]:
        """Return the days on which the standing changes by itself."""
        days: list[date | None] = [held.since for held in self.held]
        days += [day_after(held.until) for held in self.held if held.until is not None]
        days += [self.lost.on] if self.lost is not None else []
        if self.pending is not None and self.pending.complete_by is not None:
            days.append(day_after(self.pending.complete_by))
        return tuple(day for day in days if day is not None)


def longest(grants: Iterable[Held]) -> Held | None:
    """Return the grant that lasts longest; of those that last as long the one that began first."""
    return max(
        grants,
        key=lambda held: ((held.until or date.max).toordinal(), -held.since.toordinal()),
        default=None,
    )
