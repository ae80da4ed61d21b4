"""Needs that stand in for another: nobody has to arrange them while that other need is met.

Their status is what the rules make of them, as of every need. This is about advice alone: a report
that names a next step does not ask for what would only bridge something that is there.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Final

from domain.needs import Need
from domain.status import Status

STANDS_IN_FOR: Final[Mapping[Need, tuple[Need, ...]]] = MappingProxyType(
    {
        Need.BENEFIT: (Need.INCOME,),
        Need.ADVANCE: (Need.BENEFIT, Need.INCOME),
        Need.SHELTER: (Need.HOUSING,),
    }
)
"""Each need that stands in for others, of which one that is met is enough.

A benefit is for who lacks the means to live on (Participatiewet art. 11(1)), an advance bridges the
time until it is decided on (art. 52(1)), shelter is for who has no home (Wmo 2015 art. 1.1.1). Cash
is not among them: income tells that money will come, not that somebody has any in hand.
"""


def not_called_for(statuses: Mapping[str, str], ending: Collection[str] = ()) -> frozenset[Need]:
    """Return the needs that nobody has to arrange, because what they stand in for is met.

    Args:
        statuses: Status of each need; one that is left out is not met.
        ending: Needs of which it is known that they end; what is met but ends does not count.
    """
    return frozenset(
        need
        for need, others in STANDS_IN_FOR.items()
        if any(statuses.get(other) == Status.MET and other not in ending for other in others)
    )
