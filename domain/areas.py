"""The areas of life in which somebody who leaves prison has needs, each with the needs in it.

Source: Moors & Balogh, *Warme overdracht of koude kermis?* (2007), whose areas are identity,
housing, care, income, debts, work and schooling. The administrative agreement of 1 July 2019 has
the same as basic conditions (*basisvoorwaarden*), and the guide of 19 December 2019 adds the
social network.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from domain.needs import Need


class Area(StrEnum):
    """One area of life."""

    IDENTITY = "identity"
    HOUSING = "housing"
    INCOME = "income"
    DEBTS = "debts"
    CARE = "care"
    WORK = "work"
    NETWORK = "network"


AREA_NEEDS: Final[dict[Area, tuple[Need, ...]]] = {
    Area.IDENTITY: (Need.IDENTITY, Need.ID_DOCUMENT, Need.REGISTRATION, Need.DIGID),
    Area.HOUSING: (Need.ADDRESS, Need.HOUSING, Need.SHELTER),
    Area.INCOME: (Need.INCOME, Need.BENEFIT, Need.ADVANCE, Need.CASH, Need.BANK_ACCOUNT),
    Area.DEBTS: (Need.DEBT_HELP, Need.DEBT_RESTRUCTURING),
    Area.CARE: (Need.INSURANCE, Need.CARE, Need.MEDICATION),
    Area.WORK: (Need.WORK, Need.EDUCATION, Need.CONDUCT_CERTIFICATE),
    Area.NETWORK: (Need.NETWORK, Need.WELFARE),
}
"""The needs of each area; every need is in one."""
