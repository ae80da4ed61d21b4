"""What waits for each other in the rules of a rule set is found, whoever it is about."""

from datetime import date

from domain.needs import Need
from domain.rules import Bindingness
from domain.structural_circles import StructuralCircle, structural_circles
from tests.domain.rule_texts import ASKS, WAY, rules_of


def way(need: str, asks: str, bindingness: str, *, kind: str = "ordinary") -> str:
    return (
        WAY.replace("lent-by-the-municipality", need.replace("_", "-"))
        .replace('need = "address"', f'need = "{need}"')
        .replace('"ordinary"', f'"{kind}"')
    ) + ASKS % (asks, bindingness)


def test_rules_without_a_loop_have_no_circles() -> None:
    rules = rules_of(
        way("id_document", "cash", "factual"), way("benefit", "id_document", "statute")
    )

    assert structural_circles(rules, date(2015, 1, 1)) == []


def test_a_circle_has_its_weakest_link() -> None:
    ring = (way("id_document", "registration", "statute"), way("registration", "id_document", "%s"))

    for weakest in Bindingness:
        rules = rules_of(ring[0], ring[1] % weakest)

        assert structural_circles(rules, date(2015, 1, 1)) == [
            StructuralCircle((Need.ID_DOCUMENT, Need.REGISTRATION), weakest)
        ]


def test_a_need_that_asks_itself_is_a_circle() -> None:
    rules = rules_of(way("id_document", "id_document", "practice"))

    assert structural_circles(rules, date(2015, 1, 1)) == [
        StructuralCircle((Need.ID_DOCUMENT,), Bindingness.PRACTICE)
    ]


def test_a_circle_of_statute_is_told_apart_from_the_wider_one_that_practice_closes() -> None:
    rules = rules_of(
        way("id_document", "registration", "statute"),
        way("registration", "id_document", "statute"),
        way("benefit", "id_document", "statute"),
        way("registration", "benefit", "practice").replace("local/registration", "local/desk"),
    )

    assert structural_circles(rules, date(2015, 1, 1)) == [
        StructuralCircle((Need.ID_DOCUMENT, Need.REGISTRATION), Bindingness.STATUTE),
        StructuralCircle((Need.ID_DOCUMENT, Need.REGISTRATION, Need.BENEFIT), Bindingness.PRACTICE),
    ]


def test_what_an_authority_may_choose_closes_no_circle() -> None:
    rules = rules_of(
        way("id_document", "registration", "statute"),
        way("registration", "id_document", "statute", kind="option"),
    )

    assert structural_circles(rules, date(2015, 1, 1)) == []


def test_a_rule_that_ended_closes_no_circle() -> None:
    rules = rules_of(
        way("id_document", "registration", "statute"), way("registration", "id_document", "statute")
    )

    assert structural_circles(rules, date(2020, 1, 1)) == []
