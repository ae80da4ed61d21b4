"""How long a circle holds a person: from when, until when, and what ended it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import events as e
from domain.assessment import assess
from domain.circle_identity import circle_of
from domain.circumstances import Circumstance
from domain.envelope import Act
from domain.events.base import EventBody
from domain.events.corrections import CorrectionReason
from domain.events.documents import ApplicationPlace
from domain.events.registration import AddressGiver, ConsentRefusal
from domain.events.screening import ScreeningAnswer
from domain.held_circles import CircleFinder
from domain.history import resolve
from domain.needs import Need
from domain.rules import Guard, Period, RuleSet, Trigger
from domain.spans import EndReason, Span, spans_of
from domain.status import Status
from tests.domain.acts import PERSON, act, histories, history, state
from tests.domain.rule_sets import PRACTICE, ending, guard, rule_set, way
from tests.profile import examples

ID, REGISTRATION, ADDRESS = Need.ID_DOCUMENT, Need.REGISTRATION, Need.ADDRESS
THROUGH = date(2026, 6, 30)
RING = (way(ID, REGISTRATION), way(REGISTRATION, ID))
HELD, FREE = guard(Circumstance.DETAINED), guard(Circumstance.DETAINED, holds=False)


def lacks(*needs: Need) -> tuple[EventBody, ...]:
    return tuple(
        e.NeedStatusVerified(need=need, answer=ScreeningAnswer.NOT_ARRANGED) for need in needs
    )


def spans(acts: list[Act], rules: RuleSet, law_on: date | None = None) -> tuple[Span, ...]:
    return spans_of(PERSON, resolve(acts).acts, CircleFinder(rules, law_on), THROUGH)


def only(acts: list[Act], *rules: object) -> Span:
    [span] = spans(acts, rule_set(*RING, *rules))  # type: ignore[arg-type]
    return span


def without_both(*later: tuple[EventBody, str]) -> list[Act]:
    """Somebody who lacks both needs of the ring since 5 January 2026, and what came later."""
    return history(*((body, "2026-01-05") for body in lacks(ID, REGISTRATION)), *later)


class TestSpan:
    def test_who_is_held_until_the_last_day_has_an_open_span(self) -> None:
        span = only(without_both())

        assert (span.start, span.end, span.reason) == (date(2026, 1, 5), None, EndReason.OPEN)
        assert span.days(THROUGH) == (THROUGH - date(2026, 1, 5)).days + 1
        assert set(span.circle.needs) == {ID, REGISTRATION}
        assert span.circle.rules == (
            "test-act/id-document-registration",
            "test-act/registration-id-document",
        )

    def test_a_circle_begins_when_the_last_of_its_needs_is_lost(self) -> None:
        one, other = lacks(ID, REGISTRATION)

        span = only(history((one, "2026-01-05"), (other, "2026-02-01")))

        assert span.start == date(2026, 2, 1)

    def test_nobody_is_held_before_the_first_act_or_after_the_last_day(self) -> None:
        assert spans([], rule_set(*RING)) == ()
        assert spans(history(*((b, "2026-07-01") for b in lacks(ID, REGISTRATION))), IN_RING) == ()

    def test_who_is_held_twice_has_two_spans_of_one_circle(self) -> None:
        first, second = spans(
            without_both(
                (e.Registered(municipality="Tilburg"), "2026-02-01"),
                (lacks(REGISTRATION)[0], "2026-04-01"),
            ),
            IN_RING,
        )

        assert first.circle == second.circle
        assert (first.end, second.start, second.end) == (
            date(2026, 2, 1),
            date(2026, 4, 1),
            None,
        )

    def test_a_municipality_is_where_the_person_wants_to_settle_on_the_first_day(self) -> None:
        wish = e.SettlementIntentionDeclared(municipality="Breda")

        span = only([*without_both(), act(wish, "2026-01-02", position=9)])

        assert (span.municipality, only(without_both()).municipality) == ("Breda", None)

    def test_the_weakest_link_tells_what_holds_it(self) -> None:
        by_desk = rule_set(way(ID, REGISTRATION), way(REGISTRATION, ID, asked_by=PRACTICE))

        [span] = spans(without_both(), by_desk)

        assert span.circle.weakest is PRACTICE


IN_RING = rule_set(*RING)


class TestWhatEndsIt:
    def ended(self, span: Span) -> tuple[date | None, EndReason, tuple[str, ...]]:
        return span.end, span.reason, span.evidence

    def test_an_act_that_meets_a_need(self) -> None:
        span = only(without_both((e.Registered(municipality="Tilburg"), "2026-02-01")))

        assert self.ended(span) == (date(2026, 2, 1), EndReason.NEED_MET, ("e3",))

    def test_an_application(self) -> None:
        applied = e.IdCardApplied(place=ApplicationPlace.DESK)

        span = only(without_both((applied, "2026-02-01")))

        assert self.ended(span) == (date(2026, 2, 1), EndReason.APPLIED, ("e3",))

    def test_a_person_who_wants_no_help(self) -> None:
        declined = e.NeedDeclined(need=ID, informed=True)

        span = only(without_both((declined, "2026-02-01")))

        assert self.ended(span) == (date(2026, 2, 1), EndReason.DECLINED, ("e3",))

    def test_a_release_that_opens_a_way_which_was_not_foreseen(self) -> None:
        acts = [
            act(e.DetentionStarted(), "2026-01-01", position=7),
            act(e.ReleaseDatePlanned(release_on=date(2026, 6, 1)), "2026-01-02", position=8),
            *without_both((e.PersonReleased(), "2026-03-01")),
        ]
        until_may = way(ID, guards=[FREE], id="desk", valid_to=date(2026, 5, 1))

        first, *_ = spans(acts, rule_set(*RING, until_may))

        assert self.ended(first) == (date(2026, 3, 1), EndReason.RELEASED, ("e3",))

    def test_a_detention_that_opens_a_way(self) -> None:
        acts = [
            act(e.DetentionStarted(), "2025-11-01", position=7),
            act(e.PersonReleased(), "2025-12-01", position=8),
            *without_both((e.ReDetained(), "2026-03-01")),
        ]

        span = only(acts, way(ID, guards=[HELD], id="in-prison"))

        assert self.ended(span) == (date(2026, 3, 1), EndReason.DETAINED, ("e3",))

    def test_a_law_that_opens_a_way(self) -> None:
        span = only(without_both(), way(ID, id="new", valid_from=date(2026, 3, 1)))

        assert self.ended(span) == (date(2026, 3, 1), EndReason.LAW, ())

    def test_a_day_that_comes(self) -> None:
        old_enough = Guard(circumstance=Circumstance.AGE, at_least=18)
        acts = [
            act(e.PersonRegistered(birth_year=2008), "2025-06-01", position=9),
            *history(*((body, "2025-06-05") for body in lacks(ID, REGISTRATION))),
        ]

        span = only(acts, way(ID, id="grown-up", guards=[old_enough]))

        assert self.ended(span) == (date(2026, 1, 1), EndReason.TIME, ())

    def test_an_act_that_changes_a_circumstance(self) -> None:
        refused = e.PostalAddressConsentRefused(reason=ConsentRefusal.NO_CONTACT)
        agreed = e.PostalAddressConsentGiven(giver=AddressGiver.FAMILY)
        lent = way(REGISTRATION, guards=[guard(Circumstance.ADDRESS_GIVER)], id="lent")

        span = only(
            [act(refused, "2026-01-02", position=9), *without_both((agreed, "2026-02-01"))], lent
        )

        assert self.ended(span) == (date(2026, 2, 1), EndReason.ACT, ("e3",))

    def test_answers_that_contradict_each_other(self) -> None:
        arranged = e.NeedStatusVerified(need=ID, answer=ScreeningAnswer.ARRANGED)

        span = only(without_both((arranged, "2026-02-01"), (lacks(ID)[0], "2026-02-01")))

        assert span.reason is EndReason.CONTRADICTED
        assert set(span.evidence) == {"e3", "e4"}

    def test_other_rules_that_hold_the_same_needs(self) -> None:
        ring = (
            way(ID, REGISTRATION, valid_to=date(2026, 2, 28)),
            way(ID, REGISTRATION, id="new", valid_from=date(2026, 3, 1)),
            way(REGISTRATION, ID),
        )

        first, second = spans(without_both(), rule_set(*ring))

        assert (first.end, first.reason) == (date(2026, 3, 1), EndReason.HELD_OTHERWISE)
        assert (second.start, second.end) == (date(2026, 3, 1), None)
        assert first.circle.id != second.circle.id


def test_a_correction_of_the_day_on_which_a_need_was_met_moves_the_end() -> None:
    met = act(e.Registered(municipality="Tilburg"), "2026-02-01", position=3)
    right = act(
        e.EventCorrected(reason=CorrectionReason.WRONG_DATE, occurred_on="2026-02-11"),
        "2026-03-01",
        position=4,
        corrects=met,
    )

    [span] = spans([*without_both(), met, right], IN_RING)

    assert (span.end, span.evidence) == (date(2026, 2, 11), ("e3", "e4"))


def test_the_law_of_another_day_can_be_asked() -> None:
    rules = rule_set(*RING, way(ID, id="new", valid_from=date(2026, 3, 1)))

    [before] = spans(without_both(), rules, date(2026, 1, 1))

    assert before.end is None
    assert spans(without_both(), rules, date(2026, 3, 1)) == ()


RULES = rule_set(
    *RING,
    way(REGISTRATION, ADDRESS, id="with-address"),
    way(ADDRESS, Need.HOUSING, guards=[FREE]),
    way(ADDRESS, id="in-prison", guards=[HELD], valid_from=date(2007, 1, 1)),
    way(Need.HOUSING, REGISTRATION, Need.INCOME),
    way(Need.INCOME, Need.BENEFIT),
    way(Need.BENEFIT, ID, REGISTRATION, valid_to=date(2006, 12, 31)),
    ending(REGISTRATION, Trigger.DETENTION_LASTED, delay=Period(months=3), id="away"),
    ending(Need.HOUSING, Trigger.RENT_UNPAID, delay=Period(days=60), id="evicted"),
)


@settings(max_examples=examples(20))
@given(
    acts=histories(longest=9),
    lost=st.sets(st.sampled_from([ID, REGISTRATION, ADDRESS])),
    some_days=st.lists(st.integers(0, 454), max_size=12),
)
def test_on_every_day_the_spans_are_those_of_the_circles_that_are_found(
    acts: list[Act], lost: set[Need], some_days: list[int]
) -> None:
    first, through = date(2006, 1, 1), date(2007, 3, 31)
    early = [
        act(body, first, position=200 + place, id=f"lost{place}")
        for place, body in enumerate(lacks(*sorted(lost)))
    ]
    found = spans_of(PERSON, resolve([*acts, *early]).acts, CircleFinder(RULES), through)
    days = {first + timedelta(days=each) for each in some_days}
    days |= {day for span in found for day in _around(span)}

    for day in sorted(each for each in days if first <= each <= through):
        person = state(*acts, *early, on=day.isoformat())
        answer = assess(person, RULES, day)
        links = {need: each.links for need, each in answer.needs.items()}
        stuck = answer.with_status(Status.STUCK)
        expected = {
            circle_of(circle, links)
            for circle in answer.circles
            if not set(stuck).isdisjoint(circle.needs)
        }
        covering = [each for each in found if each.start <= day < (each.end or date.max)]
        assert sorted(expected) == sorted(each.circle.id for each in covering)


def _around(span: Span) -> list[date]:
    ends = [span.start] if span.end is None else [span.start, span.end]
    return [each + timedelta(days=step) for each in ends for step in (-1, 0, 1)]


def test_what_release_will_open_is_not_stuck_before() -> None:
    acts = [act(e.DetentionStarted(), "2026-01-01", position=9), *without_both()]
    rules = rule_set(*RING, way(ID, guards=[FREE], id="desk"))

    assert spans(acts, rules) == ()


@settings(max_examples=examples(30))
@given(acts=histories(longest=6, corrections=False), cut=st.integers(0, 800))
def test_what_comes_later_changes_nothing_of_spans_that_have_ended(
    acts: list[Act], cut: int
) -> None:
    finder = CircleFinder(RULES)
    day = date(2006, 1, 1) + timedelta(days=cut)
    whole = spans_of(PERSON, acts, finder, date(2008, 6, 1))
    until = spans_of(PERSON, acts, finder, day)

    began = [each for each in whole if each.start <= day]
    seen = [
        replace(each, end=None, reason=EndReason.OPEN, evidence=())
        if each.end is not None and each.end > day
        else each
        for each in began
    ]
    assert tuple(seen) == until


@pytest.mark.parametrize("reason", list(EndReason))
def test_every_reason_has_a_sentence(reason: EndReason) -> None:
    from projections.language import LANGUAGES, say

    assert all(say(language, f"span_end.{reason}") for language in LANGUAGES)
