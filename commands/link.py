"""`link` and `unlink`: two pseudonyms are read as one person, when two accounts say so.

Each is said in the streams of both persons, with one correlation, recorded together or not at all.
The streams stay as they are.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import click

from commands.context import clock, open_ledger, open_reader, person, settings
from commands.envelopes import (
    build_envelope,
    receipt_data,
    receipt_text,
    refuse_who_proposed,
    who_and_why,
)
from commands.event_errors import AlreadyRetracted, NotProposed
from commands.frame import ledger_meta
from commands.link_errors import (
    AlreadyLinked,
    LinkAlreadyProposed,
    LinkedToAnother,
    LinkedToItself,
    LinkMakesCircle,
    NotLinked,
    ProposalDecided,
)
from commands.log import log
from commands.lookup import changes_of
from commands.options import LOOKING, command
from commands.output import show
from commands.report_errors import PersonUnknown
from commands.texts import text

if TYPE_CHECKING:
    from domain.envelope import Act
    from domain.events import EventBody
    from domain.identities import PersonFile
    from ledger import Ledger

LINK_REASONS: Final = ("duplicate-file", "identity-established", "returned-under-new-pseudonym")
"""Why pseudonyms are linked, as `domain.events.identities` lists it."""

UNLINK_REASONS: Final = ("different-persons", "linked-in-error", "identity-fraud")
"""Why they are unlinked."""


class Pair(NamedTuple):
    """Two pseudonyms, each with all that is read as one person with it."""

    one: str
    other: str
    files: tuple[PersonFile, PersonFile]

    def acts_of(self, name: str) -> list[Act]:
        """Return the acts in the stream of one pseudonym."""
        from domain.values import person_stream

        acts = {act.key: act for file in self.files for act in file.acts}
        return [act for act in acts.values() if act.envelope.stream == person_stream(name)]


@command(
    "link",
    takes=LOOKING,
    examples=("reintegration link p-0431 p-0417 --reason duplicate-file",),
)
@click.argument("person_id", metavar="PERSON")
@click.argument("other_id", metavar="OTHER")
@click.option(
    "--reason", type=click.Choice(LINK_REASONS), required=True, help="Why they are one person."
)
@click.option("--to", multiple=True, metavar="NAME", help="An organisation that is told.")
@who_and_why
@click.pass_context
def link(ctx: click.Context, /, person_id: str, other_id: str, reason: str, **said: Any) -> None:
    """Propose that PERSON be read together with OTHER, as one person under the name of OTHER.

    Nothing changes until another account approves it with 'reintegration approve'. From then on
    every report reads both histories as one and says so; as known before, they stay apart. No
    event moves, and 'reintegration unlink' undoes it.
    """
    from domain.events import IdentitiesLinkProposed
    from domain.events.identities import LinkReason

    ledger = open_ledger(ctx)
    pair = _pair(ctx, ledger, person(person_id), person(other_id))
    _refuse_link(pair)
    _refuse_open_proposal(pair, IdentitiesLinkProposed)
    why = LinkReason(reason)
    bodies = (
        IdentitiesLinkProposed(other=pair.other, leads=False, reason=why),
        IdentitiesLinkProposed(other=pair.one, leads=True, reason=why),
    )
    _append(ctx, ledger, pair, bodies, said)
    log(ctx, "link proposed")


@command(
    "unlink",
    takes=LOOKING,
    examples=("reintegration unlink p-0431 p-0417 --reason different-persons",),
)
@click.argument("person_id", metavar="PERSON")
@click.argument("other_id", metavar="OTHER")
@click.option(
    "--reason", type=click.Choice(UNLINK_REASONS), required=True, help="Why they are two persons."
)
@click.option("--to", multiple=True, metavar="NAME", help="An organisation that is told.")
@who_and_why
@click.pass_context
def unlink(ctx: click.Context, /, person_id: str, other_id: str, reason: str, **said: Any) -> None:
    """Propose that the link between PERSON and OTHER be undone.

    Nothing changes until another account approves it with 'reintegration approve'. From then on
    both are read apart again; as known before, they stay one.
    """
    from domain.events import IdentitiesUnlinkProposed
    from domain.events.identities import UnlinkReason

    ledger = open_ledger(ctx)
    pair = _pair(ctx, ledger, person(person_id), person(other_id))
    _refuse_unlink(pair)
    _refuse_open_proposal(pair, IdentitiesUnlinkProposed)
    why = UnlinkReason(reason)
    bodies = (
        IdentitiesUnlinkProposed(other=pair.other, reason=why),
        IdentitiesUnlinkProposed(other=pair.one, reason=why),
    )
    _append(ctx, ledger, pair, bodies, said)
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
        case IdentitiesUnlinkProposed():
            one, other = here, body.other
            bodies = (
                IdentitiesUnlinked(other=other, reason=body.reason),
                IdentitiesUnlinked(other=one, reason=body.reason),
            )
        case _:
            raise NotProposed(named.envelope.event_id)
    pair = _pair(ctx, ledger, one, other)
    proposals = _both_events(pair, named)
    _refuse_what_is_decided(pair, proposals)
    if isinstance(body, IdentitiesLinkProposed):
        _refuse_link(pair)
    else:
        _refuse_unlink(pair)
    for proposal in proposals:
        refuse_who_proposed(ctx, proposal, said)
    if not said.get("to"):
        said["to"] = named.envelope.to
    _append(ctx, ledger, pair, bodies, said, proposals)
    log(ctx, "link approved" if isinstance(body, IdentitiesLinkProposed) else "unlinking approved")


def _pair(ctx: click.Context, ledger: Ledger, one: str, other: str) -> Pair:
    """Return two persons with what is recorded of them; the reading is logged.

    Raises:
        LinkedToItself: They are one pseudonym.
        PersonUnknown: Nothing is recorded of one of them.
    """
    if one == other:
        raise LinkedToItself(one)
    reader = open_reader(ctx, ledger)
    files = reader.file(one), reader.file(other)
    for name, file in zip((one, other), files, strict=True):
        if not file.acts:
            raise PersonUnknown(name, reader.position)
    return Pair(one, other, files)


def _refuse_link(pair: Pair) -> None:
    """Check that the first pseudonym can be linked to the second."""
    file = pair.files[0]
    if pair.other in file.pseudonyms:
        chain = [pair.other]
        while chain[-1] != pair.one and chain[-1] in file.follows:
            chain.append(file.follows[chain[-1]])
            if chain[-1] in chain[:-1]:
                break
        if chain[-1] == pair.one:
            raise LinkMakesCircle(pair.one, pair.other, chain)
        raise AlreadyLinked(pair.one, pair.other, file.person)
    if pair.one in file.follows:
        raise LinkedToAnother(pair.one, file.follows[pair.one], pair.other)


def _refuse_unlink(pair: Pair) -> None:
    """Check that there is a link between two pseudonyms."""
    follows = pair.files[0].follows
    if follows.get(pair.one) != pair.other and follows.get(pair.other) != pair.one:
        others = [each for each in pair.files[0].pseudonyms if each not in (pair.one, pair.other)]
        between = others if pair.other in pair.files[0].pseudonyms else []
        raise NotLinked(pair.one, pair.other, between)


def _refuse_open_proposal(pair: Pair, kind: type[EventBody]) -> None:
    """Check that the same does not wait for approval."""
    from domain.history import resolve

    acts = pair.acts_of(pair.one)
    for act in resolve(acts).acts:
        if (
            isinstance(act.body, kind)
            and getattr(act.body, "other", None) == pair.other
            and _decision_of(acts, act) is None
        ):
            raise LinkAlreadyProposed(pair.one, pair.other, act.envelope.event_id)


def _both_events(pair: Pair, named: Act) -> tuple[Act, Act]:
    """Return the events of a proposal in both streams; the one that was named twice without."""
    found = []
    for name in (pair.one, pair.other):
        alike = (
            act
            for act in pair.acts_of(name)
            if act.envelope.type == named.envelope.type
            and act.envelope.correlation == named.envelope.correlation
        )
        found.append(next(alike, named))
    return found[0], found[1]


def _refuse_what_is_decided(pair: Pair, proposals: tuple[Act, Act]) -> None:
    from domain.history import resolve

    for name, proposal in zip((pair.one, pair.other), proposals, strict=True):
        acts = pair.acts_of(name)
        decision = _decision_of(acts, proposal)
        if decision is not None:
            raise ProposalDecided(proposal.envelope.event_id, decision.envelope.event_id)
        if any(act.key == proposal.key for act in resolve(acts).retracted):
            by = changes_of(acts, proposal)[-1]
            raise AlreadyRetracted(proposal.envelope.event_id, by.envelope.event_id)


def _decision_of(acts: Sequence[Act], proposal: Act) -> Act | None:
    """Return the event by which a proposal was approved."""
    from domain.events import IdentitiesLinked, IdentitiesUnlinked

    return next(
        (
            act
            for act in acts
            if isinstance(act.body, IdentitiesLinked | IdentitiesUnlinked)
            and act.envelope.causation == proposal.envelope.event_id
        ),
        None,
    )


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
