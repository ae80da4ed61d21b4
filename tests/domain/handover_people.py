"""People who are held, handed over and released, told in a line each: `told((body, day), ...)`."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from domain import events as e
from domain.accountability.account import Account, account_of
from domain.accountability.mandates import Mandates, mandates_of
from domain.accountability.policy import Applied, applied
from domain.accountability.states import Accountability, Span
from domain.accountability.timeline import accountable_on, spans_of
from domain.accountability.trail import Trail, trail_of
from domain.envelope import Act
from domain.events.detention import DetentionTitle
from domain.events.handover import HandoverAnswer, HandoverForm, HandoverReason
from domain.events.plan import DisputeGround
from domain.events.screening import ScreeningAnswer
from domain.evolve import fold
from domain.history import as_of, resolve
from domain.needs import Need
from projections.accounts import policy
from tests.domain.acts import PERSON, act

Step = tuple[e.EventBody, str] | tuple[e.EventBody, str, Mapping[str, Any]]

FROZEN: Final = {"seed-2007": date(2007, 7, 1), "law-2007": date(2007, 7, 1), "law": None}

HELD: Final = e.DetentionStarted(title=DetentionTitle.SENTENCE, institution="PI Vught")
TO_TILBURG: Final = e.SettlementIntentionDeclared(municipality="Tilburg")
FREE: Final = e.PersonReleased(destination_municipality="Tilburg")
FREE_SOMEWHERE: Final = e.PersonReleased()


def told(*steps: Step) -> list[Act]:
    """Acts in the order in which they are given: recorded as e1, e2, ...

    A third part of a step changes the envelope: `{"organisation": "Breda"}`.
    """
    acts = []
    for position, step in enumerate(steps, 1):
        recorded = act(step[0], step[1], position=position)
        fields = step[2] if len(step) > 2 else {}
        envelope = recorded.envelope.model_copy(update=dict(fields))
        acts.append(replace(recorded, envelope=envelope))
    return acts


def by(organisation: str, **fields: Any) -> dict[str, Any]:
    """The organisation that acts, and what else the envelope says."""
    return {"organisation": organisation} | fields


def lacks(need: Need) -> e.NeedStatusVerified:
    """Somebody checked a need: it is not met."""
    return e.NeedStatusVerified(need=need, answer=ScreeningAnswer.NOT_ARRANGED)


def offers(*needs: Need, form: HandoverForm = HandoverForm.WARM) -> e.HandoverOffered:
    """An offer of these needs."""
    return e.HandoverOffered(form=form, needs=needs)


def accepts(*needs: Need) -> e.HandoverAccepted:
    """An answer that accepts these needs."""
    return e.HandoverAccepted(
        answers=tuple(HandoverAnswer(need=need, accepted=True) for need in needs)
    )


def rejects(need: Need, reason: HandoverReason) -> e.HandoverAccepted:
    """An answer that rejects one need."""
    answer = HandoverAnswer(need=need, accepted=False, reason=reason)
    return e.HandoverAccepted(answers=(answer,))


def disputes(need: Need, *parties: str, ground: DisputeGround) -> e.NeedOwnershipDisputed:
    """Organisations that do not agree."""
    return e.NeedOwnershipDisputed(need=need, parties=parties, ground=ground)


def policy_under(rules: str) -> Applied:
    """The policy as a rule set that comes with the program applies it."""
    return applied(policy(), rules, FROZEN[rules])


def trail(acts: Sequence[Act], on: str = "9999-12-31") -> Trail:
    """The trail of acts up to a day."""
    counted = as_of(resolve(acts).acts, date.fromisoformat(on))
    found = trail_of(fold(PERSON, counted), counted)
    assert found is not None
    return found


def who(acts: Sequence[Act], need: Need, on: str, rules: str = "law") -> Accountability:
    """Who answers for a need on a day, as far as was said by then."""
    return accountable_on(trail(acts, on), policy_under(rules), need, date.fromisoformat(on))


def days(acts: Sequence[Act], need: Need, on: str, rules: str = "law") -> tuple[Span, ...]:
    """Who answered for a need from day to day."""
    return spans_of(trail(acts, on), policy_under(rules), need, date.fromisoformat(on))


def account(
    acts: Sequence[Act], on: str, rules: str = "law", mandates: Mandates | None = None
) -> Account:
    """The whole account on a day."""
    day = date.fromisoformat(on)
    counted = as_of(resolve(acts).acts, day)
    person = fold(PERSON, counted)
    return account_of(person, counted, policy_under(rules), mandates or Mandates(), day)


def names(accountability: Accountability) -> list[str | None]:
    """The names of the organisations that answer."""
    return [party.name for party in accountability.parties]


def given(*steps: Step, organisation: str = "Tilburg", on: str = "9999-12-31") -> Mandates:
    """The mandates that one organisation gave and withdrew."""
    stream = f"organisation:{organisation}"
    acts = [
        replace(each, envelope=each.envelope.model_copy(update={"stream": stream, "subjects": ()}))
        for each in told(*steps)
    ]
    return mandates_of({stream: acts}, date.fromisoformat(on))
