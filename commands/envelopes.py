"""What every event says about itself, from options and profile; and what is told of a receipt."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

import click

from commands.clock import clock, today
from commands.context import account, settings
from commands.correction_errors import SameAccount
from commands.errors import SettingMissing
from commands.event_errors import (
    CorrectionIsNotRecorded,
    DerivedIsNotRecorded,
    EnvelopeRefused,
    StreamRefused,
)
from commands.frame import ledger_meta
from commands.link_errors import LinkChangedOtherwise
from commands.output import show
from commands.texts import text

if TYPE_CHECKING:
    from domain.envelope import Act, Envelope
    from domain.events import EventBody
    from domain.values import PrivacyClass
    from ledger import Ledger, Receipt

_FROM_PROFILE: Final = {
    "actor": ("account", "--actor"),
    "role": ("role", "--role"),
    "organisation": ("organisation", "--org"),
    "source": ("source", "--source"),
    "purpose": ("purpose", "--purpose"),
    "legal_basis": ("legal_basis", "--basis"),
}
"""What every event says about itself: the setting of the profile, and the option."""


def who_and_why(function: Any) -> Any:
    """Add the options that say who acted, for which purpose and on which authority."""
    options = (
        click.option("--actor", metavar="ID", help="Who acted; otherwise your own account."),
        click.option("--role", metavar="ROLE", help="The role in which they acted."),
        click.option("--org", "organisation", metavar="NAME", help="The organisation that acted."),
        click.option("--purpose", metavar="CODE", help="The purpose of the processing."),
        click.option("--basis", "legal_basis", metavar="TEXT", help="Law and article it rests on."),
        click.option("--mandate", metavar="REF", help="The mandate that the actor relied on."),
        click.option("--evidence", metavar="REF", help="The document that shows the act."),
        click.option("--evidence-sha256", metavar="HEX", help="The SHA-256 of that document."),
    )
    for option in reversed(options):
        function = option(function)
    return function


def find_type(name: str) -> type[EventBody]:
    """Return the class of an event type, the newest version when none is named.

    Raises:
        UnknownType: There is no such type.
        CorrectionIsNotRecorded: It is a correction, which has a command of its own.
        LinkChangedOtherwise: It links or unlinks pseudonyms, which has commands of its own.
        DerivedIsNotRecorded: It is computed from events, or written to the access log.
    """
    from typing import get_args

    from domain.events import EVENT_TYPES, CorrectionEvent, IdentityEvent, not_recorded
    from ledger.errors import UnknownType

    versions = [body for body in EVENT_TYPES.values() if body.about.name == name]
    kind: type[EventBody] | None = EVENT_TYPES.get(name) or max(
        versions, key=lambda body: body.about.version, default=None
    )
    derived = not_recorded(name)
    if derived is not None:
        raise DerivedIsNotRecorded(derived)
    if kind is None:
        without_versions = {body.about.name for body in EVENT_TYPES.values()}
        raise UnknownType(name, EVENT_TYPES if "/" in name else without_versions)
    if kind in get_args(CorrectionEvent):
        raise CorrectionIsNotRecorded(kind.about.type)
    if kind in get_args(IdentityEvent):
        raise LinkChangedOtherwise(kind.about.type)
    return kind


def check_stream(stream: str) -> None:
    """Check the form of the name of a stream.

    Raises:
        StreamRefused: It has another form.
    """
    from domain.values import stream_id

    try:
        stream_id(stream)
    except ValueError as error:
        raise StreamRefused(stream, str(error)) from None


def build_envelope(
    ctx: click.Context,
    body: EventBody,
    stream: str,
    said: dict[str, Any],
    privacy: PrivacyClass | None = None,
) -> Envelope:
    """Make the envelope of an event from what was said and what the profile says.

    Args:
        ctx: The command's context.
        body: What happened.
        stream: Where it is recorded.
        said: Fields of the envelope as options gave them; None for what was not said.
        privacy: The class of a correction: that of what it corrects.

    Raises:
        SettingMissing: Neither option nor profile says who acted or why.
        EnvelopeRefused: A field has a wrong form.
    """
    from pydantic import ValidationError

    from commands.fields import faults_of
    from domain.envelope import Envelope, Evidence
    from domain.values import Certainty, person_of_stream
    from ledger.identifiers import new_event_id

    known = settings(ctx)
    now = clock()
    fields = {name: value for name, value in said.items() if value not in {None, ()}}
    for name, (setting, option) in _FROM_PROFILE.items():
        value = fields.get(name) or getattr(known.profile, setting)
        if name == "actor":
            value = fields.get(name) or account(ctx)
        if value is None:
            raise SettingMissing(name.replace("_", " "), option, known.profile_path)
        fields[name] = value
    person = person_of_stream(stream)
    sha256 = fields.pop("evidence_sha256", None)
    if sha256 is not None and "evidence" not in fields:
        msg = "--evidence-sha256 belongs to a document; name it with --evidence."
        raise click.UsageError(msg, ctx)
    try:
        if "evidence" in fields:
            fields["evidence"] = Evidence(reference=fields["evidence"], sha256=sha256)
        if "certainty" in fields:
            fields["certainty"] = Certainty(fields["certainty"])
        fields.setdefault("privacy_class", body.about.privacy or privacy)
        fields.setdefault("event_id", new_event_id(now, os.urandom))
        fields.setdefault("occurred_on", today(now))
        fields.setdefault("subjects", () if person is None else (person,))
        return Envelope(
            type=body.about.type,
            stream=stream,
            recorded_by=account(ctx),
            **fields,
        )
    except ValidationError as error:
        raise EnvelopeRefused(faults_of(error)) from None


def refuse_who_proposed(ctx: click.Context, proposal: Act, said: dict[str, Any]) -> None:
    """Check that a proposal is approved by another account, and by another actor.

    Args:
        ctx: The command's context.
        proposal: What is approved.
        said: Fields of the envelope of the approval, as `build_envelope` takes them.

    Raises:
        SameAccount: Whoever proposed it acts or types again.
    """
    proposed, mine = proposal.envelope, account(ctx)
    actor = said.get("actor") or mine
    if proposed.recorded_by == mine:
        raise SameAccount(proposed.event_id, mine, acted=False)
    if proposed.actor == actor:
        raise SameAccount(proposed.event_id, actor, acted=True)


def tell(
    ctx: click.Context,
    ledger: Ledger,
    envelope: Envelope,
    receipt: Receipt,
    then: str | None = None,
) -> None:
    """Print where an event was recorded, and what has to be done then."""
    sentence = receipt_text(settings(ctx).language, envelope, receipt)
    if then is not None:
        sentence += f"\n{then}"
    show(ctx, receipt_data(envelope, receipt), ledger_meta(ledger), sentence)


def receipt_data(envelope: Envelope, receipt: Receipt) -> dict[str, Any]:
    """Return where an event was recorded, as JSON shows it."""
    return {
        "event_id": receipt.event_id,
        "source": receipt.source,
        "type": envelope.type,
        "stream": envelope.stream,
        "version": receipt.version,
        "position": receipt.position,
        "recorded_at": receipt.recorded_at,
        "replayed": receipt.replayed,
    }


def receipt_text(language: str, envelope: Envelope, receipt: Receipt) -> str:
    """Return where an event was recorded, in a sentence."""
    return text(
        language,
        "recorded-before" if receipt.replayed else "recorded",
        type=envelope.type,
        stream=envelope.stream,
        event_id=receipt.event_id,
        position=receipt.position,
        version=receipt.version,
    )
