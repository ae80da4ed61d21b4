"""The article's sentences about agreements, counted: made, kept, meant, and offered under."""

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from domain.agreements.agreement import Agreement
from domain.agreements.collective import (
    is_collective,
    offers_against,
    offers_of,
    offers_without_agreement,
)
from domain.agreements.counting import (
    PERSON,
    Fulfilment,
    count,
    count_by,
    levels,
    organisations,
    performers,
)
from domain.agreements.intentions import conversions, conversions_by, count_conversions
from domain.envelope import Act
from domain.events.agreements import AgreementLevel, Deliverable, IntentionTopic
from domain.needs import Need
from tests.domain.agreement_acts import (
    AFTER,
    BEFORE,
    CORPORATION,
    MADE,
    MUNICIPALITY,
    agreed,
    amended,
    breached,
    fulfilled,
    intended,
    numbered,
    offered,
    promise,
    waived,
)

DAY = date.fromisoformat(AFTER)
KEPT = (promise(), fulfilled(by=MUNICIPALITY))
LATE = (promise(), fulfilled(AFTER, by=MUNICIPALITY))
BROKEN = (promise(), breached())
OVERDUE = (promise(overseer=None),)
CLAIMED = (promise(), fulfilled())
NOT_YET_DUE = (promise(due_on="2026-12-31"),)
WAIVED = (promise(), waived())
ALL = (KEPT, LATE, BROKEN, OVERDUE, CLAIMED, NOT_YET_DUE, WAIVED)


def several(*acts: tuple[Act, ...]) -> list[Agreement]:
    return [agreed(*each, id=f"a-{number}") for number, each in enumerate(acts, 1)]


def test_agreements_at_national_and_local_level_must_be_kept() -> None:
    """Counted by level, each with the part that was kept of what was due."""
    national = (
        promise(level=AgreementLevel.NATIONAL, performer="DJI", parties=("DJI", MUNICIPALITY)),
    )

    found = count_by(several(KEPT, BROKEN, national), DAY, levels)

    assert found[AgreementLevel.LOCAL].rate == Fraction(1, 2)
    assert found[AgreementLevel.NATIONAL].rate == 0


def test_every_state_is_counted_once() -> None:
    assert count(several(*ALL), DAY) == Fulfilment(
        made=7,
        open=1,
        claimed=1,
        overdue=1,
        fulfilled=2,
        on_time=1,
        breached=1,
        waived=1,
        claimed_after_due=1,
        without_overseer=1,
    )


def test_what_is_waived_or_not_yet_due_says_nothing_of_how_well_agreements_are_kept() -> None:
    assert count(several(WAIVED, NOT_YET_DUE), DAY).rate is None


def test_a_claim_after_the_agreed_day_is_not_kept_until_it_is_confirmed() -> None:
    assert count(several(KEPT, CLAIMED), DAY).rate == Fraction(1, 2)


def test_what_was_kept_late_is_kept_but_not_in_time() -> None:
    found = count(several(KEPT, LATE), DAY)

    assert (found.rate, found.on_time_rate) == (Fraction(1), Fraction(1, 2))


@given(st.lists(st.sampled_from(ALL), max_size=12))
def test_the_states_add_up_and_shares_lie_between_none_and_all(
    drawn: list[tuple[Act, ...]],
) -> None:
    found = count(several(*drawn), DAY)

    assert found.made == len(drawn)
    assert found.made == sum(
        (found.open, found.claimed, found.overdue, found.fulfilled, found.breached, found.waived)
    )
    assert found.on_time <= found.fulfilled <= found.due <= found.made
    assert (found.rate is None) == (found.due == 0)


def test_a_person_is_no_group_of_figures() -> None:
    """A council or a parliament asks by organisation, and sees no pseudonym."""
    of_person = (
        promise(
            level=AgreementLevel.CASE,
            parties=("p-1", MUNICIPALITY),
            performer="p-1",
            subjects=("p-1",),
        ),
    )

    agreements = several(KEPT, of_person)

    assert set(count_by(agreements, DAY, performers)) == {CORPORATION, PERSON}
    assert set(count_by(agreements, DAY, organisations)) == {MUNICIPALITY, CORPORATION, PERSON}


def test_agreements_with_probation_on_finding_work_are_agreements_too() -> None:
    """Probation promises places to train; which need it serves is told."""
    found = agreed(
        promise(
            parties=("Reclassering", MUNICIPALITY),
            performer="Reclassering",
            deliverable=Deliverable.TRAINING_PLACE,
            need=Need.WORK,
            quantity=20,
        )
    )

    assert found.terms is not None
    assert (found.terms.performer, found.terms.need) == ("Reclassering", Need.WORK)


