"""The certificates of the persons of the article: each status has its proof."""

from datetime import date
from typing import Final

import pytest

from domain.assessment import Assessment, Moment
from domain.certificate_check import faults
from domain.certificates import Certificate, CircularProof, Reading, WayOutProof, read_certificate
from domain.certifying import (
    DecisionUnknown,
    NothingCertain,
    case_of,
    certificate_of,
    certificates_of,
    way_out_certificate_of,
)
from domain.needs import Need
from domain.proving import NotMinimal
from domain.rules import RuleSet
from domain.status import Status
from ledger.rulebook import load_rule_set
from tests.article_people import PEOPLE, judged

FRAME: Final = {"position": "72", "known_at": "2007-06-18T07:00:00+00:00"}
SEED: Final = load_rule_set("seed-2007")
VERDICTS: Final = {
    Status.MET: {"obtainable"},
    Status.PENDING: {"obtainable"},
    Status.READY: {"obtainable"},
    Status.WAITING: {"obtainable"},
    Status.STUCK: {"circular"},
    Status.BEHIND: {"circular"},
    Status.NO_WAY: {"foreclosed"},
    Status.NOT_YET: {"foreclosed", "circular"},
}


@pytest.mark.parametrize(
    ("rules", "law_on"),
    [("seed-2007", None), ("law-2007", None), ("law", None), ("law", date(2026, 11, 24))],
)
@pytest.mark.parametrize("moment", list(Moment))
@pytest.mark.parametrize("person", PEOPLE)
def test_every_status_of_the_persons_of_the_article_has_its_proof(
    person: str, moment: Moment, rules: str, law_on: date | None
) -> None:
    assessment, rule_set = judged(person, rules, moment, law_on=law_on), load_rule_set(rules)
    stated = case_of(assessment, rule_set, law_on=law_on).ways
    for need, each in assessment.needs.items():
        found = certificates_of(assessment, need, rule_set, frame=FRAME, law_on=law_on)

        assert [faults(each, stated) for each in found] == [()] * len(found)
        if each.status in VERDICTS and len(found) == 1:
            assert found[0].proof.verdict in VERDICTS[each.status], need
        if each.status is Status.POSSIBLY_STUCK:
            assert [each.reading for each in found] == [Reading.LOWER, Reading.UPPER]
            assert "circular" in {each.proof.verdict for each in found}
        if each.status in {Status.STUCK, Status.BEHIND}:
            assert [each.reading for each in found] == [Reading.CERTAIN]


def test_the_proof_of_a_need_in_a_circle_starts_from_that_circle() -> None:
    found = certify(Need.ID_DOCUMENT)

    assert isinstance(found.proof, CircularProof)
    assert found.proof.together == (Need.ID_DOCUMENT, Need.REGISTRATION)


def test_a_certificate_says_what_it_is_about_and_by_which_rules() -> None:
    found = certify(Need.REGISTRATION)

    assert found.needs == (Need.REGISTRATION,)
    assert found.rules_digest == SEED.digest
    assert found.frame == {
        "position": "72",
        "known_at": "2007-06-18T07:00:00+00:00",
        "person": "p-0417",
        "day": "2007-06-18",
        "law_day": "2007-07-01",
        "moment": "now",
    }


def test_a_certificate_comes_back_from_its_file_and_holds() -> None:
    made = certify(Need.REGISTRATION)

    found = read_certificate(made.as_file())

    assert found == made
    assert found.digest == made.digest
    assert faults(found) == ()


def test_a_way_that_is_left_out_is_found_by_the_rules() -> None:
    made = certify(Need.ADDRESS)
    assert isinstance(made.proof, CircularProof)
    hidden = "practice-register/lent-address"
    blocked = tuple(
        each.model_copy(update={"ways": tuple(way for way in each.ways if way.way != hidden)})
        for each in made.proof.blocked
    )
    changed = made.model_copy(
        update={
            "ways": tuple(way for way in made.ways if way.id != hidden),
            "proof": made.proof.model_copy(update={"blocked": blocked}),
        }
    )

    assert faults(changed) == ()
    assert faults(changed, case_of(judged(), SEED).ways) == (
        "The way practice-register/lent-address to address is left out.",
    )


@pytest.mark.parametrize("person", ["p-0417", "p-0418"])
@pytest.mark.parametrize("rules", ["seed-2007", "law-2007", "law"])
def test_every_single_way_out_in_a_report_has_its_proof(person: str, rules: str) -> None:
    assessment, rule_set = judged(person, rules), load_rule_set(rules)
    stated = case_of(assessment, rule_set, with_decisions=True).ways
    for way_out in assessment.ways_out:
        for need in way_out.frees:
            made = way_out_certificate_of(
                assessment, [need], [way_out.rule.id], rule_set, frame=FRAME
            )

            assert faults(made, stated) == ()


def test_two_decisions_give_the_document_and_neither_alone_does() -> None:
    decisions = ["practice-identity/fee-paid-by-others", "practice-register/entry-kept"]

    made = way_out(judged(), [Need.ID_DOCUMENT], decisions)

    assert isinstance(made.proof, WayOutProof)
    assert [each.decision for each in made.proof.dropped] == decisions
    assert [(each.need, each.way) for each in made.proof.steps] == [
        (Need.CASH, "practice-identity/fee-paid-by-others#1"),
        (Need.REGISTRATION, "practice-register/entry-kept#1"),
        (Need.ID_DOCUMENT, "practice-identity/identity-card"),
    ]
    assert faults(made, case_of(judged(), SEED, with_decisions=True).ways) == ()


def test_a_decision_too_many_gets_no_certificate() -> None:
    decisions = ["practice-housing/family-or-friends", "practice-register/entry-kept"]

    with pytest.raises(NotMinimal, match="not a minimal way out") as refused:
        way_out(judged(), [Need.REGISTRATION], decisions)

    assert refused.value.why is not None
    assert "without practice-housing/family-or-friends" in refused.value.why


def test_decisions_that_do_not_help_get_no_certificate() -> None:
    with pytest.raises(NotMinimal) as refused:
        way_out(judged(), [Need.ID_DOCUMENT], ["practice-register/entry-kept"])

    assert refused.value.why == "With all of them id_document is still out of reach."


def test_a_decision_that_nobody_can_take_is_named() -> None:
    with pytest.raises(DecisionUnknown) as refused:
        way_out(judged(), [Need.ADDRESS], ["wet-brp/no-such-decision"])

    assert "practice-register/entry-kept" in str(refused.value.help)


def test_a_verdict_that_depends_on_what_is_not_known_is_not_certain() -> None:
    with pytest.raises(NothingCertain, match="depends on what is not known"):
        certify(Need.SHELTER)


def certify(need: Need, person: str = "p-0417", rules: RuleSet = SEED) -> Certificate:
    return certificate_of(judged(person, rules.name), need, rules, frame=FRAME)


def way_out(assessment: Assessment, goals: list[Need], decisions: list[str]) -> Certificate:
    return way_out_certificate_of(assessment, goals, decisions, SEED, frame=FRAME)
