"""What each event changes: given what happened before, how the need stands after."""

from datetime import date, timedelta
from typing import Final

import pytest

from domain import events as e
from domain.events.base import EventBody
from domain.events.care import ProviderKind
from domain.events.support import SupportKind
from domain.evolve import evolve
from domain.evolve.standings import with_standing
from domain.needs import Need
from domain.standing import Noted, Pending
from tests.domain.acts import act, history, state
from tests.domain.bodies import PERSON_BODIES
from tests.domain.evolve.changes import BEFORE, DAY, SHELTER_ASKED, Case, stands
from tests.domain.evolve.changes_of_living import LIVING
from tests.domain.evolve.changes_of_money import MONEY
from tests.domain.evolve.changes_of_papers import PAPERS

CASES: Final = [*PAPERS, *MONEY, *LIVING]

ELSEWHERE: Final = {
    # What they change is a circumstance, and the standing follows from the rules.
    e.PersonReleased,
    e.AddressInvestigationStarted,
    e.PostalAddressConsentGiven,
    e.PostalAddressConsentRefused,
    e.AdvanceOffered,
    e.RentArrearsRegistered,
    e.HousingUrgencyGranted,
    e.HousingUrgencyRefused,
    e.HousingOffered,
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name or case.then.about.name)
def test_a_need_stands_as_the_event_says(case: Case) -> None:
    steps = [(body, BEFORE) for body in case.given]

    person = state(*history(*steps, (case.then, DAY)))

    assert stands(person, case.need) == case.becomes
    assert case.need in case.then.about.changes


def test_every_event_that_can_change_a_need_has_such_a_sentence() -> None:
    told = {type(case.then) for case in CASES}
    changing = {body for body in PERSON_BODIES if body.about.changes}

    assert changing - told == ELSEWHERE


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name or case.then.about.name)
def test_an_application_is_under_way_until_the_day_on_which_something_ends_it(case: Case) -> None:
    before, day = state(*history(*((body, BEFORE) for body in case.given))), date.fromisoformat(DAY)
    under_way = Pending(date(2026, 2, 1), "Tilburg", ("e0",), "benefit-applied", date(2026, 2, 1))
    applied = with_standing(
        before, case.need, before.standing(case.need)._replace(pending=under_way)
    )

    after = evolve(applied, act(case.then, DAY, position=9)).standing(case.need)

    assert after.pending is not None or (after.closed is not None and after.closed.on == day)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name or case.then.about.name)
def test_what_becomes_of_a_need_rests_on_the_event(case: Case) -> None:
    steps = [(body, BEFORE) for body in case.given]
    before = state(*history(*steps)).standing(case.need)

    after = state(*history(*steps, (case.then, DAY))).standing(case.need)

    said = (*after.held, after.lost, after.pending, after.declined, after.not_applicable)
    named = {name for each in said if each is not None for name in each.evidence}
    if isinstance(case.then, e.ApplicationWithdrawn):
        closed = Noted(date.fromisoformat(DAY), (f"e{len(steps) + 1}",))
        assert after == before._replace(pending=None, closed=closed)
    else:
        assert after == before or f"e{len(steps) + 1}" in named


class TestMedication:
    @pytest.mark.parametrize("days", [1, 14])
    def test_medication_lasts_for_the_days_supplied(self, days: int) -> None:
        person = state(act(e.MedicationHandoverCompleted(days_supplied=days), DAY))
        (held,) = person.standing(Need.MEDICATION).held

        assert held.until == date.fromisoformat(DAY) + timedelta(days=days - 1)


class TestSteps:
    @pytest.mark.parametrize(
        ("asked", "next_step", "need"),
        [
            (e.DebtHelpRequested(), e.DebtHelpIntakeHeld(), Need.DEBT_HELP),
            (
                e.ConductCertificateRequested(),
                e.ConductCertificateRefusalIntended(),
                Need.CONDUCT_CERTIFICATE,
            ),
            (
                e.CareReferred(provider=ProviderKind.OTHER),
                e.CareAccepted(provider=ProviderKind.OTHER),
                Need.CARE,
            ),
            (
                SHELTER_ASKED,
                e.SocialSupportGranted(kind=SupportKind.SHELTER),
                Need.SHELTER,
            ),
        ],
        ids=["debt-help", "conduct", "care", "shelter"],
    )
    def test_an_application_moves_on_and_keeps_its_first_day(
        self, asked: EventBody, next_step: EventBody, need: Need
    ) -> None:
        pending = state(*history((asked, BEFORE), (next_step, DAY))).standing(need).pending

        assert pending is not None
        assert (pending.since, pending.step_on) == (
            date.fromisoformat(BEFORE),
            date.fromisoformat(DAY),
        )
        assert pending.step == next_step.about.name
        assert pending.evidence == ("e1", "e2")

    def test_a_step_without_an_application_begins_none(self) -> None:
        assert state(act(e.DebtHelpIntakeHeld(), DAY)).standing(Need.DEBT_HELP).pending is None

    def test_taking_back_what_was_not_applied_for_changes_nothing(self) -> None:
        assert state(act(e.ApplicationWithdrawn(need=Need.WORK), DAY)).standings == {}
