"""Which organisations events name, as those that acted or to which they were sent."""

from __future__ import annotations

from sqlalchemy import select

from ledger.ledger import Ledger
from ledger.tracking import catch_up, reading
from projections.audit import AuditTrail
from projections.schema import AUDIT


def others_named(ledger: Ledger, organisation: str) -> list[str] | None:
    """Return the names of all organisations, sorted, where none is `organisation`; else None.

    Who acted is asked of the read table of the audit. Who was only ever sent something is looked
    for in the ledger itself, up to the first event that was sent to it.
    """
    if not ledger.read_only and _acted(ledger, organisation):
        return None
    found: set[str] = set()
    for acts in ledger.walk():
        for act in acts:
            found.update((act.envelope.organisation, *act.envelope.to))
        if organisation in found:
            return None
    return sorted(found)


def _acted(ledger: Ledger, organisation: str) -> bool:
    catch_up(ledger, trail := AuditTrail())
    query = select(AUDIT.c.position).where(AUDIT.c.organisation == organisation).limit(1)
    with reading(ledger, trail) as connection:
        return connection.execute(query).first() is not None
