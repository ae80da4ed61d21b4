"""The identity of a circle: the same ring in two hundred files is one row.

A circle is known by the rules that hold it: the ways that are open, or of which that is not known,
and that ask one of its members for another. The person, the day and the letter in a report make no
difference; another rule that holds the same needs makes another circle.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256

from domain.certificates import canonical_bytes, short_names
from domain.engine import Circle
from domain.links import Link
from domain.needs import Need
from domain.rules import WayKind

__all__ = ["circle_digest", "circle_of", "holding_rules", "short_names"]


def circle_digest(rules: Iterable[str]) -> str:
    """Return the identity of a circle, SHA-256 in hexadecimal; `short_names` makes it printable.

    Args:
        rules: Ids of the rules that hold it, in any order; naming one twice changes nothing.
    """
    return sha256(canonical_bytes(sorted(set(rules)))).hexdigest()


def circle_of(circle: Circle, links: Mapping[Need, Iterable[Link]]) -> str:
    """Return the identity of a circle of one person.

    Args:
        circle: The circle.
        links: Every way of each of its members, judged for that person.
    """
    return circle_digest(holding_rules(circle, links))


def holding_rules(circle: Circle, links: Mapping[Need, Iterable[Link]]) -> tuple[str, ...]:
    """Return the ids of the rules that hold a circle, sorted.

    A way that a known circumstance closes is left out, as is one that an authority may choose:
    neither would be there if the circle were opened.
    """
    return tuple(
        sorted(
            {
                link.way.id
                for need in circle.needs
                for link in links[need]
                if link.way.kind is not WayKind.OPTION
                and all(each.unknown for each in link.closed_by)
                and not set(circle.needs).isdisjoint(link.missing)
            }
        )
    )
