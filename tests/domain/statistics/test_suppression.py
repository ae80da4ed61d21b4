"""No number below ten is shown, and none can be computed from what is."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.statistics.suppression import SMALLEST, is_small, suppressed
from domain.statistics.tally import Share, Spread, wilson


def counts(of: int, yes: int) -> tuple[int, int, int]:
    return of, yes, of - yes


CELLS = st.dictionaries(
    st.integers(0, 8),
    st.integers(0, 60).flatmap(lambda of: st.integers(0, of).map(lambda yes: counts(of, yes))),
    min_size=2,
    max_size=8,
)


@given(CELLS)
def test_what_is_shown_is_never_small(cells: dict[int, tuple[int, int, int]]) -> None:
    hidden = suppressed(cells)

    assert all(not is_small(cells[key]) for key in cells.keys() - hidden)


@given(CELLS)
def test_what_is_hidden_cannot_be_computed_from_the_total(
    cells: dict[int, tuple[int, int, int]],
) -> None:
    hidden = suppressed(cells)

    if hidden and hidden != cells.keys():
        rest = [sum(cells[key][each] for key in hidden) for each in range(3)]
        assert len(hidden) > 1
        assert all(number == 0 or number >= SMALLEST for number in rest)


@given(CELLS)
def test_nothing_is_hidden_where_nothing_is_small(cells: dict[int, tuple[int, int, int]]) -> None:
    if not any(is_small(each) for each in cells.values()):
        assert suppressed(cells) == frozenset()


def test_one_small_cell_takes_the_smallest_other_with_it() -> None:
    cells = {"a": counts(40, 20), "b": counts(5, 2), "c": counts(30, 15)}

    assert suppressed(cells) == {"b", "c"}


def test_a_cell_that_is_hidden_for_another_reason_takes_the_smallest_other_with_it() -> None:
    cells = {"a": counts(40, 20), "b": counts(50, 25), "c": counts(60, 30)}

    assert suppressed(cells, also=["c"]) == {"a", "c"}


def test_fewer_than_ten_without_it_are_as_recognisable_as_fewer_than_ten_with_it() -> None:
    assert is_small(counts(100, 95))
    assert is_small(counts(100, 5))
    assert not is_small(counts(100, 0))
    assert not is_small(counts(100, 100))
    assert not is_small(counts(20, 10))


@pytest.mark.parametrize(
    ("yes", "of", "low", "high"),
    [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_is_that_of_the_published_examples(
    yes: int, of: int, low: float, high: float
) -> None:
    found = wilson(yes, of)

    assert found == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 5000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_interval_holds_the_share_and_stays_within_nought_and_one(
    case: tuple[int, int],
) -> None:
    yes, of = case
    low, high = wilson(yes, of)

    assert 0 <= low <= yes / of + 1e-12
    assert yes / of - 1e-12 <= high <= 1


@given(st.lists(st.integers(0, 400), min_size=1), st.sampled_from([0.25, 0.5, 0.75]))
def test_a_quantile_is_the_smallest_number_that_enough_cases_do_not_exceed(
    numbers: list[int], part: float
) -> None:
    spread = Spread()
    spread.numbers.update(numbers)

    found = spread.quantile(part)

    assert found in numbers
    assert sum(number <= found for number in numbers) >= part * len(numbers)
    smaller = [number for number in numbers if number < found]
    assert len(smaller) < part * len(numbers)


def test_no_cases_have_no_share() -> None:
    assert Share().share is None
    assert Share().interval is None
    assert Spread().quantile(0.5) is None


def test_two_cells_of_which_each_is_large_enough_stay() -> None:
    for one, other in product([0, 10, 25], repeat=2):
        assert suppressed({"a": counts(25, one), "b": counts(25, other)}) == frozenset()
