"""Answers of one day that contradict each other: what is contested, and what hangs on it.

The oracle tries every order that the precision of the acts allows.
"""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise, permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import events as e
from domain.answers import Answer, contradicting
from domain.assessment import Assessment, assess
from domain.certificates import Reading
from domain.certifying import certificates_of
from domain.deadlock import classify
from domain.envelope import Act
from domain.events.base import EventBody
from domain.events.corrections import CorrectionReason
from domain.events.documents import ApplicationPlace, DocumentKind, WithdrawalReason
from domain.events.registration import DeregistrationKind
from domain.events.screening import Finding, ScreeningAnswer
from domain.finding_kinds import FindingKind
from domain.findings import findings_of
from domain.needs import Need
from domain.rules import RuleSet
from domain.status import Status
from domain.timed.of_person import person_problem
from domain.timed.setting import Setting, Unknowns
from tests.domain.acts import act, state
from tests.domain.rule_sets import rule_set, way
from tests.profile import examples

ID, REGISTRATION, ADDRESS = Need.ID_DOCUMENT, Need.REGISTRATION, Need.ADDRESS
ARRANGED, NOT_ARRANGED = ScreeningAnswer.ARRANGED, ScreeningAnswer.NOT_ARRANGED
DAY = date(2026, 3, 2)
RING = (way(ID, REGISTRATION), way(REGISTRATION, ID))
IN_RING = rule_set(*RING)


def says(need: Need, answer: ScreeningAnswer) -> EventBody:
    return e.NeedStatusVerified(need=need, answer=answer)


def told(*answers: tuple[Need, ScreeningAnswer, str]) -> list[Act]:
    """Answers about needs, each on a day or at a moment, recorded in this order."""
    return [
        act(says(need, answer), on, position=place)
        for place, (need, answer, on) in enumerate(answers, 1)
    ]


def judge(acts: list[Act], on: str = "2026-03-10", rules: RuleSet = IN_RING) -> Assessment:
    return assess(state(*acts, on=on), rules, date.fromisoformat(on))


CONTRADICTION = told((ID, ARRANGED, "2026-03-02"), (ID, NOT_ARRANGED, "2026-03-02"))


