"""`verify`: whether everything is as it was recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from commands.context import clock, language, open_ledger, today
from commands.errors import IntegrityBroken
from commands.log import log
from commands.options import LEDGER, command
from commands.output import progress, show
from commands.report_errors import ReadTablesDiffer
from commands.texts import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger import Ledger
    from ledger.verification import Fault, Verification
    from projections.rebuilding import Rebuilt


@command("verify", takes=LEDGER)
@click.option(
    "--deep", is_flag=True, help="Also compare the read tables with what the events give."
)
@click.pass_context
def verify(ctx: click.Context, *, deep: bool) -> None:
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
    data: dict[str, object] = {
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
    # Tables are compared with events, so of events that were altered they say nothing.
    compared = _compared(ctx, ledger) if deep and found.holds else ()
    different = [(each.projection, each.different) for each in compared if each.equal is False]
    if compared:
        data["read_tables"] = [
            {"projection": each.projection, "equal": each.equal, "different": each.different}
            for each in compared
        ]
    show(ctx, data, meta, lambda: _as_text(found, language(ctx), compared))
    if not found.holds:
        raise IntegrityBroken(ledger.location, [_fault_line(fault) for fault in found.faults])
    if different:
        raise ReadTablesDiffer(different, made_again=False)


def _compared(ctx: click.Context, ledger: Ledger) -> Sequence[Rebuilt]:
    from projections.rebuilding import check_all

    return check_all(ledger, today(clock()), progress(ctx, "events-progress"))


def _as_text(found: Verification, spoken: str, compared: Sequence[Rebuilt]) -> str:
    if found.holds:
        holds = "verify-holds-deep" if compared else "verify-holds"
        unlike = ", ".join(each.projection for each in compared if not each.equal)
        return text(
            spoken, "verify-holds-not-read" if unlike else holds, count=found.checked, names=unlike
        )
    first = min(fault.position for fault in found.faults)
    return text(spoken, "verify-broken", count=found.checked, first=first)


def _fault_line(fault: Fault) -> str:
    place = f"position {fault.position}: " if fault.position else ""
    return f"{place}{fault.known} ({fault.kind})"
