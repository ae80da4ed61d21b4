"""What the modules of this package share: needs that are met, lost, applied for, moved on."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from domain.answers import Answer
from domain.envelope import Act
from domain.needs import Need
from domain.person import Known, Person
from domain.standing import Noted, Pending, Standing

T = TypeVar("T")


def known(act: Act, value: T | None, old: Known[T] | None = None) -> Known[T] | None:
    """Return a fact that `act` says from its own day on; the old one when it says nothing."""
    return old if value is None else said(act, value)


def said(act: Act, value: T) -> Known[T]:
    """Return a fact that `act` says, from its own day on."""
    return Known(value, act.envelope.day, act.evidence)


def from_effect(act: Act, value: T, until: date | None = None) -> Known[T]:
    """Return a fact that holds from the first day of effect of `act`, through `until`."""
    envelope = act.envelope
    return Known(value, envelope.effective_from, act.evidence, until or envelope.effect_until)


def with_standing(state: Person, need: Need, standing: Standing) -> Person:
    """Return the state in which `need` stands so."""
    return state.changed(standings={**state.standings, need: standing})


def hold(state: Person, need: Need, act: Act, until: date | None = None) -> Person:
    """Return the state in which `act` meets `need` for its days of effect, through `until`."""
    envelope = act.envelope
    last = until or envelope.effect_until
    return hold_from(state, need, act, envelope.effective_from, last)


def hold_from(state: Person, need: Need, act: Act, since: date, until: date | None) -> Person:
    """Return the state in which `act` meets `need` from `since` through `until`."""
    return with_standing(
        state, need, closed_by(state, need, act).granted(since, until, act.evidence)
    )


def lose(state: Person, need: Need, act: Act, on: date | None = None) -> Person:
    """Return the state in which `need` is not met from `on`, or the first day of effect."""
    first = act.envelope.effective_from if on is None else on
    return with_standing(state, need, state.standing(need).ended(first, act.evidence))


def answer(
    state: Person, need: Need, act: Act, *, arranged: bool, document: str | None = None
) -> Person:
    """Return the state, changed by what `act` found of `need`, beside other answers of that day.

    Args:
        state: The state in which what was found counts already.
        need: The need.
        act: The act that says so.
        arranged: Whether it was found to be met.
        document: The kind of document, where it was about one alone.
    """
    given = Answer.of(act, arranged=arranged, document=document)
    return with_standing(state, need, state.standing(need).answered(given))


def refuse(state: Person, need: Need, act: Act) -> Person:
    """Return the state in which an application for `need` was refused."""
    return with_standing(state, need, state.standing(need).refused(act.envelope.day, act.evidence))


def need_no_more(state: Person, need: Need, act: Act) -> Person:
    """Return the state in which `need` came to a good end: it does not apply any more."""
    on, by = act.envelope.effective_from, act.evidence
    before = closed_by(state, need, act)
    ended = before.ended(on, by)._replace(lost=before.lost, not_applicable=Noted(on, by))
    return with_standing(state, need, ended)


def decline(state: Person, need: Need, act: Act) -> Person:
    """Return the state in which the person wants no help with `need`."""
    noted = Noted(act.envelope.day, act.evidence)
    return with_standing(state, need, state.standing(need)._replace(declined=noted))


def apply_for(state: Person, need: Need, act: Act) -> Person:
    """Return the state in which `act` applies for `need`."""
    envelope = act.envelope
    pending = Pending(
        since=envelope.day,
        organisation=envelope.to[0] if envelope.to else envelope.organisation,
        evidence=act.evidence,
        step=_name(act),
        step_on=envelope.day,
    )
    return with_standing(state, need, state.standing(need).applied(pending))


def step(state: Person, need: Need, act: Act) -> Person:
    """Return the state in which `act` moved the application for `need` on, where there is one."""
    pending = state.standing(need).pending
    if pending is None:
        return state
    # What put off the step before puts off none that comes after.
    moved = pending._replace(
        step=_name(act),
        step_on=act.envelope.day,
        evidence=(*pending.evidence, *act.evidence),
        extensions=(),
    )
    return move_on(state, need, moved)


def close(state: Person, need: Need, act: Act) -> Person:
    """Return the state in which `act` ended the application for `need`, where there is one."""
    if state.standing(need).pending is None:
        return state
    return with_standing(state, need, closed_by(state, need, act))


def closed_by(state: Person, need: Need, act: Act) -> Standing:
    """Return how `need` stands once `act` ended the application for it, where there is one."""
    return state.standing(need).without_application(act.envelope.day, act.evidence)


def move_on(state: Person, need: Need, pending: Pending) -> Person:
    """Return the state in which the application for `need` stands so."""
    return with_standing(state, need, state.standing(need)._replace(pending=pending))


def _name(act: Act) -> str:
    return act.envelope.type.partition("/")[0]
