"""The identity of a circle: the same ring in two hundred files is one row.

A circle is known by the rules that hold it: the ways that are open, or of which that is not known,
and that ask one of its members for another. The person, the day and the letter in a report make no
difference; another rule that holds the same needs makes another circle.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from domain.certificates import canonical_bytes, short_names
from domain.engine import Circle
from domain.links import Link
from domain.needs import Need
from domain.rule_parts import LEAST_BINDING_FIRST
from domain.rules import Bindingness, WayKind

__all__ = [
    "circle_digest",
    "circle_of",
    "holding_rules",
    "ring_order",
    "short_names",
    "weakest_link",
]


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
    return tuple(sorted({link.way.id for link in _holding(circle, links)}))


def weakest_link(circle: Circle, links: Mapping[Need, Iterable[Link]]) -> Bindingness:
    """Return what kind of link is the weakest of those that hold a circle.

    A way that asks several members is as strong as what binds most of that: it stays closed when
    the rest is let go. Of the ways together the weakest counts, since one that opens is enough.
    """
    members = set(circle.needs)
    found = [
        max(
            (each.bindingness for each in link.way.conditions if each.need in members),
            key=LEAST_BINDING_FIRST.index,
        )
        for link in _holding(circle, links)
    ]
    return min(found, key=LEAST_BINDING_FIRST.index, default=Bindingness.STATUTE)


def ring_order(members: tuple[Need, ...], links: Mapping[Need, Iterable[Link]]) -> tuple[Need, ...]:
    """Return the members so that, as far as one path can show it, each asks for the next."""
    order = [members[0]]
    while len(order) < len(members):
        asked = [
            each
            for link in links[order[-1]]
            if link.open
            for each in link.missing
            if each in members and each not in order
        ]
        rest = [each for each in members if each not in order]
        order.append(asked[0] if asked else rest[0])
    return tuple(order)


def _holding(circle: Circle, links: Mapping[Need, Iterable[Link]]) -> Iterator[Link]:
    for need in circle.needs:
        for link in links[need]:
            if (
                link.way.kind is not WayKind.OPTION
                and all(each.unknown for each in link.closed_by)
                and not set(circle.needs).isdisjoint(link.missing)
            ):
                yield link
