"""Where a deadline stands: its clock, what meets or ends it, and what makes it longer."""

from datetime import date, timedelta
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.assessment import assess
from domain.deadlines.computed import DeadlineStatus, StepKind
from domain.deadlines.rule import Base, Derived, DerivedWhen, Nature, Span, Stay, TermLaw, Where
from domain.events import EventBody
from domain.events.base import About, Recorder
from domain.needs import Need
from domain.rule_check import check
from domain.rule_parts import Period
from domain.values import Day, PrivacyClass
from domain.working_days import is_working_day
from tests.domain.acts import act, histories, state
from tests.domain.deadlines.counted import (
    LAW,
    LAW_2007,
    body,
    counted,
    days,
    happened,
    named,
    one,
    rule,
    rule_set,
    rules_of,
    status,
    statuses,
)

APPLIED = ("2026-06-01", "benefit-applied")
INCOMPLETE = "benefit-application-incomplete"
COMPLETED = "benefit-application-completed"
MISSING: dict[str, Any] = {"missing": ["id-document"]}


class DecisionPutOff(EventBody):
    """An authority says that it needs more time; a body of these tests."""

    about: ClassVar[About] = About(
        "decision-put-off", 1, "beslissing verdaagd", Recorder.ANY, PrivacyClass.ORDINARY
    )
    until: Day | None = None


class TestTheClock:
    def test_a_term_stands_still_from_the_day_after_the_invitation(self) -> None:
        acts = happened(
            APPLIED,
            ("2026-06-10", INCOMPLETE, MISSING),
            ("2026-06-20", COMPLETED),
        )

        # Nine days: 11 up to and including 19 June. 27 July + 9 = 5 August.
        assert days(acts, "D11", "2026-06-22") == ["2026-08-05"]

    def test_while_it_stands_still_there_is_no_last_day(self) -> None:
        found = one(happened(APPLIED, ("2026-06-10", INCOMPLETE, MISSING)), "D11", "2026-06-22")

        assert (found.status, found.due, found.act_by) == (DeadlineStatus.SUSPENDED, None, None)
        assert found.steps[-1].kind is StepKind.STANDS_STILL

    def test_it_runs_on_when_the_time_to_complete_has_passed_unused(self) -> None:
        asked = {**MISSING, "complete_by": "2026-06-20"}
        acts = happened(APPLIED, ("2026-06-10", INCOMPLETE, asked))

        assert status(acts, "D11", "2026-06-20") is DeadlineStatus.SUSPENDED
        assert days(acts, "D11", "2026-06-21") == ["2026-08-06"]

    def test_two_invitations_after_each_other_both_count(self) -> None:
        acts = happened(
            APPLIED,
            ("2026-06-10", INCOMPLETE, MISSING),
            ("2026-06-12", COMPLETED),
            ("2026-06-15", INCOMPLETE, MISSING),
            ("2026-06-18", COMPLETED),
        )

        # One day and two days on top of Monday 27 July.
        assert days(acts, "D11", "2026-06-22") == ["2026-07-30"]

    def test_a_second_invitation_before_the_first_was_met_only_moves_its_end(self) -> None:
        acts = happened(
            APPLIED,
            ("2026-06-10", INCOMPLETE, {**MISSING, "complete_by": "2026-06-15"}),
            ("2026-06-12", INCOMPLETE, {**MISSING, "complete_by": "2026-06-22"}),
            ("2026-06-20", COMPLETED),
        )

        assert days(acts, "D11", "2026-06-22") == ["2026-08-05"]

    def test_between_an_unused_invitation_and_the_next_the_clock_runs(self) -> None:
        acts = happened(
            APPLIED,
            ("2026-06-10", INCOMPLETE, {**MISSING, "complete_by": "2026-06-12"}),
            ("2026-06-20", INCOMPLETE, MISSING),
            ("2026-06-24", COMPLETED),
        )

        # 11 and 12 June; 21 to 23 June: five days on top of Monday 27 July, to Saturday 1 August.
        assert days(acts, "D11", "2026-06-25") == ["2026-08-03"]

    def test_a_decision_while_it_stands_still_is_in_time(self) -> None:
        acts = happened(
            APPLIED, ("2026-06-10", INCOMPLETE, MISSING), ("2026-09-01", "benefit-granted")
        )

        assert status(acts, "D11", "2026-09-02") is DeadlineStatus.MET

    @given(
        invitations=st.lists(
            st.tuples(st.integers(0, 50), st.none() | st.integers(0, 30)), min_size=1, max_size=3
        ),
        completed=st.integers(0, 40),
        asked=st.integers(0, 150),
    )
    def test_the_last_day_is_that_of_the_status_of_the_need(
        self, invitations: list[tuple[int, int | None]], completed: int, asked: int
    ) -> None:
        start = date(2026, 6, 1)
        on, steps = start, []
        for later, given_days in invitations:
            on += timedelta(days=later)
            by = None if given_days is None else str(on + timedelta(days=given_days))
            steps.append(
                (str(on), INCOMPLETE, MISSING if by is None else {**MISSING, "complete_by": by})
            )
        completion = (str(on + timedelta(days=completed)), COMPLETED)
        acts = happened(APPLIED, *steps, completion)
        day = start + timedelta(days=asked)
        person = state(*acts, on=str(day))

        found = one(acts, "D11", str(day))

        need = assess(person, rules_of(LAW), day).needs[Need.BENEFIT]
        assert found.due == need.until


