"""What does not fit in the history of one person; recorded all the same, and shown with its events.

The ledger never refuses a true fact because another arrived late or never. An order finding is
made only where no order fits the stated precision: two acts of the same day of which one is known
only to the day can have come in either order, and an estimated day proves no order at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain

from domain import events as e
from domain.answers import Answer, answers_in, contradicting
from domain.detention_findings import detention_findings
from domain.envelope import Act, order
from domain.finding_kinds import Finding, FindingKind, finding
from domain.history import Resolved, resolve
from domain.identities import links_without_counterpart
from domain.misrecorded import misrecorded_in, said_before_by_another
from domain.needs import Need
from domain.sequences import (
    ANSWERS,
    COLLECTIONS,
    DECISIONS,
    ENDINGS,
    GRANTS,
    acts_of,
    arrangements_without_claim,
    decided_after_closing,
    granted_twice,
    out_of_sequence,
    withdrawn_without_application,
)


def findings_of(recorded: Sequence[Act]) -> list[Finding]:
    """Return everything that does not fit in the history of one person.

    Args:
        recorded: The acts of one person, in the order of their positions.

    Returns:
        Findings in order of day and kind; the same history gives the same list.
    """
    resolved = resolve(recorded)
    acts = sorted(resolved.acts, key=order)
    found = [
        *_misrecorded(recorded, resolved),
        *_links(recorded, acts),
        *detention_findings(acts),
        *_sequences(acts),
        *_contradictions(acts),
    ]
    return sorted(set(found), key=lambda each: (each.on, each.kind, each.events))


def _misrecorded(recorded: Sequence[Act], resolved: Resolved) -> Iterator[Finding]:
    for fault, act in misrecorded_in(recorded, resolved):
        yield finding(FindingKind(fault), act)


def _links(recorded: Sequence[Act], acts: Sequence[Act]) -> Iterator[Finding]:
    links = acts_of(acts, (e.IdentitiesLinked, e.IdentitiesUnlinked))
    proposals = acts_of(recorded, (e.IdentitiesLinkProposed, e.IdentitiesUnlinkProposed))
    for act in links:
        if not any(
            _is_proposal_of(proposal, act) and said_before_by_another(proposal, act)
            for proposal in proposals
        ):
            yield finding(FindingKind.LINKED_BY_ONE, act)
    for act in links_without_counterpart(recorded) if links else ():
        yield finding(FindingKind.LINKED_ON_ONE_SIDE, act)


def _is_proposal_of(proposal: Act, link: Act) -> bool:
    proposed, said = proposal.body, link.body
    if isinstance(said, e.IdentitiesLinked):
        is_same_kind = isinstance(proposed, e.IdentitiesLinkProposed)
    else:
        is_same_kind = isinstance(proposed, e.IdentitiesUnlinkProposed)
    return (
        is_same_kind
        and proposal.envelope.stream == link.envelope.stream
        and getattr(proposed, "other", None) == getattr(said, "other", None)
    )


def _sequences(acts: Sequence[Act]) -> Iterator[Finding]:
    kinds = {
        FindingKind.DECIDED_WITHOUT_APPLICATION: out_of_sequence(acts, DECISIONS),
        FindingKind.DECIDED_AFTER_CLOSING: decided_after_closing(acts, DECISIONS),
        FindingKind.ANSWERED_WITHOUT_QUESTION: out_of_sequence(acts, ANSWERS),
        FindingKind.ENDED_WITHOUT_BEGIN: out_of_sequence(acts, ENDINGS),
        FindingKind.COLLECTED_WITHOUT_CLAIM: chain(
            out_of_sequence(acts, COLLECTIONS), arrangements_without_claim(acts)
        ),
        FindingKind.WITHDRAWN_WITHOUT_APPLICATION: withdrawn_without_application(acts),
    }
    for kind, found in kinds.items():
        for act in found:
            yield finding(kind, act)
    for one, two in granted_twice(acts, GRANTS):
        on = two.envelope.effective_from
        yield Finding(FindingKind.GRANTED_TWICE, on, (*one.evidence, *two.evidence))


def _contradictions(acts: Sequence[Act]) -> Iterator[Finding]:
    answers: dict[tuple[Need, date], list[Answer]] = {}
    for act in acts:
        for need, answer in answers_in(act):
            answers.setdefault((need, answer.on), []).append(answer)
    for (_, on), given in answers.items():
        events = tuple(event for each in contradicting(given) for event in each.evidence)
        if events:
            yield Finding(FindingKind.CONTRADICTORY_ANSWERS, on, events)
