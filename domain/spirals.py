"""Spirals: loss that leads to more loss, and back to where it began.

In a circle needs wait for each other, and nothing happens. In a spiral something happens, again and
again: a claim goes unpaid, detention follows, the benefit ends with it, so there is no money, and
the next claim goes unpaid. It passes through an ending, which a circle never does.

What the rules of one day allow is a graph: an ending leads from what triggers it to the need that
ends; a way from each need it asks to the need it gives; a consequence from a lack, or from what
happened, to what it brings about. A spiral is a way round this graph along a consequence and at
least one ending. For every consequence the shortest is told, over the hardest links that close it.

`spirals` tells what rules allow, of nobody in particular; that it is so for a person is possible,
not certain, for another way may lead past it. Which of them turn for a person is told by
`domain.live_spirals`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from domain.consequences import Consequence
from domain.needs import Need
from domain.rule_parts import HARDEST_FIRST
from domain.rules import Bindingness, Ending, InForce, RuleSet, Way, WayKind
from domain.triggers import Trigger

Node = Need | Trigger
"""A need that is not met, or something that happens."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One link of a spiral: what leads to what, and by which rule.

    Attributes:
        source: What is not met, or happens.
        target: What follows from it.
        rule: The rule by which it does; None where one thing is simply part of the other.
        bindingness: Whether statute, practice or fact makes it follow.
    """

    source: Node
    target: Node
    rule: Ending | Way | Consequence | None
    bindingness: Bindingness


@dataclass(frozen=True, slots=True)
class Spiral:
    """A way round along one consequence and at least one ending.

    Attributes:
        turns: Its links in order; the last is that of the consequence and closes it.
        weakest: The weakest kind of link that it takes to close it.
        losses: The needs that endings take at each turn, those beside the round included.
    """

    turns: tuple[Turn, ...]
    weakest: Bindingness
    losses: tuple[Need, ...]

    @property
    def nodes(self) -> tuple[Node, ...]:
        """What is not met and what happens, in order."""
        return tuple(turn.source for turn in self.turns)

    @property
    def closed_by(self) -> Consequence:
        """The consequence that closes it."""
        rule = self.turns[-1].rule
        if not isinstance(rule, Consequence):
            raise TypeError(type(rule).__name__)
        return rule

    @property
    def needs(self) -> tuple[Need, ...]:
        """The needs it passes, in order."""
        return tuple(turn.source for turn in self.turns if isinstance(turn.source, Need))

    @property
    def triggers(self) -> tuple[Trigger, ...]:
        """What happens in it, in order."""
        return tuple(turn.source for turn in self.turns if isinstance(turn.source, Trigger))

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of its rules, in order, each once."""
        return tuple(dict.fromkeys(turn.rule.id for turn in self.turns if turn.rule is not None))


def spirals(rule_set: RuleSet, on: date) -> tuple[Spiral, ...]:
    """Return the spirals that the rules in force on a day allow, one for each consequence at most.

    Ways that an authority may choose to open (`option`) are left out, as they are in circles.

    Args:
        rule_set: The rules.
        on: The day asked about; a frozen rule set keeps its own.
    """
    return _spirals(rule_set, rule_set.day_of_law(on))


@lru_cache(maxsize=256)
def _spirals(rule_set: RuleSet, day: date) -> tuple[Spiral, ...]:
    law = rule_set.in_force(day)
    turns = list(_turns(law))
    # What leads back into prison closes a spiral, rather than what leads to that.
    closing = sorted(
        (turn for turn in turns if isinstance(turn.rule, Consequence)),
        key=lambda turn: (turn.target is not Trigger.DETENTION_STARTED, _order(turn)),
    )
    found: dict[frozenset[str], Spiral] = {}
    for turn in closing:
        spiral = _closed(turn, turns)
        if spiral is not None:
            found.setdefault(frozenset(spiral.rules), spiral)
    return tuple(sorted(found.values(), key=lambda each: each.closed_by.id))


def _turns(law: InForce) -> Iterator[Turn]:
    """Yield every link of the graph."""
    for ending in law.endings:
        yield Turn(ending.trigger, ending.need, ending, ending.bindingness)
    for way in law.ways:
        if way.kind is not WayKind.OPTION:
            for each in way.conditions:
                yield Turn(each.need, way.need, way, each.bindingness)
    for rule in law.consequences:
        source = rule.after if rule.lacking is None else rule.lacking
        if source is not None:
            yield Turn(source, rule.trigger, rule, rule.bindingness)
    part_of = Bindingness.STATUTE
    yield Turn(Need.BENEFIT, Trigger.BENEFIT_ENDED, None, part_of)
    yield Turn(Trigger.DETENTION_STARTED, Trigger.DETENTION_LASTED, None, part_of)
    yield Turn(Trigger.DETENTION_STARTED, Trigger.RELEASED, None, part_of)


def _closed(closing: Turn, turns: list[Turn]) -> Spiral | None:
    """Return the shortest spiral that `closing` closes, over the hardest links that do."""
    for number, weakest in enumerate(HARDEST_FIRST, start=1):
        followed = frozenset(HARDEST_FIRST[:number])
        if closing.bindingness not in followed:
            continue
        path = _shortest(closing.target, closing.source, turns, followed)
        if path is not None and any(isinstance(turn.rule, Ending) for turn in path):
            return Spiral((*path, closing), weakest, _losses((*path, closing), turns))
    return None


def _shortest(
    start: Node, goal: Node, turns: Iterable[Turn], followed: frozenset[Bindingness]
) -> tuple[Turn, ...] | None:
    """Return the shortest path; of equally short ones that whose ways ask least."""
    ahead: dict[Node, list[Turn]] = {}
    for turn in turns:
        if turn.bindingness in followed:
            ahead.setdefault(turn.source, []).append(turn)
    reached: dict[Node, Turn] = {}
    queue = deque([start])
    while queue:
        for turn in sorted(ahead.get(queue.popleft(), ()), key=_order):
            if turn.target not in reached and turn.target != start:
                reached[turn.target] = turn
                queue.append(turn.target)
    path: list[Turn] = []
    node = goal
    while node != start:
        if node not in reached:
            return None
        path.append(reached[node])
        node = reached[node].source
    return tuple(reversed(path))


def _order(turn: Turn) -> tuple[int, int, str, str]:
    asked = len(turn.rule.conditions) if isinstance(turn.rule, Way) else 0
    identifier = "" if turn.rule is None else turn.rule.id
    return HARDEST_FIRST.index(turn.bindingness), asked, identifier, str(turn.target)


def _losses(path: tuple[Turn, ...], turns: Iterable[Turn]) -> tuple[Need, ...]:
    """Return what endings take once the round is made, what follows from that included.

    That somebody is detained once more for another claim begins the next round, and is left out.
    """
    nodes: set[Node] = {turn.source for turn in path}
    losing = [
        turn
        for turn in turns
        if not isinstance(turn.rule, Way) and turn.target is not Trigger.DETENTION_STARTED
    ]
    growing = True
    while growing:
        new = {turn.target for turn in losing if turn.source in nodes} - nodes
        nodes |= new
        growing = bool(new)
    taken = {
        turn.target for turn in losing if isinstance(turn.rule, Ending) and turn.source in nodes
    }
    return tuple(need for need in Need if need in taken)
