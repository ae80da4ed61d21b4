"""Decisions that are put off, and those that are asked for in default: days counted by hand."""

from datetime import date
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.assessment import assess
from domain.deadlines.computed import StepKind
from domain.needs import Need
from tests.domain.acts import state
from tests.domain.deadlines.counted import (
    LAW,
    LAW_2007,
    SEED,
    days,
    happened,
    one,
    rules_of,
    status,
    statuses,
)

APPLIED = ("2026-06-01", "benefit-applied")
CARD: tuple[str, str, dict[str, Any]] = ("2026-06-01", "id-card-applied", {"place": "desk"})
REJECTED: tuple[str, str, dict[str, Any]] = (
    "2026-06-01",
    "benefit-rejected",
    {"reason": "no-address"},
)
STARTS: Final = st.sampled_from(
    [
        (APPLIED, "D11", Need.BENEFIT),
        (CARD, "D09", Need.ID_DOCUMENT),
        (("2026-06-01", "postal-address-requested"), "D08", Need.ADDRESS),
    ]
)


def put_off(
    on: str, until: str, need: str | None = "benefit", decision: str = "application"
) -> tuple[str, str, dict[str, Any]]:
    """The authority wrote on a day that it decides later."""
    return on, "decision-term-extended", {"decision": decision, "need": need, "until": until}


def in_default(on: str, need: str = "benefit") -> tuple[str, str, dict[str, Any]]:
    """The person wrote on a day that the decision is late."""
    return on, "default-notice-given", {"need": need}


class TestABenefitPutOff:
    def test_is_decided_on_by_the_day_that_was_named(self) -> None:
        acts = happened(APPLIED, put_off("2026-07-20", "2026-08-31"))

        assert days(acts, "D11", "2026-07-19") == ["2026-07-27"]
        assert days(acts, "D11", "2026-07-20") == ["2026-08-31"]

    def test_has_no_most_in_the_law(self) -> None:
        acts = happened(APPLIED, put_off("2026-07-20", "2027-06-01"))

        assert days(acts, "D11", "2026-07-21") == ["2027-06-01"]

    def test_is_due_on_a_saturday_that_was_named(self) -> None:
        """Given no law set that day, no closed day moves it; the advice is the Friday before."""
        found = one(happened(APPLIED, put_off("2026-07-20", "2026-08-29")), "D11", "2026-07-21")

        assert (str(found.due), str(found.act_by)) == ("2026-08-29", "2026-08-28")

    def test_can_be_put_off_on_the_last_day_and_not_on_the_next(self) -> None:
        assert days(
            happened(APPLIED, put_off("2026-07-27", "2026-08-31")), "D11", "2026-07-28"
        ) == ["2026-08-31"]
        late = one(happened(APPLIED, put_off("2026-07-28", "2026-08-31")), "D11", "2026-07-28")
        assert (str(late.due), late.status) == ("2026-07-27", "overdue")
        assert StepKind.EXTENDED_TOO_LATE in {step.kind for step in late.steps}

    def test_can_be_put_off_once_more_before_the_new_day(self) -> None:
        acts = happened(
            APPLIED, put_off("2026-07-20", "2026-08-31"), put_off("2026-08-28", "2026-09-14")
        )

        assert days(acts, "D11", "2026-08-29") == ["2026-09-14"]

    def test_is_never_due_earlier_by_a_notice(self) -> None:
        acts = happened(APPLIED, put_off("2026-06-10", "2026-07-01"))

        assert days(acts, "D11", "2026-06-11") == ["2026-07-27"]

    @pytest.mark.parametrize(
        "other",
        [
            put_off("2026-07-20", "2026-08-31", need="id_document"),
            put_off("2026-07-20", "2026-08-31", decision="objection"),
            put_off("2026-07-20", "2026-08-31", need=None, decision="data-subject-request"),
        ],
    )
    def test_is_not_put_off_by_a_notice_of_something_else(self, other: Any) -> None:
        assert days(happened(APPLIED, other), "D11", "2026-07-21") == ["2026-07-27"]


