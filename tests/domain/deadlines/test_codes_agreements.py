"""Deadlines of agreements: the agreed day, and whether it was kept as the agreement itself says."""

from datetime import date

import pytest

from domain.agreements.folding import agreement_on
from domain.agreements.standing import standing
from domain.deadlines.computed import Computed
from domain.deadlines.of_agreement import deadlines_of_agreement
from domain.envelope import Act
from domain.events.agreements import WaiverReason
from domain.needs import Need
from tests.domain.agreement_acts import (
    COUNCIL,
    MUNICIPALITY,
    amended,
    breached,
    fulfilled,
    numbered,
    promise,
    waived,
)
from tests.domain.deadlines.counted import ALL_RULES, LAW, rules_of


def agreed_days(*acts: Act, on: str, rules: str = LAW) -> tuple[Computed, ...]:
    """The deadlines of the agreement of these acts on a day."""
    day, known = date.fromisoformat(on), numbered(acts)
    agreement = agreement_on("a-1", known, day)
    by_then = [act for act in known if act.envelope.day <= day]
    return deadlines_of_agreement(agreement, by_then, rules_of(rules), day)


def told(*acts: Act, on: str) -> list[tuple[str, str, str | None]]:
    """Of each: the last day, where it stands, and when it was met."""
    return [
        (str(each.due), each.status.value, None if each.met_on is None else str(each.met_on))
        for each in agreed_days(*acts, on=on)
    ]


@pytest.mark.parametrize("rules", ALL_RULES)
def test_the_agreement_names_day_and_performer_and_there_is_no_grace(rules: str) -> None:
    # 4 April 2026 is the Saturday before Easter, and Good Friday comes before it.
    [found] = agreed_days(promise(due_on="2026-04-04"), on="2026-04-06", rules=rules)

    assert found.rule.code == "D26"
    assert (str(found.due), str(found.act_by)) == ("2026-04-04", "2026-04-02")
    assert (found.status, found.who.en, found.need) == ("overdue", "WonenBreda", Need.HOUSING)


def test_a_day_moved_by_consent_of_all_takes_its_place_and_another_change_does_not() -> None:
    acts = (
        promise(),
        amended("2026-03-10", quantity=2),
        amended("2026-03-12", due_on=date(2026, 5, 1)),
    )

    assert told(*acts, on="2026-04-10") == [
        ("2026-04-01", "void", None),
        ("2026-05-01", "running", None),
    ]


def test_a_day_moved_without_the_consent_of_all_stays_where_it_was() -> None:
    alone = amended("2026-03-12", consent_of=(MUNICIPALITY,), due_on=date(2026, 5, 1))

    assert told(promise(), alone, on="2026-04-10") == [("2026-04-01", "overdue", None)]


def test_a_day_can_be_moved_to_an_earlier_one() -> None:
    sooner = amended("2026-03-12", due_on=date(2026, 3, 20))

    assert told(promise(), sooner, on="2026-03-25") == [
        ("2026-03-20", "overdue", None),
        ("2026-04-01", "void", None),
    ]


@pytest.mark.parametrize("on", ["2026-03-25", "2026-04-10"])
def test_what_the_performer_claims_waits_for_who_can_confirm_it(on: str) -> None:
    [found] = agreed_days(promise(), fulfilled("2026-03-20"), on=on)

    assert (str(found.due), found.status, found.met_on) == ("2026-04-01", "claimed", None)
    assert (found.who.nl, found.who.en) == (MUNICIPALITY, MUNICIPALITY)


@pytest.mark.parametrize(
    ("confirmed_on", "status"), [("2026-04-01", "met"), ("2026-04-02", "met-late")]
)
def test_what_the_beneficiary_confirms_meets_it(confirmed_on: str, status: str) -> None:
    done = fulfilled(confirmed_on, by=MUNICIPALITY)

    assert told(promise(), done, on="2026-04-10") == [("2026-04-01", status, confirmed_on)]


def test_a_part_of_what_was_promised_does_not_meet_it() -> None:
    part = fulfilled("2026-03-20", by=MUNICIPALITY, quantity=3)
    rest = fulfilled("2026-03-28", by=MUNICIPALITY, quantity=2)

    assert told(promise(quantity=5), part, on="2026-04-10") == [("2026-04-01", "overdue", None)]
    assert told(promise(quantity=5), part, rest, on="2026-04-10") == [
        ("2026-04-01", "met", "2026-03-28")
    ]


def test_a_breach_ends_it_when_the_overseer_found_it_after_hearing_both() -> None:
    found = breached("2026-04-05")
    unheard = breached("2026-04-05", heard=False)

    assert told(promise(), found, on="2026-04-10") == [("2026-04-01", "missed", None)]
    assert told(promise(), unheard, on="2026-04-10") == [("2026-04-01", "overdue", None)]


def test_a_waiver_takes_its_reason_away() -> None:
    given = waived("2026-03-20", reason=WaiverReason.NO_LONGER_NEEDED)

    assert told(promise(), given, on="2026-04-10") == [("2026-04-01", "void", None)]


def test_a_second_making_starts_no_second_term() -> None:
    again = promise("2026-03-05", due_on="2026-06-01")

    assert told(promise(), again, on="2026-04-10") == [("2026-04-01", "overdue", None)]


def test_it_rests_on_what_the_standing_rests_on() -> None:
    acts = (promise(), fulfilled("2026-03-20", by=MUNICIPALITY))
    day = date(2026, 4, 10)

    [found] = agreed_days(*acts, on="2026-04-10")

    assert found.evidence == standing(agreement_on("a-1", numbered(acts), day), day).evidence


def test_what_was_never_made_has_no_deadline() -> None:
    assert told(fulfilled("2026-03-20", by=COUNCIL), on="2026-04-10") == []
