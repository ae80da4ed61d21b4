"""Stays in detention, each with the acts between its entry and the next: one handover each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from domain import events as e
from domain.envelope import Act
from domain.person import Person
from domain.values import Certainty


@dataclass(frozen=True, slots=True)
class Stay:
    """One stay in detention and what led up to, and followed, its end.

    Attributes:
        began: Day of entry; None where only the release is known.
        released: Day of release; None while it lasts.
        planned: Planned day of release, while it lasts and where one is known.
        certainty: How sure that planned day is.
        institution: Where the person was held last.
        ordered: The act that ordered release at once, where one did.
        acts: The acts from entry until the next entry, in order.
    """

    began: date | None
    released: date | None
    planned: date | None
    certainty: Certainty
    institution: str | None
    ordered: Act | None
    acts: tuple[Act, ...]

    @property
    def release_on(self) -> date | None:
        """The day of release, or the planned one."""
        return self.released or self.planned

    @property
    def days(self) -> int | None:
        """How many days the stay lasts, as far as known."""
        if self.began is None or self.release_on is None:
            return None
        return max(0, (self.release_on - self.began).days)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Begin, end and place of a stay, before the acts are divided."""

    began: date | None
    released: date | None
    institution: str | None

    @property
    def first(self) -> date:
        return self.began or self.released or date.min


def stays_of(person: Person, acts: Sequence[Act]) -> tuple[Stay, ...]:
    """Return the stays of `person`, oldest first.

    Args:
        person: The state folded from `acts`.
        acts: The acts that count, in order.
    """
    frames = [_Frame(each.began, each.ended, each.institution) for each in person.episodes]
    frames += [_Frame(None, each.on, None) for each in person.releases_without_detention]
    if not frames:
        return ()
    frames.sort(key=lambda frame: frame.first)
    starts = [date.min, *(_start(before, frame) for before, frame in pairwise(frames))]
    ends = [*starts[1:], None]
    planned = person.planned_release
    stays = []
    for frame, start, end in zip(frames, starts, ends, strict=True):
        of_stay = tuple(
            act
            for act in acts
            if start <= act.envelope.day and (end is None or act.envelope.day < end)
        )
        is_open = frame.released is None and end is None
        orders = [act for act in of_stay if isinstance(act.body, e.ImmediateReleaseOrdered)]
        stays.append(
            Stay(
                began=frame.began,
                released=frame.released,
                planned=planned.value if is_open and planned is not None else None,
                certainty=person.planned_release_certainty if is_open else Certainty.KNOWN,
                institution=frame.institution,
                ordered=orders[-1] if orders else None,
                acts=of_stay,
            )
        )
    return tuple(stays)


def _start(before: _Frame, frame: _Frame) -> date:
    """Return from which day acts belong to a stay: its entry, or the day after the last release."""
    if frame.began is not None:
        return frame.began
    last = before.released or before.first
    return min(frame.first, last + timedelta(days=1)) if last < date.max else frame.first