class TestWhatIsContested:
    @pytest.mark.parametrize("acts", [CONTRADICTION, CONTRADICTION[::-1]])
    def test_answers_of_one_day_without_order_are_disputed_with_both_as_evidence(
        self, acts: list[Act]
    ) -> None:
        found = judge(acts).needs[ID]

        assert found.status is Status.DISPUTED
        assert set(found.evidence) == {"e1", "e2"}
        assert found.since == DAY

    def test_a_screening_and_a_need_that_was_identified_on_that_day_contradict(self) -> None:
        screening = e.ScreeningCompleted(findings=(Finding(need=ID, answer=ARRANGED),))
        acts = [
            act(screening, "2026-03-02", position=1),
            act(e.NeedIdentified(need=ID), "2026-03-02", position=2),
        ]

        assert judge(acts).needs[ID].status is Status.DISPUTED

    def test_two_answers_about_medication_contradict_too(self) -> None:
        acts = [
            act(e.HealthScreeningCompleted(medication=ARRANGED), "2026-03-02", position=1),
            act(
                e.HealthNeedStatusVerified(need=Need.MEDICATION, answer=NOT_ARRANGED),
                "2026-03-02",
                position=2,
            ),
        ]

        assert judge(acts).needs[Need.MEDICATION].status is Status.DISPUTED

    def test_of_two_moments_the_later_one_counts(self) -> None:
        arranged = told(
            (ID, NOT_ARRANGED, "2026-03-02T10:00+01:00"), (ID, ARRANGED, "2026-03-02T15:00+01:00")
        )
        lost = told(
            (ID, ARRANGED, "2026-03-02T10:00+01:00"), (ID, NOT_ARRANGED, "2026-03-02T15:00+01:00")
        )

        assert judge(arranged).needs[ID].status is Status.MET
        assert judge([*lost, *missing(REGISTRATION)]).needs[ID].status is Status.STUCK

    def test_an_answer_of_another_day_is_no_contradiction(self) -> None:
        acts = told((ID, ARRANGED, "2026-03-02"), (ID, NOT_ARRANGED, "2026-03-03"))

        assert judge([*acts, *missing(REGISTRATION)]).needs[ID].status is Status.STUCK

    def test_what_was_corrected_contradicts_nothing(self) -> None:
        first = act(says(ID, NOT_ARRANGED), "2026-03-02", position=1)
        right = says(ID, ARRANGED).model_dump(mode="json")
        correction = act(
            e.EventCorrected(reason=CorrectionReason.WRONG_VALUE, body=right),
            "2026-03-04",
            position=2,
            corrects=first,
        )
        other = act(says(ID, ARRANGED), "2026-03-02", position=3)

        assert judge([first, correction, other]).needs[ID].status is Status.MET

    def test_what_is_granted_on_the_same_day_stands(self) -> None:
        granted = act(e.IdCardHandedOver(valid_until=date(2031, 1, 1)), "2026-03-02", position=3)

        assert judge([*CONTRADICTION, granted]).needs[ID].status is Status.MET

    def test_a_document_that_was_seen_contradicts_its_loss_and_not_that_of_another(self) -> None:
        seen = act(
            e.IdDocumentVerified(kind=DocumentKind.ID_CARD, valid_until=None),
            "2026-03-02",
            position=1,
        )
        card, passport = (
            act(e.IdDocumentReportedMissing(kind=kind), "2026-03-02", position=2)
            for kind in (DocumentKind.ID_CARD, DocumentKind.PASSPORT)
        )

        assert judge([seen, card]).needs[ID].status is Status.DISPUTED
        assert judge([seen, passport]).needs[ID].status is Status.MET

    def test_a_contested_home_leaves_unknown_whether_there_is_a_dwelling(self) -> None:
        acts = told(
            (Need.HOUSING, ARRANGED, "2026-03-02"), (Need.HOUSING, NOT_ARRANGED, "2026-03-02")
        )

        person = state(*acts)

        assert person.dwelling is None
        assert state(acts[1]).dwelling is not None


def missing(*needs: Need) -> list[Act]:
    """Answers of an earlier day that these needs are not arranged."""
    return [
        act(says(need, NOT_ARRANGED), "2026-01-05", position=100 + place)
        for place, need in enumerate(needs)
    ]


class TestUntilWhen:
    @pytest.mark.parametrize(
        ("later", "status"),
        [
            (says(ID, ARRANGED), Status.MET),
            (e.IdCardHandedOver(valid_until=date(2031, 1, 1)), Status.MET),
            (says(ID, NOT_ARRANGED), Status.STUCK),
            (e.IdDocumentReportedMissing(kind=DocumentKind.PASSPORT), Status.STUCK),
            (e.IdCardWithdrawn(reason=WithdrawalReason.NOT_COLLECTED), Status.STUCK),
        ],
    )
    def test_a_later_act_settles_it(self, later: EventBody, status: Status) -> None:
        acts = [*CONTRADICTION, *missing(REGISTRATION), act(later, "2026-03-05", position=9)]

        assert judge(acts, "2026-03-04").needs[ID].status is Status.DISPUTED
        assert judge(acts, "2026-03-05").needs[ID].status is status
        assert judge(acts, "2026-03-05").needs[ID].since == date(2026, 3, 5)

    def test_two_later_answers_can_contradict_each_other_again(self) -> None:
        acts = told(
            (ID, ARRANGED, "2026-03-02"),
            (ID, NOT_ARRANGED, "2026-03-02"),
            (ID, ARRANGED, "2026-03-05"),
            (ID, NOT_ARRANGED, "2026-03-05"),
        )

        found = judge(acts).needs[ID]

        assert (found.status, found.since) == (Status.DISPUTED, date(2026, 3, 5))
        assert set(found.evidence) == {"e3", "e4"}

    def test_an_application_leaves_it_contested(self) -> None:
        acts = [
            *CONTRADICTION,
            act(e.IdCardApplied(place=ApplicationPlace.DESK), "2026-03-05", position=9),
        ]

        assert judge(acts).needs[ID].status is Status.DISPUTED

    def test_a_loss_of_what_was_granted_before_leaves_nothing_contested(self) -> None:
        acts = [
            *told(
                (REGISTRATION, ARRANGED, "2026-03-02"), (REGISTRATION, NOT_ARRANGED, "2026-03-02")
            ),
            act(
                e.Deregistered(kind=DeregistrationKind.ABSENT_TOO_LONG, municipality=None),
                "2026-03-06",
                position=9,
            ),
            *missing(ID),
        ]

        assert judge(acts).needs[REGISTRATION].status is Status.STUCK


