"""Agreements in one frame: folded, judged for the day asked about, with what does not fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Select, select

from domain.accountability.escalations import Escalation, escalations_of
from domain.agreements.agreement import Agreement, agreement_id, agreement_stream
from domain.agreements.collective import Offer, is_collective, offers_of
from domain.agreements.findings import AgreementFinding
from domain.agreements.folding import course, fold
from domain.agreements.intentions import conversions
from domain.agreements.misfits import misfits_of
from domain.agreements.oversight import oversight_findings
from domain.agreements.standing import AgreementState, Standing, standing
from domain.envelope import Act, Envelope
from domain.events import HousingOffered
from domain.history import Resolved, as_of, resolve
from domain.values import StreamKind, day_of, person_of_stream
from ledger.reader import Frame, Reader
from ledger.tracking import catch_up, reading
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
    """Return the agreements that concern a person, under any linked pseudonym, by id.

    Only the streams in which an event names the person as its subject are read; whom they concern
    is logged. An agreement that names a person in its terms alone is not found so: `all_agreements`
    finds it, and reads everybody's.
    """
    streams = {
        stream for each in reader.pseudonyms(person) for stream in _streams_concerning(reader, each)
    }
    found = (one_agreement(reader, stream) for stream in sorted(streams))
    return tuple(each for each in found if each is not None)


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
    files = {file.person: file for file in map(reader.file, _persons_with_offers(reader))}
    return tuple(
        offer
        for file in files.values()
        for offer in offers_of(file.person, file.acts, reader.frame.as_of)
    )


def pseudonyms(reader: Reader) -> frozenset[str]:
    """Return whose names are not told to somebody who asked about another; of nobody is it shown.

    An agreement may name a person in its terms alone, and then nothing else tells a pseudonym from
    the name of an organisation.
    """
    streams = reader.ledger.streams(StreamKind.PERSON, up_to=reader.position)
    return frozenset(person for each in streams if (person := person_of_stream(each)) is not None)


def _has_begun(recorded: Iterable[Act], frame: Frame) -> bool:
    return bool(as_of(recorded, frame.as_of))


def _persons_with_offers(reader: Reader) -> list[str]:
    if reader.ledger.read_only:
        offers = (each for each in envelopes(reader) if each.type == _OFFER)
        return sorted({person for offer in offers for person in offer.subjects})
    query = select(AUDIT_PERSONS.c.person).where(AUDIT.c.type == _OFFER)
    return asked(reader, query)


def _streams_concerning(reader: Reader, person: str) -> list[str]:
    beginning = agreement_stream("")
    if reader.ledger.read_only:
        streams = (each.stream for each in envelopes(reader) if person in each.subjects)
        return sorted({stream for stream in streams if stream.startswith(beginning)})
    query = select(AUDIT.c.stream).where(AUDIT_PERSONS.c.person == person)
    return [stream for stream in asked(reader, query) if stream.startswith(beginning)]


def envelopes(reader: Reader) -> Iterator[Envelope]:
    """Yield the envelopes of everything that was known, where no read table can be kept."""
    for acts in reader.ledger.walk(up_to=reader.position):
        yield from (act.envelope for act in acts)


def asked(reader: Reader, query: Select[Any]) -> list[str]:
    """Return what a query over events and the persons whom they concern finds, each once."""
    catch_up(reader.ledger, trail := AuditTrail())
    joined = (
        query.distinct()
        .join_from(AUDIT, AUDIT_PERSONS, AUDIT.c.position == AUDIT_PERSONS.c.position)
        .where(AUDIT.c.position <= reader.position)
    )
    with reading(reader.ledger, trail) as connection:
        return sorted(connection.execute(joined).scalars())
