"""`verify`: whether everything is as it was recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from commands.context import language, open_ledger
from commands.errors import IntegrityBroken
from commands.log import log
from commands.options import LEDGER, command
from commands.output import progress, show
from commands.texts import text

if TYPE_CHECKING:
    from ledger.verification import Fault, Verification


@command("verify", takes=LEDGER)
@click.pass_context
def verify(ctx: click.Context) -> None:
    """Check that nothing in the ledger was altered since it was recorded.

    Every commitment, leaf and root is computed again from the stored bytes, every link and
    column compared, every body decrypted. Ends with status 7 when something is wrong, and names
    the first bad position and what is known of it.

    What a ledger cannot show by itself: that its end was cut off by someone with full access.
    Keep the root that this prints elsewhere, and compare it next time.
    """
    ledger = open_ledger(ctx)
    found = ledger.verify(progress=progress(ctx, "verify-progress"))
    log(ctx, "ledger verified", checked=found.checked, faults=len(found.faults))
    data = {
        "holds": found.holds,
        "checked": found.checked,
        "faults": [
            {"position": fault.position, "kind": fault.kind, "known": fault.known}
            for fault in found.faults
        ],
    }
    meta = {
        "as_of": None,
        "known_at": found.head.recorded_at,
        "position": found.head.position,
        "law_on": None,
        "rules": None,
        "size": found.head.position,
        "root": found.head.root.hex(),
    }
    show(ctx, data, meta, lambda: _as_text(found, language(ctx)))
    if not found.holds:
        raise IntegrityBroken(ledger.location, [_fault_line(fault) for fault in found.faults])


def _as_text(found: Verification, spoken: str) -> str:
    if found.holds:
        return text(spoken, "verify-holds", count=found.checked)
    first = min(fault.position for fault in found.faults)
    return text(spoken, "verify-broken", count=found.checked, first=first)


def _fault_line(fault: Fault) -> str:
    place = f"position {fault.position}: " if fault.position else ""
    return f"{place}{fault.known} ({fault.kind})"
