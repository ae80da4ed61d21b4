"""What the acts say of one need: when it was met, lost, applied for, declined.

Days are days in the Netherlands. A need that no act speaks of has an empty standing, which reads
as unknown; only an act that says so makes a need unmet.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.values import day_after


@dataclass(frozen=True, slots=True)
class Held:
    """The need is met from `since` through `until` (None: no end known)."""

    since: date
    until: date | None
    evidence: tuple[str, ...]

    def covers(self, day: date) -> bool:
        """Return whether the need is met on `day`."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Noted:
    """Something that was said on a day: the need was lost, refused, declined or does not apply."""

    on: date
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pending:
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
    """

    since: date
    organisation: str
    evidence: tuple[str, ...]
    step: str
    step_on: date
    invited_on: date | None = None
    complete_by: date | None = None
    suspended_days: int = 0

    @property
    def incomplete(self) -> bool:
        """Whether the applicant was asked to complete it, and has not."""
        return self.invited_on is not None

    def invited(self, on: date, complete_by: date | None, evidence: tuple[str, ...]) -> Pending:
        """Return the application after the applicant was asked, on `on`, to complete it."""
        began = on if self.invited_on is None else self.invited_on
        return replace(
            self,
            invited_on=began,
            complete_by=complete_by,
            evidence=(*self.evidence, *evidence),
        )

    def completed(self, on: date, evidence: tuple[str, ...]) -> Pending:
        """Return the application after it was completed on `on`."""
        return replace(
            self,
            invited_on=None,
            complete_by=None,
            suspended_days=self.suspended_until(on),
            evidence=(*self.evidence, *evidence),
        )

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


@dataclass(frozen=True, slots=True)
class Standing:
    """What the acts say of one need, in whatever order they came.

    Attributes:
        held: The grants, also those that have ended or are still to begin.
        lost: The first day without, by the newest acts that say that the need is not met. It
            stays when the need is granted: until the grant begins it is what is known.
        pending: The application under way.
        declined: That the person wants no help with it.
        not_applicable: That it does not apply to the person.
    """

    held: tuple[Held, ...] = ()
    lost: Noted | None = None
    pending: Pending | None = None
    declined: Noted | None = None
    not_applicable: Noted | None = None

    def granted(self, since: date, until: date | None, evidence: tuple[str, ...]) -> Standing:
        """Return the standing after a grant, which ends an application."""
        return Standing(held=(*self.held, Held(since, until, evidence)), lost=self.lost)

    def confirmed(self, day: date, evidence: tuple[str, ...]) -> Standing:
        """Return the standing after someone found the need met on `day`.

        What met it already goes on as it was; that it was found so on this day counts on its own,
        since a rule may have ended what was granted before.
        """
        held = self.held_on(day)
        if held is None:
            granted = self.granted(day, None, evidence)
        else:
            granted = self.granted(day, held.until, (*held.evidence, *evidence))
        return replace(granted, pending=self.pending)

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
        return Standing(held=kept, lost=self._lost(on, evidence), pending=self.pending)

    @staticmethod
    def _cut(held: Held, on: date, evidence: tuple[str, ...]) -> Held:
        return Held(held.since, on - timedelta(days=1), (*held.evidence, *evidence))

    def refused(self, on: date, evidence: tuple[str, ...]) -> Standing:
        """Return the standing after a refusal, which ends an application but nothing held."""
        return replace(self, lost=self._lost(on, evidence), pending=None)

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
        return replace(self, pending=pending, declined=None, not_applicable=None)

    def held_on(self, day: date) -> Held | None:
        """Return the grant that meets the need on `day`, the one that lasts longest first."""
        return longest(held for held in self.held if held.covers(day))

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
