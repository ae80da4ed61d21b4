"""Which figures there are, what each counts, and along which lines it may be divided.

The words of a definition stand in the texts of the reports; what is counted stands in the modules
beside this one. Definitions that differ have names that differ: what "nothing or too little
arranged" means is three figures, not one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What a figure is made of.

    Attributes:
        SHARE: How many of the cases have something.
        SPREAD: How a number lies over the cases: median and quartiles.
    """

    SHARE = "share"
    SPREAD = "spread"


class Unit(StrEnum):
    """What a spread is measured in."""

    DAYS = "days"
    KILOMETRES = "kilometres"
    ACTS = "acts"
    NEEDS = "needs"


class Dimension(StrEnum):
    """Along which line figures may be divided.

    Attributes:
        GROUP: The detention group at release: remand, short stay, long stay, arrestee.
        LENGTH: Whether the stay was longer than four months.
        TWO_WEEKS: Whether the stay was longer than two weeks: of those who were held longer the
            monitor of aftercare (WODC) publishes its figures.
        SEX: As recorded.
        INSTITUTION: Where the person was held last.
        MUNICIPALITY: Where the person went to live.
        YEAR: Calendar year of the release, or of what is counted where no release is.
    """

    GROUP = "group"
    LENGTH = "length"
    TWO_WEEKS = "two-weeks"
    SEX = "sex"
    INSTITUTION = "institution"
    MUNICIPALITY = "municipality"
    YEAR = "year"


class Figure(StrEnum):
    """Every figure by its name."""

    SOMETHING_OPEN = "something-open-at-release"
    NOTHING_ARRANGED = "nothing-or-too-little-arranged"
    NOTHING_AT_ALL = "nothing-at-all-arranged"
    NO_ID_DOCUMENT = "no-id-document-at-release"
    NOT_REGISTERED = "not-registered-after-a-month"
    NO_INCOME = "no-income-after-a-month"
    BENEFIT_AFTER = "benefit-after-a-month"
    WORK_AFTER = "work-after-a-month"
    NO_DAYTIME_ACTIVITY = "no-daytime-activity-after-a-month"
    PROBLEM_DEBTS = "debts"
    NO_BASIC_QUALIFICATION = "no-basic-qualification"
    HOMELESS = "homeless-at-some-time"
    SHORT_DETENTION = "detention-up-to-three-months"
    NOTICE_MISSING = "notice-missing"
    NOTICE_LATE = "notice-late"
    NOTICE_LEAD = "notice-lead"
    ADVANCE_OFFERED = "advance-offered"
    ADVANCE_INFORMED = "advance-informed"
    ADVANCE_PAID = "advance-paid"
    DECISION_TIME = "decision-time"
    HOME_LOST = "home-lost-after-benefit-stop"
    HOME_LOST_AFTER = "home-lost-after"
    SUPPORT_GIVEN = "support-given"
    SUPPORT_ACTS = "support-acts"
    BEHAVIOURAL_INTERVENTION = "behavioural-intervention"
    HOUSING_ASKED = "housing-wish-asked"
    OPEN_NEEDS = "open-needs-at-screening"
    PLACED_IN_REGION = "placed-in-return-region"
    DISTANCE = "distance-of-placement"
    AGREEMENT_FULFILLED = "agreement-fulfilled"
    AGREEMENT_WITHOUT_OVERSEER = "agreement-without-overseer"
    INTERVENTION_SUCCESS = "intervention-success"
    RETURN_AFTER_INTERVENTION = "return-within-two-years-by-result"
    RETURN_WITHIN_ONE = "return-within-one-year"
    RETURN_WITHIN_TWO = "return-within-two-years"
    RETURN_WITHIN_FIVE = "return-within-five-years"
    DATA_REQUEST_REFUSED = "data-request-refused"
    DATA_REFUSAL_GROUND = "data-refusal-ground"
    WORK_LATER = "work-after-eighteen-months"
    EDUCATION_LATER = "education-after-eighteen-months"
    CONTACT_OFFICIAL = "municipality-with-contact-official"


