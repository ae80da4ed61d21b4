"""The needs of a person who leaves prison: what has to be arranged, by its Dutch and English name.

Source: Moors & Balogh, *Warme overdracht of koude kermis?* (2007), whose areas are identity,
housing, care, income, debts, work and schooling; and the five basic conditions
(*basisvoorwaarden*) of the administrative agreement of 1 July 2019.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Need(StrEnum):
    """Something that a person needs and that an organisation has to arrange."""

    IDENTITY = "identity"
    ID_DOCUMENT = "id_document"
    REGISTRATION = "registration"
    ADDRESS = "address"
    INCOME = "income"
    BENEFIT = "benefit"
    ADVANCE = "advance"
    CASH = "cash"
    HOUSING = "housing"
    SHELTER = "shelter"
    INSURANCE = "insurance"
    CARE = "care"
    MEDICATION = "medication"
    DEBT_HELP = "debt_help"
    DEBT_RESTRUCTURING = "debt_restructuring"
    WORK = "work"
    EDUCATION = "education"
    CONDUCT_CERTIFICATE = "conduct_certificate"
    BANK_ACCOUNT = "bank_account"
    DIGID = "digid"
    NETWORK = "network"
    WELFARE = "welfare"


NEED_NAMES: Final[dict[Need, tuple[str, str]]] = {
    Need.IDENTITY: ("identiteit vastgesteld", "established identity"),
    Need.ID_DOCUMENT: ("identiteitsbewijs", "identity document"),
    Need.REGISTRATION: ("inschrijving", "registration"),
    Need.ADDRESS: ("adres", "address"),
    Need.INCOME: ("inkomen", "income"),
    Need.BENEFIT: ("uitkering", "benefit"),
    Need.ADVANCE: ("voorschot", "advance"),
    Need.CASH: ("geld in handen", "money in hand"),
    Need.HOUSING: ("woonruimte", "housing"),
    Need.SHELTER: ("opvang", "shelter"),
    Need.INSURANCE: ("zorgverzekering", "health insurance"),
    Need.CARE: ("zorg", "care"),
    Need.MEDICATION: ("medicatie", "medication"),
    Need.DEBT_HELP: ("schuldhulpverlening", "debt help"),
    Need.DEBT_RESTRUCTURING: ("schuldsanering", "debt restructuring"),
    Need.WORK: ("werk", "work"),
    Need.EDUCATION: ("opleiding", "education"),
    Need.CONDUCT_CERTIFICATE: ("verklaring omtrent het gedrag", "certificate of conduct"),
    Need.BANK_ACCOUNT: ("bankrekening", "bank account"),
    Need.DIGID: ("DigiD", "DigiD"),
    Need.NETWORK: ("sociaal netwerk", "social network"),
    Need.WELFARE: ("welzijnsdiensten", "welfare services"),
}
"""Dutch and English name of each need, as reports print it."""
