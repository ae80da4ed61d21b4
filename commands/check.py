"""`verify`: whether everything is as it was recorded."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from commands.clock import clock, today
from commands.context import language, open_ledger
from commands.errors import IntegrityBroken, LedgerCut, OtherLedger
from commands.frame import meta_at
from commands.log import log
from commands.options import LEDGER, command
from commands.output import progress, show
from commands.report_errors import ReadTablesDiffer
from commands.texts import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger import Ledger
    from ledger.verification import Fault, Verification
    from projections.language import Language
    from projections.rebuilding import Rebuilt


class Kept(NamedTuple):
    """What was kept of a ledger elsewhere: how many events it had, and its root then."""

    size: int
    root: str


class KeptRoot(click.ParamType[Kept]):
    """A size and a root that were kept, written 72@9f86d0...: the root in 64 hexadecimal digits."""

    name = "size@root"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Kept:
        """Read the size and the root from their text."""
        if isinstance(value, Kept):
            return value
        written = re.fullmatch(r"([0-9]{1,18})@([0-9a-fA-F]{64})", value)
        if written is None:
            self.fail(
                f"{value!r} is no size with a root; write the number of events, an @, and the "
                "root of 64 hexadecimal digits: both stand in the last lines of every answer.",
                param,
                ctx,
            )
        return Kept(int(written[1]), written[2].lower())


@command(
    "verify",
    takes=LEDGER,
    examples=(
        "reintegration verify --deep",
        f"reintegration verify --expect 0@{sha256().hexdigest()}",
    ),
)
@click.option(
    "--deep", is_flag=True, help="Also compare the read tables with what the events give."
)
@click.option(
    "--expect",
    "kept",
    type=KeptRoot(),
    metavar="SIZE@ROOT",
    help="Also compare the root at this size with the one that was kept then.",
)
@click.pass_context
def verify(ctx: click.Context, /, kept: Kept | None, *, deep: bool) -> None:
    """Check that nothing in the ledger was altered since it was recorded.

    Every commitment, leaf and root is computed again from the stored bytes, every link and
    column compared, every body decrypted. Ends with status 7 when something is wrong, and names
    the first bad position and what is known of it.

    What reports and the audit show is read from tables beside the events; only --deep compares
    those. The access log is never checked, because nothing is recorded that binds it. Whether the
    ledger is for rehearsal and when it was made is bound to its key file; in a ledger that an
    earlier version made nothing binds that, and this says so.

    What a ledger cannot show by itself: that its end was cut off, or all of it made anew, by
    someone with full access. Keep the number of events and the root that this prints elsewhere,
    and give them next time with --expect; it ends with status 7 when the ledger is not the one of
    then.
    """
    ledger = open_ledger(ctx)
    found = ledger.verify(progress=progress(ctx, "verify-progress"))
    log(ctx, "ledger verified", checked=found.checked, faults=len(found.faults))
    data: dict[str, object] = {
        "holds": found.holds,
        "header_bound": found.is_header_bound,
        "checked": found.checked,
        "faults": [
            {"position": fault.position, "kind": fault.kind, "known": fault.known}
            for fault in found.faults
        ],
    }
    # Tables are compared with events, so of events that were altered they say nothing.
    compared = _compared(ctx, ledger) if deep and found.holds else ()
    different = [(each.projection, each.different) for each in compared if each.equal is False]
    if compared:
        data["read_tables"] = [
            {"projection": each.projection, "equal": each.equal, "different": each.different}
            for each in compared
        ]
    then = None if kept is None else _root_then(ledger, kept.size, found.head.position)
    if kept is not None:
        data["expected"] = {**kept._asdict(), "found": then, "equal": then == kept.root}
    spoken = language(ctx)

    def in_words() -> str:
        lines = [_as_text(found, spoken, compared)]
        if kept is not None:
            lines.append(_comparison(kept, then, found.head.position, spoken))
        return "\n".join(lines)

    show(ctx, data, meta_at(ledger, found.head, found.head.recorded_at), in_words)
    if not found.holds:
        raise IntegrityBroken(ledger.location, [_fault_line(fault) for fault in found.faults])
    if kept is not None:
        _refuse_another(ledger, kept, then, found.head.position)
    if different:
        raise ReadTablesDiffer(different, made_again=False)


def _refuse_another(ledger: Ledger, kept: Kept, then: str | None, last: int) -> None:
    """Check that the ledger is the one whose root was kept.

    Raises:
        LedgerCut: It does not reach to that size.
        OtherLedger: It had another root at that size.
    """
    if then is None:
        raise LedgerCut(ledger.location, kept.size, last)
    if then != kept.root:
        raise OtherLedger(ledger.location, kept.size, kept.root, then)


def _root_then(ledger: Ledger, size: int, last: int) -> str | None:
    """Return the root that the ledger had at a size; None where it does not reach to it."""
    from ledger.errors import UnknownPosition

    if size > last:
        return None
    try:
        return ledger.head_at(size).root.hex()
    except UnknownPosition:
        return None


def _comparison(kept: Kept, then: str | None, last: int, spoken: Language) -> str:
    if then is None:
        return text(spoken, "verify-cut", size=kept.size, count=last)
    key = "verify-expected" if then == kept.root else "verify-other"
    return text(spoken, key, size=kept.size)


def _compared(ctx: click.Context, ledger: Ledger) -> Sequence[Rebuilt]:
    from projections.rebuilding import check_all

    return check_all(ledger, today(clock()), progress(ctx, "events-progress"))


def _as_text(found: Verification, spoken: str, compared: Sequence[Rebuilt]) -> str:
    if not found.holds:
        first = min(fault.position for fault in found.faults)
        return text(spoken, "verify-broken", count=found.checked, first=first)
    names: dict[str, list[str]] = {}
    for each in compared:
        names.setdefault(_state(each), []).append(each.projection)

    def of_tables(state: str) -> list[str]:
        return [text(spoken, state, names=", ".join(names[state]))] if state in names else []

    return "\n".join(
        (
            *of_tables("verify-tables-differ"),
            text(spoken, "verify-not-checked-deep" if compared else "verify-not-checked"),
            text(
                spoken, "verify-header-holds" if found.is_header_bound else "verify-header-unbound"
            ),
            text(spoken, "verify-events", count=found.checked),
            *of_tables("verify-tables-hold"),
            *of_tables("verify-tables-older"),
            *of_tables("verify-tables-not-made"),
        )
    )


def _state(table: Rebuilt) -> str:
    """Return the text that says how a read table compares with the events."""
    if table.was is None:
        return "verify-tables-not-made"
    if not table.comparable:
        return "verify-tables-older"
    return "verify-tables-hold" if table.equal else "verify-tables-differ"


def _fault_line(fault: Fault) -> str:
    place = f"position {fault.position}: " if fault.position else ""
    return f"{place}{fault.known} ({fault.kind})"
