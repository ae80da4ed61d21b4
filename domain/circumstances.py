"""The closed vocabulary of circumstances that may open or close a way, each known or unknown."""

from __future__ import annotations

from enum import StrEnum


class Circumstance(StrEnum):
    """Something about a person that a rule may ask; never a need that a rule could give.

    Attributes:
        DETAINED: Whether the person is held now.
        RELEASED: Whether the person was held and is free now.
        DEPRIVED_OF_LIBERTY: Whether the person is held, or evades it, and does not serve outside
            the institution: in an extramural phase the acts on benefits do not count as detention.
        AGE: Age in whole years; by calendar year of birth, so it may be one year too high.
        DUTCH_NATIONAL: Whether the person has Dutch nationality.
        RECORDED_AS_DEPARTED: Whether the register shows the person as departed.
        HAS_DWELLING: Whether the person has a place where he or she lives (*woonadres*).
        ADDRESS_GIVER: Whether someone agrees in writing to lend a postal address.
        BENEFIT_APPLIED: Whether an application for a benefit is under way.
        INSTITUTION_MUNICIPALITY: Municipality of the institution where the person is held.
        SETTLEMENT_MUNICIPALITY: Municipality where the person wants to settle.
        REGISTERED_MUNICIPALITY: Municipality where the person is registered.
        SETTLES_WHERE_REGISTERED: Whether the person settles where he or she is registered.
        HOUSING_URGENCY: Whether priority for a dwelling was granted.
        HOUSING_OFFERED: Whether a place to live has been offered.
        FORENSIC_TITLE: Whether a sentence or measure prescribes care, which Justice then pays.
        INSURANCE_SUSPENDED: Whether detention suspended a health insurance that was not restarted.
        RELEASE_DOCUMENT: Whether the person has the document that proves the release.
        URGENT_REPORT: Whether an urgent need of social support was reported.
        DEBT_THREAT: Whether eviction, a cut-off or the end of the health insurance threatens.
        CONVICTION_DEBTS: Whether there are debts from a conviction that keep out of restructuring.
        EARLIER_RESTRUCTURING: Whether debts were restructured in the ten years before.
        EMPLOYER_FOUND: Whether an employer was found who will take the person on.
        CONDUCT_REFUSED: Whether a certificate of conduct was refused.
        ORDINANCE_IN_LINE: Whether the housing ordinance of the municipality of settlement has been
            brought in line with the act of 1 July 2026; a fact of the municipality.
        RESIDED_IN_REGION: Whether the person lived in the region for six years on end, now or
            within the last ten.
        REGIONAL_INTEREST: Whether the person has a reasonable interest in living in the region:
            family, work, care, earlier residence.
    """

    DETAINED = "detained"
    RELEASED = "released"
    DEPRIVED_OF_LIBERTY = "deprived_of_liberty"
    AGE = "age"
    DUTCH_NATIONAL = "dutch_national"
    RECORDED_AS_DEPARTED = "recorded_as_departed"
    HAS_DWELLING = "has_dwelling"
    ADDRESS_GIVER = "address_giver"
    BENEFIT_APPLIED = "benefit_applied"
    INSTITUTION_MUNICIPALITY = "institution_municipality"
    SETTLEMENT_MUNICIPALITY = "settlement_municipality"
    REGISTERED_MUNICIPALITY = "registered_municipality"
    SETTLES_WHERE_REGISTERED = "settles_where_registered"
    HOUSING_URGENCY = "housing_urgency"
    HOUSING_OFFERED = "housing_offered"
    FORENSIC_TITLE = "forensic_title"
    INSURANCE_SUSPENDED = "insurance_suspended"
    RELEASE_DOCUMENT = "release_document"
    URGENT_REPORT = "urgent_report"
    DEBT_THREAT = "debt_threat"
    CONVICTION_DEBTS = "conviction_debts"
    EARLIER_RESTRUCTURING = "earlier_restructuring"
    EMPLOYER_FOUND = "employer_found"
    CONDUCT_REFUSED = "conduct_refused"
    ORDINANCE_IN_LINE = "ordinance_in_line"
    RESIDED_IN_REGION = "resided_in_region"
    REGIONAL_INTEREST = "regional_interest"
