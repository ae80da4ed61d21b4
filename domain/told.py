"""What one organisation can have known: what it recorded itself, or was sent and received.

An act counts for an organisation from the moment at which the ledger recorded it when the
organisation acted, or when the act names it as one to which it was sent. A notice of release is
known to whom it was sent only once that organisation has recorded its receipt: without a receipt
nothing shows that it arrived, and it is left out. A correction or retraction is an act like any
other: whom nobody told of it still reads the event as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from domain.envelope import Act
from domain.events import ReleaseNoticeReceived, ReleaseNoticeSent
from domain.history import resolve


def told(acts: Iterable[Act], organisation: str) -> tuple[Act, ...]:
    """Return the acts that `organisation` can have known, in the order in which they come.

    Args:
        acts: All acts of one or more whole streams, in the order of their positions.
        organisation: As acts name it.
    """
    acts = tuple(acts)
    receipts = _receipts(acts, organisation)
    return tuple(act for act in acts if _is_told(act, organisation, receipts))


def _is_told(act: Act, organisation: str, receipts: Mapping[str, Sequence[Act]]) -> bool:
    envelope = act.envelope
    if envelope.organisation == organisation:
        return True
    if organisation not in envelope.to:
        return False
    if envelope.type != ReleaseNoticeSent.about.type:
        return True
    return any(_may_be_of(receipt, act) for receipt in receipts.get(envelope.stream, ()))


def _may_be_of(receipt: Act, notice: Act) -> bool:
    """Return whether a receipt is of a notice: the one that led to it, or else any before it."""
    named = receipt.envelope.causation
    return receipt.position > notice.position and named in (None, notice.envelope.event_id)


def _receipts(acts: Sequence[Act], organisation: str) -> dict[str, list[Act]]:
    """Return the receipts that `organisation` recorded and that were not retracted, by stream."""
    found: dict[str, list[Act]] = {}
    for act in acts:
        envelope = act.envelope
        if (
            envelope.type == ReleaseNoticeReceived.about.type
            and envelope.organisation == organisation
        ):
            found.setdefault(envelope.stream, []).append(act)
    streams: dict[str, list[Act]] = {stream: [] for stream in found}
    for act in acts if found else ():
        if act.envelope.stream in streams:
            streams[act.envelope.stream].append(act)
    for stream, receipts in found.items():
        retracted = {act.key for act in resolve(streams[stream]).retracted}
        found[stream] = [act for act in receipts if act.key not in retracted]
    return found
