"""The Merkle tree over all positions, grown one leaf at a time (RFC 6962, section 2.1; RFC 9162).

The leaf of position n has index n - 1. Only the frontier is kept: the roots of the perfect
subtrees of which the tree is made, largest first, one for each bit that is set in its size.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Final

DIGEST_BYTES: Final = 32
EMPTY_ROOT: Final = sha256(b"").digest()
"""The root of a tree without leaves."""

_NODE: Final = b"\x01"


class Tree:
    """A growing tree that remembers no more than it needs to grow.

    Args:
        size: How many leaves it has.
        peaks: Its frontier, `size.bit_count()` digests.

    Raises:
        ValueError: The frontier does not belong to a tree of that size.
    """

    __slots__ = ("_peaks", "size")

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        self.size = size
        self._peaks = list(peaks)
        if len(self._peaks) != size.bit_count():
            msg = f"a tree of {size} leaves has {size.bit_count()} peaks, not {len(self._peaks)}"
            raise ValueError(msg)

    @classmethod
    def from_bytes(cls, size: int, frontier: bytes) -> Tree:
        """Read a tree from its size and the digests of its frontier, one after the other.

        Raises:
            ValueError: The frontier does not belong to a tree of that size.
        """
        starts = range(0, len(frontier), DIGEST_BYTES)
        return cls(size, (frontier[start : start + DIGEST_BYTES] for start in starts))

    def to_bytes(self) -> bytes:
        """Return the digests of the frontier, largest subtree first."""
        return b"".join(self._peaks)

    def append(self, leaf: bytes) -> bytes:
        """Add the hash of one leaf.

        Args:
            leaf: The leaf hash, already prefixed with 0x00 when it was made.

        Returns:
            The root of the tree with that leaf.
        """
        peaks = self._peaks
        size = self.size
        node = leaf
        while size & 1:
            node = sha256(_NODE + peaks.pop() + node).digest()
            size >>= 1
        peaks.append(node)
        self.size += 1
        return self.root()

    def root(self) -> bytes:
        """Return the root: the peaks joined from the smallest subtree to the largest."""
        if not self._peaks:
            return EMPTY_ROOT
        node = self._peaks[-1]
        for peak in self._peaks[-2::-1]:
            node = sha256(_NODE + peak + node).digest()
        return node

    def copy(self) -> Tree:
        """Return a tree of its own with the same leaves."""
        return Tree(self.size, self._peaks)
