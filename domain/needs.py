"""The needs of a person who leaves prison: what has to be arranged, by its Dutch and English name.

Source: Moors & Balogh, *Warme overdracht of koude kermis?* (2007), whose areas are identity,
housing, care, income, debts, work and schooling; and the five basic conditions
(*basisvoorwaarden*) of the administrative agreement of 1 July 2019.
"""

from __future__ import annotations

from enum import StrEnum


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
