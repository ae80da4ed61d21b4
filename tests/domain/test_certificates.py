"""Every certificate of a true verdict is accepted, and none that was tampered with."""

import random
import sys
from collections import Counter
from itertools import combinations
from types import FrameType
from typing import Any, Final

import pytest

from domain import certificate_check
from domain.certificate_check import faults
from domain.certificates import (
    Account,
    Blocked,
    Certificate,
    CertificateNotReadable,
    CircularProof,
    Facts,
    Fails,
    ForeclosedProof,
    ObtainableProof,
    Reading,
    Step,
    WayStatement,
    read_certificate,
    short_names,
)
from domain.proving import Case, NotMinimal
from tests.domain.certificate_cases import (
    DETAINED,
    certificate,
    expected_verdict,
    random_cases,
    tampered,
    verdict,
)
from tests.profile import examples

CASES: Final = examples(1000)
KINDS_OF_TAMPERING: Final = 29


def way(text: str, **more: Any) -> WayStatement:
    """Write a way as `"id: brp fee"`."""
    need, _, required = text.partition(":")
    return WayStatement(id=f"act/{text}", need=need, requires=tuple(required.split()), **more)


RING: Final = Case(Facts(met=("fee",)), (way("brp: id"), way("id: brp fee")))


def certify(case: Case, need: str, reading: Reading = Reading.CERTAIN) -> Certificate:
    proof = case.prove(need, reading)
    assert proof is not None
    return certificate(case, need, reading, proof)


def test_every_verdict_is_the_one_by_definition_and_its_certificate_is_accepted() -> None:
    seen: Counter[tuple[Reading, str | None]] = Counter()
    for case in random_cases(seed=4, count=CASES):
        for need in "abc":
            for reading in Reading:
                proof = case.prove(need, reading)
                found = None if proof is None else proof.verdict
                assert found == expected_verdict(case, need, reading)
                seen[reading, found] += 1
                if proof is not None:
                    good = certificate(case, need, reading, proof)
                    assert faults(good, case.ways) == faults(good) == ()

    assert {found for _, found in seen} == {"obtainable", "circular", "foreclosed", None}
    assert min(seen.values()) > CASES / 20


def test_every_tampered_certificate_is_rejected_with_the_reason() -> None:
    kinds: Counter[str] = Counter()
    chance = random.Random(4)  # noqa: S311 - the same choice every time
    for case in random_cases(seed=5, count=CASES):
        certificates = _all_certificates(case)
        ways_out = [each for each in certificates if each.proof.verdict == "way-out"]
        for good in [chance.choice(certificates), *ways_out[:1]]:
            for each in tampered(good):
                said = faults(each.certificate, case.ways)
                assert any(each.complaint in sentence for sentence in said), (each, said)
                kinds[each.kind] += 1

    assert len(kinds) == KINDS_OF_TAMPERING
    assert min(kinds.values()) > CASES / 100, kinds


def test_minimal_ways_out_are_those_by_definition() -> None:
    certified = 0
    for case in random_cases(seed=6, count=CASES):
        decisions = sorted({each.added_by for each in case.ways if each.added_by is not None})
        for size in range(3):
            for chosen in map(frozenset, combinations(decisions, size)):
                works = {
                    goal
                    for goal in "abc"
                    if verdict(case, goal, hopeful=False, decisions=chosen) == "obtainable"
                    and all(
                        verdict(case, goal, hopeful=False, decisions=chosen - {each})
                        != "obtainable"
                        for each in chosen
                    )
                }
                for goal in "abc":
                    try:
                        proof = case.prove_way_out([goal], chosen)
                    except NotMinimal:
                        assert goal not in works
                        continue
                    assert goal in works
                    good = certificate(case, goal, Reading.LOWER, proof)
                    assert faults(good, case.ways) == ()
                    certified += bool(chosen)

    assert certified > CASES / 20


def test_equal_cases_give_equal_bytes_in_whatever_order_they_come() -> None:
    chance = random.Random(7)  # noqa: S311 - the same order every time
    for case in random_cases(seed=7, count=examples(100)):
        ways = list(case.ways)
        chance.shuffle(ways)
        for need in "abcdefgh":
            assert Case(case.facts, tuple(ways)).prove(need, Reading.LOWER) == case.prove(
                need, Reading.LOWER
            )


def test_a_certificate_comes_back_from_its_file_as_it_was() -> None:
    for case in random_cases(seed=8, count=examples(100)):
        for good in _all_certificates(case):
            assert read_certificate(good.as_file()) == good


def test_the_proof_of_a_ring_names_each_member_and_where_each_way_fails() -> None:
    assert RING.prove("id") == CircularProof(
        together=("brp", "id"),
        blocked=(
            Blocked(need="brp", ways=(Account(way="act/brp: id", fails=Fails.REQUIRES, by="id"),)),
            Blocked(
                need="id", ways=(Account(way="act/id: brp fee", fails=Fails.REQUIRES, by="brp"),)
            ),
        ),
        support=(Step(need="brp", way="act/brp: id"), Step(need="id", way="act/id: brp fee")),
    )


