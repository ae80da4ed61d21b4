"""The handovers: who was or is to be released, what was sent, received, offered and accepted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from domain import events as e
from domain.accountability.account import Account, HandedOver
from domain.accountability.found import Fault, Found
from domain.accountability.states import Accountability, Party
from domain.envelope import Act
from domain.needs import Need
from domain.values import Value
from projections.names import is_among


class PartyRow(Value):
    """An organisation that answers for a need: what sort it is, and its name where it is known."""

    kind: str
    name: str | None


class AnswerRow(Value):
    """Who answers for one open or disputed need now, and why."""

    need: str
    state: str
    parties: tuple[PartyRow, ...]
    rule: str


class FoundRow(Value):
    """One thing that is wrong; see `domain.accountability.found`."""

    fault: str
    on: date
    need: str | None
    detail: str | None
    evidence: tuple[str, ...]


class HandoverRow(Value):
    """The handover of one person.

    Attributes:
        person: Pseudonym.
        institution: Where the person is or was held.
        entered_on: Day of entry.
        release_on: Day of release, or the planned one.
        released: Whether that has come.
        certainty: Whether a planned day is known or estimated.
        municipality: Where the person settles.
        notice_sent: Day of the first notice, as the prison says.
        notice_received: Day of the first notice, as the municipality says.
        lead_days: Days from the notice to the release; below zero where it came after it.
        received_lead_days: The same from its receipt.
        notice_due: Last day for the notice by policy.
        at_once: Whether release was ordered at once.
        emergency_on: Day on which the emergency procedure was started.
        offered_on: Day of the last offer of handover.
        form: Warm or cold.
        method: By which means.
        offered: Needs that were offered.
        accepted: Needs that were accepted.
        rejected: Needs that were rejected.
        unanswered: Needs offered of which nobody has said anything.
        rating: From 1 (poor) to 5 (good), as the municipality says.
        open: Needs that are open now.
        accountable: Who answers for each need that is open or disputed now.
        flags: What is wrong, each kind once.
        found: The same with its day, need, detail and events.
    """

    person: str
    institution: str | None
    entered_on: date | None
    release_on: date | None
    released: bool
    certainty: str
    municipality: str | None
    notice_sent: date | None
    notice_received: date | None
    lead_days: int | None
    received_lead_days: int | None
    notice_due: date | None
    at_once: bool
    emergency_on: date | None
    offered_on: date | None
    form: str | None
    method: str | None
    offered: tuple[str, ...]
    accepted: tuple[str, ...]
    rejected: tuple[str, ...]
    unanswered: tuple[str, ...]
    rating: int | None
    open: tuple[str, ...]
    accountable: tuple[AnswerRow, ...]
    flags: tuple[str, ...]
    found: tuple[FoundRow, ...]

    def as_cells(self) -> dict[str, Any]:
        """Return the row with one plain value a column, for CSV."""
        cells = self.model_dump(mode="json", exclude={"accountable", "found"})
        cells["accountable"] = [
            f"{each.need}:{each.state}:{'+'.join(party.name or '?' for party in each.parties)}"
            for each in self.accountable
        ]
        return cells


class Handovers(Value):
    """The handovers in view, by day of release and name; a release without a day comes last.

    Attributes:
        rows: One for each person.
        day: The day asked about.
    """

    rows: tuple[HandoverRow, ...]
    day: date

    def as_json(self) -> list[dict[str, Any]]:
        """Return the rows as plain JSON values."""
        return [row.model_dump(mode="json") for row in self.rows]

    def as_cells(self) -> list[dict[str, Any]]:
        """Return the rows with one plain value a column, for CSV."""
        return [row.as_cells() for row in self.rows]


_OF_RELEASE: Final = (
    e.PersonReleased,
    e.ImmediateReleaseOrdered,
    e.ReleaseDatePlanned,
    e.ReleaseDateChanged,
)
_OF_INSTITUTIONS: Final = (e.DetentionStarted, e.ReDetained, e.PlacedInInstitution)
_OF_NAMES: Final = (
    *_OF_INSTITUTIONS,
    e.SettlementIntentionDeclared,
    e.PersonReleased,
    e.NeedOwnershipDisputed,
    e.NeedOwnerAssigned,
    e.HandoverAccepted,
)


@dataclass(frozen=True, slots=True)
class Filters:
    """Which handovers are asked for; None asks for all.

    Attributes:
        municipality: Only who settles there, or for whom it is a party to a dispute.
        institution: Only who is or was held there.
        released_from: Only who is released on or after this day.
        released_to: Only who is released on or before this day.
    """

    municipality: str | None = None
    institution: str | None = None
    released_from: date | None = None
    released_to: date | None = None

    def let_through(self, row: HandoverRow) -> bool:
        """Return whether a row answers all of them."""
        municipalities = {row.municipality} | {
            party.name for each in row.accountable for party in each.parties
        }
        return (
            (self.municipality is None or is_among(self.municipality, municipalities))
            and (self.institution is None or is_among(self.institution, {row.institution}))
            and self.is_in_period(row.release_on)
        )

    @property
    def types(self) -> frozenset[str]:
        """The types of the acts at which `may_ask_for` looks; none where it lets everyone through.

        They name as well everything that an answer could have named.
        """
        has_period = (self.released_from, self.released_to) != (None, None)
        kinds = {
            *(_OF_RELEASE if has_period else ()),
            *(_OF_NAMES if self.municipality is not None else ()),
            *(_OF_INSTITUTIONS if self.institution is not None else ()),
        }
        return frozenset(kind.about.type for kind in kinds)

    def may_ask_for(self, acts: Sequence[Act]) -> bool:
        """Return whether these acts of a person may give a row that answers all of them.

        It asks less than `let_through` and much sooner: before the person is read and judged.
        """
        days = _days_of_release(acts)
        return (
            any(map(self.is_in_period, days or (None,)))
            and (self.municipality is None or is_among(self.municipality, names_in(acts)))
            and (self.institution is None or is_among(self.institution, institutions_in(acts)))
        )

    def is_in_period(self, day: date | None) -> bool:
        """Return whether a release on `day` lies in the period; one without a day in none."""
        if self.released_from is None and self.released_to is None:
            return True
        return day is not None and (
            (self.released_from or date.min) <= day <= (self.released_to or date.max)
        )


def _days_of_release(acts: Iterable[Act]) -> set[date]:
    """Return every day that acts name as one of release, planned or not."""
    days: set[date] = set()
    for act in acts:
        match act.body:
            case e.PersonReleased() | e.ImmediateReleaseOrdered():
                days.add(act.envelope.day)
            case (
                e.ReleaseDatePlanned(release_on=date() as day)
                | e.ReleaseDateChanged(release_on=date() as day)
            ):
                days.add(day)
            case _:
                continue
    return days


def institutions_in(acts: Iterable[Act]) -> set[str]:
    """Return every institution in which acts say that somebody is held."""
    named = (act.body.institution for act in acts if isinstance(act.body, _OF_INSTITUTIONS))
    return {name for name in named if name is not None}


def names_in(acts: Iterable[Act]) -> set[str]:
    """Return every municipality and organisation that may answer for a need, as acts name it."""
    names = institutions_in(acts := list(acts))
    for act in acts:
        match act.body:
            case e.SettlementIntentionDeclared(municipality=municipality):
                names.add(municipality)
            case e.PersonReleased(destination_municipality=str(municipality)):
                names.add(municipality)
            case e.NeedOwnershipDisputed(parties=parties):
                names.update(parties)
            case e.NeedOwnerAssigned(owner=owner):
                names.add(owner)
            case e.HandoverAccepted():
                names.add(act.envelope.organisation)
            case _:
                continue
    return names


def report(accounts: Iterable[Account], filters: Filters, day: date) -> Handovers:
    """Return one row for every person with a release in the period: the last one in it.

    Args:
        accounts: Of the persons, on the day asked about.
        filters: Which handovers are asked for.
        day: The day asked about.
    """
    rows = [row for account in accounts for row in _last_row(account, filters)]
    return Handovers(
        rows=tuple(sorted(rows, key=lambda row: (row.release_on or date.max, row.person))),
        day=day,
    )


def _last_row(account: Account, filters: Filters) -> Iterator[HandoverRow]:
    for stay in reversed(account.stays):
        if filters.is_in_period(stay.stay.release_on):
            row = row_of(account, stay)
            if filters.let_through(row):
                yield row
            return


def row_of(account: Account, each: HandedOver) -> HandoverRow:
    """Return the row of one stay of a person."""
    stay, notices, handover = each.stay, each.notices, each.handover
    found = tuple(_found(account, each))
    faults = {one.fault for one in found}
    settlement = account.trail.settlement(account.day) if account.trail is not None else None
    return HandoverRow(
        person=account.person.id,
        institution=stay.institution,
        entered_on=stay.began,
        release_on=stay.release_on,
        released=stay.released is not None,
        certainty=stay.certainty,
        municipality=settlement.value if settlement is not None else None,
        notice_sent=notices.sent,
        notice_received=notices.received,
        lead_days=notices.lead_days,
        received_lead_days=notices.received_lead_days,
        notice_due=notices.due,
        at_once=notices.at_once,
        emergency_on=notices.emergency,
        offered_on=handover.offered_on,
        form=handover.form,
        method=handover.method,
        offered=handover.offered,
        accepted=handover.accepted,
        rejected=handover.rejected,
        unanswered=handover.unanswered,
        rating=handover.rating,
        open=tuple(each.need for each in account.open),
        accountable=tuple(
            _answer(need, accountable) for need, accountable in account.accountable.items()
        ),
        flags=tuple(fault for fault in Fault if fault in faults),
        found=tuple(found_row(each) for each in found),
    )


def _found(account: Account, each: HandedOver) -> Iterator[Found]:
    """Yield what is wrong with one stay; what is wrong now belongs to the last one."""
    yield from each.notices.found
    yield from each.handover.found
    if each is account.stays[-1]:
        own = {act.envelope.event_id for stay in account.stays[:-1] for act in stay.stay.acts}
        yield from (found for found in account.found if not own & set(found.evidence[:1]))
    else:
        own = {act.envelope.event_id for act in each.stay.acts}
        yield from (found for found in account.found if own & set(found.evidence[:1]))


def _answer(need: Need, accountable: Accountability) -> AnswerRow:
    return AnswerRow(
        need=need,
        state=accountable.state,
        parties=tuple(party_row(party) for party in accountable.parties),
        rule=accountable.rule,
    )


def party_row(party: Party) -> PartyRow:
    """Return an organisation as a row."""
    return PartyRow(kind=party.kind, name=party.name)


def found_row(found: Found) -> FoundRow:
    """Return a finding as a row."""
    return FoundRow(
        fault=found.fault,
        on=found.on,
        need=found.need,
        detail=found.detail,
        evidence=found.evidence,
    )