def test_a_coalition_agreement_without_a_day_is_an_intention() -> None:
    """What a government means to do about aftercare binds nobody until it is agreed."""
    (found,) = conversions(
        several((intended(level=AgreementLevel.NATIONAL, topic=IntentionTopic.SUPPORT),))
    )

    assert found.agreement is None


def test_a_code_of_conduct_without_a_day_is_an_intention() -> None:
    """What corporations promise in a code of their own has no day, so nothing is overdue."""
    code = several((intended(level=AgreementLevel.NATIONAL, topic=Need.HOUSING),))

    assert count(code, DAY) == Fulfilment()
    assert count_conversions(conversions(code)).share == 0


def test_intentions_have_to_lead_to_agreements() -> None:
    """In the same stream, with a shared correlation, or named as the cause."""
    in_one_stream = agreed(intended(), promise(), id="a-1")
    meant = agreed(intended(correlation="c1"), id="i-2")
    followed = agreed(promise(correlation="c1"), id="a-2")
    cause = agreed(intended(id="i"), id="i-3")
    caused = agreed(promise(BEFORE, causation="i"), id="a-3")
    forgotten = agreed(intended(topic=IntentionTopic.FUNDING), id="i-4")

    found = conversions([in_one_stream, meant, followed, cause, caused, forgotten])

    assert {each.stream: each.agreement for each in found} == {
        "a-1": "a-1",
        "i-2": "a-2",
        "i-3": "a-3",
        "i-4": None,
    }
    figure = count_conversions(found)
    assert (figure.expressed, figure.agreed, figure.share) == (4, 3, Fraction(3, 4))
    assert figure.median_days == (date.fromisoformat(MADE) - date(2026, 2, 1)).days
    by_topic = conversions_by(found, lambda intention: intention.topic)
    assert by_topic[IntentionTopic.FUNDING].share == 0
    assert by_topic[IntentionTopic.QUOTA].share == 1


def test_an_agreement_before_its_intention_gives_no_days() -> None:
    (found,) = conversions([agreed(intended(AFTER), promise())])

    assert (found.agreement, found.days) == ("a-1", None)


def test_without_intentions_there_is_no_share() -> None:
    assert count_conversions(()).share is None


def test_concrete_agreements_with_corporations_are_counted_against_offers() -> None:
    """So many places by a day, and what was offered under it by then and after it."""
    quota = agreed(promise(quantity=5))
    offers = [
        *offers_of("p-1", [offered("2026-03-10", "p-1")], DAY),
        *offers_of(
            "p-2", numbered([offered("2026-03-11", "p-2"), offered("2026-04-02", "p-2")]), DAY
        ),
        *offers_of("p-3", [offered("2026-03-12", "p-3", by="Other")], DAY),
        *offers_of("p-4", [offered("2026-03-12", "p-4", None)], DAY),
    ]

    found = offers_against([quota], offers)["a-1"]

    assert (found.promised, found.on_time, found.late, found.offered, found.short) == (
        5,
        3,
        1,
        4,
        1,
    )
    assert (found.persons, found.by_others) == (3, 1)


def test_offers_count_against_the_day_that_was_agreed_last() -> None:
    quota = agreed(promise(quantity=5), amended(due_on=date(2026, 5, 1)))
    offers = offers_of("p-1", [offered("2026-04-10", "p-1")], DAY)

    assert offers_against([quota], offers)["a-1"].on_time == 1


def test_an_offer_that_is_still_to_come_does_not_count() -> None:
    assert offers_of("p-1", [offered("2026-06-01", "p-1")], DAY) == ()


def test_a_promise_without_a_number_is_counted_once_an_offer_names_it() -> None:
    single = agreed(promise())

    assert single.terms is not None
    assert not is_collective(single.terms)
    assert offers_against([single], []) == {}
    assert (
        offers_against([single], offers_of("p-1", [offered(BEFORE, "p-1")], DAY))["a-1"].short
        is None
    )


def test_an_offer_under_an_agreement_that_nobody_made_is_told_apart() -> None:
    offers = offers_of("p-1", [offered(BEFORE, "p-1", agreement="a-9")], DAY)

    assert offers_without_agreement({"a-1": agreed(promise())}, offers) == offers
