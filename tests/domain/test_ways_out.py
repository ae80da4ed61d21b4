"""All smallest combinations that work, against all subsets."""

import random
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.deadlock import classify
from domain.timed.compiled import CompiledProblem, compiled
from domain.timed.sweep import sweep
from domain.ways_out import Binding, Merit, NegativeCap, minimal_sets, ranked
from tests.domain.deadlock_examples import NOBODY, SEED, needs, sets, some_needs, some_ways, ways
from tests.domain.deadlock_oracle import Needs, Way, canonical, random_people, subsets
from tests.domain.timed_oracle import day_by_day, random_problems
from tests.profile import examples

some_families = st.lists(st.frozensets(st.sampled_from("abcdef"), max_size=4), max_size=6)


def reached(problem: CompiledProblem, goal: Needs, chosen: Needs) -> bool:
    return sweep(problem, decisions=chosen, until=8).holds(goal, 8)


def on_one_day(
    open_ways: Iterable[Way],
    held: Needs,
    options: Mapping[str, Iterable[Way]],
    goals: Iterable[str],
) -> Callable[[Needs], bool]:
    """Whether all goals can be met by the ways that are open and those that chosen options add."""
    base, wanted = list(open_ways), frozenset(goals)

    def works(chosen: Needs) -> bool:
        added = [way for option in chosen for way in options[option]]
        return wanted <= classify([*base, *added], held, circle_cap=0).obtainable

    return works


def smallest(working: list[Needs]) -> list[Needs]:
    return canonical(each for each in set(working) if not any(other < each for other in working))


class TestAgainstAllSubsets:
    @given(family=some_families)
    def test_any_condition_that_more_never_breaks(self, family: list[Needs]) -> None:
        def works(chosen: Needs) -> bool:
            return any(each <= chosen for each in family)

        found = minimal_sets("abcdef", works)

        assert list(found.sets) == smallest(family)
        assert found.complete

    @given(family=some_families)
    def test_every_way_out_hits_every_conflict_and_no_smaller_set_does(
        self, family: list[Needs]
    ) -> None:
        def works(chosen: Needs) -> bool:
            return any(each <= chosen for each in family)

        found = minimal_sets("abcdef", works)
        hitting = [each for each in subsets("abcdef") if all(each & c for c in found.conflicts)]

        assert smallest(hitting) == list(found.sets) or not family

    def test_the_ways_of_one_day(self) -> None:
        chance = random.Random(8)  # noqa: S311 - the same options every time
        several = 0
        for person in random_people(seed=71, count=examples(800), largest=7):
            names = sorted(person.universe)
            options: dict[str, list[Way]] = {
                f"o{number}": [
                    (
                        chance.choice(names),
                        frozenset(chance.sample(names, min(len(names), chance.randint(0, 1)))),
                    )
                ]
                for number in range(chance.randint(1, 6) if names else 0)
            }
            goals = frozenset(chance.sample(names, min(len(names), 2)))
            works = on_one_day(person.ways, person.met | person.pending, options, goals)

            found = minimal_sets(options, works)

            assert list(found.sets) == smallest(list(filter(works, subsets(options)))), person
            several += len(found.sets) > 1
        assert several > examples(800) / 20

    def test_the_days_of_a_year_to_come(self) -> None:
        several = 0
        for drawn in random_problems(seed=72, count=examples(150), horizon=9):
            goal = frozenset({drawn.problem.ways[-1].need})
            working = [
                chosen
                for chosen in subsets(drawn.decisions)
                if goal <= day_by_day(drawn.problem, decisions=chosen)[8]
            ]

            found = minimal_sets(drawn.decisions, partial(reached, compiled(drawn.problem), goal))

            assert list(found.sets) == smallest(working), drawn.problem
            several += any(len(each) > 1 for each in found.sets)
        assert several > 0


