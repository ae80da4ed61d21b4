"""What may be said of a person of whom much is unknown."""

from dataclasses import replace

from hypothesis import given

from domain.deadlock import classify, classify_readings
from tests.domain.deadlock_examples import (
    NOBODY,
    SEED,
    few_needs,
    needs,
    sets,
    some_needs,
    some_ways,
    ways,
)
from tests.domain.deadlock_oracle import Needs, Oracle, Way, canonical, random_people, subsets
from tests.profile import examples


class TestReadings:
    def test_every_word_about_people_with_gaps_is_what_all_answers_together_say(self) -> None:
        for person in random_people(seed=2022, count=examples(600), largest=7):
            unknown = frozenset(sorted(person.universe)[::3]) - person.met - person.pending
            answers = [replace(person, met=person.met | yes) for yes in subsets(unknown)]
            lower, upper = answers[0], answers[-1]

            found = classify_readings(person.ways, person.met, person.pending, unknown)

            certain = frozenset.intersection(*(answer.circular for answer in answers))
            always = set(upper.traps).intersection(*(answer.traps for answer in answers))
            assert certain == found.certain_circular
            assert certain & upper.stuck == found.stuck
            assert certain - upper.stuck == found.behind
            assert (lower.circular ^ upper.circular) - unknown == found.possibly_stuck
            assert [knot for knot in canonical(upper.knots) if knot in always] == found.knots
            assert [c for c in canonical(upper.circles) if c in always] == found.circles
            for need, missing in found.missing.items():
                later = [answer for answer in answers if missing <= answer.met]
                assert missing
                assert len({answer.class_of(need) for answer in later}) == 1

    @given(ways=some_ways, met=few_needs, pending=few_needs, unknown=some_needs)
    def test_what_is_certain_holds_under_every_answer(
        self, ways: list[Way], met: Needs, pending: Needs, unknown: Needs
    ) -> None:
        readings = classify_readings(ways, met, pending, unknown)
        open_needs = unknown - met - pending
        answers = [Oracle(ways, met | yes, pending) for yes in subsets(open_needs)]

        always = frozenset.intersection(*(person.circular for person in answers))
        assert always == readings.certain_circular
        assert (
            always
            == readings.lower.circular - readings.upper.obtainable - readings.lower.obtainable
        )
        traps = [set(person.traps) for person in answers]
        for trap in (*readings.knots, *readings.circles):
            assert all(trap in those for those in traps)

    @given(ways=some_ways, met=few_needs, pending=few_needs, unknown=some_needs)
    def test_the_readings_are_the_two_classifications_and_the_second_has_more_of_everything(
        self, ways: list[Way], met: Needs, pending: Needs, unknown: Needs
    ) -> None:
        readings = classify_readings(ways, met, pending, unknown)
        lower, upper = readings.lower, readings.upper

        assert classify(ways, met, pending) == lower
        assert classify(ways, met | (unknown - pending), pending) == upper
        assert lower.obtainable <= upper.obtainable
        assert lower.obtainable | lower.circular <= upper.obtainable | upper.circular

    @given(ways=some_ways, met=few_needs, pending=few_needs, unknown=some_needs)
    def test_an_unknown_need_is_never_called_stuck_nor_possibly_stuck(
        self, ways: list[Way], met: Needs, pending: Needs, unknown: Needs
    ) -> None:
        readings = classify_readings(ways, met, pending, unknown)

        assert not unknown & (readings.certain_circular | readings.possibly_stuck)

    @given(ways=some_ways, met=few_needs, pending=few_needs, unknown=some_needs)
    def test_certain_and_possible_words_share_out_what_is_circular_in_a_reading(
        self, ways: list[Way], met: Needs, pending: Needs, unknown: Needs
    ) -> None:
        readings = classify_readings(ways, met, pending, unknown)
        lower, upper = readings.lower, readings.upper

        assert readings.stuck | readings.behind == readings.certain_circular
        assert readings.stuck == upper.stuck & (lower.circular | lower.obtainable)
        assert readings.behind == readings.certain_circular - readings.stuck
        assert readings.certain_circular <= lower.circular & upper.circular
        in_one = (lower.circular | upper.circular) - readings.certain_circular
        assert in_one - (unknown - met - pending) == readings.possibly_stuck
        assert [k for k in upper.knots if k <= readings.certain_circular] == readings.knots
        assert [c for c in upper.circles if c <= readings.certain_circular] == readings.circles

    @given(ways=some_ways, met=few_needs, pending=few_needs, unknown=some_needs)
    def test_once_the_missing_answers_are_yes_a_need_has_its_class_whatever_else_is_unknown(
        self, ways: list[Way], met: Needs, pending: Needs, unknown: Needs
    ) -> None:
        readings = classify_readings(ways, met, pending, unknown)
        open_needs = unknown - met - pending

        assert sorted(readings.possibly_stuck) == list(readings.missing)
        for need, missing in readings.missing.items():
            assert missing
            assert missing <= open_needs - readings.lower.obtainable
            rest = [
                Oracle(ways, met | missing | yes, pending).class_of(need)
                for yes in subsets(open_needs - missing)
            ]
            assert len(set(rest)) == 1

    def test_readings_without_unknown_needs_say_what_the_classification_says(self) -> None:
        readings = classify_readings(SEED, (), (), ())

        assert readings.lower == readings.upper == classify(SEED)
        assert readings.stuck == readings.lower.stuck
        assert readings.behind == readings.lower.behind
        assert readings.possibly_stuck == NOBODY
        assert readings.missing == {}
        assert readings.circles == readings.lower.circles

    def test_a_need_recorded_as_met_or_pending_is_not_unknown(self) -> None:
        rules = ways("brp: id", "id: brp", "bank: brp")

        readings = classify_readings(rules, {"id"}, {"brp"}, needs("id brp"))

        assert readings.lower == readings.upper == classify(rules, {"id"}, {"brp"})
        assert readings.upper.waiting == needs("bank")

    def test_a_ring_with_an_unknown_member_is_possibly_stuck_on_that_answer(self) -> None:
        readings = classify_readings(ways("brp: id", "id: brp", "bank: brp"), (), (), {"id"})

        assert readings.stuck == NOBODY
        assert readings.missing == {"bank": {"id"}, "brp": {"id"}}

    def test_a_ring_that_an_unknown_need_would_close_is_possibly_stuck(self) -> None:
        readings = classify_readings(ways("a: b u", "b: a"), (), (), {"u"})

        assert readings.lower.foreclosed == needs("a b u")
        assert readings.upper.stuck == needs("a b")
        assert readings.stuck == NOBODY
        assert readings.missing == {"a": {"u"}, "b": {"u"}}

    def test_a_ring_that_no_answer_opens_is_stuck(self) -> None:
        readings = classify_readings(ways("a: b", "b: a", "c: u"), (), (), {"u"})

        assert readings.stuck == needs("a b")
        assert readings.circles == readings.knots == sets("a b")
        assert readings.possibly_stuck == NOBODY

    def test_a_need_may_be_certain_to_be_stuck_in_a_circle_that_depends_on_the_answer(self) -> None:
        readings = classify_readings(ways("x: x", "x: u y", "y: y u"), (), (), {"u"})

        assert readings.behind == needs("x")
        assert readings.lower.circles == sets("x")
        assert readings.upper.circles == sets("y")
        assert readings.circles == []

    def test_a_certain_need_is_stuck_or_behind_as_the_upper_reading_has_it(self) -> None:
        readings = classify_readings(ways("a: c", "c: a", "a: b u", "b: a"), (), (), {"u"})

        assert readings.lower.behind == needs("b")
        assert readings.upper.stuck == readings.stuck == needs("a b c")

    def test_a_knot_that_one_answer_would_undo_is_not_certain_though_its_member_is_stuck(
        self,
    ) -> None:
        readings = classify_readings(ways("a: a", "a: b u", "b: a u"), (), (), {"u"})

        assert readings.upper.knots == readings.upper.circles == sets("a b")
        assert readings.stuck == needs("a")
        assert readings.knots == readings.circles == []
        assert readings.missing == {"b": {"u"}}

    def test_an_answer_is_not_asked_when_another_way_requires_less_of_what_is_open(self) -> None:
        rules = ways("a: b", "b: a done", "b: a w", "b: u")

        readings = classify_readings(rules, {"done"}, (), needs("u w"))

        assert readings.missing == {"a": {"u"}, "b": {"u"}}

    def test_only_the_first_unknown_need_on_a_path_is_asked_about(self) -> None:
        readings = classify_readings(ways("a: u", "u: v", "v: a"), (), (), needs("u v"))

        assert readings.missing == {"a": {"u"}}

    def test_an_answer_is_not_asked_when_its_way_is_closed_anyway(self) -> None:
        rules = ways("a: b", "b: a", "a: u", "a: v closed")

        readings = classify_readings(rules, (), (), needs("u v"))

        assert readings.missing == {"a": {"u"}, "b": {"u"}}

    def test_an_answer_is_not_asked_when_another_way_requires_less(self) -> None:
        rules = ways("a: b", "b: a", "a: u", "a: u v", "b: u w done")

        readings = classify_readings(rules, {"done"}, (), needs("u v w"))

        assert readings.missing == {"a": {"u", "w"}, "b": {"u", "w"}}

    def test_an_answer_is_not_asked_when_the_need_is_obtainable_anyway(self) -> None:
        rules = ways("a: b", "b: a", "a: u v", "u:")

        readings = classify_readings(rules, (), (), needs("u v"))

        assert readings.missing == {"a": {"v"}, "b": {"v"}}

    def test_the_readings_cap_their_circles_too(self) -> None:
        readings = classify_readings(SEED, (), (), (), circle_cap=1)

        assert len(readings.lower.circles) == len(readings.upper.circles) == 1
        assert not readings.upper.complete

    def test_the_readings_may_be_asked_for_no_circle_at_all(self) -> None:
        readings = classify_readings(SEED, (), (), (), circle_cap=0)

        assert readings.circles == []
        assert readings.knots == classify(SEED).knots
