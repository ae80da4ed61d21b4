"""Two pseudonyms to be linked or unlinked: what is recorded of them, what stands in the way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import click

from commands.correction_errors import AlreadyRetracted
from commands.link_errors import (
    AlreadyLinked,
    LinkAlreadyProposed,
    LinkChangedOtherwise,
    LinkedToAnother,
    LinkedToItself,
    LinkMakesCircle,
    NotLinked,
    ProposalDecided,
)
from commands.lookup import changes_of
from commands.reading import open_reader
from commands.report_errors import PersonUnknown

if TYPE_CHECKING:
    from domain.envelope import Act
    from domain.events import EventBody
    from domain.identities import PersonFile
    from ledger import Ledger


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


def pair_of(ctx: click.Context, ledger: Ledger, one: str, other: str) -> Pair:
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


def refuse_link(pair: Pair) -> None:
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


def refuse_unlink(pair: Pair) -> None:
    """Check that there is a link between two pseudonyms."""
    follows = pair.files[0].follows
    if follows.get(pair.one) != pair.other and follows.get(pair.other) != pair.one:
        others = [each for each in pair.files[0].pseudonyms if each not in (pair.one, pair.other)]
        between = others if pair.other in pair.files[0].pseudonyms else []
        raise NotLinked(pair.one, pair.other, between)


def refuse_open_proposal(pair: Pair, body: EventBody) -> None:
    """Check that the same does not wait for approval.

    The other way round, or for another reason, is not the same: whoever proposed it wrongly cannot
    take that back, and has to be able to propose it rightly.

    Args:
        pair: Of whom it is proposed.
        body: What would be said in the stream of the first.
    """
    from domain.history import resolve

    acts = pair.acts_of(pair.one)
    for act in resolve(acts).acts:
        if act.body == body and _decision_of(acts, act) is None:
            raise LinkAlreadyProposed(pair.one, pair.other, act.envelope.event_id)


def refuse_one_of_two(act: Act) -> None:
    """Check that an event can be changed by itself.

    Raises:
        LinkChangedOtherwise: It links or unlinks pseudonyms or proposes to, and stands in two
            streams.
    """
    from typing import get_args

    from domain.events import IdentityEvent

    if isinstance(act.body, get_args(IdentityEvent)):
        raise LinkChangedOtherwise(act.envelope.type)


def both_events(pair: Pair, named: Act) -> tuple[Act, Act]:
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


def refuse_what_is_decided(pair: Pair, proposals: tuple[Act, Act]) -> None:
    """Check that a proposal waits: nobody approved it, and it was not retracted."""
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
