"""People whose files show an entry of the register where the rules have it: each a list of acts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from domain import events as e
from domain.events.conduct import ConductRefusal
from domain.events.housing import HousingEndReason, HousingKind
from domain.events.registration import AddressGiver, ConsentRefusal, DeregistrationKind
from domain.events.screening import ScreeningAnswer
from domain.needs import Need
from domain.person import Person
from tests.domain.acts import history, state

Steps = tuple[tuple[e.EventBody, str], ...]

DAY: Final = date(2007, 6, 18)
"""The Monday on which every witness is judged."""

N = Need
_EARLIER: Final = "2000-03-06"
_FOUND: Final = "2007-06-04"

_HOME: Final[Steps] = (
    (e.Registered(municipality="Tilburg"), _EARLIER),
    (e.HousingPlaced(kind=HousingKind.DWELLING), _EARLIER),
    (e.PersonRegistered(birth_year=1974, dutch_national=True), _EARLIER),
)


def held(began: str) -> Steps:
    prison = e.DetentionStarted(institution="PI Vught", institution_municipality="Vught")
    return ((prison, began),)


def found(answer: ScreeningAnswer, *needs: Need) -> Steps:
    return tuple((e.NeedStatusVerified(need=need, answer=answer), _FOUND) for need in needs)


def lacks(*needs: Need) -> Steps:
    return found(ScreeningAnswer.NOT_ARRANGED, *needs)


def has(*needs: Need) -> Steps:
    return found(ScreeningAnswer.ARRANGED, *needs)


_RELEASED: Final[Steps] = ((e.PersonReleased(), "2007-06-01"),)
_EVICTED: Final[Steps] = ((e.TenancyEnded(reason=HousingEndReason.EVICTED), "2007-04-20"),)
_DEPARTED: Final[Steps] = (
    (
        e.Deregistered(kind=DeregistrationKind.DEPARTED_UNKNOWN, municipality="Tilburg"),
        "2007-05-10",
    ),
)
_NOBODY_LENDS: Final[Steps] = (
    (e.PostalAddressConsentRefused(reason=ConsentRefusal.NOBODY_AVAILABLE), "2007-05-14"),
)
_SOMEBODY_LENDS: Final[Steps] = (
    (e.PostalAddressConsentGiven(giver=AddressGiver.FAMILY), "2007-05-14"),
)
_LONG: Final = held("2006-10-02")
_SHORT: Final = held("2007-03-01")
_NO_MONEY: Final = lacks(N.BENEFIT, N.INCOME, N.ADVANCE, N.CASH)
_HOMELESS: Final = (*_HOME, *_LONG, *_EVICTED)
_DROPPED_OUT: Final = (*_HOMELESS, *_DEPARTED)

_WITNESSES: Final[Mapping[str, Steps]] = {
    "C0": (
        *_DROPPED_OUT,
        *_NOBODY_LENDS,
        *_RELEASED,
        *lacks(N.ID_DOCUMENT, N.ADDRESS, N.HOUSING),
        *_NO_MONEY,
    ),
    "C1": (*_DROPPED_OUT, *_SOMEBODY_LENDS, *_RELEASED, *lacks(N.ID_DOCUMENT), *has(N.CASH)),
    "C2": (
        *_DROPPED_OUT,
        *_NOBODY_LENDS,
        *_RELEASED,
        *has(N.ID_DOCUMENT),
        *lacks(N.ADDRESS, N.HOUSING),
        *_NO_MONEY,
    ),
    "C3": (*_HOME, *_SHORT, *_RELEASED, *lacks(N.ID_DOCUMENT), *_NO_MONEY),
    "C4": (
        *_DROPPED_OUT,
        *_NOBODY_LENDS,
        *_RELEASED,
        *lacks(N.ADDRESS),
        *found(ScreeningAnswer.NOT_APPLICABLE, N.BENEFIT),
        (e.NeedDeclined(need=N.HOUSING, informed=True), _FOUND),
    ),
    "C9": (
        *_HOME,
        (e.BenefitGranted(), "2005-02-21"),
        *_LONG,
        (e.RentArrearsRegistered(months=2), "2006-12-04"),
        *_EVICTED,
        *_NOBODY_LENDS,
        *_RELEASED,
        *has(N.ID_DOCUMENT),
        *lacks(N.ADDRESS, N.HOUSING, N.CASH, N.ADVANCE),
    ),
    "C11": (
        *_HOME,
        *_SHORT,
        *_RELEASED,
        *lacks(N.ID_DOCUMENT, N.BANK_ACCOUNT),
        *_NO_MONEY,
    ),
    "C12": (
        *_HOME,
        *_SHORT,
        *_RELEASED,
        *has(N.ID_DOCUMENT, N.ADDRESS),
        *lacks(N.DIGID),
        *_NO_MONEY,
    ),
    "C13": (
        *_HOME,
        *_SHORT,
        *_RELEASED,
        *has(N.ID_DOCUMENT, N.CASH),
        (
            e.ConductCertificateRefused(reason=ConductRefusal.RECORDED_OFFENCE),
            "2007-06-11",
        ),
    ),
    "C14": (*_HOME, *_SHORT, *lacks(N.ID_DOCUMENT), *has(N.CASH)),
    "C15": (
        *_DROPPED_OUT,
        *_NOBODY_LENDS,
        *_RELEASED,
        *has(N.ID_DOCUMENT, N.INCOME, N.CASH),
        *lacks(N.ADDRESS, N.HOUSING),
    ),
}


def witness(entry: str) -> Person:
    """The person whose file shows an entry, on the day on which witnesses are judged."""
    return state(*history(*_WITNESSES[entry]), on=DAY.isoformat())


WITNESSED: Final = tuple(_WITNESSES)
"""The entries that have a witness here."""
