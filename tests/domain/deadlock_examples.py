"""People to classify, a short way to write them, and strategies to draw them."""

from hypothesis import strategies as st

from tests.domain.deadlock_oracle import Needs, Way

NOBODY: Needs = frozenset()


def ways(*lines: str) -> list[Way]:
    """Write ways as `"id: brp fee"`: a need, and what it requires."""
    split = [line.split(":") for line in lines]
    return [(need.strip(), frozenset(required.split())) for need, required in split]


def needs(text: str) -> Needs:
    return frozenset(text.split())


def sets(*texts: str) -> list[Needs]:
    return [needs(text) for text in texts]


SEED = ways(
    "id: brp fee",
    "id: prison fee",
    "brp: id address",
    "address: home",
    "address: lent",
    "home: income brp",
    "benefit: id brp",
    "advance: id brp benefit",
    "income: benefit",
    "income: advance",
    "fee: income",
    "shelter: brp",
    "insurance: brp",
    "bank: id",
)
"""No document without registration, no registration without document, no benefit without both."""

LADDER = [
    way
    for step in range(20)
    for way in ways(f"x{step:02}: y{step:02} x{(step + 1) % 20:02}", f"y{step:02}: x{step:02}")
]
"""Twenty pairs in a ring: 21 circles, over a million sets of needs that break them all."""

NETS = ways(
    *(f"{side}{i}: a{i} b{i} a{(i + 1) % 8} b{(i + 1) % 8}" for i in range(8) for side in "ab")
)
"""A ring of eight pairs in which any member of the next pair will do: more circles than wanted."""

name = st.sampled_from("abcdefg")
some_needs = st.frozensets(name, max_size=3)
requirements = st.frozensets(name, min_size=1, max_size=2)
some_ways = st.lists(st.tuples(name, requirements | requirements | some_needs), max_size=16)
few_needs = st.frozensets(name, max_size=2)
