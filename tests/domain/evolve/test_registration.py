"""Documents and the register: who somebody is, where the entry is, who lends an address."""

from datetime import date

import pytest

from domain import events as e
from domain.events.documents import ApplicationPlace, DocumentKind
from domain.events.registration import AddressGiver, ConsentRefusal, DeregistrationKind
from domain.needs import Need
from tests.domain.acts import history, met, state


class TestIdentityDocument:
    def test_a_valid_document_meets_the_need_until_its_last_day(self) -> None:
        verified = e.IdDocumentVerified(kind=DocumentKind.PASSPORT, valid_until=date(2026, 6, 1))
        person = state(*history((verified, "2026-03-02")))

        assert met(person, Need.ID_DOCUMENT, "2026-06-01")
        assert not met(person, Need.ID_DOCUMENT, "2026-06-02")
        assert met(person, Need.IDENTITY, "2026-06-02")

    def test_an_expired_document_is_none_since_the_day_after_its_last(self) -> None:
        verified = e.IdDocumentVerified(kind=DocumentKind.ID_CARD, valid_until=date(2025, 6, 1))
        person = state(*history((verified, "2026-03-02")))

        lost = person.standing(Need.ID_DOCUMENT).lost
        assert lost is not None
        assert lost.on == date(2025, 6, 2)
        assert met(person, Need.IDENTITY, "2026-03-02")

    def test_a_driving_licence_shows_who_someone_is_and_is_no_document_of_the_need(self) -> None:
        licence = e.IdDocumentVerified(kind=DocumentKind.DRIVING_LICENCE, valid_until=None)
        person = state(*history((licence, "2026-03-02")))

        assert met(person, Need.IDENTITY, "2026-03-02")
        assert not person.standing(Need.ID_DOCUMENT).known

    @pytest.mark.parametrize(
        ("kind", "expected"), [(DocumentKind.PASSPORT, False), (DocumentKind.DRIVING_LICENCE, True)]
    )
    def test_a_lost_document_takes_the_need_along_only_if_it_met_it(
        self,
        kind: DocumentKind,
        expected: bool,  # noqa: FBT001 - a column of the table
    ) -> None:
        passport = e.IdDocumentVerified(kind=DocumentKind.PASSPORT, valid_until=None)
        missing = e.IdDocumentReportedMissing(kind=kind)
        person = state(*history((passport, "2026-03-02"), (missing, "2026-04-01")))

        assert met(person, Need.ID_DOCUMENT, "2026-04-01") is expected

    def test_a_card_meets_the_need_when_it_is_handed_over_not_when_it_is_issued(self) -> None:
        steps = history(
            (e.IdCardApplied(place=ApplicationPlace.DESK), "2026-03-02"),
            (e.IdCardIssued(), "2026-03-10"),
            (e.IdCardHandedOver(valid_until=date(2036, 3, 10)), "2026-03-20"),
        )

        issued = state(*steps, on="2026-03-19")
        handed_over = state(*steps)

        assert not met(issued, Need.ID_DOCUMENT, "2026-03-19")
        assert issued.standing(Need.ID_DOCUMENT).pending is not None
        assert met(handed_over, Need.ID_DOCUMENT, "2026-03-20")
        assert handed_over.standing(Need.ID_DOCUMENT).pending is None


class TestRegister:
    def test_the_next_municipality_ends_the_entry_of_the_last_and_not_its_own(self) -> None:
        moved = e.Deregistered(kind=DeregistrationKind.NEXT_MUNICIPALITY, municipality="Breda")
        person = state(
            *history(
                (e.Registered(municipality="Breda"), "2026-01-01"),
                (e.Registered(municipality="Tilburg"), "2026-03-02"),
                (moved, "2026-03-05"),
            )
        )

        assert person.registered_in is not None
        assert person.registered_in.value == "Tilburg"
        assert met(person, Need.REGISTRATION, "2026-03-05")

    @pytest.mark.parametrize("municipality", ["breda", None])
    def test_until_the_next_municipality_registers_it_is_not_known_where(
        self, municipality: str | None
    ) -> None:
        moved = e.Deregistered(kind=DeregistrationKind.NEXT_MUNICIPALITY, municipality=municipality)
        person = state(
            *history((e.Registered(municipality="Breda"), "2026-01-01"), (moved, "2026-03-05"))
        )

        assert person.registered_in is None
        assert met(person, Need.REGISTRATION, "2026-03-05")

    @pytest.mark.parametrize(
        ("kind", "departed"),
        [
            (DeregistrationKind.DEPARTED_UNKNOWN, True),
            (DeregistrationKind.DEPARTED_ABROAD, True),
            (DeregistrationKind.ABSENT_TOO_LONG, False),
        ],
    )
    def test_whoever_is_deregistered_is_registered_nowhere(
        self,
        kind: DeregistrationKind,
        departed: bool,  # noqa: FBT001 - a column of the table
    ) -> None:
        person = state(
            *history(
                (e.Registered(municipality="Breda"), "2026-01-01"),
                (e.Deregistered(kind=kind), "2026-03-05"),
            )
        )

        assert not met(person, Need.REGISTRATION, "2026-03-05")
        assert met(person, Need.REGISTRATION, "2026-03-04")
        assert person.departed is not None
        assert person.departed.value is departed

    def test_the_address_of_a_prison_is_an_address_too(self) -> None:
        person = state(
            *history((e.RegisteredAtInstitutionAddress(municipality="Vught"), "2026-03-02"))
        )

        assert met(person, Need.REGISTRATION, "2026-03-02")
        assert met(person, Need.ADDRESS, "2026-03-02")

    def test_the_newest_answer_tells_whether_someone_lends_an_address(self) -> None:
        person = state(
            *history(
                (e.PostalAddressConsentGiven(giver=AddressGiver.FAMILY), "2026-03-02"),
                (
                    e.PostalAddressConsentRefused(reason=ConsentRefusal.LANDLORD_FORBIDS),
                    "2026-03-09",
                ),
            )
        )

        assert person.address_giver is not None
        assert person.address_giver.value is False
