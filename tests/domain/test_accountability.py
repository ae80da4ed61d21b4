"""Who answers for each need at each moment: the article, the law, and what organisations say."""

from datetime import date

import pytest

from domain import events as e
from domain.accountability.policy import PartyKind, PolicyUnreadable, read_policy
from domain.accountability.states import (
    ACCEPTED,
    ACCEPTED_BY_TWO,
    ASSIGNED,
    DISPUTE,
    NO_POLICY,
    UNTOLD,
    Party,
    State,
)
from domain.accountability.timeline import transfers_of
from domain.events.oversight import EscalationOutcome
from domain.events.plan import DisputeGround
from domain.events.support import SupportKind
from domain.needs import Need
from projections.accounts import policy
from tests.domain.handover_people import (
    FREE,
    FREE_SOMEWHERE,
    HELD,
    TO_TILBURG,
    accepts,
    by,
    days,
    disputes,
    names,
    offers,
    told,
    who,
)

IN_2007 = told((HELD, "2007-01-15"), (TO_TILBURG, "2007-02-01"), (FREE, "2007-06-01"))
IN_2026 = told((HELD, "2026-01-15"), (TO_TILBURG, "2026-02-01"), (FREE, "2026-06-01"))
GAP = (Need.DEBT_HELP, Need.DEBT_RESTRUCTURING, Need.WORK, Need.EDUCATION)
C5 = disputes(Need.BENEFIT, "Tilburg", "Breda", ground=DisputeGround.OTHER_MUNICIPALITY)


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


@pytest.mark.parametrize(
    ("rules", "expected"),
    [("seed-2007", None), ("law-2007", "Eindhoven"), ("law", "Eindhoven")],
)
def test_while_two_municipalities_dispute_a_benefit_that_of_actual_stay_pays_by_law(
    rules: str, expected: str | None
) -> None:
    """C5, Wwb 42(2): the practice that the article describes knows no such way out."""
    acts = told(
        (HELD, "2007-01-15"),
        (FREE, "2007-06-01"),
        (e.Registered(municipality="Eindhoven"), "2007-06-05"),
        (C5, "2007-06-10"),
    )

    answer = who(acts, Need.BENEFIT, "2007-06-11", rules)

    assert (answer.state, names(answer)) == (State.DISPUTED, ["Tilburg", "Breda"])
    assert answer.ground is DisputeGround.OTHER_MUNICIPALITY
    meanwhile = answer.meanwhile.party.name if answer.meanwhile else None
    assert meanwhile == expected
    if answer.meanwhile is not None:
        assert answer.meanwhile.rule == "accountability/actual-stay"
        assert answer.meanwhile.evidence == ("e3",)


@pytest.mark.parametrize(
    ("rules", "urgent", "expected"),
    [
        ("seed-2007", True, None),
        ("law-2007", True, None),
        ("law", True, "Tilburg"),
        ("law", False, None),
    ],
)
def test_while_it_is_disputed_who_pays_for_care_only_an_urgent_report_makes_somebody_act(
    rules: str, expected: str | None, *, urgent: bool
) -> None:
    """C16, Wmo 2015 2.3.3."""
    dispute = disputes(Need.CARE, "Tilburg", "zorgverzekeraar", ground=DisputeGround.OTHER_ACT)
    acts = told(
        (HELD, "2026-01-15"),
        (FREE, "2026-06-01"),
        (e.ForensicTitleStarted(until=date(2026, 6, 9)), "2026-06-01"),
        (dispute, "2026-06-10"),
        (e.SocialSupportReported(kind=SupportKind.GUIDANCE, urgent=urgent), "2026-06-11"),
    )

    answer = who(acts, Need.CARE, "2026-06-12", rules)

    assert (answer.state, answer.rule) == (State.DISPUTED, DISPUTE)
    assert (answer.meanwhile.party.name if answer.meanwhile else None) == expected


def test_an_urgent_report_of_an_earlier_freedom_makes_nobody_act_now() -> None:
    acts = told(
        (HELD, "2025-01-15"),
        (FREE, "2025-06-01"),
        (e.SocialSupportReported(kind=SupportKind.GUIDANCE, urgent=True), "2025-06-02"),
        (e.ReDetained(), "2026-01-15"),
        (FREE, "2026-06-01"),
        (disputes(Need.CARE, "Tilburg", ground=DisputeGround.OTHER_ACT), "2026-06-10"),
    )

    assert who(acts, Need.CARE, "2026-06-12").meanwhile is None


