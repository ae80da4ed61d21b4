"""A roof of each kind, and what ends with it."""

import pytest

from domain import events as e
from domain.events.housing import HousingEndReason, HousingKind
from domain.events.registration import AddressGiver
from domain.needs import Need
from tests.domain.acts import history, met, state


class TestHousing:
    @pytest.mark.parametrize("kind", HousingKind)
    def test_a_shelter_is_no_home_and_every_other_roof_is(self, kind: HousingKind) -> None:
        person = state(*history((e.HousingPlaced(kind=kind), "2026-03-02")))

        is_shelter = kind is HousingKind.SHELTER
        assert met(person, Need.SHELTER, "2026-03-02") is is_shelter
        assert met(person, Need.HOUSING, "2026-03-02") is not is_shelter

    def test_a_stay_in_a_shelter_ends_and_nothing_else_with_it(self) -> None:
        ended = e.HousingEnded(reason=HousingEndReason.TERM_ENDED)
        lent = e.PostalAddressGranted(giver=AddressGiver.FAMILY)
        person = state(
            *history(
                (lent, "2026-02-01"),
                (e.HousingPlaced(kind=HousingKind.SHELTER), "2026-03-02"),
                (ended, "2026-04-01"),
            )
        )

        assert not met(person, Need.SHELTER, "2026-04-01")
        assert met(person, Need.ADDRESS, "2026-04-01")
        assert not person.standing(Need.HOUSING).known

    def test_of_two_roofs_the_newest_ends(self) -> None:
        ended = e.HousingEnded(reason=HousingEndReason.MOVED)
        person = state(
            *history(
                (e.HousingPlaced(kind=HousingKind.SHELTER), "2026-02-01"),
                (e.HousingPlaced(kind=HousingKind.EXODUS), "2026-03-02"),
                (ended, "2026-04-01"),
            )
        )

        assert met(person, Need.SHELTER, "2026-04-01")
        assert not met(person, Need.HOUSING, "2026-04-01")
        assert person.dwelling is not None
        assert person.dwelling.value is False

    def test_a_lost_tenancy_takes_the_address_along(self) -> None:
        lost = e.TenancyEnded(reason=HousingEndReason.RENT_UNPAID)
        person = state(
            *history(
                (e.HousingPlaced(kind=HousingKind.DWELLING), "2026-01-01"), (lost, "2026-03-02")
            )
        )

        for need in (Need.HOUSING, Need.ADDRESS):
            assert met(person, need, "2026-03-01")
            assert not met(person, need, "2026-03-02")
