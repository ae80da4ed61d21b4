"""A roof: lost in detention, found after it, and sometimes lost again."""

from __future__ import annotations

from datetime import date, timedelta

from domain import events as e
from domain.events.housing import HousingEndReason, HousingKind, UrgencyRefusal
from domain.events.support import SupportKind, SupportRefusal
from domain.population.condition import HOMELESS, roof_after
from domain.population.diary import open_day
from domain.population.living import Living
from domain.population.organisations import Office, housing_agreement
from domain.population.stays import LONG_STAY_DAYS, Stay

_URGENCY_OF_RIGHT = date(2026, 7, 1)
"""Since this day people who leave a prison have priority (Huisvestingswet 2014 art. 12(3)(h))."""


def tell_roof_inside(life: Living, stay: Stay, *, had_benefit: bool) -> None:
    """Tell what becomes of the roof during detention."""
    condition = life.condition
    if condition.roof is HousingKind.SHELTER:
        day = min(open_day(stay.began + timedelta(2)), stay.ended)
        ended = e.HousingEnded(reason=HousingEndReason.OTHER)
        life.add(day, ended, life.offices.shelter, "shelter")
        condition.roof = None
    if condition.roof is not HousingKind.DWELLING or stay.days < 60:  # noqa: PLR2004 - two months' rent
        return
    lost = stay.days > LONG_STAY_DAYS and life.happens(
        "roof.rent_lost_with_benefit" if had_benefit else "roof.rent_lost_otherwise"
    )
    months = min(life.draw.whole(1, 3), stay.days // 31)
    overdue = open_day(stay.began + timedelta(31 * months + life.draw.whole(0, 12)))
    if (lost or life.happens("roof.arrears")) and overdue < stay.ended:
        body = e.RentArrearsRegistered(months=months)
        life.add(overdue, body, life.offices.landlord, "tenancy")
    if lost:
        condition.debts = True
        day = open_day(stay.began + timedelta(LONG_STAY_DAYS - 10 + life.draw.whole(0, 60)))
        reason = life.draw.one_of(
            (HousingEndReason.RENT_UNPAID, HousingEndReason.EVICTED, HousingEndReason.GIVEN_UP)
        )
        tenancy = e.TenancyEnded(reason=reason)
        life.add(min(day, stay.ended), tenancy, life.offices.landlord, "tenancy")
        condition.roof = None


def choose_roof(life: Living, *, must_be_homeless: bool) -> HousingKind | None:
    """Return where someone will go after the release."""
    return roof_after(
        life.condition,
        life.draw,
        life.figures,
        homeless=life.homeless,
        must_be=must_be_homeless,
    )


def tell_roof_outside(life: Living, stay: Stay, until: date, roof: HousingKind | None) -> None:
    """Tell that someone goes where `roof` says, and what comes of it before `until`."""
    condition = life.condition
    before = condition.roof
    if before is HousingKind.DWELLING and roof is not HousingKind.DWELLING:
        body = e.TenancyEnded(reason=HousingEndReason.GIVEN_UP)
        life.add(stay.ended, body, life.offices.landlord, "tenancy")
    condition.roof = roof
    match roof:
        case None:
            _no_roof(life, stay, until)
        case HousingKind.SHELTER:
            _shelter(life, stay, until)
        case HousingKind.SUPPORTED_LIVING if before is not roof:
            _supported(life, stay, until)
        case HousingKind.DWELLING if before is not roof:
            _dwelling(life, stay, until)
        case HousingKind.DWELLING | HousingKind.SUPPORTED_LIVING:
            pass
        case _:
            placed = e.HousingPlaced(kind=roof)
            life.add(stay.ended, placed, life.offices.aftercare, "aftercare")
    _later(life, stay, until)


def _no_roof(life: Living, stay: Stay, until: date) -> None:
    day = stay.ended
    if life.happens("roof.end_recorded"):
        ended = e.HousingEnded(reason=HousingEndReason.OTHER)
        life.add(day, ended, life.offices.aftercare, "aftercare")
    if life.happens("roof.shelter_reported"):
        reported = open_day(day + timedelta(life.draw.whole(0, 6)))
        office = life.offices.social_support
        body = e.SocialSupportReported(kind=SupportKind.SHELTER, urgent=True)
        life.add(reported, body, office, "support")
        decided = open_day(reported + timedelta(life.draw.whole(1, 40)))
        if decided < until:
            reason = SupportRefusal(life.draw.weighted(life.figures.mix("roof.shelter_refusals")))
            refused = e.SocialSupportRefused(kind=SupportKind.SHELTER, reason=reason)
            life.add(decided, refused, office, "shelter")


def _shelter(life: Living, stay: Stay, until: date) -> None:
    office = life.offices.social_support
    reported = min(open_day(stay.ended - timedelta(life.draw.whole(0, 12))), stay.ended)
    reported = max(reported, stay.began)
    body = e.SocialSupportReported(kind=SupportKind.SHELTER, urgent=life.draw.happens(0.5))
    life.add(reported, body, office, "support")
    granted = max(open_day(reported + timedelta(life.draw.whole(0, 5))), reported)
    life.add(granted, e.SocialSupportGranted(kind=SupportKind.SHELTER), office, "shelter")
    placed = max(granted, stay.ended)
    leaves = placed + timedelta(life.draw.days(life.figures["roof.days_in_shelter"]))
    act = e.HousingPlaced(kind=HousingKind.SHELTER)
    life.add(placed, act, life.offices.shelter, "shelter")
    if leaves < until:
        reason = life.draw.one_of(
            (HousingEndReason.TERM_ENDED, HousingEndReason.MOVED, HousingEndReason.RULES_BROKEN)
        )
        ended = e.HousingEnded(reason=reason)
        life.add(leaves, ended, life.offices.shelter, "shelter")


def _supported(life: Living, stay: Stay, until: date) -> None:
    office = life.offices.social_support
    reported = min(open_day(stay.ended - timedelta(life.draw.whole(10, 50))), stay.ended)
    reported = max(reported, stay.began)
    kind = SupportKind.SHELTERED_HOUSING
    life.add(reported, e.SocialSupportReported(kind=kind), office, "support")
    applied = min(open_day(reported + timedelta(life.draw.whole(3, 20))), stay.ended)
    life.add(applied, e.SocialSupportApplied(kind=kind), office, "support")
    granted = open_day(applied + timedelta(life.draw.whole(3, 30)))
    life.add(granted, e.SocialSupportGranted(kind=kind), office, "shelter")
    placed = max(granted, stay.ended)
    if placed < until:
        act = e.HousingPlaced(kind=HousingKind.SUPPORTED_LIVING)
        life.add(placed, act, life.offices.shelter, "shelter")


def _dwelling(life: Living, stay: Stay, until: date) -> None:
    office: Office = life.offices.landlord
    day = max(min(open_day(stay.ended - timedelta(life.draw.whole(5, 40))), stay.ended), stay.began)
    asked = stay.days > 30 and life.happens("roof.urgency_asked")  # noqa: PLR2004 - takes weeks
    if asked:
        life.add(day, e.HousingUrgencyGranted(), life.offices.aftercare, "urgency")
    agreement = housing_agreement(life.destination)
    promised = life.destination in life.places.with_housing_agreement and life.happens(
        "roof.offer_under_agreement"
    )
    offered = e.HousingOffered(kind=HousingKind.DWELLING, agreement=agreement if promised else None)
    offered_on = open_day(max(day, stay.ended - timedelta(6)))
    life.add(offered_on, offered, office, "tenancy")
    placed_on = open_day(max(offered_on, stay.ended) + timedelta(life.draw.whole(0, 12)))
    if placed_on < until:
        life.add(placed_on, e.HousingPlaced(kind=HousingKind.DWELLING), office, "tenancy")


def _later(life: Living, stay: Stay, until: date) -> None:
    """Tell what comes of the roof in the months after."""
    condition = life.condition
    if condition.roof in HOMELESS:
        if life.happens("roof.urgency_refused"):
            day = open_day(stay.ended + timedelta(life.draw.whole(20, 90)))
            of_right = day >= _URGENCY_OF_RIGHT
            if day < until and not of_right:
                reason = UrgencyRefusal.NOT_IN_ORDINANCE
                if condition.registered_in is None:
                    reason = UrgencyRefusal.NOT_REGISTERED
                refused = e.HousingUrgencyRefused(reason=reason)
                life.add(day, refused, life.offices.aftercare, "urgency")
            elif day < until:
                life.add(day, e.HousingUrgencyGranted(), life.offices.aftercare, "urgency")
        if life.happens("roof.found_later"):
            day = life.after(stay.ended + timedelta(60), "roof.days_until_found")
            if day < until:
                kind = HousingKind(life.draw.weighted(life.figures.mix("roof.found_later_kinds")))
                office = life.offices.landlord
                life.add(day, e.HousingOffered(kind=kind), office, "tenancy")
                placed = open_day(day + timedelta(life.draw.whole(3, 20)))
                if placed < until:
                    life.add(placed, e.HousingPlaced(kind=kind), office, "tenancy")
                    condition.roof = kind