class TestExtension:
    RULES = rule_set(rule(extended_by="decision-put-off", extension=Span(weeks=4)))

    def late(self, on: str, until: str | None = None) -> list[Any]:
        put_off = DecisionPutOff(until=date.fromisoformat(until) if until else None)
        return [*happened(APPLIED), act(put_off, on, position=2)]

    def test_a_notice_in_time_makes_the_term_longer(self) -> None:
        assert days(self.late("2026-06-20"), "term", "2026-06-22", self.RULES) == ["2026-07-27"]

    def test_a_day_that_the_notice_names_counts(self) -> None:
        acts = self.late("2026-06-20", "2026-07-10")

        assert days(acts, "term", "2026-06-22", self.RULES) == ["2026-07-10"]

    def test_a_notice_on_the_last_day_is_in_time_and_one_a_day_later_is_not(self) -> None:
        assert days(self.late("2026-06-29"), "term", "2026-07-01", self.RULES) == ["2026-07-27"]
        found = one(self.late("2026-06-30"), "term", "2026-07-01", self.RULES)
        assert (str(found.due), found.status) == ("2026-06-29", DeadlineStatus.OVERDUE)
        assert StepKind.EXTENDED_TOO_LATE in {step.kind for step in found.steps}


class TestWhereItStands:
    def test_it_runs_through_its_last_day_and_is_overdue_on_the_next(self) -> None:
        acts = happened(APPLIED)

        assert status(acts, "D11", "2026-07-27") is DeadlineStatus.RUNNING
        assert status(acts, "D11", "2026-07-28") is DeadlineStatus.OVERDUE

    @pytest.mark.parametrize(
        ("decided", "expected"), [("2026-07-27", "met"), ("2026-07-28", "met-late")]
    )
    def test_what_is_done_is_done_in_time_or_late(self, decided: str, expected: str) -> None:
        acts = happened(APPLIED, (decided, "benefit-granted"))

        assert statuses(acts, "D11", "2026-08-01") == [expected]

    def test_a_right_that_was_not_used_has_lapsed(self) -> None:
        acts = happened(("2026-06-01", "benefit-rejected", {"reason": "no-address"}))

        assert status(acts, "D18", "2026-07-13") is DeadlineStatus.RUNNING
        assert status(acts, "D18", "2026-07-14") is DeadlineStatus.MISSED

    def test_a_withdrawn_application_is_void(self) -> None:
        withdrawn = ("2026-06-20", "application-withdrawn", {"need": "benefit"})

        assert status(happened(APPLIED, withdrawn), "D11", "2026-08-01") is DeadlineStatus.VOID

    def test_withdrawing_something_else_leaves_it(self) -> None:
        withdrawn = ("2026-06-20", "application-withdrawn", {"need": "debt_help"})

        assert status(happened(APPLIED, withdrawn), "D11", "2026-07-01") is DeadlineStatus.RUNNING

    def test_a_new_application_starts_again(self) -> None:
        acts = happened(APPLIED, ("2026-06-15", "benefit-applied"))

        assert statuses(acts, "D11", "2026-07-01") == ["void", "running"]
        assert days(acts, "D11", "2026-07-01") == ["2026-07-27", "2026-08-10"]

    def test_the_answer_names_the_events_it_rests_on(self) -> None:
        found = one(happened(APPLIED, ("2026-07-01", "benefit-granted")), "D11", "2026-07-02")

        assert found.evidence == ("e1", "e2")

    def test_the_steps_lead_from_the_event_to_the_day(self) -> None:
        found = one(happened(("2026-03-16", "benefit-applied")), "D11", "2026-03-17")

        assert [(step.kind, str(step.day)) for step in found.steps] == [
            (StepKind.BASE, "2026-03-16"),
            (StepKind.SPAN, "2026-05-11"),
        ]

    def test_a_holiday_at_the_end_is_a_step_of_its_own(self) -> None:
        found = one(happened(("2026-03-10", "benefit-applied")), "D11", "2026-03-17")

        assert [(step.kind, str(step.day), step.reason) for step in found.steps[2:]] == [
            (StepKind.CLOSED, "2026-05-06", "liberation")
        ]


