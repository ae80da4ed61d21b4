"""How acts build up what is known of a person, in whatever order they were recorded."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import events as e
from domain.envelope import Act
from domain.events.detention import DetentionTitle
from domain.evolve import evolve, fold
from domain.history import as_of, resolve
from domain.needs import Need
from domain.person import Person
from tests.domain.acts import PERSON, act, evidence_in, histories, state, when
from tests.domain.bodies import ANY_BODY, DAYS
from tests.profile import examples

STARTED = e.DetentionStarted(title=DetentionTitle.SENTENCE, institution="PI Vught")


class TestProvenance:
    @settings(max_examples=examples(15))
    @given(recorded=histories())
    def test_every_fact_names_only_events_of_the_history_that_count(
        self, recorded: list[Act]
    ) -> None:
        resolved = resolve(recorded)
        counting = {name for each in resolved.acts for name in each.evidence}

        person = fold(PERSON, as_of(resolved.acts, when("9999-12-31")))

        assert evidence_in(person) <= counting
        assert counting <= {each.envelope.event_id for each in recorded}

    @settings(max_examples=examples(15))
    @given(recorded=histories(), day=DAYS)
    def test_a_state_rests_on_nothing_that_happened_later(
        self, recorded: list[Act], day: date
    ) -> None:
        acts = as_of(resolve(recorded).acts, day)

        person = fold(PERSON, acts)

        assert all(each.envelope.day <= day for each in acts)
        assert evidence_in(person) <= {name for each in acts for name in each.evidence}

    def test_a_person_of_whom_nothing_is_recorded_has_no_facts(self) -> None:
        person = fold(PERSON, [])

        assert person == Person(PERSON)
        assert not any(person.standing(need).known for need in Need)

    def test_an_erased_act_changes_nothing(self) -> None:
        erased = replace(act(STARTED, "2026-03-02"), body=None)

        assert evolve(Person(PERSON), erased) == Person(PERSON)


class TestOrder:
    @settings(max_examples=examples(15))
    @given(recorded=histories())
    def test_folding_depends_only_on_the_acts(self, recorded: list[Act]) -> None:
        acts = as_of(resolve(recorded).acts, when("9999-12-31"))

        assert fold(PERSON, acts) == fold(PERSON, list(acts))
        assert fold(PERSON, acts) == fold(PERSON, as_of(reversed(acts), when("9999-12-31")))

    @settings(max_examples=examples(15))
    @given(
        days=st.lists(DAYS, max_size=7, unique=True),
        data=st.data(),
    )
    def test_acts_recorded_late_give_the_state_of_acts_recorded_in_time(
        self, days: list[date], data: st.DataObject
    ) -> None:
        acts = [
            act(
                data.draw(ANY_BODY),
                day,
                position=place,
                effect_from=data.draw(st.none() | DAYS.map(date.isoformat)),
                correlation=data.draw(st.sampled_from([None, "c1", "c2"])),
            )
            for place, day in enumerate(days, 1)
        ]
        places = data.draw(st.permutations(range(1, len(acts) + 1)))
        late = [
            replace(each, position=place, version=place)
            for each, place in zip(acts, places, strict=True)
        ]

        assert state(*late) == state(*acts)


@given(body=ANY_BODY, day=DAYS, back=st.integers(0, 400), length=st.none() | st.integers(0, 400))
def test_no_act_changes_what_is_known_before_its_effect_and_its_day(
    body: e.EventBody, day: date, back: int, length: int | None
) -> None:
    start = day - timedelta(days=back)
    end = None if length is None else (start + timedelta(days=length)).isoformat()
    person = state(act(body, day, effect_from=start.isoformat(), effect_until=end))

    held = [each for standing in person.standings.values() for each in standing.held]
    assert all(each.since >= start for each in held)


@settings(max_examples=examples(15))
@given(recorded=histories(), erased=st.integers(0, 20))
def test_folding_at_once_is_evolving_act_by_act(recorded: list[Act], erased: int) -> None:
    acts = [
        replace(each, body=None) if place == erased else each
        for place, each in enumerate(as_of(resolve(recorded).acts, date.max))
    ]

    person = Person(PERSON)
    for each in acts:
        person = evolve(person, each)

    assert fold(PERSON, acts) == person
    assert person.acts == sum(each.body is not None for each in acts)


def test_a_state_with_other_facts_is_what_replacing_them_gives() -> None:
    before = Person("p-1", acts=3)

    assert before.changed(acts=4, departed=None) == replace(before, acts=4, departed=None)
    assert before.acts == 3


def test_a_fact_that_there_is_not_cannot_be_changed() -> None:
    with pytest.raises(TypeError, match="happiness"):
        Person("p-1").changed(happiness=1)