class TestTheLawSetsAMost:
    @pytest.mark.parametrize(
        ("until", "expected"), [("2026-07-20", "2026-07-20"), ("2026-08-15", "2026-07-27")]
    )
    def test_for_an_identity_card_four_weeks_more(self, until: str, expected: str) -> None:
        acts = happened(CARD, put_off("2026-06-25", until, need="id_document"))

        assert days(acts, "D09", "2026-06-26") == [expected]

    @pytest.mark.parametrize("rules", [SEED, LAW_2007])
    def test_for_an_identity_card_in_2007_too(self, rules: str) -> None:
        acts = happened(
            ("2007-06-11", "id-card-applied", {"place": "desk"}),
            put_off("2007-07-09", "2007-08-31", need="id_document"),
        )

        assert days(acts, "D09", "2007-07-10", rules) == ["2007-08-06"]

    def test_for_an_objection_in_2007_four_weeks_more(self) -> None:
        acts = happened(
            ("2007-06-11", "objection-filed", {"against": "benefit-rejected"}),
            put_off("2007-07-20", "2007-12-31", decision="objection"),
        )

        assert days(acts, "D18b", "2007-07-21", LAW_2007) == ["2007-08-20"]

    def test_for_an_objection_since_october_2009_six_weeks_more(self) -> None:
        acts = happened(
            REJECTED,
            ("2026-06-15", "objection-filed", {"against": "benefit-rejected", "need": "benefit"}),
            put_off("2026-08-24", "2026-12-01", decision="objection"),
        )

        assert days(acts, "D18b", "2026-08-23") == ["2026-08-24"]
        assert days(acts, "D18b", "2026-08-24") == ["2026-10-05"]

    def test_an_objection_about_another_need_is_not_put_off(self) -> None:
        acts = happened(
            REJECTED,
            ("2026-06-15", "objection-filed", {"against": "benefit-rejected", "need": "benefit"}),
            put_off("2026-08-24", "2026-12-01", need="address", decision="objection"),
        )

        assert days(acts, "D18b", "2026-08-24") == ["2026-08-24"]

    def test_for_a_request_about_ones_own_data_three_months_in_all(self) -> None:
        """Given 31 January, one month is 28 February, a Saturday, and three are 30 April."""
        acts = happened(
            ("2026-01-31", "data-subject-request-received", {"kind": "access"}),
            put_off("2026-03-02", "2026-12-31", need=None, decision="data-subject-request"),
        )

        assert days(acts, "D27", "2026-03-01") == ["2026-03-02"]
        assert days(acts, "D27", "2026-03-02") == ["2026-04-30"]

    def test_for_such_a_request_in_2007_there_was_no_more_time(self) -> None:
        acts = happened(
            ("2007-06-11", "data-subject-request-received", {"kind": "access"}),
            put_off("2007-06-20", "2007-08-31", need=None, decision="data-subject-request"),
        )

        assert days(acts, "D27", "2007-06-21", LAW_2007) == ["2007-07-09"]


