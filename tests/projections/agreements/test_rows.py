"""The list of agreements: order, filters, figures, and what a row tells."""

from datetime import date
from typing import Any

import pytest

from domain.agreements.collective import offers_of
from domain.agreements.standing import AgreementState
from domain.envelope import Act
from domain.events.agreements import AgreementLevel
from ledger.reader import Frame
from projections import agreement_page, agreement_page_text, agreements, agreements_text
from projections.agreement_cases import agreement_case
from projections.agreements import AgreementFilters, AgreementRow
from tests.domain.agreement_acts import (
    AFTER,
    COUNCIL,
    DUE,
    MUNICIPALITY,
    STRANGER,
    amended,
    fulfilled,
    intended,
    numbered,
    offered,
    promise,
)
from tests.projections.agreements.streams import DAY, FRAME, STREAMS, cases


def listed(**asked: Any) -> list[str]:
    answer = agreements.report(cases(), (), DAY, AgreementFilters(**asked))
    return [row.agreement for row in answer.rows]


def row(id: str, *acts: Act, day: str = AFTER) -> AgreementRow:
    frame = Frame(date.fromisoformat(day), None, None, "")
    case = agreement_case(id, numbered(acts), frame)
    return agreements.agreement_row(case, None, None)


def test_what_is_overdue_comes_first_and_what_has_ended_last() -> None:
    assert listed() == [
        "unseen",
        "claimed",
        "case",
        "quota",
        "loose",
        "broken",
        "kept",
        "kept-late",
        "waived",
    ]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"state": "open"}, ["case", "quota"]),
        ({"state": "overdue"}, ["unseen", "claimed"]),
        ({"state": "claimed"}, ["claimed"]),
        ({"state": "fulfilled"}, ["kept", "kept-late"]),
        ({"state": "breached"}, ["broken"]),
        ({"state": "waived"}, ["waived"]),
        ({"state": "intention"}, ["meant"]),
        ({"without_overseer": True}, ["unseen"]),
        ({"person": "p-1"}, ["case"]),
        ({"level": "case"}, ["case"]),
        ({"overseer": STRANGER}, ["kept"]),
        ({"party": COUNCIL}, []),
        ({"topic": "benefit"}, ["case"]),
        ({"topic": "decision"}, ["case"]),
        ({"topic": "quota", "state": "intention"}, ["meant"]),
        ({"due_by": date(2026, 4, 17)}, ["case"]),
        ({"level": "local", "state": "open"}, ["quota"]),
    ],
)
def test_filters_ask_for_what_they_name(asked: dict[str, Any], expected: list[str]) -> None:
    assert listed(**asked) == expected


def test_figures_count_every_state_of_what_was_asked_for() -> None:
    answer = agreements.report(cases(), (), DAY, AgreementFilters(state="open", level="local"))

    assert (answer.summary.total.made, answer.summary.total.due) == (7, 5)
    assert answer.summary.total.rate == 0.4
    assert [each.group for each in answer.summary.by_level] == ["local"]


def test_nothing_asked_counts_by_level_from_national_to_case() -> None:
    streams = STREAMS | {"national": (promise(level=AgreementLevel.NATIONAL),)}
    answer = agreements.report(cases(streams), (), DAY)

    assert [each.group for each in answer.summary.by_level] == ["national", "local", "case"]


def test_an_intention_shows_the_agreement_that_it_became() -> None:
    streams = {
        "meant": (intended(correlation="c1"),),
        "made": (promise(correlation="c1"),),
    }
    answer = agreements.report(cases(streams), (), DAY, AgreementFilters(state="intention"))

    assert [each.became for each in answer.rows] == ["made"]
    assert answer.summary.never_agreed == ()
    assert answer.summary.intentions.share == 1


def test_a_row_tells_who_claims_and_who_confirms() -> None:
    claimed, kept = row("a", *STREAMS["claimed"]), row("a", *STREAMS["kept"])

    assert (claimed.claimed_by, claimed.confirmed_by) == ("WonenBreda", None)
    assert (kept.claimed_by, kept.confirmed_by) == (None, MUNICIPALITY)


def test_a_day_that_was_moved_shows_what_it_was_first() -> None:
    found = row("a", promise(), amended(due_on=date(2026, 5, 1)))

    assert (found.due_on, found.first_due_on) == (date(2026, 5, 1), date.fromisoformat(DUE))


def test_offers_show_beside_what_was_promised() -> None:
    offers = offers_of("p-1", [offered("2026-04-02", "p-1", "quota")], DAY)
    answer = agreements.report(cases(), offers, DAY)

    (quota,) = (each for each in answer.rows if each.agreement == "quota")
    assert (quota.quantity, quota.delivered, quota.offered, quota.offered_late) == (10, 4, 1, 0)


def test_an_offer_under_an_agreement_that_is_not_there_is_told() -> None:
    offers = offers_of("p-1", [offered("2026-04-02", "p-1", "nowhere")], DAY)
    answer = agreements.report(cases(), offers, DAY)

    assert answer.summary.offers_without_agreement == ("e1",)
    assert "e1" in agreements_text.render(answer, "en")


def test_what_an_erased_person_agreed_on_says_nothing_any_more() -> None:
    erased = [
        Act(act.position, act.version, act.recorded_at, act.envelope, None)
        for act in numbered(STREAMS["case"])
    ]
    case = agreement_case("case", erased, FRAME)

    assert case.standing.state is AgreementState.ERASED
    assert case.findings == ()
    answer = agreements.report([case], (), DAY)
    assert [each.state for each in answer.rows] == ["erased"]
    assert answer.summary.total.made == 0
    page = agreement_page.report(case, (), None, FRAME, DAY)
    assert "what it said is erased" in agreement_page_text.render(page, "en")


def test_agreements_are_found_by_everybody_whom_they_name() -> None:
    found = [each.agreement for each in cases()]

    assert [each.id for each in found if "p-1" in each.named] == ["case"]
    assert len([each for each in found if MUNICIPALITY in each.named]) == 9


def test_an_erased_confirmation_leaves_a_claim() -> None:
    made, claim, confirmation = numbered([*STREAMS["claimed"], fulfilled(DUE, by=MUNICIPALITY)])
    gone = Act(3, 3, confirmation.recorded_at, confirmation.envelope, None)

    case = agreement_case("a", [made, claim, gone], FRAME)

    assert case.standing.state is AgreementState.CLAIMED
    assert case.agreement.erased == 1
