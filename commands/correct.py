"""`correct`: a new event that says how an earlier one is to be read; the earlier one stays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import click

from commands.context import open_ledger
from commands.correction_errors import AlreadyRetracted, IsACorrection, NothingChanges
from commands.envelopes import build_envelope, tell, who_and_why
from commands.event_errors import EventErased
from commands.log import log
from commands.lookup import changes_of, find_event, read_together
from commands.options import LOOKING, Day, DayOrMoment, command
from commands.pairs import refuse_one_of_two

if TYPE_CHECKING:
    from domain.envelope import Act
    from domain.events import EventCorrected

REASONS: Final = (
    "typing-error",
    "wrong-date",
    "wrong-person",
    "wrong-value",
    "duplicate",
    "never-happened",
    "late-information",
)
"""Why an event is corrected or retracted, as `domain.events.corrections` lists it."""


@command(
    "correct",
    takes=LOOKING,
    examples=(
        "reintegration correct b7c1 --reason wrong-date --on 2026-03-03",
        "reintegration correct b7c1 --reason wrong-value --set place=prison",
    ),
)
@click.argument("event_id")
@click.option("--reason", type=click.Choice(REASONS), required=True, help="Why it is corrected.")
@click.option(
    "--set", "values", multiple=True, metavar="FIELD=VALUE", help="A field as it should be."
)
@click.option("--on", "occurred_on", type=DayOrMoment(), help="When it did take place.")
@click.option("--effect-from", type=Day(), help="First day of its effect, as it should be.")
@click.option("--effect-until", type=Day(), help="Last day of its effect, as it should be.")
@click.option("--to", multiple=True, metavar="NAME", help="An organisation that is told.")
@click.option("--source", metavar="URI", help="The sender, where several used the same id.")
@who_and_why
@click.option("--anyway", is_flag=True, help="Correct it also when it does not fit.")
@click.pass_context
def correct(
    ctx: click.Context,
    /,
    event_id: str,
    reason: str,
    source: str | None,
    values: Sequence[str],
    occurred_on: date | None,
    effect_from: date | None,
    effect_until: date | None,
    anyway: bool,  # noqa: FBT001 - a flag is a bool
    **said: Any,
) -> None:
    """Correct event EVENT_ID: record how it is to be read from now on.

    The event stays as it was recorded; both can be seen with 'reintegration show'. A decision
    that was revised is no correction: record the new decision. What would not fit with the rest
    once it is read so may be true all the same: you are asked, or say --anyway.
    """
    from commands.misfits import ask_when_it_does_not_fit
    from domain.envelope import CorrectionKind, EventReference
    from domain.events.corrections import CorrectionReason
    from ledger import Draft

    ledger = open_ledger(ctx)
    act = find_event(ledger, event_id, source)
    together = read_together(ctx, ledger, act.envelope.stream)
    history = [each for each in together if each.envelope.stream == act.envelope.stream]
    now = as_it_is_read(history, act)
    body = _correction(
        now,
        reason=CorrectionReason(reason),
        body=_changed_body(now, values),
        occurred_on=occurred_on,
        effect_from=effect_from,
        effect_until=effect_until,
    )
    said |= {
        "subjects": act.envelope.subjects,
        "corrects": EventReference(event_id=act.envelope.event_id, source=act.envelope.source),
        "correction_kind": (
            CorrectionKind.LATE_INFORMATION
            if body.reason is CorrectionReason.LATE_INFORMATION
            else CorrectionKind.ERROR
        ),
    }
    envelope = build_envelope(ctx, body, act.envelope.stream, said, act.envelope.privacy_class)
    draft = Draft(envelope, body)
    if not anyway:
        ask_when_it_does_not_fit(ctx, ledger, together, draft)
    (receipt,) = ledger.append([draft], after={act.envelope.stream: len(history)})
    log(ctx, "event corrected")
    tell(ctx, ledger, envelope, receipt)


def as_it_is_read(history: Sequence[Act], act: Act) -> Act:
    """Return an event with all its corrections carried out.

    Raises:
        IsACorrection: The event is itself a correction or a retraction.
        AlreadyRetracted: The event is read as never having happened.
        EventErased: Its content is gone.
        LinkChangedOtherwise: It links or unlinks pseudonyms, and stands in two streams.
    """
    from domain.events import EventRetracted
    from domain.history import resolve

    reference = act.envelope.corrects
    if reference is not None:
        raise IsACorrection(act.envelope.event_id, reference.event_id)
    resolved = resolve(history)
    gone = {each.key for each in resolved.retracted}
    if act.key in gone:
        by = next(
            each
            for each in changes_of(list(history), act)
            if isinstance(each.body, EventRetracted) and each.key not in gone
        )
        raise AlreadyRetracted(act.envelope.event_id, by.envelope.event_id)
    if act.body is None:
        raise EventErased(act.envelope.event_id)
    refuse_one_of_two(act)
    return next(each for each in resolved.acts if each.key == act.key)


def _changed_body(act: Act, values: Sequence[str]) -> dict[str, Any] | None:
    """Return the whole body as it should be; None when nothing in it changes."""
    from commands.fields import build_body

    if act.body is None or not values:
        return None
    before = act.body.model_dump(mode="json")
    after = build_body(type(act.body), values, before).model_dump(mode="json")
    return None if after == before else after


def _correction(
    act: Act,
    *,
    reason: Any,
    body: dict[str, Any] | None,
    occurred_on: date | None,
    effect_from: date | None,
    effect_until: date | None,
) -> EventCorrected:
    """Return the correction with what differs from how the event is read now.

    Raises:
        NothingChanges: Nothing differs.
    """
    from domain.events import EventCorrected

    envelope = act.envelope
    correction = EventCorrected(
        reason=reason,
        body=body,
        occurred_on=(
            None
            if occurred_on is None or occurred_on == envelope.occurred_on
            else occurred_on.isoformat()
        ),
        effect_from=None if effect_from == envelope.effect_from else effect_from,
        effect_until=None if effect_until == envelope.effect_until else effect_until,
    )
    if correction.model_dump(exclude={"reason"}, exclude_none=True) == {}:
        raise NothingChanges(envelope.event_id)
    return correction
