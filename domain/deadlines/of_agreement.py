"""The deadlines of one agreement, by a rule set, on a day: the agreed day, and whether it was kept.

What moves the agreed day and what shows that it was kept is not counted here again: an amendment
counts by the consent of all, and a delivery by the confirmation of whoever receives, as
`domain.agreements.standing` says. What is claimed waits for that confirmation, and is not late.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final, assert_never

from domain import events as e
from domain.agreements.agreement import Agreement
from domain.agreements.folding import course, first_making
from domain.agreements.standing import AgreementState, Standing, standing
from domain.deadlines.computed import Computed, DeadlineStatus
from domain.deadlines.of_person import deadlines_of
from domain.envelope import Act
from domain.person import Person
from domain.rule_parts import Text
from domain.rules import RuleSet

_FOLDED: Final = (e.AgreementMade, e.AgreementAmended, e.AgreementFulfilled)
"""What the agreement tells already; of these only what sets the agreed day starts a term."""


def deadlines_of_agreement(
    agreement: Agreement,
    acts: Sequence[Act],
    rules: RuleSet,
    day: date,
    *,
    law_on: date | None = None,
) -> tuple[Computed, ...]:
    """Return the deadlines of an agreement; none while it has not been made.

    Args:
        agreement: Folded from `acts`.
        acts: The acts that had taken place by `day`, corrected.
        rules: The rules.
        day: The day asked about, in the Netherlands.
        law_on: The day whose law counts for everything; None for each rule by its own dates.
    """
    ordered = sorted(acts, key=course)
    setting = _setting_the_day(agreement, ordered)
    keys = [act.key for act in setting]
    counted = [act for act in ordered if not isinstance(act.body, _FOLDED) or act.key in keys]
    found = deadlines_of(Person(id=agreement.id), counted, rules, day, law_on=law_on)
    now = standing(agreement, day)
    return tuple(
        _as_it_stands(each, agreement, now) if keys and each.key == keys[-1] else each
        for each in found
        if each.key is not None
    )


def _setting_the_day(agreement: Agreement, ordered: Sequence[Act]) -> list[Act]:
    """Return the making, and the amendments that count and move the agreed day, in order."""
    made = first_making(ordered)
    if made is None:
        return []
    amended = (act for act in ordered if isinstance(act.body, e.AgreementAmended))
    return [
        made,
        *(
            act
            for act, each in zip(amended, agreement.amendments, strict=True)
            if each.counts and each.due_on is not None
        ),
    ]


def _as_it_stands(each: Computed, agreement: Agreement, now: Standing) -> Computed:
    if each.rule.met_by != (e.AgreementFulfilled.about.name,):
        return each
    evidence = tuple(dict.fromkeys((*each.evidence, *now.evidence)))
    who = each.who
    match now.state:
        case AgreementState.FULFILLED:
            status = DeadlineStatus.MET if now.on_time else DeadlineStatus.MET_LATE
        case AgreementState.BREACHED:
            status = DeadlineStatus.MISSED
        case AgreementState.OPEN:
            status = DeadlineStatus.RUNNING
        case AgreementState.OVERDUE:
            status = DeadlineStatus.OVERDUE
        case AgreementState.CLAIMED:
            status = DeadlineStatus.CLAIMED
            # It is the move of whoever can confirm it; who performs can do nothing more.
            if agreement.terms is not None:
                who = Text(nl=agreement.terms.beneficiary, en=agreement.terms.beneficiary)
        case (
            AgreementState.WAIVED
            | AgreementState.INTENTION
            | AgreementState.NOT_MADE
            | AgreementState.ERASED
        ):
            return replace(each, evidence=evidence)
        case _:
            assert_never(now.state)
    met_on = now.since if now.state is AgreementState.FULFILLED else None
    return replace(
        each, status=status, who=who, met_on=met_on, void_because=None, evidence=evidence
    )
