"""What the acts say of one need: when it was met, lost, applied for, declined.

Days are days in the Netherlands. A need that no act speaks of has an empty standing, which reads
as unknown; only an act that says so makes a need unmet.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta


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

    `incomplete` is true while the applicant was asked to complete it, which stops the term.
    """

    since: date
    organisation: str
    incomplete: bool
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What the acts say of one need, in whatever order they came."""

    held: tuple[Held, ...] = ()
    lost: Noted | None = None
    pending: Pending | None = None
    declined: Noted | None = None
    not_applicable: Noted | None = None

    def granted(self, since: date, until: date | None, evidence: tuple[str, ...]) -> Standing:
        """Return the standing after a grant, which ends an application and an earlier refusal."""
        return Standing(held=(*self.held, Held(since, until, evidence)))

    def confirmed(self, day: date, evidence: tuple[str, ...]) -> Standing:
        """Return the standing after someone found the need met on `day`."""
        if any(held.covers(day) for held in self.held):
            return replace(self, declined=None, not_applicable=None)
        return replace(self.granted(day, None, evidence), pending=self.pending)

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
        return Standing(held=kept, lost=Noted(on, evidence), pending=self.pending)

    @staticmethod
    def _cut(held: Held, on: date, evidence: tuple[str, ...]) -> Held:
        return Held(held.since, on - timedelta(days=1), (*held.evidence, *evidence))

    def refused(self, on: date, evidence: tuple[str, ...]) -> Standing:
        """Return the standing after a refusal, which ends an application but nothing held."""
        return replace(self, lost=Noted(on, evidence), pending=None)

    def applied(self, pending: Pending) -> Standing:
        """Return the standing after an application."""
        return replace(self, pending=pending, declined=None, not_applicable=None)

    def suspended(self, evidence: tuple[str, ...], *, incomplete: bool) -> Standing:
        """Return the standing after an application was found incomplete, or was completed."""
        if self.pending is None:
            return self
        pending = replace(
            self.pending, incomplete=incomplete, evidence=(*self.pending.evidence, *evidence)
        )
        return replace(self, pending=pending)

    def held_on(self, day: date) -> Held | None:
        """Return the grant that meets the need on `day`, the one that lasts longest first."""
        covering = [held for held in self.held if held.covers(day)]
        if not covering:
            return None
        return max(covering, key=lambda held: (held.until or date.max, held.since))

    @property
    def known(self) -> bool:
        """Whether any act says that the need was met or was lost."""
        return bool(self.held) or self.lost is not None

    def breakpoints(self) -> tuple[date, ...]:
        """Return the days on which the standing changes by itself."""
        days = [held.since for held in self.held]
        days += [held.until + timedelta(days=1) for held in self.held if held.until is not None]
        return tuple(days)
