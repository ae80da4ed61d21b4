"""How someone stands: what a person has at one moment, and what is the case after a release."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from domain.events.care import CareLevel
from domain.events.claims import ClaimKind
from domain.events.documents import DocumentKind
from domain.events.housing import HousingKind
from domain.population.chance import Burdened, Draw
from domain.population.parameters import Figures
from domain.population.stays import Stay, arrests_among_first
from domain.population.traits import Traits

HOMELESS: Final = (HousingKind.FRIENDS, HousingKind.SHELTER, None)
"""Without a place of one's own: on the couch of friends, in a shelter, or without any roof."""

_SHORTEST_FOR_A_CARD: Final = 35


class Income(StrEnum):
    """Where regular income comes from."""

    WORK = "work"
    BENEFIT = "benefit"
    OTHER = "other"


@dataclass(slots=True)
class Condition:
    """What a person has at one moment; procedures change it as they go.

    Attributes:
        document: Kind of identity document, None without one.
        document_until: Last day on which it is valid.
        registered_in: Municipality of registration, None without one.
        roof: Where the person lives, or lived until detention; None without a roof.
        income: Where regular income comes from, None without one.
        debts: Whether there are debts that cannot be paid.
        claims: Claims of the state that are open.
        insured: Whether health insurance is in order.
        bank_account: Whether there is a bank account.
        digid: Whether there is a DigiD.
        network: Whether there are people who support the person.
        care: How much care is needed.
        medication: Whether the person uses medication.
        in_care: Whether care has begun.
        in_training: Whether training is under way.
        inventoried: Whether debts have been listed.
        reported_missing: Whether the lack of a document has been reported.
        diploma: Whether a diploma was got in detention.
    """

    document: DocumentKind | None
    document_until: date | None
    registered_in: str | None
    roof: HousingKind | None
    income: Income | None
    debts: bool
    claims: list[ClaimKind]
    insured: bool
    bank_account: bool
    digid: bool
    network: bool
    care: CareLevel
    medication: bool
    in_care: bool = False
    in_training: bool = False
    inventoried: bool = False
    reported_missing: bool = False
    diploma: bool = False

    def has_document(self, day: date) -> bool:
        """Return whether there is an identity document that is valid on `day`."""
        return self.document is not None and (
            self.document_until is None or self.document_until >= day
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is the case after one release, drawn first, so that published shares hold.

    Attributes:
        document_obtained: Whether someone without a document gets one in detention.
        document_lost: Whether someone with a document loses it before the release.
        registered: Whether the person is registered a month after the release.
        income: Regular income in that month.
        training: Whether training begins in that month.
        screened: Whether a screening is completed in detention.
        neglected: Whether something that is missing is left alone until the release.
    """

    document_obtained: bool
    document_lost: bool
    registered: bool
    income: Income | None
    training: bool
    screened: bool
    neglected: bool


def draw_outcome(
    stay: Stay, *, homeless: bool, draw: Draw, burdened: Burdened, figures: Figures
) -> Outcome:
    """Return what will be the case after a release.

    Args:
        stay: The detention that ends.
        homeless: Whether the person is homeless at some time.
        draw: For what does not depend on the burden.
        burdened: For what does.
        figures: The parameters.
    """
    lasts = stay.days > _SHORTEST_FOR_A_CARD
    screened = figures[f"screening.completed_{_length_class(stay)}"]
    return Outcome(
        document_obtained=lasts and draw.happens(figures["documents.obtained_in_detention"]),
        document_lost=lasts and draw.happens(figures["documents.lost_in_detention"]),
        registered=not draw.happens(_unregistered(figures, homeless=homeless)),
        income=_income(draw, burdened, figures),
        training=draw.happens(figures["work.training_after"]),
        screened=draw.happens(screened),
        neglected=draw.happens(figures["handover.neglected"]),
    )


def first_condition(
    traits: Traits,
    stay: Stay,
    after: Outcome,
    *,
    homeless: bool,
    draw: Draw,
    burdened: Burdened,
    figures: Figures,
) -> Condition:
    """Return how someone stands when first detained, given how things will be after the release."""
    has_document = not burdened.has(figures["documents.missing_at_entry"])
    debts = _debts(stay, burdened, figures)
    document, until = None, None
    if has_document:
        document = DocumentKind.ALIENS_DOCUMENT
        if traits.dutch:
            document = draw.one_of(
                (DocumentKind.ID_CARD, DocumentKind.ID_CARD, DocumentKind.PASSPORT)
            )
        until = date.fromordinal(stay.ended.toordinal() + 120 + draw.whole(0, 1500))
    elif draw.happens(figures["documents.expired_of_missing"]):
        document = DocumentKind.ID_CARD if traits.dutch else DocumentKind.ALIENS_DOCUMENT
        until = date.fromordinal(stay.began.toordinal() - draw.whole(1, 700))
    later = "registered" if after.registered else "not_registered"
    registered = draw.happens(figures[f"register.at_entry_if_{later}_after"])
    roof = _first_roof(draw, figures, homeless=homeless)
    if roof is HousingKind.DWELLING and not (registered and after.registered):
        # Nobody is thought to have left a home of which the rent is paid.
        roof = HousingKind.FAMILY
    return Condition(
        document=document,
        document_until=until,
        registered_in=traits.home.name if registered else None,
        roof=roof,
        income=_first_income(after.income, draw, figures),
        debts=debts,
        claims=_claims(draw, figures, debts=debts),
        insured=not burdened.has(figures["insurance.uninsured"]),
        bank_account=not burdened.has(figures["accounts.no_bank_account"]),
        digid=draw.happens(figures["accounts.digid"]),
        network=not burdened.has(figures["network.missing"]),
        care=_care(draw, burdened, figures),
        medication=burdened.has(figures["care.medication"]),
    )


def _debts(stay: Stay, burdened: Burdened, figures: Figures) -> bool:
    """Return whether someone has debts: who is held for an unpaid claim always has."""
    arrested = arrests_among_first(figures)
    of_others = (figures["debts.problematic"] - arrested) / (1 - arrested)
    return burdened.has(of_others) or stay.is_arrest


def _unregistered(figures: Figures, *, homeless: bool) -> float:
    share = figures["housing.homeless_any_time"]
    of_homeless = figures["register.missing_after_if_homeless"]
    if homeless:
        return of_homeless
    return (figures["register.missing_after"] - share * of_homeless) / (1 - share)


def _income(draw: Draw, burdened: Burdened, figures: Figures) -> Income | None:
    none = figures["income.none_after"]
    if burdened.has(none):
        return None
    return draw.weighted(
        (
            (Income.WORK, figures["work.after"]),
            (Income.OTHER, figures["income.other_after"]),
            (Income.BENEFIT, 1 - none - figures["work.after"] - figures["income.other_after"]),
        )
    )


def _first_income(after: Income | None, draw: Draw, figures: Figures) -> Income | None:
    code = draw.weighted(figures.mix(f"income.at_entry_if_{after or 'none'}_after"))
    return None if code == "none" else Income(code)


def _roof(code: str) -> HousingKind | None:
    return None if code == "none" else HousingKind(code)


def _first_roof(draw: Draw, figures: Figures, *, homeless: bool) -> HousingKind | None:
    name = "roof.at_entry_if_homeless" if homeless else "roof.at_entry"
    return _roof(draw.weighted(figures.mix(name)))


def roof_after(
    condition: Condition, draw: Draw, figures: Figures, *, homeless: bool, must_be: bool
) -> HousingKind | None:
    """Return where someone goes after a release.

    Args:
        condition: How the person stands; the roof is None when a dwelling was lost.
        draw: For what is left open.
        figures: The parameters.
        homeless: Whether the person is homeless at some time.
        must_be: Whether that time has to be now.
    """
    kept = condition.roof in {HousingKind.DWELLING, HousingKind.SUPPORTED_LIVING}
    if kept and not must_be:
        return condition.roof
    if homeless:
        name = "roof.after_if_homeless_now" if must_be else "roof.after_if_homeless"
        return _roof(draw.weighted(figures.mix(name)))
    if condition.roof is HousingKind.FAMILY and draw.happens(figures["roof.family_stays"]):
        return HousingKind.FAMILY
    return _roof(draw.weighted(figures.mix("roof.after")))


def _claims(draw: Draw, figures: Figures, *, debts: bool) -> list[ClaimKind]:
    if not debts or not draw.happens(figures["debts.claims_of_indebted"]):
        return []
    kinds = figures.mix("debts.claim_kinds")
    return sorted({ClaimKind(draw.weighted(kinds)) for _ in range(draw.whole(1, 3))})


def _care(draw: Draw, burdened: Burdened, figures: Figures) -> CareLevel:
    if not burdened.has(figures["care.needed"]):
        return CareLevel.NONE
    return CareLevel(draw.weighted(figures.mix("care.levels")))


def _length_class(stay: Stay) -> str:
    if stay.days <= 14:  # noqa: PLR2004 - two weeks: the shortest class of the monitor
        return "up_to_14_days"
    return "long" if stay.is_long else "to_4_months"
