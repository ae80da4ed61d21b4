"""Which rules count on a day, and what follows from them without anybody deciding."""

from datetime import date

from domain import events as e
from domain.rules import RuleSet, Trigger, WayKind
from domain.status import Status
from tests.domain.acts import act, history
from tests.domain.assessment.judging import (
    ADDRESS,
    BENEFIT,
    CASH,
    FREE,
    ID,
    INCOME,
    REGISTRATION,
    RELEASED,
    SHELTER,
    STARTED,
    found,
    has,
    judge,
    lacks,
)
from tests.domain.rule_sets import ending, rule_set, way


class TestLaw:
    OLD = way(ADDRESS, SHELTER, id="address", valid_to=date(2021, 12, 31))
    NEW = way(ADDRESS, id="address", kind=WayKind.DUTY, valid_from=date(2022, 1, 1))

    def status(self, rules: RuleSet, on: str, law_on: date | None = None) -> Status:
        acts = lacks(ADDRESS, SHELTER, on="2020-01-01")
        return found(judge(rules, acts, on, law_on=law_on), ADDRESS).status

    def test_each_rule_counts_on_its_own_days(self) -> None:
        rules = rule_set(self.OLD, self.NEW)

        assert self.status(rules, "2021-12-31") is Status.NO_WAY
        assert self.status(rules, "2022-01-01") is Status.READY

    def test_an_expired_rule_never_counts_again(self) -> None:
        assert judge(rule_set(self.OLD), [], "2022-01-01").needs[ADDRESS].links == ()

    def test_the_law_of_another_day_can_be_asked(self) -> None:
        rules = rule_set(self.OLD, self.NEW)

        assert self.status(rules, "2026-03-02", date(2021, 1, 1)) is Status.NO_WAY
        assert self.status(rules, "2021-03-02", date(2026, 1, 1)) is Status.READY

    def test_a_frozen_rule_set_keeps_its_day_whatever_is_asked(self) -> None:
        rules = rule_set(self.OLD, self.NEW, frozen_on=date(2021, 6, 1))

        assert self.status(rules, "2026-03-02") is Status.NO_WAY
        assert self.status(rules, "2026-03-02", date(2026, 1, 1)) is Status.NO_WAY
        assert judge(rules, []).law_day == date(2021, 6, 1)

    def test_what_a_rule_ended_while_it_was_in_force_stays_ended(self) -> None:
        rules = rule_set(ending(BENEFIT, Trigger.DETENTION_STARTED, valid_to=date(2014, 12, 31)))
        acts = history(
            (e.BenefitGranted(), "2013-01-01"), (STARTED, "2014-06-01"), (RELEASED, "2014-09-01")
        )

        assert found(judge(rules, acts, "2016-01-01"), BENEFIT).status is Status.NO_WAY
        frozen = rule_set(*rules.endings, frozen_on=date(2016, 1, 1))
        assert found(judge(frozen, acts, "2016-01-01"), BENEFIT).status is Status.MET

    def test_a_rule_that_nobody_checked_is_named_where_the_answer_rests_on_it(self) -> None:
        rules = rule_set(way(ID, REGISTRATION, verified=False), way(CASH, verified=False))

        answer = judge(rules, [*lacks(ID, REGISTRATION), *has(CASH)])

        assert answer.unverified == ("test-act/id-document-registration",)


class TestByOperationOfLaw:
    RULES = rule_set(way(INCOME, BENEFIT, kind=WayKind.AUTO), way(CASH, INCOME, kind=WayKind.AUTO))

    def test_what_follows_is_met_for_as_long_as_that_from_which_it_follows(self) -> None:
        granted = act(
            e.BenefitGranted(), "2026-01-15", effect_from="2026-01-01", effect_until="2026-12-31"
        )

        answer = judge(self.RULES, [*lacks(CASH, on="2025-12-01"), granted])

        for need in (INCOME, CASH):
            status = found(answer, need)
            assert status.status is Status.MET
            assert (status.since, status.until) == (date(2026, 1, 1), date(2026, 12, 31))
            assert status.evidence == ("e1",)

    def test_what_follows_only_from_what_is_not_there_is_not_met(self) -> None:
        answer = judge(self.RULES, lacks(BENEFIT, INCOME, CASH))

        assert found(answer, CASH).status is Status.NO_WAY

    def test_a_circumstance_on_which_it_rests_is_evidence_too(self) -> None:
        rules = rule_set(way(INCOME, BENEFIT, kind=WayKind.AUTO, guards=[FREE]))
        acts = [
            *history((STARTED, "2025-01-01"), (RELEASED, "2025-06-01")),
            act(e.BenefitGranted(), "2026-01-01", position=3),
        ]

        status = found(judge(rules, acts), INCOME)

        assert (status.status, status.since) == (Status.MET, None)
        assert set(status.evidence) == {"e1", "e2", "e3"}

    def test_what_a_rule_ended_and_the_law_gives_again_was_ended_by_nothing(self) -> None:
        rules = rule_set(
            way(INCOME, BENEFIT, kind=WayKind.AUTO),
            ending(INCOME, Trigger.DETENTION_STARTED),
        )
        acts = [
            *has(INCOME, on="2025-01-01"),
            act(STARTED, "2025-06-01", position=1),
            act(e.BenefitGranted(), "2026-01-01", position=2),
        ]

        status = found(judge(rules, acts), INCOME)

        assert (status.status, status.since, status.ended_by) == (
            Status.MET,
            date(2026, 1, 1),
            None,
        )
