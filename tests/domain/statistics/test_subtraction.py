"""Who subtracts what is shown, along all lines at once, finds no number from 1 to 9.

Every number that is shown is a sum over kinds of cases: of a sex, a length of stay and a detention
group, and with or without what the figures tell of. The attacker knows which sums are shown and
takes any of them any number of times. What can be computed in that way is what lies in the span of
the shown sums; whether something does is tried with a random vector that all shown sums map to 0.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from random import Random
from typing import Final, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.statistics.figures import Dimension, Figure
from domain.statistics.suppression import SMALLEST, hidden_cells
from domain.statistics.tally import Observation, Share, Tally
from tests.profile import examples

PRIME: Final = 2**61 - 1
LINES: Final = (None, Dimension.SEX, Dimension.LENGTH, Dimension.TWO_WEEKS, Dimension.GROUP)

_UP_TO, _OVER = "up-to-two-weeks", "over-two-weeks"
STAYS: Final = (
    (_UP_TO, "short", "remand"),
    (_UP_TO, "short", "short-stay"),
    (_OVER, "short", "remand"),
    (_OVER, "short", "short-stay"),
    (_OVER, "long", "remand"),
    (_OVER, "long", "long-stay"),
)


class Kind(NamedTuple):
    """Cases that are alike in all that is counted."""

    state: str
    lines: tuple[tuple[Dimension, str], ...]

    def lies_in(self, line: Dimension | None, group: str | None) -> bool:
        return line is None or dict(self.lines)[line] == group


Says = Callable[[str], Iterable[tuple[Figure, bool, str | None]]]
"""What a case in a state is counted as: figure, value and part."""


def about(figure: Figure, *states: str) -> Says:
    """A figure that cases in these states have."""
    return lambda state: [(figure, state in states, None)]


def only(figure: Figure, of: Sequence[str], *states: str) -> Says:
    """A figure of which only some states are cases."""
    return lambda state: [(figure, state in states, None)] if state in of else []


def parts(figure: Figure, *names: str) -> Says:
    """A figure that is divided by the state itself."""
    return lambda state: [(figure, state == name, name) for name in names if state in names]


FAMILIES: Final[dict[str, tuple[tuple[str, ...], tuple[Says, ...]]]] = {
    "one figure": (("yes", "no"), (about(Figure.NO_ID_DOCUMENT, "yes"),)),
    "parts": (
        ("working", "seeking", "neither"),
        (parts(Figure.WORK_LATER, "working", "seeking", "neither"),),
    ),
    "ever less arranged": (
        ("nothing open", "all in hand", "some in hand", "nothing in hand"),
        (
            about(Figure.SOMETHING_OPEN, "all in hand", "some in hand", "nothing in hand"),
            about(Figure.NOTHING_ARRANGED, "some in hand", "nothing in hand"),
            about(Figure.NOTHING_AT_ALL, "nothing in hand"),
        ),
    ),
    "income by where it comes from": (
        ("none", "benefit", "work", "both", "other"),
        (
            about(Figure.NO_INCOME, "none"),
            about(Figure.BENEFIT_AFTER, "benefit", "both"),
            about(Figure.WORK_AFTER, "work", "both"),
        ),
    ),
    "cases that another figure counts": (
        ("missing", "late", "in time"),
        (
            about(Figure.NOTICE_MISSING, "missing"),
            only(Figure.NOTICE_LATE, ("late", "in time"), "late"),
        ),
    ),
    "parts of what another figure counts": (
        ("answered", "secrecy", "no-consent", "security"),
        (
            about(Figure.DATA_REQUEST_REFUSED, "secrecy", "no-consent", "security"),
            parts(Figure.DATA_REFUSAL_GROUND, "secrecy", "no-consent", "security"),
        ),
    ),
    "support": (
        ("none", "support", "behaviour"),
        (
            about(Figure.SUPPORT_GIVEN, "support", "behaviour"),
            about(Figure.BEHAVIOURAL_INTERVENTION, "behaviour"),
            about(Figure.SUPPORT_ACTS),
        ),
    ),
}


@cache
def kinds(states: Sequence[str]) -> tuple[Kind, ...]:
    return tuple(
        Kind(
            state,
            (
                (Dimension.SEX, sex),
                (Dimension.TWO_WEEKS, weeks),
                (Dimension.LENGTH, length),
                (Dimension.GROUP, group),
            ),
        )
        for state, sex, (weeks, length, group) in product(states, ("female", "male"), STAYS)
    )


def tallied(cases: Mapping[Kind, int], says: Iterable[Says], line: Dimension | None) -> Tally:
    tally = Tally(line)
    for kind, number in cases.items():
        for say in says:
            for figure, value, part in say(kind.state):
                observation = Observation(figure, value, dict(kind.lines), part)
                tally.add([observation] * number)
    return tally


def shown_sums(
    cases: Mapping[Kind, int], says: Sequence[Says], line: Dimension | None
) -> Iterator[frozenset[Kind]]:
    """Yield over which kinds of cases the numbers that are shown along a line are sums."""
    tally = tallied(cases, says, line)
    hidden = hidden_cells(tally)
    for (figure, part, group), cell in tally.cells.items():
        if (figure, part, group) in hidden:
            continue
        along = line if group is not None else None
        told = {
            kind: value
            for kind in cases
            if kind.lies_in(along, group)
            for say in says
            for found, value, of in say(kind.state)
            if (found, of) == (figure, part)
        }
        yield frozenset(told)
        if isinstance(cell, Share):
            yield frozenset(kind for kind, value in told.items() if value)


@cache
def guarded_sums(states: Sequence[str]) -> frozenset[frozenset[Kind]]:
    """Return what must not be computed: each state, and all; in one group, or one and no other."""
    everyone = kinds(states)
    regions = {frozenset(everyone)}
    for line in LINES[1:]:
        for group in {dict(kind.lines)[line] for kind in everyone}:
            regions.add(frozenset(kind for kind in everyone if kind.lies_in(line, group)))
    regions |= {one - other for one, other in product(regions, repeat=2)}
    of_state = {
        frozenset(kind for kind in region if (kind.state == state) is having)
        for region, state, having in product(regions, states, (True, False))
    }
    return frozenset(regions | of_state)


def unseen(sums: Iterable[frozenset[Kind]], everyone: Sequence[Kind]) -> dict[Kind, int]:
    """Return a random weight for each kind with which all these sums are 0, modulo a prime."""
    rows: dict[Kind, dict[Kind, int]] = {}
    for each in sums:
        row = dict.fromkeys(each, 1)
        for pivot, other in rows.items():
            if factor := row.get(pivot, 0):
                row = _less(row, other, factor)
        if not row:
            continue
        pivot = next(iter(row))
        inverse = pow(row[pivot], -1, PRIME)
        row = {kind: weight * inverse % PRIME for kind, weight in row.items()}
        rows = {
            known: _less(other, row, other[pivot]) if pivot in other else other
            for known, other in rows.items()
        }
        rows[pivot] = row
    chance = Random(1)  # noqa: S311 - the same attack every time
    weights = {kind: chance.randrange(1, PRIME) for kind in everyone if kind not in rows}
    for pivot, row in rows.items():
        weights[pivot] = -sum(row[kind] * weights[kind] for kind in row if kind != pivot) % PRIME
    return weights


def _less(row: Mapping[Kind, int], other: Mapping[Kind, int], factor: int) -> dict[Kind, int]:
    left = dict(row)
    for kind, weight in other.items():
        left[kind] = (left.get(kind, 0) - factor * weight) % PRIME
    return {kind: weight for kind, weight in left.items() if weight}


def computed(name: str, numbers: Sequence[int]) -> list[tuple[int, frozenset[Kind]]]:
    """Return the small numbers that can be computed from all that is shown of a family."""
    states, says = FAMILIES[name]
    everyone = kinds(states)
    cases = dict(zip(everyone, numbers, strict=False))
    cases = {kind: cases.get(kind, 0) for kind in everyone}
    shown = {each for line in LINES for each in shown_sums(cases, says, line)}
    weights = unseen(shown, everyone)
    found = []
    for each in guarded_sums(states):
        number = sum(cases[kind] for kind in each)
        if 0 < number < SMALLEST and sum(weights[kind] for kind in each) % PRIME == 0:
            found.append((number, each))
    return found


NUMBERS: Final = st.lists(
    st.sampled_from([0, 0, 0, 1, 9, 10, 12, 30, 60]), min_size=60, max_size=60
)


@pytest.mark.parametrize("name", FAMILIES)
@settings(max_examples=examples(25))
@given(numbers=NUMBERS)
def test_no_small_number_is_computed_from_all_lines_of_a_family(
    name: str, numbers: list[int]
) -> None:
    assert computed(name, numbers) == []


def test_the_attacker_finds_what_a_total_and_all_groups_but_one_tell() -> None:
    everyone = kinds(("yes", "no"))
    women = frozenset(kind for kind in everyone if kind.lies_in(Dimension.SEX, "female"))
    men = frozenset(everyone) - women

    weights = unseen([frozenset(everyone), men], everyone)

    assert sum(weights[kind] for kind in women) % PRIME == 0
    assert sum(weights[kind] for kind in women if kind.state == "yes") % PRIME != 0