class TestEveryHistory:
    @given(acts=histories(longest=5), rules=st.sampled_from(["seed-2007", "law-2007", "law"]))
    def test_has_deadlines_that_hang_together(self, acts: list[Any], rules: str) -> None:
        equated = rules_of(rules).equated_days
        for each in counted(acts, "2026-06-01", rules):
            if each.due is None:
                assert each.status in (DeadlineStatus.SUSPENDED, DeadlineStatus.NOT_COMPUTABLE)
                continue
            assert each.plain is not None
            assert each.plain <= each.due
            assert each.evidence
            assert each.act_by is None or each.act_by <= each.due
            if each.act_by is not None and each.act_by < each.due - timedelta(days=1):
                # The last day itself, or the day before it, where no working day is left.
                assert is_working_day(each.act_by, equated)
            assert (each.met_on is not None) == (each.status in ("met", "met-late"))

    @given(acts=histories(longest=5, corrections=False), data=st.data())
    def test_gives_the_same_in_whatever_order_it_was_recorded(
        self, acts: list[Any], data: st.DataObject
    ) -> None:
        timed = [each for each in acts if each.envelope.day.year > 1]
        order = data.draw(st.permutations(timed))
        by_day = sorted(timed, key=lambda each: (each.envelope.day, each.position))

        def seen(some: list[Any]) -> list[Any]:
            return [(each.identity, each.due, each.status) for each in counted(some, "2026-06-01")]

        assert seen(by_day) == seen(order)

    @given(acts=histories(longest=5), day=st.dates(date(2026, 1, 1), date(2027, 12, 31)))
    def test_has_last_days_that_do_not_depend_on_when_it_is_asked(
        self, acts: list[Any], day: date
    ) -> None:
        plain = [each for each in acts if each.envelope.day < date(2025, 12, 1)]

        def seen(on: str) -> dict[Any, Any]:
            return {
                each.identity: each.due
                for each in counted(plain, on)
                if each.due is not None and each.number == 1
            }

        first, later = seen("2025-12-31"), seen(str(day))
        assert {key: due for key, due in later.items() if key in first} == {
            key: due for key, due in first.items() if key in later
        }


