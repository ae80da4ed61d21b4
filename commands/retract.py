"""`retract` and `approve`: an event is read as never having happened when two accounts say so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from commands.context import language, open_ledger
from commands.correct import REASONS
from commands.correction_errors import AlreadyProposed, AlreadyRetracted, NotProposed
from commands.envelopes import build_envelope, refuse_who_proposed, tell, who_and_why
from commands.link import approve_proposal
from commands.log import log
from commands.lookup import changes_of, find_event, history_of
from commands.options import LOOKING, command
from commands.pairs import refuse_one_of_two
from commands.texts import text

if TYPE_CHECKING:
    from domain.envelope import Act
    from domain.events import EventBody


@command("retract", takes=LOOKING)
@click.argument("event_id")
@click.option("--reason", type=click.Choice(REASONS), required=True, help="Why it is taken back.")
@click.option("--source", metavar="URI", help="The sender, where several used the same id.")
@who_and_why
@click.pass_context
def retract(
    ctx: click.Context, /, event_id: str, reason: str, source: str | None, **said: Any
) -> None:
    """Propose to take event EVENT_ID back: to read it as never having happened.

    Nothing changes until another account approves it with 'reintegration approve'. The event
    itself stays in the ledger, and can be seen with 'reintegration show'.
    """
    from domain.events import EventRetractionProposed
    from domain.events.corrections import CorrectionReason

    ledger = open_ledger(ctx)
    act = find_event(ledger, event_id, source)
    history = history_of(ctx, ledger, act.envelope.stream)
    refuse_one_of_two(act)
    _refuse_what_is_retracted(history, act)
    proposal = _open_proposal(history, act)
    if proposal is not None:
        raise AlreadyProposed(act.envelope.event_id, proposal.envelope.event_id)
    body = EventRetractionProposed(reason=CorrectionReason(reason))
    _append(ctx, ledger, history, act, body, said)
    log(ctx, "retraction proposed")


@command("approve", takes=LOOKING)
@click.argument("event_id")
@click.option("--source", metavar="URI", help="The sender, where several used the same id.")
@who_and_why
@click.pass_context
def approve(ctx: click.Context, /, event_id: str, source: str | None, **said: Any) -> None:
    """Approve the proposed retraction of EVENT_ID, by the id of the event or of the proposal.

    A proposal to link or unlink pseudonyms is approved by the id of either of its two events. It
    takes another account than the one that proposed it (--as), and another actor.
    """
    from domain.events import (
        EventRetracted,
        EventRetractionProposed,
        IdentitiesLinkProposed,
        IdentitiesUnlinkProposed,
    )

    ledger = open_ledger(ctx)
    named = find_event(ledger, event_id, source)
    if isinstance(named.body, IdentitiesLinkProposed | IdentitiesUnlinkProposed):
        approve_proposal(ctx, ledger, named, said)
        return
    history = history_of(ctx, ledger, named.envelope.stream)
    act = named
    if isinstance(named.body, EventRetractionProposed) and named.envelope.corrects is not None:
        reference = named.envelope.corrects
        act = find_event(ledger, reference.event_id, reference.source)
    _refuse_what_is_retracted(history, act)
    proposal = _open_proposal(history, act)
    if proposal is None or not isinstance(proposal.body, EventRetractionProposed):
        raise NotProposed(act.envelope.event_id)
    refuse_one_of_two(act)
    refuse_who_proposed(ctx, proposal, said)
    said["causation"] = proposal.envelope.event_id
    _append(ctx, ledger, history, act, EventRetracted(reason=proposal.body.reason), said)
    log(ctx, "retraction approved")


def _append(
    ctx: click.Context,
    ledger: Any,
    history: Sequence[Act],
    act: Act,
    body: EventBody,
    said: dict[str, Any],
) -> None:
    """Record a proposal or its approval, unless something came in between."""
    from domain.envelope import CorrectionKind, EventReference
    from domain.events import EventRetractionProposed
    from ledger import Draft

    target = act.envelope
    said |= {
        "subjects": target.subjects,
        "corrects": EventReference(event_id=target.event_id, source=target.source),
        "correction_kind": CorrectionKind.RETRACTION,
    }
    envelope = build_envelope(ctx, body, target.stream, said, target.privacy_class)
    (receipt,) = ledger.append([Draft(envelope, body)], after={target.stream: len(history)})
    waits = isinstance(body, EventRetractionProposed)
    then = text(language(ctx), "proposal-waits", event_id=receipt.event_id) if waits else None
    tell(ctx, ledger, envelope, receipt, then=then)


def _refuse_what_is_retracted(history: Sequence[Act], act: Act) -> None:
    from domain.events import EventRetracted

    for change in changes_of(list(history), act):
        if isinstance(change.body, EventRetracted) and not _is_retracted(history, change):
            raise AlreadyRetracted(act.envelope.event_id, change.envelope.event_id)


def _is_retracted(history: Sequence[Act], act: Act) -> bool:
    from domain.history import resolve

    return any(each.key == act.key for each in resolve(history).retracted)


def _open_proposal(history: Sequence[Act], act: Act) -> Act | None:
    """Return the newest proposal to retract an event that has not been approved yet."""
    from domain.events import EventRetracted, EventRetractionProposed

    changes = changes_of(list(history), act)
    answered = {
        change.envelope.causation for change in changes if isinstance(change.body, EventRetracted)
    }
    open_ = [
        change
        for change in changes
        if isinstance(change.body, EventRetractionProposed)
        and change.envelope.event_id not in answered
    ]
    return open_[-1] if open_ else None
