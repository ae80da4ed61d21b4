"""Agreements in one frame: folded, judged for the day asked about, with what does not fit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from domain.accountability.escalations import Escalation, escalations_of
from domain.agreements.agreement import Agreement, agreement_id, agreement_stream
from domain.agreements.collective import Offer, is_collective, offers_of
from domain.agreements.findings import AgreementFinding
from domain.agreements.folding import course, fold
from domain.agreements.intentions import conversions
from domain.agreements.misfits import misfits_of
from domain.agreements.oversight import oversight_findings
from domain.agreements.standing import AgreementState, Standing, standing
from domain.envelope import Act
from domain.events import HousingOffered
from domain.history import Resolved, as_of, resolve
from domain.values import StreamKind, day_of
from ledger.reader import Frame, Reader
from ledger.tracking import catch_up
from projections.audit import AuditTrail
from projections.schema import AUDIT, AUDIT_PERSONS

_OFFER: Final = HousingOffered.about.type


@dataclass(frozen=True, slots=True)
class AgreementCase:
    """One agreement as one frame shows it.

    Attributes:
        agreement: What it is and what came of it, up to the day asked about.
        standing: Where it stands on that day.
        recorded: Everything recorded up to the moment known at, in order of position.
        resolved: The same after corrections.
        findings: What does not fit and what is wrong with the oversight, in order of day and kind.
        escalations: Questions about it that were put higher up.
    """

    agreement: Agreement
    standing: Standing
    recorded: tuple[Act, ...]
    resolved: Resolved
    findings: tuple[AgreementFinding, ...]
    escalations: tuple[Escalation, ...]


def agreement_case(id: str, recorded: Sequence[Act], frame: Frame) -> AgreementCase:
    """Return an agreement from what was recorded in `frame`."""
    day = day_of(frame.as_of)
    resolved = resolve(recorded)
    acts = sorted(as_of(resolved.acts, frame.as_of), key=course)
    agreement = fold(id, acts)
    found = [
        *(each for each in misfits_of(id, recorded) if each.on <= day),
        *oversight_findings(agreement, day),
    ]
    return AgreementCase(
        agreement,
        standing(agreement, day),
        tuple(recorded),
        resolved,
        tuple(sorted(found, key=lambda each: (each.on, each.kind, each.events))),
        escalations_of(acts),
    )


def all_agreements(reader: Reader) -> tuple[AgreementCase, ...]:
    """Return every agreement and intention that had begun by the day asked about, by id.

    Whom they concern is logged.
    """
    return tuple(
        agreement_case(agreement_id(stream), recorded, reader.frame)
        for stream, recorded in reader.histories(StreamKind.AGREEMENT).items()
        if _has_begun(recorded, reader.frame)
    )


def one_agreement(reader: Reader, id: str) -> AgreementCase | None:
    """Return one agreement, named by its id or its stream; whom it concerns is logged.

    None when nothing is recorded of it, or nothing had happened by the day asked about.
    """
    recorded = reader.history(agreement_stream(id))
    if not _has_begun(recorded, reader.frame):
        return None
    return agreement_case(agreement_id(id), recorded, reader.frame)


def agreements_of(reader: Reader, person: str) -> tuple[AgreementCase, ...]:
    """Return the agreements and intentions that concern or name a person, by id.

    Whom all agreements concern is logged: which of them name the person is seen by reading them.
    """
    return tuple(each for each in all_agreements(reader) if person in each.agreement.named)


def agreements_by_name(cases: Iterable[AgreementCase]) -> dict[str, tuple[AgreementCase, ...]]:
    """Return the agreements of each person and organisation that they concern or name."""
    found: dict[str, tuple[AgreementCase, ...]] = {}
    for each in cases:
        for name in each.agreement.named:
            found[name] = (*found.get(name, ()), each)
    return found


def became(reader: Reader, case: AgreementCase) -> str | None:
    """Return the agreement in another stream that an intention became; None when it became none.

    All agreements are read for it, and whom they concern is logged; for what is no intention
    nothing is.
    """
    if case.standing.state is not AgreementState.INTENTION:
        return None
    agreements = [each.agreement for each in all_agreements(reader)]
    found = (each.agreement for each in conversions(agreements) if each.stream == case.agreement.id)
    return next(found, None)


def offers_under(reader: Reader, agreements: Iterable[Agreement]) -> tuple[Offer, ...]:
    """Return the places to live that were offered under an agreement, by person and day.

    The persons who were ever offered a place are read, and logged, when one of `agreements`
    promises places in a number; otherwise nobody is.
    """
    if not any(each.terms is not None and is_collective(each.terms) for each in agreements):
        return ()
    return tuple(
        offer
        for person in _persons_with_offers(reader)
        for offer in offers_of(person, reader.acts(person), reader.frame.as_of)
    )


def _has_begun(recorded: Iterable[Act], frame: Frame) -> bool:
    return bool(as_of(recorded, frame.as_of))


def _persons_with_offers(reader: Reader) -> list[str]:
    ledger = reader.ledger
    if ledger.read_only:
        return sorted(
            {
                person
                for acts in ledger.walk(up_to=reader.position)
                for act in acts
                if act.envelope.type == _OFFER
                for person in act.envelope.subjects
            }
        )
    catch_up(ledger, AuditTrail())
    query = (
        select(AUDIT_PERSONS.c.person)
        .distinct()
        .join(AUDIT, AUDIT.c.position == AUDIT_PERSONS.c.position)
        .where(AUDIT.c.type == _OFFER, AUDIT.c.position <= reader.position)
        .order_by(AUDIT_PERSONS.c.person)
    )
    with ledger.connection(write=False) as connection:
        return list(connection.execute(query).scalars())
