"""`record`: one event, typed in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from commands.completions import complete_settings, complete_streams, complete_types
from commands.context import open_ledger, settings
from commands.envelopes import build_envelope, check_stream, find_type, tell, who_and_why
from commands.event_errors import Misplaced
from commands.log import log
from commands.lookup import history_of, read_together
from commands.options import LOOKING, Day, DayOrMoment, Moment, command
from commands.output import note

if TYPE_CHECKING:
    from domain.envelope import Envelope
    from ledger import Draft, Ledger


@command(
    "record",
    takes=LOOKING,
    examples=(
        "reintegration record id-card-applied person:p-0417 --on 2026-03-02 --set place=desk",
        "reintegration record screening-completed person:p-1 --set findings=housing:unknown",
        "reintegration record agreement-waived agreement:a-1 --set reason=by-consent",
    ),
)
@click.argument("type_name", metavar="TYPE", shell_complete=complete_types)
@click.argument("stream", metavar="STREAM", shell_complete=complete_streams)
@click.option(
    "--on", "occurred_on", type=DayOrMoment(), help="When it took place; otherwise today."
)
@click.option(
    "--set",
    "values",
    multiple=True,
    metavar="FIELD=VALUE",
    shell_complete=complete_settings,
    help="A field of the event; see 'reintegration events show TYPE'.",
)
@click.option("--effect-from", type=Day(), help="First day of its effect.")
@click.option("--effect-until", type=Day(), help="Last day of its effect.")
@click.option(
    "--certainty", type=click.Choice(["known", "estimated"]), help="How sure that day is."
)
@click.option("--to", multiple=True, metavar="NAME", help="An organisation it was sent to.")
@who_and_why
@click.option("--source", metavar="URI", help="The system that says so.")
@click.option("--event-id", "--idempotency-key", metavar="ID", help="An id of your own: once only.")
@click.option("--noted-at", type=Moment(), help="When the source logged it.")
@click.option("--causation", metavar="ID", help="The event that led to it.")
@click.option("--correlation", metavar="ID", help="What several events have in common.")
@click.option("--subject", "subjects", multiple=True, metavar="PERSON", help="A person concerned.")
@click.option(
    "--expect-version",
    type=click.IntRange(min=0),
    metavar="N",
    help="The version of the stream last read; ends with status 6 if it has grown since.",
)
@click.option("--recorded-at", type=Moment(), help="Only in a ledger made for rehearsal.")
@click.option("--anyway", is_flag=True, help="Record it also when it does not fit.")
@click.pass_context
def record(
    ctx: click.Context,
    /,
    type_name: str,
    stream: str,
    values: Sequence[str],
    expect_version: int | None,
    recorded_at: datetime | None,
    **said: Any,
) -> None:
    """Record what someone did: an event of TYPE in STREAM.

    TYPE without a version means the newest one. STREAM is a kind and an id: person:p-0417, or
    agreement:a-1 for what is agreed; name the person of such a case with --subject. An event that
    does not fit with what is recorded may be true all the same: you are asked, or say --anyway.
    Repeated with the same --event-id, nothing is recorded twice.
    """
    from commands.fields import build_body
    from domain.envelope import is_misplaced
    from ledger import Draft
    from ledger.errors import NotARehearsal

    kind = find_type(type_name)
    check_stream(stream)
    body = build_body(kind, values)
    anyway = said.pop("anyway")
    envelope = build_envelope(ctx, body, stream, said)
    if is_misplaced(envelope):
        raise Misplaced(envelope.type, stream, kind.about.streams, envelope.subjects)
    ledger = open_ledger(ctx)
    if recorded_at is not None and not ledger.header.rehearsal:
        raise NotARehearsal(ledger.location)
    envelope = _of_the_same_case(ctx, ledger, envelope)
    draft = Draft(envelope, body, recorded_at)
    if not anyway:
        _ask_when_it_does_not_fit(ctx, ledger, draft)
    after = None if expect_version is None else {stream: expect_version}
    (receipt,) = ledger.append([draft], after=after)
    log(ctx, "event recorded", replayed=receipt.replayed)
    tell(ctx, ledger, envelope, receipt)
    _note_when_nobody_oversees(ctx, draft)


def _ask_when_it_does_not_fit(ctx: click.Context, ledger: Ledger, draft: Draft) -> None:
    """Ask before recording what does not fit.

    Looking it up is logged as a reading of those whom it concerns.
    """
    from commands.misfits import ask_when_it_does_not_fit

    acts = read_together(ctx, ledger, draft.envelope.stream, otherwise=draft.envelope)
    ask_when_it_does_not_fit(ctx, ledger, acts, draft)


def _of_the_same_case(ctx: click.Context, ledger: Ledger, envelope: Envelope) -> Envelope:
    """Return the envelope with the person of the case, where an agreement is about one.

    What is said later of such an agreement concerns that person too: it is encrypted under the
    same keys, and goes when they go. What was recorded before keeps whom it named then.
    """
    from domain.values import StreamKind

    if envelope.subjects or not envelope.stream.startswith(f"{StreamKind.AGREEMENT}:"):
        return envelope
    acts = history_of(ctx, ledger, envelope.stream, otherwise=envelope)
    key = (envelope.source, envelope.event_id)
    before = [act.envelope.subjects for act in acts if act.key == key]
    persons = before or list({act.envelope.subjects for act in acts} - {()})
    if len(persons) != 1:
        return envelope
    return envelope.model_copy(update={"subjects": persons[0]})


def _note_when_nobody_oversees(ctx: click.Context, draft: Draft) -> None:
    """Say so when an agreement names no overseer; it is recorded, because it may be true."""
    from domain.events import AgreementMade
    from projections.language import say

    if isinstance(draft.body, AgreementMade) and draft.body.overseer is None:
        language = settings(ctx).language
        note(say(language, "agreements.names_no_overseer", stream=draft.envelope.stream))