class TestANoticeOfDefault:
    def test_leaves_two_weeks_before_a_penalty_runs(self) -> None:
        acts = happened(APPLIED, in_default("2026-07-28"))

        assert days(acts, "D11b", "2026-07-28") == ["2026-08-11"]
        assert status(acts, "D11b", "2026-08-11") == "running"
        assert status(acts, "D11b", "2026-08-12") == "overdue"

    def test_two_weeks_that_end_on_a_saturday_run_on_to_monday(self) -> None:
        acts = happened(APPLIED, in_default("2026-08-01"))

        assert days(acts, "D11b", "2026-08-02") == ["2026-08-17"]

    def test_is_answered_by_a_decision(self) -> None:
        acts = happened(APPLIED, in_default("2026-07-28"), ("2026-08-10", "benefit-granted"))

        assert statuses(acts, "D11b", "2026-08-11") == ["met"]

    @pytest.mark.parametrize(
        ("earlier", "on"),
        [
            ((), "2026-07-27"),
            ((put_off("2026-07-20", "2026-08-31"),), "2026-08-31"),
            ((("2026-07-28", "benefit-granted"),), "2026-07-29"),
            ((("2026-07-20", "application-withdrawn", {"need": "benefit"}),), "2026-07-28"),
        ],
        ids=["in-term", "put-off", "decided", "withdrawn"],
    )
    def test_counts_only_while_a_decision_is_overdue(self, earlier: Any, on: str) -> None:
        acts = happened(APPLIED, *earlier, in_default(on))

        assert days(acts, "D11b", "2026-09-10") == []

    def test_counts_after_the_day_that_was_named(self) -> None:
        acts = happened(APPLIED, put_off("2026-07-20", "2026-08-31"), in_default("2026-09-01"))

        assert days(acts, "D11b", "2026-09-02") == ["2026-09-15"]

    def test_says_nothing_without_an_application(self) -> None:
        assert days(happened(in_default("2026-07-28")), "D11b", "2026-07-29") == []

    @pytest.mark.parametrize(
        ("on", "expected"), [("2009-09-30", []), ("2009-10-01", ["2009-10-15"])]
    )
    def test_has_led_to_a_penalty_since_october_2009(self, on: str, expected: list[str]) -> None:
        acts = happened(("2009-07-01", "benefit-applied"), in_default(on))

        assert days(acts, "D11b", "2009-10-02") == expected
        assert days(acts, "D11b", "2009-10-02", LAW_2007) == []


CERTIFICATE = ("2026-06-01", "conduct-certificate-requested")
HELP = ("2026-05-20", "debt-help-requested")


class TestANoticeOfDefaultAboutAnotherDecision:
    @pytest.mark.parametrize(
        ("applied", "need", "code", "last", "by"),
        [
            ((CARD,), "id_document", "D09d", "2026-06-29", "id-card-issued"),
            (
                (("2026-06-01", "postal-address-requested"),),
                *("address", "D08c", "2026-07-27", "postal-address-refused"),
            ),
            (
                (HELP, ("2026-06-01", "debt-help-intake-held")),
                *("debt_help", "D23b", "2026-07-27", "debt-help-granted"),
            ),
            (
                (CERTIFICATE,),
                *("conduct_certificate", "D25b", "2026-06-29", "conduct-certificate-granted"),
            ),
        ],
        ids=["document", "address", "debt-help", "certificate"],
    )
    def test_counts_from_the_day_after_the_last_until_a_decision(
        self, applied: Any, need: str, code: str, last: str, by: str
    ) -> None:
        """Given two weeks that end on a Tuesday or a Wednesday, on which offices are open."""
        too_late = date.fromordinal(date.fromisoformat(last).toordinal() + 1)
        due = date.fromordinal(too_late.toordinal() + 14)
        reason = {"reason": "no-giver"} if by.endswith("refused") else {}
        acts = happened(*applied, in_default(str(too_late), need))
        decided = happened(*applied, in_default(str(too_late), need), (str(due), by, reason))

        assert days(happened(*applied, in_default(last, need)), code, str(due)) == []
        assert days(acts, code, str(too_late)) == [str(due)]
        assert statuses(decided, code, str(due)) == ["met"]

    def test_says_nothing_of_the_decision_on_another_need(self) -> None:
        acts = happened(APPLIED, CARD, in_default("2026-07-28", "id_document"))

        assert days(acts, "D11b", "2026-07-29") == []
        assert days(acts, "D09d", "2026-07-29") == ["2026-08-11"]


class TestTheStatusOfTheNeed:
    @given(
        start=STARTS,
        notices=st.lists(st.tuples(st.integers(0, 100), st.integers(0, 200)), max_size=3),
        asked=st.integers(0, 120),
    )
    def test_names_the_same_last_day(
        self, start: Any, notices: list[tuple[int, int]], asked: int
    ) -> None:
        first, code, need = start
        begin = date(2026, 6, 1).toordinal()

        def day(number: int) -> str:
            return str(date.fromordinal(begin + number))

        said = [put_off(day(on), day(until), need=need) for on, until in sorted(notices)]
        acts = happened(first, *said)

        person = state(*acts, on=day(asked))

        status_of_need = assess(person, rules_of(LAW), date.fromordinal(begin + asked)).needs[need]
        assert one(acts, code, day(asked)).due == status_of_need.until
