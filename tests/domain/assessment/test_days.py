"""The same acts on other days: what is to come, what works back, when the answer changes."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from domain import events as e
from domain.assessment import Assessment, Moment, assess
from domain.envelope import Act
from domain.events.documents import BlockReason
from domain.events.housing import HousingKind
from domain.needs import Need
from domain.rules import InterventionKind, Period, Trigger, WayKind
from domain.status import Status
from tests.domain.acts import act, evidence_in, histories, state
from tests.domain.assessment.judging import (
    ADDRESS,
    BENEFIT,
    CASH,
    FREE,
    GIVER,
    ID,
    INCOME,
    REGISTRATION,
    STARTED,
    found,
    judge,
    lacks,
)
from tests.domain.rule_sets import ending, intervention, rule_set, term, way
from tests.profile import examples


class TestComing:
    GRANTED = act(e.BenefitGranted(), "2026-03-01", effect_from="2026-06-01")

    def test_what_was_granted_from_a_later_day_is_not_yet_met(self) -> None:
        status = found(judge(rule_set(), [*lacks(BENEFIT), self.GRANTED]), BENEFIT)

        assert (status.status, status.since, status.until) == (
            Status.NOT_YET,
            date(2026, 1, 1),
            date(2026, 6, 1),
        )
        assert status.evidence == ("e1",)

    def test_what_waits_for_it_is_waiting_and_not_stuck(self) -> None:
        rules = rule_set(way(INCOME, BENEFIT), way(BENEFIT, INCOME))

        answer = judge(rules, [*lacks(BENEFIT, INCOME), self.GRANTED])

        assert found(answer, INCOME).status is Status.WAITING
        assert answer.knots == ()


class TestRetroactivity:
    def test_what_is_granted_later_with_effect_back_was_met_all_along(self) -> None:
        acts = [
            *lacks(BENEFIT),
            act(e.BenefitGranted(), "2026-05-01", effect_from="2026-02-01"),
        ]
        person = state(*acts)

        answers = [
            assess(person, rule_set(), date(2026, month, 15)).needs[BENEFIT].status
            for month in (1, 2, 5)
        ]

        assert answers == [Status.NOT_YET, Status.MET, Status.MET]
        assert found(judge(rule_set(), acts, "2026-04-01"), BENEFIT).status is Status.UNKNOWN


TIMED: Final = rule_set(
    way(BENEFIT, ID, guards=[FREE]),
    way(ID, REGISTRATION, valid_to=date(2006, 9, 30)),
    way(ID, REGISTRATION, CASH, id="id-later", valid_from=date(2006, 10, 1)),
    way(REGISTRATION, ADDRESS, ID),
    way(ADDRESS, guards=[GIVER]),
    way(INCOME, BENEFIT, kind=WayKind.AUTO),
    way(CASH, INCOME, kind=WayKind.AUTO),
    ending(REGISTRATION, Trigger.DETENTION_LASTED, delay=Period(months=4), longer_than=True),
    ending(BENEFIT, Trigger.DETENTION_STARTED, id="stops", valid_to=date(2007, 2, 28)),
    ending(INCOME, Trigger.BENEFIT_ENDED, id="income"),
    ending(ID, Trigger.NOT_COLLECTED, delay=Period(months=3), id="not-collected"),
    ending(ID, Trigger.VALIDITY_ENDED, id="expires"),
    ending(Need.HOUSING, Trigger.RENT_UNPAID, delay=Period(months=3), id="rent"),
    term(BENEFIT, "benefit-applied", Period(weeks=8), suspended=True),
    term(ID, "id-card-applied", Period(weeks=4), id="id-term"),
    term(ID, "id-card-issued", Period(weeks=2), id="handing-over"),
    intervention(InterventionKind.GRANT, need=ADDRESS),
)


def timeless(answer: Assessment) -> Assessment:
    """The answer without the days on which it was asked, one of which is that of a release."""
    known = {
        name: replace(fact, since=date.min) for name, fact in answer.circumstances.known.items()
    }
    plain = replace(answer.circumstances, day=date.min, known=known)
    return replace(answer, day=date.min, law_day=date.min, next_change=None, circumstances=plain)


class TestTime:
    @settings(max_examples=examples(60))
    @given(
        recorded=histories(longest=6, corrections=False),
        start=st.integers(0, 900),
        steps=st.lists(st.integers(1, 400), min_size=1, max_size=6),
        moment=st.sampled_from(Moment),
    )
    def test_between_a_day_and_the_next_change_the_answer_is_the_same(
        self, recorded: list[Act], start: int, steps: list[int], moment: Moment
    ) -> None:
        first = date(2006, 1, 1) + timedelta(days=start)
        person = state(*recorded, on=first.isoformat())
        answer = assess(person, TIMED, first, moment=moment)
        last = answer.next_change or date(2012, 1, 1)
        days = {answer.day + timedelta(days=step) for step in steps} | {last - timedelta(days=1)}

        for day in days:
            if answer.day < day < last:
                assert timeless(assess(person, TIMED, day, moment=moment)) == timeless(answer)

    @settings(max_examples=examples(25))
    @given(recorded=histories(longest=6), day=st.integers(0, 900))
    def test_every_status_rests_on_events_of_the_history(
        self, recorded: list[Act], day: int
    ) -> None:
        on = date(2006, 1, 1) + timedelta(days=day)
        person = state(*recorded, on=on.isoformat())

        for moment in Moment:
            answer = assess(person, TIMED, on, moment=moment)
            assert evidence_in(answer) <= {each.envelope.event_id for each in recorded}
            assert not [
                each.need
                for each in answer.needs.values()
                if each.status is not Status.UNKNOWN and not each.evidence
            ]

    def test_the_last_day_of_the_calendar_can_be_asked_about(self) -> None:
        acts = [
            act(e.PersonRegistered(birth_year=1985), "2026-01-01", position=1),
            act(
                e.Registered(municipality="Breda"),
                "2026-01-01",
                position=2,
                effect_until="9999-12-31",
            ),
            act(STARTED, "9999-10-01", position=3),
            act(e.BenefitApplied(), "2026-01-01", position=4),
            act(e.IdApplicationBlocked(reason=BlockReason.NO_FEE), "2026-01-01", position=5),
            act(e.HousingPlaced(kind=HousingKind.DWELLING), "2026-01-01", position=6),
        ]

        answer = judge(TIMED, acts, "9999-12-31")

        assert found(answer, REGISTRATION).status is Status.MET
        assert answer.next_change is None
