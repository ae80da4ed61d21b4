"""Who answers for each need on each day: prison, municipality, both, justice or nobody."""

from datetime import date

import pytest

from domain import events as e
from domain.accountability.policy import PartyKind
from domain.accountability.states import ACCEPTED, ASSIGNED, NO_POLICY, UNTOLD, Party, State
from domain.accountability.timeline import transfers_of
from domain.needs import Need
from tests.domain.handover_people import (
    FREE,
    FREE_SOMEWHERE,
    HELD,
    TO_TILBURG,
    accepts,
    by,
    days,
    names,
    offers,
    told,
    who,
)

IN_2007 = told((HELD, "2007-01-15"), (TO_TILBURG, "2007-02-01"), (FREE, "2007-06-01"))
IN_2026 = told((HELD, "2026-01-15"), (TO_TILBURG, "2026-02-01"), (FREE, "2026-06-01"))
GAP = (Need.DEBT_HELP, Need.DEBT_RESTRUCTURING, Need.WORK, Need.EDUCATION)


def test_the_prison_answers_from_entry_until_release() -> None:
    answer = who(IN_2007, Need.ID_DOCUMENT, "2007-05-31")

    assert (answer.state, names(answer)) == (State.PRISON, ["PI Vught"])
    assert answer.rule == "accountability/prison-until-release"
    assert answer.evidence == ("e1",)


def test_the_municipality_of_settlement_answers_from_the_day_of_release() -> None:
    answer = who(IN_2007, Need.ID_DOCUMENT, "2007-06-01")

    assert (answer.state, names(answer)) == (State.MUNICIPALITY, ["Tilburg"])
    assert answer.rule == "accountability/municipality-after-release"
    assert answer.evidence == ("e3",)


def test_that_responsibility_passed_follows_from_the_release() -> None:
    """Nobody records it."""
    (passed,) = transfers_of(days(IN_2007, Need.HOUSING, "2007-06-18"))

    assert passed.on == date(2007, 6, 1)
    assert (passed.before.state, passed.after.state) == (State.PRISON, State.MUNICIPALITY)


@pytest.mark.parametrize("need", GAP)
@pytest.mark.parametrize("rules", ["seed-2007", "law-2007", "law"])
def test_nobody_answers_for_debts_work_and_education_in_the_prison_of_2007(
    need: Need, rules: str
) -> None:
    answer = who(IN_2007, need, "2007-05-31", rules)

    assert (answer.state, answer.parties) == (State.NOBODY, ())
    assert answer.rule == "accountability/outside-the-field-of-the-prison"
    assert who(IN_2007, need, "2007-06-01", rules).state is State.MUNICIPALITY


@pytest.mark.parametrize("need", GAP)
def test_prison_and_municipality_answer_together_since_the_agreement_of_2019(need: Need) -> None:
    answer = who(IN_2026, need, "2026-05-31")

    assert (answer.state, names(answer)) == (State.JOINT, ["PI Vught", "Tilburg"])
    assert answer.rule == "accountability/administrative-agreement"
    assert who(IN_2026, need, "2026-05-31", "seed-2007").state is State.NOBODY


def test_the_agreement_of_2019_begins_on_its_own_day_within_a_detention() -> None:
    acts = told((HELD, "2019-06-01"), (TO_TILBURG, "2019-06-02"))

    rules = [(span.since, span.accountability.rule) for span in days(acts, Need.WORK, "2019-08-01")]

    assert rules[-1] == (date(2019, 7, 1), "accountability/administrative-agreement")
    assert rules[0] == (date(2019, 6, 1), "accountability/cooperation-model")


def test_of_whom_no_detention_is_known_nothing_is_said() -> None:
    acts = told((TO_TILBURG, "2007-01-01"))

    answer = who(acts, Need.HOUSING, "2007-02-01")

    assert (answer.state, answer.rule, answer.evidence) == (State.UNKNOWN, UNTOLD, ())


def test_before_the_first_policy_nobody_knows_who_answered() -> None:
    answer = who(told((HELD, "1990-01-01")), Need.HOUSING, "1990-02-01")

    assert (answer.state, answer.rule) == (State.UNKNOWN, NO_POLICY)


def test_after_release_to_nowhere_it_is_some_municipality_and_not_known_which() -> None:
    acts = told((HELD, "2026-01-15"), (FREE_SOMEWHERE, "2026-06-01"))

    answer = who(acts, Need.BENEFIT, "2026-06-02")

    assert (answer.state, names(answer), answer.named) == (State.MUNICIPALITY, [None], False)