class TestBadRules:
    @pytest.mark.parametrize(
        "changed",
        [
            {"span": {"weeks": 4, "days": 3}},
            {"span": {}},
            {"span": {"weeks": -1}},
            {"span": {"fortnights": 2}},
            {"base": ()},
            {"base": ({"event": "Not A Name"},)},
            {"base": ({"event": "benefit-applied", "day": "some_day"},)},
            {"code": "13"},
            {"nature": "policy"},
            {"suspended_by": "benefit-application-incomplete"},
            {"extension": {"weeks": 4}},
            {"extended_where": ({"field": "kind", "one_of": ("access",)},)},
            {"extended_by": "decision-put-off", "extension": {"months": 1}},
            {"repeats": {"months": 1}},
            {"only_if": ("sunshine",)},
            {"valid_to": date(1999, 1, 1)},
            {"stay": {}},
            {"unknown": 1},
        ],
    )
    def test_are_refused(self, changed: dict[str, Any]) -> None:
        with pytest.raises(ValidationError):
            rule(**changed)

    def test_a_test_on_a_field_has_one_form(self) -> None:
        with pytest.raises(ValidationError, match="either one_of or none_of"):
            Where(field="kind", one_of=("a",), none_of=("b",))

    def test_a_stay_has_one_test(self) -> None:
        with pytest.raises(ValidationError, match="exactly one test"):
            Stay(at_least=Period(months=1), at_most=Period(months=2))

    def test_a_day_beyond_the_calendar_gives_no_deadline(self) -> None:
        acts = happened(("9999-12-20", "benefit-applied"))

        assert counted(acts, "9999-12-31", rule_set(rule())) == ()

    def test_a_document_that_never_expires_has_no_deadline(self) -> None:
        paper = {"kind": "passport", "valid_until": "9999-12-31"}

        assert (
            days(happened(("2026-01-02", "id-document-verified", paper)), "D10", "2026-06-01") == []
        )

    def test_an_erased_act_starts_nothing(self) -> None:
        from dataclasses import replace

        [applied] = happened(APPLIED)

        assert counted([replace(applied, body=None)], "2026-06-02") == ()


def test_a_policy_of_ones_own_can_stand_beside_the_law() -> None:
    own = rule(
        id="test-act/notice",
        nature=Nature.POLICY,
        law=TermLaw.NONE,
        base=(Base(event="planned-release"),),
        span=Span(days=56, backwards=True),
        met_by=("release-notice-sent",),
    )
    acts = happened(
        ("2026-01-15", "detention-started"),
        ("2026-02-02", "release-date-planned", {"release_on": "2026-07-02"}),
    )

    assert days(acts, "notice", "2026-03-02", rule_set(own)) == ["2026-05-07"]


def test_no_law_names_a_day_for_what_has_not_happened() -> None:
    assert counted([], "2026-06-01") == ()
    assert named(counted(happened(APPLIED), "2026-06-02", LAW_2007), "D22") == []
    assert body("benefit-applied").about.name == "benefit-applied"


class TestTheCheckOfRules:
    def test_finds_an_event_that_there_is_not(self) -> None:
        faults = check(rule_set(rule(met_by=("benefit-given",))))

        assert [fault.says for fault in faults if fault.is_fault] == [
            "There is no event type benefit-given."
        ]

    def test_finds_a_computed_event_that_there_is_not(self) -> None:
        wrong = rule(derived=Derived(event="advance-late", when=DerivedWhen.MISSED))

        assert "Nothing computed is called advance-late." in {
            fault.says for fault in check(rule_set(wrong))
        }

    def test_finds_a_rule_that_there_is_not(self) -> None:
        faults = check(rule_set(rule(once_overdue="test-act/other")))

        assert [fault.says for fault in faults if fault.is_fault] == [
            "There is no rule test-act/other."
        ]

    def test_finds_two_versions_in_force_on_one_day(self) -> None:
        both = rule_set(rule(), rule(valid_from=date(2010, 1, 1)))

        assert [fault.kind for fault in check(both) if fault.is_fault] == ["overlap"]

    @pytest.mark.parametrize("name", ["seed-2007", "law-2007", "law"])
    def test_finds_no_fault_in_the_deadlines_there_are(self, name: str) -> None:
        codes = {each.id for each in rules_of(name).deadlines}

        assert [
            fault for fault in check(rules_of(name)) if fault.is_fault and fault.about in codes
        ] == []