class TestTheArticle:
    OPTIONS: Final = {
        "fee paid by the prison": ways("fee:"),
        "address from the municipality": ways("address:"),
        "register without a document": ways("brp: address"),
        "bridging money": ways("fee:"),
    }

    def test_an_identity_document_takes_two_decisions(self) -> None:
        works = on_one_day(SEED[:1] + SEED[2:], NOBODY, self.OPTIONS, ["id"])

        found = minimal_sets(self.OPTIONS, works)

        assert list(found.sets) == [
            frozenset({"address from the municipality", "bridging money", WITHOUT}),
            frozenset({"address from the municipality", "fee paid by the prison", WITHOUT}),
        ]

    def test_what_is_within_reach_takes_none(self) -> None:
        works = on_one_day(ways("id: fee"), needs("fee"), self.OPTIONS, ["id"])

        found = minimal_sets(self.OPTIONS, works)

        assert list(found.sets) == [frozenset()]
        assert found.conflicts == ()

    def test_what_no_decision_brings_about_has_no_way_out(self) -> None:
        options = {"bridging money": ways("fee:")}

        found = minimal_sets(options, on_one_day(SEED, NOBODY, options, ["brp"]))

        assert found.sets == ()
        assert found.complete

    def test_breaking_every_circle_is_not_needed_where_a_decision_grants_what_has_no_way(
        self,
    ) -> None:
        """`key` has no way at all, so no circle shows that it would let the goal out."""
        closed = ways("goal: other", "other: goal", "goal: key")
        options = {"key": ways("key:"), "other": ways("other:")}

        found = minimal_sets(options, on_one_day(closed, NOBODY, options, ["goal"]))

        assert list(found.sets) == sets("key", "other")


class TestTheCap:
    def test_a_search_that_is_given_up_says_so_and_what_it_found_is_right(self) -> None:
        pairs = [frozenset({f"a{number}", f"b{number}"}) for number in range(7)]

        def works(chosen: Needs) -> bool:
            return all(chosen & pair for pair in pairs)

        found = minimal_sets(frozenset().union(*pairs), works, most_tries=100)
        whole = minimal_sets(frozenset().union(*pairs), works)

        assert not found.complete
        assert found.tries == 100
        assert 0 < len(found.sets) < len(whole.sets) == 2**7
        assert set(found.sets) < set(whole.sets)

    @given(way=some_ways, goal=some_needs, tries=st.integers(1, 30))
    def test_a_search_says_that_it_is_complete_only_when_it_is(
        self, way: list[Way], goal: Needs, tries: int
    ) -> None:
        options = {name: ways(f"{name}:") for name in "abcde"}
        works = on_one_day(way, NOBODY, options, goal)
        whole = minimal_sets(options, works)

        found = minimal_sets(options, works, most_tries=tries)

        assert set(found.sets) <= set(whole.sets)
        assert not found.complete or found == whole

    def test_a_cap_below_one_is_refused(self) -> None:
        with pytest.raises(NegativeCap):
            minimal_sets("a", bool, most_tries=0)


def merit(
    decisions: int,
    authorities: int,
    goal_on: int,
    binding: Binding,
    burden: int,
    *,
    late: bool = False,
) -> Merit:
    return Merit(
        misses_deadline=late,
        decisions=decisions,
        authorities=authorities,
        goal_on=goal_on,
        binding=binding,
        burden=burden,
    )


class TestTheOrder:
    def test_the_deadline_counts_first_and_then_the_number_of_decisions(self) -> None:
        one = merit(1, 1, 50, Binding.GOODWILL, 2)
        two = merit(2, 1, 20, Binding.DUTY, 1)
        late = merit(1, 1, 90, Binding.DUTY, 0, late=True)

        order = ranked({needs("late"): late, needs("two"): two, needs("one"): one})

        assert [sorted(each) for each, _ in order] == [["one"], ["two"], ["late"]]
        assert all(best for _, best in order)

    def test_what_another_beats_in_every_respect_comes_last_and_says_so(self) -> None:
        good = merit(2, 1, 20, Binding.POWER, 1)
        worse = merit(2, 2, 20, Binding.POWER, 1)

        assert ranked({needs("a"): worse, needs("b"): good}) == [
            (needs("b"), True),
            (needs("a"), False),
        ]

    def test_equals_are_in_order_of_their_names(self) -> None:
        same = merit(1, 1, 20, Binding.POWER, 1)

        order = ranked({needs("b"): same, needs("a"): same})

        assert order == [(needs("a"), True), (needs("b"), True)]


WITHOUT = "register without a document"
