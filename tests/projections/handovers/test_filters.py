"""Handovers by period, municipality and institution, and names that are nowhere."""

from datetime import date
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import events as e
from domain.accountability.account import account_of
from domain.accountability.mandates import Mandates
from domain.envelope import Act
from domain.evolve import fold
from domain.history import as_of, resolve
from projections import handovers
from tests.commands.shell import Typing
from tests.domain.acts import PERSON, histories
from tests.domain.handover_people import policy_under
from tests.projections.handovers.recorded import rows


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--municipality", "tilburg"), ["p-cold", "p-warm"]),
        (("--municipality", "Breda"), ["p-cold"]),
        (("--municipality", "Goirle"), []),
        (("--institution", "pi vught"), ["p-warm", "p-to-come"]),
        (("--from", "2026-06-02"), ["p-to-come"]),
        (("--to", "2026-06-01"), ["p-cold", "p-warm"]),
        (("--from", "2026-06-01", "--to", "2026-06-01", "--institution", "PI Breda"), ["p-cold"]),
    ],
)
def test_the_handovers_are_filtered(
    desk: Typing, words: tuple[str, ...], expected: list[str]
) -> None:
    assert list(rows(desk, *words)) == expected


def test_nobody_in_the_period_is_said_in_a_sentence(desk: Typing) -> None:
    answer = desk("handovers", "--from", "2030-01-01")

    assert answer.status == 0
    assert answer.out.startswith("Nobody was or is to be released in this period.")


@pytest.mark.parametrize(
    ("option", "asked", "close"),
    [("--municipality", "Tilbrug", ["Tilburg"]), ("--institution", "PI Vugt", ["PI Vught"])],
)
def test_a_name_that_is_nowhere_is_told_with_close_ones(
    desk: Typing, option: str, asked: str, close: list[str]
) -> None:
    text = desk("handovers", option, asked)
    as_json = desk("handovers", option, asked, "--json")

    assert f"Nothing in this frame has {option} {asked}." in text.out
    assert close[0] in text.out
    assert as_json.meta["nowhere"] == [{"field": option, "value": asked, "close": close}]


def test_a_name_that_is_somewhere_and_has_no_release_in_the_period_is_not_called_nowhere(
    desk: Typing,
) -> None:
    answer = desk("handovers", "--municipality", "tilburg", "--from", "2030-01-01", "--json")

    assert answer.data == []
    assert "nowhere" not in answer.meta


DAYS: Final = st.none() | st.dates(date(2000, 1, 1), date(2030, 12, 31))
FILTERS: Final = st.builds(
    handovers.Filters,
    st.sampled_from([None, "Tilburg", "Breda"]),
    st.sampled_from([None, "PI Vught", "PI Breda"]),
    DAYS,
    DAYS,
)


@given(histories(8), FILTERS)
def test_who_is_not_judged_would_not_have_been_listed(
    acts: list[Act], filters: handovers.Filters
) -> None:
    counted = as_of(resolve(acts).acts, date(2028, 1, 1))
    account = account_of(
        fold(PERSON, counted), counted, policy_under("law"), Mandates(), date(2028, 1, 1)
    )

    listed = handovers.report([account], filters, date(2028, 1, 1)).rows

    assert filters.may_ask_for(counted) or not listed


CHANGING: Final = {e.EventCorrected.about.type, e.EventRetracted.about.type}


@given(histories(8), FILTERS.filter(lambda filters: bool(filters.types)))
def test_who_may_be_asked_for_is_told_from_a_few_types_of_acts(
    acts: list[Act], filters: handovers.Filters
) -> None:
    some = [act for act in acts if act.envelope.type in filters.types | CHANGING]
    whole, part = (as_of(resolve(each).acts, date(2028, 1, 1)) for each in (acts, some))

    assert filters.may_ask_for(whole) == filters.may_ask_for(part)
    if filters.municipality is not None:
        assert handovers.names_in(whole) == handovers.names_in(part)
    if filters.institution is not None:
        assert handovers.institutions_in(whole) == handovers.institutions_in(part)


def test_a_release_that_a_correction_brings_into_the_period_is_listed(desk: Typing) -> None:
    before = list(rows(desk, "--from", "2026-06-10", "--to", "2026-06-17"))
    corrected = desk(
        *("correct", "p-cold-7", "--on", "2026-06-12", "--reason", "wrong-date", "--anyway")
    )

    listed = rows(desk, "--from", "2026-06-10", "--to", "2026-06-17")

    assert corrected.status == 0, corrected.err
    assert before == []
    assert listed == {"p-cold": rows(desk)["p-cold"]}


@pytest.mark.parametrize(
    "words",
    [
        ("--from", "2026-06-01"),
        ("--municipality", "Breda"),
        ("--institution", "PI Vught"),
    ],
)
def test_who_is_asked_for_is_read_whole(desk: Typing, words: tuple[str, ...]) -> None:
    everyone = rows(desk)

    asked = rows(desk, *words)

    assert asked
    assert asked == {person: everyone[person] for person in asked}
