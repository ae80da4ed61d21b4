"""What may be said of a person whose needs wait for each other."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.deadlock import (
    Classification,
    NeedsWrittenAsText,
    NegativeCircleCap,
    classify,
    classify_readings,
    compile_ways,
)
from tests.domain.deadlock_examples import (
    NETS,
    NOBODY,
    SEED,
    few_needs,
    needs,
    sets,
    some_needs,
    some_ways,
    ways,
)
from tests.domain.deadlock_oracle import (
    Needs,
    Oracle,
    Way,
    canonical,
    random_people,
    sparse_people,
)
from tests.profile import examples


def classification_of(person: Oracle) -> Classification:
    """What the definitions say, in the shape of an answer."""
    return Classification(
        obtainable=person.least_fixpoint,
        circular=person.circular,
        foreclosed=person.foreclosed,
        ready=person.ready,
        waiting=person.waiting,
        stuck=person.stuck,
        behind=person.behind,
        carried=person.carried,
        knots=canonical(person.knots),
        circles=canonical(person.circles),
        complete=True,
    )


class TestAgainstTheDefinitions:
    def test_every_set_is_what_its_definition_says_over_all_subsets(self) -> None:
        deadlocked = 0
        for person in random_people(seed=2007, count=examples(3000)):
            found = classify(person.ways, person.met, person.pending, circle_cap=1000)

            assert classification_of(person) == found, person
            deadlocked += bool(found.circular)
        assert deadlocked > examples(3000) / 5

    def test_people_whose_rings_are_joined_by_rows_are_classified_by_the_definitions(self) -> None:
        freed = 0
        for person in sparse_people(seed=1987, count=examples(2000)):
            found = classify(person.ways, person.met, person.pending, circle_cap=1000)

            assert classification_of(person) == found, person
            freed += bool(found.stuck) and bool(found.behind)
        assert freed > examples(2000) / 5

    @given(ways=some_ways, met=few_needs, pending=few_needs)
    def test_any_person_at_all_is_classified_by_the_definitions(
        self, ways: list[Way], met: Needs, pending: Needs
    ) -> None:
        expected = classification_of(Oracle(ways, met, pending))

        assert expected == classify(ways, met, pending, circle_cap=1000)

    @given(ways=some_ways, met=few_needs, pending=few_needs)
    def test_each_need_has_one_class_and_one_place_in_it(
        self, ways: list[Way], met: Needs, pending: Needs
    ) -> None:
        found = classify(ways, met, pending)

        parts = [
            met | pending,
            found.ready,
            found.waiting,
            found.stuck,
            found.behind,
            found.foreclosed,
        ]
        assert sorted(Oracle(ways, met, pending).universe) == sorted(
            n for part in parts for n in part
        )
        assert found.obtainable == met | pending | found.ready | found.waiting


class TestTheorems:
    @given(ways=some_ways, met=few_needs)
    def test_a_circle_is_strongly_connected(self, ways: list[Way], met: Needs) -> None:
        person = Oracle(ways, met)

        assert all(map(person.is_strongly_connected, classify(ways, met).circles))

    @given(ways=some_ways, met=few_needs)
    def test_knots_never_overlap_and_every_circle_lies_in_exactly_one(
        self, ways: list[Way], met: Needs
    ) -> None:
        found = classify(ways, met)

        assert len(found.stuck) == sum(map(len, found.knots))
        assert all(sum(c <= knot for knot in found.knots) == 1 for c in found.circles)
        assert bool(found.circular) == bool(found.knots) == bool(found.circles)

    @given(ways=some_ways, met=few_needs)
    def test_granting_everything_outside_a_trap_but_what_is_foreclosed_frees_no_member(
        self, ways: list[Way], met: Needs
    ) -> None:
        found = classify(ways, met)

        for trap in [*found.knots, *found.circles]:
            outside = (found.obtainable | found.circular) - trap
            assert trap <= classify(ways, outside).circular

    @given(ways=some_ways, met=few_needs)
    def test_granting_the_members_of_all_knots_or_of_all_circles_frees_everything_circular(
        self, ways: list[Way], met: Needs
    ) -> None:
        found = classify(ways, met)

        for granted in (found.stuck, NOBODY.union(*found.circles)):
            assert found.circular <= classify(ways, met | granted).obtainable

    @given(ways=some_ways, met=few_needs, granted=some_needs)
    def test_a_need_comes_free_exactly_when_a_grant_hits_every_trap_it_is_in(
        self, ways: list[Way], met: Needs, granted: Needs
    ) -> None:
        person = Oracle(ways, met)
        granted -= person.foreclosed

        freed = classify(ways, met | granted).obtainable & person.circular

        held = NOBODY.union(*(trap for trap in person.traps if not trap & granted))
        assert person.circular - held == freed

    @given(ways=some_ways, met=few_needs, granted=some_needs)
    def test_no_deadlock_is_left_exactly_when_every_circle_is_hit(
        self, ways: list[Way], met: Needs, granted: Needs
    ) -> None:
        found = classify(ways, met)
        granted -= found.foreclosed

        all_free = found.circular <= classify(ways, met | granted).obtainable

        assert all(circle & granted for circle in found.circles) == all_free


class TestCasesFromTheField:
    def test_a_need_that_requires_itself_has_a_circle_of_one(self) -> None:
        found = classify(ways("id: id"))

        assert found.circles == found.knots == sets("id")
        assert found.stuck == needs("id")

    def test_a_need_that_requires_itself_but_has_another_way_is_not_stuck(self) -> None:
        found = classify(ways("id: id", "id:"))

        assert found.ready == needs("id")
        assert found.circular == NOBODY
        assert found.circles == []

    def test_a_diamond_is_not_a_circle(self) -> None:
        found = classify(ways("home: income address", "income: id", "address: id", "id:"))

        assert found.waiting == needs("home income address")
        assert found.circular == NOBODY
        assert found.knots == found.circles == []

    def test_a_diamond_behind_a_circle_is_behind_it(self) -> None:
        found = classify(ways("home: income address", "income: id", "address: id", "id: id"))

        assert found.circles == found.knots == sets("id")
        assert found.behind == needs("home income address")

    @pytest.mark.parametrize("exit_of", ["id", "brp", "address"])
    def test_a_need_in_a_ring_with_an_exit_is_not_stuck(self, exit_of: str) -> None:
        ring = ways("id: brp", "brp: address", "address: id")

        found = classify([*ring, *ways(f"{exit_of}: prison")], met={"prison"})

        assert found.circular == NOBODY
        assert found.ready == {exit_of}
        assert found.waiting == needs("id brp address") - {exit_of}

    def test_a_way_that_requires_nothing_is_an_entry(self) -> None:
        found = classify(ways("id:", "brp: id"))

        assert found.ready == needs("id")
        assert found.waiting == needs("brp")

    def test_a_need_whose_only_way_is_closed_is_foreclosed_and_not_stuck(self) -> None:
        found = classify(ways("brp: id"))

        assert found.foreclosed == needs("id brp")
        assert found.circular == found.stuck == NOBODY

    def test_a_ring_that_also_requires_something_foreclosed_is_foreclosed(self) -> None:
        found = classify(ways("id: brp", "brp: id home"))

        assert found.foreclosed == needs("id brp home")
        assert found.circles == []

    def test_the_latent_ring_shows_once_the_foreclosed_root_is_assumed(self) -> None:
        found = classify(ways("id: brp", "brp: id home"), met={"home"})

        assert found.circles == sets("id brp")

    def test_a_ring_with_a_foreclosed_alternative_is_stuck(self) -> None:
        found = classify(ways("id: brp", "brp: id", "brp: home"))

        assert found.stuck == needs("id brp")
        assert found.foreclosed == needs("home")

    def test_a_ring_cannot_start_itself_even_when_no_step_takes_time(self) -> None:
        found = classify(ways("id: brp", "brp: id"))

        assert found.obtainable == NOBODY
        assert found.stuck == needs("id brp")

    def test_the_seed_case_has_one_knot_of_eight_three_circles_and_three_needs_behind(self) -> None:
        found = classify(SEED)

        assert found.knots == sets("address advance benefit brp fee home id income")
        assert found.circles == sets("brp id", "address brp home", "advance benefit fee id income")
        assert found.behind == needs("bank insurance shelter")
        assert found.carried == NOBODY
        assert found.foreclosed == needs("lent prison")
        assert found.complete

    def test_in_the_seed_case_a_fee_paid_in_prison_and_a_lent_address_break_every_circle(
        self,
    ) -> None:
        found = classify(SEED, met=needs("prison fee lent"))

        assert found.circular == NOBODY
        assert found.ready == needs("id address")

    def test_a_pending_need_counts_as_coming_but_makes_nothing_ready(self) -> None:
        found = classify(ways("brp: id", "id: brp"), pending={"id"})

        assert found.obtainable == needs("id brp")
        assert found.waiting == needs("brp")
        assert found.ready == NOBODY

    def test_a_met_need_stays_met_whatever_its_ways_require(self) -> None:
        found = classify(ways("id: brp", "brp: id"), met={"id"})

        assert found.obtainable == needs("id brp")
        assert found.ready == needs("brp")

    def test_a_higher_level_of_a_need_gives_the_lower_and_not_the_other_way(self) -> None:
        """Given identity as established (1) and as shown by a document (2)."""
        levels = ways("identity@1: identity@2", "identity@2: brp", "brp: identity@1")

        with_document = classify(levels, met={"identity@2"})
        established = classify(levels, met={"identity@1"})

        assert (with_document.ready, with_document.waiting) == (needs("identity@1"), needs("brp"))
        assert (established.ready, established.waiting) == (needs("brp"), needs("identity@2"))
        assert classify(levels).circles == sets("brp identity@1 identity@2")

    def test_needs_that_no_way_mentions_are_classified_too(self) -> None:
        found = classify([], met={"id"}, pending={"brp"})

        assert found.obtainable == needs("id brp")
        assert found.waiting == found.ready == found.foreclosed == NOBODY

    def test_nobody_without_needs_is_stuck(self) -> None:
        assert classification_of(Oracle([])) == classify([])

    def test_a_need_behind_two_knots_is_in_neither(self) -> None:
        found = classify(ways("a: b", "b: a", "c: c", "d: a c"))

        assert found.knots == sets("c", "a b")
        assert found.behind == needs("d")

    def test_a_knot_that_leads_out_to_another_knot_is_still_found(self) -> None:
        found = classify(ways("a: b z", "b: a", "z: z"))

        assert found.knots == sets("z", "a b")
        assert found.behind == NOBODY

    def test_a_component_that_is_freed_from_outside_is_behind_and_not_a_knot(self) -> None:
        found = classify(ways("a: b", "b: a", "b: z", "z: z"))

        assert found.knots == sets("z")
        assert found.behind == needs("a b")

    def test_a_component_that_is_freed_by_a_need_in_no_component_is_behind_too(self) -> None:
        found = classify(ways("a: b", "a: x", "b: a", "x: z", "z: z"))

        assert found.knots == sets("z")
        assert found.behind == needs("a b x")

    def test_a_knot_member_in_no_circle_is_carried_along(self) -> None:
        found = classify(ways("a: b c", "b: a", "c: b"))

        assert found.knots == sets("a b c")
        assert found.circles == sets("a b")
        assert found.carried == needs("c")

    def test_an_arrow_of_a_way_that_requires_more_than_another_way_still_ties_a_knot(self) -> None:
        found = classify(ways("a: b", "a: b c", "b: a", "c: a"))

        assert found.knots == sets("a b c")
        assert found.circles == sets("a b")


class TestEqualAnswers:
    @given(data=st.data(), ways=some_ways, met=few_needs, cap=st.integers(0, 4))
    def test_the_order_of_the_ways_makes_no_difference(
        self, data: st.DataObject, ways: list[Way], met: Needs, cap: int
    ) -> None:
        shuffled = data.draw(st.permutations(ways))

        assert classify(ways, met, circle_cap=cap) == classify(shuffled, met, circle_cap=cap)

    def test_the_order_makes_no_difference_to_which_of_many_circles_are_listed(self) -> None:
        expected = classify(NETS, circle_cap=7)

        for start in range(len(NETS)):
            turned = NETS[start:] + NETS[:start]
            assert expected == classify(turned, circle_cap=7)
            assert expected == classify(reversed(turned), circle_cap=7)

    @given(ways=some_ways, met=few_needs)
    def test_a_way_said_twice_counts_once(self, ways: list[Way], met: Needs) -> None:
        assert classify(ways, met) == classify(ways + ways, met)

    @given(ways=some_ways, people=st.lists(st.tuples(few_needs, few_needs), max_size=3))
    def test_compiled_ways_serve_one_person_after_another(
        self, ways: list[Way], people: list[tuple[Needs, Needs]]
    ) -> None:
        compiled = compile_ways(ways)

        expected = [classify(ways, met, pending) for met, pending in people]
        assert expected == [classify(compiled, met, pending) for met, pending in people]

    def test_any_collection_of_strings_will_do(self) -> None:
        plain: list[tuple[str, Iterable[str]]] = [
            ("id", ["brp"]),
            ("brp", ("id",)),
            ("tax", {"id"}),
        ]

        found = classify(iter(plain), met=["work"], pending=(need for need in ["home"]))

        assert found.stuck == needs("id brp")
        assert found.obtainable == needs("work home")

    @pytest.mark.parametrize(
        ("where", "named"),
        [
            ("met", "met"),
            ("pending", "pending"),
            ("unknown", "unknown"),
            ("requirements", "requirements of 'brp'"),
        ],
    )
    def test_a_single_text_is_refused_instead_of_being_read_by_letter(
        self, where: str, named: str
    ) -> None:
        empty: dict[str, Iterable[str]] = dict.fromkeys(
            ("requirements", "met", "pending", "unknown"), ()
        )
        required, met, pending, unknown = (empty | {where: "id"}).values()

        with pytest.raises(NeedsWrittenAsText, match=f"^{named} must be a collection.*'id'"):
            classify_readings([("brp", required)], met, pending, unknown)

    def test_a_negative_cap_is_refused(self) -> None:
        with pytest.raises(NegativeCircleCap, match="circle_cap is -1, but must be 0"):
            classify([], circle_cap=-1)
        with pytest.raises(NegativeCircleCap, match="circle_cap is -1, but must be 0"):
            classify_readings([], (), (), (), circle_cap=-1)