def test_a_need_without_any_way_is_foreclosed_by_that_alone() -> None:
    proof = RING.prove("bank")

    assert proof == ForeclosedProof(order=(Blocked(need="bank", ways=()),))


def test_a_need_that_holds_takes_no_step() -> None:
    assert RING.prove("fee") == ObtainableProof(steps=())


def test_a_ring_with_an_exit_is_obtained_through_the_exit() -> None:
    case = Case(RING.facts, (*RING.ways, way("id: ")))

    assert case.prove("brp") == ObtainableProof(
        steps=(Step(need="id", way="act/id: "), Step(need="brp", way="act/brp: id"))
    )


def test_a_guard_that_is_not_known_leaves_nothing_certain() -> None:
    case = Case(RING.facts, (*RING.ways, way("id: ", guards=(DETAINED,))))

    assert case.prove("id") is None
    lower = certify(case, "id", Reading.LOWER)
    assert isinstance(lower.proof, CircularProof)
    assert "holds" not in lower.proof.model_dump_json()
    assert certify(case, "id", Reading.UPPER).proof.verdict == "obtainable"


def test_a_proof_in_one_reading_is_no_proof_that_it_is_certain() -> None:
    case = Case(RING.facts, (*RING.ways, way("id: ", guards=(DETAINED,))))
    claimed = certify(case, "id", Reading.LOWER).model_copy(update={"reading": Reading.CERTAIN})

    assert faults(claimed) == ("The way act/id:  is not closed by detained.",)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ((b'"id"', b'"ID"'), "it was changed after it was made"),
        ((b'"version": 1', b'"version": 2'), "certificate.version"),
        ((b'"verdict": "circular"', b'"verdict": "magic"'), "certificate.proof"),
        ((b"{", b""), "file: Invalid JSON"),
    ],
)
def test_a_file_that_was_changed_is_refused(change: tuple[bytes, bytes], why: str) -> None:
    changed = certify(RING, "id").as_file().replace(*change, 1)

    with pytest.raises(CertificateNotReadable) as refused:
        read_certificate(changed, "7f3a.json")

    assert refused.value.where == "7f3a.json"
    assert why in str(refused.value.why)


def test_names_are_as_short_as_they_can_be_told_apart() -> None:
    digests = ["7f3a" + "0" * 60, "7f3b" + "0" * 60]

    assert list(short_names(digests).values()) == ["7f3a", "7f3b"]
    assert short_names([*digests, "7f3a1" + "0" * 59])[digests[0]] == "7f3a0"
    assert short_names(digests * 2) == short_names(digests)


def test_the_checker_imports_nothing_of_the_engine() -> None:
    used = {
        value.__module__
        for value in vars(certificate_check).values()
        if getattr(value, "__module__", "").startswith("domain.")
    }

    assert used == {"domain.certificates", "domain.certificate_check"}


@pytest.mark.parametrize("shape", ["ring", "chain", "dead end"])
def test_checking_takes_steps_in_proportion_to_the_certificate(shape: str) -> None:
    steps = {size: _steps_of_checking(_large(shape, size)) for size in (500, 4000)}

    assert steps[4000] < 8.01 * steps[500]
    assert steps[4000] < 4000 * 500


def _all_certificates(case: Case, needs: str = "abcd") -> list[Certificate]:
    found = []
    for need in needs:
        for reading in Reading:
            proof = case.prove(need, reading)
            if proof is not None:
                found.append(certificate(case, need, reading, proof))
    decisions = sorted({each.added_by for each in case.ways if each.added_by is not None})
    for size in (1, 2):
        for chosen in combinations(decisions, size):
            for goal in needs:
                try:
                    out = case.prove_way_out([goal], chosen)
                except NotMinimal:
                    continue
                found.append(certificate(case, goal, Reading.LOWER, out))
    return found


def _large(shape: str, size: int) -> Certificate:
    """A certificate about many needs, each with two ways."""
    last = {"ring": f"n{size - 1}", "chain": "start", "dead end": "nowhere"}[shape]
    ways = []
    for number in range(size):
        before = f"n{number - 1}" if number else last
        ways += [
            WayStatement(id=f"act/a{number}", need=f"n{number}", requires=(before,)),
            WayStatement(id=f"act/b{number}", need=f"n{number}", requires=(before, "start")),
        ]
    case = Case(Facts(met=("start",)), tuple(ways))
    good = certify(case, f"n{size - 1}")
    assert faults(good, case.ways) == ()
    return good


def _steps_of_checking(good: Certificate) -> int:
    """How many instructions of the interpreter the checker takes, its lookups by hash aside."""
    count = 0

    def trace(frame: FrameType, event: str, _: object) -> Any:
        nonlocal count
        if frame.f_code.co_filename != certificate_check.__file__:
            return None
        frame.f_trace_opcodes = True
        count += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        faults(good, good.ways)
    finally:
        sys.settrace(before)
    return count
