"""Debts: listed, helped with or not, and the claims of the state that bring people back inside."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from domain import events as e
from domain.events.claims import ClaimKind, CoercionKind, Settlement
from domain.events.debts import (
    ArrangementEnd,
    CreditorKind,
    DebtClass,
    DebtHelpEnd,
    DebtHelpRefusal,
    DebtThreat,
    RestructuringEnd,
    RestructuringRefusal,
)
from domain.events.detention import DetentionTitle
from domain.population.before import register_claim
from domain.population.diary import open_day
from domain.population.living import Living
from domain.population.stays import Stay

_LONG_ENOUGH: Final = 15
"""Days within which nobody in prison gets round to listing debts."""

_CREDITORS: Final = (
    CreditorKind.INSURER,
    CreditorKind.HOUSING,
    CreditorKind.TAX,
    CreditorKind.BENEFITS_AGENCY,
    CreditorKind.BANK,
    CreditorKind.UTILITY,
)


def tell_claim_before(life: Living, stay: Stay, earliest: date) -> None:
    """Tell how an unpaid claim led to the detention, when that is its ground."""
    if not stay.is_arrest:
        return
    coercive = stay.title is DetentionTitle.COERCIVE_DETENTION
    measure = CoercionKind.COERCIVE_DETENTION if coercive else CoercionKind.SUBSTITUTE_DETENTION
    claim = ClaimKind.TRAFFIC_SANCTION if coercive else ClaimKind.FINE
    condition = life.condition
    if claim not in condition.claims:
        day = max(open_day(stay.began - timedelta(life.draw.whole(150, 320))), earliest)
        register_claim(life, claim, min(day, stay.began))
        condition.claims.append(claim)
    office = life.offices.collection_agency
    procedure = "coercive" if coercive else "collection"
    told = max(open_day(stay.began - timedelta(life.draw.whole(60, 120))), earliest)
    announced = e.SubstituteDetentionAnnounced(measure=measure, claim=claim)
    life.add(min(told, stay.began), announced, office, procedure)
    imposed_on = max(open_day(stay.began - timedelta(life.draw.whole(5, 40))), earliest)
    imposed = e.SubstituteDetentionImposed(measure=measure, claim=claim, days=max(stay.days, 1))
    life.add(min(imposed_on, stay.began), imposed, office, procedure)
    if not coercive:
        settled = e.ClaimSettled(claim=claim, how=Settlement.EXTINGUISHED_BY_DETENTION)
        life.add(open_day(stay.ended), settled, office, procedure)
        condition.claims.remove(claim)


def tell_debts_inside(life: Living, stay: Stay) -> None:
    """Tell that debts are listed in detention, of whoever has some."""
    condition = life.condition
    if not condition.debts or condition.inventoried or stay.days < _LONG_ENOUGH:
        return
    if condition.claims and not life.happens("debts.inventoried_with_claims"):
        return
    _inventory(life, min(open_day(stay.began + timedelta(life.draw.whole(4, 30))), stay.ended))


def tell_debts_outside(life: Living, stay: Stay, until: date) -> None:
    """Tell what becomes of debts after the release."""
    condition = life.condition
    if not condition.debts:
        return
    if not condition.inventoried and not condition.claims:
        _inventory(life, open_day(stay.ended + timedelta(life.draw.whole(2, 25))))
    if condition.claims and life.happens("debts.claim_arrangement"):
        day = open_day(stay.ended + timedelta(life.draw.whole(20, 120)))
        if day < until:
            made = e.DebtArrangementMade(with_collection_agency=True)
            life.add(day, made, life.offices.collection_agency, "collection")
            _end_arrangement(life, day, until, with_agency=True)
    if life.traits.motivated and life.happens("debts.help_requested"):
        _help(life, stay, until)


def _inventory(life: Living, day: date) -> None:
    condition = life.condition
    creditors = [each for each in _CREDITORS if life.draw.happens(0.4)]
    if condition.claims:
        creditors.insert(0, CreditorKind.JUDICIAL_COLLECTION)
    total = DebtClass(life.draw.weighted(life.figures.mix("debts.totals")))
    body = e.DebtInventoried(creditors=tuple(creditors) or (CreditorKind.PRIVATE,), total=total)
    life.add(day, body, life.offices.debt_services, "debt-help")
    condition.inventoried = True


def _help(life: Living, stay: Stay, until: date) -> None:
    office = life.offices.debt_services
    day = life.after(stay.ended + timedelta(10), "debts.days_to_request")
    if day >= until:
        return
    threat = life.draw.one_of((DebtThreat.NONE, DebtThreat.NONE, DebtThreat.EVICTION))
    life.add(day, e.DebtHelpRequested(threat=threat), office, "debt-help")
    talk = life.after(day, "debts.days_to_talk")
    if talk >= until:
        return
    life.add(talk, e.DebtHelpIntakeHeld(), office, "debt-help")
    decided = open_day(talk + timedelta(life.draw.whole(10, 56)))
    if decided >= until:
        return
    if life.happens("debts.help_refused"):
        reason = DebtHelpRefusal(life.draw.weighted(life.figures.mix("debts.refusal_reasons")))
        if life.condition.registered_in is None:
            reason = DebtHelpRefusal.NOT_RESIDENT
        life.add(decided, e.DebtHelpRefused(reason=reason), office, "debt-help")
        return
    life.add(decided, e.DebtHelpGranted(), office, "debt-help")
    arranged = open_day(decided + timedelta(life.draw.whole(60, 150)))
    if arranged >= until:
        return
    if life.happens("debts.arranged"):
        made = e.DebtArrangementMade(with_collection_agency=False)
        life.add(arranged, made, office, "debt-help")
        _end_arrangement(life, arranged, until, with_agency=False)
    elif life.happens("debts.restructuring"):
        _restructure(life, arranged, until)
    else:
        broken = e.DebtHelpEnded(reason=DebtHelpEnd.BROKEN_OFF)
        life.add(arranged, broken, office, "debt-help")


def _end_arrangement(life: Living, day: date, until: date, *, with_agency: bool) -> None:
    broken = life.happens("debts.arrangement_broken")
    ended = open_day(day + timedelta(life.draw.whole(60, 300) if broken else 1095))
    if ended >= until:
        return
    reason = ArrangementEnd.BROKEN if broken else ArrangementEnd.COMPLETED
    office = life.offices.collection_agency if with_agency else life.offices.debt_services
    body = e.DebtArrangementEnded(reason=reason, with_collection_agency=with_agency)
    life.add(ended, body, office, "collection" if with_agency else "debt-help")


def _restructure(life: Living, day: date, until: date) -> None:
    life.add(day, e.DebtRestructuringApplied(), life.offices.self, "restructuring")
    decided = open_day(day + timedelta(life.draw.whole(30, 70)))
    if decided >= until:
        return
    court = life.offices.court
    if life.condition.claims or life.draw.happens(0.4):
        reason = RestructuringRefusal.NOT_IN_GOOD_FAITH
        if life.condition.claims:
            reason = RestructuringRefusal.CRIMINAL_DEBTS
        life.add(decided, e.DebtRestructuringRefused(reason=reason), court, "restructuring")
        return
    first = open_day(decided + timedelta(30))
    admitted = e.DebtRestructuringAdmitted(first_instalment_on=first)
    life.add(decided, admitted, court, "restructuring")
    ended = open_day(decided + timedelta(1096 if life.early else 549))
    if ended < until:
        body = e.DebtRestructuringEnded(outcome=RestructuringEnd.DISCHARGED)
        life.add(ended, body, court, "restructuring")