def test_a_promise_to_take_over_leaves_the_prison_accountable_until_release() -> None:
    acts = told(
        (HELD, "2026-01-15"),
        (offers(Need.HOUSING), "2026-05-01"),
        (accepts(Need.HOUSING), "2026-05-10", by("Tilburg")),
        (FREE, "2026-06-01"),
    )

    before = who(acts, Need.HOUSING, "2026-05-31")
    after = who(acts, Need.HOUSING, "2026-06-01")

    assert before.state is State.PRISON
    assert (after.state, names(after), after.rule) == (State.OWNER, ["Tilburg"], ACCEPTED)
    assert after.evidence == ("e3",)


def test_who_accepts_what_is_nobodys_in_prison_answers_at_once() -> None:
    acts = told(
        (HELD, "2007-01-15"),
        (offers(Need.DEBT_HELP), "2007-05-01"),
        (accepts(Need.DEBT_HELP), "2007-05-10", by("Kredietbank")),
    )

    assert who(acts, Need.DEBT_HELP, "2007-05-09").state is State.NOBODY
    assert names(who(acts, Need.DEBT_HELP, "2007-05-10")) == ["Kredietbank"]


def test_an_owner_that_is_assigned_answers_from_that_day_also_in_prison() -> None:
    acts = told(
        (HELD, "2007-01-15"),
        (e.NeedOwnerAssigned(need=Need.WORK, owner="Werkplein"), "2007-02-01"),
    )

    answer = who(acts, Need.WORK, "2007-02-01")

    assert (answer.state, names(answer), answer.rule) == (State.OWNER, ["Werkplein"], ASSIGNED)
    assert who(acts, Need.EDUCATION, "2007-02-01").state is State.NOBODY


def test_with_a_new_detention_the_prison_answers_again_whoever_had_taken_over() -> None:
    acts = told(
        (HELD, "2026-01-15"),
        (FREE, "2026-03-01"),
        (e.NeedOwnerAssigned(need=Need.HOUSING, owner="Exodus"), "2026-03-02"),
        (e.ReDetained(institution="PI Breda"), "2026-04-01"),
        (FREE, "2026-05-01"),
    )

    found = [
        (span.since, span.accountability.state, *names(span.accountability))
        for span in days(acts, Need.HOUSING, "2026-05-02")
    ]

    assert found == [
        (date(2026, 1, 15), State.PRISON, "PI Vught"),
        (date(2026, 3, 1), State.MUNICIPALITY, "Tilburg"),
        (date(2026, 3, 2), State.OWNER, "Exodus"),
        (date(2026, 4, 1), State.PRISON, "PI Breda"),
        (date(2026, 5, 1), State.MUNICIPALITY, "Tilburg"),
    ]


def test_justice_pays_for_care_under_a_title_and_the_municipality_after_it() -> None:
    acts = told(
        (HELD, "2026-01-15"),
        (FREE, "2026-03-01"),
        (e.ForensicTitleStarted(), "2026-03-01"),
        (e.ForensicTitleEnded(), "2026-05-01"),
    )

    found = [
        (span.since, span.accountability.state, span.accountability.rule)
        for span in days(acts, Need.CARE, "2026-06-01")
    ]

    assert found == [
        (date(2026, 1, 15), State.PRISON, "accountability/prison-until-release"),
        (date(2026, 3, 1), State.JUSTICE, "accountability/justice-under-a-title"),
        (date(2026, 5, 1), State.MUNICIPALITY, "accountability/municipality-after-release"),
    ]
    assert who(acts, Need.CARE, "2026-05-01").evidence == ("e2", "e3", "e4")
    assert who(acts, Need.HOUSING, "2026-04-01").state is State.MUNICIPALITY


def test_a_title_makes_no_difference_while_the_person_is_held() -> None:
    acts = told((HELD, "2026-01-15"), (e.ForensicTitleStarted(), "2026-02-01"))

    assert who(acts, Need.CARE, "2026-02-02").state is State.PRISON


def test_a_title_that_lasts_through_a_day_ends_by_itself() -> None:
    acts = told(
        (HELD, "2026-01-15"),
        (FREE, "2026-03-01"),
        (e.ForensicTitleStarted(until=date(2026, 4, 30)), "2026-03-01"),
    )

    assert who(acts, Need.CARE, "2026-04-30").state is State.JUSTICE
    assert who(acts, Need.CARE, "2026-05-01").state is State.MUNICIPALITY


def test_a_provider_that_owns_the_care_under_a_title_is_paid_by_justice() -> None:
    acts = told(
        (HELD, "2026-01-15"),
        (FREE, "2026-03-01"),
        (e.ForensicTitleStarted(), "2026-03-01"),
        (e.NeedOwnerAssigned(need=Need.CARE, owner="Trajectum"), "2026-03-02"),
    )

    answer = who(acts, Need.CARE, "2026-03-02")

    assert (answer.state, names(answer)) == (State.OWNER, ["Trajectum"])
    assert answer.payer == Party(PartyKind.JUSTICE, None)
