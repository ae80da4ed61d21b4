"""The growing tree is the tree of RFC 6962 and RFC 9162, for every size beyond a power of two."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree  # type: ignore[import-untyped]

from ledger.commitment import commit, leaf
from ledger.tree import Tree

SIZES = 130


def leaf_hash(content: bytes) -> bytes:
    return sha256(b"\x00" + content).digest()


def root_by_definition(contents: list[bytes]) -> bytes:
    """RFC 6962, section 2.1, word for word."""
    if not contents:
        return sha256(b"").digest()
    if len(contents) == 1:
        return leaf_hash(contents[0])
    largest_power = 1
    while largest_power * 2 < len(contents):
        largest_power *= 2
    left = root_by_definition(contents[:largest_power])
    right = root_by_definition(contents[largest_power:])
    return sha256(b"\x01" + left + right).digest()


def grown(contents: list[bytes]) -> Tree:
    tree = Tree()
    for content in contents:
        tree.append(leaf_hash(content))
    return tree


CONTENTS = [f"event {number}".encode() for number in range(SIZES)]


@pytest.mark.parametrize("size", range(SIZES + 1))
def test_the_root_is_that_of_the_definition(size: int) -> None:
    assert grown(CONTENTS[:size]).root() == root_by_definition(CONTENTS[:size])


def test_each_append_returns_the_root_with_that_leaf() -> None:
    tree = Tree()

    roots = [tree.append(leaf_hash(content)) for content in CONTENTS]

    assert roots == [root_by_definition(CONTENTS[:size]) for size in range(1, SIZES + 1)]


def test_another_implementation_gives_the_same_roots() -> None:
    oracle = InmemoryTree(algorithm="sha256")
    tree = Tree()

    for content in CONTENTS:
        oracle.append_entry(content)
        assert tree.append(leaf_hash(content)) == oracle.get_root()


@pytest.mark.parametrize("size", range(SIZES))
def test_a_tree_goes_on_from_its_stored_frontier(size: int) -> None:
    stored = grown(CONTENTS[:size]).to_bytes()

    root = Tree.from_bytes(size, stored).append(leaf_hash(CONTENTS[size]))

    assert len(stored) == 32 * size.bit_count()
    assert root == root_by_definition(CONTENTS[: size + 1])


@given(st.lists(st.binary(max_size=40), max_size=40), st.data())
def test_no_leaf_can_change_without_the_root(contents: list[bytes], data: st.DataObject) -> None:
    changed = list(contents)
    if contents:
        place = data.draw(st.integers(0, len(contents) - 1))
        changed[place] = data.draw(st.binary(max_size=40))

    assert (grown(contents).root() == grown(changed).root()) == (contents == changed)


@pytest.mark.parametrize("size", [0, 1, 3, 7])
def test_a_frontier_of_another_size_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match=f"a tree of {size + 1} leaves"):
        Tree.from_bytes(size + 1, grown(CONTENTS[:size]).to_bytes() + b"\0" * 64)


def test_a_copy_grows_on_its_own() -> None:
    tree = grown(CONTENTS[:5])

    tree.copy().append(leaf_hash(b"more"))

    assert tree.root() == root_by_definition(CONTENTS[:5])


def test_a_leaf_is_made_of_header_and_two_commitments() -> None:
    envelope, body = commit(b"s" * 32, b"envelope"), commit(b"t" * 32, b"body")
    position = (7).to_bytes(8, "big")
    recorded_at = (-5).to_bytes(8, "big", signed=True)

    expected = sha256(b"\x00" + b"\x01" + position + recorded_at + envelope + body).digest()

    assert envelope == sha256(b"s" * 32 + b"envelope").digest()
    assert leaf(7, -5, envelope, body) == expected
