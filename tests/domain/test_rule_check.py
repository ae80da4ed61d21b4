"""What does not fit in a rule set is found."""

import pytest

from domain.rule_check import ProblemKind, check
from ledger.rulebook import load_rule_set
from tests.domain.rule_texts import ASKS, INTERVENTION, TERM, WAY, rules_of


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
        ((WAY, TERM + 'extended_by = "address-dreamt"\n'), ProblemKind.UNKNOWN_EVENT),
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
        "an event that does not exist and makes a term longer",
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
