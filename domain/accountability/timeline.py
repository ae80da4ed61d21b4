"""Who answers for a need on a day, and from day to day: pure, from acts and dated policy.

    1  a dispute that nobody has ended, or two acceptances: disputed, and who acts meanwhile
    2  the organisation that the need was assigned to
    3  the organisation that accepted it; of a detained person only where no prison alone answers,
       since the prison answers until release whoever has promised to take over
    4  justice, for the care of whoever is free under a judicial title
    5  the line of policy for the phase

Responsibility passes where the answer of one day differs from that of the day before; nobody
records that, and nobody can.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import assert_never

from domain.accountability.ownership import Ownership, ownership_of
from domain.accountability.policy import Applied, Line, PartyKind, PolicyPhase
from domain.accountability.states import (
    ACCEPTED,
    ACCEPTED_BY_TWO,
    ASSIGNED,
    DISPUTE,
    NO_POLICY,
    UNTOLD,
    Accountability,
    Meanwhile,
    Party,
    Span,
    State,
    Transfer,
)
from domain.accountability.trail import Fact, Trail
from domain.events.plan import DisputeGround
from domain.needs import Need
from domain.situation import Phase

_OF_ONE: dict[PartyKind, State] = {
    PartyKind.PRISON: State.PRISON,
    PartyKind.MUNICIPALITY: State.MUNICIPALITY,
    PartyKind.JUSTICE: State.JUSTICE,
    PartyKind.ORGANISATION: State.OWNER,
}


def accountable_on(trail: Trail, policy: Applied, need: Need, day: date) -> Accountability:
    """Return who answers for `need` at the end of `day`.

    Args:
        trail: The facts of one person.
        policy: The policy, as the frame applies it.
        need: The need.
        day: A day in the Netherlands.
    """
    acts = (act for act in trail.ownership if act.envelope.day <= day)
    ownership = ownership_of(acts, need)
    by_line = _by_line(trail, policy, need, day)
    if ownership.dispute is not None or len(ownership.accepted) > 1:
        return _disputed(trail, policy, need, day, ownership, by_line)
    if ownership.assigned is not None:
        owner, rule = ownership.assigned, ASSIGNED
    elif ownership.accepted and by_line.state is not State.PRISON:
        owner, rule = ownership.accepted[0], ACCEPTED
    else:
        return by_line
    party = Party(PartyKind.ORGANISATION, owner.organisation)
    payer = by_line.parties[0] if by_line.state is State.JUSTICE else None
    paid = by_line.evidence if payer is not None else ()
    return Accountability(State.OWNER, (party,), rule, (*owner.evidence, *paid), payer=payer)


def spans_of(trail: Trail, policy: Applied, need: Need, last: date) -> tuple[Span, ...]:
    """Return who answers for `need` from the first act on: spans without a gap or an overlap.

    Args:
        trail: The facts of one person.
        policy: The policy, as the frame applies it.
        need: The need.
        last: The day asked about; the last span is open.
    """
    days = trail.change_days(need, last) | policy.change_days(trail.first, last)
    spans: list[Span] = []
    for day in (trail.first, *sorted(days)):
        now = accountable_on(trail, policy, need, day)
        if spans and spans[-1].accountability == now:
            continue
        if spans:
            before = spans.pop()
            spans.append(Span(before.since, day - timedelta(days=1), before.accountability))
        spans.append(Span(day, None, now))
    return tuple(spans)


def transfers_of(spans: tuple[Span, ...]) -> tuple[Transfer, ...]:
    """Return the days on which responsibility passed: other parties than on the day before.

    Where it is not known who answered before, or answers since, nothing is known to have passed.
    """
    return tuple(
        Transfer(after.since, before.accountability, after.accountability)
        for before, after in pairwise(spans)
        if State.UNKNOWN not in (before.accountability.state, after.accountability.state)
        and (before.accountability.state, before.accountability.parties)
        != (after.accountability.state, after.accountability.parties)
    )


def _by_line(trail: Trail, policy: Applied, need: Need, day: date) -> Accountability:
    phase, evidence = trail.phase(day)
    title = None if phase is Phase.DETAINED else trail.title(day)
    if title is not None:
        line = policy.line(PolicyPhase.FORENSIC_TITLE, need, day)
        if line is not None:
            return _of_line(line, trail, day, title.evidence)
    match phase:
        case Phase.DETAINED:
            line = policy.line(PolicyPhase.DETAINED, need, day)
        case Phase.RELEASED:
            line = policy.line(PolicyPhase.RELEASED, need, day)
            evidence = (*evidence, *_ended_title(trail, need, day))
        case Phase.UNKNOWN:
            return Accountability(State.UNKNOWN, (), UNTOLD, ())
        case _:
            assert_never(phase)
    if line is None:
        return Accountability(State.UNKNOWN, (), NO_POLICY, evidence)
    return _of_line(line, trail, day, evidence)


def _ended_title(trail: Trail, need: Need, day: date) -> tuple[str, ...]:
    """Return the events of a title that ended: since then the municipality answers for care."""
    if need is not Need.CARE:
        return ()
    ended = [each for each in trail.titles if each.until is not None and each.until < day]
    return (*ended[-1].evidence, *ended[-1].ended_by) if ended else ()


def _of_line(line: Line, trail: Trail, day: date, evidence: tuple[str, ...]) -> Accountability:
    parties, said = [], list(evidence)
    for kind in line.accountable:
        fact = _who(kind, trail, day)
        parties.append(Party(kind, None if fact is None else fact.value))
        said += [] if fact is None else [each for each in fact.evidence if each not in said]
    if not parties:
        state = State.NOBODY
    else:
        state = State.JOINT if len(parties) > 1 else _OF_ONE[parties[0].kind]
    return Accountability(state, tuple(parties), line.id, tuple(said))


def _who(kind: PartyKind, trail: Trail, day: date) -> Fact | None:
    match kind:
        case PartyKind.PRISON:
            return trail.institution(day)
        case PartyKind.MUNICIPALITY:
            return trail.settlement(day)
        case PartyKind.JUSTICE | PartyKind.ORGANISATION:
            return None


def _disputed(
    trail: Trail,
    policy: Applied,
    need: Need,
    day: date,
    ownership: Ownership,
    by_line: Accountability,
) -> Accountability:
    dispute = ownership.dispute
    if dispute is None:
        names = tuple(said.organisation for said in ownership.accepted)
        ground = DisputeGround.OTHER
        evidence = tuple(each for said in ownership.accepted for each in said.evidence)
    else:
        names, ground, evidence = dispute.parties, dispute.ground, dispute.evidence
    return Accountability(
        state=State.DISPUTED,
        parties=tuple(Party(PartyKind.ORGANISATION, name) for name in names),
        rule=ACCEPTED_BY_TWO if dispute is None else DISPUTE,
        evidence=evidence,
        ground=ground if dispute is not None else None,
        meanwhile=_meanwhile(trail, policy, need, day, ground, by_line),
    )


def _meanwhile(
    trail: Trail,
    policy: Applied,
    need: Need,
    day: date,
    ground: DisputeGround,
    by_line: Accountability,
) -> Meanwhile | None:
    if by_line.state in {State.PRISON, State.JUSTICE}:
        return Meanwhile(by_line.parties[0], by_line.rule, by_line.evidence)
    report, stay = trail.urgent_report(day), trail.stay(day)
    rule = policy.meanwhile(need, ground, day, urgent=report is not None)
    if rule is None:
        return None
    evidence = (
        *(stay.evidence if stay else ()),
        *(report.evidence if rule.only_urgent and report else ()),
    )
    return Meanwhile(Party(PartyKind.MUNICIPALITY, stay.value if stay else None), rule.id, evidence)