class TestWhatHangsOnIt:
    def test_what_depends_on_it_is_possibly_stuck_and_names_it(self) -> None:
        acts = [*CONTRADICTION, *missing(REGISTRATION)]

        found = judge(acts).needs[REGISTRATION]

        assert found.status is Status.POSSIBLY_STUCK
        assert found.missing == ("id_document",)

    def test_what_is_stuck_under_both_readings_is_stuck(self) -> None:
        rules = rule_set(*RING, way(Need.BENEFIT, ADDRESS))
        acts = [
            *told((ADDRESS, ARRANGED, "2026-03-02"), (ADDRESS, NOT_ARRANGED, "2026-03-02")),
            *missing(ID, REGISTRATION),
        ]

        assert judge(acts, rules=rules).with_status(Status.STUCK) == (ID, REGISTRATION)

    def test_it_opens_nothing_in_time_to_come_unless_read_favourably(self) -> None:
        person = state(*CONTRADICTION)
        setting = Setting(day=date(2026, 3, 10), horizon=date(2026, 6, 1))

        problem = person_problem(person, IN_RING, setting)
        favourable = person_problem(
            person, IN_RING, Setting(setting.day, setting.horizon, unknowns=Unknowns.FAVOURABLE)
        )

        assert ID in problem.unknown_needs
        assert ID not in problem.problem.facts
        assert "unknown:id_document" in {each.id for each in favourable.problem.ways}

    def test_what_hangs_on_it_has_a_certificate_for_each_reading(self) -> None:
        answer = judge([*CONTRADICTION, *missing(REGISTRATION)])

        proofs = certificates_of(answer, REGISTRATION, IN_RING, frame={})

        assert [each.reading for each in proofs] == [Reading.LOWER, Reading.UPPER]
        assert all("id_document" in each.facts.unknown for each in proofs)


class TestFinding:
    def test_a_contradiction_is_found_with_both_events(self) -> None:
        [found] = findings_of(CONTRADICTION)

        assert (found.kind, found.on) == (FindingKind.CONTRADICTORY_ANSWERS, DAY)
        assert found.events == ("e1", "e2")

    def test_answers_with_an_order_are_no_finding(self) -> None:
        acts = told((ID, ARRANGED, "2026-03-02T10:00Z"), (ID, NOT_ARRANGED, "2026-03-02T11:00Z"))

        assert findings_of(acts) == []


MOMENTS = st.none() | st.integers(8, 12).map(lambda hour: datetime(2026, 3, 2, hour, tzinfo=UTC))
SOME_ANSWERS = st.lists(st.tuples(MOMENTS, st.booleans(), st.booleans()), min_size=1, max_size=5)
"""Answers of one day: the moment if it is known, whether estimated, and whether arranged."""


def possible_last_words(answers: list[tuple[datetime | None, bool, bool]]) -> set[bool]:
    """What the last answer of the day may say, over all orders that the moments allow."""
    moments = [None if estimated else at for at, estimated, _ in answers]
    found = set()
    for order in permutations(range(len(answers))):
        known = [moments[each] for each in order if moments[each] is not None]
        if all(one <= two for one, two in pairwise(known) if one and two):
            found.add(answers[order[-1]][2])
    return found


