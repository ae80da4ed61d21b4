"""What is said of deadlocks over a population: confirmed by the definitions, and nothing missed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Final

import pytest

from domain import events as e
from domain.assessment import Assessment, Moment, assess
from domain.circle_identity import circle_of
from domain.envelope import Act
from domain.events.base import EventBody
from domain.events.registration import ConsentRefusal, DeregistrationKind
from domain.events.screening import HEALTH_NEEDS, ScreeningAnswer
from domain.evolve import fold
from domain.held_circles import CircleFinder
from domain.history import as_of, resolve
from domain.needs import Need
from domain.person import Person
from domain.population.recorded import recorded_acts
from domain.rules import RuleSet
from domain.spans import spans_of
from domain.status import Status
from ledger.rulebook import load_rule_set
from tests.domain.deadlock_oracle import Needs, canonical
from tests.population.oracle import Verdict, verdict_on
from tests.population.people import population
from tests.profile import PROFILE

QUICK: Final = PROFILE == "quick"
PERSONS: Final = 150 if QUICK else 10_000
"""How many persons of each profile are judged by the law of their time."""

SOME: Final = 20 if QUICK else 2_000
"""How many of them are judged by other laws, get a deadlock, or are walked through."""

each_law = pytest.mark.parametrize(
    ("profile", "rules", "law_on", "persons"),
    [
        ("nl-2007", "seed-2007", None, PERSONS),
        ("nl-2026", "law", None, PERSONS),
        ("nl-2007", "law-2007", None, SOME),
        ("nl-2026", "law", date(2021, 12, 31), SOME),
    ],
)


@dataclass(frozen=True)
class Told:
    """One person of a population: pseudonym, acts that count, and the first release."""

    person: str
    acts: tuple[Act, ...]
    released: date


@cache
def told(profile: str) -> tuple[Told, ...]:
    return tuple(
        Told(life.traits.person, resolve(recorded_acts(life)).acts, life.stays[0].ended)
        for life in population(profile).lives(PERSONS)
    )


def judged(each: Told, rules: RuleSet, law_on: date | None) -> Iterator[Assessment]:
    """Judge a person the day before the first release, then as if released, and a month after."""
    for day, moment in (
        (each.released - timedelta(days=1), Moment.NOW),
        (each.released - timedelta(days=1), Moment.RELEASE),
        (each.released + timedelta(days=30), Moment.NOW),
    ):
        person = fold(each.person, as_of(each.acts, day))
        yield assess(person, rules, day, moment=moment, law_on=law_on)


def named(needs: tuple[Need, ...]) -> Needs:
    return frozenset(str(need) for need in needs)


def check(answer: Assessment, truth: Verdict) -> None:
    """Compare everything that is said of deadlocks with the definitions."""
    assert canonical(named(each.needs) for each in answer.circles) == list(truth.circles)
    assert canonical(named(each) for each in answer.knots) == list(truth.knots)
    opens = named(answer.with_status(Status.NOT_YET))
    said = {status: named(answer.with_status(status)) for status in Status}
    assert said[Status.STUCK] == truth.stuck - opens
    assert said[Status.BEHIND] == truth.behind - opens
    assert said[Status.READY] | said[Status.WAITING] <= truth.obtainable
    assert said[Status.MET] | said[Status.PENDING] <= truth.obtainable
    assert said[Status.NO_WAY].isdisjoint(truth.possible)
    certain = truth.stuck | truth.behind | truth.obtainable
    assert certain.isdisjoint(said[Status.POSSIBLY_STUCK] | said[Status.NO_WAY])


@each_law
def test_everything_that_is_said_of_deadlocks_follows_from_the_definitions(
    profile: str, rules: str, law_on: date | None, persons: int
) -> None:
    rule_set = load_rule_set(rules)

    for each in told(profile)[:persons]:
        answers = tuple(judged(each, rule_set, law_on))
        for answer in answers:
            check(answer, verdict_on(answer, rule_set, law_on))
        before, as_released, _ = answers
        assert before.stuck_at_release == as_released.with_status(Status.STUCK)


LACKED: Final = tuple(need for need in Need if need not in HEALTH_NEEDS)


def with_deadlock(each: Told, on: date) -> tuple[Act, ...]:
    """Acts after which a person left the register, lacks everything, and is helped by nobody."""
    bodies: list[EventBody] = [
        e.NeedStatusVerified(need=need, answer=ScreeningAnswer.NOT_ARRANGED) for need in LACKED
    ]
    bodies += [
        *(e.ApplicationWithdrawn(need=need) for need in LACKED),
        e.Deregistered(kind=DeregistrationKind.DEPARTED_UNKNOWN),
        e.PostalAddressConsentRefused(reason=ConsentRefusal.NOBODY_AVAILABLE),
        e.PersonReleased(),
    ]
    last = each.acts[-1]
    acts = [act for act in each.acts if act.envelope.day < on]
    for number, body in enumerate(bodies, start=1):
        envelope = last.envelope.model_copy(
            update={
                "event_id": f"planted-{number}",
                "type": body.about.type,
                "occurred_on": on,
                "effect_from": None,
                "effect_until": None,
                "corrects": None,
                "correction_kind": None,
                "correlation": None,
            }
        )
        position = 1_000_000 + number
        acts.append(replace(last, position=position, envelope=envelope, body=body))
    return tuple(acts)


def dutch(person: Person) -> bool:
    return person.dutch_national is not None and person.dutch_national.value


@pytest.mark.parametrize(
    ("profile", "rules", "law_on"),
    [
        ("nl-2007", "seed-2007", None),
        ("nl-2026", "seed-2007", None),
        ("nl-2026", "law", date(2021, 12, 31)),
    ],
)
def test_every_deadlock_that_is_planted_is_found(
    profile: str, rules: str, law_on: date | None
) -> None:
    rule_set = load_rule_set(rules)
    finder = CircleFinder(rule_set, law_on)

    planted = 0
    for each in told(profile)[:SOME]:
        on = each.released + timedelta(days=40)
        later = on + timedelta(days=5)
        acts = with_deadlock(each, on)
        person = fold(each.person, as_of(acts, later))
        if rules == "law" and not dutch(person):
            # The law gives a foreigner a document that asks for no registration: no circle.
            continue
        planted += 1
        answer = assess(person, rule_set, later, law_on=law_on)
        stuck = answer.with_status(Status.STUCK)
        if planted <= SOME // 5:
            # Trying all sets of a dozen needs takes longest by far.
            check(answer, verdict_on(answer, rule_set, law_on))
        assert {Need.ID_DOCUMENT, Need.REGISTRATION} <= set(stuck), each.person
        links = {need: status.links for need, status in answer.needs.items()}
        circles = {circle_of(circle, links) for circle in answer.circles}
        spans = spans_of(each.person, acts, finder, later)
        open_spans = {span.circle.id for span in spans if span.end is None}
        assert open_spans == circles
        assert all(span.start <= on for span in spans if span.end is None)
    assert planted > SOME // 2


@each_law
def test_whoever_is_stuck_is_in_a_span_on_that_day(
    profile: str, rules: str, law_on: date | None, persons: int
) -> None:
    rule_set = load_rule_set(rules)
    finder = CircleFinder(rule_set, law_on)

    for each in told(profile)[: min(persons, SOME)]:
        day = each.released + timedelta(days=30)
        answer = assess(fold(each.person, as_of(each.acts, day)), rule_set, day, law_on=law_on)
        stuck = set(answer.with_status(Status.STUCK))
        links = {need: status.links for need, status in answer.needs.items()}
        expected = {
            circle_of(circle, links)
            for circle in answer.circles
            if not stuck.isdisjoint(circle.needs)
        }
        spans = spans_of(each.person, each.acts, finder, day)
        assert expected == {span.circle.id for span in spans if span.end is None}
