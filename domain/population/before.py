"""What was the case before someone was first detained, told by the events that made it so."""

from __future__ import annotations

from datetime import date, timedelta

from domain import events as e
from domain.events.claims import AmountClass, ClaimKind
from domain.events.housing import HousingEndReason, HousingKind
from domain.events.registration import DeregistrationKind
from domain.population.condition import Income
from domain.population.diary import open_day
from domain.population.living import Living
from domain.population.stays import Stay


def tell_before(life: Living, stay: Stay) -> None:
    """Tell how the condition of `life` before its first detention came about."""
    born = stay.began.year - life.traits.age
    _register(life, stay.began)
    _roof(life, stay.began, born)
    _income(life, stay.began, born)
    if life.condition.bank_account:
        day = _earlier(life, stay.began, 300, 3000, date(born + 12, 1, 1))
        life.add(day, e.BankAccountOpened(), life.offices.bank, "bank")
    if life.condition.digid:
        day = _earlier(life, stay.began, 60, 1500, date(born + 16, 1, 1))
        life.add(day, e.DigidActivated(), life.offices.self, "digid")
    for claim in life.condition.claims:
        day = _earlier(life, stay.began, 60, 900, date(born + 16, 1, 1))
        register_claim(life, claim, day)


def register_claim(life: Living, claim: ClaimKind, day: date) -> None:
    """Tell that the state collects a claim."""
    amount = AmountClass(life.draw.weighted(life.figures.mix("debts.claim_amounts")))
    body = e.ClaimRegistered(claim=claim, amount=amount)
    life.add(day, body, life.offices.collection_agency, "collection")


def _earlier(life: Living, day: date, least: int, most: int, not_before: date = date.min) -> date:
    """Return a day on which offices are open, so many days before `day` as far as that can be."""
    wanted = max(day - timedelta(life.draw.whole(least, most)), not_before)
    return min(open_day(wanted), day - timedelta(1))


def _register(life: Living, began: date) -> None:
    home = life.traits.home.name
    office = life.offices.civil_affairs_of(home)
    day = _earlier(life, began, 800, 4000)
    life.add(day, e.Registered(municipality=home), office, "register")
    if life.condition.registered_in is None:
        gone = _earlier(life, began, 40, 700)
        started = e.AddressInvestigationStarted(municipality=home)
        life.add(open_day(gone - timedelta(56)), started, office, "leaving-register")
        body = e.Deregistered(kind=DeregistrationKind.DEPARTED_UNKNOWN, municipality=home)
        life.add(gone, body, office, "leaving-register")


def _roof(life: Living, began: date, born: int) -> None:
    roof = life.condition.roof
    adult = date(born + 18, 1, 1)
    office = life.offices.landlord
    if roof is None:
        day = _earlier(life, began, 700, 2000, adult)
        life.add(day, e.HousingPlaced(kind=HousingKind.DWELLING), office, "tenancy")
        reason = life.draw.one_of(
            (HousingEndReason.RENT_UNPAID, HousingEndReason.EVICTED, HousingEndReason.GIVEN_UP)
        )
        lost = max(_earlier(life, began, 30, 600), day)
        life.add(lost, e.TenancyEnded(reason=reason), office, "tenancy")
        return
    if roof is HousingKind.SHELTER:
        day = _earlier(life, began, 5, 90)
        life.add(day, e.HousingPlaced(kind=roof), life.offices.shelter, "shelter")
        return
    office = office if roof is HousingKind.DWELLING else life.offices.civil_affairs
    day = _earlier(life, began, 60, 2200, adult)
    life.add(day, e.HousingPlaced(kind=roof), office, "tenancy")


def _income(life: Living, began: date, born: int) -> None:
    income = life.condition.income
    adult = date(born + 18, 1, 1)
    if income is Income.BENEFIT:
        applied = _earlier(life, began, 90, 1400, adult)
        office = life.offices.social_services
        life.add(applied, e.BenefitApplied(), office, "benefit")
        granted = min(life.after(applied, "income.days_to_decide"), began - timedelta(1))
        life.add(granted, e.BenefitGranted(), office, "benefit-right", effect_from=applied)
    elif income is Income.WORK:
        hours = life.draw.one_of((20, 24, 32, 36, 40))
        day = _earlier(life, began, 20, 1200, adult)
        life.add(day, e.EmploymentStarted(hours=hours), life.offices.employer, "work")