@given(answers=SOME_ANSWERS, held_before=st.booleans())
def test_a_need_is_disputed_exactly_when_the_order_of_its_answers_decides(
    answers: list[tuple[datetime | None, bool, bool]], *, held_before: bool
) -> None:
    acts = [
        act(says(ID, ARRANGED if arranged else NOT_ARRANGED), at or DAY, position=n, estimated=est)
        for n, (at, est, arranged) in enumerate(answers, 1)
    ]
    if held_before:
        acts.append(act(e.IdCardHandedOver(valid_until=date(2030, 1, 1)), "2026-01-05", position=9))
    words = possible_last_words(answers)
    expected = {True: "met", False: "unmet"}[words.pop()] if len(words) == 1 else "contested"

    standing = state(*acts).standing(ID)
    for later in (0, 5):
        day = DAY + timedelta(days=later)
        if standing.held_on(day) is not None:
            said = "met"
        else:
            said = "unmet" if standing.contested_on(day) is None else "contested"
        assert expected == said
    kinds = {each.kind for each in findings_of(acts)}
    assert (FindingKind.CONTRADICTORY_ANSWERS in kinds) == (expected == "contested")


@given(answers=SOME_ANSWERS)
def test_contradicting_answers_are_a_set_that_the_order_of_recording_does_not_change(
    answers: list[tuple[datetime | None, bool, bool]],
) -> None:
    given_answers = [
        Answer(DAY, None if estimated else at, arranged, (f"e{n}",))
        for n, (at, estimated, arranged) in enumerate(answers)
    ]

    assert set(contradicting(given_answers)) == set(contradicting(given_answers[::-1]))


NEEDS = (ID, REGISTRATION, ADDRESS, Need.BENEFIT, Need.CASH)
WAYS = st.lists(
    st.tuples(st.sampled_from(NEEDS), st.frozensets(st.sampled_from(NEEDS), max_size=2)),
    max_size=9,
    unique=True,
)
STANDS = st.lists(st.sampled_from(["met", "unmet", "contested"]), min_size=5, max_size=5)


@settings(max_examples=examples(100))
@given(ways=WAYS, stands=STANDS)
def test_what_is_said_beside_a_contradiction_holds_whichever_answer_is_true(
    ways: list[tuple[Need, frozenset[Need]]], stands: list[str]
) -> None:
    rules = rule_set(*(way(n, *sorted(body), id=f"w{i}") for i, (n, body) in enumerate(ways)))
    words = {"met": (ARRANGED,), "unmet": (NOT_ARRANGED,), "contested": (ARRANGED, NOT_ARRANGED)}
    said = [
        (need, word, "2026-03-02")
        for need, stand in zip(NEEDS, stands, strict=True)
        for word in words[stand]
    ]
    answer = judge(told(*said), rules=rules)
    contested = [n for n, stand in zip(NEEDS, stands, strict=True) if stand == "contested"]
    met = {n for n, stand in zip(NEEDS, stands, strict=True) if stand == "met"}
    plain = [(str(n), frozenset(map(str, body))) for n, body in ways]
    truths = [
        classify(
            plain, map(str, met | {n for n, true in zip(contested, some, strict=True) if true})
        )
        for some in product((True, False), repeat=len(contested))
    ]

    for need in NEEDS:
        status = answer.needs[need].status
        if need in contested:
            assert status is Status.DISPUTED
        elif status in (Status.STUCK, Status.BEHIND):
            assert all(need in truth.circular for truth in truths)
        elif status in (Status.READY, Status.WAITING):
            assert all(need in truth.obtainable for truth in truths)
        elif status is Status.NO_WAY:
            assert all(need in truth.foreclosed | truth.circular for truth in truths)
        elif status is Status.POSSIBLY_STUCK:
            assert any(need not in truth.obtainable for truth in truths)
            assert set(answer.needs[need].missing) <= set(map(str, contested))
        if need not in contested and all(need in truth.circular for truth in truths):
            assert status in (Status.STUCK, Status.BEHIND, Status.UNKNOWN)
