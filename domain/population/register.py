"""The population register and the address it needs: lost, kept and got back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from domain import events as e
from domain.events.registration import (
    AddressGiver,
    AddressRefusal,
    ConsentRefusal,
    DeclaredAddress,
    DeregistrationKind,
    RegistrationBasis,
)
from domain.population.condition import HOMELESS, Outcome
from domain.population.diary import open_day
from domain.population.living import Living
from domain.population.stays import Stay

_A_MONTH: Final = timedelta(29)
_LONG_ENOUGH: Final = 150
"""Days of a stay after which a municipality may have found that somebody is gone."""
_DAYS_TO_INSTITUTION: Final = (177, 220)
"""Days of a stay after which an institution registers who has no home left: once a tenancy that is
lost in detention has ended."""


def tell_register_inside(life: Living, stay: Stay, outcome: Outcome) -> None:
    """Tell what becomes of the registration during detention."""
    condition = life.condition
    if condition.registered_in is not None and not outcome.registered:
        _lose(life, stay)
        return
    if stay.is_long and condition.roof is None and life.happens("register.at_institution"):
        day = open_day(stay.began + timedelta(life.draw.whole(*_DAYS_TO_INSTITUTION)))
        if day >= stay.ended or not outcome.registered:
            return
        municipality = life.institution.municipality
        office = life.offices.civil_affairs_of(municipality)
        body = e.RegisteredAtInstitutionAddress(
            municipality=municipality, institution=life.institution.name
        )
        life.add(day, body, office, "institution-address")
        condition.registered_in = municipality


def tell_register_outside(life: Living, stay: Stay, outcome: Outcome, until: date) -> None:
    """Tell how someone is registered after the release, or is not."""
    if not outcome.registered:
        _in_vain(life, stay, until)
        return
    condition = life.condition
    if condition.registered_in == life.destination and condition.roof not in HOMELESS:
        return
    moved = condition.registered_in != life.destination
    if condition.roof in HOMELESS:
        if not moved and life.happens("register.address_stays"):
            return
        _postal_address(life, stay)
        if not moved:
            return
    day = min(
        max(open_day(stay.ended + timedelta(life.draw.whole(1, 12))), stay.ended),
        stay.ended + _A_MONTH,
    )
    office = life.offices.civil_affairs
    if condition.roof not in HOMELESS and life.happens("register.change_declared"):
        declared = e.AddressChangeDeclared(
            kind=DeclaredAddress.DWELLING, municipality=life.destination, move_on=stay.ended
        )
        life.add(day, declared, life.offices.self, "register")
    former = condition.registered_in
    if former is not None and moved and life.happens("register.former_told"):
        left = e.Deregistered(kind=DeregistrationKind.NEXT_MUNICIPALITY, municipality=former)
        life.add(day, left, life.offices.civil_affairs_of(former), "leaving-register")
    ex_officio = not life.early and condition.roof is None
    basis = RegistrationBasis.EX_OFFICIO if ex_officio else RegistrationBasis.DECLARATION
    life.add(day, e.Registered(municipality=life.destination, basis=basis), office, "register")
    condition.registered_in = life.destination


def _lose(life: Living, stay: Stay) -> None:
    """Tell that a municipality finds that someone has left, in detention or right after it."""
    condition = life.condition
    municipality = condition.registered_in or life.traits.home.name
    office = life.offices.civil_affairs_of(municipality)
    ended = open_day(stay.ended + timedelta(life.draw.whole(4, 22)))
    if stay.days > _LONG_ENOUGH and life.happens("register.lost_inside"):
        ended = life.between(stay.began + timedelta(_LONG_ENOUGH - 20), stay.ended)
    started = open_day(ended - timedelta(life.draw.whole(30, 60)))
    body = e.AddressInvestigationStarted(municipality=municipality)
    life.add(started, body, office, "leaving-register")
    kind = DeregistrationKind.DEPARTED_UNKNOWN
    if life.early and stay.is_long and life.happens("register.absent_too_long"):
        kind = DeregistrationKind.ABSENT_TOO_LONG
    left = e.Deregistered(kind=kind, municipality=municipality)
    life.add(ended, left, office, "leaving-register")
    condition.registered_in = None


def _postal_address(life: Living, stay: Stay) -> None:
    first = open_day(stay.ended + timedelta(life.draw.whole(0, 6)))
    office = life.offices.civil_affairs
    if life.early:
        giver = AddressGiver(life.draw.weighted(life.figures.mix("register.address_givers")))
        requested = e.PostalAddressRequested(giver=giver)
        life.add(first, requested, life.offices.self, "postal-address")
        consent = open_day(first + timedelta(life.draw.whole(0, 4)))
        given = e.PostalAddressConsentGiven(giver=giver)
        life.add(consent, given, life.offices.address_giver, "postal-address-consent")
        granted = min(open_day(consent + timedelta(life.draw.whole(1, 6))), stay.ended + _A_MONTH)
        body = e.PostalAddressGranted(giver=giver, municipality=life.destination)
        life.add(granted, body, office, "postal-address")
        return
    if life.happens("register.ex_officio"):
        entered = e.PostalAddressEnteredExOfficio(municipality=life.destination)
        life.add(first, entered, office, "ex-officio-address")
        return
    requested = e.PostalAddressRequested(giver=AddressGiver.MUNICIPALITY)
    life.add(first, requested, life.offices.self, "postal-address")
    granted = open_day(first + timedelta(life.draw.whole(1, 14)))
    body = e.PostalAddressGranted(giver=AddressGiver.MUNICIPALITY, municipality=life.destination)
    life.add(min(granted, stay.ended + _A_MONTH), body, office, "postal-address")


def _in_vain(life: Living, stay: Stay, until: date) -> None:
    """Tell what is tried without success in the first month, and what may come later."""
    day = open_day(stay.ended + timedelta(life.draw.whole(1, 20)))
    if day >= until:
        return
    if life.happens("register.address_asked_in_vain"):
        life.add(day, e.PostalAddressRequested(), life.offices.self, "postal-address")
        if life.early or life.draw.happens(0.3):
            reason = ConsentRefusal(
                life.draw.weighted(life.figures.mix("register.consent_refusals"))
            )
            body = e.PostalAddressConsentRefused(reason=reason)
            asked = open_day(day + timedelta(life.draw.whole(1, 6)))
            life.add(asked, body, life.offices.address_giver, "postal-address-consent")
        ground = AddressRefusal(life.draw.weighted(life.figures.mix("register.address_refusals")))
        refused = e.PostalAddressRefused(reason=ground)
        decided = open_day(day + timedelta(life.draw.whole(7, 40)))
        life.add(decided, refused, life.offices.civil_affairs, "postal-address")
    if life.happens("register.found_later"):
        later = life.after(stay.ended + timedelta(31), "register.days_until_found")
        if later >= until:
            return
        office = life.offices.civil_affairs
        if not life.early:
            entered = e.PostalAddressEnteredExOfficio(municipality=life.destination)
            life.add(later, entered, office, "ex-officio-address")
        life.add(later, e.Registered(municipality=life.destination), office, "register")
        life.condition.registered_in = life.destination
