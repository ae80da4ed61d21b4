"""Spirals in reports: what `status` and `why` say of them, in both languages and as JSON."""

from datetime import date
from typing import Final

import pytest

from domain import events as e
from domain.assessment import Assessment, assess
from domain.events.claims import AmountClass, ClaimKind
from ledger.rulebook import load_rule_set
from projections import status, why, why_page, why_text
from projections.language import Language
from projections.spirals import told_of_spirals
from tests.domain.acts import history, state

DAY: Final = "2026-02-01"
TURNS: Final = (
    (e.BenefitGranted(), "2025-02-01"),
    (e.ClaimRegistered(claim=ClaimKind.FINE, amount=AmountClass.FROM_500), "2025-10-01"),
    (e.DetentionStarted(), "2026-01-15"),
)
ARRANGED: Final = (e.DebtArrangementMade(with_collection_agency=True), "2026-01-31")


def assessed(*steps: tuple[e.EventBody, str]) -> Assessment:
    person = state(*history(*steps), on=DAY)
    return assess(person, load_rule_set("law"), date.fromisoformat(DAY))


def texts(found: Assessment, language: Language) -> list[str]:
    """What the two reports say, each on one line."""
    said = [
        status.render(status.report(found, findings=0), language),
        why_text.render(why.report(found), language),
    ]
    return [" ".join(text.split()) for text in said]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "en",
            (
                "Spiral that is turning: Substitute detention for a fine (Sr 24c).",
                "detention -> no benefit -> no income -> no money in hand -> claim unpaid",
                "Each turn takes: income, benefit, housing, health insurance.",
                "The detention takes the place of the debt.",
                "Holds it off: Payment arrangement with the CJIB * (decides: CJIB;",
            ),
        ),
        (
            "nl",
            (
                "Neerwaartse spiraal: Vervangende hechtenis voor een geldboete (Sr 24c).",
                "-> geen inkomen -> geen geld in handen -> vordering niet betaald -> detentie",
                "Elke ronde kost: inkomen, uitkering, woonruimte, zorgverzekering.",
                "De detentie komt in de plaats van de schuld.",
                "Dit helpt: Betalingsregeling met het CJIB * (beslist: CJIB;",
            ),
        ),
    ],
)
def test_both_reports_tell_the_round_what_it_takes_and_what_holds_it_off(
    language: Language, sentences: tuple[str, ...]
) -> None:
    for text in texts(assessed(*TURNS), language):
        assert [sentence for sentence in sentences if sentence not in text] == []


@pytest.mark.parametrize(
    ("language", "says", "silent"),
    [
        ("en", "Spiral held off by an arrangement or a stop", "Holds it off"),
        ("nl", "Spiraal, nu tegengehouden door een regeling of een stop", "Dit helpt"),
    ],
)
def test_what_is_held_off_is_told_without_what_would_hold_it_off(
    language: Language, says: str, silent: str
) -> None:
    for text in texts(assessed(*TURNS, ARRANGED), language):
        assert says in text
        assert silent not in text


def test_in_json_a_spiral_names_its_rules_claims_and_evidence() -> None:
    [row] = why.report(assessed(*TURNS)).as_json()["spirals"]

    assert row["rule"] == "wetboek-van-strafrecht/fine-served"
    assert row["motion"] == "turning"
    assert row["round"] == ["detention-started", "benefit", "income", "cash", "claim-unpaid"]
    assert (row["claim"], row["debt_remains"], row["open_claims"]) == ("fine", False, ["fine"])
    assert row["evidence"] == ["e2"]
    assert row["brakes"][0]["rule"] == "cjib/payment-arrangement"


def test_both_reports_have_the_same_spirals() -> None:
    found = assessed(*TURNS)

    assert status.report(found, findings=0).spirals == why.report(found).spirals


def test_who_owes_nothing_has_an_empty_list_and_no_section() -> None:
    found = assessed((e.DetentionStarted(), "2026-01-15"))

    assert why.report(found).as_json()["spirals"] == []
    assert ["Spiral" in text for text in texts(found, "en")] == [False, False]


def test_the_page_tells_it_too() -> None:
    page = why_page.page(why.report(assessed(*TURNS)), "en")

    assert "Spiral that is turning: Substitute detention for a fine" in page


def test_an_unread_rule_of_a_spiral_is_among_those_that_were_not_checked() -> None:
    assert "cjib/payment-arrangement" in why.report(assessed(*TURNS)).unverified


@pytest.mark.parametrize("language", ["nl", "en"])
def test_spirals_of_two_debts_with_one_round_are_told_once_under_both_names(
    language: Language,
) -> None:
    kinds = (ClaimKind.TRAFFIC_SANCTION, ClaimKind.COMPENSATION_ORDER)
    claims = [
        (e.ClaimRegistered(claim=kind, amount=AmountClass.FROM_500), "2025-10-01") for kind in kinds
    ]
    found = assessed(
        (e.BenefitGranted(), "2025-02-01"), *claims, (e.DetentionStarted(), "2026-01-15")
    )

    told = told_of_spirals(why.report(found).spirals, language)

    assert [len(names) for names, _ in told] == [2]
