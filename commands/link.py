"""`link` and `unlink`: two pseudonyms are read as one person, when two accounts say so.

Each is said in the streams of both persons, with one correlation, recorded together or not at all.
The streams stay as they are.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

import click

from commands.clock import clock
from commands.context import open_ledger, person, settings
from commands.correction_errors import NotProposed
from commands.envelopes import (
    build_envelope,
    receipt_data,
    receipt_text,
    refuse_who_proposed,
    who_and_why,
)
from commands.frame import ledger_meta
from commands.log import log
from commands.options import LOOKING, command
from commands.output import show
from commands.pairs import (
    Pair,
    both_events,
    pair_of,
    refuse_link,
    refuse_open_proposal,
    refuse_unlink,
    refuse_what_is_decided,
)
from commands.texts import text

if TYPE_CHECKING:
    from domain.envelope import Act
    from domain.events import EventBody
    from ledger import Ledger

LINK_REASONS: Final = ("duplicate-file", "identity-established", "returned-under-new-pseudonym")
"""Why pseudonyms are linked, as `domain.events.identities` lists it."""

UNLINK_REASONS: Final = ("different-persons", "linked-in-error", "identity-fraud")
"""Why they are unlinked."""


def _about_two(reasons: Sequence[str], why: str) -> Callable[[Any], Any]:
    """Make a command take two pseudonyms and a reason beside what every recording takes."""
    taken = (
        click.argument("person_id", metavar="PERSON"),
        click.argument("other_id", metavar="OTHER"),
        click.option("--reason", type=click.Choice(reasons), required=True, help=why),
        click.option("--to", multiple=True, metavar="NAME", help="An organisation that is told."),
        who_and_why,
        click.pass_context,
    )

    def take(function: Any) -> Any:
        for each in reversed(taken):
            function = each(function)
        return function

    return take


@command(
    "link",
    takes=LOOKING,
    examples=("reintegration link p-0431 p-0417 --reason duplicate-file",),
)
@_about_two(LINK_REASONS, "Why they are one person.")
def link(ctx: click.Context, /, person_id: str, other_id: str, reason: str, **said: Any) -> None:
    """Propose that PERSON be read together with OTHER, as one person under the name of OTHER.

    Nothing changes until another account approves it with 'reintegration approve'. From then on
    every report reads both histories as one and says so; as known before, they stay apart. No
    event moves, and 'reintegration unlink' undoes it.
    """
    from domain.events import IdentitiesLinkProposed
    from domain.events.identities import LinkReason

    ledger = open_ledger(ctx)
    pair = pair_of(ctx, ledger, person(person_id), person(other_id))
    refuse_link(pair)
    why = LinkReason(reason)
    bodies = (
        IdentitiesLinkProposed(other=pair.other, leads=False, reason=why),
        IdentitiesLinkProposed(other=pair.one, leads=True, reason=why),
    )
    _propose(ctx, ledger, pair, bodies, said)
    log(ctx, "link proposed")


@command(
    "unlink",
    takes=LOOKING,
    examples=("reintegration unlink p-0431 p-0417 --reason different-persons",),
)
@_about_two(UNLINK_REASONS, "Why they are two persons.")
def unlink(ctx: click.Context, /, person_id: str, other_id: str, reason: str, **said: Any) -> None:
    """Propose that the link between PERSON and OTHER be undone.

    Nothing changes until another account approves it with 'reintegration approve'. From then on
    both are read apart again; as known before, they stay one.
    """
    from domain.events import IdentitiesUnlinkProposed
    from domain.events.identities import UnlinkReason

    ledger = open_ledger(ctx)
    pair = pair_of(ctx, ledger, person(person_id), person(other_id))
    refuse_unlink(pair)
    why = UnlinkReason(reason)
    bodies = (
        IdentitiesUnlinkProposed(other=pair.other, reason=why),
        IdentitiesUnlinkProposed(other=pair.one, reason=why),
    )
    _propose(ctx, ledger, pair, bodies, said)
    log(ctx, "unlinking proposed")


def approve_proposal(ctx: click.Context, ledger: Ledger, named: Act, said: dict[str, Any]) -> None:
    """Record what was proposed, in both streams, when another account proposed it.

    Args:
        ctx: The command's context.
        ledger: The ledger.
        named: One of the two events of a proposal.
        said: Fields of the envelopes as options gave them.
    """
    from domain.events import (
        IdentitiesLinked,
        IdentitiesLinkProposed,
        IdentitiesUnlinked,
        IdentitiesUnlinkProposed,
    )
    from domain.values import person_of_stream

    body = named.body
    here = person_of_stream(named.envelope.stream) or ""
    match body:
        case IdentitiesLinkProposed():
            one, other = (body.other, here) if body.leads else (here, body.other)
            bodies: tuple[EventBody, EventBody] = (
                IdentitiesLinked(other=other, leads=False, reason=body.reason),
                IdentitiesLinked(other=one, leads=True, reason=body.reason),
            )
            refuse, done = refuse_link, "link approved"
        case IdentitiesUnlinkProposed():
            one, other = here, body.other
            bodies = (
                IdentitiesUnlinked(other=other, reason=body.reason),
                IdentitiesUnlinked(other=one, reason=body.reason),
            )
            refuse, done = refuse_unlink, "unlinking approved"
        case _:
            raise NotProposed(named.envelope.event_id)
    pair = pair_of(ctx, ledger, one, other)
    proposals = both_events(pair, named)
    refuse_what_is_decided(pair, proposals)
    refuse(pair)
    for proposal in proposals:
        refuse_who_proposed(ctx, proposal, said)
    if not said.get("to"):
        said["to"] = named.envelope.to
    _append(ctx, ledger, pair, bodies, said, proposals)
    log(ctx, done)


def _propose(
    ctx: click.Context,
    ledger: Ledger,
    pair: Pair,
    bodies: tuple[EventBody, EventBody],
    said: dict[str, Any],
) -> None:
    """Record a proposal in both streams, unless the same waits for approval."""
    refuse_open_proposal(pair, bodies[0])
    _append(ctx, ledger, pair, bodies, said)


def _append(
    ctx: click.Context,
    ledger: Ledger,
    pair: Pair,
    bodies: tuple[EventBody, EventBody],
    said: dict[str, Any],
    causes: tuple[Act, Act] | None = None,
) -> None:
    """Record one event in each stream, unless something came in between in any that was read."""
    from domain.values import person_stream
    from ledger import Draft
    from ledger.identifiers import new_event_id

    correlation = new_event_id(clock(), os.urandom)
    drafts = []
    for place, name in enumerate((pair.one, pair.other)):
        causation = None if causes is None else causes[place].envelope.event_id
        own = said | {"correlation": correlation, "causation": causation}
        envelope = build_envelope(ctx, bodies[place], person_stream(name), own)
        drafts.append(Draft(envelope, bodies[place]))
    read = {name for file in pair.files for name in file.pseudonyms}
    after = {person_stream(name): len(pair.acts_of(name)) for name in read}
    receipts = ledger.append(drafts, after=after)
    language = settings(ctx).language
    told = [(draft.envelope, each) for draft, each in zip(drafts, receipts, strict=True)]
    lines = [receipt_text(language, envelope, receipt) for envelope, receipt in told]
    if causes is None:
        lines.append(text(language, "proposal-waits", event_id=receipts[0].event_id))
    data = {
        "correlation": correlation,
        "events": [receipt_data(envelope, receipt) for envelope, receipt in told],
    }
    show(ctx, data, ledger_meta(ledger), "\n".join(lines))
