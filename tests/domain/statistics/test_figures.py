"""What figures count beside persons, and the form of every figure."""

from datetime import date

from domain import events as e
from domain.statistics.counting import observed, observed_agreements, observed_organisations
from domain.statistics.figures import DEFINITIONS, Dimension, Figure, Kind
from domain.statistics.tally import Observation
from tests.domain.acts import act
from tests.domain.agreement_acts import agreed, fulfilled, promise
from tests.domain.statistics.cases import NOTHING, NOTICE, file_of, screened, stay


def test_an_agreement_counts_once_it_had_to_be_kept() -> None:
    day = date(2026, 6, 1)
    open_, kept, late = (
        agreed(promise(due_on="2026-07-01"), on="2026-06-01"),
        agreed(promise(), fulfilled(confirmed_by="Tilburg"), on="2026-06-01"),
        agreed(promise(), on="2026-06-01"),
    )

    found = [
        each.value
        for each in observed_agreements([open_, kept, late], day)
        if each.figure is Figure.AGREEMENT_FULFILLED
    ]

    assert found == [True, False]


def test_a_municipality_without_an_official_counts_beside_those_with_one() -> None:
    appointed = act(e.ContactOfficialAppointed(municipality="Tilburg"), "2007-01-01")
    withdrawn = act(e.ContactOfficialWithdrawn(municipality="Breda"), "2007-02-01", position=2)

    found = {
        each.lines[Dimension.MUNICIPALITY]: each.value
        for each in observed_organisations(
            {"organisation:a": [appointed, withdrawn]}, ["Goes"], date(2007, 6, 1)
        )
    }

    assert found == {"Breda": False, "Goes": False, "Tilburg": True}


def test_every_figure_has_a_definition_and_a_spread_a_unit() -> None:
    assert set(DEFINITIONS) == set(Figure)
    for definition in DEFINITIONS.values():
        assert (definition.kind is Kind.SPREAD) == (definition.unit is not None)


def test_shares_are_of_yes_and_no_and_spreads_of_numbers() -> None:
    file = file_of(
        *stay("2007-01-01", "2007-06-01", NOTICE, screened("2007-03-11", **NOTHING)),
        (e.BenefitApplied(), "2007-06-02"),
        (e.BenefitGranted(), "2007-08-02"),
    )

    for each in observed(file):
        assert isinstance(each, Observation)
        assert isinstance(each.value, bool) == (DEFINITIONS[each.figure].kind is Kind.SHARE)
        assert (each.part is None) == (DEFINITIONS[each.figure].always_by is None)
