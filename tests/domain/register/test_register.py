"""The register: what each rule set has of it, and what becomes of the witness of each entry."""

from pathlib import Path
from typing import Final

import pytest

from domain.assessment import Assessment, assess
from domain.needs import Need
from domain.rule_circles import dead_ends, minimal_circles
from domain.rules import Bindingness
from domain.spirals import spirals
from domain.status import Status
from ledger.rulebook import load_rule_set
from tests.domain.register.table import FREELY_GIVEN, REGISTER, Cell, Entry, Law, Outcome
from tests.domain.register.witnesses import DAY, WITNESSED, witness

ROOT: Final = Path(__file__).parents[3]
EACH_LAW: Final = pytest.mark.parametrize("law", Law, ids=lambda law: law.name.lower())
JUDGED: Final = [
    pytest.param(entry, law, id=f"{entry.id}-{law.name.lower()}")
    for entry in REGISTER
    for law, cell in entry.cells.items()
    if cell.witness is not None
]


def cells(law: Law) -> list[Cell]:
    return [entry.cells[law] for entry in REGISTER if law in entry.cells]


def judged(entry: str, law: Law) -> Assessment:
    rules = load_rule_set(law.rules)
    return assess(witness(entry), rules, DAY, law_on=law.day if rules.frozen_on is None else None)


def outcome(found: Assessment, needs: frozenset[Need]) -> Outcome | None:
    """What the statuses of `needs` say together; None where they say nothing of the entry."""
    statuses = {found.needs[need].status for need in needs}
    if Status.STUCK in statuses:
        return Outcome.STUCK if statuses <= {Status.STUCK, Status.BEHIND} else None
    if Status.NO_WAY in statuses:
        return Outcome.NO_WAY
    if Status.NOT_YET in statuses:
        return Outcome.LATER
    within_reach = {Status.MET, Status.PENDING, Status.READY, Status.WAITING}
    return Outcome.FREE if statuses <= within_reach else None


def test_every_entry_stands_in_the_register_once_and_in_order() -> None:
    assert [f"C{number}" for number in range(19)] == [entry.id for entry in REGISTER]


@EACH_LAW
def test_the_smallest_circles_of_a_rule_set_are_those_of_the_register(law: Law) -> None:
    found = minimal_circles(load_rule_set(law.rules), law.day)

    assert {ring for cell in cells(law) for ring in cell.rings} == {
        (frozenset(each.needs), each.weakest) for each in found
    }


@EACH_LAW
def test_the_dead_ends_of_statute_are_those_of_the_register(law: Law) -> None:
    found = dead_ends(load_rule_set(law.rules), law.day)

    assert {end for cell in cells(law) for end in cell.dead_ends} == {
        (each.need, each.circumstance) for each in found if each.bindingness is Bindingness.STATUTE
    }


@EACH_LAW
def test_what_hangs_on_goods_or_luck_is_no_entry_but_is_explained(law: Law) -> None:
    found = dead_ends(load_rule_set(law.rules), law.day)

    assert {
        (each.need, each.circumstance)
        for each in found
        if each.bindingness is not Bindingness.STATUTE
    } <= set(FREELY_GIVEN)


@EACH_LAW
def test_the_spirals_of_a_rule_set_are_those_of_the_register(law: Law) -> None:
    found = spirals(load_rule_set(law.rules), law.day)

    assert {spiral for cell in cells(law) for spiral in cell.spirals} == {
        each.closed_by.id for each in found
    }


@pytest.mark.parametrize(("entry", "law"), JUDGED)
def test_the_witness_of_an_entry_is_held_or_free_as_the_register_says(
    entry: Entry, law: Law
) -> None:
    found = judged(entry.id, law)

    assert entry.cells[law].witness == outcome(found, entry.needs), {
        need: str(found.needs[need].status) for need in entry.needs
    }


def test_every_witness_is_judged_and_every_judgement_has_one() -> None:
    assert set(WITNESSED) == {
        entry.id
        for entry in REGISTER
        if any(cell.witness is not None for cell in entry.cells.values())
    }


def test_where_a_rule_set_frees_who_was_held_the_rule_that_does_is_named() -> None:
    unexplained = [
        (entry.id, law.name)
        for entry in REGISTER
        for law, cell in entry.cells.items()
        if cell.witness is Outcome.FREE and not cell.because
    ]

    assert unexplained == []


def test_the_register_of_the_departed_was_real_until_2022_and_is_closed_since() -> None:
    before, after = (judged("C0", law) for law in (Law.LAW_2018, Law.LAW_2022))
    rules = load_rule_set("law")
    last = assess(witness("C0"), rules, DAY, law_on=Law.LAW_2022.day.replace(2021, 12, 31))

    assert Need.ADDRESS in before.with_status(Status.STUCK)
    assert set(last.with_status(Status.STUCK)) == set(before.with_status(Status.STUCK))
    assert after.with_status(Status.STUCK) == ()


def test_under_the_law_of_2007_the_departed_person_is_in_the_statutory_circle() -> None:
    found = judged("C0", Law.LAW_2007)
    statutory = {Need.ID_DOCUMENT, Need.REGISTRATION, Need.ADDRESS, Need.BENEFIT}

    assert any(statutory <= set(circle.needs) for circle in found.circles)


def test_in_the_practice_of_2007_detention_took_benefit_and_registration_by_rule() -> None:
    needs = judged("C9", Law.SEED).needs

    assert needs[Need.BENEFIT].ended_by == "practice-assistance/detention-stops-benefit"
    assert needs[Need.REGISTRATION].ended_by == "practice-register/absent-longer-than-four-months"


def test_leave_for_a_document_frees_nobody_who_has_none() -> None:
    ways_out = {each.rule.id for law in Law for each in judged("C14", law).ways_out}

    assert not any("leave-for" in each for each in ways_out)


@pytest.mark.parametrize("entry", REGISTER, ids=lambda entry: entry.id)
def test_the_tests_that_a_row_names_exist(entry: Entry) -> None:
    assert [each for each in entry.shown_by if not (ROOT / each).exists()] == []


def test_every_entry_has_a_witness_or_names_the_tests_that_show_it() -> None:
    assert [
        entry.id for entry in REGISTER if entry.id not in WITNESSED and not entry.shown_by
    ] == []
