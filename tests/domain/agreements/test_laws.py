"""Laws of agreements, whatever is said of them and in whatever order it is recorded."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from domain import events as e
from domain.agreements.agreement import Agreement
from domain.agreements.misfits import misfits_of
from domain.agreements.oversight import oversight_findings
from domain.agreements.standing import AgreementState as State
from domain.agreements.standing import standing
from domain.envelope import Act
from tests.domain.agreement_acts import (
    CORPORATION,
    COUNCIL,
    MUNICIPALITY,
    STRANGER,
    agreed,
    amended,
    breached,
    fulfilled,
    intended,
    numbered,
    overseen,
    promise,
    reviewed,
    said,
    state,
    waived,
)

DAYS = st.integers(1, 28).map(lambda day: f"2026-04-{day:02}")
WHO = st.sampled_from([MUNICIPALITY, CORPORATION, COUNCIL, STRANGER])
LATER = st.one_of(
    st.builds(lambda on, due: amended(on, due_on=date.fromisoformat(due)), DAYS, DAYS),
    st.builds(lambda on, who: amended(on, performer=who, consent_of=(who,)), DAYS, WHO),
    st.builds(lambda on, who: fulfilled(on, by=who), DAYS, WHO),
    st.builds(lambda on, who: fulfilled(on, confirmed_by=who), DAYS, WHO),
    st.builds(lambda on, who, heard: breached(on, by=who, heard=heard), DAYS, WHO, st.booleans()),
    st.builds(lambda on, who: waived(on, by=who), DAYS, WHO),
    st.builds(lambda on, who: overseen(on, overseer=who), DAYS, WHO),
    st.builds(lambda on, who: reviewed(on, by=who), DAYS, WHO),
    st.builds(intended, DAYS),
    st.builds(lambda on, due: promise(on, due_on=due), DAYS, DAYS),
)
STREAMS = st.lists(LATER, max_size=7).flatmap(
    lambda acts: st.permutations(range(len(acts))).map(lambda order: (acts, order))
)


def named(acts: list[Act]) -> list[Act]:
    """The acts with names of their own, so that they keep them in any order."""
    return [
        said(act.body, str(act.envelope.occurred_on), by=act.envelope.organisation, id=f"n{place}")
        for place, act in enumerate(acts)
        if act.body is not None
    ]


@given(STREAMS, DAYS)
def test_the_order_of_recording_does_not_matter(
    drawn: tuple[list[Act], list[int]], day: str
) -> None:
    acts, order = drawn
    made = named(acts)
    shuffled = [made[place] for place in order]

    first, second = agreed(*made, on=day), agreed(*shuffled, on=day)

    assert first == second
    assert standing(first, date.fromisoformat(day)) == standing(second, date.fromisoformat(day))


@given(STREAMS, DAYS)
def test_it_is_overdue_exactly_when_the_day_has_passed_and_nothing_ended_it(
    drawn: tuple[list[Act], list[int]], day: str
) -> None:
    agreement = agreed(*named(drawn[0]), on=day)
    found = standing(agreement, date.fromisoformat(day))

    owed = agreement.terms is not None and not ends(agreement)
    passed = agreement.terms is not None and agreement.terms.due_on < date.fromisoformat(day)
    assert found.due_passed == (owed and passed)
    assert (found.state is State.OVERDUE) == (owed and passed and not agreement.open_claims)
    assert (found.state is State.CLAIMED) == (owed and bool(agreement.open_claims))


def ends(agreement: Agreement) -> bool:
    """Whether anything that counts ended it."""
    return bool(
        agreement.waivers
        or any(each.counts for each in agreement.breaches)
        or agreement.fulfilled_on is not None
    )


@given(STREAMS, DAYS)
def test_it_is_never_fulfilled_without_a_word_of_the_beneficiary(
    drawn: tuple[list[Act], list[int]], day: str
) -> None:
    acts = [
        act
        for act in named(drawn[0])
        if not isinstance(act.body, e.AgreementFulfilled)
        or MUNICIPALITY not in {act.envelope.organisation, act.body.confirmed_by}
    ]

    assert state(*acts, on=day) is not State.FULFILLED


@given(STREAMS, DAYS)
def test_what_happens_later_does_not_change_what_stood_before(
    drawn: tuple[list[Act], list[int]], day: str
) -> None:
    acts = named(drawn[0])
    by_then = [act for act in acts if act.envelope.day <= date.fromisoformat(day)]

    assert agreed(*acts, on=day) == agreed(*by_then, on=day)


@given(STREAMS, DAYS)
def test_every_finding_names_events_that_are_recorded(
    drawn: tuple[list[Act], list[int]], day: str
) -> None:
    acts = numbered(named(drawn[0]))
    agreement = agreed(*acts, on=day)
    found = [*misfits_of("a-1", acts), *oversight_findings(agreement, date.fromisoformat(day))]

    ids = {act.envelope.event_id for act in acts}
    assert all(each.events and set(each.events) <= ids for each in found)
