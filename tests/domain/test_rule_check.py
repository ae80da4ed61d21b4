"""What does not fit in a rule set is found, and so is what waits for each other in it."""

from datetime import date

import pytest

from domain.needs import Need
from domain.rule_check import ProblemKind, StructuralCircle, check, structural_circles
from domain.rules import Bindingness, RuleSet
from ledger.rulebook import load_rule_set
from tests.domain.rule_texts import INTERVENTION, TERM, WAY, rules_of

ASKS = """conditions = [{ need = "%s", bindingness = "%s" }]
"""


def way(need: str, asks: str, bindingness: str, *, kind: str = "ordinary") -> str:
    return (
        WAY.replace("lent-by-the-municipality", need.replace("_", "-"))
        .replace('need = "address"', f'need = "{need}"')
        .replace('"ordinary"', f'"{kind}"')
    ) + ASKS % (asks, bindingness)


def kinds(rules: RuleSet) -> set[ProblemKind]:
    return {problem.kind for problem in check(rules)}


def test_rules_that_fit_have_no_problems() -> None:
    identity = 'conditions = [{ need = "address", bindingness = "statute" }]\n'

    assert check(rules_of(WAY + identity, TERM)) == []


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ((WAY, WAY), ProblemKind.OVERLAP),
        ((WAY, WAY.replace("valid_from = 2010", "valid_from = 2015")), ProblemKind.OVERLAP),
        (
            (WAY, TERM.replace("local/decision", "local/lent-by-the-municipality")),
            ProblemKind.TWO_KINDS,
        ),
        ((WAY + ASKS % ("identity", "statute"),), ProblemKind.NEED_WITHOUT_WAY),
        ((INTERVENTION,), ProblemKind.UNKNOWN_TARGET),
        ((WAY, INTERVENTION.replace("2010", "2020")), ProblemKind.TARGET_NOT_IN_FORCE),
        ((WAY, INTERVENTION), ProblemKind.WAIVES_NOTHING),
        (
            (WAY, TERM.replace("postal-address-granted", "address-dreamt")),
            ProblemKind.UNKNOWN_EVENT,
        ),
        ((WAY, TERM + 'suspended_by = "address-ended"\n'), ProblemKind.HALF_SUSPENSION),
    ],
    ids=[
        "the same version twice",
        "a later version begins too early",
        "two kinds with one id",
        "a need with no way",
        "a target that is not there",
        "a target that ended before",
        "a condition that is not asked",
        "an event that does not exist",
        "a clock that never starts again",
    ],
)
def test_a_fault_is_found(parts: tuple[str, ...], kind: ProblemKind) -> None:
    problems = check(rules_of(*parts))

    assert kind in {problem.kind for problem in problems if problem.is_fault}


def test_a_gap_between_two_versions_is_something_to_know() -> None:
    later = WAY.replace("2010-01-01", "2021-01-01").replace("valid_to = 2019-12-31\n", "")
    [problem] = check(rules_of(WAY, later))

    assert (problem.kind, problem.is_fault) == (ProblemKind.GAP, False)
    assert problem.says == "No version is in force between 2019-12-31 and 2021-01-01."


def test_versions_that_follow_each_other_leave_no_gap() -> None:
    later = WAY.replace("2010-01-01", "2020-01-01").replace("valid_to = 2019-12-31\n", "")

    assert check(rules_of(WAY, later)) == []


@pytest.mark.parametrize("name", ["law", "law-2007", "seed-2007"])
def test_every_rule_that_was_not_checked_against_a_text_is_listed(name: str) -> None:
    rules = load_rule_set(name)
    listed = {each.about for each in check(rules) if each.kind is ProblemKind.UNVERIFIED}

    assert listed == {rule.id for rule in (*rules.rules, *rules.references) if not rule.verified}


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
