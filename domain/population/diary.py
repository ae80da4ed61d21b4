"""What happens to one person, noted down as it is thought of, and then put in order."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

from domain.envelope import CorrectionKind
from domain.events.base import EventBody
from domain.population.bases import basis
from domain.population.chance import Draw
from domain.population.organisations import Office
from domain.values import PrivacyClass
from domain.working_days import is_working_day

_MORNING: Final = 8 * 60
_MINUTES_APART: Final = 10
_LAST_MINUTE: Final = 24 * 60 - 1
_CLOCK: Final = tuple(f"{minute // 60:02}:{minute % 60:02}" for minute in range(24 * 60))
_SECONDS: Final = tuple(f"{second:02}" for second in range(60))
_NOT_AT_ONCE: Final = 0.25
"""Share of acts that are not noted on the day itself."""
_ONE_DAY: Final = timedelta(days=1)


@dataclass(slots=True)
class Happening:
    """One act, before it is written as an event.

    Attributes:
        day: When it took place.
        body: What happened.
        office: Who acted.
        legal_basis: Law and article.
        turn: In which order it was thought of: the order within a day.
        noted_on: When the source logged it.
        effect_from: First day of effect, where that is not the day of the act.
        effect_until: Last day of effect, where an end is known.
        to: Organisations to which it was sent.
        stream: Whose history it belongs to.
        mandate: On which mandate the actor relied.
        caused_by: The act that led to this one.
        corrects: The act that it corrects or retracts.
        correction_kind: Why it does.
        subject: The person whom it concerns, where that is not the one of the stream.
        noted_at: When the source logged it, to the second, UTC; set when all is in order.
        event_id: The sender's name for it; set when all is in order.
    """

    day: date
    body: EventBody
    office: Office
    legal_basis: str
    turn: int
    noted_on: date
    stream: str
    effect_from: date | None = None
    effect_until: date | None = None
    to: tuple[str, ...] = ()
    mandate: str | None = None
    caused_by: Happening | None = None
    corrects: Happening | None = None
    correction_kind: CorrectionKind | None = None
    subject: str | None = None
    noted_at: str = ""
    event_id: str = ""

    @property
    def privacy(self) -> PrivacyClass:
        """The class of what it says; a correction has that of what it corrects."""
        own = self.body.about.privacy
        if own is not None:
            return own
        return PrivacyClass.ORDINARY if self.corrects is None else self.corrects.privacy


@dataclass(slots=True)
class Diary:
    """All that happens to one person, up to the last day of which anything is told.

    Attributes:
        person: Pseudonym.
        early: Whether the law of 2007 applies rather than that of 2026.
        ends_on: Last day of which anything is told; what would happen later is left out.
        draw: Decides when something is noted.
        late_notes: Share of acts that are noted weeks after they took place.
        of_person: Whether it is the diary of a person rather than of organisations.
        happenings: What was noted down so far.
        stream: The stream of the person.
    """

    person: str
    early: bool
    ends_on: date
    draw: Draw
    late_notes: float
    of_person: bool = True
    happenings: list[Happening] = field(default_factory=list)
    stream: str = field(init=False)

    def __post_init__(self) -> None:
        self.stream = f"person:{self.person}"

    def add(
        self,
        day: date,
        body: EventBody,
        office: Office,
        procedure: str,
        effect_from: date | None = None,
        effect_until: date | None = None,
        to: tuple[str, ...] = (),
        caused_by: Happening | None = None,
        *,
        stream: str | None = None,
        mandate: str | None = None,
    ) -> Happening | None:
        """Note down an act; None when it would take place after the last day that is told."""
        if day > self.ends_on:
            return None
        chance = self.draw.share()
        act = Happening(
            day,
            body,
            office,
            basis(procedure, day, early=self.early),
            len(self.happenings),
            day if chance > _NOT_AT_ONCE else self._noted(day, chance),
            stream or self.stream,
            effect_from,
            effect_until,
            to,
            mandate,
            caused_by,
        )
        if stream is not None and self.of_person and stream != self.stream:
            act.subject = self.person
        self.happenings.append(act)
        return act

    def correct(
        self, wrong: Happening, day: date, body: EventBody, office: Office, kind: CorrectionKind
    ) -> Happening | None:
        """Note down what changes how an earlier act is read."""
        act = self.add(day, body, office, "correction", stream=wrong.stream)
        if act is not None:
            act.corrects, act.correction_kind = wrong, kind
            act.noted_on = max(act.noted_on, wrong.noted_on)
        return act

    def in_order(self) -> list[Happening]:
        """Return everything in the order in which it was noted, with times and names set."""
        acts = sorted(self.happenings, key=_when_noted)
        person, share = self.person, self.draw.share
        noted_on, day, minute = None, "", 0
        for number, act in enumerate(acts, 1):
            if act.noted_on != noted_on:
                noted_on = act.noted_on
                day, minute = noted_on.isoformat(), _MORNING
            minute = min(minute + 1 + int(share() * _MINUTES_APART), _LAST_MINUTE)
            act.noted_at = f"{day}T{_CLOCK[minute]}:{_SECONDS[number % 60]}Z"
            act.event_id = f"{person}-{number:03}"
        return acts

    def _noted(self, day: date, chance: float) -> date:
        """Return the day on which an act is noted that is not noted at once."""
        if chance < self.late_notes:
            day += timedelta(14 + self.draw.whole(0, 90))
        else:
            day += timedelta(1 + int(chance * 20))
        return min(open_day(day), self.ends_on)


def _when_noted(act: Happening) -> tuple[date, date, int]:
    return act.noted_on, act.day, act.turn


@lru_cache(maxsize=20_000)
def open_day(day: date) -> date:
    """Return `day`, or the first day after it on which offices are open."""
    while not is_working_day(day):
        day += _ONE_DAY
    return day


def data_of(act: Happening) -> dict[str, Any]:
    """Return what stands in `data` of the event, with dates and codes still as they are."""
    office = act.office
    accounts = office.accounts
    data: dict[str, Any] = {
        "stream": act.stream,
        "occurred_on": act.day,
        "actor": accounts[(act.turn // 8) % len(accounts)],
        "role": office.role,
        "organisation": office.organisation,
        "purpose": "nazorg",
        "legal_basis": act.legal_basis,
    }
    if act.subject is not None:
        data["subjects"] = (act.subject,)
    if act.effect_from is not None:
        data["effect_from"] = act.effect_from
    if act.effect_until is not None:
        data["effect_until"] = act.effect_until
    if act.to:
        data["to"] = act.to
    if act.mandate is not None:
        data["mandate"] = act.mandate
    # An act that its source forgot to send has no name, and nothing can refer to it.
    if act.caused_by is not None and act.caused_by.event_id:
        data["causation"] = act.caused_by.event_id
    if act.corrects is not None:
        wrong = act.corrects
        data["corrects"] = {"event_id": wrong.event_id, "source": wrong.office.source}
        data["correction_kind"] = act.correction_kind
        data["privacy_class"] = act.privacy
    data["body"] = {name: value for name, value in act.body.__dict__.items() if value is not None}
    return data
