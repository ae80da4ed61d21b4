"""What organisations said of one need: assigned, accepted, rejected, disputed, decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from domain import events as e
from domain.envelope import Act
from domain.events.oversight import EscalationOutcome
from domain.events.plan import DisputeGround
from domain.needs import Need


@dataclass(frozen=True, slots=True)
class Said:
    """What an organisation said: who, on which day, and the events."""

    organisation: str
    on: date
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """Organisations that do not agree on which of them has to meet a need."""

    parties: tuple[str, ...]
    ground: DisputeGround
    on: date
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ownership:
    """Where the acts have brought one need.

    Attributes:
        assigned: The organisation that it was given to last.
        offered: Who offered it last.
        accepted: Who accepted it, each organisation once, since the last offer of it.
        rejected: Who rejected it since the last offer of it.
        dispute: The dispute that nobody has ended.
    """

    assigned: Said | None = None
    offered: Said | None = None
    accepted: tuple[Said, ...] = ()
    rejected: tuple[Said, ...] = ()
    dispute: Dispute | None = None

    def after(self, act: Act, need: Need) -> Ownership:
        """Return the ownership after one more act; most acts change nothing."""
        said = Said(act.envelope.organisation, act.envelope.day, act.evidence)
        match act.body:
            case e.NeedOwnerAssigned(owner=owner) if act.body.need is need:
                return Ownership(assigned=replace(said, organisation=owner))
            case e.NeedOwnershipDisputed(parties=parties, ground=ground) if act.body.need is need:
                dispute = Dispute(parties, ground, said.on, said.evidence)
                return replace(self, dispute=dispute)
            case e.HandoverOffered(needs=needs) if need in needs:
                return replace(self, offered=said, accepted=(), rejected=())
            case e.HandoverAccepted(answers=answers):
                for answer in answers:
                    if answer.need is need:
                        return self._accepted(said) if answer.accepted else self._rejected(said)
                return self
            case e.HandoverRejected() if self.offered is not None:
                return self._rejected(said)
            case e.EscalationResolved(outcome=EscalationOutcome.DECIDED, need=about):
                return replace(self, dispute=None) if about in {need, None} else self
            case e.DetentionStarted() | e.ReDetained():
                # The prison answers again from entry, whoever had taken over before.
                return Ownership()
            case _:
                return self

    def _accepted(self, said: Said) -> Ownership:
        return replace(
            self,
            accepted=(*_without(self.accepted, said.organisation), said),
            rejected=_without(self.rejected, said.organisation),
            dispute=None,
        )

    def _rejected(self, said: Said) -> Ownership:
        return replace(
            self,
            accepted=_without(self.accepted, said.organisation),
            rejected=(*_without(self.rejected, said.organisation), said),
        )


def ownership_of(acts: Iterable[Act], need: Need) -> Ownership:
    """Return where `acts`, which are in order, have brought `need`."""
    ownership = Ownership()
    for act in acts:
        ownership = ownership.after(act, need)
    return ownership


def _without(said: Iterable[Said], organisation: str) -> tuple[Said, ...]:
    name = organisation.casefold()
    return tuple(each for each in said if each.organisation.casefold() != name)
