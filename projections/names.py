"""Names of municipalities and organisations as filters compare them."""

from __future__ import annotations

from collections.abc import Iterable


def is_among(name: str, names: Iterable[str | None]) -> bool:
    """Return whether a name is one of `names`, capitals apart."""
    return name.casefold() in {each.casefold() for each in names if each is not None}