def test_a_dispute_before_release_leaves_the_prison_to_act() -> None:
    acts = told((HELD, "2026-01-15"), (C5, "2026-05-01"))

    meanwhile = who(acts, Need.BENEFIT, "2026-05-02").meanwhile

    assert meanwhile is not None
    assert meanwhile.party == Party(PartyKind.PRISON, "PI Vught")


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        (e.NeedOwnerAssigned(need=Need.BENEFIT, owner="Breda"), "Breda"),
        (accepts(Need.BENEFIT), "Tilburg"),
        (e.EscalationResolved(outcome=EscalationOutcome.DECIDED, need=Need.BENEFIT), "Tilburg"),
    ],
)
def test_a_dispute_ends_when_an_owner_is_named_or_accepts_or_somebody_decides(
    end: e.EventBody, expected: str
) -> None:
    acts = told((HELD, "2026-01-15"), (FREE, "2026-06-01"), (C5, "2026-06-10"), (end, "2026-06-20"))

    assert who(acts, Need.BENEFIT, "2026-06-19").state is State.DISPUTED
    assert names(who(acts, Need.BENEFIT, "2026-06-20")) == [expected]


@pytest.mark.parametrize("outcome", [EscalationOutcome.PASSED_ON, EscalationOutcome.WITHDRAWN])
def test_an_escalation_that_decides_nothing_leaves_the_dispute(outcome: EscalationOutcome) -> None:
    acts = told(
        (HELD, "2026-01-15"),
        (FREE, "2026-06-01"),
        (C5, "2026-06-10"),
        (e.EscalationResolved(outcome=outcome, need=Need.BENEFIT), "2026-06-20"),
    )

    assert who(acts, Need.BENEFIT, "2026-06-20").state is State.DISPUTED


def test_two_municipalities_that_both_accept_leave_it_open_who_answers() -> None:
    acts = told(
        (HELD, "2026-01-15"),
        (offers(Need.HOUSING), "2026-05-01"),
        (accepts(Need.HOUSING), "2026-05-10", by("Tilburg")),
        (accepts(Need.HOUSING), "2026-05-11", by("Breda")),
        (FREE, "2026-06-01"),
    )

    answer = who(acts, Need.HOUSING, "2026-06-02")

    assert (answer.state, names(answer)) == (State.DISPUTED, ["Tilburg", "Breda"])
    assert (answer.rule, answer.evidence) == (ACCEPTED_BY_TWO, ("e3", "e4"))


def test_whoever_accepts_again_is_no_second_owner_and_a_new_offer_asks_anew() -> None:
    acts = told(
        (HELD, "2026-01-15"),
        (offers(Need.HOUSING), "2026-05-01"),
        (accepts(Need.HOUSING), "2026-05-10", by("Tilburg")),
        (accepts(Need.HOUSING), "2026-05-11", by("tilburg")),
        (offers(Need.HOUSING), "2026-05-20"),
        (accepts(Need.HOUSING), "2026-05-21", by("Breda")),
        (FREE, "2026-06-01"),
    )

    assert names(who(acts, Need.HOUSING, "2026-06-02")) == ["Breda"]


def test_what_comes_with_the_program_is_the_policy_that_is_described() -> None:
    lines = {line.id.partition("/")[2]: line for line in policy().lines}

    assert [party for line in lines.values() for party in line.accountable if not line.needs] == [
        PartyKind.PRISON,
        PartyKind.MUNICIPALITY,
    ]
    assert lines["administrative-agreement"].valid_from == date(2019, 7, 1)
    assert (policy().notice.days_long, policy().notice.days_short) == (28, 14)
    assert not policy().notice.verified


GOOD_LINE = """
[[lines]]
id = "test/{id}"
name = {{ nl = "a", en = "a" }}
phase = "detained"
{more}
source = {{ law = "test" }}
valid_from = 2007-01-01
confidence = "low"
verified = false
"""
GOOD_NOTICE = """
[notice]
id = "test/notice"
name = { nl = "a", en = "a" }
short_stay = { weeks = 4 }
days_short = 14
days_long = 28
days_after_entry = 1
days_to_confirm = 7
days_to_answer = 14
source = { law = "test" }
valid_from = 2007-01-01
confidence = "low"
verified = false
"""


def line(id: str = "one", more: str = "accountable = []") -> str:
    """A line of policy as it stands in a file."""
    return GOOD_LINE.format(id=id, more=more)


def test_a_policy_in_order_is_read_with_its_digest() -> None:
    found = read_policy((line() + GOOD_NOTICE).encode())

    assert (len(found.lines), len(found.digest)) == (1, 64)


@pytest.mark.parametrize(
    ("content", "place", "fault"),
    [
        (b"\xff", "the file", "UTF-8"),
        (b"lines = ", "the file", "Invalid value"),
        (line().encode(), "notice", "Field required"),
        (GOOD_NOTICE.encode(), "lines", "Field required"),
        ((line(more='accountable = ["king"]') + GOOD_NOTICE).encode(), "test/one", "Input should"),
        ((line(more='accountable = []\nneeds = ["car"]') + GOOD_NOTICE).encode(), "needs", "Input"),
        ((line() + line("two") + GOOD_NOTICE).encode(), "the file", "test/one and test/two"),
    ],
)
def test_a_policy_that_is_spoilt_is_refused_with_the_place(
    content: bytes, place: str, fault: str
) -> None:
    with pytest.raises(PolicyUnreadable) as refused:
        read_policy(content)

    assert place in (refused.value.where or "")
    assert fault in (refused.value.why or "")