@dataclass(frozen=True, slots=True)
class Definition:
    """The form of one figure.

    Attributes:
        kind: A share of cases, or a spread over cases.
        unit: What a spread is measured in.
        always_by: What its cases are always divided by, such as the ground of a refusal.
    """

    kind: Kind = Kind.SHARE
    unit: Unit | None = None
    always_by: str | None = None


_DAYS: Final = Definition(Kind.SPREAD, Unit.DAYS)

DEFINITIONS: Final[dict[Figure, Definition]] = {
    **{figure: Definition() for figure in Figure},
    Figure.NOTICE_LEAD: _DAYS,
    Figure.DECISION_TIME: Definition(Kind.SPREAD, Unit.DAYS, "need"),
    Figure.HOME_LOST_AFTER: _DAYS,
    Figure.SUPPORT_ACTS: Definition(Kind.SPREAD, Unit.ACTS),
    Figure.OPEN_NEEDS: Definition(Kind.SPREAD, Unit.NEEDS),
    Figure.DISTANCE: Definition(Kind.SPREAD, Unit.KILOMETRES),
    Figure.AGREEMENT_FULFILLED: Definition(always_by="level"),
    Figure.AGREEMENT_WITHOUT_OVERSEER: Definition(always_by="level"),
    Figure.INTERVENTION_SUCCESS: Definition(always_by="intervention"),
    Figure.RETURN_AFTER_INTERVENTION: Definition(always_by="intervention"),
    Figure.DATA_REFUSAL_GROUND: Definition(always_by="ground"),
    Figure.WORK_LATER: Definition(always_by="activity"),
    Figure.EDUCATION_LATER: Definition(always_by="level"),
}
"""The form of every figure."""

TOGETHER: Final = (
    (Figure.SOMETHING_OPEN, Figure.NOTHING_ARRANGED, Figure.NOTHING_AT_ALL),
    (Figure.NO_INCOME, Figure.BENEFIT_AFTER, Figure.WORK_AFTER),
    (Figure.PROBLEM_DEBTS, Figure.HOMELESS),
    (
        Figure.SHORT_DETENTION,
        Figure.SUPPORT_GIVEN,
        Figure.SUPPORT_ACTS,
        Figure.BEHAVIOURAL_INTERVENTION,
        Figure.HOUSING_ASKED,
    ),
    (Figure.NOTICE_MISSING, Figure.NOTICE_LATE, Figure.NOTICE_LEAD),
    (Figure.ADVANCE_OFFERED, Figure.ADVANCE_INFORMED, Figure.ADVANCE_PAID),
    (Figure.HOME_LOST, Figure.HOME_LOST_AFTER),
    (Figure.DATA_REQUEST_REFUSED, Figure.DATA_REFUSAL_GROUND),
)
"""Figures that count the same cases, or of which one counts the cases that have another.

What one of them hides could be computed from the others, so a group is hidden in all or in none.
"""

WITHIN: Final = {
    Figure.NOTHING_ARRANGED: (Figure.SOMETHING_OPEN, True),
    Figure.NOTHING_AT_ALL: (Figure.NOTHING_ARRANGED, True),
    Figure.BENEFIT_AFTER: (Figure.NO_INCOME, False),
    Figure.WORK_AFTER: (Figure.NO_INCOME, False),
    Figure.BEHAVIOURAL_INTERVENTION: (Figure.SUPPORT_GIVEN, True),
    Figure.ADVANCE_PAID: (Figure.ADVANCE_OFFERED, True),
}
"""Figures that only cases have which have, or have not, another figure of the same cases."""

OVERLAPS: Final = {
    Dimension.TWO_WEEKS: (
        ("over-two-weeks", Dimension.LENGTH, "long"),
        ("up-to-two-weeks", Dimension.LENGTH, "short"),
    ),
    Dimension.GROUP: (
        ("long-stay", Dimension.LENGTH, "long"),
        ("short-stay", Dimension.LENGTH, "short"),
    ),
}
"""Groups of a line of which nearly the same cases are a group along another line.

Who divides a figure along both lines and subtracts gets the cases that are in one of the two only.
"""
